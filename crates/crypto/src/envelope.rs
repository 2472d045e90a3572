//! Envelopes: a secret of 32 bytes, a letter, or a device's keys, sealed to a public key so that only its holder can take it out.
//!
//! HPKE (RFC 9180), base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305, empty associated data.
//! A holder keeps a seed of 32 bytes, from which RFC 9180's DeriveKeyPair makes the key pair.
//! Form: `enc (32) ‖ ciphertext ‖ tag (16)`, the ciphertext as long as what is inside. The `info` is `label ‖ 0x00 ‖ caller's info`. Base mode says nothing
//! about the sender: whoever carries the envelope (a control entry, a backup's manifest) is what must be signed.

use crate::{AgreementKey, CryptoError, secret::Secret};
use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable,
    aead::{AeadTag, ChaCha20Poly1305},
    inout::InOutBuf,
    kdf::HkdfSha256,
    kem::X25519HkdfSha256,
    single_shot_open_inout_detached, single_shot_seal_inout_detached_with_rng,
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

type PublicKey = <X25519HkdfSha256 as Kem>::PublicKey;
type EncappedKey = <X25519HkdfSha256 as Kem>::EncappedKey;

const ENC: usize = 32;
const TAG: usize = 16;

/// What is inside; the envelope of one kind does not open as the other.
#[derive(Clone, Copy)]
pub(crate) enum Content {
    /// An epoch key, to a device or to the recovery key.
    Epoch,
    /// A backup's database key, to the recovery key.
    Database,
    /// A handover pack's key, to another unit's inbox.
    Pack,
    /// A letter, to a device.
    Letter,
    /// The keys of a device, to the one that takes its place.
    Device,
}

impl Content {
    const fn label(self) -> &'static str {
        match self {
            Self::Epoch => "throughcare/epoch-envelope/v1",
            Self::Database => "throughcare/database-envelope/v1",
            Self::Pack => "throughcare/pack-envelope/v1",
            Self::Letter => "throughcare/letter/v1",
            Self::Device => "throughcare/device-envelope/v1",
        }
    }

    fn bind(self, info: &[u8]) -> Vec<u8> {
        [self.label().as_bytes(), &[0], info].concat()
    }
}

/// The public key that belongs to an agreement seed.
pub(crate) fn derive_agreement_key(seed: &Secret) -> AgreementKey {
    let (_, public) = X25519HkdfSha256::derive_keypair(seed.expose());
    AgreementKey::from_bytes(public.to_bytes().into())
}

/// Seals `secret` to `to`.
pub(crate) fn seal<R: CryptoRng + ?Sized>(
    rng: &mut R,
    to: &AgreementKey,
    content: Content,
    info: &[u8],
    secret: &Secret,
) -> Result<Vec<u8>, CryptoError> {
    seal_bytes(rng, to, content, info, secret.expose())
}

/// Seals bytes of any length to `to`.
pub(crate) fn seal_bytes<R: CryptoRng + ?Sized>(
    mut rng: &mut R,
    to: &AgreementKey,
    content: Content,
    info: &[u8],
    plain: &[u8],
) -> Result<Vec<u8>, CryptoError> {
    // an agreement key of small order makes the shared secret zero, which the library refuses
    const UNUSABLE: CryptoError = CryptoError::Malformed("nothing can be sealed to this agreement key");
    let to = PublicKey::from_bytes(to.as_bytes()).map_err(|_| UNUSABLE)?;
    let mut ciphertext = vec![0; plain.len()];
    let body = InOutBuf::new(plain, ciphertext.as_mut_slice()).map_err(|_| UNUSABLE)?;
    let (enc, tag) = single_shot_seal_inout_detached_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &to,
        &content.bind(info),
        body,
        &[],
        &mut rng,
    )
    .map_err(|_| UNUSABLE)?;
    Ok([enc.to_bytes().as_slice(), &ciphertext, &tag.to_bytes()].concat())
}

/// Opens what [`seal`] made, with the agreement seed that belongs to `to`.
pub(crate) fn open(seed: &Secret, content: Content, info: &[u8], envelope: &[u8]) -> Result<Secret, CryptoError> {
    if envelope.len() != ENC + 32 + TAG {
        return Err(CryptoError::Malformed("an envelope is 80 bytes"));
    }
    Secret::filled(|secret| open_into(seed, content, info, envelope, secret))
}

/// Opens what [`seal_bytes`] made.
pub(crate) fn open_bytes(
    seed: &Secret,
    content: Content,
    info: &[u8],
    envelope: &[u8],
) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
    let mut plain = Zeroizing::new(vec![0; envelope.len().saturating_sub(ENC + TAG)]);
    open_into(seed, content, info, envelope, &mut plain)?;
    Ok(plain)
}

/// Opens an envelope into a buffer that is just as long as what is inside.
fn open_into(
    seed: &Secret,
    content: Content,
    info: &[u8],
    envelope: &[u8],
    plain: &mut [u8],
) -> Result<(), CryptoError> {
    let parts = envelope
        .split_first_chunk::<ENC>()
        .and_then(|(enc, rest)| Some((enc, rest.split_last_chunk::<TAG>()?)))
        .filter(|(_, (ciphertext, _))| ciphertext.len() == plain.len());
    let Some((enc, (ciphertext, tag))) = parts else {
        return Err(CryptoError::Malformed("an envelope is 48 bytes longer than what is inside"));
    };
    let enc = EncappedKey::from_bytes(enc).map_err(|_| CryptoError::CannotOpen)?;
    let tag = AeadTag::from_bytes(tag).map_err(|_| CryptoError::CannotOpen)?;
    let (private, _) = X25519HkdfSha256::derive_keypair(seed.expose());
    let body = InOutBuf::new(ciphertext, plain).map_err(|_| CryptoError::CannotOpen)?;
    single_shot_open_inout_detached::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &private,
        &enc,
        &content.bind(info),
        body,
        &[],
        &tag,
    )
    .map_err(|_| CryptoError::CannotOpen)
}
