//! Who asks: a request is signed by a device of the unit, just now, over what it asks.

use std::net::IpAddr;
use std::sync::Arc;

use bytes::Bytes;
use crypto::{Hash, Purpose, VerifyKey};
use ledger::membership::Device;
use ledger::wire::{CLOCK_TOLERANCE, Credential, RefusalCode, request_message};
use ledger::{Compartment, Membership, Role, Roles, UnitId};

use super::{Office, unknown};
use crate::packing::{Unpacking, unpack};
use crate::rate::neighbourhood;
use crate::refused::Refused;
use crate::shelf::UnitRow;

/// A request as far as it is signed.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The method, in capitals.
    pub method: String,
    /// Path and query, as they stand in the request.
    pub target: String,
    /// The body as it was sent: what the signature covers.
    pub sent: Bytes,
    /// Whether that is compressed.
    pub is_packed: bool,
    /// The device's signature, where there is one.
    pub credential: Option<Credential>,
    /// The address from which it came.
    pub from: IpAddr,
}

/// A device that has shown that it asks.
pub(super) struct Caller {
    /// The device: the hash of its public keys.
    pub(super) device: Hash,
    /// What its owner is in the unit.
    pub(super) roles: Roles,
    /// Whether it still counts.
    pub(super) is_active: bool,
    /// Whether it holds the keys of what is restricted.
    is_trusted: bool,
    /// The unit as it is now.
    pub(super) membership: Arc<Membership>,
    /// How far its logs go.
    pub(super) row: UnitRow,
}

impl Asked {
    /// The body, expanded to what the server takes at once.
    pub(super) fn body(&self, most: usize) -> Result<Bytes, Refused> {
        if !self.is_packed {
            return Ok(self.sent.clone());
        }
        unpack(&self.sent, most).map(Bytes::from).map_err(|error| match error {
            Unpacking::Unreadable => Refused::unreadable(),
            Unpacking::TooLarge => Refused::too_large(most),
        })
    }

    /// The credential, if it is signed at all and not too long ago.
    pub(super) fn credential(&self, now: i64) -> Result<&Credential, Refused> {
        let credential = self.credential.as_ref().ok_or_else(|| {
            unknown("The server answers this to devices of the unit only, and this request was not signed.")
        })?;
        if credential.at.abs_diff(now) > CLOCK_TOLERANCE.unsigned_abs() {
            let words =
                "This computer's clock is more than five minutes from the server's. Set it right, then try again.";
            return Err(Refused::new(RefusalCode::Clock, words));
        }
        Ok(credential)
    }

    /// Checks that the owner of a key signed this.
    pub(super) fn check(&self, credential: &Credential, key: &VerifyKey) -> Result<(), Refused> {
        let message = request_message(credential.device, credential.at, &self.method, &self.target, &self.sent);
        key.verify(Purpose::Request, &message, &credential.signature)
            .map_err(|_| unknown("The request's signature was not made by the device that it names."))
    }
}

impl Caller {
    /// A device that counts.
    pub(super) fn of(device: &Device, membership: Arc<Membership>, row: UnitRow) -> Self {
        let roles = membership.member(device.principal).map_or(Roles::NONE, ledger::membership::Member::roles);
        let is_active = counts(&membership, device);
        let is_trusted = membership.holds(device, Compartment::Restricted);
        Self { device: device.id, roles, is_active, is_trusted, membership, row }
    }

    /// The same, unless it was removed.
    pub(super) fn active(self) -> Result<Self, Refused> {
        if self.is_active { Ok(self) } else { Err(Refused::revoked()) }
    }

    /// The same, if it is an administrator's.
    pub(super) fn administrator(self) -> Result<Self, Refused> {
        let caller = self.active()?;
        if caller.roles.has(Role::Administrator) {
            return Ok(caller);
        }
        Err(unknown("Only an administrator's device may ask this."))
    }

    /// The same, if it holds the keys of what is restricted.
    pub(super) fn trusted(self) -> Result<Self, Refused> {
        let caller = self.active()?;
        if caller.is_trusted {
            return Ok(caller);
        }
        Err(unknown("Only a device that holds the keys of restricted material may do this."))
    }
}

/// Whether a device still counts: it was neither removed nor replaced, and its owner has a role.
pub(super) fn counts(membership: &Membership, device: &Device) -> bool {
    device.is_active() && membership.member(device.principal).is_some_and(|member| !member.roles().is_empty())
}

pub(super) fn too_often(seconds: u32) -> Refused {
    Refused::quota("This was asked too often in a short time. It will be tried again.", seconds)
}

impl Office {
    /// The device of a unit that asks, whether it still counts or not.
    pub(super) async fn caller(&self, unit: &UnitId, asked: &Asked) -> Result<Caller, Refused> {
        let now = self.clock.now();
        if asked.credential.is_none() {
            self.stranger(asked)?;
        }
        let credential = asked.credential(now)?;
        // Where too much came from an address that nobody stood behind, nothing more is looked up for it: but not for a device that has shown
        // itself before, whose neighbours may be at fault.
        if !self.by_device.knows(&credential.device) {
            self.by_address.would_take(&neighbourhood(asked.from), now).map_err(too_often)?;
        }
        let (row, membership) = self.membership(unit).await?;
        let signer = membership
            .device_by_id(&credential.device)
            .ok_or_else(|| unknown("This device is not in the unit. An administrator can admit it."))
            .and_then(|device| asked.check(credential, &device.public.verify).map(|()| device));
        let device = match signer {
            Ok(device) => device,
            Err(refused) => {
                self.stranger(asked)?;
                return Err(refused);
            }
        };
        self.by_device.take(device.id, now).map_err(too_often)?;
        Ok(Caller::of(device, Arc::clone(&membership), row))
    }

    /// A question that nobody signed, whose signature says nothing yet, or does not hold: it counts to the address from which it came.
    pub(super) fn stranger(&self, asked: &Asked) -> Result<(), Refused> {
        self.by_address.take(neighbourhood(asked.from), self.clock.now()).map_err(too_often)
    }

    /// The unit as it is now, folded.
    pub(super) async fn membership(&self, unit: &UnitId) -> Result<(UnitRow, Arc<Membership>), Refused> {
        let mut reading = self.shelf.read().await?;
        let mut connection = reading.connection();
        let row = connection.unit(unit).await?.ok_or_else(|| Refused::absent("unit"))?;
        let membership = self.members.of(&mut connection, unit, &row).await?;
        Ok((row, membership))
    }
}
