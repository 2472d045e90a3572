//! A handover pack put together from the record: fifteen sections of rows with where each comes from, lists, the author's own words, what is
//! explained, and a first page made from the same. What is restricted is counted and said, and is not in it.

use casework::case::OpenAction;
use casework::event::{ActionOwner, CaseEvent, PlanStated, Visibility};
use casework::pre_release::{PackRecipient, Section, Topic};
use casework::{Case, Field, PrisonNumber, Source, codes, london};
use jiff::civil::Date;
use pack::content::{
    ExplainedGap, OwnWords, Pack, Prisoner, Recipient, Row, RowState, Schema, Section as PackSection, SectionState,
    Sender, Since, Table,
};
use policy::handover::ReleaseDate;
use policy::pack::{Assessment, Demand, Item, SectionStanding, Standing};
use store::history::Line;
use store::read::NoteQuery;
use uuid::Uuid;

use super::facts::{active_alerts, earliest_release, plain};
use super::fields::{FIELDS, spoken};
use super::restricted::Restricted;
use crate::error::AppError;
use crate::owed::{capital, read_word, word};
use crate::plan::standing;
use crate::search::instant;
use crate::session::Session;

/// How many key-work sessions are told in their own words.
const SESSIONS: u32 = 6;
/// How long the text of one is at most: the rest is in the record.
const WORDS: usize = 1_200;
/// The state of a topic of which nothing has to be said but what is known.
pub(super) const KNOWN: &str = "Known";

/// A pack as it would leave now, with how it stands.
pub(super) struct Draft {
    pub(super) pack: Pack,
    pub(super) standing: Assessment,
}

impl Session {
    /// Puts the pack together.
    pub(super) async fn draft_pack(
        &self,
        number: &PrisonNumber,
        case: &Case,
        history: &[Line],
        items: &[Restricted],
        to: Option<&PackRecipient>,
    ) -> Result<Draft, AppError> {
        let rules = self.in_force().await?;
        let sessions = self.sessions(number).await?;
        let (standing, dates) = self.pack_standing(number, case, &rules).await?;
        let release = earliest_release(case, self.today(), &rules);
        let mut sections: Vec<PackSection> =
            Section::ALL.iter().map(|section| self.section(*section, case, history, &standing)).collect();
        let mut add = |section: Section, tables: Vec<Table>, rows: Vec<Row>| {
            if let Some(section) = sections.iter_mut().find(|known| known.number == section.number()) {
                section.tables.extend(tables);
                section.rows.splice(0..0, rows);
            }
        };
        add(Section::Identity, Vec::new(), self.people(case));
        add(Section::Sentence, Vec::new(), key_dates(dates.handover, release));
        add(Section::Risk, alerts(case), Vec::new());
        add(Section::KeyWork, vec![sessions], Vec::new());
        add(Section::Family, contacts(case), Vec::new());
        add(Section::Actions, self.open_actions(case), Vec::new());
        for section in &mut sections {
            section.tables.retain(|table| !table.rows.is_empty());
        }
        let settings = self.rotl_settings().await?;
        let me = self.signatory();
        let phone = Some(settings.prison_telephone.value.0.clone()).filter(|phone| !phone.is_empty());
        let from = Sender {
            prison: self.on_paper(&settings, "").name,
            prison_code: self.prison().to_owned(),
            name: me.name,
            post: me.grade,
            phone: phone.clone(),
            email: None,
        };
        let to = to.cloned().unwrap_or_else(|| likely_recipient(case));
        let before = self.last_content(case, history, &to)?;
        let mut pack = Pack {
            schema: Schema::One,
            id: Uuid::nil(),
            version: case.pre_release.next_version(),
            made: self.now(),
            first: self.first_page(number, case, &rules, &sections, (&to, phone)),
            from,
            to: Recipient {
                name: to.name.clone(),
                team: some(&to.team),
                email: some(&to.email),
                phone: some(&to.phone),
            },
            prisoner: Prisoner {
                number: number.to_string(),
                name: case.full_name(),
                born: case.date(Field::DateOfBirth),
                crn: plain(case, Field::Crn),
                pnc: plain(case, Field::PncNumber),
            },
            sections,
            left_out: self.left_out(number, case, items).await?,
            since: None,
        };
        pack.since = before.map(|before| Since {
            version: before.version,
            made: before.made,
            changes: pack::difference::changes(&before, &pack),
        });
        Ok(Draft { pack, standing })
    }

