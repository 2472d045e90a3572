//! What a rule can say: a value, or that it cannot tell and which facts it would need. There is no third way: a rule neither
//! guesses nor fails.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer<T> {
    /// The value.
    Known(T),
    /// It depends on facts that are not known.
    CannotTell(Missing),
}

use Answer::{CannotTell, Known};

impl<T> Answer<T> {
    /// Cannot tell, for want of one fact.
    pub fn cannot_tell(fact: impl Into<Cow<'static, str>>) -> Self {
        CannotTell(Missing::fact(fact))
    }

    /// The value of a fact, if it is recorded.
    pub fn of(value: Option<T>, fact: &'static str) -> Self {
        value.map_or_else(|| Self::cannot_tell(fact), Known)
    }

    /// The value, if it is known.
    pub fn known(self) -> Option<T> {
        match self {
            Known(value) => Some(value),
            CannotTell(_) => None,
        }
    }

    /// What is missing, if something is.
    pub const fn missing(&self) -> Option<&Missing> {
        match self {
            Known(_) => None,
            CannotTell(missing) => Some(missing),
        }
    }

    /// The same answer, borrowed.
    pub fn as_ref(&self) -> Answer<&T> {
        match self {
            Known(value) => Known(value),
            CannotTell(missing) => CannotTell(missing.clone()),
        }
    }

    /// What follows from the value alone.
    pub fn map<U>(self, then: impl FnOnce(T) -> U) -> Answer<U> {
        self.and_then(|value| Known(then(value)))
    }

    /// What follows from the value and from other facts.
    pub fn and_then<U>(self, then: impl FnOnce(T) -> Answer<U>) -> Answer<U> {
        match self {
            Known(value) => then(value),
            CannotTell(missing) => CannotTell(missing),
        }
    }
}

impl Answer<bool> {
    /// Whether both hold. One that does not hold settles it, whatever the other is.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Known(false), _) | (_, Known(false)) => Known(false),
            (Known(true), Known(true)) => Known(true),
            (CannotTell(a), CannotTell(b)) => CannotTell(a.and(b)),
            (CannotTell(missing), Known(true)) | (Known(true), CannotTell(missing)) => CannotTell(missing),
        }
    }

    /// Whether either holds. One that holds settles it, whatever the other is.
    pub fn or(self, other: Self) -> Self {
        !(!self).and(!other)
    }

    /// Whether all hold.
    pub fn all(answers: impl IntoIterator<Item = Self>) -> Self {
        answers.into_iter().fold(Known(true), Self::and)
    }

    /// Whether any holds.
    pub fn any(answers: impl IntoIterator<Item = Self>) -> Self {
        answers.into_iter().fold(Known(false), Self::or)
    }
}

impl std::ops::Not for Answer<bool> {
    type Output = Self;

    fn not(self) -> Self {
        self.map(|holds| !holds)
    }
}

/// The facts that are missing, in plain words that complete “… is not known”. In alphabetical order, each once.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Missing(BTreeSet<Cow<'static, str>>);

impl Missing {
    /// One fact.
    pub fn fact(fact: impl Into<Cow<'static, str>>) -> Self {
        Self(BTreeSet::from([fact.into()]))
    }

    /// These and those.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Each fact.
    pub fn facts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(AsRef::as_ref)
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fact) in self.facts().enumerate() {
            if at > 0 {
                f.write_str("; ")?;
            }
            f.write_str(fact)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unknown(fact: &'static str) -> Answer<bool> {
        Answer::cannot_tell(fact)
    }

    #[test]
    fn what_is_known_settles_what_it_can() {
        assert_eq!(unknown("a").and(Known(false)), Known(false));
        assert_eq!(unknown("a").or(Known(true)), Known(true));
        assert_eq!(unknown("a").and(Known(true)), unknown("a"));
        assert_eq!(Answer::any([Known(false), unknown("a")]), unknown("a"));
        assert_eq!(Answer::all([Known(true), Known(true)]), Known(true));
    }

    #[test]
    fn everything_that_is_missing_is_named_once() {
        let both = unknown("the tariff").and(unknown("the category")).and(unknown("the tariff"));
        assert_eq!(both.missing().map(ToString::to_string), Some("the category; the tariff".to_owned()));
    }
}
