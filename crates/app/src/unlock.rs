//! Unlocking: the key store's half and the passphrase together open the profile's keys. Each further wrong try takes longer.

use std::path::Path;
use std::time::Duration;

use crypto::{CryptoError, Passphrase, ProfileSecrets};
use jiff::Timestamp;
use store::Record;

use crate::apart::apart;
use crate::clock::{Clock, random_bytes};
use crate::error::{AppError, Code};
use crate::keystore::Keystore;
use crate::profile::{Card, Profile, Tries};
use crate::session::Session;

/// By how much a clock may be behind the record before it is said: devices are rarely exact.
const CLOCK_SLACK_MILLISECONDS: i64 = 5 * 60 * 1000;

/// So many seconds are waited for in the middle of other work.
const SHORT_WAIT: u64 = 4;

/// Unlocks the profile in a folder. After wrong tries it first waits.
pub async fn unlock(
    folder: &Path,
    keystore: Keystore,
    clock: Box<dyn Clock>,
    passphrase: Passphrase,
) -> Result<Session, AppError> {
    let profile = Profile::open(folder)?;
    let card = profile.card()?;
    check_kind(&card, &keystore)?;
    let seconds = profile.tries().wait(clock.now());
    if seconds > 0 {
        tracing::info!(seconds, "waiting, because of wrong passphrases before");
        tokio::time::sleep(Duration::from_secs(seconds)).await;
    }
    let next = profile.next_keys()?.map(|keys| (keys, Passphrase::new(passphrase.reveal())));
    let mut secrets = opened(&profile, &keystore, &card, passphrase, clock.now()).await?;
    if let Some(next) = next {
        secrets = renewed(&profile, &keystore, &card, secrets, next).await?;
    }
    let ProfileSecrets { database, device } = secrets;
    let record = Record::open(&profile.record_path(), &database, device, random_bytes()).await?;
    Session::begin(record, profile, card, keystore, clock).await
}

/// The keys, by the passphrase. A wrong one is noted.
pub(crate) async fn opened(
    profile: &Profile,
    keystore: &Keystore,
    card: &Card,
    passphrase: Passphrase,
    now: Timestamp,
) -> Result<ProfileSecrets, AppError> {
    let vault = keystore.load(card.profile).await?;
    let (keys, tries) = (profile.keys()?, profile.tries());
    // Deriving a key from a passphrase takes a tenth of a second of one core and 64 MiB: not on a thread that others need.
    let opening = tokio::task::spawn_blocking(move || ProfileSecrets::unwrap(&keys, &vault, &passphrase));
    match opening.await.map_err(|_| store::StoreError::Database("unlocking stopped".to_owned()))? {
        Ok(secrets) => {
            profile.write_tries(Tries::default())?;
            Ok(secrets)
        }
        Err(CryptoError::CannotOpen) => Err(wrong(profile, tries, now)),
        Err(CryptoError::NewerVersion { .. }) => Err(store::StoreError::Newer.into()),
        Err(_) => Err(AppError::new(
            Code::Record,
            "The file keys of this profile is damaged.",
            "Restore the newest backup into a new folder.",
        )),
    }
}

/// The keys of a profile that was interrupted while it went on under new ones: those, if the record does, or else the ones that it had.
async fn renewed(
    profile: &Profile,
    keystore: &Keystore,
    card: &Card,
    secrets: ProfileSecrets,
    (keys, passphrase): (Vec<u8>, Passphrase),
) -> Result<ProfileSecrets, AppError> {
    let vault = keystore.load(card.profile).await?;
    let next = apart(move || Ok(ProfileSecrets::unwrap(&keys, &vault, &passphrase).ok())).await?;
    if let Some(next) = next
        && Record::knows_in(&profile.record_path(), &secrets.database, &next.device.public().id()).await?
    {
        profile.take_next_keys()?;
        return Ok(next);
    }
    profile.forget_next_keys()?;
    Ok(secrets)
}

fn check_kind(card: &Card, keystore: &Keystore) -> Result<(), AppError> {
    use crate::keystore::KeystoreKind;
    match (card.keystore, keystore.kind()) {
        (KeystoreKind::System, KeystoreKind::File) => Err(AppError::new(
            Code::Keyring,
            "This profile's key is in the system keyring, and THROUGHCARE_KEYSTORE names a file.",
            "Unset THROUGHCARE_KEYSTORE and try again.",
        )),
        (KeystoreKind::File, KeystoreKind::System) => Err(AppError::new(
            Code::Keyring,
            "This profile's key is in a file, and THROUGHCARE_KEYSTORE does not say which.",
            "Set THROUGHCARE_KEYSTORE=file:PATH to that file and try again.",
        )),
        _ => Ok(()),
    }
}

fn wrong(profile: &Profile, tries: Tries, now: Timestamp) -> AppError {
    let tries = Tries { wrong: tries.wrong.saturating_add(1), last: now.as_millisecond() };
    // A folder that cannot be written is said when the right passphrase comes.
    if let Err(error) = profile.write_tries(tries) {
        tracing::warn!(code = ?error.code, "the wrong try could not be noted");
    }
    let seconds = tries.pause();
    let unit = if seconds == 1 { "second" } else { "seconds" };
    AppError::new(
        Code::WrongPassphrase,
        "That is not the passphrase of this profile.",
        format!("Check Caps Lock and try again: the next try takes {seconds} {unit}."),
    )
}

impl Session {
    /// Whoever signs something gives their passphrase again. Wrong ones count as at the door; a long wait is theirs, not everybody's who
    /// waits for the record.
    pub async fn is_still_them(&self, passphrase: Passphrase) -> Result<(), AppError> {
        let seconds = self.profile.tries().wait(self.now());
        if seconds > SHORT_WAIT {
            let remedy = format!("Wait {seconds} seconds, then try again.");
            let error = AppError::new(Code::WrongPassphrase, "The passphrase was wrong several times.", remedy);
            return Err(error.at("passphrase"));
        }
        tokio::time::sleep(Duration::from_secs(seconds)).await;
        let secrets = opened(&self.profile, &self.keystore, &self.card, passphrase, self.now()).await;
        secrets.map(|_| ()).map_err(|error| error.at("passphrase"))
    }

    /// What to say of this computer's clock: it is behind what the record says was written already.
    pub async fn clock_warning(&self) -> Result<Option<String>, AppError> {
        let Some(newest) = self.record.newest_entry().await? else { return Ok(None) };
        let behind = newest - self.now().as_millisecond();
        if behind <= CLOCK_SLACK_MILLISECONDS {
            return Ok(None);
        }
        let minutes = behind / 60_000;
        let by = if minutes >= 120 { format!("{} hours", minutes / 60) } else { format!("{minutes} minutes") };
        Ok(Some(format!(
            "This computer's clock is {by} behind the newest entry of the record. Nothing is lost and the order of \
             entries does not depend on clocks, but times written now will be wrong: set the clock."
        )))
    }
}
