//! The calls that only read.

use std::collections::BTreeSet;
use std::path::Path;

use api::{
    CaseView, Caseload, CaseloadChoices, CaseloadChoicesView, CaseloadView, Clock, Conflicts, DraftView, Drafts,
    ExportCaseload, FoundView, History, HistoryView, LastSession, NoteKindView, NoteKinds, NoteView, Notes, OpenCase,
    OpenConflictView, OpenNote, Search, Staff, StaffAndCases, StaffMemberView, StaffView,
};
use casework::{PrisonNumber, codes};
use ledger::Role;
use store::caseload::{CaseloadQuery, Filter, Sort};

use super::{Answer, Desk};
use crate::error::{AppError, Code};
use crate::facts::field_named;
use crate::search::local_minute;
use crate::session::Session;

/// The most rows that one reply holds: more is never on the screen, and the window must stay quick.
pub(super) const MOST_ROWS: u32 = 500;

impl Answer for Caseload {
    async fn answer(mut self, desk: &Desk) -> Result<CaseloadView, AppError> {
        self.limit = self.limit.min(MOST_ROWS);
        let session = desk.session().await?;
        session.caseload(&query(&session, &self)?).await
    }
}

impl Answer for ExportCaseload {
    async fn answer(self, desk: &Desk) -> Result<u32, AppError> {
        let session = desk.session().await?;
        refuse_in_demonstration(&session)?;
        let everything = Caseload { offset: 0, limit: u32::MAX, ..self.query };
        let view = session.caseload(&query(&session, &everything)?).await?;
        write_new(Path::new(self.file.trim()), crate::caseload::csv(&view.rows).as_bytes())?;
        Ok(view.all)
    }
}

impl Answer for Conflicts {
    async fn answer(self, desk: &Desk) -> Result<Vec<OpenConflictView>, AppError> {
        desk.session().await?.open_conflicts().await
    }
}

impl Answer for CaseloadChoices {
    async fn answer(self, desk: &Desk) -> Result<CaseloadChoicesView, AppError> {
        let session = desk.session().await?;
        let here = Caseload {
            filter: api::Filter { here: Some(true), ..api::Filter::default() },
            sort: api::Sort::Cell,
            descending: false,
            offset: 0,
            limit: u32::MAX,
        };
        let rows = session.caseload(&query(&session, &here)?).await?.rows;
        let some = |values: BTreeSet<String>| values.into_iter().collect::<Vec<_>>();
        let wing = |cell: &str| cell.split('-').next().unwrap_or_default().to_owned();
        let categories = some(rows.iter().filter_map(|row| row.category.clone()).collect());
        Ok(CaseloadChoicesView {
            wings: some(rows.iter().filter_map(|row| row.cell.as_deref().map(wing)).collect()),
            categories: categories
                .into_iter()
                .map(|code| (code.clone(), codes::category(&code).unwrap_or(&code).to_owned()))
                .collect(),
            legal_statuses: some(rows.iter().filter_map(|row| row.legal_status.clone()).collect()),
            rosh: casework::field::ROSH_LEVELS.iter().map(|level| (*level).to_owned()).collect(),
            tiers: some(rows.iter().filter_map(|row| row.tier.clone()).collect()),
            poms: holders(&session, Role::Pom),
            keyworkers: holders(&session, Role::Keyworker),
        })
    }
}

fn holders(session: &Session, role: Role) -> Vec<(String, String)> {
    let mut holders: Vec<(String, String)> = session
        .staff()
        .into_iter()
        .filter(|member| member.roles.iter().any(|word| word == role.word()))
        .map(|member| (member.id, member.name))
        .collect();
    holders.sort_by(|a, b| a.1.cmp(&b.1));
    holders
}

/// The store's question for a window's.
fn query(session: &Session, asked: &Caseload) -> Result<CaseloadQuery, AppError> {
    let staff = |id: &Option<String>| id.as_deref().map(|id| session.staff_named(id)).transpose();
    let filter = asked.filter.clone();
    Ok(CaseloadQuery {
        filter: Filter {
            here: filter.here,
            pom: staff(&filter.pom)?,
            keyworker: staff(&filter.keyworker)?,
            without: filter.without,
            category: filter.category,
            legal_status: filter.legal_status,
            rosh: filter.rosh,
            tier: filter.tier,
            unseen_since: filter.unseen_since.as_deref().map(start_of_day).transpose()?,
            cell: filter.cell,
            text: filter.text.filter(|text| !text.trim().is_empty()),
            release: filter.release,
            readable_on: None,
        },
        sort: sort(asked.sort),
        descending: asked.descending,
        offset: asked.offset,
        limit: asked.limit,
    })
}

/// The instant at which a day begins in London.
fn start_of_day(day: &str) -> Result<i64, AppError> {
    let start = casework::fact::parse_date(day)
        .ok()
        .and_then(|date| casework::london::instant(date.at(0, 0, 0, 0)))
        .ok_or_else(|| AppError::input(format!("“{day}” is not a date."), "Write it as 2027-01-14."))?;
    Ok(start.as_millisecond())
}

