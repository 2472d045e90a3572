//! Taking a stick in.

use std::io::Read;

use jiff::Timestamp;
use ledger::SignedControl;
use ledger::wire::{Batch, Have, Item, MOST_ITEM, STICK_MAGIC, SignedHead, next_item};
use store::receive::Received;
use store::{Record, StoreError};

use super::StickError;

/// About how many bytes of entries are taken in at once.
const TOGETHER: usize = 2 << 20;
/// How much is read at a time.
const PART: usize = 1 << 16;

/// What came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Brought {
    /// Control entries that were new.
    pub control: usize,
    /// Entries of devices.
    pub received: Received,
    /// Batches that cannot be taken yet, or at all.
    pub aside: usize,
    /// What its writer has: what to bring back is what that lacks.
    pub have: Have,
}

/// Takes a file in.
pub async fn read(record: &mut Record, from: impl Read, now: Timestamp) -> Result<Brought, StickError> {
    let mut items = Items::begin(from)?;
    let Some(Item::Unit(unit)) = items.next()? else { return Err(StickError::NotAStick) };
    if unit != record.membership().unit() {
        return Err(StickError::OtherUnit);
    }
    let mut brought = Brought::default();
    let mut control = Vec::new();
    let mut heads: Vec<SignedHead> = Vec::new();
    let mut batches = Gathered::default();
    while let Some(item) = items.next()? {
        match item {
            Item::Unit(_) => return Err(StickError::NotAStick),
            Item::Have(have) => brought.have = have,
            Item::Control(signed) => control.push(signed),
            Item::Head(head) => heads.push(head),
            Item::Batch(batch) => {
                // Whoever wrote entries is in the control log, which comes first.
                adopt(record, &mut control, &mut brought).await?;
                batches.bytes += batch.weight();
                batches.batches.push(batch);
                if batches.bytes >= TOGETHER {
                    batches.take(record, &mut brought, now).await?;
                }
            }
            Item::End(_) => break,
        }
    }
    adopt(record, &mut control, &mut brought).await?;
    batches.take(record, &mut brought, now).await?;
    for head in &heads {
        record.take_told(head, now).await?;
    }
    let again = record.retry_aside().await?;
    brought.received.new += again.new;
    brought.received.closed += again.closed;
    if items.ended() { Ok(brought) } else { Err(StickError::CutShort) }
}

/// Adds the control entries that are new; those that are here must be the same.
async fn adopt(record: &mut Record, control: &mut Vec<SignedControl>, brought: &mut Brought) -> Result<(), StickError> {
    let Some(first) = control.first() else { return Ok(()) };
    let place = first.entry().map_err(|_| StickError::Newer)?.index as usize;
    let entries = std::mem::take(control);
    let here = record.control_log().await?;
    let known = here.len().saturating_sub(place).min(entries.len());
    let (old, new) = entries.split_at(known);
    if place > here.len() || here.iter().skip(place).zip(old).any(|(here, there)| here != there) {
        return Err(StickError::OtherControl);
    }
    if new.is_empty() {
        return Ok(());
    }
    record.adopt_control(new).await.map_err(|error| match error {
        StoreError::Control(ledger::ControlError::Unreadable) => StickError::Newer,
        StoreError::Control(_) => StickError::OtherControl,
        other => other.into(),
    })?;
    brought.control += new.len();
    Ok(())
}

/// Batches that are taken in together.
#[derive(Default)]
struct Gathered {
    batches: Vec<Batch>,
    bytes: usize,
}

impl Gathered {
    async fn take(&mut self, record: &mut Record, brought: &mut Brought, now: Timestamp) -> Result<(), StickError> {
        let Self { batches, .. } = std::mem::take(self);
        // A device that the control log does not know: the file has less of that than its writer had, which no writer does.
        if batches.iter().any(|batch| record.membership().device_by_id(&batch.device).is_none()) {
            return Err(StickError::NotAStick);
        }
        let (received, aside) = record.take_given(batches, now).await?;
        brought.received.new += received.new;
        brought.received.known += received.known;
        brought.received.closed += received.closed;
        brought.aside += aside;
        Ok(())
    }
}

/// The items of a file, one after the other.
struct Items<R> {
    from: R,
    bytes: Vec<u8>,
    /// How many of the bytes were read already.
    done: usize,
    items: u64,
    ended: bool,
}

impl<R: Read> Items<R> {
    fn begin(from: R) -> Result<Self, StickError> {
        let mut items = Self { from, bytes: Vec::new(), done: 0, items: 0, ended: false };
        while items.bytes.len() < STICK_MAGIC.len() && items.more()? {}
        let (name, version) = STICK_MAGIC.split_at(STICK_MAGIC.len() - 2);
        match items.bytes.strip_prefix(name) {
            Some(rest) if rest.starts_with(version) => items.done = STICK_MAGIC.len(),
            Some(rest) if rest.first().is_some_and(u8::is_ascii_digit) => return Err(StickError::Newer),
            _ => return Err(StickError::NotAStick),
        }
        Ok(items)
    }

    /// The next item; nothing after the end, or where the file is cut short.
    fn next(&mut self) -> Result<Option<Item>, StickError> {
        while !self.ended {
            let rest = self.bytes.get(self.done..).unwrap_or_default();
            if let Some((item, length)) = next_item(rest).map_err(|()| StickError::NotAStick)? {
                self.done += length;
                self.items += 1;
                self.ended = matches!(item, Item::End(items) if items == self.items);
                return Ok(Some(item));
            }
            if !self.more()? {
                break;
            }
        }
        Ok(None)
    }

    /// Whether the file ended where its writer ended it.
    const fn ended(&self) -> bool {
        self.ended
    }

    /// Reads on. False: there is no more.
    fn more(&mut self) -> Result<bool, StickError> {
        if self.done > MOST_ITEM {
            self.bytes.drain(..std::mem::take(&mut self.done));
        }
        let before = self.bytes.len();
        self.from.by_ref().take(PART as u64).read_to_end(&mut self.bytes)?;
        Ok(self.bytes.len() > before)
    }
}
