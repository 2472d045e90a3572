//! At the gate and after: out and back, what is done while somebody is late, the failure report, looking back.

use jiff::Timestamp;

use super::{may, release, worded};
use crate::case::Case;
use crate::effect::NotApplied;
use crate::rights::Right;
use crate::rotl::{
    ApplicationId, Debrief, Debriefed, Direction, FailureReported, GateMoved, LateStepKept, LateStepTaken, Passage,
};
use crate::stamp::Stamp;

impl Case {
    /// Somebody at the gate says what happened, and it is kept: a release that lacks something is not one, but the prisoner is out all the
    /// same. Out and back can come in either order, from two computers.
    pub(super) fn gate_moved(&mut self, stamp: &Stamp, body: &GateMoved) -> Result<ApplicationId, NotApplied> {
        may(stamp, Right::RecordGate)?;
        has_come(stamp, body.at)?;
        if let Some(reason) = &body.corrects {
            worded(reason)?;
        }
        let application = self.application(body.id)?;
        let known = application.release(body.release).ok_or(NotApplied::NoSuchRelease)?;
        if known.passage(body.direction).is_some() != body.corrects.is_some() {
            return Err(if body.corrects.is_some() { NotApplied::NothingToEnd } else { NotApplied::AlreadyMoved });
        }
        let lacks = application.lacks(known);
        let release = release(application, body.release)?;
        let passage = Some(Passage { at: body.at, mark: stamp.mark(), concern: body.concern.is_some() });
        match body.direction {
            Direction::Out => {
                if release.left.is_none() {
                    release.irregular = lacks;
                }
                release.left = passage;
            }
            Direction::In => release.returned = passage,
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
        release.debriefs.push(Debrief { by: body.by, concern: body.concern, mark: stamp.mark() });
        release.debriefs.sort_by_key(|known| known.by);
        Ok(body.id)
    }
}

/// Nothing is recorded as having happened later than it was written down.
fn has_come(stamp: &Stamp, at: Timestamp) -> Result<(), NotApplied> {
    if at > stamp.recorded { Err(NotApplied::Ahead) } else { Ok(()) }
}
