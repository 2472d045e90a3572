//! Where this device stands with its server, in words: on the chip, in the status bar, as a heading, and said when it changes.

use api::{ConnectionState, ConnectionView};

use crate::dates;
use crate::figures::{counted, grouped};
use crate::icons::Shape;

/// The chip at the top of the window: a shape and words, then colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chip {
    /// Its class.
    pub(crate) class: &'static str,
    /// Its shape.
    pub(crate) shape: Shape,
    /// What it says.
    pub(crate) words: String,
}

impl Chip {
    /// Of how it stands.
    pub(crate) fn of(view: &ConnectionView) -> Self {
        const USUAL: &str = "desk-top__btn desk-top__btn--sync";
        const OFFLINE: &str = "desk-top__btn desk-top__btn--sync desk-top__btn--offline";
        const BAD: &str = "desk-top__btn desk-top__btn--sync desk-top__btn--bad";
        let (class, shape, words) = match view.state {
            ConnectionState::Stopped => (BAD, Shape::Not, "Stopped".to_owned()),
            _ if view.unapplied > 0 => (BAD, Shape::Late, needing(view.unapplied)),
            ConnectionState::None => (USUAL, Shape::Offline, "Not connected".to_owned()),
            ConnectionState::UpToDate => (USUAL, Shape::Connected, "Up to date".to_owned()),
            ConnectionState::Sending if view.to_send == 0 => (USUAL, Shape::Sending, "Receiving".to_owned()),
            ConnectionState::Sending => (USUAL, Shape::Sending, format!("Sending {}", grouped(view.to_send))),
            ConnectionState::Offline if view.to_send == 0 => (OFFLINE, Shape::Offline, "Offline".to_owned()),
            ConnectionState::Offline => {
                (OFFLINE, Shape::Offline, format!("Offline: {} to send", grouped(view.to_send)))
            }
            ConnectionState::Attention => (OFFLINE, Shape::Late, in_the_way(view)),
        };
        Self { class, shape, words }
    }
}

/// “1 change needs you”, “2 changes need you”: they were not applied.
pub(crate) fn needing(changes: u32) -> String {
    match changes {
        1 => "1 change needs you".to_owned(),
        many => format!("{} changes need you", grouped(many)),
    }
}

/// What needs attention, on the chip: what is in the way, where something is, with what waits for it.
fn in_the_way(view: &ConnectionView) -> String {
    let words = match view.attention.first().map(|first| first.kind.as_str()) {
        Some("untrusted") => "Server not trusted",
        Some("not-the-server") => "Not the server",
        Some("busy") => "Server busy",
        Some("halted") => "Cannot send",
        _ => return "Needs attention".to_owned(),
    };
    match view.to_send {
        0 => words.to_owned(),
        many => format!("{words}: {} to send", grouped(many)),
    }
}

/// The status bar's line: “Up to date as of 10:58”, “Offline since 09:12, 7 to send”, “Needs attention: the server is full”,
/// “Needs attention since 09:12: the server is busy”.
pub(crate) fn line(view: &ConnectionView, today: &str) -> String {
    let waits = match view.to_send {
        0 => String::new(),
        many => format!(", {} to send", grouped(many)),
    };
    match (view.state, &view.in_step, &view.offline_since) {
        (ConnectionState::None, ..) => "On this computer only".to_owned(),
        (ConnectionState::Attention, ..) => format!("Needs attention{}{}", since(view, today), because(view)),
        (ConnectionState::Stopped, ..) => format!("Stopped{}", because(view)),
        (ConnectionState::Offline, _, Some(since)) => format!("Offline since {}{waits}", at(since, today)),
        (ConnectionState::Offline, _, None) => format!("Offline{waits}"),
        (_, Some(when), _) => format!("Up to date as of {}{waits}", at(when, today)),
        (_, None, _) => format!("Not up to date yet{waits}"),
    }
}

/// Since when the gravest reason is one, where that is known.
fn since(view: &ConnectionView, today: &str) -> String {
    let since = view.attention.first().and_then(|first| first.since.as_deref());
    since.map(|since| format!(" since {}", at(since, today))).unwrap_or_default()
}

