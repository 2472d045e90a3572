//! How a device shows that a request is its own: a signature over what it asks, so that there is no token to steal.

use std::fmt;
use std::str::FromStr;

use crypto::{Hash, Signature};

use super::PROTOCOL;

/// How far the clocks of a device and the server may differ, in milliseconds. It bounds for how long an overheard request can be repeated;
/// repeating one changes nothing.
pub const CLOCK_TOLERANCE: i64 = 5 * 60 * 1000;

/// Who asks, when, and the signature over what is asked. As text it is the value of the header `Authorization`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// The device: the hash of its public keys.
    pub device: Hash,
    /// When, in milliseconds since 1970, UTC, by the server's clock as far as the device knows it.
    pub at: i64,
    /// The device's signature over [`request_message`].
    pub signature: Signature,
}

/// The scheme of the header, with the version of the protocol behind it.
const SCHEME: &str = "Throughcare-";

/// What a device signs of a request. `target`: path and query, as they stand in the request. `body`: what is sent, byte for byte, so
/// after it was compressed.
pub fn request_message(device: Hash, at: i64, method: &str, target: &str, body: &[u8]) -> Vec<u8> {
    let body = crypto::derive_hash(crypto::Context::Request, &[body]);
    crate::encode(&(device, at, method, target, body))
}

impl fmt::Display for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SCHEME}{PROTOCOL} {} {} {}", self.device, self.at, self.signature)
    }
}

/// Why the text is no credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CredentialError {
    /// It is one of another version of the protocol.
    #[error("it is of another version of the protocol")]
    OtherVersion,
    /// It is none.
    #[error("it is no credential")]
    Unreadable,
}

impl FromStr for Credential {
    type Err = CredentialError;

    /// Reads exactly what `Display` writes.
    fn from_str(text: &str) -> Result<Self, CredentialError> {
        const UNREADABLE: CredentialError = CredentialError::Unreadable;
        let mut parts = text.strip_prefix(SCHEME).ok_or(UNREADABLE)?.split(' ');
        let version: u8 = parts.next().and_then(|part| part.parse().ok()).ok_or(UNREADABLE)?;
        if version != PROTOCOL {
            return Err(CredentialError::OtherVersion);
        }
        let mut next = || parts.next().ok_or(UNREADABLE);
        let device = next()?.parse().map_err(|_| UNREADABLE)?;
        let at = next()?.parse().map_err(|_| UNREADABLE)?;
        let signature = next()?.parse().map_err(|_| UNREADABLE)?;
        let credential = Self { device, at, signature };
        // One credential has one spelling: `+5` and `005` are numbers too.
        if parts.next().is_some() || credential.to_string() != text { Err(UNREADABLE) } else { Ok(credential) }
    }
}
