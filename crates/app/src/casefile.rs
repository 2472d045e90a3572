//! The case file: everything known of one person that the signed-in person may see, each fact with where it came from.

use std::collections::BTreeSet;

use api::{ActionView, AlertView, AmendmentView, CaseView, FactView, HistoryView, NoteView, OpenActionView, PostView};
use casework::case::Standing;
use casework::event::Visibility;
use casework::field::Group;
use casework::{Case, Field, FieldKey, NotApplied, PrisonNumber, Right, Source, Value, codes};
use jiff::Timestamp;
use store::read::{NoteQuery, NoteRow};

use crate::error::AppError;
use crate::search::{kind_words, local_minute};
use crate::session::Session;

/// How many notes the first screen shows.
const FIRST_NOTES: u32 = 25;
/// How many notes are looked through at a time for one of them.
const NOTES_AT_A_TIME: u32 = 200;
/// Type and subtype of a key-work session.
const KEY_WORK: (&str, &str) = ("KA", "KS");
/// A note recorded more than this many days after it happened is late.
const LATE_DAYS: i64 = 2;

impl Session {
    /// The first screen of a case file.
    pub async fn case(&self, number: &PrisonNumber) -> Result<CaseView, AppError> {
        self.demand(Right::ReadCases)?;
        let case = self.known_case(number).await?;
        let notes = self.notes_from(number, FIRST_NOTES, 0).await?;
        let mut dates = self.facts(&case, |group| group == Group::Dates);
        dates.sort_by(|a, b| a.value.cmp(&b.value));
        let open_actions = case
            .actions
            .iter()
            .filter(|(_, open)| open.visibility <= self.reads_up_to() && open.visibility != Visibility::Restricted)
            .map(|(id, open)| OpenActionView {
                id: id.to_string(),
                text: open.agreed.text.clone(),
                owner: open.agreed.owner,
                due: open.agreed.due.map(|date| date.to_string()),
                note: open.note.to_string(),
            })
            .collect();
        let posts = case
            .posts
            .iter()
            .map(|holding| PostView {
                post: holding.post.title().to_owned(),
                name: self.staff_name(holding.staff),
                since: minute(holding.mark.occurred),
                reason: holding.reason.clone(),
                by: self.staff_name(holding.mark.author),
            })
            .collect();
        Ok(CaseView {
            number: number.to_string(),
            name: case.full_name(),
            here: case.is_held_by(self.prison()),
            sent: self.sent_away(&case).await?,
            alerts: alerts(&case),
            dates,
            facts: self.facts(&case, |group| group != Group::Dates),
            posts,
            movements: case.movements.iter().rev().map(Into::into).collect(),
            places: places(&case),
            contacts: case.contacts.values().cloned().collect(),
            victim_contact: self.may(Right::ReadRestricted).then_some(case.victim_contact.is_some()),
            open_actions,
            conflicts: self.conflicts(&case),
            notes_in_all: case.notes,
            notes,
        })
    }

    /// Notes of a case, newest first. Restricted ones are listed without their words.
    pub async fn notes(&self, number: &PrisonNumber, limit: u32, offset: u32) -> Result<Vec<NoteView>, AppError> {
        self.demand(Right::ReadCases)?;
        self.known_case(number).await?;
        self.notes_from(number, limit, offset).await
    }

    async fn notes_from(&self, number: &PrisonNumber, limit: u32, offset: u32) -> Result<Vec<NoteView>, AppError> {
        let query = NoteQuery { visibility: self.reads_up_to(), note_type: None, sub_type: None, offset, limit };
        let rows = self.record.notes(number, &query).await?;
        Ok(rows.into_iter().map(|row| self.note_view(row, false)).collect())
    }

