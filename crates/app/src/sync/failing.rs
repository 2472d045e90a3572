//! Why the server did not do what was asked, in words for whoever asked.

use ledger::wire::{Meta, PROTOCOL, Refusal, RefusalCode};
use store::sync::Trouble;
use sync::snapshot::SnapshotError;
use sync::{End, Failure};

use crate::error::{AppError, Code};

/// The most of what a server says that is shown: its words come from somebody else's computer.
const MOST_WORDS: usize = 300;

/// No answer, or a refusal.
pub(crate) fn unanswered(failure: Failure) -> AppError {
    match failure {
        Failure::Unreachable => offline(),
        Failure::Untrusted => AppError::new(
            Code::Failed,
            "The server could not show that it is the one that it should be: its certificate is not trusted on this computer.",
            "Nothing was sent. Ask whoever runs the server for the certificate of its authority, and give that file.",
        ),
        Failure::NotTheServer => AppError::new(
            Code::Failed,
            "What answered is no Throughcare server.",
            "Check the address, and whether this network asks you to sign in first. Nothing was sent.",
        ),
        Failure::Refused { refusal, .. } => refused(&refusal),
    }
}

/// The server is not there now.
pub(super) fn offline() -> AppError {
    AppError::new(
        Code::Offline,
        "The server cannot be reached.",
        "Check the network, then try again. What is recorded on this computer is safe, and goes up as soon as the server is there.",
    )
}

fn refused(refusal: &Refusal) -> AppError {
    let words = said(&refusal.words);
    let (code, remedy) = match refusal.code {
        RefusalCode::Update => (Code::Failed, "Update Throughcare on this computer, or at the server."),
        RefusalCode::Token => {
            let error = AppError::input(words, "Nothing was changed.");
            return error.at("token");
        }
        RefusalCode::Clock => (Code::Failed, "Set this computer's clock right, then try again."),
        RefusalCode::Later => (Code::Offline, "Try again in a minute."),
        RefusalCode::Quota => {
            (Code::Busy, "Nothing was changed. Try again in a while; if it lasts, tell your administrator.")
        }
        RefusalCode::TooLarge => (Code::Failed, "Nothing was changed. Tell your administrator."),
        RefusalCode::ControlMoved => return overtaken(),
        RefusalCode::Revoked => return removed(),
        RefusalCode::Unreadable
        | RefusalCode::Unknown
        | RefusalCode::Absent
        | RefusalCode::Gap
        | RefusalCode::Fork
        | RefusalCode::Settled
        | RefusalCode::Invalid => (Code::Failed, "Nothing was changed. If it happens again, tell your administrator."),
    };
    AppError::new(code, words, remedy)
}

/// What the server says, as one line that ends.
fn said(words: &str) -> String {
    let mut line: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MOST_WORDS).collect();
    line.truncate(line.trim_end().len());
    if line.is_empty() {
        return "The server refuses.".to_owned();
    }
    if !line.ends_with(['.', '!', '?']) {
        line.push('.');
    }
    line
}

/// Somebody else changed the control log first.
pub(super) fn overtaken() -> AppError {
    AppError::new(
        Code::Input,
        "Somebody else has just changed staff or devices, so this was not done.",
        "Look at what they changed, then try again.",
    )
}

/// This device does not count any more.
pub(super) fn removed() -> AppError {
    AppError::new(
        Code::NotAllowed,
        "This device was removed from the unit, or another one goes on in its place.",
        "Ask an administrator. To work on this computer again, join anew.",
    )
}

/// Nothing is taken from a server that was caught.
pub(super) fn caught(words: &str) -> AppError {
    AppError::new(
        Code::NotAllowed,
        format!("The server does not match what this computer knows of it: {words}."),
        "Nothing is sent or taken until that was looked into: see “alarms”, and ask whoever runs the server.",
    )
}

/// Why a round did not end as it should; nothing: it did.
pub(crate) fn unfinished(end: &End) -> Result<(), AppError> {
    Err(match end {
        End::InStep | End::More => return Ok(()),
        End::NotConnected => not_connected(),
        End::Moved | End::Later { .. } => AppError::new(
            Code::Offline,
            "The server asks to be left alone for a while.",
            "Try again in a minute. Nothing was lost.",
        ),
        End::Offline => offline(),
        End::Untrusted => unanswered(Failure::Untrusted),
        End::NotTheServer => unanswered(Failure::NotTheServer),
        End::Alarm => caught("its log is not the one that it had shown"),
        End::Trouble(Trouble::Removed) => removed(),
        End::Trouble(trouble) => AppError::new(
            Code::Failed,
            format!("Not everything is where it should be: {}.", sync::Attention::Trouble(*trouble).words()),
            super::standing::remedy_of(*trouble),
        ),
    })
}

/// There is no server to ask.
pub(crate) fn not_connected() -> AppError {
    AppError::new(
        Code::Input,
        "This computer is connected to no server.",
        "An administrator connects the unit first, with a token from whoever runs the server.",
    )
}

/// Whoever was signed in has gone.
pub(super) fn closed() -> AppError {
    AppError::new(Code::Locked, "The record was closed meanwhile.", "Open it, then try again.")
}

/// Why a snapshot, or a comparison with the server, came to nothing.
pub(super) fn not_compared(error: SnapshotError) -> AppError {
    match error {
        SnapshotError::Post(failure) => unanswered(failure),
        SnapshotError::Store(error) => error.into(),
        SnapshotError::Closed => closed(),
    }
}

/// Refuses a server that speaks other versions of the protocol.
pub(super) fn speaks_with(meta: &Meta) -> Result<(), AppError> {
    let (first, last) = meta.versions;
    let remedy = if PROTOCOL < first {
        "Update Throughcare on this computer."
    } else if PROTOCOL > last {
        "Ask whoever runs the server to update it."
    } else {
        return Ok(());
    };
    let message =
        format!("The server speaks versions {first} to {last} of the protocol, and this computer version {PROTOCOL}.");
    Err(AppError::new(Code::Failed, message, remedy).at("server"))
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn what_a_server_says_is_one_line_that_ends() {
        assert_eq!(said("Wait\na while"), "Wait a while.");
        assert_eq!(said("No."), "No.");
        assert_eq!(said(" \n"), "The server refuses.");
        assert_eq!(said(&"é".repeat(1_000)).chars().count(), super::MOST_WORDS + 1);
    }
}
