//! People as they are looked for: by any part of a name, by its sound, with a letter wrong, by any of their numbers.

use std::collections::{BTreeMap, BTreeSet};

use ledger::PrincipalId;
use sqlx::{Row, SqliteConnection};

use crate::error::StoreError;
use crate::name::{bare_number, sound};
use crate::search::Among;

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

/// Who was found, with a rank (lower is better) and why, where the name or number does not show it.
type Ranks = BTreeMap<String, (u32, Option<String>)>;

/// Two spellings of one name differ by no more letters than this: Catherine and Kathryn.
const ALIKE: i64 = 2;
/// A letter, four digits and two letters.
const NUMBER_LENGTH: usize = 7;
/// How a number that was not found, but differs little from one that is, is explained.
const NEAR: &str = "near the number you typed";
/// It comes after names that are the very words.
const NEAR_RANK: u32 = 5;
/// More people than this near a number help nobody.
const MOST_NEAR: usize = 5;

/// The people found, best first, and how many there are in all.
pub(crate) async fn people(
    connection: &mut SqliteConnection,
    typed: &str,
    words: &[&str],
    limit: usize,
    among: Among,
) -> Result<(Vec<PersonHit>, usize), StoreError> {
    let mut ranks = by_words(connection, words).await?;
    for (number, rank, because) in by_number(connection, typed).await? {
        ranks.insert(number, (rank, because));
    }
    if let Some(holder) = among.holder {
        let held = held(connection, holder).await?;
        ranks.retain(|number, _| held.contains(number));
    }
    let all = ranks.len();
    let mut ranked: Vec<_> = ranks.into_iter().map(|(number, (rank, because))| (rank, number, because)).collect();
    ranked.sort();
    let mut hits = Vec::new();
    for (rank, number, because) in ranked.into_iter().take(limit.saturating_mul(4)) {
        let row = sqlx::query("SELECT name, cell, here, sort_name, readable_until FROM caseload WHERE number = ?")
            .bind(number.clone())
            .fetch_optional(&mut *connection)
            .await?;
        if let Some(row) = row {
            let here: bool = row.try_get(2)?;
            let sort_name: String = row.try_get(3)?;
            let until: Option<String> = row.try_get(4)?;
            let is_read = until.zip(among.readable_on).is_none_or(|(until, today)| until >= today.to_string());
            let (cell, because) = if is_read { (row.try_get(1)?, because) } else { (None, None) };
            let hit = PersonHit { number, name: row.try_get(0)?, cell, here, because };
            hits.push(((rank, !here, sort_name), hit));
        }
    }
    hits.sort_by(|(a, _), (b, _)| a.cmp(b));
    hits.truncate(limit);
    Ok((hits.into_iter().map(|(_, hit)| hit).collect(), all))
}

/// Whose cases somebody has.
async fn held(connection: &mut SqliteConnection, holder: PrincipalId) -> Result<BTreeSet<String>, StoreError> {
    let numbers = sqlx::query_scalar("SELECT number FROM caseload WHERE ?1 IN (pom, coworking_pom, keyworker)")
        .bind(holder.0.as_bytes().to_vec())
        .fetch_all(connection)
        .await?;
    Ok(numbers.into_iter().collect())
}

/// Who has every one of the words in their names.
async fn by_words(connection: &mut SqliteConnection, words: &[&str]) -> Result<Ranks, StoreError> {
    let mut ranks = Ranks::new();
    for (at, word) in words.iter().enumerate() {
        let mut found = by_name(connection, word).await?;
        if at == 0 {
            ranks = found;
        } else {
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
        }
        if ranks.is_empty() {
            break;
        }
    }
    Ok(ranks)
}

