//! Entries whose chains were checked, on their way into the tables: they are stored, and the cases that they speak of go on from where
//! they are, or are folded again from their first event, so that the order of arrival does not matter.

use std::collections::{BTreeMap, BTreeSet};

use casework::PrisonNumber;
use crypto::Signature;
use ledger::chain::Tip;
use ledger::header::Header;
use ledger::membership::Device;
use ledger::ring::KeyRing;
use ledger::{DeviceIndex, Membership};
use sqlx::{Row, SqliteConnection};

use crate::caseload::CASELOAD;
use crate::error::StoreError;
use crate::folding::{Folding, Only, forget};
use crate::name::{NAME_KEY, NUMBER_KEY};
use crate::opened::{Opened, case_of, open};
use crate::owed::{OWED, Reckoning, UNCLEAR};
use crate::rebuild::distrust;
use crate::receive::Received;
use crate::record::Record;
use crate::rotl::{ROTL_APPLICATION, ROTL_PERSON, ROTL_RELEASE};
use crate::row::{Arg, Batch, Script, Table};
use crate::table::{CASE_FACTS, CASE_STATE, int};
use crate::write::{keep_seal, place, set_tip};

/// If so many cases have to be folded again, it is quicker to fold everything.
pub(crate) const MANY: usize = 200;

static ENTRY: Table = Table { name: "entry", columns: &["place", "lamport", "header", "payload"], case: None };

/// An entry that continues its device's log.
pub(crate) struct Arrival {
    pub(crate) device: DeviceIndex,
    /// The end of the log with it.
    pub(crate) tip: Tip,
    pub(crate) header_bytes: Vec<u8>,
    pub(crate) payload: Vec<u8>,
    /// What is in it, where there is a key.
    pub(crate) opened: Option<Opened>,
}

/// What comes in together.
pub(crate) struct Arrivals {
    /// The ends of the logs with what came.
    pub(crate) tips: BTreeMap<DeviceIndex, Tip>,
    pub(crate) received: Received,
    rows: Batch,
    opened: Vec<Opened>,
    seals: Vec<(DeviceIndex, u64, Signature)>,
    moved: BTreeSet<DeviceIndex>,
}

/// What is left to do once it is committed.
pub(crate) struct Settled {
    pub(crate) tips: BTreeMap<DeviceIndex, Tip>,
    pub(crate) received: Received,
    /// The tables are no longer what the ledger says: they have to be made again.
    pub(crate) stale: bool,
    /// What is owed has to be worked out again in every case.
    pub(crate) figures: bool,
}

impl Arrivals {
    /// On top of these logs.
    pub(crate) fn after(tips: &BTreeMap<DeviceIndex, Tip>) -> Self {
        Self {
            tips: tips.clone(),
            received: Received::default(),
            rows: Batch::default(),
            opened: Vec::new(),
            seals: Vec::new(),
            moved: BTreeSet::new(),
        }
    }

    /// The end of a device's log with what came so far.
    pub(crate) fn tip(&self, device: &Device) -> Tip {
        self.tips.get(&device.index).copied().unwrap_or_else(|| device.start())
    }

    /// Takes an entry.
    pub(crate) fn add(&mut self, arrival: Arrival) {
        let Arrival { device, tip, header_bytes, payload, opened } = arrival;
        self.received.new += 1;
        match opened {
            None => self.received.closed += 1,
            Some(opened) => self.opened.push(opened),
        }
        let header = Arg::Blob(header_bytes);
        self.rows.add(&ENTRY, vec![Arg::Int(place(device, tip.seq)), int(tip.lamport), header, Arg::Blob(payload)]);
        self.tips.insert(device, tip);
        self.moved.insert(device);
    }

    /// Keeps a device's signature over its log with the entry that it ends with.
    pub(crate) fn seal(&mut self, device: DeviceIndex, seq: u64, seal: Signature) {
        self.seals.push((device, seq, seal));
    }

    /// Stores the entries that wait.
    pub(crate) async fn store(&mut self, tx: &mut SqliteConnection) -> Result<(), StoreError> {
        self.rows.flush(tx).await
    }

