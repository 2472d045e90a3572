//! An assessment for early allocation: its questions, and what follows from the answers.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::derivation::Working;
use crate::rule::Clause;

pub(super) const ELIGIBLE: Clause = Clause {
    id: "4.eligible",
    words: "Eligible: any of the five questions that settle it is answered yes.",
    source: "app/models/early_allocation.rb",
};
pub(super) const SEPARATED: Clause = Clause {
    id: "4.separated",
    words: "Not eligible: held in an extremism separation centre, and not due for release in the time that the form asks \
            about. This holds whatever the other discretionary answers are.",
    source: "app/models/early_allocation.rb",
};
pub(super) const NOTHING: Clause = Clause {
    id: "4.nothing",
    words: "Not eligible: no question is answered yes.",
    source: "app/models/early_allocation.rb",
};
pub(super) const DISCRETIONARY: Clause = Clause {
    id: "4.discretionary",
    words: "Discretionary: the community decides. The form needs a written reason and the approval of the Head of Offender \
            Management Delivery.",
    source: "app/models/early_allocation.rb",
};

macro_rules! questions {
    ($($variant:ident $field:literal $words:literal;)*) => {
        /// A question of the assessment.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Question {
            $(#[doc = $words] #[serde(rename = $field)] $variant,)*
        }

        impl Question {
            /// Every question, in the order of the form.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// What the national service calls the answer.
            pub const fn field(self) -> &'static str {
                match self { $(Self::$variant => $field,)* }
            }

            /// The question, to be answered with yes or no.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)* }
            }
        }
    };
}

questions! {
    Terrorism "convicted_under_terrorisom_act_2000" "Convicted under the Terrorism Act 2000?";
    HighProfile "high_profile" "High profile?";
    CrimePreventionOrder "serious_crime_prevention_order" "Under a serious crime prevention order?";
    MappaThree "mappa_level_3" "MAPPA level 3?";
    CriticalCase "cppc_case" "Likely to be a critical public protection case (CPPC)?";
    Separated "extremism_separation" "Held in an extremism separation centre?";
    DueForRelease "due_for_release_in_less_than_24months" "Due for release in less than 24 months?";
    VeryHighRisk "high_risk_of_serious_harm" "Very high risk of serious harm?";
    MappaTwo "mappa_level_2" "MAPPA level 2?";
    Pathfinder "pathfinder_process" "Identified by the pathfinder or counter-terrorism process?";
    OtherReason "other_reason" "Another reason for early allocation?";
}

impl Question {
    /// A yes to any of these makes the case eligible.
    pub const MANDATORY: [Self; 5] =
        [Self::Terrorism, Self::HighProfile, Self::CrimePreventionOrder, Self::MappaThree, Self::CriticalCase];

    /// A yes to any of these makes it discretionary.
    pub const DISCRETIONARY: [Self; 5] =
        [Self::Separated, Self::VeryHighRisk, Self::MappaTwo, Self::Pathfinder, Self::OtherReason];
}

/// Answers to the questions. A question that is not in it has not been answered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<Question, bool>);

impl Answers {
    /// Answers a question.
    pub fn set(&mut self, question: Question, yes: bool) {
        self.0.insert(question, yes);
    }

    /// The answer to a question.
    pub fn get(&self, question: Question) -> Answer<bool> {
        self.0.get(&question).map_or_else(
            || Answer::cannot_tell(format!("the answer to “{}”", question.words())),
            |yes| Answer::Known(*yes),
        )
    }
}

impl FromIterator<(Question, bool)> for Answers {
    fn from_iter<I: IntoIterator<Item = (Question, bool)>>(answers: I) -> Self {
        Self(answers.into_iter().collect())
    }
}

/// An assessment that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// The day on which it was made.
    pub made: Date,
    /// Whether the referral window was open on that day.
    pub in_window: bool,
    /// What was answered.
    pub answers: Answers,
    /// What the community decided, if it was asked and has.
    pub community_decision: Option<bool>,
}

/// What the answers amount to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Suitability {
    /// Handed over early, without anybody's decision.
    Eligible,
    /// For the community to decide.
    Discretionary,
    /// Not handed over early.
    Ineligible,
}

impl Suitability {
    /// What screens call it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Eligible => "Eligible for early allocation",
            Self::Discretionary => "Discretionary: the community decides",
            Self::Ineligible => "Not eligible for early allocation",
        }
    }
}

/// What answers amount to.
pub(super) fn suitability(answers: &Answers, working: &mut Working) -> Answer<Suitability> {
    for (question, yes) in &answers.0 {
        working.flag(question.words(), Some(*yes));
    }
    let mandatory = Answer::any(Question::MANDATORY.map(|question| answers.get(question)));
    let discretionary = Answer::any(Question::DISCRETIONARY.map(|question| answers.get(question)));
    let separated = answers.get(Question::Separated).and(!answers.get(Question::DueForRelease));
    mandatory.and_then(|eligible| {
        if eligible {
            working.decided_by(&ELIGIBLE);
            return Answer::Known(Suitability::Eligible);
        }
        separated.and_then(|separated| {
            if separated {
                working.decided_by(&SEPARATED);
                return Answer::Known(Suitability::Ineligible);
            }
            discretionary.map(|discretionary| {
                working.decided_by(if discretionary { &DISCRETIONARY } else { &NOTHING });
                if discretionary { Suitability::Discretionary } else { Suitability::Ineligible }
            })
        })
    })
}
