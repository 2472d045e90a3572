//! What was sent and has still to be posted, on the device that sent it: until the server has all of it, and as long as nobody calls it back.

use casework::event::TransferId;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::session::Session;

/// Under which name it is kept what has still to be posted.
const TO_POST: &str = "cases-to-post";

/// A case that was sent and has not left this device yet, or not all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ToPost {
    pub(super) id: TransferId,
    pub(super) number: String,
    pub(super) unit: String,
    pub(super) inbox: String,
    /// Whether something of it may be at the server: kept before the first of it goes, because an answer can be lost.
    pub(super) tried: bool,
}

impl Session {
    /// What has still to be posted, in the order in which it was sent.
    pub(super) async fn to_post(&self) -> Result<Vec<ToPost>, AppError> {
        let kept = self.record.preference(TO_POST).await?.unwrap_or_default();
        Ok(serde_json::from_str(&kept).unwrap_or_default())
    }

    /// Whether a case waits here, and nothing of it can be at the server.
    pub(super) async fn waits_here(&self, id: TransferId) -> Result<bool, AppError> {
        Ok(self.to_post().await?.iter().any(|one| one.id == id && !one.tried))
    }

    /// Adds a case to them.
    pub(super) async fn note_to_post(&mut self, one: ToPost) -> Result<(), AppError> {
        let mut all = self.to_post().await?;
        all.push(one);
        self.keep_to_post(&all).await
    }

    /// Something of a case is about to go.
    pub(super) async fn note_tried(&mut self, id: TransferId) -> Result<(), AppError> {
        let mut all = self.to_post().await?;
        all.iter_mut().filter(|one| one.id == id).for_each(|one| one.tried = true);
        self.keep_to_post(&all).await
    }

    /// A case has left, or does not go.
    pub(super) async fn drop_to_post(&mut self, id: TransferId) -> Result<(), AppError> {
        let mut all = self.to_post().await?;
        all.retain(|one| one.id != id);
        self.keep_to_post(&all).await
    }

    async fn keep_to_post(&mut self, all: &[ToPost]) -> Result<(), AppError> {
        let text = serde_json::to_string(all).unwrap_or_default();
        Ok(self.record.keep_preference(TO_POST, &text).await?)
    }
}
