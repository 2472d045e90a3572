//! From opened entries to rows: cases are loaded, events applied, and the rows of their effects gathered and inserted.

use std::collections::{BTreeMap, BTreeSet};

use casework::apply::apply_to_unit;
use casework::event::{CaseEvent, NoteId};
use casework::{Case, Effect, NotApplied, PrisonNumber, Stamp};
use ledger::content::Subject;
use ledger::{Membership, VersionVector};
use sqlx::{Row, SqliteConnection};

use crate::caseload::{self, CASELOAD};
use crate::error::StoreError;
use crate::name::{NAME_KEY, NUMBER_KEY, name_keys, number_keys};
use crate::opened::{Opened, Read, case_of};
use crate::owed::{self, OwedRows, Reckoning};
use crate::rotl::{self, RotlRows};
use crate::row::{Arg, Batch, Script, Table};
use crate::search;
use crate::table::{CASE_FACTS, CASE_STATE, MENTION, add_effects, int, visibility_of};

/// Events being applied within a transaction.
pub(crate) struct Folding {
    prison: String,
    cases: BTreeMap<PrisonNumber, Case>,
    touched: BTreeSet<PrisonNumber>,
    renamed: BTreeSet<PrisonNumber>,
    /// A case as the tables have it, read before the transaction.
    known: Option<(PrisonNumber, Case)>,
    /// The cases that have rows already, with the row of the caseload as it is.
    stored: BTreeMap<PrisonNumber, Vec<Arg>>,
    /// The rows of what is owed in them, where these are kept up.
    owed: BTreeMap<PrisonNumber, OwedRows>,
    reckoning: Option<Reckoning>,
    /// The rows of their applications for release on temporary licence.
    rotl: BTreeMap<PrisonNumber, RotlRows>,
    /// Whether a figure by which things are owed was set.
    figures: bool,
    /// The cases that the entry in hand has mentioned.
    mentioned: BTreeSet<PrisonNumber>,
    words: search::Words,
    batch: Batch,
    effects: Vec<Effect>,
    /// Whether every case starts from nothing, so that nothing has to be looked up.
    afresh: bool,
}

/// Which events of an entry to apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Only<'a> {
    /// All of them.
    Everything,
    /// Those about one case.
    Case(&'a PrisonNumber),
    /// All but those about some cases.
    But(&'a BTreeSet<PrisonNumber>),
}

impl Only<'_> {
    fn takes(self, subject: &Subject) -> bool {
        match self {
            Self::Everything => true,
            Self::Case(number) => case_of(subject).as_ref() == Some(number),
            Self::But(numbers) => case_of(subject).is_none_or(|number| !numbers.contains(&number)),
        }
    }
}

impl Folding {
    /// A fold that goes on from what the tables have.
    pub(crate) fn new(prison: &str) -> Self {
        Self::begin(prison, false)
    }

    /// The same with a case that was read already.
    pub(crate) fn knowing(self, known: Option<(PrisonNumber, Case)>) -> Self {
        Self { known, ..self }
    }

    /// The same by whose function what is owed is kept up; by none, it is worked out again later.
    pub(crate) fn owing(self, reckoning: Option<Reckoning>) -> Self {
        Self { reckoning, ..self }
    }

    /// Whether what is owed has to be worked out again in every case.
    pub(crate) const fn changes_figures(&self) -> bool {
        self.figures
    }

    /// A fold that starts every case from nothing.
    pub(crate) fn afresh(prison: &str) -> Self {
        Self::begin(prison, true)
    }

    fn begin(prison: &str, afresh: bool) -> Self {
        Self {
            afresh,
            prison: prison.to_owned(),
            cases: BTreeMap::new(),
            touched: BTreeSet::new(),
            renamed: BTreeSet::new(),
            known: None,
            stored: BTreeMap::new(),
            owed: BTreeMap::new(),
            reckoning: None,
            rotl: BTreeMap::new(),
            figures: false,
            mentioned: BTreeSet::new(),
            words: search::Words::default(),
            batch: Batch::default(),
            effects: Vec::new(),
        }
    }

