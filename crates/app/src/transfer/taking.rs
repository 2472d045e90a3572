//! What goes on by itself with a case that this device has begun to take: what its prison heard of later is taken in as it comes, and whatever this
//! unit's record has, and its server too, is taken away from where it lay. Not before: where this device dies, another one of the unit finds it there.

use std::collections::BTreeSet;

use crypto::Hash;
use ledger::UnitId;
use ledger::wire::{Parcel, ParcelNotice, Parcels, RefusalCode};
use sync::{Answer, Ask, Failure};

use super::coming::Coming;
use crate::error::AppError;
use crate::session::Session;
use crate::sync::signed_in::{answer_to, ask, held, reading};
use crate::sync::{Reads, SignedIn, unanswered};

/// What came of looking into parcels.
#[derive(Default)]
struct Looked {
    /// Whether something was written.
    wrote: bool,
    /// Whether something is in the record that the server does not have yet.
    unsent: bool,
    /// The parcels that can be taken away.
    done: Vec<Hash>,
}

/// What lies at the server for this unit, and which that is.
pub(crate) async fn parcels_there<R: Reads>(at: &R) -> Result<(UnitId, Parcels), AppError> {
    let unit = reading(at).await?.membership().unit();
    Ok((unit, ask(at, Ask::Parcels { unit }).await?.parcels().map_err(unanswered)?))
}

/// Takes in what came of what this device has claimed, and takes away what is in the record. Whether something was written.
pub(super) async fn take<S: SignedIn>(at: &S) -> Result<bool, AppError> {
    let (unit, there) = parcels_there(at).await?;
    let claimed = held(at).await?.claimed_among(there);
    let mut parcels = Vec::with_capacity(claimed.len());
    for notice in claimed {
        match answer_to(at, Ask::Parcel { unit, id: notice.id }).await?.and_then(Answer::parcel) {
            Ok(parcel) => parcels.push((notice, parcel)),
            // A colleague's device was faster.
            Err(Failure::Refused { refusal, .. }) if refusal.code == RefusalCode::Absent => {}
            Err(failure) => return Err(unanswered(failure)),
        }
    }
    if parcels.is_empty() {
        return Ok(false);
    }
    let Looked { wrote, done, .. } = held(at).await?.look_into(&parcels).await?;
    for id in done {
        ask(at, Ask::TakeParcel { unit, id }).await?.done().map_err(unanswered)?;
    }
    Ok(wrote)
}

impl Session {
    /// How many cases lie at the server to which this device does not see by itself.
    pub(crate) fn cases_that_wait(&self, there: &Parcels) -> usize {
        let wait = there.parcels.iter().filter(|notice| !self.sees_to(notice.claimed));
        wait.map(|notice| (notice.from, notice.lot)).collect::<BTreeSet<_>>().len()
    }

    /// Whether this device sees to what a device has claimed.
    pub(super) fn sees_to(&self, claimed: Option<Hash>) -> bool {
        let device = claimed.and_then(|id| self.membership().device_by_id(&id));
        device.is_some_and(|device| self.stands_in_for(device.index))
    }

    /// The parcels to which this device sees; none, where all of them were looked into before.
    fn claimed_among(&self, there: Parcels) -> Vec<ParcelNotice> {
        let claimed = there.parcels.into_iter().filter(|notice| self.sees_to(notice.claimed));
        let claimed: Vec<ParcelNotice> = claimed.collect();
        if claimed.iter().all(|notice| self.left_lying.contains(&notice.id)) { Vec::new() } else { claimed }
    }

    async fn look_into(&mut self, parcels: &[(ParcelNotice, Parcel)]) -> Result<Looked, AppError> {
        let (unit, inboxes) = (self.membership().unit(), self.record.ring().inboxes(self.membership()));
        let mut looked = Looked::default();
        for coming in Coming::of(parcels, unit, &inboxes) {
            if let Err(error) = self.look_into_one(&coming, &mut looked).await {
                // It lies there still, and whoever takes the case by hand is told why.
                tracing::warn!(code = ?error.code, "what came of a case that was claimed cannot be taken");
            }
        }
        let left = parcels.iter().map(|(notice, _)| notice.id).filter(|id| !looked.done.contains(id));
        // What the server does not have yet is looked into again when it has.
        self.left_lying = if looked.wrote || looked.unsent { BTreeSet::new() } else { left.collect() };
        Ok(looked)
    }

    async fn look_into_one(&mut self, coming: &Coming, looked: &mut Looked) -> Result<(), AppError> {
        let opened = coming.opened(self.membership().unit())?;
        let parcels: Vec<Hash> = opened.iter().flat_map(|one| one.parcels.clone()).collect();
        let Some(brought) = self.brought(opened).await? else { return Ok(()) };
        if !brought.parts.is_empty() {
            self.write_brought(brought).await?;
            looked.wrote = true;
        } else if self.record.unsent().await? > 0 {
            looked.unsent = true;
        } else {
            looked.done.extend(parcels);
        }
        Ok(())
    }
}
