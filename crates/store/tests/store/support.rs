//! A fictional unit with real databases in temporary folders: Ada Pike founds it, hires people and gives them devices.
//! The same seed gives the same keys, so that a desk can be closed and opened again.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};

use casework::event::{
    ActionAgreed, ActionId, ActionOwner, ActionSettled, Allocated, AmendmentId, CaseEvent, Contact, ContactId,
    Deallocated, EndReason, FactsRecorded, MovementsRecorded, NoteAmended, NoteId, NoteWritten, Post, RestrictedViewed,
    VictimContact, Visibility,
};
use casework::movement::{Direction, Movement, MovementKind};
use casework::{Fact, Field, PrisonNumber, Source, Value};
use crypto::{DatabaseKey, DeviceKeys, RecoveryKey};
use jiff::Timestamp;
use ledger::content::{Content, EventEnvelope};
use ledger::header::{Class, Header};
use ledger::sealing::{self, Newcomer, Pen, Place, SealedEntry, apply_for, apply_to_replace, seal_entry, sign_seal};
use ledger::{Act, Compartment, DeviceIndex, Mark, PrincipalId, Role, Roles, SignedControl, Subject, VersionVector};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection};
use store::caseload::{CaseloadQuery, CaseloadRow, Filter, Sort};
use store::entering::Successor;
use store::read::NoteQuery;
use store::receive::SealedLog;
use store::{Action, NewEvent, Record, StoreError, WriteError, Written};
use tempfile::TempDir;
use uuid::Uuid;

/// 20 November 2026, 10:15 UTC, in milliseconds.
pub(crate) const MORNING: i64 = 1_795_169_700_000;
pub(crate) const MINUTE: i64 = 60_000;
pub(crate) const PRISON: &str = "LEI";
const SESSION: [u8; 16] = [7; 16];

/// The tables that are not folded: what is kept of the ledger, and what is of this device alone.
const OF_THIS_DEVICE: [&str; 8] =
    ["control", "entry", "draft", "preference", "setting", "dealt_with", "entering", "_sqlx_migrations"];
/// And what is kept of the server.
const OF_THE_SERVER: [&str; 9] =
    ["server", "under_way", "not_relayed", "filed", "filed_tip", "signed_head", "receipt", "aside", "alarm"];

pub(crate) const ADA: PrincipalId = person(1);
pub(crate) const BEN: PrincipalId = person(2);
pub(crate) const CARYS: PrincipalId = person(3);
pub(crate) const DEV: PrincipalId = person(4);

pub(crate) const fn person(number: u8) -> PrincipalId {
    PrincipalId(Uuid::from_bytes([number; 16]))
}

pub(crate) fn uuid(of: u64) -> Uuid {
    Uuid::from_u64_pair(0x0193_0000_0000_7000, of)
}

pub(crate) fn roles(of: &[Role]) -> Roles {
    of.iter().copied().collect()
}

pub(crate) fn number(text: &str) -> PrisonNumber {
    text.parse().unwrap()
}

/// The fictional person with a serial number.
pub(crate) fn prisoner(serial: usize) -> PrisonNumber {
    number(&format!("A{:04}BC", 1000 + serial))
}

pub(crate) fn clock(minutes: i64) -> Timestamp {
    Timestamp::from_millisecond(MORNING + minutes * MINUTE).unwrap()
}

