//! Starting from a snapshot, where a device that has nothing yet would have years to fetch: the same batches in a fifth of the bytes, checked
//! like any others. Whatever is wrong with one, the log itself is there.

use jiff::Timestamp;
use ledger::wire::{Manifest, SignedHead, Snapshots, chunk_hash};
use store::sync::{CheckedPage, Checker, Dishonest, Finding, Unfit, Unpacker};
use store::{Record, StoreError};

use super::{End, Job, Round, Stage, Turn, Work, unit_of};
use crate::ask::Ask;
use crate::snapshot::genuine;

/// A snapshot that a round starts from.
pub(super) struct Starting {
    manifest: Manifest,
    /// The head that the server gave when it began: the batches are checked against it.
    head: SignedHead,
    /// Not while a chunk is being read.
    reading: Option<(Unpacker, Checker)>,
    /// Batches that were checked and are to be taken in, while the next chunk is read.
    checked: Option<CheckedPage>,
}

/// A chunk that is to be read.
pub(super) struct Unpacking {
    unpacker: Unpacker,
    sealed: Vec<u8>,
    checker: Checker,
    head: SignedHead,
}

/// What reading a chunk came to.
pub(super) struct Unpacked {
    reading: (Unpacker, Checker),
    /// Nothing: it completes no batch.
    checked: Option<Result<CheckedPage, Unfit>>,
}

impl Unpacking {
    pub(super) fn run(self) -> Unpacked {
        let Self { mut unpacker, sealed, mut checker, head } = self;
        let checked = match unpacker.feed(&sealed) {
            None => Some(Err(Unfit::Garbled)),
            Some(batches) if batches.is_empty() => None,
            Some(batches) => {
                let after = checker.followed().cursor;
                Some(checker.check_batches(after, batches, &head))
            }
        };
        Unpacked { reading: (unpacker, checker), checked }
    }
}

impl Round {
    pub(super) async fn ask_snapshots(&mut self, record: &Record, now: Timestamp) -> Result<Turn, StoreError> {
        self.looked_for_snapshot = true;
        self.asks(record, Ask::Snapshots { unit: unit_of(record) }, now).await
    }

    /// Chooses the one that goes furthest of those whose author is in the unit.
    pub(super) async fn hear_snapshots(
        &mut self,
        record: &mut Record,
        snapshots: &Snapshots,
    ) -> Result<Turn, StoreError> {
        let Some(server) = record.server().await? else { return Ok(self.end(End::NotConnected)) };
        let reached = self.head.as_ref().map_or(0, |head| head.cursor);
        let manifests = snapshots.snapshots.iter().filter_map(|signed| genuine(record.membership(), signed));
        let usable = manifests.filter(|manifest| manifest.cursor <= reached && manifest.is_snapshot());
        let furthest = usable.max_by_key(|manifest| manifest.cursor);
        let begun = furthest.and_then(|manifest| {
            let unpacker = record.unpacker(&manifest, server.cursor)?;
            Some((manifest, unpacker))
        });
        let (Some((manifest, unpacker)), Some(head)) = (begun, server.head) else { return Ok(self.without_snapshot()) };
        let Some(checker) = record.checker().await? else { return Ok(self.end(End::NotConnected)) };
        self.starting = Some(Starting { manifest, head, reading: Some((unpacker, checker)), checked: None });
        self.fold_later = Some(true);
        Ok(self.to(Stage::Chunks))
    }

    pub(super) async fn ask_chunk(&mut self, record: &mut Record, now: Timestamp) -> Result<Turn, StoreError> {
        let reading = self.starting.as_ref().and_then(|starting| starting.reading.as_ref());
        match reading.and_then(|(unpacker, _)| unpacker.wanted()) {
            Some(hash) => self.asks(record, Ask::Chunk { unit: unit_of(record), hash }, now).await,
            None => {
                self.take_checked(record, now).await?;
                Ok(if self.stage == Stage::Chunks { self.without_snapshot() } else { Turn::Again })
            }
        }
    }

    pub(super) async fn hear_chunk(
        &mut self,
        record: &mut Record,
        sealed: Vec<u8>,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        let Some(starting) = &mut self.starting else { return Ok(self.without_snapshot()) };
        let Some((unpacker, checker)) = starting.reading.take() else { return Ok(self.without_snapshot()) };
        if unpacker.wanted() != Some(chunk_hash(&sealed)) {
            let finding = Finding::new(Dishonest::BadSnapshot).with("manifest", starting.manifest.to_bytes());
            return self.suspects(record, finding.with("chunk", sealed), now).await;
        }
        let head = starting.head.clone();
        Ok(Turn::Work(Box::new(Work(Job::Unpack(Box::new(Unpacking { unpacker, sealed, checker, head }))))))
    }

    pub(super) async fn take_unpacked(
        &mut self,
        record: &mut Record,
        unpacked: Unpacked,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        // Where nobody had the time meanwhile, it is done now; and where it went wrong, or another snapshot was begun, this came for nothing.
        self.take_checked(record, now).await?;
        let Some(starting) = self.starting.as_mut().filter(|_| self.stage == Stage::Chunks) else {
            return Ok(Turn::Again);
        };
        let Unpacked { reading, checked } = unpacked;
        starting.reading = Some(reading);
        match checked {
            None => {}
            Some(Ok(page)) => starting.checked = Some(page),
            // Whoever made it is at fault, or it is of another time: the server only keeps it.
            Some(Err(unfit)) => {
                tracing::warn!(reason = word(&unfit), "a snapshot is of no use");
                return Ok(self.without_snapshot());
            }
        }
        Ok(Turn::Again)
    }

    /// Takes in what of the snapshot was checked.
    pub(super) async fn take_checked(&mut self, record: &mut Record, now: Timestamp) -> Result<(), StoreError> {
        let checked = self.starting.as_mut().and_then(|starting| starting.checked.take());
        if let Some(page) = checked.filter(|_| self.stage == Stage::Chunks) {
            self.take(record, Ok(page), now).await?;
        }
        Ok(())
    }

    /// Goes on with the log itself, from where the snapshot has brought it.
    pub(super) fn without_snapshot(&mut self) -> Turn {
        self.starting = None;
        self.to(Stage::Fetch)
    }
}

/// Why a snapshot is of no use, for a log.
const fn word(unfit: &Unfit) -> &'static str {
    match unfit {
        Unfit::Garbled => "garbled",
        Unfit::Control => "control",
        Unfit::Dishonest(_) => "another log",
    }
}
