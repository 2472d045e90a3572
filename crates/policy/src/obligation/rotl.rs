//! Temporary release: whoever must be asked, the assessment, the board, the decision, the licence; and for each release the return,
//! the failure report and the debrief. Nothing is owed where there is no application.

use jiff::civil::Date;

use super::facts::{RotlConsultation, RotlFacts, RotlRelease, RotlStage};
use super::sheet::Sheet;
use super::{Kind, Window};
use crate::calendar::{date_and_time, long_date};
use crate::rotl::{Consultee, ReviewReason, ReviewTimes, reviews};
use crate::rule::Clause;

const OWN: &str = "This product's own rule: no authoritative one was found";

pub(super) const ASK: Clause = Clause {
    id: "owed.rotl-ask",
    words: "Whoever must be asked about a temporary release is asked so many working days after the application.",
    source: OWN,
};
pub(super) const REPLY: Clause = Clause {
    id: "owed.rotl-chase",
    words: "A reply is due its time after asking, and is chased again so many working days after it was last chased.",
    source: OWN,
};
pub(super) const ASSESS: Clause = Clause {
    id: "owed.rotl-assessment",
    words: "The risk of a temporary release is assessed its time after the application.",
    source: OWN,
};
pub(super) const ASSESS_AGAIN: Clause = Clause {
    id: "owed.rotl-assess-again",
    words: "Where a watched fact is another one than in the assessment, the risk is assessed again so many working days after it \
            changed.",
    source: OWN,
};
pub(super) const BOARD: Clause =
    Clause { id: "owed.rotl-board", words: "The board sits its time after the application.", source: OWN };
pub(super) const BOARD_SET: Clause =
    Clause { id: "owed.rotl-board-set", words: "Where a day is set for the board, it sits on that day.", source: OWN };
pub(super) const DECIDE: Clause =
    Clause { id: "owed.rotl-decision", words: "An application is decided its time after it was made.", source: OWN };
pub(super) const LICENCE: Clause = Clause {
    id: "owed.rotl-licence",
    words: "Once a release is granted, the licence is issued so many working days before the next going out.",
    source: OWN,
};
pub(super) const RETURN: Clause =
    Clause { id: "owed.rotl-return", words: "Whoever is out is due back on the day that was set.", source: OWN };
pub(super) const LATE: Clause = Clause {
    id: "owed.rotl-late",
    words: "Whoever is out after the day on which they were due failed to return: the governor sees to what must happen.",
    source: "Incident reporting, temporary release failure: the answers divide at midnight on the return date",
};
pub(super) const FAILURE: Clause = Clause {
    id: "owed.rotl-failure-report",
    words: "A failed release is reported on the national form so many working days after it failed.",
    source: "Incident reporting, temporary release failure; by when: this product's own",
};
pub(super) const DEBRIEF: Clause = Clause {
    id: "owed.rotl-debrief",
    words: "A release is talked through so many working days after the return, and before the next one goes ahead.",
    source: OWN,
};
pub(super) const REVIEW: Clause = Clause {
    id: "owed.rotl-review",
    words: "A series is reviewed so many working days after a failure, an adjudication, new intelligence, a change of risk, of \
            category or of alerts, a new charge or a move.",
    source: OWN,
};
pub(super) const REVIEW_TIME: Clause = Clause {
    id: "owed.rotl-review-in-time",
    words: "A series is reviewed in any case once it has run for its time since it was granted or last reviewed.",
    source: "External movements: how long a repeated permission can be",
};

/// Everything that is owed for the applications of a case.
pub(super) fn applications(sheet: &mut Sheet<'_>) {
    let case = sheet.case;
    let mut applications: Vec<&RotlFacts> = case.rotl.iter().collect();
    // Of two records of one application the first counts: in an order that does not depend on how they came.
    applications.sort_unstable();
    for application in applications {
        match application.stage {
            RotlStage::Applied => to_decide(sheet, application),
            RotlStage::Granted => granted(sheet, application),
            RotlStage::Stopped => assess_again(sheet, application),
            RotlStage::Over => {}
        }
        releases(sheet, application);
    }
}

