//! What comes from the record: who it is, the sentence, risk, and values on which two records disagree.

use jiff::civil::Date;

use super::{CONTENT, IN_WORDS, OWN, check};
use crate::calendar::long_date;
use crate::handover::MappaLevel;
use crate::obligation::Agency;
use crate::pack::facts::SentenceKind;
use crate::pack::look::{Found, Look};
use crate::rule::Clause;

pub(in crate::pack) const IDENTITY: Clause = Clause {
    id: "pack.identity",
    words: "A pack names the person by their CRN and their PNC number, and a community offender manager by name and e-mail address.",
    source: CONTENT,
};
pub(in crate::pack) const SENTENCE: Clause = Clause {
    id: "pack.sentence",
    words: "A pack has the handover date, the release date and the end of the licence, and they come in this order. An indeterminate \
            sentence needs no end of the licence, a recall no handover date.",
    source: CONTENT,
};
pub(in crate::pack) const ROSH: Clause = Clause {
    id: "pack.rosh",
    words: "A pack has the risk of serious harm, assessed since the sentence began and not longer ago than its age.",
    source: CONTENT,
};
pub(in crate::pack) const TIER: Clause = Clause { id: "pack.tier", words: "A pack has the tier.", source: CONTENT };
pub(in crate::pack) const MAPPA: Clause = Clause {
    id: "pack.mappa",
    words: "A pack says whether MAPPA applies. Where it does not, there is no category and no level.",
    source: CONTENT,
};
pub(in crate::pack) const MAPPA_LEVEL: Clause = Clause {
    id: "pack.mappa-level",
    words: "Where MAPPA applies, a level is set its time before release, and is reviewed by the day that is set for it.",
    source: "Alert codes P11, P55 and P100; the review: this product's own",
};
pub(in crate::pack) const RISK_WORDS: Clause = Clause {
    id: "pack.risk-in-words",
    words: "A pack says in words who is at risk of what, and when.",
    source: CONTENT,
};
pub(in crate::pack) const OASYS: Clause = Clause {
    id: "pack.oasys",
    words: "The OASys was completed not longer ago than its age.",
    source: "This product's own rule; a referral for early allocation asks for the same age, Manage POM cases",
};
pub(in crate::pack) const OASYS_REVIEW: Clause = Clause {
    id: "pack.oasys-review",
    words: "The OASys was reviewed for this handover. A review from before the window opened was for another.",
    source: "Manage POM cases, app/models/handover_progress_checklist.rb",
};
pub(in crate::pack) const CHECKS: Clause = Clause {
    id: "pack.checks",
    words: "Police (about domestic abuse) and children's services were each asked what they know. Of several checks with one agency \
            the latest counts.",
    source: "This product's own rule, after the inspectorate's findings",
};
pub(in crate::pack) const CONFLICT: Clause = Clause {
    id: "pack.conflict",
    words: "A value on which two records disagree is decided before a pack prints it. No explanation settles it.",
    source: OWN,
};

pub(in crate::pack) fn crn(look: &mut Look<'_>) {
    recorded(look, look.facts.contacts.crn);
}

pub(in crate::pack) fn pnc(look: &mut Look<'_>) {
    recorded(look, look.facts.contacts.pnc);
}

pub(in crate::pack) fn com(look: &mut Look<'_>) {
    recorded(look, look.facts.contacts.com_name);
}

pub(in crate::pack) fn com_email(look: &mut Look<'_>) {
    recorded(look, look.facts.contacts.com_email);
}

fn recorded(look: &mut Look<'_>, is_recorded: bool) {
    look.working.flag("Recorded", Some(is_recorded));
    let found = if is_recorded { Found::held("It is recorded.") } else { look.missing(None) };
    look.say(found);
}

pub(in crate::pack) fn release(look: &mut Look<'_>) {
    let today = look.facts.today;
    let found = match look.working.date("Release date", look.facts.dates.release) {
        None => look.missing(None),
        Some(day) if day < today => {
            Found::contradicts("today's date", format!("The release date has passed: {}.", long_date(day)), None)
        }
        Some(day) => Found::held(format!("Release is on {}.", long_date(day))),
    };
    look.say(found);
}

pub(in crate::pack) fn licence_end(look: &mut Look<'_>) {
    let dates = look.facts.dates;
    let end = look.working.date("End of the licence", dates.licence_end);
    if end.is_none() && look.facts.sentence == Some(SentenceKind::Indeterminate) {
        return;
    }
    let release = look.working.date("Release date", dates.release);
    let found = match (end, release) {
        (None, _) => look.missing(None),
        (Some(end), Some(release)) if end < release => Found::contradicts(
            "the release date",
            format!("The licence ends on {}, before release on {}.", long_date(end), long_date(release)),
            None,
        ),
        (Some(end), _) => Found::held(format!("The licence ends on {}.", long_date(end))),
    };
    look.say(found);
}

pub(in crate::pack) fn handover(look: &mut Look<'_>) {
    let dates = look.facts.dates;
    let handover = look.working.date("Handover date", dates.handover);
    if handover.is_none() && look.facts.sentence == Some(SentenceKind::Recall) {
        return;
    }
    let release = look.working.date("Release date", dates.release);
    let found = match (handover, release) {
        (None, _) => look.missing(None),
        (Some(handover), Some(release)) if release < handover => Found::contradicts(
            "the release date",
            format!("Release on {} is before the handover on {}.", long_date(release), long_date(handover)),
            None,
        ),
        (Some(handover), _) => Found::held(format!("The case is handed over on {}.", long_date(handover))),
    };
    look.say(found);
}

