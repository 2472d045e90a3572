//! Who came, who went, who is at court or on temporary licence: read out of where an export says a person is, compared with
//! whether the record has them here. Leaving is a movement, never a deletion.

use std::collections::BTreeSet;

use casework::fact::Value;
use casework::field::{Field, FieldKey};
use casework::movement::{Direction, Movement, MovementKey, MovementKind};
use jiff::civil::{Date, Time};

use crate::consistency::Case;
use crate::plan::Setting;
use crate::reading::Reading;

/// Where a row says that a person is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// In our prison, or out of it for the day (court, temporary licence).
    Here,
    /// In another prison, by its code.
    Elsewhere(String),
    /// Between prisons.
    Transit,
    /// Released.
    Out,
    /// The row does not say.
    Unsaid,
}

impl Place {
    /// Reads it from the prison's code and the status.
    pub(crate) fn of(reading: &Reading, setting: &Setting) -> Self {
        let status = match reading.text(Field::Status) {
            Some("INACTIVE OUT") => Some(Self::Out),
            Some("INACTIVE TRN") => Some(Self::Transit),
            _ => None,
        };
        match reading.text(Field::PrisonId) {
            None => status.unwrap_or(Self::Unsaid),
            Some(code) if code.eq_ignore_ascii_case(&setting.prison) => status.unwrap_or(Self::Here),
            Some("OUT") => Self::Out,
            Some("TRN") => Self::Transit,
            Some(code) => Self::Elsewhere(code.to_owned()),
        }
    }

    /// Whether a person of whom the record knows nothing belongs to us: in our prison, or gone from it, or supported by
    /// it while in hospital. A row that says no place at all is taken as ours, with a warning.
    pub(crate) fn is_ours(&self, reading: &Reading, setting: &Setting) -> bool {
        let ours = |field| reading.text(field).is_some_and(|code| code.eq_ignore_ascii_case(&setting.prison));
        match self {
            Self::Here | Self::Unsaid => true,
            Self::Elsewhere(_) => false,
            Self::Transit | Self::Out => {
                ours(Field::PrisonId) || ours(Field::LastPrisonId) || ours(Field::SupportingPrisonId)
            }
        }
    }
}

/// The movements that a row tells of and the record does not have.
pub(crate) fn movements(case: &Case<'_>, place: &Place, setting: &Setting) -> Vec<Movement> {
    let journey = Journey { case, setting, last: LastMovement::of(case) };
    let known = case.known;
    let here = known.is_some_and(|known| known.here);
    let crossing = match (place, here) {
        (Place::Here, false) => journey.arrival(),
        (Place::Unsaid, false) if known.is_none() => journey.arrival(),
        (Place::Out, true) => journey.departure(MovementKind::Release, None),
        (Place::Transit, true) => journey.departure(MovementKind::Transfer, None),
        (Place::Elsewhere(code), true) => journey.departure(MovementKind::Transfer, Some(code)),
        (Place::Out, false) if known.is_none() => journey.departure(MovementKind::Release, None),
        (Place::Transit, false) if known.is_none() => journey.departure(MovementKind::Transfer, None),
        _ => None,
    };
    let stays = matches!(place, Place::Here | Place::Unsaid) && (here || crossing.is_some());
    let last = if stays { journey.last_movement(crossing.is_some()) } else { None };
    crossing.into_iter().chain(last).collect()
}

/// What the row says last happened.
struct LastMovement {
    kind: Option<MovementKind>,
    date: Option<Date>,
    reason: Option<String>,
}

impl LastMovement {
    fn of(case: &Case<'_>) -> Self {
        Self {
            kind: case.text(Field::LastMovementType).and_then(MovementKind::from_code),
            date: case.date(Field::LastMovementDate),
            reason: case.text(Field::LastMovementReason).map(str::to_owned),
        }
    }

    fn arrived(&self) -> bool {
        matches!(self.kind, Some(MovementKind::Admission | MovementKind::Transfer))
    }
}

struct Journey<'a> {
    case: &'a Case<'a>,
    setting: &'a Setting,
    last: LastMovement,
}

