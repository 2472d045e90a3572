//! Taking in what other devices wrote: every entry is checked against its device's chain and seal before it is stored, and
//! the cases that it speaks of are folded again, so that the order of arrival does not matter. An entry that this device has
//! no key for is stored and stays closed.

use std::collections::BTreeSet;
use std::sync::Arc;

use casework::PrisonNumber;
use crypto::{Hash, Signature};
use ledger::chain::Tip;
use ledger::header::Header;
use ledger::ring::KeyRing;
use ledger::sealing::open_entry;
use ledger::{ChainError, DeviceIndex, Membership};
use sqlx::{Row, SqliteConnection};

use crate::caseload::CASELOAD;
use crate::error::StoreError;
use crate::folding::{Folding, Only, Opened, case_of, forget};
use crate::name::{NAME_KEY, NUMBER_KEY};
use crate::owed::{OWED, Reckoning, UNCLEAR};
use crate::rebuild::distrust;
use crate::record::Record;
use crate::rotl::{ROTL_APPLICATION, ROTL_PERSON, ROTL_RELEASE};
use crate::row::{Arg, Batch, Script, Table};
use crate::table::{CASE_FACTS, CASE_STATE, int};
use crate::write::{keep_seal, place, set_tip};

/// A part of a device's log, sealed at its end.
#[derive(Debug, Clone)]
pub struct SealedLog {
    /// The device: the hash of its public keys.
    pub device: Hash,
    /// Header and payload of each entry, in order.
    pub entries: Vec<(Vec<u8>, Vec<u8>)>,
    /// The device's signature over its log up to the last of them.
    pub seal: Signature,
}

/// What came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Received {
    /// Entries that were new.
    pub new: usize,
    /// Entries that were here already.
    pub known: usize,
    /// New entries that this device has no key for.
    pub closed: usize,
}

/// Beyond this many cases it is quicker to fold everything.
const MANY: usize = 200;

static ENTRY: Table = Table { name: "entry", columns: &["place", "lamport", "header", "payload"], case: None };

impl Record {
    /// Checks and stores parts of devices' logs and folds what they change. All or nothing.
    pub async fn receive(&mut self, logs: Vec<SealedLog>) -> Result<Received, StoreError> {
        self.take_in(logs, MANY).await
    }

    /// Checks and stores parts of devices' logs without folding them: for a device that starts from years of them in several
    /// parts. Whoever calls it rebuilds at the end; until then the tables are marked as stale.
    pub async fn receive_unfolded(&mut self, logs: Vec<SealedLog>) -> Result<Received, StoreError> {
        crate::record::set(self.db.writer().await?, "fold", &[]).await?;
        self.take_in(logs, 0).await
    }

