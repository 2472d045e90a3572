//! What is agreed with others and what comes: victims, licence conditions, the day of release, open actions, and signs of rising risk.

use super::{CONTENT, IN_WORDS, KNOWN, OWN};
use crate::calendar::long_date;
use crate::pack::facts::Vlo;
use crate::pack::look::{Found, Look, Settles};
use crate::pack::rules::record::since_the_window;
use crate::rule::Clause;

pub(in crate::pack) const VICTIMS: Clause = Clause {
    id: "pack.victim-scheme",
    words: "A pack says whether the Victim Contact Scheme applies. Where an alert says so, it cannot be stated not to.",
    source: "Victim Contact Scheme",
};
pub(in crate::pack) const VLO: Clause = Clause {
    id: "pack.vlo",
    words: "Where an alert says that the Victim Contact Scheme applies, a victim liaison officer is known. Whoever may not know whether one \
            is says whom to ask, and nothing else.",
    source: "Victim Contact Scheme; what a pack may say of it: this product's own",
};
pub(in crate::pack) const CONDITIONS: Clause = Clause {
    id: "pack.licence-conditions",
    words: "At least one licence condition is asked for, each with why it is necessary and proportionate, or it is explained that none is.",
    source: "Create and vary a licence: additional conditions; that each has its reason: this product's own",
};
pub(in crate::pack) const RELEASE_DAY: Clause = Clause {
    id: "pack.release-day",
    words: "In its window before release the day is arranged: time and place, collection, medication, telephone.",
    source: "Create and vary a licence: the prison's list; what is asked of the day: this product's own",
};
pub(in crate::pack) const APPOINTMENT: Clause = Clause {
    id: "pack.first-appointment",
    words: "In its window before release a first appointment is arranged, and not for a day before release.",
    source: "Create and vary a licence: the first appointment; from when it is asked: the prison's list",
};
pub(in crate::pack) const ACTIONS: Clause =
    Clause { id: "pack.actions", words: "Every open action has somebody who sees to it and a date.", source: OWN };
pub(in crate::pack) const MEETING: Clause = Clause {
    id: "pack.handover-meeting",
    words: "In the window before the handover date the meeting was held, or people are invited to it.",
    source: "Manage POM cases, app/models/handover_progress_checklist.rb",
};
pub(in crate::pack) const CONTACTS: Clause = Clause {
    id: "pack.com-contacts",
    words: "By its time before release the community offender manager has seen the person as often as is expected.",
    source: "Practitioners (2021)",
};
pub(in crate::pack) const TRIGGERS: Clause = Clause {
    id: "pack.triggers",
    words: "Where the risk of serious harm is high, at least one sign of its rising is named, with what it means and what is to be done.",
    source: CONTENT,
};

pub(in crate::pack) fn victim_scheme(look: &mut Look<'_>) {
    let alert = look.working.flag("An alert says that the scheme applies", look.facts.victim_scheme);
    let topic = look.topic(look.demand.key());
    let denied = topic.filter(|stated| alert == Some(true) && stated.state == "not-applicable");
    let found = match denied {
        Some(stated) => {
            look.working.date("Stated not to apply on", Some(stated.on));
            let words = "It is stated not to apply, and an alert says that it does.";
            Found::contradicts("the alert of the scheme", words, Some(stated.on))
        }
        None => look.stated(Settles { with_words: &[], alone: &["held", "not-applicable"] }),
    };
    look.say(found);
}

pub(in crate::pack) fn vlo(look: &mut Look<'_>) {
    if look.working.flag("An alert says that the scheme applies", look.facts.victim_scheme) != Some(true) {
        return;
    }
    let found = match look.facts.vlo {
        Vlo::Known => {
            look.working.uses("Victim liaison officer", "known");
            Found::held("A victim liaison officer is known.")
        }
        Vlo::NotKnown => {
            look.working.uses("Victim liaison officer", "not known");
            look.missing(None)
        }
        Vlo::Closed => {
            look.working.uses("Victim liaison officer", "not for this reader");
            let words = "Whether a victim liaison officer is known is not for you to see: ask somebody who may see restricted \
                         matters, and say here whom the COM is to ask.";
            look.missing_for(words, None)
        }
    };
    look.say(found);
}

