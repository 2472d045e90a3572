//! What shows that a device forked its log: two headers under one number, each the device's own.

use ledger::membership::Device;
use ledger::wire::{Batch, Forks};
use ledger::{Header, Tip, UnitId};

use super::{Asked, Post};
use crate::refused::Refused;

impl Post {
    /// The forks that were noticed, to administrators: they decide which branch counts.
    pub async fn forks(&self, unit: &UnitId, asked: &Asked) -> Result<Forks, Refused> {
        let office = &self.office;
        office.caller(unit, asked).await?.administrator()?;
        let read = async { office.shelf.read().await?.connection().forks(unit).await };
        Ok(Forks { forks: read.await? })
    }
}

/// Whether a batch is its device's own by what stands in it: a run of that device's log with its seal at the end. It is not asked what the run
/// goes on from. Without it, whoever brings a batch could have made it up, to accuse the device that it names.
pub(super) fn is_sealed(unit: UnitId, device: &Device, batch: &Batch) -> bool {
    let first = batch.entries.first().and_then(|entry| Header::from_bytes(&entry.header));
    let Some(first) = first else { return false };
    let mut tip = Tip {
        seq: first.seq.saturating_sub(1),
        hash: first.prev,
        lamport: first.lamport.saturating_sub(1),
        control: 0,
    };
    let mut entries = batch.entries.iter();
    let is_run =
        entries.all(|entry| tip.follow(unit, device.id, &entry.header, Some(&entry.payload), |_| Some(0)).is_ok());
    is_run && tip.check_seal(unit, device.id, &device.public.verify, &batch.seal).is_ok()
}
