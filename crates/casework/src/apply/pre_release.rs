//! The plan for a release, the packs that go to the community and those that come from other prisons: what may be written, and by whom.

use std::collections::BTreeMap;

use crypto::{Context, Hash, derive_hash};
use ledger::Compartment;

use super::{may, not_ahead, within, worded};
use crate::case::Case;
use crate::effect::{Effect, NotApplied};
use crate::event::CaseEvent;
use crate::pre_release::{
    GapExplained, Many, OutcomeReported, PackReceived, PackRestricted, PackSealed, PackTraced, PlanState, PlanStated,
    Planned, ReceivedPack, ReleaseReportWritten, Reported, ReportedOutcome, SealedPack, Topic, TracedStep,
};
use crate::rights::Right;
use crate::stamp::Stamp;

impl Case {
    /// Applies an event about the plan or a pack. `event` is kept whole for its history.
    pub(super) fn pre_release(
        &mut self,
        stamp: &Stamp,
        event: CaseEvent,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotApplied> {
        within(stamp, compartment_of(&event))?;
        match &event {
            CaseEvent::PlanStated(body) => self.plan_stated(stamp, body)?,
            CaseEvent::ReleaseReportWritten(body) => self.release_report_written(stamp, body)?,
            CaseEvent::PackWordsWritten(_) => may(stamp, Right::SealPack)?,
            CaseEvent::GapExplained(body) => self.gap_explained(stamp, body)?,
            CaseEvent::PackSealed(body) => self.pack_sealed(stamp, body)?,
            CaseEvent::PackRestricted(body) => pack_restricted(stamp, body)?,
            CaseEvent::PackTraced(body) => self.pack_traced(stamp, body)?,
            CaseEvent::OutcomeReported(body) => self.outcome_reported(stamp, body)?,
            CaseEvent::PackReceived(body) => self.pack_received(stamp, body)?,
            _ => return Err(NotApplied::Misfiled),
        }
        effects.push(Effect::PreRelease(Box::new(event)));
        Ok(())
    }

    fn plan_stated(&mut self, stamp: &Stamp, body: &PlanStated) -> Result<(), NotApplied> {
        may(stamp, if body.topic.is_restricted() { Right::WriteRestricted } else { Right::PlanRelease })?;
        let about = body.about.as_deref().map(str::trim).filter(|about| !about.is_empty());
        named(body.topic, about)?;
        if !body.topic.states(about.is_some()).iter().any(|(state, _)| *state == body.state) {
            return Err(NotApplied::NoSuchState);
        }
        if body.topic.needs_words(body.state) {
            worded(&body.words)?;
        }
        let key = (body.topic, about.map(str::to_owned));
        let ended = body.state == PlanState::Ended;
        if ended && !self.pre_release.topics.contains_key(&key) {
            return Err(NotApplied::NothingToEnd);
        }
        let planned = (!ended).then(|| Planned {
            state: body.state,
            worded: !body.words.trim().is_empty(),
            owner: body.owner,
            due: body.due,
            on: body.on,
            mark: stamp.mark(),
            said: said(body),
        });
        self.topic_since_sealed(stamp, &key, planned.as_ref());
        match planned {
            Some(planned) => self.pre_release.topics.insert(key, planned),
            None => self.pre_release.topics.remove(&key),
        };
        Ok(())
    }

    /// Every pathway has an answer, or there is a reason why the report was skipped.
    fn release_report_written(&mut self, stamp: &Stamp, body: &ReleaseReportWritten) -> Result<(), NotApplied> {
        may(stamp, Right::PlanRelease)?;
        not_ahead(stamp, body.on)?;
        match &body.skipped {
            Some(reason) => worded(reason)?,
            None => {
                let answered = |pathway: &Topic| {
                    body.answers.iter().any(|answer| answer.pathway == *pathway && worded(&answer.words).is_ok())
                };
                if !Topic::pathways().all(|pathway| answered(&pathway)) {
                    return Err(NotApplied::Blank);
                }
            }
        }
        let reported = Reported { on: body.on, skipped: body.skipped.is_some(), mark: stamp.mark() };
        self.pre_release.reports.insert(body.kind, reported);
        Ok(())
    }

    fn gap_explained(&mut self, stamp: &Stamp, body: &GapExplained) -> Result<(), NotApplied> {
        may(stamp, Right::SealPack)?;
        worded(&body.words)?;
        if body.gap.trim().is_empty() {
            return Err(NotApplied::Unnamed);
        }
        self.pre_release.explained.insert(body.gap.clone(), stamp.mark());
        Ok(())
    }

    /// Two versions that were sealed while apart both left: both are kept.
    fn pack_sealed(&mut self, stamp: &Stamp, body: &PackSealed) -> Result<(), NotApplied> {
        may(stamp, Right::SealPack)?;
        if body.to.name.trim().is_empty() && body.to.team.trim().is_empty() {
            return Err(NotApplied::Unnamed);
        }
        if self.pre_release.packs.contains_key(&body.id) {
            return Err(NotApplied::Repeated);
        }
        let pack = SealedPack {
            version: body.version,
            to: body.to.clone(),
            file: body.file,
            fingerprint: body.fingerprint,
            mark: stamp.mark(),
            steps: Vec::new(),
            facts: BTreeMap::new(),
            topics: BTreeMap::new(),
        };
        self.pre_release.packs.insert(body.id, pack);
        Ok(())
    }

    fn pack_traced(&mut self, stamp: &Stamp, body: &PackTraced) -> Result<(), NotApplied> {
        may(stamp, Right::TracePack)?;
        let pack = self.pre_release.packs.get_mut(&body.id).ok_or(NotApplied::NoSuchPack)?;
        pack.steps.push(TracedStep { step: body.step, mark: stamp.mark() });
        Ok(())
    }

    /// Whoever takes a pack in could have written one; and where something restricted came with it, that too.
    fn pack_received(&mut self, stamp: &Stamp, body: &PackReceived) -> Result<(), NotApplied> {
        may(stamp, Right::SealPack)?;
        if body.restricted {
            may(stamp, Right::WriteRestricted)?;
        }
        if body.prison_code.trim().is_empty() {
            return Err(NotApplied::Unnamed);
        }
        if self.pre_release.received.contains_key(&body.fingerprint) {
            return Err(NotApplied::Repeated);
        }
        let pack = ReceivedPack {
            id: body.id,
            version: body.version,
            made: body.made,
            prison: body.prison.clone(),
            prison_code: body.prison_code.clone(),
            sealed_for: body.sealed_for,
            compared: body.compared,
            restricted: body.restricted,
            mark: stamp.mark(),
        };
        self.pre_release.received.insert(body.fingerprint, pack);
        Ok(())
    }

    fn outcome_reported(&mut self, stamp: &Stamp, body: &OutcomeReported) -> Result<(), NotApplied> {
        may(stamp, Right::PlanRelease)?;
        not_ahead(stamp, body.on)?;
        let reported = ReportedOutcome { outcome: body.outcome, on: body.on, mark: stamp.mark() };
        self.pre_release.outcomes.push(reported);
        Ok(())
    }
}

/// Whoever lets something restricted leave can read it, and could have written it.
fn pack_restricted(stamp: &Stamp, body: &PackRestricted) -> Result<(), NotApplied> {
    may(stamp, Right::SealPack)?;
    may(stamp, Right::WriteRestricted)?;
    if body.items.is_empty() { Err(NotApplied::Unnamed) } else { Ok(()) }
}

/// The hash of what is stated of a topic.
fn said(body: &PlanStated) -> Hash {
    let mut bytes = Vec::new();
    // Writing to memory cannot fail.
    let _: Result<(), _> = minicbor::encode(body, &mut bytes);
    derive_hash(Context::State, &[b"stated", &bytes])
}

fn named(topic: Topic, about: Option<&str>) -> Result<(), NotApplied> {
    match (topic.many(), about) {
        (Many::Named, None) | (Many::One, Some(_)) => Err(NotApplied::Unnamed),
        _ => Ok(()),
    }
}

fn compartment_of(event: &CaseEvent) -> Compartment {
    match event {
        CaseEvent::PackRestricted(_) => Compartment::Restricted,
        CaseEvent::PlanStated(body) if body.topic.is_restricted() => Compartment::Restricted,
        CaseEvent::PackReceived(body) if body.restricted => Compartment::Restricted,
        _ => Compartment::General,
    }
}
