//! Five devices and the real server: a snapshot stays one to start from, however many have said what they made of it; and where devices have made
//! different things of the same entries, everybody hears of it, an administrator before all.

use std::sync::Arc;

use api::ConnectionState;
use app::Session;
use app::types::{Role, Roles};
use crypto::Hash;
use jiff::Timestamp;
use ledger::DeviceIndex;
use ledger::wire::{Manifest, SignedManifest, Snapshots};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use store::Record;
use store::sync::Difference;
use sync::drive::through;
use sync::snapshot::{self, Verdict};
use sync::{Alone, Ask, Asking, Attention, End, Round, Status};
use tests::people::prisoner;
use tests::sea::crew::{Crew, DAWN};
use tests::sea::port::{Calm, Harbour, Port};
use tests::sea::real::Real;
use tests::sea::scene::saves;
use tests::sea::ship::Ship;
use tests::unit::{Office, imports};
use tests::wire::Wire;

/// So many entries more than the newest snapshot has make one due here.
const WORTH: u64 = 3;

/// Who they are, by the place of their device.
const ADA: usize = 0;
const BEN: usize = 1;
const CARYS: usize = 2;
const DEV: usize = 3;
const EFA: usize = 4;

/// Ada, who is an administrator, four colleagues of hers, one of whom may not read everything, and a server.
struct Fleet {
    crew: Crew,
    seed: u64,
    server: Arc<Real>,
    ships: Vec<Ship>,
    serial: u64,
    time: i64,
}

impl Fleet {
    async fn of_five(seed: u64) -> Self {
        let colleagues = [Role::Pom, Role::Pom, Role::Keyworker, Role::Pom];
        let crew = Crew::of(seed, &colleagues);
        let server = Arc::new(Real::of(&crew, DAWN).await);
        let mut ships = Vec::new();
        for who in 0..crew.size() {
            ships.push(Ship::of(&crew, seed, who, &*server).await);
        }
        Self { crew, seed, server, ships, serial: 0, time: DAWN }
    }

    /// The same, in which Ada has written four entries, and everybody has them.
    async fn at_work(seed: u64) -> Self {
        let mut fleet = Self::of_five(seed).await;
        fleet.write(ADA, 4).await;
        fleet
    }

    fn now(&self) -> impl Fn() -> Timestamp + Send + Sync + use<> {
        let time = self.time;
        move || Timestamp::from_millisecond(time).unwrap()
    }

    /// Somebody writes, and everybody syncs.
    async fn write(&mut self, who: usize, entries: usize) {
        saves(&mut self.ships[who], &mut self.serial, self.time, entries).await;
        self.time += 1_000;
        self.server.tick(self.time);
        for who in (who..self.ships.len()).chain(0..who) {
            assert_eq!(self.ships[who].syncs(&self.server, self.time).await.end, End::InStep);
        }
    }

    /// Somebody attends to snapshots, and hears who does not agree.
    async fn attends(&mut self, who: usize) -> Option<Difference> {
        self.time += 1_000;
        self.server.tick(self.time);
        let (post, now) = (Calm(self.server.clone()), self.now());
        let (record, rng) = self.ships[who].parts();
        snapshot::attend(&post, &Alone::with(record), rng, &now, WORTH).await.unwrap();
        self.ships[who].record().difference().await.unwrap()
    }

    /// What the server has.
    async fn there(&mut self) -> Snapshots {
        let (post, now) = (Calm(self.server.clone()), self.now());
        snapshot::snapshots(&post, &Alone::with(self.ships[ADA].record()), &now).await.unwrap()
    }

    /// Who has said something of a snapshot, in the order of their devices.
    async fn who_attests(&mut self, id: Hash) -> Vec<usize> {
        let said: Vec<Manifest> = manifests(&self.there().await.attestations);
        let said = said.iter().filter(|one| one.attests() == Some(id)).map(|one| one.author);
        let membership = self.ships[ADA].record().membership();
        let mut who: Vec<usize> = said.map(|id| membership.device_by_id(&id).unwrap().index.0 as usize).collect();
        who.sort_unstable();
        who
    }

    /// Somebody leaves a manifest at the server, whatever their record says.
    async fn leaves(&mut self, who: usize, manifest: &Manifest) {
        let (server, time) = (self.server.clone(), self.time);
        leaves(&*server, self.ships[who].record(), manifest, time).await;
    }

    /// Somebody leaves a snapshot at the place of another one, which says something else of the same entries.
    async fn folds_otherwise(&mut self, who: usize, of: &SignedManifest) {
        self.time += 1_000;
        self.server.tick(self.time);
        let author = self.ships[who].record().own_device().unwrap().id;
        let mut manifest = Manifest { author, at: self.time, ..of.manifest().unwrap() };
        manifest.parts.iter_mut().for_each(|part| part.state = Hash::from_bytes([9; 32]));
        self.leaves(who, &manifest).await;
    }

