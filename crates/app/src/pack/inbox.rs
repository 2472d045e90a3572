//! This unit's inbox key, to be given to other prisons, and theirs, as somebody types it.

use api::InboxView;
use casework::Right;
use casework::pre_release::PackRecipient;
use ledger::Compartment;
use pack::inbox::{InboxAddress, InboxError};
use store::StoreError;

use crate::error::AppError;
use crate::found::called;
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

/// A unit's inbox key for a screen, with the code that two people compare.
pub(crate) fn inbox_view(inbox: &InboxAddress) -> InboxView {
    InboxView { prison: called(inbox.prison()).to_owned(), key: inbox.to_string(), code: inbox.code().to_string() }
}

/// For whom a pack is that is sealed to a unit, unless somebody in it is named.
pub fn unit_recipient(unit: &InboxAddress) -> PackRecipient {
    PackRecipient {
        name: String::new(),
        team: format!("Offender management unit, {}", called(unit.prison())),
        email: String::new(),
        phone: String::new(),
    }
}
