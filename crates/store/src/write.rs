//! Writing: an action is sealed, folded and committed in one transaction, and one that the fold would not apply leaves no
//! trace. When `write` returns, the entries are on the disk.

use casework::event::CaseEvent;
use casework::{Case, NotApplied, PrisonNumber};
use jiff::Timestamp;
use ledger::chain::Tip;
use ledger::content::{Content, EventEnvelope, ServerHead, Subject};
use ledger::header::{Class, VERSION};
use ledger::sealing::{Place, SealedEntry, seal_entry, sign_seal};
use ledger::{Compartment, DeviceIndex, VersionVector};
use minicbor::bytes::ByteVec;
use rand_core::CryptoRng;
use sqlx::SqliteConnection;

use crate::error::StoreError;
use crate::folding::{Folding, Only};
use crate::opened::Opened;
use crate::receive::PART_BYTES;
use crate::record::{Identity, Record, set};
use crate::row::{Arg, Script};
use crate::table::int;

/// An entry carries at most this many events …
const MOST_EVENTS: usize = 500;
/// … or about this many bytes of them.
const MOST_BYTES: usize = 256 * 1024;

/// An event to be written.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// About whom.
    pub subject: Subject,
    /// When it happened.
    pub occurred: Timestamp,
    /// What happened.
    pub event: CaseEvent,
    /// Which version of the case its author was looking at; nothing: the newest one.
    pub base: Option<VersionVector>,
}

/// One action of the signed-in person.
#[derive(Debug, Clone)]
pub struct Action {
    /// What it is sealed for.
    pub compartment: Compartment,
    /// What it carries.
    pub class: Class,
    /// The same for a retry of the same action.
    pub command: [u8; 16],
    /// What happened.
    pub events: Vec<NewEvent>,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// This device's last entry.
    pub seq: u64,
    /// How many entries were written.
    pub entries: usize,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The fold would not apply it.
    #[error(transparent)]
    NotApplied(#[from] NotApplied),
    /// Whoever heard how far it is did not want it any more.
    #[error("it was stopped")]
    Stopped,
    /// The database could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for WriteError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl Record {
    /// Writes actions of the signed-in person, all or none, and returns when they are on the disk. `now` is the device's
    /// clock. `progress` hears how many events are done.
    pub async fn write<R: CryptoRng + ?Sized>(
        &mut self,
        rng: &mut R,
        now: Timestamp,
        actions: Vec<Action>,
        mut progress: impl FnMut(usize),
    ) -> Result<Written, WriteError> {
        let told = |done| {
            progress(done);
            true
        };
        self.write_while(rng, now, actions, told).await
    }

    /// The same for what may be stopped: `told` hears how many events are done, and says whether to go on. Once it does not, nothing
    /// was written.
    pub async fn write_while<R: CryptoRng + ?Sized>(
        &mut self,
        rng: &mut R,
        now: Timestamp,
        actions: Vec<Action>,
        mut told: impl FnMut(usize) -> bool,
    ) -> Result<Written, WriteError> {
        let in_hand = self.take_in_hand();
        let mut writing = Writing::new(self, in_hand)?;
        let Self { db, identity, .. } = self;
        let mut tx = db.begin().await?;
        let mut done = 0;
        for action in actions {
            let mut events = action.events.into_iter();
            loop {
                let mut envelopes = Vec::new();
                let mut bytes = 0;
                while envelopes.len() < MOST_EVENTS && bytes < MOST_BYTES {
                    let Some(new) = events.next() else { break };
                    let envelope = writing.envelope(&mut tx, new).await?;
                    bytes += envelope.body.len();
                    envelopes.push(envelope);
                }
                if envelopes.is_empty() {
                    break;
                }
                done += envelopes.len();
                let content = writing.content(identity, now, action.command, envelopes);
                writing.entry(rng, identity, &mut tx, (action.compartment, action.class), content).await?;
                if !told(done) {
                    return Err(WriteError::Stopped);
                }
            }
        }
        let written = writing.finish(identity, &mut tx).await?;
        tx.commit().await?;
        self.wrote(writing);
        Ok(written)
    }

    /// Writes that this device is there: an entry in which nothing happened, with what it has seen of others and how far the server's log goes.
    /// Nothing is folded from it. No action of anybody stands behind it.
    pub async fn write_heartbeat<R: CryptoRng + ?Sized>(
        &mut self,
        rng: &mut R,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut writing = Writing::new(self, None)?;
        let Self { db, identity, .. } = self;
        let mut tx = db.begin().await?;
        let content = writing.content(identity, now, [0; 16], Vec::new());
        writing.add(rng, identity, &mut tx, (Compartment::General, Class::Heartbeat), content).await?;
        writing.finish(identity, &mut tx).await?;
        tx.commit().await?;
        self.wrote(writing);
        Ok(())
    }

    /// What follows for the open record from what was committed.
    fn wrote(&mut self, writing: Writing) {
        self.tips.insert(self.identity.own, writing.tip);
        if writing.folding.changes_figures() {
            self.reckoning = None;
        }
        self.told = writing.told;
        self.head_to_tell = writing.head;
    }
}

/// A transaction under way.
struct Writing {
    place: Place,
    /// The place in the control log of the entry that is named.
    control: u32,
    tip: Tip,
    /// What this device has of the others.
    told: VersionVector,
    /// The part of it that no entry has said yet.
    fresh: VersionVector,
    /// The server's head last accepted, if no entry has told of it yet.
    head: Option<ServerHead>,
    entries: usize,
    /// How many bytes of entries have no seal yet.
    open: usize,
    folding: Folding,
}

impl Writing {
    fn new(record: &Record, in_hand: Option<(PrisonNumber, Case)>) -> Result<Self, StoreError> {
        let device =
            record.own_device().ok_or_else(|| StoreError::Ledger("this device was not admitted".to_owned()))?;
        let tip = record.tip(device.index).unwrap_or_else(|| device.start());
        if device.last_mark().is_some_and(|mark| mark.seq > tip.seq) {
            return Err(StoreError::Behind);
        }
        let own = device.index;
        let told: VersionVector = record.frontier().iter().filter(|(index, _)| *index != own).collect();
        let membership = record.membership();
        // Whoever has not been updated yet writes on under the unit as it was before it demanded that: so what they write is taken.
        let control = membership.newest_for(VERSION);
        let place = Place {
            unit: membership.unit(),
            device: device.id,
            tip,
            control: membership.head_at(control).ok_or(StoreError::Corrupt)?,
            lamport: record.highest_lamport(),
        };
        Ok(Self {
            place,
            control,
            tip,
            fresh: told.since(&record.told),
            told,
            head: record.head_to_tell.clone(),
            entries: 0,
            open: 0,
            folding: Folding::new(membership.prison()).knowing(in_hand).owing(record.reckoning.clone()),
        })
    }

