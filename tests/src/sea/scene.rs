//! Three devices, an honest server and a liar: what the tests of lies begin with.

use std::sync::Arc;

use ledger::control::Server;
use ledger::sealing::{self, Pen, sign_control};
use ledger::wire::Evidence;
use ledger::{Act, Compartment, Role, SignedControl};
use sync::{Ask, Asking, End};

use super::crew::{Crew, DAWN};
use super::hostile::Liar;
use super::model::Model;
use super::port::{Harbour, Port};
use super::ship::{ADDRESS, Ship};
use super::view::sign;
use super::work::happens;

/// Ada, Ben and Carys; Ada and Carys have an honest server, Ben hears of it through a liar.
pub struct Scene {
    /// The honest server.
    pub server: Arc<Model>,
    /// The liar in front of it.
    pub liar: Arc<Liar>,
    /// The administrator's device.
    pub ada: Ship,
    /// The device that is lied to.
    pub ben: Ship,
    /// Another one.
    pub carys: Ship,
    /// The time, in milliseconds since 1970.
    pub time: i64,
    /// The number of the last thing that happened.
    pub serial: u64,
}

impl Scene {
    /// Nothing has happened yet.
    pub async fn new(seed: u64) -> Self {
        let crew = Crew::of(seed, &[Role::Pom, Role::Pom]);
        let server = Arc::new(Model::of(crew.unit, &crew.log, DAWN));
        let ada = Ship::of(&crew, seed, 0, &*server).await;
        let ben = Ship::of(&crew, seed, 1, &*server).await;
        let carys = Ship::of(&crew, seed, 2, &*server).await;
        let liar = Liar::before(&server);
        Self { server, liar, ada, ben, carys, time: DAWN, serial: 0 }
    }

    /// The log has three batches: two entries of Ada's, one of Carys's, one of Ada's.
    pub async fn at_work(seed: u64) -> Self {
        let mut scene = Self::new(seed).await;
        scene.ada_writes(2).await;
        scene.carys_writes().await;
        scene.ada_writes(1).await;
        let lengths: Vec<usize> = scene.server.view().batches.iter().map(|batch| batch.entries.len()).collect();
        assert_eq!(lengths, [2, 1, 1]);
        scene
    }

    /// A second later.
    pub fn later(&mut self) -> i64 {
        self.time += 1_000;
        self.server.tick(self.time);
        self.time
    }

    /// Ada writes, and syncs.
    pub async fn ada_writes(&mut self, entries: usize) {
        let time = self.later();
        saves(&mut self.ada, &mut self.serial, time, entries).await;
        assert_eq!(self.ada.syncs(&self.server, time).await.end, End::InStep);
    }

    /// Carys writes, and syncs.
    pub async fn carys_writes(&mut self) {
        let time = self.later();
        saves(&mut self.carys, &mut self.serial, time, 1).await;
        assert_eq!(self.carys.syncs(&self.server, time).await.end, End::InStep);
    }

    /// Ben syncs, by way of the liar.
    pub async fn ben_syncs(&mut self) -> End {
        let time = self.later();
        self.ben.syncs(&self.liar, time).await.end
    }

    /// Ben syncs, and the server is caught: at this.
    pub async fn is_caught(&mut self, what: &str) -> Evidence {
        assert_eq!(self.ben_syncs().await, End::Alarm, "{what}: nobody noticed");
        let alarm = self.ben.record().raised().await.unwrap().unwrap();
        assert_eq!(alarm.evidence.what, what, "{}", alarm.evidence.words);
        assert_eq!(Evidence::from_file(&alarm.evidence.to_file()).as_ref(), Some(&alarm.evidence));
        // Whatever it says from now on is not listened to.
        let (before, cursor) =
            (self.ben.record().frontier(), self.ben.record().server().await.unwrap().unwrap().cursor);
        assert_eq!(self.ben_syncs().await, End::Alarm);
        assert_eq!(self.ben.record().frontier(), before, "{what}: something was taken after it was caught");
        assert_eq!(self.ben.record().server().await.unwrap().unwrap().cursor, cursor);
        self.ben.record().verify(|_, _| {}).await.unwrap();
        alarm.evidence
    }

    /// Ada adds to the control log.
    pub async fn ada_governs(&mut self, act: Act) -> SignedControl {
        let time = self.later();
        let record = self.ada.record();
        let entry = sign_control(record.membership(), &Pen::Device(record.device_keys()), time, act).unwrap();
        let ask = Ask::Govern { unit: record.membership().unit(), entry: entry.clone() };
        self.server.answer(&Asking::signed(ask, record.device_keys(), time)).await.unwrap();
        record.extend_control(&entry).await.unwrap();
        entry
    }

    /// The control log says which server the unit has.
    pub async fn ada_names_the_server(&mut self) {
        let named = Server { key: self.server.public(), url: ADDRESS.to_owned() };
        self.ada_governs(Act::Server(named)).await;
    }

    /// Ada believes the server again, for everybody, as it is now.
    pub async fn ada_believes_the_server(&mut self) {
        let time = self.later();
        let head = sign(self.server.key(), &self.server.view().head(time));
        let act = {
            let (record, rng) = self.ada.parts();
            sealing::belief(rng, record.membership(), record.ring(), head, "Restored from last night’s backup").unwrap()
        };
        self.ada_governs(act).await;
    }

    /// New keys, as an act.
    pub fn rotation(&mut self) -> Act {
        let (record, rng) = self.ada.parts();
        let compartments = [Compartment::General];
        sealing::rotation(rng, record.membership(), record.ring(), compartments, "Once a quarter").unwrap()
    }
}

/// Notes are saved, however often it takes: now and then something else happens.
pub async fn saves(ship: &mut Ship, serial: &mut u64, time: i64, entries: usize) {
    let index = ship.index();
    let from = ship.record().frontier().of(index);
    while ship.record().frontier().of(index) < from + entries as u64 {
        *serial += 1;
        happens(ship, *serial, time).await;
    }
}
