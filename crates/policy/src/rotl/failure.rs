//! The temporary release failure report: every question of the national form by its code, in plain words; which question follows which
//! answer; what is left to answer; and what can be filled in from what is known (`data/failure_report.json`).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::kind::{Kind, Tier};
use super::out::Whereabouts;

/// The national form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Form {
    /// Its national code.
    pub code: String,
    /// Where it is written.
    pub source: String,
    /// The code of the first question.
    pub first: String,
    /// Its questions, in the order of the form.
    pub questions: Vec<Question>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its national code.
    pub code: String,
    /// What is asked.
    pub words: String,
    /// Whether more than one answer can be given.
    #[serde(default)]
    pub several: bool,
    /// From which fact it can be filled in, if from any.
    #[serde(default)]
    pub from: Option<KnownFact>,
    /// The answers.
    pub answers: Vec<Choice>,
}

/// An answer that can be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its national code.
    pub code: String,
    /// Its words.
    pub words: String,
    /// Whether it needs a remark.
    #[serde(default)]
    pub remark: bool,
    /// Whether it needs a date.
    #[serde(default)]
    pub date: bool,
    /// The code of the question that follows; nothing, where the form ends.
    pub next: Option<String>,
    /// For which values of the fact it is filled in.
    #[serde(default)]
    pub when: Vec<String>,
    /// Which kind of failure it says there was.
    #[serde(default)]
    pub kind: Option<FailureKind>,
}

/// A kind of failure of a temporary release. One release can fail in several ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// Not back by the midnight with which the due day ends.
    FailureToReturn,
    /// Back after the due time, and before that midnight.
    LateReturn,
    /// Arrested for an offence while on release.
    Arrest,
    /// Another condition of the licence was breached.
    Breach,
    /// A failure was reported, and the report names none of these.
    Other,
}

impl FailureKind {
    /// All of them, the gravest of the clock first.
    pub const ALL: [Self; 5] = [Self::FailureToReturn, Self::LateReturn, Self::Arrest, Self::Breach, Self::Other];

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::FailureToReturn => "Failure to return",
            Self::LateReturn => "Late return",
            Self::Arrest => "Arrest for an offence on release",
            Self::Breach => "Breach of another condition",
            Self::Other => "Reported, none of these",
        }
    }

    /// The kind that follows from the clock alone. Whoever is late and still out has not failed to return before midnight.
    pub const fn by_the_clock(whereabouts: Whereabouts) -> Option<Self> {
        match whereabouts {
            Whereabouts::FailedToReturn | Whereabouts::BackAfterMidnight => Some(Self::FailureToReturn),
            Whereabouts::BackLate => Some(Self::LateReturn),
            _ => None,
        }
    }

    /// The kinds of a failure: by the clock, and by its report, if there is one. The clock stands above the report where both speak
    /// of the return.
    pub fn of(whereabouts: Whereabouts, report: Option<&FailureAnswers>) -> BTreeSet<Self> {
        let clock = Self::by_the_clock(whereabouts);
        let mut kinds: BTreeSet<Self> = report.map(|answers| failure_form().kinds(answers)).unwrap_or_default();
        if clock == Some(Self::FailureToReturn) {
            kinds.remove(&Self::LateReturn);
        }
        kinds.extend(clock);
        if kinds.is_empty() && report.is_some() {
            kinds.insert(Self::Other);
        }
        kinds
    }
}

/// A fact from which an answer can be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KnownFact {
    /// Standard or restricted.
    Tier,
    /// The type, a special purpose by whether it is medical.
    Licence,
    /// The reason's national code.
    Reason,
    /// Whether the plan for somebody unlawfully at large was begun.
    Plan,
    /// Why it was.
    PlanReason,
    /// Whether the person is back in custody.
    Returned,
    /// How they came back.
    HowReturned,
    /// Whether they came back late.
    Late,
    /// Whether the community offender manager was told.
    TellCom,
    /// Whether the victim liaison officer was.
    TellVlo,
    /// Whether the placement provider was.
    TellProvider,
    /// Whether the deputy director of custody was.
    TellDirector,
    /// Whether the public protection casework section was.
    TellPpcs,
}

