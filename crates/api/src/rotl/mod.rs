//! Release on temporary licence: finding applications. Everything of one, what is written about it, and the gate have files of their own.

mod counts;
mod gate;
mod view;
mod writing;

pub use casework::rotl::{
    Asked, BoardMember, Condition, ConsultStep, Consultee, Debriefer, Direction as Way, Grade, LateStep, Opinion,
    Place, ReleaseState, ReleaseType, ReviewCause, Risk, RuleAnswer, Status as ReleaseStatus, Tier, Turn, Verdict,
};
pub use counts::*;
pub use gate::*;
pub use policy::rotl::Group as RuleGroup;
use serde::{Deserialize, Serialize};
pub use view::*;
pub use writing::*;

/// The unit's applications, or those of the signed-in person's own cases.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Applications {
    /// Only those that stand so; nothing: everything that something can still come of.
    pub status: Option<ReleaseStatus>,
    /// Only of one's own cases.
    pub mine: bool,
}

/// The unit's applications.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationsView {
    /// How many stand how, of those whose cases were asked for.
    pub counts: Vec<(ReleaseStatus, u32)>,
    /// The rows, the soonest release first: 500 at the most.
    pub rows: Vec<ApplicationRow>,
}

/// An application in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationRow {
    /// Prison number.
    pub number: String,
    /// “Ashdown, Kieran”.
    pub name: String,
    /// Cell.
    pub cell: Option<String>,
    /// Its identifier.
    pub id: String,
    /// Which type.
    pub kind: ReleaseType,
    /// Standard or restricted.
    pub tier: Tier,
    /// Where it stands.
    pub status: ReleaseStatus,
    /// What is next, in a few words: “3 of 5 have replied”, “to be decided”, “next out 4 December”.
    pub next: String,
    /// When the next or only release begins, in London, to the minute.
    pub out: Option<String>,
    /// Where to.
    pub place: Option<String>,
    /// When it was made, ISO.
    pub made: String,
}

/// The applications of one prisoner, the newest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ApplicationsOf {
    /// Prison number.
    pub number: String,
}

/// What a form offers: the national lists and the prison's own. The same for as long as the window is open.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReleaseChoices {}

/// What a form offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseChoicesView {
    /// The reasons by type: code and words.
    pub reasons: Vec<(ReleaseType, Vec<(String, String)>)>,
    /// The lawful purposes: code and words.
    pub purposes: Vec<(String, String)>,
    /// Who goes along: code and words.
    pub escorts: Vec<(String, String)>,
    /// How the prisoner travels: code and words.
    pub transports: Vec<(String, String)>,
    /// The library of conditions: code, family, words.
    pub conditions: Vec<(String, String, String)>,
    /// The prison's number for the day and the night, as the last licence had it.
    pub phone: String,
}
