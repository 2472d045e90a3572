//! Being out: planned, out, due soon, late, failed to return, back; and what must happen then, by when. Instants go in, so that a
//! clock change moves nothing; midnight is London's, of the day on which the person was due.

use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use super::constants::{RuleBook, Standing, Stated};
use super::description::OUT;
use crate::answer::Answer;
use crate::calendar::{date_and_time, end_of_day, london_time};
use crate::derivation::{Reasoned, Working};
use crate::rule::Clause;

const OWN: &str = "This product's own rule";

pub(super) const BACK: Clause =
    Clause { id: "rotl.out-back", words: "Whoever came back is back: in time, late, or after midnight.", source: OWN };
pub(super) const NOT_OUT: Clause = Clause {
    id: "rotl.out-planned",
    words: "Whoever has not gone out is planned until the time of going out, and after that did not go.",
    source: OWN,
};
pub(super) const FAILED: Clause = Clause {
    id: "rotl.out-failure-to-return",
    words: "Whoever is out after the midnight with which the due day ends, in London, failed to return.",
    source: "Incident reporting, temporary release failure: the answers divide at midnight on the return date",
};
pub(super) const LATE: Clause =
    Clause { id: "rotl.out-late", words: "Whoever is out after the due time is late, at once.", source: OWN };
pub(super) const DUE_SOON: Clause = Clause {
    id: "rotl.out-due-soon",
    words: "Whoever is out is due soon so many minutes before the due time.",
    source: OWN,
};
pub(super) const OUT_NOW: Clause = Clause { id: "rotl.out", words: "Otherwise they are out.", source: OWN };

/// A release with what the gate logged of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// When the person is to go out.
    pub planned_out: Timestamp,
    /// When they are to be back.
    pub due: Timestamp,
    /// When they went out.
    #[serde(default)]
    pub went_out: Option<Timestamp>,
    /// When they came back.
    #[serde(default)]
    pub came_back: Option<Timestamp>,
    /// Whether a victim is in the Victim Contact Scheme.
    #[serde(default)]
    pub victim_contact: Option<bool>,
    /// Whether they are at an employer's or another provider's.
    #[serde(default)]
    pub provider: Option<bool>,
}

/// Where somebody stands with a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whereabouts {
    /// To go out yet.
    Planned,
    /// Did not go out at the time.
    NotGone,
    /// Out.
    Out,
    /// Out, and due back soon.
    DueSoon,
    /// Out after the due time.
    Late,
    /// Out after midnight of the due day.
    FailedToReturn,
    /// Back in time.
    Back,
    /// Back after the due time.
    BackLate,
    /// Back after midnight of the due day.
    BackAfterMidnight,
}

impl Whereabouts {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::NotGone => "not gone",
            Self::Out => "out",
            Self::DueSoon => "due soon",
            Self::Late => "late",
            Self::FailedToReturn => "failed to return",
            Self::Back => "back",
            Self::BackLate => "back late",
            Self::BackAfterMidnight => "back after midnight",
        }
    }

    /// Whether the person is out.
    pub const fn is_out(self) -> bool {
        matches!(self, Self::Out | Self::DueSoon | Self::Late | Self::FailedToReturn)
    }
}

/// Something that must happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LateStep {
    /// The person or the place is called.
    Call,
    /// The duty governor is told.
    TellGovernor,
    /// The governor decides on the plan for somebody who is unlawfully at large.
    GovernorDecides,
    /// The police are told.
    TellPolice,
    /// The alert is set by which ROTL is suspended.
    Suspend,
    /// The series is paused.
    Pause,
    /// The community offender manager is told.
    TellCom,
    /// The victim liaison officer is told.
    TellVlo,
    /// The provider is told.
    TellProvider,
    /// The deputy director of custody is told.
    TellDirector,
    /// The public protection casework section is told.
    TellPpcs,
    /// The failure is reported.
    Report,
    /// The release is talked through.
    Debrief,
}

impl LateStep {
    /// What is to be done.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Call => "Call the person, or the place where they should be",
            Self::TellGovernor => "Tell the duty governor",
            Self::GovernorDecides => "The governor decides: treat as unlawfully at large?",
            Self::TellPolice => "Tell the police",
            Self::Suspend => "Set the alert that suspends ROTL",
            Self::Pause => "Pause the series",
            Self::TellCom => "Tell the community offender manager",
            Self::TellVlo => "Tell the victim liaison officer",
            Self::TellProvider => "Tell the employer or placement provider",
            Self::TellDirector => "Tell the deputy director of custody",
            Self::TellPpcs => "Tell the public protection casework section",
            Self::Report => "Make the temporary release failure report",
            Self::Debrief => "Talk the release through",
        }
    }
}

/// A step, and by when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What.
    pub what: LateStep,
    /// By when at the latest; nothing, where no time was found.
    pub by: Option<Timestamp>,
    /// On whose authority.
    pub standing: Standing,
    /// Where it is written.
    pub source: String,
}

/// Where somebody stands, and what must happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// Where they stand.
    pub whereabouts: Whereabouts,
    /// When the state changes by itself, if nothing is logged; nothing, where it does not.
    pub until: Option<Timestamp>,
    /// The midnight with which the due day ends.
    pub midnight: Timestamp,
    /// Whole minutes after the due time: now, or when they came back. Nothing, where they are not late.
    pub late_minutes: Option<i64>,
    /// What must happen, the nearest first. What has been done is the record's to know.
    pub steps: Vec<Step>,
}

