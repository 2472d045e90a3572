//! The calls about papers that are made from a case.

use std::path::Path;

use api::{CasePaperReviewView, ExportCasePaper, ReviewCasePaper};

use super::reading::{in_a_folder, number, refuse_in_demonstration};
use super::{Answer, Desk};
use crate::error::AppError;

impl Answer for ReviewCasePaper {
    async fn answer(self, desk: &Desk) -> Result<CasePaperReviewView, AppError> {
        desk.session().await?.paper_review(&number(&self.number)?, self.paper).await
    }
}

impl Answer for ExportCasePaper {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        let mut session = desk.session_mut().await?;
        refuse_in_demonstration(&session)?;
        let file = in_a_folder(Path::new(self.file.trim()))?;
        session.export_paper(&number(&self.number)?, self.paper, self.decisions, file).await
    }
}
