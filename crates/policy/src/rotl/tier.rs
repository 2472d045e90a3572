//! Standard or restricted. Whatever speaks for restricted decides, second-hand or not: the stricter answer needs no confirmation.
//! Standard is only what nothing speaks against.

use super::constants::{Constants, RuleBook};
use super::description::TIER;
use super::facts::Facts;
use super::kind::Tier;
use super::place::said;
use super::rules::alerts::active;
use crate::answer::Answer;
use crate::derivation::{Reasoned, Working};
use crate::risk::Rosh;
use crate::rule::Clause;

pub(super) const BY_ALERT: Clause = Clause {
    id: "rotl.restricted-alert",
    words: "The prison marked the case as restricted by the alert for it: restricted.",
    source: "Alerts, reference data",
};
pub(super) const BY_SENTENCE: Clause = Clause {
    id: "rotl.restricted-indeterminate",
    words: "An indeterminate sentence: restricted.",
    source: "Prison Reform Trust, September 2014: the two tiers",
};
pub(super) const BY_ROSH: Clause = Clause {
    id: "rotl.restricted-rosh",
    words: "A risk of serious harm of the levels that the rule set lists: restricted.",
    source: "Prison Reform Trust, September 2014: the two tiers",
};
pub(super) const BY_EXTENDED: Clause = Clause {
    id: "rotl.restricted-extended",
    words: "An extended sentence, or one for an offender of particular concern: restricted.",
    source: "General knowledge of the framework of 2019: not confirmed, and the stricter answer stands",
};
pub(super) const BY_MAPPA: Clause = Clause {
    id: "rotl.restricted-mappa",
    words: "MAPPA applies on release, and the prison has not marked the case as standard: restricted.",
    source: "Prison Reform Trust, September 2014: may differ since 2019, and the stricter answer stands",
};
pub(super) const STANDARD: Clause = Clause {
    id: "rotl.standard",
    words: "None of these: standard.",
    source: "Prison Reform Trust, September 2014: the two tiers",
};

/// Standard or restricted, with the working.
pub fn tier(facts: &Facts, book: &RuleBook<'_>) -> Reasoned<Tier> {
    let mut working = Working::kept();
    let answer = tier_of(facts, &book.rotl.constants, &mut working);
    working.finish(&TIER, book.rotl.edition(), None, answer, |tier| match tier {
        Tier::Standard => "Standard ROTL.".to_owned(),
        Tier::Restricted => "Restricted ROTL.".to_owned(),
    })
}

/// The same within the working of something that rests on it.
pub(super) fn tier_of(facts: &Facts, rules: &Constants, working: &mut Working) -> Answer<Tier> {
    let marked = active(facts.alerts.as_ref(), &rules.restricted_alerts.value, working).map(|found| !found.is_empty());
    let standard = is_marked_standard(facts, rules, working);
    if standard && marked == Answer::Known(true) {
        working.caution("The case is marked as standard and as restricted: restricted counts until one mark is gone.");
    }
    let limbs = [
        (marked, &BY_ALERT),
        (by_sentence(facts, working), &BY_SENTENCE),
        (by_rosh(facts, rules, working), &BY_ROSH),
        (is_extended(facts, rules, working), &BY_EXTENDED),
        (by_mappa(facts, standard, working), &BY_MAPPA),
    ];
    if let Some((_, clause)) = limbs.iter().find(|(speaks, _)| *speaks == Answer::Known(true)) {
        working.decided_by(clause);
        if standard {
            working.caution("The case is marked as standard, and this speaks for restricted.");
        }
        return Answer::Known(Tier::Restricted);
    }
    working.decided_by(&STANDARD);
    working
        .caution("The list of what makes a case restricted is second-hand: check it against the published framework.");
    working.would_change("An alert, a risk of serious harm or a sentence that speaks for restricted.");
    Answer::any(limbs.map(|(speaks, _)| speaks)).map(|_| Tier::Standard)
}

fn is_marked_standard(facts: &Facts, rules: &Constants, working: &mut Working) -> bool {
    let marked = active(facts.alerts.as_ref(), &rules.standard_alerts.value, working);
    marked.known().is_some_and(|found| !found.is_empty())
}

fn by_sentence(facts: &Facts, working: &mut Working) -> Answer<bool> {
    let indeterminate = working.flag("Indeterminate sentence", facts.indeterminate);
    Answer::of(indeterminate, "whether the sentence is indeterminate")
}

fn by_rosh(facts: &Facts, rules: &Constants, working: &mut Working) -> Answer<bool> {
    working.uses("Risk of serious harm", facts.rosh.map_or("not recorded", Rosh::words));
    Answer::of(facts.rosh, "the risk of serious harm").map(|rosh| rules.restricted_rosh.value.contains(&rosh))
}

/// Whether release is for the Parole Board on a determinate sentence: as recorded, or by the imprisonment status.
pub(super) fn is_extended(facts: &Facts, rules: &Constants, working: &mut Working) -> Answer<bool> {
    let recorded = working.flag("Extended sentence, or of particular concern", facts.extended);
    let status = facts.imprisonment_status.as_deref();
    working.uses("Imprisonment status", said(status));
    let by_status = status.map(|status| rules.extended_statuses.value.contains(status));
    match (recorded, by_status) {
        (Some(true), _) | (_, Some(true)) => Answer::Known(true),
        (None, None) => Answer::cannot_tell("whether the sentence is an extended one"),
        _ => Answer::Known(false),
    }
}

/// Where the prison marked the case as standard, that settles what the sources leave open.
fn by_mappa(facts: &Facts, is_marked_standard: bool, working: &mut Working) -> Answer<bool> {
    let applies = working.flag("MAPPA applies", facts.mappa_applies);
    if is_marked_standard {
        return Answer::Known(false);
    }
    Answer::of(applies, "whether MAPPA applies")
}
