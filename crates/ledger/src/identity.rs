//! Who and what the ledger speaks of: units, devices, people, roles, compartments and places in the order of events.
//! What a role may do to a case is not decided here: see `casework::rights`.

use std::fmt;

use crypto::Hash;
use minicbor::{Decode, Encode};
use uuid::Uuid;

/// A unit: one prison's offender management unit. The hash of its founding entry, so that it authenticates its founder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode)]
#[cbor(transparent)]
pub struct UnitId(#[n(0)] pub Hash);

/// A member of staff, for as long as they serve in the unit and for ever in its history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PrincipalId(pub Uuid);

impl fmt::Display for PrincipalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<C> Encode<C> for PrincipalId {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.bytes(self.0.as_bytes())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for PrincipalId {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        let bytes: [u8; 16] =
            d.bytes()?.try_into().map_err(|_| minicbor::decode::Error::message("an identifier has 16 bytes"))?;
        Ok(Self(Uuid::from_bytes(bytes)))
    }
}

/// A device's place in the order in which the control log admitted devices, from 0. Short, and the same on every device,
/// because the control log never forks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode)]
#[cbor(transparent)]
pub struct DeviceIndex(#[n(0)] pub u32);

/// The number of an entry in its device's own log, from 1 without gaps.
pub type Seq = u64;

/// Where an event stands in the order that every device computes alike: cause first (`lamport`), then device, then
/// sequence, then its place within the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode)]
pub struct Position {
    /// 1 + the highest number that the author had seen.
    #[n(0)]
    pub lamport: u64,
    /// Whose log.
    #[n(1)]
    pub device: DeviceIndex,
    /// Which entry of that log.
    #[n(2)]
    pub seq: Seq,
    /// Which event of that entry, from 0.
    #[n(3)]
    pub event: u16,
}

/// What a member of staff may be in the unit. One person can hold several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode)]
#[cbor(index_only)]
pub enum Role {
    /// Admits people and devices, sets roles, imports; holds every key, because it hands keys out.
    #[n(0)]
    Administrator,
    /// Imports, corrects facts, chases.
    #[n(1)]
    CaseAdministrator,
    /// Prison offender manager.
    #[n(2)]
    Pom,
    /// Wing officer with a few prisoners to see each week.
    #[n(3)]
    Keyworker,
    /// Head of offender management unit delivery.
    #[n(4)]
    HeadOfOmuDelivery,
    /// Decides release on temporary licence, of every kind.
    #[n(5)]
    Governor,
    /// Lets people out and in.
    #[n(6)]
    GateOfficer,
    /// Reads, and writes nothing.
    #[n(7)]
    Auditor,
    /// Takes the decisions that the governor delegates: standard release on temporary licence.
    #[n(8)]
    DutyManager,
}

impl Role {
    /// Every role, in the order in which screens list them.
    pub const ALL: [Self; 9] = [
        Self::Administrator,
        Self::CaseAdministrator,
        Self::Pom,
        Self::Keyworker,
        Self::HeadOfOmuDelivery,
        Self::Governor,
        Self::DutyManager,
        Self::GateOfficer,
        Self::Auditor,
    ];

    /// The word used on the command line and in exports.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::CaseAdministrator => "case-administrator",
            Self::Pom => "pom",
            Self::Keyworker => "keyworker",
            Self::HeadOfOmuDelivery => "head-of-omu-delivery",
            Self::Governor => "governor",
            Self::DutyManager => "duty-manager",
            Self::GateOfficer => "gate-officer",
            Self::Auditor => "auditor",
        }
    }

    /// The role that a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// How a person would say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::CaseAdministrator => "case administrator",
            Self::Pom => "prison offender manager",
            Self::Keyworker => "keyworker",
            Self::HeadOfOmuDelivery => "head of OMU delivery",
            Self::Governor => "governor",
            Self::DutyManager => "duty manager",
            Self::GateOfficer => "gate officer",
            Self::Auditor => "read-only auditor",
        }
    }
}

/// A set of roles, small enough to copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Encode, Decode)]
#[cbor(transparent)]
pub struct Roles(#[n(0)] u16);

impl Roles {
    /// No role: somebody who has left.
    pub const NONE: Self = Self(0);

    /// Whether the set holds `role`.
    pub const fn has(self, role: Role) -> bool {
        self.0 & (1 << role as u16) != 0
    }

    /// Whether the set holds any of `roles`.
    pub fn has_any(self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.has(*role))
    }

    /// The set with `role` in it.
    #[must_use]
    pub const fn with(self, role: Role) -> Self {
        Self(self.0 | 1 << role as u16)
    }

    /// The roles of the set, in the order of [`Role::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.has(*role))
    }

    /// Whether nothing is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether a device of somebody with these roles is given the keys of a compartment.
    pub fn hold_keys_of(self, compartment: Compartment) -> bool {
        match compartment {
            Compartment::General => !self.is_empty(),
            Compartment::Restricted => {
                self.has_any(&[Role::Administrator, Role::Pom, Role::HeadOfOmuDelivery, Role::Governor])
            }
        }
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        roles.into_iter().fold(Self::NONE, Self::with)
    }
}

/// What an entry is sealed for. A device is given the keys of the compartments that its owner's roles need and of no others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode)]
#[cbor(index_only)]
pub enum Compartment {
    /// Casework.
    #[n(0)]
    General,
    /// Victim contact and intelligence.
    #[n(1)]
    Restricted,
}

impl Compartment {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::General, Self::Restricted];

    /// The compartment's word in exports and error texts.
    pub const fn word(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Restricted => "restricted",
        }
    }
}
