//! A pack as the window and the command line show it: the draft with what it lacks, and the pages as their reader sees them.

use api::{
    ExplainedView, LeftOutView, OwnWordsView, PackChange, PackDraftView, PackGapView, PackPart, PackPreviewView,
    PackRow, PackRowState, PackSectionState, PackSectionView, PackSince, PackTable, RestrictedItem,
};
use casework::Case;
use casework::pre_release::Section;
use jiff::civil::Date;
use pack::content::{self, ExplainedGap, OwnWords, Pack, Row, RowState, SectionState, Since, Table};
use pack::difference::{Change, Kind};
use policy::pack::Item;
use store::history::Line;

use super::content::{Draft, both, called, likely_recipient};
use super::restricted::Restricted;
use crate::casefile::minute;
use crate::error::AppError;
use crate::session::Session;

/// What the gate calls a conflict of two records.
pub(super) const CONFLICT: &str = "conflict:";

impl Session {
    pub(super) fn draft_view(
        &self,
        case: &Case,
        history: &[Line],
        draft: &Draft,
        restricted: &[Restricted],
    ) -> Result<PackDraftView, AppError> {
        let Draft { pack, standing } = draft;
        let changed: Vec<u8> =
            pack.since.iter().flat_map(|since| &since.changes).map(|change| change.section).collect();
        let section = |section: &content::Section| {
            let of = Section::ALL.into_iter().find(|known| known.number() == section.number)?;
            let stops = standing.items.iter().filter(|item| item.section == section.number && item.standing.stops());
            Some(PackSectionView {
                section: of,
                title: section.title.clone(),
                state: state(section.state),
                changed: changed.contains(&section.number),
                rows: section.rows.iter().map(row).collect(),
                tables: section.tables.iter().map(table).collect(),
                gaps: stops.map(|item| gap(item, section)).collect(),
                words: section.words.as_ref().map(own_words),
            })
        };
        Ok(PackDraftView {
            version: pack.version,
            to: likely_recipient(case),
            sections: pack.sections.iter().filter_map(section).collect(),
            left_out: left_out(pack),
            restricted: restricted
                .iter()
                .map(|item| RestrictedItem { key: item.key.clone(), what: item.what.clone(), on: item.on.map(iso) })
                .collect(),
            since: pack.since.as_ref().map(since),
            checks: self.checks(case, draft, restricted),
            may_seal: standing.may_seal,
            tasks: Vec::new(),
            sealed: self.sealed_views(case, history, standing)?,
        })
    }
}

/// A pack as its reader sees it.
pub(super) fn preview(pack: &Pack) -> PackPreviewView {
    let mut parts = first_page(pack);
    parts.extend(pack.since.as_ref().map(changes));
    parts.extend(pack.sections.iter().map(|section| PackPart {
        section: Some(section.number),
        title: section.title.clone(),
        rows: section.rows.iter().map(row).collect(),
        tables: section.tables.iter().map(table).collect(),
        explained: section.gaps.iter().map(|gap| explained(gap, section)).collect(),
        words: section.words.as_ref().map(own_words),
    }));
    if !pack.left_out.is_empty() {
        let rows = pack.left_out.iter().map(|left| vec![left.what.clone(), left.count.to_string(), left.ask.clone()]);
        parts.push(list("Left out on purpose", &["What", "How many", "Whom to ask"], rows.collect()));
    }
    PackPreviewView {
        from: pack.from.prison.clone(),
        sender: [pack.from.name.as_str(), &pack.from.post].join(", "),
        to: both(&pack.to.name, pack.to.team.as_deref()),
        version: pack.version,
        made: minute(pack.made),
        name: pack.prisoner.name.clone(),
        number: pack.prisoner.number.clone(),
        parts,
    }
}

fn first_page(pack: &Pack) -> Vec<PackPart> {
    let facts = |title: &str, rows: &[Row]| PackPart { rows: rows.iter().map(row).collect(), ..part(title) };
    let first = &pack.first;
    let next = first.next.iter().map(|next| vec![iso(next.by), next.what.clone(), next.who.clone()]);
    let ring = first.ring.iter().map(|ring| {
        let or_blank = |words: &Option<String>| words.clone().unwrap_or_default();
        vec![ring.name.clone(), ring.part.clone(), or_blank(&ring.phone), or_blank(&ring.email)]
    });
    vec![
        facts("Who this is", &first.who),
        facts("The risk", &first.risk),
        list("What must happen in the next 14 days", &["By", "What", "Who"], next.collect()),
        list("Whom to ring", &["Name", "Part", "Telephone", "Email"], ring.collect()),
    ]
}

