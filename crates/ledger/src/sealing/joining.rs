//! A device on its way into a unit: how it applies, what it tells the administrators of its owner, and what it is admitted with.

use crypto::{CryptoError, DeviceKeys, Hash, Purpose, Signature};
use minicbor::{Decode, Encode};
use rand_core::CryptoRng;

use super::governing::{Pen, Rotations, seal_words, sign_control};
use crate::control::{
    Act, Admission, Application, Envelope, Recipient, SignedControl, envelope_info, possession_message,
    replacement_message,
};
use crate::identity::{Compartment, PrincipalId, UnitId};
use crate::membership::{Member, Membership, is_given};
use crate::ring::KeyRing;
use crate::wire::{Arrival, SealedFor};
use crate::words::About;

/// A new device's application to a unit.
pub fn apply_for(unit: UnitId, keys: &DeviceKeys) -> Application {
    let public = keys.public();
    let proof = keys.sign(Purpose::Possession, &possession_message(unit, &public));
    Application { public, proof }
}

/// The application of a device that takes the place of another one of the same owner.
pub fn apply_to_replace(unit: UnitId, replaced: Hash, keys: &DeviceKeys) -> Application {
    let public = keys.public();
    let proof = keys.sign(Purpose::Possession, &replacement_message(unit, &public, replaced));
    Application { public, proof }
}

/// The admission of somebody's device, with the keys that their roles need, out of the admitter's own ring. `computer`: what it is called.
pub fn admission<R: CryptoRng + ?Sized>(
    rng: &mut R,
    membership: &Membership,
    ring: &KeyRing,
    principal: PrincipalId,
    application: Application,
    computer: Option<&str>,
) -> Result<Admission, CryptoError> {
    admission_without(rng, membership, ring, principal, application, (computer, None))
}

/// The same without the keys of a compartment. An administrator's device is given them all the same.
pub fn admission_without<R: CryptoRng + ?Sized>(
    rng: &mut R,
    membership: &Membership,
    ring: &KeyRing,
    principal: PrincipalId,
    application: Application,
    (computer, withheld): (Option<&str>, Option<Compartment>),
) -> Result<Admission, CryptoError> {
    let Application { public, proof } = application;
    let roles = membership
        .member(principal)
        .map(Member::roles)
        .ok_or(CryptoError::Malformed("a person who is not in the unit"))?;
    let to = Recipient::Device(public.id());
    let mut envelopes = Vec::new();
    for compartment in Compartment::ALL.into_iter().filter(|compartment| is_given(withheld, *compartment, roles)) {
        let (kid, key) = ring.current(membership, compartment).ok_or(CryptoError::CannotOpen)?;
        let sealed = key.seal_to(rng, &public.agreement, &envelope_info(kid, &to))?;
        envelopes.push(Envelope { kid, to: to.clone(), sealed: sealed.into() });
    }
    let computer = match computer {
        Some(computer) => {
            let none = Rotations::none();
            let key = none.key_of_words(membership, ring)?;
            Some(seal_words(rng, key, &About::Computer(public.id()), computer)?)
        }
        None => None,
    };
    Ok(Admission { principal, public, proof, envelopes, computer, withheld })
}

/// The control entry by which a device comes into the unit that goes on from the record of another one: in the place of that one, which signs
/// it, or by the recovery key. `computer`: what it is called. It is given no key that the former was not.
pub fn succession<R: CryptoRng + ?Sized>(
    rng: &mut R,
    membership: &Membership,
    pen: &Pen<'_>,
    (owner, keys): (PrincipalId, &DeviceKeys),
    computer: Option<&str>,
    at: i64,
) -> Result<SignedControl, CryptoError> {
    let unit = membership.unit();
    let (ring, former) = match pen {
        Pen::Device(former) => {
            let known = membership.device_by_id(&former.public().id());
            let known = known.ok_or(CryptoError::Malformed("a device that is not in the unit"))?;
            (KeyRing::of_device(membership, former)?, Some(known))
        }
        Pen::Recovery(key) => (KeyRing::of_recovery(membership, key)?, None),
    };
    let application = former.map_or_else(|| apply_for(unit, keys), |former| apply_to_replace(unit, former.id, keys));
    let withheld = former.and_then(|former| former.withheld);
    let admission = admission_without(rng, membership, &ring, owner, application, (computer, withheld))?;
    let act = match former {
        Some(former) => Act::ReplaceDevice { device: former.index, admission },
        None => Act::AddDevice(admission),
    };
    sign_control(membership, pen, at, act)
}

/// Whose a new device is, in the words that its owner typed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Whose {
    /// Their name.
    #[n(0)]
    pub name: String,
    /// What they call the computer.
    #[n(1)]
    pub computer: String,
}

/// What is in the letter to an administrator: base-mode envelopes say nothing about their sender, so the device signs what it says.
#[derive(Encode, Decode)]
struct Letter {
    #[n(0)]
    whose: Whose,
    #[n(1)]
    signature: Signature,
}

/// What lies at the server for a unit's administrators: an application, and a letter to each of their devices that says whose it is.
pub fn arrive<R: CryptoRng + ?Sized>(
    rng: &mut R,
    membership: &Membership,
    keys: &DeviceKeys,
    whose: &Whose,
) -> Result<Arrival, CryptoError> {
    let unit = membership.unit();
    let application = apply_for(unit, keys);
    let device = application.public.id();
    let signature = keys.sign(Purpose::Arrival, &whose_message(unit, device, whose));
    let letter = crate::encode(&Letter { whose: whose.clone(), signature });
    let mut letters = Vec::new();
    for to in membership.administrators() {
        let sealed = to.public.agreement.seal_letter(rng, &letter_info(unit, device, to.id), &letter)?;
        letters.push(SealedFor { device: to.id, sealed: sealed.into() });
    }
    Ok(Arrival { application: application.to_bytes().into(), whose: letters, at: 0, seen: None })
}

/// Who is at the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applying {
    /// The application, which its device truly made for this unit.
    pub application: Application,
    /// Whose it is, as they say; nothing, if there is no letter for this device that the applying one signed.
    pub whose: Option<Whose>,
}

/// Reads an arrival at an administrator's device. Nothing, if whoever made it does not hold the keys that it names.
pub fn read_arrival(unit: UnitId, keys: &DeviceKeys, arrival: &Arrival) -> Option<Applying> {
    let application = Application::from_bytes(&arrival.application)?;
    application.verify(unit).ok()?;
    let (device, own) = (application.public.id(), keys.public().id());
    let letter = arrival.whose.iter().find(|letter| letter.device == own);
    let opened = letter.and_then(|letter| keys.open_letter(&letter.sealed, &letter_info(unit, device, own)).ok());
    let whose = opened.and_then(|opened| {
        let Letter { whose, signature } = crate::decode_canonical(&opened)?;
        let message = whose_message(unit, device, &whose);
        application.public.verify.verify(Purpose::Arrival, &message, &signature).ok()?;
        Some(whose)
    });
    Some(Applying { application, whose })
}

/// What a letter to an administrator's device is bound to.
fn letter_info(unit: UnitId, applying: Hash, to: Hash) -> Vec<u8> {
    crate::encode(&(unit, applying, to))
}

/// What a device signs of whose it is.
fn whose_message(unit: UnitId, device: Hash, whose: &Whose) -> Vec<u8> {
    crate::encode(&(unit, device, whose))
}
