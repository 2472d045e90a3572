//! What several targets start from: a fictional unit, the same on every run.

use crypto::{DeviceKeys, RecoveryKey};
use ledger::control::SignedControl;
use ledger::sealing::{self, Newcomer};
use ledger::{Membership, PrincipalId, Role, Roles};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

/// A random source that is the same on every run.
pub fn rng(seed: u8) -> ChaCha20Rng {
    ChaCha20Rng::from_seed([seed; 32])
}

/// A person by number.
pub fn person(number: u8) -> PrincipalId {
    PrincipalId(uuid::Uuid::from_bytes([number; 16]))
}

/// Reads a message of which only one spelling is to be taken.
pub fn message<T>(bytes: &[u8]) -> Option<T>
where
    T: for<'b> minicbor::Decode<'b, ()> + minicbor::Encode<()>,
{
    let message = ledger::wire::read::<T>(bytes)?;
    assert_eq!(ledger::wire::write(&message), bytes, "one message has two spellings");
    Some(message)
}

/// A unit that Ada has founded.
pub struct Founded {
    /// Ada's device.
    pub ada: DeviceKeys,
    /// The recovery key.
    pub recovery: RecoveryKey,
    /// The founding entry.
    pub founding: SignedControl,
    /// The unit.
    pub membership: Membership,
}

impl Founded {
    /// Founds it.
    pub fn new() -> Self {
        let mut rng = rng(1);
        let ada = DeviceKeys::make(&mut rng);
        let recovery = RecoveryKey::make(&mut rng);
        let roles = Roles::NONE.with(Role::Administrator);
        let founder = Newcomer { principal: person(1), name: "Ada Pike", roles };
        let founding =
            sealing::found(&mut rng, &ada, &recovery.public(), "LEI", &founder, 0).expect("it can be founded");
        let membership = Membership::found(&founding).expect("it is founded");
        Self { ada, recovery, founding, membership }
    }
}

impl Default for Founded {
    fn default() -> Self {
        Self::new()
    }
}
