//! Where this device stands with its server, for a screen.

use api::{AttentionView, ConnectionState, ConnectionView};
use crypto::JoinCode;
use ledger::{DeviceIndex, Membership};
use store::sync::{Difference, Hindrance, Trouble};
use store::{Record, StoreError};
use sync::{Attention, Status};

use crate::apart::apart;
use crate::casefile::minute;
use crate::error::AppError;
use crate::session::Session;

impl Session {
    /// Where this device stands with its server.
    pub async fn connection(&self) -> Result<ConnectionView, AppError> {
        Ok(ConnectionView { unapplied: self.needing_somebody().await?, ..of(&self.record).await? })
    }
}

/// Where the device of a record stands, by itself.
async fn of(record: &Record) -> Result<ConnectionView, AppError> {
    let status = Status::of(record).await?;
    let waits = status.attention.contains(&Attention::Trouble(Trouble::NotAdmitted));
    let code = if waits { Some(code_of(record).await?) } else { None };
    let attention = status.attention.iter().map(|of| attention(record.membership(), of, code.as_deref())).collect();
    Ok(ConnectionView {
        state: state(&status),
        words: status.words(|at| minute(at).replace('T', " ")),
        server: status.server,
        to_send: status.to_send,
        in_step: status.in_step.map(minute),
        offline_since: status.offline_since.map(minute),
        attention,
        arrivals: 0,
        unapplied: 0,
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
    view.attention.push(AttentionView { kind: "fork".to_owned(), words, since: None, remedy });
    view
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
fn attention(membership: &Membership, of: &Attention, code: Option<&str>) -> AttentionView {
    let (kind, remedy) = match of {
        Attention::Alarm(_) => (
            "alarm",
            "Nothing is sent or taken until an administrator has looked into it and settled it, once for every computer of the unit. Tell one, and save the evidence for them.".to_owned(),
        ),
        Attention::Halted(_) => (
            "halted",
            "Free some space on the disk, and close Throughcare wherever else it is open with this record. If it stays so, run “throughcare-cli verify” and tell an administrator.".to_owned(),
        ),
        Attention::Trouble(trouble) => {
            let remedy = remedy_of(*trouble);
            let code = code.filter(|_| *trouble == Trouble::NotAdmitted);
            (trouble.word(), code.map_or_else(|| remedy.to_owned(), |code| format!("Its code is {code}. {remedy}")))
        }
        Attention::Hindered { by, .. } => (by.word(), way_past(*by).to_owned()),
        Attention::Difference(difference) => ("difference", agreeing(membership, difference)),
        Attention::Aside { .. } => (
            "aside",
            "They are kept, and tried again after an update or when what they build on has come. If they stay, an administrator sees at their computer what they are and what to do.".to_owned(),
        ),
        Attention::Clock { .. } => {
            ("clock", "Set this computer’s clock. Nothing is lost, but times written now are wrong.".to_owned())
        }
    };
    AttentionView { kind: kind.to_owned(), words: of.words(), since: of.since().map(minute), remedy }
}

/// Which computers do not agree, and what to do about it.
fn agreeing(membership: &Membership, Difference { author, others }: &Difference) -> String {
    let others: Vec<String> = others.iter().map(|other| computer(membership, *other)).collect();
    format!(
        "It is between {} on one side and {} on the other. Tell an administrator, who updates Throughcare on all of them. They are compared again when somebody signs in there, or by “sync”. A computer that still differs is removed and joins anew: no entry is lost by that.",
        computer(membership, *author),
        others.join(", ")
    )
}

/// A computer, as people know it.
fn computer(membership: &Membership, device: DeviceIndex) -> String {
    let device = membership.device(device);
    let owner = device.and_then(|device| membership.member(device.principal));
    let name = owner.map_or("somebody", |member| member.name.as_str());
    match device.and_then(|device| device.computer.as_deref()) {
        Some(computer) => format!("{computer} of {name}"),
        None => format!("the computer of {name}"),
    }
}

/// What to do about what keeps a device from its server.
const fn way_past(hindrance: Hindrance) -> &'static str {
    match hindrance {
        Hindrance::Unreachable => "Check the network. It is tried again by itself.",
        Hindrance::Untrusted => {
            "Nothing is sent or taken until it is. Ask whoever runs the server whether its certificate has run out or changed. If it is of another authority now, connect once more with the file of that authority’s certificate. A network that looks into what passes can be the cause too: try another."
        }
        Hindrance::NotTheServer => {
            "Nothing is sent or taken until it does. The network may want you to sign in first: open any page in a browser. If that does not help, check the server’s address with whoever runs it."
        }
        Hindrance::Busy => {
            "Nothing is lost, and it is tried again by itself. If it lasts for more than an hour, tell whoever runs the server: its database may be gone."
        }
    }
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
