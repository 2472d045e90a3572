//! The way to release: report, MAPPA level, somewhere to live, licence. Nothing is owed before a release date is known.

use jiff::ToSpan;
use jiff::civil::Date;

use super::settings::Figure;
use super::sheet::Sheet;
use super::{Kind, Window};
use crate::answer::Missing;
use crate::calendar::{Period, last_working_day, long_date, working_days_before};

/// The pre-release report.
pub(super) fn report(sheet: &mut Sheet<'_>) {
    let Some(release) = sheet.release() else { return };
    let settings = sheet.settings;
    let opens = settings.report_window.value.before(release);
    // A report for an earlier release date does not count for this one.
    if sheet.case.release.report.is_none_or(|report| report < opens) {
        let window = Window { opens, due: settings.report_due.value.before(release), hard_stop: Some(release) };
        before_release(sheet, Kind::PreReleaseReport, release, window, &settings.report_due);
    }
}

/// The MAPPA level is set well before release.
pub(super) fn mappa_level(sheet: &mut Sheet<'_>) {
    let Some(release) = sheet.release() else { return };
    let settings = sheet.settings;
    let opens = settings.mappa_window.value.before(release);
    match (sheet.case.release.mappa_applies, sheet.case.handover.mappa) {
        (_, Some(_)) | (Some(false), _) => {}
        (Some(true), None) => {
            let window = Window { opens, due: settings.mappa_level.value.before(release), hard_stop: Some(release) };
            before_release(sheet, Kind::MappaLevel, release, window, &settings.mappa_level);
        }
        (None, None) => unknown_once_open(sheet, Kind::MappaLevel, opens, "whether MAPPA applies"),
    }
}

/// Somebody who would be homeless is referred.
pub(super) fn duty_to_refer(sheet: &mut Sheet<'_>) {
    let Some(release) = sheet.release() else { return };
    let settings = sheet.settings;
    let opens = settings.duty_to_refer.value.before(release);
    match (sheet.case.release.homeless, sheet.case.release.referred) {
        (_, Some(_)) | (Some(false), _) => {}
        (Some(true), None) => {
            let window = Window { opens, due: settings.refer_due.value.before(release), hard_stop: Some(release) };
            before_release(sheet, Kind::DutyToRefer, release, window, &settings.duty_to_refer);
        }
        (None, None) => {
            unknown_once_open(sheet, Kind::DutyToRefer, opens, "whether the person has somewhere to live on release")
        }
    }
}

/// Approved premises are applied for with standard notice, and after that with short notice until it is an emergency.
pub(super) fn approved_premises(sheet: &mut Sheet<'_>) {
    let Some(release) = sheet.release() else { return };
    if sheet.case.release.approved_premises != Some(true) || sheet.case.release.premises_applied.is_some() {
        return;
    }
    let settings = sheet.settings;
    let day_before = |period: Period| period.before(release).saturating_sub(1.day());
    let window = Window {
        opens: settings.premises_window.value.before(release),
        due: day_before(settings.premises_standard.value),
        hard_stop: Some(day_before(settings.premises_emergency.value)),
    };
    before_release(sheet, Kind::ApprovedPremises, release, window, &settings.premises_standard);
}

/// The licence is approved before the hard stop, which is counted in working days from the day on which it starts.
pub(super) fn licence(sheet: &mut Sheet<'_>) {
    let Some(release) = sheet.release() else { return };
    if sheet.case.release.licence_approved.is_some() {
        return;
    }
    let settings = sheet.settings;
    let starts = last_working_day(release);
    let hard_stop = working_days_before(starts, settings.licence_hard_stop.value);
    let window = Window {
        opens: settings.licence_window.value.before(release),
        due: working_days_before(hard_stop, settings.licence_warning.value),
        hard_stop: Some(hard_stop),
    };
    let why = format!(
        "The licence starts on {}; from {} the prison makes it alone.",
        long_date(starts),
        long_date(hard_stop)
    );
    sheet.owe(Kind::Licence, release, window, &settings.licence_hard_stop, why);
}

fn before_release(sheet: &mut Sheet<'_>, kind: Kind, release: Date, window: Window, figure: &Figure<Period>) {
    let why = format!("Release is on {}; the figure is {}.", long_date(release), figure.value);
    sheet.owe(kind, release, window, figure, why);
}

/// What is not known matters only when it would be time to act.
fn unknown_once_open(sheet: &mut Sheet<'_>, kind: Kind, opens: Date, fact: &'static str) {
    if opens <= sheet.today {
        sheet.unclear(kind, Missing::fact(fact));
    }
}
