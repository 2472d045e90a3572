//! The inbox of a unit: what other units seal handover packs to, so that nobody has to tell words on the telephone.
//!
//! It is derived from an epoch's key. So every device that holds that key opens what comes, a new device does too, none has to be told of
//! it, and whoever loses the key of the next epoch cannot open what is sealed to the inbox of that one.

use crate::{
    AgreementKey, CryptoError, PackKey,
    envelope::{self, Content},
    secret::Secret,
};
use zeroize::ZeroizeOnDrop;

/// The secret half of an inbox.
pub struct InboxKey {
    agreement: Secret,
    agreement_key: AgreementKey,
}

/// Its secret part wipes itself.
impl ZeroizeOnDrop for InboxKey {}

impl InboxKey {
    pub(crate) fn from_secret(agreement: Secret) -> Self {
        let agreement_key = envelope::derive_agreement_key(&agreement);
        Self { agreement, agreement_key }
    }

    /// What the others may know: packs are sealed to this.
    pub fn public(&self) -> AgreementKey {
        self.agreement_key
    }

    /// Takes the key of a handover pack out of an envelope that was sealed to this inbox with the same `info`.
    ///
    /// # Errors
    /// `Malformed` if the envelope is not 80 bytes; `CannotOpen` if it is for another inbox, for other `info`, or altered.
    pub fn open_pack_key(&self, envelope: &[u8], info: &[u8]) -> Result<PackKey, CryptoError> {
        envelope::open(&self.agreement, Content::Pack, info, envelope).map(PackKey::from_secret)
    }
}
