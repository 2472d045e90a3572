//! What is received: a request with its body, read up to a limit, and what is known of who sent it.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::{FromRequest, Request};
use axum::http::header::{ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING};
use axum::http::{HeaderMap, HeaderName};
use axum::response::Response;
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use ledger::wire::{Credential, CredentialError, RefusalCode};

use super::reply;
use crate::Post;
use crate::post::Asked;
use crate::refused::Refused;

/// How long a body may take to arrive: 4 MiB at a quarter of a megabit.
const PATIENCE: Duration = Duration::from_secs(150);

/// Whoever sends up to so many times too much is told so, rather than cut off.
const STILL_HEARD: u64 = 8;

/// The address from which a connection came.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// A request, whole.
pub(super) struct Received {
    pub(super) post: Arc<Post>,
    pub(super) asked: Asked,
    /// What stands behind the question mark.
    query: String,
    /// Whether the answer may be compressed.
    pub(super) takes_zstd: bool,
}

impl FromRequest<Arc<Post>> for Received {
    type Rejection = Response;

    async fn from_request(request: Request, post: &Arc<Post>) -> Result<Self, Response> {
        let takes_zstd = lists(request.headers(), ACCEPT_ENCODING, "zstd");
        receive(request, post).await.map_err(|refused| reply::refusal(refused, post.now(), takes_zstd))
    }
}

impl Received {
    /// The number that the query gives to a name.
    pub(super) fn number(&self, name: &str) -> Result<Option<u64>, Refused> {
        let value = self.query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name);
        value.map(|(_, value)| value.parse().map_err(|_| Refused::unreadable())).transpose()
    }
}

async fn receive(request: Request, post: &Arc<Post>) -> Result<Received, Refused> {
    let settings = post.settings();
    let (parts, body) = request.into_parts();
    let takes_zstd = lists(&parts.headers, ACCEPT_ENCODING, "zstd");
    let is_packed = match text(&parts.headers, CONTENT_ENCODING) {
        None | Some("identity") => false,
        Some("zstd") => true,
        Some(_) => return Err(Refused::unreadable()),
    };
    let credential = match text(&parts.headers, AUTHORIZATION) {
        None => None,
        Some(text) => Some(text.parse::<Credential>().map_err(|error| match error {
            CredentialError::OtherVersion => Refused::update(),
            CredentialError::Unreadable => Refused::new(
                RefusalCode::Unknown,
                "The request's signature cannot be read. Update Throughcare on this computer.",
            ),
        })?),
    };
    let peer = parts.extensions.get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0);
    let from = if settings.behind_proxy { forwarded(&parts.headers).unwrap_or(peer) } else { peer };
    let target =
        parts.uri.path_and_query().map_or_else(|| parts.uri.path().to_owned(), |target| target.as_str().to_owned());
    let sent = read(body, settings.most_bytes).await?;
    let method = parts.method.as_str().to_owned();
    let query = parts.uri.query().unwrap_or_default().to_owned();
    let asked = Asked { method, target, sent, is_packed, credential, from };
    Ok(Received { post: Arc::clone(post), asked, query, takes_zstd })
}

/// Reads a body: one that says that it is too large is not kept, one that turns out to be is read no further.
async fn read(body: Body, most: usize) -> Result<Bytes, Refused> {
    let said = body.size_hint().lower();
    if said > most as u64 {
        // Whoever is still sending hears no answer. What is not far beyond the limit is let through to its end, and dropped.
        if said <= most as u64 * STILL_HEARD {
            let _: Result<_, _> = tokio::time::timeout(PATIENCE, drop_all(body)).await;
        }
        return Err(Refused::too_large(most));
    }
    match tokio::time::timeout(PATIENCE, Limited::new(body, most).collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Refused::too_large(most)),
        Ok(Err(_)) | Err(_) => Err(Refused::unreadable()),
    }
}

async fn drop_all(mut body: Body) {
    while let Some(Ok(_)) = body.frame().await {}
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// Whether a header lists a word.
fn lists(headers: &HeaderMap, name: HeaderName, word: &str) -> bool {
    let words = text(headers, name).unwrap_or_default().split(',');
    words
        .map(|listed| listed.split(';').next().unwrap_or_default().trim())
        .any(|listed| listed.eq_ignore_ascii_case(word))
}

/// The address that the proxy in front saw: the last one, which it wrote itself.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}
