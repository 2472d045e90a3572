//! The open record: the database with the control log folded and the keys that this device holds. How it is written is in
//! `write`, how others' entries come in, in `receive`.

use std::collections::BTreeMap;
use std::sync::Arc;

use casework::{Case, PrisonNumber};
use crypto::{DatabaseKey, DeviceKeys};
use ledger::chain::Tip;
use ledger::content::ServerHead;
use ledger::ring::KeyRing;
use ledger::{DeviceIndex, Membership, Roles, SignedControl, VersionVector};
use sqlx::{Row, SqliteConnection};
use tokio::sync::Mutex;

use crate::caseload::Counts;
use crate::control::{control_log, fold_control, insert_control};
use crate::database::{Database, Reader, discard};
use crate::elsewhere::Colleagues;
use crate::entering::{Entering, entering};
use crate::error::StoreError;
use crate::folding::load_case;
use crate::owed::{Reckoning, Rules};
use crate::owing::OwedCounts;
use crate::sync::Halted;

/// Who writes here, and with what.
pub(crate) struct Identity {
    pub(crate) membership: Arc<Membership>,
    pub(crate) ring: Arc<KeyRing>,
    pub(crate) device: DeviceKeys,
    pub(crate) own: DeviceIndex,
    pub(crate) session: [u8; 16],
}

/// How many entries there are, of all devices and of the control log.
pub(crate) type State = (u64, u32);

/// An open record.
pub struct Record {
    pub(crate) db: Database,
    pub(crate) identity: Identity,
    pub(crate) tips: BTreeMap<DeviceIndex, Tip>,
    /// What this device's last entry said it had seen of the others.
    pub(crate) told: VersionVector,
    /// The server's head last accepted, until an entry of this device has told of it.
    pub(crate) head_to_tell: Option<ServerHead>,
    /// The place up to which a head was told of, or waits to be.
    pub(crate) highest_told: u64,
    /// Why the last round with the server could not go on.
    pub(crate) halted: Option<Halted>,
    /// How many cases each filter leaves.
    pub(crate) counts: Counts<u32>,
    /// How many things each list of what is owed has.
    pub(crate) owing: Counts<OwedCounts>,
    /// The rules by which things are owed, where whoever opened the record gave any.
    pub(crate) rules: Option<Arc<dyn Rules>>,
    /// What the rows of what is owed are of; nothing, while they have to be worked out again.
    pub(crate) reckoning: Option<Reckoning>,
    /// What people of other units are called who are named in cases that came.
    pub(crate) colleagues: Colleagues,
    /// How far other units had counted when their cases came.
    pub(crate) counted: u64,
    /// How this device comes into the unit, if the server does not know it yet.
    pub(crate) entering: Option<Entering>,
    /// Held by the round with the server that goes on.
    rounds: Arc<Mutex<()>>,
    /// The case that is about to be written about, with the state of the record it is of.
    in_hand: Option<(State, PrisonNumber, Case)>,
}

impl Record {
    /// Makes a record out of a control log: a founding entry, or what a new device was given.
    pub async fn create(
        path: &std::path::Path,
        key: &DatabaseKey,
        device: DeviceKeys,
        log: &[SignedControl],
        session: [u8; 16],
    ) -> Result<Self, StoreError> {
        Membership::of(log).map_err(|(_, error)| error)?;
        let mut db = Database::create(path, key).await?;
        if let Err(error) = first_rows(&mut db, log).await {
            db.close().await?;
            discard(path);
            return Err(error);
        }
        Self::with(db, device, session).await
    }

    /// Opens the record in a file.
    pub async fn open(
        path: &std::path::Path,
        key: &DatabaseKey,
        device: DeviceKeys,
        session: [u8; 16],
    ) -> Result<Self, StoreError> {
        let db = Database::open(path, key).await?;
        let mut record = Self::with(db, device, session).await?;
        if record.is_stale().await? {
            record.rebuild(|_, _| {}).await?;
        }
        Ok(record)
    }