    async fn status(&mut self, who: usize) -> Status {
        Status::of(self.ships[who].record()).await.unwrap()
    }
}

fn manifests(signed: &[SignedManifest]) -> Vec<Manifest> {
    signed.iter().map(|signed| signed.manifest().unwrap()).collect()
}

async fn leaves(port: &impl Port, record: &Record, manifest: &Manifest, time: i64) {
    let ask = Ask::PutSnapshot { unit: manifest.unit, manifest: record.sign_manifest(manifest) };
    port.answer(&Asking::signed(ask, record.device_keys(), time)).await.unwrap();
}

fn between(author: usize, others: &[usize]) -> Difference {
    let device = |who: usize| DeviceIndex(u32::try_from(who).unwrap());
    Difference { author: device(author), others: others.iter().map(|other| device(*other)).collect() }
}

#[tokio::test]
async fn a_snapshot_outlives_what_four_others_say_of_it() {
    // Given a snapshot of Ada's
    let mut fleet = Fleet::at_work(1).await;
    assert_eq!(fleet.attends(ADA).await, None);
    let there = fleet.there().await;
    let [first] = there.snapshots.as_slice() else { panic!("{there:?}") };
    assert!(first.manifest().unwrap().is_snapshot() && there.attestations.is_empty());

    // When everybody else has said what they have made of it, twice
    for who in [BEN, CARYS, DEV, EFA, BEN, CARYS, DEV, EFA, ADA] {
        assert_eq!(fleet.attends(who).await, None);
    }
    // Then it is the one that there is, and everybody stands by it
    assert_eq!(fleet.there().await.snapshots, std::slice::from_ref(first));
    assert_eq!(fleet.who_attests(first.id()).await, [BEN, CARYS, DEV, EFA]);

    // With two entries more none is due
    fleet.write(EFA, 2).await;
    for who in 0..5 {
        assert_eq!(fleet.attends(who).await, None);
    }
    assert_eq!(fleet.there().await.snapshots, std::slice::from_ref(first));

    // With the third one is: Ben makes it, and Ada, who stands by it, keeps her own
    fleet.write(CARYS, 1).await;
    for who in [BEN, ADA, CARYS, DEV, EFA] {
        assert_eq!(fleet.attends(who).await, None);
    }
    let there = fleet.there().await;
    assert_eq!(there.snapshots.len(), 2);
    assert_eq!(there.snapshots[1], *first);
    assert_eq!(manifests(&there.snapshots)[0].cursor, 7);
    assert_eq!(fleet.who_attests(there.snapshots[0].id()).await, [ADA, CARYS, DEV, EFA]);

    // And a new device starts from it
    let mut fresh = Ship::of(&fleet.crew, fleet.seed, DEV, &*fleet.server).await;
    let (post, now) = (Calm(fleet.server.clone()), fleet.now());
    let (record, rng) = fresh.parts();
    let outcome = through(Round::new().with_far(3), &post, &Alone::with(record), rng, &now).await.unwrap().unwrap();
    assert_eq!((outcome.end, outcome.new), (End::InStep, 7));
    let newest = manifests(&there.snapshots).remove(0);
    assert_eq!(snapshot::compare(&Alone::with(fresh.record()), &newest).await.unwrap(), Verdict::Same);
    fresh.record().verify(|_, _| {}).await.unwrap();
}

#[tokio::test]
async fn who_has_made_something_else_is_told_to_everybody_until_it_is_mended() {
    let mut fleet = Fleet::at_work(2).await;
    fleet.attends(ADA).await;
    let honest = fleet.there().await.snapshots.remove(0);
    fleet.folds_otherwise(BEN, &honest).await;

    // Carys says so, and Ada hears that it is not she alone.
    assert_eq!(fleet.attends(CARYS).await, Some(between(BEN, &[CARYS])));
    assert_eq!(fleet.attends(ADA).await, Some(between(BEN, &[ADA, CARYS])));
    assert_eq!(
        fleet.attends(DEV).await,
        Some(between(BEN, &[ADA, CARYS, DEV])),
        "who may not read everything can tell too"
    );
    for who in [ADA, CARYS, DEV] {
        assert!(matches!(fleet.status(who).await.attention.as_slice(), [Attention::Difference(_)]));
    }

    // Ben hears it as well; what his program makes of it by now is what the others make of it, and he says that.
    assert_eq!(fleet.attends(BEN).await, None);
    for who in [CARYS, ADA, DEV, EFA] {
        assert_eq!(fleet.attends(who).await, None);
        assert!(fleet.status(who).await.attention.is_empty());
    }
}

