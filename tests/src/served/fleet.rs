//! Devices that write, push and pull without end against a server that comes and goes, each keeping to itself what the server acknowledged;
//! and how it is shown in the end that nothing of that is lost.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crypto::{DeviceKeys, VerifyKey};
use futures_util::future::join_all;
use jiff::Timestamp;
use ledger::wire::{Head, Registration};
use ledger::{Role, UnitId};
use store::StoreError;
use sync::drive::once;
use sync::{Ask, Asking, End, Outcome, Post};
use tokio::time::{sleep, timeout};

use super::process::{Process, Storage, way_to};
use crate::sea::crew::Crew;
use crate::sea::ship::Ship;
use crate::sea::work::{Saved, everybody, happens, notes};

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(60);
/// How many rounds everybody may make until all have everything.
const CALM: usize = 12;
/// How long a device waits between two rounds.
const PAUSE: Duration = Duration::from_millis(5);

/// Where the servers are now, and whether to go on.
#[derive(Default)]
pub struct Way {
    addresses: Mutex<Vec<String>>,
    over: AtomicBool,
    /// The furthest place that any device was shown by a signed head.
    reached: AtomicU64,
    pushed: AtomicU64,
}

impl Way {
    /// The servers are at these addresses.
    pub fn lead_to(&self, addresses: Vec<String>) {
        *self.addresses.lock().unwrap_or_else(PoisonError::into_inner) = addresses;
    }

    /// The address for somebody.
    fn of(&self, who: usize) -> String {
        let addresses = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        addresses[who % addresses.len()].clone()
    }

    /// Everybody stops when they have finished what they are at.
    pub fn ends(&self) {
        self.over.store(true, Ordering::SeqCst);
    }

    /// How many rounds have pushed something so far.
    pub fn pushed(&self) -> u64 {
        self.pushed.load(Ordering::SeqCst)
    }
}

/// A unit's devices.
pub struct Fleet {
    /// The unit.
    pub crew: Crew,
    /// The server's key.
    pub key: VerifyKey,
    seed: u64,
    ships: Vec<Ship>,
    /// What was saved on each ship.
    saved: Vec<Vec<Saved>>,
}

impl Fleet {
    /// So many devices, five at most, of a unit that is registered at a server. One more is in the unit, and is not used until the end.
    pub async fn of(seed: u64, size: usize, storage: &Storage, server: &Process) -> Self {
        let crew = Crew::of(seed, &vec![Role::Pom; size]);
        let key = registers(&crew, storage, server).await;
        let mut ships = Vec::new();
        for who in 0..size {
            ships.push(Ship::bound_for(&crew, seed, who, key).await);
        }
        let saved = ships.iter().map(|_| Vec::new()).collect();
        Self { crew, key, seed, ships, saved }
    }

    /// Everybody writes and syncs until the way ends.
    pub async fn works(&mut self, way: &Way) {
        let ships = self.ships.iter_mut().zip(&mut self.saved);
        join_all(ships.map(|(ship, saved)| works(ship, saved, way))).await;
    }

    /// Somebody who looks at the server while the devices work.
    pub fn lookout(&self) -> Lookout {
        Lookout { unit: self.crew.unit, keys: self.crew.secrets(0).1, server: self.key }
    }

    /// Everybody syncs until all have everything; then a device that has never been there reads the whole log, and finds every entry that
    /// was acknowledged, every note that was saved, each place filled once, and the same record as everybody else's. How many entries.
    pub async fn is_whole(&mut self, address: &str) -> u64 {
        self.comes_into_step(address).await;
        let mut reader = Ship::bound_for(&self.crew, self.seed, self.ships.len(), self.key).await;
        let outcome = syncs(&mut reader, address).await.unwrap();
        assert_eq!(outcome.end, End::InStep);
        reader.record().verify(|_, _| {}).await.unwrap();
        assert!(reader.record().aside().await.unwrap().is_empty());
        let frontier = reader.record().frontier();
        let mut there = HashSet::new();
        for about in everybody() {
            there.extend(notes(&mut reader, &about).await);
        }
        let mut entries = 0;
        for (ship, saved) in self.ships.iter_mut().zip(&self.saved) {
            let index = ship.index();
            let acknowledged = ship.record().server().await.unwrap().unwrap().acknowledged;
            assert!(frontier.of(index) >= acknowledged, "ship {}: {acknowledged} were acknowledged", ship.who);
            assert_eq!(ship.record().frontier(), frontier, "ship {} has something else", ship.who);
            assert!(ship.record().alarms().await.unwrap().is_empty());
            entries += frontier.of(index);
            for it in saved {
                assert!(there.contains(&it.note), "ship {} lost {it:?}", ship.who);
            }
        }
        // A place for each entry and no other: the reader has followed the running hash over all of them.
        assert_eq!(self.lookout().head(address).await.cursor, entries);
        entries
    }

