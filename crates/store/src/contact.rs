//! The contacts of a case, and its victim liaison officers, as they were recorded one after the other: also those that stand no longer.

use casework::PrisonNumber;
use casework::event::{ContactId, VictimContact};
use ledger::PrincipalId;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::error::StoreError;
use crate::read::{principal, uuid};
use crate::record::Record;

/// A contact was recorded, or ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactRow {
    /// Which contact.
    pub id: ContactId,
    /// How they are related; blank where it ended.
    pub relationship: String,
    /// Name; blank where it ended.
    pub name: String,
    /// Telephone.
    pub phone: Option<String>,
    /// Email.
    pub email: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Why it ended; nothing where it was recorded.
    pub ended: Option<String>,
    /// By whom.
    pub author: PrincipalId,
    /// When it was written down, milliseconds since 1970.
    pub recorded: i64,
}

/// The victim liaison officer's details, as they were recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VictimContactRow {
    /// The details.
    pub contact: VictimContact,
    /// By whom.
    pub author: PrincipalId,
    /// When it was written down, milliseconds since 1970.
    pub recorded: i64,
}

impl Record {
    /// Every contact that was recorded for a case and every end of one, oldest first.
    pub async fn contacts(&self, number: &PrisonNumber) -> Result<Vec<ContactRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT contact_id, relationship, name, phone, email, address, ended, author, recorded FROM contact \
             WHERE number = ? ORDER BY recorded, rowid",
        )
        .bind(number.as_str().to_owned())
        .fetch_all(&mut *self.reader().await?)
        .await?;
        rows.iter().map(contact).collect()
    }

    /// Every victim liaison officer who was recorded for a case, oldest first. A device without the restricted key has none.
    pub async fn victim_contacts(&self, number: &PrisonNumber) -> Result<Vec<VictimContactRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT officer, email, phone, remarks, author, recorded FROM victim_contact WHERE number = ? \
             ORDER BY recorded, rowid",
        )
        .bind(number.as_str().to_owned())
        .fetch_all(&mut *self.reader().await?)
        .await?;
        rows.iter().map(victim_contact).collect()
    }
}

fn contact(row: &SqliteRow) -> Result<ContactRow, StoreError> {
    Ok(ContactRow {
        id: ContactId(uuid(row, 0)?),
        relationship: row.try_get(1)?,
        name: row.try_get(2)?,
        phone: row.try_get(3)?,
        email: row.try_get(4)?,
        address: row.try_get(5)?,
        ended: row.try_get(6)?,
        author: principal(row.try_get(7)?).ok_or(StoreError::Corrupt)?,
        recorded: row.try_get(8)?,
    })
}

fn victim_contact(row: &SqliteRow) -> Result<VictimContactRow, StoreError> {
    Ok(VictimContactRow {
        contact: VictimContact {
            officer: row.try_get(0)?,
            email: row.try_get(1)?,
            phone: row.try_get(2)?,
            remarks: row.try_get(3)?,
        },
        author: principal(row.try_get(4)?).ok_or(StoreError::Corrupt)?,
        recorded: row.try_get(5)?,
    })
}
