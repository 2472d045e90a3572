//! Snapshots: the server's log of a unit up to a place, packed for the way to a new device.
//!
//! What a new device waits for is not the fold, which does hundreds of thousands of events a second, but the rows that it has to insert, and
//! those are the same whoever folded them (docs/performance.md). So no folded table is sent, and nobody's tables are believed: a snapshot is
//! the entries themselves, taken apart so that they shrink to about a fifth, and put together again byte for byte before every chain, seal
//! and place is checked as in any page of the log. The digests in its manifest tell whether two devices have made the same of it.

mod digest;
mod pack;
mod unpack;

pub use digest::Digester;
pub use pack::Packing;
pub use unpack::Unpacker;