    async fn comes_into_step(&mut self, address: &str) {
        for _ in 0..CALM {
            let mut in_step = true;
            for ship in &mut self.ships {
                let outcome = syncs(ship, address).await.unwrap();
                is_honest(ship, &outcome).await;
                in_step &= outcome.end == End::InStep && outcome.new == 0 && outcome.sent == 0;
            }
            if in_step {
                return;
            }
        }
        panic!("they do not come into step");
    }
}

/// The founder registers a unit: the key of the server.
pub async fn registers(crew: &Crew, storage: &Storage, server: &Process) -> VerifyKey {
    let registration = Registration { token: storage.token(), control: crew.log.clone() };
    let now = Timestamp::now().as_millisecond();
    let asking = Asking::signed(Ask::Register(registration), &crew.secrets(0).1, now);
    server.http().ask(&asking).await.unwrap().head().unwrap();
    server.key().await
}

/// Looks at how far a server's log goes.
pub struct Lookout {
    unit: UnitId,
    keys: DeviceKeys,
    server: VerifyKey,
}

impl Lookout {
    /// How far it goes, as the server signed it. A server that is looking for its database is asked again.
    pub async fn head(&self, address: &str) -> Head {
        let answered = async {
            loop {
                let ask = Ask::Head { unit: self.unit };
                let asking = Asking::signed(ask, &self.keys, Timestamp::now().as_millisecond());
                match way_to(address).ask(&asking).await {
                    Ok(answer) => return answer.head().unwrap(),
                    Err(_) => sleep(Duration::from_millis(100)).await,
                }
            }
        };
        let signed = timeout(PATIENCE, answered).await.expect("the server does not answer");
        signed.verify(&self.server).expect("the server signed it")
    }

    /// Every place of which a device was told is still there.
    pub async fn finds_what_was_said(&self, way: &Way, address: &str) {
        // Read first: devices go on meanwhile.
        let reached = way.reached.load(Ordering::SeqCst);
        let cursor = self.head(address).await.cursor;
        assert!(cursor >= reached, "place {reached} was acknowledged, and the server's log ends at {cursor}");
    }
}

async fn works(ship: &mut Ship, saved: &mut Vec<Saved>, way: &Way) {
    let mut serial = 0;
    while !way.over.load(Ordering::SeqCst) {
        for _ in 0..=ship.below(4) {
            serial += 1;
            saved.extend(happens(ship, serial, Timestamp::now().as_millisecond()).await);
        }
        let outcome = syncs(ship, &way.of(ship.who)).await.unwrap();
        is_honest(ship, &outcome).await;
        let shown = ship.record().server().await.unwrap().unwrap().head.and_then(|signed| signed.head());
        way.reached.fetch_max(shown.map_or(0, |head| head.cursor), Ordering::SeqCst);
        if outcome.sent > 0 {
            way.pushed.fetch_add(1, Ordering::SeqCst);
        }
        sleep(PAUSE).await;
    }
}

/// A round by way of HTTP.
pub async fn syncs(ship: &mut Ship, address: &str) -> Result<Outcome, StoreError> {
    let (record, rng) = ship.parts();
    once(record, &way_to(address), rng, &Timestamp::now).await
}

/// A server that is killed, or not there, is no liar, and refuses nothing for good.
async fn is_honest(ship: &mut Ship, outcome: &Outcome) {
    if matches!(outcome.end, End::InStep | End::More | End::Offline | End::Later { .. }) {
        return;
    }
    let raised = ship.record().raised().await.unwrap();
    panic!("ship {} ended in {:?}: {:?}", ship.who, outcome.end, raised.map(|alarm| alarm.evidence.words));
}