/// One member of staff at one computer.
pub(crate) struct Desk {
    pub(crate) who: PrincipalId,
    seed: u64,
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
fn secrets(seed: u64) -> (DatabaseKey, DeviceKeys) {
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
    fn at(who: PrincipalId, seed: u64, folder: Option<&Path>) -> Self {
        let temporary = folder.is_none().then(|| tempfile::tempdir().unwrap());
        let folder = folder.map_or_else(|| temporary.as_ref().unwrap().path().to_owned(), Path::to_owned);
        let rng = ChaCha20Rng::seed_from_u64(seed ^ 0xD15C);
        Self { who, seed, folder, _temporary: temporary, record: None, rng, minutes: 0 }
    }

    async fn create(&mut self, log: &[SignedControl]) -> Result<(), StoreError> {
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

    // People ----------------------------------------------------------------------------------------------------------

    /// Signs and takes in a control entry.
    pub(crate) async fn governs(&mut self, act: Act) {
        let signed = sealing::sign_control(self.membership(), &Pen::Device(self.device_keys()), MORNING, act).unwrap();
        self.extend_control(&signed).await.unwrap();
    }

    /// Admits somebody with a device of theirs, which starts with the control log as it is now.
    pub(crate) async fn hires(&mut self, who: PrincipalId, name: &str, as_what: &[Role]) -> Desk {
        let newcomer = Newcomer { principal: who, name, roles: roles(as_what) };
        let mut rng = self.rng.clone();
        let person = sealing::person(&mut rng, self.membership(), self.ring(), &newcomer).unwrap();
        self.rng = rng;
        self.governs(Act::AddMember(person)).await;
        self.equips(who, self.seed * 100 + u64::from(who.0.as_bytes()[0])).await
    }

    /// Admits a device.
    pub(crate) async fn equips(&mut self, who: PrincipalId, seed: u64) -> Desk {
        let application = apply_for(self.membership().unit(), &secrets(seed).1);
        let (mut rng, ring) = (self.rng.clone(), self.ring());
        let admission = sealing::admission(&mut rng, self.membership(), ring, who, application, None).unwrap();
        self.rng = rng;
        self.governs(Act::AddDevice(admission)).await;
        let mut desk = Desk::at(who, seed, None);
        desk.create(&self.control_log().await.unwrap()).await.unwrap();
        desk
    }

    /// New keys of some compartments for everybody but a device.
    pub(crate) fn rotations(
        &mut self,
        compartments: &[Compartment],
        stays: impl Fn(&ledger::membership::Device, Compartment) -> bool,
    ) -> Vec<ledger::control::EpochStart> {
        let mut rng = self.rng.clone();
        let made =
            sealing::rotate(&mut rng, self.membership(), self.ring(), compartments.iter().copied(), stays).unwrap();
        self.rng = rng;
        made.starts
    }

    /// New keys of some compartments for everybody who holds them.
    pub(crate) async fn rotates(&mut self, compartments: &[Compartment], why: &str) {
        let (mut rng, compartments) = (self.rng.clone(), compartments.iter().copied());
        let act = sealing::rotation(&mut rng, self.membership(), self.ring(), compartments, why).unwrap();
        self.rng = rng;
        self.governs(act).await;
    }

    /// Removes a device of which everything up to an entry counts.
    pub(crate) async fn removes(&mut self, device: DeviceIndex, cutoff: u64) {
        let (mut rng, tip) = (self.rng.clone(), self.tip(device).unwrap());
        let seen = ledger::Tip { seq: cutoff, ..tip };
        let removed = self.membership().device(device).unwrap();
        let act = sealing::removal(&mut rng, self.membership(), self.ring(), removed, &seen, "Left on a train");
        let mut act = act.unwrap();
        if let Act::RemoveDevice { last, .. } = &mut act {
            // What was seen can be named; an earlier end is a number alone.
            *last = last.filter(|_| cutoff == tip.seq);
        }
        self.rng = rng;
        self.governs(act).await;
    }

    /// Lets late entries of a removed device count.
    pub(crate) async fn lets_count(&mut self, device: DeviceIndex, entries: Vec<Mark>) {
        let mut rng = self.rng.clone();
        let why = "He was at court";
        let act = sealing::acceptance(&mut rng, self.membership(), self.ring(), device, entries, why).unwrap();
        self.rng = rng;
        self.governs(act).await;
    }

    /// Changes what somebody is.
    pub(crate) async fn makes(
        &mut self,
        who: PrincipalId,
        as_what: &[Role],
        cutoffs: VersionVector,
        lost: &[Compartment],
    ) {
        let new = roles(as_what);
        let members: BTreeMap<PrincipalId, Roles> =
            self.membership().members().iter().map(|member| (member.principal, member.roles())).collect();
        let stays = |device: &ledger::membership::Device, compartment| {
            let roles = if device.principal == who { new } else { members[&device.principal] };
            roles.hold_keys_of(compartment)
        };
        let rotations = self.rotations(lost, stays);
        self.governs(Act::SetRoles { principal: who, roles: new, cutoffs, rotations }).await;
    }

    /// Takes in what the control log has elsewhere.
    pub(crate) async fn hears_control_of(&mut self, other: &Desk) {
        let known = self.membership().next_index() as usize;
        for signed in &other.control_log().await.unwrap()[known..] {
            self.extend_control(signed).await.unwrap();
        }
    }

    /// Takes in everything that another desk has.
    pub(crate) async fn hears(&mut self, other: &Desk) {
        let logs = other.sealed_logs(&self.frontier()).await.unwrap();
        self.receive(logs).await.unwrap();
    }

    /// This desk's own log from an entry on.
    pub(crate) async fn own_log(&self, after: u64) -> SealedLog {
        let logs = self.sealed_logs(&[(self.index(), after)].into_iter().collect()).await.unwrap();
        let own = self.own_device().unwrap().id;
        logs.into_iter().find(|log| log.device == own).expect("there is nothing after that")
    }

    // Work ------------------------------------------------------------------------------------------------------------

    /// Writes events about somebody, as one action.
    pub(crate) async fn tries(&mut self, about: &PrisonNumber, events: Vec<CaseEvent>) -> Result<Written, WriteError> {
        let compartment = events.first().map_or(Compartment::General, compartment_of);
        self.tries_in(compartment, about, events).await
    }

    pub(crate) async fn tries_in(
        &mut self,
        compartment: Compartment,
        about: &PrisonNumber,
        events: Vec<CaseEvent>,
    ) -> Result<Written, WriteError> {
        self.tries_about(compartment, Subject::Case(about.as_str().into()), events).await
    }

    pub(crate) async fn tries_about(
        &mut self,
        compartment: Compartment,
        subject: Subject,
        events: Vec<CaseEvent>,
    ) -> Result<Written, WriteError> {
        self.minutes += 1;
        let now = clock(self.minutes);
        let new = |event| NewEvent { subject: subject.clone(), occurred: now, event, base: None };
        let events = events.into_iter().map(new).collect();
        let action = Action { compartment, class: Class::Normal, command: [9; 16], events };
        let mut rng = self.rng.clone();
        let written = self.write(&mut rng, now, vec![action], |_| {}).await;
        self.rng = rng;
        written
    }

    /// Writes an event that must be taken.
    pub(crate) async fn writes(&mut self, about: &PrisonNumber, event: CaseEvent) {
        self.tries(about, vec![event]).await.unwrap();
    }

    /// Records who somebody is.
    pub(crate) async fn meets(&mut self, about: &PrisonNumber, first: &str, last: &str) {
        let facts = [
            (Field::FirstName, text(first)),
            (Field::LastName, text(last)),
            (Field::PrisonId, text(PRISON)),
            (Field::CellLocation, text("A-1-003")),
        ];
        self.writes(about, recorded(facts)).await;
    }

    /// Seals an entry by hand, without asking the fold: as a program would that ignores the rules.
    pub(crate) fn forges(&mut self, compartment: Compartment, events: &[(Subject, CaseEvent)]) -> SealedLog {
        let (entry, seal) = self.seals_by_hand(compartment, events, |_, _| {});
        let device = self.own_device().unwrap().id;
        SealedLog { device, entries: vec![(entry.header_bytes, entry.payload)], seal }
    }

    pub(crate) fn seals_by_hand(
        &mut self,
        compartment: Compartment,
        events: &[(Subject, CaseEvent)],
        change: impl FnOnce(&mut Place, &mut Content),
    ) -> (SealedEntry, crypto::Signature) {
        self.minutes += 1;
        let now = MORNING + self.minutes * MINUTE;
        let device = self.own_device().unwrap().clone();
        let lamport = self.membership().devices().iter().filter_map(|device| self.tip(device.index));
        let lamport = lamport.map(|tip| tip.lamport).max().unwrap() + 1;
        let (unit, control) = (self.membership().unit(), self.membership().head());
        let tip = self.tip(device.index).unwrap();
        let mut at = Place { unit, device: device.id, tip, control, lamport };
        let envelope = |(subject, event): &(Subject, CaseEvent)| EventEnvelope {
            subject: subject.clone(),
            kind: event.kind(),
            schema: CaseEvent::SCHEMA,
            occurred: now,
            base: VersionVector::new(),
            body: event.encode_body().into(),
        };
        let mut content = Content {
            recorded: now,
            actor: self.who,
            session: SESSION,
            command: [8; 16],
            events: events.iter().map(envelope).collect(),
            seen: VersionVector::new(),
            server_head: None,
        };
        change(&mut at, &mut content);
        let mut rng = self.rng.clone();
        let key = self.ring().current(self.membership(), compartment).expect("this device holds no such key");
        let entry = seal_entry(&mut rng, &at, key, Class::Normal, &content).unwrap();
        let seal = sign_seal(self.device_keys(), unit, device.id, entry.header.seq, entry.hash);
        self.rng = rng;
        (entry, seal)
    }

    // Reading ---------------------------------------------------------------------------------------------------------

    /// Notes of somebody, newest first, as far as this may be seen.
    pub(crate) async fn notes_of(&self, about: &PrisonNumber, visibility: Visibility) -> Vec<store::read::NoteRow> {
        let query = NoteQuery { visibility, note_type: None, sub_type: None, offset: 0, limit: 1000 };
        self.notes(about, &query).await.unwrap()
    }

    pub(crate) async fn whole_caseload(&self) -> Vec<CaseloadRow> {
        let query = CaseloadQuery {
            filter: Filter::default(),
            sort: Sort::Number,
            descending: false,
            offset: 0,
            limit: u32::MAX,
        };
        self.caseload(&query).await.unwrap().0
    }

    /// Why things were kept without being applied.
    pub(crate) async fn refusals(&self) -> Vec<(String, String)> {
        let rows = self.unapplied(None).await.unwrap();
        rows.into_iter().map(|row| (row.kind, row.reason)).collect()
    }

    /// Walks the record, or fails with what is wrong.
    pub(crate) async fn is_sound(&self) -> store::verify::Verified {
        self.verify(|_, _| {}).await.unwrap_or_else(|wrong| panic!("the record is not sound: {wrong}"))
    }

    /// A second connection to the file, with its key and without the store.
    pub(crate) async fn raw(&self) -> SqliteConnection {
        raw(&self.path(), &self.pragma()).await.unwrap()
    }

    /// Changes the database behind the store's back.
    pub(crate) async fn tampers(&self, statement: &str) {
        let mut connection = self.raw().await;
        let done = sqlx::query(AssertSqlSafe(statement.to_owned())).execute(&mut connection).await.unwrap();
        assert!(done.rows_affected() > 0, "nothing was changed by: {statement}");
        connection.close().await.unwrap();
    }

    /// What the folded tables say, in no order and without the numbers of rows.
    pub(crate) async fn folded(&self) -> Dump {
        let mut connection = self.raw().await;
        let mut dump = Dump::new();
        for table in tables(&mut connection).await {
            let kept = OF_THIS_DEVICE.contains(&table.as_str()) || OF_THE_SERVER.contains(&table.as_str());
            if !kept && !table.contains("_word") {
                let rows = rows_of(&mut connection, &table, &["id"]).await;
                dump.insert(table, rows);
            }
        }
        for word in WORDS {
            let amended = "t.text || coalesce((SELECT group_concat(' ' || a.text, '') FROM amendment a \
                 WHERE a.note_id = t.note_id AND a.number = t.number), '')";
            let notes = ("note_word", "note", "note_id", amended, "t.visibility < 2");
            let actions = ("action_word", "action", "action_id", "t.text", "1");
            for (index, table, id, text, seen) in [notes, actions] {
                // What waits to be indexed is found by whoever looks for it, too.
                let statement = format!(
                    "SELECT coalesce(hex(t.{id}), 'a row of the index that belongs to nothing') FROM {index} i \
                     LEFT JOIN {table} t ON t.id = i.rowid WHERE {index} MATCH ?1 \
                     UNION ALL SELECT hex(t.{id}) FROM {table} t WHERE {seen} \
                     AND t.id > coalesce((SELECT max(id) FROM {index}_docsize), 0) \
                     AND instr(' ' || lower(replace(replace({text}, '.', ' '), ',', ' ')) || ' ', ' ' || ?1 || ' ') > 0"
                );
                let mut found: Vec<String> =
                    sqlx::query_scalar(AssertSqlSafe(statement)).bind(word).fetch_all(&mut connection).await.unwrap();
                found.sort();
                dump.insert(format!("{index} {word}"), found);
            }
        }
        connection.close().await.unwrap();
        dump
    }

    /// Every row of every table, the ledger and the index's inside included.
    pub(crate) async fn everything(&self) -> Dump {
        let mut connection = self.raw().await;
        let mut dump = Dump::new();
        for table in tables(&mut connection).await {
            let rows = rows_of(&mut connection, &table, &[]).await;
            dump.insert(table, rows);
        }
        connection.close().await.unwrap();
        dump
    }
}

/// Rows as text, by table.
pub(crate) type Dump = BTreeMap<String, Vec<String>>;

/// Two dumps say the same, or the first difference is told.
#[track_caller]
pub(crate) fn assert_same(what: &str, one: &Dump, other: &Dump) {
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>(), "{what}: other tables");
    for (table, rows) in one {
        let others = &other[table];
        let only = |these: &Vec<String>, those: &Vec<String>| {
            these.iter().filter(|row| !those.contains(row)).take(3).cloned().collect::<Vec<_>>()
        };
        let (here, there) = (only(rows, others), only(others, rows));
        assert!(rows == others, "{what}: {table} differs\n only in one: {here:#?}\n only in the other: {there:#?}");
    }
}

async fn tables(connection: &mut SqliteConnection) -> Vec<String> {
    sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
        .fetch_all(connection)
        .await
        .unwrap()
}

async fn rows_of(connection: &mut SqliteConnection, table: &str, without: &[&str]) -> Vec<String> {
    let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info(?)")
        .bind(table.to_owned())
        .fetch_all(&mut *connection)
        .await
        .unwrap();
    let columns: Vec<String> = columns.into_iter().filter(|column| !without.contains(&column.as_str())).collect();
    let cells: Vec<String> = columns.iter().map(|column| format!("'{column}=' || quote(\"{column}\")")).collect();
    let statement = format!("SELECT {} FROM \"{table}\"", cells.join(" || ' ' || "));
    let mut rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(statement)).fetch_all(connection).await.unwrap();
    rows.sort();
    rows
}

