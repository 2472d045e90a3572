//! Everything that the record holds about somebody, item by item and in one form, as far as the reader may know: what the papers of a case are
//! made of. What nobody may read without saying why is among it, with its words: only `access` hands that on, and only what was decided on.

pub(super) mod facts;
mod people;
mod plan;
mod received;
mod releases;
mod written;

use casework::event::Visibility;
use casework::{Case, PrisonNumber, london};
use crypto::{Context, derive_hash};
use jiff::civil::{Date, Time};

use crate::error::AppError;
use crate::on_paper::moment;
use crate::search::instant;
use crate::session::Session;

pub(crate) use facts::{raw_words, value_words};
pub(crate) use people::about_movement;
pub(crate) use plan::about_plan;
pub(crate) use releases::about_release;

/// In which part of the record something stands, in the order of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Facts,
    Movements,
    Posts,
    Contacts,
    VictimLiaison,
    Notes,
    Acts,
    Decisions,
    Plan,
    Packs,
    Received,
    Releases,
    SetAside,
}

impl Part {
    /// Every part, in the order of a paper.
    pub(super) const ALL: [Self; 13] = [
        Self::Facts,
        Self::Movements,
        Self::Posts,
        Self::Contacts,
        Self::VictimLiaison,
        Self::Notes,
        Self::Acts,
        Self::Decisions,
        Self::Plan,
        Self::Packs,
        Self::Received,
        Self::Releases,
        Self::SetAside,
    ];

    /// What it is called.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Facts => "Facts and dates",
            Self::Movements => "Movements",
            Self::Posts => "Who managed the case",
            Self::Contacts => "Contacts",
            Self::VictimLiaison => "Victim liaison",
            Self::Notes => "Notes and sessions",
            Self::Acts => "What was done",
            Self::Decisions => "What was assessed and decided",
            Self::Plan => "Plan for release",
            Self::Packs => "Handover packs",
            Self::Received => "Handover packs from other prisons",
            Self::Releases => "Release on temporary licence",
            Self::SetAside => "Rows that imports set aside",
        }
    }

    /// What the keys of its items begin with.
    const fn word(self) -> &'static str {
        match self {
            Self::Facts => "fact",
            Self::Movements => "movement",
            Self::Posts => "post",
            Self::Contacts => "contact",
            Self::VictimLiaison => "victim-liaison",
            Self::Notes => "note",
            Self::Acts => "act",
            Self::Decisions => "decision",
            Self::Plan => "plan",
            Self::Packs => "pack",
            Self::Received => "received",
            Self::Releases => "release",
            Self::SetAside => "row",
        }
    }
}

/// What an item is to whoever asks later who knew and decided what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// It became known.
    Known,
    /// It was done.
    Done,
    /// It was assessed or decided.
    Decided,
}

impl Weight {
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Known => "Known",
            Self::Done => "Done",
            Self::Decided => "Decided",
        }
    }
}

/// Something that is held about somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) part: Part,
    /// When it happened, milliseconds since 1970; the beginning of the day where no time is known.
    pub(super) at: i64,
    /// When it was written down, milliseconds since 1970.
    pub(super) recorded: i64,
    /// What it is, without its words.
    pub(super) what: String,
    /// What it says, or why it was done.
    pub(super) words: String,
    /// Who wrote it, or where it comes from.
    pub(super) by: String,
    pub(super) visibility: Visibility,
    /// What it is to a chronology; nothing, where that can do without it.
    pub(super) weight: Option<Weight>,
    /// Whom but the prisoner it is about, as far as its kind says so.
    pub(super) about: Option<&'static str>,
}

impl Held {
    /// An item that everybody may read who reads cases.
    fn new(part: Part, at: i64, what: impl Into<String>, words: impl Into<String>, by: String) -> Self {
        Self {
            part,
            at,
            recorded: at,
            what: what.into(),
            words: words.into(),
            by,
            visibility: Visibility::General,
            weight: None,
            about: None,
        }
    }

    /// It happened on a day, at no time that is known.
    fn happened(self, day: Date) -> Self {
        Self { at: beginning(day), ..self }
    }

    fn recorded(self, recorded: i64) -> Self {
        Self { recorded, ..self }
    }

    fn seen_by(self, visibility: Visibility) -> Self {
        Self { visibility, ..self }
    }

    fn weighing(self, weight: Weight) -> Self {
        Self { weight: Some(weight), ..self }
    }

