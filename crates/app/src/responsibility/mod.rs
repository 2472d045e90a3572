//! Who is responsible for a case: as it stands, as it was calculated and why; decisions about it, early allocation, parole reviews;
//! the handovers of the unit, and the load of its offender managers.

mod board;
mod decide;
mod early;
mod view;
mod workload;

pub(crate) use board::csv;
pub(crate) use early::questions;

use crate::owed::in_force;

/// The editions of the handover rules, the one in force first: identifier, and since when it holds.
pub(crate) fn editions() -> Vec<(String, String)> {
    policy::handover::rule_sets().iter().map(|rules| (rules.id.clone(), in_force(rules))).collect()
}
