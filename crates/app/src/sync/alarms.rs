//! What the server was caught at: shown to whoever works here, given to whoever looks into it, and settled by an administrator, for every device
//! of the unit.

use std::path::Path;

use api::AlarmView;
use casework::Right;
use ledger::sealing::belief;
use ledger::wire::{Evidence, SignedRestored};
use store::StoreError;
use store::sync::Alarm;
use sync::{Ask, End};

use super::governing::govern;
use super::signed_in::{Alone, SignedIn, ask, reading};
use super::{unanswered, unfinished};
use crate::casefile::minute;
use crate::clock::rng;
use crate::error::AppError;
use crate::revoking::worded;
use crate::search::local_minute;
use crate::session::Session;

/// The exhibit that is the server's own statement that it was restored.
const RESTORED: &str = "restored";

impl Session {
    /// What the server was caught at, the newest first.
    pub async fn alarms(&self) -> Result<Vec<AlarmView>, AppError> {
        Ok(self.record.alarms().await?.into_iter().map(view).collect())
    }

    /// An administrator has looked into what a device of the unit raised, and the server is to be believed again, on every one of them: each
    /// hears of it by the control log, reads the server's log from its beginning, and sends again what the server has lost. It need not
    /// be this device that raised anything.
    pub async fn settle_alarms(&mut self, why: &str) -> Result<(), AppError> {
        self.demand(Right::ManageStaff)?;
        worded(why)?;
        let end = self.sync().await?.end;
        believe(&Alone::with(self), &end, why).await
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

/// Believes the server again, after a round, by which the control log here is the server's. `end`: how that ended.
pub(crate) async fn believe<S: SignedIn>(at: &S, end: &End, why: &str) -> Result<(), AppError> {
    reading(at).await?.demand(Right::ManageStaff)?;
    let why = worded(why)?;
    if *end != End::Alarm {
        unfinished(end)?;
    }
    let unit = reading(at).await?.membership().unit();
    let head = ask(at, Ask::Head { unit }).await?.head().map_err(unanswered)?;
    let decided = {
        let session = reading(at).await?;
        let (membership, ring) = (session.membership(), session.record.ring());
        let act = belief(&mut rng(), membership, ring, head, &why).map_err(StoreError::from)?;
        session.decided_all_the_same(act)?
    };
    govern(at, decided).await
}

fn view(alarm: Alarm) -> AlarmView {
    let Alarm { id, evidence, settled } = alarm;
    AlarmView {
        id,
        restored: restored(&evidence).map(local_minute),
        kind: evidence.what,
        words: evidence.words,
        at: local_minute(evidence.at),
        settled: settled.map(minute),
    }
}

/// When the server says that it was restored, by its clock, in milliseconds since 1970, UTC.
fn restored(evidence: &Evidence) -> Option<i64> {
    let exhibit = evidence.exhibits.iter().find(|exhibit| exhibit.name == RESTORED)?;
    let statement: SignedRestored = ledger::wire::read(&exhibit.bytes)?;
    statement.verify(&evidence.server).map(|restored| restored.at)
}
