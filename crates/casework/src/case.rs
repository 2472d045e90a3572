//! What is known of one person in custody: the fold of their events. `apply` is the only way in which a case changes, live,
//! on receipt and in a rebuild alike; what it changes it also says, as effects that `store` turns into rows.

mod kept;

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use jiff::civil::Date;
use ledger::{Position, PrincipalId, VersionVector};
use minicbor::{Decode, Encode};

use crate::act::Act;
use crate::cbor;
use crate::event::{
    ActionAgreed, ActionId, Contact, ContactId, Contested, NoteId, Post, ReviewId, VictimContact, Visibility,
};
use crate::fact::{Source, Value};
use crate::field::{Field, FieldKey};
use crate::movement::{Direction, Movement, MovementKey, MovementKind};
use crate::pre_release::PreRelease;
use crate::rotl::Applications;
use crate::stamp::Mark;
use crate::transfer::Moves;

pub use kept::{
    AskedCheck, ByHand, Check, CheckAct, DateMoved, Decided, EarlyAllocation, KeptAct, LastDone, ParoleReview,
    RiskChanged, ToldOf,
};

/// The value of a field that stands, and what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Standing {
    /// The value.
    #[n(0)]
    pub value: Value,
    /// The day on which the source calculated it, if it says.
    #[n(1)]
    #[cbor(with = "cbor::option_date")]
    pub calculated: Option<Date>,
    /// Where it came from.
    #[n(2)]
    pub source: Source,
    /// Who wrote it, when.
    #[n(3)]
    pub mark: Mark,
    /// What the prison system last said, where somebody corrected it.
    #[n(4)]
    pub imported: Option<Value>,
}

/// Somebody in a post.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Holding {
    /// Which post.
    #[n(0)]
    pub post: Post,
    /// Who.
    #[n(1)]
    pub staff: PrincipalId,
    /// Why.
    #[n(2)]
    pub reason: String,
    /// Who allocated them, when.
    #[n(3)]
    pub mark: Mark,
}

/// An action that is not settled.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct OpenAction {
    /// What was agreed.
    #[n(0)]
    pub agreed: ActionAgreed,
    /// In which session.
    #[n(1)]
    pub note: NoteId,
    /// Who wrote it down, when.
    #[n(2)]
    pub mark: Mark,
    /// Who may see the session, and with that who may settle what was agreed in it.
    #[n(3)]
    pub visibility: Visibility,
}

/// One of the values that are in conflict.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Candidate {
    /// The value of a field.
    #[n(0)]
    pub value: Option<Value>,
    /// The holder of a post.
    #[n(1)]
    pub staff: Option<PrincipalId>,
    /// Who wrote it, when.
    #[n(2)]
    pub mark: Mark,
    /// Whether the prison system says so: then it is nobody's own word, and its author is whoever took the import in.
    #[n(3)]
    pub imported: bool,
}

/// Values that people wrote without having seen each other's. Open until a third person settles it; the
/// safer value stands.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Conflict {
    /// About what.
    #[n(0)]
    pub contested: Contested,
    /// The values, in the order of the record.
    #[n(1)]
    pub candidates: Vec<Candidate>,
}

