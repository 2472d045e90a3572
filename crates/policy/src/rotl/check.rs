//! The rules that are looked at one by one: what each is called, how it stops an application that does not meet it, and which clause
//! and which function it is.

use serde::{Deserialize, Serialize};

use super::constants::Stated;
use super::rules::{Case, Said, alerts, history, kinds, status};
use crate::answer::Answer;
use crate::derivation::Working;
use crate::rule::Clause;

/// What happens where a rule is not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bar {
    /// The application is refused; nobody can override it.
    Hard,
    /// The application stops, unless somebody of the right grade makes an exception with reasons.
    #[default]
    Soft,
    /// It is weighed; it stops nothing.
    Weighed,
}

impl Bar {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Hard => "refuses the application",
            Self::Soft => "stops the application unless an exception is made, with reasons",
            Self::Weighed => "is weighed, and stops nothing",
        }
    }
}

/// Under which heading a rule is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Whatever the type, any of these stops the application.
    Bars,
    /// Type, place and dates.
    TypeAndDates,
    /// History and purpose.
    HistoryAndPurpose,
}

impl Group {
    /// Each, in the order of a list.
    pub const ALL: [Self; 3] = [Self::Bars, Self::TypeAndDates, Self::HistoryAndPurpose];

    /// The heading.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Bars => "Bars: any one of these stops the application",
            Self::TypeAndDates => "Type, place and dates",
            Self::HistoryAndPurpose => "History and purpose",
        }
    }
}

macro_rules! checks {
    ($($variant:ident $bar:ident $group:ident $file:ident::$ask:ident $clause:ident $words:literal;)*) => {
        /// A rule.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Check {
            $(#[doc = concat!($words, ".")] $variant,)*
        }

        impl Check {
            /// Every rule, in the order of a list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// What it demands, as a list says it.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)* }
            }

            /// Under which heading it is listed.
            pub const fn group(self) -> Group {
                match self { $(Self::$variant => Group::$group,)* }
            }

            /// Its clause.
            pub const fn clause(self) -> &'static Clause {
                match self { $(Self::$variant => &$file::$clause,)* }
            }

            pub(super) fn ask(self, case: &Case<'_>, working: &mut Working) -> Answer<Said> {
                match self { $(Self::$variant => $file::$ask(case, working),)* }
            }
        }

        /// Every clause, in the order of the rules.
        pub(super) const CLAUSES: &[&Clause] = &[$(&$file::$clause,)*];

        /// How each rule stops an application that does not meet it.
        #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
        pub struct Bars {
            $(#[doc = concat!($words, ".")] pub $bar: Stated<Bar>,)*
        }

        impl Bars {
            /// How a rule stops an application that does not meet it, and on whose authority.
            pub const fn of(&self, check: Check) -> &Stated<Bar> {
                match check { $(Check::$variant => &self.$bar,)* }
            }
        }
    };
}

checks! {
    CategoryA bar_category_a Bars status::category_a CATEGORY_A "Not category A or of restricted status";
    EscapeList bar_escape_list Bars alerts::escape_list ESCAPE_LIST "Not on the escape list";
    Suspension bar_suspension Bars alerts::suspension SUSPENSION "ROTL is not suspended";
    Remand bar_remand Bars status::remand REMAND "Not on remand";
    Unsentenced bar_unsentenced Bars status::unsentenced UNSENTENCED "Not convicted and waiting for sentence";
    OtherCharges bar_other_charges Bars status::other_charges OTHER_CHARGES "No other charges outstanding";
    Extradition bar_extradition Bars status::extradition EXTRADITION "Not held for extradition";
    Tribunal bar_tribunal Bars status::tribunal TRIBUNAL "Not held for an international tribunal";
    Deportation bar_deportation Bars status::deportation DEPORTATION "No deportation order without appeal, outside open conditions";
    Confiscation bar_confiscation Bars status::confiscation CONFISCATION "No confiscation default to follow";
    NotForRelease bar_not_for_release Bars alerts::not_for_release NOT_FOR_RELEASE "Not marked as not for release";
    Hold bar_hold Bars alerts::hold HOLD "No hold that has to be cleared first";
    SpecialSentence bar_special_sentence TypeAndDates status::special_sentence SPECIAL_SENTENCE "Not recalled, in default, civil or detained without sentence";
    Age bar_age TypeAndDates status::age AGE "An adult";
    CategoryB bar_category_b TypeAndDates kinds::category_b CATEGORY_B "Category B limits do not apply";
    Indeterminate bar_indeterminate TypeAndDates kinds::indeterminate INDETERMINATE "Indeterminate sentence: in open conditions";
    RestrictedPlace bar_restricted_place TypeAndDates kinds::restricted_place RESTRICTED_PLACE "Restricted: in a prison from which that is usual";
    EarliestDate bar_earliest_date TypeAndDates kinds::earliest_date EARLIEST_DATE "Not before the earliest date";
    Carer bar_carer TypeAndDates kinds::carer CARER "Sole carer of a child, for a childcare licence";
    Breaches bar_breaches HistoryAndPurpose history::breaches BREACHES "No escape, abscond or serious failure in this sentence";
    DayReleasesFirst bar_day_releases_first HistoryAndPurpose history::day_releases_first DAY_RELEASES_FIRST "Day releases went well before a first night away";
    EscapeRisk bar_escape_risk HistoryAndPurpose alerts::escape_risk ESCAPE_RISK "Not marked as an escape risk";
    Purpose bar_purpose HistoryAndPurpose kinds::purpose PURPOSE "A lawful purpose";
    Reason bar_reason HistoryAndPurpose kinds::reason REASON "A reason that the type has";
    PurposeFits bar_purpose_fits HistoryAndPurpose kinds::purpose_fits PURPOSE_FITS "The reason serves the purpose";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_has_rules_and_they_stand_together() {
        let groups: Vec<Group> = Check::ALL.iter().map(|check| check.group()).collect();
        assert!(groups.is_sorted());
        assert!(Group::ALL.iter().all(|group| groups.contains(group)));
        assert_eq!(CLAUSES.len(), Check::ALL.len());
    }

    #[test]
    fn no_rule_says_the_word_that_no_screen_says() {
        for check in Check::ALL {
            let said = format!("{} {}", check.words(), check.clause().words).to_lowercase();
            assert!(!said.contains("eligible"), "{}", check.words());
        }
    }
}
