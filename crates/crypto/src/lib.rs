//! The one place where raw keys are.
//!
//! Everything here is pure: no file, network, clock or ambient randomness. What is random takes the random source as an
//! argument and is called `make_*` (or `make` on its type); what is computed is called `derive_*`.
//!
//! **Two halves.** Without the feature `keys` there is only what may be known to everybody: [`struct@Hash`] and its contexts,
//! [`Kid`], public keys, verifying a [`Signature`], and padding. A server is built like that, so it has no code to
//! decrypt with; its feature `serve` adds the one secret that it has, [`ServerKey`], which signs and opens nothing.
//! With `keys` come the types that hold secrets. Cargo unites the features of everything it builds in one
//! go: to build the server without `keys`, build it with `-p`, not with `--workspace`.
//!
//! **Secrets** have no `Debug`, no `Serialize` and no getter for their bytes beyond the ones that a named place needs
//! (the OS keyring, the SQLCipher pragma, the printed recovery words). They are on the heap, so that moving a key leaves
//! no copy on the stack, and are wiped when dropped.
//!
//! **Labels.** Each hash, derived key, signature and envelope is bound to a label `throughcare/<what for>/v1`. The same
//! bytes under two labels have nothing in common, so that nothing made for one purpose passes for another. A change in a
//! serialised form gets a new label; `tests/vectors/` holds each form byte for byte.
//!
//! What is *not* here: which header is associated data (the `ledger` crate), who may sign what (the control log), where
//! a wrapped key is stored (the shell).

#![forbid(unsafe_code)]

mod error;
mod fixed;
mod hash;
mod identity;
mod padding;
mod sign;

#[cfg(feature = "keys")]
mod aloud;
#[cfg(feature = "keys")]
mod cost;
#[cfg(feature = "keys")]
mod device;
#[cfg(feature = "keys")]
mod envelope;
#[cfg(feature = "keys")]
mod epoch;
#[cfg(feature = "keys")]
mod head;
#[cfg(feature = "keys")]
mod inbox;
#[cfg(feature = "keys")]
mod join;
#[cfg(feature = "keys")]
mod letter;
#[cfg(feature = "keys")]
mod pack;
#[cfg(feature = "keys")]
mod pair;
#[cfg(feature = "keys")]
mod passphrase;
#[cfg(feature = "keys")]
mod recovery;
#[cfg(feature = "keys")]
mod sealed;
#[cfg(feature = "keys")]
mod secret;
#[cfg(feature = "serve")]
mod server;
#[cfg(feature = "keys")]
mod slot;

pub use error::CryptoError;
pub use hash::{Context, Hash, Kid, derive_hash};
pub use identity::{DevicePublic, RecoveryPublic};
pub use padding::{pad, padded_len, unpad};
pub use sign::{AgreementKey, Purpose, Signature, VerifyKey};

#[cfg(feature = "keys")]
pub use cost::PassphraseCost;
#[cfg(feature = "keys")]
pub use device::DeviceKeys;
#[cfg(feature = "keys")]
pub use epoch::EpochKey;
#[cfg(feature = "keys")]
pub use head::HeadCode;
#[cfg(feature = "keys")]
pub use inbox::InboxKey;
#[cfg(feature = "keys")]
pub use join::JoinCode;
#[cfg(feature = "keys")]
pub use pack::PackKey;
#[cfg(feature = "keys")]
pub use passphrase::Passphrase;
#[cfg(feature = "keys")]
pub use recovery::{RecoveryKey, RecoveryWordsError};
#[cfg(feature = "serve")]
pub use server::ServerKey;
#[cfg(feature = "keys")]
pub use slot::{DatabaseKey, ProfileSecrets, VaultKey};
