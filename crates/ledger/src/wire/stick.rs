//! The same by hand: a file with control entries, batches and the server's last head, for where there is no network. After the magic comes a
//! sequence of items, the unit first and the end last, so that a file that was cut short shows. Names and words are sealed in it as
//! everywhere.

use minicbor::{Decode, Encode};

use super::batch::Batch;
use super::head::SignedHead;
use super::snapshot::DeviceEnd;
use crate::control::SignedControl;
use crate::identity::UnitId;

/// What such a file begins with: what it is, and its version.
pub const STICK_MAGIC: &[u8] = b"throughcare-stick/1\n";

/// How many bytes one item has at most.
pub const MOST_ITEM: usize = 8 << 20;

/// What somebody has already, so that nothing of it has to be brought.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Have {
    /// How many entries of the control log.
    #[n(0)]
    pub control: u32,
    /// How far each device's log.
    #[n(1)]
    pub logs: Vec<DeviceEnd>,
}

/// Something in the file.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Item {
    /// Of which unit it is.
    #[n(0)]
    Unit(#[n(0)] UnitId),
    /// What its writer has.
    #[n(1)]
    Have(#[n(0)] Have),
    /// A control entry.
    #[n(2)]
    Control(#[n(0)] SignedControl),
    /// The furthest head that the server gave its writer.
    #[n(3)]
    Head(#[n(0)] SignedHead),
    /// A batch.
    #[n(4)]
    Batch(#[n(0)] Batch),
    /// The end: how many items there were, this one included.
    #[n(5)]
    End(#[n(0)] u64),
}

/// The item at the beginning of some bytes, and how many of them it has; nothing, if it is not all there yet. Not canonical, or no item at all:
/// an error.
#[expect(clippy::result_unit_err, reason = "there is one thing to say: it is no such file")]
pub fn next_item(bytes: &[u8]) -> Result<Option<(Item, usize)>, ()> {
    let mut decoder = minicbor::Decoder::new(bytes);
    match decoder.decode::<Item>() {
        Ok(item) => {
            let length = decoder.position();
            let canonical = bytes.get(..length) == Some(crate::encode(&item).as_slice());
            if canonical && length <= MOST_ITEM { Ok(Some((item, length))) } else { Err(()) }
        }
        Err(error) if error.is_end_of_input() && bytes.len() <= MOST_ITEM => Ok(None),
        Err(_) => Err(()),
    }
}
