//! Connecting a unit to a server, or to another one; and a device of a unit that is connected already.

use casework::Right;
use ledger::control::{Act, Server};
use ledger::wire::{Meta, Registration};
use sync::{Answer, Ask, Room};

use super::keeping::rounds;
use super::line::Line;
use super::reaching::{self, Shown};
use super::signed_in::{self, Alone, SignedIn, answer_by, held, is_connected, reading};
use super::{unanswered, unfinished};
use crate::error::{AppError, Code};
use crate::session::Session;

impl Session {
    /// Connects the unit to a server, with the token that whoever runs it gave out; blank where the unit is registered there already. `authority`:
    /// the certificate, as PEM, of the authority that vouches for it. What was recorded until now goes up with the next round.
    ///
    /// A device of a unit that an administrator has connected is connected to the same server by anybody, without a token.
    pub async fn connect(&mut self, server: &str, token: &str, authority: Option<&str>) -> Result<(), AppError> {
        connect(&Alone::with(self), server, token, authority).await
    }

    /// Takes over what the server has of the control log, if it goes on from what is here: another administrator may have connected the unit to it.
    /// Returns whether they have. A device that is not in the unit comes into it there, with the next round.
    async fn hear_of(&mut self, shown: &Shown, named: &Server) -> Result<bool, AppError> {
        let mut here = self.record.control_log().await?;
        if let Some(entering) = self.record.entering() {
            here.truncate(entering.place() as usize);
            return Ok(shown.log.starts_with(&here) && shown.membership.server() == Some(named));
        }
        if let Some(new) = shown.log.strip_prefix(here.as_slice()).filter(|new| !new.is_empty()) {
            self.record.adopt_control(new).await?;
        }
        Ok(self.membership().server() == Some(named))
    }
}

/// Connects a unit where somebody is signed in. Nobody else may change its control log meanwhile: the server is given what stands in it as it begins.
pub(crate) async fn connect<S: SignedIn + Room>(
    at: &S,
    server: &str,
    token: &str,
    authority: Option<&str>,
) -> Result<(), AppError> {
    let url = server.trim().trim_end_matches('/').to_owned();
    let line = {
        let session = reading(at).await?;
        if session.card.demonstration {
            return Err(AppError::new(
                Code::NotAllowed,
                "This is the demonstration: nothing in it leaves this computer.",
                "Connect a real unit.",
            ));
        }
        session.ways.to(&url, authority)?
    };
    let meta = reaching::meta(&line).await?;
    let named = Server { key: meta.key, url };
    if !is_known(at, &line, &meta, &named).await? {
        move_to(at, &line, &meta, &named, token).await?;
    }
    Ok(held(at).await?.record.connect(&named.url, authority, named.key).await?)
}

/// Whether the control log names this server, here or, as far as it goes on from what is here, there.
async fn is_known<S: SignedIn>(at: &S, line: &Line, meta: &Meta, named: &Server) -> Result<bool, AppError> {
    let unit = {
        let session = reading(at).await?;
        if session.membership().server() == Some(named) {
            return Ok(true);
        }
        session.membership().unit()
    };
    let Ok(shown) = reaching::shown(line, unit, meta).await else { return Ok(false) };
    held(at).await?.hear_of(&shown, named).await
}

/// Makes a server the unit's: registered there first, then named in the control log, at the server before this one as well, so that devices
/// that know only that are told.
async fn move_to<S: SignedIn + Room>(
    at: &S,
    line: &Line,
    meta: &Meta,
    named: &Server,
    token: &str,
) -> Result<(), AppError> {
    let (unit, moved) = {
        let session = reading(at).await?;
        session.demand(Right::ManageStaff)?;
        // Under the key that the unit knows, it is the same server at another address: it has the unit, and the address before leads nowhere.
        let moved = session.membership().server().is_some_and(|before| before.key == meta.key);
        (session.membership().unit(), moved)
    };
    let tells_former = !moved && is_connected(at).await?;
    if tells_former {
        unfinished(&rounds(at).await?.end)?;
    }
    // What is registered is what the new entry stands on: where others are faster at the server before, that refuses, and nothing has moved.
    let (control, decided) = {
        let session = reading(at).await?;
        (session.record.control_log().await?, session.decided_all_the_same(Act::Server(named.clone()))?)
    };
    if !moved {
        let register = Ask::Register(Registration { token: token.trim().to_owned(), control });
        answer_by(at, line, register).await?.and_then(Answer::head).map_err(unanswered)?;
    }
    let govern = Ask::Govern { unit, entry: decided.0.clone() };
    if tells_former {
        signed_in::ask(at, govern.clone()).await?.head().map_err(unanswered)?;
    }
    answer_by(at, line, govern).await?.and_then(Answer::head).map_err(unanswered)?;
    held(at).await?.add_decided(&decided).await
}
