//! Where this device stands with its server, for a screen.

use api::{AttentionView, ConnectionState, ConnectionView};
use store::Record;
use store::sync::Trouble;
use sync::{Attention, Status};

use crate::casefile::minute;
use crate::error::AppError;
use crate::session::Session;

impl Session {
    /// Where this device stands with its server.
    pub async fn connection(&self) -> Result<ConnectionView, AppError> {
        of(&self.record).await
    }
}

/// Where the device of a record stands.
pub(crate) async fn of(record: &Record) -> Result<ConnectionView, AppError> {
    let status = Status::of(record).await?;
    Ok(ConnectionView {
        state: state(&status),
        words: status.words(|at| minute(at).replace('T', " ")),
        server: status.server,
        to_send: status.to_send,
        in_step: status.in_step.map(minute),
        offline_since: status.offline_since.map(minute),
        attention: status.attention.iter().map(attention).collect(),
        arrivals: 0,
        cases: 0,
    })
}

/// The same for an administrator, of whose unit so many logs forked on which nobody has decided.
pub(crate) fn with_forks(mut view: ConnectionView, forks: u32) -> ConnectionView {
    let words = match forks {
        0 => return view,
        1 => "a computer has written two histories".to_owned(),
        many => format!("computers have written {many} second histories"),
    };
    if view.attention.is_empty() {
        view.words = format!("Needs attention: {words}");
    }
    if !matches!(view.state, ConnectionState::None | ConnectionState::Stopped) {
        view.state = ConnectionState::Attention;
    }
    let remedy = "Look at both among the unit’s computers, and decide which counts.".to_owned();
    view.attention.push(AttentionView { kind: "fork".to_owned(), words, remedy });
    view
}

fn state(status: &Status) -> ConnectionState {
    let stops = |attention: &Attention| {
        matches!(attention, Attention::Alarm(_) | Attention::Trouble(Trouble::Removed | Trouble::SetBack))
    };
    if status.server.is_none() {
        ConnectionState::None
    } else if status.attention.iter().any(stops) {
        ConnectionState::Stopped
    } else if !status.attention.is_empty() {
        ConnectionState::Attention
    } else if status.offline_since.is_some() {
        ConnectionState::Offline
    } else if status.to_send == 0 && status.in_step.is_some() {
        ConnectionState::UpToDate
    } else {
        ConnectionState::Sending
    }
}

fn attention(of: &Attention) -> AttentionView {
    let (kind, remedy) = match of {
        Attention::Alarm(_) => (
            "alarm",
            "Nothing is sent or taken until an administrator has looked into it and settled it, once for every computer of the unit. Tell one, and save the evidence for them.",
        ),
        Attention::Trouble(trouble) => (trouble.word(), remedy_of(*trouble)),
        Attention::Aside { .. } => (
            "aside",
            "They are kept, and tried again after an update or when what they build on has come. If they stay, an administrator sees at their computer what they are and what to do.",
        ),
        Attention::Clock { .. } => {
            ("clock", "Set this computer’s clock. Nothing is lost, but times written now are wrong.")
        }
    };
    AttentionView { kind: kind.to_owned(), words: of.words(), remedy: remedy.to_owned() }
}

/// What to do about what keeps a device from being in step.
pub(super) const fn remedy_of(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Removed => "Ask an administrator. To work on this computer again, join anew.",
        Trouble::SetBack => {
            "Ask an administrator to remove this device, then join anew: what others have is not touched by it."
        }
        Trouble::Update => "Update Throughcare on this computer, or ask whoever runs the server to update it.",
        Trouble::Quota => {
            "Nothing is lost: it is sent as soon as there is room. If it lasts, ask whoever runs the server."
        }
        Trouble::Unknown => "Check with an administrator whether the unit has moved to another server.",
        Trouble::Refused => "Update Throughcare on this computer. If that does not help, tell an administrator.",
        Trouble::Control => {
            "Restore this computer from a backup of before the change, or join anew: the change was made by somebody else first."
        }
    }
}
