//! Early allocation: a decision of the community that is to be recorded, and an assessment that is to be made again because it came
//! before the referral window.

use jiff::civil::Date;

use super::sheet::Sheet;
use super::{Kind, Window};
use crate::answer::Answer;
use crate::calendar::{long_date, working_days_after};
use crate::handover::{EarlyAllocationStatus, early_allocation_standing, referral_opens};

/// What the status of early allocation asks for, and only that: nothing of a case that is eligible or decided.
pub(super) fn next_step(sheet: &mut Sheet<'_>) {
    if sheet.case.handover.early_allocations.is_empty() {
        return;
    }
    match early_allocation_standing(&sheet.case.handover, sheet.today, sheet.rules) {
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
    let figure = &sheet.settings.decision_recorded;
    let why = format!("The assessment of {} is for the community to decide.", long_date(made));
    sheet.owe(Kind::EarlyDecision, made, within(made, figure.value), figure, why);
}

fn again(sheet: &mut Sheet<'_>) {
    let Some(opened) = referral_opens(&sheet.case.handover, sheet.today, sheet.rules) else { return };
    let figure = &sheet.settings.referral_repeated;
    let why = format!("The referral window opened on {}; the assessment came before it.", long_date(opened));
    sheet.owe(Kind::EarlyAgain, opened, within(opened, figure.value), figure, why);
}

fn within(since: Date, working_days: u16) -> Window {
    Window { opens: since, due: working_days_after(since, working_days), hard_stop: None }
}
