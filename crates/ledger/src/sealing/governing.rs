//! Founding a unit and going on with its control log: new people, new keys, removals, each with its words sealed as they have to be.

use crypto::{CryptoError, DeviceKeys, DevicePublic, EpochKey, Hash, Kid, Purpose, RecoveryKey, RecoveryPublic};
use rand_core::CryptoRng;

use crate::chain::Tip;
use crate::control::{
    Act, ControlEntry, Envelope, EpochStart, Founding, Mark, Person, Recipient, SignedControl, Signer, envelope_info,
};
use crate::header::VERSION;
use crate::identity::{Compartment, DeviceIndex, PrincipalId, Roles};
use crate::membership::{Device, Member, Membership};
use crate::ring::{KeyRing, wrap_info};
use crate::wire::SignedHead;
use crate::words::{About, SealedText};

/// Who signs a new control entry.
pub enum Pen<'a> {
    /// A device.
    Device(&'a DeviceKeys),
    /// Whoever holds the recovery key.
    Recovery(&'a RecoveryKey),
}

/// Somebody who comes into a unit, with their name as people read it.
#[derive(Debug, Clone, Copy)]
pub struct Newcomer<'a> {
    /// Who.
    pub principal: PrincipalId,
    /// Their name.
    pub name: &'a str,
    /// What they are.
    pub roles: Roles,
}

impl Newcomer<'_> {
    /// With their name sealed under a key.
    fn sealed<R: CryptoRng + ?Sized>(&self, rng: &mut R, key: (Kid, &EpochKey)) -> Result<Person, CryptoError> {
        let Self { principal, name, roles } = *self;
        Ok(Person { principal, name: seal_words(rng, key, &About::Person(principal), name)?, roles })
    }
}

