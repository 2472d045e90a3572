//! How dates, times and identifiers are written in the ledger: dates as days since 1 January 1970, times as milliseconds
//! since then in UTC, identifiers as 16 bytes.

use jiff::civil::Date;
use minicbor::decode::Error as DecodeError;
use minicbor::encode::{Error as EncodeError, Write};
use minicbor::{Decoder, Encoder};

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

fn days(date: Date) -> i32 {
    (date - EPOCH).get_days()
}

fn from_days(days: i32) -> Result<Date, DecodeError> {
    EPOCH
        .checked_add(jiff::Span::new().try_days(days).map_err(|_| DecodeError::message("a date out of range"))?)
        .map_err(|_| DecodeError::message("a date out of range"))
}

/// A date.
pub mod date {
    use super::*;

    /// Writes it.
    pub fn encode<C, W: Write>(value: &Date, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
        e.i32(days(*value))?.ok()
    }

    /// Reads it.
    pub fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Date, DecodeError> {
        from_days(d.i32()?)
    }
}

/// A date or nothing.
pub mod option_date {
    use super::*;

    /// Writes it.
    pub fn encode<C, W: Write>(
        value: &Option<Date>,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), EncodeError<W::Error>> {
        match value {
            Some(date) => e.i32(days(*date))?.ok(),
            None => e.null()?.ok(),
        }
    }

    /// Reads it.
    pub fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Option<Date>, DecodeError> {
        if d.datatype()? == minicbor::data::Type::Null {
            d.null()?;
            return Ok(None);
        }
        from_days(d.i32()?).map(Some)
    }

    /// A missing field is nothing.
    pub fn nil() -> Option<Option<Date>> {
        Some(None)
    }

    /// Whether there is nothing to write.
    pub fn is_nil(value: &Option<Date>) -> bool {
        value.is_none()
    }
}

/// An instant, to the millisecond.
pub mod instant {
    use super::*;
    use jiff::Timestamp;

    /// Writes it.
    pub fn encode<C, W: Write>(value: &Timestamp, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
        e.i64(value.as_millisecond())?.ok()
    }

    /// Reads it.
    pub fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Timestamp, DecodeError> {
        Timestamp::from_millisecond(d.i64()?).map_err(|_| DecodeError::message("a time out of range"))
    }
}

/// An identifier.
pub mod uuid {
    use super::*;
    use ::uuid::Uuid;

    /// Writes it.
    pub fn encode<C, W: Write>(value: &Uuid, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
        e.bytes(value.as_bytes())?.ok()
    }

    /// Reads it.
    pub fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Uuid, DecodeError> {
        let bytes: [u8; 16] = d.bytes()?.try_into().map_err(|_| DecodeError::message("an identifier has 16 bytes"))?;
        Ok(Uuid::from_bytes(bytes))
    }
}
