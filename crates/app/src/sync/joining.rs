//! A new computer on its way into a unit: it makes its keys, leaves an application for the administrators, shows a code, and waits, if need be for
//! days. What it has until then is a folder with its keys and a note of what it waits for (`waiting`).

use std::path::Path;

use crypto::{DatabaseKey, DeviceKeys, Hash, JoinCode, Passphrase, ProfileSecrets};
use ledger::ring::KeyRing;
use ledger::{SignedControl, UnitId};
use store::{Record, StoreError};

use super::line::Ways;
use super::reaching::{self, Shown};
use super::waiting::Waiting;
use crate::apart::apart;
use crate::clock::{Clock, new_id, random_bytes, rng};
use crate::error::{AppError, Code};
use crate::found::{keep_secrets, prison_name};
use crate::keystore::Keystore;
use crate::profile::{Card, Profile};
use crate::session::Session;
use crate::staff::{demand_short, tidy};

/// What joining needs.
pub struct Joining<'a> {
    /// The server's address.
    pub server: &'a str,
    /// The certificate, as PEM, of the authority that vouches for it; nothing: one of those that the system trusts.
    pub authority: Option<&'a str>,
    /// The prison's code.
    pub prison: &'a str,
    /// Which unit, by a beginning of its identifier, where the server has several of the prison.
    pub unit: Option<&'a str>,
    /// The name of whoever joins.
    pub name: &'a str,
    /// What the computer is called.
    pub computer: &'a str,
    /// The passphrase that will open the record here.
    pub passphrase: &'a Passphrase,
}

/// Where a computer stands that wants to join.
pub enum Joiner {
    /// It was admitted, and its record is open.
    In(Box<Session>),
    /// It waits.
    Waiting(Box<Waiting>),
}

/// Asks to join a unit with this computer: makes its keys in a new folder, and leaves its application at the server.
pub async fn join(
    folder: &Path,
    keystore: Keystore,
    clock: &dyn Clock,
    ways: &Ways,
    joining: &Joining<'_>,
) -> Result<Waiting, AppError> {
    let (name, computer) = (tidy(joining.name), tidy(joining.computer));
    demand_words(&name, &computer)?;
    let prison = joining.prison.trim().to_ascii_uppercase();
    crate::passphrase::demand(joining.passphrase, &[&name, &prison, prison_name(&prison)])?;
    let server = joining.server.trim().trim_end_matches('/').to_owned();
    let line = ways.to(&server, joining.authority)?;
    let unit = reaching::the_unit(&line, &prison, joining.unit).await?;
    let Shown { membership, .. } = reaching::shown(&line, unit, &reaching::meta(&line).await?).await?;
    let device = DeviceKeys::make(&mut rng());
    let code = code_of(unit, device.public().id()).await?;
    let profile = Profile::make(folder)?;
    let mut waiting = Waiting {
        profile: new_id(clock.now()),
        server,
        authority: joining.authority.map(str::to_owned),
        unit: unit.0.to_string(),
        prison,
        name,
        computer,
        code: code.to_string(),
        keystore: keystore.kind(),
        asked: clock.now().as_millisecond(),
        refusable_from: membership.next_index(),
        control: membership.head().to_string(),
        told: Vec::new(),
        refused: None,
        held_up: None,
    };
    let secrets = ProfileSecrets { database: DatabaseKey::make(&mut rng()), device };
    let secrets = keep_secrets(&profile, &keystore, waiting.profile, secrets, joining.passphrase).await?;
    // Keys that wait for nothing are thrown away.
    let applied = waiting.applies(&line, &membership, &secrets.device).await;
    let left = waiting.bears(applied).and_then(|_| profile.write_joining(&waiting));
    if let Err(error) = left {
        keystore.forget(waiting.profile).await?;
        profile.forget_keys()?;
        return Err(error);
    }
    Ok(waiting)
}

/// Looks whether a computer that waits was admitted, and if so opens its record, with all that the unit has. Whoever was refused does not look
/// any more: see [`ask_again`].
pub async fn resume(
    folder: &Path,
    keystore: Keystore,
    clock: Box<dyn Clock>,
    ways: &Ways,
    passphrase: Passphrase,
) -> Result<Joiner, AppError> {
    let profile = Profile::open_waiting(folder)?;
    let before = profile.joining()?;
    let mut waiting = before.clone();
    let unit = waiting.unit(&profile)?;
    if waiting.refused.is_some() {
        return Ok(Joiner::Waiting(Box::new(waiting)));
    }
    let line = ways.to(&waiting.server, waiting.authority.as_deref())?;
    let card = waiting.card();
    let secrets = crate::unlock::opened(&profile, &keystore, &card, passphrase, clock.now()).await?;
    let looked = waiting.looks(&line, unit, &secrets.device).await;
    let Some(shown) = waiting.bears(looked)?.flatten() else {
        if waiting != before {
            profile.write_joining(&waiting)?;
        }
        return Ok(Joiner::Waiting(Box::new(waiting)));
    };
    let place = Place { profile, keystore, clock, ways: ways.clone(), authority: waiting.authority.clone() };
    let mut session = begin(place, card, secrets, shown).await?;
    session.sync().await?;
    session.profile.forget_joining()?;
    Ok(Joiner::In(Box::new(session)))
}