/// Everything known of one person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Case {
    /// The facts that stand.
    #[n(0)]
    pub facts: BTreeMap<FieldKey, Standing>,
    /// Who holds which post.
    #[n(1)]
    pub posts: Vec<Holding>,
    /// Every movement, oldest first.
    #[n(2)]
    pub movements: Vec<Movement>,
    /// The actions that are open.
    #[n(3)]
    pub actions: BTreeMap<ActionId, OpenAction>,
    /// The contacts that have not ended.
    #[n(4)]
    pub contacts: BTreeMap<ContactId, Contact>,
    /// The victim liaison officer, where this device may know.
    #[n(5)]
    pub victim_contact: Option<VictimContact>,
    /// The conflicts that are open.
    #[n(6)]
    pub conflicts: Vec<Conflict>,
    /// What a reader of the case has seen: the base of whatever they write next.
    #[n(7)]
    pub heard: VersionVector,
    /// How many notes there are.
    #[n(8)]
    pub notes: u32,
    /// When the last key-work session was held.
    #[n(9)]
    #[cbor(with = "option_instant")]
    pub last_session: Option<Timestamp>,
    /// When the last note of any kind happened.
    #[n(10)]
    #[cbor(with = "option_instant")]
    pub last_note: Option<Timestamp>,
    /// The last day on which each act was done, by act and what it was about.
    #[n(11)]
    pub done: Vec<LastDone>,
    /// The last check that was asked for, by whom it was asked of.
    #[n(12)]
    pub checks: BTreeMap<String, Check>,
    /// Assessments for early allocation, in the order of the record.
    #[n(13)]
    pub early_allocations: Vec<EarlyAllocation>,
    /// The decision that stands against the calculation.
    #[n(14)]
    pub decided: Option<Decided>,
    /// The parole reviews.
    #[n(15)]
    pub parole_reviews: BTreeMap<ReviewId, ParoleReview>,
    /// What was settled by hand.
    #[n(16)]
    pub by_hand: Vec<ByHand>,
    /// Levels of risk that changed, oldest first.
    #[n(17)]
    pub risk_changes: Vec<RiskChanged>,
    /// Dates that moved, and that nobody has read.
    #[n(18)]
    pub moves: Vec<DateMoved>,
    /// Applications for release on temporary licence.
    #[n(19)]
    pub applications: Applications,
    /// The plan for release, and the packs that went to the community.
    #[n(20)]
    pub pre_release: PreRelease,
    /// Its moves from prison to prison.
    #[n(21)]
    pub transfer: Moves,
    /// Notes that coming events speak of. A working set that whoever folds provides; not part of what is known.
    #[cbor(skip)]
    pub known_notes: HashMap<NoteId, Visibility>,
}

impl Case {
    /// The value of a field that stands, unless it is nothing.
    pub fn value(&self, field: Field) -> Option<&Value> {
        self.facts.get(&FieldKey::Known(field)).map(|fact| &fact.value).filter(|value| **value != Value::Nothing)
    }

    /// The text of a field.
    pub fn text(&self, field: Field) -> Option<&str> {
        self.value(field).and_then(Value::text)
    }

    /// The date of a field.
    pub fn date(&self, field: Field) -> Option<Date> {
        self.value(field).and_then(Value::date)
    }

    /// Who holds a post.
    pub fn holder(&self, post: Post) -> Option<&Holding> {
        self.posts.iter().find(|holding| holding.post == post)
    }

    /// The last day on which an act was done, whatever it was about.
    pub fn last_done(&self, act: Act) -> Option<Date> {
        self.done.iter().filter(|done| done.act == act).filter_map(LastDone::on).max()
    }

    /// Where what is kept by its place stands, acts and what was settled by hand: as far as it can still be taken back.
    pub fn withdrawable(&self) -> impl Iterator<Item = Position> {
        let acts = self.done.iter().filter(|done| done.act.can_be_withdrawn()).flat_map(|done| &done.kept);
        let checks = self.checks.values().flat_map(|check| &check.acts).map(|one| &one.kept);
        let by_hand = self.by_hand.iter().map(|known| known.mark.position);
        acts.chain(checks).map(|kept| kept.at).chain(by_hand)
    }

    /// Whether the movement is already known.
    pub fn has_moved(&self, key: &MovementKey) -> bool {
        self.movements.iter().any(|movement| movement.key() == *key)
    }

    /// Whether this is a movement that is known: told twice, or told once with its time and once with its day only. Two
    /// temporary releases on one day are two.
    pub fn knows(&self, movement: &Movement) -> bool {
        let midnight = jiff::civil::Time::midnight();
        self.movements.iter().filter(|known| known.key() == movement.key()).any(|known| {
            let (a, b) = (known.at.time(), movement.at.time());
            a == b || a == midnight || b == midnight
        })
    }

