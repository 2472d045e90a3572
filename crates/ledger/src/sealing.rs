//! Writing: sealing an entry, signing a log's end, founding a unit, admitting people and devices. And opening what was sealed.

use crypto::Purpose;
use crypto::{CryptoError, DeviceKeys, DevicePublic, EpochKey, Hash, Kid, RecoveryKey, RecoveryPublic, Signature};
use rand_core::CryptoRng;

use crate::chain::Tip;
use crate::content::Content;
pub use crate::control::Application;
use crate::control::{
    Act, Admission, ControlEntry, Envelope, EpochStart, Founding, Person, Recipient, SignedControl, Signer,
    envelope_info, possession_message,
};
use crate::header::{Class, Header, VERSION, entry_hash, payload_hash, seal_message};
use crate::identity::{Compartment, PrincipalId, UnitId};
use crate::membership::Membership;
use crate::ring::{KeyRing, wrap_info};

/// An entry as it is stored and sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedEntry {
    /// The header, read.
    pub header: Header,
    /// The header's bytes.
    pub header_bytes: Vec<u8>,
    /// The sealed payload.
    pub payload: Vec<u8>,
    /// The entry's hash.
    pub hash: Hash,
}

/// Where a new entry goes.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The unit.
    pub unit: UnitId,
    /// The device.
    pub device: Hash,
    /// The end of its log.
    pub tip: Tip,
    /// The head of the control log.
    pub control: Hash,
    /// 1 + the highest Lamport number seen.
    pub lamport: u64,
}

/// Seals one entry under an epoch key.
pub fn seal_entry<R: CryptoRng + ?Sized>(
    rng: &mut R,
    place: &Place,
    (kid, key): (Kid, &EpochKey),
    class: Class,
    content: &Content,
) -> Result<SealedEntry, CryptoError> {
    let mut header = Header {
        version: VERSION,
        unit: place.unit,
        device: place.device,
        seq: place.tip.seq + 1,
        prev: place.tip.hash,
        control: place.control,
        kid,
        payload_hash: place.tip.hash,
        payload_len: 0,
        class,
        lamport: place.lamport,
    };
    let payload = key.seal_payload(rng, &header.associated_data(), &content.to_bytes())?;
    header.payload_hash = payload_hash(&payload);
    header.payload_len = u32::try_from(payload.len()).map_err(|_| CryptoError::Malformed("an entry of over 4 GiB"))?;
    let header_bytes = header.to_bytes();
    let hash = entry_hash(&header_bytes);
    Ok(SealedEntry { header, header_bytes, payload, hash })
}

/// Opens an entry whose chain was checked.
pub fn open_entry(header: &Header, payload: &[u8], key: &EpochKey) -> Result<Content, CryptoError> {
    let plain = key.open_payload(&header.associated_data(), payload)?;
    Content::from_bytes(&plain).ok_or(CryptoError::Malformed("the inside of an entry"))
}

/// Signs a device's log up to an entry.
pub fn sign_seal(keys: &DeviceKeys, unit: UnitId, device: Hash, seq: u64, hash: Hash) -> Signature {
    keys.sign(Purpose::Seal, &seal_message(unit, device, seq, hash))
}

