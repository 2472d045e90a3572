//! The way to release: report, MAPPA level, somewhere to live, licence. Nothing is owed before a release date is known.

use jiff::ToSpan;
use jiff::civil::Date;

use super::sheet::Sheet;
use super::{Kind, Window};
use crate::answer::Missing;
use crate::calendar::{Period, is_working_day, last_working_day, long_date};
use crate::figure::Named;
use crate::rule::Clause;

pub(super) const REPORT: Clause = Clause {
    id: "owed.pre-release-report",
    words: "The pre-release report is made in the window before release. One from before the window was for an earlier release \
            date.",
    source: "Resettlement passport: the pre-release report; the day by which it is due is the prison's",
};
pub(super) const MAPPA: Clause = Clause {
    id: "owed.mappa-level",
    words: "Where MAPPA applies and no level is recorded, the level is set its time before release.",
    source: "Alert codes P11, P55 and P100",
};
pub(super) const REFER: Clause = Clause {
    id: "owed.duty-to-refer",
    words: "Somebody who would be homeless on release is referred, with their consent, within the statutory time before it.",
    source: "Duty to refer in England, since 1 October 2018",
};
pub(super) const PREMISES: Clause = Clause {
    id: "owed.approved-premises",
    words: "Where approved premises are planned and not applied for, the application is due on the last day of standard notice; \
            after the last day of short notice it is an emergency.",
    source: "Approved premises service, noticeTypeFromApplication.ts",
};
pub(super) const LICENCE: Clause = Clause {
    id: "owed.licence",
    words: "The licence starts on the last working day on or before the conditional release date, or before release where that \
            is earlier. The hard stop is so many working days before it \
            starts, and the licence is due at the warning, so many working days before the hard stop.",
    source: "Create and vary a licence",
};

/// The pre-release report.
pub(super) fn report(sheet: &mut Sheet<'_>) {
    sheet.begin(&REPORT);
    let Some(release) = sheet.release() else { return };
    let settings = sheet.settings;
    let opens = sheet.before("It can be done from", settings.report_window(), release);
    let made = sheet.working.date("Last pre-release report", sheet.case.release.report);
    // A report for an earlier release date does not count for this one.
    if made.is_some_and(|report| report >= opens) {
        return;
    }
    if made.is_some() {
        sheet.working.step("The report that was made came before that, so it was for an earlier release date.");
    }
    let due = sheet.before("Due", settings.report_due(), release);
    let window = Window { opens, due, hard_stop: Some(release) };
    before_release(sheet, Kind::PreReleaseReport, release, window, settings.report_due());
}

/// The MAPPA level is set well before release.
pub(super) fn mappa_level(sheet: &mut Sheet<'_>) {
    sheet.begin(&MAPPA);
    let Some(release) = sheet.release() else { return };
    let settings = sheet.settings;
    let opens = sheet.before("It can be done from", settings.mappa_window(), release);
    match (sheet.case.release.mappa_applies, sheet.case.handover.mappa) {
        (_, Some(_)) | (Some(false), _) => {}
        (Some(true), None) => {
            sheet.working.flag("MAPPA applies", Some(true));
            sheet.working.uses("MAPPA level", "not recorded");
            let due = sheet.before("Due", settings.mappa_level(), release);
            sheet.working.would_change("MAPPA found not to apply.");
            let window = Window { opens, due, hard_stop: Some(release) };
            before_release(sheet, Kind::MappaLevel, release, window, settings.mappa_level());
        }
        (None, None) => unknown_once_open(sheet, Kind::MappaLevel, opens, "whether MAPPA applies"),
    }
}