impl Journey<'_> {
    fn known_movements(&self) -> Option<&BTreeSet<MovementKey>> {
        self.case.known.map(|known| &known.movements)
    }

    fn is_new(&self, key: &MovementKey) -> bool {
        !self.known_movements().is_some_and(|known| known.contains(key))
    }

    /// The last day on which the record has the person cross the gate the other way: an export can still show the dates
    /// of an earlier stay, and nobody returns before having left.
    fn since(&self, direction: Direction) -> Option<Date> {
        let crossing = |key: &&MovementKey| {
            key.2 == direction && !matches!(key.1, MovementKind::Court | MovementKind::TemporaryAbsence)
        };
        self.known_movements()?.iter().filter(crossing).map(|key| key.0).max()
    }

    /// The first of the dates that can be it; today, the day on which we hear of it, if none can.
    fn crossing(
        &self,
        kind: MovementKind,
        direction: Direction,
        dates: impl IntoIterator<Item = Option<Date>>,
    ) -> Option<Date> {
        let opposite = match direction {
            Direction::In => Direction::Out,
            Direction::Out => Direction::In,
        };
        let since = self.since(opposite);
        dates
            .into_iter()
            .flatten()
            .chain([self.setting.today])
            .find(|date| since.is_none_or(|since| *date >= since) && self.is_new(&(*date, kind, direction)))
    }

    fn arrival(&self) -> Option<Movement> {
        let admitted = self.case.date(Field::LastAdmission);
        let received = self.case.date(Field::Reception);
        let kind = match self.last.kind.filter(|_| self.last.arrived()) {
            Some(kind) => kind,
            // The last movement is a later one (court, say): admitted here after the term began means transferred here.
            None if admitted.zip(received).is_some_and(|(admitted, received)| admitted > received) => {
                MovementKind::Transfer
            }
            None => MovementKind::Admission,
        };
        let last = self.last.date.filter(|_| self.last.arrived());
        let date = self.crossing(kind, Direction::In, [admitted, received, last])?;
        let from = self.case.text(Field::PreviousPrisonId).filter(|_| kind == MovementKind::Transfer);
        Some(self.movement(date, kind, Direction::In, from, Some(&self.setting.prison)))
    }

    fn departure(&self, kind: MovementKind, to: Option<&str>) -> Option<Movement> {
        let left_us =
            self.case.text(Field::PreviousPrisonId).is_some_and(|code| code.eq_ignore_ascii_case(&self.setting.prison));
        let left = self.case.date(Field::PreviousPrisonLeavingDate).filter(|_| left_us && to.is_some());
        // In another prison, a last movement to court is one of theirs.
        let last = self.last.date.filter(|_| to.is_none() || self.last.arrived());
        let date = self.crossing(kind, Direction::Out, [left, last])?;
        Some(self.movement(date, kind, Direction::Out, Some(&self.setting.prison), to))
    }

    /// The last movement of somebody who is ours, if this row tells of it for the first time.
    fn last_movement(&self, has_just_arrived: bool) -> Option<Movement> {
        let (kind, date) = (self.last.kind?, self.last.date?);
        let direction = match kind {
            MovementKind::Release => return None,
            MovementKind::Admission | MovementKind::Transfer if has_just_arrived => return None,
            MovementKind::Admission | MovementKind::Transfer => Direction::In,
            MovementKind::Court | MovementKind::TemporaryAbsence => self.side_of_the_gate()?,
        };
        let told = self.is_new(&(date, kind, direction)) && (has_just_arrived || self.says_something_new());
        let ours = Some(self.setting.prison.as_str());
        let (from, to) = match direction {
            Direction::In if kind == MovementKind::Transfer => (self.case.text(Field::PreviousPrisonId), ours),
            Direction::In => (None, ours),
            Direction::Out => (ours, None),
        };
        told.then(|| self.movement(date, kind, direction, from, to))
    }

    /// Out at court or on temporary licence, or back from it; unsaid, nothing is guessed.
    fn side_of_the_gate(&self) -> Option<Direction> {
        match (self.case.text(Field::InOutStatus), self.case.text(Field::Status)) {
            (Some("OUT"), _) | (None, Some("ACTIVE OUT")) => Some(Direction::Out),
            (Some("IN"), _) | (None, Some("ACTIVE IN")) => Some(Direction::In),
            _ => None,
        }
    }

    fn says_something_new(&self) -> bool {
        let fields = [Field::LastMovementType, Field::LastMovementDate, Field::InOutStatus, Field::Status];
        fields.map(FieldKey::Known).iter().any(|key| {
            let now = self.case.reading.fields.get(key).filter(|value| **value != Value::Nothing);
            let before = self.case.known.and_then(|known| known.imported.get(key));
            now.is_some_and(|now| before != Some(now))
        })
    }

    fn movement(
        &self,
        date: Date,
        kind: MovementKind,
        direction: Direction,
        from: Option<&str>,
        to: Option<&str>,
    ) -> Movement {
        let is_last = self.last.kind == Some(kind) && self.last.date == Some(date);
        Movement {
            at: date.to_datetime(Time::midnight()),
            kind,
            direction,
            reason: self.last.reason.clone().filter(|_| is_last),
            from: from.map(str::to_owned),
            to: to.map(str::to_owned),
        }
    }
}
