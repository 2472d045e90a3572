//! What happened before: breaches of trust, and day releases that went well.

use jiff::civil::Date;

use super::{Case, Said, met, met_if_confirmed, not_asked, not_met};
use crate::answer::Answer;
use crate::calendar::long_date;
use crate::derivation::Working;
use crate::rotl::check::Check;
use crate::rotl::constants::Standing;
use crate::rotl::facts::{Breach, BreachKind};
use crate::rotl::kind::Kind;
use crate::rule::Clause;

pub(in crate::rotl) const BREACHES: Clause = Clause {
    id: "rotl.breaches",
    words: "After an escape, an abscond or a serious failure in this sentence only exceptional circumstances allow a release. \
            So many absconds that are long enough ago can be looked past.",
    source: "The rule of 2015, and the relaxed one, both as secondary sources give them",
};
pub(in crate::rotl) const DAY_RELEASES_FIRST: Clause = Clause {
    id: "rotl.day-releases-first",
    words: "Overnight release normally comes after day releases that went well.",
    source: "As secondary sources give it",
};

pub(in crate::rotl) fn breaches(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    let breaches = case.facts.breaches.as_deref();
    let Some(breaches) = breaches else {
        working.uses("Escapes, absconds and serious failures", "not recorded");
        return Answer::cannot_tell("whether there was an escape, an abscond or a serious failure in this sentence");
    };
    if breaches.is_empty() {
        working.uses("Escapes, absconds and serious failures", "none");
        return met("none is recorded in this sentence.");
    }
    let mut sorted = breaches.to_vec();
    sorted.sort_unstable();
    for Breach { on, what } in &sorted {
        let on = on.map_or_else(|| "on a day that is not recorded".to_owned(), |on| format!("on {}", long_date(on)));
        working.uses("Breach", format_args!("{}, {on}", what.words()));
    }
    looked_past(case, &sorted, working)
}

/// Only absconds, not too many, and all of them long ago.
fn looked_past(case: &Case<'_>, breaches: &[Breach], working: &mut Working) -> Answer<Said> {
    let rules = case.rules;
    let allowed = usize::from(rules.absconds_allowed.value);
    if breaches.len() > allowed || breaches.iter().any(|breach| breach.what != BreachKind::Abscond) {
        return not_met("there was a breach in this sentence: only exceptional circumstances allow a release.");
    }
    let period = rules.abscond_past.value;
    let mut ends: Vec<Date> = Vec::new();
    for Breach { on, .. } in breaches {
        let Some(on) = on else { return Answer::cannot_tell("when the abscond happened") };
        working.step(format_args!("{}.", period.after_in_words(*on)));
        ends.push(period.after(*on));
    }
    if ends.iter().any(|end| *end > case.today) {
        return not_met("the abscond is not long enough ago: only exceptional circumstances allow a release.");
    }
    let what = "somebody who absconded";
    let rule = case.standing(Check::Breaches);
    let standing = Standing::weakest([rule, rules.abscond_past.standing, rules.absconds_allowed.standing]);
    met_if_confirmed(standing, what, "the abscond is long enough ago.", working)
}

pub(in crate::rotl) fn day_releases_first(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    if case.request.kind != Kind::Ror {
        return not_asked(format!("it is about overnight release, and this is a {}.", case.request.kind.words()));
    }
    let days = || case.facts.past.iter().filter(|past| past.kind == Kind::Rdr);
    let (well, failed) = (days().filter(|past| !past.failed).count(), days().filter(|past| past.failed).count());
    working.uses("Day releases that went well", well);
    working.uses("Day releases that failed", failed);
    if well == 0 {
        return not_met("no day release that went well is recorded in this sentence.");
    }
    if failed > 0 {
        working.caution("Some day releases failed.");
    }
    met(format!("{well} day {} went well.", if well == 1 { "release" } else { "releases" }))
}
