//! What a case keeps of acts and decisions: as much as the rules ask about.

use std::collections::BTreeMap;

use jiff::civil::Date;
use minicbor::{Decode, Encode};

use crate::act::Act;
use crate::cbor;
use crate::decision::{DecisionReason, Side};
use crate::event::AssessmentId;
use crate::fact::Value;
use crate::field::Field;
use crate::stamp::Mark;

/// The last day on which an act was done.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct LastDone {
    /// Which act.
    #[n(0)]
    pub act: Act,
    /// About what or whom.
    #[n(1)]
    pub about: Option<String>,
    /// When.
    #[n(2)]
    #[cbor(with = "cbor::date")]
    pub on: Date,
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
    #[cbor(with = "told")]
    pub told: BTreeMap<String, Date>,
    /// Who wrote it, when.
    #[n(5)]
    pub mark: Mark,
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

/// Who was told, with the day.
mod told {
    use std::collections::BTreeMap;

    use jiff::civil::Date;
    use minicbor::decode::Error as DecodeError;
    use minicbor::encode::{Error as EncodeError, Write};
    use minicbor::{Decoder, Encoder};

    use crate::cbor;

    pub(super) fn encode<C, W: Write>(
        told: &BTreeMap<String, Date>,
        e: &mut Encoder<W>,
        ctx: &mut C,
    ) -> Result<(), EncodeError<W::Error>> {
        e.map(told.len() as u64)?;
        for (whom, on) in told {
            e.str(whom)?;
            cbor::date::encode(on, e, ctx)?;
        }
        Ok(())
    }

    pub(super) fn decode<C>(d: &mut Decoder<'_>, ctx: &mut C) -> Result<BTreeMap<String, Date>, DecodeError> {
        let len = d.map()?.ok_or_else(|| DecodeError::message("a map of known length"))?;
        (0..len).map(|_| Ok((d.str()?.to_owned(), cbor::date::decode(d, ctx)?))).collect()
    }
}
