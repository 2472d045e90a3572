//! What the record side is made to say, for what only a server or another computer brings about: where a device stands, who asks to join, what
//! a server was caught at, cases from elsewhere.

use api::{AttentionView, Call, Code, ConnectionState, ConnectionView, Problem};

/// A call and what it is answered by.
pub struct Answered {
    /// The call's name.
    pub(super) call: &'static str,
    /// The reply as it goes on its way, or what is said instead.
    pub(super) reply: Result<Vec<u8>, Problem>,
}

/// A call is answered so.
pub(super) fn by<C: Call>(reply: &C::Reply) -> Answered {
    Answered { call: C::NAME, reply: Ok(api::wire::write(reply).unwrap()) }
}

/// A call is refused.
pub(super) fn refused<C: Call>(code: Code, message: &str, remedy: &str) -> Answered {
    Answered { call: C::NAME, reply: Err(Problem::new(code, message, remedy)) }
}

/// A call is refused because there is no network.
pub(super) fn offline<C: Call>() -> Answered {
    refused::<C>(Code::Offline, "The server cannot be reached", "Try again when this computer has a network")
}

/// How a connected device stands.
fn standing(state: ConnectionState, to_send: u64) -> ConnectionView {
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

/// Everything is sent, and everything is here.
pub(super) fn up_to_date() -> Answered {
    by::<api::Connection>(&standing(ConnectionState::UpToDate, 0))
}

/// The same, with a computer that asks to join and a case to take.
pub(super) fn awaited() -> Answered {
    by::<api::Connection>(&ConnectionView { arrivals: 1, cases: 1, ..standing(ConnectionState::UpToDate, 0) })
}

/// Two changes were not applied.
pub(super) fn needing() -> Answered {
    by::<api::Connection>(&ConnectionView { unapplied: 2, ..standing(ConnectionState::UpToDate, 0) })
}

/// Something is being sent.
pub(super) fn sending() -> Answered {
    by::<api::Connection>(&standing(ConnectionState::Sending, 3))
}

/// There is no network.
pub(super) fn without_network() -> Answered {
    let since = Some("2027-01-14T09:12".to_owned());
    by::<api::Connection>(&ConnectionView { offline_since: since, ..standing(ConnectionState::Offline, 7) })
}

fn looked_into(state: ConnectionState, kind: &str, words: &str, since: Option<&str>, remedy: &str) -> Answered {
    let (kind, words, remedy) = (kind.to_owned(), words.to_owned(), remedy.to_owned());
    let reason = AttentionView { kind, words, since: since.map(str::to_owned), remedy };
    by::<api::Connection>(&ConnectionView { attention: vec![reason], ..standing(state, 7) })
}

/// Somebody has to look, and entries go to and fro.
pub(super) fn needs_attention() -> Answered {
    let remedy = "Ask whoever runs the server for more room. What is recorded here is kept until then.";
    looked_into(ConnectionState::Attention, "quota", "the server has no more room for this unit today", None, remedy)
}

/// The server answers that it cannot now.
pub(super) fn busy() -> Answered {
    let words = "the server answers that it cannot send or take anything now";
    let remedy = "Nothing is lost, and it is tried again by itself.";
    looked_into(ConnectionState::Attention, "busy", words, Some("2027-01-14T09:12"), remedy)
}

/// Two computers have made different things of the same entries.
pub(super) fn differ() -> Answered {
    let words = "computers of this unit have made different things of the same entries";
    let remedy = "It is between OMU laptop 3 of Ben Okafor on one side and the computer of Ada Pike on the other. Tell an administrator, who updates Throughcare on all of them.";
    looked_into(ConnectionState::Attention, "difference", words, None, remedy)
}

/// The record on this computer was set back or copied.
pub(super) fn set_back() -> Answered {
    let words = "the record on this computer was set back or copied, so this device has to go on under new keys";
    let remedy = "Go on under new keys. Nothing that was recorded on this computer is lost by it.";
    looked_into(ConnectionState::Stopped, "set-back", words, None, remedy)
}

/// The server was caught at something.
pub(super) fn stopped() -> Answered {
    let words = "the server went back in time: its log reached place 4120, and now place 3990";
    let remedy = "Nothing is sent or taken until an administrator has looked into it.";
    looked_into(ConnectionState::Stopped, "alarm", words, None, remedy)
}
