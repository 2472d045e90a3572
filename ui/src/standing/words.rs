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
            ConnectionState::None => (USUAL, Shape::Offline, "Not connected".to_owned()),
            ConnectionState::UpToDate => (USUAL, Shape::Connected, "Up to date".to_owned()),
            ConnectionState::Sending if view.to_send == 0 => (USUAL, Shape::Sending, "Receiving".to_owned()),
            ConnectionState::Sending => (USUAL, Shape::Sending, format!("Sending {}", grouped(view.to_send))),
            ConnectionState::Offline if view.to_send == 0 => (OFFLINE, Shape::Offline, "Offline".to_owned()),
            ConnectionState::Offline => {
                (OFFLINE, Shape::Offline, format!("Offline: {} to send", grouped(view.to_send)))
            }
            ConnectionState::Attention => (OFFLINE, Shape::Late, "Needs attention".to_owned()),
            ConnectionState::Stopped => (BAD, Shape::Not, "Stopped".to_owned()),
        };
        Self { class, shape, words }
    }
}

/// The status bar's line: “Up to date as of 10:58”, “Offline since 09:12, 7 to send”, “Needs attention: the server is full”.
pub(crate) fn line(view: &ConnectionView, today: &str) -> String {
    let waits = match view.to_send {
        0 => String::new(),
        many => format!(", {} to send", grouped(many)),
    };
    match (view.state, &view.in_step, &view.offline_since) {
        (ConnectionState::None, ..) => "On this computer only".to_owned(),
        (ConnectionState::Attention, ..) => format!("Needs attention{}", because(view)),
        (ConnectionState::Stopped, ..) => format!("Stopped{}", because(view)),
        (ConnectionState::Offline, _, Some(since)) => format!("Offline since {}{waits}", at(since, today)),
        (ConnectionState::Offline, _, None) => format!("Offline{waits}"),
        (_, Some(when), _) => format!("Up to date as of {}{waits}", at(when, today)),
        (_, None, _) => format!("Not up to date yet{waits}"),
    }
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
        "aside" => "something could not be taken",
        "clock" => "this computer’s clock is wrong",
        _ => "see what it is",
    }
}

/// The time, with its day unless that is today.
fn at(iso: &str, today: &str) -> String {
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
            cases: 0,
        }
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
    fn the_status_bar_says_since_when_and_why() {
        let today = "2027-01-14";
        assert_eq!(line(&view(ConnectionState::UpToDate, 0), today), "Up to date as of 10:58");
        assert_eq!(line(&view(ConnectionState::Sending, 1200), today), "Up to date as of 10:58, 1,200 to send");
        let never = ConnectionView { in_step: None, ..view(ConnectionState::Sending, 2) };
        assert_eq!(line(&never, today), "Not up to date yet, 2 to send");
        let since = Some("2027-01-13T16:40".to_owned());
        let offline = ConnectionView { offline_since: since, ..view(ConnectionState::Offline, 7) };
        assert_eq!(line(&offline, today), "Offline since yesterday, 16:40, 7 to send");
        let quota = AttentionView { kind: "quota".to_owned(), words: String::new(), remedy: String::new() };
        let full = ConnectionView { attention: vec![quota], ..view(ConnectionState::Attention, 7) };
        assert_eq!(line(&full, today), "Needs attention: the server is full");
    }

    #[test]
    fn what_goes_on_all_day_is_not_said() {
        assert_eq!(changed(ConnectionState::UpToDate, ConnectionState::Sending), None);
        assert_eq!(changed(ConnectionState::Sending, ConnectionState::UpToDate), None);
        assert_eq!(changed(ConnectionState::Offline, ConnectionState::UpToDate), Some("Up to date"));
        assert!(changed(ConnectionState::UpToDate, ConnectionState::Offline).is_some());
    }
}
