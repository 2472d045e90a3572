//! A paper on its way out: laid out from the record, printed without it, and kept in a file once it is recorded that it was made.

use std::path::Path;

use api::{CasePaper, PaperDecision};
use casework::PrisonNumber;
use jiff::Timestamp;
use papers::Imprint;
use papers::report::Report;

use super::Made;
use crate::apart::Seen;
use crate::error::AppError;
use crate::file::write_new;
use crate::on_paper::print;
use crate::owed::word;
use crate::session::Session;

/// A paper that is put together. Printing it needs no record.
pub(crate) struct LaidOut {
    pub(super) seen: Seen,
    pub(super) at: Timestamp,
    pub(super) paper: CasePaper,
    pub(super) made: Made,
    pub(super) report: Report,
}

/// A paper that is printed, and has not left yet.
pub(crate) struct Printed {
    seen: Seen,
    paper: CasePaper,
    made: Made,
    code: String,
    pdf: Vec<u8>,
}

impl LaidOut {
    /// Prints it.
    pub(crate) async fn print(self) -> Result<Printed, AppError> {
        let Self { seen, at, paper, made, report } = self;
        let imprint = Imprint { id: format!("{} {} {at}", seen.number, word(&paper)), made: at };
        let code = report.check_code.clone().unwrap_or_default();
        let pdf = print(move || report.print(&imprint, &[])).await?.pdf;
        Ok(Printed { seen, paper, made, code, pdf })
    }
}

impl Session {
    /// Makes a paper, as a PDF in a file that does not exist yet, and records that. Where either fails, neither is done.
    pub async fn export_paper(
        &mut self,
        number: &PrisonNumber,
        paper: CasePaper,
        decisions: Vec<PaperDecision>,
        file: &Path,
    ) -> Result<(), AppError> {
        let printed = self.lay_out_paper(number, paper, decisions).await?.print().await?;
        self.keep_paper(printed, file).await
    }

    /// Writes a paper that is printed into a file that does not exist yet, and records that it was made. Where either fails, neither is done.
    pub(crate) async fn keep_paper(&mut self, printed: Printed, file: &Path) -> Result<(), AppError> {
        let Printed { seen, paper, made, code, pdf } = printed;
        self.demand_nothing_since(&seen).await?;
        write_new(file, &pdf)?;
        if let Err(error) = self.record_paper(&seen.number, paper, made, &code).await {
            // What nobody recorded has not left.
            let _removed: std::io::Result<()> = std::fs::remove_file(file);
            return Err(error);
        }
        Ok(())
    }
}
