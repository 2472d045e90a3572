//! How a device shows that a request is its own: a signature over what it asks, so that there is no token to steal.

use std::fmt;
use std::str::FromStr;

use crypto::{Hash, Signature};

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

/// The scheme of the header.
const SCHEME: &str = "Throughcare-1";

/// What a device signs of a request. `target`: path and query, as they stand in the request. `body`: the hash of what is sent.
pub fn request_message(device: Hash, at: i64, method: &str, target: &str, body: &[u8]) -> Vec<u8> {
    let body = crypto::derive_hash(crypto::Context::Request, &[body]);
    crate::encode(&(device, at, method, target, body))
}

impl fmt::Display for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SCHEME} {} {} {}", self.device, self.at, self.signature)
    }
}

impl FromStr for Credential {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split(' ');
        let mut next = || parts.next().ok_or(());
        if next()? != SCHEME {
            return Err(());
        }
        let device = next()?.parse().map_err(|_| ())?;
        let at = next()?.parse().map_err(|_| ())?;
        let signature = next()?.parse().map_err(|_| ())?;
        if parts.next().is_some() {
            return Err(());
        }
        Ok(Self { device, at, signature })
    }
}
