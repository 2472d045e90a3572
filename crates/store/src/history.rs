//! What is kept whole and in order, because its words matter and not only what stands after it: everything that was written about an application
//! for release on temporary licence, and about somebody's release and the packs that went to the community or came from another prison.

use casework::event::CaseEvent;
use casework::pre_release::PreRelease;
use casework::rotl::{ApplicationId, Verdict};
use casework::{PrisonNumber, Stamp};
use ledger::{Position, PrincipalId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::error::StoreError;
use crate::folding::read_case;
use crate::read::{position_of, principal};
use crate::record::Record;
use crate::row::{Arg, Batch};
use crate::table::{RELEASE_ENTRY, ROTL_ENTRY, ROTL_REFUSAL, at, position, staff};

/// The kind of event that a pack was sealed, as the ledger numbers it.
const SEALED: i64 = 44;

/// A line of such a history: something that was written, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What.
    pub event: CaseEvent,
    /// By whom.
    pub author: PrincipalId,
    /// When it happened, milliseconds since 1970.
    pub occurred: i64,
    /// When it was written down, milliseconds since 1970.
    pub recorded: i64,
    /// Where it stands in the record.
    pub at: Position,
}

/// Adds the row of something that was written about an application; of a refusal, why, once more beside it: for whoever counts them.
pub(crate) fn add_about(batch: &mut Batch, stamp: &Stamp, filed: &str, application: ApplicationId, event: &CaseEvent) {
    let mut row = vec![application.0.into_bytes().into()];
    row.extend(told(stamp, filed, event));
    batch.add(&ROTL_ENTRY, row);
    if let CaseEvent::RotlDecided(decided) = event
        && decided.verdict == Verdict::Refused
    {
        let mut row: Vec<Arg> = vec![application.0.into_bytes().into(), filed.into(), decided.reasons.as_str().into()];
        row.push(at(stamp.recorded));
        row.extend(position(stamp));
        batch.add(&ROTL_REFUSAL, row);
    }
}

/// Adds the row of something that was written about somebody's release, or about a pack.
pub(crate) fn add(batch: &mut Batch, stamp: &Stamp, filed: &str, event: &CaseEvent) {
    batch.add(&RELEASE_ENTRY, told(stamp, filed, event));
}

fn told(stamp: &Stamp, filed: &str, event: &CaseEvent) -> Vec<Arg> {
    let mut row = vec![
        filed.into(),
        Arg::Int(i64::from(event.kind())),
        Arg::Blob(event.encode_body()),
        staff(stamp.author),
        at(stamp.occurred),
        at(stamp.recorded),
    ];
    row.extend(position(stamp));
    row
}

impl Record {
    /// Everything that was written about an application, oldest first. What this device cannot read is not in it.
    pub async fn rotl_entries(
        &self,
        number: &PrisonNumber,
        application: ApplicationId,
    ) -> Result<Vec<Line>, StoreError> {
        let rows = sqlx::query(
            "SELECT kind, body, author, occurred, recorded, lamport, device, seq, event FROM rotl_entry \
             WHERE application = ? AND number = ? ORDER BY lamport, device, seq, event",
        )
        .bind(application.0.as_bytes().to_vec())
        .bind(number.as_str().to_owned())
        .fetch_all(&mut *self.reader().await?)
        .await?;
        rows.iter().map(read).collect()
    }

    /// Everything that was written about somebody's release and about the packs, oldest first. What this device cannot read is not in it.
    pub async fn release_entries(&self, number: &PrisonNumber) -> Result<Vec<Line>, StoreError> {
        let rows = sqlx::query(
            "SELECT kind, body, author, occurred, recorded, lamport, device, seq, event FROM release_entry \
             WHERE number = ? ORDER BY lamport, device, seq, event",
        )
        .bind(number.as_str().to_owned())
        .fetch_all(&mut *self.reader().await?)
        .await?;
        rows.iter().map(read).collect()
    }

    /// What stands of the plans and packs of everybody of whom a pack was sealed.
    pub async fn sealed_packs(&self) -> Result<Vec<PreRelease>, StoreError> {
        let states: Vec<Vec<u8>> = sqlx::query_scalar(
            "SELECT state FROM case_state WHERE number IN (SELECT number FROM release_entry WHERE kind = ?)",
        )
        .bind(SEALED)
        .fetch_all(&mut *self.reader().await?)
        .await?;
        states.into_iter().map(|state| Ok(read_case(state, None)?.pre_release)).collect()
    }
}

fn read(row: &SqliteRow) -> Result<Line, StoreError> {
    let (kind, body): (u16, Vec<u8>) = (row.try_get(0)?, row.try_get(1)?);
    Ok(Line {
        event: CaseEvent::decode(kind, CaseEvent::SCHEMA, &body).map_err(|_| StoreError::Corrupt)?,
        author: principal(row.try_get(2)?).ok_or(StoreError::Corrupt)?,
        occurred: row.try_get(3)?,
        recorded: row.try_get(4)?,
        at: position_of(row, 5)?,
    })
}