/// What is known of a failure. What nobody recorded stays to be answered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FailureFacts {
    /// Standard or restricted.
    pub tier: Option<Tier>,
    /// The type.
    pub kind: Option<Kind>,
    /// The reason's national code.
    pub reason: Option<String>,
    /// Whether the plan for somebody unlawfully at large was begun.
    pub plan_begun: Option<bool>,
    /// Whether the licence was revoked while they were out.
    pub revoked: Option<bool>,
    /// The day on which they came back into custody; nothing, while they are out or that is not known.
    pub returned: Option<Date>,
    /// Whether they are still out.
    pub still_out: bool,
    /// Whether they came to the gate before midnight of the due day.
    pub before_midnight: Option<bool>,
    /// Whether they came back late.
    pub late: Option<bool>,
    /// Who was told, and when.
    pub told: BTreeMap<KnownFact, Date>,
}

/// An answer that was given.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Chosen {
    /// The answer's national code.
    pub code: String,
    /// The remark.
    pub remark: String,
    /// The date.
    pub on: Option<Date>,
}

/// The answers that were given, by the code of the question.
pub type FailureAnswers = BTreeMap<String, Vec<Chosen>>;

/// Something that is left to do before a report is whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Left<'a> {
    /// A question has no answer.
    #[error("Answer: {}", question.words)]
    Answer {
        /// Which.
        question: &'a Question,
    },
    /// A question has an answer that is not one of its own.
    #[error("Choose one of the answers: {}", question.words)]
    NoSuchAnswer {
        /// Which.
        question: &'a Question,
    },
    /// A question has more answers than one.
    #[error("Choose only one answer: {}", question.words)]
    OnlyOne {
        /// Which.
        question: &'a Question,
    },
    /// An answer needs a remark.
    #[error("Say more: {} {}", question.words, choice.words)]
    Remark {
        /// The question.
        question: &'a Question,
        /// The answer.
        choice: &'a Choice,
    },
    /// An answer needs a date.
    #[error("Give the date: {} {}", question.words, choice.words)]
    Date {
        /// The question.
        question: &'a Question,
        /// The answer.
        choice: &'a Choice,
    },
}

static FORM: LazyLock<Form> = LazyLock::new(|| {
    // Data that cannot be read would be a defect of the build; a test reads all of it.
    serde_json::from_str(include_str!("../../data/failure_report.json")).unwrap_or_default()
});

/// The national form.
pub fn failure_form() -> &'static Form {
    &FORM
}

impl Form {
    /// The question with a code.
    pub fn question(&self, code: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.code == code)
    }

    /// The questions that are asked, by the answers so far: up to the first that has none, and past it where every answer leads on to
    /// the same question.
    pub fn asked(&self, answers: &FailureAnswers) -> Vec<&Question> {
        let mut asked: Vec<&Question> = Vec::new();
        let mut next = self.question(&self.first);
        while let Some(question) = next.filter(|question| !asked.iter().any(|before| before.code == question.code)) {
            asked.push(question);
            let given = answers.get(&question.code).map(Vec::as_slice).unwrap_or_default();
            next = question.next(given).and_then(|code| self.question(code));
        }
        asked
    }

    /// The kinds of failure that a report names, by the questions that were asked.
    pub fn kinds(&self, answers: &FailureAnswers) -> BTreeSet<FailureKind> {
        let given = |question: &Question| answers.get(&question.code).map(Vec::as_slice).unwrap_or_default();
        let named = |question: &Question| {
            given(question).iter().filter_map(|chosen| question.choice(&chosen.code)?.kind).collect::<Vec<_>>()
        };
        self.asked(answers).into_iter().flat_map(named).collect()
    }

    /// What is left before the report is whole.
    pub fn left<'a>(&'a self, answers: &FailureAnswers) -> Vec<Left<'a>> {
        let given = |question: &Question| answers.get(&question.code).map(Vec::as_slice).unwrap_or_default();
        self.asked(answers).into_iter().flat_map(|question| question.left(given(question))).collect()
    }

    /// The answers that follow from what is known.
    pub fn filled_in(&self, facts: &FailureFacts) -> FailureAnswers {
        let filled = self.questions.iter().filter_map(|question| {
            let (value, on) = value(question.from?, facts)?;
            let choice = question.answers.iter().find(|choice| choice.when.contains(&value))?;
            let on = on.filter(|_| choice.date);
            Some((question.code.clone(), vec![Chosen { code: choice.code.clone(), remark: String::new(), on }]))
        });
        filled.collect()
    }
}

