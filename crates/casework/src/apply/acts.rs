//! Acts that settle something by being done, and what is settled by hand instead.

use ledger::Compartment;

use super::{may, not_ahead, within, worded};
use crate::act::{Act, ActDone};
use crate::case::{AskedCheck, ByHand, Case, LastDone};
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
        match (body.act, about) {
            (Act::CheckRequested, Some(agency)) => self.check_requested(agency, &body),
            (Act::CheckChased | Act::CheckAnswered, Some(agency)) => self.check_followed(agency, &body)?,
            (Act::RiskTold, Some(whom)) => self.told(whom, body.on),
            (Act::MovesRead, _) => self.moves_read(stamp),
            _ => {}
        }
        self.keep_last(body.act, about, &body);
        effects.push(Effect::ActDone(body));
        Ok(())
    }

    /// The last day counts, whichever was written down last.
    fn keep_last(&mut self, act: Act, about: Option<&str>, body: &ActDone) {
        match self.done.iter_mut().find(|done| done.act == act && done.about.as_deref() == about) {
            Some(done) => done.on = done.on.max(body.on),
            None => {
                self.done.push(LastDone { act, about: about.map(str::to_owned), on: body.on });
                self.done.sort_by(|one, other| (one.act, &one.about).cmp(&(other.act, &other.about)));
            }
        }
    }

    /// Asking again while an answer is out is chasing it.
    fn check_requested(&mut self, agency: &str, body: &ActDone) {
        let check = AskedCheck { requested: body.on, chased: None, answered: None };
        match self.checks.get_mut(agency).filter(|open| open.answered.is_none()) {
            Some(open) if body.on < open.requested => open.requested = body.on,
            Some(open) => open.chased = open.chased.max(Some(body.on)),
            None => {
                self.checks.insert(agency.to_owned(), check);
            }
        }
    }

    /// Only what was asked for, and has no answer, is chased or answered.
    fn check_followed(&mut self, agency: &str, body: &ActDone) -> Result<(), NotApplied> {
        let check = self.checks.get_mut(agency).ok_or(NotApplied::NotAsked)?;
        if check.answered.is_some() || body.on < check.requested {
            return Err(NotApplied::NotAsked);
        }
        if body.act == Act::CheckAnswered {
            check.answered = Some(body.on);
        } else {
            check.chased = check.chased.max(Some(body.on));
        }
        Ok(())
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
