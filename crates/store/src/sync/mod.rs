//! What this device keeps of its server: where it stands with it, the server's log as far as it was followed, heads to be compared, the batch
//! under way, what it is brought of others' logs, what cannot be taken, what the server was caught at, and whether the unit's devices make the
//! same of their entries. Each public function is one transaction at most (but for a rebuild), so that whoever stops between two of them goes on
//! from there. What is said to the server, and when, is `sync`'s.

mod agreement;
mod alarm;
mod aside;
mod audit;
mod check;
mod coming;
mod followed;
mod fork;
mod head;
mod outbox;
mod receipt;
mod relay;
mod reseal;
mod server;
mod set_back;
mod snapshot;
mod take;

pub use agreement::{Agreement, Difference};
pub use alarm::{Alarm, Dishonest, Finding};
pub use aside::{Aside, Reason};
pub use audit::{Audit, Compared, Lacking};
pub use check::{CheckedPage, Checker};
pub use followed::Followed;
pub use fork::{Branch, Fork};
pub use head::Unfit;
pub use outbox::UnderWay;
pub use relay::Relay;
pub use server::{Halted, Hindrance, Server, Trouble};
pub use snapshot::{Digester, Packing, Unpacker};
pub use take::{Folded, Taken};

pub(crate) use alarm::believe_again;
pub(crate) use aside::put_aside;
pub(crate) use outbox::acknowledged;
pub(crate) use reseal::own_entries;
pub(crate) use server::{forget_sent, highest_head, is_connected};
pub(crate) use set_back::agreed;
