//! The unit and its central server: connecting, joining and admitting, keeping in step, what the server is caught at, the same by a file on a
//! stick, and coming back from nothing but the recovery key. The protocol is `sync`'s, its checks are `store::sync`'s; here is who may ask for
//! what, and what a person is told.

mod admitting;
mod alarms;
mod aloud;
mod by_hand;
pub(crate) mod checking;
mod connecting;
mod entering;
mod failing;
pub(crate) mod governing;
mod joining;
mod keeping;
mod line;
mod reaching;
mod recovering;
mod removed;
pub(crate) mod signed_in;
pub(crate) mod standing;
mod waiting;

pub use admitting::AtTheDoor;
pub use joining::{Joiner, Joining, abandon, ask_again, join, resume};
pub use line::{Line, Ways, authority_in};
pub use recovering::{Recovery, recover};
pub use removed::Removed;
pub use sync::watch::Handle;
pub use sync::{End, Outcome};
pub use waiting::{Waiting, waiting_in};

pub(crate) use admitting::{admit_at_the_door, arrivals_there};
pub(crate) use alarms::believe;
pub(crate) use connecting::connect;
pub(crate) use entering::renew;
pub(crate) use failing::{not_connected, unanswered, unfinished};
pub(crate) use joining::nothing_waits;
pub(crate) use keeping::{attend_to_snapshots, keep_in_step, reads, round};
pub(crate) use signed_in::{Reads, SignedIn};
