//! What the handover asks for: a community offender manager who is named, the tasks of the type of handover, the meeting. Cases
//! without dates and cases with the community only supporting are in it like any other.

use jiff::civil::Date;

use super::sheet::Sheet;
use super::{Kind, Window};
use crate::answer::{Answer, Missing};
use crate::calendar::long_date;
use crate::handover::{Dates, Part, responsibility_standing};

/// A community offender manager is named by the day on which the community's part begins.
pub(super) fn com_needed(sheet: &mut Sheet<'_>) {
    if sheet.case.staff.is_com_known() {
        return;
    }
    let standing = match responsibility_standing(&sheet.case.handover, sheet.today, sheet.rules) {
        Answer::Known(Some(standing)) => standing,
        Answer::Known(None) => return,
        Answer::CannotTell(missing) => return sheet.unclear(Kind::ComNeeded, missing),
    };
    let dates = sheet.handover().and_then(|handover| handover.dates);
    match dates {
        Some(dates) if !standing.overridden => by_dates(sheet, dates),
        _ if standing.com != Part::NotInvolved => at_once(sheet),
        _ => {}
    }
}

fn by_dates(sheet: &mut Sheet<'_>, dates: Dates) {
    let settings = sheet.settings;
    let window = Window {
        opens: settings.handover_window.value.before(dates.start),
        due: dates.start,
        hard_stop: Some(settings.com_overdue.value.after(dates.handover)),
    };
    let why = format!(
        "No community offender manager is known. The community's part begins on {}; it is responsible from {}.",
        long_date(dates.start),
        long_date(dates.handover)
    );
    sheet.owe(Kind::ComNeeded, dates.start, window, &settings.handover_window, why);
}

/// The community's part began with the sentence, with the person's coming here, or with a manager's decision.
fn at_once(sheet: &mut Sheet<'_>) {
    let decided = sheet.case.handover.responsibility_override.as_ref().and_then(|decided| decided.decided);
    let began = decided.or(sheet.case.received.max(sheet.case.handover.sentence_start));
    let Some(began) = began else {
        return sheet.unclear(Kind::ComNeeded, Missing::fact("since when the community has a part"));
    };
    let window = Window { opens: began, due: began, hard_stop: None };
    let why = "No community offender manager is known, and the community has a part already.";
    sheet.owe(Kind::ComNeeded, began, window, &sheet.settings.com_overdue, why);
}

/// The tasks of a standard or an enhanced handover.
pub(super) fn tasks(sheet: &mut Sheet<'_>) {
    if let Answer::CannotTell(missing) = &sheet.outcome {
        return sheet.unclear(Kind::HandoverContact, missing.clone());
    }
    let Some(dates) = sheet.handover().and_then(|handover| handover.dates) else { return };
    let done = sheet.case.tasks;
    // What nobody recorded counts as enhanced.
    let tasks: &[(Kind, Option<Date>)] = if done.enhanced == Some(false) {
        &[(Kind::HandoverContact, done.com_contact), (Kind::HandoverReport, done.report_sent)]
    } else {
        &[
            (Kind::HandoverOasys, done.oasys_reviewed),
            (Kind::HandoverContact, done.com_contact),
            (Kind::HandoverMeeting, done.meeting_held),
        ]
    };
    let settings = sheet.settings;
    let opens = settings.handover_window.value.before(dates.handover);
    let window = Window { opens, due: dates.handover, hard_stop: None };
    let without_meeting = settings.no_meeting_since.value.is_some_and(|since| dates.handover >= since);
    for (kind, done) in tasks {
        if *kind == Kind::HandoverMeeting && without_meeting {
            continue;
        }
        // What was done for an earlier handover date does not count for this one.
        if done.is_none_or(|day| day < opens) {
            let why = format!("The case is handed over on {}.", long_date(dates.handover));
            sheet.owe(*kind, dates.handover, window, &settings.handover_window, why);
        }
    }
}

/// A manager's decision against the calculation is looked at again.
pub(super) fn override_review(sheet: &mut Sheet<'_>) {
    let Some(decided) = &sheet.case.handover.responsibility_override else { return };
    let Some(review) = decided.review else {
        return sheet.unclear(
            Kind::OverrideReview,
            Missing::fact("when the decision against the calculation is to be reviewed"),
        );
    };
    let opens = decided.decided.unwrap_or(review).min(review);
    let window = Window { opens, due: review, hard_stop: None };
    let why = "Responsibility stands by a manager's decision, until it is reviewed.";
    sheet.owe_as_set(Kind::OverrideReview, review, window, why);
}
