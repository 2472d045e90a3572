//! A hostile member, at the real server: who writes what their role may not, governs, forks their own log, dates back, floods, and sends what
//! is no entry. They hold the keys of their device; what they get with them is theirs alone, is kept, and changes nothing for anybody else.

use std::sync::Arc;

use casework::event::{CaseEvent, FactsRecorded, NoteId, NoteWritten, Visibility};
use casework::{Fact, Field, Source, Value};
use ledger::sealing::{self, Newcomer, Pen, sign_control};
use ledger::wire::{Batch, RefusalCode};
use ledger::{Act, Compartment, Mark, Role, Roles, SignedControl, Subject, VersionVector};
use server::Settings;
use store::sync::Reason;
use sync::{Answer, Ask, Asking, End, Failure};
use tests::sea::crew::{Crew, DAWN, person};
use tests::sea::port::{Harbour, Port};
use tests::sea::real::Real;
use tests::sea::rogue::Rogue;
use tests::sea::ship::Ship;
use tests::sea::work::{notes, prisoner, writes};
use uuid::Uuid;

/// Milliseconds of a year.
const YEAR: i64 = 365 * 24 * 60 * 60 * 1000;

/// Ada and Ben, who are honest; Carys, a keyworker, who is not.
struct Scene {
    server: Arc<Real>,
    crew: Crew,
    ada: Ship,
    ben: Ship,
    carys: Rogue,
    time: i64,
}

impl Scene {
    async fn new(seed: u64) -> Self {
        Self::with(seed, Settings::default()).await
    }

    async fn with(seed: u64, settings: Settings) -> Self {
        let crew = Crew::of(seed, &[Role::Pom, Role::Keyworker]);
        let server = Arc::new(Real::with(&crew, DAWN, settings).await);
        let mut ada = Ship::of(&crew, seed, 0, &*server).await;
        let ben = Ship::of(&crew, seed, 1, &*server).await;
        let (carys, now) = (Rogue::of(&crew, 2, DAWN), ada.clock(DAWN));
        let fact = Fact { field: Field::Release.into(), value: day("2027-05-17"), calculated: None };
        assert!(writes(&mut ada, &prisoner(0), now, facts(fact)).await);
        let mut scene = Self { server, crew, ada, ben, carys, time: DAWN };
        scene.all_sync().await;
        scene
    }

    /// The two who are honest sync, accuse nobody, and have the same record.
    async fn all_sync(&mut self) {
        self.time += 1_000;
        self.server.tick(self.time);
        for _ in 0..2 {
            for ship in [&mut self.ada, &mut self.ben] {
                let outcome = ship.syncs(&self.server, self.time).await;
                assert_eq!(outcome.end, End::InStep, "{:?}", ship.record().raised().await.unwrap());
            }
        }
        let mut digests = Vec::new();
        for ship in [&mut self.ada, &mut self.ben] {
            ship.record().verify(|_, _| {}).await.unwrap();
            let digester = ship.record().digester().await.unwrap().unwrap();
            digests.push(digester.digest(Compartment::General).await.unwrap());
        }
        assert_eq!(digests[0], digests[1]);
    }

    /// Carys sends batches under the newest head of the control log.
    async fn carys_sends(&mut self, batches: Vec<Batch>) -> Result<Answer, RefusalCode> {
        let control = self.ada.record().membership().head();
        let asking = self.carys.sends(batches, control, self.time);
        self.asks(&asking).await
    }

    async fn asks(&self, asking: &Asking) -> Result<Answer, RefusalCode> {
        self.server.answer(asking).await.map_err(|failure| match failure {
            Failure::Refused { refusal, .. } => refusal.code,
            other => panic!("{other}"),
        })
    }

    /// Carys writes a note and sends it.
    async fn carys_notes(&mut self, number: u128) {
        let entry = self.carys.writes(&note(number));
        let batch = self.carys.sealed(vec![entry]);
        self.carys_sends(vec![batch]).await.unwrap();
    }

