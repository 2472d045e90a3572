//! What opens a profile on this computer: the vault key (in the OS keyring) *and* the person's passphrase.
//!
//! Both are needed: a stolen disk lacks the vault key, somebody at the unlocked desktop lacks the passphrase. The slot
//! is the file that holds the profile's secrets wrapped under the two.
//!
//! Form, canonical CBOR: `{0: version = 1, 1: memory in KiB, 2: passes, 3: lanes, 4: salt (16), 5: nonce (24),
//! 6: ciphertext ‖ tag (128)}`. Associated data are the slot's own bytes before key 6. The key is
//! `BLAKE3 derive-key("throughcare/profile-slot/v1", vault key ‖ Argon2id(passphrase, salt))`, the plaintext
//! `database key (32) ‖ signing seed (32) ‖ agreement seed (32) ‖ incarnation (16)`.

use crate::{
    AgreementKey, CryptoError, DeviceKeys, Passphrase, PassphraseCost,
    cost::SALT,
    envelope::{self, Content},
    fixed,
    sealed::{self, NONCE, TAG},
    secret::Secret,
};
use data_encoding::{BASE64, HEXLOWER};
use minicbor::{Decoder, Encoder};
use rand_core::CryptoRng;
use std::convert::Infallible;
use zeroize::{ZeroizeOnDrop, Zeroizing};

/// The slot format that this version writes and reads.
const VERSION: u8 = 1;
/// Bytes of the secrets inside.
const PLAINTEXT: usize = 32 + 32 + 32 + 16;
const CIPHERTEXT: usize = PLAINTEXT + TAG;

/// What the OS keyring keeps for a profile: half of what opens it.
pub struct VaultKey(Secret);

/// Its part wipes itself.
impl ZeroizeOnDrop for VaultKey {}

impl VaultKey {
    /// A new profile's vault key. Takes 32 bytes from `rng`.
    pub fn make<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        Self(Secret::make(rng))
    }

    /// For the keyring: 44 characters of base64.
    pub fn to_text(&self) -> Zeroizing<String> {
        encode(&BASE64, self.0.expose(), "", "")
    }

    /// From the keyring.
    ///
    /// # Errors
    /// `Malformed` for anything that [`to_text`](Self::to_text) does not write.
    pub fn from_text(text: &str) -> Result<Self, CryptoError> {
        let malformed = CryptoError::Malformed("the keyring's entry is not a vault key");
        let mut bytes = Zeroizing::new([0; 33]); // what 44 characters of base64 can hold
        if text.len() != BASE64.encode_len(32) {
            return Err(malformed);
        }
        let length = BASE64.decode_mut(text.as_bytes(), bytes.as_mut_slice()).map_err(|_| malformed.clone())?;
        let key = bytes.get(..length).and_then(Secret::copy_of).map(Self).ok_or_else(|| malformed.clone())?;
        // The decoder takes padding in the middle, too: one key has one spelling.
        if *key.to_text() == text { Ok(key) } else { Err(malformed) }
    }
}

/// The key of a profile's SQLCipher database.
pub struct DatabaseKey(Secret);

/// Its part wipes itself.
impl ZeroizeOnDrop for DatabaseKey {}

impl DatabaseKey {
    /// A new database's key. Takes 32 bytes from `rng`.
    pub fn make<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        Self(Secret::make(rng))
    }

    pub(crate) fn from_secret(secret: Secret) -> Self {
        Self(secret)
    }

    /// The value for `PRAGMA key`: `"x'` 64 hexadecimal digits `'"`, double quotes included. SQLCipher takes this form
    /// as the raw key and skips its own passphrase function.
    pub fn to_pragma(&self) -> Zeroizing<String> {
        encode(&HEXLOWER, self.0.expose(), "\"x'", "'\"")
    }

    /// Seals the key to the recovery key, for a backup's recovery slot: an HPKE envelope of 80 bytes, opened by
    /// [`RecoveryKey::open_database_key`](crate::RecoveryKey::open_database_key) with the same `info`.
    ///
    /// # Errors
    /// `Malformed` if `to` is not a usable public key.
    pub fn seal_to<R: CryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        to: &AgreementKey,
        info: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        envelope::seal(rng, to, Content::Database, info, &self.0)
    }
}

/// Writes secret bytes as text in one allocation, so that no shorter copy is left behind.
fn encode(encoding: &data_encoding::Encoding, bytes: &[u8], before: &str, after: &str) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(before.len() + encoding.encode_len(bytes.len()) + after.len()));
    text.push_str(before);
    encoding.encode_append(bytes, &mut text);
    text.push_str(after);
    text
}

/// Everything that a profile needs to be opened and to act as its device.
pub struct ProfileSecrets {
    /// Opens the database.
    pub database: DatabaseKey,
    /// Signs, and receives epoch keys.
    pub device: DeviceKeys,
}

/// Its parts wipe themselves.
impl ZeroizeOnDrop for ProfileSecrets {}

