//! The handover pack: sent by the handover date, its receipt chased, sent again when a fact that it prints changed; and after release,
//! how the first appointment went.

use jiff::civil::Date;

use super::facts::{CaseFacts, PackFact};
use super::handover::{handed_over, managers_decision};
use super::sheet::Sheet;
use super::{Kind, Window};
use crate::answer::Answer;
use crate::calendar::long_date;
use crate::rule::Clause;

const OWN: &str = "This product's own rule";

pub(super) const SEND: Clause = Clause {
    id: "owed.pack-send",
    words: "By the handover date a handover pack is sealed and sent to the community offender manager. One that went astray or was \
            recalled was not sent; one from before the window opened was another handover's.",
    source: "This product's own rule; the window: Manage POM cases, app/models/calculated_handover_date.rb",
};
pub(super) const RECEIPT: Clause = Clause {
    id: "owed.pack-receipt",
    words: "The receipt of the newest pack that was sent is chased so many working days after it was sent, and again so many after \
            each time that it was chased.",
    source: OWN,
};
pub(super) const AGAIN: Clause = Clause {
    id: "owed.pack-again",
    words: "Where something that the pack prints is another than in the version that the community offender manager has, a new \
            version is sent so many working days after it changed; a move to another cell asks for none. Where a pack is owed for the \
            handover, that is the new version.",
    source: OWN,
};
pub(super) const OUTCOME: Clause = Clause {
    id: "owed.outcome-report",
    words: "The first appointment after release is kept within so many working days of it, and how it went is recorded so many \
            working days after that.",
    source: "HM Inspectorate of Probation, Transforming Rehabilitation: early implementation 4, as a Napo briefing (2015) gives it; \
             by when it is recorded: this product's own",
};

/// A pack is sealed and sent by the handover date.
pub(super) fn send(sheet: &mut Sheet<'_>) {
    let Some(packs) = &sheet.case.packs else { return };
    let handover = match handed_over(sheet) {
        Answer::Known(Some(handover)) => handover,
        Answer::Known(None) => return,
        Answer::CannotTell(missing) => return sheet.unclear(Kind::PackSend, missing),
    };
    let settings = sheet.settings;
    sheet.begin(&SEND);
    sheet.handover(&SEND);
    managers_decision(sheet);
    sheet.working.step(format_args!("Due: on the handover date, {}.", long_date(handover)));
    let opens = sheet.before("It can be done from", settings.handover_window(), handover);
    let last = newest(packs).and_then(PackFact::gone);
    sheet.working.date("Last pack sent", last);
    if last.is_some_and(|sent| sent >= opens) {
        return;
    }
    if last.is_some() {
        sheet.working.step("That pack came before the window, so it was not for this handover.");
    }
    lost(sheet);
    let window = Window { opens, due: handover, hard_stop: None };
    let why = format!("The case is handed over on {}; no pack has gone for it.", long_date(handover));
    sheet.owe(Kind::PackSend, handover, window, settings.handover_window(), why);
}

fn kept(case: &CaseFacts) -> &[PackFact] {
    case.packs.as_deref().unwrap_or_default()
}

/// The newest pack that reached its way, or, if none did, nothing.
fn newest(packs: &[PackFact]) -> Option<&PackFact> {
    packs.iter().filter(|pack| pack.gone().is_some()).max()
}

/// Says what became of packs that do not count.
fn lost(sheet: &mut Sheet<'_>) {
    let case = sheet.case;
    for PackFact { version, sent, astray, recalled, .. } in kept(case) {
        if let Some(day) = astray {
            sheet.working.step(format_args!("Version {version} went astray: found on {}.", long_date(*day)));
        } else if let Some(day) = recalled {
            sheet.working.step(format_args!("Version {version} was recalled on {}.", long_date(*day)));
        } else if sent.is_none() {
            sheet.working.step(format_args!("Version {version} is sealed, and is not recorded as sent."));
        }
    }
}

/// The receipt of the newest pack is chased.
pub(super) fn receipt(sheet: &mut Sheet<'_>) {
    let case = sheet.case;
    let Some(pack) = newest(kept(case)).filter(|pack| pack.received.is_none()) else { return };
    let Some(sent) = pack.gone() else { return };
    sheet.begin(&RECEIPT);
    sheet.working.uses("Version", pack.version);
    sheet.working.date("Sent", Some(sent));
    sheet.working.date("Receipt acknowledged", None);
    if sheet.working.date("The words that open it were given", pack.words_given).is_none() {
        sheet.working.caution("Nobody recorded that the words were given: without them it cannot be opened.");
    }
    let last = sheet.working.date("Last chased", pack.chased).map_or(sent, |chased| chased.max(sent));
    let figure = sheet.settings.pack_receipt();
    let due = sheet.working_days_after("Due", figure, last);
    sheet.working.would_change("It is found to have gone astray: a pack is to be sent.");
    let window = Window { opens: last, due, hard_stop: None };
    let why = format!("Version {} was sent on {}; nobody said that it arrived.", pack.version, long_date(sent));
    sheet.owe_about(Kind::PackReceipt, Some(&format!("version {}", pack.version)), last, window, figure, why);
}

/// A new version is sent when what the pack prints changed.
pub(super) fn again(sheet: &mut Sheet<'_>) {
    let case = sheet.case;
    let (Some(pack), Some(changed)) = (newest(kept(case)), case.changed_since) else { return };
    let Some(sent) = pack.gone() else { return };
    if is_for_an_earlier_handover(sheet, sent) {
        return;
    }
    sheet.begin(&AGAIN);
    sheet.working.uses("Version that the community offender manager has", pack.version);
    sheet.working.date("Sent", Some(sent));
    sheet.working.date("Something that it prints changed on", Some(changed));
    let figure = sheet.settings.pack_again();
    let due = sheet.working_days_after("Due", figure, changed);
    sheet.working.would_change("What changed is set back to what the pack says.");
    let window = Window { opens: changed, due, hard_stop: None };
    let why = format!("Since {} the record says something else than version {}.", long_date(changed), pack.version);
    sheet.owe(Kind::PackAgain, changed, window, figure, why);
}

/// Whether a pack is owed for the handover in any case, by now.
fn is_for_an_earlier_handover(sheet: &Sheet<'_>, sent: Date) -> bool {
    let Answer::Known(Some(handover)) = handed_over(sheet) else { return false };
    let opens = sheet.settings.handover_window().value().before(handover);
    sent < opens && opens <= sheet.today
}

/// How the first appointment went is recorded.
pub(super) fn outcome(sheet: &mut Sheet<'_>) {
    let after = sheet.case.after_release;
    let Some(released) = after.released else { return };
    sheet.begin(&OUTCOME);
    sheet.working.date("Released on", Some(released));
    let settings = sheet.settings;
    let kept = sheet.working_days_after("The first appointment, by", settings.first_appointment(), released);
    let due = sheet.working_days_after("Due", settings.outcome_recorded(), kept);
    // What was recorded before this release was about an earlier one.
    if sheet.working.date("Outcome recorded", after.reported).is_some_and(|reported| reported >= released) {
        return;
    }
    let window = Window { opens: released, due, hard_stop: None };
    let why =
        format!("Released on {}; the first appointment was to be kept by {}.", long_date(released), long_date(kept));
    sheet.owe(Kind::OutcomeReport, released, window, settings.outcome_recorded(), why);
}