    /// One note of a case. Whoever may not see it is not told that there is one.
    pub async fn note(&self, number: &PrisonNumber, id: &str) -> Result<NoteView, AppError> {
        self.demand(Right::ReadCases)?;
        self.known_case(number).await?;
        let mut offset = 0;
        loop {
            let notes = self.notes_from(number, NOTES_AT_A_TIME, offset).await?;
            if notes.is_empty() {
                return Err(NotApplied::NoSuchNote.into());
            }
            if let Some(note) = notes.into_iter().find(|note| note.id == id) {
                return Ok(note);
            }
            offset += NOTES_AT_A_TIME;
        }
    }

    /// The last key-work session of a case.
    pub async fn last_session(&self, number: &PrisonNumber) -> Result<Option<NoteView>, AppError> {
        self.demand(Right::ReadCases)?;
        self.known_case(number).await?;
        let query = NoteQuery {
            visibility: self.reads_up_to(),
            note_type: Some(KEY_WORK.0.to_owned()),
            sub_type: Some(KEY_WORK.1.to_owned()),
            offset: 0,
            limit: 1,
        };
        let rows = self.record.notes(number, &query).await?;
        Ok(rows.into_iter().next().map(|row| self.note_view(row, false)))
    }

    /// The restricted notes of a case with their words. That somebody looked, and why, is recorded first.
    pub async fn open_restricted_notes(
        &mut self,
        number: &PrisonNumber,
        reason: &str,
    ) -> Result<Vec<NoteView>, AppError> {
        self.record_view(number, "notes", reason).await?;
        let query = NoteQuery {
            visibility: Visibility::Restricted,
            note_type: None,
            sub_type: None,
            offset: 0,
            limit: u32::MAX,
        };
        let rows = self.record.notes(number, &query).await?;
        let restricted = rows.into_iter().filter(|row| row.visibility == Visibility::Restricted);
        Ok(restricted.map(|row| self.note_view(row, true)).collect())
    }

    /// The history of a field of a case, or of all fields, posts, acts and decisions, oldest first.
    pub async fn history(&self, number: &PrisonNumber, field: Option<Field>) -> Result<Vec<HistoryView>, AppError> {
        self.demand(Right::ReadCases)?;
        self.known_case(number).await?;
        let facts = self.record.history(number, field.map(Field::name)).await?;
        let mut history: Vec<(i64, HistoryView)> = facts
            .into_iter()
            .map(|row| {
                let view = HistoryView {
                    recorded: local_minute(row.recorded),
                    field: row.field,
                    value: row.value,
                    source: row.reason.unwrap_or_else(|| "import".to_owned()),
                    by: self.staff_name(row.author),
                    stood: row.stood,
                };
                (row.recorded, view)
            })
            .collect();
        if field.is_none() {
            for row in self.record.allocations(number).await? {
                let name = self.staff_name(row.staff);
                let view = HistoryView {
                    recorded: local_minute(row.occurred),
                    field: row.post,
                    value: if row.taken { name } else { format!("{name} (ended)") },
                    source: row.reason,
                    by: self.staff_name(row.author),
                    stood: true,
                };
                history.push((row.occurred, view));
            }
            history.extend(self.deeds(number).await?);
            history.sort_by_key(|(at, _)| *at);
        }
        Ok(history.into_iter().map(|(_, view)| view).collect())
    }

    fn facts(&self, case: &Case, wanted: impl Fn(Group) -> bool) -> Vec<FactView> {
        let mut facts: Vec<(&FieldKey, &Standing)> = case
            .facts
            .iter()
            .filter(|(key, standing)| wanted(key.group()) && standing.value != Value::Nothing)
            .collect();
        facts.sort_by_key(|(key, _)| (key.group(), *key));
        facts.into_iter().map(|(key, standing)| self.fact(key, standing)).collect()
    }

