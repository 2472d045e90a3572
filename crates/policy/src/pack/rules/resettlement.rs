//! The way out: reports, the seven pathways, somewhere to live, money and identity, and children.

use super::{CONTENT, GRANTED, IN_WORDS, OWN, SAID, alerts};
use crate::calendar::long_date;
use crate::pack::facts::TopicFact;
use crate::pack::look::{Found, Look, Settles};
use crate::pack::rules::record::since_the_window;
use crate::rule::Clause;

pub(in crate::pack) const REPORTS: Clause = Clause {
    id: "pack.reports",
    words: "The immediate-needs report was made, and in its window before release the pre-release report. One from before the window was \
            for an earlier release date.",
    source: "Resettlement passport: the immediate-needs and the pre-release report",
};
pub(in crate::pack) const PATHWAY: Clause = Clause {
    id: "pack.pathway",
    words: "Each of the seven pathways was begun, declined or found not to be needed. One in which support is required has at least one \
            need with somebody who sees to it and a date.",
    source: "Resettlement passport: pathway statuses and needs; that a need has an owner and a date: this product's own",
};
pub(in crate::pack) const ADDRESS: Clause = Clause {
    id: "pack.release-address",
    words: "In its window before release there is an address to go to, or approved premises are granted. An address that is no longer \
            so is none; an address and homelessness, or an address and approved premises that are planned and not granted, cannot both be \
            right.",
    source: CONTENT,
};
pub(in crate::pack) const REFER: Clause = Clause {
    id: "pack.duty-to-refer",
    words: "Whoever would be homeless, or has no address, is referred within the statutory time before release, or it is said why not.",
    source: "Duty to refer in England, since 1 October 2018",
};
pub(in crate::pack) const PREMISES: Clause = Clause {
    id: "pack.approved-premises",
    words: "Where approved premises are planned, they are applied for in their window before release.",
    source: "Approved premises service, noticeTypeFromApplication.ts; from when it is asked: this product's own",
};
pub(in crate::pack) const MONEY: Clause = Clause {
    id: "pack.money",
    words: "In its window before release there is a bank account and an appointment for Universal Credit, each applied for, granted, or \
            not needed and why.",
    source: "Resettlement passport: finance and ID; from when it is asked: this product's own",
};
pub(in crate::pack) const IDENTIFICATION: Clause = Clause {
    id: "pack.id-document",
    words: "In its window before release at least one identity document is there or applied for.",
    source: "Resettlement passport: finance and ID; from when it is asked: this product's own",
};
pub(in crate::pack) const SAFEGUARDING: Clause = Clause {
    id: "pack.safeguarding",
    words: "Where an alert about children is active, or nobody has looked for one, it is said what children's services say, or why nothing \
            arises.",
    source: OWN,
};

pub(in crate::pack) fn immediate_needs(look: &mut Look<'_>) {
    let found = match look.working.date("Immediate-needs report", look.facts.reports.immediate_needs) {
        None => look.missing(None),
        Some(day) => look.held_of(day, format!("It was made on {}.", long_date(day))),
    };
    look.say(found);
}

pub(in crate::pack) fn pre_release_report(look: &mut Look<'_>) {
    let made = look.working.date("Pre-release report", look.facts.reports.pre_release);
    let found = since_the_window(look, made, "It was made on");
    look.say(found);
}

/// The statuses by which a pathway is settled alone; where support is required, its needs decide.
const PATHWAYS: Settles = Settles {
    with_words: &[],
    alone: &["in-progress", "support-required", "support-not-required", "declined", "done"],
};

pub(in crate::pack) fn pathway(look: &mut Look<'_>) {
    let code = look.demand.key();
    let status = look.topic(code);
    let found = look.stated_of(status, PATHWAYS);
    let required = status.filter(|status| found.is_held() && status.state == "support-required");
    let found = match required {
        Some(status) => needs(look, status),
        None => found,
    };
    look.say(found);
}

