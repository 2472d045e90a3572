//! The handover pack: put together from the record, explained and worded by its author, sealed into one file, and followed until somebody
//! says that it arrived. What is missing from it is `policy`'s to say; its form and its seal are `pack`'s.

mod content;
mod facts;
mod print;
mod seal;

use api::{ExplainGap, PackDraftView, PackGapView, PackSectionView, SealedView, TracePack, WritePackWords};
use casework::event::{CaseEvent, GapExplained, PackTraced, PackWordsWritten};
use casework::pre_release::{PackId, PackRecipient, SealedPack, Section};
use casework::{Case, PrisonNumber, Right};
use ledger::Compartment;
use pack::content::Pack;
use pack::difference::Kind;
use pack::fingerprint::Fingerprint;
use policy::pack::Item;
use store::history::Line;

use crate::casefile::minute;
use crate::error::AppError;
use crate::session::Session;
use crate::typed::said;

pub use seal::OpenedPack;

impl Session {
    /// A pack as it would leave now, with what has to be put right or explained.
    pub async fn pack_draft(&self, number: &PrisonNumber) -> Result<PackDraftView, AppError> {
        self.demand(Right::ReadCases)?;
        let case = self.known_case(number).await?;
        let draft = self.draft_pack(number, &case, None).await?;
        let items = &draft.standing.items;
        let view = |section: &pack::content::Section| {
            let of = Section::ALL.into_iter().find(|known| known.number() == section.number)?;
            let gaps = items.iter().filter(|item| item.section == section.number && item.standing.stops());
            Some(PackSectionView {
                section: of,
                title: section.title.clone(),
                rows: section
                    .rows
                    .iter()
                    .map(|row| (row.name.clone(), row.value.clone(), row.from.clone(), row.state.to_string()))
                    .collect(),
                gaps: gaps.map(gap_view).collect(),
                words: section.words.as_ref().map(|words| words.text.clone()),
            })
        };
        let changes = draft.pack.since.iter().flat_map(|since| &since.changes);
        Ok(PackDraftView {
            version: draft.pack.version,
            to: content::likely_recipient(&case),
            sections: draft.pack.sections.iter().filter_map(view).collect(),
            left_out: draft.pack.left_out.iter().map(|left| (left.what.clone(), left.count)).collect(),
            changes: changes
                .map(|change| format!("{} {}: {}", change.section, change.name, change_words(&change.kind)))
                .collect(),
            may_seal: draft.standing.may_seal,
            sealed: self.sealed_views(&case),
        })
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
        let draft = self.draft_pack(number, &case, None).await?;
        let item = draft.standing.item(asked.gap.trim()).filter(|item| item.standing.stops());
        let item = item.ok_or_else(|| {
            let message = format!("Nothing called “{}” is missing from this pack.", asked.gap.trim());
            AppError::input(message, "Look at the draft for what has to be explained.").at("gap")
        })?;
        if item.key.starts_with("conflict:") {
            let remedy = "Settle it: say which value stands. Then the pack prints that.";
            return Err(AppError::input("A conflict cannot be explained away.", remedy).at("gap"));
        }
        let remedy = "Say what the community offender manager should know or do.";
        let words = said("words", &asked.words, "The explanation says nothing.", remedy)?;
        let body = GapExplained { gap: item.key.clone(), cause: asked.cause, words };
        self.tell(number, Compartment::General, vec![CaseEvent::GapExplained(body)]).await
    }

    /// Records what became of a pack: of the newest one, unless another is named.
    pub async fn trace_pack(&mut self, number: &PrisonNumber, asked: TracePack) -> Result<(), AppError> {
        self.demand(Right::TracePack)?;
        let case = self.known_case(number).await?;
        let (id, _) = find(&case, &asked.id)?;
        let words = said("words", &asked.words, "It does not say how or to whom.", "Say it in a few words.")?;
        let body = PackTraced { id, step: asked.step, words };
        self.tell(number, Compartment::General, vec![CaseEvent::PackTraced(body)]).await
    }

    /// The packs of a case, newest first.
    fn sealed_views(&self, case: &Case) -> Vec<SealedView> {
        let mut packs: Vec<(&PackId, &SealedPack)> = case.pre_release.packs.iter().collect();
        packs.sort_by_key(|(_, pack)| std::cmp::Reverse((pack.version, pack.mark.position)));
        let view = |(id, pack): (&PackId, &SealedPack)| SealedView {
            id: id.to_string(),
            version: pack.version,
            to: pack.to.clone(),
            check_code: Fingerprint::from(pack.fingerprint).code().to_string(),
            by: self.staff_name(pack.mark.author),
            at: minute(pack.mark.recorded),
            steps: pack
                .steps
                .iter()
                .map(|step| (step.step, minute(step.mark.recorded), self.staff_name(step.mark.author)))
                .collect(),
        };
        packs.into_iter().map(view).collect()
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

fn gap_view(item: &Item) -> PackGapView {
    PackGapView {
        key: item.key.clone(),
        words: item.words.clone(),
        question: item.question.clone(),
        explained: item.explained,
        why: item.derivation.to_string(),
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

/// A change in words.
fn change_words(kind: &Kind) -> String {
    match kind {
        Kind::Changed { was, now } => format!("{now} (was {was})"),
        Kind::Added { now } => format!("new: {now}"),
        Kind::Gone { was } => format!("no longer there (was {was})"),
        Kind::More { count } => format!("{count} more"),
        Kind::Fewer { count } => format!("{count} fewer"),
        Kind::Explained => "explained".to_owned(),
        Kind::Words => "own words".to_owned(),
    }
}
