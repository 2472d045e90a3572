//! The temporary release failure report: the national form, filled in from what the record knows.

use std::collections::BTreeMap;

use api::{FailureAnswer, FailureChoice, FailureForm, FailureQuestion, ReportFailure};
use casework::event::{CaseEvent, FailureReported};
use casework::rotl::{self as record, Application, LateStep, Release, Tier, Turn};
use casework::{Case, PrisonNumber, Right, london};
use jiff::civil::Date;
use ledger::Compartment;
use policy::rotl::{self, Chosen, FailureAnswers as Answers, FailureFacts, KnownFact, RuleBook, Whereabouts};

use super::gate::at_the_gate;
use super::{application_id, kind, no_release, release_id};
use crate::error::AppError;
use crate::session::Session;
use crate::typed::day;

impl Session {
    /// The questions that are asked by the answers so far; without answers, with what is known filled in.
    pub async fn failure_form(
        &self,
        number: &PrisonNumber,
        asked: &FailureForm,
    ) -> Result<Vec<FailureQuestion>, AppError> {
        self.demand(Right::ReportFailure)?;
        let (case, application) = self.application(number, application_id(&asked.id)?).await?;
        let id = release_id(&asked.release)?;
        let release = application.release(id).ok_or_else(no_release)?;
        let form = rotl::failure_form();
        let known = form.filled_in(&self.failure_facts(&case, &application, release));
        let given = match (asked.answers.is_empty(), release.reported) {
            (false, _) => {
                // A question that comes up only now brings what is known of it; what somebody answered stands.
                let mut given = known.clone();
                given.extend(answers(&asked.answers)?);
                given
            }
            (true, true) => self.reported(number, &application, id).await?,
            (true, false) => known.clone(),
        };
        Ok(form.asked(&given).into_iter().map(|question| view(question, &given, &known)).collect())
    }

    /// Records the failure report, once nothing is left to answer.
    pub async fn report_failure(&mut self, number: &PrisonNumber, asked: ReportFailure) -> Result<(), AppError> {
        self.demand(Right::ReportFailure)?;
        let given = answers(&asked.answers)?;
        if let Some(left) = rotl::failure_form().left(&given).first() {
            return Err(AppError::input(
                left.to_string(),
                "The report is recorded once every question has its answer.",
            )
            .at("answers"));
        }
        let (id, release) = (application_id(&asked.id)?, release_id(&asked.release)?);
        let kept = |(question, chosen): (String, Vec<Chosen>)| {
            chosen.into_iter().map(move |Chosen { code, remark, on }| record::FailureAnswer {
                question: question.clone(),
                answer: code,
                remark,
                on,
            })
        };
        let answers = given.into_iter().flat_map(kept).collect();
        let event = CaseEvent::FailureReported(FailureReported { id, release, answers });
        self.tell(number, Compartment::General, vec![event]).await
    }

    /// What was last reported of a release.
    pub(super) async fn reported(
        &self,
        number: &PrisonNumber,
        application: &Application,
        release: record::ReleaseId,
    ) -> Result<Answers, AppError> {
        let entries = self.record.rotl_entries(number, application.id).await?;
        let last = entries.into_iter().rev().find_map(|entry| match entry.event {
            CaseEvent::FailureReported(reported) if reported.release == release => Some(reported.answers),
            _ => None,
        });
        Ok(given(last.unwrap_or_default()))
    }

    fn failure_facts(&self, case: &Case, application: &Application, release: &Release) -> FailureFacts {
        let look = rotl::whereabouts(&at_the_gate(case, application, release), self.now(), &RuleBook::newest());
        let back = matches!(look.whereabouts, Whereabouts::Back | Whereabouts::BackLate);
        let step = |step: LateStep| release.late.iter().find(|kept| kept.step == step).map(|kept| kept.at);
        let told: BTreeMap<KnownFact, Date> = [
            (KnownFact::TellCom, LateStep::ComTold),
            (KnownFact::TellVlo, LateStep::VictimLiaisonTold),
            (KnownFact::TellProvider, LateStep::ProviderTold),
            (KnownFact::TellDirector, LateStep::DirectorTold),
            (KnownFact::TellPpcs, LateStep::PpcsTold),
        ]
        .into_iter()
        .filter_map(|(fact, recorded)| Some((fact, london::day(step(recorded)?))))
        .collect();
        FailureFacts {
            tier: Some(match application.tier {
                Tier::Standard => rotl::Tier::Standard,
                Tier::Restricted => rotl::Tier::Restricted,
            }),
            kind: Some(kind(application.kind)),
            reason: Some(application.reason.clone()),
            plan_begun: step(LateStep::PlanActivated)
                .map(|_| true)
                .or_else(|| step(LateStep::PlanNotActivated).map(|_| false)),
            revoked: application.stop().map(|stop| stop.turn == Some(Turn::Revoked)),
            returned: release.returned.map(|returned| london::day(returned.at)),
            still_out: release.is_out(),
            before_midnight: release.returned.map(|_| back),
            late: release.returned.map(|_| look.late_minutes.is_some()),
            told,
        }
    }
}

/// Answers as the record keeps them.
pub(crate) fn given(kept: Vec<record::FailureAnswer>) -> Answers {
    let mut answers = Answers::new();
    for record::FailureAnswer { question, answer, remark, on } in kept {
        answers.entry(question).or_default().push(Chosen { code: answer, remark, on });
    }
    answers
}

/// What was answered to a question, in words; nothing, where it was left open.
pub(crate) fn answer_words(question: &rotl::Question, given: &Answers) -> Option<String> {
    let chosen = given.get(&question.code)?;
    let words = chosen.iter().map(|chosen| {
        let known = question.answers.iter().find(|choice| choice.code == chosen.code);
        let words = known.map_or(chosen.code.as_str(), |choice| choice.words.as_str());
        let on = chosen.on.map(|on| format!(", {}", london::long_date(on))).unwrap_or_default();
        let remark = if chosen.remark.is_empty() { String::new() } else { format!(": {}", chosen.remark) };
        format!("{words}{on}{remark}")
    });
    Some(words.collect::<Vec<_>>().join("; "))
}

/// Answers as a form sends them.
fn answers(given: &[FailureAnswer]) -> Result<Answers, AppError> {
    let mut answers = Answers::new();
    for FailureAnswer { question, answer, remark, on } in given {
        let on =
            on.as_deref().filter(|typed| !typed.trim().is_empty()).map(|typed| day(typed, "answers")).transpose()?;
        let chosen = Chosen { code: answer.clone(), remark: remark.trim().to_owned(), on };
        answers.entry(question.clone()).or_default().push(chosen);
    }
    Ok(answers)
}

fn view(question: &rotl::Question, given: &Answers, known: &Answers) -> FailureQuestion {
    let of = |answers: &Answers| answers.get(&question.code).cloned().unwrap_or_default();
    FailureQuestion {
        code: question.code.clone(),
        words: question.words.clone(),
        several: question.several,
        answers: question
            .answers
            .iter()
            .map(|choice| FailureChoice {
                code: choice.code.clone(),
                words: choice.words.clone(),
                remark: choice.remark,
                date: choice.date,
            })
            .collect(),
        known: !of(known).is_empty() && of(known) == of(given),
        given: of(given)
            .into_iter()
            .map(|chosen| FailureAnswer {
                question: question.code.clone(),
                answer: chosen.code,
                remark: chosen.remark,
                on: chosen.on.map(|day| day.to_string()),
            })
            .collect(),
    }
}
