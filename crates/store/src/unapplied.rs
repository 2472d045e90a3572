//! What was kept and not applied, with what it says: for whoever wrote it, and for whoever may put it right. What was done about it is known on
//! this device only.

use jiff::Timestamp;
use ledger::{DeviceIndex, Position, PrincipalId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::device::said;
use crate::error::StoreError;
use crate::opened::AsWritten;
use crate::read::{position_of, principal};
use crate::record::Record;
use crate::row::Script;
use crate::table::{at, int};
use crate::write::place;

/// How many are told of at once, the newest: whoever writes more than that is not at honest work.
const MOST: i64 = 1_000;

/// What is read of each.
const SELECT: &str = "SELECT n.number, n.kind, n.reason, n.author, n.occurred, n.recorded, n.lamport, n.device, n.seq, n.event, \
     d.outcome FROM not_applied n LEFT JOIN dealt_with d ON d.device = n.device AND d.seq = n.seq AND d.event = n.event";

/// What was done about something that was not applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DealtWith {
    /// It was recorded again, by somebody who may.
    RecordedAgain,
    /// Somebody looked at it and left it as it is.
    Left,
}

impl DealtWith {
    const fn word(self) -> &'static str {
        match self {
            Self::RecordedAgain => "recorded-again",
            Self::Left => "left",
        }
    }

    fn of(word: &str) -> Option<Self> {
        [Self::RecordedAgain, Self::Left].into_iter().find(|outcome| outcome.word() == word)
    }
}

/// An event that was kept and not applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unapplied {
    /// About which case; empty: the unit.
    pub number: String,
    /// The name of its kind.
    pub kind: String,
    /// Why it did nothing.
    pub reason: String,
    /// By whom.
    pub author: PrincipalId,
    /// When it happened, milliseconds since 1970.
    pub occurred: i64,
    /// When it was written down, milliseconds since 1970.
    pub recorded: i64,
    /// Where it stands in the record.
    pub at: Position,
    /// What it says; nothing: it came with a case from another unit, or this device cannot read it.
    pub said: Option<AsWritten>,
    /// What was done about it on this device.
    pub dealt_with: Option<DealtWith>,
}

impl Record {
    /// Events that were kept and not applied, newest first, a thousand at most. `author`: only theirs.
    pub async fn unapplied(&self, author: Option<PrincipalId>) -> Result<Vec<Unapplied>, StoreError> {
        let statement = format!(
            "{SELECT} WHERE ?1 IS NULL OR n.author = ?1 \
             ORDER BY n.lamport DESC, n.device DESC, n.seq DESC, n.event DESC LIMIT ?2"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(statement))
            .bind(author.map(|author| author.0.as_bytes().to_vec()))
            .bind(MOST)
            .fetch_all(&mut *self.reader().await?)
            .await?;
        let mut unapplied = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let mut entry: Option<((DeviceIndex, u64), Vec<AsWritten>)> = None;
        for one in &mut unapplied {
            let of = (one.at.device, one.at.seq);
            let written = match entry.take().filter(|(known, _)| *known == of) {
                Some((_, written)) => written,
                None => self.as_written(of).await?,
            };
            one.said = written.get(usize::from(one.at.event)).cloned();
            entry = Some((of, written));
        }
        Ok(unapplied)
    }

    /// How many of them nobody has dealt with on this device.
    pub async fn undealt(&self, author: Option<PrincipalId>) -> Result<u32, StoreError> {
        let count = sqlx::query_scalar(
            "SELECT count(*) FROM not_applied n WHERE (?1 IS NULL OR n.author = ?1) AND NOT EXISTS \
             (SELECT 1 FROM dealt_with d WHERE d.device = n.device AND d.seq = n.seq AND d.event = n.event)",
        )
        .bind(author.map(|author| author.0.as_bytes().to_vec()));
        Ok(count.fetch_one(&mut *self.reader().await?).await?)
    }

    /// Remembers that some of them were dealt with.
    pub async fn deal_with(
        &mut self,
        places: &[Position],
        outcome: DealtWith,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut script = Script::default();
        for Position { device, seq, event, .. } in places {
            script.add(
                "INSERT OR REPLACE INTO dealt_with (device, seq, event, outcome, at) VALUES (?, ?, ?, ?, ?)",
                vec![int(u64::from(device.0)), int(*seq), int(u64::from(*event)), outcome.word().into(), at(now)],
            );
        }
        let mut tx = self.db.begin().await?;
        script.run(&mut tx).await?;
        Ok(tx.commit().await?)
    }

    /// What an entry says, event by event; nothing, where it is not here or cannot be opened here.
    async fn as_written(&self, (device, seq): (DeviceIndex, u64)) -> Result<Vec<AsWritten>, StoreError> {
        let row = sqlx::query("SELECT header, payload FROM entry WHERE place = ?")
            .bind(place(device, seq))
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        let Some(row) = row else { return Ok(Vec::new()) };
        let (header, payload): (Vec<u8>, Vec<u8>) = (row.try_get(0)?, row.try_get(1)?);
        Ok(said(self.membership(), self.ring(), device, (header.as_slice(), payload.as_slice()))?.events)
    }
}

fn read(row: &SqliteRow) -> Result<Unapplied, StoreError> {
    let outcome: Option<String> = row.try_get(10)?;
    Ok(Unapplied {
        number: row.try_get(0)?,
        kind: row.try_get(1)?,
        reason: row.try_get(2)?,
        author: principal(row.try_get(3)?).ok_or(StoreError::Corrupt)?,
        occurred: row.try_get(4)?,
        recorded: row.try_get(5)?,
        at: position_of(row, 6)?,
        said: None,
        dealt_with: outcome.as_deref().and_then(DealtWith::of),
    })
}
