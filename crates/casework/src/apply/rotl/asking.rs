//! Up to the decision: the application, people's answers to rules, consultation, places, the assessment, the board.

use super::super::{may_see, not_ahead};
use super::{has_grade, may, release, worded};
use crate::case::Case;
use crate::effect::NotApplied;
use crate::event::Visibility;
use crate::rights::Right;
use crate::rotl::{
    Answered, Application, ApplicationId, Asked, Assessment, BoardHeld, Bounds, ConsultStep, Consultation, Consultee,
    Opinion, Place, PlaceVisited, PlannedRelease, Release, ReleaseId, ReleasesPlanned, RotlApplied, RotlAssessed,
    RotlConsulted, RotlRuleAnswered, RuleAnswer, Status, Verdict, Visit,
};
use crate::stamp::{Mark, Stamp};

impl Case {
    pub(super) fn rotl_applied(&mut self, stamp: &Stamp, body: &RotlApplied) -> Result<ApplicationId, NotApplied> {
        may(stamp, Right::ApplyForRelease)?;
        says_enough(body)?;
        self.may_be_written(body)?;
        let (tier, mark) = (self.tier(body.tier), stamp.mark());
        let application = self.applications.entry(body.id).or_insert_with(|| Application::new(body, mark));
        application.kind = body.kind;
        application.tier = tier;
        application.reason.clone_from(&body.reason);
        application.purpose.clone_from(&body.purpose);
        application.places.clone_from(&body.places);
        application.written = mark;
        // What was put off is asked again.
        application.decisions.clear();
        application.bounds = Bounds::of(&body.releases);
        application.releases = body.releases.iter().map(|planned| Release::new(*planned, 0)).collect();
        application.releases.sort_by_key(|release| (release.planned.out, release.planned.id));
        Ok(body.id)
    }

    /// Whether nothing has come of the application yet, and its releases are nobody else's.
    fn may_be_written(&self, body: &RotlApplied) -> Result<(), NotApplied> {
        if let Some(known) = self.applications.get(&body.id) {
            match known.status() {
                Status::Applied | Status::Deferred => {}
                Status::Withdrawn | Status::Revoked | Status::Closed => return Err(NotApplied::Over),
                _ => return Err(NotApplied::AlreadyDecided),
            }
            if known.releases.iter().any(|release| release.left.is_some() || release.returned.is_some()) {
                return Err(NotApplied::AlreadyMoved);
            }
        }
        let ours = |release: &Release| body.releases.iter().any(|planned| planned.id == release.planned.id);
        let mut others = self.applications.values().filter(|application| application.id != body.id);
        if others.any(|application| application.releases.iter().any(ours)) {
            return Err(NotApplied::Repeated);
        }
        Ok(())
    }

    pub(super) fn releases_planned(
        &mut self,
        stamp: &Stamp,
        body: &ReleasesPlanned,
    ) -> Result<ApplicationId, NotApplied> {
        may(stamp, Right::ApplyForRelease)?;
        worded(&body.reason)?;
        let application = self.open_application(body.id)?;
        if !body.moved.iter().all(|moved| application.bounds.hold(moved)) {
            return Err(NotApplied::BeyondApproval);
        }
        // All of it or nothing: the plan is made on a copy.
        let version = application.licence.map_or(0, |licence| licence.version);
        let mut changed = application.clone();
        for moved in &body.moved {
            let release = still_planned(&mut changed, moved.id)?;
            *release = Release { moved: Some(stamp.mark()), ..Release::new(*moved, version) };
        }
        for id in &body.cancelled {
            still_planned(&mut changed, *id)?.cancelled = true;
        }
        changed.releases.sort_by_key(|release| (release.planned.out, release.planned.id));
        let left: Vec<PlannedRelease> =
            changed.releases.iter().filter(|release| !release.cancelled).map(|release| release.planned).collect();
        if !left.is_empty() {
            follow_each_other(&left)?;
        }
        *application = changed;
        Ok(body.id)
    }

