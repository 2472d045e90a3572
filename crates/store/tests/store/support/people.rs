//! Who belongs to the unit, with which devices and keys, and what one desk hears of another.

use std::collections::BTreeMap;

use ledger::sealing::{self, Newcomer, Pen, apply_for};
use ledger::{Act, Compartment, DeviceIndex, Mark, PrincipalId, Role, Roles, VersionVector};
use store::receive::SealedLog;

use super::desk::{Desk, secrets};
use super::{MORNING, roles};

impl Desk {
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
}