    fn fact(&self, key: &FieldKey, standing: &Standing) -> FactView {
        let (source, import, reason) = match &standing.source {
            Source::Import { run, row } => ("import", Some((run.to_string(), *row)), None),
            Source::Staff { reason } => ("staff", None, Some(reason.clone())),
        };
        let said = standing.imported.as_ref().filter(|value| **value != standing.value);
        FactView {
            field: key.name().to_owned(),
            label: key.label().to_owned(),
            value: standing.value.plain(),
            meaning: meaning(key, &standing.value),
            calculated: standing.calculated.map(|date| date.to_string()),
            source: source.to_owned(),
            import,
            reason,
            by: self.staff_name(standing.mark.author),
            recorded: minute(standing.mark.recorded),
            prison_system_says: said.map(Value::plain),
        }
    }

    fn note_view(&self, row: NoteRow, opened: bool) -> NoteView {
        let days = (row.recorded - row.occurred) / 86_400_000;
        let shown = opened || row.visibility != Visibility::Restricted;
        let amendments = row
            .amendments
            .into_iter()
            .map(|amendment| AmendmentView {
                reason: amendment.reason,
                text: amendment.text,
                author: self.staff_name(amendment.author),
                recorded: local_minute(amendment.recorded),
            })
            .collect();
        let actions = row
            .actions
            .into_iter()
            .map(|action| ActionView {
                id: action.id.to_string(),
                text: action.text,
                owner: action.owner,
                due: action.due,
                state: match &action.outcome {
                    None => "open",
                    Some((true, ..)) => "done",
                    Some((false, ..)) => "dropped",
                }
                .to_owned(),
                outcome: action.outcome.map(|(_, outcome, _)| outcome),
            })
            .collect();
        NoteView {
            id: row.id.to_string(),
            kind: kind_words(&row.note_type, &row.sub_type),
            note_type: row.note_type,
            sub_type: row.sub_type,
            visibility: row.visibility,
            occurred: local_minute(row.occurred),
            recorded: local_minute(row.recorded),
            received: row.received.map(local_minute),
            late_days: (days >= LATE_DAYS).then_some(days),
            author: self.staff_name(row.author),
            place: row.place,
            text: shown.then_some(row.text),
            amendments: if shown { amendments } else { Vec::new() },
            actions: if shown { actions } else { Vec::new() },
        }
    }
}

/// The alerts that are active, by code.
fn alerts(case: &Case) -> Vec<AlertView> {
    let alerts = case.value(Field::Alerts).map(intake::nested::alerts).unwrap_or_default();
    let active = alerts.into_iter().filter(|alert| alert.active && !alert.expired);
    let mut shown: Vec<AlertView> = active
        .map(|alert| AlertView {
            label: codes::alert(&alert.code).map_or_else(|| alert.code.clone(), |known| known.label.clone()),
            code: alert.code,
        })
        .collect();
    shown.sort_by(|a, b| a.code.cmp(&b.code));
    shown.dedup();
    shown
}

/// The prisons that the movements name, by code.
fn places(case: &Case) -> Vec<(String, String)> {
    let named: BTreeSet<&String> =
        case.movements.iter().flat_map(|movement| movement.from.iter().chain(&movement.to)).collect();
    let known = named.into_iter().filter_map(|code| Some((code.clone(), codes::prison(code)?.name.clone())));
    known.collect()
}

/// What a code means.
pub(crate) fn meaning(key: &FieldKey, value: &Value) -> Option<String> {
    let FieldKey::Known(field) = key else { return None };
    let code = value.text()?;
    match field {
        Field::Category => codes::category(code).map(str::to_owned),
        Field::ImprisonmentStatus => codes::imprisonment_status(code).map(|status| status.label.clone()),
        Field::PrisonId | Field::LastPrisonId | Field::PreviousPrisonId | Field::SupportingPrisonId => {
            codes::prison(code).map(|prison| prison.name.clone())
        }
        _ => None,
    }
}

/// A time in London to the minute, ISO.
pub(crate) fn minute(at: Timestamp) -> String {
    local_minute(at.as_millisecond())
}