pub(in crate::pack) fn licence_condition(look: &mut Look<'_>) {
    let named = look.named(look.demand.key());
    if named.is_empty() {
        look.working.uses("Conditions", "none asked for");
        let found = look.missing(None);
        look.say(found);
    }
    for (name, condition) in named {
        look.working.restart();
        look.working.uses("State", &condition.state);
        look.working.date("Stated on", Some(condition.on));
        let has_reason = look.working.flag("Reason", Some(condition.has_words)) == Some(true);
        let found = if has_reason {
            look.held_of(condition.on, "It is asked for, with its reason.")
        } else {
            let words = "It is asked for without saying why it is necessary and proportionate.";
            look.missing_for(words, Some(condition.on))
        };
        look.say_of(name, found);
    }
}

pub(in crate::pack) fn arranged(look: &mut Look<'_>) {
    let found = look.stated(IN_WORDS);
    look.say(found);
}

pub(in crate::pack) fn known(look: &mut Look<'_>) {
    let found = look.stated(KNOWN);
    look.say(found);
}

pub(in crate::pack) fn first_appointment(look: &mut Look<'_>) {
    let facts = look.facts;
    let appointment = look.working.date("First appointment", facts.first_appointment);
    let release = look.working.date("Release date", facts.dates.release);
    let early = appointment.zip(release).filter(|(appointment, release)| appointment < release);
    let found = match early {
        Some((appointment, release)) => Found::contradicts(
            "the release date",
            format!(
                "The first appointment is on {}, before release on {}.",
                long_date(appointment),
                long_date(release)
            ),
            look.topic(look.demand.key()).map(|stated| stated.on),
        ),
        None => look.stated(IN_WORDS),
    };
    look.say(found);
}

pub(in crate::pack) fn actions(look: &mut Look<'_>) {
    let actions = look.facts.actions;
    look.working.uses("Open actions", actions.open);
    look.working.uses("Open actions without an owner", actions.without_owner);
    look.working.uses("Open actions without a date", actions.without_date);
    let found = if actions.without_owner == 0 && actions.without_date == 0 {
        Found::held(format!("Open actions: {}.", actions.open))
    } else {
        let words = format!(
            "Open actions: {}. Without an owner: {}. Without a date: {}.",
            actions.open, actions.without_owner, actions.without_date
        );
        look.missing_for(words, None)
    };
    look.say(found);
}

pub(in crate::pack) fn handover_meeting(look: &mut Look<'_>) {
    let meeting = look.facts.meeting;
    let held = look.working.date("Handover meeting held", meeting.held);
    let invited = look.working.date("Invited to it", meeting.invited);
    let in_window = since_the_window(look, held, "The meeting was held on");
    let found = match invited {
        Some(invited) if !in_window.is_held() && held.is_none_or(|held| held < invited) => {
            Found::asked(invited, format!("People were invited on {}.", long_date(invited)))
        }
        _ => in_window,
    };
    look.say(found);
}

pub(in crate::pack) fn com_contacts(look: &mut Look<'_>) {
    let expected = &look.rules.contacts_expected;
    let held = look.facts.com_contacts;
    look.working.uses("Contacts since the pre-release phase began", held);
    look.working
        .uses("Expected", format_args!("{} ({}: {})", expected.value, expected.standing.words(), expected.source));
    let words = format!("{held} of {} contacts were held.", expected.value);
    let found = if held >= expected.value { Found::held(words) } else { look.missing_for(words, None) };
    look.say(found);
}

pub(in crate::pack) fn trigger(look: &mut Look<'_>) {
    let rosh = look.facts.risk.rosh;
    let rules = look.rules;
    look.working.uses("Risk of serious harm", rosh.map_or("not recorded", crate::risk::Rosh::words));
    if !rosh.is_some_and(|rosh| rules.trigger_rosh.value.contains(&rosh)) {
        return;
    }
    let named = look.named(look.demand.key());
    look.working.uses("Signs named", named.len());
    // The newest of those with words counts, or else the newest.
    let newest = named.values().max_by_key(|sign| (sign.state == "held" && sign.has_words, sign.on)).copied();
    let found = look.stated_of(newest, IN_WORDS);
    look.say(found);
}
