//! What the handover asks for: a community offender manager who is named, the tasks of the type of handover, the meeting. Cases
//! without dates and cases with the community only supporting are in it like any other.

use jiff::civil::Date;

use super::sheet::Sheet;
use super::{Kind, Window};
use crate::answer::{Answer, Missing};
use crate::calendar::long_date;
use crate::handover::{Dates, Part, Side};
use crate::rule::Clause;

pub(super) const COM_BY_DATES: Clause = Clause {
    id: "owed.com-by-dates",
    words: "Where responsibility depends on dates, a community offender manager is known, by name or by e-mail address, on the \
            handover start date.",
    source: "Manage POM cases, app/models/calculated_handover_date.rb, with one meaning of a community offender manager who \
             is known",
};
pub(super) const COM_AT_ONCE: Clause = Clause {
    id: "owed.com-at-once",
    words: "Where the community has a part without dates, or by a manager's decision, a community offender manager is known \
            since that decision, or else since the later of the sentence start and the reception here.",
    source: "Manage POM cases, the banner on a case that needs a community offender manager",
};
pub(super) const TASKS: Clause = Clause {
    id: "owed.handover-tasks",
    words: "By the handover date: of an enhanced handover, the OASys is reviewed, the community offender manager is in contact \
            and the meeting is held; of a standard one, the community offender manager is in contact and the report is sent. \
            What was done before the window opened was another handover's. A manager's decision for probation hands the case \
            over on its day, if that is earlier.",
    source: "Manage POM cases, app/models/handover_progress_checklist.rb",
};
pub(super) const REVIEW: Clause = Clause {
    id: "owed.override-review",
    words: "A manager's decision against the calculation is looked at again on the day that was set for it.",
    source: "This product's own rule",
};

/// A community offender manager is named by the day on which the community's part begins.
pub(super) fn com_needed(sheet: &mut Sheet<'_>) {
    if sheet.case.staff.is_com_known() {
        return;
    }
    sheet.begin(&COM_BY_DATES);
    sheet.working.uses("Community offender manager", "neither a name nor an e-mail address is recorded");
    let standing = match sheet.responsibility(&COM_BY_DATES) {
        Answer::Known(Some(standing)) => standing,
        Answer::Known(None) => return,
        Answer::CannotTell(missing) => return sheet.unclear(Kind::ComNeeded, missing),
    };
    let dates = sheet.outcome_dates();
    match dates {
        Some(dates) if !standing.overridden => by_dates(sheet, dates),
        _ if standing.com != Part::NotInvolved => at_once(sheet),
        _ => {}
    }
}

fn by_dates(sheet: &mut Sheet<'_>, dates: Dates) {
    let settings = sheet.settings;
    sheet.working.step(format_args!("Due: on the handover start date, {}.", long_date(dates.start)));
    let window = Window {
        opens: sheet.before("It can be done from", settings.handover_window(), dates.start),
        due: dates.start,
        hard_stop: Some(sheet.after("Overdue with the community from", settings.com_overdue(), dates.handover)),
    };
    let why = format!(
        "No community offender manager is known. The community's part begins on {}; it is responsible from {}.",
        long_date(dates.start),
        long_date(dates.handover)
    );
    sheet.owe(Kind::ComNeeded, dates.start, window, settings.handover_window(), why);
}

/// The community's part began with the sentence, with the person's coming here, or with a manager's decision.
fn at_once(sheet: &mut Sheet<'_>) {
    sheet.working.decided_by(&COM_AT_ONCE);
    let decided = sheet.case.handover.responsibility_override.as_ref().and_then(|decided| decided.decided);
    let began = match decided {
        Some(day) => sheet.working.date("The manager decided on", Some(day)),
        None => {
            let received = sheet.working.date("Received here", sheet.case.received);
            received.max(sheet.working.date("Sentence start date", sheet.case.handover.sentence_start))
        }
    };
    let Some(began) = began else {
        return sheet.unclear(Kind::ComNeeded, Missing::fact("since when the community has a part"));
    };
    sheet.working.step(format_args!("Due at once: the community has had a part here since {}.", long_date(began)));
    let window = Window { opens: began, due: began, hard_stop: None };
    let why = "No community offender manager is known, and the community has a part already.";
    sheet.owe_by_rule(Kind::ComNeeded, None, began, window, &COM_AT_ONCE, why);
}

