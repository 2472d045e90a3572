//! Release on temporary licence: what may come after what, and who may write it. `docs/rotl.md` draws the states.

mod asking;
mod deciding;
mod gate;

use ledger::{Compartment, Role};

use super::{may, within, worded};
use crate::case::Case;
use crate::effect::{Effect, NotApplied};
use crate::event::CaseEvent;
use crate::field::Field;
use crate::rights::Right;
use crate::rotl::{Application, ApplicationId, Grade, Irregular, Release, ReleaseId, RotlConsulted, Stop, Tier, Turn};
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
            CaseEvent::RotlSteered(body) => self.rotl_steered(stamp, body)?,
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
    pub(super) fn close_applications(&mut self, stamp: &Stamp) {
        for application in self.applications.values_mut().filter(|application| !application.status().is_over()) {
            application.stop = Some(Stop { turn: None, mark: stamp.mark() });
            recall(application, Irregular::Stopped);
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
        let indeterminate = self.value(Field::Indeterminate) == Some(&crate::fact::Value::Flag(true));
        high || indeterminate
    }

    /// Standard or restricted: never less than what the record knows.
    fn tier(&self, said: Tier) -> Tier {
        if self.demands_restricted() { Tier::Restricted } else { said }
    }
}

/// Where an event about an application belongs: a restricted reply with the restricted material, everything else with the case.
pub(super) fn compartment_of(event: &CaseEvent) -> Compartment {
    match event {
        CaseEvent::RotlConsulted(RotlConsulted { visibility: crate::event::Visibility::Restricted, .. }) => {
            Compartment::Restricted
        }
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

/// The right that stopping an application, or letting it go on, needs. What is suspended, whoever may decide lets go on.
fn right_to_steer(turn: Turn, stop: Option<Stop>) -> Right {
    match (turn, stop.and_then(|stop| stop.turn)) {
        (Turn::Revoked, _) | (Turn::Resumed, Some(Turn::Suspended)) => Right::DecideRelease,
        (Turn::Withdrawn, _) => Right::ApplyForRelease,
        (Turn::Paused | Turn::Suspended | Turn::Resumed, _) => Right::StopRelease,
    }
}