    fn section(&self, section: Section, case: &Case, history: &[Line], standing: &Assessment) -> PackSection {
        let number = section.number();
        let items: Vec<&Item> = standing.items.iter().filter(|item| item.section == number).collect();
        let mut rows: Vec<Row> = FIELDS
            .iter()
            .filter(|(of, ..)| *of == section)
            .filter_map(|(_, field, key)| self.field_row(case, *field, key))
            .collect();
        rows.extend(self.topic_rows(section, case, history));
        for item in items.iter().filter(|item| item.standing != Standing::Held) {
            let state = row_state(&item.standing);
            match rows.iter_mut().find(|row| row.key == item.key) {
                Some(row) => row.state = state,
                None => rows.push(Row {
                    key: item.key.clone(),
                    name: called(&item.key),
                    value: item.words.clone(),
                    from: "The record".to_owned(),
                    on: None,
                    state,
                    was: None,
                }),
            }
        }
        PackSection {
            number,
            title: section.title().to_owned(),
            state: match standing.sections.get(usize::from(number).saturating_sub(1)) {
                Some(SectionStanding::Gaps(_)) => SectionState::Gap,
                Some(SectionStanding::Explained) => SectionState::Explained,
                _ => SectionState::Ready,
            },
            rows,
            tables: Vec::new(),
            words: self.own_words(section, history),
            gaps: items
                .iter()
                .filter(|item| item.standing.stops())
                .filter_map(|item| self.gap(item, history))
                .collect(),
        }
    }

    fn field_row(&self, case: &Case, field: Field, key: &str) -> Option<Row> {
        let standing = case.facts.get(&field.into())?;
        let value = spoken(field, &standing.value)?;
        let from = match &standing.source {
            Source::Import { .. } => "Prison system".to_owned(),
            Source::Staff { .. } => self.staff_name(standing.mark.author),
        };
        let on = standing.calculated.unwrap_or_else(|| london::day(standing.mark.recorded));
        let was = standing.imported.as_ref().filter(|said| **said != standing.value);
        let (key, name) = (key.to_owned(), field.label().to_owned());
        Some(Row {
            key,
            name,
            value,
            from,
            on: Some(on),
            state: RowState::Held,
            was: was.and_then(|was| spoken(field, was)),
        })
    }

    /// What was stated of the topics of a section and stands, without what is restricted.
    fn topic_rows(&self, section: Section, case: &Case, history: &[Line]) -> Vec<Row> {
        let stated = standing(case, history).into_iter();
        let row = |((topic, about), (line, body)): ((Topic, Option<String>), (&Line, &PlanStated))| {
            let state = topic.state_words(about.is_some(), body.state);
            let owner = body.owner.map(|owner| format!("{} sees to it", owner.words())).unwrap_or_default();
            let due = body.due.map(|due| format!("by {}", london::long_date(due))).unwrap_or_default();
            let on = body.on.map(london::long_date).unwrap_or_default();
            let known = if state == KNOWN { "" } else { state };
            let said = [known, &on, body.words.trim(), &owner, &due];
            let (key, name) = topic_name(topic, about.as_deref());
            Row {
                key,
                name,
                value: sentences(&said),
                from: self.staff_name(line.author),
                on: Some(london::day(instant(line.recorded))),
                state: RowState::Held,
                was: None,
            }
        };
        stated.filter(|((topic, _), _)| topic.section() == section && !topic.is_restricted()).map(row).collect()
    }

    fn own_words(&self, section: Section, history: &[Line]) -> Option<OwnWords> {
        let (line, body) = history.iter().rev().find_map(|line| match &line.event {
            CaseEvent::PackWordsWritten(body) if body.section == section => Some((line, body)),
            _ => None,
        })?;
        let text = body.words.trim();
        (!text.is_empty()).then(|| OwnWords {
            text: text.to_owned(),
            by: self.staff_name(line.author),
            on: london::day(instant(line.recorded)),
        })
    }

