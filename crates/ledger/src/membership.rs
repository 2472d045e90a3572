//! The control log folded: who belongs to the unit at each of its points, and so what an entry is worth.
//!
//! Invariants: the log never forks; every entry's authority was checked at its own place; a key is sealed to exactly the
//! devices whose owners' roles hold its compartment, and to the recovery key; somebody can always administer the unit.

use std::collections::HashMap;

use crypto::Purpose;
use crypto::{DevicePublic, Hash, Kid, RecoveryPublic};

use crate::chain::{ChainError, Tip};
use crate::control::{
    Act, Admission, ControlEntry, ControlError, Envelope, EpochStart, Founding, Person, Recipient, SignedControl,
    Signer, possession_message, unit_of,
};
use crate::header::VERSION;
use crate::identity::{Compartment, DeviceIndex, PrincipalId, Role, Roles, Seq, UnitId};
use crate::version::VersionVector;

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub principal: PrincipalId,
    /// Their name.
    pub name: String,
    /// What they were from which control entry on.
    roles: Vec<(u32, Roles)>,
    /// Entries of their devices beyond these numbers are judged by the roles at the control entry beside them.
    cutoffs: Vec<(u32, VersionVector)>,
}

impl Member {
    /// What they are now.
    pub fn roles(&self) -> Roles {
        self.roles.last().map_or(Roles::NONE, |(_, roles)| *roles)
    }

    fn roles_at(&self, control: u32) -> Roles {
        let after = self.roles.partition_point(|(index, _)| *index <= control);
        after.checked_sub(1).and_then(|at| self.roles.get(at)).map_or(Roles::NONE, |(_, roles)| *roles)
    }
}

/// A device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its place in the order of admission.
    pub index: DeviceIndex,
    /// The hash of its public keys.
    pub id: Hash,
    /// Whose.
    pub principal: PrincipalId,
    /// Its public keys.
    pub public: DevicePublic,
    /// The control entry that admitted it, where its own log begins.
    pub admitted_by: Hash,
    /// The place of that entry.
    pub admitted_at: u32,
    /// Where its log ends to count: the control entry that removed it, and its last entry that counts.
    pub removed: Option<(u32, Seq)>,
    /// The hash of that last entry, as the administrator had seen it.
    pub last: Option<Hash>,
    /// Whether it went on under new keys.
    pub replaced: bool,
}

impl Device {
    /// Where its log begins.
    pub const fn start(&self) -> Tip {
        Tip::start(self.admitted_by, self.admitted_at)
    }

    /// Checks that the log of a removed device ends with the entry that the administrator had seen: whoever kept its keys could
    /// otherwise write other entries under the numbers that still count.
    pub fn check_end(&self, tip: &Tip) -> Result<(), ChainError> {
        match (self.removed, self.last) {
            (Some((_, cutoff)), Some(last)) if tip.seq == cutoff && tip.hash != last => Err(ChainError::NotTheOneSeen),
            _ => Ok(()),
        }
    }

    /// Whether it is neither removed nor replaced.
    pub const fn is_active(&self) -> bool {
        self.removed.is_none() && !self.replaced
    }
}

/// A key of a compartment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Epoch {
    /// Of which compartment.
    pub compartment: Compartment,
    /// Which key.
    pub kid: Kid,
    /// The key before, sealed under this one.
    pub previous: Option<(Kid, Vec<u8>)>,
}

/// Why the control log does not stand behind an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The device is not in the unit.
    #[error("its device is not in this unit")]
    UnknownDevice,
    /// It names a control entry that does not exist.
    #[error("it names a control entry that this unit does not have")]
    UnknownControl,
    /// The device was removed and this entry is beyond its last one that counts.
    #[error("its device was removed before this could count")]
    DeviceRemoved,
    /// The entry names another author than the device's owner.
    #[error("it names an author who does not own the device")]
    ForeignActor,
    /// The author had no role.
    #[error("its author had no role in the unit")]
    NoRole,
}