/// A connection without the store.
pub(crate) async fn raw(path: &Path, pragma: &str) -> Result<SqliteConnection, sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(path).pragma("key", pragma.to_owned());
    options.disable_statement_logging().connect().await
}

pub(crate) fn header_of(log: &SealedLog, at: usize) -> Header {
    Header::from_bytes(&log.entries[at].0).unwrap()
}

// Events --------------------------------------------------------------------------------------------------------------

pub(crate) fn text(of: &str) -> Value {
    Value::Text(of.to_owned())
}

pub(crate) fn date(of: &str) -> Value {
    Value::Date(of.parse().unwrap())
}

pub(crate) fn case(about: &PrisonNumber) -> Subject {
    Subject::Case(about.as_str().into())
}

fn compartment_of(event: &CaseEvent) -> Compartment {
    match event {
        CaseEvent::NoteWritten(note) if note.visibility == Visibility::Restricted => Compartment::Restricted,
        CaseEvent::VictimContactRecorded(_) | CaseEvent::RestrictedViewed(_) => Compartment::Restricted,
        _ => Compartment::General,
    }
}

fn stated(facts: impl IntoIterator<Item = (Field, Value)>, source: Source) -> CaseEvent {
    let facts = facts.into_iter().map(|(field, value)| Fact { field: field.into(), value, calculated: None });
    CaseEvent::FactsRecorded(FactsRecorded { source, facts: facts.collect() })
}