fn to_decide(sheet: &mut Sheet<'_>, application: &RotlFacts) {
    for who in Consultee::ALL {
        let latest = application.consultations.iter().filter(|one| one.who == who).max();
        match latest {
            Some(one) if one.is_settled => {}
            Some(one) if one.asked.is_some() => reply(sheet, application, *one),
            Some(_) => ask(sheet, application, who),
            None => {}
        }
    }
    if application.assessed.is_none() {
        assess(sheet, application);
    }
    assess_again(sheet, application);
    if application.board_held.is_none() {
        board(sheet, application);
    }
    decide(sheet, application);
}

fn granted(sheet: &mut Sheet<'_>, application: &RotlFacts) {
    assess_again(sheet, application);
    if application.licence_issued.is_none() {
        licence(sheet, application);
    }
    if application.is_series {
        review(sheet, application);
    }
}

/// Begins with what every rule here uses.
fn begin(sheet: &mut Sheet<'_>, clause: &'static Clause, application: &RotlFacts) {
    sheet.begin(clause);
    sheet.working.uses("Application", &application.application);
    sheet.working.date("Applied", Some(application.applied));
}

fn ask(sheet: &mut Sheet<'_>, application: &RotlFacts, who: Consultee) {
    begin(sheet, &ASK, application);
    sheet.working.uses("Who", who);
    sheet.working.date("Asked", None);
    sheet.working.would_change("That they are found not to be needed.");
    let (applied, figure) = (application.applied, sheet.settings.rotl_ask());
    let due = sheet.working_days_after("Due", figure, applied);
    let window = Window { opens: applied, due, hard_stop: None };
    let about = format!("{}, {who}", application.application);
    let why = format!("Applied for on {}; nobody has asked.", long_date(applied));
    sheet.owe_about(Kind::RotlConsult, Some(&about), applied, window, figure, why);
}

fn reply(sheet: &mut Sheet<'_>, application: &RotlFacts, one: RotlConsultation) {
    begin(sheet, &REPLY, application);
    sheet.working.uses("Who", one.who);
    let Some(asked) = sheet.working.date("Asked", one.asked) else { return };
    let about = format!("{}, {}", application.application, one.who);
    if let Some(chased) = sheet.working.date("Last chased", one.chased) {
        let figure = sheet.settings.rotl_chase();
        let due = sheet.working_days_after("Due", figure, chased);
        let window = Window { opens: chased, due, hard_stop: None };
        let why = format!("Asked on {}, last chased on {}.", long_date(asked), long_date(chased));
        return sheet.owe_about(Kind::RotlChase, Some(&about), chased, window, figure, why);
    }
    let figure = sheet.settings.rotl_reply();
    let due = sheet.after("Due", figure, asked);
    let window = Window { opens: asked, due, hard_stop: None };
    let why = format!("Asked on {}; no reply.", long_date(asked));
    sheet.owe_about(Kind::RotlChase, Some(&about), asked, window, figure, why);
}

fn assess(sheet: &mut Sheet<'_>, application: &RotlFacts) {
    begin(sheet, &ASSESS, application);
    sheet.working.date("Assessed", None);
    let (applied, figure) = (application.applied, sheet.settings.rotl_assessment());
    let due = sheet.after("Due", figure, applied);
    let window = Window { opens: applied, due, hard_stop: None };
    let why = format!("Applied for on {}; the risk is not assessed.", long_date(applied));
    sheet.owe_about(Kind::RotlAssessment, Some(&application.application), applied, window, figure, why);
}