/// The tasks of a standard or an enhanced handover.
pub(super) fn tasks(sheet: &mut Sheet<'_>) {
    let handover = match handed_over(sheet) {
        Answer::Known(Some(handover)) => handover,
        Answer::Known(None) => return,
        Answer::CannotTell(missing) => return sheet.unclear(Kind::HandoverContact, missing),
    };
    let done = sheet.case.tasks;
    // What nobody recorded counts as enhanced.
    let tasks: &[(Kind, &'static str, Option<Date>)] = if done.enhanced == Some(false) {
        &[
            (Kind::HandoverContact, "Last contact with the community offender manager", done.com_contact),
            (Kind::HandoverReport, "Last handover report sent", done.report_sent),
        ]
    } else {
        &[
            (Kind::HandoverOasys, "Last OASys review for a handover", done.oasys_reviewed),
            (Kind::HandoverContact, "Last contact with the community offender manager", done.com_contact),
            (Kind::HandoverMeeting, "Last handover meeting", done.meeting_held),
        ]
    };
    for (kind, name, done) in tasks {
        task(sheet, *kind, name, *done, handover);
    }
}

/// The day on which the case is handed over, if it is: as calculated, or by a manager's decision for probation, if that is earlier.
pub(super) fn handed_over(sheet: &Sheet<'_>) -> Answer<Option<Date>> {
    let by_manager = match &sheet.case.handover.responsibility_override {
        Some(decided) if decided.to == Side::Probation => decided.decided,
        _ => None,
    };
    if let (Answer::CannotTell(missing), None) = (&sheet.outcome, by_manager) {
        return Answer::CannotTell(missing.clone());
    }
    let calculated = sheet.outcome_dates().map(|dates| dates.handover);
    Answer::Known(calculated.into_iter().chain(by_manager).min())
}

fn task(sheet: &mut Sheet<'_>, kind: Kind, name: &'static str, done: Option<Date>, handover: Date) {
    let settings = sheet.settings;
    sheet.begin(&TASKS);
    sheet.handover(&TASKS);
    let by_manager = managers_decision(sheet);
    match sheet.working.flag("Enhanced resourcing", sheet.case.tasks.enhanced) {
        Some(true) => sheet.working.step("An enhanced handover."),
        Some(false) => sheet.working.step("A standard handover."),
        None => {
            sheet.working.caution("Nobody recorded whether the case is of enhanced resourcing: it counts as enhanced.")
        }
    }
    if kind == Kind::HandoverMeeting {
        let since = sheet.figure(settings.no_meeting_since());
        if since.is_some_and(|since| handover >= since) {
            return;
        }
    }
    sheet.working.step(format_args!("Due: on the handover date, {}.", long_date(handover)));
    let opens = sheet.before("It can be done from", settings.handover_window(), handover);
    let done = sheet.working.date(name, done);
    // What was done for an earlier handover date does not count for this one.
    if done.is_some_and(|day| day >= opens) {
        return;
    }
    if done.is_some() {
        sheet.working.step("What was done came before that, so it was not for this handover.");
    }
    sheet.working.would_change("Another type of handover: its tasks are others.");
    let window = Window { opens, due: handover, hard_stop: None };
    let day = long_date(handover);
    let why = match by_manager {
        Some(Side::Prison) => {
            format!(
                "By the calculation the case is handed over on {day}; a manager decided that the prison is responsible."
            )
        }
        _ => format!("The case is handed over on {day}."),
    };
    sheet.owe(kind, handover, window, settings.handover_window(), why);
}

/// For whom a manager decided against the calculation, and what that means here.
pub(super) fn managers_decision(sheet: &mut Sheet<'_>) -> Option<Side> {
    let decided = sheet.case.handover.responsibility_override.as_ref()?;
    match decided.to {
        Side::Prison => sheet.working.caution(
            "A manager decided that the prison is responsible. While that stands, the case is not handed over.",
        ),
        Side::Probation => {
            sheet.working.date("A manager decided for probation on", decided.decided);
            sheet.working.step("The case is handed over on that day, or on the calculated date if that is earlier.");
        }
    }
    Some(decided.to)
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
    sheet.begin(&REVIEW);
    let _ = sheet.responsibility(&REVIEW);
    let opens = sheet.working.date("The manager decided on", decided.decided).unwrap_or(review).min(review);
    sheet.working.step(format_args!("Due: on the day that was set for the review, {}.", long_date(review)));
    sheet.working.would_change("Another day for the review, set by confirming the decision.");
    let window = Window { opens, due: review, hard_stop: None };
    let why = "Responsibility stands by a manager's decision, until it is reviewed.";
    sheet.owe_as_set(Kind::OverrideReview, None, review, window, why);
}
