//! Search as you type over names, numbers, notes and actions.
//!
//! Notes and actions are indexed without positions, under a row number that grows with time: the newest matches are read
//! first and reading stops early, so the time does not depend on how many match. Those are then ranked by what the index
//! leaves out: whole words before beginnings, words that stand together, and how recent. Restricted notes are never indexed.

use casework::event::{NoteId, Visibility};
use casework::{Effect, PrisonNumber};
use jiff::civil::Date;
use ledger::PrincipalId;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use unicode_normalization::UnicodeNormalization;

use crate::error::StoreError;
use crate::excerpt::{excerpt, has_words, is_letter};
use crate::name::plain;
pub use crate::person::PersonHit;
use crate::person::people;
use crate::record::Record;
use crate::row::Script;
use crate::table::visibility;

/// How many of the newest notes with the words are ranked.
const NOTES: usize = 200;
/// How many of the newest actions.
const ACTIONS: usize = 50;

/// Words beyond these narrow nothing that a person would look for.
const MOST_WORDS: usize = 16;

/// As many notes or actions wait before they are indexed together: one by itself would cost more than all else that is written
/// of it. Until then a search reads them themselves.
const WAITING: i64 = 64;

/// What has to be indexed when the transaction ends.
#[derive(Default)]
pub(crate) struct Words {
    noted: bool,
    agreed: bool,
    amended: Vec<(PrisonNumber, NoteId)>,
}

impl Words {
    pub(crate) fn note(&mut self, number: PrisonNumber, effect: &Effect) {
        match effect {
            Effect::Elsewhere { effects, .. } => effects.iter().for_each(|effect| self.note(number, effect)),
            Effect::NoteWritten(_) => self.noted = true,
            Effect::NoteAmended(amendment) => self.amended.push((number, amendment.note)),
            Effect::ActionAgreed { .. } => self.agreed = true,
            _ => {}
        }
    }

    /// Hands the statements over that index the words.
    pub(crate) fn join(&mut self, script: &mut Script) {
        for (number, note) in self.amended.drain(..) {
            let statement = format!(
                "INSERT OR REPLACE INTO note_word (rowid, text) {NOTE_WORDS} AND note_id = ? AND number = ? AND id <= {NOTES_UP_TO}"
            );
            script.add(statement, vec![note.0.into_bytes().into(), number.as_str().into()]);
        }
        if std::mem::take(&mut self.noted) {
            let due = format!("(SELECT max(id) FROM note) - {NOTES_UP_TO} >= {WAITING}");
            let notes = format!("{NOTE_WORDS} AND {due} AND id > {NOTES_UP_TO} ORDER BY id");
            script.add(format!("INSERT INTO note_word (rowid, text) {notes}"), Vec::new());
        }
        if std::mem::take(&mut self.agreed) {
            let due = format!("(SELECT max(id) FROM action) - {ACTIONS_UP_TO} >= {WAITING}");
            let actions = format!("SELECT id, text FROM action WHERE {due} AND id > {ACTIONS_UP_TO} ORDER BY id");
            script.add(format!("INSERT INTO action_word (rowid, text) {actions}"), Vec::new());
        }
    }
}

/// The last note that is indexed. All before it are, and none after it.
const NOTES_UP_TO: &str = "coalesce((SELECT max(id) FROM note_word_docsize), 0)";
/// The last action that is indexed.
const ACTIONS_UP_TO: &str = "coalesce((SELECT max(id) FROM action_word_docsize), 0)";

/// The words of notes that may be indexed, with those of their amendments.
pub(crate) const NOTE_WORDS: &str = "SELECT id, text || coalesce((SELECT group_concat(' ' || a.text, '') \
     FROM amendment a WHERE a.note_id = note.note_id AND a.number = note.number), '') FROM note WHERE visibility < 2";

/// A note or action found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextHit {
    /// The note's identifier; for an action, of the session in which it was agreed.
    pub note: NoteId,
    /// Whose.
    pub number: String,
    /// “Ashdown, Kieran”.
    pub name: String,
    /// Type and subtype of the note.
    pub kind: (String, String),
    /// When it happened, milliseconds since 1970.
    pub occurred: i64,
    /// The words around the best match.
    pub excerpt: String,
    /// Where in the excerpt the words that were looked for are: byte ranges.
    pub marks: Vec<(usize, usize)>,
    /// Whether it is an action (otherwise a note).
    pub action: bool,
}

/// Among which cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Among {
    /// Those whose POM, co-working POM or keyworker this is; nothing: everybody's.
    pub holder: Option<PrincipalId>,
    /// Of those that left so long ago that they are no longer read on this day, the name and number only; nothing: all of every case.
    pub readable_on: Option<Date>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// People, best first.
    pub people: Vec<PersonHit>,
    /// Notes and actions, best first.
    pub texts: Vec<TextHit>,
    /// How many there are of each kind, also of those that were not asked for.
    pub all: Counts,
}