/// Facts that a member of staff records.
pub(crate) fn recorded(facts: impl IntoIterator<Item = (Field, Value)>) -> CaseEvent {
    stated(facts, Source::Staff { reason: "Seen on the warrant".to_owned() })
}

/// Facts of an import.
pub(crate) fn imported(run: u64, row: u32, facts: impl IntoIterator<Item = (Field, Value)>) -> CaseEvent {
    stated(facts, Source::Import { run: uuid(run), row })
}

pub(crate) fn released_on(day: &str) -> CaseEvent {
    recorded([(Field::Release, date(day))])
}

pub(crate) fn moved(day: &str, kind: MovementKind, direction: Direction) -> CaseEvent {
    let movement = Movement {
        at: format!("{day}T09:30:00").parse().unwrap(),
        kind,
        direction,
        reason: Some("N".to_owned()),
        from: Some("MDI".to_owned()),
        to: Some(PRISON.to_owned()),
    };
    let source = Source::Staff { reason: "The reception book".to_owned() };
    CaseEvent::MovementsRecorded(MovementsRecorded { source, movements: vec![movement] })
}

/// A note to be written.
#[derive(Clone)]
pub(crate) struct Note(pub(crate) NoteWritten);

impl Note {
    pub(crate) fn new(id: u64, words: &str) -> Self {
        Self(NoteWritten {
            id: NoteId(uuid(id)),
            note_type: "GEN".to_owned(),
            sub_type: "OSE".to_owned(),
            visibility: Visibility::General,
            text: words.to_owned(),
            place: PRISON.to_owned(),
            actions: Vec::new(),
        })
    }

