//! What one guess at a passphrase or at a code that is read aloud costs, and the function that makes it cost that: Argon2id (RFC 9106).

use crate::{CryptoError, Passphrase, secret::Secret};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use zeroize::Zeroizing;

/// Bytes of the salt.
pub(crate) const SALT: usize = 16;

/// Argon2id parameters, between a floor (weaker would make guessing cheap) and a ceiling (more would let a planted file
/// exhaust the computer).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassphraseCost {
    m_kib: u32,
    t: u32,
    p: u32,
}

/// Nothing weaker than the standard is made or accepted.
const FLOOR: PassphraseCost = PassphraseCost { m_kib: 64 * 1024, t: 3, p: 1 };
/// 1 GiB, 16 passes, 8 lanes: more than anybody would set, yet not enough to bring an office computer down.
const CEILING: PassphraseCost = PassphraseCost { m_kib: 1024 * 1024, t: 16, p: 8 };

impl PassphraseCost {
    /// 64 MiB, three passes, one lane: RFC 9106's second recommendation with one lane instead of four, since this build
    /// of the function has one thread.
    pub const fn standard() -> Self {
        FLOOR
    }

    /// `m_kib` of memory in KiB, `t` passes, `p` lanes.
    ///
    /// # Errors
    /// `WeakParameters` below 64 MiB, 3 passes or 1 lane; `Malformed` above 1 GiB, 16 passes or 8 lanes.
    pub fn new(m_kib: u32, t: u32, p: u32) -> Result<Self, CryptoError> {
        if m_kib < FLOOR.m_kib || t < FLOOR.t || p < FLOOR.p {
            return Err(CryptoError::WeakParameters);
        }
        if m_kib > CEILING.m_kib || t > CEILING.t || p > CEILING.p {
            return Err(CryptoError::Malformed("the passphrase parameters ask for more than a computer should give"));
        }
        Ok(Self { m_kib, t, p })
    }

    /// What a form fixes for ever, whatever passphrases cost.
    pub(crate) const fn fixed(m_kib: u32, t: u32, p: u32) -> Self {
        Self { m_kib, t, p }
    }

    /// Memory in KiB.
    pub const fn m_kib(self) -> u32 {
        self.m_kib
    }

    /// Passes over the memory.
    pub const fn t(self) -> u32 {
        self.t
    }

    /// Lanes.
    pub const fn p(self) -> u32 {
        self.p
    }

    /// Stretches a passphrase to 32 bytes.
    pub(crate) fn derive_secret(self, passphrase: &Passphrase, salt: &[u8; SALT]) -> Result<Secret, CryptoError> {
        self.stretch(passphrase.as_bytes(), salt)
    }

    /// Stretches bytes to 32. The working memory, which tells about them, is wiped.
    pub(crate) fn stretch(self, bytes: &[u8], salt: &[u8]) -> Result<Secret, CryptoError> {
        const REFUSED: CryptoError = CryptoError::Malformed("the passphrase function refused its parameters");
        let params = Params::new(self.m_kib, self.t, self.p, Some(32)).map_err(|_| REFUSED)?;
        let mut memory = Zeroizing::new(Vec::new());
        memory
            .try_reserve_exact(params.block_count())
            .map_err(|_| CryptoError::Malformed("the passphrase parameters ask for more memory than there is"))?;
        memory.resize(params.block_count(), Block::new());
        let function = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        Secret::filled(|output| {
            function.hash_password_into_with_memory(bytes, salt, output, memory.as_mut_slice()).map_err(|_| REFUSED)
        })
    }
}