    /// An event as the ledger carries it. Its base is what the fold has of the case, unless its author saw an older version.
    async fn envelope(&mut self, tx: &mut SqliteConnection, new: NewEvent) -> Result<EventEnvelope, StoreError> {
        let number = match &new.subject {
            Subject::Case(number) if new.event.rests_on_what_was_seen() => number.parse::<PrisonNumber>().ok(),
            Subject::Case(_) | Subject::Unit => None,
        };
        let base = match (new.base, number) {
            (Some(base), _) => base,
            (None, Some(number)) => self.folding.case(tx, number).await?.heard.clone(),
            (None, None) => VersionVector::new(),
        };
        Ok(EventEnvelope {
            subject: new.subject,
            kind: new.event.kind(),
            schema: CaseEvent::SCHEMA,
            occurred: new.occurred.as_millisecond(),
            base,
            body: ByteVec::from(new.event.encode_body()),
        })
    }

    fn content(
        &mut self,
        identity: &Identity,
        now: Timestamp,
        command: [u8; 16],
        events: Vec<EventEnvelope>,
    ) -> Content {
        let actor = identity.membership.device(identity.own).map(|device| device.principal);
        Content {
            recorded: now.as_millisecond(),
            actor: actor.unwrap_or(ledger::PrincipalId(uuid::Uuid::nil())),
            session: identity.session,
            command,
            events,
            seen: std::mem::take(&mut self.fresh),
            server_head: self.head.take(),
        }
    }

    /// Seals one entry, inserts it and folds it.
    async fn entry<R: CryptoRng + ?Sized>(
        &mut self,
        rng: &mut R,
        identity: &Identity,
        tx: &mut SqliteConnection,
        sealed_for: (Compartment, Class),
        content: Content,
    ) -> Result<(), WriteError> {
        let opened = self.add(rng, identity, tx, sealed_for, content).await?;
        match self.folding.fold(tx, &identity.membership, opened, Only::Everything).await? {
            None => Ok(()),
            Some(reason) => Err(WriteError::NotApplied(reason)),
        }
    }

