//! What was written about an application, sorted into what a screen shows of it.

use std::collections::BTreeSet;

use api::{
    BoardView, DecisionView, LicenceForm, LicenceView, Pattern, ReviewView, RiskAssessmentView, TurnView, VisitView,
};
use casework::event::{CaseEvent, Visibility};
use casework::london;
use casework::rotl::{Application, Asked, ConsultStep, Debriefer, LicenceIssued, ReleaseId};
use store::history::Line;

use crate::rotl::asking::assessment_view;
use crate::search::local_minute;
use crate::session::Session;

/// What was written, by kind.
#[derive(Default)]
pub(super) struct Told {
    pub(super) visits: Vec<VisitView>,
    pub(super) assessments: Vec<RiskAssessmentView>,
    /// The controls of the last assessment.
    pub(super) controls: Vec<String>,
    pub(super) boards: Vec<BoardView>,
    pub(super) decisions: Vec<DecisionView>,
    pub(super) licences: Vec<LicenceView>,
    pub(super) turns: Vec<TurnView>,
    pub(super) reviews: Vec<ReviewView>,
}

impl Told {
    /// Adds an entry. They come oldest first.
    pub(super) fn add(&mut self, session: &Session, entry: &Line, application: &Application) {
        let by = session.staff_name(entry.author);
        let at = local_minute(entry.recorded);
        match &entry.event {
            CaseEvent::PlaceVisited(body) => self.visits.push(VisitView {
                place: body.place.clone(),
                by: body.by.clone(),
                on: body.on.to_string(),
                suitable: body.suitable,
                words: body.words.clone(),
            }),
            CaseEvent::RotlAssessed(body) => {
                let version = u16::try_from(self.assessments.len() + 1).unwrap_or(u16::MAX);
                self.controls = body.risks.iter().map(|risk| risk.control.clone()).collect();
                self.assessments.push(assessment_view(version, by, at, body.clone()));
            }
            CaseEvent::BoardHeld(body) => self.boards.push(BoardView {
                on: body.on.to_string(),
                members: body.members.clone(),
                minutes: body.minutes.clone(),
                recommends: body.recommends,
            }),
            CaseEvent::RotlDecided(body) => self.decisions.push(DecisionView {
                verdict: body.verdict,
                by,
                grade: body.grade,
                reasons: body.reasons.clone(),
                against_board: body.against_board.clone(),
                again: body.again.map(|day| day.to_string()),
                review: body.review.map(|day| day.to_string()),
                complain_by: body.complain_by.map(|day| day.to_string()),
                stands: application.decisions.iter().any(|decision| {
                    decision.mark.author == entry.author && decision.mark.recorded.as_millisecond() == entry.recorded
                }),
                at,
            }),
            CaseEvent::LicenceIssued(body) => self.licence(body, at),
            CaseEvent::RotlSteered(body) => self.turns.push(TurnView {
                turn: body.turn,
                reason: body.reason.clone(),
                told: body.told.clone(),
                by,
                at,
            }),
            CaseEvent::SeriesReviewed(body) => self.reviews.push(ReviewView {
                cause: body.cause,
                on: body.on.to_string(),
                goes_on: body.goes_on,
                words: body.words.clone(),
                by,
            }),
            _ => {}
        }
    }

    fn licence(&mut self, body: &LicenceIssued, at: String) {
        let form = LicenceForm {
            conditions: body.conditions.clone(),
            exclusions: body.exclusions.clone(),
            phone: body.phone.clone(),
            copies: body.copies.clone(),
        };
        let changed = self.licences.last().map(|before| changes(&before.form, &form)).unwrap_or_default();
        let version = u16::try_from(self.licences.len() + 1).unwrap_or(u16::MAX);
        self.licences.push(LicenceView { version, issuer: body.issuer.clone(), at, form, changed });
    }

    pub(super) fn newest_first(&mut self) {
        self.visits.reverse();
        self.assessments.reverse();
        self.boards.reverse();
        self.decisions.reverse();
        self.licences.reverse();
        self.turns.reverse();
        self.reviews.reverse();
    }
}

