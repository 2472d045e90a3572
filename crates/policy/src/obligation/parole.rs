//! Parole: the report before a hearing, and the day on which an outcome came.

use super::sheet::Sheet;
use super::{Kind, Window};
use crate::calendar::long_date;
use crate::handover::ParoleReview;

/// The custody report is sent by the day on which it is due, or at the latest by the hearing.
pub(super) fn preparation(sheet: &mut Sheet<'_>) {
    let case = sheet.case;
    let next = case.handover.parole_reviews.iter().filter(|review| review.outcome.is_none());
    let next = next.filter_map(|review| Some((review.target_hearing?, review.custody_report_due)));
    let Some((hearing, report_due)) = next.filter(|(hearing, _)| *hearing >= sheet.today).min() else { return };
    let settings = sheet.settings;
    let opens = settings.parole_window.value.before(hearing);
    if case.release.parole_report.is_some_and(|sent| sent >= opens) {
        return;
    }
    let window = Window { opens, due: report_due.unwrap_or(hearing), hard_stop: Some(hearing) };
    let why = format!("The target hearing date is {}.", long_date(hearing));
    sheet.owe(Kind::ParolePreparation, hearing, window, &settings.parole_window, why);
}

/// An outcome has the day on which it came.
pub(super) fn outcome_day(sheet: &mut Sheet<'_>) {
    let reviews = &sheet.case.handover.parole_reviews;
    let Some(hearing) = reviews.iter().filter_map(|review| review.target_hearing).max() else { return };
    let no_outcome = &sheet.rules.constants.no_outcome.value;
    let lacks_day = |review: &ParoleReview| {
        let has_outcome = review.outcome.as_ref().is_some_and(|outcome| !no_outcome.contains(outcome));
        review.target_hearing == Some(hearing) && has_outcome && review.outcome_received.is_none()
    };
    if reviews.iter().any(lacks_day) {
        let window = Window { opens: hearing, due: hearing, hard_stop: None };
        let why = format!("The hearing of {} has an outcome without its day.", long_date(hearing));
        sheet.owe(Kind::ParoleOutcome, hearing, window, &sheet.settings.parole_window, why);
    }
}
