//! What the administrator does on a voyage, on the first ship: keys are turned, somebody joins, somebody is removed, late entries are let count. At
//! times their computer goes under between the server's answer and their own record.

use ledger::sealing::{self, Newcomer, Pen, apply_for, sign_control};
use ledger::{Act, Compartment, Mark, Membership, Role, Roles};
use sync::{Answer, Ask, Asking};

use super::crew::{NAMES, person, secrets};
use super::port::Harbour;
use super::ship::Ship;
use super::voyage::{Voyage, ahead};

impl<H: Harbour> Voyage<H> {
    /// New keys start.
    pub(super) async fn turns_keys(&mut self) {
        let why = "Once a quarter";
        let act = {
            let (record, rng) = self.ships[0].parts();
            sealing::rotation(rng, record.membership(), record.ring(), [Compartment::General], why).unwrap()
        };
        self.governs(act).await;
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
