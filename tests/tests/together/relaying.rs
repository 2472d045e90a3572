//! What came by hand gets to the server by whoever has it, as its own device sealed it: that device may never get there, and may be gone.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crypto::VerifyKey;
use ledger::sealing::{self, Pen, sign_control};
use ledger::{Act, Role};
use server::Settings;
use server::settings::DAY;
use sync::{Answer, Ask, Asking, End, Failure, Outcome};
use tests::sea::crew::{Crew, DAWN};
use tests::sea::port::{Harbour, Port};
use tests::sea::real::Real;
use tests::sea::scene::saves;
use tests::sea::ship::Ship;

/// The real server, which counts how often a device sends it something of another one.
struct Counted {
    server: Real,
    sent: AtomicUsize,
}

impl Port for Counted {
    async fn answer(&self, asking: &Asking) -> Result<Answer, Failure> {
        if let (Ask::Send { push, .. }, Some(credential)) = (&asking.ask, &asking.credential)
            && push.batches.iter().any(|batch| batch.device != credential.device)
        {
            self.sent.fetch_add(1, Ordering::SeqCst);
        }
        self.server.answer(asking).await
    }
}

impl Harbour for Counted {
    fn public(&self) -> VerifyKey {
        self.server.public()
    }

    fn tick(&self, at: i64) {
        self.server.tick(at);
    }
}

/// Ada, Ben and Carys; Carys has no network.
struct Scene {
    server: Arc<Counted>,
    ada: Ship,
    ben: Ship,
    carys: Ship,
    serial: u64,
    time: i64,
}

impl Scene {
    async fn new(seed: u64, settings: Settings) -> Self {
        let crew = Crew::of(seed, &[Role::Pom, Role::Pom]);
        let real = Real::with(&crew, DAWN, settings).await;
        let server = Arc::new(Counted { server: real, sent: AtomicUsize::new(0) });
        let ada = Ship::of(&crew, seed, 0, &*server).await;
        let ben = Ship::of(&crew, seed, 1, &*server).await;
        let carys = Ship::of(&crew, seed, 2, &*server).await;
        let mut scene = Self { server, ada, ben, carys, serial: 0, time: DAWN };
        scene.ada_syncs().await;
        scene.ben_syncs().await;
        scene
    }

    async fn carys_writes(&mut self, entries: usize) {
        saves(&mut self.carys, &mut self.serial, self.time, entries).await;
    }

    /// Carys gives Ben what she has on a stick.
    async fn carys_gives_ben_a_stick(&mut self) {
        let mut file = Vec::new();
        sync::stick::write(self.carys.record(), None, &mut file).await.unwrap();
        let now = self.ben.clock(self.time);
        sync::stick::read(self.ben.record(), file.as_slice(), now).await.unwrap();
    }

    async fn ada_syncs(&mut self) -> Outcome {
        syncs(&mut self.ada, &self.server, self.time).await
    }

    async fn ben_syncs(&mut self) -> Outcome {
        syncs(&mut self.ben, &self.server, self.time).await
    }

    async fn ada_governs(&mut self, act: Act) {
        let record = self.ada.record();
        let entry = sign_control(record.membership(), &Pen::Device(record.device_keys()), self.time, act).unwrap();
        let ask = Ask::Govern { unit: record.membership().unit(), entry: entry.clone() };
        self.server.answer(&Asking::signed(ask, record.device_keys(), self.time)).await.unwrap();
        record.extend_control(&entry).await.unwrap();
    }

    fn sent(&self) -> usize {
        self.server.sent.load(Ordering::SeqCst)
    }
}

/// In step, whatever the server did not take of others.
async fn syncs(ship: &mut Ship, server: &Arc<Counted>, time: i64) -> Outcome {
    server.tick(time);
    let outcome = ship.syncs(server, time).await;
    assert_eq!(outcome.end, End::InStep, "{:?}", ship.record().raised().await.unwrap());
    outcome
}

#[tokio::test]
async fn what_was_on_a_stick_is_sent_by_whoever_read_it_and_its_author_goes_on_from_there() {
    let mut scene = Scene::new(1, Settings::default()).await;
    scene.carys_writes(3).await;
    scene.carys_gives_ben_a_stick().await;
    assert_eq!(scene.ben_syncs().await.sent, 3);
    assert_eq!(scene.ada_syncs().await.new, 3);
    let before = scene.sent();
    scene.ben_syncs().await;
    assert_eq!(scene.sent(), before, "what is there is not brought again");

    // Carys, who comes after all, has one more entry, and nothing to be sorry for.
    scene.carys_writes(1).await;
    assert_eq!(syncs(&mut scene.carys, &scene.server, scene.time).await.sent, 1);
    assert_eq!(scene.ben_syncs().await.new, 1);
    assert_eq!(scene.ben.record().frontier(), scene.carys.record().frontier());
    for ship in [&mut scene.ada, &mut scene.ben, &mut scene.carys] {
        ship.record().verify(|_, _| {}).await.unwrap();
    }
}

#[tokio::test]
async fn what_came_too_late_comes_to_every_administrator_and_counts_everywhere_once_it_is_let() {
    let mut scene = Scene::new(2, Settings::default()).await;
    let carys = scene.carys.index();
    scene.carys_writes(2).await;
    let act = {
        let (record, rng) = scene.ada.parts();
        let membership = record.membership();
        let device = membership.device(carys).unwrap();
        sealing::removal(rng, membership, record.ring(), device, &device.start(), "Left on a train").unwrap()
    };
    scene.ada_governs(act).await;
    scene.carys_gives_ben_a_stick().await;
    assert_eq!(scene.ben_syncs().await.sent, 2);
    assert_eq!(scene.ada_syncs().await.new, 2);
    let late = scene.ada.record().late_entries().await.unwrap();
    assert_eq!(late.len(), 2);

    // The second counts; the first, on which it rests, is there as well.
    let act = {
        let (record, rng) = scene.ada.parts();
        let (membership, marks) = (record.membership(), vec![late[1].mark]);
        sealing::acceptance(rng, membership, record.ring(), carys, marks, "She was at court").unwrap()
    };
    scene.ada_governs(act).await;
    scene.ben_syncs().await;
    for ship in [&mut scene.ada, &mut scene.ben] {
        let left = ship.record().late_entries().await.unwrap();
        assert_eq!(left.iter().map(|entry| entry.mark).collect::<Vec<_>>(), [late[0].mark]);
        ship.record().verify(|_, _| {}).await.unwrap();
    }
}

#[tokio::test]
async fn what_the_server_refused_rests_until_something_has_changed() {
    // Given a server that takes next to nothing of a device in a day
    let mut scene = Scene::new(3, Settings { device_bytes_a_day: 1_000, ..Settings::default() }).await;
    scene.carys_writes(3).await;
    scene.carys_gives_ben_a_stick().await;
    // Then Ben brings it once, and is in step all the same
    for _ in 0..3 {
        assert_eq!(scene.ben_syncs().await.sent, 0);
        scene.time += 60_000;
    }
    assert_eq!(scene.sent(), 1);
    // And once more when a day has passed
    scene.time += DAY;
    scene.ben_syncs().await;
    scene.ben_syncs().await;
    assert_eq!(scene.sent(), 2);
    // Or the unit has changed
    let act = {
        let (record, rng) = scene.ada.parts();
        let compartments = [ledger::Compartment::General];
        sealing::rotation(rng, record.membership(), record.ring(), compartments, "Once a quarter").unwrap()
    };
    scene.ada_governs(act).await;
    scene.ben_syncs().await;
    assert_eq!(scene.sent(), 3);
}