    fn gap(&self, item: &Item, history: &[Line]) -> Option<ExplainedGap> {
        if !item.explained {
            return None;
        }
        history.iter().rev().find_map(|line| match &line.event {
            CaseEvent::GapExplained(body) if body.gap == item.key => Some(ExplainedGap {
                key: item.key.clone(),
                what: item.words.clone(),
                cause: body.cause.words().to_owned(),
                words: body.words.clone(),
                by: self.staff_name(line.author),
                on: london::day(instant(line.recorded)),
            }),
            _ => None,
        })
    }

    /// Who works with them in the prison.
    fn people(&self, case: &Case) -> Vec<Row> {
        let row = |holding: &casework::case::Holding| Row {
            key: format!("post:{}", word(&holding.post)),
            name: capital(holding.post.title()),
            value: self.staff_name(holding.staff),
            from: self.staff_name(holding.mark.author),
            on: Some(london::day(holding.mark.occurred)),
            state: RowState::Held,
            was: None,
        };
        case.posts.iter().map(row).collect()
    }

    /// The last sessions in their own words: what this reader may see and everybody in the community may read.
    async fn sessions(&self, number: &PrisonNumber) -> Result<Table, AppError> {
        let query = NoteQuery {
            visibility: Visibility::General,
            note_type: Some("KA".to_owned()),
            sub_type: Some("KS".to_owned()),
            offset: 0,
            limit: SESSIONS,
        };
        let notes = self.record.notes(number, &query).await?;
        let row = |note: store::read::NoteRow| {
            let on = london::long_date(london::day(instant(note.occurred)));
            let mut words = cut(&note.text);
            for amendment in &note.amendments {
                words.push_str(&format!("\n\nAmended ({}): {}", amendment.reason, cut(&amendment.text)));
            }
            vec![on, self.staff_name(note.author), words]
        };
        let header = ["On", "With", "What was said"].map(str::to_owned).to_vec();
        Ok(Table { title: "key-work sessions".to_owned(), header, rows: notes.into_iter().map(row).collect() })
    }

    fn open_actions(&self, case: &Case) -> Vec<Table> {
        let seen = |open: &&OpenAction| open.visibility == Visibility::General;
        let row = |open: &OpenAction| {
            let by = open.agreed.due.map(london::long_date).unwrap_or_default();
            vec![open.agreed.text.clone(), self.whose(open), by]
        };
        let header = ["What was agreed", "Whose", "By"].map(str::to_owned).to_vec();
        let rows = case.actions.values().filter(seen).map(row).collect();
        vec![Table { title: "agreed in key work".to_owned(), header, rows }]
    }

    /// Who sees to what was agreed in key work.
    pub(super) fn whose(&self, open: &OpenAction) -> String {
        match open.agreed.owner {
            ActionOwner::Prisoner => "The prisoner".to_owned(),
            ActionOwner::Staff => self.staff_name(open.mark.author),
        }
    }
}

/// The dates by which everything is timed.
fn key_dates(handover: Option<Date>, release: Option<ReleaseDate>) -> Vec<Row> {
    let row = |key: &str, name: &str, date: Option<Date>, from: &str| {
        Some(Row {
            key: key.to_owned(),
            name: name.to_owned(),
            value: london::long_date(date?),
            from: from.to_owned(),
            on: None,
            state: RowState::Held,
            was: None,
        })
    };
    let kind = release.map(|release| capital(release.kind.words())).unwrap_or_default();
    let rows = [
        row("release", "Earliest release", release.map(|release| release.date), &kind),
        row("handover", "You are responsible from", handover, "The handover rules"),
    ];
    rows.into_iter().flatten().collect()
}