/// Where somebody stands with a release at an instant.
pub fn being_out(release: &Release, now: Timestamp, book: &RuleBook<'_>) -> Reasoned<Look> {
    let mut working = Working::kept();
    let look = look(release, now, book, &mut working);
    working.finish(&OUT, book.rotl.edition(), None, Answer::Known(look), |look| {
        let late = look.late_minutes.map(|minutes| format!(", {minutes} minutes after the due time"));
        format!("State: {}{}.", look.whereabouts.words(), late.unwrap_or_default())
    })
}

/// The same without the working: for the gate list, every minute.
pub fn whereabouts(release: &Release, now: Timestamp, book: &RuleBook<'_>) -> Look {
    look(release, now, book, &mut Working::silent())
}

fn look(release: &Release, now: Timestamp, book: &RuleBook<'_>, working: &mut Working) -> Look {
    let midnight = end_of_day(london_time(release.due).date());
    let at = |at: Timestamp| date_and_time(london_time(at));
    if working.is_kept() {
        working.uses("To go out", at(release.planned_out));
        working.uses("Due back", at(release.due));
        working.uses("Went out", release.went_out.map_or_else(|| "not logged".to_owned(), at));
        working.uses("Came back", release.came_back.map_or_else(|| "not logged".to_owned(), at));
        working.step(format_args!("The due day ends on {}.", at(midnight)));
    }
    let came_back = came_back(release, working);
    let soon = minutes_from(release.due, -i64::from(book.rotl.constants.due_soon_minutes.value));
    let (whereabouts, until, clause) = match (release.went_out, came_back) {
        (_, Some(back)) if back >= midnight => (Whereabouts::BackAfterMidnight, None, &BACK),
        (_, Some(back)) if back > release.due => (Whereabouts::BackLate, None, &BACK),
        (_, Some(_)) => (Whereabouts::Back, None, &BACK),
        (None, None) if now < release.planned_out => (Whereabouts::Planned, Some(release.planned_out), &NOT_OUT),
        (None, None) => (Whereabouts::NotGone, None, &NOT_OUT),
        (Some(_), None) if now >= midnight => (Whereabouts::FailedToReturn, None, &FAILED),
        (Some(_), None) if now > release.due => (Whereabouts::Late, Some(midnight), &LATE),
        (Some(_), None) if now >= soon => (Whereabouts::DueSoon, Some(release.due), &DUE_SOON),
        (Some(_), None) => (Whereabouts::Out, Some(soon), &OUT_NOW),
    };
    working.decided_by(clause);
    let late_minutes = late(whereabouts).then(|| came_back.unwrap_or(now).duration_since(release.due).as_mins());
    let steps = steps(release, whereabouts, midnight, book);
    Look { whereabouts, until, midnight, late_minutes, steps }
}

/// When the person came back: not before they went out.
fn came_back(release: &Release, working: &mut Working) -> Option<Timestamp> {
    let back = release.came_back?;
    if release.went_out.is_some_and(|out| back < out) {
        working.caution("The return is logged before the going out: the person counts as out until that is put right.");
        return None;
    }
    if release.went_out.is_none() {
        working.caution("A return is logged, and no going out.");
    }
    Some(back)
}

const fn late(whereabouts: Whereabouts) -> bool {
    use Whereabouts::{BackAfterMidnight, BackLate, FailedToReturn, Late};
    matches!(whereabouts, Late | FailedToReturn | BackLate | BackAfterMidnight)
}

fn minutes_from(at: Timestamp, minutes: i64) -> Timestamp {
    at.saturating_add(minutes.minutes()).unwrap_or(at)
}

/// What must happen, the nearest first.
fn steps(release: &Release, whereabouts: Whereabouts, midnight: Timestamp, book: &RuleBook<'_>) -> Vec<Step> {
    let rules = &book.rotl.constants;
    let after = |what, figure: &Stated<u16>| Step {
        what,
        by: Some(minutes_from(release.due, i64::from(figure.value))),
        standing: figure.standing,
        source: figure.source.clone(),
    };
    let own = |what, by| Step { what, by, standing: Standing::Local, source: OWN.to_owned() };
    let mut steps = Vec::new();
    if matches!(whereabouts, Whereabouts::Late | Whereabouts::FailedToReturn) {
        steps.push(after(LateStep::Call, &rules.call_minutes));
        steps.push(after(LateStep::TellGovernor, &rules.governor_told_minutes));
        steps.push(after(LateStep::GovernorDecides, &rules.governor_decides_minutes));
        steps.push(after(LateStep::TellPolice, &rules.police_told_minutes));
    }
    if whereabouts == Whereabouts::FailedToReturn || whereabouts == Whereabouts::BackAfterMidnight {
        steps.push(own(LateStep::Suspend, Some(midnight)));
        steps.push(own(LateStep::Pause, Some(midnight)));
        steps.extend(whom_to_tell(release));
    }
    if late(whereabouts) && whereabouts != Whereabouts::Late {
        steps.push(form(LateStep::Report));
    }
    if release.came_back.is_some() && !whereabouts.is_out() {
        steps.push(own(LateStep::Debrief, None));
    }
    // A prison may set its minutes in any order; what has no time comes last.
    steps.sort_by_key(|step| (step.by.is_none(), step.by));
    steps
}

/// Who is told of a failure: the national form asks whether each of them was, and when.
fn whom_to_tell(release: &Release) -> Vec<Step> {
    let mut whom = vec![LateStep::TellCom];
    if release.victim_contact != Some(false) {
        whom.push(LateStep::TellVlo);
    }
    if release.provider != Some(false) {
        whom.push(LateStep::TellProvider);
    }
    whom.extend([LateStep::TellDirector, LateStep::TellPpcs]);
    whom.into_iter().map(form).collect()
}

fn form(what: LateStep) -> Step {
    let source = "Incident reporting, temporary release failure: asked on the form; by when was not found".to_owned();
    Step { what, by: None, standing: Standing::National, source }
}
