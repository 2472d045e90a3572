//! Making every folded table and index again from the ledger. Reading and opening entries runs beside inserting; indexes are
//! made when the rows are in; and all of it is one transaction, so that a power cut in the middle leaves the old tables.

use std::collections::BTreeMap;

use ledger::chain::Tip;
use ledger::header::Header;
use ledger::{DeviceIndex, VersionVector};
use sqlx::{Row, SqliteConnection};
use tokio::sync::mpsc;

use crate::database::Readers;
use crate::error::StoreError;
use crate::folding::{Folding, Only};
use crate::opened::{Opened, Opener};
use crate::receive::tip_after;
use crate::record::{Record, set};
use crate::row::Script;
use crate::search::NOTE_WORDS;
use crate::write::{place, set_tip};

/// The version of the fold: raised whenever what it makes of the same events changes, so that tables are made again.
pub(crate) const FOLD_VERSION: u32 = 9;

/// How many entries are read at a time.
const PAGE: usize = 2_000;
/// How many rows wait before they are inserted.
const ROWS: usize = 8_000;

/// Entries in the order of the record, opened where there is a key.
pub(crate) struct Page {
    pub(crate) entries: Vec<Entry>,
}

/// One of them.
pub(crate) struct Entry {
    pub(crate) device: DeviceIndex,
    pub(crate) tip: Tip,
    pub(crate) opened: Option<Opened>,
}

/// Reads the ledger, up to some entry of each device or whole, in the order of the record and opens it on other threads, a few pages
/// ahead of whoever folds.
pub(crate) fn read_ledger(
    readers: Readers,
    opener: Opener,
    up_to: Option<VersionVector>,
) -> mpsc::Receiver<Result<Page, StoreError>> {
    let (sender, receiver) = mpsc::channel(3);
    tokio::spawn(async move {
        let order = match order(&readers, up_to.as_ref()).await {
            Ok(order) => order,
            // Whoever no longer listens needs no error.
            Err(error) => return sender.send(Err(error)).await.unwrap_or_default(),
        };
        for places in order.chunks(PAGE) {
            let page = read_page(&readers, &opener, places).await;
            let failed = page.is_err();
            if sender.send(page).await.is_err() || failed {
                return;
            }
        }
    });
    receiver
}

/// Every entry's place in the order of the record: by cause, then by device and number.
async fn order(readers: &Readers, up_to: Option<&VersionVector>) -> Result<Vec<(i64, i64)>, StoreError> {
    let rows = sqlx::query_as("SELECT lamport, place FROM entry").fetch_all(&mut *readers.acquire().await?).await;
    let mut order: Vec<(i64, i64)> = rows?;
    if let Some(up_to) = up_to {
        order.retain(|(_, at)| {
            let device = DeviceIndex(u32::try_from(at >> 32).unwrap_or(u32::MAX));
            *at <= place(device, up_to.of(device))
        });
    }
    order.sort_unstable();
    Ok(order)
}

