//! The calls that record something. Each is one act of the signed-in person.

use api::{
    AddContact, AddStaff, Allocate, AmendNote, Deallocate, DropDraft, EndContact, KeepDraft, NoteView,
    OpenRestrictedNotes, OpenVictimContact, RecordFact, RecordVictimContact, SetRoles, SettleAction, SettleConflict,
    VictimContact, WriteNote,
};
use casework::event::{ActionId, ContactId, Contested, NoteId};
use casework::fact::parse_date;
use casework::{FieldKey, london};
use jiff::civil::{Date, DateTime};
use uuid::Uuid;

use super::reading::number;
use super::{Answer, Desk};
use crate::contact::NewContact;
use crate::error::AppError;
use crate::facts::field_named;
use crate::note::{NewAction, NewNote};
use crate::revoking::leaves;
use crate::staff::{add_staff, roles_from_words, set_roles};
use crate::sync::signed_in::reading;

impl Answer for WriteNote {
    async fn answer(self, desk: &Desk) -> Result<String, AppError> {
        let actions = self
            .actions
            .into_iter()
            .map(|action| Ok(NewAction { text: action.text, owner: action.owner, due: date(action.due.as_deref())? }))
            .collect::<Result<_, AppError>>()?;
        let note = NewNote {
            note_type: self.note_type,
            sub_type: self.sub_type,
            occurred: self.occurred.as_deref().map(local_time).transpose()?,
            text: self.text,
            visibility: self.visibility,
            actions,
        };
        let id = desk.session_mut().await?.write_note(&number(&self.number)?, note).await?;
        Ok(id.to_string())
    }
}

impl Answer for AmendNote {
    async fn answer(self, desk: &Desk) -> Result<String, AppError> {
        let note = NoteId(id(&self.note)?);
        Ok(desk.session_mut().await?.amend_note(note, &self.reason, &self.text).await?.to_string())
    }
}

impl Answer for SettleAction {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        let action = ActionId(id(&self.action)?);
        desk.session_mut().await?.settle_action(action, self.done, &self.outcome).await
    }
}

impl Answer for KeepDraft {
    async fn answer(self, desk: &Desk) -> Result<String, AppError> {
        let mut session = desk.session_mut().await?;
        session.keep_draft(&self.form, &self.number, &self.body).await?;
        Ok(london::local(session.now()).strftime("%H:%M:%S").to_string())
    }
}

impl Answer for DropDraft {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        desk.session_mut().await?.drop_draft(&self.form, &self.number).await
    }
}

impl Answer for OpenRestrictedNotes {
    async fn answer(self, desk: &Desk) -> Result<Vec<NoteView>, AppError> {
        desk.session_mut().await?.open_restricted_notes(&number(&self.number)?, &self.reason).await
    }
}

impl Answer for OpenVictimContact {
    async fn answer(self, desk: &Desk) -> Result<Option<VictimContact>, AppError> {
        desk.session_mut().await?.open_victim_contact(&number(&self.number)?, &self.reason).await
    }
}

impl Answer for RecordVictimContact {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        desk.session_mut().await?.record_victim_contact(&number(&self.number)?, self.contact).await?;
        Ok(())
    }
}

impl Answer for RecordFact {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        let field = field_named(&self.field)?;
        let calculated = date(self.calculated.as_deref())?;
        let mut session = desk.session_mut().await?;
        session.record_fact(&number(&self.number)?, field, &self.value, calculated, &self.reason).await?;
        Ok(())
    }
}

impl Answer for SettleConflict {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        let number = number(&self.number)?;
        let mut session = desk.session_mut().await?;
        let case = session.known_case(&number).await?;
        let gone = || {
            AppError::input(
                "This conflict is no longer open.",
                "Look at the case again: somebody may have settled it, or a newer entry has.",
            )
        };
        let conflict =
            case.conflicts.iter().find(|conflict| is_about(&conflict.contested, &self.about)).ok_or_else(gone)?;
        let chosen = conflict.candidates.get(self.candidate).ok_or_else(gone)?;
        match (&conflict.contested, &chosen.value, chosen.staff) {
            (Contested::Field(field), Some(value), _) => {
                session.settle_field(&number, field.clone(), value.clone(), &self.reason).await
            }
            (Contested::Post(post), _, Some(staff)) => session.settle_post(&number, *post, staff, &self.reason).await,
            (Contested::Application(_), ..) => Err(AppError::input(
                "Two decisions on a release are not chosen between.",
                "Whoever may decide opens the application, reads both, and decides once more.",
            )),
            _ => Err(gone()),
        }
    }
}

/// Whether a conflict is about what the case file names so.
fn is_about(contested: &Contested, named: &str) -> bool {
    match contested {
        Contested::Field(field) => FieldKey::name(field) == named,
        Contested::Post(post) => post.title() == named,
        Contested::Application(id) => id.to_string() == named,
    }
}

impl Answer for AddContact {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        let Self { number: typed, relationship, name, phone, email, address } = self;
        let contact = NewContact { relationship, name, phone, email, address };
        desk.session_mut().await?.add_contact(&number(&typed)?, contact).await?;
        Ok(())
    }
}

impl Answer for EndContact {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        let contact = ContactId(id(&self.id)?);
        desk.session_mut().await?.end_contact(&number(&self.number)?, contact, &self.reason).await
    }
}

impl Answer for Allocate {
    async fn answer(self, desk: &Desk) -> Result<Vec<String>, AppError> {
        let mut session = desk.session_mut().await?;
        let staff = session.staff_named(&self.staff)?;
        session.allocate(&number(&self.number)?, self.post, staff, &self.reason).await
    }
}

impl Answer for Deallocate {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        let number = number(&self.number)?;
        desk.session_mut().await?.deallocate(&number, self.post, self.reason, &self.detail).await
    }
}

impl Answer for AddStaff {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        let roles = roles_from_words(self.roles.iter().map(String::as_str))?;
        let turn = desk.governing().await?;
        add_staff(&turn.seat, &self.name, roles).await?;
        Ok(())
    }
}

impl Answer for SetRoles {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        let roles = roles_from_words(self.roles.iter().map(String::as_str))?;
        let turn = desk.governing().await?;
        let principal = reading(&turn.seat).await?.staff_named(&self.id)?;
        if roles.is_empty() {
            leaves(&turn.seat, principal, None).await?;
        } else {
            set_roles(&turn.seat, principal, roles).await?;
        }
        Ok(())
    }
}

/// A time in London as forms send it.
fn local_time(text: &str) -> Result<DateTime, AppError> {
    text.trim().parse().map_err(|_| {
        AppError::input(format!("“{}” is not a time.", text.trim()), "Give a date and a time such as 14:05.")
            .at("occurred")
    })
}

fn date(text: Option<&str>) -> Result<Option<Date>, AppError> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(one_date).transpose()
}

fn one_date(text: &str) -> Result<Date, AppError> {
    parse_date(text)
        .map_err(|_| AppError::input(format!("“{text}” is not a date."), "Write it as 17/05/2027 or 2027-05-17."))
}

fn id(text: &str) -> Result<Uuid, AppError> {
    text.parse().map_err(|_| AppError::input("What was asked for is not in this record.", "Open the case again."))
}
