//! Words in the control log: names of people and computers, and why something was done. The server checks the control log and reads none
//! of them: they are sealed under the unit's general key, the one that is current once the entry counts.

use crypto::{Hash, Kid};
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use crate::identity::PrincipalId;

/// Words that only the unit's own devices read.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SealedText {
    /// The key that seals them.
    #[n(0)]
    pub kid: Kid,
    /// The sealed words, padded and bound to what they are [`About`].
    #[n(1)]
    pub sealed: ByteVec,
}

impl SealedText {
    /// The most that can be sealed, in bytes: a name is far shorter, a reason is a few sentences.
    pub const MOST_WORDS: usize = 2044;
    /// So long are the sealed words, from the shortest name to the longest reason: nonce and tag, around 64 bytes or up to the last bucket.
    const LENGTHS: std::ops::RangeInclusive<usize> = 24 + 64 + 16..=24 + 2048 + 16;

    /// Whether they have the size of sealed words. What they say, only whoever has the key can tell.
    pub fn is_sized(&self) -> bool {
        Self::LENGTHS.contains(&self.sealed.len())
    }
}

/// What sealed words are about. They open as nothing else: a name that is moved to somebody else in the log does not open there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum About {
    /// What a member of staff is called.
    #[n(0)]
    Person(#[n(0)] PrincipalId),
    /// What the computer of a device is called.
    #[n(1)]
    Computer(#[n(0)] Hash),
    /// Why an entry of the control log was made: the one at a place.
    #[n(2)]
    Entry(#[n(0)] u32),
}

impl About {
    /// What words under a key are bound to.
    pub fn associated_data(&self, kid: Kid) -> Vec<u8> {
        crate::encode(&(self, kid))
    }
}
