//! Reading a case: what stands, its notes a screenful at a time, the history of a field. Who may see what is asked for here is
//! decided by the caller, except that what this device has no key for is not here at all.

use casework::event::{NoteId, Visibility};
use casework::{Case, PrisonNumber};
use ledger::{DeviceIndex, Position, PrincipalId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use crate::error::StoreError;
use crate::folding::read_case;
use crate::record::Record;
use crate::row::{Arg, bind};
use crate::table::visibility_of;

/// A member of staff in a column.
pub(crate) fn principal(column: Option<Vec<u8>>) -> Option<PrincipalId> {
    column.and_then(|bytes| Uuid::from_slice(&bytes).ok()).map(PrincipalId)
}

/// An identifier in a column.
pub(crate) fn uuid(row: &SqliteRow, at: usize) -> Result<Uuid, StoreError> {
    let bytes: Vec<u8> = row.try_get(at)?;
    Uuid::from_slice(&bytes).map_err(|_| StoreError::Corrupt)
}

/// A place in the record, in four columns from this one on.
pub(crate) fn position_of(row: &SqliteRow, from: usize) -> Result<Position, StoreError> {
    let number = |at: usize| u64::try_from(row.try_get::<i64, _>(at)?).map_err(|_| StoreError::Corrupt);
    Ok(Position {
        lamport: number(from)?,
        device: DeviceIndex(row.try_get(from + 1)?),
        seq: number(from + 2)?,
        event: row.try_get(from + 3)?,
    })
}

/// An amendment of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmendmentRow {
    /// Why.
    pub reason: String,
    /// The words.
    pub text: String,
    /// By whom.
    pub author: PrincipalId,
    /// When it was written down, milliseconds since 1970.
    pub recorded: i64,
}

/// An action with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionRow {
    /// Its identifier.
    pub id: Uuid,
    /// What was agreed.
    pub text: String,
    /// Whose promise: `prisoner` or `staff`.
    pub owner: String,
    /// By when, ISO.
    pub due: Option<String>,
    /// Whether it was done (or dropped), what came of it, and when; nothing while it is open.
    pub outcome: Option<(bool, String, i64)>,
}

/// A note with its amendments and actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteRow {
    /// Its identifier.
    pub id: NoteId,
    /// Whose.
    pub number: String,
    /// Type.
    pub note_type: String,
    /// Subtype.
    pub sub_type: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// The words.
    pub text: String,
    /// Where.
    pub place: String,
    /// By whom.
    pub author: PrincipalId,
    /// When it happened, milliseconds since 1970.
    pub occurred: i64,
    /// When it was written down, milliseconds since 1970.
    pub recorded: i64,
    /// By when the server had it, by its own clock, milliseconds since 1970; nothing: it was not seen there yet.
    pub received: Option<i64>,
    /// Oldest first.
    pub amendments: Vec<AmendmentRow>,
    /// As agreed.
    pub actions: Vec<ActionRow>,
}

/// Which notes of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteQuery {
    /// The most that the reader may see.
    pub visibility: Visibility,
    /// Only this type.
    pub note_type: Option<String>,
    /// Only this subtype.
    pub sub_type: Option<String>,
    /// How many to leave out, from the newest.
    pub offset: u32,
    /// How many at most.
    pub limit: u32,
}

/// One statement about a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactRow {
    /// The field's name in the prison system.
    pub field: String,
    /// The value.
    pub value: String,
    /// The day on which the source calculated it, ISO.
    pub calculated: Option<String>,
    /// The import and its row.
    pub import: Option<(Uuid, u32)>,
    /// The reason of a member of staff.
    pub reason: Option<String>,
    /// Whether it stood when it was stated (otherwise it became one side of a conflict).
    pub stood: bool,
    /// By whom.
    pub author: PrincipalId,
    /// When it happened, milliseconds since 1970.
    pub occurred: i64,
    /// When it was written down, milliseconds since 1970.
    pub recorded: i64,
}

/// Somebody took or left a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllocationRow {
    /// The post's title.
    pub post: String,
    /// Who.
    pub staff: PrincipalId,
    /// Whether taken (otherwise left).
    pub taken: bool,
    /// Why: words when taken, the scheme's code when left.
    pub reason: String,
    /// By whom.
    pub author: PrincipalId,
    /// When, milliseconds since 1970.
    pub occurred: i64,
}

