//! What is restricted. None of it is in a pack, unless somebody with the right puts it there item by item; and where the pack's own words
//! repeat a restricted item, that is asked about before it is sealed.

use casework::event::Visibility;
use casework::pre_release::Section;
use casework::{Case, PrisonNumber, Right, london};
use jiff::civil::Date;
use pack::content::{LeftOut, Pack, Row, RowState, Table};
use store::history::Line;
use store::read::NoteQuery;

use super::content::topic_name;
use super::runs::RestrictedWords;
use crate::error::AppError;
use crate::plan::standing;
use crate::search::instant;
use crate::session::Session;

/// The key of the victim liaison officer.
const OFFICER: &str = "victim-liaison-officer";
/// What the key of a restricted topic begins with.
const TOPIC: &str = "topic:";

/// A restricted item of a case.
pub(super) struct Restricted {
    /// What tells it apart.
    pub(super) key: String,
    /// What it is, without its words.
    pub(super) what: String,
    /// What kind of thing it is, as the pack counts what it leaves out.
    kind: Kind,
    /// Of which day.
    pub(super) on: Option<Date>,
    /// Its words, part by part.
    said: Vec<String>,
    /// From whom it is.
    by: String,
}

/// Kinds of restricted items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Note,
    Officer,
    Topic,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Note, Self::Officer, Self::Topic];

    /// What they are called where they are counted.
    const fn words(self) -> &'static str {
        match self {
            Self::Note => "Restricted notes",
            Self::Officer => "Details of the victim liaison officer",
            Self::Topic => "Restricted topics of the plan",
        }
    }

    /// The section of the pack in which one of them stands.
    const fn section(self) -> Section {
        match self {
            Self::Note => Section::Risk,
            Self::Officer | Self::Topic => Section::Victims,
        }
    }
}

impl Session {
    /// The restricted items of a case, oldest first of each kind: for whoever may read them.
    pub(super) async fn restricted(
        &self,
        number: &PrisonNumber,
        case: &Case,
        history: &[Line],
    ) -> Result<Vec<Restricted>, AppError> {
        if !self.may(Right::ReadRestricted) {
            return Ok(Vec::new());
        }
        let query = NoteQuery {
            visibility: Visibility::Restricted,
            note_type: None,
            sub_type: None,
            offset: 0,
            limit: u32::MAX,
        };
        let notes = self.record.notes(number, &query).await?.into_iter().rev();
        let mut items: Vec<Restricted> = notes
            .filter(|note| note.visibility == Visibility::Restricted)
            .map(|note| {
                let on = london::day(instant(note.occurred));
                let amended = note.amendments.into_iter().map(|amendment| amendment.text);
                Restricted {
                    key: format!("note:{}", note.id),
                    what: format!("Restricted note of {}", london::long_date(on)),
                    kind: Kind::Note,
                    on: Some(on),
                    said: std::iter::once(note.text).chain(amended).collect(),
                    by: self.staff_name(note.author),
                }
            })
            .collect();
        items.extend(case.victim_contact.as_ref().map(|officer| {
            let said =
                [Some(&officer.officer), officer.phone.as_ref(), officer.email.as_ref(), officer.remarks.as_ref()];
            Restricted {
                key: OFFICER.to_owned(),
                what: "The victim liaison officer: name and how to reach them".to_owned(),
                kind: Kind::Officer,
                on: None,
                said: said.into_iter().flatten().cloned().collect(),
                by: "The record".to_owned(),
            }
        }));
        let topics = standing(case, history).into_iter().filter(|((topic, _), _)| topic.is_restricted());
        items.extend(topics.map(|((topic, about), (line, body))| {
            let (key, what) = topic_name(topic, about.as_deref());
            Restricted {
                key: format!("{TOPIC}{key}"),
                what,
                kind: Kind::Topic,
                on: Some(london::day(instant(line.recorded))),
                said: vec![body.words.clone()],
                by: self.staff_name(line.author),
            }
        }));
        Ok(items)
    }

    /// The words of the restricted items of a case, for whoever may read them: what another paper says is compared with them too.
    pub(crate) async fn restricted_words(
        &self,
        number: &PrisonNumber,
        case: &Case,
    ) -> Result<RestrictedWords, AppError> {
        let history = self.record.release_entries(number).await?;
        let items = self.restricted(number, case, &history).await?;
        Ok(RestrictedWords::of(items.iter().flat_map(|item| &item.said)))
    }

