//! Parts that several papers have: sections of the handover pack as they stand there, and lists that are in none.

use api::ApplicationRow;
use casework::event::Post;
use casework::{Case, PrisonNumber, london};
use jiff::civil::{Date, DateTime};
use pack::content::{Row, RowState, Section as PackSection};
use papers::report::Section;
use papers::{Block, Fact};

use super::held::{Held, Part};
use crate::error::AppError;
use crate::owed::capital;
use crate::session::Session;

/// How much of the pack's sections goes into another paper.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// All that they hold.
    Whole,
    /// Their rows alone, but for those whose keys begin so: no lists, which have words of notes and contacts, and no words that
    /// their author wrote for the community offender manager.
    RowsWithout(&'static [&'static str]),
}

impl Taken {
    fn has(self, row: &Row) -> bool {
        match self {
            Self::Whole => true,
            Self::RowsWithout(keys) => !keys.iter().any(|key| row.key.starts_with(key)),
        }
    }
}

/// A section of the handover pack in another paper; nothing where it holds nothing. What is not due yet is not missed there.
pub(super) fn pack_section(section: &PackSection, taken: Taken) -> Option<Section> {
    let known: Vec<&Row> = section.rows.iter().filter(|row| is_told(row) && taken.has(row)).collect();
    let mut blocks = Vec::new();
    if !known.is_empty() {
        let row = |row: &&Row| [row.name.clone(), value(row), from(row)];
        blocks.push(Block::table(["What", "What is known", "From"], [4, 7, 4], known.iter().map(row)));
    }
    let whole = taken == Taken::Whole;
    for table in section.tables.iter().filter(|_| whole) {
        // The last column has the words, unless all are short.
        let widths = if table.title == "key-work sessions" { vec![2, 2, 7] } else { vec![1; table.header.len()] };
        blocks.push(Block::subheading(capital(&table.title)));
        blocks.push(Block::table(table.header.clone(), widths, table.rows.clone()));
    }
    if let Some(words) = section.words.as_ref().filter(|_| whole) {
        let head = format!("In the words of {}, {}", words.by, london::long_date(words.on));
        blocks.extend([Block::subheading(head), Block::words(&words.text)]);
    }
    (!blocks.is_empty()).then(|| Section::new(&section.title, blocks))
}

fn is_told(row: &Row) -> bool {
    !matches!(row.state, RowState::Later | RowState::Gap)
}

/// What of the pack's sections is missing, each in a sentence.
pub(super) fn missing<'a>(sections: impl IntoIterator<Item = &'a PackSection>) -> Vec<String> {
    let rows = sections.into_iter().flat_map(|section| &section.rows);
    rows.filter(|row| row.state == RowState::Gap).map(|row| format!("{}: {}", row.name, row.value)).collect()
}

/// What a row says; before it how it stands, unless it is simply held.
pub(super) fn value(row: &Row) -> String {
    match row.state {
        RowState::Held => row.value.clone(),
        state => format!("{}: {}", capital(&state.to_string()), row.value),
    }
}

/// Where a row comes from, and of which day it is.
pub(super) fn from(row: &Row) -> String {
    let on = row.on.map(|on| format!(", {}", london::long_date(on))).unwrap_or_default();
    format!("{}{on}", row.from)
}

/// A row of the pack's first page.
pub(super) fn fact(row: &Row) -> Fact {
    Fact::strong(&row.name, value(row)).with(from(row))
}

impl Session {
    /// Who had the case, one after the other, and how often that changed.
    pub(super) fn holders(&self, case: &Case, held: &[Held]) -> Section {
        let now = Post::ALL.iter().filter_map(|post| {
            let holding = case.holder(*post)?;
            let since = london::long_date(london::day(holding.mark.occurred));
            Some(Fact::plain(&capital(post.title()), format!("{}, since {since}", self.staff_name(holding.staff))))
        });
        let now: Vec<Fact> = now.collect();
        let mut blocks = Vec::new();
        if !now.is_empty() {
            blocks.push(Block::facts(now));
        }
        let posts: Vec<&Held> = held.iter().filter(|item| item.part == Part::Posts).collect();
        if !posts.is_empty() {
            let row = |item: &&Held| [item.when(), item.what.clone(), item.words.clone(), item.by.clone()];
            let header = ["When", "What", "Why", "By whom"];
            blocks.push(Block::table(header, [4, 6, 5, 4], posts.iter().map(row)));
        }
        Section::new(Part::Posts.title(), blocks)
    }

    /// The parole reviews.
    pub(super) async fn parole_reviews(&self, number: &PrisonNumber) -> Result<Section, AppError> {
        let reviews = self.responsibility(number).await?.parole_reviews;
        let row = |review: api::ParoleReviewView| {
            let days = [review.target_hearing, review.custody_report_due, review.outcome_received].map(day_of);
            let [hearing, report, received] = days;
            [hearing, report, review.outcome.unwrap_or_default(), received]
        };
        let header = ["Target hearing", "Custody report due", "Outcome", "Received"];
        Ok(Section::new("Parole reviews", vec![Block::table(header, [4, 4, 6, 4], reviews.into_iter().map(row))]))
    }

    /// The applications for release on temporary licence, the newest first.
    pub(super) async fn temporary_releases(&self, number: &PrisonNumber) -> Result<Section, AppError> {
        let rows = self.applications_of(number).await?;
        let row = |row: ApplicationRow| {
            let out = row.out.and_then(|out| out.parse::<DateTime>().ok()).map(|out| london::long_date(out.date()));
            [
                day_of(Some(row.made)),
                row.kind.words().to_owned(),
                format!("{}. {}", row.status.words(), row.next),
                out.unwrap_or_default(),
                row.place.unwrap_or_default(),
            ]
        };
        let header = ["Made", "Type", "How it stands", "Out", "Place"];
        let table = Block::table(header, [4, 5, 5, 4, 5], rows.into_iter().map(row));
        Ok(Section::new(Part::Releases.title(), vec![table]))
    }
}

/// Every movement.
pub(super) fn movements<'a>(held: impl Iterator<Item = &'a Held>) -> Section {
    let moved = held.filter(|item| item.part == Part::Movements);
    let row = |item: &Held| [item.when(), item.what.clone(), item.words.clone()];
    Section::new(Part::Movements.title(), vec![Block::table(["When", "What", "Where"], [4, 5, 6], moved.map(row))])
}

/// What was decided, step by step: when, what, what it says, by whom.
pub(super) fn steps<'a>(title: &str, items: impl Iterator<Item = &'a Held>) -> Section {
    let row = |item: &Held| [item.when(), item.what.clone(), item.words.clone(), item.by.clone()];
    Section::new(title, vec![Block::table(["When", "What", "What it says", "By whom"], [4, 5, 8, 4], items.map(row))])
}

/// A day as a view has it, in words.
fn day_of(day: Option<String>) -> String {
    let day = day.and_then(|day| day.parse::<Date>().ok());
    day.map(london::long_date).unwrap_or_default()
}
