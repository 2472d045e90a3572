//! The rules, by the sections of the pack. Each looks for one thing and says how it stands; what is not asked of somebody is not said.

pub(super) mod custody;
pub(super) mod record;
pub(super) mod release;
pub(super) mod resettlement;

use std::collections::BTreeSet;

use super::look::{Found, Look, Settles};
use crate::handover::Codes;
use crate::obligation::{Agency, Check};

const OWN: &str = "This product's own rule";
/// What the national service's tables have, with this product's own choice of what a pack must hold.
const CONTENT: &str = "This product's own rule, after the prompts of the handover, the resettlement passport and the inspectorates' \
                       themes";

/// Something that is known or does not arise, in words.
const IN_WORDS: Settles = Settles { with_words: &["held"], alone: &[] };
/// The same, where that it does not arise is an answer.
const KNOWN: Settles = Settles { with_words: &["held"], alone: &["not-applicable"] };
/// The same, where why it does not arise has to be said.
const SAID: Settles = Settles { with_words: &["held", "not-applicable"], alone: &[] };
/// Something that is granted, or is not needed and why.
const GRANTED: Settles = Settles { with_words: &["not-applicable"], alone: &["held"] };

/// Which of some alerts are active, or that nobody has looked: what may be asked for is better asked for than left out.
fn alerts(look: &mut Look<'_>, wanted: &Codes) -> Option<BTreeSet<String>> {
    let found = look.facts.alerts.as_ref().map(|active| active.intersection(wanted).cloned().collect());
    let said = found.as_ref().map_or_else(|| "not recorded".to_owned(), listed);
    look.working.uses("Alerts that call for it", said);
    found
}

fn listed(codes: &BTreeSet<String>) -> String {
    if codes.is_empty() { "none".to_owned() } else { codes.iter().cloned().collect::<Vec<_>>().join(", ") }
}

/// A check with an agency: of several, the latest counts.
fn check(look: &mut Look<'_>, agency: Agency) {
    let latest = look.facts.checks.iter().filter(|check| check.agency == agency).max();
    look.working.uses("Check", agency.words());
    let found = match latest {
        None => {
            look.working.date("Asked for", None);
            look.missing(None)
        }
        Some(Check { requested, received, .. }) => {
            look.working.date("Asked for", Some(*requested));
            match look.working.date("Answer received", *received) {
                Some(received) => look.held_of(received, "Asked for, and answered."),
                None => Found::asked(*requested, "Asked for; no answer yet."),
            }
        }
    };
    look.say(found);
}