impl ProfileSecrets {
    /// Wraps the secrets into a slot, under a new salt and nonce (40 bytes from `rng`). Takes as long as the passphrase
    /// function does, a fraction of a second at the standard cost: not for a thread that draws a screen.
    ///
    /// # Errors
    /// `Malformed` if there is not enough memory for the passphrase function.
    pub fn wrap<R: CryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        vault: &VaultKey,
        passphrase: &Passphrase,
        cost: PassphraseCost,
    ) -> Result<Vec<u8>, CryptoError> {
        let mut header = Header { cost, salt: [0; SALT], nonce: [0; NONCE] };
        rng.fill_bytes(&mut header.salt);
        rng.fill_bytes(&mut header.nonce);
        let key = header.derive_key(vault, passphrase)?;

        let mut slot = header.encode()?;
        let aad = slot.clone();
        slot.extend_from_slice(&CIPHERTEXT_FIELD);
        sealed::append_encrypted(&mut slot, &key, &header.nonce, &aad, &self.to_plaintext())?;
        Ok(slot)
    }

    /// Opens a slot.
    ///
    /// # Errors
    /// `CannotOpen` for the wrong vault key or passphrase, or an altered slot: which of them cannot be told.
    /// `NewerVersion`, `WeakParameters` and `Malformed` (which includes excessive parameters) are told before the
    /// passphrase function runs.
    pub fn unwrap(bytes: &[u8], vault: &VaultKey, passphrase: &Passphrase) -> Result<Self, CryptoError> {
        let (header, aad, ciphertext) = Header::decode(bytes)?;
        let key = header.derive_key(vault, passphrase)?;
        let plaintext = sealed::decrypt(&key, &header.nonce, aad, ciphertext)?;
        Self::from_plaintext(&plaintext).ok_or(CryptoError::Malformed("a slot with other contents than a profile's"))
    }

    fn to_plaintext(&self) -> Zeroizing<Vec<u8>> {
        let (signing, agreement, incarnation) = self.device.expose();
        let mut plaintext = Zeroizing::new(Vec::with_capacity(PLAINTEXT));
        plaintext.extend_from_slice(self.database.0.expose());
        plaintext.extend_from_slice(signing);
        plaintext.extend_from_slice(agreement);
        plaintext.extend_from_slice(incarnation);
        plaintext
    }

    fn from_plaintext(plaintext: &[u8]) -> Option<Self> {
        let (database, rest) = plaintext.split_at_checked(32)?;
        let (signing, rest) = rest.split_at_checked(32)?;
        let (agreement, incarnation) = rest.split_at_checked(32)?;
        let device = DeviceKeys::from_parts(
            &Secret::copy_of(signing)?,
            Secret::copy_of(agreement)?,
            incarnation.try_into().ok()?,
        );
        Some(Self { database: DatabaseKey(Secret::copy_of(database)?), device })
    }
}

/// Key 6 and the header of a byte string of [`CIPHERTEXT`] bytes.
const CIPHERTEXT_FIELD: [u8; 3] = [0x06, 0x58, CIPHERTEXT as u8];

/// What a slot says in the clear.
struct Header {
    cost: PassphraseCost,
    salt: [u8; SALT],
    nonce: [u8; NONCE],
}

impl Header {
    fn derive_key(&self, vault: &VaultKey, passphrase: &Passphrase) -> Result<Secret, CryptoError> {
        let stretched = self.cost.derive_secret(passphrase, &self.salt)?;
        Ok(Secret::derive("throughcare/profile-slot/v1", &[&vault.0, &stretched]))
    }

    /// The slot's bytes before key 6, with room for the rest.
    fn encode(&self) -> Result<Vec<u8>, CryptoError> {
        let mut encoder = Encoder::new(Vec::with_capacity(96 + CIPHERTEXT));
        (|| {
            encoder.map(7)?;
            encoder.u8(0)?.u8(VERSION)?;
            encoder.u8(1)?.u32(self.cost.m_kib())?;
            encoder.u8(2)?.u32(self.cost.t())?;
            encoder.u8(3)?.u32(self.cost.p())?;
            encoder.u8(4)?.bytes(&self.salt)?;
            encoder.u8(5)?.bytes(&self.nonce)?.ok()
        })()
        .map_err(|_: minicbor::encode::Error<Infallible>| CryptoError::Malformed("the slot could not be encoded"))?;
        Ok(encoder.into_writer())
    }

    /// The header, its bytes and the ciphertext. Refuses every form but the canonical one by encoding again.
    fn decode(slot: &[u8]) -> Result<(Self, &[u8], &[u8]), CryptoError> {
        const NO_SLOT: CryptoError = CryptoError::Malformed("the file is not a profile's slot");
        let mut decoder = Decoder::new(slot);
        let version = (|| {
            decoder.map()?;
            expect_key(&mut decoder, 0)?;
            decoder.u8()
        })()
        .map_err(|_| NO_SLOT)?;
        match version {
            VERSION => {}
            0 => return Err(NO_SLOT),
            found => return Err(CryptoError::NewerVersion { found }),
        }
        let ((m_kib, t, p), salt, nonce) = decode_fields(&mut decoder).map_err(|_| NO_SLOT)?;
        let (aad, rest) = slot.split_at_checked(decoder.position()).ok_or(NO_SLOT)?;
        let ciphertext = rest.strip_prefix(&CIPHERTEXT_FIELD).filter(|rest| rest.len() == CIPHERTEXT).ok_or(NO_SLOT)?;
        let header = Self { cost: PassphraseCost::new(m_kib, t, p)?, salt, nonce };
        if header.encode()? != aad {
            return Err(NO_SLOT);
        }
        Ok((header, aad, ciphertext))
    }
}

type Fields = ((u32, u32, u32), [u8; SALT], [u8; NONCE]);

fn decode_fields(decoder: &mut Decoder<'_>) -> Result<Fields, minicbor::decode::Error> {
    expect_key(decoder, 1)?;
    let m_kib = decoder.u32()?;
    expect_key(decoder, 2)?;
    let t = decoder.u32()?;
    expect_key(decoder, 3)?;
    let p = decoder.u32()?;
    expect_key(decoder, 4)?;
    let salt = fixed::decode(decoder)?;
    expect_key(decoder, 5)?;
    Ok(((m_kib, t, p), salt, fixed::decode(decoder)?))
}

fn expect_key(decoder: &mut Decoder<'_>, key: u8) -> Result<(), minicbor::decode::Error> {
    if decoder.u8()? == key { Ok(()) } else { Err(minicbor::decode::Error::message("keys out of order")) }
}
