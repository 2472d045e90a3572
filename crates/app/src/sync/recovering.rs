//! Coming back from nothing: the words of the recovery key and the server's address bring a unit back on a bare computer. The server cannot tell
//! whether whoever asks is right; the control log can, and so can whoever made it.

use std::path::Path;

use crypto::{DatabaseKey, DeviceKeys, Passphrase, ProfileSecrets, RecoveryKey};
use ledger::control::Act;
use ledger::membership::Member;
use ledger::ring::KeyRing;
use ledger::sealing::{Pen, admission, apply_for, sign_control};
use ledger::{Membership, PrincipalId, Role, SignedControl};
use store::StoreError;
use sync::Ask;

use super::joining::{Place, begin};
use super::line::{Line, Ways};
use super::reaching::{self, Shown};
use super::unanswered;
use crate::clock::{Clock, new_id, rng};
use crate::error::AppError;
use crate::found::{keep_secrets, prison_name};
use crate::keystore::Keystore;
use crate::profile::{Profile, new_card};
use crate::session::Session;
use crate::staff::{demand_short, tidy};

/// What coming back needs.
pub struct Recovery<'a> {
    /// The server's address.
    pub server: &'a str,
    /// The certificate, as PEM, of the authority that vouches for it; nothing: one of those that the system trusts.
    pub authority: Option<&'a str>,
    /// The prison's code.
    pub prison: &'a str,
    /// As which administrator to go on; blank: as the one, where there is only one.
    pub name: &'a str,
    /// What the computer is called; blank: nobody says.
    pub computer: &'a str,
    /// The words of the recovery key.
    pub words: &'a str,
    /// The passphrase that will open the record here.
    pub passphrase: &'a Passphrase,
}

/// Brings a unit back in a new profile, as a new device of an administrator that the recovery key admits.
pub async fn recover(
    folder: &Path,
    keystore: Keystore,
    clock: Box<dyn Clock>,
    ways: &Ways,
    recovery: &Recovery<'_>,
) -> Result<Session, AppError> {
    let key = recovery_key(recovery.words)?;
    let prison = recovery.prison.trim().to_ascii_uppercase();
    let server = recovery.server.trim().trim_end_matches('/');
    let line = ways.to(server, recovery.authority)?;
    let (mut shown, ring) = their_unit(&line, &prison, &key).await?;
    let owner = administrator(&shown.membership, recovery.name)?;
    let staff = shown.membership.member(owner).map(|member| member.name.clone()).unwrap_or_default();
    crate::passphrase::demand(recovery.passphrase, &[&staff, &prison, prison_name(&prison)])?;
    let computer = Some(tidy(recovery.computer)).filter(|computer| !computer.is_empty());
    if let Some(computer) = &computer {
        demand_short(computer).map_err(|error| error.at("computer"))?;
    }
    let device = DeviceKeys::make(&mut rng());
    let at = clock.now().as_millisecond();
    let admitted = admit(&shown.membership, &ring, (&key, owner), &device, (computer.as_deref(), at))?;
    shown.membership.accept(&admitted).map_err(StoreError::from)?;
    let profile = Profile::make(folder)?;
    let card = new_card(new_id(clock.now()), &prison, &staff, keystore.kind(), false);
    let secrets = ProfileSecrets { database: DatabaseKey::make(&mut rng()), device };
    let secrets = keep_secrets(&profile, &keystore, card.profile, secrets, recovery.passphrase).await?;
    let unit = shown.membership.unit();
    let ask = Ask::Govern { unit, entry: admitted.clone() };
    if let Err(error) = reaching::asked(&line, ask).await.and_then(|answer| answer.head().map_err(unanswered)) {
        keystore.forget(card.profile).await?;
        profile.forget_keys()?;
        return Err(error);
    }
    shown.log.push(admitted);
    let place =
        Place { profile, keystore, clock, ways: ways.clone(), authority: recovery.authority.map(str::to_owned) };
    let mut session = begin(place, card, secrets, shown).await?;
    session.sync().await?;
    Ok(session)
}

/// The key that words are of.
pub(super) fn recovery_key(words: &str) -> Result<RecoveryKey, AppError> {
    RecoveryKey::from_words(words).map_err(|error| {
        AppError::input(format!("The recovery key was not understood: {error}"), "Check the words against the sheet.")
            .at("words")
    })
}

/// The unit of a prison that a recovery key is of, with the keys that it opens. A server may have several.
async fn their_unit(line: &Line, prison: &str, key: &RecoveryKey) -> Result<(Shown, KeyRing), AppError> {
    let meta = reaching::meta(line).await?;
    let public = key.public();
    for unit in reaching::units(line, prison, None).await? {
        let Ok(mut shown) = reaching::shown(line, unit, &meta).await else { continue };
        if *shown.membership.recovery() == public {
            let ring = KeyRing::of_recovery(&shown.membership, key).map_err(StoreError::from)?;
            shown.membership.read_names(&ring);
            return Ok((shown, ring));
        }
    }
    let message = format!("The server has no unit of {prison} that this recovery key is of.");
    Err(AppError::input(message, "Check which unit the sheet names, the prison's code and the server's address.")
        .at("words"))
}

/// As whom to go on.
fn administrator(membership: &Membership, name: &str) -> Result<PrincipalId, AppError> {
    let wanted = store::name::plain(name);
    let administrators = || membership.members().iter().filter(|member| member.roles().has(Role::Administrator));
    let called = |member: &&Member| wanted.is_empty() || store::name::plain(&member.name) == wanted;
    let found: Vec<&Member> = administrators().filter(called).collect();
    match found.as_slice() {
        [one] => Ok(one.principal),
        _ => {
            let names: Vec<&str> = administrators().map(|member| member.name.as_str()).collect();
            let message = format!("The administrators of this unit are: {}.", names.join(", "));
            Err(AppError::input(message, "Say as which of them to go on.").at("name"))
        }
    }
}

/// The control entry by which the recovery key admits a device.
fn admit(
    membership: &Membership,
    ring: &KeyRing,
    (key, owner): (&RecoveryKey, PrincipalId),
    device: &DeviceKeys,
    (computer, at): (Option<&str>, i64),
) -> Result<SignedControl, AppError> {
    let application = apply_for(membership.unit(), device);
    let admission = admission(&mut rng(), membership, ring, owner, application, computer).map_err(StoreError::from)?;
    Ok(sign_control(membership, &Pen::Recovery(key), at, Act::AddDevice(admission)).map_err(StoreError::from)?)
}