/// Who signs a new control entry.
pub enum Pen<'a> {
    /// A device.
    Device(&'a DeviceKeys),
    /// Whoever holds the recovery key.
    Recovery(&'a RecoveryKey),
}

/// Founds a unit: the founding entry, signed.
pub fn found<R: CryptoRng + ?Sized>(
    rng: &mut R,
    keys: &DeviceKeys,
    recovery: &RecoveryPublic,
    prison: &str,
    founder: Person,
    at: i64,
) -> Result<SignedControl, CryptoError> {
    let device = keys.public();
    let mut epochs = Vec::new();
    for compartment in Compartment::ALL {
        let key = EpochKey::make(rng);
        epochs.push(start_epoch(rng, compartment, &key, None, [&device], recovery)?);
    }
    let founding = Founding { prison: prison.to_owned(), founder, device, recovery: *recovery, epochs };
    let entry = ControlEntry {
        version: VERSION,
        unit: None,
        index: 0,
        prev: None,
        at,
        signer: Signer::Founder,
        act: Act::Found(founding),
    };
    let body = entry.to_bytes();
    let signature = keys.sign(Purpose::Control, &body);
    Ok(SignedControl { body: body.into(), signature })
}

/// Signs the next control entry of a unit.
pub fn sign_control(membership: &Membership, pen: &Pen<'_>, at: i64, act: Act) -> Result<SignedControl, CryptoError> {
    let signer = match pen {
        Pen::Recovery(_) => Signer::Recovery,
        Pen::Device(keys) => membership
            .device_by_id(&keys.public().id())
            .map(|device| Signer::Device(device.index))
            .ok_or(CryptoError::Malformed("a device that is not in the unit"))?,
    };
    let entry = ControlEntry {
        version: VERSION,
        unit: Some(membership.unit()),
        index: membership.next_index(),
        prev: Some(membership.head()),
        at,
        signer,
        act,
    };
    let body = entry.to_bytes();
    let signature = match pen {
        Pen::Device(keys) => keys.sign(Purpose::Control, &body),
        Pen::Recovery(key) => key.sign(Purpose::Recovery, &body),
    };
    Ok(SignedControl { body: body.into(), signature })
}

/// A new device's application to a unit.
pub fn apply_for(unit: UnitId, principal: PrincipalId, keys: &DeviceKeys) -> Application {
    let public = keys.public();
    let proof = keys.sign(Purpose::Possession, &possession_message(unit, principal, &public));
    Application { principal, public, proof }
}

/// The admission of a device, with the keys that its owner's roles need, out of the admitter's own ring.
pub fn admission<R: CryptoRng + ?Sized>(
    rng: &mut R,
    membership: &Membership,
    ring: &KeyRing,
    application: Application,
) -> Result<Admission, CryptoError> {
    let Application { principal, public, proof } = application;
    let roles = membership
        .member(principal)
        .map(crate::membership::Member::roles)
        .ok_or(CryptoError::Malformed("a person who is not in the unit"))?;
    let to = Recipient::Device(public.id());
    let mut envelopes = Vec::new();
    for compartment in Compartment::ALL.into_iter().filter(|compartment| roles.hold_keys_of(*compartment)) {
        let (kid, key) = ring.current(membership, compartment).ok_or(CryptoError::CannotOpen)?;
        let sealed = key.seal_to(rng, &public.agreement, &envelope_info(kid, &to))?;
        envelopes.push(Envelope { kid, to: to.clone(), sealed: sealed.into() });
    }
    Ok(Admission { principal, public, proof, envelopes })
}

/// New keys for compartments, given to those who hold them once `gone` has gone.
pub fn rotate<R: CryptoRng + ?Sized>(
    rng: &mut R,
    membership: &Membership,
    ring: &KeyRing,
    compartments: impl IntoIterator<Item = Compartment>,
    stays: impl Fn(&crate::membership::Device, Compartment) -> bool,
) -> Result<Vec<EpochStart>, CryptoError> {
    let mut rotations = Vec::new();
    for compartment in compartments {
        let before = ring.current(membership, compartment).ok_or(CryptoError::CannotOpen)?;
        let key = EpochKey::make(rng);
        let to: Vec<_> = membership.holders(compartment).filter(|d| stays(d, compartment)).map(|d| d.public).collect();
        rotations.push(start_epoch(rng, compartment, &key, Some(before), &to, membership.recovery())?);
    }
    Ok(rotations)
}

fn start_epoch<'a, R: CryptoRng + ?Sized>(
    rng: &mut R,
    compartment: Compartment,
    key: &EpochKey,
    before: Option<(Kid, &EpochKey)>,
    devices: impl IntoIterator<Item = &'a DevicePublic>,
    recovery: &RecoveryPublic,
) -> Result<EpochStart, CryptoError> {
    let kid = key.kid();
    let mut envelopes = Vec::new();
    let devices = devices.into_iter().map(|device| (Recipient::Device(device.id()), device.agreement));
    for (to, agreement) in devices.chain([(Recipient::Recovery, recovery.agreement)]) {
        let sealed = key.seal_to(rng, &agreement, &envelope_info(kid, &to))?;
        envelopes.push(Envelope { kid, to, sealed: sealed.into() });
    }
    let previous = match before {
        Some((previous, old)) => Some(key.wrap_previous(rng, old, &wrap_info(previous))?.into()),
        None => None,
    };
    Ok(EpochStart { compartment, kid, envelopes, previous })
}
