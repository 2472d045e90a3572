//! What a case keeps of acts and decisions: as much as the rules ask about.

use std::collections::BTreeMap;

use jiff::civil::Date;
use ledger::{Position, PrincipalId};
use minicbor::{Decode, Encode};

use crate::act::Act;
use crate::cbor;
use crate::decision::{DecisionReason, Side};
use crate::event::AssessmentId;
use crate::fact::Value;
use crate::field::Field;
use crate::stamp::Mark;

/// An act that can still be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct KeptAct {
    /// Where it stands in the order of the record.
    #[n(0)]
    pub at: Position,
    /// Who recorded it.
    #[n(1)]
    pub author: PrincipalId,
    /// On which day it was done.
    #[n(2)]
    #[cbor(with = "cbor::date")]
    pub on: Date,
}

/// When an act was last done: the newest of them can still be taken back, and leave what was before.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct LastDone {
    /// Which act.
    #[n(0)]
    pub act: Act,
    /// About what or whom.
    #[n(1)]
    pub about: Option<String>,
    /// The last day of those that stay whatever comes.
    #[n(2)]
    #[cbor(with = "cbor::option_date")]
    pub before: Option<Date>,
    /// Those that can still be taken back, in the order of the record.
    #[n(3)]
    pub kept: Vec<KeptAct>,
}

impl LastDone {
    /// How many can be taken back: of an older one nothing is left but its day.
    const MOST: usize = 3;

    /// One that was not done yet.
    pub(crate) const fn never(act: Act, about: Option<String>) -> Self {
        Self { act, about, before: None, kept: Vec::new() }
    }

    /// The last day, whichever was written down last.
    pub fn on(&self) -> Option<Date> {
        self.kept.iter().map(|kept| kept.on).chain(self.before).max()
    }

    /// It was done once more.
    pub(crate) fn add(&mut self, kept: KeptAct) {
        self.kept.push(kept);
        let over = self.kept.len().saturating_sub(Self::MOST);
        let old = self.kept.drain(..over).map(|kept| kept.on);
        self.before = old.chain(self.before).max();
    }
}

/// A check: what is known of it, and the acts by which that came about, as far as they can still be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Check {
    /// As it stood before these acts.
    #[n(0)]
    pub before: Option<AskedCheck>,
    /// The acts since, in the order of the record.
    #[n(1)]
    pub acts: Vec<CheckAct>,
}

/// One act about a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct CheckAct {
    /// Asked, chased or answered.
    #[n(0)]
    pub act: Act,
    /// By whom, on which day.
    #[n(1)]
    pub kept: KeptAct,
}

impl Check {
    /// How many acts can be taken back.
    const MOST: usize = 8;

    /// As it stands.
    pub fn stands(&self) -> Option<AskedCheck> {
        followed(self.before, &self.acts).unwrap_or(self.before)
    }

    /// One more act about it; nothing, where it does not fit.
    pub(crate) fn add(&mut self, act: CheckAct) -> Option<()> {
        AskedCheck::after(self.stands(), &act)?;
        self.acts.push(act);
        let over = self.acts.len().saturating_sub(Self::MOST);
        for old in self.acts.drain(..over) {
            self.before = AskedCheck::after(self.before, &old).or(self.before);
        }
        Some(())
    }

    /// The same without one of the acts; nothing, where a later one would not fit any more.
    pub(crate) fn without(&self, at: Position) -> Option<Self> {
        let acts: Vec<CheckAct> = self.acts.iter().filter(|one| one.kept.at != at).copied().collect();
        followed(self.before, &acts)?;
        Some(Self { before: self.before, acts })
    }
}

/// What acts make of a check, one after the other; nothing, where one of them does not fit.
fn followed(before: Option<AskedCheck>, acts: &[CheckAct]) -> Option<Option<AskedCheck>> {
    acts.iter().try_fold(before, |known, one| AskedCheck::after(known, one).map(Some))
}

/// A check that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct AskedCheck {
    /// When.
    #[n(0)]
    #[cbor(with = "cbor::date")]
    pub requested: Date,
    /// When it was last chased.
    #[n(1)]
    #[cbor(with = "cbor::option_date")]
    pub chased: Option<Date>,
    /// When the answer came.
    #[n(2)]
    #[cbor(with = "cbor::option_date")]
    pub answered: Option<Date>,
}

impl AskedCheck {
    /// What an act makes of it. Asking again while an answer is out is chasing it; only what was asked for, and has no answer, is
    /// chased or answered.
    fn after(known: Option<Self>, one: &CheckAct) -> Option<Self> {
        let (act, on) = (one.act, one.kept.on);
        let open = known.filter(|known| known.answered.is_none());
        if act == Act::CheckRequested {
            return Some(match open {
                Some(open) if on < open.requested => Self { requested: on, ..open },
                Some(open) => Self { chased: open.chased.max(Some(on)), ..open },
                None => Self { requested: on, chased: None, answered: None },
            });
        }
        let open = open.filter(|open| on >= open.requested)?;
        Some(match act {
            Act::CheckAnswered => Self { answered: Some(on), ..open },
            _ => Self { chased: open.chased.max(Some(on)), ..open },
        })
    }
}

