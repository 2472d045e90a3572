//! Notes, key-work sessions, and what is being typed.

use casework::event::{ActionOwner, Visibility};
use serde::{Deserialize, Serialize};

/// The kinds of note that people write.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NoteKinds {}

/// A kind of note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteKindView {
    /// The type's code, such as KA.
    pub note_type: String,
    /// The type in words.
    pub type_label: String,
    /// The subtype's code, such as KS.
    pub sub_type: String,
    /// The subtype in words.
    pub label: String,
    /// Whether such a note is always sensitive.
    pub sensitive: bool,
}

/// What the record's clock says, in London, to the minute: what a form fills in for “now”.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Clock {}

/// One note of a case; its words are left out where they are restricted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenNote {
    /// Prison number.
    pub number: String,
    /// Which note.
    pub note: String,
}

/// The last key-work session of a case, if there was one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LastSession {
    /// Prison number.
    pub number: String,
}

/// Records a note: it is final from then on. The reply is its identifier.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WriteNote {
    /// Prison number.
    pub number: String,
    /// The type's code.
    pub note_type: String,
    /// The subtype's code.
    pub sub_type: String,
    /// When it happened, in London, to the minute; nothing: now.
    pub occurred: Option<String>,
    /// The words.
    pub text: String,
    /// Who may see it, at least.
    pub visibility: Visibility,
    /// What was agreed.
    pub actions: Vec<NewActionView>,
}

/// An action that was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewActionView {
    /// What.
    pub text: String,
    /// Whose promise.
    pub owner: ActionOwner,
    /// By when, ISO.
    pub due: Option<String>,
}

/// Adds an amendment to a note: the original stays as it is. The reply is its identifier.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AmendNote {
    /// Which note.
    pub note: String,
    /// Why.
    pub reason: String,
    /// The words to add.
    pub text: String,
}

/// Settles an action that was agreed: done, or dropped with a reason.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SettleAction {
    /// Which.
    pub action: String,
    /// Done, or dropped.
    pub done: bool,
    /// What came of it.
    pub outcome: String,
}

/// Keeps what is being typed; the reply is when it was kept, in London, to the second (`14:03:26`).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeepDraft {
    /// Which form.
    pub form: String,
    /// About which case; empty: about none.
    pub number: String,
    /// What was typed, as the form keeps it.
    pub body: String,
}

/// Forgets a draft, because it was recorded or thrown away.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DropDraft {
    /// Which form.
    pub form: String,
    /// About which case.
    pub number: String,
}

/// The drafts of the signed-in person, newest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Drafts {}

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftView {
    /// Which form.
    pub form: String,
    /// About which case; empty: about none.
    pub number: String,
    /// “Kieran Ashdown”, where it is about a case.
    pub name: String,
    /// What was typed, as the form keeps it.
    pub body: String,
    /// When it was kept, in London, to the minute.
    pub kept: String,
}
