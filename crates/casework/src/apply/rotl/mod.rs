//! Release on temporary licence: what may come after what, and who may write it. `docs/rotl.md` draws the states.

mod asking;
mod deciding;
mod gate;

pub use deciding::right_to_steer;
use ledger::{Compartment, Role};

use super::{may, within, worded};
use crate::case::Case;
use crate::effect::{Effect, NotApplied};
use crate::event::{CaseEvent, Contested, Visibility};
use crate::fact::Value;
use crate::field::Field;
use crate::rotl::{Application, ApplicationId, Grade, Irregular, Release, ReleaseId, RotlConsulted, Stop, Tier};
use crate::stamp::Stamp;

impl Case {
    /// Applies an event about an application. `event` is kept whole for its history.
    pub(super) fn rotl(
        &mut self,
        stamp: &Stamp,
        event: CaseEvent,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotApplied> {
        within(stamp, compartment_of(&event))?;
        let id = match &event {
            CaseEvent::RotlApplied(body) => self.rotl_applied(stamp, body)?,
            CaseEvent::RotlRuleAnswered(body) => self.rotl_rule_answered(stamp, body)?,
            CaseEvent::RotlConsulted(body) => self.rotl_consulted(stamp, body)?,
            CaseEvent::PlaceVisited(body) => self.place_visited(stamp, body)?,
            CaseEvent::RotlAssessed(body) => self.rotl_assessed(stamp, body)?,
            CaseEvent::BoardHeld(body) => self.board_held(stamp, body)?,
            CaseEvent::RotlDecided(body) => self.rotl_decided(stamp, body, effects)?,
            CaseEvent::RotlSteered(body) => self.rotl_steered(stamp, body, effects)?,
            CaseEvent::LicenceIssued(body) => self.licence_issued(stamp, body)?,
            CaseEvent::ReleasesPlanned(body) => self.releases_planned(stamp, body)?,
            CaseEvent::GateMoved(body) => self.gate_moved(stamp, body)?,
            CaseEvent::LateStepTaken(body) => self.late_step_taken(stamp, body)?,
            CaseEvent::FailureReported(body) => self.failure_reported(stamp, body)?,
            CaseEvent::Debriefed(body) => self.debriefed(stamp, body)?,
            CaseEvent::SeriesReviewed(body) => self.series_reviewed(stamp, body)?,
            _ => return Err(NotApplied::Misfiled),
        };
        effects.push(Effect::Rotl { application: id, event: Box::new(event) });
        Ok(())
    }

    /// Whoever leaves the prison leaves their applications behind; whoever is out when that is recorded has nothing to be out on.
    pub(super) fn close_applications(&mut self, stamp: &Stamp, effects: &mut Vec<Effect>) {
        let mut closed = Vec::new();
        for application in self.applications.values_mut().filter(|application| !application.status().is_over()) {
            application.stops.push(Stop { turn: None, mark: stamp.mark() });
            recall(application, Irregular::Stopped);
            closed.push(application.id);
        }
        for id in closed {
            self.end_conflict(id, "The prisoner left the prison", effects);
        }
    }

    /// Nothing is left to decide between: it was decided again, or nobody will.
    fn end_conflict(&mut self, id: ApplicationId, reason: &str, effects: &mut Vec<Effect>) {
        let contested = Contested::Application(id);
        let before = self.conflicts.len();
        self.conflicts.retain(|conflict| conflict.contested != contested);
        if self.conflicts.len() < before {
            effects.push(Effect::ConflictSettled { contested, reason: reason.to_owned() });
        }
    }

    fn application(&mut self, id: ApplicationId) -> Result<&mut Application, NotApplied> {
        self.applications.get_mut(&id).ok_or(NotApplied::NoSuchApplication)
    }

    /// One that something can still come of.
    fn open_application(&mut self, id: ApplicationId) -> Result<&mut Application, NotApplied> {
        let application = self.application(id)?;
        if application.status().is_over() { Err(NotApplied::Over) } else { Ok(application) }
    }

    /// Whether the record knows by itself that a release would be restricted.
    fn demands_restricted(&self) -> bool {
        let rosh = self.text(Field::Rosh).unwrap_or_default();
        let high = ["HIGH", "VERY_HIGH"].iter().any(|level| rosh.eq_ignore_ascii_case(level));
        let indeterminate = self.value(Field::Indeterminate) == Some(&Value::Flag(true));
        high || indeterminate
    }

    /// Standard or restricted: never less than what the record knows.
    fn tier(&self, said: Tier) -> Tier {
        if self.demands_restricted() { Tier::Restricted } else { said }
    }

    /// The grade in which anything about an application is decided: its tier's, or what the prison demanded when it was decided.
    fn grade_for(&self, id: ApplicationId) -> Result<Grade, NotApplied> {
        let application = self.applications.get(&id).ok_or(NotApplied::NoSuchApplication)?;
        let demanded = application.decisions.iter().map(|decision| decision.demanded).max();
        Ok(demanded.into_iter().fold(self.tier(application.tier).floor(), Grade::max))
    }
}

/// Where an event about an application belongs: a restricted reply with the restricted material, everything else with the case.
pub(super) fn compartment_of(event: &CaseEvent) -> Compartment {
    match event {
        CaseEvent::RotlConsulted(RotlConsulted { visibility: Visibility::Restricted, .. }) => Compartment::Restricted,
        _ => Compartment::General,
    }
}

/// Takes from whoever is out what they are out on.
fn recall(application: &mut Application, why: Irregular) {
    for release in application.releases.iter_mut().filter(|release| release.is_out()) {
        release.irregular.get_or_insert(why);
    }
}

fn release(application: &mut Application, id: ReleaseId) -> Result<&mut Release, NotApplied> {
    application.releases.iter_mut().find(|release| release.planned.id == id).ok_or(NotApplied::NoSuchRelease)
}

/// Whether somebody has a grade: the governor has every one.
fn has_grade(stamp: &Stamp, grade: Grade) -> bool {
    match grade {
        Grade::DutyManager => stamp.roles.has_any(&[Role::DutyManager, Role::Governor]),
        Grade::Governor => stamp.roles.has(Role::Governor),
    }
}
