//! Acts that settle something by being done, and what is settled by hand instead.

use ledger::Compartment;

use super::{may, not_ahead, within, worded};
use crate::act::{Act, ActDone};
use crate::case::{ByHand, Case, CheckAct, KeptAct, LastDone};
use crate::effect::{Effect, NotApplied};
use crate::event::SettledByHand;
use crate::rights::Right;
use crate::stamp::Stamp;

impl Case {
    pub(super) fn act_done(
        &mut self,
        stamp: &Stamp,
        body: ActDone,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotApplied> {
        may(stamp, right_to_record(body.act))?;
        within(stamp, Compartment::General)?;
        not_ahead(stamp, body.on)?;
        if body.act.needs_words() {
            worded(&body.words)?;
        }
        let about = body.about.as_deref().map(str::trim).filter(|about| !about.is_empty());
        if body.act.needs_about() && about.is_none() {
            return Err(NotApplied::Unnamed);
        }
        let kept = KeptAct { at: stamp.position, author: stamp.author, on: body.on };
        match (body.act, about) {
            (act, Some(agency)) if act.is_of_a_check() => {
                let known = self.checks.get(agency).cloned();
                let mut check = known.unwrap_or_default();
                check.add(CheckAct { act, kept }).ok_or(NotApplied::NotAsked)?;
                self.checks.insert(agency.to_owned(), check);
            }
            (Act::RiskTold, Some(whom)) => self.told(whom, &kept),
            (Act::MovesRead, _) => self.moves_read(stamp),
            _ => {}
        }
        if !body.act.is_of_a_check() {
            self.keep_last(body.act, about, kept);
        }
        effects.push(Effect::ActDone(body));
        Ok(())
    }

    /// The last day counts, whichever was written down last.
    fn keep_last(&mut self, act: Act, about: Option<&str>, kept: KeptAct) {
        match self.done.iter_mut().find(|done| done.act == act && done.about.as_deref() == about) {
            Some(done) => done.add(kept),
            None => {
                let mut done = LastDone::never(act, about.map(str::to_owned));
                done.add(kept);
                self.done.push(done);
                self.done.sort_by(|one, other| (one.act, &one.about).cmp(&(other.act, &other.about)));
            }
        }
    }

    pub(super) fn settled_by_hand(
        &mut self,
        stamp: &Stamp,
        body: SettledByHand,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotApplied> {
        may(stamp, Right::SettleByHand)?;
        within(stamp, Compartment::General)?;
        worded(&body.kind)?;
        worded(&body.reason)?;
        let same = |known: &ByHand| (&known.kind, &known.about, known.since) == (&body.kind, &body.about, body.since);
        if self.by_hand.iter().any(same) {
            return Err(NotApplied::Repeated);
        }
        let SettledByHand { kind, about, since, reason } = body.clone();
        self.by_hand.push(ByHand { kind, about, since, reason, mark: stamp.mark() });
        effects.push(Effect::SettledByHand(body));
        Ok(())
    }
}

/// The right that recording an act needs.
pub const fn right_to_record(act: Act) -> Right {
    match act {
        Act::Oversight => Right::Oversee,
        _ => Right::RecordActs,
    }
}
