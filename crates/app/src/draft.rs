//! Drafts: what is being typed, kept every few seconds by the form and offered back after a crash.

use store::draft::Draft;

use crate::error::AppError;
use crate::session::Session;

impl Session {
    /// Keeps a draft of a form about a case (or about none): on the disk when it returns.
    pub async fn keep_draft(&mut self, form: &str, number: &str, body: &str) -> Result<(), AppError> {
        let now = self.now();
        Ok(self.record.keep_draft(form, number, body, now).await?)
    }

    /// Forgets a draft.
    pub async fn drop_draft(&mut self, form: &str, number: &str) -> Result<(), AppError> {
        Ok(self.record.drop_draft(form, number).await?)
    }

    /// Keeps something for a screen on this computer.
    pub async fn keep_setting(&mut self, name: &str, value: &str) -> Result<(), AppError> {
        Ok(self.record.keep_preference(name, value).await?)
    }

    /// What was kept for a screen.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, AppError> {
        Ok(self.record.preference(name).await?)
    }

    /// The drafts of the signed-in person, newest first.
    pub async fn drafts(&self) -> Result<Vec<Draft>, AppError> {
        Ok(self.record.drafts().await?)
    }
}
