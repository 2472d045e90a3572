//! A case that goes to another prison, and one that comes from there: what is written of it, and what a case keeps of it. What came from another
//! unit stays that unit's: its authors, its times and its places in that unit's order, of which only the number of the device is another here.

use std::collections::BTreeMap;

use crypto::{AgreementKey, Hash};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::{Compartment, DeviceIndex, Position, PrincipalId, Roles, VersionVector};
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use crate::case::Holding;
use crate::cbor;
use crate::event::identifiers;
use crate::stamp::Mark;

identifiers! {
    /// A case's move from one prison to another.
    TransferId;
}

/// From here on devices are another unit's: no unit admits so many of its own. What came restricted has numbers of its own, so that those who
/// cannot read it count alike.
const ELSEWHERE: u32 = 1 << 30;
const ELSEWHERE_RESTRICTED: u32 = ELSEWHERE | 1 << 29;

/// A case was sent to another prison. From then on it is read here and not written in, until it comes back.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct CaseSent {
    /// Which move.
    #[n(0)]
    pub id: TransferId,
    /// To which unit: the hash of its founding entry.
    #[n(1)]
    pub unit: Hash,
    /// The code of its prison.
    #[n(2)]
    pub prison: String,
    /// Why.
    #[n(3)]
    pub why: String,
    /// How many entries of the case's history go with it.
    #[n(4)]
    pub entries: u32,
    /// The last day on which it is read here.
    #[n(5)]
    #[cbor(with = "cbor::date")]
    pub readable_until: Date,
    /// The inbox of that unit: whichever device posts something of it, seals it to this.
    #[n(6)]
    pub inbox: AgreementKey,
}

/// A case that was sent to another prison, and that this has not taken, was called back. From then on it is here again.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct CaseCalledBack {
    /// Which move.
    #[n(0)]
    pub id: TransferId,
    /// Why.
    #[n(1)]
    pub why: String,
}

/// Somebody of another unit, as that unit calls them.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PersonElsewhere {
    /// Who.
    #[n(0)]
    pub person: PrincipalId,
    /// Their name.
    #[n(1)]
    pub name: String,
}

/// An event of another unit, as it stood there, with what that unit's control log says of its author.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct EventElsewhere {
    /// Which unit: the hash of its founding entry.
    #[n(0)]
    pub unit: Hash,
    /// The hash of the entry that it is in, which a seal of its device covers.
    #[n(1)]
    pub entry: Hash,
    /// Where it stands in that unit's order, with that unit's number of the device.
    #[n(2)]
    pub at: Position,
    /// Who wrote it.
    #[n(3)]
    pub author: PrincipalId,
    /// What they were there then.
    #[n(4)]
    pub roles: Roles,
    /// When it happened, in milliseconds since 1970, UTC.
    #[n(5)]
    pub occurred: i64,
    /// When it was written down, in milliseconds since 1970, UTC, by the device's clock.
    #[n(6)]
    pub recorded: i64,
    /// Which version of the case its author was looking at, with that unit's numbers of devices.
    #[n(7)]
    pub base: VersionVector,
    /// The number of its kind.
    #[n(8)]
    pub kind: u16,
    /// The version of its body.
    #[n(9)]
    pub schema: u8,
    /// Its body.
    #[n(10)]
    pub body: ByteVec,
}

/// A part of a case came from another prison: events of one compartment, in the order of that unit's record.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct CaseReceived {
    /// Which move.
    #[n(0)]
    pub id: TransferId,
    /// From which unit: the hash of its founding entry.
    #[n(1)]
    pub unit: Hash,
    /// The code of its prison.
    #[n(2)]
    pub prison: String,
    /// Who sent it there.
    #[n(3)]
    pub sent_by: PrincipalId,
    /// When.
    #[n(4)]
    #[cbor(with = "cbor::instant")]
    pub sent: Timestamp,
    /// Why.
    #[n(5)]
    pub why: String,
    /// The hash of the whole bundle as its sender signed it.
    #[n(6)]
    pub bundle: Hash,
    /// The people whom the events name.
    #[n(7)]
    pub people: Vec<PersonElsewhere>,
    /// The events.
    #[n(8)]
    pub events: Vec<EventElsewhere>,
}

