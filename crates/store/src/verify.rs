//! Walking the whole record: the control log, each device's chain, hashes and seals, every payload, and whether the tables are
//! what the fold makes of it. Names the first thing that is wrong.

use crypto::Signature;
use ledger::{Membership, SignedControl};
use sqlx::{Row, SqliteConnection};

use crate::caseload;
use crate::digest::{Digests, of_ledger};
use crate::error::StoreError;
use crate::name::{NAME_KEY, NUMBER_KEY};
use crate::opened::Opener;
use crate::owed::{OWED, UNCLEAR};
use crate::receive::in_log;
use crate::record::Record;
use crate::rotl::{ROTL_APPLICATION, ROTL_PERSON, ROTL_RELEASE};
use crate::table::{CASE_FACTS, CASE_STATE};
use crate::write::place;

/// What was walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verified {
    /// Entries of the control log.
    pub control: usize,
    /// Devices with entries.
    pub devices: usize,
    /// Entries of devices.
    pub entries: u64,
    /// Entries that this device has no key for.
    pub closed: u64,
    /// Cases.
    pub cases: usize,
    /// Rows of folded tables.
    pub rows: u64,
}

/// The first thing that is wrong.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// Something contradicts itself.
    #[error("{0}")]
    Wrong(String),
    /// The database could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for VerifyError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

fn wrong<T>(what: String) -> Result<T, VerifyError> {
    Err(VerifyError::Wrong(what))
}

impl Record {
    /// Walks the whole record. `progress` hears entries done and in all.
    pub async fn verify(&self, mut progress: impl FnMut(u64, u64)) -> Result<Verified, VerifyError> {
        let mut verified = Verified::default();
        let mut connection = self.reader().await?;
        pages(&mut connection).await?;
        let log = self.control_log().await?;
        verified.control = log.len();
        self.control(&log)?;
        let all = self.chains(&mut connection, &mut verified, &mut progress).await?;
        self.fold_equals_tables(&mut connection, &mut verified, all, &mut progress).await?;
        Ok(verified)
    }

    /// The control log, which must be the one that this record was opened with.
    fn control(&self, log: &[SignedControl]) -> Result<(), VerifyError> {
        match Membership::of(log) {
            Err((place, error)) => wrong(format!("entry {place} of the control log: {error}")),
            Ok(membership) if membership.head() != self.membership().head() => {
                wrong(format!("the control log ends at entry {}, which is not its end", log.len().saturating_sub(1)))
            }
            Ok(_) => Ok(()),
        }
    }

    /// Every device's chain, payload hashes and seals.
    async fn chains(
        &self,
        connection: &mut SqliteConnection,
        verified: &mut Verified,
        progress: &mut impl FnMut(u64, u64),
    ) -> Result<u64, VerifyError> {
        let all: i64 = sqlx::query_scalar("SELECT count(*) FROM entry").fetch_one(&mut *connection).await?;
        // Chains are one half of the work, the fold the other.
        let all = all.unsigned_abs();
        let membership = self.membership();
        for device in membership.devices() {
            let mut tip = device.start();
            let mut sealed = 0;
            loop {
                let rows = sqlx::query(
                    "SELECT header, payload, seq, lamport, seal FROM entry WHERE place > ? AND place <= ? ORDER BY place LIMIT 1000",
                )
                .bind(place(device.index, tip.seq))
                .bind(place(device.index, u64::MAX))
                .fetch_all(&mut *connection)
                .await?;
                if rows.is_empty() {
                    break;
                }
                for row in rows {
                    let (header, payload): (Vec<u8>, Vec<u8>) = (row.try_get(0)?, row.try_get(1)?);
                    membership
                        .follow(&mut tip, device, &header, Some(&payload))
                        .map_err(|error| in_log(device.index, tip.seq + 1, &error))
                        .or_else(|error| wrong(error.to_string()))?;
                    let place: (i64, i64) = (row.try_get(2)?, row.try_get(3)?);
                    if (place.0.unsigned_abs(), place.1.unsigned_abs()) != (tip.seq, tip.lamport) {
                        return wrong(format!(
                            "entry {} of device {}: it is kept under another number or place in the order",
                            tip.seq, device.index.0
                        ));
                    }
                    if let Some(bytes) = row.try_get::<Option<Vec<u8>>, _>(4)? {
                        let Ok(bytes) = <[u8; 64]>::try_from(bytes) else {
                            return wrong(format!(
                                "device {}: the seal of entry {} is no seal",
                                device.index.0, tip.seq
                            ));
                        };
                        let seal = Signature::from_bytes(bytes);
                        tip.check_seal(membership.unit(), device.id, &device.public.verify, &seal)
                            .map_err(|error| in_log(device.index, tip.seq, &error))
                            .or_else(|error| wrong(error.to_string()))?;
                        sealed = tip.seq;
                    }
                    verified.entries += 1;
                }
                progress(verified.entries / 2, all);
            }
            let noted = self.tip(device.index).unwrap_or_else(|| device.start());
            if noted.seq > tip.seq {
                return wrong(format!("device {}: entry {} is missing", device.index.0, tip.seq + 1));
            }
            if noted != tip {
                return wrong(format!("device {}: the noted end of its log is not entry {}", device.index.0, tip.seq));
            }
            // Where a branch was set aside, an administrator's word stands for the seal until the branch that counts has come.
            let vouched = device.marks().any(|mark| mark.seq == tip.seq + 1);
            if sealed != tip.seq && !vouched {
                return wrong(format!("device {}: its last entry {} is not sealed", device.index.0, tip.seq));
            }
            if tip.seq > 0 {
                verified.devices += 1;
            }
        }
        if verified.entries != all {
            return wrong(format!("{} entries belong to no device of the unit", all.abs_diff(verified.entries)));
        }
        Ok(all)
    }

