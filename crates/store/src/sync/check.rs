//! A page of the server's log, checked against everything that this device knows: chains, seals, places, the running hash, heads. That takes
//! as long as it takes, apart from the record and without its lock; taking the page in is `take`.

use std::collections::BTreeMap;

use crypto::{Hash, VerifyKey};
use ledger::header::{Header, entry_hash};
use ledger::membership::Device;
use ledger::wire::{Batch, Head, LogPage, SignedHead, log_after};
use ledger::{ChainError, DeviceIndex, Membership, Tip};
use sqlx::SqliteConnection;

use super::alarm::{Dishonest, Finding};
use super::followed::{End, Filed, Followed, followed};
use super::head::{Heads, KeptHead, Unfit, heads_ahead, kept};
use crate::error::StoreError;
use crate::opened::{Opened, Opener};
use crate::receive::{known_header, tip_after};
use crate::record::Record;

/// What checking needs, apart from the record.
#[derive(Clone)]
pub struct Checker {
    opener: Opener,
    own: DeviceIndex,
    followed: Followed,
    heads: Heads,
    acknowledged: u64,
    believed_since: i64,
    /// Where the log of a device goes on in another branch than the one that it had at the server, because an administrator decided so: by the
    /// device and the number of the first entry of that branch.
    turns: BTreeMap<(DeviceIndex, u64), Tip>,
}

/// A page that was checked.
pub struct CheckedPage {
    /// The place before it.
    pub(super) after: u64,
    /// How many control entries there were when it was checked.
    pub(super) control: u32,
    pub(super) batches: Vec<CheckedBatch>,
    pub(super) followed: Followed,
    pub(super) head: Head,
    pub(super) signed: SignedHead,
    /// Heads of which its entries tell.
    pub(super) told: Vec<KeptHead>,
}

/// A batch that was checked.
pub(super) struct CheckedBatch {
    pub(super) filed: Filed,
    pub(super) batch: Batch,
    /// Its entries, read; nothing, where a later version wrote them.
    pub(super) entries: Option<Vec<CheckedEntry>>,
}

/// An entry that continues its device's log.
pub(crate) struct CheckedEntry {
    pub(crate) header: Header,
    /// The end of the log with it.
    pub(crate) tip: Tip,
    /// What is in it, where there is a key.
    pub(crate) opened: Option<Opened>,
    /// Whether the control log knows the key that it was sealed under.
    pub(crate) known_key: bool,
}

impl Record {
    /// What checking a reply of the server needs; nothing, without a server.
    pub async fn checker(&mut self) -> Result<Option<Checker>, StoreError> {
        let Some(server) = self.server().await? else { return Ok(None) };
        let connection = self.db.writer().await?;
        let followed = followed(connection, &server).await?;
        let ahead = heads_ahead(connection).await?;
        let turns = turns(connection, &self.identity.membership).await?;
        let highest = server.head.map(|signed| kept(signed, None)).transpose()?;
        let unit = self.membership().unit();
        Ok(Some(Checker {
            opener: Opener::of(self),
            own: self.identity.own,
            followed,
            heads: Heads { server: server.key, unit, highest, ahead },
            acknowledged: server.acknowledged,
            believed_since: server.believed_since,
            turns,
        }))
    }
}

impl CheckedPage {
    /// How far the server says that its log goes.
    pub const fn head(&self) -> &Head {
        &self.head
    }
}

impl Checker {
    /// Goes on from another place. Returns how far the log was followed before.
    pub(super) fn start_at(&mut self, followed: Followed) -> Followed {
        std::mem::replace(&mut self.followed, followed)
    }

    /// How far the log was followed.
    pub const fn followed(&self) -> &Followed {
        &self.followed
    }

    /// The key with which the server signs.
    pub(super) const fn key(&self) -> VerifyKey {
        self.heads.server
    }

    /// The head that reaches furthest of those that the server gave this device.
    pub(super) fn highest(&self) -> Option<&SignedHead> {
        self.heads.highest.as_ref().map(|known| &known.signed)
    }