/// The gravest reason, in few words.
fn because(view: &ConnectionView) -> String {
    view.attention.first().map(|first| format!(": {}", short(&first.kind))).unwrap_or_default()
}

/// A reason to look in the few words that the status bar has room for. The screen of the connection has all of them.
fn short(kind: &str) -> &'static str {
    match kind {
        "alarm" => "the server does not match",
        "removed" => "this computer was revoked",
        "not-admitted" => "an administrator has to admit this computer",
        "set-back" => "this computer was set back or copied",
        "update" => "Throughcare has to be updated",
        "quota" => "the server is full",
        "unknown" => "the server does not know this unit",
        "refused" => "the server refuses what is sent",
        "control" => "two changes to staff or computers meet",
        "untrusted" => "the server’s certificate is not trusted",
        "not-the-server" => "something else answers for the server",
        "busy" => "the server is busy",
        "halted" => "this computer’s record could not be read or written",
        "difference" => "computers of the unit do not agree",
        "aside" => "something could not be taken",
        "fork" => "a computer has two histories",
        "clock" => "this computer’s clock is wrong",
        _ => "see what it is",
    }
}

/// The time, with its day unless that is today.
pub(crate) fn at(iso: &str, today: &str) -> String {
    match (dates::days_ago(iso, today), iso.get(11..16)) {
        (Some(0), Some(time)) => time.to_owned(),
        _ => dates::when(iso, today),
    }
}

/// How it stands as the heading of its screen.
pub(crate) fn headline(view: &ConnectionView, today: &str) -> String {
    match view.state {
        ConnectionState::None => "This unit is connected to no server".to_owned(),
        ConnectionState::Sending if view.to_send == 0 => "Receiving from the server".to_owned(),
        ConnectionState::Sending => {
            format!("Sending {}", counted(usize::try_from(view.to_send).unwrap_or(usize::MAX), "change", "changes"))
        }
        _ => line(view, today),
    }
}

/// Words that go on from “Needs attention:” where they stand by themselves.
pub(crate) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What it means for somebody's work.
pub(crate) const fn means(state: ConnectionState) -> &'static str {
    match state {
        ConnectionState::None => {
            "What is recorded here is saved on this computer and is not sent. Other computers of the unit can be kept up to date by a stick."
        }
        ConnectionState::UpToDate => "Everything recorded here has been sent, and everything that others sent is here.",
        ConnectionState::Sending => {
            "You can go on working, and can lock or close the window. What is not sent now is sent later."
        }
        ConnectionState::Offline => {
            "You can go on working, and can lock or close the window. Everything is saved on this computer, and is sent as soon as there is a network."
        }
        ConnectionState::Attention => {
            "You can go on working: what you record is saved on this computer. Below is what it is, and what to do."
        }
        ConnectionState::Stopped => {
            "Nothing is sent and nothing is taken until it is settled. You can go on working: what you record is saved on this computer. Tell an administrator."
        }
    }
}