    pub(super) fn rotl_rule_answered(
        &mut self,
        stamp: &Stamp,
        body: &RotlRuleAnswered,
    ) -> Result<ApplicationId, NotApplied> {
        let exception = body.answer == RuleAnswer::Exception;
        may(stamp, if exception { Right::DecideRelease } else { Right::AssessRelease })?;
        worded(&body.rule)?;
        worded(&body.words)?;
        let grade = self.grade_for(body.id)?;
        let application = self.open_application(body.id)?;
        if exception && !has_grade(stamp, grade) {
            return Err(NotApplied::TooLowGrade);
        }
        application.answers.retain(|known| known.rule != body.rule);
        application.answers.push(Answered {
            rule: body.rule.clone(),
            answer: body.answer,
            words: body.words.clone(),
            mark: stamp.mark(),
        });
        application.answers.sort_by(|one, other| one.rule.cmp(&other.rule));
        Ok(body.id)
    }

    pub(super) fn rotl_consulted(&mut self, stamp: &Stamp, body: &RotlConsulted) -> Result<ApplicationId, NotApplied> {
        may(stamp, Right::ConsultOnRelease)?;
        may_see(stamp, body.visibility)?;
        not_ahead(stamp, body.on)?;
        if body.with.consultee == Consultee::Other && body.with.name.trim().is_empty() {
            return Err(NotApplied::Unnamed);
        }
        if body.step == ConsultStep::NotNeeded {
            worded(&body.words)?;
        }
        let application = self.open_application(body.id)?;
        // What is restricted is history for whoever holds the key. That there is a reply is said to everybody by a step without words,
        // so that every device knows the same.
        if body.visibility == Visibility::Restricted {
            worded(&body.words)?;
            return Ok(body.id);
        }
        let at = application.consultations.iter().position(|known| known.with == body.with);
        let mut kept = match at.and_then(|at| application.consultations.get(at)) {
            Some(known) => known.clone(),
            None => Consultation::nobody_asked(body.with.clone()),
        };
        kept.follow(body)?;
        match at.and_then(|at| application.consultations.get_mut(at)) {
            Some(known) => *known = kept,
            None => application.consultations.push(kept),
        }
        application.consultations.sort_by(|one, other| one.with.cmp(&other.with));
        Ok(body.id)
    }

    pub(super) fn place_visited(&mut self, stamp: &Stamp, body: &PlaceVisited) -> Result<ApplicationId, NotApplied> {
        may(stamp, Right::ConsultOnRelease)?;
        not_ahead(stamp, body.on)?;
        worded(&body.by)?;
        worded(&body.words)?;
        let application = self.open_application(body.id)?;
        if !application.places.iter().any(|place| place.name == body.place) {
            return Err(NotApplied::Unnamed);
        }
        let newer = |known: &Visit| known.place == body.place && known.on > body.on;
        if !application.visits.iter().any(newer) {
            application.visits.retain(|known| known.place != body.place);
            application.visits.push(Visit { place: body.place.clone(), on: body.on, suitable: body.suitable });
            application.visits.sort_by(|one, other| one.place.cmp(&other.place));
        }
        Ok(body.id)
    }

    /// Whoever decided may not assess: the two are different people, whichever came first.
    pub(super) fn rotl_assessed(&mut self, stamp: &Stamp, body: &RotlAssessed) -> Result<ApplicationId, NotApplied> {
        may(stamp, Right::AssessRelease)?;
        worded(&body.summary)?;
        for risk in &body.risks {
            worded(&risk.what)?;
            worded(&risk.control)?;
        }
        let application = self.open_application(body.id)?;
        if application.decisions.iter().any(|decision| decision.mark.author == stamp.author) {
            return Err(NotApplied::OwnDecision);
        }
        let before = application.assessment.as_ref().map_or(0, |assessment| assessment.version);
        application.assessment =
            Some(Assessment { version: before.saturating_add(1), watched: body.watched.clone(), mark: stamp.mark() });
        for debrief in application.releases.iter_mut().flat_map(|release| &mut release.debriefs) {
            debrief.assessed |= stamp.saw(&debrief.mark.position);
        }
        if !application.assessors.contains(&stamp.author) {
            application.assessors.push(stamp.author);
            application.assessors.sort();
        }
        Ok(body.id)
    }

    pub(super) fn board_held(&mut self, stamp: &Stamp, body: &BoardHeld) -> Result<ApplicationId, NotApplied> {
        may(stamp, Right::HoldBoard)?;
        not_ahead(stamp, body.on)?;
        worded(&body.minutes)?;
        if body.members.is_empty() {
            return Err(NotApplied::Unnamed);
        }
        for member in &body.members {
            worded(&member.name)?;
            if dissents(member.opinion, body.recommends) {
                worded(&member.words)?;
            }
        }
        let application = self.open_application(body.id)?;
        application.board = application.board.max(Some(body.on));
        Ok(body.id)
    }
}