/// An assessment for early allocation.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct EarlyAllocation {
    /// Its identifier.
    #[n(0)]
    pub id: AssessmentId,
    /// The day on which it was made.
    #[n(1)]
    #[cbor(with = "cbor::date")]
    pub made: Date,
    /// The day of the last OASys then.
    #[n(2)]
    #[cbor(with = "cbor::date")]
    pub oasys: Date,
    /// What was answered, by the questions' names.
    #[n(3)]
    pub answers: Vec<(String, bool)>,
    /// Whether the referral window was open.
    #[n(4)]
    pub in_window: bool,
    /// Why, where the community is to decide.
    #[n(5)]
    pub reason: String,
    /// Whether it was approved.
    #[n(6)]
    pub approved: bool,
    /// What the community decided.
    #[n(7)]
    pub accepted: Option<bool>,
    /// Who made it, when.
    #[n(8)]
    pub mark: Mark,
}

/// A decision against the calculation.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Decided {
    /// Who is responsible by it.
    #[n(0)]
    pub side: Side,
    /// Why.
    #[n(1)]
    pub reason: DecisionReason,
    /// Why, in words.
    #[n(2)]
    pub words: String,
    /// The day on which it is looked at again.
    #[n(3)]
    #[cbor(with = "cbor::date")]
    pub review: Date,
    /// Who decided, when.
    #[n(4)]
    pub mark: Mark,
}

/// A review by the Parole Board.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ParoleReview {
    /// The day for which the hearing is aimed.
    #[n(0)]
    #[cbor(with = "cbor::option_date")]
    pub target_hearing: Option<Date>,
    /// When the custody report is due.
    #[n(1)]
    #[cbor(with = "cbor::option_date")]
    pub custody_report_due: Option<Date>,
    /// The outcome in the Board's words.
    #[n(2)]
    pub outcome: Option<String>,
    /// When it came.
    #[n(3)]
    #[cbor(with = "cbor::option_date")]
    pub outcome_received: Option<Date>,
    /// Who first recorded it, when.
    #[n(4)]
    pub mark: Mark,
}

impl ParoleReview {
    /// One of which nothing is known yet.
    pub(crate) const fn new(mark: Mark) -> Self {
        Self { target_hearing: None, custody_report_due: None, outcome: None, outcome_received: None, mark }
    }
}

/// Something that was settled by hand.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ByHand {
    /// Which kind of thing, as the rules call it.
    #[n(0)]
    pub kind: String,
    /// About what or whom.
    #[n(1)]
    pub about: Option<String>,
    /// Since which day it was owed.
    #[n(2)]
    #[cbor(with = "cbor::date")]
    pub since: Date,
    /// Why.
    #[n(3)]
    pub reason: String,
    /// Who settled it, when.
    #[n(4)]
    pub mark: Mark,
}

/// A level of risk that was set and then became another.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RiskChanged {
    /// The number of the field.
    #[n(0)]
    pub field: u16,
    /// What it was.
    #[n(1)]
    pub before: Value,
    /// What it is since.
    #[n(2)]
    pub after: Value,
    /// The day on which that became known.
    #[n(3)]
    #[cbor(with = "cbor::date")]
    pub on: Date,
    /// Who was told since, and on which day.
    #[n(4)]
    pub told: BTreeMap<String, ToldOf>,
    /// Who wrote it, when.
    #[n(5)]
    pub mark: Mark,
}

/// That somebody was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct ToldOf {
    /// On which day.
    #[n(0)]
    #[cbor(with = "cbor::date")]
    pub on: Date,
    /// By which act.
    #[n(1)]
    pub by: Position,
}

/// A date that moved since somebody last read the case's dates.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct DateMoved {
    /// The number of the field.
    #[n(0)]
    pub field: u16,
    /// Where it was.
    #[n(1)]
    #[cbor(with = "cbor::option_date")]
    pub before: Option<Date>,
    /// Where it is.
    #[n(2)]
    #[cbor(with = "cbor::option_date")]
    pub after: Option<Date>,
    /// The day on which it first became known that it moved.
    #[n(3)]
    #[cbor(with = "cbor::date")]
    pub since: Date,
    /// Who wrote down where it is, when.
    #[n(4)]
    pub mark: Mark,
}

impl RiskChanged {
    /// Which level.
    pub fn of(&self) -> Option<Field> {
        Field::from_number(self.field)
    }
}

impl DateMoved {
    /// Which date.
    pub fn of(&self) -> Option<Field> {
        Field::from_number(self.field)
    }
}
