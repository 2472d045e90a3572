//! A unit of several people, each with a device and a profile of their own, who exchange what they wrote.

use std::path::{Path, PathBuf};

use app::Session;
use app::clock::{Clock, FixedClock, SystemClock};
use app::device::{Applicant, Owner, start};
use app::found::{Founding, found};
use app::keystore::Keystore;
use app::types::{Passphrase, PrincipalId, PrisonNumber, Roles};
use app::unlock::unlock;
use crypto::{DatabaseKey, ProfileSecrets};
use jiff::Timestamp;
use serde_json::Value;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use store::receive::Received;
use tempfile::TempDir;

use crate::command::PASSPHRASE;

/// The passphrase of everybody here.
pub fn passphrase() -> Passphrase {
    Passphrase::new(PASSPHRASE)
}

/// Friday 20 November 2026, 10:15 in London, and some minutes later.
pub fn morning(minutes: i64) -> Timestamp {
    Timestamp::from_millisecond(1_795_169_700_000 + minutes * 60_000).unwrap()
}

/// A clock that stands still on that morning.
pub fn clock(minutes: i64) -> Box<dyn Clock> {
    Box::new(FixedClock(morning(minutes)))
}

/// A prison number.
pub fn number(text: &str) -> PrisonNumber {
    text.parse().unwrap()
}

/// One file for everybody's vault keys, and a folder for each profile.
pub struct Office {
    folder: PathBuf,
    clock: fn() -> Box<dyn Clock>,
    /// The folder goes when the office does, unless it is somebody else's.
    _own: Option<TempDir>,
}

impl Default for Office {
    fn default() -> Self {
        Self::new()
    }
}

impl Office {
    /// An empty office.
    pub fn new() -> Self {
        let own = tempfile::tempdir().unwrap();
        Self { folder: own.path().to_owned(), clock: || clock(0), _own: Some(own) }
    }

    /// The same, in which the time is what it is.
    pub fn of_today() -> Self {
        Self { clock: || Box::new(SystemClock), ..Self::new() }
    }

    /// Everybody has their profile on one computer, where a window finds them; the time is what it is.
    pub fn on_the_computer_of(home: &Path) -> Self {
        let folder = home.join("people");
        std::fs::create_dir_all(&folder).unwrap();
        Self { folder, clock: || Box::new(SystemClock), _own: None }
    }

    /// Where everything is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of somebody's profile.
    pub fn profile(&self, name: &str) -> PathBuf {
        self.folder().join(name.to_lowercase().replace(' ', "-"))
    }

    /// The key store.
    pub fn keystore(&self) -> Keystore {
        Keystore::File(self.folder().join("keystore.json"))
    }

    /// The same, as the window and the command line are told of it.
    pub fn keystore_setting(&self) -> String {
        format!("file:{}", self.folder().join("keystore.json").display())
    }

    /// Ada Pike founds the unit at Leeds.
    pub async fn founded(&self) -> Session {
        self.founded_in("LEI").await
    }

    /// Ada Pike founds the unit of a prison.
    pub async fn founded_in(&self, prison: &str) -> Session {
        self.founds(prison, (self.clock)()).await
    }

    /// Ada Pike founds the unit at Leeds at some time.
    pub async fn founded_at(&self, clock: Box<dyn Clock>) -> Session {
        self.founds("LEI", clock).await
    }

    async fn founds(&self, prison: &str, clock: Box<dyn Clock>) -> Session {
        let passphrase = passphrase();
        let founding = Founding { prison, staff: "Ada Pike", passphrase: &passphrase, demonstration: false };
        found(&self.profile("Ada Pike"), self.keystore(), clock, &founding).await.unwrap().0
    }

    /// Somebody joins, with a device of their own.
    pub async fn joins(&self, administrator: &mut Session, name: &str, roles: Roles) -> Session {
        let principal = administrator.add_staff(name, roles).await.unwrap();
        self.starts(administrator, name, principal).await
    }

    /// A device for a member of staff.
    pub async fn starts(&self, administrator: &mut Session, name: &str, principal: PrincipalId) -> Session {
        let applicant = Applicant::make(administrator.record().membership().unit());
        administrator.admit(applicant.application().clone(), Owner::Member(principal), None).await.unwrap();
        let welcome = administrator.welcome().await.unwrap();
        let (folder, passphrase) = (self.profile(name), passphrase());
        start(&folder, self.keystore(), (self.clock)(), &passphrase, applicant, welcome).await.unwrap()
    }

    /// Somebody unlocks their record.
    pub async fn unlocks(&self, name: &str) -> Session {
        unlock(&self.profile(name), self.keystore(), (self.clock)(), passphrase()).await.unwrap()
    }

    /// The key of somebody's database, taken out of their profile as whoever has all of its secrets could.
    pub async fn database_key(&self, profile: &Path) -> DatabaseKey {
        database_key(profile, &self.keystore()).await
    }
}

/// The key of a profile's database.
pub async fn database_key(profile: &Path, keystore: &Keystore) -> DatabaseKey {
    let card: Value = serde_json::from_slice(&std::fs::read(profile.join("profile.json")).unwrap()).unwrap();
    let vault = keystore.load(card["profile"].as_str().unwrap().parse().unwrap()).await.unwrap();
    let keys = std::fs::read(profile.join("keys")).unwrap();
    ProfileSecrets::unwrap(&keys, &vault, &passphrase()).unwrap().database
}

/// An entry is lost from a database, behind the record's back. `device`: its place in the order of admission.
pub async fn loses(file: &Path, key: &DatabaseKey, device: u32, seq: u32) {
    let options = SqliteConnectOptions::new().filename(file).pragma("key", key.to_pragma().to_string());
    let mut connection = options.connect().await.unwrap();
    let delete = sqlx::query("DELETE FROM entry WHERE device = ? AND seq = ?").bind(device).bind(seq);
    assert_eq!(delete.execute(&mut connection).await.unwrap().rows_affected(), 1, "there was no such entry");
    connection.close().await.unwrap();
}

/// One device hears all that another has: the control log first.
pub async fn hears(to: &mut Session, from: &Session) -> Received {
    let known = to.record().membership().next_index() as usize;
    for signed in from.record().control_log().await.unwrap().iter().skip(known) {
        to.record_mut().extend_control(signed).await.unwrap();
    }
    let logs = from.record().sealed_logs(&to.record().frontier()).await.unwrap();
    to.record_mut().receive(logs).await.unwrap()
}

/// Imports documents of the prison system.
pub async fn imports(session: &mut Session, documents: &[Value]) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("people.json");
    std::fs::write(&file, Value::from(documents.to_vec()).to_string()).unwrap();
    let plan = session.plan_import(&[file]).await.unwrap();
    session.take_import(plan, |_, _| {}).await.unwrap();
}

/// The record is whole, and the tables are what the ledger says.
pub async fn is_whole(session: &Session) {
    session.verify(|_, _| {}).await.unwrap();
}
