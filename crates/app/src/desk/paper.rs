//! The calls about papers that are made from a case.

use std::path::Path;

use api::{CasePaperReviewView, ExportCasePaper, ReviewCasePaper};

use super::answers;
use super::reading::{in_a_folder, number, refuse_in_demonstration};

answers! {
    ReviewCasePaper => CasePaperReviewView: |asked, desk| {
        desk.session().await?.paper_review(&number(&asked.number)?, asked.paper).await
    };
    ExportCasePaper => (): |asked, desk| {
        let file = Path::new(asked.file.trim());
        let laid_out = {
            let session = desk.session().await?;
            refuse_in_demonstration(&session)?;
            in_a_folder(file)?;
            session.lay_out_paper(&number(&asked.number)?, asked.paper, asked.decisions).await?
        };
        // Nobody waits for the record while it is printed.
        let printed = laid_out.print().await?;
        desk.session_mut().await?.keep_paper(printed, file).await
    };
}