    /// A case as the fold has it so far.
    pub(crate) async fn case(
        &mut self,
        tx: &mut SqliteConnection,
        number: PrisonNumber,
    ) -> Result<&mut Case, StoreError> {
        self.load(tx, number).await?;
        Ok(self.cases.entry(number).or_default())
    }

    /// What a case has heard so far; nothing, if there is no such case.
    pub(crate) async fn heard(
        &mut self,
        tx: &mut SqliteConnection,
        number: PrisonNumber,
    ) -> Result<Option<VersionVector>, StoreError> {
        self.load(tx, number).await?;
        Ok(self.cases.get(&number).map(|case| case.heard.clone()))
    }

    /// Leaves a case to whoever folds it from its first event on.
    pub(crate) fn leave(&mut self, number: &PrisonNumber) {
        self.cases.remove(number);
        self.stored.remove(number);
        self.owed.remove(number);
        self.rotl.remove(number);
    }

    /// Reads a case that the tables have.
    async fn load(&mut self, tx: &mut SqliteConnection, number: PrisonNumber) -> Result<(), StoreError> {
        if self.cases.contains_key(&number) {
            return Ok(());
        }
        let stored = match self.known.take_if(|(known, _)| *known == number) {
            Some((_, case)) => Some(case),
            None if self.afresh => None,
            None => load_case(tx, &number).await?,
        };
        let Some(case) = stored else { return Ok(()) };
        self.stored.insert(number, caseload::row(&self.prison, &number, &case));
        if let Some(reckoning) = &self.reckoning {
            self.owed.insert(number, reckoning.rows(&number, &case));
        }
        self.rotl.insert(number, rotl::rows(&number, &case));
        self.cases.insert(number, case);
        Ok(())
    }

    /// Applies an entry's events. Returns the first reason for which one was not applied.
    pub(crate) async fn fold(
        &mut self,
        tx: &mut SqliteConnection,
        membership: &Membership,
        opened: Opened,
        only: Only<'_>,
    ) -> Result<Option<NotApplied>, StoreError> {
        let mut refused = None;
        self.mentioned.clear();
        let events = opened.events(membership).filter(|read| only.takes(&read.subject));
        for Read { subject, stamp, event } in events {
            let mut effects = std::mem::take(&mut self.effects);
            let kind = event.as_ref().map_or("unknown", CaseEvent::name);
            let number = case_of(&subject);
            match (&subject, number, event) {
                (Subject::Case(_), None, _) => effects.push(Effect::NotApplied(NotApplied::Misfiled)),
                (_, _, Err(reason)) => {
                    effects.push(Effect::NotApplied(reason));
                    if let Some(number) = number {
                        self.touch(number, &stamp, &[]);
                    }
                }
                (_, None, Ok(event)) => {
                    apply_to_unit(&stamp, event, &mut effects);
                    self.figures |= effects.iter().any(|effect| matches!(effect, Effect::FigureSet(_)));
                }
                (_, Some(number), Ok(event)) => {
                    let noted = if self.afresh { Vec::new() } else { mentioned_notes(&event) };
                    let case = self.case(tx, number).await?;
                    for note in noted {
                        if let Some(visibility) = note_visibility(tx, note, &number).await? {
                            case.known_notes.insert(note, visibility);
                        }
                    }
                    case.apply(&stamp, event, &mut effects);
                    self.touch(number, &stamp, &effects);
                }
            }
            refused = refused.or_else(|| not_applied(&effects));
            let filed = number.as_ref().map_or(subject.as_str(), PrisonNumber::as_str);
            add_effects(&mut self.batch, &stamp, filed, kind, effects.drain(..));
            self.effects = effects;
        }
        Ok(refused)
    }