pub(in crate::pack) fn rosh(look: &mut Look<'_>) {
    let risk = look.facts.risk;
    let level = risk.rosh.map_or("not recorded", crate::risk::Rosh::words);
    look.working.uses("Risk of serious harm", level);
    let assessed = look.working.date("Assessed", risk.rosh_assessed);
    let start = look.working.date("Sentence start date", look.facts.dates.sentence_start);
    let found = match (risk.rosh, assessed) {
        (None, _) | (_, None) => look.missing(None),
        (Some(_), Some(assessed)) if start.is_some_and(|start| assessed < start) => Found::contradicts(
            "the start of the sentence",
            format!("It was assessed on {}, before the sentence began.", long_date(assessed)),
            Some(assessed),
        ),
        (Some(_), Some(assessed)) => {
            look.held_of(assessed, format!("Risk of serious harm: {level}, assessed on {}.", long_date(assessed)))
        }
    };
    look.say(found);
}

pub(in crate::pack) fn tier(look: &mut Look<'_>) {
    let tier = look.facts.risk.tier.map(crate::risk::Tier::words);
    look.working.uses("Tier", tier.unwrap_or("not recorded"));
    let found = match tier {
        Some(tier) => Found::held(format!("Tier {tier}.")),
        None => look.missing(None),
    };
    look.say(found);
}

pub(in crate::pack) fn mappa(look: &mut Look<'_>) {
    let risk = look.facts.risk;
    let applies = look.working.flag("MAPPA applies", risk.mappa_applies);
    let category = risk.mappa_category.map_or_else(|| "not recorded".to_owned(), |category| category.to_string());
    look.working.uses("MAPPA category", category);
    look.working.uses("MAPPA level", risk.mappa_level.map_or("not recorded", MappaLevel::words));
    let is_none = risk.mappa_level == Some(MappaLevel::None);
    let is_under_it = risk.mappa_category.is_some() || (risk.mappa_level.is_some() && !is_none);
    let found = match applies {
        None => look.missing(None),
        Some(false) if is_under_it => Found::contradicts(
            "the MAPPA category or level",
            "MAPPA is said not to apply, and a category or a level is set.",
            None,
        ),
        Some(true) if is_none => {
            Found::contradicts("the MAPPA level", "MAPPA is said to apply, and the level says that it does not.", None)
        }
        Some(applies) => Found::held(if applies { "MAPPA applies." } else { "MAPPA does not apply." }),
    };
    look.say(found);
}

pub(in crate::pack) fn mappa_level(look: &mut Look<'_>) {
    let risk = look.facts.risk;
    if look.working.flag("MAPPA applies", risk.mappa_applies) != Some(true) {
        return;
    }
    look.working.uses("MAPPA level", risk.mappa_level.map_or("not recorded", MappaLevel::words));
    let found = match risk.mappa_level {
        Some(level) => Found::held(format!("MAPPA: {}.", level.words())),
        None => look.missing(None),
    };
    look.say(found);
}

pub(in crate::pack) fn mappa_review(look: &mut Look<'_>) {
    let risk = look.facts.risk;
    let review = look.working.date("MAPPA review", risk.mappa_review);
    let Some(review) = review.filter(|_| risk.mappa_applies == Some(true)) else { return };
    let found = if review < look.facts.today {
        look.missing_for(format!("MAPPA was to be reviewed on {}.", long_date(review)), Some(review))
    } else {
        Found::held(format!("MAPPA is reviewed on {}.", long_date(review)))
    };
    look.say(found);
}

pub(in crate::pack) fn risk_now(look: &mut Look<'_>) {
    let found = look.stated(IN_WORDS);
    look.say(found);
}

pub(in crate::pack) fn oasys(look: &mut Look<'_>) {
    let found = match look.working.date("Last OASys completed", look.facts.risk.oasys) {
        None => look.missing(None),
        Some(day) => look.held_of(day, format!("The OASys was completed on {}.", long_date(day))),
    };
    look.say(found);
}

pub(in crate::pack) fn oasys_review(look: &mut Look<'_>) {
    let reviewed = look.working.date("Last OASys review for a handover", look.facts.risk.oasys_reviewed);
    let found = since_the_window(look, reviewed, "The OASys was reviewed on");
    look.say(found);
}

/// Something that was done for this handover or this release, if it was done since the window for it opened.
pub(in crate::pack) fn since_the_window(look: &mut Look<'_>, done: Option<Date>, what: &str) -> Found {
    let opens = look.opens();
    match done {
        None => look.missing(None),
        Some(day) if opens.is_some_and(|opens| day < opens) => {
            let words = format!("{what} {}, before its window opened. {}", long_date(day), look.demand.missing());
            look.missing_for(words, Some(day))
        }
        Some(day) => look.held_of(day, format!("{what} {}.", long_date(day))),
    }
}

pub(in crate::pack) fn police_check(look: &mut Look<'_>) {
    check(look, Agency::Police);
}

pub(in crate::pack) fn children_check(look: &mut Look<'_>) {
    check(look, Agency::ChildrensServices);
}

/// Each field on which there is a conflict, in the section that prints it.
pub(in crate::pack) fn conflict(look: &mut Look<'_>) {
    let (facts, rules) = (look.facts, look.rules);
    for (field, count) in facts.conflicts.iter().filter(|(_, count)| **count > 0) {
        look.working.restart();
        look.working.uses("Field", field);
        look.working.uses("Open conflicts", count);
        let section = rules.field_sections.value.get(field).copied().unwrap_or(1);
        look.working.step(format_args!("It stands in section {section}."));
        let found = Found::contradicts("another record", look.demand.missing(), None);
        look.say_in(section, field, found);
    }
}
