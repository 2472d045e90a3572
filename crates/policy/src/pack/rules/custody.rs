//! What happened in custody: the plan and what came of it, health, key work, and the person's own words.

use super::{CONTENT, IN_WORDS, KNOWN, SAID, alerts};
use crate::calendar::long_date;
use crate::pack::look::{Found, Look, Settles};
use crate::rule::Clause;

pub(in crate::pack) const PLAN: Clause = Clause {
    id: "pack.plan",
    words: "A sentence plan was made or reviewed not longer ago than its age.",
    source: CONTENT,
};
pub(in crate::pack) const WORK: Clause = Clause {
    id: "pack.work",
    words: "At least one objective of the sentence plan is named. Of each objective and each programme that is done, was not done or \
            is not suitable, it is said what came of it, or why not.",
    source: CONTENT,
};
pub(in crate::pack) const CONDUCT: Clause = Clause {
    id: "pack.adjudications",
    words: "It is said how many adjudications there were, and for what, or that there were none.",
    source: CONTENT,
};
pub(in crate::pack) const COURT: Clause = Clause {
    id: "pack.court-report",
    words: "It is said where the court report is, or why there is none.",
    source: "This product's own rule, after HM Inspectorate of Probation: over a third of oral reports were never written down",
};
pub(in crate::pack) const CONSENT: Clause = Clause {
    id: "pack.health-consent",
    words: "The person was asked whether health matters may be shared, and answered. A refusal is an answer.",
    source: CONTENT,
};
pub(in crate::pack) const SELF_HARM: Clause = Clause {
    id: "pack.self-harm",
    words: "Where an ACCT is open, or an alert of self-harm is active, or nobody has looked for one, it is said what happened and what \
            helped.",
    source: CONTENT,
};
pub(in crate::pack) const KEY_WORK: Clause = Clause {
    id: "pack.key-work",
    words: "The last key-work session is not longer ago than its age. Where complexity of need is high there is no key work.",
    source: "keyworker-api, domain/PrisonConfiguration.kt; how old it can be in a pack: this product's own",
};
pub(in crate::pack) const OWN_WORDS: Clause = Clause {
    id: "pack.own-words",
    words: "A pack has the person's strengths, worries and goals in their own words.",
    source: CONTENT,
};

/// Work that is over has an outcome or a reason; work under way has none yet.
const WORKED: Settles = Settles { with_words: &["done", "not-done", "not-applicable"], alone: &["in-progress"] };

pub(in crate::pack) fn plan(look: &mut Look<'_>) {
    let found = match look.working.date("Sentence plan made or reviewed", look.facts.plan) {
        None => look.missing(None),
        Some(day) => look.held_of(day, format!("The sentence plan is of {}.", long_date(day))),
    };
    look.say(found);
}

pub(in crate::pack) fn objective(look: &mut Look<'_>) {
    if look.named("objective").is_empty() {
        look.working.uses("Objectives", "none named");
        let found = look.missing(None);
        look.say(found);
    }
    each(look);
}

pub(in crate::pack) fn programme(look: &mut Look<'_>) {
    each(look);
}

/// Each objective or programme by itself.
fn each(look: &mut Look<'_>) {
    for (name, work) in look.named(look.demand.key()) {
        look.working.restart();
        let found = look.stated_of(Some(work), WORKED);
        look.say_of(name, found);
    }
}

pub(in crate::pack) fn adjudications(look: &mut Look<'_>) {
    let found = look.stated(KNOWN);
    look.say(found);
}

pub(in crate::pack) fn court_report(look: &mut Look<'_>) {
    let found = look.stated(SAID);
    look.say(found);
}

pub(in crate::pack) fn health_consent(look: &mut Look<'_>) {
    let found = look.stated(Settles { with_words: &[], alone: &["held", "refused"] });
    look.say(found);
}

pub(in crate::pack) fn self_harm(look: &mut Look<'_>) {
    let acct = look.working.flag("ACCT open", look.facts.acct_open);
    let rules = look.rules;
    let found = alerts(look, &rules.self_harm_alerts.value);
    let alert = acct == Some(true) || found.as_ref().is_some_and(|found| !found.is_empty());
    // What nobody has looked for is asked for.
    if !alert && found.is_some() {
        return;
    }
    let topic = look.topic(look.demand.key());
    let denied = topic.filter(|topic| alert && topic.state == "not-applicable");
    let found = match denied {
        Some(topic) => {
            look.working.date("Stated not to arise on", Some(topic.on));
            let words = "It is stated not to arise, and there is an ACCT or an alert.";
            Found::contradicts("the ACCT or the alert", words, Some(topic.on))
        }
        None => look.stated(KNOWN),
    };
    look.say(found);
}

pub(in crate::pack) fn key_work(look: &mut Look<'_>) {
    let key_work = look.facts.key_work;
    if key_work.high_complexity {
        return;
    }
    look.working.uses("Sessions in the last 6 months", key_work.sessions);
    let found = match look.working.date("Last key-work session", key_work.last_session) {
        None => look.missing(None),
        Some(day) => {
            let words = format!("The last session was on {}; {} in 6 months.", long_date(day), key_work.sessions);
            look.held_of(day, words)
        }
    };
    look.say(found);
}

pub(in crate::pack) fn own_words(look: &mut Look<'_>) {
    let found = look.stated(IN_WORDS);
    look.say(found);
}
