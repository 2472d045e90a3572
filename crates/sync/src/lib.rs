//! A device's side of sync: one round (control, send, fetch), what carries it, waiting and trying again, the same by a file where there is no
//! network, and starting from a snapshot. What a device keeps of it, and every check of what a server gives, is `store::sync`.

pub mod ask;
pub mod asking;
pub mod audit;
mod backoff;
pub mod drive;
pub mod http;
mod packing;
pub mod post;
pub mod round;
pub mod snapshot;
pub mod status;
pub mod stick;
pub mod watch;

pub use ask::{Answer, Ask, Failure};
pub use asking::Asking;
pub use drive::{Alone, Guard, Room, once};
pub use http::Http;
pub use post::{Bell, Post};
pub use round::{End, Outcome, Round, Turn};
pub use status::{Attention, Status};
pub use store::sync::Dishonest;