    fn about(self, about: Option<&'static str>) -> Self {
        Self { about, ..self }
    }

    pub(super) fn is_restricted(&self) -> bool {
        self.visibility == Visibility::Restricted
    }

    /// What tells it apart, words and all: whoever decided on it decided on exactly this.
    pub(super) fn key(&self) -> String {
        let times = [self.at.to_be_bytes(), self.recorded.to_be_bytes()];
        let [at, recorded] = &times;
        let words = [self.part.word(), &self.what, &self.words, &self.by].map(str::as_bytes);
        let parts: Vec<&[u8]> = [b"item".as_slice(), at, recorded].into_iter().chain(words).collect();
        let hash = derive_hash(Context::Paper, &parts);
        let code = data_encoding::BASE32.encode(hash.as_bytes().split_at(5).0).to_lowercase();
        format!("{}-{code}", self.part.word())
    }

    /// “14 January 2027, 10:31”, or the day alone where no time is known.
    pub(super) fn when(&self) -> String {
        in_words(self.at)
    }

    /// When it was written down, where that was on a later day than it happened.
    pub(super) fn written_later(&self) -> Option<String> {
        let day = |milliseconds| london::day(instant(milliseconds));
        (day(self.recorded) > day(self.at)).then(|| in_words(self.recorded))
    }

    /// The same for a screen: local to the minute, or the day alone.
    pub(super) fn at(&self) -> String {
        let local = london::local(instant(self.at));
        if is_day(self.at) { local.date().to_string() } else { local.strftime("%Y-%m-%dT%H:%M").to_string() }
    }
}

/// Whether a time is no more than its day.
fn is_day(milliseconds: i64) -> bool {
    london::local(instant(milliseconds)).time() == Time::midnight()
}

fn in_words(milliseconds: i64) -> String {
    let at = instant(milliseconds);
    if is_day(milliseconds) { london::long_date(london::day(at)) } else { moment(at) }
}

/// The beginning of a day in London, milliseconds since 1970.
pub(super) fn beginning(day: Date) -> i64 {
    london::instant(day.to_datetime(Time::midnight())).unwrap_or_default().as_millisecond()
}

/// Lines of what there is, one under the other.
pub(crate) fn lines(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

impl Session {
    /// Everything that is held about somebody, as far as the reader may know, by parts and in the order of time.
    pub(super) async fn all_held(&self, number: &PrisonNumber, case: &Case) -> Result<Vec<Held>, AppError> {
        let mut held = self.held_facts(number).await?;
        held.extend(people::movements(case));
        held.extend(self.held_posts(number).await?);
        held.extend(self.held_contacts(number).await?);
        held.extend(self.held_victim_liaison(number).await?);
        held.extend(self.held_notes(number).await?);
        held.extend(self.held_acts(number).await?);
        held.extend(self.held_decisions(number, case).await?);
        let written = self.record.release_entries(number).await?;
        held.extend(self.held_plan(&written));
        held.extend(self.held_received(&written)?);
        held.extend(self.held_releases(number, case).await?);
        held.extend(self.held_aside(number).await?);
        held.retain(|item| item.visibility <= self.reads_up_to());
        held.sort_by_key(|item| (item.part, item.at, item.recorded));
        Ok(held)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(words: &str) -> Held {
        Held::new(Part::Notes, 1_795_169_700_000, "Key work", words, "Ben Okafor".to_owned())
    }

    #[test]
    fn a_key_is_of_the_words_too() {
        assert_eq!(note("Works in the laundry").key(), note("Works in the laundry").key());
        assert_ne!(note("Works in the laundry").key(), note("Worked in the laundry").key());
        assert!(note("x").key().starts_with("note-"));
        assert_eq!(note("x").key().len(), "note-".len() + 8);
    }

    #[test]
    fn a_day_without_a_time_is_said_without_one() {
        let morning = note("x");
        assert_eq!((morning.when().as_str(), morning.at().as_str()), ("20 November 2026, 10:15", "2026-11-20T10:15"));
        let day = Held { at: beginning(jiff::civil::date(2026, 6, 3)), ..morning };
        assert_eq!((day.when().as_str(), day.at().as_str()), ("3 June 2026", "2026-06-03"));
        assert_eq!(day.written_later().as_deref(), Some("20 November 2026, 10:15"));
    }
}