    /// Stores what came and folds it. Where more than `most` cases have to be folded again, nothing is folded.
    pub(crate) async fn settle(
        mut self,
        tx: &mut SqliteConnection,
        (membership, ring): (&Membership, &KeyRing),
        reckoning: Option<Reckoning>,
        most: Option<usize>,
    ) -> Result<Settled, StoreError> {
        self.store(tx).await?;
        let mut script = Script::default();
        for (device, seq, seal) in &self.seals {
            keep_seal(&mut script, *device, *seq, seal.as_bytes());
        }
        for device in &self.moved {
            if let Some(tip) = self.tips.get(device) {
                set_tip(&mut script, *device, tip);
            }
        }
        script.run(tx).await?;
        let figures = match most {
            None if self.opened.is_empty() => Some(false),
            None => None,
            Some(most) => fold(tx, (membership, ring), reckoning, self.opened, most).await?,
        };
        let stale = figures.is_none();
        if stale {
            distrust(tx).await?;
            crate::owed::distrust(tx).await?;
        }
        Ok(Settled { tips: self.tips, received: self.received, stale, figures: figures.unwrap_or(true) })
    }
}

impl Record {
    /// What follows for the open record from what was committed.
    pub(crate) fn settled(&mut self, settled: Settled) -> Received {
        self.tips = settled.tips;
        if settled.figures {
            self.reckoning = None;
        }
        settled.received
    }
}

/// Folds what came. Returns whether figures changed by which things are owed; nothing, if it is too much to fold case by case.
async fn fold(
    tx: &mut SqliteConnection,
    (membership, ring): (&Membership, &KeyRing),
    reckoning: Option<Reckoning>,
    mut opened: Vec<Opened>,
    most: usize,
) -> Result<Option<bool>, StoreError> {
    opened.sort_unstable_by_key(|opened| (opened.lamport, place(opened.device, opened.seq)));
    let mut folding = Folding::new(membership.prison()).owing(reckoning.clone());
    let again = overtaken(tx, &mut folding, &opened).await?;
    if again.len() > most {
        return Ok(None);
    }
    for opened in opened {
        mention(tx, &opened, &again).await?;
        folding.fold(tx, membership, opened, Only::But(&again)).await?;
    }
    folding.flush(tx).await?;
    let figures = folding.changes_figures();
    for number in &again {
        fold_again(tx, membership, ring, reckoning.clone(), number).await?;
    }
    Ok(Some(figures))
}

/// The cases of which something came that belongs before what is folded already.
async fn overtaken(
    tx: &mut SqliteConnection,
    folding: &mut Folding,
    opened: &[Opened],
) -> Result<BTreeSet<PrisonNumber>, StoreError> {
    let (mut asked, mut again) = (BTreeSet::new(), BTreeSet::new());
    for opened in opened {
        for number in opened.content.events.iter().filter_map(|event| case_of(&event.subject)) {
            // They come in the order of the record: the first one of a case decides.
            if asked.insert(number)
                && let Some(heard) = folding.heard(tx, number).await?
                && newest(tx, heard.iter().map(|(device, seq)| place(device, seq)).collect()).await?
                    > Some((i64::try_from(opened.lamport).unwrap_or(i64::MAX), place(opened.device, opened.seq)))
            {
                folding.leave(&number);
                again.insert(number);
            }
        }
    }
    Ok(again)
}

/// Where the newest of some entries stands in the order of the record.
async fn newest(tx: &mut SqliteConnection, places: Vec<i64>) -> Result<Option<(i64, i64)>, StoreError> {
    if places.is_empty() {
        return Ok(None);
    }
    let marks = vec!["?"; places.len()].join(",");
    let select = format!("SELECT lamport, place FROM entry WHERE place IN ({marks})");
    let select = places.iter().fold(sqlx::query_as(sqlx::AssertSqlSafe(select)), |select, place| select.bind(*place));
    let found: Vec<(i64, i64)> = select.fetch_all(tx).await?;
    Ok(found.into_iter().max())
}

/// Notes which of some cases an entry speaks of.
async fn mention(tx: &mut SqliteConnection, opened: &Opened, of: &BTreeSet<PrisonNumber>) -> Result<(), StoreError> {
    let numbers = opened.content.events.iter().filter_map(|event| case_of(&event.subject));
    for number in numbers.filter(|number| of.contains(number)).collect::<BTreeSet<_>>() {
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
pub(crate) async fn fold_again(
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