/// An import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// Which.
    pub run: Uuid,
    /// Its files: hash and name.
    pub files: Vec<(String, String)>,
    /// Rows read, new, changed, unchanged, warned, quarantined.
    pub counts: [u32; 6],
    /// By whom.
    pub author: PrincipalId,
    /// When, milliseconds since 1970.
    pub recorded: i64,
}

/// A row that was set aside.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QuarantineRow {
    /// Of which import.
    pub run: Uuid,
    /// The file.
    pub file: String,
    /// The row, from 1.
    pub row: u32,
    /// The prison number as it came.
    pub number: Option<String>,
    /// Why.
    pub reasons: Vec<String>,
    /// The row as it came.
    pub raw: String,
}

impl Record {
    /// What is known of everybody: what an import is compared with.
    pub async fn cases(&self) -> Result<Vec<(PrisonNumber, Case)>, StoreError> {
        let mut connection = self.reader().await?;
        let rows = sqlx::query(
            "SELECT number, s.state, f.facts FROM case_state s LEFT JOIN case_facts f USING (number) ORDER BY number",
        )
        .fetch_all(&mut *connection)
        .await?;
        rows.iter()
            .map(|row| {
                let number: String = row.try_get(0)?;
                let case = read_case(row.try_get(1)?, row.try_get(2)?)?;
                Ok((number.parse().map_err(|_| StoreError::Corrupt)?, case))
            })
            .collect()
    }

    /// How many key-work sessions of a case were held since an instant (milliseconds since 1970).
    pub async fn sessions_since(&self, number: &PrisonNumber, since: i64) -> Result<u16, StoreError> {
        let count = sqlx::query_scalar(
            "SELECT count(*) FROM note WHERE number = ? AND occurred >= ? AND note_type = 'KA' AND sub_type = 'KS'",
        );
        let count = count.bind(number.as_str().to_owned()).bind(since);
        Ok(count.fetch_one(&mut *self.reader().await?).await?)
    }

    /// How many restricted notes of a case this device can read.
    pub async fn restricted_notes(&self, number: &PrisonNumber) -> Result<u32, StoreError> {
        let count = sqlx::query_scalar("SELECT count(*) FROM note WHERE number = ? AND visibility = ?");
        let restricted = crate::table::visibility(Visibility::Restricted);
        let count = count.bind(number.as_str().to_owned()).bind(restricted);
        Ok(count.fetch_one(&mut *self.reader().await?).await?)
    }

    /// Notes of a case, newest first.
    pub async fn notes(&self, number: &PrisonNumber, query: &NoteQuery) -> Result<Vec<NoteRow>, StoreError> {
        let mut condition = "number = ? AND visibility <= ?".to_owned();
        let mut args = vec![Arg::from(number.as_str()), Arg::Int(crate::table::visibility(query.visibility))];
        for (column, value) in [("note_type", &query.note_type), ("sub_type", &query.sub_type)] {
            if let Some(value) = value {
                condition.push_str(&format!(" AND {column} = ?"));
                args.push(value.as_str().into());
            }
        }
        let statement = format!(
            "SELECT note_id, number, note_type, sub_type, visibility, text, place, author, occurred, recorded, \
             (SELECT at FROM receipt r WHERE r.device = note.device AND r.seq >= note.seq ORDER BY r.seq LIMIT 1) FROM note \
             WHERE {condition} ORDER BY occurred DESC, lamport DESC, device DESC, seq DESC, event DESC LIMIT ? OFFSET ?"
        );
        let mut select = sqlx::query(sqlx::AssertSqlSafe(statement));
        for arg in args {
            select = bind(select, arg);
        }
        let mut connection = self.reader().await?;
        let rows =
            select.bind(i64::from(query.limit)).bind(i64::from(query.offset)).fetch_all(&mut *connection).await?;
        let mut notes = rows.iter().map(note).collect::<Result<Vec<_>, _>>()?;
        let shown = serde_json::Value::from(notes.iter().map(|n| hex(n.id.0)).collect::<Vec<_>>()).to_string();
        let amendments = sqlx::query(
            "SELECT note_id, reason, text, author, recorded FROM amendment \
             WHERE number = ? AND note_id IN (SELECT unhex(value) FROM json_each(?)) \
             ORDER BY lamport, device, seq, event",
        )
        .bind(number.as_str().to_owned())
        .bind(shown.clone())
        .fetch_all(&mut *connection)
        .await?;
        for row in &amendments {
            let id = NoteId(uuid(row, 0)?);
            let author = principal(row.try_get(3)?).ok_or(StoreError::Corrupt)?;
            let amendment =
                AmendmentRow { reason: row.try_get(1)?, text: row.try_get(2)?, author, recorded: row.try_get(4)? };
            if let Some(note) = notes.iter_mut().find(|note| note.id == id) {
                note.amendments.push(amendment);
            }
        }
        let actions = sqlx::query(
            "SELECT a.note_id, a.action_id, a.text, a.owner, a.due, o.done, o.outcome, o.recorded FROM action a \
             LEFT JOIN action_outcome o ON o.action_id = a.action_id AND o.number = a.number \
             WHERE a.number = ? AND a.note_id IN (SELECT unhex(value) FROM json_each(?)) ORDER BY a.id",
        )
        .bind(number.as_str().to_owned())
        .bind(shown)
        .fetch_all(&mut *connection)
        .await?;
        for row in &actions {
            let id = NoteId(uuid(row, 0)?);
            let action = action(row)?;
            if let Some(note) = notes.iter_mut().find(|note| note.id == id) {
                note.actions.push(action);
            }
        }
        Ok(notes)
    }