    /// Whether the tables are no longer what the ledger says, and have to be made again: an older version of the fold made them, or whoever took
    /// entries in was stopped before they folded them.
    pub async fn is_stale(&self) -> Result<bool, StoreError> {
        let made_by = get(&mut *self.reader().await?, "fold").await?;
        Ok(made_by.as_deref() != Some(&crate::rebuild::FOLD_VERSION.to_be_bytes()))
    }

    /// Held by whoever makes a round with the server, from its beginning to its end: two at once would each hear answers that the other has
    /// overtaken, and take the server for one that goes back.
    pub fn rounds(&self) -> Arc<Mutex<()>> {
        Arc::clone(&self.rounds)
    }

    async fn with(mut db: Database, device: DeviceKeys, session: [u8; 16]) -> Result<Self, StoreError> {
        let log = control_log(db.writer().await?).await?;
        let mut membership = fold_control(&log)?;
        let id = device.public().id();
        let own = membership
            .device_by_id(&id)
            .ok_or_else(|| StoreError::Ledger("this device is not in the control log".to_owned()))?
            .index;
        let ring = KeyRing::of_device(&membership, &device)?;
        membership.read_names(&ring);
        let entering = entering(db.writer().await?, &device).await?;
        let tips = tips(db.writer().await?).await?;
        let told =
            get(db.writer().await?, "told").await?.and_then(|bytes| minicbor::decode(&bytes).ok()).unwrap_or_default();
        let head_to_tell = crate::sync::highest_head(db.writer().await?).await?.as_ref().and_then(ServerHead::of);
        let mut record = Self {
            db,
            identity: Identity { membership: Arc::new(membership), ring: Arc::new(ring), device, own, session },
            tips,
            told,
            highest_told: head_to_tell.as_ref().map_or(0, |head| head.cursor),
            head_to_tell,
            halted: None,
            counts: Counts::default(),
            owing: Counts::default(),
            rules: None,
            reckoning: None,
            colleagues: Colleagues::default(),
            counted: 0,
            entering,
            rounds: Arc::default(),
            in_hand: None,
        };
        record.read_colleagues().await?;
        Ok(record)
    }

    /// Closes the record and forgets its keys.
    pub async fn close(self) -> Result<(), StoreError> {
        self.db.close().await
    }

    /// The unit as the control log has it.
    pub fn membership(&self) -> &Membership {
        &self.identity.membership
    }

    /// This device.
    pub fn own_device(&self) -> Option<&ledger::membership::Device> {
        self.identity.membership.device(self.identity.own)
    }

    /// The signed-in person's roles.
    pub fn own_roles(&self) -> Roles {
        self.own_device()
            .and_then(|device| self.identity.membership.member(device.principal))
            .map_or(Roles::NONE, ledger::membership::Member::roles)
    }

    /// The keys that this device holds.
    pub fn ring(&self) -> &KeyRing {
        &self.identity.ring
    }

    /// This device's keys.
    pub const fn device_keys(&self) -> &DeviceKeys {
        &self.identity.device
    }

    /// Another of the unit's devices writes here from now on: for a demonstration, in which the devices of all colleagues are in one place.
    /// Returns the keys of the one that wrote until now.
    pub async fn write_as(&mut self, device: DeviceKeys) -> Result<DeviceKeys, StoreError> {
        let membership = &self.identity.membership;
        let known = membership.device_by_id(&device.public().id());
        let own = known.ok_or_else(|| StoreError::Ledger("this device is not in the control log".to_owned()))?.index;
        let ring = Arc::new(KeyRing::of_device(membership, &device)?);
        // What the other device had told is not what this one has.
        forget_told(self.db.writer().await?).await?;
        self.told = VersionVector::new();
        self.identity.ring = ring;
        self.identity.own = own;
        Ok(std::mem::replace(&mut self.identity.device, device))
    }

