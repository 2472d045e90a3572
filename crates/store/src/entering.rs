//! How a device comes into the unit that goes on from the record of another one: a backup that was restored, or a record that was set back or
//! copied. Its admission stands in the control log here from the beginning, so that its person can work; as long as the server does not have it, it
//! is provisional, and nothing leaves this computer. `sync` brings it there. Where the control log has gone on meanwhile, it is admitted on top of
//! that, and what was written here is written again behind its new beginning.

use std::sync::Arc;

use crypto::{DatabaseKey, DeviceKeys, Hash};
use jiff::Timestamp;
use ledger::membership::Device;
use ledger::ring::KeyRing;
use ledger::{DeviceIndex, Membership, SignedControl, VersionVector};
use rand_core::CryptoRng;
use sqlx::{Row, SqliteConnection};

use crate::caseload::Counts;
use crate::control::{control_log, fold_control, insert_control};
use crate::database::Database;
use crate::error::StoreError;
use crate::moving::{Moving, Scribe, close, lay, lift};
use crate::opened::Opener;
use crate::rebuild::distrust;
use crate::receive::{known_header, tip_after};
use crate::record::{Identity, Record, forget_told};
use crate::row::Script;
use crate::sync::{agreed, forget_sent, is_connected};

/// An application that nobody has dealt with is left anew after so many milliseconds.
const PATIENCE: i64 = 24 * 60 * 60 * 1000;

/// An admission that the server does not have yet.
pub struct Entering {
    place: u32,
    former: Option<DeviceKeys>,
    applied: Option<i64>,
}

impl Entering {
    /// Its place in the control log as it is here.
    pub const fn place(&self) -> u32 {
        self.place
    }

    /// The keys of the device that this one takes the place of: it admits it. Nothing: the recovery key did.
    pub const fn former(&self) -> Option<&DeviceKeys> {
        self.former.as_ref()
    }

    /// Whether an application for the administrators lies there, as far as is known. `now`: by this device's clock.
    pub fn has_applied(&self, now: Timestamp) -> bool {
        self.applied.is_some_and(|at| (0..PATIENCE).contains(&now.as_millisecond().saturating_sub(at)))
    }
}

/// A device that goes on from the record of another one.
pub struct Successor<'a> {
    /// Its keys.
    pub device: DeviceKeys,
    /// The control entry that admits it.
    pub admitted: &'a SignedControl,
    /// The keys of the device that signed it, in whose place it is; nothing: the recovery key did.
    pub former: Option<&'a DeviceKeys>,
}

/// On what a device can go on, of a record that nobody has open.
pub struct Ground {
    /// The control log as far as it is not provisional: on top of it a device is admitted.
    pub log: Vec<SignedControl>,
    /// The row of an admission that never came to the server.
    provisional: Option<Kept>,
}

impl Ground {
    /// Who can admit a device to go on from this record, given the keys of the one whose it was: that one, or the one in whose place it was to
    /// come. Nothing: the recovery key alone can.
    pub fn authority(&self, keys: DeviceKeys) -> Result<Option<DeviceKeys>, StoreError> {
        match &self.provisional {
            None => Ok(Some(keys)),
            Some(kept) => kept.former(&keys),
        }
    }
}

/// The row of the database.
struct Kept {
    place: u32,
    former: Option<Vec<u8>>,
    applied: Option<i64>,
}

impl Kept {
    async fn read(connection: &mut SqliteConnection) -> Result<Option<Self>, StoreError> {
        let row = sqlx::query("SELECT place, former, applied FROM entering").fetch_optional(connection).await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Self { place: row.try_get(0)?, former: row.try_get(1)?, applied: row.try_get(2)? }))
    }

    /// The same where the admission is provisional: a unit without a server knows nothing of that, and takes it by hand.
    async fn provisional(connection: &mut SqliteConnection, entries: usize) -> Result<Option<Self>, StoreError> {
        let kept = Self::read(connection).await?.filter(|kept| kept.place as usize + 1 == entries);
        Ok(if is_connected(connection).await? { kept } else { None })
    }

    fn former(&self, keys: &DeviceKeys) -> Result<Option<DeviceKeys>, StoreError> {
        let open = |sealed| keys.open_former(sealed, keys.public().id().as_bytes());
        Ok(self.former.as_deref().map(open).transpose()?)
    }
}

/// How a record's device comes into its unit, if it is not in it yet.
pub(crate) async fn entering(
    connection: &mut SqliteConnection,
    keys: &DeviceKeys,
) -> Result<Option<Entering>, StoreError> {
    let Some(kept) = Kept::read(connection).await? else { return Ok(None) };
    Ok(Some(Entering { place: kept.place, former: kept.former(keys)?, applied: kept.applied }))
}

