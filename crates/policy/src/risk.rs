//! The levels of risk by which cases are told apart: risk of serious harm and tier.

use serde::{Deserialize, Serialize};

/// Risk of serious harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Rosh {
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
    /// Very high.
    VeryHigh,
}

impl Rosh {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::VeryHigh => "very high",
        }
    }
}

/// The probation service's tier, A being the one with the most work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tier {
    /// Tier A.
    A,
    /// Tier B.
    B,
    /// Tier C.
    C,
    /// Tier D.
    D,
    /// Tier E.
    E,
    /// Tier F.
    F,
    /// Tier G.
    G,
}

impl Tier {
    /// Its letter.
    pub const fn words(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
            Self::E => "E",
            Self::F => "F",
            Self::G => "G",
        }
    }
}