fn alerts(case: &Case) -> Vec<Table> {
    let label = |code: String| {
        let known = codes::alert(&code).map_or_else(|| code.clone(), |known| known.label.clone());
        vec![known, code]
    };
    let rows = active_alerts(case).unwrap_or_default().into_iter().map(label).collect();
    vec![Table { title: "active alerts".to_owned(), header: vec!["Alert".to_owned(), "Code".to_owned()], rows }]
}

fn contacts(case: &Case) -> Vec<Table> {
    let row = |contact: &casework::event::Contact| {
        vec![contact.name.clone(), contact.relationship.clone(), contact.phone.clone().unwrap_or_default()]
    };
    let header = ["Name", "How related", "Telephone"].map(str::to_owned).to_vec();
    vec![Table { title: "contacts".to_owned(), header, rows: case.contacts.values().map(row).collect() }]
}

/// Whom the record names as community offender manager.
pub(super) fn known_recipient(case: &Case) -> PackRecipient {
    let text = |field| plain(case, field).unwrap_or_default();
    PackRecipient {
        name: text(Field::ComName),
        team: plain(case, Field::ComTeam).or_else(|| plain(case, Field::ComLdu)).unwrap_or_default(),
        email: text(Field::ComEmail),
        phone: String::new(),
    }
}

/// Whom a pack is probably for: whom the record names, or where nobody is named whoever had the last one.
pub(super) fn likely_recipient(case: &Case) -> PackRecipient {
    let known = known_recipient(case);
    let packs = case.pre_release.standing_packs();
    let last = packs.last().map(|(_, pack)| pack.to.clone());
    if known.name.is_empty() && known.team.is_empty() { last.unwrap_or(known) } else { known }
}

/// For whom a pack is, in words; empty where nobody is named.
pub(super) fn whom(to: &PackRecipient) -> String {
    both(&to.name, Some(&to.team))
}

/// “Joanna Castell, Westmoor PDU”; the team alone, where that is all.
pub(super) fn both(name: &str, team: Option<&str>) -> String {
    let mut named: Vec<&str> = [Some(name), team].into_iter().flatten().filter(|words| !words.is_empty()).collect();
    named.dedup();
    named.join(", ")
}

pub(super) const fn row_state(standing: &Standing) -> RowState {
    match standing {
        Standing::Held => RowState::Held,
        Standing::Later { .. } => RowState::Later,
        Standing::Asked { .. } => RowState::Asked,
        Standing::Gap => RowState::Gap,
        Standing::Stale { .. } => RowState::Stale,
        Standing::Contradicts { .. } => RowState::Contradicts,
    }
}

/// The key of a topic's row, and what it is called.
pub(super) fn topic_name(topic: Topic, about: Option<&str>) -> (String, String) {
    match about {
        Some(about) => (format!("{}:{about}", word(&topic)), format!("{}: {about}", topic.words())),
        None => (word(&topic), topic.words().to_owned()),
    }
}

/// The topic whose row has a key.
pub(crate) fn topic_of(key: &str) -> Option<(Topic, Option<String>)> {
    let (topic, about) = key.split_once(':').map_or((key, ""), |(topic, about)| (topic, about.trim()));
    Some((read_word(topic)?, some(about)))
}

/// What something is called that the gate asks for.
pub(crate) fn called(key: &str) -> String {
    let (base, name) = key.split_once(':').map_or((key, None), |(base, name)| (base, Some(name)));
    let words = Demand::ALL.iter().find(|demand| demand.key() == base).map_or(base, |demand| demand.words());
    name.map_or_else(|| words.to_owned(), |name| format!("{words}: {name}"))
}

/// Sentences one after the other, each with one full stop before the next.
fn sentences(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    let Some((last, others)) = parts.split_last() else { return String::new() };
    let mut text: String = others.iter().map(|part| format!("{}. ", part.trim_end_matches('.'))).collect();
    text.push_str(last);
    text
}

fn cut(text: &str) -> String {
    if text.chars().count() <= WORDS {
        return text.to_owned();
    }
    let kept: String = text.chars().take(WORDS).collect();
    format!("{}… (the rest is in the record)", kept.trim_end())
}

fn some(words: &str) -> Option<String> {
    (!words.trim().is_empty()).then(|| words.trim().to_owned())
}