/// What is said when it changes. That something is being sent happens all day, and is not worth a word.
pub(super) const fn changed(before: ConnectionState, now: ConnectionState) -> Option<&'static str> {
    use ConnectionState::{Attention, None as Unconnected, Offline, Sending, Stopped, UpToDate};
    match (before, now) {
        (Offline, Offline) | (Attention, Attention) | (Stopped, Stopped) => None,
        (_, Offline) => Some("Offline. What you record is saved on this device, and is sent later"),
        (_, Attention) => Some("The connection needs attention. The status bar says why"),
        (_, Stopped) => Some("Stopped. Nothing is sent or taken until an administrator has looked into it"),
        (Offline | Attention | Stopped | Unconnected, UpToDate) => Some("Up to date"),
        (Offline, Sending) => Some("Connected again"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use api::AttentionView;

    use super::*;

    fn view(state: ConnectionState, to_send: u64) -> ConnectionView {
        ConnectionView {
            server: Some("https://sync.example.org".to_owned()),
            state,
            words: String::new(),
            to_send,
            in_step: Some("2027-01-14T10:58".to_owned()),
            offline_since: None,
            attention: Vec::new(),
            arrivals: 0,
            unapplied: 0,
            cases: 0,
        }
    }

    fn reason(kind: &str, since: Option<&str>) -> AttentionView {
        let (words, remedy) = (String::new(), String::new());
        AttentionView { kind: kind.to_owned(), words, since: since.map(str::to_owned), remedy }
    }

    /// Somebody has to look, and seven changes wait.
    fn needs(reason: AttentionView) -> ConnectionView {
        ConnectionView { attention: vec![reason], ..view(ConnectionState::Attention, 7) }
    }

    #[test]
    fn the_chip_says_how_it_stands_in_two_words_or_four() {
        let words = |state, to_send| Chip::of(&view(state, to_send)).words;
        assert_eq!(words(ConnectionState::UpToDate, 0), "Up to date");
        assert_eq!(
            [words(ConnectionState::Sending, 3), words(ConnectionState::Sending, 0)],
            ["Sending 3", "Receiving"]
        );
        assert_eq!(
            [words(ConnectionState::Offline, 7), words(ConnectionState::Offline, 0)],
            ["Offline: 7 to send", "Offline"]
        );
        assert_eq!(words(ConnectionState::None, 0), "Not connected");
    }

    #[test]
    fn what_needs_somebody_stands_before_all_but_a_server_that_was_caught() {
        let words = |state, unapplied| Chip::of(&ConnectionView { unapplied, ..view(state, 7) }).words;
        assert_eq!(
            [words(ConnectionState::Offline, 2), words(ConnectionState::UpToDate, 1)],
            ["2 changes need you", "1 change needs you"]
        );
        assert_eq!(words(ConnectionState::Stopped, 2), "Stopped");
    }

    #[test]
    fn the_status_bar_says_since_when_and_why() {
        let today = "2027-01-14";
        assert_eq!(line(&view(ConnectionState::UpToDate, 0), today), "Up to date as of 10:58");
        assert_eq!(line(&view(ConnectionState::Sending, 1200), today), "Up to date as of 10:58, 1,200 to send");
        let never = ConnectionView { in_step: None, ..view(ConnectionState::Sending, 2) };
        assert_eq!(line(&never, today), "Not up to date yet, 2 to send");
        let since = Some("2027-01-13T16:40".to_owned());
        let offline = ConnectionView { offline_since: since, ..view(ConnectionState::Offline, 7) };
        assert_eq!(line(&offline, today), "Offline since yesterday, 16:40, 7 to send");
        let full = needs(reason("quota", None));
        assert_eq!(line(&full, today), "Needs attention: the server is full");
        let busy = needs(reason("busy", Some("2027-01-14T09:12")));
        assert_eq!(line(&busy, today), "Needs attention since 09:12: the server is busy");
    }

    #[test]
    fn what_is_in_the_way_is_on_the_chip_itself() {
        let words = |kind| Chip::of(&needs(reason(kind, Some("2027-01-14T09:12")))).words;
        assert_eq!(words("untrusted"), "Server not trusted: 7 to send");
        assert_eq!(words("busy"), "Server busy: 7 to send");
        assert_eq!(words("quota"), "Needs attention");
        let portal = ConnectionView { to_send: 0, ..needs(reason("not-the-server", None)) };
        assert_eq!(Chip::of(&portal).words, "Not the server");
    }

    #[test]
    fn a_reason_stands_by_itself() {
        assert_eq!(sentence("the server is full"), "The server is full");
        assert_eq!(sentence(""), "");
    }

    #[test]
    fn what_goes_on_all_day_is_not_said() {
        assert_eq!(changed(ConnectionState::UpToDate, ConnectionState::Sending), None);
        assert_eq!(changed(ConnectionState::Sending, ConnectionState::UpToDate), None);
        assert_eq!(changed(ConnectionState::Offline, ConnectionState::UpToDate), Some("Up to date"));
        assert!(changed(ConnectionState::UpToDate, ConnectionState::Offline).is_some());
    }
}
