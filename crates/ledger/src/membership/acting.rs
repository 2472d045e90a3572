//! Taking entries of the control log, or refusing them: whether an entry is in its place, signed by somebody who may, and leaves a unit that
//! can go on. A refused one leaves no trace.

use std::collections::HashMap;

use crypto::{Hash, Kid, Purpose};

use super::member::is_given;
use super::{Device, Epoch, Member, Membership, TurnedAway};
use crate::control::{
    Act, Admission, ControlEntry, ControlError, EpochStart, Founding, Mark, Person, Recipient, Server, SignedControl,
    Signer, possession_message, prove, replacement_message, unit_of,
};
use crate::header::VERSION;
use crate::identity::{Compartment, DeviceIndex, Role, Roles, Seq};
use crate::wire::SignedHead;
use crate::words::SealedText;

/// A prison's code is three letters; what is longer is something else.
const MOST_PRISON: usize = 8;
/// An address that people could still type.
const MOST_URL: usize = 500;

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
        if prison.len() > MOST_PRISON {
            return Err(ControlError::TooLarge);
        }
        if !founder.roles.has(Role::Administrator) {
            return Err(ControlError::LastAdministrator);
        }
        let head = signed.hash();
        let principal = founder.principal;
        let mut membership = Self {
            unit: unit_of(&signed.body),
            prison,
            recovery,
            heads: vec![head],
            places: HashMap::from([(head, 0)]),
            members: vec![Member::new(founder, 0)],
            devices: Vec::new(),
            by_id: HashMap::new(),
            epochs: Vec::new(),
            envelopes: Vec::new(),
            server: None,
            believed: None,
            required: Vec::new(),
            turned_away: HashMap::new(),
            at: entry.at,
        };
        membership.enter(Device::new(principal, device, (head, 0)));
        let both = epochs.len() == Compartment::ALL.len()
            && Compartment::ALL.iter().all(|c| epochs.iter().any(|epoch| epoch.compartment == *c));
        if !both {
            return Err(ControlError::WrongEnvelopes);
        }
        membership.start_epochs(epochs)?;
        for member in &membership.members {
            membership.check_words(&member.sealed_name)?;
        }
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
        if entry.version < self.required() {
            return Err(ControlError::OlderVersion);
        }
        self.check_signature(&entry, signed)?;
        // A refused entry must leave no trace: it is tried on a copy. Control logs are short.
        let mut next = self.clone();
        let head = signed.hash();
        let index = entry.index;
        next.at = entry.at;
        next.heads.push(head);
        next.places.insert(head, index);
        next.perform(entry.act, head, index)?;
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

    fn perform(&mut self, act: Act, head: Hash, index: u32) -> Result<(), ControlError> {
        match act {
            Act::Found(_) => Err(ControlError::OutOfPlace),
            Act::AddMember(person) => self.hire(person, index),
            Act::SetRoles { principal, roles, cutoffs, rotations } => {
                let lost = self.lost_by(principal, roles);
                let member =
                    self.members.iter_mut().find(|m| m.principal == principal).ok_or(ControlError::UnknownMember)?;
                member.set_roles(index, roles, cutoffs);
                self.keep_an_administrator()?;
                demand_rotations(lost, &rotations)?;
                self.start_epochs(rotations)
            }
            Act::AddDevice(admission) => {
                let message = possession_message(self.unit, &admission.public);
                self.admit(admission, &message, (head, index))
            }
            Act::RemoveDevice { device, cutoff, reason, rotations, last } => {
                let last = last.map(|hash| Mark { seq: cutoff, hash });
                self.remove(device, (index, cutoff), last, rotations)?;
                self.check_words(&reason)
            }
            Act::RotateEpoch { rotations, reason } => {
                self.start_epochs(rotations)?;
                self.check_words(&reason)
            }
            Act::ReplaceDevice { device, admission } => {
                let old = self.device_mut(device)?;
                // Nor does a device by this come to keys that an administrator withholds from it.
                let is_the_same = old.principal == admission.principal && old.withheld == admission.withheld;
                if !is_the_same || !old.is_active() {
                    return Err(ControlError::NoAuthority);
                }
                old.replaced = true;
                let replaced = old.id;
                let message = replacement_message(self.unit, &admission.public, replaced);
                self.admit(admission, &message, (head, index))
            }
            Act::Server(server) => self.move_to(server),
            Act::Require { version } => {
                if version <= self.required() {
                    return Err(ControlError::NothingToDecide);
                }
                self.required.push((index, version));
                Ok(())
            }
            Act::Resolve { device, counts } => self.resolve(device, counts),
            Act::AcceptLate { device, entries, reason } => {
                self.accept_late(device, entries)?;
                self.check_words(&reason)
            }
            Act::Refuse { device, reason } => {
                if self.by_id.contains_key(&device) {
                    return Err(ControlError::Already);
                }
                self.turned_away.insert(device, TurnedAway { place: index, at: self.at });
                self.check_words(&reason)
            }
            Act::Withhold { device, withheld, rotations } => {
                let changed = self.withhold(device, withheld)?;
                demand_rotations(changed, &rotations)?;
                self.start_epochs(rotations)
            }
            Act::Believe { head, reason } => {
                self.believe(&head)?;
                self.check_words(&reason)
            }
        }
    }

    fn hire(&mut self, person: Person, index: u32) -> Result<(), ControlError> {
        if self.member(person.principal).is_some() {
            return Err(ControlError::Already);
        }
        self.check_words(&person.name)?;
        self.members.push(Member::new(person, index));
        Ok(())
    }

    /// Admits a device that signed a message. `by`: the control entry and its place.
    fn admit(&mut self, admission: Admission, message: &[u8], by: (Hash, u32)) -> Result<(), ControlError> {
        let Admission { principal, public, proof, envelopes, computer, withheld } = admission;
        let roles = self.member(principal).ok_or(ControlError::UnknownMember)?.roles();
        let id = public.id();
        if self.by_id.contains_key(&id) {
            return Err(ControlError::Already);
        }
        prove(&public, message, &proof)?;
        demand_withholdable(withheld)?;
        let device = Device { sealed_computer: computer, withheld, ..Device::new(principal, public, by) };
        let mut due: Vec<Kid> = Compartment::ALL
            .into_iter()
            .filter(|compartment| device.is_given(*compartment, roles))
            .filter_map(|compartment| self.current_epoch(compartment).map(|epoch| epoch.kid))
            .collect();
        due.sort_unstable();
        let mut given: Vec<Kid> = envelopes.iter().map(|envelope| envelope.kid).collect();
        given.sort_unstable();
        if due != given || envelopes.iter().any(|envelope| envelope.to != Recipient::Device(id)) {
            return Err(ControlError::WrongEnvelopes);
        }
        if let Some(words) = &device.sealed_computer {
            self.check_words(words)?;
        }
        self.envelopes.extend(envelopes);
        self.enter(device);
        Ok(())
    }

    /// Withholds keys from a device, or gives them to it. Returns the compartments that another set of devices holds with that.
    pub(crate) fn withhold(
        &mut self,
        device: DeviceIndex,
        withheld: Option<Compartment>,
    ) -> Result<Vec<Compartment>, ControlError> {
        demand_withholdable(withheld)?;
        let found = self.device_mut(device)?;
        if !found.is_active() || found.withheld == withheld {
            return Err(ControlError::NothingToDecide);
        }
        let (owner, before) = (found.principal, std::mem::replace(&mut found.withheld, withheld));
        let roles = self.member(owner).map_or(Roles::NONE, Member::roles);
        let changes = |c: &Compartment| is_given(before, *c, roles) != is_given(withheld, *c, roles);
        Ok(Compartment::ALL.into_iter().filter(changes).collect())
    }

    fn enter(&mut self, device: Device) {
        let index = DeviceIndex(u32::try_from(self.devices.len()).unwrap_or(u32::MAX));
        self.by_id.insert(device.id, index);
        self.devices.push(Device { index, ..device });
    }

    /// Removes a device, from a control entry on, after its last entry that counts.
    fn remove(
        &mut self,
        device: DeviceIndex,
        from: (u32, Seq),
        last: Option<Mark>,
        rotations: Vec<EpochStart>,
    ) -> Result<(), ControlError> {
        let removed = self.device_mut(device)?;
        if removed.removed.is_some() {
            return Err(ControlError::Already);
        }
        removed.removed = Some(from);
        if let Some(last) = last {
            removed.mark(last)?;
        }
        let removed = removed.clone();
        self.keep_an_administrator()?;
        let roles = self.member(removed.principal).map_or(Roles::NONE, Member::roles);
        demand_rotations(Compartment::ALL.into_iter().filter(|c| removed.is_given(*c, roles)), &rotations)?;
        self.start_epochs(rotations)
    }

    fn move_to(&mut self, server: Server) -> Result<(), ControlError> {
        let is_address = server.url.starts_with("https://") || server.url.starts_with("http://");
        if !is_address || !server.url.chars().all(|c| c.is_ascii_graphic()) {
            return Err(ControlError::NoAddress);
        }
        if server.url.len() > MOST_URL {
            return Err(ControlError::TooLarge);
        }
        if self.server.as_ref() == Some(&server) {
            return Err(ControlError::NothingToDecide);
        }
        if self.server.as_ref().is_none_or(|before| before.key != server.key) {
            // What another server signed, by another clock, has nothing to do with this one.
            self.believed = None;
        }
        self.server = Some(server);
        Ok(())
    }

    /// Believes the server from one of its statements on: a later one than the one from which on it was believed before.
    fn believe(&mut self, signed: &SignedHead) -> Result<(), ControlError> {
        let server = self.server.as_ref().ok_or(ControlError::NothingToDecide)?;
        let head = signed.verify(&server.key).filter(|head| head.unit == self.unit).ok_or(ControlError::NoStatement)?;
        if self.believed.is_some_and(|before| head.at <= before) {
            return Err(ControlError::NothingToDecide);
        }
        self.believed = Some(head.at);
        Ok(())
    }

    /// Decides which entry counts under a number. Beyond the end of a removed device none does, and what was named once stays.
    fn resolve(&mut self, device: DeviceIndex, counts: Mark) -> Result<(), ControlError> {
        let device = self.device_mut(device)?;
        if counts.seq == 0 || device.is_late(counts.seq) || device.marks.contains_key(&counts.seq) {
            return Err(ControlError::NothingToDecide);
        }
        device.mark(counts)
    }

    /// Lets entries count that a removal or a change of roles cut off.
    fn accept_late(&mut self, device: DeviceIndex, entries: Vec<Mark>) -> Result<(), ControlError> {
        let known = self.device(device).ok_or(ControlError::UnknownDevice)?;
        let in_order = entries.iter().zip(entries.iter().skip(1)).all(|(one, next)| one.seq < next.seq);
        let all = entries.iter().all(|entry| self.may_be_let_count(known, entry.seq));
        if entries.is_empty() || !in_order || !all {
            return Err(ControlError::NothingToDecide);
        }
        let device = self.device_mut(device)?;
        for entry in entries {
            device.mark(entry)?;
            device.accepted.insert(entry.seq);
        }
        Ok(())
    }

    fn keep_an_administrator(&self) -> Result<(), ControlError> {
        if self.administrators().next().is_some() { Ok(()) } else { Err(ControlError::LastAdministrator) }
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

    /// Words are sealed under the general key that is current once the entry counts: whoever it removes does not read why.
    fn check_words(&self, words: &SealedText) -> Result<(), ControlError> {
        let current = self.current_epoch(Compartment::General).map(|epoch| epoch.kid);
        if words.is_sized() && current == Some(words.kid) { Ok(()) } else { Err(ControlError::WrongWords) }
    }

    fn device_mut(&mut self, index: DeviceIndex) -> Result<&mut Device, ControlError> {
        self.devices.get_mut(index.0 as usize).ok_or(ControlError::UnknownDevice)
    }
}

/// Whoever can no longer read a compartment must not be able to read what is written from now on.
fn demand_rotations(
    compartments: impl IntoIterator<Item = Compartment>,
    rotations: &[EpochStart],
) -> Result<(), ControlError> {
    let all = compartments.into_iter().all(|c| rotations.iter().any(|rotation| rotation.compartment == c));
    if all { Ok(()) } else { Err(ControlError::WrongEnvelopes) }
}

/// What is general is withheld from nobody: without it a device could read no name.
fn demand_withholdable(withheld: Option<Compartment>) -> Result<(), ControlError> {
    if withheld == Some(Compartment::General) { Err(ControlError::WrongEnvelopes) } else { Ok(()) }
}