/// Somebody who would be homeless is referred.
pub(super) fn duty_to_refer(sheet: &mut Sheet<'_>) {
    sheet.begin(&REFER);
    let Some(release) = sheet.release() else { return };
    let settings = sheet.settings;
    let opens = sheet.before("It can be done from", settings.duty_to_refer(), release);
    match (sheet.case.release.homeless, sheet.case.release.referred) {
        (_, Some(_)) | (Some(false), _) => {}
        (Some(true), None) => {
            sheet.working.flag("Would be homeless on release", Some(true));
            sheet.working.date("Referred", None);
            if sheet.case.handover.welsh == Some(true) {
                sheet
                    .working
                    .caution("A Welsh case: in Wales it is an application for assistance, and the time may differ.");
            }
            let due = sheet.before("Due", settings.refer_due(), release);
            sheet.working.would_change("Somewhere to live found for the day of release.");
            let window = Window { opens, due, hard_stop: Some(release) };
            before_release(sheet, Kind::DutyToRefer, release, window, settings.refer_due());
        }
        (None, None) => {
            unknown_once_open(sheet, Kind::DutyToRefer, opens, "whether the person has somewhere to live on release")
        }
    }
}

/// Approved premises are applied for with standard notice, and after that with short notice until it is an emergency.
pub(super) fn approved_premises(sheet: &mut Sheet<'_>) {
    if sheet.case.release.approved_premises != Some(true) || sheet.case.release.premises_applied.is_some() {
        return;
    }
    sheet.begin(&PREMISES);
    let Some(release) = sheet.release() else { return };
    sheet.working.flag("Approved premises are planned", Some(true));
    sheet.working.date("Applied for", None);
    let settings = sheet.settings;
    let window = Window {
        opens: sheet.before("It can be done from", settings.premises_window(), release),
        due: last_day_with_more(
            sheet,
            "The first day that is too late for standard notice",
            settings.premises_standard(),
            release,
        ),
        hard_stop: Some(last_day_with_more(
            sheet,
            "The first day on which it is an emergency",
            settings.premises_emergency(),
            release,
        )),
    };
    sheet.working.step(format_args!(
        "Due: the day before, {}, with standard notice. With short notice until {}.",
        long_date(window.due),
        long_date(window.hard_stop.unwrap_or(window.due))
    ));
    sheet.working.would_change("Another plan for where the person is to live.");
    before_release(sheet, Kind::ApprovedPremises, release, window, settings.premises_standard());
}

/// The last day from which more than a period is left.
fn last_day_with_more(sheet: &mut Sheet<'_>, what: &str, figure: Named<'_, Period>, release: Date) -> Date {
    sheet.before(what, figure, release).saturating_sub(1.day())
}

/// The licence is approved before the hard stop, which is counted in working days from the day on which it starts.
pub(super) fn licence(sheet: &mut Sheet<'_>) {
    if sheet.case.release.licence_approved.is_some() {
        return;
    }
    sheet.begin(&LICENCE);
    let Some(release) = sheet.release() else { return };
    let settings = sheet.settings;
    // The licence is made for the conditional release date, unless the person leaves before it.
    let conditional = sheet.working.date("Conditional release date", sheet.case.handover.conditional_release.stands());
    let release = conditional.map_or(release, |conditional| conditional.min(release));
    let starts = last_working_day(release);
    if is_working_day(release) {
        sheet.working.step(format_args!("The licence starts on {}, a working day.", long_date(starts)));
    } else {
        let (release, starts) = (long_date(release), long_date(starts));
        sheet.working.step(format_args!(
            "{release} is no working day: the licence starts on the last working day before it, {starts}."
        ));
    }
    let hard_stop = sheet.working_days_before("Hard stop", settings.licence_hard_stop(), starts);
    let window = Window {
        opens: sheet.before("On the prison's list from", settings.licence_window(), release),
        due: sheet.working_days_before("Due", settings.licence_warning(), hard_stop),
        hard_stop: Some(hard_stop),
    };
    let why = format!(
        "The licence starts on {}; from {} the prison makes it alone.",
        long_date(starts),
        long_date(hard_stop)
    );
    sheet.owe(Kind::Licence, release, window, settings.licence_hard_stop(), why);
}

fn before_release(sheet: &mut Sheet<'_>, kind: Kind, release: Date, window: Window, figure: Named<'_, Period>) {
    let why = format!("Release is on {}; the figure is {}.", long_date(release), figure.value());
    sheet.owe(kind, release, window, figure, why);
}

/// What is not known matters only when it would be time to act.
fn unknown_once_open(sheet: &mut Sheet<'_>, kind: Kind, opens: Date, fact: &'static str) {
    if opens <= sheet.today {
        sheet.unclear(kind, Missing::fact(fact));
    }
}
