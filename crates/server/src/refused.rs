//! Refusals: what the server says where it does not do what was asked.

use crypto::Hash;
use ledger::Seq;
use ledger::wire::{PROTOCOL, Refusal, RefusalCode};

use crate::shelf::ShelfError;

/// A refusal on its way to whoever asked. The time is stated when it leaves.
#[derive(Debug)]
pub struct Refused {
    refusal: Box<Refusal>,
    retry_after: Option<u32>,
}

impl Refused {
    /// A refusal with its code and the words for a person.
    pub fn new(code: RefusalCode, words: impl Into<String>) -> Self {
        let refusal = Refusal {
            code,
            words: words.into(),
            tip: None,
            fork: None,
            control: None,
            at: 0,
            versions: (PROTOCOL, PROTOCOL),
        };
        Self { refusal: Box::new(refusal), retry_after: None }
    }

    /// The message cannot be read.
    pub(crate) fn unreadable() -> Self {
        Self::new(
            RefusalCode::Unreadable,
            "The server could not read what was sent. Update Throughcare on this computer.",
        )
    }

    /// One of the two speaks another version of the protocol.
    pub(crate) fn update() -> Self {
        Self::new(
            RefusalCode::Update,
            "This computer and the server have versions of Throughcare that do not understand each other. Update the older one.",
        )
    }

    /// The server has no such thing.
    pub(crate) fn absent(what: &str) -> Self {
        Self::new(RefusalCode::Absent, format!("The server does not have this {what}."))
    }

    /// The control log has moved on.
    pub(crate) fn control_moved(head: Hash) -> Self {
        let words = "The unit's people or devices were changed meanwhile, so nothing was taken. Fetch the changes, then send again.";
        let mut refused = Self::new(RefusalCode::ControlMoved, words);
        refused.refusal.control = Some(head);
        refused
    }

    /// It does not continue the device's log.
    pub(crate) fn gap(tip: (Seq, Hash)) -> Self {
        let words = "What was sent does not continue its device's log as the server has it. Send from there on.";
        let mut refused = Self::new(RefusalCode::Gap, words);
        refused.refusal.tip = Some(tip);
        refused
    }

    /// The device wrote two things under one number.
    pub(crate) fn fork(standing: Vec<u8>, sent: Vec<u8>, tip: (Seq, Hash)) -> Self {
        let words = "The device that wrote this has already written another entry under the same number. An administrator has to look at \
                     its computer: the record there may have been copied.";
        let mut refused = Self::new(RefusalCode::Fork, words);
        refused.refusal.fork = Some((standing.into(), sent.into()));
        refused.refusal.tip = Some(tip);
        refused
    }

    /// The device no longer counts.
    pub(crate) fn revoked() -> Self {
        Self::new(RefusalCode::Revoked, "This device was removed from the unit. Nothing of it is taken any more.")
    }

    /// Something does not hold.
    pub(crate) fn invalid(words: impl Into<String>) -> Self {
        Self::new(RefusalCode::Invalid, words)
    }

    /// It is too large.
    pub(crate) fn too_large(most: usize) -> Self {
        Self::new(
            RefusalCode::TooLarge,
            format!("The server takes {most} bytes at once, and this is more. Send less at a time."),
        )
    }

    /// Too much or too often.
    pub(crate) fn quota(words: impl Into<String>, seconds: u32) -> Self {
        let mut refused = Self::new(RefusalCode::Quota, words);
        refused.retry_after = Some(seconds);
        refused
    }

    /// Not now.
    pub(crate) fn later() -> Self {
        let mut refused =
            Self::new(RefusalCode::Later, "The server cannot take this at the moment. It will be tried again.");
        refused.retry_after = Some(5);
        refused
    }

    /// What is wrong.
    pub fn code(&self) -> RefusalCode {
        self.refusal.code
    }

    /// After how many seconds it is worth asking again.
    pub fn retry_after(&self) -> Option<u32> {
        self.retry_after
    }

    /// The two headers of a fork, to be kept as evidence.
    pub(crate) fn evidence(&self) -> Option<(&[u8], &[u8])> {
        self.refusal.fork.as_ref().map(|(standing, sent)| (standing.as_slice(), sent.as_slice()))
    }

    /// The refusal as it is sent at a time.
    pub fn stated(mut self, at: i64) -> Refusal {
        self.refusal.at = at;
        *self.refusal
    }
}

/// What went wrong with the storage is the operator's to know: the device hears that it was not now.
impl From<ShelfError> for Refused {
    fn from(error: ShelfError) -> Self {
        tracing::error!(%error, "the storage failed");
        Self::later()
    }
}