    async fn ada_governs(&mut self, act: Act) -> SignedControl {
        let record = self.ada.record();
        let entry = sign_control(record.membership(), &Pen::Device(record.device_keys()), self.time, act).unwrap();
        let ask = Ask::Govern { unit: record.membership().unit(), entry: entry.clone() };
        let asking = Asking::signed(ask, record.device_keys(), self.time);
        self.server.answer(&asking).await.unwrap();
        self.ada.record().extend_control(&entry).await.unwrap();
        entry
    }

    /// Why what Carys wrote does nothing at Ben's, oldest first.
    async fn reasons(&mut self) -> Vec<String> {
        let rows = self.ben.record().unapplied(None).await.unwrap();
        rows.into_iter().rev().map(|row| row.reason).collect()
    }

    /// Which notes Ben has.
    async fn notes(&mut self) -> Vec<u128> {
        let mut numbers: Vec<u128> =
            notes(&mut self.ben, &prisoner(0)).await.iter().map(|note| note.0.as_u128()).collect();
        numbers.sort_unstable();
        numbers
    }
}

fn day(day: &str) -> Value {
    Value::Date(day.parse().unwrap())
}

fn facts(fact: Fact) -> CaseEvent {
    let source = Source::Staff { reason: "Seen on the warrant".to_owned() };
    CaseEvent::FactsRecorded(FactsRecorded { source, facts: vec![fact] })
}

fn note(number: u128) -> CaseEvent {
    note_for(Visibility::General, number)
}

fn note_for(visibility: Visibility, number: u128) -> CaseEvent {
    CaseEvent::NoteWritten(NoteWritten {
        id: NoteId(Uuid::from_u128(number)),
        note_type: "GEN".to_owned(),
        sub_type: "OSE".to_owned(),
        visibility,
        text: format!("Note {number} by Carys"),
        place: "LEI".to_owned(),
        actions: Vec::new(),
    })
}

#[tokio::test]
async fn what_the_role_may_not_is_kept_and_does_nothing() {
    let mut scene = Scene::new(1).await;
    let before = scene.ben.record().history(&prisoner(0), None).await.unwrap().len();
    // When a keyworker records a release date, writes what is sensitive, and writes in Ada's name
    let fact = Fact { field: Field::Release.into(), value: day("2026-12-01"), calculated: None };
    let mut entries = vec![scene.carys.writes(&facts(fact)), scene.carys.writes(&note_for(Visibility::Sensitive, 1))];
    let own = std::mem::replace(&mut scene.carys.actor, person(0));
    entries.push(scene.carys.writes(&note(2)));
    scene.carys.actor = own;
    entries.push(scene.carys.writes(&note(3)));
    let batch = scene.carys.sealed(entries);
    scene.carys_sends(vec![batch]).await.unwrap();
    scene.all_sync().await;

    // Then the server, which cannot read it, has it, and every device says why it does nothing
    let reasons = scene.reasons().await;
    assert_eq!(reasons.len(), 3, "{reasons:?}");
    assert!(reasons[..2].iter().all(|reason| reason.starts_with("its author had no right to")), "{reasons:?}");
    assert_eq!(reasons[2], "it names an author who does not own the device");
    assert_eq!(scene.notes().await, [3], "what they may write counts");
    assert_eq!(scene.ben.record().history(&prisoner(0), None).await.unwrap().len(), before);
}

#[tokio::test]
async fn whoever_is_no_administrator_governs_nothing() {
    let mut scene = Scene::new(2).await;
    let hires = {
        let (record, rng) = scene.ada.parts();
        let friend = Newcomer { principal: person(9), name: "A friend", roles: Roles::NONE.with(Role::Administrator) };
        Act::AddMember(sealing::person(rng, record.membership(), record.ring(), &friend).unwrap())
    };
    let roles = Roles::NONE.with(Role::Administrator);
    let rises = Act::SetRoles { principal: person(2), roles, cutoffs: VersionVector::new(), rotations: Vec::new() };
    for act in [hires, rises] {
        let asking = scene.carys.governs(act, scene.time);
        assert_eq!(scene.asks(&asking).await.unwrap_err(), RefusalCode::Invalid);
    }
    scene.all_sync().await;
    assert_eq!(scene.ben.record().membership().members().len(), 3);
}

