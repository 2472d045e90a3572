//! Units and their control logs.

use crypto::Hash;
use ledger::control::SignedControl;
use ledger::{Membership, UnitId};

use super::ShelfError;
use super::statement::{Connection, Row};

/// How far the logs of a unit go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UnitRow {
    /// The last place of the log.
    pub(crate) cursor: u64,
    /// The running hash up to there.
    pub(crate) log: Hash,
    /// The head of the control log.
    pub(crate) control: Hash,
    /// How many entries the control log has.
    pub(crate) controls: u32,
    /// How many bytes of entries are kept.
    pub(crate) bytes: u64,
}

impl UnitRow {
    fn of(row: &Row) -> Result<Self, ShelfError> {
        Ok(Self {
            cursor: row.whole(0)?,
            log: row.hash(1)?,
            control: row.hash(2)?,
            controls: row.small(3)?,
            bytes: row.whole(4)?,
        })
    }
}

fn signed(row: &Row) -> Result<SignedControl, ShelfError> {
    SignedControl::from_bytes(&row.bytes(0)?).map_err(|_| ShelfError::Damaged("a control entry"))
}

impl Connection<'_> {
    /// How far a unit's logs go.
    pub(crate) async fn unit(&mut self, unit: &UnitId) -> Result<Option<UnitRow>, ShelfError> {
        let sql = "SELECT cursor, log, control, controls, bytes FROM unit WHERE unit = $1";
        self.row(sql, &[unit.into()]).await?.as_ref().map(UnitRow::of).transpose()
    }

    /// The same, and nobody else adds to the unit's logs before this transaction ends. In SQLite the transaction has the only lock already.
    pub(crate) async fn lock_unit(&mut self, unit: &UnitId) -> Result<Option<UnitRow>, ShelfError> {
        let sql = match self {
            Self::Sqlite(_) => return self.unit(unit).await,
            Self::Postgres(_) => "SELECT cursor, log, control, controls, bytes FROM unit WHERE unit = $1 FOR UPDATE",
        };
        self.row(sql, &[unit.into()]).await?.as_ref().map(UnitRow::of).transpose()
    }

    /// Enters a new unit.
    pub(crate) async fn enter_unit(
        &mut self,
        membership: &Membership,
        row: &UnitRow,
        now: i64,
    ) -> Result<(), ShelfError> {
        let sql = "INSERT INTO unit (unit, prison, registered, cursor, log, control, controls, bytes) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let unit = membership.unit();
        self.change(
            sql,
            &[
                (&unit).into(),
                membership.prison().into(),
                now.into(),
                row.cursor.into(),
                (&row.log).into(),
                (&row.control).into(),
                row.controls.into(),
                row.bytes.into(),
            ],
        )
        .await?;
        Ok(())
    }

    /// Writes down how far a unit's logs go now.
    pub(crate) async fn advance_unit(&mut self, unit: &UnitId, row: &UnitRow) -> Result<(), ShelfError> {
        let sql = "UPDATE unit SET cursor = $2, log = $3, control = $4, controls = $5, bytes = $6 WHERE unit = $1";
        let values = [
            unit.into(),
            row.cursor.into(),
            (&row.log).into(),
            (&row.control).into(),
            row.controls.into(),
            row.bytes.into(),
        ];
        self.change(sql, &values).await?;
        Ok(())
    }

    /// The units of a prison, the oldest first.
    pub(crate) async fn units_of(&mut self, prison: &str) -> Result<Vec<UnitId>, ShelfError> {
        let sql = "SELECT unit FROM unit WHERE prison = $1 ORDER BY registered, unit LIMIT 100";
        self.rows(sql, &[prison.into()]).await?.iter().map(|row| Ok(UnitId(row.hash(0)?))).collect()
    }

    /// Every unit with how far its logs go.
    pub(crate) async fn all_units(&mut self) -> Result<Vec<(UnitId, UnitRow)>, ShelfError> {
        let sql = "SELECT cursor, log, control, controls, bytes, unit FROM unit";
        self.rows(sql, &[]).await?.iter().map(|row| Ok((UnitId(row.hash(5)?), UnitRow::of(row)?))).collect()
    }

    /// Control entries from a place on, up to another.
    pub(crate) async fn control_between(
        &mut self,
        unit: &UnitId,
        from: u32,
        until: u32,
    ) -> Result<Vec<SignedControl>, ShelfError> {
        let sql = "SELECT entry FROM control WHERE unit = $1 AND place >= $2 AND place < $3 ORDER BY place";
        self.rows(sql, &[unit.into(), from.into(), until.into()]).await?.iter().map(signed).collect()
    }

    /// Adds to a control log.
    pub(crate) async fn add_control(
        &mut self,
        unit: &UnitId,
        place: u32,
        entry: &SignedControl,
    ) -> Result<(), ShelfError> {
        let sql = "INSERT INTO control (unit, place, entry) VALUES ($1, $2, $3)";
        self.change(sql, &[unit.into(), place.into(), entry.to_bytes().as_slice().into()]).await?;
        Ok(())
    }
}
