//! Writing a stick.

use std::io::Write;

use ledger::VersionVector;
use ledger::wire::{DeviceEnd, Have, Item, STICK_MAGIC};
use store::Record;

use super::StickError;

/// About how many bytes of entries one item has.
const BATCH_BYTES: usize = 1 << 20;

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Given {
    /// Control entries.
    pub control: usize,
    /// Entries of devices.
    pub entries: usize,
}

/// Counts what it writes.
struct Items<W> {
    to: W,
    items: u64,
}

impl<W: Write> Items<W> {
    fn add(&mut self, item: &Item) -> Result<(), StickError> {
        self.items += 1;
        Ok(self.to.write_all(&ledger::wire::write(item))?)
    }
}

/// Writes everything that whoever the file is for does not have, as their own file says; without one, everything.
pub async fn write(record: &mut Record, have: Option<&Have>, to: impl Write) -> Result<Given, StickError> {
    // What is in the file has left this device.
    record.give_out().await?;
    let unit = record.membership().unit();
    let nothing = Have::default();
    let have = have.unwrap_or(&nothing);
    let mut given = Given::default();
    let mut items = Items { to, items: 0 };
    items.to.write_all(STICK_MAGIC)?;
    items.add(&Item::Unit(unit))?;
    items.add(&Item::Have(own(record)))?;
    for signed in record.control_log().await?.into_iter().skip(have.control as usize) {
        items.add(&Item::Control(signed))?;
        given.control += 1;
    }
    if let Some(head) = record.server().await?.and_then(|server| server.head) {
        items.add(&Item::Head(head))?;
    }
    let devices = record.membership().devices().iter();
    let known: VersionVector = devices.filter_map(|device| Some((device.index, known(have, &device.id)?))).collect();
    for device in record.frontier().iter().map(|(device, _)| device) {
        let mut after = known.of(device);
        while let Some(batch) = record.batch_after(device, after, BATCH_BYTES).await? {
            after += batch.entries.len() as u64;
            given.entries += batch.entries.len();
            items.add(&Item::Batch(batch))?;
        }
    }
    items.add(&Item::End(items.items + 1))?;
    items.to.flush()?;
    Ok(given)
}

/// What this device has.
fn own(record: &Record) -> Have {
    let membership = record.membership();
    let end = |(index, _)| {
        let (device, tip) = (membership.device(index)?, record.tip(index)?);
        Some(DeviceEnd { device: device.id, seq: tip.seq, hash: tip.hash })
    };
    Have { control: membership.next_index(), logs: record.frontier().iter().filter_map(end).collect() }
}

fn known(have: &Have, device: &crypto::Hash) -> Option<u64> {
    have.logs.iter().find(|end| end.device == *device).map(|end| end.seq)
}
