//! At the gate and after: out and back, what is done while somebody is late, the failure report, looking back.

use jiff::Timestamp;

use super::{may, release, worded};
use crate::case::Case;
use crate::effect::NotApplied;
use crate::rights::Right;
use crate::rotl::{
    Application, ApplicationId, Debrief, Debriefed, Direction, FailureReported, GateMoved, Irregular, LateStepKept,
    LateStepTaken, Passage, Release,
};
use crate::stamp::Stamp;

impl Case {
    /// What going out on a release now would lack. Nobody is out twice at once.
    pub fn going_out_lacks(&self, application: &Application, release: &Release) -> Option<Irregular> {
        let mut others = self.applications.values().flat_map(|application| &application.releases);
        let still_out = others.any(|other| other.planned.id != release.planned.id && other.is_out());
        application.lacks(release).or(still_out.then_some(Irregular::StillOut))
    }

    /// Somebody at the gate says what happened, and it is kept: a release that lacks something is not one, but the prisoner is out all the
    /// same. Out and back can come in either order, from two computers.
    pub(super) fn gate_moved(&mut self, stamp: &Stamp, body: &GateMoved) -> Result<ApplicationId, NotApplied> {
        may(stamp, Right::RecordGate)?;
        has_come(stamp, body.at)?;
        for words in body.corrects.iter().chain(&body.concern) {
            worded(words)?;
        }
        let application = self.applications.get(&body.id).ok_or(NotApplied::NoSuchApplication)?;
        let known = application.release(body.release).ok_or(NotApplied::NoSuchRelease)?;
        if known.passage(body.direction).is_some() != body.corrects.is_some() {
            return Err(if body.corrects.is_some() { NotApplied::NothingToEnd } else { NotApplied::AlreadyMoved });
        }
        let lacks = self.going_out_lacks(application, known);
        let release = release(self.application(body.id)?, body.release)?;
        let (had_left, was_out) = (release.left.is_some(), release.is_out());
        let passage = Some(Passage { at: body.at, mark: stamp.mark(), concern: body.concern.is_some() });
        match body.direction {
            Direction::Out => release.left = passage,
            Direction::In => release.returned = passage,
        }
        // Whoever turns out not to have come back is out as much as whoever goes out now.
        if !had_left && release.left.is_some() || !was_out && release.is_out() {
            release.irregular = release.irregular.or(lacks);
        }
        Ok(body.id)
    }

    pub(super) fn late_step_taken(&mut self, stamp: &Stamp, body: &LateStepTaken) -> Result<ApplicationId, NotApplied> {
        may(stamp, Right::RecordGate)?;
        has_come(stamp, body.at)?;
        if body.step.needs_words() {
            worded(&body.words)?;
        }
        let release = release(self.application(body.id)?, body.release)?;
        match release.late.iter_mut().find(|known| known.step == body.step) {
            Some(known) => known.at = known.at.min(body.at),
            None => release.late.push(LateStepKept { step: body.step, at: body.at }),
        }
        release.late.sort_by_key(|known| (known.at, known.step));
        Ok(body.id)
    }

    pub(super) fn failure_reported(
        &mut self,
        stamp: &Stamp,
        body: &FailureReported,
    ) -> Result<ApplicationId, NotApplied> {
        may(stamp, Right::ReportFailure)?;
        if body.answers.is_empty() {
            return Err(NotApplied::Blank);
        }
        release(self.application(body.id)?, body.release)?.reported = true;
        Ok(body.id)
    }

    /// Whoever looks back again corrects what they said.
    pub(super) fn debriefed(&mut self, stamp: &Stamp, body: &Debriefed) -> Result<ApplicationId, NotApplied> {
        may(stamp, Right::DebriefRelease)?;
        worded(&body.words)?;
        let release = release(self.application(body.id)?, body.release)?;
        if release.left.is_none() && release.returned.is_none() {
            return Err(NotApplied::NotMoved);
        }
        release.debriefs.retain(|known| known.by != body.by);
        let debrief = Debrief { by: body.by, concern: body.concern, mark: stamp.mark(), assessed: false };
        release.debriefs.push(debrief);
        release.debriefs.sort_by_key(|known| known.by);
        Ok(body.id)
    }
}

/// Nothing is recorded as having happened later than it was written down.
fn has_come(stamp: &Stamp, at: Timestamp) -> Result<(), NotApplied> {
    if at > stamp.recorded { Err(NotApplied::Ahead) } else { Ok(()) }
}
