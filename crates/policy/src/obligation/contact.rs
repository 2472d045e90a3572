//! What is owed by the calendar: contact, OASys, sentence plan, oversight. Most figures are the prison's own.

use jiff::civil::Date;

use super::settings::Figure;
use super::sheet::Sheet;
use super::{Kind, Window};
use crate::answer::Missing;
use crate::calendar::{Period, long_date, working_days_after};
use crate::risk::Rosh;

/// Contact by the prison offender manager, more often where the risk is high.
pub(super) fn pom_contact(sheet: &mut Sheet<'_>) {
    let Some(rosh) = sheet.case.rosh else {
        return sheet
            .unclear(Kind::PomContact, Missing::fact("the risk of serious harm, on which the frequency depends"));
    };
    let settings = sheet.settings;
    let figure = if rosh >= Rosh::High { &settings.contact_high_risk } else { &settings.contact_other_risk };
    again(
        sheet,
        Kind::PomContact,
        sheet.case.last.contact.or(sheet.case.received),
        figure,
        "The last contact, or the reception,",
    );
}

/// An OASys is reviewed.
pub(super) fn oasys_review(sheet: &mut Sheet<'_>) {
    again(sheet, Kind::OasysReview, sheet.case.last.oasys, &sheet.settings.oasys_review, "The last OASys");
}

/// A manager looks at the case.
pub(super) fn oversight(sheet: &mut Sheet<'_>) {
    let since = sheet.case.last.oversight.or(sheet.case.received);
    again(sheet, Kind::Oversight, since, &sheet.settings.oversight, "The last oversight, or the reception,");
}

/// A sentence plan is made, and then reviewed.
pub(super) fn sentence_plan(sheet: &mut Sheet<'_>) {
    let settings = sheet.settings;
    if let Some(last) = sheet.case.last.plan {
        return again(sheet, Kind::PlanReview, Some(last), &settings.plan_review, "The last sentence plan");
    }
    let Some(received) = sheet.case.received else {
        return sheet.unclear(Kind::FirstPlan, Missing::fact("when the person came to this prison"));
    };
    let days = settings.plan_first.value;
    let window = Window { opens: received, due: working_days_after(received, days), hard_stop: None };
    let why = format!("No sentence plan; received on {}, within {days} working days.", long_date(received));
    sheet.owe(Kind::FirstPlan, received, window, &settings.plan_first, why);
}

/// Something is owed a period after the last time.
fn again(sheet: &mut Sheet<'_>, kind: Kind, last: Option<Date>, figure: &Figure<Period>, what: &str) {
    let Some(last) = last else {
        return sheet.unclear(kind, Missing::fact("when that was last done"));
    };
    let window = Window { opens: last, due: figure.value.after(last), hard_stop: None };
    sheet.owe(kind, last, window, figure, format_args!("{what} was on {}; every {}.", long_date(last), figure.value));
}
