//! The decision, what stops an application, the licence, and the review of a series.

use super::super::not_ahead;
use super::{has_grade, may, recall, worded};
use crate::case::{Candidate, Case, Conflict};
use crate::effect::{Effect, NotApplied};
use crate::event::Contested;
use crate::fact::Value;
use crate::rights::Right;
use crate::rotl::{
    Application, ApplicationId, Decision, Grade, Irregular, Licence, LicenceIssued, Release, RotlDecided, RotlSteered,
    SeriesReviewed, Status, Stop, Turn, Verdict,
};
use crate::stamp::Stamp;

impl Case {
    pub(super) fn rotl_decided(
        &mut self,
        stamp: &Stamp,
        body: &RotlDecided,
        effects: &mut Vec<Effect>,
    ) -> Result<ApplicationId, NotApplied> {
        may(stamp, Right::DecideRelease)?;
        worded(&body.reasons)?;
        if let Some(why) = &body.against_board {
            worded(why)?;
        }
        let known = self.applications.get(&body.id).ok_or(NotApplied::NoSuchApplication)?;
        let tier = self.tier(known.tier);
        if !has_grade(stamp, body.grade) || body.grade < tier.floor().max(body.demanded) {
            return Err(NotApplied::TooLowGrade);
        }
        let application = self.application(body.id)?;
        may_be_decided(stamp, application, body)?;
        application.tier = tier;
        let decision = Decision {
            verdict: body.verdict,
            grade: body.grade,
            demanded: body.demanded,
            again: body.again,
            review: body.review,
            mark: stamp.mark(),
        };
        if has_seen_decisions(stamp, application) {
            decide(application, decision);
            self.end_conflict(body.id, &body.reasons, effects);
        } else {
            application.decisions.push(decision);
            recall(application, Irregular::Undecided);
            self.contest_decision(body.id, effects);
        }
        Ok(body.id)
    }

    /// Several decided while apart: somebody is asked to decide with all of them before their eyes.
    fn contest_decision(&mut self, id: ApplicationId, effects: &mut Vec<Effect>) {
        let Some(application) = self.applications.get(&id) else { return };
        let candidate = |decision: &Decision| Candidate {
            value: Some(Value::Text(decision.verdict.words().to_owned())),
            staff: Some(decision.mark.author),
            mark: decision.mark,
            imported: false,
        };
        let candidates = application.decisions.iter().map(candidate).collect();
        let contested = Contested::Application(id);
        match self.conflicts.iter_mut().find(|conflict| conflict.contested == contested) {
            Some(conflict) => conflict.candidates = candidates,
            None => {
                self.conflicts.push(Conflict { contested: contested.clone(), candidates });
                effects.push(Effect::ConflictRaised(contested));
            }
        }
    }

    pub(super) fn rotl_steered(
        &mut self,
        stamp: &Stamp,
        body: &RotlSteered,
        effects: &mut Vec<Effect>,
    ) -> Result<ApplicationId, NotApplied> {
        worded(&body.reason)?;
        let grade = self.grade_for(body.id)?;
        let application = self.open_application(body.id)?;
        may(stamp, right_to_steer(body.turn, application.stop()))?;
        if body.turn != Turn::Withdrawn && !is_granted(application) {
            return Err(NotApplied::NotGranted);
        }
        if body.turn == Turn::Resumed {
            may_resume(stamp, application, grade)?;
            application.stops.clear();
            return Ok(body.id);
        }
        application.stops.push(Stop { turn: Some(body.turn), mark: stamp.mark() });
        if body.turn != Turn::Paused {
            recall(application, Irregular::Stopped);
        }
        if body.turn == Turn::Withdrawn {
            self.end_conflict(body.id, &body.reason, effects);
        }
        Ok(body.id)
    }

