//! Early allocation: whether the latest assessment of this sentence brings the handover forward, when a referral can be made, and
//! what a screen says about it.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::assessment::{Assessment, Suitability, suitability};
use super::case::Case;
use super::parole::target_hearing;
use crate::answer::Answer;
use crate::calendar::long_date;
use crate::derivation::Working;
use crate::rule::Clause;

pub(super) const STATUS: Clause = Clause {
    id: "4.status",
    words: "Eligible where the latest assessment of this sentence was made in the referral window and is eligible or \
            accepted by the community, and the licence has not expired. Otherwise pending where it is discretionary and not \
            decided; otherwise to be made again where the window is open now and an earlier one, made before it, was not \
            ineligible; otherwise saved.",
    source: "app/models/mpc_offender.rb",
};
pub(super) const WINDOW: Clause = Clause {
    id: "4.window",
    words: "A referral can be made once the earliest of the tariff, parole eligibility, target hearing, automatic and \
            conditional release dates is within the referral window, or has passed.",
    source: "app/models/mpc_offender.rb",
};
pub(super) const OASYS: Clause = Clause {
    id: "4.oasys",
    words: "The OASys is younger than the oldest age allowed, and from before today.",
    source: "app/models/early_allocation.rb",
};

/// Where early allocation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The handover comes early.
    Eligible,
    /// The community has been asked and has not decided.
    DecisionPending,
    /// Assess again: an assessment came before the referral window, which is open now.
    CallToAction,
    /// Assessed, with no effect.
    AssessmentSaved,
    /// Not assessed for this sentence.
    NotAssessed,
}

impl Status {
    /// What screens call it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Eligible => "Eligible for early allocation",
            Self::DecisionPending => "Waiting for the community's decision",
            Self::CallToAction => "Assess again: the referral window is open",
            Self::AssessmentSaved => "Assessed, not eligible",
            Self::NotAssessed => "Not assessed",
        }
    }
}

/// Whether the handover comes early.
pub(super) fn applies(case: &Case<'_>, working: &mut Working) -> Answer<bool> {
    let assessments = match of_this_sentence(case, working) {
        Answer::Known(assessments) => assessments,
        Answer::CannotTell(missing) => return Answer::CannotTell(missing),
    };
    let Some(made) = assessments.iter().map(|assessment| assessment.made).max() else {
        working.step("No early allocation assessment of this sentence.");
        return Answer::Known(false);
    };
    if has_licence_expired(case, working) {
        return Answer::Known(false);
    }
    working.date("Latest early allocation assessment", Some(made));
    let latest = assessments.iter().filter(|assessment| assessment.made == made);
    agreed(latest.map(|assessment| has_effect(assessment, working)).collect())
}

/// What assessments of one day have in common; which of them came last is not recorded.
fn agreed(answers: Vec<Answer<bool>>) -> Answer<bool> {
    let any = Answer::any(answers.iter().cloned());
    let all = Answer::all(answers);
    if any == Answer::Known(true) && all == Answer::Known(false) {
        return Answer::cannot_tell("which of two early allocation assessments of one day came last");
    }
    if any == Answer::Known(true) { all } else { any }
}

fn has_effect(assessment: &Assessment, working: &mut Working) -> Answer<bool> {
    working.flag("It was made in the referral window", Some(assessment.in_window));
    if !assessment.in_window {
        working.step("The latest assessment was made before the referral window opened, so it has no effect.");
        return Answer::Known(false);
    }
    if working.flag("The community accepted", assessment.community_decision) == Some(true) {
        working.step("The community accepted early allocation.");
        return Answer::Known(true);
    }
    // On its own page: here its clause would stand for the handover's.
    suitability(&assessment.answers, &mut Working::silent()).map(|suitability| {
        working.uses("Early allocation assessment", suitability.words());
        suitability == Suitability::Eligible
    })
}

fn has_licence_expired(case: &Case<'_>, working: &mut Working) -> bool {
    let expiry = working.date("Licence expiry date", case.facts.licence_expiry);
    let expired = expiry.is_some_and(|expiry| expiry < case.today);
    if expired {
        working.step("The licence has expired, so there is no early allocation.");
    }
    expired
}

/// The assessments made on or after the sentence start date.
fn of_this_sentence<'a>(case: &Case<'a>, working: &mut Working) -> Answer<Vec<&'a Assessment>> {
    let assessments = &case.facts.early_allocations;
    if assessments.is_empty() {
        return Answer::Known(Vec::new());
    }
    Answer::of(case.sentence_start(working), "the sentence start date")
        .map(|start| assessments.iter().filter(|assessment| assessment.made >= start).collect())
}

