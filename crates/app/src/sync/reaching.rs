//! What anybody can ask a server: which units a prison has there, and a unit's control log, which whoever joins or comes back checks before
//! believing anything.

use ledger::wire::{Head, Meta, SignedHead};
use ledger::{Membership, SignedControl, UnitId};
use store::StoreError;
use sync::{Answer, Ask, Asking, Post};

use super::failing::speaks_with;
use super::line::Line;
use super::unanswered;
use crate::error::{AppError, Code};

/// So many letters and figures of a unit's identifier say which is meant.
const FEWEST_LETTERS: usize = 4;

/// A unit as a server shows it, checked.
pub(super) struct Shown {
    /// Its control log.
    pub(super) log: Vec<SignedControl>,
    /// The same, folded.
    pub(super) membership: Membership,
}

/// Asks one thing as nobody in particular.
pub(super) async fn asked(line: &Line, ask: Ask) -> Result<Answer, AppError> {
    line.ask(&Asking::unsigned(ask)).await.map_err(unanswered)
}

/// What the server says of itself, if it can be spoken with.
pub(super) async fn meta(line: &Line) -> Result<Meta, AppError> {
    let meta = asked(line, Ask::Meta).await?.meta().map_err(unanswered)?;
    speaks_with(&meta)?;
    Ok(meta)
}

/// The units of a prison that somebody may mean: those whose identifiers begin so.
pub(super) async fn units(line: &Line, prison: &str, beginning: Option<&str>) -> Result<Vec<UnitId>, AppError> {
    let ask = Ask::Units { prison: prison.to_owned() };
    let mut units = asked(line, ask).await?.units().map_err(unanswered)?.units;
    if let Some(beginning) = beginning.map(|typed| typed.trim().to_lowercase()).filter(|typed| !typed.is_empty()) {
        if beginning.len() < FEWEST_LETTERS {
            let message = format!("“{beginning}” is too short to say which unit is meant.");
            return Err(AppError::input(message, "Give more of its identifier.").at("unit"));
        }
        units.retain(|unit| unit.0.to_string().starts_with(&beginning));
    }
    if units.is_empty() {
        let message = format!("The server has no such unit of {prison}.");
        return Err(AppError::input(message, "Check the prison's code and the server's address.").at("prison"));
    }
    Ok(units)
}

/// The one unit of a prison that somebody means.
pub(super) async fn the_unit(line: &Line, prison: &str, beginning: Option<&str>) -> Result<UnitId, AppError> {
    let units = units(line, prison, beginning).await?;
    match units.as_slice() {
        [one] => Ok(*one),
        several => {
            let ids: Vec<String> = several.iter().map(|unit| unit.0.to_string().chars().take(10).collect()).collect();
            let message = format!("The server has {} units of {prison}: {}.", ids.len(), ids.join(", "));
            Err(AppError::input(message, "Ask an administrator of the unit which it is, and name it.").at("unit"))
        }
    }
}

/// A unit's control log, whole, signed for by the server under a key, and checked entry by entry.
pub(super) async fn shown(line: &Line, unit: UnitId, meta: &Meta) -> Result<Shown, AppError> {
    let mut log: Vec<SignedControl> = Vec::new();
    let head = loop {
        let after = u32::try_from(log.len()).unwrap_or(u32::MAX);
        let page = asked(line, Ask::Control { unit, after }).await?.control().map_err(unanswered)?;
        if page.entries.is_empty() {
            break page.head;
        }
        log.extend(page.entries);
    };
    let membership = Membership::of(&log).map_err(|(_, error)| StoreError::from(error))?;
    if membership.unit() != unit {
        return Err(not_theirs());
    }
    demand_signed(&head, &membership, meta)?;
    Ok(Shown { log, membership })
}

/// How far a unit's logs go, signed by the server.
pub(super) fn head_of(head: &SignedHead, unit: UnitId, meta: &Meta) -> Result<Head, AppError> {
    head.verify(&meta.key).filter(|head| head.unit == unit).ok_or_else(not_theirs)
}

/// The server must have signed that this is the end of the control log, with the key that an administrator wrote into it.
fn demand_signed(head: &SignedHead, membership: &Membership, meta: &Meta) -> Result<(), AppError> {
    if head_of(head, membership.unit(), meta)?.control != membership.head() {
        return Err(not_theirs());
    }
    match membership.server() {
        Some(server) if server.key == meta.key => Ok(()),
        Some(_) => Err(not_theirs()),
        None => Err(AppError::new(
            Code::Failed,
            "The unit is not connected to this server yet: its administrator has begun that and not finished.",
            "Ask the administrator to run “connect” once more.",
        )),
    }
}

/// What the server shows is not the unit that it says.
fn not_theirs() -> AppError {
    AppError::new(
        Code::Failed,
        "What the server shows of this unit does not hold: it is not what the unit's administrators signed.",
        "Nothing was sent or kept. Check the server's address with an administrator of the unit.",
    )
}
