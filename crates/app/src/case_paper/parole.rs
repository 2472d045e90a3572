//! What the record has for a parole dossier. The prisoner reads the dossier: so nothing is in it of what somebody would have to decide on before
//! it is given to them (`review`), no words of notes, and of what is restricted not even how much there is.

use casework::pre_release::Section as Of;
use casework::{Case, Field, PrisonNumber, london};
use jiff::ToSpan;
use jiff::civil::Date;
use papers::report::Section;
use papers::{Block, Fact};

use super::held::{Held, Part, beginning};
use super::tables::{Taken, movements, pack_section, steps};
use super::{ASK, Contents, is_general};
use crate::error::AppError;
use crate::search::kind_words;
use crate::session::Session;

/// The sections of the pack that are told, in their order here.
const TOLD: [Of; 8] =
    [Of::Sentence, Of::Custody, Of::KeyWork, Of::Risk, Of::Pathways, Of::Accommodation, Of::Licence, Of::Worry];
/// Rows that are about somebody else: whom the prisoner may not see, and with which children contact is approved.
const OF_OTHERS: [&str; 2] = ["no-contact", "child-contact"];
/// Back to when key-work sessions are counted.
const MONTHS: i64 = 12;
/// Levels whose whole history is told.
const LEVELS: [Field; 4] = [Field::Category, Field::Rosh, Field::MappaLevel, Field::Tier];

impl Session {
    /// The extract. `free`: what is the prisoner's alone.
    pub(super) async fn parole_extract(
        &self,
        number: &PrisonNumber,
        case: &Case,
        held: &[Held],
        free: &[&Held],
    ) -> Result<Contents, AppError> {
        let pack = self.open_content(number, case).await?;
        let of = |of: &Of| pack.sections.iter().find(|section| section.number == of.number());
        let mut sections = vec![self.parole_reviews(number).await?];
        sections.extend(
            TOLD.iter().filter_map(of).filter_map(|section| pack_section(section, Taken::RowsWithout(&OF_OTHERS))),
        );
        let told = || free.iter().copied();
        sections.push(steps("Category and levels of risk", told().filter(is_level)));
        sections.push(self.temporary_releases(number).await?);
        sections.push(steps("Temporary releases step by step", told().filter(is_release)));
        sections.push(movements(told()));
        let closed = [
            "Sensitive and restricted material, what is about victims, family and contacts, and the words of notes are never in such an extract."
                .to_owned(),
            format!("For what goes to the Board apart from the dossier, ask: {ASK}."),
        ];
        sections.push(Section::new("What is not in it", closed.into_iter().map(Block::words).collect()));
        let mut facts = dates(case);
        facts.push(sessions(held, self.today().saturating_sub(MONTHS.months())));
        Ok(Contents { facts, lead: Vec::new(), sections })
    }
}

/// How many key-work sessions were held since a day. One that names somebody else is counted all the same: a number tells nothing of it.
fn sessions(held: &[Held], since: Date) -> Fact {
    let kind = kind_words("KA", "KS");
    let is_session = |item: &&Held| item.part == Part::Notes && item.what == kind && item.at >= beginning(since);
    let sessions = held.iter().filter(is_general).filter(is_session).count();
    Fact::plain("Key-work sessions", format!("{sessions} since {}", london::long_date(since)))
}

/// The dates on which parole turns.
fn dates(case: &Case) -> Vec<Fact> {
    let wanted = [Field::SentenceStart, Field::Tariff, Field::ParoleEligibility, Field::TargetHearing, Field::Release];
    let fact = |field: Field| Some(Fact::strong(field.label(), london::long_date(case.date(field)?)));
    wanted.into_iter().filter_map(fact).collect()
}

/// Whether it is the history of a level.
fn is_level(item: &&Held) -> bool {
    item.part == Part::Facts && LEVELS.iter().any(|field| item.what == field.label())
}

/// What was decided on releases and what came of them.
fn is_release(item: &&Held) -> bool {
    item.part == Part::Releases
}