/// A watched fact is another one than in the assessment.
fn assess_again(sheet: &mut Sheet<'_>, application: &RotlFacts) {
    let (Some(assessed), Some(changed)) = (application.assessed, application.changed) else { return };
    begin(sheet, &ASSESS_AGAIN, application);
    sheet.working.date("Assessed", Some(assessed));
    sheet.working.date("A watched fact changed", Some(changed));
    let figure = sheet.settings.rotl_assess_again();
    let due = sheet.working_days_after("Due", figure, changed);
    let window = Window { opens: changed, due, hard_stop: None };
    let why =
        format!("Assessed on {}; since {} the record says something else.", long_date(assessed), long_date(changed));
    sheet.owe_about(Kind::RotlAssessAgain, Some(&application.application), changed, window, figure, why);
}

fn board(sheet: &mut Sheet<'_>, application: &RotlFacts) {
    let (applied, about) = (application.applied, Some(application.application.as_str()));
    if let Some(set) = application.board {
        begin(sheet, &BOARD_SET, application);
        sheet.working.date("The board is set for", Some(set));
        sheet.working.step(format_args!("Due: {}.", long_date(set)));
        let window = Window { opens: applied, due: set, hard_stop: None };
        let why = format!("Set for {}.", long_date(set));
        return sheet.owe_as_set(Kind::RotlBoard, about, applied, window, why);
    }
    begin(sheet, &BOARD, application);
    sheet.working.date("The board is set for", None);
    let figure = sheet.settings.rotl_board();
    let due = sheet.after("Due", figure, applied);
    let window = Window { opens: applied, due, hard_stop: None };
    let why = format!("Applied for on {}; no day is set.", long_date(applied));
    sheet.owe_about(Kind::RotlBoard, about, applied, window, figure, why);
}

fn decide(sheet: &mut Sheet<'_>, application: &RotlFacts) {
    begin(sheet, &DECIDE, application);
    let board = sheet.working.date("The board sat", application.board_held);
    let (applied, figure) = (application.applied, sheet.settings.rotl_decision());
    let due = sheet.after("Due", figure, applied);
    let window = Window { opens: board.unwrap_or(applied), due, hard_stop: None };
    let sat =
        board.map_or_else(|| "the board has not sat".to_owned(), |on| format!("the board sat on {}", long_date(on)));
    let why = format!("Applied for on {}; {sat}.", long_date(applied));
    sheet.owe_about(Kind::RotlDecision, Some(&application.application), applied, window, figure, why);
}

fn licence(sheet: &mut Sheet<'_>, application: &RotlFacts) {
    let next =
        application.releases.iter().filter(|release| release.went_out.is_none()).map(|release| release.out).min();
    let (Some(granted), Some(next)) = (application.granted, next) else { return };
    begin(sheet, &LICENCE, application);
    sheet.working.date("Granted", Some(granted));
    sheet.working.date("Licence issued", None);
    let out = sheet.working.date("The next release", Some(next.date())).unwrap_or(next.date());
    let figure = sheet.settings.rotl_licence();
    let before = sheet.working_days_before("Due", figure, out);
    let due = if before < granted {
        sheet.working.step(format_args!("That was before it was granted: at once, on {}.", long_date(granted)));
        granted
    } else {
        before
    };
    let window = Window { opens: granted, due, hard_stop: Some(out) };
    let why = format!("Granted on {}; out on {}.", long_date(granted), date_and_time(next));
    sheet.owe_about(Kind::RotlLicence, Some(&application.application), granted, window, figure, why);
}

fn review(sheet: &mut Sheet<'_>, application: &RotlFacts) {
    let Some(granted) = application.granted else { return };
    let settings = sheet.settings;
    let (within, every) = (settings.rotl_review(), settings.rotl_review_every());
    let times = ReviewTimes { within: within.value(), every: every.value() };
    for owed in reviews(granted, application.last_review, &application.triggers, times) {
        let in_time = owed.reason == ReviewReason::Time;
        begin(sheet, if in_time { &REVIEW_TIME } else { &REVIEW }, application);
        sheet.working.date("Granted", Some(granted));
        sheet.working.date("Last reviewed", application.last_review);
        sheet.working.uses("Why", owed.reason.words());
        sheet.working.date("Since", Some(owed.since));
        let window = Window { opens: owed.since, due: owed.due, hard_stop: None };
        let about = format!("{}, {}", application.application, owed.reason.words());
        let why = format!("Since {}: {}.", long_date(owed.since), owed.reason.words());
        let about = Some(about.as_str());
        if in_time {
            sheet.after("Due", every, owed.since);
            sheet.owe_about(Kind::RotlReview, about, owed.since, window, every, why);
        } else {
            sheet.working_days_after("Due", within, owed.since);
            sheet.owe_about(Kind::RotlReview, about, owed.since, window, within, why);
        }
    }
}

