//! The epoch keys that somebody can open: a device's, or those of whoever holds the recovery key.

use std::collections::HashMap;

use crypto::{CryptoError, DeviceKeys, EpochKey, Hash, InboxKey, Kid, RecoveryKey};

use crate::control::{Envelope, Recipient, envelope_info};
use crate::identity::Compartment;
use crate::membership::Membership;
use crate::words::{About, SealedText};

/// Whose key a unit's inbox is derived from: what comes to it is for whoever may read restricted material, whatever is in it.
const INBOX: Compartment = Compartment::Restricted;

/// Keys by their commitment.
#[derive(Clone, Default)]
pub struct KeyRing {
    keys: HashMap<Kid, EpochKey>,
}

impl KeyRing {
    /// The keys that a device holds: those sealed to it, and through them every earlier one of the same compartment.
    pub fn of_device(membership: &Membership, keys: &DeviceKeys) -> Result<Self, CryptoError> {
        let id: Hash = keys.public().id();
        Self::open(membership, &Recipient::Device(id), |envelope, info| keys.open_epoch(envelope, info))
    }

    /// The keys that the recovery key opens.
    pub fn of_recovery(membership: &Membership, key: &RecoveryKey) -> Result<Self, CryptoError> {
        Self::open(membership, &Recipient::Recovery, |envelope, info| key.open_epoch(envelope, info))
    }

    fn open(
        membership: &Membership,
        to: &Recipient,
        open: impl Fn(&[u8], &[u8]) -> Result<EpochKey, CryptoError>,
    ) -> Result<Self, CryptoError> {
        let mut ring = Self::default();
        for Envelope { kid, sealed, .. } in membership.envelopes().iter().filter(|envelope| envelope.to == *to) {
            ring.insert(*kid, open(sealed, &envelope_info(*kid, to))?)?;
        }
        // Newest first, so that each key opens the one before it.
        for epoch in membership.epochs().iter().rev() {
            if let Some((before, wrapped)) = &epoch.previous
                && !ring.keys.contains_key(before)
                && let Some(key) = ring.keys.get(&epoch.kid)
            {
                let previous = key.unwrap_previous(wrapped, &wrap_info(*before))?;
                ring.insert(*before, previous)?;
            }
        }
        Ok(ring)
    }

    fn insert(&mut self, kid: Kid, key: EpochKey) -> Result<(), CryptoError> {
        if key.kid() != kid {
            return Err(CryptoError::CannotOpen);
        }
        self.keys.insert(kid, key);
        Ok(())
    }

    /// The keys of some compartments alone: what somebody sees who holds no others.
    #[must_use]
    pub fn only(&self, membership: &Membership, compartments: &[Compartment]) -> Self {
        let of = |kid: &Kid| membership.compartment_of(kid).is_some_and(|of| compartments.contains(&of));
        let keys = self.keys.iter().filter(|(kid, _)| of(kid));
        Self { keys: keys.map(|(kid, key)| (*kid, key.clone())).collect() }
    }

    /// A key.
    pub fn key(&self, kid: &Kid) -> Option<&EpochKey> {
        self.keys.get(kid)
    }

    /// The key that seals what is written into a compartment now.
    pub fn current(&self, membership: &Membership, compartment: Compartment) -> Option<(Kid, &EpochKey)> {
        let kid = membership.current_epoch(compartment)?.kid;
        self.key(&kid).map(|key| (kid, key))
    }

    /// Sealed words of the control log, if this ring has their key and they are about that.
    pub fn read(&self, words: &SealedText, about: &About) -> Option<String> {
        let key = self.key(&words.kid)?;
        key.open_words(&about.associated_data(words.kid), &words.sealed).ok()
    }

    /// The unit's inbox: to be given to other units.
    pub fn inbox(&self, membership: &Membership) -> Option<InboxKey> {
        self.current(membership, INBOX).map(|(_, key)| key.derive_inbox())
    }

    /// Every inbox of the unit that this ring has the key of, the newest first: what was sealed to an earlier one still opens.
    pub fn inboxes(&self, membership: &Membership) -> Vec<InboxKey> {
        let epochs = membership.epochs().iter().rev().filter(|epoch| epoch.compartment == INBOX);
        epochs.filter_map(|epoch| self.key(&epoch.kid)).map(EpochKey::derive_inbox).collect()
    }
}

/// What a wrapped previous key is bound to.
pub fn wrap_info(previous: Kid) -> Vec<u8> {
    crate::encode(&previous)
}
