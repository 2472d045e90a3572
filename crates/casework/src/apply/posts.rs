//! Who holds which post, and what ends one: somebody else, a release, a transfer, complexity of need. Movements are here because they
//! end posts.

use ledger::Compartment;

use super::facts::saw_all;
use super::{may, right_to_allocate, within, worded};
use crate::case::{Candidate, Case, Conflict, Holding};
use crate::effect::{Effect, NotApplied};
use crate::event::{Allocated, Contested, Deallocated, EndReason, MovementsRecorded, Post};
use crate::fact::Source;
use crate::movement::{Direction, MovementKind};
use crate::rights::Right;
use crate::stamp::Stamp;

impl Case {
    /// High complexity of need ends key work: the POM carries that contact.
    pub(super) fn end_key_work_if_complex(&mut self, effects: &mut Vec<Effect>) {
        if self.has_high_complexity() {
            self.end_posts(effects, EndReason::ChangeInComplexityOfNeed, |post| post == Post::Keyworker);
        }
    }

    pub(super) fn end_posts(&mut self, effects: &mut Vec<Effect>, reason: EndReason, which: impl Fn(Post) -> bool) {
        self.posts.retain(|holding| {
            let ends = which(holding.post);
            if ends {
                effects.push(Effect::PostLeft { post: holding.post, staff: holding.staff, reason, detail: None });
            }
            !ends
        });
    }

    pub(super) fn moved(
        &mut self,
        stamp: &Stamp,
        body: MovementsRecorded,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotApplied> {
        within(stamp, Compartment::General)?;
        may(stamp, if matches!(body.source, Source::Import { .. }) { Right::Import } else { Right::RecordFacts })?;
        for movement in body.movements {
            if self.knows(&movement) {
                continue;
            }
            let at = self.movements.partition_point(|known| known <= &movement);
            let latest = at == self.movements.len();
            if latest && movement.direction == Direction::Out {
                match movement.kind {
                    MovementKind::Release => {
                        self.end_posts(effects, EndReason::Released, |_| true);
                        self.close_applications(stamp, effects);
                    }
                    MovementKind::Transfer => {
                        self.end_posts(effects, EndReason::Transfer, |_| true);
                        self.close_applications(stamp, effects);
                    }
                    MovementKind::Admission | MovementKind::Court | MovementKind::TemporaryAbsence => {}
                }
            }
            self.movements.insert(at, movement.clone());
            effects.push(Effect::Moved(movement));
        }
        Ok(())
    }

    pub(super) fn allocated(
        &mut self,
        stamp: &Stamp,
        body: Allocated,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotApplied> {
        may(stamp, right_to_allocate(body.post))?;
        within(stamp, Compartment::General)?;
        worded(&body.reason)?;
        self.may_be_held(body.post)?;
        if self.posts.iter().any(|h| h.post == body.post && h.staff == body.staff) {
            return Ok(());
        }
        if let Some(holder) = self.holder(body.post).cloned() {
            self.contest_post(stamp, &body, &holder, effects);
        }
        self.take_post(stamp, body, effects);
        Ok(())
    }

    /// Nobody is keyworker of somebody whose complexity of need is high.
    pub(super) fn may_be_held(&self, post: Post) -> Result<(), NotApplied> {
        if post == Post::Keyworker && self.has_high_complexity() { Err(NotApplied::HighComplexity) } else { Ok(()) }
    }

    pub(super) fn take_post(&mut self, stamp: &Stamp, body: Allocated, effects: &mut Vec<Effect>) {
        self.end_posts(effects, EndReason::Override, |post| post == body.post);
        effects.push(Effect::PostTaken { post: body.post, staff: body.staff, reason: body.reason.clone() });
        self.posts.push(Holding { post: body.post, staff: body.staff, reason: body.reason, mark: stamp.mark() });
        self.posts.sort_by_key(|holding| holding.post);
    }

    /// Two allocators who had not seen each other's choice: the later one stands, and somebody is asked to settle it.
    pub(super) fn contest_post(
        &mut self,
        stamp: &Stamp,
        body: &Allocated,
        holder: &Holding,
        effects: &mut Vec<Effect>,
    ) {
        let contested = Contested::Post(body.post);
        let new = Candidate { value: None, staff: Some(body.staff), mark: stamp.mark(), imported: false };
        if let Some(at) = self.conflicts.iter().position(|conflict| conflict.contested == contested) {
            if let Some(conflict) = self.conflicts.get_mut(at) {
                if saw_all(stamp, conflict) && !conflict.is_own(stamp.author) {
                    self.conflicts.remove(at);
                    effects.push(Effect::ConflictSettled { contested, reason: body.reason.clone() });
                } else {
                    conflict.candidates.push(new);
                }
            }
        } else if !stamp.saw(&holder.mark.position) {
            let old = Candidate { value: None, staff: Some(holder.staff), mark: holder.mark, imported: false };
            self.conflicts.push(Conflict { contested: contested.clone(), candidates: vec![old, new] });
            effects.push(Effect::ConflictRaised(contested));
        }
    }

    pub(super) fn deallocated(
        &mut self,
        stamp: &Stamp,
        body: Deallocated,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotApplied> {
        may(stamp, right_to_allocate(body.post))?;
        within(stamp, Compartment::General)?;
        let at = self
            .posts
            .iter()
            .position(|h| h.post == body.post && h.staff == body.staff)
            .ok_or(NotApplied::NothingToEnd)?;
        self.posts.remove(at);
        effects.push(Effect::PostLeft { post: body.post, staff: body.staff, reason: body.reason, detail: body.detail });
        Ok(())
    }
}