    /// Seals one entry and inserts it.
    async fn add<R: CryptoRng + ?Sized>(
        &mut self,
        rng: &mut R,
        identity: &Identity,
        tx: &mut SqliteConnection,
        (compartment, class): (Compartment, Class),
        content: Content,
    ) -> Result<Opened, StoreError> {
        let key =
            identity.ring.current(&identity.membership, compartment).ok_or(StoreError::NoKey(compartment.word()))?;
        self.place.tip = self.tip;
        self.place.lamport += 1;
        let sealed = seal_entry(rng, &self.place, key, class, &content)?;
        self.tip =
            Tip { seq: sealed.header.seq, hash: sealed.hash, lamport: sealed.header.lamport, control: self.control };
        insert_entry(tx, identity.own, &sealed).await?;
        self.entries += 1;
        self.open += sealed.header_bytes.len() + sealed.payload.len();
        if self.open >= PART_BYTES {
            let mut script = Script::default();
            self.seal(identity, &mut script);
            script.run(tx).await?;
        }
        Ok(Opened {
            device: identity.own,
            seq: sealed.header.seq,
            lamport: sealed.header.lamport,
            control: sealed.header.control,
            compartment,
            content,
        })
    }

    /// Signs this device's log up to here.
    fn seal(&mut self, identity: &Identity, script: &mut Script) {
        let seal = sign_seal(&identity.device, self.place.unit, self.place.device, self.tip.seq, self.tip.hash);
        keep_seal(script, identity.own, self.tip.seq, seal.as_bytes());
        self.open = 0;
    }

    async fn finish(&mut self, identity: &Identity, tx: &mut SqliteConnection) -> Result<Written, StoreError> {
        if self.entries > 0 {
            let mut script = Script::default();
            self.seal(identity, &mut script);
            set_tip(&mut script, identity.own, &self.tip);
            if self.fresh.is_empty() && !self.told.is_empty() {
                let mut told = Vec::new();
                // Writing to memory cannot fail.
                let _: Result<(), _> = minicbor::encode(&self.told, &mut told);
                set(tx, "told", &told).await?;
            }
            self.folding.flush_with(tx, script).await?;
        }
        Ok(Written { seq: self.tip.seq, entries: self.entries })
    }
}

pub(crate) async fn insert_entry(
    tx: &mut SqliteConnection,
    device: DeviceIndex,
    sealed: &SealedEntry,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO entry (place, lamport, header, payload) VALUES (?, ?, ?, ?)")
        .bind(place(device, sealed.header.seq))
        .bind(i64::try_from(sealed.header.lamport).unwrap_or(i64::MAX))
        .bind(sealed.header_bytes.clone())
        .bind(sealed.payload.clone())
        .execute(tx)
        .await
        .map_err(|error| match error {
            // Another program has written under this number since the record was opened.
            sqlx::Error::Database(taken) if taken.is_unique_violation() => StoreError::Busy,
            other => other.into(),
        })?;
    Ok(())
}

/// Keeps a device's signature over its log with the entry that it ends with.
pub(crate) fn keep_seal(script: &mut Script, device: DeviceIndex, seq: u64, signature: &[u8; 64]) {
    let values = vec![Arg::Blob(signature.to_vec()), Arg::Int(place(device, seq))];
    script.add("UPDATE entry SET seal = ? WHERE place = ?", values);
}

/// Where an entry lies: the logs of the devices one behind the other.
pub(crate) fn place(device: DeviceIndex, seq: u64) -> i64 {
    (i64::from(device.0) << 32) | i64::try_from(seq.min(LAST_SEQ)).unwrap_or_default()
}

/// A device's log ends before its places do: at an entry a second that takes more than a hundred years.
const LAST_SEQ: u64 = u32::MAX as u64;

pub(crate) fn set_tip(script: &mut Script, device: DeviceIndex, tip: &Tip) {
    let values = vec![
        Arg::Int(i64::from(device.0)),
        int(tip.seq),
        Arg::Blob(tip.hash.as_bytes().to_vec()),
        int(tip.lamport),
        Arg::Int(i64::from(tip.control)),
    ];
    script.add("INSERT OR REPLACE INTO tip (device, seq, hash, lamport, control) VALUES (?, ?, ?, ?, ?)", values);
}
