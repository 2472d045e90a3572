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
    unpacker: Option<Unpacker>,
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
    unpacker: Unpacker,
    /// Nothing: it completes no batch.
    checked: Option<Result<CheckedPage, Unfit>>,
}

impl Unpacking {
    pub(super) fn run(self) -> Unpacked {
        let Self { mut unpacker, sealed, checker, head } = self;
        let checked = match unpacker.feed(&sealed) {
            None => Some(Err(Unfit::Garbled)),
            Some(batches) if batches.is_empty() => None,
            Some(batches) => {
                let after = checker.followed().cursor;
                Some(checker.check_batches(after, batches, &head))
            }
        };
        Unpacked { unpacker, checked }
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
        self.starting = Some(Starting { manifest, head, unpacker: Some(unpacker) });
        self.fold_later = Some(true);
        Ok(self.to(Stage::Chunks))
    }

    pub(super) async fn ask_chunk(&mut self, record: &Record, now: Timestamp) -> Result<Turn, StoreError> {
        let unpacker = self.starting.as_ref().and_then(|starting| starting.unpacker.as_ref());
        match unpacker.and_then(Unpacker::wanted) {
            Some(hash) => self.asks(record, Ask::Chunk { unit: unit_of(record), hash }, now).await,
            None => Ok(self.without_snapshot()),
        }
    }

    pub(super) async fn hear_chunk(
        &mut self,
        record: &mut Record,
        sealed: Vec<u8>,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        let Some(starting) = &mut self.starting else { return Ok(self.without_snapshot()) };
        let Some(unpacker) = starting.unpacker.take() else { return Ok(self.without_snapshot()) };
        if unpacker.wanted() != Some(chunk_hash(&sealed)) {
            let finding = Finding::new(Dishonest::BadSnapshot).with("manifest", starting.manifest.to_bytes());
            return self.suspects(record, finding.with("chunk", sealed), now).await;
        }
        let head = starting.head.clone();
        let Some(checker) = record.checker().await? else { return Ok(self.end(End::NotConnected)) };
        Ok(Turn::Work(Box::new(Work(Job::Unpack(Box::new(Unpacking { unpacker, sealed, checker, head }))))))
    }

    pub(super) async fn take_unpacked(
        &mut self,
        record: &mut Record,
        unpacked: Unpacked,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        let Unpacked { unpacker, checked } = unpacked;
        if let Some(starting) = &mut self.starting {
            starting.unpacker = Some(unpacker);
        }
        match checked {
            None => Ok(Turn::Again),
            // Whoever made it is at fault, or it is of another time: the server only keeps it.
            Some(Err(unfit)) => {
                tracing::warn!(reason = word(&unfit), "a snapshot is of no use");
                Ok(self.without_snapshot())
            }
            Some(checked) => self.take(record, checked, now).await,
        }
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
