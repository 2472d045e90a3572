//! What would change an answer: the coming days on which it changes by itself, and the facts that would change it.

use super::case::Case;
use super::earliest_release::ReleaseKind;
use super::gate::{self, Exclusion};
use super::outcome::{Handover, Outcome};
use super::reason::Reason;
use crate::calendar::long_date;
use crate::derivation::Working;

/// Says what would change the answer.
pub(super) fn describe(case: &Case<'_>, outcome: &Outcome, working: &mut Working) {
    match outcome {
        Outcome::OutsidePolicy(exclusion) => outside(case, *exclusion, working),
        Outcome::InPolicy(handover) => {
            coming_days(case, handover, working);
            facts(case, handover, working);
        }
    }
}

fn outside(case: &Case<'_>, exclusion: Exclusion, working: &mut Working) {
    match exclusion {
        Exclusion::LegalStatus => working.would_change("Another legal status."),
        Exclusion::Civil => working.would_change("Another imprisonment status."),
        Exclusion::Age => {
            if let Some(born) = case.facts.date_of_birth {
                let adult = gate::birthday(born, case.rules.adult_age.value);
                working.would_change(format_args!("The birthday on {}.", long_date(adult)));
            }
        }
        Exclusion::NotSentenced => working.would_change(
            "A sentence start date together with a release date (confirmed or latest), or another date that counts.",
        ),
    }
}

fn coming_days(case: &Case<'_>, handover: &Handover, working: &mut Working) {
    let Some(dates) = handover.dates else { return };
    if case.today < dates.start && dates.start < dates.handover {
        working.would_change(format_args!("From {} the community supports.", long_date(dates.start)));
    }
    if case.today < dates.handover {
        working.would_change(format_args!("From {} the community is responsible.", long_date(dates.handover)));
    }
    let tariff = handover.reckoned_from.filter(|release| release.kind == ReleaseKind::Ted && release.date > case.today);
    if let Some(tariff) = tariff {
        working.would_change(format_args!(
            "From {} the tariff has expired: a target hearing date that is ahead then counts instead.",
            long_date(tariff.date)
        ));
    }
}

fn facts(case: &Case<'_>, handover: &Handover, working: &mut Working) {
    match handover.reason {
        Reason::AdditionalIsp => {
            working.would_change("The additional indeterminate sentence, if it is not as recorded.")
        }
        Reason::RecallHearingFar => {
            hearing_comes_near(case, working);
            working.would_change("MAPPA level 2 or 3.");
            working.would_change("The recall, if it no longer stands.");
        }
        Reason::ParoleMappa => {
            hearing_comes_near(case, working);
            working.would_change("MAPPA level 1 or none.");
        }
        Reason::HearingFar => {
            hearing_comes_near(case, working);
            working.would_change("MAPPA level 2 or 3: the community would be responsible.");
        }
        Reason::RecallCase => working.would_change(
            "The recall, if it no longer stands: a new sentence, or a flag left over from an earlier one.",
        ),
        Reason::ImmigrationCase => working.would_change("Another imprisonment status."),
        Reason::ReleaseDateUnknown => {
            working.would_change("A parole eligibility, automatic or conditional release date.");
            recall(working);
        }
        Reason::EarlyAllocation => {
            working.would_change("A later early allocation assessment that finds otherwise, or the licence's expiry.");
            another_date(handover, working);
            recall(working);
        }
        Reason::Indeterminate | Reason::IndeterminateOpen => {
            early_allocation(case, handover, working);
            another_date(handover, working);
            working.would_change("A move into or out of open conditions.");
            working.would_change("A parole decision not to release, with the next hearing distant.");
            recall(working);
        }
        Reason::DeterminateShort => {
            if let Some(start) = case.facts.sentence_start {
                let last = case.rules.short_sentence.value.after(start);
                working.would_change(format_args!(
                    "A release date after {}: there would be a handover date.",
                    long_date(last)
                ));
            }
            early_allocation(case, handover, working);
        }
        Reason::DeterminateParole | Reason::Determinate => {
            early_allocation(case, handover, working);
            another_date(handover, working);
            recall(working);
        }
    }
}

fn hearing_comes_near(case: &Case<'_>, working: &mut Working) {
    let period = case.rules.hearing_far.value;
    working.would_change(format_args!("The target hearing coming to within {period} of the day, or being moved."));
}

fn recall(working: &mut Working) {
    working.would_change("A recall: the community would be responsible at once.");
}

fn early_allocation(case: &Case<'_>, handover: &Handover, working: &mut Working) {
    if let Some(release) = handover.reckoned_from {
        let date = case.rules.early_allocation.value.before(release.date);
        working.would_change(format_args!("Early allocation: the handover date would be {}.", long_date(date)));
    }
}

fn another_date(handover: &Handover, working: &mut Working) {
    let Some(release) = handover.reckoned_from else { return };
    working.would_change(format_args!("Another {}: the handover date would move with it.", release.kind.words()));
    if matches!(release.kind, ReleaseKind::Ard | ReleaseKind::Crd) {
        working.would_change("A parole eligibility date: it would count before every other date.");
    }
}
