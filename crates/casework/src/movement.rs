//! Movements: in, out, to court, on temporary licence, to another prison. A person who leaves is a movement, never a
//! deletion, and the same movement told twice (by two exports, or by two prisons) is one.

use jiff::civil::DateTime;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::cbor;

/// The prison system's kinds of movement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize)]
#[cbor(index_only)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MovementKind {
    /// Admission (ADM).
    #[n(0)]
    Admission,
    /// Transfer between prisons (TRN).
    #[n(1)]
    Transfer,
    /// Release (REL).
    #[n(2)]
    Release,
    /// Court (CRT).
    #[n(3)]
    Court,
    /// Temporary absence (TAP).
    #[n(4)]
    TemporaryAbsence,
}

impl MovementKind {
    /// The prison system's code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Admission => "ADM",
            Self::Transfer => "TRN",
            Self::Release => "REL",
            Self::Court => "CRT",
            Self::TemporaryAbsence => "TAP",
        }
    }

    /// The kind with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Admission, Self::Transfer, Self::Release, Self::Court, Self::TemporaryAbsence]
            .into_iter()
            .find(|kind| kind.code() == code)
    }

    /// What happened, without when and where.
    pub const fn words(self, direction: Direction) -> &'static str {
        match (self, direction) {
            (Self::Admission, Direction::In) => "Came in",
            (Self::Admission, Direction::Out) => "Went to be admitted elsewhere",
            (Self::Transfer, Direction::In) => "Transferred in",
            (Self::Transfer, Direction::Out) => "Transferred out",
            (Self::Release, _) => "Released",
            (Self::Court, Direction::Out) => "Out to court",
            (Self::Court, Direction::In) => "Back from court",
            (Self::TemporaryAbsence, Direction::Out) => "Out on temporary release",
            (Self::TemporaryAbsence, Direction::In) => "Back from temporary release",
        }
    }
}

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize)]
#[cbor(index_only)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Direction {
    /// Into this prison.
    #[n(0)]
    In,
    /// Out of it.
    #[n(1)]
    Out,
}

/// One movement.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize)]
pub struct Movement {
    /// When, in London time; midnight where the source gives a day only.
    #[n(0)]
    #[cbor(with = "datetime")]
    pub at: DateTime,
    /// What kind.
    #[n(1)]
    pub kind: MovementKind,
    /// Which way.
    #[n(2)]
    pub direction: Direction,
    /// The prison system's reason code, if it gave one.
    #[n(3)]
    pub reason: Option<String>,
    /// From which prison or place.
    #[n(4)]
    pub from: Option<String>,
    /// To which prison or place.
    #[n(5)]
    pub to: Option<String>,
}

/// What makes two reports the same movement: its day, kind and direction.
pub type MovementKey = (jiff::civil::Date, MovementKind, Direction);

impl Movement {
    /// What makes two reports the same movement.
    pub fn key(&self) -> MovementKey {
        (self.at.date(), self.kind, self.direction)
    }
}

/// A local time as days and seconds of the day.
mod datetime {
    use jiff::civil::{Date, DateTime, Time};
    use minicbor::decode::Error as DecodeError;
    use minicbor::encode::{Error as EncodeError, Write};
    use minicbor::{Decoder, Encoder};

    pub(super) fn encode<C, W: Write>(
        value: &DateTime,
        e: &mut Encoder<W>,
        ctx: &mut C,
    ) -> Result<(), EncodeError<W::Error>> {
        e.array(2)?;
        super::cbor::date::encode(&value.date(), e, ctx)?;
        let time = value.time();
        e.u32(
            u32::from(time.hour().unsigned_abs()) * 3600
                + u32::from(time.minute().unsigned_abs()) * 60
                + u32::from(time.second().unsigned_abs()),
        )?
        .ok()
    }

    pub(super) fn decode<C>(d: &mut Decoder<'_>, ctx: &mut C) -> Result<DateTime, DecodeError> {
        if d.array()? != Some(2) {
            return Err(DecodeError::message("a local time has two parts"));
        }
        let date: Date = super::cbor::date::decode(d, ctx)?;
        let seconds = d.u32()?;
        let part = |value: u32| i8::try_from(value).map_err(|_| DecodeError::message("a time out of range"));
        let time = Time::new(part(seconds / 3600)?, part(seconds / 60 % 60)?, part(seconds % 60)?, 0)
            .map_err(|_| DecodeError::message("a time out of range"))?;
        Ok(date.to_datetime(time))
    }
}
