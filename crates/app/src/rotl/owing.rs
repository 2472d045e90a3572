//! From applications to the facts by which things are owed for them, and back: which application something owed concerns.

use std::cmp::Reverse;

use api::{OwedApplicationView, OwedKey, Owing, Stage};
use casework::rotl::{Application, Consultation, Debriefer, Release, ReleaseState, Status, Verdict};
use casework::{Case, Field, FieldKey, PrisonNumber, Right, london};
use jiff::civil::Date;
use policy::obligation::{CaseFacts, RotlConsultation, RotlFacts, RotlRelease, RotlStage};
use policy::rotl::{self, RuleBook, Trigger};

use super::facts::changed_since;
use super::view::consultee;
use super::{person_facts, request};
use crate::error::AppError;
use crate::owed::{case_facts, gone, key_of};
use crate::session::Session;

impl Session {
    /// The application that something owed concerns, and the stage at which it is dealt with. It is found in the one case when somebody
    /// asks, by the rules themselves: the rows of a list carry no application, and need none to be counted and shown.
    pub async fn owed_application(
        &self,
        number: &PrisonNumber,
        key: &OwedKey,
    ) -> Result<OwedApplicationView, AppError> {
        self.demand(Right::ReadCases)?;
        let stage = stage_of(key.kind).ok_or_else(gone)?;
        let case = self.known_case(number).await?;
        let (rules, key, everything) = (self.in_force().await?, key_of(key)?, case_facts(number, &case));
        let mut newest: Vec<&Application> = case.applications.values().collect();
        newest.sort_by_key(|application| Reverse(application.made.position));
        let owes = |application: &&Application| {
            let alone = CaseFacts { rotl: vec![facts(&case, application)], ..everything.clone() };
            rules.owed(&alone, self.today()).obligations.iter().any(|owed| owed.key == key)
        };
        let found = newest.into_iter().find(owes).ok_or_else(gone)?;
        Ok(OwedApplicationView { id: found.id.to_string(), stage })
    }
}

/// At which stage of an application something owed is dealt with; nothing, if it is of no application.
const fn stage_of(kind: Owing) -> Option<Stage> {
    Some(match kind {
        Owing::RotlConsult | Owing::RotlChase => Stage::Consultation,
        Owing::RotlAssessment | Owing::RotlAssessAgain => Stage::Risk,
        Owing::RotlBoard => Stage::Board,
        Owing::RotlDecision => Stage::Decision,
        Owing::RotlLicence => Stage::Licence,
        Owing::RotlReturn | Owing::RotlLate | Owing::RotlFailureReport => Stage::Releases,
        Owing::RotlDebrief | Owing::RotlReview => Stage::Review,
        _ => return None,
    })
}

/// What is known of each application, as far as something can be owed for it.
pub(crate) fn rotl_facts(case: &Case) -> Vec<RotlFacts> {
    // Nothing is asked of whoever has none: this is worked out for everybody.
    case.applications.values().map(|application| facts(case, application)).collect()
}

fn facts(case: &Case, application: &Application) -> RotlFacts {
    let changes = application.assessment.as_ref().map(|made| changed_since(&made.watched, case)).unwrap_or_default();
    let changed = (!changes.is_empty()).then(|| last_change(case, application));
    let granted = application.decision().filter(|decision| decision.verdict == Verdict::Granted);
    let since = |day: Date| {
        changes.iter().filter_map(|change| change.what.review()).map(move |reason| Trigger { reason, on: day })
    };
    let stage = stage(application.status());
    RotlFacts {
        application: name(application),
        applied: london::day(application.made.recorded),
        stage,
        // Nobody is waited for once it is decided.
        consultations: if stage == RotlStage::Applied { consultations(case, application) } else { Vec::new() },
        assessed: application.assessment.as_ref().map(|made| london::day(made.mark.recorded)),
        changed,
        board: None,
        board_held: application.board,
        granted: granted.map(|decision| london::day(decision.mark.recorded)),
        licence_issued: application.licence.map(|licence| london::day(licence.mark.recorded)),
        is_series: application.is_series(),
        last_review: application.reviewed,
        triggers: changed.into_iter().flat_map(since).chain(failures(application)).collect(),
        releases: application.releases.iter().filter(|release| !release.cancelled).map(release).collect(),
    }
}

