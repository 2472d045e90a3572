//! Throughcare's central server: a post office. It keeps sealed entries in an order, signs how far its log goes, and can read nothing: the
//! parts of `crypto` and `ledger` that open or seal are not linked.
//!
//! `post` is what is accepted, `shelf` the storage, `http` the calls, `run` the program. The protocol is in `docs/protocol.md`, how a server is
//! run in `docs/server.md`, how far it goes in `docs/scale.md`.

pub mod clock;
mod http;
pub mod metrics;
mod packing;
pub mod post;
mod rate;
pub mod refused;
pub mod run;
pub mod settings;
pub mod shelf;

pub use http::routes;
pub use post::Post;
pub use settings::Settings;
pub use shelf::Shelf;

/// The beginning of an identifier, for logs: enough to find it again, too little to be taken for anything else.
pub(crate) fn short(identifier: &crypto::Hash) -> String {
    identifier.to_string().chars().take(12).collect()
}