/// Founds a unit: the founding entry, signed.
pub fn found<R: CryptoRng + ?Sized>(
    rng: &mut R,
    keys: &DeviceKeys,
    recovery: &RecoveryPublic,
    prison: &str,
    founder: &Newcomer<'_>,
    at: i64,
) -> Result<SignedControl, CryptoError> {
    let device = keys.public();
    let (general, restricted) = (EpochKey::make(rng), EpochKey::make(rng));
    let mut epochs = Vec::new();
    for (compartment, key) in [(Compartment::General, &general), (Compartment::Restricted, &restricted)] {
        epochs.push(start_epoch(rng, compartment, key, None, [&device], recovery)?);
    }
    let founder = founder.sealed(rng, (general.kid(), &general))?;
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

/// Somebody whom the next control entry admits, their name sealed.
pub fn person<R: CryptoRng + ?Sized>(
    rng: &mut R,
    membership: &Membership,
    ring: &KeyRing,
    newcomer: &Newcomer<'_>,
) -> Result<Person, CryptoError> {
    newcomer.sealed(rng, Rotations::none().key_of_words(membership, ring)?)
}

/// The removal of a device after its last entry that counts, which is the last that was seen of it: new keys of everything that it holds, and
/// the reason under the newest of them, so that whoever is removed does not read it.
pub fn removal<R: CryptoRng + ?Sized>(
    rng: &mut R,
    membership: &Membership,
    ring: &KeyRing,
    device: &Device,
    seen: &Tip,
    why: &str,
) -> Result<Act, CryptoError> {
    let roles = membership.member(device.principal).map_or(Roles::NONE, Member::roles);
    let held = Compartment::ALL.into_iter().filter(|compartment| device.is_given(*compartment, roles));
    let new = rotate(rng, membership, ring, held, |other, _| other.index != device.index)?;
    let reason = new.seal_reason(rng, membership, ring, why)?;
    let last = (seen.seq > 0).then_some(seen.hash);
    Ok(Act::RemoveDevice { device: device.index, cutoff: seen.seq, reason, rotations: new.starts, last })
}

/// New keys of compartments for everybody who holds them.
pub fn rotation<R: CryptoRng + ?Sized>(
    rng: &mut R,
    membership: &Membership,
    ring: &KeyRing,
    compartments: impl IntoIterator<Item = Compartment>,
    why: &str,
) -> Result<Act, CryptoError> {
    let new = rotate(rng, membership, ring, compartments, |_, _| true)?;
    let reason = new.seal_reason(rng, membership, ring, why)?;
    Ok(Act::RotateEpoch { rotations: new.starts, reason })
}

/// Lets entries of a device count that a removal or a change of roles cut off, in the order of their numbers.
pub fn acceptance<R: CryptoRng + ?Sized>(
    rng: &mut R,
    membership: &Membership,
    ring: &KeyRing,
    device: DeviceIndex,
    entries: Vec<Mark>,
    why: &str,
) -> Result<Act, CryptoError> {
    let reason = Rotations::none().seal_reason(rng, membership, ring, why)?;
    Ok(Act::AcceptLate { device, entries, reason })
}

/// Refuses a device that asked to come in. `who`: who it said that it is.
pub fn refusal<R: CryptoRng + ?Sized>(
    rng: &mut R,
    membership: &Membership,
    ring: &KeyRing,
    device: Hash,
    who: &str,
) -> Result<Act, CryptoError> {
    let reason = Rotations::none().seal_reason(rng, membership, ring, who)?;
    Ok(Act::Refuse { device, reason })
}

/// Withholds the keys of a compartment from a device, or gives them to it: with new ones of it, which those hold who hold it then.
pub fn withholding<R: CryptoRng + ?Sized>(
    rng: &mut R,
    membership: &Membership,
    ring: &KeyRing,
    device: DeviceIndex,
    withheld: Option<Compartment>,
) -> Result<Act, CryptoError> {
    let mut then = membership.clone();
    let changed =
        then.withhold(device, withheld).map_err(|_| CryptoError::Malformed("keys that this device has or lacks"))?;
    let rotations = rotate(rng, &then, ring, changed, |_, _| true)?.starts;
    Ok(Act::Withhold { device, withheld, rotations })
}

/// Believes the server again from one of its statements on.
pub fn belief<R: CryptoRng + ?Sized>(
    rng: &mut R,
    membership: &Membership,
    ring: &KeyRing,
    head: SignedHead,
    why: &str,
) -> Result<Act, CryptoError> {
    let reason = Rotations::none().seal_reason(rng, membership, ring, why)?;
    Ok(Act::Believe { head, reason })
}

/// New keys on their way into the control log.
pub struct Rotations {
    /// What the control entry says of them.
    pub starts: Vec<EpochStart>,
    /// The general one of them, if there is one.
    general: Option<EpochKey>,
}

impl Rotations {
    /// No new key.
    pub const fn none() -> Self {
        Self { starts: Vec::new(), general: None }
    }

    /// The general key that is current once these are.
    pub(super) fn key_of_words<'a>(
        &'a self,
        membership: &Membership,
        ring: &'a KeyRing,
    ) -> Result<(Kid, &'a EpochKey), CryptoError> {
        let new = self.general.as_ref().map(|key| (key.kid(), key));
        new.or_else(|| ring.current(membership, Compartment::General)).ok_or(CryptoError::CannotOpen)
    }

    /// Why the next control entry is made, which starts these.
    pub fn seal_reason<R: CryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        membership: &Membership,
        ring: &KeyRing,
        why: &str,
    ) -> Result<SealedText, CryptoError> {
        let key = self.key_of_words(membership, ring)?;
        seal_words(rng, key, &About::Entry(membership.next_index()), why)
    }
}

/// New keys for compartments, given to those of their holders who stay.
pub fn rotate<R: CryptoRng + ?Sized>(
    rng: &mut R,
    membership: &Membership,
    ring: &KeyRing,
    compartments: impl IntoIterator<Item = Compartment>,
    stays: impl Fn(&Device, Compartment) -> bool,
) -> Result<Rotations, CryptoError> {
    let mut new = Rotations::none();
    for compartment in compartments {
        let before = ring.current(membership, compartment).ok_or(CryptoError::CannotOpen)?;
        let key = EpochKey::make(rng);
        let to: Vec<_> = membership.holders(compartment).filter(|d| stays(d, compartment)).map(|d| d.public).collect();
        new.starts.push(start_epoch(rng, compartment, &key, Some(before), &to, membership.recovery())?);
        if compartment == Compartment::General {
            new.general = Some(key);
        }
    }
    Ok(new)
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

/// Seals words of the control log under a general key.
pub(super) fn seal_words<R: CryptoRng + ?Sized>(
    rng: &mut R,
    (kid, key): (Kid, &EpochKey),
    about: &About,
    words: &str,
) -> Result<SealedText, CryptoError> {
    if words.len() > SealedText::MOST_WORDS {
        return Err(CryptoError::Malformed("a name or a reason that is too long"));
    }
    let sealed = key.seal_words(rng, &about.associated_data(kid), words)?;
    Ok(SealedText { kid, sealed: sealed.into() })
}
