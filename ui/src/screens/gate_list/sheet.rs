//! A failure report as it is being answered: which questions are asked depends on the answers, so they are asked for again after each. What was
//! answered is kept for as long as the window is unlocked, asked or not.

use std::sync::Arc;

use api::{FailureAnswer, FailureForm, FailureQuestion, GateRow, Problem, ReportFailure};
use leptos::prelude::*;

use crate::backend;
use crate::dates::{self, Day};
use crate::parts::{Errors, missing};
use crate::screens::caseload::in_text;
use crate::screens::gate_list::state::State;

/// A failure report.
#[derive(Clone, Copy)]
pub(super) struct Sheet {
    state: State,
    row: StoredValue<Arc<GateRow>>,
    /// The questions that are asked by the answers so far.
    pub(super) questions: RwSignal<Vec<FailureQuestion>>,
    /// What was answered; days as people type them.
    pub(super) answers: RwSignal<Vec<FailureAnswer>>,
    /// What is wrong with it.
    pub(super) errors: Errors,
    /// Why no questions could come.
    pub(super) problem: RwSignal<Option<Problem>>,
    /// Whether it was recorded as it stands.
    pub(super) recorded: RwSignal<bool>,
    busy: StoredValue<bool>,
    asked: StoredValue<u32>,
}

/// The identifier of a question's first answer, to which errors lead.
pub(super) fn field(question: &str) -> String {
    format!("failure-{question}")
}

impl Sheet {
    /// Goes on with what was begun, or begins with what is known.
    pub(super) fn open(state: State, row: Arc<GateRow>) -> Self {
        let begun = state.begun.with_value(|begun| begun.get(&row.release).cloned()).unwrap_or_default();
        let sheet = Self {
            state,
            row: StoredValue::new(row),
            questions: RwSignal::new(Vec::new()),
            answers: RwSignal::new(begun),
            errors: Errors::none(),
            problem: RwSignal::new(None),
            recorded: RwSignal::new(false),
            busy: StoredValue::new(false),
            asked: StoredValue::new(0),
        };
        sheet.ask();
        sheet
    }

    /// About whom.
    pub(super) fn row(self) -> Arc<GateRow> {
        self.row.get_value()
    }

    /// Asks which questions follow from the answers.
    pub(super) fn ask(self) {
        self.asked.update_value(|asked| *asked += 1);
        let (question, row) = (self.asked.get_value(), self.row());
        let answers = self.answers.with_untracked(|answers| answers.iter().map(sent).collect());
        let call =
            FailureForm { number: row.number.clone(), id: row.id.clone(), release: row.release.clone(), answers };
        leptos::task::spawn_local(async move {
            let answer = backend::call(call).await;
            if self.asked.try_get_value() != Some(question) {
                return;
            }
            match answer {
                Ok(questions) => {
                    self.problem.try_set(None);
                    self.answers.update(|answers| take_over(answers, &questions));
                    self.questions.set(questions);
                }
                Err(problem) => {
                    self.problem.try_set(Some(problem));
                }
            }
        });
    }

    /// Chooses an answer, or takes it back where several can be given.
    pub(super) fn choose(self, question: &str, answer: &str, several: bool, on: bool) {
        self.answers.update(|answers| choose(answers, question, answer, several, on));
        self.changed();
        self.ask();
    }

    /// A remark or a day is being typed. Questions do not depend on it.
    pub(super) fn type_into(self, question: &str, answer: &str, change: impl FnOnce(&mut FailureAnswer)) {
        self.answers.update(|answers| {
            if let Some(own) = answers.iter_mut().find(|own| own.question == question && own.answer == answer) {
                change(own);
            }
        });
        let is_known = |own: &FailureQuestion| own.code == question && own.known;
        if self.questions.with_untracked(|questions| questions.iter().any(is_known)) {
            self.questions.update(|questions| {
                questions.iter_mut().filter(|own| is_known(own)).for_each(|own| own.known = false);
            });
        }
        self.changed();
    }

    fn changed(self) {
        self.recorded.set(false);
        let answers = self.answers.get_untracked();
        self.state.begun.update_value(|begun| {
            begun.insert(self.row().release.clone(), answers);
        });
    }

    /// Says what is left to answer, or records the report.
    pub(super) fn record(self) {
        let questions = self.questions.get_untracked();
        let left = self.answers.with_untracked(|answers| left(&questions, answers));
        if self.errors.show(left) || questions.is_empty() || self.busy.get_value() {
            return;
        }
        self.busy.set_value(true);
        let row = self.row();
        let asked = |answer: &&FailureAnswer| questions.iter().any(|question| question.code == answer.question);
        let answers = self.answers.with_untracked(|answers| answers.iter().filter(asked).map(sent).collect());
        let call =
            ReportFailure { number: row.number.clone(), id: row.id.clone(), release: row.release.clone(), answers };
        leptos::task::spawn_local(async move {
            let answer = backend::call(call).await;
            self.busy.try_set_value(false);
            match answer {
                Ok(()) => {
                    self.recorded.try_set(true);
                    self.state.begun.update_value(|begun| drop(begun.remove(&row.release)));
                    self.state.recorded(format!("Recorded: the failure report about {}", in_text(&row.name)));
                }
                Err(problem) => self.errors.show_one(at_its_question(problem, &questions)),
            }
        });
    }
}

/// An answer as a call carries it: a day that is half typed is none.
fn sent(answer: &FailureAnswer) -> FailureAnswer {
    let on = answer.on.as_deref().map(dates::iso_of).filter(|day| Day::read(day).is_some());
    FailureAnswer { on, ..answer.clone() }
}

