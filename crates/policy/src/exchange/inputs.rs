//! Reading the fields of a case. What is absent, what is null ("not recorded") and what cannot be read are three things.

use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The fields of a case.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    fields: &'a Map<String, Value>,
}

/// Why a case cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InputError {
    /// It has no fields.
    #[error("this case has no inputs: “inputs” is an object of named values")]
    NoInputs,
    /// A field that must be there is not.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A value is of the wrong kind.
    #[error("{field} is {found}, which is not {expected}")]
    Unreadable {
        /// Which field.
        field: String,
        /// What was found.
        found: String,
        /// What is expected.
        expected: &'static str,
    },
    /// An object is not what it should be.
    #[error("{field} cannot be read: {why}")]
    Refused {
        /// Which field.
        field: String,
        /// Why.
        why: String,
    },
    /// A value within an element of a list cannot be read.
    #[error("{list}, number {position}: {error}")]
    Within {
        /// Which list.
        list: String,
        /// Which element, from 1.
        position: usize,
        /// What is wrong there.
        error: Box<InputError>,
    },
}

/// The years between which a date in a case can lie; outside them it is a slip of the keyboard.
const PLAUSIBLE_YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// What is read from a field: nothing if it is absent, and `Some(None)` if it is null.
pub(super) type Read<T> = Result<Option<Option<T>>, InputError>;

impl<'a> Inputs<'a> {
    /// The fields of an object.
    pub const fn new(fields: &'a Map<String, Value>) -> Self {
        Self { fields }
    }

    /// The names of all fields.
    pub fn names(&self) -> impl Iterator<Item = &'a str> {
        self.fields.keys().map(String::as_str)
    }

    /// Reads a field with a function that says nothing for what it does not accept.
    pub(super) fn read<T>(
        &self,
        name: &str,
        expected: &'static str,
        take: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Read<T> {
        match self.fields.get(name) {
            None => Ok(None),
            Some(Value::Null) => Ok(Some(None)),
            Some(value) => match take(value) {
                Some(taken) => Ok(Some(Some(taken))),
                None => Err(InputError::Unreadable { field: name.to_owned(), found: shown(value), expected }),
            },
        }
    }

    /// A date.
    pub fn date(&self, name: &str) -> Result<Option<Date>, InputError> {
        self.date_if_given(name).map(Option::flatten)
    }

    /// A date under the first of several names that is given.
    pub fn date_under(&self, names: &[&str]) -> Result<Option<Date>, InputError> {
        let given = names.iter().find(|name| self.fields.contains_key(**name));
        given.map_or(Ok(None), |name| self.date(name))
    }

    /// A date, told apart from one that is absent.
    pub fn date_if_given(&self, name: &str) -> Read<Date> {
        self.read(name, "a date that exists (write it as 2026-05-17)", |value| value.as_str().and_then(parse_date))
    }

    /// Words.
    pub fn text(&self, name: &str) -> Read<&'a str> {
        self.read(name, "text in quotation marks", Value::as_str)
    }

    /// Yes or no.
    pub fn flag(&self, name: &str) -> Read<bool> {
        self.read(name, "true or false", Value::as_bool)
    }

    /// A whole number that is not negative.
    pub fn count(&self, name: &str) -> Result<Option<u64>, InputError> {
        self.read(name, "a whole number from 0 up", Value::as_u64).map(Option::flatten)
    }

    /// A whole number.
    pub fn integer(&self, name: &str) -> Result<Option<i64>, InputError> {
        self.read(name, "a whole number", Value::as_i64).map(Option::flatten)
    }

    /// An identifier: words or a number.
    pub fn name(&self, name: &str) -> Result<Option<String>, InputError> {
        let take = |value: &Value| value.as_str().map(str::to_owned).or_else(|| value.as_i64().map(|n| n.to_string()));
        self.read(name, "text in quotation marks, or a whole number", take).map(Option::flatten)
    }

    /// Any value.
    pub fn value(&self, name: &str) -> Option<&'a Value> {
        self.fields.get(name).filter(|value| !value.is_null())
    }

    /// An object within.
    pub fn object(&self, name: &str) -> Result<Option<Inputs<'a>>, InputError> {
        self.read(name, "an object of named values", |value| value.as_object().map(Inputs::new)).map(Option::flatten)
    }

    /// An object that is read whole; nothing, if it is absent or null.
    pub(super) fn whole<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, InputError> {
        let Some(value) = self.value(name) else { return Ok(None) };
        let refused = |error: serde_json::Error| InputError::Refused { field: name.to_owned(), why: error.to_string() };
        serde_json::from_value(value.clone()).map(Some).map_err(refused)
    }

    /// Each element of a list, read with a function.
    pub fn each<T>(
        &self,
        name: &str,
        read: impl Fn(&Inputs<'a>) -> Result<T, InputError>,
    ) -> Result<Option<Option<Vec<T>>>, InputError> {
        let Some(list) = self.read(name, "a list", Value::as_array)? else { return Ok(None) };
        let Some(list) = list else { return Ok(Some(None)) };
        let element = |(at, value): (usize, &'a Value)| {
            let inputs = value.as_object().map(Inputs::new).ok_or(InputError::NoInputs);
            let within = |error| InputError::Within { list: name.to_owned(), position: at + 1, error: Box::new(error) };
            inputs.and_then(|inputs| read(&inputs)).map_err(within)
        };
        list.iter().enumerate().map(element).collect::<Result<_, _>>().map(Some).map(Some)
    }
}

/// A date as ISO; a time after it is ignored.
fn parse_date(text: &str) -> Option<Date> {
    let day = text.trim().split('T').next().unwrap_or_default();
    Date::strptime("%Y-%m-%d", day).ok().filter(|date| PLAUSIBLE_YEARS.contains(&date.year()))
}

/// A value as an error shows it: not whole, if it is long.
fn shown(value: &Value) -> String {
    const LONGEST: usize = 60;
    let text = value.as_str().map_or_else(|| value.to_string(), |text| format!("“{text}”"));
    if text.chars().count() <= LONGEST {
        return text;
    }
    let start: String = text.chars().take(LONGEST).collect();
    format!("{start}…")
}