    /// The values that imports last gave: what the next import is compared with, so that a correction by staff stands until
    /// the prison system says something new.
    pub fn imported(&self) -> impl Iterator<Item = (&FieldKey, &Value)> {
        self.facts.iter().filter_map(|(key, fact)| match (&fact.imported, &fact.source) {
            (Some(value), _) => Some((key, value)),
            (None, Source::Import { .. }) => Some((key, &fact.value)),
            (None, Source::Staff { .. }) => None,
        })
    }

    /// Whether the person's place is in `prison`: held there, at court or on temporary licence from there. A case that was sent away has left;
    /// one that this unit has taken is here, until the prison system says where the person is.
    pub fn is_held_by(&self, prison: &str) -> bool {
        if self.transfer.sent.is_some() {
            return false;
        }
        if self.transfer.taken {
            return true;
        }
        let last = self
            .movements
            .iter()
            .rev()
            .find(|m| matches!(m.kind, MovementKind::Admission | MovementKind::Transfer | MovementKind::Release));
        let left = last.is_some_and(|m| m.direction == Direction::Out);
        !left && self.text(Field::PrisonId) == Some(prison)
    }

    /// Whether the person is a woman whose complexity of need is high, so that the POM does the key work.
    pub fn has_high_complexity(&self) -> bool {
        self.text(Field::ComplexityOfNeed).is_some_and(|level| level.eq_ignore_ascii_case("high"))
    }

    /// “Ashdown, Kieran”, as lists show it.
    pub fn list_name(&self) -> String {
        let name = |field| self.text(field).map(spoken).unwrap_or_default();
        match (name(Field::LastName), name(Field::FirstName)) {
            (last, first) if first.is_empty() => last,
            (last, first) if last.is_empty() => first,
            (last, first) => format!("{last}, {first}"),
        }
    }

    /// “Kieran Ashdown”, as sentences show it.
    pub fn full_name(&self) -> String {
        [Field::FirstName, Field::LastName]
            .into_iter()
            .filter_map(|f| self.text(f))
            .map(spoken)
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// A name as people write it, where the prison system keeps it in capitals: “MCDONALD-O'NEILL” is “McDonald-O'Neill”. A name
/// with a small letter in it is left as it is.
fn spoken(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut spoken = String::with_capacity(name.len());
    let mut capital = true;
    for c in name.chars() {
        if capital {
            spoken.extend(c.to_uppercase());
        } else {
            spoken.extend(c.to_lowercase());
        }
        let after_mc =
            spoken.strip_suffix("Mc").is_some_and(|before| before.is_empty() || before.ends_with([' ', '-']));
        capital = !c.is_alphabetic() || after_mc;
    }
    spoken
}

/// An instant or nothing.
mod option_instant {
    use jiff::Timestamp;
    use minicbor::decode::Error as DecodeError;
    use minicbor::encode::{Error as EncodeError, Write};
    use minicbor::{Decoder, Encoder};

    pub(super) fn encode<C, W: Write>(
        value: &Option<Timestamp>,
        e: &mut Encoder<W>,
        ctx: &mut C,
    ) -> Result<(), EncodeError<W::Error>> {
        match value {
            Some(at) => super::cbor::instant::encode(at, e, ctx),
            None => e.null()?.ok(),
        }
    }

    pub(super) fn decode<C>(d: &mut Decoder<'_>, ctx: &mut C) -> Result<Option<Timestamp>, DecodeError> {
        if d.datatype()? == minicbor::data::Type::Null {
            d.null()?;
            return Ok(None);
        }
        super::cbor::instant::decode(d, ctx).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::spoken;

    #[test]
    fn names_in_capitals_are_shown_as_people_write_them() {
        for (kept, shown) in [
            ("ASHDOWN", "Ashdown"),
            ("MCDONALD-O'NEILL", "McDonald-O'Neill"),
            ("SIÂN", "Siân"),
            ("MARY ANN", "Mary Ann"),
            ("MCA", "McA"),
            ("van der Berg", "van der Berg"),
        ] {
            assert_eq!(spoken(kept), shown);
        }
    }
}
