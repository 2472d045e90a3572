//! Connecting a unit to a server, or to another one; and a device of a unit that is connected already.

use casework::Right;
use ledger::control::{Act, Server};
use ledger::wire::{Meta, Registration};
use sync::Ask;

use super::governing::refused;
use super::line::Line;
use super::{keeping, reaching, unanswered};
use crate::error::{AppError, Code};
use crate::session::Session;

impl Session {
    /// Connects the unit to a server, with the token that whoever runs it gave out; blank where the unit is registered there already. `authority`:
    /// the certificate, as PEM, of the authority that vouches for it. What was recorded until now goes up with the next round.
    ///
    /// A device of a unit that an administrator has connected is connected to the same server by anybody, without a token.
    pub async fn connect(&mut self, server: &str, token: &str, authority: Option<&str>) -> Result<(), AppError> {
        if self.card.demonstration {
            return Err(AppError::new(
                Code::NotAllowed,
                "This is the demonstration: nothing in it leaves this computer.",
                "Connect a real unit.",
            ));
        }
        let url = server.trim().trim_end_matches('/').to_owned();
        let line = self.ways.to(&url, authority)?;
        let meta = reaching::meta(&line).await?;
        let named = Server { key: meta.key, url };
        let is_known = self.membership().server() == Some(&named) || self.hear_of(&line, &meta, &named).await?;
        if !is_known {
            self.move_to(&line, &meta, named.clone(), token).await?;
        }
        Ok(self.record.connect(&named.url, authority, named.key).await?)
    }

    /// Takes over what the server has of the control log, if it has this unit and goes on from what is here: another administrator may have
    /// connected the unit to it. Returns whether they have. A device that is not in the unit comes into it there, with the next round.
    async fn hear_of(&mut self, line: &Line, meta: &Meta, named: &Server) -> Result<bool, AppError> {
        let Ok(shown) = reaching::shown(line, self.membership().unit(), meta).await else { return Ok(false) };
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

    /// Makes a server the unit's: registered there first, then named in the control log, at the server before this one as well, so that devices
    /// that know only that are told.
    async fn move_to(&mut self, line: &Line, meta: &Meta, named: Server, token: &str) -> Result<(), AppError> {
        self.demand(Right::ManageStaff)?;
        // Under the key that the unit knows, it is the same server at another address: it has the unit, and the address before leads nowhere.
        let moved = self.membership().server().is_some_and(|before| before.key == meta.key);
        if !moved {
            self.catch_up().await?;
            let control = self.record.control_log().await?;
            let register = Ask::Register(Registration { token: token.trim().to_owned(), control });
            keeping::asked(line, &self.record, register, self.now()).await?.head().map_err(unanswered)?;
        }
        let signed = self.signed(Act::Server(named))?;
        self.accepts(&signed)?;
        let govern = Ask::Govern { unit: self.membership().unit(), entry: signed.clone() };
        if !moved && self.is_connected().await? {
            self.ask(govern.clone()).await?.head().map_err(unanswered)?;
        }
        keeping::asked(line, &self.record, govern, self.now()).await?.head().map_err(unanswered)?;
        self.record.extend_control(&signed).await.map_err(refused)
    }
}
