//! What a unit sets for itself: the figures by which it owes things, and how much of a week its offender managers work. Which figures
//! there are is not here (`policy`).

use ledger::PrincipalId;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// A figure was set, or taken back.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct FigureSet {
    /// Which, by its name.
    #[n(0)]
    pub name: String,
    /// What, in the figure's unit; nothing: the prison's own is taken back.
    #[n(1)]
    pub value: Option<String>,
    /// Why.
    #[n(2)]
    pub reason: String,
}

/// Whose officer an offender manager in a prison is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode, Serialize, Deserialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum PomType {
    /// A prison officer.
    #[n(0)]
    Prison,
    /// A probation officer.
    #[n(1)]
    Probation,
}

/// It was set how much of a week an offender manager works, and of which type they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct WorkingPatternSet {
    /// Who.
    #[n(0)]
    pub staff: PrincipalId,
    /// In tenths of a full week.
    #[n(1)]
    pub tenths: u8,
    /// Of which type; nothing: not known.
    #[n(2)]
    pub pom_type: Option<PomType>,
}

impl WorkingPatternSet {
    /// A full week, in its tenths.
    pub const FULL_WEEK: u8 = 10;
}
