//! Parole: the report before a hearing, and the day on which an outcome came.

use jiff::civil::Date;

use super::sheet::Sheet;
use super::{Kind, Window};
use crate::calendar::long_date;
use crate::handover::ParoleReview;

/// The custody report is sent by the day on which it is due, or at the latest by the next parole date.
pub(super) fn preparation(sheet: &mut Sheet<'_>) {
    let Some(next) = next_date(sheet) else { return };
    let settings = sheet.settings;
    let opens = settings.parole_window.value.before(next.date);
    if sheet.case.release.parole_report.is_some_and(|sent| sent >= opens) {
        return;
    }
    let window = Window { opens, due: next.report_due.unwrap_or(next.date), hard_stop: Some(next.date) };
    let why = format!("The {} is {}.", next.name, long_date(next.date));
    sheet.owe(Kind::ParolePreparation, next.date, window, &settings.parole_window, why);
}

/// A day on which parole is decided, or can be for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct ParoleDate {
    date: Date,
    report_due: Option<Date>,
    name: &'static str,
}

/// The next of the hearings that have no outcome, the tariff expiry and the parole eligibility date.
fn next_date(sheet: &Sheet<'_>) -> Option<ParoleDate> {
    let facts = &sheet.case.handover;
    let open = facts.parole_reviews.iter().filter(|review| review.outcome.is_none());
    let hearings = open.filter_map(|review| {
        let (date, report_due) = (review.target_hearing?, review.custody_report_due);
        Some(ParoleDate { date, report_due, name: "target hearing date" })
    });
    let other = |date: Option<Date>, name| date.map(|date| ParoleDate { date, report_due: None, name });
    let tariff = other(facts.tariff, "tariff expiry date");
    let eligible = other(facts.parole_eligibility, "parole eligibility date");
    hearings.chain(tariff).chain(eligible).filter(|next| next.date >= sheet.today).min()
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
