//! Taking in what was checked: a page's batches, the cursor, the running hash and the heads in one transaction, so that whoever stops
//! anywhere goes on from where it was. What cannot be taken is kept apart and stands in nobody's way.

use std::collections::BTreeMap;

use jiff::Timestamp;
use ledger::wire::{Batch, SignedHead};
use ledger::{DeviceIndex, SignedControl, Tip};
use sqlx::SqliteConnection;

use super::alarm;
use super::aside::{Reason, admit, put_aside, take};
use super::check::{CheckedBatch, CheckedPage};
use super::followed::{End, note_end, note_filed};
use super::head::{compare_told, keep_given};
use super::receipt::note_receipt;
use super::server::{Trouble, server};
use crate::arrival::{Arrivals, MANY};
use crate::error::StoreError;
use crate::opened::Opener;
use crate::receive::{Received, known_header};
use crate::record::Record;
use crate::row::{Arg, Script};
use crate::table::int;

/// What came of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It was taken in.
    In {
        /// What came in.
        received: Received,
        /// How many batches were kept apart.
        aside: usize,
        /// Whether the tables have to be made again, by `rebuild`, once everything is here.
        stale: bool,
        /// Whether an entry of it told of something that the server was caught at: the alarm is raised.
        alarm: bool,
        /// Whether the server has more of this device's own log than this computer had, or something else.
        set_back: bool,
    },
    /// The record has moved on since it was checked: nothing was done.
    Overtaken,
}

/// How what comes is folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folded {
    /// At once, unless it is too much.
    AtOnce,
    /// By a rebuild, once everything is here.
    Later,
}

impl Record {
    /// Takes a page in.
    pub async fn take_page(&mut self, page: CheckedPage, folded: Folded, now: Timestamp) -> Result<Taken, StoreError> {
        let CheckedPage { after, control, batches, followed, head, signed, told } = page;
        let opener = Opener::of(self);
        let own = self.identity.own;
        let reckoning = self.reckoning.clone();
        let mut arrivals = Arrivals::after(&self.tips);
        let mut tx = self.db.begin().await?;
        let Some(known) = server(&mut tx).await? else { return Ok(Taken::Overtaken) };
        if known.cursor != after || opener.membership.next_index() != control {
            return Ok(Taken::Overtaken);
        }
        note_filed(&mut tx, batches.iter().map(|batch| batch.filed.clone())).await?;
        let moved: BTreeMap<DeviceIndex, End> =
            batches.iter().filter_map(|b| Some((b.filed.device, *followed.ends.get(&b.filed.device)?))).collect();
        let (mut aside, mut set_back, mut acknowledged) = (0, false, known.acknowledged);
        for batch in batches {
            let device = batch.filed.device;
            let (last, bytes) = (batch.filed.seq, batch.batch.clone());
            let before = arrivals.received.new;
            match place(&mut tx, &opener, &mut arrivals, batch).await? {
                // It has what is here. Where it has something else, that is no acknowledgement of what is.
                Ok(()) if device == own => acknowledged = acknowledged.max(last),
                Ok(()) => {}
                Err(reason) => {
                    put_aside(&mut tx, &bytes, (device, last, reason), now).await?;
                    aside += 1;
                    set_back |= device == own;
                }
            }
            // What this device wrote, it has: unless it was set back, or another one goes about with its keys.
            set_back |= device == own && arrivals.received.new > before;
        }
        let mut script = Script::default();
        for (device, end) in &moved {
            note_end(&mut script, *device, end);
            note_receipt(&mut script, *device, end.tip.seq, head.at);
        }
        let here = followed.cursor == head.cursor;
        script.add(
            "UPDATE server SET cursor = ?, log = ?, acknowledged = ?, given_out = max(given_out, ?), reading_again = reading_again AND NOT ?",
            vec![
                int(followed.cursor),
                Arg::Blob(followed.log.as_bytes().to_vec()),
                int(acknowledged),
                int(acknowledged),
                here.into(),
            ],
        );
        if set_back {
            script.add("UPDATE server SET trouble = ?", vec![Trouble::SetBack.word().into()]);
        }
        keep_given(&mut script, &head, &signed);
        script.add("DELETE FROM signed_head WHERE cursor <= ?", vec![int(followed.cursor)]);
        script.run(&mut tx).await?;
        let mut alarm = false;
        for told in told {
            if let Some(finding) = compare_told(&mut tx, &followed, (&signed, told)).await? {
                alarm::raise(&mut tx, head.unit, known.key, finding, now).await?;
                alarm = true;
            }
        }
        let most = match folded {
            Folded::AtOnce => Some(MANY),
            Folded::Later => None,
        };
        let keys = (&*opener.membership, &*opener.ring);
        let settled = arrivals.settle(&mut tx, keys, reckoning, most).await?;
        tx.commit().await?;
        let stale = settled.stale;
        self.tell_of(&signed);
        Ok(Taken::In { received: self.settled(settled), aside, stale, alarm, set_back })
    }