    /// A head that came without the server, if the server signed it for this unit and is believed to have done so honestly.
    pub(super) fn told(&self, signed: &SignedHead) -> Option<KeptHead> {
        let head = signed.verify(&self.heads.server)?;
        let counts = head.unit == self.heads.unit && head.at >= self.believed_since;
        counts.then(|| KeptHead { head, signed: signed.clone(), told_by: None })
    }

    /// Checks a head that came with something else than a page of the log.
    pub fn head(&self, signed: &SignedHead) -> Result<Head, Unfit> {
        self.heads.weigh(&self.followed, signed)
    }

    /// Checks that the control log that a head names is here.
    pub fn control(&self, head: &Head, signed: &SignedHead) -> Result<(), Unfit> {
        self.heads.weigh_control(&self.opener.membership, head, signed)
    }

    /// Checks a page.
    pub fn check(mut self, page: &LogPage) -> Result<CheckedPage, Unfit> {
        let batches = page.read().ok_or(Unfit::Garbled)?;
        self.check_batches(page.after, batches, &page.head)
    }

    /// Checks batches of the log that come after a place, and the head that the server gave with them; and goes past them, so that what comes behind
    /// can be checked before they are taken in.
    pub fn check_batches(
        &mut self,
        after: u64,
        batches: Vec<Batch>,
        signed: &SignedHead,
    ) -> Result<CheckedPage, Unfit> {
        let head = self.head(signed)?;
        self.control(&head, signed)?;
        if after != self.followed.cursor {
            return Err(Unfit::Garbled);
        }
        if batches.is_empty() && self.followed.cursor < head.cursor {
            let what = Dishonest::Unfilled { first: self.followed.cursor + 1, last: head.cursor };
            return Err(Finding::new(what).with_head(signed).into());
        }
        let mut checked = Vec::with_capacity(batches.len());
        let mut told: Vec<KeptHead> = Vec::new();
        let firsts: Vec<Option<(Hash, u64)>> =
            batches.iter().map(|batch| batch.first().map(|seq| (batch.device, seq))).collect();
        for (at, batch) in batches.into_iter().enumerate() {
            let later = firsts.get(at + 1..).unwrap_or_default();
            let batch = self.batch(batch, later, signed)?;
            self.fits_heads(&batch, (&head, signed))?;
            for entry in batch.entries.iter().flatten() {
                note_told(&mut told, entry);
            }
            checked.push(batch);
        }
        if self.followed.cursor > head.cursor {
            return Err(Unfit::Garbled);
        }
        if self.followed.cursor == head.cursor {
            self.ends_with(&head, signed)?;
        }
        // What somebody only says is no proof, and what the server signed before it was last believed no longer counts.
        let proven =
            |told: &KeptHead| told.head.at >= self.believed_since && told.signed.verify(&self.heads.server).is_some();
        told.retain(proven);
        self.heads.ahead.extend(told.iter().filter(|told| told.head.cursor > self.followed.cursor).cloned());
        Ok(CheckedPage {
            after,
            control: self.opener.membership.next_index(),
            batches: checked,
            followed: self.followed.clone(),
            head,
            signed: signed.clone(),
            told,
        })
    }