/// What the control log says of an entry's author.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Authority {
    /// Who.
    pub principal: PrincipalId,
    /// With which roles.
    pub roles: Roles,
}

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
    /// When the last entry says it was made, in milliseconds.
    at: i64,
}

impl Membership {
    /// Folds a whole control log, checking every entry. On failure: the place of the first wrong one.
    pub fn of<'a>(log: impl IntoIterator<Item = &'a SignedControl>) -> Result<Self, (u32, ControlError)> {
        let mut log = log.into_iter();
        let first = log.next().ok_or((0, ControlError::NotFounded))?;
        let mut membership = Self::found(first).map_err(|error| (0, error))?;
        for signed in log {
            let index = membership.next_index();
            membership.accept(signed).map_err(|error| (index, error))?;
        }
        Ok(membership)
    }

    /// The unit that a founding entry founds.
    pub fn found(signed: &SignedControl) -> Result<Self, ControlError> {
        let entry = signed.entry()?;
        let Act::Found(founding) = entry.act else { return Err(ControlError::NotFounded) };
        let in_place = entry.version == VERSION && entry.index == 0 && entry.prev.is_none() && entry.unit.is_none();
        if !in_place || entry.signer != Signer::Founder {
            return Err(ControlError::OutOfPlace);
        }
        founding
            .device
            .verify
            .verify(Purpose::Control, &signed.body, &signed.signature)
            .map_err(|_| ControlError::BadSignature)?;
        let Founding { prison, founder, device, recovery, epochs } = founding;
        if !founder.roles.has(Role::Administrator) {
            return Err(ControlError::LastAdministrator);
        }
        let head = signed.hash();
        let mut membership = Self {
            unit: unit_of(&signed.body),
            prison,
            recovery,
            heads: vec![head],
            places: HashMap::from([(head, 0)]),
            members: vec![Member {
                principal: founder.principal,
                name: founder.name,
                roles: vec![(0, founder.roles)],
                cutoffs: Vec::new(),
            }],
            devices: Vec::new(),
            by_id: HashMap::new(),
            epochs: Vec::new(),
            envelopes: Vec::new(),
            at: entry.at,
        };
        membership.enter_device(founder.principal, device, head, 0);
        let both = epochs.len() == Compartment::ALL.len()
            && Compartment::ALL.iter().all(|c| epochs.iter().any(|epoch| epoch.compartment == *c));
        if !both {
            return Err(ControlError::WrongEnvelopes);
        }
        membership.start_epochs(epochs)?;
        Ok(membership)
    }

    /// Checks the next entry and takes it in.
    pub fn accept(&mut self, signed: &SignedControl) -> Result<(), ControlError> {
        let entry = signed.entry()?;
        let in_place = entry.version == VERSION
            && entry.unit == Some(self.unit)
            && entry.index == self.next_index()
            && entry.prev == Some(self.head());
        if !in_place {
            return Err(ControlError::OutOfPlace);
        }
        self.check_signature(&entry, signed)?;
        // A refused entry must leave no trace: it is tried on a copy. Control logs are short.
        let mut next = self.clone();
        let head = signed.hash();
        let index = entry.index;
        next.at = entry.at;
        next.heads.push(head);
        next.places.insert(head, index);
        next.perform(entry, head, index)?;
        *self = next;
        Ok(())
    }

    fn check_signature(&self, entry: &ControlEntry, signed: &SignedControl) -> Result<(), ControlError> {
        let (purpose, key) = match entry.signer {
            Signer::Founder => return Err(ControlError::NoAuthority),
            Signer::Recovery => (Purpose::Recovery, self.recovery.verify),
            Signer::Device(index) => {
                let device = self.device(index).ok_or(ControlError::UnknownDevice)?;
                let roles = self.member(device.principal).map_or(Roles::NONE, Member::roles);
                let own = matches!(&entry.act, Act::ReplaceDevice { device, .. } if *device == index);
                let may = roles.has(Role::Administrator) || (own && !roles.is_empty());
                if !device.is_active() || !may {
                    return Err(ControlError::NoAuthority);
                }
                (Purpose::Control, device.public.verify)
            }
        };
        key.verify(purpose, &signed.body, &signed.signature).map_err(|_| ControlError::BadSignature)
    }

    fn perform(&mut self, entry: ControlEntry, head: Hash, index: u32) -> Result<(), ControlError> {
        match entry.act {
            Act::Found(_) => Err(ControlError::OutOfPlace),
            Act::AddMember(Person { principal, name, roles }) => {
                if self.member(principal).is_some() {
                    return Err(ControlError::Already);
                }
                self.members.push(Member { principal, name, roles: vec![(index, roles)], cutoffs: Vec::new() });
                Ok(())
            }
            Act::SetRoles { principal, roles, cutoffs, rotations } => {
                let member =
                    self.members.iter_mut().find(|m| m.principal == principal).ok_or(ControlError::UnknownMember)?;
                let before = member.roles();
                member.roles.push((index, roles));
                // Whoever loses a role keeps it for what the administrator had seen of them, which may be nothing.
                if !cutoffs.is_empty() || before.iter().any(|role| !roles.has(role)) {
                    member.cutoffs.push((index, cutoffs));
                }
                self.keep_an_administrator()?;
                let lost = Compartment::ALL.into_iter().filter(|c| before.hold_keys_of(*c) && !roles.hold_keys_of(*c));
                self.demand_rotations(lost, &rotations)?;
                self.start_epochs(rotations)
            }
            Act::AddDevice(admission) => self.admit(admission, head, index),
            Act::RemoveDevice { device, cutoff, reason: _, rotations, last } => {
                let owner = {
                    let removed = self.device_mut(device).ok_or(ControlError::UnknownDevice)?;
                    if removed.removed.is_some() {
                        return Err(ControlError::Already);
                    }
                    removed.removed = Some((index, cutoff));
                    removed.last = last;
                    removed.principal
                };
                self.keep_an_administrator()?;
                let roles = self.member(owner).map_or(Roles::NONE, Member::roles);
                let held = Compartment::ALL.into_iter().filter(|c| roles.hold_keys_of(*c));
                self.demand_rotations(held, &rotations)?;
                self.start_epochs(rotations)
            }
            Act::RotateEpoch { rotations, reason: _ } => self.start_epochs(rotations),
            Act::ReplaceDevice { device, admission } => {
                let old = self.device_mut(device).ok_or(ControlError::UnknownDevice)?;
                if old.principal != admission.principal || !old.is_active() {
                    return Err(ControlError::NoAuthority);
                }
                old.replaced = true;
                self.admit(admission, head, index)
            }
        }
    }

    fn admit(&mut self, admission: Admission, head: Hash, index: u32) -> Result<(), ControlError> {
        let Admission { principal, public, proof, envelopes } = admission;
        let roles = self.member(principal).ok_or(ControlError::UnknownMember)?.roles();
        let id = public.id();
        if self.by_id.contains_key(&id) {
            return Err(ControlError::Already);
        }
        public
            .verify
            .verify(Purpose::Possession, &possession_message(self.unit, principal, &public), &proof)
            .map_err(|_| ControlError::NoPossession)?;
        let mut due: Vec<Kid> = Compartment::ALL
            .into_iter()
            .filter(|compartment| roles.hold_keys_of(*compartment))
            .filter_map(|compartment| self.current_epoch(compartment).map(|epoch| epoch.kid))
            .collect();
        due.sort_unstable();
        let mut given: Vec<Kid> = envelopes.iter().map(|envelope| envelope.kid).collect();
        given.sort_unstable();
        if due != given || envelopes.iter().any(|envelope| envelope.to != Recipient::Device(id)) {
            return Err(ControlError::WrongEnvelopes);
        }
        self.envelopes.extend(envelopes);
        self.enter_device(principal, public, head, index);
        Ok(())
    }

    fn enter_device(&mut self, principal: PrincipalId, public: DevicePublic, head: Hash, index: u32) {
        let id = public.id();
        let place = DeviceIndex(u32::try_from(self.devices.len()).unwrap_or(u32::MAX));
        self.by_id.insert(id, place);
        self.devices.push(Device {
            index: place,
            id,
            principal,
            public,
            admitted_by: head,
            admitted_at: index,
            removed: None,
            last: None,
            replaced: false,
        });
    }

    fn keep_an_administrator(&self) -> Result<(), ControlError> {
        let left =
            self.devices.iter().filter(|device| device.is_active()).any(|device| {
                self.member(device.principal).is_some_and(|member| member.roles().has(Role::Administrator))
            });
        if left { Ok(()) } else { Err(ControlError::LastAdministrator) }
    }

    /// Whoever can no longer read a compartment must not be able to read what is written from now on.
    fn demand_rotations(
        &self,
        compartments: impl IntoIterator<Item = Compartment>,
        rotations: &[EpochStart],
    ) -> Result<(), ControlError> {
        let all = compartments.into_iter().all(|c| rotations.iter().any(|rotation| rotation.compartment == c));
        if all { Ok(()) } else { Err(ControlError::WrongEnvelopes) }
    }

    fn start_epochs(&mut self, rotations: Vec<EpochStart>) -> Result<(), ControlError> {
        for EpochStart { compartment, kid, envelopes, previous } in rotations {
            let before = self.current_epoch(compartment).map(|epoch| epoch.kid);
            let previous = match (before, previous) {
                (Some(kid), Some(wrapped)) => Some((kid, wrapped.to_vec())),
                (None, None) => None,
                _ => return Err(ControlError::WrongEnvelopes),
            };
            let mut due: Vec<Hash> = self.holders(compartment).map(|device| device.id).collect();
            due.sort_unstable();
            let mut given = Vec::new();
            let mut recovery = 0;
            for envelope in &envelopes {
                match envelope.to {
                    Recipient::Device(id) => given.push(id),
                    Recipient::Recovery => recovery += 1,
                }
            }
            given.sort_unstable();
            let fresh = self.epochs.iter().all(|epoch| epoch.kid != kid);
            if due != given || recovery != 1 || !fresh || envelopes.iter().any(|envelope| envelope.kid != kid) {
                return Err(ControlError::WrongEnvelopes);
            }
            self.envelopes.extend(envelopes);
            self.epochs.push(Epoch { compartment, kid, previous });
        }
        Ok(())
    }

    /// The active devices that hold the keys of a compartment.
    pub fn holders(&self, compartment: Compartment) -> impl Iterator<Item = &Device> {
        self.devices.iter().filter(move |device| {
            device.is_active()
                && self.member(device.principal).is_some_and(|member| member.roles().hold_keys_of(compartment))
        })
    }

    /// What the control log says of the author of an entry: judged at the point that the entry names, or later where a
    /// change of roles or the removal of the device says from which entry on it counts.
    pub fn authority(
        &self,
        device: DeviceIndex,
        seq: Seq,
        control: &Hash,
        actor: PrincipalId,
    ) -> Result<Authority, Refusal> {
        let device = self.device(device).ok_or(Refusal::UnknownDevice)?;
        let named = *self.places.get(control).ok_or(Refusal::UnknownControl)?;
        if device.principal != actor {
            return Err(Refusal::ForeignActor);
        }
        if device.removed.is_some_and(|(_, cutoff)| seq > cutoff) {
            return Err(Refusal::DeviceRemoved);
        }
        let member = self.member(actor).ok_or(Refusal::NoRole)?;
        let judged = member
            .cutoffs
            .iter()
            .filter(|(index, cutoffs)| *index > named && seq > cutoffs.of(device.index))
            .map(|(index, _)| *index)
            .max()
            .unwrap_or(named);
        let roles = member.roles_at(judged);
        if roles.is_empty() { Err(Refusal::NoRole) } else { Ok(Authority { principal: actor, roles }) }
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

    fn device_mut(&mut self, index: DeviceIndex) -> Option<&mut Device> {
        self.devices.get_mut(index.0 as usize)
    }

    /// A device by the hash of its public keys.
    pub fn device_by_id(&self, id: &Hash) -> Option<&Device> {
        self.by_id.get(id).and_then(|index| self.device(*index))
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