#[tokio::test]
async fn a_log_that_its_device_forked_is_settled_by_an_administrator() {
    let mut scene = Scene::new(3).await;
    // When Carys writes two entries under one number, for the server one, for Ben the other
    let mut other = Rogue::of(&scene.crew, 2, DAWN);
    scene.carys_notes(1).await;
    let entry = other.writes(&note(2));
    let branch = other.sealed(vec![entry]);
    assert_eq!(scene.carys_sends(vec![branch.clone()]).await.unwrap_err(), RefusalCode::Fork);
    let now = scene.ben.clock(scene.time);
    scene.ben.record().take_given(vec![branch], now).await.unwrap();
    scene.ben.syncs(&scene.server, scene.time).await;
    // Then Ben keeps the one that he was not given first apart, and nobody else is accused
    let aside = scene.ben.record().aside().await.unwrap();
    assert_eq!(aside.iter().map(|batch| batch.reason).collect::<Vec<_>>(), [Reason::Forked]);
    assert!(scene.ben.record().alarms().await.unwrap().is_empty());

    // And an administrator says which one counts: it does, for everybody
    let device = scene.ada.record().membership().device_by_id(&scene.carys.device()).unwrap().index;
    let counts = Mark { seq: scene.carys.tip.seq, hash: scene.carys.tip.hash };
    let entry = scene.ada_governs(Act::Resolve { device, counts }).await;
    scene.carys.hears(&entry);
    scene.all_sync().await;
    assert_eq!(scene.notes().await, [1]);
    scene.carys_notes(3).await;
    scene.all_sync().await;
    assert_eq!(scene.notes().await, [1, 3], "the log goes on from there");
}

#[tokio::test]
async fn the_branch_that_counts_is_brought_by_whoever_has_it() {
    let mut scene = Scene::new(8).await;
    // Given that the server has one branch of Carys's log, and Ben alone the other
    let mut other = Rogue::of(&scene.crew, 2, DAWN);
    scene.carys_notes(1).await;
    let entry = other.writes(&note(2));
    let branch = other.sealed(vec![entry]);
    let now = scene.ben.clock(scene.time);
    scene.ben.record().take_given(vec![branch], now).await.unwrap();
    for ship in [&mut scene.ada, &mut scene.ben] {
        assert_eq!(ship.syncs(&scene.server, scene.time).await.end, End::InStep);
    }
    // When an administrator decides for Ben's
    let device = scene.ada.record().membership().device_by_id(&scene.carys.device()).unwrap().index;
    scene.ada_governs(Act::Resolve { device, counts: Mark { seq: other.tip.seq, hash: other.tip.hash } }).await;
    // Then he brings it, and it counts for everybody
    scene.all_sync().await;
    assert_eq!(scene.notes().await, [2]);
    assert_eq!(scene.ben.syncs(&scene.server, scene.time).await.sent, 0);
}

#[tokio::test]
async fn whoever_was_removed_cannot_date_back() {
    let mut scene = Scene::new(4).await;
    scene.carys_notes(1).await;
    scene.all_sync().await;
    let act = {
        let (record, rng) = scene.ada.parts();
        let membership = record.membership();
        let device = membership.device_by_id(&scene.carys.device()).unwrap();
        let seen = record.tip(device.index).unwrap();
        sealing::removal(rng, membership, record.ring(), device, &seen, "Left the service").unwrap()
    };
    scene.ada_governs(act).await;
    scene.all_sync().await;

    // When they write as if a year before, under the head of that time, and send it
    scene.carys.recorded = DAWN - YEAR;
    let entry = scene.carys.writes(&note(2));
    let late = scene.carys.sealed(vec![entry]);
    assert_eq!(scene.carys_sends(vec![late.clone()]).await.unwrap_err(), RefusalCode::Revoked);
    // Or get it to somebody by hand
    let now = scene.ben.clock(scene.time);
    scene.ben.record().take_given(vec![late], now).await.unwrap();

    // Then it does nothing, and an administrator sees that it is there, wherever it was given
    scene.all_sync().await;
    assert_eq!(scene.notes().await, [1]);
    assert_eq!(scene.reasons().await, ["its device was removed before this could count"]);
    for ship in [&mut scene.ada, &mut scene.ben] {
        assert_eq!(ship.record().late_entries().await.unwrap().len(), 1);
    }
    // Nor do they get at anything new.
    assert_eq!(scene.asks(&scene.carys.asks(scene.time)).await.unwrap_err(), RefusalCode::Revoked);
}