/// Who has a name word that begins like this, sounds like this, or differs by a letter. Lower ranks are better.
async fn by_name(connection: &mut SqliteConnection, word: &str) -> Result<Ranks, StoreError> {
    let mut found = Ranks::new();
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
        // A sound is only the beginning of a long word: “interview” would bring up every Andre.
        let rows =
            sqlx::query("SELECT number, word FROM name_key WHERE sound = ? AND abs(length(word) - ?) <= ? LIMIT 500")
                .bind(sound(word))
                .bind(i64::try_from(word.chars().count()).unwrap_or(i64::MAX))
                .bind(ALIKE)
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

/// Who has a number that begins like this. Where nobody has: who has the number that was meant, with letters and digits that look
/// alike mixed up, or with one sign wrong.
async fn by_number(
    connection: &mut SqliteConnection,
    typed: &str,
) -> Result<Vec<(String, u32, Option<String>)>, StoreError> {
    let bare = bare_number(typed);
    if bare.len() < 3 || !bare.bytes().any(|b| b.is_ascii_digit()) {
        return Ok(Vec::new());
    }
    let found = beginning_with(connection, &bare).await?;
    if !found.is_empty() {
        let why = |kind: String| (kind != "prison number").then(|| format!("{kind} number"));
        return Ok(found.into_iter().map(|(number, kind)| (number, 0, why(kind))).collect());
    }
    let mut near: Vec<String> = match meant_number(&bare) {
        Some(meant) => beginning_with(connection, &meant).await?.into_iter().map(|(number, _)| number).collect(),
        None => Vec::new(),
    };
    if near.is_empty() && is_nearly_whole(&bare) {
        let numbers: Vec<String> =
            sqlx::query_scalar("SELECT number FROM caseload ORDER BY number").fetch_all(connection).await?;
        let one_off = numbers.into_iter().filter(|number| strsim::osa_distance(number, &bare) == 1);
        near = one_off.take(MOST_NEAR).collect();
    }
    Ok(near.into_iter().map(|number| (number, NEAR_RANK, Some(NEAR.to_owned()))).collect())
}

/// Numbers that begin like this, with what kind of number it is.
async fn beginning_with(connection: &mut SqliteConnection, value: &str) -> Result<Vec<(String, String)>, StoreError> {
    let end = format!("{value}~");
    let rows =
        sqlx::query_as("SELECT number, kind FROM number_key WHERE value >= ? AND value < ? ORDER BY value LIMIT 50")
            .bind(value.to_owned())
            .bind(end)
            .fetch_all(connection)
            .await?;
    Ok(rows)
}

/// Whether somebody has typed about as much as a prison number, rather than a part of one.
fn is_nearly_whole(bare: &str) -> bool {
    (6..=8).contains(&bare.len())
        && bare.bytes().filter(u8::is_ascii_digit).count() >= 3
        && bare.bytes().any(|b| b.is_ascii_alphabetic())
}

/// The prison number, or its beginning, that somebody meant who typed I for 1 or O for 0, or the other way round. Nothing, if
/// what was typed has the form of a number already, or cannot be brought to it.
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
    let is_digit = |at: usize| matches!(at, 1..=4);
    let meant: String =
        bare.chars().enumerate().map(|(at, c)| if is_digit(at) { digit(c) } else { letter(c) }).collect();
    let fits = meant.len() <= NUMBER_LENGTH
        && meant
            .chars()
            .enumerate()
            .all(|(at, c)| if is_digit(at) { c.is_ascii_digit() } else { c.is_ascii_uppercase() });
    (fits && meant != bare).then_some(meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_mistaken_for_digits_are_understood_as_they_are_typed() {
        assert_eq!(meant_number("A44I7FK").as_deref(), Some("A4417FK"));
        assert_eq!(meant_number("A44I").as_deref(), Some("A441"));
        assert_eq!(meant_number("A4O17FK").as_deref(), Some("A4017FK"));
        assert_eq!(meant_number("A44175K").as_deref(), Some("A4417SK"));
        assert_eq!(meant_number("A4417FK"), None, "it has the form already");
        assert_eq!(meant_number("HELLO"), None);
        assert_eq!(meant_number("A44I7FKA"), None, "it is too long");
    }

    #[test]
    fn only_what_is_about_a_whole_number_is_looked_for_with_a_sign_wrong() {
        assert!(is_nearly_whole("A4471FK") && is_nearly_whole("A447FK") && is_nearly_whole("A44171FK"));
        assert!(!is_nearly_whole("A4471") && !is_nearly_whole("ASHDOWN") && !is_nearly_whole("20120394773H"));
    }
}