impl Record {
    /// On what a device can go on, of a record that nobody has open.
    pub async fn ground_in(path: &std::path::Path, key: &DatabaseKey) -> Result<Ground, StoreError> {
        let mut db = Database::open(path, key).await?;
        let ground = ground(&mut db).await;
        db.close().await?;
        ground
    }

    /// Whether the control log of a record that nobody has open has a device.
    pub async fn knows_in(path: &std::path::Path, key: &DatabaseKey, device: &Hash) -> Result<bool, StoreError> {
        let mut db = Database::open(path, key).await?;
        let log = control_log(db.writer().await?).await;
        db.close().await?;
        Ok(fold_control(&log?)?.device_by_id(device).is_some())
    }

    /// Opens a record as a device that goes on from it: its admission is added first.
    pub async fn open_as<R: CryptoRng + ?Sized>(
        path: &std::path::Path,
        key: &DatabaseKey,
        successor: Successor<'_>,
        rng: &mut R,
        session: [u8; 16],
    ) -> Result<Self, StoreError> {
        let mut db = Database::open(path, key).await?;
        let gone_on = go_on(&mut db, rng, &successor).await;
        db.close().await?;
        gone_on?;
        Self::open(path, key, successor.device, session).await
    }

    /// How this device comes into the unit; nothing: it is in it.
    pub const fn entering(&self) -> Option<&Entering> {
        self.entering.as_ref()
    }

    /// Notes that an application for the administrators lies at the server.
    pub async fn note_applied(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let at = now.as_millisecond();
        sqlx::query("UPDATE entering SET applied = ?").bind(at).execute(self.db.writer().await?).await?;
        if let Some(entering) = &mut self.entering {
            entering.applied = Some(at);
        }
        Ok(())
    }

    /// Goes on as another device, which this one has admitted in its place: the record was set back or copied, and nobody knows how far the log of
    /// this one has gone. What the server does not have of it is written again as the new one's. Returns how many entries that are.
    pub async fn go_on_as<R: CryptoRng + ?Sized>(
        &mut self,
        rng: &mut R,
        successor: Successor<'_>,
    ) -> Result<usize, StoreError> {
        let opener = Opener::of(self);
        let was = self.own_device().cloned().ok_or_else(not_admitted)?;
        let mut next = Membership::clone(&opener.membership);
        let place = next.next_index();
        next.accept(successor.admitted)?;
        let ring = KeyRing::of_device(&next, &successor.device)?;
        next.read_names(&ring);
        let own = next.device_by_id(&successor.device.public().id()).cloned().ok_or_else(not_admitted)?;
        let Self { db, identity, .. } = self;
        let mut tx = db.begin().await?;
        let kept = agreed(&mut tx, &was).await?;
        let lifted = lift(&mut tx, &opener, &was, kept).await?;
        close_at(&mut tx, &next, (&identity.device, &was), kept).await?;
        let moved = lifted.len();
        let scribe = Scribe { membership: &next, ring: &ring, before: &opener.ring, keys: &successor.device };
        let mut moving = Moving::new((was.index, kept), (own.index, 0));
        lay(&mut tx, rng, &scribe, &mut moving, (own.start(), lifted)).await?;
        insert_control(&mut tx, place as usize, successor.admitted).await?;
        enter(&mut tx, rng, place, &successor).await?;
        forget_told(&mut tx).await?;
        forget_sent(&mut tx).await?;
        distrust(&mut tx).await?;
        tx.commit().await?;
        let former = std::mem::replace(&mut self.identity.device, successor.device);
        self.entering = Some(Entering { place, former: Some(former), applied: None });
        self.is_now((next, ring), own.index).await?;
        Ok(moved)
    }

    /// Goes on with the control log as the unit has it, in which this device is admitted elsewhere than in the one that is here: what it wrote is
    /// written again behind its beginning there. With statements that belong to it.
    pub(crate) async fn rebase<R: CryptoRng + ?Sized>(
        &mut self,
        rng: &mut R,
        log: &[SignedControl],
        mut script: Script,
    ) -> Result<(), StoreError> {
        let opener = Opener::of(self);
        let was = self.own_device().cloned().ok_or_else(not_admitted)?;
        let mut next = fold_control(log)?;
        let ring = KeyRing::of_device(&next, &self.identity.device)?;
        next.read_names(&ring);
        let own = next.device_by_id(&was.id).cloned().ok_or_else(not_admitted)?;
        let Self { db, identity, .. } = self;
        let mut tx = db.begin().await?;
        let lifted = lift(&mut tx, &opener, &was, 0).await?;
        let scribe = Scribe { membership: &next, ring: &ring, before: &opener.ring, keys: &identity.device };
        let mut moving = Moving::new((was.index, 0), (own.index, 0));
        lay(&mut tx, rng, &scribe, &mut moving, (own.start(), lifted)).await?;
        replace_control(&mut tx, log).await?;
        forget_told(&mut tx).await?;
        forget_sent(&mut tx).await?;
        script.run(&mut tx).await?;
        distrust(&mut tx).await?;
        tx.commit().await?;
        self.is_now((next, ring), own.index).await
    }

