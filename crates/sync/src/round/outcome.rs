//! How a round ended.

use jiff::Timestamp;
use store::receive::Received;
use store::sync::{Hindrance, Trouble};
use store::{Record, StoreError};

use super::{Round, Turn};

/// How a round ended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum End {
    /// Everything here is at the server, and everything there is here.
    InStep,
    /// Something was written meanwhile: the next round has it.
    #[default]
    More,
    /// This device is connected to no server.
    NotConnected,
    /// The control log names another address of the server: from now on it is asked there.
    Moved,
    /// The server cannot be reached.
    Offline,
    /// The server could not show that it is the one that it should be.
    Untrusted,
    /// What answered is no such server.
    NotTheServer,
    /// The server asks to be left alone for a while.
    Later {
        /// For so many seconds, if it says so.
        seconds: Option<u32>,
    },
    /// The server was caught at something: nothing is taken from it until an administrator has looked into that.
    Alarm,
    /// Something else keeps this device from being in step.
    Trouble(Trouble),
}

impl End {
    /// What keeps this device from the server, if it is that.
    const fn hindrance(&self) -> Option<Hindrance> {
        match self {
            Self::Offline => Some(Hindrance::Unreachable),
            Self::Untrusted => Some(Hindrance::Untrusted),
            Self::NotTheServer => Some(Hindrance::NotTheServer),
            Self::Later { .. } => Some(Hindrance::Busy),
            Self::InStep | Self::More | Self::NotConnected | Self::Moved | Self::Alarm | Self::Trouble(_) => None,
        }
    }
}

/// What a round did, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Entries that were sent.
    pub sent: usize,
    /// Entries that came in and were new.
    pub new: usize,
    /// Of these, how many this device has no key for.
    pub closed: usize,
    /// Batches that were kept apart.
    pub aside: usize,
    /// Control entries that came in.
    pub control: usize,
    /// How it ended.
    pub end: End,
}

impl Outcome {
    pub(super) const fn received(&mut self, received: Received) {
        self.new += received.new;
        self.closed += received.closed;
    }

    /// Whether it brought anything that a screen might show.
    pub const fn brought_anything(&self) -> bool {
        self.new > 0 || self.control > 0 || self.aside > 0
    }
}

impl Round {
    /// Notes how it went.
    pub(super) async fn over(&mut self, record: &mut Record, now: Timestamp) -> Result<Turn, StoreError> {
        record.note_gone_on();
        if let Some(hindrance) = self.outcome.end.hindrance() {
            record.note_hindrance(hindrance, now).await?;
            return Ok(Turn::Over(Box::new(self.outcome.clone())));
        }
        match (self.outcome.end.clone(), self.trouble) {
            (End::Alarm, _) => record.note_reached().await?,
            (End::Trouble(trouble), _) => record.note_trouble(trouble).await?,
            (End::More, Some(trouble)) => {
                record.note_trouble(trouble).await?;
                self.outcome.end = End::Trouble(trouble);
            }
            (End::More, None) => {
                let reached = self.head.as_ref().map(|head| head.cursor);
                let here = record.server().await?.map(|server| server.cursor);
                if reached == here && record.unsent().await? == 0 {
                    record.note_in_step(now).await?;
                    self.outcome.end = End::InStep;
                } else {
                    record.note_reached().await?;
                }
            }
            _ => {}
        }
        Ok(Turn::Over(Box::new(self.outcome.clone())))
    }
}