impl Question {
    fn choice(&self, code: &str) -> Option<&Choice> {
        self.answers.iter().find(|choice| choice.code == code)
    }

    /// The code of the question that follows: by the answer, or where every answer leads to the same.
    fn next(&self, given: &[Chosen]) -> Option<&str> {
        let chosen = given.iter().find_map(|chosen| self.choice(&chosen.code));
        if let Some(choice) = chosen {
            return choice.next.as_deref();
        }
        let first = self.answers.first()?.next.as_deref();
        first.filter(|_| self.answers.iter().all(|choice| choice.next.as_deref() == first))
    }

    fn left<'a>(&'a self, given: &[Chosen]) -> Vec<Left<'a>> {
        if given.is_empty() {
            return vec![Left::Answer { question: self }];
        }
        if given.len() > 1 && !self.several {
            return vec![Left::OnlyOne { question: self }];
        }
        let lacks = |chosen: &Chosen| {
            let Some(choice) = self.choice(&chosen.code) else { return Some(Left::NoSuchAnswer { question: self }) };
            if choice.remark && chosen.remark.trim().is_empty() {
                return Some(Left::Remark { question: self, choice });
            }
            (choice.date && chosen.on.is_none()).then_some(Left::Date { question: self, choice })
        };
        given.iter().filter_map(lacks).collect()
    }
}

/// The value of a fact as the form's data names it, with its date.
fn value(fact: KnownFact, facts: &FailureFacts) -> Option<(String, Option<Date>)> {
    let said = |value: &str| Some((value.to_owned(), None));
    let yes_or_no = |flag: Option<bool>| flag.and_then(|flag| said(if flag { "yes" } else { "no" }));
    match fact {
        KnownFact::Tier => facts.tier.and_then(|tier| said(tier.code())),
        KnownFact::Licence => licence(facts).and_then(said),
        KnownFact::Reason => facts.reason.as_deref().and_then(said),
        KnownFact::Plan => yes_or_no(facts.plan_begun),
        KnownFact::PlanReason => facts.revoked.and_then(|revoked| said(if revoked { "revoked" } else { "late" })),
        KnownFact::Returned if facts.still_out => said("no"),
        KnownFact::Returned => facts.returned.map(|on| ("yes".to_owned(), Some(on))),
        // After midnight there are many ways, which nobody can know from a movement alone.
        KnownFact::HowReturned => facts.before_midnight.filter(|before| *before).and_then(|_| said("before_midnight")),
        KnownFact::Late => yes_or_no(facts.late),
        told => facts.told.get(&told).map(|on| ("yes".to_owned(), Some(*on))),
    }
}

fn licence(facts: &FailureFacts) -> Option<&'static str> {
    match facts.kind? {
        Kind::Spl => match facts.reason.as_deref()? {
            "C5" | "C6" => Some("SPL medical"),
            _ => Some("SPL other"),
        },
        kind => Some(kind.code()),
    }
}