    /// How many restricted items of each kind stay here, as far as this reader may know of them.
    pub(super) async fn left_out(
        &self,
        number: &PrisonNumber,
        case: &Case,
        items: &[Restricted],
    ) -> Result<Vec<LeftOut>, AppError> {
        let mut counts = Vec::new();
        for kind in Kind::ALL {
            let known = items.iter().filter(|item| item.kind == kind).count();
            let count = match kind {
                Kind::Note => self.record.restricted_notes(number).await?,
                Kind::Topic => count(case.pre_release.topics.keys().filter(|(topic, _)| topic.is_restricted()).count()),
                Kind::Officer => count(known),
            };
            counts.push(LeftOut { what: kind.words().to_owned(), count, ask: ASK.to_owned() });
        }
        counts.retain(|left| left.count > 0);
        Ok(counts)
    }
}

/// Whom the reader of a pack asks for what it leaves out.
const ASK: &str = "The Head of Offender Management Delivery";

fn count(items: usize) -> u32 {
    u32::try_from(items).unwrap_or(u32::MAX)
}

/// Puts the chosen items into a pack, each where it belongs, and says which they are. One that is not there is refused.
pub(super) fn put_in(pack: &mut Pack, items: &[Restricted], chosen: &[String]) -> Result<Vec<String>, AppError> {
    let mut put: Vec<&Restricted> = Vec::new();
    for key in chosen {
        let item = items.iter().find(|item| item.key == *key).ok_or_else(|| {
            let message = "One of the restricted items is not there any more.";
            AppError::input(message, "Look at the draft again, and choose once more.").at("restricted")
        })?;
        if put.iter().any(|known| known.key == item.key) {
            continue;
        }
        if let Some(section) = pack.sections.iter_mut().find(|known| known.number == item.kind.section().number()) {
            match item.kind {
                Kind::Note => note_line(&mut section.tables, item),
                Kind::Officer | Kind::Topic => section.rows.push(Row {
                    key: item.key.clone(),
                    name: item.what.clone(),
                    value: item.said.join(", "),
                    from: item.by.clone(),
                    on: item.on,
                    state: RowState::Held,
                    was: None,
                }),
            }
        }
        for left in pack.left_out.iter_mut().filter(|left| left.what == item.kind.words()) {
            left.count = left.count.saturating_sub(1);
        }
        put.push(item);
    }
    pack.left_out.retain(|left| left.count > 0);
    Ok(put.into_iter().map(|item| item.what.clone()).collect())
}

/// Whether restricted items were put into a pack, here or in another unit.
pub(super) fn holds_restricted(pack: &Pack) -> bool {
    let notes = Kind::Note.words().to_lowercase();
    let is_restricted = |row: &Row| row.key == OFFICER || row.key.starts_with(TOPIC);
    pack.sections.iter().any(|section| {
        section.rows.iter().any(is_restricted) || section.tables.iter().any(|table| table.title == notes)
    })
}

fn note_line(tables: &mut Vec<Table>, item: &Restricted) {
    let title = Kind::Note.words().to_lowercase();
    let on = item.on.map(london::long_date).unwrap_or_default();
    let line = vec![on, item.by.clone(), item.said.join("\n\n")];
    match tables.iter_mut().find(|table| table.title == title) {
        Some(table) => table.rows.push(line),
        None => tables.push(Table {
            title,
            header: ["On", "By", "What was said"].map(str::to_owned).to_vec(),
            rows: vec![line],
        }),
    }
}

/// The titles of the sections in which something that people wrote repeats a restricted item.
pub(super) fn repeated(pack: &Pack, items: &[&Restricted]) -> Vec<String> {
    let words = RestrictedWords::of(items.iter().flat_map(|item| &item.said));
    let runs = words.runs();
    let tells = |text: &str| runs.are_in(text);
    let told = |section: &&pack::content::Section| {
        section.words.iter().any(|words| tells(&words.text))
            || section.gaps.iter().any(|gap| tells(&gap.words))
            || section.rows.iter().any(|row| tells(&row.value) || tells(named(row)))
            || section.tables.iter().flat_map(|table| table.rows.iter().flatten()).any(|cell| tells(cell))
    };
    pack.sections.iter().filter(told).map(|section| section.title.clone()).collect()
}

/// What people called a row, such as a programme by its name; nothing, where the row has a name of its own.
fn named(row: &Row) -> &str {
    row.key.split_once(':').map_or("", |(_, name)| name)
}
