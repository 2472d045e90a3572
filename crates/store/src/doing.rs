//! Acts and decisions, and what a unit set for itself: their rows, and reading them.

use std::collections::BTreeMap;

use casework::decision::{DecisionReason, Side};
use casework::event::PomType;
use casework::{Act, Effect, PrisonNumber, Stamp};
use ledger::{Position, PrincipalId};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use crate::error::StoreError;
use crate::read::{position_of, principal};
use crate::record::Record;
use crate::row::{Arg, Batch};
use crate::table::{ACT, ACT_WITHDRAWN, DECISION, FIGURE, WORKING_PATTERN, at, int, position, staff};

/// What is read of an act, with how it was taken back.
const DONE: &str = "SELECT a.act, a.day, a.about, a.words, a.by_hand, a.author, a.recorded, a.lamport, a.device, a.seq, a.event, \
     w.reason, w.author, w.recorded, a.number FROM act a LEFT JOIN act_withdrawn w \
     ON w.number = a.number AND w.of_device = a.device AND w.of_seq = a.seq AND w.of_event = a.event";
/// The last that was written down first.
const LAST_FIRST: &str = "ORDER BY a.lamport DESC, a.device DESC, a.seq DESC, a.event DESC";

/// Adds the row of an act, a decision, or a setting of the unit.
pub(crate) fn add(batch: &mut Batch, stamp: &Stamp, filed: &str, effect: Effect) {
    let act = |act: String, day: String, about: Option<String>, words: String, by_hand: bool| {
        (&ACT, vec![filed.into(), act.into(), day.into(), about.into(), words.into(), by_hand.into()])
    };
    let decision = |what: &str, detail: String| (&DECISION, vec![filed.into(), what.into(), detail.into()]);
    let (table, mut row) = match effect {
        Effect::ActDone(done) => act(word(&done.act), done.on.to_string(), done.about, done.words, false),
        Effect::SettledByHand(by_hand) => {
            act(by_hand.kind, by_hand.since.to_string(), by_hand.about, by_hand.reason, true)
        }
        Effect::ActWithdrawn(withdrawn) => {
            let Position { device, seq, event, .. } = withdrawn.of;
            let of = [Arg::Int(i64::from(device.0)), int(seq), Arg::Int(i64::from(event))];
            (&ACT_WITHDRAWN, [filed.into()].into_iter().chain(of).chain([withdrawn.reason.into()]).collect())
        }
        Effect::EarlyAllocationAssessed(assessed) => decision("early-assessed", assessed.reason),
        Effect::EarlyAllocationDecided(decided) => {
            decision("early-decided", if decided.accepted { "accepted" } else { "declined" }.to_owned())
        }
        Effect::ResponsibilityDecided(decided) => {
            let what = match decided.side {
                Side::Prison => "responsible-prison",
                Side::Community => "responsible-community",
            };
            let reason = match decided.reason {
                DecisionReason::Other => decided.words,
                coded => word(&coded),
            };
            decision(what, reason)
        }
        Effect::ResponsibilityWithdrawn(withdrawn) => decision("responsible-withdrawn", withdrawn.reason),
        Effect::CaseSent(sent) => decision("case-sent", format!("to {}: {}", sent.prison, sent.why)),
        Effect::CaseCalledBack { prison, why } => decision("case-called-back", format!("from {prison}: {why}")),
        Effect::CaseReceived { prison, why } => decision("case-received", format!("from {prison}: {why}")),
        Effect::ParoleReviewRecorded(review) => decision("parole", review.outcome.unwrap_or_default()),
        Effect::FigureSet(figure) => (&FIGURE, vec![figure.name.into(), figure.value.into(), figure.reason.into()]),
        Effect::WorkingPatternSet(pattern) => {
            let pom_type = pattern.pom_type.as_ref().map(word);
            (&WORKING_PATTERN, vec![staff(pattern.staff), Arg::Int(i64::from(pattern.tenths)), pom_type.into()])
        }
        _ => return,
    };
    row.push(staff(stamp.author));
    if [&ACT, &ACT_WITHDRAWN, &DECISION].contains(&table) {
        row.push(at(stamp.occurred));
    }
    row.push(at(stamp.recorded));
    row.extend(position(stamp));
    batch.add(table, row);
}

/// A word of a list as it is stored.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// An act that was done, or something settled by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneRow {
    /// What was done; nothing, where it was settled by hand.
    pub act: Option<Act>,
    /// The kind of thing that was settled by hand, as the rules call it.
    pub kind: Option<String>,
    /// The day on which it was done, or since which it had been owed, ISO.
    pub day: String,
    /// About what or whom.
    pub about: Option<String>,
    /// What came of it, or the reason.
    pub words: String,
    /// By whom.
    pub author: PrincipalId,
    /// When it was written down, milliseconds since 1970.
    pub recorded: i64,
    /// Where it stands in the record.
    pub at: Position,
    /// That it was taken back.
    pub withdrawn: Option<WithdrawnRow>,
}

/// That an act was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawnRow {
    /// Why.
    pub reason: String,
    /// By whom.
    pub author: PrincipalId,
    /// When it was written down, milliseconds since 1970.
    pub recorded: i64,
}