    /// Notes which rows of the case have to be written again.
    fn touch(&mut self, number: PrisonNumber, stamp: &Stamp, effects: &[Effect]) {
        self.touched.insert(number);
        if self.mentioned.insert(number) {
            let position = stamp.position;
            let row = vec![number.as_str().into(), Arg::Int(i64::from(position.device.0)), int(position.seq)];
            self.batch.add(&MENTION, row);
        }
        for effect in effects {
            match effect {
                Effect::FactStated { .. } => {
                    self.renamed.insert(number);
                }
                _ => self.words.note(number, effect),
            }
            if let Effect::Elsewhere { effects, .. } = effect
                && effects.iter().any(|effect| matches!(effect, Effect::FactStated { .. }))
            {
                self.renamed.insert(number);
            }
        }
    }

    /// How many rows wait to be inserted.
    pub(crate) fn waiting(&self) -> usize {
        self.batch.len()
    }

    /// Inserts the rows that wait, but not yet the cases.
    pub(crate) async fn flush_rows(&mut self, tx: &mut SqliteConnection) -> Result<(), StoreError> {
        self.batch.flush(tx).await
    }

    /// Forgets which words have to be indexed: a rebuild indexes all of them at its end.
    pub(crate) fn forget_words(&mut self) {
        self.words = search::Words::default();
    }

    /// The rows that wait, for whoever compares them with the tables.
    pub(crate) const fn batch(&mut self) -> &mut Batch {
        &mut self.batch
    }

    /// The cases as folded.
    pub(crate) const fn cases(&mut self) -> &mut BTreeMap<PrisonNumber, Case> {
        &mut self.cases
    }

    /// Inserts what was gathered.
    pub(crate) async fn flush(&mut self, tx: &mut SqliteConnection) -> Result<(), StoreError> {
        self.flush_with(tx, Script::default()).await
    }

    /// Inserts what was gathered, after the statements that wait already.
    pub(crate) async fn flush_with(&mut self, tx: &mut SqliteConnection, mut script: Script) -> Result<(), StoreError> {
        for number in std::mem::take(&mut self.touched) {
            let Some(case) = self.cases.get_mut(&number) else { continue };
            let renamed = self.renamed.remove(&number);
            let row = caseload::row(&self.prison, &number, case);
            let state = state_bytes(case);
            match self.stored.insert(number, row.clone()) {
                Some(before) => {
                    let changed = |at: usize, new: &Arg| before.get(at) != Some(new);
                    CASELOAD.update(&mut script, &number, row, changed);
                    CASE_STATE.update(&mut script, &number, vec![Arg::Null, Arg::Blob(state)], |at, _| at > 0);
                    if renamed {
                        forget(&mut script, &[&CASE_FACTS, &NAME_KEY, &NUMBER_KEY], &number);
                    }
                }
                None => {
                    self.batch.add(&CASELOAD, row);
                    self.batch.add(&CASE_STATE, vec![number.as_str().into(), Arg::Blob(state)]);
                }
            }
            if let Some(reckoning) = &self.reckoning {
                let rows = reckoning.rows(&number, case);
                let before = self.owed.insert(number, rows.clone()).unwrap_or_default();
                exchange(&mut script, &mut self.batch, &before, rows, owed::forget_row);
            }
            let rows = rotl::rows(&number, case);
            let before = self.rotl.insert(number, rows.clone()).unwrap_or_default();
            exchange(&mut script, &mut self.batch, &before, rows, rotl::forget_row);
            if renamed {
                self.batch.add(&CASE_FACTS, vec![number.as_str().into(), Arg::Blob(facts_bytes(case))]);
                name_keys(&number, case).into_iter().for_each(|row| self.batch.add(&NAME_KEY, row));
                number_keys(&number, case).into_iter().for_each(|row| self.batch.add(&NUMBER_KEY, row));
            }
        }
        if self.figures || self.reckoning.is_none() {
            script.add(owed::DISTRUST, Vec::new());
        }
        self.batch.join(&mut script);
        if self.batch.len() > 0 {
            script.run(tx).await?;
            self.batch.flush(tx).await?;
        }
        self.words.join(&mut script);
        script.run(tx).await
    }
}

