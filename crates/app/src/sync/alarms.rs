//! What the server was caught at: shown, settled, and given to whoever looks into it.

use std::path::Path;

use api::AlarmView;
use store::sync::Alarm;

use crate::casefile::minute;
use crate::error::AppError;
use crate::search::local_minute;
use crate::session::Session;

/// The exhibit that is the server's own statement that it was restored.
const RESTORED: &str = "restored";

impl Session {
    /// What the server was caught at, the newest first.
    pub async fn alarms(&self) -> Result<Vec<AlarmView>, AppError> {
        Ok(self.record.alarms().await?.into_iter().map(view).collect())
    }

    /// Somebody has looked into it, and the server is to be believed again on this device: its log is read and compared from its beginning, and
    /// what it has lost is sent again. Returns how many alarms that settles.
    pub async fn settle_alarms(&mut self) -> Result<usize, AppError> {
        let raised = self.record.alarms().await?.iter().filter(|alarm| alarm.settled.is_none()).count();
        if raised == 0 {
            return Err(AppError::input("No alarm is raised.", "There is nothing to settle."));
        }
        let now = self.now();
        self.record.settle_alarms(now).await?;
        Ok(raised)
    }

    /// Writes the evidence of an alarm to a new file. It is sealed entries and signed statements: nobody is named in it.
    pub async fn export_evidence(&self, id: Option<i64>, file: &Path) -> Result<(), AppError> {
        let alarms = self.record.alarms().await?;
        let alarm = match id {
            Some(id) => alarms.iter().find(|alarm| alarm.id == id),
            None => alarms.first(),
        };
        let alarm = alarm.ok_or_else(|| {
            AppError::input("There is no such alarm.", "See “alarms” for those that there are.").at("id")
        })?;
        crate::file::write_new(file, &alarm.evidence.to_file()).map_err(|error| error.at("file"))
    }
}

fn view(alarm: Alarm) -> AlarmView {
    let Alarm { id, evidence, settled } = alarm;
    AlarmView {
        id,
        restored: evidence.exhibits.iter().any(|exhibit| exhibit.name == RESTORED),
        kind: evidence.what,
        words: evidence.words,
        at: local_minute(evidence.at),
        settled: settled.map(minute),
    }
}
