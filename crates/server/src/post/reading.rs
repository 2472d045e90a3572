//! What devices fetch: the log, its head, its wake-ups; and what anybody may know of the server.

use ledger::UnitId;
use ledger::wire::{LogPage, MOST_BATCH, Meta, PROTOCOL, SignedHead, Units};
use tokio::sync::watch;

use super::bells::Ring;
use super::{Asked, Post};
use crate::refused::Refused;

/// How many bytes of batches a page has where nothing else is asked for.
const PAGE: u64 = 1 << 20;

impl Post {
    /// What the server says of itself.
    pub fn meta(&self) -> Meta {
        Meta {
            versions: (PROTOCOL, PROTOCOL),
            key: self.public_key(),
            at: self.now(),
            most_bytes: self.office.settings.most_bytes as u64,
        }
    }

    /// The units of a prison.
    pub async fn units(&self, prison: &str, asked: &Asked) -> Result<Units, Refused> {
        self.office.stranger(asked)?;
        let read = async { self.office.shelf.read().await?.connection().units_of(prison).await };
        Ok(Units { units: read.await? })
    }

    /// Batches behind a place, in the order of the log: `bytes` bytes of them, and one at least.
    pub async fn log(&self, unit: &UnitId, asked: &Asked, after: u64, bytes: Option<u64>) -> Result<LogPage, Refused> {
        let office = &self.office;
        let caller = office.caller(unit, asked).await?.active()?;
        let bytes = bytes.unwrap_or(PAGE).min(MOST_BATCH as u64);
        let read = async { office.shelf.read().await?.connection().page(unit, after, caller.row.cursor, bytes).await };
        let (after, batches) = read.await?;
        let batches = batches.into_iter().map(Into::into).collect();
        Ok(LogPage { after, batches, head: office.sign_head(*unit, &caller.row) })
    }

    /// How far the unit's logs go.
    pub async fn head(&self, unit: &UnitId, asked: &Asked) -> Result<SignedHead, Refused> {
        let caller = self.office.caller(unit, asked).await?.active()?;
        Ok(self.office.sign_head(*unit, &caller.row))
    }

    /// How far the unit's logs go, and how far they go whenever they go further.
    pub async fn events(&self, unit: &UnitId, asked: &Asked) -> Result<(Ring, watch::Receiver<Ring>), Refused> {
        let office = &self.office;
        let caller = office.caller(unit, asked).await?.active()?;
        let bell = office.bells.listen(*unit, Ring::from(&caller.row));
        // What came between the look and the listening.
        let now = Ring::from(&office.unit(unit).await?);
        office.bells.ring_here(*unit, now);
        Ok((now, bell))
    }

    /// Whether a device of the unit still counts: asked again by whoever has waited while the control log moved on.
    pub async fn still_counts(&self, unit: &UnitId, device: &crypto::Hash) -> bool {
        let Ok((row, membership)) = self.office.membership(unit).await else { return false };
        let device = membership.device_by_id(device).map(|device| super::Caller::of(device, membership.clone(), row));
        device.is_some_and(|caller| caller.is_active)
    }
}
