//! Risk: a level that is missing, what police and children's services know, who must be told of a change, and victims.

use super::facts::{Agency, Check};
use super::sheet::Sheet;
use super::{Kind, Window};
use crate::answer::Missing;
use crate::calendar::long_date;
use crate::rule::Clause;

const OWN: &str = "This product's own rule, after the inspectorate's findings";

pub(super) const MISSING: Clause = Clause {
    id: "owed.rosh-missing",
    words: "Where no risk of serious harm is recorded, it is assessed so many working days after the reception.",
    source: OWN,
};
pub(super) const REQUEST: Clause = Clause {
    id: "owed.check-request",
    words: "Police (about domestic abuse) and children's services are each asked what they know, so many working days after the \
            reception.",
    source: OWN,
};
pub(super) const CHASE: Clause = Clause {
    id: "owed.check-answer",
    words: "An answer that has not come is chased so many working days after the check was last asked for or chased. Of several \
            checks with one agency the latest counts.",
    source: OWN,
};
pub(super) const TELL: Clause = Clause {
    id: "owed.risk-change",
    words: "Everybody who must know of a changed risk is told, so many working days after it changed: each one by themselves.",
    source: OWN,
};
pub(super) const VICTIMS: Clause = Clause {
    id: "owed.victim-contact",
    words: "Whether victims want contact is checked within the scheme's time from the sentence start.",
    source: "Victim Contact Scheme",
};

/// The risk of serious harm is assessed.
pub(super) fn rosh_missing(sheet: &mut Sheet<'_>) {
    if sheet.case.rosh.is_some() {
        return;
    }
    sheet.begin(&MISSING);
    sheet.working.uses("Risk of serious harm", "not recorded");
    let Some(received) = sheet.working.date("Received here", sheet.case.received) else {
        return sheet.unclear(Kind::RoshMissing, Missing::fact("when the person came to this prison"));
    };
    let figure = sheet.settings.rosh_missing();
    let due = sheet.working_days_after("Due", figure, received);
    let window = Window { opens: received, due, hard_stop: None };
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
    sheet.begin(&REQUEST);
    sheet.working.uses("Check", agency.words());
    sheet.working.date("Asked for", None);
    let Some(received) = sheet.working.date("Received here", sheet.case.received) else {
        return sheet.unclear(Kind::CheckRequest, Missing::fact("when the person came to this prison"));
    };
    let figure = sheet.settings.check_request();
    let due = sheet.working_days_after("Due", figure, received);
    let window = Window { opens: received, due, hard_stop: None };
    let why = "Nobody has asked what they know.";
    sheet.owe_about(Kind::CheckRequest, Some(agency.words()), received, window, figure, why);
}

fn answer(sheet: &mut Sheet<'_>, check: Check) {
    if check.received.is_some() {
        return;
    }
    sheet.begin(&CHASE);
    sheet.working.uses("Check", check.agency.words());
    sheet.working.date("Asked for", Some(check.requested));
    sheet.working.date("Answer received", None);
    let last = sheet.working.date("Last chased", check.chased).unwrap_or(check.requested);
    let figure = sheet.settings.check_chase();
    let due = sheet.working_days_after("Due", figure, last);
    let window = Window { opens: last, due, hard_stop: None };
    let why = format!("Asked on {}, last chased or asked on {}.", long_date(check.requested), long_date(last));
    sheet.owe_about(Kind::CheckAnswer, Some(check.agency.words()), last, window, figure, why);
}

/// Everybody who must know of a changed risk is told.
pub(super) fn changes(sheet: &mut Sheet<'_>) {
    let case = sheet.case;
    for change in &case.risk_changes {
        for told in change.tell.iter().filter(|told| told.on.is_none()) {
            sheet.begin(&TELL);
            let changed = sheet.working.date("The risk changed on", Some(change.on)).unwrap_or(change.on);
            sheet.working.uses("Who must be told", &told.whom);
            sheet.working.date("Told", None);
            let figure = sheet.settings.risk_told();
            let due = sheet.working_days_after("Due", figure, changed);
            let window = Window { opens: changed, due, hard_stop: None };
            let why = format!("The risk changed on {}.", long_date(changed));
            sheet.owe_about(Kind::RiskChange, Some(&told.whom), changed, window, figure, why);
        }
    }
}

/// It is checked whether victims want contact.
pub(super) fn victims(sheet: &mut Sheet<'_>) {
    if sheet.case.victims_checked.is_some() {
        return;
    }
    sheet.begin(&VICTIMS);
    sheet.working.date("Checked for victims who want contact", None);
    let Some(start) = sheet.working.date("Sentence start date", sheet.case.handover.sentence_start) else {
        return sheet.unclear(Kind::VictimContact, Missing::fact("the sentence start date"));
    };
    let figure = sheet.settings.victim_contact();
    let due = sheet.after("Due", figure, start);
    let window = Window { opens: start, due, hard_stop: None };
    let why = format!("Sentenced from {}; nobody has checked for victims who want contact.", long_date(start));
    sheet.owe(Kind::VictimContact, start, window, figure, why);
}