    /// Takes logs in. Beyond `most` cases nothing is folded case by case.
    async fn take_in(&mut self, logs: Vec<SealedLog>, most: usize) -> Result<Received, StoreError> {
        let mut received = Received::default();
        let mut touched = BTreeSet::new();
        let mut unit = Vec::new();
        let mut tips = self.tips.clone();
        let reckoning = self.reckoning.clone();
        let mut figures = false;
        let Self { db, identity, .. } = self;
        let membership = &identity.membership;
        let mut tx = db.begin().await?;
        let mut batch = Batch::default();
        for log in logs {
            let device = membership
                .device_by_id(&log.device)
                .ok_or_else(|| StoreError::Ledger("entries of a device that is not in the unit".to_owned()))?;
            let mut tip = tips.get(&device.index).copied().unwrap_or_else(|| device.start());
            for (header_bytes, payload) in log.entries {
                if let Some(header) = Header::from_bytes(&header_bytes).filter(|header| header.seq <= tip.seq) {
                    same_as_known(&mut tx, device.index, &header, &header_bytes).await?;
                    received.known += 1;
                    continue;
                }
                let header = tip
                    .follow(membership.unit(), device.id, &header_bytes, Some(&payload), |head| membership.place(head))
                    .map_err(|error| in_log(device.index, tip.seq + 1, &error))?;
                device.check_end(&tip).map_err(|error| in_log(device.index, tip.seq, &error))?;
                received.new += 1;
                match open(membership, &identity.ring, device.index, &header, &payload)? {
                    None => received.closed += 1,
                    Some(opened) => {
                        let cases = opened.content.events.iter().map(|event| case_of(&event.subject));
                        if cases.clone().any(|number| number.is_none()) {
                            unit.push(opened.clone());
                        }
                        touched.extend(cases.flatten());
                        if most > 0 {
                            mention(&mut tx, &opened).await?;
                        }
                    }
                }
                let row = vec![
                    Arg::Int(place(device.index, header.seq)),
                    int(header.lamport),
                    Arg::Blob(header_bytes),
                    Arg::Blob(payload),
                ];
                batch.add(&ENTRY, row);
            }
            batch.flush(&mut tx).await?;
            if tips.get(&device.index) != Some(&tip) && tip.seq > 0 {
                tip.check_seal(membership.unit(), device.id, &device.public.verify, &log.seal)
                    .map_err(|error| in_log(device.index, tip.seq, &error))?;
                let mut script = Script::default();
                keep_seal(&mut script, device.index, tip.seq, log.seal.as_bytes());
                set_tip(&mut script, device.index, &tip);
                script.run(&mut tx).await?;
                tips.insert(device.index, tip);
            }
        }
        let many = touched.len() > most;
        if !many {
            let mut folding = Folding::new(membership.prison()).owing(reckoning.clone());
            for opened in unit {
                folding.fold(&mut tx, membership, opened, Only::NoCase).await?;
            }
            folding.flush(&mut tx).await?;
            figures = folding.changes_figures();
            for number in touched {
                fold_again(&mut tx, membership, &identity.ring, reckoning.clone(), &number).await?;
            }
        }
        if many {
            distrust(&mut tx).await?;
            crate::owed::distrust(&mut tx).await?;
        }
        tx.commit().await?;
        self.tips = tips;
        if many || figures {
            self.reckoning = None;
        }
        if many && most > 0 {
            self.rebuild(|_, _| {}).await?;
        }
        Ok(received)
    }

    /// The sealed logs of every device from the places in `after` on: what another device is given.
    pub async fn sealed_logs(&self, after: &ledger::VersionVector) -> Result<Vec<SealedLog>, StoreError> {
        let mut connection = self.reader().await?;
        let mut logs = Vec::new();
        for device in self.membership().devices() {
            let seal = sqlx::query(
                "SELECT place, seal FROM entry WHERE place BETWEEN ? AND ? AND seal IS NOT NULL ORDER BY place DESC LIMIT 1",
            )
            .bind(place(device.index, 0))
            .bind(place(device.index, u64::MAX))
            .fetch_optional(&mut *connection)
                .await?;
            let Some(seal) = seal else { continue };
            let last: i64 = seal.try_get(0)?;
            let signature: Vec<u8> = seal.try_get(1)?;
            let rows = sqlx::query("SELECT header, payload FROM entry WHERE place > ? AND place <= ? ORDER BY place")
                .bind(place(device.index, after.of(device.index)))
                .bind(last)
                .fetch_all(&mut *connection)
                .await?;
            let entries = rows
                .iter()
                .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
                .collect::<Result<Vec<_>, sqlx::Error>>()?;
            let signature: [u8; 64] = signature.try_into().map_err(|_| StoreError::Corrupt)?;
            if !entries.is_empty() {
                logs.push(SealedLog { device: device.id, entries, seal: Signature::from_bytes(signature) });
            }
        }
        Ok(logs)
    }
}

/// An entry that was here already must be the very same: the same number with other bytes is an alarm, never a repetition.
async fn same_as_known(
    tx: &mut SqliteConnection,
    device: DeviceIndex,
    header: &Header,
    bytes: &[u8],
) -> Result<(), StoreError> {
    let known: Option<Vec<u8>> = sqlx::query_scalar("SELECT header FROM entry WHERE place = ?")
        .bind(place(device, header.seq))
        .fetch_optional(tx)
        .await?;
    if known.as_deref() == Some(bytes) {
        Ok(())
    } else {
        Err(StoreError::Ledger(format!("device {} wrote two different entries {}", device.0, header.seq)))
    }
}

pub(crate) fn in_log(device: DeviceIndex, seq: u64, error: &ChainError) -> StoreError {
    StoreError::Ledger(format!("entry {seq} of device {}: {error}", device.0))
}

