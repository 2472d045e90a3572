//! What stands of a device's log. A log never forks at the server; but where an administrator decides for the branch that it does not have, the
//! device's log is taken back to before it, so that the branch that counts can come. What was there stays at its places: the unit's log only grows.

use std::collections::BTreeMap;

use crypto::Hash;
use ledger::header::entry_hash;
use ledger::membership::Device;
use ledger::wire::Batch;
use ledger::{Act, DeviceIndex, Header, Mark, Membership, Seq, Tip, UnitId};

use crate::shelf::{Connection, DeviceRow, ShelfError};

/// An entry that stands.
pub(super) struct Standing {
    /// Its header's bytes.
    pub(super) header: Vec<u8>,
    /// Its place in the unit's log.
    pub(super) place: u64,
}

/// The entries of a device from one number to another. Where there are two branches, the later one stands.
pub(super) async fn standing(
    connection: &mut Connection<'_>,
    unit: &UnitId,
    device: &Hash,
    (first, last): (Seq, Seq),
) -> Result<BTreeMap<Seq, Standing>, ShelfError> {
    let mut found = BTreeMap::new();
    for kept in connection.batches_of(unit, device, (first, last)).await? {
        let batch: Batch = ledger::wire::read(&kept.bytes).ok_or(ShelfError::Damaged("a batch that is none"))?;
        for (seq, (place, entry)) in (kept.first_seq..).zip((kept.first..).zip(batch.entries)) {
            if (first..=last).contains(&seq) {
                found.insert(seq, Standing { header: entry.header.into(), place });
            }
        }
    }
    Ok(found)
}

/// The entries of a device that an act names by their hashes.
fn marks_of(act: &Act) -> Option<(DeviceIndex, Vec<Mark>)> {
    match act {
        Act::RemoveDevice { device, cutoff, last, .. } => {
            Some((*device, last.iter().map(|hash| Mark { seq: *cutoff, hash: *hash }).collect()))
        }
        Act::Resolve { device, counts } => Some((*device, vec![*counts])),
        Act::AcceptLate { device, entries, .. } => Some((*device, entries.clone())),
        _ => None,
    }
}

/// Takes a device's log back to before the first entry that an act decided against.
pub(super) async fn take_back(
    connection: &mut Connection<'_>,
    membership: &Membership,
    act: &Act,
) -> Result<(), ShelfError> {
    let Some((index, mut marks)) = marks_of(act) else { return Ok(()) };
    let Some(device) = membership.device(index) else { return Ok(()) };
    let unit = membership.unit();
    let Some(row) = connection.device(&unit, &device.id).await? else { return Ok(()) };
    marks.sort_by_key(|mark| mark.seq);
    for mark in marks.iter().filter(|mark| mark.seq > 0 && mark.seq <= row.tip.seq) {
        let entries = standing(connection, &unit, &device.id, (mark.seq - 1, mark.seq)).await?;
        let stands = entries.get(&mark.seq).ok_or(ShelfError::Damaged("a device's log has a hole"))?;
        if entry_hash(&stands.header) != mark.hash {
            let tip = end_at(membership, device, entries.get(&(mark.seq - 1)))?;
            tracing::warn!(
                device = crate::short(&device.id),
                seq = tip.seq,
                "a device's log was taken back: another branch counts"
            );
            return connection.set_device(&unit, &device.id, &DeviceRow { tip, ..row }).await;
        }
    }
    Ok(())
}

/// The end of a device's log at an entry, or before its first.
fn end_at(membership: &Membership, device: &Device, entry: Option<&Standing>) -> Result<Tip, ShelfError> {
    let damaged = || ShelfError::Damaged("a header that is none");
    let Some(entry) = entry else { return Ok(device.start()) };
    let header = Header::from_bytes(&entry.header).ok_or_else(damaged)?;
    let control = membership.place(&header.control).ok_or_else(damaged)?;
    Ok(Tip { seq: header.seq, hash: entry_hash(&entry.header), lamport: header.lamport, control })
}
