//! A voyage: everybody works, syncs, loses their connection and their computer; somebody joins, from a snapshot or from the log, somebody's role
//! changes, somebody is removed, and what they wrote too late is let count; then the sea is calm. In the end everybody has the same, in the same
//! state, with the same conflicts; nothing that was saved is lost; and nobody was accused of anything.

use std::collections::BTreeSet;
use std::sync::Arc;

use ledger::{Compartment, Role};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use store::sync::Trouble;
use sync::snapshot::{SnapshotError, publish};
use sync::{Alone, End, Round, Turn};

use super::crew::{Crew, DAWN};
use super::model::Model;
use super::network::{Comes, Network};
use super::port::{Calm, Harbour};
use super::real::Real;
use super::ship::Ship;
use super::work::{Saved, confides, conflicts, decides, happens, notes};

/// Milliseconds of a year.
const YEAR: i64 = 365 * 24 * 60 * 60 * 1000;
/// How long the sea is rough.
const STEPS: u64 = 160;
/// How many times everybody syncs in calm water until all have everything.
const CALM: usize = 16;
/// Beyond so many entries a device that starts from nothing looks for a snapshot.
const FAR: u64 = 12;

/// A voyage under way.
pub(super) struct Voyage<H> {
    pub(super) seed: u64,
    pub(super) rng: ChaCha20Rng,
    pub(super) server: Arc<H>,
    pub(super) ships: Vec<Ship>,
    pub(super) network: Network,
    /// The number of each ship's round, and whether it waits for an answer.
    pub(super) rounds: Vec<(u64, bool)>,
    pub(super) saved: Vec<(usize, Saved)>,
    /// Who was removed.
    pub(super) removed: BTreeSet<usize>,
    /// Whether a backup of the server was put back.
    restored: bool,
    pub(super) serial: u64,
    pub(super) time: i64,
}

/// Makes a voyage with the model of a server.
pub async fn sail(seed: u64) {
    let crew = crew(seed);
    let server = Model::of(crew.unit, &crew.log, DAWN);
    sail_by(seed, &crew, server).await;
}

/// The same with the real one.
pub async fn sail_by_the_real_server(seed: u64) {
    let crew = crew(seed);
    let server = Real::of(&crew, DAWN).await;
    sail_by(seed, &crew, server).await;
}

/// A voyage on which a backup of the server is put back half-way, and the operator says so: it is noticed, the administrator settles it for
/// everybody, and what was lost comes again from whoever has it.
pub async fn sail_past_a_restoration(seed: u64) {
    let crew = crew(seed);
    let mut voyage = Voyage::begins(seed, &crew, Model::of(crew.unit, &crew.log, DAWN)).await;
    voyage.names_the_server().await;
    for _ in 0..STEPS / 2 {
        voyage.step().await;
    }
    let reached = voyage.server.view().head(0).cursor;
    let place = voyage.below(reached + 1);
    voyage.server.is_restored(place);
    voyage.restored = true;
    for _ in 0..STEPS / 2 {
        voyage.step().await;
    }
    voyage.calms().await;
    voyage.is_well().await;
}

/// Three to six people.
fn crew(seed: u64) -> Crew {
    let colleagues = [Role::Pom, Role::Keyworker, Role::CaseAdministrator, Role::Pom, Role::HeadOfOmuDelivery];
    let size = 2 + usize::try_from(ChaCha20Rng::seed_from_u64(seed).next_u64() % 4).unwrap();
    Crew::of(seed, &colleagues[..size])
}

async fn sail_by<H: Harbour>(seed: u64, crew: &Crew, server: H) {
    let mut voyage = Voyage::begins(seed, crew, server).await;
    for _ in 0..STEPS {
        voyage.step().await;
    }
    voyage.calms().await;
    voyage.is_well().await;
}

/// How far a clock is ahead, in milliseconds: minutes, or years.
pub(super) fn ahead(rng: &mut ChaCha20Rng) -> i64 {
    let years = i64::try_from(rng.next_u64() % 9).unwrap() - 4;
    if rng.next_u64().is_multiple_of(2) { years * YEAR } else { years * 60_000 }
}