/// Puts rows of a case in the place of those before: only what changed is written.
fn exchange(
    script: &mut Script,
    batch: &mut Batch,
    before: &[(&'static Table, Vec<Arg>)],
    after: Vec<(&'static Table, Vec<Arg>)>,
    forget: fn(&mut Script, &(&'static Table, Vec<Arg>)),
) {
    before.iter().filter(|row| !after.contains(row)).for_each(|row| forget(script, row));
    after.into_iter().filter(|row| !before.contains(row)).for_each(|(table, row)| batch.add(table, row));
}

/// Removes a case's rows from tables.
pub(crate) fn forget(script: &mut Script, tables: &[&Table], number: &PrisonNumber) {
    for table in tables {
        script.add(format!("DELETE FROM {} WHERE number = ?", table.name), vec![number.as_str().into()]);
    }
}

/// The reason, if the last event did nothing.
fn not_applied(effects: &[Effect]) -> Option<NotApplied> {
    match effects.last() {
        Some(Effect::NotApplied(reason)) => Some(reason.clone()),
        _ => None,
    }
}

/// The note that an event speaks of: one that it amends, or one that it would write again.
pub(crate) const fn mentioned_note(event: &CaseEvent) -> Option<NoteId> {
    match event {
        CaseEvent::NoteAmended(amendment) => Some(amendment.note),
        CaseEvent::NoteWritten(note) => Some(note.id),
        _ => None,
    }
}

/// The notes that an event speaks of, with those that it brings from another unit.
fn mentioned_notes(event: &CaseEvent) -> Vec<NoteId> {
    let CaseEvent::CaseReceived(received) = event else { return mentioned_note(event).into_iter().collect() };
    let brought = received.events.iter().filter_map(|one| CaseEvent::decode(one.kind, one.schema, &one.body).ok());
    brought.filter_map(|event| mentioned_note(&event)).collect()
}

async fn note_visibility(
    tx: &mut SqliteConnection,
    note: NoteId,
    number: &PrisonNumber,
) -> Result<Option<casework::event::Visibility>, StoreError> {
    let found = sqlx::query("SELECT visibility FROM note WHERE note_id = ? AND number = ?")
        .bind(note.0.as_bytes().to_vec())
        .bind(number.as_str().to_owned())
        .fetch_optional(tx)
        .await?;
    found.map(|row| Ok(visibility_of(row.try_get(0)?))).transpose()
}

pub(crate) async fn load_case(
    connection: &mut SqliteConnection,
    number: &PrisonNumber,
) -> Result<Option<Case>, StoreError> {
    let row =
        sqlx::query("SELECT s.state, f.facts FROM case_state s LEFT JOIN case_facts f USING (number) WHERE number = ?")
            .bind(number.as_str().to_owned())
            .fetch_optional(connection)
            .await?;
    row.map(|row| read_case(row.try_get(0)?, row.try_get(1)?)).transpose()
}

/// A case out of its two rows.
pub(crate) fn read_case(state: Vec<u8>, facts: Option<Vec<u8>>) -> Result<Case, StoreError> {
    let mut case: Case = minicbor::decode(&state).map_err(|_| StoreError::Corrupt)?;
    if let Some(facts) = facts {
        case.facts = minicbor::decode(&facts).map_err(|_| StoreError::Corrupt)?;
    }
    Ok(case)
}

/// A case's facts, as their row stores them.
pub(crate) fn facts_bytes(case: &Case) -> Vec<u8> {
    bytes(&case.facts)
}

/// The rest of a case, as its row stores it.
pub(crate) fn state_bytes(case: &mut Case) -> Vec<u8> {
    let facts = std::mem::take(&mut case.facts);
    let state = bytes(&*case);
    case.facts = facts;
    state
}

fn bytes(value: &impl minicbor::Encode<()>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory cannot fail.
    let _: Result<(), _> = minicbor::encode(value, &mut bytes);
    bytes
}
