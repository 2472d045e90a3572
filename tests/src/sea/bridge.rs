//! What the administrator does on a voyage, on the first ship: keys are turned, roles change, somebody joins, somebody is removed, late entries are
//! let count, a server that was restored is believed again. At times their computer goes under between the server's answer and their own record.

use ledger::control::Server;
use ledger::membership::{Device, Member};
use ledger::sealing::{self, Newcomer, Pen, apply_for, sign_control};
use ledger::{Act, Compartment, Mark, Membership, Role, Roles, VersionVector};
use sync::{Answer, Ask, Asking};

use super::crew::{NAMES, person, secrets};
use super::port::Harbour;
use super::ship::{ADDRESS, Ship};
use super::voyage::{Voyage, ahead};

/// What people are, beside the administrator. Whoever is any of it may write notes: whatever they become, none is lost.
const ROLES: [Role; 4] = [Role::Pom, Role::Keyworker, Role::CaseAdministrator, Role::HeadOfOmuDelivery];

/// The compartments whose keys go with some roles and not with others.
fn only(with: Roles, without: Roles) -> impl Iterator<Item = Compartment> {
    let one = move |compartment: &Compartment| with.hold_keys_of(*compartment) && !without.hold_keys_of(*compartment);
    Compartment::ALL.into_iter().filter(one)
}

impl<H: Harbour> Voyage<H> {
    /// New keys start, of what everybody reads or of everything.
    pub(super) async fn turns_keys(&mut self) {
        let all = self.below(2) == 0;
        let compartments =
            Compartment::ALL.into_iter().filter(|compartment| all || *compartment == Compartment::General);
        self.turns(compartments.collect(), "Once a quarter").await;
    }

    async fn turns(&mut self, compartments: Vec<Compartment>, why: &str) {
        let act = {
            let (record, rng) = self.ships[0].parts();
            sealing::rotation(rng, record.membership(), record.ring(), compartments, why).unwrap()
        };
        self.governs(act).await;
    }

    /// Somebody's role changes: from then on they may do something else, and hold other keys.
    pub(super) async fn changes_a_role(&mut self) {
        let colleagues = self.ships.len() as u64 - 1;
        let who = 1 + usize::try_from(self.below(colleagues)).unwrap();
        let roles = Roles::NONE.with(ROLES[usize::try_from(self.below(ROLES.len() as u64)).unwrap()]);
        let principal = person(who);
        let (record, rng) = self.ships[0].parts();
        let (membership, ring, frontier) = (record.membership(), record.ring(), record.frontier());
        let before = membership.member(principal).map_or(roles, Member::roles);
        if before == roles || self.removed.contains(&who) {
            return;
        }
        let own = membership.devices().iter().filter(|device| device.principal == principal);
        let cutoffs: VersionVector = own.map(|device| (device.index, frontier.of(device.index))).collect();
        let stays = |device: &Device, _: Compartment| device.principal != principal;
        let rotations = sealing::rotate(rng, membership, ring, only(before, roles), stays).unwrap().starts;
        if self.governs(Act::SetRoles { principal, roles, cutoffs, rotations }).await {
            let gained: Vec<Compartment> = only(roles, before).collect();
            if !gained.is_empty() {
                self.turns(gained, "A change of roles").await;
            }
        }
    }

    /// Somebody joins, by one act of the administrator at a time; then their device begins with the control log and nothing else.
    pub(super) async fn joins(&mut self) {
        let who = self.ships.len();
        let Some(name) = NAMES.get(who).copied() else { return };
        let (principal, keys) = (person(who), secrets(self.seed, who).1);
        let (record, rng) = self.ships[0].parts();
        let (membership, ring) = (record.membership(), record.ring());
        if membership.device_by_id(&keys.public().id()).is_some() {
            return self.sets_out(who).await;
        }
        let act = if membership.member(principal).is_some() {
            let application = apply_for(membership.unit(), &keys);
            Act::AddDevice(sealing::admission(rng, membership, ring, principal, application, None).unwrap())
        } else {
            let newcomer = Newcomer { principal, name, roles: Roles::NONE.with(Role::Pom) };
            Act::AddMember(sealing::person(rng, membership, ring, &newcomer).unwrap())
        };
        self.governs(act).await;
    }

    async fn sets_out(&mut self, who: usize) {
        let log = self.ships[0].record().control_log().await.unwrap();
        let mut ship = Ship::admitted(&log, self.seed, who, self.server.public()).await;
        ship.ahead = ahead(&mut self.rng);
        self.ships.push(ship);
        self.rounds.push((0, false));
        self.network.reaches_one_more();
    }

    /// What has come of a removed device too late is let count.
    pub(super) async fn lets_late_entries_count(&mut self) {
        let late = self.ships[0].record().late_entries().await.unwrap();
        let Some(device) = late.first().map(|entry| entry.device) else { return };
        let marks: Vec<Mark> = late.iter().filter(|entry| entry.device == device).map(|entry| entry.mark).collect();
        let why = "They had not heard of it";
        let act = {
            let (record, rng) = self.ships[0].parts();
            sealing::acceptance(rng, record.membership(), record.ring(), device, marks, why).unwrap()
        };
        self.governs(act).await;
    }

    /// The device of whoever came last is removed.
    pub(super) async fn removes_the_last(&mut self) {
        let last = self.ships.len() - 1;
        if !self.removed.insert(last) {
            return;
        }
        let index = self.ships[last].index();
        let act = {
            let (record, rng) = self.ships[0].parts();
            let membership: &Membership = record.membership();
            let device = membership.device(index).unwrap();
            let seen = record.tip(index).unwrap();
            sealing::removal(rng, membership, record.ring(), device, &seen, "Left on a train").unwrap()
        };
        if !self.governs(act).await {
            self.removed.remove(&last);
        }
    }

    /// The control log says which server the unit has.
    pub(super) async fn names_the_server(&mut self) {
        let named = Server { key: self.server.public(), url: ADDRESS.to_owned() };
        assert!(self.governs(Act::Server(named)).await);
    }

    /// The server is believed again, for everybody, after a round by which the control log here is the server's.
    pub(super) async fn believes_the_server(&mut self) {
        self.ships[0].round = None;
        self.rounds[0].1 = false;
        self.ships[0].syncs(&self.server, self.time).await;
        let record = self.ships[0].record();
        let asking = Asking::signed(Ask::Head { unit: record.membership().unit() }, record.device_keys(), self.time);
        let Ok(Answer::Head(head)) = self.server.answer(&asking).await else { return };
        let act = {
            let (record, rng) = self.ships[0].parts();
            sealing::belief(rng, record.membership(), record.ring(), head, "Restored from last night’s backup").unwrap()
        };
        self.governs(act).await;
    }

    /// Whether the server took it.
    async fn governs(&mut self, act: Act) -> bool {
        let now = self.ships[0].clock(self.time);
        let sinks = self.below(4) == 0;
        let record = self.ships[0].record();
        let unit = record.membership().unit();
        let at = now.as_millisecond();
        let entry = sign_control(record.membership(), &Pen::Device(record.device_keys()), at, act).unwrap();
        let ask = Ask::Govern { unit, entry: entry.clone() };
        let asking = Asking::signed(ask, record.device_keys(), self.time);
        let answer = self.server.answer(&asking).await;
        let taken = matches!(answer, Ok(Answer::Head(_)));
        if taken && sinks {
            self.ship_goes_under(0).await;
        } else if taken {
            self.ships[0].record().extend_control(&entry).await.unwrap();
        }
        taken
    }
}
