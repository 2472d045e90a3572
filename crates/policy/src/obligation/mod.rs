//! The one list of what is owed: what, about whom, by whom, by when, why, and which act settles it. "My day", boards and counts are
//! views of it. An obligation is settled by recording the act itself; by hand only with a reason.

mod contact;
mod description;
mod early_allocation;
mod explain;
mod facts;
mod handover;
mod key_work;
mod kind;
mod moved;
mod pack;
mod parole;
mod release;
mod risk;
mod rotl;
mod settings;
mod sheet;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

pub use crate::figure::{Figure, FigureError, FigureInfo, OwnFigure, Standing, Unit};
pub use description::OBLIGATIONS;
pub use explain::Explanation;
pub use facts::{
    AfterRelease, Agency, ByHand, CaseFacts, Check, DateMove, HandoverTasks, KeyWork, LastActs, PackFact, ReleasePlan,
    RiskChange, RotlConsultation, RotlFacts, RotlRelease, RotlStage, Staff, Told,
};
pub use kind::{Kind, Role, Theme};
pub use moved::{Moved, what_moved};
pub use settings::{ObligationSettings, Settings, settings};

use crate::answer::Missing;
use crate::handover::HandoverRules;
use sheet::Sheet;

/// Something that is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obligation {
    /// What tells it apart from every other of the same case.
    #[serde(flatten)]
    pub key: Key,
    /// Whom it is about: the prison number.
    pub concerns: String,
    /// Who owes it.
    pub owner: Owner,
    /// When.
    pub window: Window,
    /// Why, in a sentence.
    pub why: String,
    /// On whose authority its figure stands.
    pub standing: Standing,
    /// Where that figure is written.
    pub source: String,
}

/// What tells an obligation apart from every other of the same case: the next one of its kind has another day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key {
    /// What kind.
    pub kind: Kind,
    /// About what or whom in particular, where there are several of a kind.
    pub about: Option<String>,
    /// Since when: the day of what gave rise to it.
    pub since: Date,
}

/// Who owes something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// In which role.
    pub role: Role,
    /// Who that is, if somebody is named.
    pub person: Option<String>,
}

/// When something is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// From this day it can be done.
    pub opens: Date,
    /// On this day at the latest it is to be done.
    pub due: Date,
    /// After this day it can no longer be done, or not in the ordinary way.
    pub hard_stop: Option<Date>,
}

/// How near something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// It was due before today.
    Overdue,
    /// It is due today.
    Today,
    /// It is due by Sunday.
    ThisWeek,
    /// It is due later, and can be done.
    Later,
    /// It cannot be done yet.
    NotOpen,
}

impl Window {
    /// How near it is on a day.
    pub fn urgency(self, today: Date) -> Urgency {
        let to_sunday = i64::from(today.weekday().until(Weekday::Sunday));
        let sunday = today.saturating_add(jiff::Span::new().days(to_sunday));
        if self.due < today {
            Urgency::Overdue
        } else if self.due == today {
            Urgency::Today
        } else if self.opens > today {
            Urgency::NotOpen
        } else if self.due <= sunday {
            Urgency::ThisWeek
        } else {
            Urgency::Later
        }
    }
}

/// What is owed in a case, and what cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Owed {
    /// What is owed, the nearest first.
    pub obligations: Vec<Obligation>,
    /// What may be owed, for all that is known.
    pub unclear: Vec<Unclear>,
}

/// Something that may be owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unclear {
    /// What kind.
    pub kind: Kind,
    /// What one would have to know.
    pub missing: Missing,
}

/// What is owed to everybody in custody.
const FOR_EVERYBODY: [fn(&mut Sheet<'_>); 3] = [key_work::session, rotl::applications, moved::unread];

/// What is owed to whom the policy covers.
const IN_POLICY: [fn(&mut Sheet<'_>); 22] = [
    contact::pom_contact,
    contact::oasys_review,
    contact::sentence_plan,
    contact::oversight,
    handover::com_needed,
    handover::tasks,
    handover::override_review,
    pack::send,
    pack::receipt,
    pack::again,
    early_allocation::next_step,
    release::report,
    release::mappa_level,
    release::duty_to_refer,
    release::approved_premises,
    release::licence,
    parole::preparation,
    parole::outcome_day,
    risk::rosh_missing,
    risk::checks,
    risk::changes,
    risk::victims,
];

/// What is owed about whoever was released: nothing of custody any more.
const AFTER_RELEASE: [fn(&mut Sheet<'_>); 2] = [pack::receipt, pack::outcome];

/// What is owed in a case on a day.
pub fn owed(case: &CaseFacts, settings: &ObligationSettings, rules: &HandoverRules, today: Date) -> Owed {
    worked_out(Sheet::new(case, settings, rules, today)).close()
}

/// Why something is owed; nothing, if it is not, or not any more. The same rules answer as for the list.
pub fn explain(
    case: &CaseFacts,
    settings: &ObligationSettings,
    rules: &HandoverRules,
    today: Date,
    key: &Key,
) -> Option<Explanation> {
    worked_out(Sheet::new(case, settings, rules, today).about(key)).explanation()
}

fn worked_out(mut sheet: Sheet<'_>) -> Sheet<'_> {
    if sheet.was_released() {
        for rule in AFTER_RELEASE {
            rule(&mut sheet);
        }
        return sheet;
    }
    for rule in FOR_EVERYBODY {
        rule(&mut sheet);
    }
    // Where that cannot be told, what may be owed is better said than left out.
    if !sheet.is_outside_policy() {
        for rule in IN_POLICY {
            rule(&mut sheet);
        }
    }
    sheet
}
