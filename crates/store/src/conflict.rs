//! Where something is in conflict.

use casework::PrisonNumber;

use crate::error::StoreError;
use crate::record::Record;

impl Record {
    /// In whose cases something is in conflict, in the order of names. Nothing is settled in a case that has left.
    pub async fn in_conflict(&self) -> Result<Vec<PrisonNumber>, StoreError> {
        let mut connection = self.reader().await?;
        let numbers = sqlx::query_scalar(
            "SELECT number FROM caseload WHERE conflicts > 0 AND readable_until IS NULL ORDER BY sort_name, number",
        );
        let numbers: Vec<String> = numbers.fetch_all(&mut *connection).await?;
        numbers.iter().map(|number| number.parse().map_err(|_| StoreError::Corrupt)).collect()
    }
}