fn releases(sheet: &mut Sheet<'_>, application: &RotlFacts) {
    let mut releases: Vec<&RotlRelease> = application.releases.iter().collect();
    releases.sort_unstable();
    for release in &releases {
        let about = format!("{}, {}", application.application, date_and_time(release.out));
        match (release.went_out, release.came_back) {
            (Some(out), None) => come_back(sheet, application, release, out, &about),
            (_, Some(back)) if release.debriefed.is_none() => {
                let goes_on = matches!(application.stage, RotlStage::Granted | RotlStage::Stopped);
                let later = |other: &&&RotlRelease| goes_on && other.out > release.out && other.went_out.is_none();
                let next = releases.iter().find(later).map(|other| other.out.date());
                debrief(sheet, application, back, next, &about);
            }
            _ => {}
        }
        if let Some(failed) = release.failed.filter(|_| release.reported.is_none()) {
            report(sheet, application, failed, &about);
        }
    }
}

fn come_back(sheet: &mut Sheet<'_>, application: &RotlFacts, release: &RotlRelease, out: Date, about: &str) {
    let due = release.due;
    let is_late = sheet.today > due;
    begin(sheet, if is_late { &LATE } else { &RETURN }, application);
    sheet.working.date("Went out", Some(out));
    sheet.working.date("Due back", Some(due));
    sheet.working.date("Came back", None);
    sheet.working.step(format_args!("Due: {}.", long_date(due)));
    if is_late {
        let window = Window { opens: due, due, hard_stop: None };
        let why = format!("Due back on {}, and not back.", long_date(due));
        return sheet.owe_by_rule(Kind::RotlLate, Some(about), due, window, &LATE, why);
    }
    let window = Window { opens: out, due, hard_stop: None };
    let why = format!("Out since {}, due back on {}.", long_date(out), long_date(due));
    sheet.owe_as_set(Kind::RotlReturn, Some(about), out, window, why);
}

fn debrief(sheet: &mut Sheet<'_>, application: &RotlFacts, back: Date, next: Option<Date>, about: &str) {
    begin(sheet, &DEBRIEF, application);
    sheet.working.date("Came back", Some(back));
    sheet.working.date("The next release", next);
    sheet.working.date("Talked through", None);
    let figure = sheet.settings.rotl_debrief();
    let after = sheet.working_days_after("Due", figure, back);
    let due = match next {
        Some(next) if next < after => {
            sheet.working.step(format_args!("The next release comes before that: due on {}.", long_date(next)));
            next
        }
        _ => after,
    };
    let window = Window { opens: back, due, hard_stop: next };
    let why = format!("Back on {}; nobody has talked it through.", long_date(back));
    sheet.owe_about(Kind::RotlDebrief, Some(about), back, window, figure, why);
}

fn report(sheet: &mut Sheet<'_>, application: &RotlFacts, failed: Date, about: &str) {
    begin(sheet, &FAILURE, application);
    sheet.working.date("Failed", Some(failed));
    sheet.working.date("Reported", None);
    let figure = sheet.settings.rotl_failure_report();
    let due = sheet.working_days_after("Due", figure, failed);
    let window = Window { opens: failed, due, hard_stop: None };
    let why = format!("It failed on {}; no report is made.", long_date(failed));
    sheet.owe_about(Kind::RotlFailureReport, Some(about), failed, window, figure, why);
}
