//! Taking in what other devices wrote, from a file or from each other: every entry is checked against its device's chain and seal
//! before it is stored, all of it or nothing. An entry that this device has no key for is stored and stays closed. What comes by the
//! server goes the same way, page by page: `sync::take`.

use crypto::{Hash, Signature};
use ledger::chain::Tip;
use ledger::header::Header;
use ledger::{ChainError, DeviceIndex, Membership};
use sqlx::SqliteConnection;

use crate::arrival::{Arrival, Arrivals, MANY};
use crate::error::StoreError;
use crate::opened::open;
use crate::record::{Identity, Record};
use crate::write::place;

/// About how many bytes a part of a log has. Whoever passes somebody else's log on can only cut it where its device has sealed it.
pub const PART_BYTES: usize = 1 << 20;

/// A part of a device's log, sealed at its end.
#[derive(Debug, Clone)]
pub struct SealedLog {
    /// The device: the hash of its public keys.
    pub device: Hash,
    /// Header and payload of each entry, in order.
    pub entries: Vec<(Vec<u8>, Vec<u8>)>,
    /// The device's signature over its log up to the last of them.
    pub seal: Signature,
}

/// What came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Received {
    /// Entries that were new.
    pub new: usize,
    /// Entries that were here already.
    pub known: usize,
    /// New entries that this device has no key for.
    pub closed: usize,
}

impl Record {
    /// Checks and stores parts of devices' logs and folds what they change. All or nothing.
    pub async fn receive(&mut self, logs: Vec<SealedLog>) -> Result<Received, StoreError> {
        self.take_in(logs, Some(MANY)).await
    }

    /// Checks and stores parts of devices' logs without folding them: for a device that starts from years of them in several
    /// parts. Whoever calls it rebuilds at the end; until then the tables are marked as stale.
    pub async fn receive_unfolded(&mut self, logs: Vec<SealedLog>) -> Result<Received, StoreError> {
        crate::record::set(self.db.writer().await?, "fold", &[]).await?;
        self.take_in(logs, None).await
    }

    /// Takes logs in. Where more than `most` cases have to be folded again, everything is; by none, nothing is folded.
    async fn take_in(&mut self, logs: Vec<SealedLog>, most: Option<usize>) -> Result<Received, StoreError> {
        let reckoning = self.reckoning.clone();
        let mut arrivals = Arrivals::after(&self.tips);
        let Self { db, identity, .. } = self;
        let mut tx = db.begin().await?;
        for log in logs {
            take_log(&mut tx, identity, &mut arrivals, log).await?;
        }
        let settled = arrivals.settle(&mut tx, (&identity.membership, &identity.ring), reckoning, most).await?;
        tx.commit().await?;
        let stale = settled.stale;
        let received = self.settled(settled);
        if stale && most.is_some() {
            self.rebuild(|_, _| {}).await?;
        }
        Ok(received)
    }
}

/// Checks that a part of a log continues it, up to the seal.
async fn take_log(
    tx: &mut SqliteConnection,
    identity: &Identity,
    arrivals: &mut Arrivals,
    log: SealedLog,
) -> Result<(), StoreError> {
    let membership: &Membership = &identity.membership;
    let device = membership
        .device_by_id(&log.device)
        .ok_or_else(|| StoreError::Ledger("entries of a device that is not in the unit".to_owned()))?;
    let before = arrivals.tip(device);
    let mut tip = before;
    for (header_bytes, payload) in log.entries {
        if let Some(header) = Header::from_bytes(&header_bytes).filter(|header| header.seq <= tip.seq) {
            same_as_known(tx, device.index, &header, &header_bytes).await?;
            arrivals.received.known += 1;
            continue;
        }
        let header = membership
            .follow(&mut tip, device, &header_bytes, Some(&payload))
            .map_err(|error| in_log(device.index, tip.seq + 1, &error))?;
        let opened = open(membership, &identity.ring, device.index, &header, &payload)?;
        if opened.is_none() && identity.ring.key(&header.kid).is_some() {
            let closed = format!("entry {} of device {}: it does not open", header.seq, device.index.0);
            return Err(StoreError::Ledger(closed));
        }
        arrivals.add(Arrival { device: device.index, tip, header_bytes, payload, opened });
    }
    if tip != before {
        tip.check_seal(membership.unit(), device.id, &device.public.verify, &log.seal)
            .map_err(|error| in_log(device.index, tip.seq, &error))?;
        arrivals.seal(device.index, tip.seq, log.seal);
    }
    // A part that comes after this one, and overlaps with it, is compared with it.
    arrivals.store(tx).await
}

/// An entry that was here already must be the very same: the same number with other bytes is an alarm, never a repetition.
async fn same_as_known(
    tx: &mut SqliteConnection,
    device: DeviceIndex,
    header: &Header,
    bytes: &[u8],
) -> Result<(), StoreError> {
    if known_header(tx, device, header.seq).await?.as_deref() == Some(bytes) {
        Ok(())
    } else {
        Err(StoreError::Ledger(format!("device {} wrote two different entries {}", device.0, header.seq)))
    }
}

/// The header of an entry that is here.
pub(crate) async fn known_header(
    tx: &mut SqliteConnection,
    device: DeviceIndex,
    seq: u64,
) -> Result<Option<Vec<u8>>, StoreError> {
    let select = sqlx::query_scalar("SELECT header FROM entry WHERE place = ?").bind(place(device, seq));
    Ok(select.fetch_optional(tx).await?)
}

pub(crate) fn in_log(device: DeviceIndex, seq: u64, error: &ChainError) -> StoreError {
    StoreError::Ledger(format!("entry {seq} of device {}: {error}", device.0))
}

/// The end of a log, moved along while entries are read in the order of the record.
pub(crate) fn tip_after(header: &Header, header_bytes: &[u8], membership: &Membership) -> Tip {
    Tip {
        seq: header.seq,
        hash: ledger::header::entry_hash(header_bytes),
        lamport: header.lamport,
        control: membership.place(&header.control).unwrap_or_default(),
    }
}
