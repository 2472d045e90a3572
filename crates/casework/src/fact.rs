//! One fact: a value of a field with where it came from. Every date is a value, a type (its field), a source and the day
//! on which it was calculated, as far as the source says so.

use jiff::civil::Date;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::cbor;
use crate::field::{Field, FieldKey, Kind};

/// A value as the record holds it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Encode, Decode, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    #[n(3)]
    Flag(#[n(0)] bool),
    /// A whole number.
    #[n(2)]
    Integer(#[n(0)] i64),
    /// A calendar date.
    #[n(1)]
    Date(
        #[n(0)]
        #[cbor(with = "cbor::date")]
        Date,
    ),
    /// Words, or a code.
    #[n(0)]
    Text(#[n(0)] String),
    /// A list or object of the prison system as JSON with sorted keys, kept whole.
    #[n(4)]
    Document(#[n(0)] String),
    /// The source says that there is no value (any more).
    #[n(5)]
    Nothing,
}

impl Value {
    /// The date, if it is one.
    pub const fn date(&self) -> Option<Date> {
        match self {
            Self::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The text, if it is text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// As a person would read it: dates as ISO for tables and exports, nothing as an empty string.
    pub fn plain(&self) -> String {
        match self {
            Self::Text(text) | Self::Document(text) => text.clone(),
            Self::Date(date) => date.to_string(),
            Self::Integer(number) => number.to_string(),
            Self::Flag(true) => "yes".to_owned(),
            Self::Flag(false) => "no".to_owned(),
            Self::Nothing => String::new(),
        }
    }

    /// Reads what a person typed for a field.
    pub fn parse(field: Field, typed: &str) -> Result<Self, ValueError> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(Self::Nothing);
        }
        match field.kind() {
            Kind::Text => Ok(Self::Text(typed.to_owned())),
            Kind::Date => parse_date(typed).map(Self::Date),
            Kind::Integer => typed
                .parse()
                .map(Self::Integer)
                .map_err(|_| ValueError { expected: "a whole number", found: typed.to_owned() }),
            Kind::Flag => match typed.to_ascii_lowercase().as_str() {
                "true" | "yes" | "y" | "1" => Ok(Self::Flag(true)),
                "false" | "no" | "n" | "0" => Ok(Self::Flag(false)),
                _ => Err(ValueError { expected: "yes or no", found: typed.to_owned() }),
            },
            Kind::Document => {
                let value: serde_json::Value = serde_json::from_str(typed)
                    .map_err(|_| ValueError { expected: "a list or an object as JSON", found: typed.to_owned() })?;
                Ok(Self::Document(value.to_string()))
            }
        }
    }
}

/// What was given is not the kind of value that the field takes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{found}” is not {expected}")]
pub struct ValueError {
    /// What the field takes, in words.
    pub expected: &'static str,
    /// What was given.
    pub found: String,
}

/// The years between which a date in a case file can lie; outside them it is a slip of the keyboard.
const PLAUSIBLE_YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// Reads a date as ISO (2026-11-20, a time after it is ignored) or as written in Britain (20/11/2026, one or two digits).
pub fn parse_date(typed: &str) -> Result<Date, ValueError> {
    let impossible = || ValueError {
        expected: "a date that exists (write it as 2026-11-20 or 20/11/2026)",
        found: typed.to_owned(),
    };
    let numbers = |text: &str, by: char| -> Option<(i16, i8, i8)> {
        let mut parts = text.split(by);
        let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || [a, b, c].iter().any(|p| !p.bytes().all(|b| b.is_ascii_digit())) {
            return None;
        }
        match (a.len(), b.len(), c.len()) {
            (4, 2, 2) if by == '-' => Some((a.parse().ok()?, b.parse().ok()?, c.parse().ok()?)),
            (1..=2, 1..=2, 4) if by == '/' => Some((c.parse().ok()?, b.parse().ok()?, a.parse().ok()?)),
            _ => None,
        }
    };
    let day = typed.trim().split(['T', ' ']).next().unwrap_or_default();
    let (year, month, day) = numbers(day, '-').or_else(|| numbers(day, '/')).ok_or_else(impossible)?;
    Date::new(year, month, day).ok().filter(|date| PLAUSIBLE_YEARS.contains(&date.year())).ok_or_else(impossible)
}

/// One statement about a field.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Fact {
    /// Which field.
    #[n(0)]
    pub field: FieldKey,
    /// The value.
    #[n(1)]
    pub value: Value,
    /// The day on which the source calculated it, if the source says.
    #[n(2)]
    #[cbor(with = "cbor::option_date")]
    pub calculated: Option<Date>,
}

/// Where a fact came from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Encode, Decode, Serialize, Deserialize)]
pub enum Source {
    /// The prison system's export.
    #[n(0)]
    Import {
        /// Which import.
        #[n(0)]
        #[cbor(with = "cbor::uuid")]
        run: Uuid,
        /// Which row of its files, from 1.
        #[n(1)]
        row: u32,
    },
    /// A member of staff, who gave a reason.
    #[n(1)]
    Staff {
        /// Why.
        #[n(0)]
        reason: String,
    },
}
