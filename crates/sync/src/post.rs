//! What carries calls to the server and answers back.

use store::sync::Server;

use crate::ask::{Answer, Failure};
use crate::asking::Asking;

/// A carrier.
pub trait Post: Send + Sync {
    /// What wakes a device up.
    type Bell: Bell;

    /// Whether it leads to where the server is now. One that was laid before the server moved does not.
    fn leads_to(&self, _server: &Server) -> bool {
        true
    }

    /// Asks once. Whether to ask again is for whoever asks to say: every call may be repeated.
    fn ask(&self, asking: &Asking) -> impl Future<Output = Result<Answer, Failure>> + Send;

    /// Begins to listen, by [`Ask::Events`](crate::Ask::Events).
    fn listen(&self, asking: &Asking) -> impl Future<Output = Result<Self::Bell, Failure>> + Send;
}

/// What wakes a device up.
pub trait Bell: Send {
    /// Waits until the unit's logs go further, or as soon as it is not known whether they do.
    fn rings(&mut self) -> impl Future<Output = Result<(), Failure>> + Send;
}
