//! Auditing: the whole record against the whole of the server's log, and the log against the record.

use api::ServerCheckView;
use store::sync::{Finding, Lacking};
use sync::audit::{AuditError, Audited, audit};
use sync::{Alone, Room};

use super::failing::not_compared;
use super::line::Line;
use crate::error::{AppError, Code};
use crate::session::Session;

impl Session {
    /// Compares the record with the server's log, from its beginning: nothing is missing, altered or rolled back, or which is the first entry that
    /// is; and the record has all that came from there, or what it lacks. What a server is caught at raises an alarm; what the record lacks is
    /// no fault of the server's. `told` hears how far it is.
    pub async fn verify_against_server(
        &mut self,
        told: impl FnMut(u64, u64) + Send,
    ) -> Result<ServerCheckView, AppError> {
        let line = self.line().await?;
        let Self { record, clock, .. } = self;
        let now = || clock.now();
        check(&line, &Alone::with(record), &now, told).await
    }
}

/// The same of a record that others work with meanwhile.
pub(crate) async fn check<D: Room>(
    line: &Line,
    room: &D,
    clock: &(dyn Fn() -> jiff::Timestamp + Send + Sync),
    told: impl FnMut(u64, u64) + Send,
) -> Result<ServerCheckView, AppError> {
    let (audited, finding) = audit(line, room, clock, told).await.map_err(not_audited)?;
    let (to_send, followed) = match room.enter().await {
        Some(record) => (record.unsent().await?, record.server_seen().await?.map_or(0, |server| server.cursor)),
        None => (0, 0),
    };
    if let Some(finding) = &finding {
        raise(room, finding.clone(), clock()).await?;
    }
    let Audited { entries, control, cursor, compared } = audited;
    Ok(ServerCheckView {
        wrong: finding.map(|finding| finding.what.to_string()),
        lacking: compared.lacking.as_ref().map(lacking),
        apart: compared.apart,
        to_fetch: cursor.saturating_sub(followed),
        entries,
        control,
        to_send,
        cursor,
    })
}

/// What a record lacks, in words that stand by themselves.
fn lacking(Lacking { device, seq, entries }: &Lacking) -> String {
    match entries {
        1 => format!("this record lacks entry {seq} of device {}, which has come from the server", device.0),
        many => format!(
            "this record lacks {many} entries that have come from the server, the first of them entry {seq} of device {}",
            device.0
        ),
    }
}

async fn raise<D: Room>(room: &D, finding: Finding, now: jiff::Timestamp) -> Result<(), AppError> {
    let Some(mut record) = room.enter().await else { return Ok(()) };
    if record.raised().await?.is_none() {
        record.raise(finding, now).await?;
    }
    Ok(())
}

fn not_audited(error: AuditError) -> AppError {
    match error {
        AuditError::Asking(error) => not_compared(error),
        AuditError::Behind => AppError::new(
            Code::Failed,
            "The server has changes to staff and devices that are not here yet, so there is nothing to compare.",
            "They come with the next connection. Then try again.",
        ),
        AuditError::Garbled => super::unanswered(sync::Failure::NotTheServer),
    }
}