    /// Checks a batch and goes past it. `later`: whose batches come behind it in the page, and with which number each begins.
    fn batch(&mut self, batch: Batch, later: &[Option<(Hash, u64)>], page: &SignedHead) -> Result<CheckedBatch, Unfit> {
        if batch.entries.is_empty() {
            return Err(Unfit::Garbled);
        }
        let bytes = || ledger::wire::write(&batch);
        let membership = &self.opener.membership;
        let Some(device) = membership.device_by_id(&batch.device) else {
            let ghost = Dishonest::GhostMember { control: None };
            return Err(Finding::new(ghost).with("batch", bytes()).with_head(page).into());
        };
        let end = self.turned(device, &batch).unwrap_or_else(|| self.followed.end(device));
        let read =
            if end.readable { examine(&self.opener, device, end.tip, &batch) } else { Err(Broken::later(end.tip)) };
        let (end, entries) = match read {
            Ok(entries) => {
                (End { tip: entries.last().map_or(end.tip, |entry| entry.tip), readable: true }, Some(entries))
            }
            Err(Broken { error: ChainError::NewerVersion, .. }) => {
                let seq = end.tip.seq + batch.entries.len() as u64;
                (End { tip: Tip { seq, ..end.tip }, readable: false }, None)
            }
            Err(broken) => {
                let comes_later = later.contains(&Some((batch.device, broken.seq)));
                let what = match verdict(device, &end.tip, &broken, membership, &batch) {
                    Dishonest::Missing { .. } if comes_later => {
                        Dishonest::Reordered { place: self.followed.cursor + 1 }
                    }
                    what => what,
                };
                return Err(Finding::new(what).with("batch", bytes()).with_head(page).into());
            }
        };
        let index = device.index;
        for entry in entries.iter().flatten().filter(|entry| decided_on(device, entry.tip.seq + 1)) {
            self.turns.insert((index, entry.tip.seq + 1), entry.tip);
        }
        for entry in &batch.entries {
            self.followed.cursor += 1;
            self.followed.log = log_after(self.followed.log, self.followed.cursor, entry_hash(&entry.header));
        }
        self.followed.ends.insert(index, end);
        let filed = Filed { place: self.followed.cursor, device: index, seq: end.tip.seq, log: self.followed.log };
        Ok(CheckedBatch { filed, batch, entries })
    }

    /// Where a device's log turns to the branch that an administrator decided for: the server has taken it back to before that, without
    /// taking anything back of its own log.
    fn turned(&self, device: &Device, batch: &Batch) -> Option<End> {
        let first = batch.first()?;
        let decided = device.marks().find(|mark| mark.seq == first)?;
        let tip = self.turns.get(&(device.index, first)).copied()?;
        let counts = batch.entries.first().is_some_and(|entry| entry.hash() == decided.hash);
        (counts && self.followed.of(device.index) >= first).then_some(End { tip, readable: true })
    }

    /// Whether an administrator decided on a device's log: of that the server has what counts, which may be less than was followed once.
    pub(super) fn is_decided(&self, device: DeviceIndex) -> bool {
        self.opener.membership.device(device).is_some_and(|device| device.last_mark().is_some())
    }

    /// Whether the log fits the heads that were told before, where it gets there.
    fn fits_heads(&self, batch: &CheckedBatch, (now, page): (&Head, &SignedHead)) -> Result<(), Unfit> {
        let (last, length) = (batch.filed.place, batch.batch.entries.len() as u64);
        for known in &self.heads.ahead {
            let place = known.head.cursor;
            // What it signed now is the same: then only what it gave with it can be another.
            if place == now.cursor && known.head.log == now.log {
                continue;
            }
            // The server signs only where a batch ends.
            let within = place > last - length && place < last;
            if within || (place == last && known.head.log != batch.filed.log) {
                let finding = Finding::new(Dishonest::Forked { place }).with_head(&known.signed).with_head(page);
                return Err(finding.into());
            }
        }
        Ok(())
    }

    /// Whether the log, followed to the place up to which the server signed it, is the one that it signed, with all that it filed for this
    /// device.
    fn ends_with(&self, head: &Head, page: &SignedHead) -> Result<(), Unfit> {
        if self.followed.log != head.log {
            return Err(Finding::new(Dishonest::Reordered { place: head.cursor }).with_head(page).into());
        }
        let filed = self.followed.of(self.own);
        if filed < self.acknowledged && !self.is_decided(self.own) {
            let what = Dishonest::Missing { device: self.own, first: filed + 1, last: self.acknowledged };
            return Err(Finding::new(what).with_head(page).into());
        }
        Ok(())
    }
}

/// Whether an administrator decided on an entry of a device's log.
fn decided_on(device: &Device, seq: u64) -> bool {
    device.marks().any(|mark| mark.seq == seq)
}