    /// Nobody licenses what they have not seen: the decision, and where a release was moved to.
    pub(super) fn licence_issued(&mut self, stamp: &Stamp, body: &LicenceIssued) -> Result<ApplicationId, NotApplied> {
        may(stamp, Right::IssueLicence)?;
        worded(&body.issuer)?;
        worded(&body.phone)?;
        for condition in &body.conditions {
            worded(&condition.words)?;
        }
        let application = self.application(body.id)?;
        if application.status() != Status::Granted {
            return Err(NotApplied::NotGranted);
        }
        if !has_seen_decisions(stamp, application) {
            return Err(NotApplied::Unseen);
        }
        let before = application.licence.map_or(0, |licence| licence.version);
        let version = before.saturating_add(1);
        application.licence = Some(Licence { version, mark: stamp.mark() });
        let moved_unseen = |release: &&mut Release| release.moved.is_some_and(|moved| !stamp.saw(&moved.position));
        for release in application.releases.iter_mut().filter(moved_unseen) {
            release.after_licence = version;
        }
        Ok(body.id)
    }

    pub(super) fn series_reviewed(
        &mut self,
        stamp: &Stamp,
        body: &SeriesReviewed,
    ) -> Result<ApplicationId, NotApplied> {
        may(stamp, Right::AssessRelease)?;
        not_ahead(stamp, body.on)?;
        worded(&body.words)?;
        let application = self.open_application(body.id)?;
        if !is_granted(application) {
            return Err(NotApplied::NotGranted);
        }
        if application.reviewed <= Some(body.on) {
            application.reviewed = Some(body.on);
            application.watched.clone_from(&body.watched);
        }
        if !body.goes_on {
            application.stops.push(Stop { turn: Some(Turn::Paused), mark: stamp.mark() });
        }
        Ok(body.id)
    }
}

/// Whether this decision can be made, whatever was decided before.
fn may_be_decided(stamp: &Stamp, application: &Application, body: &RotlDecided) -> Result<(), NotApplied> {
    let status = application.status();
    if matches!(status, Status::Withdrawn | Status::Revoked | Status::Closed) {
        return Err(NotApplied::Over);
    }
    if application.assessors.contains(&stamp.author) {
        return Err(NotApplied::OwnAssessment);
    }
    if !stamp.saw(&application.written.position) {
        return Err(NotApplied::Unseen);
    }
    if body.verdict == Verdict::Granted {
        let assessment = application.assessment.as_ref().ok_or(NotApplied::NotAssessed)?;
        if !stamp.saw(&assessment.mark.position) {
            return Err(NotApplied::Unseen);
        }
    }
    let open = matches!(status, Status::Applied | Status::Deferred | Status::Undecided);
    if !open && has_seen_decisions(stamp, application) { Err(NotApplied::AlreadyDecided) } else { Ok(()) }
}

fn has_seen_decisions(stamp: &Stamp, application: &Application) -> bool {
    application.decisions.iter().all(|standing| stamp.saw(&standing.mark.position))
}

/// A decision takes the place of all before. What was licensed under them is licensed anew.
fn decide(application: &mut Application, decision: Decision) {
    let version = application.licence.map_or(0, |licence| licence.version);
    application.decisions = vec![decision];
    for release in &mut application.releases {
        release.after_licence = version;
    }
}

/// Whether it is granted, be it stopped or not.
fn is_granted(application: &Application) -> bool {
    matches!(application.status(), Status::Granted | Status::Paused | Status::Suspended)
}

/// Only whoever has seen everything that stops an application lets it go on, and what is suspended only whoever may decide on it.
fn may_resume(stamp: &Stamp, application: &Application, grade: Grade) -> Result<(), NotApplied> {
    let hardest = application.stop().ok_or(NotApplied::NothingToEnd)?;
    if hardest.turn == Some(Turn::Suspended) {
        if !has_grade(stamp, grade) {
            return Err(NotApplied::TooLowGrade);
        }
        if application.assessors.contains(&stamp.author) {
            return Err(NotApplied::OwnAssessment);
        }
    }
    if application.stops.iter().all(|stop| stamp.saw(&stop.mark.position)) { Ok(()) } else { Err(NotApplied::Unseen) }
}

/// The right that stopping an application, or letting it go on, needs.
pub fn right_to_steer(turn: Turn, stop: Option<&Stop>) -> Right {
    match (turn, stop.and_then(|stop| stop.turn)) {
        (Turn::Revoked, _) | (Turn::Resumed, Some(Turn::Suspended)) => Right::DecideRelease,
        (Turn::Withdrawn, _) => Right::ApplyForRelease,
        (Turn::Paused | Turn::Suspended | Turn::Resumed, _) => Right::StopRelease,
    }
}
