//! This unit's inbox key, to be given to other prisons, and theirs, as somebody types it.

use casework::Right;
use casework::pre_release::PackRecipient;
use ledger::Compartment;
use pack::inbox::{InboxAddress, InboxError};
use store::StoreError;

use crate::error::AppError;
use crate::found::prison_name;
use crate::session::Session;

impl Session {
    /// To whom other prisons seal packs for this unit, and send cases. Its key is not a secret; that it is this unit's is what the code shows, read out on
    /// the telephone.
    pub fn inbox(&self) -> Result<InboxAddress, AppError> {
        self.demand(Right::SealPack)?;
        let inbox = self.record.ring().inbox(self.membership());
        let inbox = inbox.ok_or(StoreError::NoKey(Compartment::Restricted.word()))?;
        Ok(InboxAddress::new(self.prison(), self.membership().unit().0, inbox.public()))
    }
}

/// The inbox key of another unit, as it was sent.
pub fn inbox_address(typed: &str) -> Result<InboxAddress, AppError> {
    typed.parse().map_err(|error: InboxError| AppError::input(error.to_string(), "Nothing was sealed or sent."))
}

/// For whom a pack is that is sealed to a unit, unless somebody in it is named.
pub fn unit_recipient(unit: &InboxAddress) -> PackRecipient {
    let prison = match prison_name(unit.prison()) {
        "" => unit.prison(),
        name => name,
    };
    PackRecipient {
        name: String::new(),
        team: format!("Offender management unit, {prison}"),
        email: String::new(),
        phone: String::new(),
    }
}