/// Something that was decided, assessed or heard in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRow {
    /// What: `early-assessed`, `early-decided`, `responsible-prison`, `responsible-community`, `responsible-withdrawn`, `parole`.
    pub what: String,
    /// The reason, the decision or the outcome; may be blank.
    pub detail: String,
    /// By whom it was recorded.
    pub author: PrincipalId,
    /// When it was written down, milliseconds since 1970.
    pub recorded: i64,
}

/// A figure of the unit as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureRow {
    /// Its name.
    pub name: String,
    /// Its value; nothing: taken back.
    pub value: Option<String>,
    /// Why.
    pub reason: String,
    /// By whom.
    pub author: PrincipalId,
    /// When it was written down, milliseconds since 1970.
    pub recorded: i64,
}

/// How much of a week somebody works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PatternRow {
    /// In tenths of a full week.
    pub tenths: u8,
    /// Of which type they are.
    pub pom_type: Option<PomType>,
}

impl Record {
    /// What was done for a case, the last that was written down first; also what was taken back.
    pub async fn done(&self, number: &PrisonNumber) -> Result<Vec<DoneRow>, StoreError> {
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!("{DONE} WHERE a.number = ? {LAST_FIRST}")))
            .bind(number.as_str().to_owned())
            .fetch_all(&mut *self.reader().await?)
            .await?;
        rows.iter().map(done).collect()
    }

    /// The same of one act, for everybody for whom it was ever done.
    pub async fn done_by_case(&self, act: Act) -> Result<BTreeMap<PrisonNumber, Vec<DoneRow>>, StoreError> {
        let statement = format!("{DONE} WHERE a.act = ? AND NOT a.by_hand {LAST_FIRST}");
        let rows =
            sqlx::query(sqlx::AssertSqlSafe(statement)).bind(word(&act)).fetch_all(&mut *self.reader().await?).await?;
        let mut by_case: BTreeMap<PrisonNumber, Vec<DoneRow>> = BTreeMap::new();
        for row in &rows {
            let number: String = row.try_get(14)?;
            by_case.entry(number.parse().map_err(|_| StoreError::Corrupt)?).or_default().push(done(row)?);
        }
        Ok(by_case)
    }

    /// What was decided in a case, oldest first.
    pub async fn decisions(&self, number: &PrisonNumber) -> Result<Vec<DecisionRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT what, detail, author, recorded FROM decision WHERE number = ? ORDER BY lamport, device, seq, event",
        )
        .bind(number.as_str().to_owned())
        .fetch_all(&mut *self.reader().await?)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(DecisionRow {
                    what: row.try_get(0)?,
                    detail: row.try_get(1)?,
                    author: principal(row.try_get(2)?).ok_or(StoreError::Corrupt)?,
                    recorded: row.try_get(3)?,
                })
            })
            .collect()
    }

    /// The figures that the unit set or took back, as they stand.
    pub async fn figures(&self) -> Result<Vec<FigureRow>, StoreError> {
        figures(&mut *self.reader().await?).await
    }

    /// How much of a week each offender manager works, where that was set.
    pub async fn working_patterns(&self) -> Result<BTreeMap<PrincipalId, PatternRow>, StoreError> {
        let rows =
            sqlx::query("SELECT staff, tenths, pom_type FROM working_pattern ORDER BY lamport, device, seq, event")
                .fetch_all(&mut *self.reader().await?)
                .await?;
        let mut patterns = BTreeMap::new();
        for row in rows {
            let Some(staff) = principal(row.try_get(0)?) else { continue };
            let pom_type: Option<String> = row.try_get(2)?;
            let pom_type = pom_type.and_then(|word| serde_json::from_value(word.into()).ok());
            patterns.insert(staff, PatternRow { tenths: row.try_get(1)?, pom_type });
        }
        Ok(patterns)
    }
}

fn done(row: &SqliteRow) -> Result<DoneRow, StoreError> {
    let (name, by_hand): (String, bool) = (row.try_get(0)?, row.try_get(4)?);
    let act = if by_hand { None } else { serde_json::from_value(name.clone().into()).ok() };
    let withdrawn: Option<String> = row.try_get(11)?;
    let withdrawn = withdrawn.map(|reason| {
        let author = principal(row.try_get(12)?).ok_or(StoreError::Corrupt)?;
        Ok::<_, StoreError>(WithdrawnRow { reason, author, recorded: row.try_get(13)? })
    });
    Ok(DoneRow {
        act,
        kind: by_hand.then_some(name),
        day: row.try_get(1)?,
        about: row.try_get(2)?,
        words: row.try_get(3)?,
        author: principal(row.try_get(5)?).ok_or(StoreError::Corrupt)?,
        recorded: row.try_get(6)?,
        at: position_of(row, 7)?,
        withdrawn: withdrawn.transpose()?,
    })
}

/// The last word on each figure, in the order of the record.
pub(crate) async fn figures(connection: &mut SqliteConnection) -> Result<Vec<FigureRow>, StoreError> {
    let rows =
        sqlx::query("SELECT name, value, reason, author, recorded FROM figure ORDER BY lamport, device, seq, event")
            .fetch_all(connection)
            .await?;
    let mut last = BTreeMap::new();
    for row in rows {
        let name: String = row.try_get(0)?;
        let figure = FigureRow {
            name: name.clone(),
            value: row.try_get(1)?,
            reason: row.try_get(2)?,
            author: principal(row.try_get(3)?).ok_or(StoreError::Corrupt)?,
            recorded: row.try_get(4)?,
        };
        last.insert(name, figure);
    }
    Ok(last.into_values().collect())
}