    /// Whose note it is and who may see it.
    pub async fn note_place(&self, id: NoteId) -> Result<Option<(PrisonNumber, Visibility)>, StoreError> {
        let mut connection = self.reader().await?;
        let row = sqlx::query("SELECT number, visibility FROM note WHERE note_id = ?")
            .bind(id.0.as_bytes().to_vec())
            .fetch_optional(&mut *connection)
            .await?;
        row.map(|row| {
            let number: String = row.try_get(0)?;
            Ok((number.parse().map_err(|_| StoreError::Corrupt)?, visibility_of(row.try_get(1)?)))
        })
        .transpose()
    }

    /// The note, action's case: whose action it is.
    pub async fn action_place(&self, id: Uuid) -> Result<Option<PrisonNumber>, StoreError> {
        let mut connection = self.reader().await?;
        let number: Option<String> = sqlx::query_scalar("SELECT number FROM action WHERE action_id = ?")
            .bind(id.as_bytes().to_vec())
            .fetch_optional(&mut *connection)
            .await?;
        number.map(|number| number.parse().map_err(|_| StoreError::Corrupt)).transpose()
    }

    /// Every statement about a field of a case (or about all fields), oldest first.
    pub async fn history(&self, number: &PrisonNumber, field: Option<&str>) -> Result<Vec<FactRow>, StoreError> {
        let mut connection = self.reader().await?;
        let rows = sqlx::query(
            "SELECT field, value, calculated, run, row, reason, stands, author, occurred, recorded FROM fact \
             WHERE number = ?1 AND (?2 IS NULL OR field = ?2) ORDER BY lamport, device, seq, event",
        )
        .bind(number.as_str().to_owned())
        .bind(field.map(str::to_owned))
        .fetch_all(&mut *connection)
        .await?;
        rows.iter()
            .map(|row| {
                let run: Option<Vec<u8>> = row.try_get(3)?;
                let line: Option<u32> = row.try_get(4)?;
                let run = run.and_then(|bytes| Uuid::from_slice(&bytes).ok());
                Ok(FactRow {
                    field: row.try_get(0)?,
                    value: row.try_get(1)?,
                    calculated: row.try_get(2)?,
                    import: run.zip(line),
                    reason: row.try_get(5)?,
                    stood: row.try_get(6)?,
                    author: principal(row.try_get(7)?).ok_or(StoreError::Corrupt)?,
                    occurred: row.try_get(8)?,
                    recorded: row.try_get(9)?,
                })
            })
            .collect()
    }

