//! Search as you type, within what the signed-in person may read.

use api::{FoundView, PersonView, TextView};
use casework::{Right, codes, london};
use jiff::Timestamp;
use store::search::{Among, Found, PersonHit, TextHit};

use crate::error::AppError;
use crate::session::Session;

impl Session {
    /// Searches names, numbers, notes and actions: at most so many of each kind.
    pub async fn search(&self, words: &str, limit: usize) -> Result<FoundView, AppError> {
        self.search_among(words, limit, false).await
    }

    /// The same; with `own` only among the cases of which the signed-in person is POM, co-working POM or keyworker.
    pub async fn search_among(&self, words: &str, limit: usize, own: bool) -> Result<FoundView, AppError> {
        self.demand(Right::ReadCases)?;
        let holder = self.principal().filter(|_| own);
        if own && holder.is_none() {
            return Ok(FoundView::default());
        }
        let sensitive = self.may(Right::ReadSensitive);
        let among = Among { holder, readable_on: Some(self.today()) };
        let Found { people, texts, all } = self.record.search_among(words, limit, sensitive, among).await?;
        let count = |all: usize| u32::try_from(all).unwrap_or(u32::MAX);
        Ok(FoundView {
            people: people.into_iter().map(person).collect(),
            texts: texts.into_iter().map(text).collect(),
            people_in_all: count(all.people),
            notes_in_all: count(all.notes),
            older_notes: all.older_notes,
            actions_in_all: count(all.actions),
            older_actions: all.older_actions,
        })
    }
}

fn person(hit: PersonHit) -> PersonView {
    let PersonHit { number, name, cell, here, because } = hit;
    PersonView { number, name, cell, here, because }
}

fn text(hit: TextHit) -> TextView {
    let TextHit { note, number, name, kind, occurred, excerpt, marks, action } = hit;
    TextView {
        note: note.to_string(),
        number,
        name,
        kind: kind_words(&kind.0, &kind.1),
        occurred: local_minute(occurred),
        excerpt,
        marks,
        action,
    }
}

/// What screens call a kind of note.
pub(crate) fn kind_words(note_type: &str, sub_type: &str) -> String {
    codes::note_subtype(note_type, sub_type)
        .map_or_else(|| format!("{note_type} {sub_type}"), |s| format!("{}: {}", s.type_label, s.label))
}

/// A moment as the record's rows keep it.
pub(crate) fn instant(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or_default()
}

/// A time in London to the minute, ISO.
pub(crate) fn local_minute(milliseconds: i64) -> String {
    Timestamp::from_millisecond(milliseconds)
        .map(|at| london::local(at).strftime("%Y-%m-%dT%H:%M").to_string())
        .unwrap_or_default()
}
