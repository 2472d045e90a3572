//! What is owed by the calendar: contact, OASys, sentence plan, oversight. Most figures are the prison's own.

use jiff::civil::Date;

use super::sheet::Sheet;
use super::{Kind, Window};
use crate::answer::Missing;
use crate::calendar::{Period, long_date};
use crate::figure::Named;
use crate::risk::Rosh;
use crate::rule::Clause;

const OWN: &str = "This product's own rule: no authoritative one was found";

pub(super) const HIGH_RISK: Clause = Clause {
    id: "owed.contact-high-risk",
    words: "At high or very high risk of serious harm, contact is due the figure for high risk after the last contact, or \
            after the reception while there was none.",
    source: OWN,
};
pub(super) const OTHER_RISK: Clause = Clause {
    id: "owed.contact-other-risk",
    words: "At low or medium risk of serious harm, contact is due the figure for other risk after the last contact, or after \
            the reception while there was none.",
    source: OWN,
};
pub(super) const OASYS: Clause =
    Clause { id: "owed.oasys-review", words: "An OASys is reviewed once it has stood for its time.", source: OWN };
pub(super) const OVERSIGHT: Clause = Clause {
    id: "owed.oversight",
    words: "A manager looks at a case once the time since the last look, or since the reception, is over.",
    source: OWN,
};
pub(super) const FIRST_PLAN: Clause = Clause {
    id: "owed.first-plan",
    words: "While no sentence plan is recorded, the first is due so many working days after the reception.",
    source: "Napo briefing on Transforming Rehabilitation 4 (2015)",
};
pub(super) const PLAN_REVIEW: Clause = Clause {
    id: "owed.plan-review",
    words: "A sentence plan is reviewed once it, or its last review, has stood for its time.",
    source: OWN,
};

/// Contact by the prison offender manager, more often where the risk is high.
pub(super) fn pom_contact(sheet: &mut Sheet<'_>) {
    let Some(rosh) = sheet.case.rosh else {
        return sheet
            .unclear(Kind::PomContact, Missing::fact("the risk of serious harm, on which the frequency depends"));
    };
    let settings = sheet.settings;
    let (clause, figure) = if rosh >= Rosh::High {
        (&HIGH_RISK, settings.contact_high_risk())
    } else {
        (&OTHER_RISK, settings.contact_other_risk())
    };
    sheet.begin(clause);
    sheet.working.uses("Risk of serious harm", rosh.words());
    sheet.working.would_change("Another risk of serious harm: it decides which frequency applies.");
    let since = last_or_received(sheet, "Last contact", sheet.case.last.contact);
    again(sheet, Kind::PomContact, since, figure, "The last contact, or the reception,");
}

/// An OASys is reviewed.
pub(super) fn oasys_review(sheet: &mut Sheet<'_>) {
    sheet.begin(&OASYS);
    let last = sheet.working.date("Last OASys", sheet.case.last.oasys);
    again(sheet, Kind::OasysReview, last, sheet.settings.oasys_review(), "The last OASys");
}

/// A manager looks at the case.
pub(super) fn oversight(sheet: &mut Sheet<'_>) {
    sheet.begin(&OVERSIGHT);
    let since = last_or_received(sheet, "Last oversight", sheet.case.last.oversight);
    again(sheet, Kind::Oversight, since, sheet.settings.oversight(), "The last oversight, or the reception,");
}

/// A sentence plan is made, and then reviewed.
pub(super) fn sentence_plan(sheet: &mut Sheet<'_>) {
    let settings = sheet.settings;
    if let Some(last) = sheet.case.last.plan {
        sheet.begin(&PLAN_REVIEW);
        sheet.working.date("Last sentence plan", Some(last));
        return again(sheet, Kind::PlanReview, Some(last), settings.plan_review(), "The last sentence plan");
    }
    sheet.begin(&FIRST_PLAN);
    sheet.working.date("Last sentence plan", None);
    let Some(received) = sheet.working.date("Received here", sheet.case.received) else {
        return sheet.unclear(Kind::FirstPlan, Missing::fact("when the person came to this prison"));
    };
    let figure = settings.plan_first();
    let due = sheet.working_days_after("Due", figure, received);
    let window = Window { opens: received, due, hard_stop: None };
    let days = figure.value();
    let why = format!("No sentence plan; received on {}, within {days} working days.", long_date(received));
    sheet.owe(Kind::FirstPlan, received, window, figure, why);
}

/// The last time, or the reception where there was none.
fn last_or_received(sheet: &mut Sheet<'_>, name: &'static str, last: Option<Date>) -> Option<Date> {
    match sheet.working.date(name, last) {
        Some(last) => Some(last),
        None => sheet.working.date("Received here", sheet.case.received),
    }
}

/// Something is owed a period after the last time.
fn again(sheet: &mut Sheet<'_>, kind: Kind, last: Option<Date>, figure: Named<'_, Period>, what: &str) {
    let Some(last) = last else {
        return sheet.unclear(kind, Missing::fact("when that was last done"));
    };
    let due = sheet.after("Due", figure, last);
    let window = Window { opens: last, due, hard_stop: None };
    sheet.owe(kind, last, window, figure, format_args!("{what} was on {}; every {}.", long_date(last), figure.value()));
}
