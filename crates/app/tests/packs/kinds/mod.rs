//! Twelve kinds of case, each of which shows something that the others do not. The people are invented.

mod home;
mod ordinary;
mod people;
mod risk;
mod sentence;

use pack::content::Pack;

/// A kind of case: what its golden files are called, and its pack.
pub(crate) type Kind = (&'static str, fn() -> Pack);

/// All of them.
pub(crate) const KINDS: [Kind; 12] = [
    ("standard", sentence::standard),
    ("enhanced-mappa", risk::enhanced),
    ("life-parole", sentence::life),
    ("recall", sentence::recall),
    ("early-allocation", sentence::early),
    ("team-mailbox", people::mailbox),
    ("homeless", home::homeless),
    ("approved-premises", home::premises),
    ("open-acct", risk::acct),
    ("long-story", sentence::long),
    ("languages", people::languages),
    ("second-version", people::second),
];