    /// The end of a device's log.
    pub fn tip(&self, device: DeviceIndex) -> Option<Tip> {
        self.tips.get(&device).copied().or_else(|| self.identity.membership.device(device).map(|device| device.start()))
    }

    /// What this device has of every device's log.
    pub fn frontier(&self) -> VersionVector {
        self.tips.iter().map(|(device, tip)| (*device, tip.seq)).collect()
    }

    /// Which state of the record this is: another one, whenever something was written or came in.
    pub(crate) fn state(&self) -> State {
        (self.tips.values().map(|tip| tip.seq).sum(), self.identity.membership.next_index())
    }

    /// What is known of a person.
    pub async fn case(&self, number: &PrisonNumber) -> Result<Option<Case>, StoreError> {
        load_case(&mut *self.reader().await?, number).await
    }

    /// The same of whoever is written about next: read once, and by the connection that writes, whose pages stay with it. What other
    /// connections had read, each write makes them read again.
    pub async fn case_in_hand(&mut self, number: &PrisonNumber) -> Result<Option<&Case>, StoreError> {
        let case = load_case(self.db.writer().await?, number).await?;
        let state = self.state();
        self.in_hand = case.map(|case| (state, *number, case));
        Ok(self.in_hand.as_ref().map(|(.., case)| case))
    }

    /// The case in hand, if nothing was written since.
    pub(crate) fn take_in_hand(&mut self) -> Option<(PrisonNumber, Case)> {
        let state = self.state();
        self.in_hand.take().filter(|(of, ..)| *of == state).map(|(_, number, case)| (number, case))
    }

    pub(crate) fn highest_lamport(&self) -> u64 {
        self.tips.values().map(|tip| tip.lamport).chain([self.counted]).max().unwrap_or_default()
    }

    /// A connection that only reads.
    pub async fn reader(&self) -> Result<Reader, StoreError> {
        self.db.readers.acquire().await
    }

    /// A setting of this database.
    pub(crate) async fn setting(&mut self, name: &'static str) -> Result<Option<Vec<u8>>, StoreError> {
        get(self.db.writer().await?, name).await
    }
}

async fn first_rows(db: &mut Database, log: &[SignedControl]) -> Result<(), StoreError> {
    let mut tx = db.begin().await?;
    for (place, signed) in log.iter().enumerate() {
        insert_control(&mut tx, place, signed).await?;
    }
    set(&mut tx, "fold", &crate::rebuild::FOLD_VERSION.to_be_bytes()).await?;
    Ok(tx.commit().await?)
}

async fn tips(connection: &mut SqliteConnection) -> Result<BTreeMap<DeviceIndex, Tip>, StoreError> {
    let rows = sqlx::query("SELECT device, seq, hash, lamport, control FROM tip").fetch_all(connection).await?;
    let mut tips = BTreeMap::new();
    for row in rows {
        let hash: Vec<u8> = row.try_get(2)?;
        let hash = hash.try_into().map_err(|_| StoreError::Corrupt)?;
        let tip = Tip {
            seq: row.try_get::<i64, _>(1)?.unsigned_abs(),
            hash: crypto::Hash::from_bytes(hash),
            lamport: row.try_get::<i64, _>(3)?.unsigned_abs(),
            control: row.try_get(4)?,
        };
        tips.insert(DeviceIndex(row.try_get(0)?), tip);
    }
    Ok(tips)
}

pub(crate) async fn set(connection: &mut SqliteConnection, name: &'static str, value: &[u8]) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )
    .bind(name)
    .bind(value.to_vec())
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn forget_told(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM setting WHERE name = 'told'").execute(connection).await?;
    Ok(())
}

pub(crate) async fn get(connection: &mut SqliteConnection, name: &'static str) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(sqlx::query_scalar("SELECT value FROM setting WHERE name = ?").bind(name).fetch_optional(connection).await?)
}