async fn read_page(readers: &Readers, opener: &Opener, places: &[(i64, i64)]) -> Result<Page, StoreError> {
    let marks = vec!["?"; places.len()].join(",");
    let select = format!("SELECT lamport, place, device, header, payload FROM entry WHERE place IN ({marks})");
    let select = places.iter().fold(sqlx::query(sqlx::AssertSqlSafe(select)), |select, (_, place)| select.bind(*place));
    let rows = select.fetch_all(&mut *readers.acquire().await?).await?;
    let mut raw = Vec::with_capacity(rows.len());
    for row in rows {
        let order: (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
        raw.push((order, (DeviceIndex(row.try_get(2)?), row.try_get(3)?, row.try_get(4)?)));
    }
    raw.sort_unstable_by_key(|(order, _)| *order);
    let opener = opener.clone();
    let opening = tokio::task::spawn_blocking(move || raw.iter().map(|(_, raw)| open_raw(&opener, raw)).collect());
    let entries: Result<Vec<Entry>, StoreError> =
        opening.await.map_err(|_| StoreError::Database("opening entries stopped".to_owned()))?;
    Ok(Page { entries: entries? })
}

fn open_raw(
    opener: &Opener,
    (device, header_bytes, payload): &(DeviceIndex, Vec<u8>, Vec<u8>),
) -> Result<Entry, StoreError> {
    let header = Header::from_bytes(header_bytes).ok_or(StoreError::Corrupt)?;
    let tip = tip_after(&header, header_bytes, &opener.membership);
    let opened = opener.open(*device, &header, payload)?;
    Ok(Entry { device: *device, tip, opened })
}

impl Record {
    /// Makes every folded table and index again. `progress` hears entries done and in all.
    pub async fn rebuild(&mut self, mut progress: impl FnMut(u64, u64)) -> Result<(), StoreError> {
        let mut pages = read_ledger(self.db.readers.clone(), Opener::of(self), None);
        let all: i64 = sqlx::query_scalar("SELECT count(*) FROM entry").fetch_one(&mut *self.reader().await?).await?;
        let Self { db, identity, .. } = self;
        let mut tx = db.begin().await?;
        let indexes = clear(&mut tx).await?;
        let mut folding = Folding::afresh(identity.membership.prison());
        let mut tips: BTreeMap<DeviceIndex, Tip> = BTreeMap::new();
        let mut done = 0;
        while let Some(page) = pages.recv().await {
            for Entry { device, tip, opened } in page?.entries {
                tips.insert(device, tip);
                done += 1;
                if let Some(opened) = opened {
                    folding.fold(&mut tx, &identity.membership, opened, Only::Everything).await?;
                }
                if folding.waiting() >= ROWS {
                    folding.flush_rows(&mut tx).await?;
                    folding.forget_words();
                    progress(done, all.unsigned_abs());
                }
            }
        }
        folding.flush_rows(&mut tx).await?;
        folding.forget_words();
        folding.flush(&mut tx).await?;
        let mut script = Script::default();
        for (device, tip) in &tips {
            set_tip(&mut script, *device, tip);
        }
        script.run(&mut tx).await?;
        index_words(&mut tx).await?;
        for index in indexes {
            sqlx::query(sqlx::AssertSqlSafe(index)).execute(&mut *tx).await?;
        }
        set(&mut tx, "fold", &FOLD_VERSION.to_be_bytes()).await?;
        // The flush has noted that what is owed has to be worked out again.
        tx.commit().await?;
        self.reckoning = None;
        progress(done, all.unsigned_abs());
        self.tips = tips;
        Ok(())
    }
}

/// Notes that the tables are no longer what the ledger says: whoever stops before they are made again finds them made again
/// on opening.
pub(crate) async fn distrust(tx: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM setting WHERE name = 'fold'").execute(tx).await?;
    Ok(())
}

/// The folded tables beside those that effects write.
const OTHERS: [&str; 11] = [
    "tip",
    "case_facts",
    "case_state",
    "caseload",
    "name_key",
    "number_key",
    "owed",
    "unclear",
    "rotl_application",
    "rotl_release",
    "rotl_person",
];

/// Empties the folded tables and drops their indexes. Returns what makes the indexes again.
async fn clear(tx: &mut SqliteConnection) -> Result<Vec<String>, StoreError> {
    let tables: Vec<&str> = crate::table::ALL.iter().map(|table| table.name).chain(OTHERS).collect();
    let rows = sqlx::query("SELECT tbl_name, name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
        .fetch_all(&mut *tx)
        .await?;
    let mut indexes = Vec::new();
    for row in rows {
        let (table, name): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        if tables.contains(&table.as_str()) {
            indexes.push(row.try_get(2)?);
            sqlx::query(sqlx::AssertSqlSafe(format!("DROP INDEX {name}"))).execute(&mut *tx).await?;
        }
    }
    for table in tables {
        sqlx::query(sqlx::AssertSqlSafe(format!("DELETE FROM {table}"))).execute(&mut *tx).await?;
    }
    for words in ["note_word", "action_word"] {
        let statement = format!("INSERT INTO {words} ({words}) VALUES ('delete-all')");
        sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut *tx).await?;
    }
    Ok(indexes)
}

/// Indexes the words of every note and action, in the order of their rows.
async fn index_words(tx: &mut SqliteConnection) -> Result<(), StoreError> {
    // The look-up of amendments needs its index before the others are made.
    sqlx::query("CREATE INDEX amendment_note_now ON amendment (note_id)").execute(&mut *tx).await?;
    let notes = format!("INSERT INTO note_word (rowid, text) {NOTE_WORDS} ORDER BY id");
    sqlx::query(sqlx::AssertSqlSafe(notes)).execute(&mut *tx).await?;
    sqlx::query("DROP INDEX amendment_note_now").execute(&mut *tx).await?;
    sqlx::query("INSERT INTO action_word (rowid, text) SELECT id, text FROM action ORDER BY id").execute(tx).await?;
    Ok(())
}