/// Asks once more with a computer that an administrator refused, because its owner wants it: under the same keys, so that its code is the same.
pub async fn ask_again(
    folder: &Path,
    keystore: &Keystore,
    clock: &dyn Clock,
    ways: &Ways,
    passphrase: Passphrase,
) -> Result<Waiting, AppError> {
    let profile = Profile::open_waiting(folder)?;
    let mut waiting = profile.joining()?;
    let unit = waiting.unit(&profile)?;
    let line = ways.to(&waiting.server, waiting.authority.as_deref())?;
    let secrets = crate::unlock::opened(&profile, keystore, &waiting.card(), passphrase, clock.now()).await?;
    let Shown { membership, .. } = reaching::shown(&line, unit, &reaching::meta(&line).await?).await?;
    let (asked, refusable_from) = (clock.now().as_millisecond(), membership.next_index());
    waiting = Waiting { asked, refusable_from, refused: None, told: Vec::new(), ..waiting };
    let applied = waiting.applies(&line, &membership, &secrets.device).await;
    waiting.bears(applied)?;
    waiting.control = membership.head().to_string();
    profile.write_joining(&waiting)?;
    Ok(waiting)
}

/// Gives up joining: nothing stays.
pub async fn abandon(folder: &Path, keystore: &Keystore) -> Result<(), AppError> {
    let profile = Profile::open_waiting(folder)?;
    let waiting = profile.joining()?;
    keystore.forget(waiting.profile).await?;
    drop(profile);
    Ok(std::fs::remove_dir_all(folder)?)
}

/// Where a new record goes, and how its server is reached.
pub(super) struct Place {
    pub(super) profile: Profile,
    pub(super) keystore: Keystore,
    pub(super) clock: Box<dyn Clock>,
    pub(super) ways: Ways,
    pub(super) authority: Option<String>,
}

/// Makes the record of an admitted device out of a control log, connected to the server that this names. Nothing else is in it yet.
pub(super) async fn begin(
    place: Place,
    card: Card,
    secrets: ProfileSecrets,
    shown: Shown,
) -> Result<Session, AppError> {
    let Place { profile, keystore, clock, ways, authority } = place;
    let ProfileSecrets { database, device } = secrets;
    let Shown { log, mut membership } = shown;
    membership.read_names(&KeyRing::of_device(&membership, &device).map_err(StoreError::from)?);
    let owner = membership.device_by_id(&device.public().id()).and_then(|own| membership.member(own.principal));
    let name = owner.map(|owner| owner.name.clone()).filter(|name| !name.is_empty());
    let server = membership.server().cloned().ok_or_else(super::failing::not_connected)?;
    let mut record = made(&profile, &database, device, &log).await?;
    record.connect(&server.url, authority.as_deref(), server.key).await?;
    let card = Card { staff: name.unwrap_or(card.staff), ..card };
    // The card comes last: a folder without one is no profile yet.
    profile.write_card(&card)?;
    Ok(Session::begin(record, profile, card, keystore, clock).await?.by_way_of(ways))
}

/// A new record. What a try that was cut off has left has nothing in it.
async fn made(
    profile: &Profile,
    database: &DatabaseKey,
    device: DeviceKeys,
    log: &[SignedControl],
) -> Result<Record, AppError> {
    for left in ["record.db", "record.db-wal", "record.db-shm"] {
        match std::fs::remove_file(profile.folder().join(left)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(Record::create(&profile.record_path(), database, device, log, random_bytes()).await?)
}

/// The code of a device. It takes a tenth of a second.
async fn code_of(unit: UnitId, device: Hash) -> Result<JoinCode, AppError> {
    apart(move || Ok(JoinCode::derive(&unit.0, &device).map_err(StoreError::from)?)).await
}

fn demand_words(name: &str, computer: &str) -> Result<(), AppError> {
    if name.is_empty() {
        return Err(AppError::input("The name is blank.", "Give the first and last name of whoever joins.").at("name"));
    }
    if computer.is_empty() {
        return Err(
            AppError::input("The computer has no name.", "Say which it is, such as “OMU laptop 3”.").at("computer")
        );
    }
    demand_short(name).map_err(|error| error.at("name"))?;
    demand_short(computer).map_err(|error| error.at("computer"))
}

/// There is nothing that waits in a folder.
pub(crate) fn nothing_waits(folder: &Path) -> AppError {
    AppError::new(
        Code::NoProfile,
        format!("No computer waits in {} to be admitted.", folder.display()),
        "Begin with “join --server URL --prison CODE --staff NAME”.",
    )
}
