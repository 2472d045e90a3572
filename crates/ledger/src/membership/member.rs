//! Who and what belongs to a unit: people, devices, keys.

use std::collections::{BTreeMap, BTreeSet};

use crypto::{DevicePublic, Hash, Kid};

use crate::chain::{ChainError, Tip};
use crate::control::{ControlError, Mark, Person};
use crate::identity::{Compartment, DeviceIndex, PrincipalId, Role, Roles, Seq};
use crate::version::VersionVector;
use crate::words::SealedText;

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub principal: PrincipalId,
    /// Their name; blank until somebody with the keys has read the names.
    pub name: String,
    /// The same as it stands in the control log.
    pub(super) sealed_name: SealedText,
    /// What they were from which control entry on.
    roles: Vec<(u32, Roles)>,
    /// Entries of their devices beyond these numbers are judged by the roles at the control entry beside them.
    pub(super) cutoffs: Vec<(u32, VersionVector)>,
}

impl Member {
    pub(super) fn new(person: Person, index: u32) -> Self {
        let Person { principal, name, roles } = person;
        Self { principal, name: String::new(), sealed_name: name, roles: vec![(index, roles)], cutoffs: Vec::new() }
    }

    /// What they are now.
    pub fn roles(&self) -> Roles {
        self.roles.last().map_or(Roles::NONE, |(_, roles)| *roles)
    }

    /// Whether they were ever just that.
    pub fn held(&self, roles: Roles) -> bool {
        self.roles.iter().any(|(_, were)| *were == roles)
    }

    pub(super) fn roles_at(&self, control: u32) -> Roles {
        let after = self.roles.partition_point(|(index, _)| *index <= control);
        after.checked_sub(1).and_then(|at| self.roles.get(at)).map_or(Roles::NONE, |(_, roles)| *roles)
    }

    /// Changes what they are. Whoever loses a role keeps it for what the administrator had seen of them, which may be nothing.
    pub(super) fn set_roles(&mut self, index: u32, roles: Roles, cutoffs: VersionVector) {
        let before = self.roles();
        self.roles.push((index, roles));
        if !cutoffs.is_empty() || before.iter().any(|role| !roles.has(role)) {
            self.cutoffs.push((index, cutoffs));
        }
    }

    /// The place of the last change of roles that came in between, where an entry names an older one and was not among what had been seen:
    /// unless an administrator lets it count.
    pub(super) fn overtaking(&self, device: &Device, seq: Seq, named: u32) -> Option<u32> {
        if device.accepted.contains(&seq) {
            return None;
        }
        let overtakes = |(index, cutoffs): &&(u32, VersionVector)| *index > named && seq > cutoffs.of(device.index);
        self.cutoffs.iter().filter(overtakes).map(|(index, _)| *index).max()
    }

    /// The least that had been seen of a device at a change of roles. One that was admitted later names it, and is not cut off by it.
    pub(super) fn cut_off_beyond(&self, device: &Device) -> Option<Seq> {
        let since = self.cutoffs.iter().filter(|(index, _)| *index > device.admitted_at);
        since.map(|(_, cutoffs)| cutoffs.of(device.index)).min()
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
    /// What its computer is called; nothing if nobody said, or until somebody with the keys has read the names.
    pub computer: Option<String>,
    /// The same as it stands in the control log.
    pub(super) sealed_computer: Option<SealedText>,
    /// The control entry that admitted it, where its own log begins.
    pub admitted_by: Hash,
    /// The place of that entry.
    pub admitted_at: u32,
    /// Where its log ends to count: the control entry that removed it, and its last entry that counts.
    pub removed: Option<(u32, Seq)>,
    /// Whether it went on under new keys.
    pub replaced: bool,
    /// The compartment whose keys it is not given.
    pub withheld: Option<Compartment>,
    /// The entries of its log that an administrator named by their hashes: under these numbers nothing else counts.
    pub(super) marks: BTreeMap<Seq, Hash>,
    /// Entries beyond the last one that counts, or that was seen at a change of roles, which an administrator lets count.
    pub(super) accepted: BTreeSet<Seq>,
}

impl Device {
    /// A device with nothing to its name, on its way to a place in the order. `by`: the control entry that admits it, and its place.
    pub(super) fn new(principal: PrincipalId, public: DevicePublic, by: (Hash, u32)) -> Self {
        Self {
            index: DeviceIndex(0),
            id: public.id(),
            principal,
            public,
            computer: None,
            sealed_computer: None,
            admitted_by: by.0,
            admitted_at: by.1,
            removed: None,
            replaced: false,
            withheld: None,
            marks: BTreeMap::new(),
            accepted: BTreeSet::new(),
        }
    }

    /// Where its log begins.
    pub const fn start(&self) -> Tip {
        Tip::start(self.admitted_by, self.admitted_at)
    }

    /// Checks that the log has the entries that administrators named: the last one that was seen of a removed device, and the branch of a
    /// fork that counts. Whoever kept a device's keys could otherwise write other entries under the numbers that count.
    pub fn check_end(&self, tip: &Tip) -> Result<(), ChainError> {
        match self.marks.get(&tip.seq) {
            Some(hash) if tip.hash != *hash => Err(ChainError::NotTheOneSeen),
            _ => Ok(()),
        }
    }

    /// Whether it is neither removed nor replaced.
    pub const fn is_active(&self) -> bool {
        self.removed.is_none() && !self.replaced
    }

    /// Whether it is given the keys of a compartment, its owner being that. An administrator's device is given all of them, because it hands them
    /// out.
    pub fn is_given(&self, compartment: Compartment, roles: Roles) -> bool {
        is_given(self.withheld, compartment, roles)
    }

    /// Whether an entry is beyond the last one that counts of a removed device, and nobody lets it count all the same.
    pub fn is_late(&self, seq: Seq) -> bool {
        self.removed.is_some_and(|(_, cutoff)| seq > cutoff) && !self.accepted.contains(&seq)
    }

    /// The entries of its log that administrators named by their hashes, in the order of their numbers.
    pub fn marks(&self) -> impl Iterator<Item = Mark> {
        self.marks.iter().map(|(seq, hash)| Mark { seq: *seq, hash: *hash })
    }

    /// The last entry that an administrator named. A device whose own log does not reach so far lacks entries, and must not write under their
    /// numbers.
    pub fn last_mark(&self) -> Option<Mark> {
        self.marks.last_key_value().map(|(seq, hash)| Mark { seq: *seq, hash: *hash })
    }

    /// Names an entry of its log.
    pub(super) fn mark(&mut self, Mark { seq, hash }: Mark) -> Result<(), ControlError> {
        match self.marks.insert(seq, hash) {
            Some(before) if before != hash => Err(ControlError::Contradiction),
            _ => Ok(()),
        }
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

/// That an administrator refused a device that asked to come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TurnedAway {
    /// The place of the control entry that says so.
    pub place: u32,
    /// When it says that it was made, in milliseconds since 1970.
    pub at: i64,
}

/// Whether a device from which something is withheld is given the keys of a compartment, its owner being that.
pub(crate) fn is_given(withheld: Option<Compartment>, compartment: Compartment, roles: Roles) -> bool {
    roles.hold_keys_of(compartment) && (withheld != Some(compartment) || roles.has(Role::Administrator))
}
