//! What was recorded as done by mistake is taken back: the case is then as if it had not been recorded. The record itself keeps both.

use ledger::{Compartment, Position, PrincipalId};

use super::acts::right_to_record;
use super::{may, within, worded};
use crate::act::{Act, ActWithdrawn};
use crate::case::Case;
use crate::effect::{Effect, NotApplied};
use crate::event::CaseEvent;
use crate::pre_release::PackId;
use crate::rights::Right;
use crate::stamp::Stamp;

/// What is taken back, and where the case keeps it.
enum Found {
    /// An act, by its place among those done.
    Done(usize),
    /// An act about a check, by whom was asked.
    Check(String),
    /// What was settled by hand, by its place among these.
    ByHand(usize),
    /// What became of a pack, by its place among the steps of that pack.
    Step(PackId, usize),
}

impl Case {
    /// By whoever recorded it, or by whoever may for others.
    pub(super) fn act_withdrawn(
        &mut self,
        stamp: &Stamp,
        body: ActWithdrawn,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotApplied> {
        let (found, author, right) = self.find_act(body.of).ok_or(NotApplied::NoSuchAct)?;
        may(stamp, if author == stamp.author { right } else { Right::WithdrawActs })?;
        within(stamp, Compartment::General)?;
        worded(&body.reason)?;
        match found {
            Found::Done(place) => self.not_done(place, body.of),
            Found::Check(agency) => {
                let known = self.checks.get(&agency).ok_or(NotApplied::NoSuchAct)?;
                let left = known.without(body.of).ok_or(NotApplied::BuiltOn)?;
                match left.stands() {
                    Some(_) => self.checks.insert(agency, left),
                    None => self.checks.remove(&agency),
                };
            }
            Found::ByHand(place) => {
                self.by_hand.remove(place);
            }
            Found::Step(id, place) => {
                let pack = self.pre_release.packs.get_mut(&id).ok_or(NotApplied::NoSuchPack)?;
                pack.steps.remove(place);
                // It stands in the history of the pack, after the step.
                effects.push(Effect::PreRelease(Box::new(CaseEvent::ActWithdrawn(body))));
                return Ok(());
            }
        }
        effects.push(Effect::ActWithdrawn(body));
        Ok(())
    }

    /// Whether what stands at a place of the record can be taken back, by whoever may.
    pub fn can_be_withdrawn(&self, at: Position) -> bool {
        match self.find_act(at) {
            Some((Found::Check(agency), ..)) => {
                self.checks.get(&agency).is_some_and(|check| check.without(at).is_some())
            }
            found => found.is_some(),
        }
    }

    /// What stands at a place of the record and can be taken back; who recorded it, and the right that this needed.
    fn find_act(&self, at: Position) -> Option<(Found, PrincipalId, Right)> {
        for (place, done) in self.done.iter().enumerate().filter(|(_, done)| done.act.can_be_withdrawn()) {
            if let Some(kept) = done.kept.iter().find(|kept| kept.at == at) {
                return Some((Found::Done(place), kept.author, right_to_record(done.act)));
            }
        }
        for (agency, check) in &self.checks {
            if let Some(one) = check.acts.iter().find(|one| one.kept.at == at) {
                return Some((Found::Check(agency.clone()), one.kept.author, right_to_record(one.act)));
            }
        }
        if let Some((place, known)) = self.by_hand.iter().enumerate().find(|(_, known)| known.mark.position == at) {
            return Some((Found::ByHand(place), known.mark.author, Right::SettleByHand));
        }
        self.pre_release.packs.iter().find_map(|(id, pack)| {
            let (place, step) = pack.steps.iter().enumerate().find(|(_, step)| step.mark.position == at)?;
            Some((Found::Step(*id, place), step.mark.author, Right::TracePack))
        })
    }

    fn not_done(&mut self, place: usize, at: Position) {
        let Some(done) = self.done.get_mut(place) else { return };
        done.kept.retain(|kept| kept.at != at);
        let (act, about) = (done.act, done.about.clone());
        if done.on().is_none() {
            self.done.remove(place);
        }
        if let (Act::RiskTold, Some(whom)) = (act, about) {
            self.not_told(&whom, at);
        }
    }
}