fn changes(since: &Since) -> PackPart {
    let row = |change: &Change| {
        let PackChange { section, name, was, now } = self::change(change);
        vec![section.to_string(), name, was.unwrap_or_default(), now]
    };
    let rows = since.changes.iter().map(row).collect();
    list(&format!("What changed since version {}", since.version), &["Section", "What", "Was", "Is"], rows)
}

fn part(title: &str) -> PackPart {
    PackPart {
        section: None,
        title: title.to_owned(),
        rows: Vec::new(),
        tables: Vec::new(),
        explained: Vec::new(),
        words: None,
    }
}

fn list(title: &str, header: &[&str], rows: Vec<Vec<String>>) -> PackPart {
    let header = header.iter().map(|name| (*name).to_owned()).collect();
    PackPart { tables: vec![PackTable { title: title.to_owned(), header, rows }], ..part(title) }
}

pub(super) fn row(row: &Row) -> PackRow {
    PackRow {
        name: row.name.clone(),
        value: row.value.clone(),
        was: row.was.clone(),
        from: row.from.clone(),
        on: row.on.map(iso),
        state: stands(row.state),
    }
}

pub(super) const fn stands(state: RowState) -> PackRowState {
    match state {
        RowState::Held => PackRowState::Held,
        RowState::Later => PackRowState::Later,
        RowState::Asked => PackRowState::Asked,
        RowState::Gap => PackRowState::Gap,
        RowState::Stale => PackRowState::Stale,
        RowState::Contradicts => PackRowState::Contradicts,
    }
}

fn table(table: &Table) -> PackTable {
    PackTable { title: crate::owed::capital(&table.title), header: table.header.clone(), rows: table.rows.clone() }
}

const fn state(state: SectionState) -> PackSectionState {
    match state {
        SectionState::Ready => PackSectionState::Ready,
        SectionState::Explained => PackSectionState::Explained,
        SectionState::Gap => PackSectionState::Gap,
    }
}

fn own_words(words: &OwnWords) -> OwnWordsView {
    OwnWordsView { text: words.text.clone(), by: words.by.clone(), on: iso(words.on) }
}

/// Why something is missing from a section, under the name that it has there.
pub(super) fn explained(gap: &ExplainedGap, section: &content::Section) -> ExplainedView {
    let row = section.rows.iter().find(|row| row.key == gap.key);
    ExplainedView {
        name: row.map_or_else(|| called(&gap.key), |row| row.name.clone()),
        what: gap.what.clone(),
        cause: gap.cause.clone(),
        words: gap.words.clone(),
        by: gap.by.clone(),
        on: iso(gap.on),
    }
}

fn gap(item: &Item, section: &content::Section) -> PackGapView {
    PackGapView {
        key: item.key.clone(),
        words: item.words.clone(),
        question: item.question.clone(),
        conflict: item.key.starts_with(CONFLICT),
        explained: section.gaps.iter().find(|gap| gap.key == item.key).map(|gap| explained(gap, section)),
        why: item.derivation.to_string(),
    }
}

fn left_out(pack: &Pack) -> Vec<LeftOutView> {
    let view =
        |left: &content::LeftOut| LeftOutView { what: left.what.clone(), count: left.count, ask: left.ask.clone() };
    pack.left_out.iter().map(view).collect()
}

fn since(since: &Since) -> PackSince {
    PackSince { version: since.version, made: minute(since.made), changes: since.changes.iter().map(change).collect() }
}

/// A change, with what it was.
pub(crate) fn change(change: &Change) -> PackChange {
    let (was, now) = match &change.kind {
        Kind::Changed { was, now } => (Some(was.clone()), now.clone()),
        Kind::Added { now } => (None, now.clone()),
        Kind::Gone { was } => (Some(was.clone()), "no longer there".to_owned()),
        Kind::More { count } => (None, format!("{count} more")),
        Kind::Fewer { count } => (None, format!("{count} fewer")),
        Kind::Explained => (None, "explained".to_owned()),
        Kind::Words => (None, "own words".to_owned()),
    };
    PackChange { section: change.section, name: change.name.clone(), was, now }
}

pub(super) fn iso(day: Date) -> String {
    day.to_string()
}