#[tokio::test]
async fn a_head_of_the_control_log_that_lies_behind_is_not_named_again() {
    let mut scene = Scene::new(5).await;
    let before = scene.carys.control;
    let act = {
        let (record, rng) = scene.ada.parts();
        let why = "Once a quarter";
        sealing::rotation(rng, record.membership(), record.ring(), [Compartment::General], why).unwrap()
    };
    let entry = scene.ada_governs(act).await;
    scene.carys.hears(&entry);
    scene.carys_notes(1).await;
    let tip = scene.carys.tip;
    let now = std::mem::replace(&mut scene.carys.control, before);
    let entry = scene.carys.writes(&note(2));
    let backwards = scene.carys.sealed(vec![entry]);
    assert_eq!(scene.carys_sends(vec![backwards]).await.unwrap_err(), RefusalCode::Invalid);
    (scene.carys.control, scene.carys.tip) = (now, tip);
    scene.carys_notes(3).await;
    scene.all_sync().await;
    assert_eq!(scene.notes().await, [1, 3]);
}

#[tokio::test]
async fn a_flood_is_held_back_and_keeps_nobody_else_waiting() {
    let settings = Settings { device_bytes_a_day: 200_000, device_requests_a_minute: 100, ..Settings::default() };
    let mut scene = Scene::with(6, settings).await;
    // When Carys sends as much as they can
    let mut filed = 0;
    let refused = loop {
        let entries = (0..50).map(|number| scene.carys.writes(&note(filed * 50 + number + 1))).collect();
        let batch = scene.carys.sealed(entries);
        match scene.carys_sends(vec![batch]).await {
            Ok(_) => filed += 1,
            Err(code) => break code,
        }
    };
    assert_eq!(refused, RefusalCode::Quota);
    assert!((1..50).contains(&filed), "{filed} batches of some tens of kilobytes were taken");
    // And as often as they can
    let mut answers = Vec::new();
    for _ in 0..100 {
        answers.push(scene.asks(&scene.carys.asks(scene.time)).await);
    }
    assert!(answers.iter().any(|answer| matches!(answer, Err(RefusalCode::Quota))));

    // Then the others have their own room
    let now = scene.ben.clock(scene.time);
    assert!(writes(&mut scene.ben, &prisoner(1), now, note_for(Visibility::General, 1 << 64)).await);
    scene.all_sync().await;
    assert_eq!(scene.notes().await.len() as u128, filed * 50);
}

#[tokio::test]
async fn what_is_no_entry_harms_nobody() {
    let mut scene = Scene::new(7).await;
    let mut unknown = scene.carys.envelope(&note(1));
    unknown.kind = 9_999;
    let mut later = scene.carys.envelope(&note(2));
    later.schema = 200;
    let mut garbled = scene.carys.envelope(&note(3));
    garbled.body = vec![0xFF; 40].into();
    let mut elsewhere = scene.carys.envelope(&note(4));
    elsewhere.subject = Subject::Case("no prison number".into());
    let mut entries: Vec<_> =
        [unknown, later, garbled, elsewhere].into_iter().map(|event| scene.carys.writes_down(event)).collect();
    entries.push(scene.carys.seals(b"no content"));
    entries.push(scene.carys.seals(b""));
    entries.push(scene.carys.writes(&note(5)));
    let batch = scene.carys.sealed(entries);
    scene.carys_sends(vec![batch]).await.unwrap();
    scene.all_sync().await;
    assert_eq!(scene.notes().await, [5], "the log goes on behind what is no entry");
    let case = scene.ben.record().case(&prisoner(0)).await.unwrap().unwrap();
    assert!(case.conflicts.is_empty());
}
