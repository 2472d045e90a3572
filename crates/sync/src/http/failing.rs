//! What went wrong on the way, told apart as far as a person would do something different about it.

use std::error::Error;

use crate::ask::Failure;

/// What an error of the client means.
pub(super) fn failure_of(error: &reqwest::Error) -> Failure {
    let mut deepest: &(dyn Error + 'static) = error;
    let mut cause = Some(deepest);
    while let Some(reason) = cause {
        if is_about_trust(reason) {
            return Failure::Untrusted;
        }
        deepest = reason;
        cause = reason.source();
    }
    // Which names no address: that has the unit in it.
    tracing::info!(why = %deepest, "a call did not come through");
    Failure::Unreachable
}

/// Whether the server's certificate was refused. An error of TLS comes wrapped in one of input and output, often in several, which hide it from
/// `source`.
fn is_about_trust(mut error: &(dyn Error + 'static)) -> bool {
    while let Some(inner) = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
        error = inner;
    }
    matches!(error.downcast_ref::<rustls::Error>(), Some(rustls::Error::InvalidCertificate(_)))
}