    /// This device is another one, or stands elsewhere in the control log, than it did: what was remembered goes, and the tables are made again.
    async fn is_now(&mut self, (membership, ring): (Membership, KeyRing), own: DeviceIndex) -> Result<(), StoreError> {
        let Identity { membership: now, ring: held, own: index, .. } = &mut self.identity;
        (*now, *held, *index) = (Arc::new(membership), Arc::new(ring), own);
        (self.told, self.counts, self.owing) = (VersionVector::new(), Counts::default(), Counts::default());
        drop(self.take_in_hand());
        self.rebuild(|_, _| {}).await
    }
}

async fn ground(db: &mut Database) -> Result<Ground, StoreError> {
    let mut log = control_log(db.writer().await?).await?;
    let provisional = Kept::provisional(db.writer().await?, log.len()).await?;
    if provisional.is_some() {
        log.pop();
    }
    Ok(Ground { log, provisional })
}

/// Adds the admission of a device that goes on from a record which nobody has open. What was written by one that never came in is the new one's.
async fn go_on<R: CryptoRng + ?Sized>(
    db: &mut Database,
    rng: &mut R,
    successor: &Successor<'_>,
) -> Result<(), StoreError> {
    let before = fold_control(&control_log(db.writer().await?).await?)?;
    let Ground { log, provisional } = ground(db).await?;
    let mut next = fold_control(&log)?;
    next.accept(successor.admitted)?;
    let ring = KeyRing::of_device(&next, &successor.device)?;
    let own = next.device_by_id(&successor.device.public().id()).ok_or_else(not_admitted)?;
    let mut tx = db.begin().await?;
    let place = log.len();
    if let Some(was) = provisional.and_then(|kept| admitted_at(&before, kept.place)) {
        let opener = Opener { membership: Arc::new(before.clone()), ring: Arc::new(ring.clone()) };
        let lifted = lift(&mut tx, &opener, was, 0).await?;
        let scribe = Scribe { membership: &next, ring: &ring, before: &ring, keys: &successor.device };
        let mut moving = Moving::new((was.index, 0), (own.index, 0));
        lay(&mut tx, rng, &scribe, &mut moving, (own.start(), lifted)).await?;
        distrust(&mut tx).await?;
    }
    let at = i64::try_from(place).unwrap_or(i64::MAX);
    sqlx::query("DELETE FROM control WHERE place >= ?").bind(at).execute(&mut *tx).await?;
    insert_control(&mut tx, place, successor.admitted).await?;
    enter(&mut tx, rng, u32::try_from(place).unwrap_or(u32::MAX), successor).await?;
    // What the old device had told, and sent, is not what the new one has.
    forget_told(&mut tx).await?;
    forget_sent(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// Notes how a device comes into the unit.
async fn enter<R: CryptoRng + ?Sized>(
    tx: &mut SqliteConnection,
    rng: &mut R,
    place: u32,
    successor: &Successor<'_>,
) -> Result<(), StoreError> {
    let to = successor.device.public();
    let id: Hash = to.id();
    let seal = |former: &DeviceKeys| former.seal_to(rng, &to.agreement, id.as_bytes());
    let former = successor.former.map(seal).transpose()?;
    sqlx::query("INSERT OR REPLACE INTO entering (id, place, former, applied) VALUES (1, ?, ?, NULL)")
        .bind(place)
        .bind(former)
        .execute(tx)
        .await?;
    Ok(())
}

/// Signs the end of a device's log at an entry of it.
async fn close_at(
    tx: &mut SqliteConnection,
    membership: &Membership,
    (keys, device): (&DeviceKeys, &Device),
    seq: u64,
) -> Result<(), StoreError> {
    let Some(bytes) = known_header(tx, device.index, seq).await? else { return Ok(()) };
    let header = ledger::Header::from_bytes(&bytes).ok_or(StoreError::Corrupt)?;
    close(tx, membership, keys, device, &tip_after(&header, &bytes, membership)).await
}

/// The control log, from the first entry on.
async fn replace_control(tx: &mut SqliteConnection, log: &[SignedControl]) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM control").execute(&mut *tx).await?;
    for (place, signed) in log.iter().enumerate() {
        insert_control(tx, place, signed).await?;
    }
    Ok(())
}

/// The device that a control entry admitted.
fn admitted_at(membership: &Membership, place: u32) -> Option<&Device> {
    membership.devices().iter().find(|device| device.admitted_at == place)
}

fn not_admitted() -> StoreError {
    StoreError::Ledger("this device is not in the control log".to_owned())
}