/// Whether a referral can be made: the earliest of five dates is near enough, or has passed.
pub(super) fn is_window_open(case: &Case<'_>, working: &mut Working) -> Answer<bool> {
    working.decided_by(&WINDOW);
    let horizon = case.rules.referral_window.value.after(case.today);
    let near = |date: &Date| *date <= horizon;
    if let Some(first) = first_release_date(case, working).filter(near) {
        opened(case, first, working);
        return Answer::Known(true);
    }
    target_hearing(case, working).map(|hearing| {
        let near = hearing.filter(near);
        match near {
            Some(hearing) => opened(case, hearing, working),
            None => working.step(format_args!("No date is within {} of today.", case.rules.referral_window.value)),
        }
        near.is_some()
    })
}

/// From when a referral can be made, as far as a date says so: the first day from which the period reaches the earliest date.
pub(super) fn window_opens(case: &Case<'_>, working: &mut Working) -> Option<Date> {
    let hearing = target_hearing(case, working).known().flatten();
    let first = first_release_date(case, working).into_iter().chain(hearing).min()?;
    let period = case.rules.referral_window.value;
    // Counted back into a short month, the period may not quite reach.
    let opens = period.before(first).series(1.day()).find(|day| period.after(*day) >= first)?;
    working.step(format_args!(
        "{}: the first day from which it reaches {}.",
        period.after_in_words(opens),
        long_date(first)
    ));
    Some(opens)
}

/// The earliest of the dates that do not depend on a hearing.
fn first_release_date(case: &Case<'_>, working: &mut Working) -> Option<Date> {
    let facts = case.facts;
    let dates = [
        working.date("Tariff expiry date", facts.tariff),
        working.date("Parole eligibility date", facts.parole_eligibility),
        working.date("Automatic release date", facts.automatic_release.stands()),
        working.date("Conditional release date", facts.conditional_release.stands()),
    ];
    dates.into_iter().flatten().min()
}

fn opened(case: &Case<'_>, first: Date, working: &mut Working) {
    let period = case.rules.referral_window.value;
    let sum = period.after_in_words(case.today);
    working.step(format_args!("{sum}. {} is not after that day.", long_date(first)));
}

/// Where early allocation stands.
pub(super) fn status(case: &Case<'_>, working: &mut Working) -> Answer<Status> {
    let status = applies(case, working).and_then(|eligible| {
        if eligible {
            return Answer::Known(Status::Eligible);
        }
        of_this_sentence(case, working).and_then(|assessments| without_effect(case, &assessments, working))
    });
    working.decided_by(&STATUS);
    status
}

fn without_effect(case: &Case<'_>, assessments: &[&Assessment], working: &mut Working) -> Answer<Status> {
    let Some(made) = assessments.iter().map(|assessment| assessment.made).max() else {
        return Answer::Known(Status::NotAssessed);
    };
    let suits = |assessment: &Assessment, wanted: &[Suitability]| {
        suitability(&assessment.answers, &mut Working::silent()).map(|found| wanted.contains(&found))
    };
    let latest = assessments.iter().filter(|assessment| assessment.made == made);
    let undecided = latest.filter(|assessment| assessment.in_window && assessment.community_decision.is_none());
    let pending = Answer::any(undecided.map(|assessment| suits(assessment, &[Suitability::Discretionary])));
    let early = assessments.iter().filter(|assessment| !assessment.in_window);
    let wanted = [Suitability::Eligible, Suitability::Discretionary];
    let to_repeat = Answer::any(early.map(|assessment| suits(assessment, &wanted)));
    pending.and_then(|pending| {
        if pending {
            return Answer::Known(Status::DecisionPending);
        }
        to_repeat
            .and(is_window_open(case, working))
            .map(|repeat| if repeat { Status::CallToAction } else { Status::AssessmentSaved })
    })
}

/// Whether an OASys of a day can stand behind an assessment that is made today: after the oldest day allowed and before today.
pub(super) fn is_oasys_recent(case: &Case<'_>, oasys: Option<Date>, working: &mut Working) -> Answer<bool> {
    let period = case.rules.oasys_age.value;
    let oldest = period.before(case.today);
    working.decided_by(&OASYS);
    working.step(format_args!("{}.", period.before_in_words(case.today)));
    Answer::of(working.date("Date of the OASys", oasys), "the date of the OASys").map(|day| {
        working.step(format_args!("It must be after {} and before {}.", long_date(oldest), long_date(case.today)));
        oldest < day && day < case.today
    })
}
