//! Whether the server shows two devices the same log: a code of what it has shown this one, which two people read out to each other. Where a server
//! keeps two groups of devices apart that never meet otherwise, nothing else finds it out.

use api::HeadCodeView;
use crypto::{Hash, HeadCode};
use ledger::UnitId;
use store::StoreError;

use super::not_connected;
use crate::apart::apart;
use crate::error::AppError;
use crate::session::Session;

/// How far a device has followed the server's log.
pub(crate) struct Shown {
    unit: UnitId,
    place: u64,
    log: Hash,
}

impl Session {
    /// The code of what the server has shown this device, up to a place; by none, as far as it goes. It takes a tenth of a second.
    pub async fn head_code(&self, place: Option<u64>) -> Result<HeadCodeView, AppError> {
        self.shown_to(place).await?.code().await
    }

    /// What the code is of.
    pub(crate) async fn shown_to(&self, place: Option<u64>) -> Result<Shown, AppError> {
        let unit = self.membership().unit();
        let server = self.record.server_seen().await?.ok_or_else(not_connected)?;
        match self.record.followed_to(place).await? {
            Some((place, log)) => Ok(Shown { unit, place, log }),
            None if place.is_some_and(|place| place > server.cursor) => Err(AppError::input(
                format!("This computer has the server's log up to number {} only.", server.cursor),
                "Send and fetch first. If it stays behind, the other person shows their code at this number.",
            )
            .at("place")),
            None => Err(AppError::input(
                "Nothing ends at this number in what the server has shown this computer.",
                "Compare the number once more. If it is right, the server shows the two computers different things: tell an administrator.",
            )
            .at("place")),
        }
    }
}

impl Shown {
    /// Its code.
    pub(crate) async fn code(self) -> Result<HeadCodeView, AppError> {
        let Self { unit, place, log } = self;
        let code = apart(move || Ok(HeadCode::derive(&unit.0, &log).map_err(StoreError::from)?)).await?;
        Ok(HeadCodeView { place, code: code.to_string() })
    }
}