impl<H: Harbour> Voyage<H> {
    async fn begins(seed: u64, crew: &Crew, server: H) -> Self {
        let mut rng = ChaCha20Rng::seed_from_u64(seed ^ 0x7E5);
        let server = Arc::new(server);
        let mut ships = Vec::new();
        for who in 0..crew.size() {
            let mut ship = Ship::of(crew, seed, who, &*server).await;
            ship.ahead = ahead(&mut rng);
            ships.push(ship);
        }
        let network = Network::new(ChaCha20Rng::seed_from_u64(seed ^ 0x9E7), ships.len());
        let rounds = vec![(0, false); ships.len()];
        let (saved, removed) = (Vec::new(), BTreeSet::new());
        Self { seed, rng, server, ships, network, rounds, saved, removed, restored: false, serial: 0, time: DAWN }
    }

    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.rng.next_u64() % limit
    }

    /// Something happens somewhere.
    async fn step(&mut self) {
        self.time += 1_000;
        self.server.tick(self.time);
        for comes in self.network.goes_on() {
            match comes {
                Comes::Call(from, asking) => {
                    let answer = self.server.answer(&asking).await;
                    self.network.answer(from, answer);
                }
                Comes::Answer((to, round), answer) => {
                    // What belongs to a round that is no more is nobody's.
                    if self.rounds[to] == (round, true)
                        && let Some(under_way) = &mut self.ships[to].round
                    {
                        under_way.answered(answer);
                        self.rounds[to].1 = false;
                    }
                }
            }
        }
        let at = usize::try_from(self.below(self.ships.len() as u64)).unwrap();
        match self.below(32) {
            0..=9 => self.works(at).await,
            10 | 11 => self.decides(at).await,
            12 => self.ship_goes_under(at).await,
            13 => self.network.cut_off(at),
            14 | 15 => self.carries_a_stick(at).await,
            16 => self.turns_keys().await,
            17 => self.joins().await,
            18 => self.leaves_a_snapshot(at).await,
            19 if self.below(4) == 0 => self.removes_the_last().await,
            20 => self.lets_late_entries_count().await,
            21 => self.changes_a_role().await,
            22 | 23 => self.confides(at).await,
            _ => {}
        }
        for at in 0..self.ships.len() {
            if self.below(3) > 0 {
                self.syncs_on(at).await;
            }
        }
    }

    async fn works(&mut self, at: usize) {
        // Whose device knows that it was removed, has no key to write with.
        if self.ships[at].is_removed() {
            return;
        }
        self.serial += 1;
        if let Some(saved) = happens(&mut self.ships[at], self.serial, self.time).await {
            self.saved.push((at, saved));
        }
    }

    async fn confides(&mut self, at: usize) {
        self.serial += 1;
        if !self.ships[at].is_removed() {
            confides(&mut self.ships[at], self.serial, self.time).await;
        }
    }

    async fn decides(&mut self, at: usize) {
        let staff = self.ships.len() as u64;
        if !self.ships[at].is_removed() {
            decides(&mut self.ships[at], staff, self.time).await;
        }
    }

    /// Between any two transactions of a round, and while its call is on its way.
    pub(super) async fn ship_goes_under(&mut self, at: usize) {
        self.ships[at].goes_under().await;
        self.rounds[at].1 = false;
    }

    /// One turn of a round, or the first of a new one.
    async fn syncs_on(&mut self, at: usize) {
        if self.rounds[at].1 {
            return;
        }
        let now = self.ships[at].clock(self.time);
        let ship = &mut self.ships[at];
        let mut round = match ship.round.take() {
            Some(round) => round,
            None => {
                self.rounds[at].0 += 1;
                Round::new().with_far(FAR)
            }
        };
        let (record, rng) = ship.parts();
        match round.turn(record, rng, now).await.unwrap() {
            Turn::Ask(asking) => {
                self.network.call((at, self.rounds[at].0), asking);
                self.rounds[at].1 = true;
            }
            Turn::Work(work) => round.worked(work.run()),
            Turn::Again => {}
            Turn::Over(outcome) => {
                self.is_honest(&outcome.end, at).await;
                return;
            }
        }
        self.ships[at].round = Some(round);
    }

    /// What somebody has is brought to somebody else by hand, of whoever was removed too: it comes to everybody.
    async fn carries_a_stick(&mut self, from: usize) {
        let to = usize::try_from(self.below(self.ships.len() as u64)).unwrap();
        if from == to {
            return;
        }
        let mut file = Vec::new();
        sync::stick::write(self.ships[from].record(), None, &mut file).await.unwrap();
        let now = self.ships[to].clock(self.time);
        // The round that is under way is between two turns, and finds the record further on.
        sync::stick::read(self.ships[to].record(), file.as_slice(), now).await.unwrap();
    }

    /// Somebody leaves a snapshot at the server, if their device is in the unit still and its clock is near enough.
    async fn leaves_a_snapshot(&mut self, at: usize) {
        let now = self.ships[at].clock(self.time);
        let post = Calm(self.server.clone());
        let (record, rng) = self.ships[at].parts();
        match publish(&post, &Alone::with(record), rng, &move || now).await {
            Ok(_) | Err(SnapshotError::Post(_)) => {}
            Err(error) => panic!("seed {}: ship {at} made no snapshot: {error}", self.seed),
        }
    }

    /// Everybody syncs until all have everything.
    async fn calms(&mut self) {
        for _ in 0..CALM {
            self.time += 60_000;
            self.server.tick(self.time);
            let mut in_step = true;
            for at in 0..self.ships.len() {
                self.ships[at].round = None;
                self.rounds[at].1 = false;
                let outcome = self.ships[at].syncs(&self.server, self.time).await;
                self.is_honest(&outcome.end, at).await;
                let removed = self.removed.contains(&at);
                in_step &= outcome.new == 0 && outcome.sent == 0 && (removed || outcome.end == End::InStep);
            }
            if in_step {
                return;
            }
        }
        panic!("seed {}: they do not come into step", self.seed);
    }

    /// Nobody was accused: the server is honest. What a backup explains that was put back is settled.
    async fn is_honest(&mut self, end: &End, at: usize) {
        let accused = match end {
            End::Alarm if self.restored => {
                self.believes_the_server().await;
                false
            }
            End::Alarm => true,
            End::Trouble(Trouble::Removed) => !self.removed.contains(&at),
            End::Trouble(_) => true,
            _ => false,
        };
        assert!(!accused, "seed {}: ship {at} ended in {end:?}", self.seed);
    }

    async fn is_well(&mut self) {
        let seed = self.seed;
        let mut states = Vec::new();
        for at in (0..self.ships.len()).filter(|at| !self.removed.contains(at)).collect::<Vec<_>>() {
            let ship = &mut self.ships[at];
            ship.record().verify(|_, _| {}).await.unwrap_or_else(|wrong| panic!("seed {seed}: ship {at}: {wrong}"));
            let alarms = ship.record().alarms().await.unwrap();
            let settled = alarms.iter().all(|alarm| self.restored && alarm.settled.is_some());
            assert!(settled, "seed {seed}: ship {at} has an alarm");
            assert!(ship.record().aside().await.unwrap().is_empty(), "seed {seed}: ship {at} kept something apart");
            let digester = ship.record().digester().await.unwrap().unwrap();
            let mut digests = Vec::new();
            for compartment in ship.record().digestible() {
                digests.push((compartment, digester.digest(compartment).await.unwrap()));
            }
            let conflicts = conflicts(ship).await;
            for (whose, saved) in &self.saved {
                if !self.removed.contains(whose) {
                    let has = notes(ship, &saved.about).await.contains(&saved.note);
                    assert!(has, "seed {seed}: ship {at} lost a note of ship {whose}");
                }
            }
            states.push((at, digests, conflicts));
        }
        // The administrator holds every key, and is not removed.
        let (_, hers, open) = &states[0];
        assert_eq!(hers.len(), Compartment::ALL.len(), "seed {seed}");
        for (at, digests, conflicts) in &states {
            assert_eq!(conflicts, open, "seed {seed}: the conflicts of ship {at}");
            for made in digests {
                assert!(hers.contains(made), "seed {seed}: what ship {at} has made of {:?}", made.0);
            }
        }
    }
}
