//! Risk: a level that is missing, what police and children's services know, who must be told of a change, and victims.

use super::facts::{Agency, Check};
use super::sheet::Sheet;
use super::{Kind, Window};
use crate::answer::Missing;
use crate::calendar::{long_date, working_days_after};

/// The risk of serious harm is assessed.
pub(super) fn rosh_missing(sheet: &mut Sheet<'_>) {
    if sheet.case.rosh.is_some() {
        return;
    }
    let Some(received) = sheet.case.received else {
        return sheet.unclear(Kind::RoshMissing, Missing::fact("when the person came to this prison"));
    };
    let figure = &sheet.settings.rosh_missing;
    let window = Window { opens: received, due: working_days_after(received, figure.value), hard_stop: None };
    sheet.owe(Kind::RoshMissing, received, window, figure, "No risk of serious harm is recorded.");
}

/// Each agency is asked, and its answer chased.
pub(super) fn checks(sheet: &mut Sheet<'_>) {
    for agency in Agency::ALL {
        let asked = sheet.case.checks.iter().filter(|check| check.agency == agency).max();
        match asked {
            Some(check) => answer(sheet, *check),
            None => request(sheet, agency),
        }
    }
}

fn request(sheet: &mut Sheet<'_>, agency: Agency) {
    let Some(received) = sheet.case.received else {
        return sheet.unclear(Kind::CheckRequest, Missing::fact("when the person came to this prison"));
    };
    let figure = &sheet.settings.check_request;
    let window = Window { opens: received, due: working_days_after(received, figure.value), hard_stop: None };
    let why = "Nobody has asked what they know.";
    sheet.owe_about(Kind::CheckRequest, Some(agency.words()), received, window, figure, why);
}

fn answer(sheet: &mut Sheet<'_>, check: Check) {
    if check.received.is_some() {
        return;
    }
    let last = check.chased.unwrap_or(check.requested);
    let figure = &sheet.settings.check_chase;
    let window = Window { opens: last, due: working_days_after(last, figure.value), hard_stop: None };
    let why = format!("Asked on {}, last chased or asked on {}.", long_date(check.requested), long_date(last));
    sheet.owe_about(Kind::CheckAnswer, Some(check.agency.words()), last, window, figure, why);
}

/// Everybody who must know of a changed risk is told.
pub(super) fn changes(sheet: &mut Sheet<'_>) {
    let figure = &sheet.settings.risk_told;
    for change in &sheet.case.risk_changes {
        let window = Window { opens: change.on, due: working_days_after(change.on, figure.value), hard_stop: None };
        for told in change.tell.iter().filter(|told| told.on.is_none()) {
            let why = format!("The risk changed on {}.", long_date(change.on));
            sheet.owe_about(Kind::RiskChange, Some(&told.whom), change.on, window, figure, why);
        }
    }
}

/// It is checked whether victims want contact.
pub(super) fn victims(sheet: &mut Sheet<'_>) {
    if sheet.case.victims_checked.is_some() {
        return;
    }
    let Some(start) = sheet.case.handover.sentence_start else {
        return sheet.unclear(Kind::VictimContact, Missing::fact("the sentence start date"));
    };
    let figure = &sheet.settings.victim_contact;
    let window = Window { opens: start, due: figure.value.after(start), hard_stop: None };
    let why = format!("Sentenced from {}; nobody has checked for victims who want contact.", long_date(start));
    sheet.owe(Kind::VictimContact, start, window, figure, why);
}
