//! Where this device stands with its server, for a screen.

use api::{AttentionView, ConnectionState, ConnectionView};
use crypto::JoinCode;
use store::sync::Trouble;
use store::{Record, StoreError};
use sync::{Attention, Status};

use crate::apart::apart;
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
    let waits = status.attention.contains(&Attention::Trouble(Trouble::NotAdmitted));
    let code = if waits { Some(code_of(record).await?) } else { None };
    let attention = status.attention.iter().map(|of| attention(of, code.as_deref())).collect();
    Ok(ConnectionView {
        state: state(&status),
        words: status.words(|at| minute(at).replace('T', " ")),
        server: status.server,
        to_send: status.to_send,
        in_step: status.in_step.map(minute),
        offline_since: status.offline_since.map(minute),
        attention,
        arrivals: 0,
        cases: 0,
    })
}

fn state(status: &Status) -> ConnectionState {
    let stops = |attention: &Attention| {
        matches!(
            attention,
            Attention::Alarm(_) | Attention::Trouble(Trouble::Removed | Trouble::SetBack | Trouble::NotAdmitted)
        )
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

/// The code by which an administrator admits the device of a record.
async fn code_of(record: &Record) -> Result<String, AppError> {
    let (unit, device) = (record.membership().unit(), record.device_keys().public().id());
    apart(move || Ok(JoinCode::derive(&unit.0, &device).map_err(StoreError::from)?.to_string())).await
}

/// `code`: of this device, where an administrator has to admit it.
fn attention(of: &Attention, code: Option<&str>) -> AttentionView {
    let (kind, remedy) = match of {
        Attention::Alarm(_) => (
            "alarm",
            "Nothing is sent or taken until an administrator has looked into it. Ask whoever runs the server whether it was restored from a backup.",
        ),
        Attention::Trouble(trouble) => (trouble.word(), remedy_of(*trouble)),
        Attention::Aside { .. } => (
            "aside",
            "They are kept, and tried again after an update or when what they build on has come. If they stay, tell an administrator.",
        ),
        Attention::Clock { .. } => {
            ("clock", "Set this computer’s clock. Nothing is lost, but times written now are wrong.")
        }
    };
    let remedy = match code {
        Some(code) if kind == Trouble::NotAdmitted.word() => format!("Its code is {code}. {remedy}"),
        _ => remedy.to_owned(),
    };
    AttentionView { kind: kind.to_owned(), words: of.words(), remedy }
}

/// What to do about what keeps a device from being in step.
pub(super) const fn remedy_of(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Removed => "Ask an administrator. To work on this computer again, join anew.",
        Trouble::SetBack => {
            "Go on under new keys, on the screen of the connection or with “renew”. Nothing that was recorded on this computer is lost by it."
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
        Trouble::NotAdmitted => {
            "An administrator admits it by the code that it shows, like a new computer. Until then everything that is recorded is kept on it."
        }
    }
}