    /// Who took and left which post of a case, oldest first.
    pub async fn allocations(&self, number: &PrisonNumber) -> Result<Vec<AllocationRow>, StoreError> {
        let mut connection = self.reader().await?;
        let rows = sqlx::query(
            "SELECT post, staff, taken, reason, author, occurred FROM allocation WHERE number = ? \
             ORDER BY lamport, device, seq, event, taken",
        )
        .bind(number.as_str().to_owned())
        .fetch_all(&mut *connection)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(AllocationRow {
                    post: row.try_get(0)?,
                    staff: principal(row.try_get(1)?).ok_or(StoreError::Corrupt)?,
                    taken: row.try_get(2)?,
                    reason: row.try_get(3)?,
                    author: principal(row.try_get(4)?).ok_or(StoreError::Corrupt)?,
                    occurred: row.try_get(5)?,
                })
            })
            .collect()
    }

    /// Every import, newest first.
    pub async fn imports(&self) -> Result<Vec<ImportRow>, StoreError> {
        let mut connection = self.reader().await?;
        let rows = sqlx::query(
            "SELECT run, files, read, new, changed, unchanged, warned, quarantined, author, recorded FROM import_run \
             ORDER BY recorded DESC",
        )
        .fetch_all(&mut *connection)
        .await?;
        rows.iter()
            .map(|row| {
                let files: String = row.try_get(1)?;
                let files = files.lines().filter_map(|line| line.split_once(' '));
                let mut counts = [0; 6];
                for (at, count) in counts.iter_mut().enumerate() {
                    *count = row.try_get(at + 2)?;
                }
                Ok(ImportRow {
                    run: uuid(row, 0)?,
                    files: files.map(|(hash, name)| (hash.to_owned(), name.to_owned())).collect(),
                    counts,
                    author: principal(row.try_get(8)?).ok_or(StoreError::Corrupt)?,
                    recorded: row.try_get(9)?,
                })
            })
            .collect()
    }

    /// Every row that imports set aside, newest import first.
    pub async fn quarantine(&self) -> Result<Vec<QuarantineRow>, StoreError> {
        let mut connection = self.reader().await?;
        let rows = sqlx::query(
            "SELECT run, file, row, number, reasons, raw FROM quarantine ORDER BY recorded DESC, file, row",
        )
        .fetch_all(&mut *connection)
        .await?;
        rows.iter()
            .map(|row| {
                let reasons: String = row.try_get(4)?;
                Ok(QuarantineRow {
                    run: uuid(row, 0)?,
                    file: row.try_get(1)?,
                    row: row.try_get(2)?,
                    number: row.try_get(3)?,
                    reasons: reasons.lines().map(str::to_owned).collect(),
                    raw: row.try_get(5)?,
                })
            })
            .collect()
    }

    /// When the newest entry of any device says it was written, milliseconds since 1970: what a clock is compared with.
    pub async fn newest_entry(&self) -> Result<Option<i64>, StoreError> {
        let mut connection = self.reader().await?;
        let newest: Option<i64> = sqlx::query_scalar(
            "SELECT max(recorded) FROM ( \
             SELECT * FROM (SELECT recorded FROM note ORDER BY id DESC LIMIT 1) UNION ALL \
             SELECT * FROM (SELECT recorded FROM fact ORDER BY rowid DESC LIMIT 1) UNION ALL \
             SELECT * FROM (SELECT recorded FROM amendment ORDER BY rowid DESC LIMIT 1) UNION ALL \
             SELECT * FROM (SELECT recorded FROM allocation ORDER BY rowid DESC LIMIT 1))",
        )
        .fetch_one(&mut *connection)
        .await?;
        Ok(newest.max(Some(self.membership().last_change())))
    }
}

pub(crate) fn hex(id: Uuid) -> String {
    id.simple().to_string()
}

fn note(row: &SqliteRow) -> Result<NoteRow, StoreError> {
    Ok(NoteRow {
        id: NoteId(uuid(row, 0)?),
        number: row.try_get(1)?,
        note_type: row.try_get(2)?,
        sub_type: row.try_get(3)?,
        visibility: visibility_of(row.try_get(4)?),
        text: row.try_get(5)?,
        place: row.try_get(6)?,
        author: principal(row.try_get(7)?).ok_or(StoreError::Corrupt)?,
        occurred: row.try_get(8)?,
        recorded: row.try_get(9)?,
        received: row.try_get(10)?,
        amendments: Vec::new(),
        actions: Vec::new(),
    })
}

fn action(row: &SqliteRow) -> Result<ActionRow, StoreError> {
    let done: Option<bool> = row.try_get(5)?;
    let outcome = match done {
        Some(done) => Some((done, row.try_get(6)?, row.try_get(7)?)),
        None => None,
    };
    Ok(ActionRow { id: uuid(row, 1)?, text: row.try_get(2)?, owner: row.try_get(3)?, due: row.try_get(4)?, outcome })
}
