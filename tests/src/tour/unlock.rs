//! The door: whoever comes has to unlock.

use super::State;
use super::Step::{Choose, Fill, Key, Press, Read, See};
use super::Who::Locked;

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(Locked, name, steps);
    vec![
        is("unlock", &[See("#passphrase")]),
        is("unlock-empty", &[See("#passphrase"), Press("#unlock"), Read("Type your passphrase")]),
        is("unlock-wrong", &[Fill("#passphrase", "not the passphrase"), Key("Enter"), Read("not the passphrase")]),
        is("unlock-set-up-another", &[Choose("I am not on this list"), Read("Back to the people of this computer")]),
    ]
}
