//! The handover pack: its content as data, what changed between two of them, and the sealed file that leaves the prison.
//!
//! It knows neither casework nor the record nor how a page is laid out: whoever assembles a pack gives it rows and words, and whoever
//! prints it gives the finished PDF. `docs/pack.md` says how the pack stands in the product, `docs/pack-schema.md` what each field means.
//!
//! Not among the pure crates: what it draws itself comes from a random source that is given, but the library that encrypts the PDF draws
//! from one of its own (`seal`).

#![forbid(unsafe_code)]

pub mod content;
pub mod difference;
pub mod envelope;
pub mod fingerprint;
pub mod inbox;
#[cfg(feature = "pdf")]
pub mod seal;
pub mod words;

#[cfg(feature = "pdf")]
mod attachment;
mod base32;

/// How large a file is opened at most, in bytes.
pub const LIMIT: usize = 32 << 20;