    /// A key-work session.
    pub(crate) fn session(mut self) -> Self {
        "KA".clone_into(&mut self.0.note_type);
        "KS".clone_into(&mut self.0.sub_type);
        self
    }

    pub(crate) fn seen_by(mut self, visibility: Visibility) -> Self {
        self.0.visibility = visibility;
        self
    }

    pub(crate) fn sensitive(self) -> Self {
        self.seen_by(Visibility::Sensitive)
    }

    pub(crate) fn restricted(self) -> Self {
        self.seen_by(Visibility::Restricted)
    }

    pub(crate) fn agreeing(mut self, id: u64, words: &str) -> Self {
        self.0.actions.push(ActionAgreed {
            id: ActionId(uuid(id)),
            text: words.to_owned(),
            owner: ActionOwner::Prisoner,
            due: Some("2026-12-04".parse().unwrap()),
        });
        self
    }

    pub(crate) fn written(self) -> CaseEvent {
        CaseEvent::NoteWritten(self.0)
    }
}

pub(crate) fn amended(id: u64, note: u64, words: &str) -> CaseEvent {
    CaseEvent::NoteAmended(NoteAmended {
        id: AmendmentId(uuid(id)),
        note: NoteId(uuid(note)),
        reason: "The date was wrong".to_owned(),
        text: words.to_owned(),
    })
}

