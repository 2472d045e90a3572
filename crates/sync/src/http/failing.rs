//! What went wrong on the way, told apart as far as a person would do something different about it.

use std::error::Error;

use crate::ask::Failure;

/// What an error of the client means.
pub(super) fn failure_of(error: &reqwest::Error) -> Failure {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(reason) = cause {
        if is_about_trust(reason) {
            return Failure::Untrusted;
        }
        cause = reason.source();
    }
    Failure::Unreachable
}

/// Whether the server's certificate was refused. An error of TLS comes wrapped in one of input and output, which hides it from `source`.
fn is_about_trust(error: &(dyn Error + 'static)) -> bool {
    let refused = |error: &rustls::Error| matches!(error, rustls::Error::InvalidCertificate(_));
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        return refused(tls);
    }
    let wrapped = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
    wrapped.and_then(|inner| inner.downcast_ref::<rustls::Error>()).is_some_and(refused)
}