impl Application {
    /// One about which nothing but `body` is known.
    fn new(body: &RotlApplied, mark: Mark) -> Self {
        Self {
            id: body.id,
            kind: body.kind,
            tier: body.tier,
            reason: String::new(),
            purpose: String::new(),
            places: Vec::new(),
            made: mark,
            written: mark,
            decisions: Vec::new(),
            stops: Vec::new(),
            assessment: None,
            assessors: Vec::new(),
            consultations: Vec::new(),
            answers: Vec::new(),
            visits: Vec::new(),
            board: None,
            licence: None,
            releases: Vec::new(),
            reviewed: None,
            watched: Vec::new(),
            bounds: Bounds::of(&body.releases),
        }
    }
}

impl Consultation {
    /// Nobody was asked yet.
    pub const fn nobody_asked(with: Asked) -> Self {
        Self { with, asked: None, due: None, chased: None, replied: None, opinion: None, not_needed: false }
    }

    /// What one step changes. Only whoever was asked can be chased; a reply that nobody asked for is one all the same.
    fn follow(&mut self, body: &RotlConsulted) -> Result<(), NotApplied> {
        match body.step {
            ConsultStep::Asked => {
                self.asked = Some(self.asked.map_or(body.on, |known| known.max(body.on)));
                self.due = body.due.or(self.due);
                self.not_needed = false;
                // Whoever is asked again is to answer again.
                if self.replied.is_some_and(|replied| replied < body.on) {
                    self.replied = None;
                    self.opinion = None;
                }
            }
            ConsultStep::Chased => {
                if self.asked.is_none() {
                    return Err(NotApplied::NotAsked);
                }
                self.chased = self.chased.max(Some(body.on));
                self.due = body.due.or(self.due);
            }
            ConsultStep::Replied => {
                if self.replied <= Some(body.on) {
                    self.replied = Some(body.on);
                    self.opinion = body.opinion.or(self.opinion);
                }
                self.not_needed = false;
            }
            ConsultStep::NotNeeded => self.not_needed = true,
            ConsultStep::NeededAfterAll => self.not_needed = false,
        }
        Ok(())
    }
}

/// Whether an application says what for, where to and when.
fn says_enough(body: &RotlApplied) -> Result<(), NotApplied> {
    worded(&body.words)?;
    worded(&body.reason)?;
    let vague = |place: &Place| place.name.trim().is_empty() || place.address.trim().is_empty();
    if body.places.is_empty() || body.places.iter().any(vague) {
        return Err(NotApplied::Unnamed);
    }
    follow_each_other(&body.releases)
}

/// Whether a member of a board thinks otherwise than it recommends.
const fn dissents(opinion: Opinion, recommends: Verdict) -> bool {
    match recommends {
        Verdict::Granted => matches!(opinion, Opinion::Concerns | Opinion::Against),
        Verdict::Refused => matches!(opinion, Opinion::Supports),
        Verdict::Deferred => false,
    }
}

/// Whether there is a release at all, each ends after it begins, and none begins before the one before has ended.
fn follow_each_other(releases: &[PlannedRelease]) -> Result<(), NotApplied> {
    if releases.is_empty() {
        return Err(NotApplied::NoRelease);
    }
    if releases.iter().any(|release| release.back <= release.out) {
        return Err(NotApplied::BackFirst);
    }
    let mut sorted = releases.to_vec();
    sorted.sort_by_key(|release| (release.out, release.id));
    let overlap = sorted.windows(2).any(|pair| matches!(pair, [one, next] if next.out < one.back));
    let mut ids: Vec<_> = sorted.iter().map(|release| release.id).collect();
    ids.sort();
    let twice = ids.windows(2).any(|pair| matches!(pair, [one, next] if one == next));
    if overlap || twice { Err(NotApplied::Overlap) } else { Ok(()) }
}

/// A release of which nothing has happened yet.
fn still_planned(application: &mut Application, id: ReleaseId) -> Result<&mut Release, NotApplied> {
    let release = release(application, id)?;
    if release.cancelled || release.left.is_some() || release.returned.is_some() {
        Err(NotApplied::AlreadyMoved)
    } else {
        Ok(release)
    }
}