/// Where an application stands, as far as something is owed for it.
const fn stage(status: Status) -> RotlStage {
    match status {
        Status::Applied | Status::Deferred | Status::Undecided => RotlStage::Applied,
        Status::Granted => RotlStage::Granted,
        Status::Paused | Status::Suspended => RotlStage::Stopped,
        Status::Refused | Status::Revoked | Status::Withdrawn | Status::Closed => RotlStage::Over,
    }
}

/// What tells an application apart from the person's others: “RDR from 4 December 2026”.
fn name(application: &Application) -> String {
    let first = application.releases.iter().map(|release| release.planned.out).min();
    let from = first.map(|first| format!(" from {}", london::long_date(london::day(first)))).unwrap_or_default();
    format!("{}{from}", application.kind.code())
}

/// Whoever the rules say must be asked, and whoever was.
fn consultations(case: &Case, application: &Application) -> Vec<RotlConsultation> {
    let asked = rotl::consultees(&person_facts(case), &request(application), &RuleBook::newest());
    asked
        .into_iter()
        .filter_map(|one| {
            let who = consultee(one.who);
            let known: Option<&Consultation> =
                application.consultations.iter().find(|known| known.with.consultee == who);
            let needed = one.reasoned.answer.as_ref().known().copied() == Some(true);
            (needed || known.is_some()).then(|| RotlConsultation {
                who: one.who,
                asked: known.and_then(|known| known.asked),
                chased: known.and_then(|known| known.chased),
                is_settled: known.is_some_and(|known| known.replied.is_some() || known.not_needed),
            })
        })
        .collect()
}

/// The day on which a watched fact last became another one.
fn last_change(case: &Case, application: &Application) -> Date {
    let assessed = application.assessment.as_ref().map(|made| made.mark);
    let fields = [Field::Category, Field::Rosh, Field::MappaLevel, Field::Alerts, Field::LegalStatus, Field::PrisonId];
    let dates = [Field::ConditionalRelease, Field::AutomaticRelease, Field::ParoleEligibility, Field::Release];
    let marks = fields.into_iter().chain(dates).filter_map(|field| case.facts.get(&FieldKey::Known(field)));
    let later =
        marks.map(|standing| standing.mark).filter(|mark| assessed.is_none_or(|made| mark.position > made.position));
    let last = later.max_by_key(|mark| mark.position).or(assessed);
    last.map_or(london::day(application.made.recorded), |mark| london::day(mark.recorded))
}

/// Failures that nobody has reviewed the series for.
fn failures(application: &Application) -> impl Iterator<Item = Trigger> {
    let failed = application.releases.iter().filter(|release| release.reported);
    failed.map(|release| Trigger { reason: rotl::ReviewReason::Failure, on: london::day(release.planned.back) })
}

fn release(release: &Release) -> RotlRelease {
    let day = |at| london::day(at);
    let due = day(release.planned.back);
    let back = release.returned.filter(|_| release.state() == ReleaseState::Back).map(|returned| day(returned.at));
    let staff = release.debriefs.iter().find(|debrief| debrief.by == Debriefer::Staff);
    let late = release.returned.is_some_and(|returned| day(returned.at) > due);
    RotlRelease {
        out: london::local(release.planned.out),
        due,
        went_out: release.left.map(|left| day(left.at)),
        came_back: back,
        failed: (release.reported || late).then_some(due),
        reported: release.reported.then_some(due),
        debriefed: staff.map(|debrief| day(debrief.mark.recorded)),
    }
}