/// Whether one need at least has somebody who sees to it and a date.
fn needs(look: &mut Look<'_>, status: &TopicFact) -> Found {
    let named = look.named(look.demand.key());
    let arranged = named.values().filter(|need| need.has_owner && need.due.is_some()).count();
    look.working.uses("Needs", named.len());
    look.working.uses("Needs with an owner and a date", arranged);
    if arranged > 0 {
        return Found::held("Support is required, and at least one need has an owner and a date.");
    }
    // A need that was stated after an explanation is another fact.
    let last = named.values().map(|need| need.on).chain([status.on]).max();
    look.missing_for("Support is required, and no need has an owner and a date.", last)
}

pub(in crate::pack) fn release_address(look: &mut Look<'_>) {
    let facts = look.facts;
    let topic = look.topic(look.demand.key());
    let homeless = look.working.flag("Would be homeless on release", facts.homeless);
    let premises = look.working.flag("Approved premises are planned", facts.approved_premises);
    let granted = are_premises_granted(look);
    let found = match topic {
        Some(stated) if stated.state == "ended" && stated.has_words => Found::contradicts(
            "what was stated of it, that it is no longer so",
            format!("An address stands here, and on {} it was stated as no longer so.", long_date(stated.on)),
            Some(stated.on),
        ),
        Some(stated) if stated.state == "held" && homeless == Some(true) => Found::contradicts(
            "the mark that they would be homeless",
            "An address is held, and they are marked as homeless on release.",
            Some(stated.on),
        ),
        Some(stated) if stated.state == "held" && premises == Some(true) && !granted => Found::contradicts(
            "the plan for approved premises",
            "An address is held, and approved premises are planned and not granted.",
            Some(stated.on),
        ),
        None if granted => Found::held("Approved premises are granted."),
        _ => look.stated(IN_WORDS),
    };
    look.say(found);
}

fn are_premises_granted(look: &mut Look<'_>) -> bool {
    let granted = look.topic("approved-premises").is_some_and(|stated| stated.state == "held");
    look.working.flag("Approved premises are granted", Some(granted));
    granted
}

pub(in crate::pack) fn duty_to_refer(look: &mut Look<'_>) {
    let homeless = look.working.flag("Would be homeless on release", look.facts.homeless);
    let address = look.topic("release-address").is_some_and(|stated| stated.state == "held");
    look.working.flag("Address held", Some(address));
    let housed = address || are_premises_granted(look);
    if homeless != Some(true) && housed {
        return;
    }
    let found = look.stated(GRANTED);
    look.say(found);
}

pub(in crate::pack) fn approved_premises(look: &mut Look<'_>) {
    if look.working.flag("Approved premises are planned", look.facts.approved_premises) != Some(true) {
        return;
    }
    let found = look.stated(Settles { with_words: &[], alone: &["held"] });
    look.say(found);
}

pub(in crate::pack) fn bank_account(look: &mut Look<'_>) {
    let found = look.stated(GRANTED);
    look.say(found);
}

pub(in crate::pack) fn benefits(look: &mut Look<'_>) {
    let found = look.stated(GRANTED);
    look.say(found);
}

/// Of several documents the one that is nearest to being held counts.
pub(in crate::pack) fn id_document(look: &mut Look<'_>) {
    let named = look.named(look.demand.key());
    look.working.uses("Documents", named.len());
    let nearest = |states: &[&str]| {
        let of_state = named.values().filter(|document| states.contains(&document.state.as_str()));
        of_state.max_by_key(|document| document.on).copied()
    };
    let best = nearest(&["held"]).or_else(|| nearest(&["asked"])).or_else(|| nearest(&["not-applicable"]));
    let found = look.stated_of(best.or_else(|| nearest(&["refused", "not-started"])), GRANTED);
    look.say(found);
}

pub(in crate::pack) fn safeguarding(look: &mut Look<'_>) {
    let rules = look.rules;
    let found = alerts(look, &rules.child_alerts.value);
    // What nobody has looked for is asked for.
    if found.is_some_and(|found| found.is_empty()) {
        return;
    }
    let found = look.stated(SAID);
    look.say(found);
}
