//! The summary of a case for the offender management unit that takes it over: the facts of the handover pack, who had the case, what happened
//! outside, and what is owed next.

use api::CasePaper;
use casework::{Case, PrisonNumber, london};
use papers::Block;
use papers::report::Section;

use super::held::{Held, Part};
use super::tables::{Taken, fact, missing, movements, pack_section, steps};
use super::{Contents, is_general};
use crate::error::AppError;
use crate::owed::{capital, case_facts, what};
use crate::session::Session;

impl Session {
    /// The summary. What the pack keeps back is not in it either: it is made of the same rows.
    pub(super) async fn case_summary(
        &self,
        number: &PrisonNumber,
        case: &Case,
        held: &[Held],
    ) -> Result<Contents, AppError> {
        let pack = self.open_content(number, case).await?;
        let first = &pack.first;
        let mut sections = vec![self.holders(case, held)];
        sections.extend(pack.sections.iter().filter_map(|section| pack_section(section, Taken::Whole)));
        sections.push(self.temporary_releases(number).await?);
        sections.push(self.parole_reviews(number).await?);
        let decided = held.iter().filter(|item| item.part == Part::Decisions).filter(is_general);
        sections.push(steps(Part::Decisions.title(), decided));
        sections.push(self.owed_next(number, case).await?);
        sections.push(movements(held.iter()));
        let missing = missing(&pack.sections);
        if !missing.is_empty() {
            sections.push(Section::new("What is not recorded", vec![Block::points(missing)]));
        }
        sections.push(self.not_in_it(CasePaper::CaseSummary, held));
        Ok(Contents { facts: first.who.iter().chain(&first.risk).map(fact).collect(), lead: Vec::new(), sections })
    }

    /// What is owed in the case, the soonest first.
    async fn owed_next(&self, number: &PrisonNumber, case: &Case) -> Result<Section, AppError> {
        let owed = self.in_force().await?.owed(&case_facts(number, case), self.today());
        let mut things = owed.obligations;
        things.sort_by_key(|thing| thing.window.due);
        let rows = things.into_iter().map(|thing| {
            let key = thing.key;
            let whose = capital(key.kind.owner().words());
            [london::long_date(thing.window.due), what(key.kind, key.about.as_deref()), whose]
        });
        Ok(Section::new("What is owed next", vec![Block::table(["By", "What", "Whose"], [4, 8, 5], rows)]))
    }
}