    /// Whether every folded table is what the fold makes of the ledger.
    async fn fold_equals_tables(
        &self,
        connection: &mut SqliteConnection,
        verified: &mut Verified,
        all: u64,
        progress: &mut impl FnMut(u64, u64),
    ) -> Result<(), VerifyError> {
        let source = (self.db.readers.clone(), Opener::of(self));
        let done = |done: u64| progress(all / 2 + done / 2, all);
        let folded = of_ledger(connection, source, None, self.reckoning.as_ref(), done).await?;
        (verified.cases, verified.closed) = (folded.cases, folded.closed);
        let mut stored = Digests::default();
        let cases = [&CASE_FACTS, &CASE_STATE, &caseload::CASELOAD, &NAME_KEY, &NUMBER_KEY];
        let others = cases.into_iter().chain([&ROTL_APPLICATION, &ROTL_RELEASE, &ROTL_PERSON]);
        let owed = self.reckoning.iter().flat_map(|_| [&OWED, &UNCLEAR]);
        for table in crate::table::ALL.iter().copied().chain(others).chain(owed) {
            verified.rows += stored.add_table(connection, table).await?;
        }
        if let Some((table, case)) = folded.digests.first_difference(&stored) {
            let whose = if case.is_empty() { String::new() } else { format!(" of case {case}") };
            return wrong(format!("the table {table}{whose} is not what the ledger says: run rebuild"));
        }
        words(connection).await
    }
}

/// Whether the pages of the file are as they were written: SQLCipher signs each.
async fn pages(connection: &mut SqliteConnection) -> Result<(), VerifyError> {
    let damaged: Vec<String> = sqlx::query_scalar("PRAGMA cipher_integrity_check").fetch_all(&mut *connection).await?;
    match damaged.first() {
        None => Ok(()),
        Some(first) => wrong(format!("the file is damaged: {first}")),
    }
}

/// Whether the search index is whole and knows as many notes and actions as there are, but for the newest, which wait.
async fn words(connection: &mut SqliteConnection) -> Result<(), VerifyError> {
    let counts = [
        (
            "notes",
            "SELECT (SELECT count(*) FROM note WHERE visibility < 2 AND id <= (SELECT max(id) FROM note_word_docsize)) \
             - (SELECT count(*) FROM note_word_docsize)",
        ),
        (
            "actions",
            "SELECT (SELECT count(*) FROM action WHERE id <= (SELECT max(id) FROM action_word_docsize)) \
             - (SELECT count(*) FROM action_word_docsize)",
        ),
    ];
    for (what, statement) in counts {
        let missing: i64 = sqlx::query_scalar(statement).fetch_one(&mut *connection).await?;
        if missing != 0 {
            return wrong(format!("the search index differs from the {what} by {missing}: run rebuild"));
        }
    }
    Ok(())
}