/// Opens an entry, or says that there is no key for it here.
pub(crate) fn open(
    membership: &Membership,
    ring: &KeyRing,
    device: DeviceIndex,
    header: &Header,
    payload: &[u8],
) -> Result<Option<Opened>, StoreError> {
    let Some(key) = ring.key(&header.kid) else { return Ok(None) };
    let compartment = membership
        .compartment_of(&header.kid)
        .ok_or_else(|| StoreError::Ledger(format!("entry {} of device {}: unknown key", header.seq, device.0)))?;
    let content = open_entry(header, payload, key)
        .map_err(|error| StoreError::Ledger(format!("entry {} of device {}: {error}", header.seq, device.0)))?;
    Ok(Some(Opened { device, seq: header.seq, lamport: header.lamport, control: header.control, compartment, content }))
}

async fn mention(tx: &mut SqliteConnection, opened: &Opened) -> Result<(), StoreError> {
    let numbers: BTreeSet<PrisonNumber> =
        opened.content.events.iter().filter_map(|event| case_of(&event.subject)).collect();
    for number in numbers {
        sqlx::query("INSERT OR IGNORE INTO mention (number, device, seq) VALUES (?, ?, ?)")
            .bind(number.as_str().to_owned())
            .bind(i64::from(opened.device.0))
            .bind(i64::try_from(opened.seq).unwrap_or(i64::MAX))
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}

/// Folds one case from its first event on.
async fn fold_again(
    tx: &mut SqliteConnection,
    membership: &Membership,
    ring: &KeyRing,
    reckoning: Option<Reckoning>,
    number: &PrisonNumber,
) -> Result<(), StoreError> {
    let rows = sqlx::query(
        "SELECT e.device, e.header, e.payload FROM mention m JOIN entry e ON e.place = (m.device << 32 | m.seq) \
         WHERE m.number = ? ORDER BY e.lamport, e.place",
    )
    .bind(number.as_str().to_owned())
    .fetch_all(&mut *tx)
    .await?;
    forget_case(tx, number).await?;
    let mut folding = Folding::new(membership.prison()).owing(reckoning);
    for row in rows {
        let (header, payload): (Vec<u8>, Vec<u8>) = (row.try_get(1)?, row.try_get(2)?);
        let header = Header::from_bytes(&header).ok_or(StoreError::Corrupt)?;
        if let Some(opened) = open(membership, ring, DeviceIndex(row.try_get(0)?), &header, &payload)? {
            folding.fold(tx, membership, opened, Only::Case(number)).await?;
            // An amendment looks its note up in the table.
            folding.flush_rows(tx).await?;
        }
    }
    folding.flush(tx).await
}

/// The tables of a case beside those that effects write.
static DERIVED: [&Table; 10] = [
    &CASE_FACTS,
    &CASE_STATE,
    &CASELOAD,
    &NAME_KEY,
    &NUMBER_KEY,
    &OWED,
    &UNCLEAR,
    &ROTL_APPLICATION,
    &ROTL_RELEASE,
    &ROTL_PERSON,
];

/// Removes a case's folded rows.
async fn forget_case(tx: &mut SqliteConnection, number: &PrisonNumber) -> Result<(), StoreError> {
    let mut script = Script::default();
    for words in [
        "DELETE FROM note_word WHERE rowid IN (SELECT id FROM note JOIN note_word_docsize USING (id) WHERE number = ?)",
        "DELETE FROM action_word WHERE rowid IN (SELECT id FROM action JOIN action_word_docsize USING (id) WHERE number = ?)",
    ] {
        script.add(words, vec![number.as_str().into()]);
    }
    let of_cases = crate::table::ALL.iter().copied().filter(|table| table.case.is_some());
    let tables: Vec<&Table> = of_cases.chain(DERIVED).collect();
    forget(&mut script, &tables, number);
    script.run(tx).await
}

/// What opening needs, to be shared with other threads.
#[derive(Clone)]
pub(crate) struct Opener {
    pub(crate) membership: Arc<Membership>,
    pub(crate) ring: Arc<KeyRing>,
}

impl Opener {
    pub(crate) fn of(record: &Record) -> Self {
        Self { membership: Arc::new(record.identity.membership.clone()), ring: Arc::new(record.identity.ring.clone()) }
    }
}

/// The end of a log, moved along while entries are read in the order of the record.
pub(crate) fn tip_after(header: &Header, header_bytes: &[u8], membership: &Membership) -> Tip {
    Tip {
        seq: header.seq,
        hash: ledger::header::entry_hash(header_bytes),
        lamport: header.lamport,
        control: membership.place(&header.control).unwrap_or_default(),
    }
}
