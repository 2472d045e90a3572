//! The decision, what stops an application, the licence, and the review of a series.

use super::super::not_ahead;
use super::{has_grade, may, recall, right_to_steer, worded};
use crate::case::{Candidate, Case, Conflict};
use crate::effect::{Effect, NotApplied};
use crate::event::Contested;
use crate::fact::Value;
use crate::rights::Right;
use crate::rotl::{
    Application, ApplicationId, Decision, Irregular, Licence, LicenceIssued, RotlDecided, RotlSteered, SeriesReviewed,
    Status, Stop, Turn, Verdict,
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
        let known = self.applications.get(&body.id).ok_or(NotApplied::NoSuchApplication)?;
        let tier = self.tier(known.tier);
        if !has_grade(stamp, body.grade) || body.grade < tier.floor().max(body.demanded) {
            return Err(NotApplied::TooLowGrade);
        }
        let application = self.application(body.id)?;
        may_be_decided(stamp, application, body)?;
        let decision = Decision {
            verdict: body.verdict,
            grade: body.grade,
            demanded: body.demanded,
            again: body.again,
            review: body.review,
            mark: stamp.mark(),
        };
        let seen = application.decisions.iter().all(|standing| stamp.saw(&standing.mark.position));
        if seen {
            decide(application, decision);
            self.settle_decision(body, effects);
        } else {
            application.decisions.push(decision);
            recall(application, Irregular::Undecided);
            self.contest_decision(body.id, effects);
        }
        Ok(body.id)
    }

    /// Somebody who has seen every decision made another: the conflict is over.
    fn settle_decision(&mut self, body: &RotlDecided, effects: &mut Vec<Effect>) {
        let contested = Contested::Application(body.id);
        let before = self.conflicts.len();
        self.conflicts.retain(|conflict| conflict.contested != contested);
        if self.conflicts.len() < before {
            effects.push(Effect::ConflictSettled { contested, reason: body.reasons.clone() });
        }
    }

    /// Several decided while apart: somebody is asked to decide with all of them before their eyes.
    fn contest_decision(&mut self, id: ApplicationId, effects: &mut Vec<Effect>) {
        let Some(application) = self.applications.get(&id) else { return };
        let candidate = |decision: &Decision| Candidate {
            value: Some(Value::Text(decision.verdict.words().to_owned())),
            staff: Some(decision.mark.author),
            mark: decision.mark,
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

    /// Only whoever has seen what stops an application lets it go on. A stop that is harder than the one before takes its place; a
    /// softer one changes nothing.
    pub(super) fn rotl_steered(&mut self, stamp: &Stamp, body: &RotlSteered) -> Result<ApplicationId, NotApplied> {
        worded(&body.reason)?;
        let application = self.open_application(body.id)?;
        may(stamp, right_to_steer(body.turn, application.stop))?;
        let granted = matches!(application.status(), Status::Granted | Status::Paused | Status::Suspended);
        let before = application.stop;
        let stop = Some(Stop { turn: Some(body.turn), mark: stamp.mark() });
        match body.turn {
            Turn::Withdrawn => {
                application.stop = stop;
                recall(application, Irregular::Stopped);
            }
            _ if !granted => return Err(NotApplied::NotGranted),
            Turn::Revoked | Turn::Suspended => {
                application.stop = stop;
                recall(application, Irregular::Stopped);
            }
            Turn::Paused => application.stop = before.or(stop),
            Turn::Resumed => {
                let stopped = before.ok_or(NotApplied::NothingToEnd)?;
                if !stamp.saw(&stopped.mark.position) {
                    return Err(NotApplied::Unseen);
                }
                application.stop = None;
            }
        }
        Ok(body.id)
    }

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
        let before = application.licence.map_or(0, |licence| licence.version);
        application.licence = Some(Licence { version: before.saturating_add(1), mark: stamp.mark() });
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
        if !matches!(application.status(), Status::Granted | Status::Paused | Status::Suspended) {
            return Err(NotApplied::NotGranted);
        }
        application.reviewed = application.reviewed.max(Some(body.on));
        application.watched.clone_from(&body.watched);
        if !body.goes_on && application.stop.is_none() {
            application.stop = Some(Stop { turn: Some(Turn::Paused), mark: stamp.mark() });
        }
        Ok(body.id)
    }
}

/// Whether this decision can be made, whatever was decided before.
fn may_be_decided(stamp: &Stamp, application: &Application, body: &RotlDecided) -> Result<(), NotApplied> {
    if application.stop.is_some_and(|stop| !matches!(stop.turn, Some(Turn::Paused | Turn::Suspended))) {
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
    let seen = application.decisions.iter().all(|standing| stamp.saw(&standing.mark.position));
    let open = matches!(application.status(), Status::Applied | Status::Deferred | Status::Undecided);
    if seen && !open { Err(NotApplied::AlreadyDecided) } else { Ok(()) }
}

/// A decision takes the place of all before. What was licensed under them is licensed anew.
fn decide(application: &mut Application, decision: Decision) {
    let version = application.licence.map_or(0, |licence| licence.version);
    application.decisions = vec![decision];
    for release in application.releases.iter_mut().filter(|release| release.left.is_none()) {
        release.after_licence = version;
    }
}