pub(crate) fn settled(action: u64, done: bool, outcome: &str) -> CaseEvent {
    CaseEvent::ActionSettled(ActionSettled { action: ActionId(uuid(action)), done, outcome: outcome.to_owned() })
}

pub(crate) fn allocated(post: Post, staff: PrincipalId) -> CaseEvent {
    CaseEvent::Allocated(Allocated { post, staff, reason: "Knows the wing".to_owned() })
}

pub(crate) fn deallocated(post: Post, staff: PrincipalId) -> CaseEvent {
    CaseEvent::Deallocated(Deallocated { post, staff, reason: EndReason::Manual, detail: None })
}

pub(crate) fn contact(id: u64, name: &str) -> CaseEvent {
    CaseEvent::ContactRecorded(Contact {
        id: ContactId(uuid(id)),
        relationship: "Sister".to_owned(),
        name: name.to_owned(),
        phone: Some("0113 496 0000".to_owned()),
        email: None,
        address: None,
    })
}

pub(crate) fn contact_ended(id: u64) -> CaseEvent {
    CaseEvent::ContactEnded(casework::event::ContactEnded {
        id: ContactId(uuid(id)),
        reason: "Asked not to be called".to_owned(),
    })
}

pub(crate) fn victim_contact(officer: &str) -> CaseEvent {
    CaseEvent::VictimContactRecorded(VictimContact {
        officer: officer.to_owned(),
        email: None,
        phone: None,
        remarks: Some("Asks for an exclusion zone".to_owned()),
    })
}

pub(crate) fn viewed(what: &str) -> CaseEvent {
    CaseEvent::RestrictedViewed(RestrictedViewed { what: what.to_owned(), reason: "Before the board".to_owned() })
}

// Chance --------------------------------------------------------------------------------------------------------------

/// The words that random texts are made of.
pub(crate) const WORDS: [&str; 16] = [
    "family",
    "visit",
    "garden",
    "workshop",
    "letter",
    "calm",
    "worried",
    "sister",
    "court",
    "plan",
    "library",
    "gymnasium",
    "parole",
    "housing",
    "bank",
    "siân",
];

/// A number below a limit.
pub(crate) fn below(rng: &mut ChaCha20Rng, limit: usize) -> usize {
    usize::try_from(rng.next_u64() % limit as u64).unwrap()
}

pub(crate) fn one_of<T: Clone>(rng: &mut ChaCha20Rng, of: &[T]) -> T {
    of[below(rng, of.len())].clone()
}

pub(crate) fn some_words(rng: &mut ChaCha20Rng) -> String {
    (0..3 + below(rng, 6)).map(|_| one_of(rng, &WORDS)).collect::<Vec<_>>().join(" ")
}

pub(crate) fn seeded(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}