/// What a case keeps of its moves.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Moves {
    /// The move by which it left; nothing: it is here.
    #[n(0)]
    pub sent: Option<Sent>,
    /// The moves by which it came.
    #[n(1)]
    pub came: BTreeMap<TransferId, Came>,
    /// Devices of other units that wrote in the general compartment.
    #[n(2)]
    general: Devices,
    /// The same of the restricted one.
    #[n(3)]
    restricted: Devices,
    /// Whether this unit has taken it, and the prison system has not said since where the person is.
    #[n(4)]
    pub taken: bool,
    /// Who holds which post in units from which it came, as far as is known here: nobody of them holds one here.
    #[n(5)]
    pub(crate) posts: Vec<Holding>,
}

/// Devices of other units, each by its unit and its number there: here they count on from a number that no device of this unit has.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
struct Devices {
    #[n(0)]
    known: Vec<(Hash, DeviceIndex)>,
    /// How far their logs have come, by their numbers here.
    #[n(1)]
    seen: VersionVector,
}

/// That a case has left.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Sent {
    /// Which move.
    #[n(0)]
    pub id: TransferId,
    /// To which unit.
    #[n(1)]
    pub unit: Hash,
    /// The code of its prison.
    #[n(2)]
    pub prison: String,
    /// The last day on which it is read here.
    #[n(3)]
    #[cbor(with = "cbor::date")]
    pub readable_until: Date,
    /// Why.
    #[n(4)]
    pub why: String,
    /// Who sent it, when.
    #[n(5)]
    pub mark: Mark,
    /// What [`Moves::taken`] would be if it had not left.
    #[n(6)]
    pub taken: bool,
    /// The inbox of that unit.
    #[n(7)]
    pub inbox: AgreementKey,
}

/// That a case has come.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Came {
    /// From which unit.
    #[n(0)]
    pub unit: Hash,
    /// The code of its prison.
    #[n(1)]
    pub prison: String,
    /// How many events of it are here.
    #[n(2)]
    pub events: u32,
    /// Who took it, when.
    #[n(3)]
    pub mark: Mark,
}

impl Moves {
    /// The prison system has said where the person is: no more than that counts.
    pub(crate) fn hear_where(&mut self) {
        self.taken = false;
        if let Some(sent) = &mut self.sent {
            sent.taken = false;
        }
    }

    /// How far the log of another unit's device has come, in a compartment.
    pub fn of(&self, unit: &Hash, device: DeviceIndex, compartment: Compartment) -> u64 {
        let devices = match compartment {
            Compartment::General => &self.general,
            Compartment::Restricted => &self.restricted,
        };
        devices.place(unit, device).map_or(0, |place| devices.seen.of(number(compartment, place)))
    }

    const fn devices(&mut self, compartment: Compartment) -> &mut Devices {
        match compartment {
            Compartment::General => &mut self.general,
            Compartment::Restricted => &mut self.restricted,
        }
    }

    /// Notes how far a log has come, by its number here.
    pub(crate) fn see(&mut self, compartment: Compartment, device: DeviceIndex, seq: u64) {
        self.devices(compartment).seen.see(device, seq);
    }

    /// The number that a device of another unit has here.
    pub(crate) fn device(&mut self, compartment: Compartment, unit: &Hash, device: DeviceIndex) -> DeviceIndex {
        let devices = self.devices(compartment);
        let place = devices.place(unit, device).unwrap_or_else(|| {
            devices.known.push((*unit, device));
            devices.known.len() - 1
        });
        number(compartment, place)
    }
}

impl Devices {
    fn place(&self, unit: &Hash, device: DeviceIndex) -> Option<usize> {
        self.known.iter().position(|(of, index)| of == unit && *index == device)
    }
}

fn number(compartment: Compartment, place: usize) -> DeviceIndex {
    let first = match compartment {
        Compartment::General => ELSEWHERE,
        Compartment::Restricted => ELSEWHERE_RESTRICTED,
    };
    DeviceIndex(first.saturating_add(u32::try_from(place).unwrap_or(u32::MAX)))
}
