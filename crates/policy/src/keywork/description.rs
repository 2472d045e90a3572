//! What the rules of key work say of themselves.

use crate::rule::{Clause, Note, Rule, Stance};

const SOURCE: &str = "Keyworker service (ministryofjustice/keyworker-api at 041da1a, 7 August 2026)";

pub(super) const PROJECTED: Clause = Clause {
    id: "keywork.prison",
    words: "Expected sessions are the eligible prisoners of an average day, times the days, divided by the days between \
            sessions, rounded down. The rate is the sessions held, by the day on which they happened, divided by that.",
    source: "services/PrisonStatsService.kt",
};
pub(super) const OFFICER_PROJECTED: Clause = Clause {
    id: "keywork.officer",
    words: "Expected sessions are, for each prisoner who was theirs, the days of that divided by the days between sessions, \
            a half rounded up; and all of these together.",
    source: "services/staff/GetStaffDetails.kt",
};

/// A prison's key-work sessions.
pub static PRISON_SESSIONS: Rule = Rule {
    id: "keywork-prison",
    name: "Key-work sessions of a prison",
    purpose: "How many key-work sessions a prison is expected to hold in a time, and what part of that was held.",
    source: SOURCE,
    clauses: &[&PROJECTED],
    notes: &[Note {
        about: "Eligible or allocated",
        stance: Stance::Followed,
        words: "The service's help speaks of allocated prisoners; it counts eligible ones, and so does this rule.",
    }],
    examples: include_str!("../../data/examples/keywork_prison.json"),
};

/// An officer's key-work sessions.
pub static OFFICER_SESSIONS: Rule = Rule {
    id: "keywork-officer",
    name: "Key-work sessions of an officer",
    purpose: "How many key-work sessions an officer is expected to hold with the prisoners who were theirs in a time.",
    source: SOURCE,
    clauses: &[&OFFICER_PROJECTED],
    notes: &[],
    examples: include_str!("../../data/examples/keywork_officer.json"),
};
