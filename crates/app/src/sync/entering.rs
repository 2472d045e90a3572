//! A device that goes on from another one's record: one of a restored backup, which comes into the unit as soon as the server answers, and one on a
//! computer that was set back or copied, which goes on under new keys.

use std::sync::Arc;

use crypto::{DeviceKeys, Passphrase, PassphraseCost, ProfileSecrets, RecoveryKey};
use ledger::sealing::{Pen, succession};
use store::StoreError;
use store::entering::Successor;
use store::sync::Trouble;
use sync::{End, Outcome, Room};

use super::failing::{not_connected, removed, unfinished};
use super::keeping::{round, rounds};
use super::recovering::recovery_key;
use super::signed_in::{Alone, SignedIn, held};
use crate::clock::rng;
use crate::error::AppError;
use crate::session::Session;
use crate::undo::Acts;
use crate::unlock::opened;

impl Session {
    /// Brings the admission of a device that goes on from another one's record to the server, if the unit has one. Where it does not answer now, or
    /// nobody here can let the device in, later rounds see to it.
    pub(crate) async fn come_in(&mut self, recovery: Option<RecoveryKey>) -> Result<(), AppError> {
        if self.record.entering().is_none() || !self.is_connected().await? {
            return Ok(());
        }
        let outcome = round(&Alone::with(self), recovery.map(Arc::new).as_ref()).await?;
        tracing::info!(end = ?outcome.end, "a device goes on from another one's record");
        Ok(())
    }

    /// The same by the words of the recovery key, where nobody else lets it in.
    pub async fn come_in_by(&mut self, words: &str) -> Result<Outcome, AppError> {
        if self.record.entering().is_none() {
            return Err(AppError::input("This device is in the unit.", "There is nothing to do."));
        }
        if !self.is_connected().await? {
            return Err(not_connected());
        }
        let key = recovery_key(words)?;
        if key.public() != *self.membership().recovery() {
            let error = AppError::input("This is not the recovery key of this unit.", "Check the sheet's unit.");
            return Err(error.at("words"));
        }
        let outcome = round(&Alone::with(self), Some(&Arc::new(key))).await?;
        unfinished(&outcome.end)?;
        self.sync().await
    }

    /// Goes on under new keys, because the record on this computer was set back or copied. What was written here and is not at the server goes up as
    /// the new device's, as it was written and when; where the server cannot be reached just then, with a later round.
    pub async fn renew(&mut self, passphrase: &Passphrase) -> Result<Outcome, AppError> {
        renew(&Alone::with(self), passphrase).await
    }

    /// The same, once the record has what the server has.
    async fn go_on_under_new_keys(&mut self, passphrase: &Passphrase) -> Result<(), AppError> {
        let given = Passphrase::new(passphrase.reveal());
        let was = opened(&self.profile, &self.keystore, &self.card, given, self.now()).await;
        let ProfileSecrets { database, device: former } = was.map_err(|error| error.at("passphrase"))?;
        let own = self.record.own_device().ok_or_else(removed)?;
        let (membership, device) = (self.membership(), DeviceKeys::make(&mut rng()));
        let (this, at) = ((own.principal, &device), self.now().as_millisecond());
        let pen = Pen::Device(&former);
        let admitted = succession(&mut rng(), membership, &pen, this, own.computer.as_deref(), at);
        let admitted = admitted.map_err(StoreError::from)?;
        let vault = self.keystore.load(self.card.profile).await?;
        let secrets = ProfileSecrets { database, device };
        let wrapped = secrets.wrap(&mut rng(), &vault, passphrase, PassphraseCost::standard());
        // They lie beside those that are in force until the record goes on under them: whoever stops in between finds the right ones.
        self.profile.write_next_keys(&wrapped.map_err(StoreError::from)?)?;
        let successor = Successor { device: secrets.device, admitted: &admitted, former: Some(&former) };
        let moved = self.record.go_on_as(&mut rng(), successor).await?;
        self.profile.take_next_keys()?;
        self.acts = Acts::default();
        tracing::info!(moved, "this device goes on under new keys");
        Ok(())
    }
}

/// Goes on under new keys where somebody is signed in. No other round may go on meanwhile: it would have begun under the old ones.
pub(crate) async fn renew<S: SignedIn + Room>(at: &S, passphrase: &Passphrase) -> Result<Outcome, AppError> {
    // What the server has of this device's log comes first.
    match rounds(at).await?.end {
        End::Trouble(Trouble::SetBack) => {}
        end => {
            unfinished(&end)?;
            let message = "The record on this computer was neither set back nor copied.";
            return Err(AppError::input(message, "There is nothing to do."));
        }
    }
    held(at).await?.go_on_under_new_keys(passphrase).await?;
    rounds(at).await
}
