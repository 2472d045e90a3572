//! What the others know about a device and about the recovery key: their public halves.
//!
//! Both are CBOR maps with integer keys, as they stand in the control log.

use crate::{AgreementKey, Context, Hash, VerifyKey, derive_hash};

/// The public half of a device's keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct DevicePublic {
    /// Checks what the device signed.
    #[n(0)]
    pub verify: VerifyKey,
    /// Epoch keys are sealed to this.
    #[n(1)]
    pub agreement: AgreementKey,
    /// Random, new whenever a profile is set up anew: a device restored from an old backup becomes another device
    /// instead of repeating its sequence numbers.
    #[cbor(n(2), with = "crate::fixed::field")]
    pub incarnation: [u8; 16],
}

impl DevicePublic {
    /// The device's identifier: a hash of everything above, so that nobody can put another key under the same name.
    pub fn id(&self) -> Hash {
        derive_hash(Context::Device, &[self.verify.as_bytes(), self.agreement.as_bytes(), &self.incarnation])
    }
}

/// The public half of a unit's recovery key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct RecoveryPublic {
    /// Checks what was signed with the recovery key.
    #[n(0)]
    pub verify: VerifyKey,
    /// Every epoch's key and every backup's database key is sealed to this too.
    #[n(1)]
    pub agreement: AgreementKey,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says so by failing")]

    use super::{DevicePublic, RecoveryPublic};
    use crate::{AgreementKey, VerifyKey};

    fn device() -> DevicePublic {
        DevicePublic {
            verify: VerifyKey::from_bytes([1; 32]),
            agreement: AgreementKey::from_bytes([2; 32]),
            incarnation: [3; 16],
        }
    }

    #[test]
    fn comes_back_from_cbor() {
        let bytes = minicbor::to_vec(device()).unwrap();
        assert_eq!(bytes.first(), Some(&0xa3));
        assert_eq!(minicbor::decode::<DevicePublic>(&bytes).unwrap(), device());

        let recovery = RecoveryPublic { verify: device().verify, agreement: device().agreement };
        let bytes = minicbor::to_vec(recovery).unwrap();
        assert_eq!(minicbor::decode::<RecoveryPublic>(&bytes).unwrap(), recovery);
    }

    #[test]
    fn every_field_is_part_of_the_identifier() {
        let id = device().id();
        assert_ne!(DevicePublic { verify: VerifyKey::from_bytes([9; 32]), ..device() }.id(), id);
        assert_ne!(DevicePublic { agreement: AgreementKey::from_bytes([9; 32]), ..device() }.id(), id);
        assert_ne!(DevicePublic { incarnation: [9; 16], ..device() }.id(), id);
    }
}
