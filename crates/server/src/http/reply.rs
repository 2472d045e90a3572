//! What is answered: CBOR with the status that fits, compressed where that is welcome and worth it.

use axum::body::Body;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use ledger::wire::RefusalCode;

use super::received::Received;
use crate::packing::pack;
use crate::refused::Refused;

const CBOR: &str = "application/cbor";
const OCTETS: &str = "application/octet-stream";

impl Received {
    /// The message, or the refusal.
    pub(super) fn reply<T: minicbor::Encode<()>>(&self, result: Result<T, Refused>) -> Response {
        match result {
            Ok(message) => bytes(StatusCode::OK, CBOR, ledger::wire::write(&message), self.takes_zstd),
            Err(refused) => refusal(refused, self.post.now(), self.takes_zstd),
        }
    }

    /// Bytes as they are, or the refusal. They are sealed: compressing them is in vain.
    pub(super) fn reply_sealed(&self, result: Result<Vec<u8>, Refused>) -> Response {
        match result {
            Ok(sealed) => bytes(StatusCode::OK, OCTETS, sealed, false),
            Err(refused) => refusal(refused, self.post.now(), self.takes_zstd),
        }
    }

    /// That it was done, or the refusal.
    pub(super) fn reply_done(&self, result: Result<(), Refused>) -> Response {
        match result {
            Ok(()) => StatusCode::NO_CONTENT.into_response(),
            Err(refused) => refusal(refused, self.post.now(), self.takes_zstd),
        }
    }
}

/// A refusal, with the status that proxies and tools understand.
pub(super) fn refusal(refused: Refused, at: i64, takes_zstd: bool) -> Response {
    let status = status_of(refused.code());
    let retry_after = refused.retry_after();
    let mut response = bytes(status, CBOR, ledger::wire::write(&refused.stated(at)), takes_zstd);
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

const fn status_of(code: RefusalCode) -> StatusCode {
    match code {
        RefusalCode::Unreadable => StatusCode::BAD_REQUEST,
        RefusalCode::Update => StatusCode::UPGRADE_REQUIRED,
        RefusalCode::Unknown | RefusalCode::Clock => StatusCode::UNAUTHORIZED,
        RefusalCode::Absent => StatusCode::NOT_FOUND,
        RefusalCode::ControlMoved | RefusalCode::Gap | RefusalCode::Fork | RefusalCode::Settled => StatusCode::CONFLICT,
        RefusalCode::Revoked | RefusalCode::Token => StatusCode::FORBIDDEN,
        RefusalCode::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        RefusalCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        RefusalCode::Quota => StatusCode::TOO_MANY_REQUESTS,
        RefusalCode::Later => StatusCode::SERVICE_UNAVAILABLE,
    }
}

fn bytes(status: StatusCode, kind: &'static str, bytes: Vec<u8>, takes_zstd: bool) -> Response {
    let packed = if takes_zstd { pack(&bytes) } else { None };
    let is_packed = packed.is_some();
    let mut response = Response::new(Body::from(packed.unwrap_or(bytes)));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    if is_packed {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("zstd"));
    }
    response
}