/// The ends of logs before each entry on which an administrator decided, as far as they are here.
async fn turns(
    connection: &mut SqliteConnection,
    membership: &Membership,
) -> Result<BTreeMap<(DeviceIndex, u64), Tip>, StoreError> {
    let mut turns = BTreeMap::new();
    for device in membership.devices() {
        for mark in device.marks() {
            let before = mark.seq.saturating_sub(1);
            let tip = match known_header(connection, device.index, before).await? {
                Some(bytes) => {
                    let header = Header::from_bytes(&bytes).ok_or(StoreError::Corrupt)?;
                    tip_after(&header, &bytes, membership)
                }
                None if before == 0 => device.start(),
                None => continue,
            };
            turns.insert((device.index, mark.seq), tip);
        }
    }
    Ok(turns)
}

/// Why a batch does not continue its device's log.
pub(super) struct Broken {
    /// The entry at which it does not.
    pub(super) seq: u64,
    pub(super) error: ChainError,
}

impl Broken {
    const fn later(tip: Tip) -> Self {
        Self { seq: tip.seq + 1, error: ChainError::NewerVersion }
    }
}

/// Checks that a batch continues its device's log, and is sealed at its end; opens what it can.
pub(super) fn examine(
    opener: &Opener,
    device: &Device,
    mut tip: Tip,
    batch: &Batch,
) -> Result<Vec<CheckedEntry>, Broken> {
    let membership = &opener.membership;
    let mut entries = Vec::with_capacity(batch.entries.len());
    for entry in &batch.entries {
        let seq = tip.seq + 1;
        let header = membership
            .follow_any_branch(&mut tip, device, &entry.header, Some(&entry.payload))
            .map_err(|error| Broken { seq, error })?;
        let opened = opener
            .open(device.index, &header, &entry.payload)
            .map_err(|_| Broken { seq, error: ChainError::PayloadAltered })?;
        let known_key = membership.compartment_of(&header.kid).is_some();
        entries.push(CheckedEntry { header, tip, opened, known_key });
    }
    tip.check_seal(membership.unit(), device.id, &device.public.verify, &batch.seal)
        .map_err(|error| Broken { seq: tip.seq, error })?;
    Ok(entries)
}

/// What a batch that does not continue its device's log says of the server, which must not have filed it.
fn verdict(device: &Device, end: &Tip, broken: &Broken, membership: &Membership, batch: &Batch) -> Dishonest {
    let Broken { seq, error } = broken;
    let at = usize::try_from(seq.saturating_sub(end.seq + 1)).unwrap_or(usize::MAX);
    let header = batch.entries.get(at).and_then(|entry| Header::from_bytes(&entry.header));
    let device = device.index;
    match (error, header) {
        (ChainError::Gap { expected, found }, _) if found < expected => Dishonest::Repeated { device, seq: *found },
        (ChainError::Gap { expected, found }, _) => Dishonest::Missing { device, first: *expected, last: found - 1 },
        (ChainError::Foreign, Some(header)) if header.unit != membership.unit() => Dishonest::ForeignUnit,
        (ChainError::Backwards, Some(header)) if membership.place(&header.control).is_none() => Dishonest::StaleControl,
        _ => Dishonest::Altered { device, seq: *seq },
    }
}

/// Notes the head of which an entry tells: of each device the one that reaches furthest, which speaks for those before it.
fn note_told(told: &mut Vec<KeptHead>, entry: &CheckedEntry) {
    let Some(opened) = &entry.opened else { return };
    let Some(signed) = opened.content.server_head.as_ref().and_then(|head| head.signed(entry.header.unit)) else {
        return;
    };
    let by = (opened.device, opened.seq);
    let Ok(new) = kept(signed, Some(by)) else { return };
    match told.iter_mut().find(|known| known.told_by.is_some_and(|(device, _)| device == by.0)) {
        Some(known) if known.head.cursor < new.head.cursor => *known = new,
        Some(_) => {}
        None => told.push(new),
    }
}