#[tokio::test]
async fn who_contradicts_an_honest_snapshot_is_named_to_its_author() {
    let mut fleet = Fleet::at_work(3).await;
    fleet.attends(ADA).await;
    let honest = fleet.there().await.snapshots.remove(0);
    fleet.attends(CARYS).await;
    let manifest = honest.manifest().unwrap();
    let states: Vec<_> = manifest.parts.iter().map(|part| (part.compartment, Hash::from_bytes([9; 32]))).collect();
    let efa = fleet.ships[EFA].record().own_device().unwrap().id;
    fleet.leaves(EFA, &manifest.attestation(honest.id(), efa, &states, DAWN)).await;

    for who in [ADA, CARYS] {
        assert_eq!(fleet.attends(who).await, Some(between(ADA, &[EFA])));
    }
    assert_eq!(fleet.there().await.snapshots, [honest], "hers is right, and stays");
    // Efa's record is as good as everybody's, once she looks.
    for who in [EFA, ADA, CARYS] {
        assert_eq!(fleet.attends(who).await, None);
    }
}

#[tokio::test]
async fn two_versions_of_the_fold_are_not_compared() {
    let mut fleet = Fleet::at_work(4).await;
    fleet.attends(ADA).await;
    let honest = fleet.there().await.snapshots.remove(0);
    let author = fleet.ships[BEN].record().own_device().unwrap().id;
    let mut later = honest.manifest().unwrap();
    (later.author, later.schema, later.at) = (author, later.schema + 1, fleet.time + 1);
    later.parts.iter_mut().for_each(|part| part.state = Hash::from_bytes([9; 32]));
    fleet.leaves(BEN, &later).await;

    assert_eq!(fleet.attends(CARYS).await, None);
    let verdict = snapshot::compare(&Alone::with(fleet.ships[CARYS].record()), &later).await.unwrap();
    assert_eq!(verdict, Verdict::CannotTell);
    assert_eq!(fleet.who_attests(honest.id()).await, [CARYS], "she compares with the one of her own version");
    assert_eq!(fleet.there().await.snapshots.len(), 2, "and anybody can start from either");
}

/// A difference between a colleague and an administrator, through the use-cases.
#[tokio::test]
async fn an_administrator_reads_who_does_not_agree_and_what_to_do() {
    let office = Office::new();
    let wire = Wire::new().await;
    let mut ada = office.founded().await;
    imports(&mut ada, &[prisoner(1)]).await;
    let mut ada = wire.connects(ada).await;
    let mut ben = wire.joins(&office, &mut ada, "Ben Okafor", Roles::NONE.with(Role::Pom)).await;
    assert_eq!(ada.sync().await.unwrap().end, End::InStep);
    let post = Calm(wire.clone());
    let now = || Timestamp::from_millisecond(DAWN).unwrap();
    let mut rng = ChaCha20Rng::seed_from_u64(5);
    snapshot::publish(&post, &Alone::with(ada.record_mut()), &mut rng, &now).await.unwrap().unwrap();
    let there = snapshot::snapshots(&post, &Alone::with(ada.record_mut()), &now).await.unwrap();
    let (id, manifest) = (there.snapshots[0].id(), there.snapshots[0].manifest().unwrap());

    let states: Vec<_> = manifest.parts.iter().map(|part| (part.compartment, Hash::from_bytes([9; 32]))).collect();
    let own = ben.record().own_device().unwrap().id;
    leaves(&*wire, ben.record(), &manifest.attestation(id, own, &states, DAWN), DAWN).await;
    assert_eq!(stands(&ada).await, (ConnectionState::UpToDate, None), "nobody has looked yet");
    ada.attend_to_snapshots().await.unwrap();
    let (state, remedy) = stands(&ada).await;
    assert_eq!(state, ConnectionState::Attention);
    let remedy = remedy.unwrap();
    assert!(remedy.contains("Ada Pike on one side and OMU laptop 3 of Ben Okafor on the other"), "{remedy}");

    // Ben's looks for itself, and says the same as hers.
    ben.attend_to_snapshots().await.unwrap();
    ada.attend_to_snapshots().await.unwrap();
    for session in [&ada, &ben] {
        assert_eq!(stands(session).await, (ConnectionState::UpToDate, None));
    }
}

/// How it stands, and what to do where devices do not agree.
async fn stands(session: &Session) -> (ConnectionState, Option<String>) {
    let view = session.connection().await.unwrap();
    let difference = view.attention.into_iter().find(|reason| reason.kind == "difference");
    (view.state, difference.map(|reason| reason.remedy))
}
