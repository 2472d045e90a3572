//! The handover pack: put together from the record, explained and worded by its author, sealed into one file, and followed until somebody
//! says that it arrived; and taken in, where it came from another prison. What is missing from it is `policy`'s to say; its form and its seal are `pack`'s.

mod after;
mod changes;
mod checks;
mod content;
mod facts;
mod fields;
mod first_page;
mod gaps;
mod inbox;
mod list;
mod opened;
mod owing;
mod print;
mod receipt;
mod receive;
mod restricted;
mod runs;
mod seal;
mod take_over;
mod trace;
mod view;

use api::{ExplainGap, PackDraftView, PackPreviewView, WritePackWords};
use casework::event::{CaseEvent, GapExplained, PackWordsWritten};
use casework::pre_release::{PackId, PackRecipient, SealedPack};
use casework::{Case, PrisonNumber, Right};
use ledger::Compartment;
use pack::content::Pack;
use store::history::Line;

use crate::error::AppError;
use crate::session::Session;
use crate::typed::said;

pub(crate) use content::{called, topic_of};
pub(crate) use facts::reports;
pub(crate) use fields::changed_since;
pub(crate) use inbox::inbox_view;
pub use inbox::{inbox_address, unit_recipient};
pub use opened::{OpenedPack, is_for_a_unit, read_file, text};
pub(crate) use owing::{after_release, changed, follows, is_owed_for, packs_of};
pub use pack::inbox::InboxAddress;
pub use print::{print, sheet};
pub use receive::Told;
pub(crate) use runs::{RestrictedWords, Runs};
pub(crate) use seal::unfold;
pub use seal::{Drawn, Sealing};
pub(crate) use view::change;

impl Session {
    /// A pack as it would leave now, with what has to be put right or explained.
    pub async fn pack_draft(&self, number: &PrisonNumber) -> Result<PackDraftView, AppError> {
        self.demand(Right::ReadCases)?;
        let case = self.known_case(number).await?;
        let history = self.record.release_entries(number).await?;
        let items = self.restricted(number, &case, &history).await?;
        let draft = self.draft_pack(number, &case, &history, &items, None).await?;
        let tasks = self.handover_tasks(number, &case).await?;
        Ok(PackDraftView { tasks, ..self.draft_view(&case, &history, &draft, &items)? })
    }

    /// The same as whoever gets it will read it.
    pub async fn pack_preview(&self, number: &PrisonNumber) -> Result<PackPreviewView, AppError> {
        self.demand(Right::ReadCases)?;
        let case = self.known_case(number).await?;
        let history = self.record.release_entries(number).await?;
        let items = self.restricted(number, &case, &history).await?;
        Ok(view::preview(&self.draft_pack(number, &case, &history, &items, None).await?.pack))
    }

    /// What a pack would say now, with nothing in it that is restricted: other papers of a case are made of the same rows.
    pub(crate) async fn open_content(&self, number: &PrisonNumber, case: &Case) -> Result<Pack, AppError> {
        let history = self.record.release_entries(number).await?;
        Ok(self.draft_pack(number, case, &history, &[], None).await?.pack)
    }

    /// Writes the author's own words in a section.
    pub async fn write_pack_words(&mut self, number: &PrisonNumber, asked: WritePackWords) -> Result<(), AppError> {
        self.demand(Right::SealPack)?;
        self.known_case(number).await?;
        let body = PackWordsWritten { section: asked.section, words: asked.words.trim().to_owned() };
        self.tell(number, Compartment::General, vec![CaseEvent::PackWordsWritten(body)]).await
    }

    /// Explains why something is missing.
    pub async fn explain_gap(&mut self, number: &PrisonNumber, asked: ExplainGap) -> Result<(), AppError> {
        self.demand(Right::SealPack)?;
        let case = self.known_case(number).await?;
        let history = self.record.release_entries(number).await?;
        let draft = self.draft_pack(number, &case, &history, &[], None).await?;
        let item = draft.standing.item(asked.gap.trim()).filter(|item| item.standing.stops());
        let item = item.ok_or_else(|| {
            let message = format!("Nothing called “{}” is missing from this pack.", asked.gap.trim());
            AppError::input(message, "Look at the draft for what has to be explained.").at("gap")
        })?;
        if item.key.starts_with(view::CONFLICT) {
            let remedy = "Settle it: say which value stands. Then the pack prints that.";
            return Err(AppError::input("A conflict cannot be explained away.", remedy).at("gap"));
        }
        let remedy = "Say what the community offender manager should know or do.";
        let words = said("words", &asked.words, "The explanation says nothing.", remedy)?;
        let body = GapExplained { gap: item.key.clone(), cause: asked.cause, words };
        self.tell(number, Compartment::General, vec![CaseEvent::GapExplained(body)]).await
    }

    /// What the newest pack said that this recipient had.
    fn last_content(&self, case: &Case, history: &[Line], to: &PackRecipient) -> Result<Option<Pack>, AppError> {
        let same = |pack: &SealedPack| pack.to.name == to.name && pack.to.team == to.team && pack.to.email == to.email;
        let standing = case.pre_release.standing_packs();
        let Some((id, _)) = standing.into_iter().rev().find(|(_, pack)| same(pack)) else { return Ok(None) };
        let kept = history.iter().rev().find_map(|line| match &line.event {
            CaseEvent::PackSealed(body) if body.id == *id => Some(&body.content),
            _ => None,
        });
        kept.map(|content| seal::unfold(content)).transpose()
    }
}

/// A pack of a case: by its identifier, or the newest.
fn find<'a>(case: &'a Case, typed: &str) -> Result<(PackId, &'a SealedPack), AppError> {
    let packs = &case.pre_release.packs;
    let found = match typed.trim() {
        "" => packs.iter().max_by_key(|(_, pack)| (pack.version, pack.mark.position)),
        id => id.parse().ok().and_then(|id: PackId| packs.get_key_value(&id)),
    };
    found.map(|(id, pack)| (*id, pack)).ok_or_else(|| {
        AppError::input("This prisoner has no such handover pack.", "Look at the draft for the packs that were sealed.")
    })
}
