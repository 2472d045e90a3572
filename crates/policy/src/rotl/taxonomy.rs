//! The reasons for a temporary release, by the national service's codes: type, category and reason with their labels, and which of
//! the lawful purposes each can serve (`data/rotl_reasons.json`). Only what is in use: an old code of an import has no place here.

use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::kind::{Kind, Purpose, Tier};

/// A code and its label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coded {
    /// The national code.
    pub code: String,
    /// The national service's label.
    pub label: String,
}

/// A reason for a temporary release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The type under which it stands.
    pub kind: Kind,
    /// The category, where the type has any.
    pub category: Option<Coded>,
    /// The reason itself.
    #[serde(flatten)]
    pub reason: Coded,
    /// The lawful purposes that it can serve.
    pub purposes: Vec<Purpose>,
    /// What it has to do with.
    #[serde(default)]
    pub about: Option<About>,
}

/// What a reason has to do with, where somebody is asked because of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// Work, for which somebody must be fit.
    Work,
    /// Treatment.
    Treatment,
}

/// The path of a release through the national types: “SR/RDR/PW/R14”.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypePath<'a> {
    /// Standard or restricted.
    pub tier: Tier,
    /// The reason, with its type and its category.
    pub reason: &'a Reason,
}

impl fmt::Display for TypePath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { tier, reason } = *self;
        write!(f, "{}/{}", tier.code(), reason.kind.code())?;
        if let Some(category) = &reason.category {
            write!(f, "/{}", category.code)?;
        }
        write!(f, "/{}", reason.reason.code)
    }
}

#[derive(Debug, Default, Deserialize)]
struct Tree {
    source: String,
    reasons: Vec<Reason>,
}

static TREE: LazyLock<Tree> = LazyLock::new(|| {
    // Data that cannot be read would be a defect of the build; a test reads all of it.
    serde_json::from_str(include_str!("../../data/rotl_reasons.json")).unwrap_or_default()
});

/// Every reason, in the order of a list.
pub fn reasons() -> &'static [Reason] {
    &TREE.reasons
}

/// The reasons of a type, in the order of a list.
pub fn reasons_of(kind: Kind) -> impl Iterator<Item = &'static Reason> {
    reasons().iter().filter(move |reason| reason.kind == kind)
}

/// The reason with a code under a type.
pub fn reason(kind: Kind, code: &str) -> Option<&'static Reason> {
    reasons_of(kind).find(|reason| reason.reason.code == code)
}

/// Where the codes and labels come from.
pub(crate) fn reasons_source() -> &'static str {
    &TREE.source
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_type_has_reasons_and_every_reason_a_lawful_purpose() {
        assert_eq!(reasons().len(), 30);
        for kind in Kind::ALL {
            assert!(reasons_of(kind).next().is_some(), "{}", kind.words());
        }
        assert!(reasons().iter().all(|reason| !reason.purposes.is_empty()));
        let codes: BTreeSet<&str> = reasons().iter().map(|reason| reason.reason.code.as_str()).collect();
        assert_eq!(codes.len(), reasons().len(), "a code stands in one place");
        assert!(!reasons_source().is_empty());
    }

    #[test]
    fn the_path_of_a_type_is_written_in_national_codes() {
        let path = |tier, kind, code| TypePath { tier, reason: reason(kind, code).unwrap() }.to_string();
        assert_eq!(path(Tier::Standard, Kind::Rdr, "R14"), "SR/RDR/PW/R14");
        assert_eq!(path(Tier::Restricted, Kind::Ror, "RO"), "RR/ROR/RO");
        assert_eq!(reason(Kind::Spl, "R14"), None, "work is no special purpose");
    }
}
