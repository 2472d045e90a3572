//! Search as you type over names, numbers, notes and actions.
//!
//! Notes and actions are indexed without positions, under a row number that grows with time: the newest matches are read
//! first and reading stops early, so the time does not depend on how many match. Those are then ranked by what the index
//! leaves out: whole words before beginnings, words that stand together, and how recent. Restricted notes are never indexed.

use casework::event::{ActionId, NoteId, Visibility};
use casework::{Effect, PrisonNumber};
use sqlx::{Row, SqliteConnection};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::error::StoreError;
use crate::name::{bare_number, plain, sound};
use crate::record::Record;
use crate::row::Script;
use crate::table::visibility;

/// How many of the newest matches are ranked.
const CANDIDATES: i64 = 200;

/// Words beyond these narrow nothing that a person would look for.
const MOST_WORDS: usize = 16;

/// Notes and actions whose words have to be indexed when the transaction ends.
#[derive(Default)]
pub(crate) struct Words {
    notes: Vec<(PrisonNumber, NoteId)>,
    amended: Vec<(PrisonNumber, NoteId)>,
    actions: Vec<(PrisonNumber, ActionId)>,
}

impl Words {
    pub(crate) fn note(&mut self, number: PrisonNumber, effect: &Effect) {
        match effect {
            Effect::NoteWritten(note) if note.visibility != Visibility::Restricted => {
                self.notes.push((number, note.id));
            }
            Effect::NoteAmended(amendment) => self.amended.push((number, amendment.note)),
            Effect::ActionAgreed { action, .. } => self.actions.push((number, action.id)),
            _ => {}
        }
    }

    /// Hands the statements over that index the words.
    pub(crate) fn join(&mut self, script: &mut Script) {
        let mut index = |statement: &str, id: uuid::Uuid, number: PrisonNumber| {
            script.add(statement, vec![id.into_bytes().into(), number.as_str().into()]);
        };
        for (number, id) in self.notes.drain(..) {
            let note = "INSERT INTO note_word (rowid, text) SELECT id, text FROM note WHERE note_id = ? AND number = ?";
            index(note, id.0, number);
        }
        for (number, id) in self.amended.drain(..) {
            let note =
                format!("INSERT OR REPLACE INTO note_word (rowid, text) {NOTE_WORDS} AND note_id = ? AND number = ?");
            index(&note, id.0, number);
        }
        // The identifier of a settled action can come again: the words that are there already are written once more.
        for (number, id) in self.actions.drain(..) {
            let action = "INSERT OR REPLACE INTO action_word (rowid, text) \
                 SELECT id, text FROM action WHERE action_id = ? AND number = ?";
            index(action, id.0, number);
        }
    }
}

/// The words of notes that may be indexed, with those of their amendments.
pub(crate) const NOTE_WORDS: &str = "SELECT id, text || coalesce((SELECT group_concat(' ' || a.text, '') \
     FROM amendment a WHERE a.note_id = note.note_id AND a.number = note.number), '') FROM note WHERE visibility < 2";

/// A person found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonHit {
    /// Prison number.
    pub number: String,
    /// “Ashdown, Kieran”.
    pub name: String,
    /// Cell.
    pub cell: Option<String>,
    /// Whether held here.
    pub here: bool,
    /// Why it was found, where the name does not show it: an alias, another number, the sound of a name.
    pub because: Option<String>,
}

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

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// People, best first.
    pub people: Vec<PersonHit>,
    /// Notes and actions, best first.
    pub texts: Vec<TextHit>,
}

impl Record {
    /// Searches for words. `sensitive`: whether the reader may read sensitive notes.
    pub async fn search(&self, typed: &str, limit: usize, sensitive: bool) -> Result<Found, StoreError> {
        let plain = plain(typed);
        let names: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).take(MOST_WORDS).collect();
        if names.is_empty() {
            return Ok(Found::default());
        }
        let mut connection = self.reader().await?;
        let people = people(&mut connection, typed, &names, limit).await?;
        let mut texts = Vec::new();
        let words = text_words(typed);
        // One letter means nothing in a text.
        if let Some(query) = match_query(&words) {
            let seen = if sensitive { Visibility::Sensitive } else { Visibility::General };
            let words: Vec<String> = words.iter().map(|word| crate::name::plain(word)).collect();
            texts = notes(&mut connection, &query, &words, seen).await?;
            texts.extend(actions(&mut connection, &query, &words, seen).await?);
            texts.sort_by(|(a, _), (b, _)| b.cmp(a));
        }
        texts.truncate(limit);
        Ok(Found { people, texts: texts.into_iter().map(|(_, hit)| hit).collect() })
    }
}

