//! What a person is told when something cannot be done: what happened, and what to do. A code exists only where somebody
//! branches on it.

use std::fmt;

pub use api::Code;
use casework::{NotApplied, PrisonNumber, Right};
use store::{StoreError, WriteError};

/// A failure, in words for the person in front of the screen. Never contains personal data that they did not just type.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct AppError {
    /// What to tell apart.
    pub code: Code,
    /// What happened.
    pub message: String,
    /// What to do.
    pub remedy: String,
    /// The field of a window's form that it concerns, by the name that the call has for it.
    #[serde(skip)]
    pub field: Option<&'static str>,
}

impl AppError {
    /// A failure with what happened and what to do.
    pub fn new(code: Code, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { code, message: message.into(), remedy: remedy.into(), field: None }
    }

    /// Concerns a field of the form.
    #[must_use]
    pub(crate) fn at(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// Something that was given is wrong.
    pub fn input(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(Code::Input, message, remedy)
    }

    /// The person stopped it.
    pub fn stopped() -> Self {
        Self::new(Code::Stopped, "It was stopped.", "Nothing was changed.")
    }

    /// Their roles would let them, and this computer was not given the keys.
    pub(crate) fn withheld(right: Right) -> Self {
        Self::new(
            Code::NotAllowed,
            format!(
                "Your role may {right}, but not on this computer: it was not given the keys of restricted material."
            ),
            "Nothing was saved. Use a computer that has them, or ask an administrator, who can give them to this one.",
        )
    }

    /// There is no such case.
    pub fn no_case(number: &PrisonNumber) -> Self {
        Self::input(
            format!("There is no case {number} in this unit."),
            "Check the number, search for the name, or import the person first.",
        )
    }
}

impl From<AppError> for api::Problem {
    fn from(error: AppError) -> Self {
        let mut problem = Self::new(error.code, error.message, error.remedy);
        problem.field = error.field.map(str::to_owned);
        problem
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.message, self.remedy)
    }
}

impl std::error::Error for AppError {}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        let (code, message, remedy) = match &error {
            StoreError::Missing => (
                Code::Record,
                "The record's file is missing from this profile.",
                "Look for record.db in the profile's folder, or restore a backup into a new folder.",
            ),
            StoreError::NotOurs => (
                Code::Record,
                "The record cannot be opened: its file is damaged, or it belongs to another profile.",
                "Nothing was changed. Restore the newest backup into a new folder, and keep this one for your administrator.",
            ),
            StoreError::Newer => (
                Code::Record,
                "This record was last used by a later version of Throughcare.",
                "Nothing was changed. Install that version or a later one on this computer.",
            ),
            StoreError::Corrupt => (
                Code::Record,
                "The record's file is damaged.",
                "Run “throughcare-cli verify” to see where, then restore the newest backup into a new folder.",
            ),
            StoreError::Full => (
                Code::CannotSave,
                "The disk is full, so this could not be saved. Everything saved before is safe.",
                "Free some space and try again.",
            ),
            StoreError::ReadOnly => (
                Code::CannotSave,
                "The profile's folder cannot be written to. Everything saved before is safe.",
                "Allow writing to the folder, or move the profile to a disk that is not read-only.",
            ),
            StoreError::Busy => (
                Code::InUse,
                "Another program is using the record.",
                "Close Throughcare wherever else it is open and try again.",
            ),
            StoreError::Behind => (
                Code::CannotSave,
                "This computer has written two histories, and an administrator decided on the one that is not here.",
                "Sync, so that it comes here, then try again.",
            ),
            StoreError::Ledger(what) => {
                return Self::new(
                    Code::Record,
                    format!("The ledger is damaged or was altered: {what}."),
                    "Nothing was changed. Restore the newest backup into a new folder, and tell your administrator.",
                );
            }
            StoreError::NoKey(_) => (
                Code::NotAllowed,
                "This device does not hold the key for restricted material.",
                "Ask an administrator, if your role should have it.",
            ),
            StoreError::Io(io) if io.kind() == std::io::ErrorKind::StorageFull => (
                Code::CannotSave,
                "The disk is full, so this could not be saved. Everything saved before is safe.",
                "Free some space and try again.",
            ),
            StoreError::Io(_) | StoreError::Database(_) | StoreError::Crypto(_) | StoreError::Control(_) => {
                return Self::new(
                    Code::Failed,
                    format!("It could not be done: {error}."),
                    "Nothing was lost. Try again; if it happens again, run “throughcare-cli verify” and tell your administrator.",
                );
            }
        };
        Self::new(code, message, remedy)
    }
}

impl From<WriteError> for AppError {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Store(error) => error.into(),
            WriteError::NotApplied(reason) => reason.into(),
            WriteError::Stopped => Self::stopped(),
        }
    }
}

impl From<NotApplied> for AppError {
    fn from(reason: NotApplied) -> Self {
        match reason {
            NotApplied::NoRight(right) => {
                let roles: Vec<&str> = right.roles().iter().map(|role| role.title()).collect();
                Self::new(
                    Code::NotAllowed,
                    format!("Your role may not {right}."),
                    format!("Nothing was saved. These may: {}.", roles.join(", ")),
                )
            }
            NotApplied::Refused(refusal) => Self::new(
                Code::NotAllowed,
                format!("This was not saved: {refusal}."),
                "Ask an administrator of the unit.",
            ),
            NotApplied::NoSuchNote => Self::input(
                "There is no such note in this case.",
                "Copy the note's identifier from the case and try again.",
            ),
            NotApplied::NoSuchAction => {
                Self::input("This action is not open.", "See the case for the actions that are open.")
            }
            NotApplied::Blank => {
                Self::input("A required text is blank.", "Write the text and the reason, then save again.")
            }
            NotApplied::NoSuchAct => Self::input(
                "There is nothing here that can still be taken back.",
                "It was taken back already, or newer ones have been recorded since. Record what is right instead.",
            ),
            NotApplied::BuiltOn => {
                Self::input("Something that was recorded later rests on it.", "Take that back first, and then this.")
            }
            NotApplied::HighComplexity => Self::input(
                "This prisoner's complexity of need is high, so there is no keyworker.",
                "The prison offender manager does the key work. Allocate one instead.",
            ),
            other => Self::input(format!("This was not saved: {other}."), "Check what was given and try again."),
        }
    }
}

impl From<std::io::Error> for AppError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull => StoreError::Full.into(),
            std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => {
                StoreError::ReadOnly.into()
            }
            _ => StoreError::Io(error).into(),
        }
    }
}
