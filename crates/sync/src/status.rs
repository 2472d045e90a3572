//! Where this device stands with its server, in one place for the status line and the command line. It says what is true, not what is hoped.

use jiff::Timestamp;
use store::sync::{Alarm, Difference, Halted, Hindrance, Trouble};
use store::{Record, StoreError};

/// From how far apart on two clocks are worth a word, in milliseconds.
const CLOCKS_APART: i64 = 2 * 60 * 1000;

/// Why somebody has to look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attention {
    /// The server was caught at something.
    Alarm(Box<Alarm>),
    /// This device's own record fails, and nothing is sent or taken.
    Halted(Halted),
    /// Something keeps this device from being in step.
    Trouble(Trouble),
    /// Something other than the lack of a network keeps this device from its server.
    Hindered {
        /// What.
        by: Hindrance,
        /// Since when.
        since: Timestamp,
    },
    /// Devices of the unit have made something else of the same entries.
    Difference(Difference),
    /// Batches are kept apart, and nobody has decided that they stay so.
    Aside {
        /// How many.
        batches: usize,
    },
    /// This computer's clock is not the server's.
    Clock {
        /// How far it is ahead, in milliseconds; behind, if negative.
        ahead: i64,
    },
}

/// Where this device stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The server's address; nothing: this device is connected to none.
    pub server: Option<String>,
    /// How many of this device's entries the server does not have.
    pub to_send: u64,
    /// When everything here was last at the server, and everything there was here.
    pub in_step: Option<Timestamp>,
    /// Since when nobody answers where the server should be.
    pub offline_since: Option<Timestamp>,
    /// Why somebody has to look: the gravest reason first.
    pub attention: Vec<Attention>,
}

impl Status {
    /// Of a record.
    pub async fn of(record: &Record) -> Result<Self, StoreError> {
        let Some(server) = record.server_seen().await? else {
            let attention = Vec::new();
            return Ok(Self { server: None, to_send: 0, in_step: None, offline_since: None, attention });
        };
        let mut attention = Vec::new();
        attention.extend(record.raised().await?.map(|alarm| Attention::Alarm(Box::new(alarm))));
        attention.extend(record.halted().cloned().map(Attention::Halted));
        attention.extend(server.trouble.map(Attention::Trouble));
        let offline_since = match server.hindrance {
            Some((Hindrance::Unreachable, since)) => Some(since),
            Some((by, since)) => {
                attention.push(Attention::Hindered { by, since });
                None
            }
            None => None,
        };
        attention.extend(record.difference().await?.map(Attention::Difference));
        let batches = record.aside().await?.iter().filter(|batch| !batch.reason.is_decided()).count();
        if batches > 0 {
            attention.push(Attention::Aside { batches });
        }
        if server.clock_ahead.abs() > CLOCKS_APART {
            attention.push(Attention::Clock { ahead: server.clock_ahead });
        }
        Ok(Self {
            server: Some(server.url),
            to_send: record.unsent().await?,
            in_step: server.in_step,
            offline_since,
            attention,
        })
    }

    /// In one line. `at`: how a time is written.
    pub fn words(&self, at: impl Fn(Timestamp) -> String) -> String {
        if self.server.is_none() {
            return "Not connected to a server".to_owned();
        }
        let waiting = match self.to_send {
            0 => String::new(),
            1 => ", 1 change to send".to_owned(),
            more => format!(", {more} changes to send"),
        };
        if let Some(attention) = self.attention.first() {
            let words = attention.words();
            return match attention.since() {
                Some(since) => format!("Needs attention since {}: {words}{waiting}", at(since)),
                None => format!("Needs attention: {words}"),
            };
        }
        match (self.offline_since, self.in_step) {
            (Some(since), _) => format!("Offline since {}{waiting}", at(since)),
            (None, None) => format!("Not in sync yet{waiting}"),
            (None, Some(when)) if self.to_send == 0 => format!("In sync as of {}", at(when)),
            (None, Some(when)) => format!("In sync as of {}{waiting}", at(when)),
        }
    }
}

impl Attention {
    /// Since when it is so, where that is known.
    pub const fn since(&self) -> Option<Timestamp> {
        match self {
            Self::Halted(halted) => Some(halted.since),
            Self::Hindered { since, .. } => Some(*since),
            Self::Alarm(_) | Self::Trouble(_) | Self::Difference(_) | Self::Aside { .. } | Self::Clock { .. } => None,
        }
    }

    /// The reason, in words that go on from “Needs attention:”.
    pub fn words(&self) -> String {
        match self {
            Self::Alarm(alarm) => alarm.evidence.words.clone(),
            Self::Halted(halted) => format!("this computer could not go on with its own record: {}", halted.why),
            Self::Hindered { by, .. } => match by {
                Hindrance::Unreachable => "nobody answers at the server’s address",
                Hindrance::Untrusted => "the server’s certificate is not trusted on this computer",
                Hindrance::NotTheServer => "what answers at the server’s address is no Throughcare server",
                Hindrance::Busy => "the server answers that it cannot send or take anything now",
            }
            .to_owned(),
            Self::Trouble(trouble) => match trouble {
                Trouble::Removed => "this device was removed from the unit, or another one goes on in its place",
                Trouble::SetBack => {
                    "the record on this computer was set back or copied, so this device has to go on under new keys"
                }
                Trouble::Update => "Throughcare has to be updated, on this computer or at the server",
                Trouble::Quota => "the server has no more room for this unit today",
                Trouble::Unknown => "the server does not know this unit or this device",
                Trouble::Refused => "the server refuses what this device sends",
                Trouble::Control => "a change to staff or devices was made here while somebody else made another one",
                Trouble::NotAdmitted => "this device is not in the unit, and an administrator has to admit it",
            }
            .to_owned(),
            Self::Difference(_) => "computers of this unit have made different things of the same entries".to_owned(),
            Self::Aside { batches: 1 } => "1 batch of entries could not be taken".to_owned(),
            Self::Aside { batches } => format!("{batches} batches of entries could not be taken"),
            Self::Clock { ahead } => {
                let minutes = ahead.unsigned_abs() / 60_000;
                let how = if *ahead > 0 { "fast" } else { "slow" };
                format!("this computer’s clock is {minutes} minutes {how}")
            }
        }
    }
}
