//! The control log folded: who belongs to the unit at each of its points, and so what an entry is worth. How an entry of the control log is
//! taken is in `acting`, what one of a device is worth in `judging`.
//!
//! Invariants: the log never forks; every entry's authority was checked at its own place; a key is sealed to exactly the
//! devices whose owners' roles hold its compartment and from which it is not withheld, and to the recovery key; somebody can
//! always administer the unit.

mod acting;
mod judging;
mod member;
#[cfg(feature = "seal")]
mod names;

use std::collections::HashMap;

use crypto::{Hash, Kid, RecoveryPublic};

pub use self::judging::{Authority, Refusal};
#[cfg(feature = "seal")]
pub(crate) use self::member::is_given;
pub use self::member::{Device, Epoch, Member, TurnedAway};
use crate::control::{Envelope, Server};
use crate::identity::{Compartment, DeviceIndex, PrincipalId, Role, Roles, UnitId};

/// The unit as the control log has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    unit: UnitId,
    prison: String,
    recovery: RecoveryPublic,
    heads: Vec<Hash>,
    places: HashMap<Hash, u32>,
    members: Vec<Member>,
    devices: Vec<Device>,
    by_id: HashMap<Hash, DeviceIndex>,
    epochs: Vec<Epoch>,
    envelopes: Vec<Envelope>,
    server: Option<Server>,
    /// When the server signed the statement from which on it was last believed again, by its clock.
    believed: Option<i64>,
    /// From which control entry on which version of the protocol is the oldest that is taken.
    required: Vec<(u32, u8)>,
    /// The devices that asked to come in and were refused, each as it was last.
    turned_away: HashMap<Hash, TurnedAway>,
    /// When the last entry says it was made, in milliseconds.
    at: i64,
}

impl Membership {
    /// The active devices that hold the keys of a compartment.
    pub fn holders(&self, compartment: Compartment) -> impl Iterator<Item = &Device> {
        self.devices.iter().filter(move |device| self.holds(device, compartment))
    }

    /// Whether an active device holds the keys of a compartment.
    pub fn holds(&self, device: &Device, compartment: Compartment) -> bool {
        let owner = self.member(device.principal);
        device.is_active() && owner.is_some_and(|owner| device.is_given(compartment, owner.roles()))
    }

    /// The compartments whose keys somebody, or one of their devices, no longer holds once they are that.
    pub fn lost_by(&self, principal: PrincipalId, roles: Roles) -> Vec<Compartment> {
        let before = self.member(principal).map_or(Roles::NONE, Member::roles);
        let theirs = || self.devices.iter().filter(move |device| device.principal == principal && device.is_active());
        let is_lost = |c: &Compartment| {
            let by_role = before.hold_keys_of(*c) && !roles.hold_keys_of(*c);
            by_role || theirs().any(|device| device.is_given(*c, before) && !device.is_given(*c, roles))
        };
        Compartment::ALL.into_iter().filter(is_lost).collect()
    }

    /// The active devices of administrators.
    pub fn administrators(&self) -> impl Iterator<Item = &Device> {
        self.devices.iter().filter(move |device| {
            device.is_active()
                && self.member(device.principal).is_some_and(|member| member.roles().has(Role::Administrator))
        })
    }

    /// The unit's server, if an administrator said which.
    pub const fn server(&self) -> Option<&Server> {
        self.server.as_ref()
    }

    /// The oldest version of the protocol that the unit takes: software that does not speak it has to be updated.
    pub fn required(&self) -> u8 {
        self.required.last().map_or(0, |(_, version)| *version)
    }

    fn required_at(&self, control: u32) -> u8 {
        let reached = self.required.iter().rev().find(|(index, _)| *index <= control);
        reached.map_or(0, |(_, version)| *version)
    }

    /// The newest control entry that software of a version may name: the last one, unless the unit demands a later version since an earlier one.
    pub fn newest_for(&self, version: u8) -> u32 {
        let demanded = self.required.iter().find(|(_, required)| *required > version);
        demanded.map_or(self.next_index(), |(index, _)| *index).saturating_sub(1)
    }

    /// The unit.
    pub const fn unit(&self) -> UnitId {
        self.unit
    }

    /// The code of the prison.
    pub fn prison(&self) -> &str {
        &self.prison
    }

    /// The public half of the recovery key.
    pub const fn recovery(&self) -> &RecoveryPublic {
        &self.recovery
    }

    /// The hash of the last entry.
    pub fn head(&self) -> Hash {
        self.heads.last().copied().unwrap_or(self.unit.0)
    }

    /// The place of the next entry.
    pub fn next_index(&self) -> u32 {
        u32::try_from(self.heads.len()).unwrap_or(u32::MAX)
    }

    /// When the last entry says it was made, in milliseconds since 1970.
    pub const fn last_change(&self) -> i64 {
        self.at
    }

    /// The place of a control entry.
    pub fn place(&self, head: &Hash) -> Option<u32> {
        self.places.get(head).copied()
    }

    /// The hash of the control entry at a place.
    pub fn head_at(&self, place: u32) -> Option<Hash> {
        self.heads.get(place as usize).copied()
    }

    /// The people, in the order in which they came.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// A person.
    pub fn member(&self, principal: PrincipalId) -> Option<&Member> {
        self.members.iter().find(|member| member.principal == principal)
    }

    /// The devices, in the order of their admission.
    pub fn devices(&self) -> &[Device] {
        &self.devices
    }

    /// A device by its place.
    pub fn device(&self, index: DeviceIndex) -> Option<&Device> {
        self.devices.get(index.0 as usize)
    }

    /// A device by the hash of its public keys.
    pub fn device_by_id(&self, id: &Hash) -> Option<&Device> {
        self.by_id.get(id).and_then(|index| self.device(*index))
    }

    /// That a device which asked to come in was refused, the last time that it was.
    pub fn turned_away(&self, device: &Hash) -> Option<TurnedAway> {
        self.turned_away.get(device).copied()
    }

    /// Every epoch, oldest first.
    pub fn epochs(&self) -> &[Epoch] {
        &self.epochs
    }

    /// The envelopes of every epoch.
    pub fn envelopes(&self) -> &[Envelope] {
        &self.envelopes
    }

    /// The epoch that seals what is written now.
    pub fn current_epoch(&self, compartment: Compartment) -> Option<&Epoch> {
        self.epochs.iter().rev().find(|epoch| epoch.compartment == compartment)
    }

    /// The compartment of a key.
    pub fn compartment_of(&self, kid: &Kid) -> Option<Compartment> {
        self.epochs.iter().find(|epoch| epoch.kid == *kid).map(|epoch| epoch.compartment)
    }
}
