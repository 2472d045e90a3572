//! Notes: written once, amended beside the original; key-work sessions with the actions that were agreed.

use casework::event::{
    ActionAgreed, ActionId, ActionOwner, ActionSettled, AmendmentId, CaseEvent, NoteAmended, NoteId, NoteWritten,
    Visibility,
};
use casework::{PrisonNumber, codes, london};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use ledger::Compartment;

use crate::clock::new_id;
use crate::error::AppError;
use crate::session::Session;

/// A note to be saved.
#[derive(Debug, Clone)]
pub struct NewNote {
    /// The type's code, such as KA.
    pub note_type: String,
    /// The subtype's code, such as KS.
    pub sub_type: String,
    /// When it happened, in London; nothing: now.
    pub occurred: Option<DateTime>,
    /// The words, of any length.
    pub text: String,
    /// Who may see it, at least: a subtype that is sensitive makes it so.
    pub visibility: Visibility,
    /// What was agreed.
    pub actions: Vec<NewAction>,
}

/// An action that was agreed.
#[derive(Debug, Clone)]
pub struct NewAction {
    /// What.
    pub text: String,
    /// Whose promise.
    pub owner: ActionOwner,
    /// By when.
    pub due: Option<Date>,
}

impl Session {
    /// Saves a note. It is final from then on.
    pub async fn write_note(&mut self, number: &PrisonNumber, note: NewNote) -> Result<NoteId, AppError> {
        let born = self.case_in_hand(number).await?.date(casework::Field::DateOfBirth);
        let note_type = note.note_type.trim().to_ascii_uppercase();
        let sub_type = note.sub_type.trim().to_ascii_uppercase();
        let subtype =
            codes::note_subtype(&note_type, &sub_type).ok_or_else(|| unknown_subtype(&note_type, &sub_type))?;
        if !subtype.active || !subtype.selectable {
            return Err(AppError::input(
                format!("Notes of type {note_type} {sub_type} are no longer written by people."),
                "Choose another subtype.",
            ));
        }
        if note.text.trim().is_empty() {
            return Err(AppError::input("The note has no words.", "Write what happened, then save again.").at("text"));
        }
        let now = self.now();
        let occurred = match note.occurred {
            Some(local) => happened(local, now).map_err(|error| error.at("occurred"))?,
            None => now,
        };
        if let Some(born) = born.filter(|born| london::day(occurred) < *born) {
            return Err(AppError::input(
                format!("The note is dated before the prisoner was born ({}).", london::long_date(born)),
                "Check when it happened.",
            )
            .at("occurred"));
        }
        let visibility = if subtype.sensitive { note.visibility.max(Visibility::Sensitive) } else { note.visibility };
        let id = NoteId(new_id(now));
        let actions = note
            .actions
            .into_iter()
            .map(|action| ActionAgreed {
                id: ActionId(new_id(now)),
                text: action.text,
                owner: action.owner,
                due: action.due,
            })
            .collect();
        let place = self.prison().to_owned();
        let event = CaseEvent::NoteWritten(NoteWritten {
            id,
            note_type,
            sub_type,
            visibility,
            text: note.text,
            place,
            actions,
        });
        self.write_case(number, compartment_of(visibility), occurred, vec![event]).await?;
        Ok(id)
    }

    /// Adds an amendment to a note: the original stays as it is.
    pub async fn amend_note(&mut self, id: NoteId, reason: &str, text: &str) -> Result<AmendmentId, AppError> {
        let none =
            || AppError::input("There is no such note.", "Copy the note's identifier from the case and try again.");
        let (number, visibility) = self.record.note_place(id).await?.ok_or_else(none)?;
        // Whoever may not see a note is not told that there is one.
        if visibility > self.reads_up_to() {
            return Err(none());
        }
        if reason.trim().is_empty() || text.trim().is_empty() {
            return Err(AppError::input(
                "An amendment needs a reason and a text.",
                "Say why the note is amended, and write the words to add.",
            ));
        }
        let now = self.now();
        let amendment = AmendmentId(new_id(now));
        let event = CaseEvent::NoteAmended(NoteAmended {
            id: amendment,
            note: id,
            reason: reason.trim().to_owned(),
            text: text.to_owned(),
        });
        self.write_case(&number, compartment_of(visibility), now, vec![event]).await?;
        Ok(amendment)
    }

    /// Settles an action that was agreed: done, or dropped with a reason.
    pub async fn settle_action(&mut self, id: ActionId, done: bool, outcome: &str) -> Result<(), AppError> {
        let number = self.record.action_place(id.0).await?.ok_or(casework::NotApplied::NoSuchAction)?;
        if !done && outcome.trim().is_empty() {
            return Err(AppError::input("An action is dropped for a reason.", "Give the reason."));
        }
        let now = self.now();
        let reads_up_to = self.reads_up_to();
        let case = self.case_in_hand(&number).await?;
        // Whoever may not see a session is not told that something was agreed in it.
        let open = case.actions.get(&id).filter(|open| open.visibility <= reads_up_to);
        let visibility = open.ok_or(casework::NotApplied::NoSuchAction)?.visibility;
        let event = CaseEvent::ActionSettled(ActionSettled { action: id, done, outcome: outcome.trim().to_owned() });
        self.write_case(&number, compartment_of(visibility), now, vec![event]).await?;
        Ok(())
    }

    /// The most that the signed-in person may see without being asked why.
    pub fn reads_up_to(&self) -> Visibility {
        if self.may(casework::Right::ReadRestricted) {
            Visibility::Restricted
        } else if self.may(casework::Right::ReadSensitive) {
            Visibility::Sensitive
        } else {
            Visibility::General
        }
    }
}

/// The instant of a local time that has passed.
pub(crate) fn happened(local: DateTime, now: Timestamp) -> Result<Timestamp, AppError> {
    let at = london::instant(local)
        .ok_or_else(|| AppError::input("That time does not exist.", "Write it as 2026-11-20T10:15."))?;
    // The clock of the wall has no seconds: the minute that is under way has begun.
    if at > now {
        let clock = london::local(now);
        return Err(AppError::input(
            format!("{} {:02}:{:02} is later than now.", london::long_date(local.date()), local.hour(), local.minute()),
            format!(
                "This computer's clock says {} {:02}:{:02}. Give a time that has passed.",
                london::long_date(clock.date()),
                clock.hour(),
                clock.minute()
            ),
        ));
    }
    Ok(at)
}

/// The compartment that something belongs into that may be seen so far.
pub(crate) const fn compartment_of(visibility: Visibility) -> Compartment {
    match visibility {
        Visibility::General | Visibility::Sensitive => Compartment::General,
        Visibility::Restricted => Compartment::Restricted,
    }
}

fn unknown_subtype(note_type: &str, sub_type: &str) -> AppError {
    let subtypes: Vec<&str> = codes::note_subtypes()
        .filter(|subtype| subtype.note_type == note_type && subtype.active && subtype.selectable)
        .map(|subtype| subtype.sub_type.as_str())
        .collect();
    if subtypes.is_empty() {
        return AppError::input(
            format!("“{note_type}” is not a type of note that people write."),
            "Key work is KA, observations OBSERVE, resettlement RESET, general notes GEN.",
        );
    }
    AppError::input(
        format!("Notes of type {note_type} have no subtype “{sub_type}”."),
        format!("The subtypes are: {}.", subtypes.join(", ")),
    )
}
