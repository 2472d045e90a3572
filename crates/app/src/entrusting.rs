//! Which computers are given the keys of what is restricted: those of whoever reads it, as far as an administrator gives them. Nobody opens what
//! they have no key for, so this is no matter of what a screen shows.

use api::Held;
use casework::Right;
use ledger::membership::{Device, Member};
use ledger::sealing::withholding;
use ledger::{Compartment, DeviceIndex, Role, Roles};
use store::StoreError;

use crate::clock::rng;
use crate::error::AppError;
use crate::session::Session;
use crate::sync::governing::Decided;

/// What can be withheld.
const RESTRICTED: Compartment = Compartment::Restricted;

/// What is withheld from a computer that is not to have what is restricted.
pub(crate) fn withheld(restricted: bool) -> Option<Compartment> {
    (!restricted).then_some(RESTRICTED)
}

/// Refuses to give what nobody with these roles reads.
pub(crate) fn demand_readers(restricted: bool, roles: Roles) -> Result<(), AppError> {
    if !restricted || roles.hold_keys_of(RESTRICTED) {
        return Ok(());
    }
    let readers: Vec<&str> = Right::ReadRestricted.roles().iter().map(|role| role.title()).collect();
    let remedy = format!("These read it: {}.", readers.join(", "));
    Err(AppError::input("Their roles read nothing restricted.", remedy).at("restricted"))
}

impl Session {
    /// Gives a device of the unit the keys of what is restricted, or withholds them: new ones are in force at once, which it is given or not.
    /// What it had until then, it still reads.
    pub async fn entrust(&mut self, device: DeviceIndex, restricted: bool) -> Result<(), AppError> {
        let decided = self.decides_to_entrust(device, restricted).await?;
        self.carry_out(decided).await
    }

    /// The decision to do so.
    pub(crate) async fn decides_to_entrust(&self, device: DeviceIndex, restricted: bool) -> Result<Decided, AppError> {
        self.demand(Right::ManageStaff)?;
        let membership = self.membership();
        let found = membership.device(device).filter(|device| device.is_active());
        let found = found
            .ok_or_else(|| AppError::input("This device is not in use.", "See the list of devices.").at("device"))?;
        let roles = self.roles_of(found);
        if roles.has(Role::Administrator) {
            return Err(AppError::input(
                "An administrator’s computer has every key, because it hands them out.",
                "Take the role from them first, if they are not to have it.",
            )
            .at("device"));
        }
        demand_readers(restricted, roles)?;
        if found.withheld == withheld(restricted) {
            return Err(AppError::input("It is so already.", "There is nothing to do.").at("device"));
        }
        let act = withholding(&mut rng(), membership, self.record.ring(), device, withheld(restricted))
            .map_err(StoreError::from)?;
        self.decided(act).await
    }

    /// How a device stands with what is restricted.
    pub(crate) fn holds_restricted(&self, device: &Device) -> Held {
        let roles = self.roles_of(device);
        match (roles.hold_keys_of(RESTRICTED), device.withheld.is_none()) {
            _ if roles.has(Role::Administrator) => Held::Administrator,
            (true, true) => Held::Given,
            (true, false) => Held::Withheld,
            (false, true) => Held::Foreseen,
            (false, false) => Held::NotTheirs,
        }
    }

    fn roles_of(&self, device: &Device) -> Roles {
        self.membership().member(device.principal).map_or(Roles::NONE, Member::roles)
    }
}
