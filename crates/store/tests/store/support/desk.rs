//! A desk: its keys and its folder, and how its record is made, opened, closed and left.

use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};

use crypto::{DatabaseKey, DeviceKeys, RecoveryKey};
use ledger::sealing::{self, Newcomer, Pen, apply_to_replace};
use ledger::{Act, DeviceIndex, PrincipalId, Role, SignedControl};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use store::entering::Successor;
use store::{Record, StoreError};
use tempfile::TempDir;

use super::{ADA, BEN, CARYS, DEV, MORNING, PRISON, SESSION, roles};

/// One member of staff at one computer.
pub(crate) struct Desk {
    pub(crate) who: PrincipalId,
    pub(super) seed: u64,
    folder: PathBuf,
    // Kept so that the folder lives as long as the desk.
    _temporary: Option<TempDir>,
    record: Option<Record>,
    pub(crate) rng: ChaCha20Rng,
    pub(crate) minutes: i64,
}

impl Deref for Desk {
    type Target = Record;

    fn deref(&self) -> &Record {
        self.record.as_ref().expect("the desk is closed")
    }
}

impl DerefMut for Desk {
    fn deref_mut(&mut self) -> &mut Record {
        self.record.as_mut().expect("the desk is closed")
    }
}

/// What follows from a seed.
pub(super) fn secrets(seed: u64) -> (DatabaseKey, DeviceKeys) {
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    (DatabaseKey::make(&mut rng), DeviceKeys::make(&mut rng))
}

/// The key of a database, as SQLCipher takes it.
pub(crate) fn pragma_of(seed: u64) -> String {
    secrets(seed).0.to_pragma().to_string()
}

pub(crate) fn database_key(seed: u64) -> DatabaseKey {
    secrets(seed).0
}

/// Ada founds a unit of the prison at Leeds.
pub(crate) async fn founded() -> Desk {
    founded_with(1, None).await
}

/// Founds a unit whose first desk keeps its record in a given folder.
pub(crate) async fn founded_with(seed: u64, folder: Option<&Path>) -> Desk {
    let mut desk = Desk::at(ADA, seed, folder);
    let keys = secrets(seed).1;
    let recovery = RecoveryKey::make(&mut desk.rng);
    let founder = Newcomer { principal: ADA, name: "Ada Pike", roles: roles(&[Role::Administrator]) };
    let founding = sealing::found(&mut desk.rng, &keys, &recovery.public(), PRISON, &founder, MORNING).unwrap();
    desk.create(&[founding]).await.unwrap();
    desk
}

/// The whole unit: Ada founds it; Ben is a prison offender manager, Carys a keyworker, Dev a case administrator.
pub(crate) async fn unit() -> (Desk, Desk, Desk, Desk) {
    let mut ada = founded().await;
    let ben = ada.hires(BEN, "Ben Okafor", &[Role::Pom]).await;
    let carys = ada.hires(CARYS, "Carys Rowlands", &[Role::Keyworker]).await;
    let dev = ada.hires(DEV, "Dev Anand", &[Role::CaseAdministrator]).await;
    let (mut ben, mut carys) = (ben, carys);
    ben.hears_control_of(&ada).await;
    carys.hears_control_of(&ada).await;
    (ada, ben, carys, dev)
}

impl Desk {
    pub(super) fn at(who: PrincipalId, seed: u64, folder: Option<&Path>) -> Self {
        let temporary = folder.is_none().then(|| tempfile::tempdir().unwrap());
        let folder = folder.map_or_else(|| temporary.as_ref().unwrap().path().to_owned(), Path::to_owned);
        let rng = ChaCha20Rng::seed_from_u64(seed ^ 0xD15C);
        Self { who, seed, folder, _temporary: temporary, record: None, rng, minutes: 0 }
    }

    pub(super) async fn create(&mut self, log: &[SignedControl]) -> Result<(), StoreError> {
        let (key, keys) = secrets(self.seed);
        self.record = Some(Record::create(&self.path(), &key, keys, log, SESSION).await?);
        Ok(())
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.join("record.db")
    }

    pub(crate) fn pragma(&self) -> String {
        pragma_of(self.seed)
    }

    pub(crate) fn index(&self) -> DeviceIndex {
        self.own_device().unwrap().index
    }

    /// Opens the record that was closed, or says why it cannot be.
    pub(crate) async fn open(&mut self) -> Result<(), StoreError> {
        self.open_as(self.seed).await
    }

    /// Opens the record with the secrets of a seed.
    pub(crate) async fn open_as(&mut self, seed: u64) -> Result<(), StoreError> {
        let ((key, _), (_, keys)) = (secrets(seed), secrets(self.seed));
        self.record = Some(Record::open(&self.path(), &key, keys, SESSION).await?);
        Ok(())
    }

    /// Opens the record a second time, beside the first.
    pub(crate) async fn open_beside(&self) -> Result<Record, StoreError> {
        let (key, keys) = secrets(self.seed);
        Record::open(&self.path(), &key, keys, SESSION).await
    }

    /// Goes on from a copy as a new device, which the old one admits in its place.
    pub(crate) async fn restores(&self, copy: &Path, seed: u64) -> Result<Record, StoreError> {
        let (key, new) = (database_key(self.seed), secrets(seed).1);
        let replaced = self.own_device().unwrap().id;
        let application = apply_to_replace(self.membership().unit(), replaced, &new);
        let (mut rng, ring) = (self.rng.clone(), self.ring());
        let admission = sealing::admission(&mut rng, self.membership(), ring, self.who, application, None).unwrap();
        let act = Act::ReplaceDevice { device: self.index(), admission };
        let signed = sealing::sign_control(self.membership(), &Pen::Device(self.device_keys()), MORNING, act).unwrap();
        let successor = Successor { device: new, admitted: &signed, former: Some(self.device_keys()) };
        Record::open_as(copy, &key, successor, &mut rng, SESSION).await
    }

    /// Opens a file somewhere else with this desk's secrets.
    pub(crate) async fn open_file(&self, path: &Path) -> Result<Record, StoreError> {
        let (key, keys) = secrets(self.seed);
        Record::open(path, &key, keys, SESSION).await
    }

    pub(crate) async fn close(&mut self) {
        self.record.take().expect("the desk is closed already").close().await.unwrap();
    }

    /// As when the program is killed: nothing is merged or tidied. Waits until the connections are gone.
    pub(crate) fn drop_dead(&mut self) {
        drop(self.record.take());
    }

    pub(crate) async fn reopen(&mut self) {
        self.close().await;
        self.open().await.unwrap();
    }
}
