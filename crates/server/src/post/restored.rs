//! After a backup was restored: for each unit a signed statement of where its log goes on, by which devices tell a restored server from a
//! dishonest one.

use ledger::UnitId;
use ledger::wire::{Restorations, Restored, SignedRestored};

use super::{Asked, Post};
use crate::refused::Refused;
use crate::shelf::ShelfError;

impl Post {
    /// Says that the server was restored. How many units it is said of.
    pub async fn state_restored(&self) -> Result<usize, ShelfError> {
        let office = &self.office;
        let now = office.clock.now();
        let mut writing = office.shelf.begin().await?;
        let mut connection = writing.connection();
        let units = connection.all_units().await?;
        for (unit, row) in &units {
            let statement =
                Restored { unit: *unit, cursor: row.cursor, log: row.log, control: row.control, at: now }.to_bytes();
            let signature = office.key.sign_restored(&statement);
            let signed = SignedRestored { body: statement.into(), signature };
            connection.keep_restoration(unit, &ledger::wire::write(&signed), now).await?;
        }
        writing.commit().await?;
        Ok(units.len())
    }

    /// Every restoration of a unit's log. A device that was set back asks before it says anything to a person.
    pub async fn restorations(&self, unit: &UnitId, asked: &Asked) -> Result<Restorations, Refused> {
        let office = &self.office;
        office.caller(unit, asked).await?.active()?;
        let read = async { office.shelf.read().await?.connection().restorations(unit).await };
        let statements = read.await?;
        Ok(Restorations { restorations: statements.iter().filter_map(|bytes| ledger::wire::read(bytes)).collect() })
    }
}
