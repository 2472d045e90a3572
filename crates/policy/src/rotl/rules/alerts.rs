//! What an alert says that is active today.

use std::collections::BTreeSet;

use super::{Case, Said, met, not_met};
use crate::answer::Answer;
use crate::derivation::Working;
use crate::handover::Codes;
use crate::rule::Clause;

const OWN: &str = "This product's own rule: the alert's code is national, what follows from it is not written";

pub(in crate::rotl) const ESCAPE_LIST: Clause = Clause {
    id: "rotl.escape-list",
    words: "Nobody on the escape list is released on temporary licence.",
    source: "ROTL Policy Framework (2019), as secondary sources give it; the alerts' codes",
};
pub(in crate::rotl) const SUSPENSION: Clause = Clause {
    id: "rotl.suspension",
    words: "While the alert stands by which temporary release is suspended, nobody is released.",
    source: "The alert's code is national; that it stops everything is this product's own",
};
pub(in crate::rotl) const NOT_FOR_RELEASE: Clause = Clause {
    id: "rotl.not-for-release",
    words: "Somebody marked as not for release is not released before that is cleared, or an exception made.",
    source: OWN,
};
pub(in crate::rotl) const HOLD: Clause = Clause {
    id: "rotl.hold",
    words: "A hold for a parole review, for security, by the governor or for medical reasons is cleared first, or an exception \
            made.",
    source: OWN,
};
pub(in crate::rotl) const ESCAPE_RISK: Clause =
    Clause { id: "rotl.escape-risk", words: "A mark as an escape risk is weighed.", source: OWN };

pub(in crate::rotl) fn escape_list(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    none_of(case, &case.rules.escape_list_alerts.value, working)
}

pub(in crate::rotl) fn suspension(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    none_of(case, &case.rules.suspension_alerts.value, working)
}

pub(in crate::rotl) fn not_for_release(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    none_of(case, &case.rules.not_for_release_alerts.value, working)
}

pub(in crate::rotl) fn hold(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    none_of(case, &case.rules.hold_alerts.value, working)
}

pub(in crate::rotl) fn escape_risk(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    none_of(case, &case.rules.escape_risk_alerts.value, working)
}

fn none_of(case: &Case<'_>, wanted: &Codes, working: &mut Working) -> Answer<Said> {
    active(case.facts.alerts.as_ref(), wanted, working).and_then(|found| match found.as_str() {
        "" => met(format!("no alert {} is active.", list(wanted.iter()))),
        found => not_met(format!("the alert {found} is active.")),
    })
}

/// Which of some alerts are active, as a list to read; nothing in it, where none is.
pub(in crate::rotl) fn active(
    alerts: Option<&BTreeSet<String>>,
    wanted: &Codes,
    working: &mut Working,
) -> Answer<String> {
    let found = alerts.map(|alerts| list(alerts.intersection(wanted)));
    let value = match &found {
        None => "not recorded".to_owned(),
        Some(found) if found.is_empty() => format!("none of {}", list(wanted.iter())),
        Some(found) => found.clone(),
    };
    working.uses("Active alerts", value);
    Answer::of(found, "the alerts that are active")
}

fn list<'a>(codes: impl Iterator<Item = &'a String>) -> String {
    codes.map(String::as_str).collect::<Vec<_>>().join(", ")
}
