//! Early allocation: a decision of the community that is to be recorded, and an assessment that is to be made again because it came
//! before the referral window.

use super::sheet::Sheet;
use super::{Kind, Window};
use crate::answer::Answer;
use crate::calendar::long_date;
use crate::handover::EarlyAllocationStatus;
use crate::rule::Clause;

pub(super) const DECISION: Clause = Clause {
    id: "owed.early-decision",
    words: "Where early allocation waits for the community's decision, that is recorded so many working days after the \
            assessment. Nothing is owed for a case that is eligible or decided.",
    source: "Manage POM cases, app/models/early_allocation.rb; the time is this product's own",
};
pub(super) const AGAIN: Clause = Clause {
    id: "owed.early-again",
    words: "Where an assessment that found more than nothing came before the referral window, it is made again so many working \
            days after the window opened.",
    source: "Manage POM cases, app/jobs/suitable_for_early_allocation_email_job.rb; the time is this product's own",
};

/// What the status of early allocation asks for, and only that: nothing of a case that is eligible or decided.
pub(super) fn next_step(sheet: &mut Sheet<'_>) {
    if sheet.case.handover.early_allocations.is_empty() {
        return;
    }
    sheet.begin(&DECISION);
    match sheet.early_allocation(&DECISION) {
        Answer::Known(EarlyAllocationStatus::DecisionPending) => decision(sheet),
        Answer::Known(EarlyAllocationStatus::CallToAction) => again(sheet),
        Answer::Known(_) => {}
        Answer::CannotTell(missing) => sheet.unclear(Kind::EarlyDecision, missing),
    }
}

fn decision(sheet: &mut Sheet<'_>) {
    let Some(made) = sheet.case.handover.early_allocations.iter().map(|assessment| assessment.made).max() else {
        return;
    };
    let figure = sheet.settings.decision_recorded();
    let due = sheet.working_days_after("Due", figure, made);
    sheet.working.would_change("A later assessment: only the latest counts.");
    let why = format!("The assessment of {} is for the community to decide.", long_date(made));
    sheet.owe(Kind::EarlyDecision, made, Window { opens: made, due, hard_stop: None }, figure, why);
}

fn again(sheet: &mut Sheet<'_>) {
    sheet.working.decided_by(&AGAIN);
    let Some(opened) = sheet.referral_opens() else { return };
    let figure = sheet.settings.referral_repeated();
    let due = sheet.working_days_after("Due", figure, opened);
    sheet.working.would_change("Another release date: the referral window opens by the earliest of them.");
    let why = format!("The referral window opened on {}; the assessment came before it.", long_date(opened));
    sheet.owe(Kind::EarlyAgain, opened, Window { opens: opened, due, hard_stop: None }, figure, why);
}