/// The words of what was typed, split as the index splits texts: at everything that is no letter or digit, which for it
/// includes the vowel signs of some scripts.
fn text_words(typed: &str) -> Vec<String> {
    let typed: String = typed.nfc().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect();
    typed.split(|c| !is_letter(c)).filter(|word| !word.is_empty()).take(MOST_WORDS).map(str::to_owned).collect()
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_combining_mark(c)
}

/// The index keeps beginnings of three letters. Fewer mean nothing in a text, only in a name.
const SHORTEST: usize = 3;
/// Except in scripts that say more with a letter.
const SHORTEST_ELSEWHERE: usize = 2;

/// What the index is asked: every word, quoted, the last one as a beginning.
fn match_query(words: &[String]) -> Option<String> {
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
    Some(query.join(" AND "))
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

async fn people(
    connection: &mut SqliteConnection,
    typed: &str,
    words: &[&str],
    limit: usize,
) -> Result<Vec<PersonHit>, StoreError> {
    let mut ranks: BTreeMap<String, (u32, Option<String>)> = BTreeMap::new();
    for (at, word) in words.iter().enumerate() {
        let mut found = by_name(connection, word).await?;
        if at > 0 {
            // Every word has to be found.
            ranks.retain(|number, (rank, because)| match found.remove(number) {
                Some((more, why)) => {
                    *rank += more;
                    if because.is_none() {
                        *because = why;
                    }
                    true
                }
                None => false,
            });
        } else {
            ranks = found;
        }
        if ranks.is_empty() {
            break;
        }
    }
    for (number, kind) in by_number(connection, typed).await? {
        let because = (kind != "prison number").then(|| format!("{kind} number"));
        ranks.insert(number, (0, because));
    }
    let mut ranked: Vec<_> = ranks.into_iter().map(|(number, (rank, because))| (rank, number, because)).collect();
    ranked.sort();
    let mut hits = Vec::new();
    for (rank, number, because) in ranked.into_iter().take(limit.saturating_mul(4)) {
        let row = sqlx::query("SELECT name, cell, here, sort_name FROM caseload WHERE number = ?")
            .bind(number.clone())
            .fetch_optional(&mut *connection)
            .await?;
        if let Some(row) = row {
            let here: bool = row.try_get(2)?;
            let sort_name: String = row.try_get(3)?;
            let hit = PersonHit { number, name: row.try_get(0)?, cell: row.try_get(1)?, here, because };
            hits.push(((rank, !here, sort_name), hit));
        }
    }
    hits.sort_by(|(a, _), (b, _)| a.cmp(b));
    hits.truncate(limit);
    Ok(hits.into_iter().map(|(_, hit)| hit).collect())
}

/// Who has a name word that begins like this, sounds like this, or differs by a letter. Lower ranks are better.
async fn by_name(
    connection: &mut SqliteConnection,
    word: &str,
) -> Result<BTreeMap<String, (u32, Option<String>)>, StoreError> {
    let mut found: BTreeMap<String, (u32, Option<String>)> = BTreeMap::new();
    let mut add = |number: String, rank: u32, because: Option<String>| {
        let entry = found.entry(number).or_insert((u32::MAX, None));
        if rank < entry.0 {
            *entry = (rank, because);
        }
    };
    let end = format!("{word}\u{10ffff}");
    let rows = sqlx::query("SELECT number, word, alias FROM name_key WHERE word >= ? AND word < ? LIMIT 2000")
        .bind(word.to_owned())
        .bind(end)
        .fetch_all(&mut *connection)
        .await?;
    for row in rows {
        let (name, alias): (String, bool) = (row.try_get(1)?, row.try_get(2)?);
        let rank = if name == word { 0 } else { 2 } + u32::from(alias);
        add(row.try_get(0)?, rank, alias.then(|| format!("also known as {name}")));
    }
    if word.chars().count() >= 3 {
        let rows = sqlx::query("SELECT number, word FROM name_key WHERE sound = ? LIMIT 500")
            .bind(sound(word))
            .fetch_all(&mut *connection)
            .await?;
        for row in rows {
            let name: String = row.try_get(1)?;
            add(row.try_get(0)?, 6, Some(format!("sounds like {name}")));
        }
    }
    if word.chars().count() >= 4 {
        let words = sqlx::query("SELECT DISTINCT word FROM name_key").fetch_all(&mut *connection).await?;
        for row in words {
            let name: String = row.try_get(0)?;
            let near = name.len().abs_diff(word.len()) <= 4;
            if near && name != word && strsim::osa_distance(&name, word) == 1 {
                let rows = sqlx::query("SELECT number FROM name_key WHERE word = ? LIMIT 200")
                    .bind(name.clone())
                    .fetch_all(&mut *connection)
                    .await?;
                for row in rows {
                    add(row.try_get(0)?, 8, Some(format!("like {name}")));
                }
            }
        }
    }
    Ok(found)
}

/// Who has a number that begins like this; where letters and digits that look alike were mixed up, who has the number meant.
async fn by_number(connection: &mut SqliteConnection, typed: &str) -> Result<Vec<(String, String)>, StoreError> {
    let bare = bare_number(typed);
    if bare.len() < 3 || !bare.bytes().any(|b| b.is_ascii_digit()) {
        return Ok(Vec::new());
    }
    let mut tried = vec![bare.clone()];
    if let Some(meant) = meant_number(&bare).filter(|meant| *meant != bare) {
        tried.push(meant);
    }
    let mut found = Vec::new();
    for value in tried {
        let end = format!("{value}~");
        let rows =
            sqlx::query("SELECT number, kind FROM number_key WHERE value >= ? AND value < ? ORDER BY value LIMIT 50")
                .bind(value)
                .bind(end)
                .fetch_all(&mut *connection)
                .await?;
        for row in rows {
            found.push((row.try_get(0)?, row.try_get(1)?));
        }
    }
    Ok(found)
}

/// The prison number that somebody meant who typed I for 1 or O for 0, or the other way round.
fn meant_number(bare: &str) -> Option<String> {
    let digit = |c: char| match c {
        'I' | 'L' => '1',
        'O' | 'Q' => '0',
        'S' => '5',
        'Z' => '2',
        'B' => '8',
        c => c,
    };
    let letter = |c: char| match c {
        '1' => 'I',
        '0' => 'O',
        '5' => 'S',
        '2' => 'Z',
        '8' => 'B',
        c => c,
    };
    let meant: String =
        bare.chars().enumerate().map(|(at, c)| if matches!(at, 1..=4) { digit(c) } else { letter(c) }).collect();
    meant.parse::<PrisonNumber>().ok().map(|number| number.to_string())
}

type Ranked = ((u32, i64), TextHit);

async fn notes(
    connection: &mut SqliteConnection,
    query: &str,
    words: &[String],
    seen: Visibility,
) -> Result<Vec<Ranked>, StoreError> {
    let rows = sqlx::query(
        "SELECT n.note_id, n.number, c.name, n.note_type, n.sub_type, n.occurred, n.text, \
         (SELECT group_concat(' ' || a.text, '') FROM amendment a WHERE a.note_id = n.note_id AND a.number = n.number) \
         FROM note_word CROSS JOIN note n ON n.id = note_word.rowid CROSS JOIN caseload c ON c.number = n.number \
         WHERE note_word MATCH ? AND n.visibility <= ? ORDER BY note_word.rowid DESC LIMIT ?",
    )
    .bind(query.to_owned())
    .bind(visibility(seen))
    .bind(CANDIDATES)
    .fetch_all(connection)
    .await;
    let mut hits = Vec::new();
    for row in found_or_unknown(rows)? {
        let mut text: String = row.try_get(6)?;
        if let Some(amendments) = row.try_get::<Option<String>, _>(7)? {
            text.push_str(&amendments);
        }
        hits.push(hit(&row, text, words, false)?);
    }
    Ok(hits)
}

async fn actions(
    connection: &mut SqliteConnection,
    query: &str,
    words: &[String],
    seen: Visibility,
) -> Result<Vec<Ranked>, StoreError> {
    let rows = sqlx::query(
        "SELECT a.note_id, a.number, c.name, n.note_type, n.sub_type, a.occurred, a.text \
         FROM action_word CROSS JOIN action a ON a.id = action_word.rowid \
         CROSS JOIN note n ON n.note_id = a.note_id AND n.number = a.number CROSS JOIN caseload c ON c.number = a.number \
         WHERE action_word MATCH ? AND n.visibility <= ? ORDER BY action_word.rowid DESC LIMIT ?",
    )
    .bind(query.to_owned())
    .bind(visibility(seen))
    .bind(CANDIDATES / 4)
    .fetch_all(connection)
    .await;
    let mut hits = Vec::new();
    for row in found_or_unknown(rows)? {
        hits.push(hit(&row, row.try_get(6)?, words, true)?);
    }
    Ok(hits)
}

fn hit(row: &sqlx::sqlite::SqliteRow, text: String, words: &[String], action: bool) -> Result<Ranked, StoreError> {
    let id: Vec<u8> = row.try_get(0)?;
    let id = uuid::Uuid::from_slice(&id).map_err(|_| StoreError::Corrupt)?;
    let (score, excerpt, marks) = excerpt(&text, words);
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

/// How long an excerpt is, in bytes, about.
const EXCERPT: usize = 160;

/// Scores a text, cuts the part with the best match out of it and marks the words. Score: whole words count more than
/// beginnings, and words that stand together in the order typed count more.
fn excerpt(text: &str, words: &[String]) -> (u32, String, Vec<(usize, usize)>) {
    let mut tokens: Vec<(usize, usize, String)> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                if let Some(word) = text.get(from..at) {
                    tokens.push((from, at, plain(word)));
                }
                start = None;
            }
            _ => {}
        }
    }
    let last = words.len().saturating_sub(1);
    let matches = |token: &str, at: usize, word: &str| token == word || (at == last && token.starts_with(word));
    let mut score = 0;
    let mut first = None;
    for (at, word) in words.iter().enumerate() {
        if tokens.iter().any(|(_, _, token)| token == word) {
            score += 2;
        }
        if let Some((from, _, _)) = tokens.iter().find(|(_, _, token)| matches(token, at, word)) {
            first = Some(first.map_or(*from, |f: usize| f.min(*from)));
        }
    }
    let together = tokens.windows(words.len().max(1)).find(|window| {
        window.iter().zip(words).enumerate().all(|(at, ((_, _, token), word))| matches(token, at, word))
    });
    if let Some((from, _, _)) = together.and_then(<[_]>::first) {
        if words.len() > 1 {
            score += 5;
        }
        first = Some(*from);
    }
    let centre = first.unwrap_or_default();
    let mut begin = centre.saturating_sub(EXCERPT / 3);
    let mut end = begin + EXCERPT;
    begin = tokens.iter().map(|(from, _, _)| *from).find(|from| *from >= begin).unwrap_or(begin).min(centre);
    end = tokens.iter().map(|(_, to, _)| *to).take_while(|to| *to <= end).last().unwrap_or_default();
    if end <= begin {
        // One word longer than an excerpt.
        end = text.floor_char_boundary(begin + EXCERPT);
    }
    let mut cut = String::new();
    if begin > 0 {
        cut.push('…');
    }
    let shift = cut.len();
    cut.push_str(&text.get(begin..end).unwrap_or_default().replace(['\n', '\r', '\t'], " "));
    if end < text.len() {
        cut.push('…');
    }
    let marks = tokens
        .iter()
        .filter(|(from, to, _)| *from >= begin && *to <= end)
        .filter(|(_, _, token)| words.iter().enumerate().any(|(at, word)| matches(token, at, word)))
        .map(|(from, to, _)| (from - begin + shift, to - begin + shift))
        .collect();
    (score, cut, marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_excerpt_marks_the_words_that_were_looked_for() {
        let words = ["family".to_owned(), "vis".to_owned()];
        let text = "He talked about work. After the family visit on Sunday he was calmer, and Siân will come again.";
        let (score, excerpt, marks) = excerpt(text, &words);
        let marked: Vec<&str> = marks.iter().filter_map(|(from, to)| excerpt.get(*from..*to)).collect();
        assert_eq!(marked, ["family", "visit"]);
        assert!(score >= 5, "words that stand together count more");
    }

    #[test]
    fn letters_mistaken_for_digits_are_understood() {
        assert_eq!(meant_number("A44I7FK").as_deref(), Some("A4417FK"));
        assert_eq!(meant_number("A4O17FK").as_deref(), Some("A4017FK"));
        assert_eq!(meant_number("HELLO").as_deref(), None);
    }

    #[test]
    fn what_is_typed_cannot_become_a_query_of_its_own() {
        let query = |typed: &str| match_query(&text_words(typed));
        assert_eq!(query("bob\" ORWELL *").as_deref(), Some("\"bob\" AND \"ORWELL\" *"));
        assert_eq!(query("a"), None);
        assert_eq!(query("?!"), None);
    }
}
