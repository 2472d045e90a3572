//! Parole: the report before a hearing, and the day on which an outcome came.

use jiff::civil::Date;

use super::sheet::Sheet;
use super::{Kind, Window};
use crate::calendar::long_date;
use crate::handover::ParoleReview;
use crate::rule::Clause;

pub(super) const PREPARATION: Clause = Clause {
    id: "owed.parole-preparation",
    words: "The custody report is sent by the day on which it is due, or else by the next of: a target hearing without an \
            outcome, the tariff expiry date, the parole eligibility date; today counts. A report from before the window opened \
            was another parole date's.",
    source: "Manage POM cases, the list of cases that approach parole",
};
pub(super) const OUTCOME: Clause = Clause {
    id: "owed.parole-outcome",
    words: "Where the most recent hearing has an outcome without the day on which it came, the day is recorded.",
    source: "Manage POM cases, the task for the date of a parole outcome",
};

/// The custody report is sent by the day on which it is due, or at the latest by the next parole date.
pub(super) fn preparation(sheet: &mut Sheet<'_>) {
    let Some(next) = next_date(sheet) else { return };
    sheet.begin(&PREPARATION);
    say_dates(sheet);
    sheet.working.step(format_args!("The next parole date is the {}, {}.", next.name, long_date(next.date)));
    let figure = sheet.settings.parole_window();
    let opens = sheet.before("It can be done from", figure, next.date);
    let sent = sheet.working.date("Custody report sent", sheet.case.release.parole_report);
    if sent.is_some_and(|sent| sent >= opens) {
        return;
    }
    if sent.is_some() {
        sheet.working.step("The report that was sent came before that, so it was another parole date's.");
    }
    let due = match sheet.working.date("Custody report due", next.report_due) {
        Some(due) if due <= next.date => {
            sheet.working.step(format_args!("Due: by the day that is set, {}.", long_date(due)));
            due
        }
        Some(_) => {
            sheet.working.caution("The day that is set for the custody report is after the hearing.");
            sheet.working.step(format_args!("Due: by the {}, which is before the day that is set.", next.name));
            next.date
        }
        None => {
            sheet.working.step(format_args!("Due: by the {}, since no day is set for the report.", next.name));
            next.date
        }
    };
    sheet.working.would_change("An outcome of the hearing, or another parole date.");
    let window = Window { opens, due, hard_stop: Some(next.date) };
    let why = format!("The {} is {}.", next.name, long_date(next.date));
    sheet.owe(Kind::ParolePreparation, next.date, window, figure, why);
}

/// A day on which parole is decided, or can be for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct ParoleDate {
    date: Date,
    report_due: Option<Date>,
    name: &'static str,
}

fn say_dates(sheet: &mut Sheet<'_>) {
    let facts = &sheet.case.handover;
    for review in &facts.parole_reviews {
        sheet.working.date("Target hearing date", review.target_hearing);
    }
    sheet.working.date("Tariff expiry date", facts.tariff);
    sheet.working.date("Parole eligibility date", facts.parole_eligibility);
}

/// The next of the hearings that have no outcome, the tariff expiry and the parole eligibility date.
fn next_date(sheet: &Sheet<'_>) -> Option<ParoleDate> {
    let facts = &sheet.case.handover;
    let open = facts.parole_reviews.iter().filter(|review| !has_outcome(sheet, review));
    let hearings = open.filter_map(|review| {
        let (date, report_due) = (review.target_hearing?, review.custody_report_due);
        Some(ParoleDate { date, report_due, name: "target hearing date" })
    });
    let other = |date: Option<Date>, name| date.map(|date| ParoleDate { date, report_due: None, name });
    let tariff = other(facts.tariff, "tariff expiry date");
    let eligible = other(facts.parole_eligibility, "parole eligibility date");
    // Of two on one day the one that has a day for the report says more.
    let nearest = |next: &ParoleDate| (next.date, next.report_due.is_none(), *next);
    hearings.chain(tariff).chain(eligible).filter(|next| next.date >= sheet.today).min_by_key(nearest)
}

/// Whether a review has an outcome: words that stand where there is none are no outcome, but a day on which one came is.
fn has_outcome(sheet: &Sheet<'_>, review: &ParoleReview) -> bool {
    let no_outcome = &sheet.rules.constants.no_outcome.value;
    let worded = review.outcome.as_ref().is_some_and(|outcome| !no_outcome.contains(outcome));
    worded || review.outcome_received.is_some()
}

/// An outcome has the day on which it came.
pub(super) fn outcome_day(sheet: &mut Sheet<'_>) {
    let reviews = &sheet.case.handover.parole_reviews;
    let Some(hearing) = reviews.iter().filter_map(|review| review.target_hearing).max() else { return };
    let lacks_day = |review: &&ParoleReview| {
        review.target_hearing == Some(hearing) && review.outcome_received.is_none() && has_outcome(sheet, review)
    };
    let Some(outcome) = reviews.iter().filter(lacks_day).filter_map(|review| review.outcome.as_deref()).min() else {
        return;
    };
    sheet.begin(&OUTCOME);
    sheet.working.date("Target hearing date", Some(hearing));
    sheet.working.uses("Outcome", outcome);
    sheet.working.date("Outcome received", None);
    let window = Window { opens: hearing, due: hearing, hard_stop: None };
    sheet.working.step(format_args!(
        "Due: on the day of the hearing, {}, since an outcome has a day from then on.",
        long_date(hearing)
    ));
    let why = format!("The hearing of {} has an outcome without its day.", long_date(hearing));
    sheet.owe_by_rule(Kind::ParoleOutcome, None, hearing, window, &OUTCOME, why);
}
