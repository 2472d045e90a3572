//! Why something is owed: what the rule that wrote it said while it was at work, put together so that a person can check it.

use jiff::civil::Date;

use super::sheet::AS_SET;
use super::{Kind, Obligation, ObligationSettings, Standing, Window};
use crate::calendar::long_date;
use crate::derivation::{Derivation, Working};
use crate::handover::{HANDOVER, HandoverRules};

/// Something that is owed, with its working.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What is owed, as the list has it.
    pub obligation: Obligation,
    /// Why.
    pub derivation: Derivation,
}

/// Puts together what was said.
pub(super) fn put_together(
    obligation: Obligation,
    mut working: Working,
    settings: &ObligationSettings,
    handover: Option<&HandoverRules>,
    today: Date,
) -> Explanation {
    let window = obligation.window;
    doubt(obligation.key.kind, window, today, &mut working);
    let mut source = format!("{} ({})", obligation.source, obligation.standing.words());
    if let Some(rules) = handover {
        working.uses("Edition of the handover rules", rules.edition());
        source = format!("{source}; the handover: {}", HANDOVER.source);
    }
    let conclusion = format!(
        "{} {} Owed by the {}.",
        obligation.why,
        when(obligation.key.kind, window, today),
        obligation.owner.role.words()
    );
    let title = match &obligation.key.about {
        Some(about) => format!("{}: {about}", obligation.key.kind.words()),
        None => obligation.key.kind.words().to_owned(),
    };
    let mut derivation = working.derive(title.into(), source.into(), settings.edition(), Some(today), conclusion);
    let facts = std::mem::take(&mut derivation.would_change);
    derivation.would_change = settled(&obligation).into_iter().chain(coming_days(window, today)).chain(facts).collect();
    Explanation { obligation, derivation }
}

/// “It is due on 24 June 2027, 210 days from today. It can be done from 2 June 2027.”
fn when(kind: Kind, window: Window, today: Date) -> String {
    let due = format!("It is due on {}, {}.", long_date(window.due), away(window.due, today));
    let opens = if window.opens > today {
        format!(" It can be done from {}.", long_date(window.opens))
    } else {
        format!(" It could be done from {}.", long_date(window.opens))
    };
    // The sentence about a licence says it already.
    let stop = window.hard_stop.filter(|_| kind != Kind::Licence);
    let stop = stop.map(|stop| format!(" {}.", after_the_last_day(kind, stop)));
    format!("{due}{opens}{}", stop.unwrap_or_default())
}

/// What the last day means.
fn after_the_last_day(kind: Kind, stop: Date) -> String {
    let stop = long_date(stop);
    match kind {
        Kind::ComNeeded => format!("From {stop} the allocation counts as overdue with the community"),
        Kind::Licence => format!("From {stop} the prison makes the licence alone"),
        Kind::ApprovedPremises => format!("After {stop} it is an emergency application"),
        Kind::RotlLicence => format!("On {stop} nobody goes out without it"),
        Kind::RotlDebrief => {
            format!("On {stop} the next release is planned, and does not go ahead before this is done")
        }
        _ => format!("After {stop} it comes too late"),
    }
}

/// “today”, “tomorrow”, “3 days ago”.
fn away(day: Date, today: Date) -> String {
    match day.duration_since(today).as_hours() / 24 {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days if days > 0 => format!("{days} days from today"),
        days => format!("{} days ago", -days),
    }
}

/// Says what looks wrong in the days.
fn doubt(kind: Kind, window: Window, today: Date, working: &mut Working) {
    if window.due < window.opens {
        working.caution(format_args!(
            "It is due on {}, before it can be done on {}: check the figures, or the dates that they are counted from.",
            long_date(window.due),
            long_date(window.opens)
        ));
    }
    if let Some(stop) = window.hard_stop.filter(|stop| *stop < today) {
        working.caution(format_args!("{}: that day has passed.", after_the_last_day(kind, stop)));
    }
}

fn settled(obligation: &Obligation) -> Vec<String> {
    let mut lines = vec![
        format!("It is settled when {}.", obligation.key.kind.settled_by()),
        "Settled by hand, with a reason, this one is gone; the next of its kind is owed again.".to_owned(),
    ];
    if obligation.standing == Standing::Local && obligation.source != AS_SET {
        lines.push("The figure is local: this prison can set another.".to_owned());
    }
    lines
}

/// The days on which it changes by itself.
fn coming_days(window: Window, today: Date) -> Vec<String> {
    let mut lines = Vec::new();
    if window.opens > today {
        lines.push(format!("From {} it can be done.", long_date(window.opens)));
    }
    if window.due >= today {
        lines.push(format!("After {} it is overdue.", long_date(window.due)));
    }
    lines
}