/// How many were found of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// People.
    pub people: usize,
    /// Notes among the newest with the words.
    pub notes: usize,
    /// Whether there are older ones, which were not read.
    pub older_notes: bool,
    /// Actions among the newest with the words.
    pub actions: usize,
    /// Whether there are older ones, which were not read.
    pub older_actions: bool,
}

impl Record {
    /// Searches for words: at most `limit` of each kind. `sensitive`: whether the reader may read sensitive notes.
    pub async fn search(&self, typed: &str, limit: usize, sensitive: bool) -> Result<Found, StoreError> {
        self.search_among(typed, limit, sensitive, Among::default()).await
    }

    /// The same, among some of the cases only.
    pub async fn search_among(
        &self,
        typed: &str,
        limit: usize,
        sensitive: bool,
        among: Among,
    ) -> Result<Found, StoreError> {
        let plain = plain(typed);
        let names: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).take(MOST_WORDS).collect();
        if names.is_empty() {
            return Ok(Found::default());
        }
        let mut connection = self.reader().await?;
        let mut found = Found::default();
        (found.people, found.all.people) = people(&mut connection, typed, &names, limit, among).await?;
        let words = text_words(typed);
        // One letter means nothing in a text.
        if let Some(query) = match_query(&words) {
            let seen = if sensitive { Visibility::Sensitive } else { Visibility::General };
            let asked = query.words;
            let words = words.iter().map(|word| crate::name::plain(word)).collect();
            let wanted = Wanted { query: query.text, words, asked, seen, among };
            let mut notes = notes(&mut connection, &wanted).await?;
            let mut actions = actions(&mut connection, &wanted).await?;
            (found.all.notes, found.all.older_notes) = (notes.hits.len(), notes.older);
            (found.all.actions, found.all.older_actions) = (actions.hits.len(), actions.older);
            let mut best = notes.best(limit);
            best.extend(actions.best(limit));
            best.sort_by(|(a, _), (b, _)| b.cmp(a));
            found.texts = best.into_iter().map(|(_, hit)| hit).collect();
        }
        Ok(found)
    }
}

/// What is looked for in texts.
struct Wanted {
    /// What the index is asked.
    query: String,
    /// The words, plain.
    words: Vec<String>,
    /// How many of them a text must have.
    asked: usize,
    /// What the reader may see.
    seen: Visibility,
    /// In which cases.
    among: Among,
}

type Ranked = ((u32, i64), TextHit);

/// The newest texts with the words.
struct Newest {
    hits: Vec<Ranked>,
    /// Whether there are more.
    older: bool,
}

impl Newest {
    /// Out of the newest, one more of which was asked for than are wanted: whether that one came tells of more.
    fn of(mut hits: Vec<Ranked>, most: usize) -> Self {
        let older = hits.len() > most;
        hits.truncate(most);
        Self { hits, older }
    }

    /// The best of them.
    fn best(&mut self, limit: usize) -> Vec<Ranked> {
        self.hits.sort_by(|(a, _), (b, _)| b.cmp(a));
        self.hits.truncate(limit);
        std::mem::take(&mut self.hits)
    }
}

/// The words of what was typed, split as the index splits texts: at everything that is no letter or digit, which for it
/// includes the vowel signs of some scripts.
fn text_words(typed: &str) -> Vec<String> {
    let typed: String = typed.nfc().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect();
    typed.split(|c| !is_letter(c)).filter(|word| !word.is_empty()).take(MOST_WORDS).map(str::to_owned).collect()
}

/// The index keeps beginnings of three letters. Fewer mean nothing in a text, only in a name.
const SHORTEST: usize = 3;
/// Except in scripts that say more with a letter.
const SHORTEST_ELSEWHERE: usize = 2;

/// What the index is asked.
#[derive(Debug, PartialEq, Eq)]
struct Query {
    text: String,
    /// How many of the words, from the first on, are in it.
    words: usize,
}

/// What the index is asked: every word, quoted, the last one as a beginning.
fn match_query(words: &[String]) -> Option<Query> {
    let (last, others) = words.split_last()?;
    let short = last.chars().count() < if last.is_ascii() { SHORTEST } else { SHORTEST_ELSEWHERE };
    if short && others.is_empty() {
        return None;
    }
    let mut query: Vec<String> = others.iter().map(|word| format!("\"{word}\"")).collect();
    // A short word after others is still being typed: it would match too much to help.
    if !short {
        query.push(format!("\"{last}\" *"));
    }
    Some(Query { words: query.len(), text: query.join(" AND ") })
}

/// A letter that the index's tables do not know yet splits a word for it, and it cannot look for the two halves as one: no
/// text has such a word in the index.
fn found_or_unknown<T>(found: Result<Vec<T>, sqlx::Error>) -> Result<Vec<T>, sqlx::Error> {
    match found {
        Err(sqlx::Error::Database(error)) if error.message().contains("phrase queries are not supported") => {
            Ok(Vec::new())
        }
        found => found,
    }
}

