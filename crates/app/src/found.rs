//! Founding a unit: the prison, its first administrator, a passphrase, and the recovery key that is shown once.

use std::path::Path;

use casework::codes;
use crypto::{DatabaseKey, DeviceKeys, Passphrase, PassphraseCost, ProfileSecrets, RecoveryKey, VaultKey};
use ledger::sealing::Newcomer;
use ledger::{PrincipalId, Role, Roles};
use store::Record;
use zeroize::Zeroizing;

use crate::clock::{Clock, new_id, random_bytes, rng};
use crate::error::AppError;
use crate::keystore::Keystore;
use crate::profile::{Profile, new_card};
use crate::session::Session;
use crate::staff::{demand_short, tidy};

/// What founding needs.
pub struct Founding<'a> {
    /// The code of the prison, such as LEI.
    pub prison: &'a str,
    /// The first administrator's name.
    pub staff: &'a str,
    /// Their passphrase.
    pub passphrase: &'a Passphrase,
    /// Whether the people will be invented ones.
    pub demonstration: bool,
}

/// Founds a unit in a new profile. The words of the recovery key are returned once and kept nowhere.
pub async fn found(
    folder: &Path,
    keystore: Keystore,
    clock: Box<dyn Clock>,
    founding: &Founding<'_>,
) -> Result<(Session, Zeroizing<String>), AppError> {
    let prison = founding.prison.trim().to_ascii_uppercase();
    if codes::prison(&prison).is_none() {
        return Err(AppError::input(
            format!("“{prison}” is not the code of a prison in England or Wales."),
            "Give the three letters of the prison register, such as LEI for Leeds.",
        ));
    }
    let name = tidy(founding.staff);
    if name.is_empty() {
        return Err(AppError::input("The administrator's name is blank.", "Give the name with --staff."));
    }
    demand_short(&name)?;
    crate::passphrase::demand(founding.passphrase, &[&name, &prison, prison_name(&prison)])?;
    let profile = Profile::make(folder)?;
    let now = clock.now();
    let mut rng = rng();
    let recovery = RecoveryKey::make(&mut rng);
    let device = DeviceKeys::make(&mut rng);
    let founder =
        Newcomer { principal: PrincipalId(new_id(now)), name: &name, roles: Roles::NONE.with(Role::Administrator) };
    let log = vec![
        ledger::sealing::found(&mut rng, &device, &recovery.public(), &prison, &founder, now.as_millisecond())
            .map_err(store::StoreError::from)?,
    ];
    let card = new_card(new_id(now), &prison, &name, keystore.kind(), founding.demonstration);
    let secrets = ProfileSecrets { database: DatabaseKey::make(&mut rng), device };
    let secrets = keep_secrets(&profile, &keystore, card.profile, secrets, founding.passphrase).await?;
    let ProfileSecrets { database, device } = secrets;
    let record = Record::create(&profile.record_path(), &database, device, &log, random_bytes()).await?;
    // The card comes last: a folder without one is no profile yet.
    profile.write_card(&card)?;
    let words = recovery.to_words();
    Ok((Session::begin(record, profile, card, keystore, clock).await?, words))
}

/// What a prison is called: words that somebody would try first.
pub(crate) fn prison_name(code: &str) -> &'static str {
    codes::prison(code).map_or("", |prison| prison.name.as_str())
}

/// The same, or its code where it is none that is known.
pub(crate) fn called(code: &str) -> &str {
    match prison_name(code) {
        "" => code,
        name => name,
    }
}

/// Makes a vault key, keeps it in the key store and writes the profile's keys wrapped under it and the passphrase.
pub(crate) async fn keep_secrets(
    profile: &Profile,
    keystore: &Keystore,
    id: uuid::Uuid,
    secrets: ProfileSecrets,
    passphrase: &Passphrase,
) -> Result<ProfileSecrets, AppError> {
    let vault = VaultKey::make(&mut rng());
    keystore.keep(id, &vault).await?;
    let wrapped =
        secrets.wrap(&mut rng(), &vault, passphrase, PassphraseCost::standard()).map_err(store::StoreError::from)?;
    profile.write_keys(&wrapped)?;
    Ok(secrets)
}