const fn sort(sort: api::Sort) -> Sort {
    match sort {
        api::Sort::Name => Sort::Name,
        api::Sort::Number => Sort::Number,
        api::Sort::Cell => Sort::Cell,
        api::Sort::Release => Sort::Release,
        api::Sort::SentenceStart => Sort::SentenceStart,
        api::Sort::Category => Sort::Category,
        api::Sort::LegalStatus => Sort::LegalStatus,
        api::Sort::Rosh => Sort::Rosh,
        api::Sort::Tier => Sort::Tier,
        api::Sort::LastSession => Sort::LastSession,
        api::Sort::LastNote => Sort::LastNote,
        api::Sort::OpenActions => Sort::OpenActions,
        api::Sort::Alerts => Sort::Alerts,
        api::Sort::Incentive => Sort::Incentive,
        api::Sort::DateOfBirth => Sort::DateOfBirth,
    }
}

impl Answer for OpenCase {
    async fn answer(self, desk: &Desk) -> Result<CaseView, AppError> {
        desk.session().await?.case(&number(&self.number)?).await
    }
}

impl Answer for Notes {
    async fn answer(self, desk: &Desk) -> Result<Vec<NoteView>, AppError> {
        let session = desk.session().await?;
        session.notes(&number(&self.number)?, self.limit.min(MOST_ROWS), self.offset).await
    }
}

impl Answer for History {
    async fn answer(self, desk: &Desk) -> Result<Vec<HistoryView>, AppError> {
        let field = self.field.as_deref().map(field_named).transpose()?;
        desk.session().await?.history(&number(&self.number)?, field).await
    }
}

impl Answer for NoteKinds {
    async fn answer(self, _: &Desk) -> Result<Vec<NoteKindView>, AppError> {
        Ok(codes::note_subtypes()
            .filter(|subtype| subtype.active && subtype.selectable)
            .map(|subtype| NoteKindView {
                note_type: subtype.note_type.clone(),
                type_label: subtype.type_label.clone(),
                sub_type: subtype.sub_type.clone(),
                label: subtype.label.clone(),
                sensitive: subtype.sensitive,
            })
            .collect())
    }
}

impl Answer for Clock {
    async fn answer(self, desk: &Desk) -> Result<String, AppError> {
        Ok(local_minute(desk.session().await?.now().as_millisecond()))
    }
}

impl Answer for OpenNote {
    async fn answer(self, desk: &Desk) -> Result<NoteView, AppError> {
        desk.session().await?.note(&number(&self.number)?, &self.note).await
    }
}

impl Answer for LastSession {
    async fn answer(self, desk: &Desk) -> Result<Option<NoteView>, AppError> {
        desk.session().await?.last_session(&number(&self.number)?).await
    }
}

impl Answer for Drafts {
    async fn answer(self, desk: &Desk) -> Result<Vec<DraftView>, AppError> {
        let session = desk.session().await?;
        let mut drafts = Vec::new();
        for draft in session.drafts().await? {
            let name = match draft.number.parse::<PrisonNumber>() {
                Ok(number) => session.known_case(&number).await.map(|case| case.full_name()).unwrap_or_default(),
                Err(_) => String::new(),
            };
            let kept = local_minute(draft.kept.as_millisecond());
            drafts.push(DraftView { form: draft.form, number: draft.number, name, body: draft.body, kept });
        }
        Ok(drafts)
    }
}

impl Answer for Search {
    async fn answer(self, desk: &Desk) -> Result<FoundView, AppError> {
        let limit = usize::try_from(self.limit.min(MOST_ROWS)).unwrap_or(0);
        desk.session().await?.search_among(&self.words, limit, self.own).await
    }
}

impl Answer for Staff {
    async fn answer(self, desk: &Desk) -> Result<Vec<StaffView>, AppError> {
        Ok(desk.session().await?.staff())
    }
}

impl Answer for StaffAndCases {
    async fn answer(self, desk: &Desk) -> Result<Vec<StaffMemberView>, AppError> {
        desk.session().await?.staff_and_cases().await
    }
}

/// A prison number as somebody typed it.
pub(super) fn number(typed: &str) -> Result<PrisonNumber, AppError> {
    typed.parse::<PrisonNumber>().map_err(|_| {
        AppError::input(
            format!("“{}” is not a prison number.", typed.trim()),
            "It is a letter, four digits and two letters, such as A1234BC.",
        )
    })
}

/// What stands on the band across every screen of the demonstration is true.
pub(super) fn refuse_in_demonstration(session: &Session) -> Result<(), AppError> {
    if session.card().demonstration {
        return Err(AppError::new(
            Code::NotAllowed,
            "This is the demonstration: nothing in it can be exported.",
            "In a real unit the file is written where you chose.",
        ));
    }
    Ok(())
}

/// A path that says in which folder. A window has no folder of its own that somebody could know of.
pub(super) fn in_a_folder(path: &Path) -> Result<&Path, AppError> {
    if path.is_absolute() {
        return Ok(path);
    }
    let said = format!("“{}” does not say in which folder.", path.display());
    Err(AppError::input(said, "Choose it, or type the whole path."))
}

/// Writes a file that must not exist yet, in a folder that is named.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), AppError> {
    crate::file::write_new(in_a_folder(path)?, bytes)
}