/// The columns of a note, with the words of its amendments.
const NOTE: &str = "SELECT n.note_id, n.number, c.name, n.note_type, n.sub_type, n.occurred, n.text || coalesce((SELECT \
     group_concat(' ' || a.text, '') FROM amendment a WHERE a.note_id = n.note_id AND a.number = n.number), '')";
/// The columns of an action.
const ACTION: &str = "SELECT a.note_id, a.number, c.name, n.note_type, n.sub_type, a.occurred, a.text";
/// The session of an action, and whose it is.
const SESSION: &str =
    "CROSS JOIN note n ON n.note_id = a.note_id AND n.number = a.number CROSS JOIN caseload c ON c.number = a.number";
/// What may be seen, of whom, and on which day.
const SEEN: &str = "n.visibility <= ?1 AND (?2 IS NULL OR ?2 IN (c.pom, c.coworking_pom, c.keyworker)) \
     AND (c.readable_until IS NULL OR c.readable_until >= coalesce(?3, ''))";

async fn notes(connection: &mut SqliteConnection, wanted: &Wanted) -> Result<Newest, StoreError> {
    let waiting = format!(
        "{NOTE} FROM note n CROSS JOIN caseload c ON c.number = n.number \
         WHERE n.id > {NOTES_UP_TO} AND {SEEN} ORDER BY n.id DESC"
    );
    let indexed = format!(
        "{NOTE} FROM note_word CROSS JOIN note n ON n.id = note_word.rowid CROSS JOIN caseload c ON c.number = n.number \
         WHERE note_word MATCH ?4 AND {SEEN} ORDER BY note_word.rowid DESC LIMIT ?5"
    );
    newest(connection, waiting, indexed, wanted, (NOTES, false)).await
}

async fn actions(connection: &mut SqliteConnection, wanted: &Wanted) -> Result<Newest, StoreError> {
    let waiting =
        format!("{ACTION} FROM action a {SESSION} WHERE a.id > {ACTIONS_UP_TO} AND {SEEN} ORDER BY a.id DESC");
    let indexed = format!(
        "{ACTION} FROM action_word CROSS JOIN action a ON a.id = action_word.rowid {SESSION} \
         WHERE action_word MATCH ?4 AND {SEEN} ORDER BY action_word.rowid DESC LIMIT ?5"
    );
    newest(connection, waiting, indexed, wanted, (ACTIONS, true)).await
}

/// The newest texts with the words: first those that wait to be indexed, then those of the index.
async fn newest(
    connection: &mut SqliteConnection,
    waiting: String,
    indexed: String,
    wanted: &Wanted,
    (most, action): (usize, bool),
) -> Result<Newest, StoreError> {
    let asked = |statement: String| {
        sqlx::query(sqlx::AssertSqlSafe(statement))
            .bind(visibility(wanted.seen))
            .bind(wanted.among.holder.map(|holder| holder.0.as_bytes().to_vec()))
            .bind(wanted.among.readable_on.map(|today| today.to_string()))
    };
    let mut hits = Vec::new();
    for row in asked(waiting).fetch_all(&mut *connection).await? {
        let text: String = row.try_get(6)?;
        if has_words(&text, &wanted.words, wanted.asked) {
            hits.push(hit(&row, &text, &wanted.words, action)?);
        }
    }
    let rows = asked(indexed).bind(wanted.query.clone()).bind(i64::try_from(most + 1).unwrap_or(i64::MAX));
    for row in found_or_unknown(rows.fetch_all(connection).await)? {
        hits.push(hit(&row, row.try_get(6)?, &wanted.words, action)?);
    }
    Ok(Newest::of(hits, most))
}

fn hit(row: &SqliteRow, text: &str, words: &[String], action: bool) -> Result<Ranked, StoreError> {
    let id: Vec<u8> = row.try_get(0)?;
    let id = uuid::Uuid::from_slice(&id).map_err(|_| StoreError::Corrupt)?;
    let (score, excerpt, marks) = excerpt(text, words);
    let occurred: i64 = row.try_get(5)?;
    let hit = TextHit {
        note: NoteId(id),
        number: row.try_get(1)?,
        name: row.try_get(2)?,
        kind: (row.try_get(3)?, row.try_get(4)?),
        occurred,
        excerpt,
        marks,
        action,
    };
    Ok(((score, occurred), hit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_cannot_become_a_query_of_its_own() {
        let query = |typed: &str| match_query(&text_words(typed));
        let asked = |text: &str, words| Some(Query { text: text.to_owned(), words });
        assert_eq!(query("bob\" ORWELL *"), asked("\"bob\" AND \"ORWELL\" *", 2));
        assert_eq!(query("bob or"), asked("\"bob\"", 1));
        assert_eq!(query("a"), None);
        assert_eq!(query("?!"), None);
    }
}