/// What a licence has that the one before had not, and the other way round, a sentence for each.
fn changes(before: &LicenceForm, now: &LicenceForm) -> Vec<String> {
    let conditions = |form: &LicenceForm| form.conditions.iter().map(|one| one.words.clone()).collect::<BTreeSet<_>>();
    let zones = |form: &LicenceForm| form.exclusions.iter().cloned().collect::<BTreeSet<_>>();
    let mut changes = Vec::new();
    let mut compare = |before: BTreeSet<String>, now: BTreeSet<String>, what: &str| {
        changes.extend(now.difference(&before).map(|words| format!("New {what}: {words}")));
        changes.extend(before.difference(&now).map(|words| format!("No longer a {what}: {words}")));
    };
    compare(conditions(before), conditions(now), "condition");
    compare(zones(before), zones(now), "exclusion zone");
    if before.phone != now.phone {
        changes.push(format!("The number to call is {}.", now.phone));
    }
    changes
}

/// Every step with a consultee: day, step, words, by whom; and how many replies are restricted.
pub(super) fn steps(
    session: &Session,
    with: &Asked,
    entries: &[Line],
) -> (Vec<(String, ConsultStep, String, String)>, u32) {
    let mut restricted = 0;
    let mut steps = Vec::new();
    for entry in entries {
        match &entry.event {
            CaseEvent::RotlConsulted(body) if body.with == *with => {
                if body.visibility == Visibility::Restricted {
                    restricted += 1;
                } else {
                    let by = session.staff_name(entry.author);
                    steps.push((body.on.to_string(), body.step, body.words.clone(), by));
                }
            }
            _ => {}
        }
    }
    (steps, restricted)
}

/// Who looked back on a release: the last of each.
pub(super) fn debriefs(
    session: &Session,
    release: ReleaseId,
    entries: &[Line],
) -> Vec<(Debriefer, bool, String, String)> {
    let of = |by: Debriefer| {
        entries.iter().rev().find_map(|entry| match &entry.event {
            CaseEvent::Debriefed(body) if body.release == release && body.by == by => {
                Some((by, body.concern, body.words.clone(), session.staff_name(entry.author)))
            }
            _ => None,
        })
    };
    Debriefer::ALL.iter().filter_map(|by| of(*by)).collect()
}

/// A pattern in words: “Mondays and Thursdays, 08:30 to 17:00, 4 January to 25 June 2027”.
pub(super) fn pattern(pattern: &Pattern, application: &Application) -> String {
    let live = || application.releases.iter().filter(|release| !release.cancelled).map(|release| release.planned);
    let (first, last) = (live().map(|p| p.out).min(), live().map(|p| p.back).max());
    let span = match (first, last) {
        (Some(first), Some(last)) if london::day(first) == london::day(last) => london::long_date(london::day(first)),
        (Some(first), Some(last)) => {
            format!("{} to {}", london::long_date(london::day(first)), london::long_date(london::day(last)))
        }
        _ => return "No release is planned".to_owned(),
    };
    match pattern {
        Pattern::Single(_, out, _, back) => format!("{span}, {out} to {back}"),
        Pattern::List(_) => format!("{} releases, {span}", live().count()),
        Pattern::Weekly { days, out, back, .. } => format!("{}, {out} to {back}, {span}", weekdays(days)),
        Pattern::Fortnightly { first, second, out, back, .. } => {
            format!("{} in one week and {} in the next, {out} to {back}, {span}", weekdays(first), weekdays(second))
        }
        Pattern::Shift { round, .. } => format!("Shifts in the round {round}, {span}"),
    }
}

fn weekdays(days: &[u8]) -> String {
    const NAMES: [&str; 7] = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];
    let names: Vec<&str> = days.iter().filter_map(|day| NAMES.get(usize::from(*day)).copied()).collect();
    match names.as_slice() {
        [] => "no day".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