/// Questions that come up for the first time bring what is known; what somebody answered stays.
fn take_over(answers: &mut Vec<FailureAnswer>, questions: &[FailureQuestion]) {
    for question in questions {
        if !answers.iter().any(|answer| answer.question == question.code) {
            let given = question.given.iter().cloned();
            answers.extend(given.map(|given| FailureAnswer { on: given.on.as_deref().map(dates::typed), ..given }));
        }
    }
}

fn choose(answers: &mut Vec<FailureAnswer>, question: &str, answer: &str, several: bool, on: bool) {
    answers.retain(|own| own.question != question || (several && own.answer != answer));
    if on {
        answers.push(FailureAnswer {
            question: question.to_owned(),
            answer: answer.to_owned(),
            ..FailureAnswer::default()
        });
    }
}

/// What is left to answer, each at its question.
pub(super) fn left(questions: &[FailureQuestion], answers: &[FailureAnswer]) -> Vec<Problem> {
    questions.iter().filter_map(|question| missing_of(question, answers)).collect()
}

fn missing_of(question: &FailureQuestion, answers: &[FailureAnswer]) -> Option<Problem> {
    let at = field(&question.code);
    let given: Vec<&FailureAnswer> = answers.iter().filter(|answer| answer.question == question.code).collect();
    if given.is_empty() {
        return Some(missing(&at, &format!("Answer: {}", question.words)));
    }
    let mut choices = given.iter().filter_map(|given| {
        question.answers.iter().find(|choice| choice.code == given.answer).map(|choice| (*given, choice))
    });
    choices.find_map(|(given, choice)| {
        let no_day = given.on.as_deref().is_none_or(|day| Day::read(&dates::iso_of(day)).is_none());
        if choice.remark && given.remark.trim().is_empty() {
            Some(missing(&at, &format!("Say more: {} {}", question.words, choice.words)))
        } else if choice.date && no_day {
            Some(missing(&at, &format!("Give the day: {} {}", question.words, choice.words)))
        } else {
            None
        }
    })
}

/// What the record refuses is said at the question that it names.
fn at_its_question(mut problem: Problem, questions: &[FailureQuestion]) -> Problem {
    problem.field = questions
        .iter()
        .find(|question| problem.message.contains(&question.words))
        .map(|question| field(&question.code));
    problem
}

#[cfg(test)]
mod tests {
    use api::{Code, FailureChoice};

    use super::*;

    fn answer(question: &str, answer: &str) -> FailureAnswer {
        FailureAnswer { question: question.to_owned(), answer: answer.to_owned(), ..FailureAnswer::default() }
    }

    fn question(code: &str, words: &str, several: bool) -> FailureQuestion {
        let choice = |code: &str, remark, date| FailureChoice {
            code: code.to_owned(),
            words: "No, because".to_owned(),
            remark,
            date,
        };
        FailureQuestion {
            code: code.to_owned(),
            words: words.to_owned(),
            several,
            answers: vec![choice("plain", false, false), choice("remark", true, false), choice("day", false, true)],
            given: Vec::new(),
            known: false,
        }
    }

    #[test]
    fn one_answer_takes_the_place_of_another_and_several_stand_together() {
        let mut answers = vec![answer("one", "yes"), answer("many", "a")];
        choose(&mut answers, "one", "no", false, true);
        choose(&mut answers, "many", "b", true, true);
        choose(&mut answers, "many", "a", true, false);
        assert_eq!(answers, [answer("one", "no"), answer("many", "b")]);
    }

    #[test]
    fn what_is_known_comes_with_its_question_and_leaves_what_was_answered() {
        let known = FailureAnswer { on: Some("2027-01-14".to_owned()), ..answer("told", "yes") };
        let asked = FailureQuestion { given: vec![known], ..question("told", "Told?", false) };
        let mut answers = Vec::new();
        take_over(&mut answers, std::slice::from_ref(&asked));
        assert_eq!(answers.first().and_then(|answer| answer.on.clone()), Some("14/01/2027".to_owned()));
        let mut own = vec![answer("told", "no")];
        take_over(&mut own, &[asked]);
        assert_eq!(own, [answer("told", "no")]);
    }

    #[test]
    fn nothing_is_recorded_before_each_question_has_its_answer_remark_and_day() {
        let questions = [question("q", "Was the COM told?", false)];
        let said = |answers: &[FailureAnswer]| {
            left(&questions, answers).into_iter().map(|left| left.message).collect::<Vec<_>>()
        };
        assert_eq!(said(&[]), ["Answer: Was the COM told?"]);
        assert_eq!(said(&[answer("q", "remark")]), ["Say more: Was the COM told? No, because"]);
        let half = FailureAnswer { on: Some("14/".to_owned()), ..answer("q", "day") };
        assert_eq!(said(&[half]), ["Give the day: Was the COM told? No, because"]);
        assert_eq!(said(&[answer("q", "plain")]), [""; 0]);
    }

    #[test]
    fn a_refusal_leads_to_the_question_it_names() {
        let questions = [question("one", "Was it one?", false), question("two", "Was it two?", false)];
        let refused = Problem::new(Code::Input, "Answer: Was it two?", "");
        assert_eq!(at_its_question(refused, &questions).field.as_deref(), Some("failure-two"));
    }

    #[test]
    fn a_day_that_is_half_typed_is_not_sent() {
        let typed = |day: &str| sent(&FailureAnswer { on: Some(day.to_owned()), ..answer("q", "day") }).on;
        assert_eq!([typed("14/1/2027"), typed("14/")], [Some("2027-01-14".to_owned()), None]);
    }
}