    /// Takes batches in that came without the server, in any order: those that continue a log as it is here, the others when what is missing
    /// before them has come.
    pub async fn take_given(&mut self, batches: Vec<Batch>, now: Timestamp) -> Result<(Received, usize), StoreError> {
        let opener = Opener::of(self);
        let reckoning = self.reckoning.clone();
        let mut arrivals = Arrivals::after(&self.tips);
        let mut tx = self.db.begin().await?;
        let mut aside = 0;
        for batch in batches {
            let last = batch.first().map_or(0, |first| (first + batch.entries.len() as u64).saturating_sub(1));
            let bytes = batch.clone();
            if let Err((device, reason)) = admit(&mut tx, &opener, &mut arrivals, batch).await? {
                put_aside(&mut tx, &bytes, (device, last, reason), now).await?;
                aside += 1;
            }
        }
        let keys = (&*opener.membership, &*opener.ring);
        let settled = arrivals.settle(&mut tx, keys, reckoning, Some(MANY)).await?;
        tx.commit().await?;
        let stale = settled.stale;
        let received = self.settled(settled);
        if stale {
            self.rebuild(|_, _| {}).await?;
        }
        Ok((received, aside))
    }

    /// Adds control entries that the server gave, with its head. Where that changes what counts, the tables are made again.
    pub async fn take_control(&mut self, entries: &[SignedControl], signed: &SignedHead) -> Result<(), StoreError> {
        let script = self.given(signed).await?.unwrap_or_default();
        self.adopt(entries, script).await?;
        self.tell_of(signed);
        Ok(())
    }

    /// Keeps a head that the server gave.
    pub async fn take_head(&mut self, signed: &SignedHead) -> Result<(), StoreError> {
        let Some(mut script) = self.given(signed).await? else { return Ok(()) };
        let mut tx = self.db.begin().await?;
        script.run(&mut tx).await?;
        tx.commit().await?;
        self.tell_of(signed);
        Ok(())
    }

    /// Compares a head that came without the server with what was followed, and keeps it until the log gets there.
    pub async fn take_told(&mut self, signed: &SignedHead, now: Timestamp) -> Result<(), StoreError> {
        let Some(checker) = self.checker().await? else { return Ok(()) };
        let Some(told) = checker.told(signed) else { return Ok(()) };
        let (key, given) = (checker.key(), checker.highest().cloned().unwrap_or_else(|| signed.clone()));
        let unit = self.membership().unit();
        let mut tx = self.db.begin().await?;
        if let Some(finding) = compare_told(&mut tx, checker.followed(), (&given, told)).await? {
            alarm::raise(&mut tx, unit, key, finding, now).await?;
        }
        Ok(tx.commit().await?)
    }

    /// What keeps a head, if it says anything new.
    pub(super) async fn given(&mut self, signed: &SignedHead) -> Result<Option<Script>, StoreError> {
        let head = signed.head().ok_or(StoreError::Corrupt)?;
        let known = self.server().await?.and_then(|server| server.head).and_then(|known| known.head());
        let says = |head: &ledger::wire::Head| (head.cursor, head.log, head.control);
        if known.as_ref().map(says) == Some(says(&head)) {
            return Ok(None);
        }
        let mut script = Script::default();
        keep_given(&mut script, &head, signed);
        Ok(Some(script))
    }

    /// The next entry tells of a head, if it reaches further than the one that was told of last.
    pub(super) fn tell_of(&mut self, signed: &SignedHead) {
        let told = self.highest_told;
        if let Some(head) = ledger::content::ServerHead::of(signed).filter(|head| head.cursor > told) {
            self.highest_told = head.cursor;
            self.head_to_tell = Some(head);
        }
    }
}

/// Puts a batch of the server's log where it belongs: to the device's log here, or to what is known already. Or says why it cannot be.
async fn place(
    tx: &mut SqliteConnection,
    opener: &Opener,
    arrivals: &mut Arrivals,
    batch: CheckedBatch,
) -> Result<Result<(), Reason>, StoreError> {
    let CheckedBatch { filed, batch, entries } = batch;
    let Some(entries) = entries else { return Ok(Err(Reason::NewerVersion)) };
    let device = filed.device;
    let Some(known) = opener.membership.device(device) else { return Ok(Err(Reason::Behind)) };
    let here: Tip = arrivals.tip(known);
    let first = (filed.seq + 1).saturating_sub(batch.entries.len() as u64);
    let begins = entries.first().map(|entry| entry.header.prev);
    // By far the most: it goes on from here.
    if here.seq + 1 == first && begins == Some(here.hash) {
        return Ok(take(opener, arrivals, device, &batch, entries).map_err(|(_, reason)| reason));
    }
    if filed.seq <= here.seq {
        arrivals.store(tx).await?;
        for (entry, sealed) in entries.iter().zip(&batch.entries) {
            let known = known_header(tx, device, entry.tip.seq).await?;
            if known.as_deref() != Some(sealed.header.as_slice()) {
                return Ok(Err(Reason::Forked));
            }
        }
        arrivals.received.known += batch.entries.len();
        arrivals.seal(device, filed.seq, batch.seal);
        return Ok(Ok(()));
    }
    Ok(admit(tx, opener, arrivals, batch).await?.map_err(|(_, reason)| reason))
}
