//! The carrier: HTTPS, by reqwest and rustls.

mod address;
mod events;
mod failing;

use std::sync::Once;
use std::time::Duration;

use ledger::wire::{MOST_BYTES, Refusal};
use reqwest::header::{ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Certificate, Client, Method, RequestBuilder, Response, StatusCode, redirect};

use crate::ask::{Answer, Failure};
use crate::asking::Asking;
use crate::packing::unpack;
use crate::post::Post;

pub use address::{Address, AddressError};
pub use events::Events;
use failing::failure_of;

/// How long a connection may take to be made.
const CONNECTING: Duration = Duration::from_secs(10);
/// How long it may be silent: longer than the server leaves a listener without a sign of life.
const SILENCE: Duration = Duration::from_secs(45);
/// How long a connection is kept for the next call: shorter than the server keeps one on which nothing comes.
const IDLE: Duration = Duration::from_secs(10);
/// How long a call may take altogether: 4 MiB at a quarter of a megabit.
const PATIENCE: Duration = Duration::from_secs(150);

/// How long somebody listens at a time; what is silent for too long is given up before.
const LISTENING: Duration = Duration::from_secs(24 * 60 * 60);

const CBOR: &str = "application/cbor";

/// A way to one server.
pub struct Http {
    client: Client,
    address: Address,
}

impl Http {
    /// To the server at an address. `authority`: the certificate, as PEM, of the only authority that may vouch for it; nothing: those that the
    /// system trusts.
    pub fn to(address: Address, authority: Option<&str>) -> Result<Self, AddressError> {
        provide_tls();
        let builder = Client::builder()
            .user_agent("Throughcare")
            .connect_timeout(CONNECTING)
            .read_timeout(SILENCE)
            .timeout(PATIENCE)
            .pool_idle_timeout(IDLE)
            // A signed request is for one server and no other.
            .redirect(redirect::Policy::none());
        let builder = match authority {
            _ if address.is_plain() => builder.tls_certs_only(std::iter::empty::<Certificate>()).no_proxy(),
            Some(pem) => builder.tls_certs_only(address::certificates(pem)?).https_only(true),
            None => builder.https_only(true),
        };
        let client = builder.build().map_err(|_| AddressError::NoTls)?;
        Ok(Self { client, address })
    }

    /// A call as a request.
    fn request(&self, asking: &Asking) -> RequestBuilder {
        let method = Method::from_bytes(asking.method.as_bytes()).unwrap_or(Method::GET);
        let mut request = self.client.request(method, self.address.of(&asking.target));
        if let Some(credential) = &asking.credential {
            request = request.header(AUTHORIZATION, credential.to_string());
        }
        if !asking.body.is_empty() {
            request = request.header(CONTENT_TYPE, CBOR).body(asking.body.clone());
        }
        if asking.packed {
            request = request.header(CONTENT_ENCODING, "zstd");
        }
        request
    }
}

impl Post for Http {
    type Bell = Events;

    async fn ask(&self, asking: &Asking) -> Result<Answer, Failure> {
        let request = self.request(asking).header(ACCEPT_ENCODING, "zstd");
        let response = request.send().await.map_err(|error| failure_of(&error))?;
        let status = response.status();
        let retry_after = number(&response, &RETRY_AFTER);
        let is_ours = text(&response, &CONTENT_TYPE).is_some_and(|kind| kind.starts_with(CBOR));
        if is_redirection_or_proxy(status) {
            return Err(Failure::NotTheServer);
        }
        let bytes = body(response).await?;
        if status.is_success() {
            return asking.ask.read(&bytes).ok_or(Failure::NotTheServer);
        }
        match ledger::wire::read::<Refusal>(&bytes).filter(|_| is_ours) {
            Some(refusal) => Err(Failure::Refused { refusal: Box::new(refusal), retry_after }),
            // A proxy in front of a server that is being started again says so in its own words.
            None if status.is_server_error() => Err(Failure::Unreachable),
            None => Err(Failure::NotTheServer),
        }
    }

    async fn listen(&self, asking: &Asking) -> Result<Events, Failure> {
        let request = self.request(asking).timeout(LISTENING);
        let response = request.send().await.map_err(|error| failure_of(&error))?;
        let is_stream = text(&response, &CONTENT_TYPE).is_some_and(|kind| kind.starts_with("text/event-stream"));
        if response.status() == StatusCode::OK && is_stream {
            return Ok(Events::of(response));
        }
        Err(Failure::NotTheServer)
    }
}

/// Gives the whole program one provider of TLS. Whoever was first is as good.
fn provide_tls() {
    static PROVIDED: Once = Once::new();
    PROVIDED.call_once(|| {
        let _: Result<(), _> = rustls::crypto::ring::default_provider().install_default();
    });
}

/// Reads a body up to the largest one that a server sends, expanded where it was compressed.
async fn body(mut response: Response) -> Result<Vec<u8>, Failure> {
    let packed = text(&response, &CONTENT_ENCODING).is_some_and(|encoding| encoding == "zstd");
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| failure_of(&error))? {
        if bytes.len() + chunk.len() > MOST_BYTES {
            return Err(Failure::NotTheServer);
        }
        bytes.extend_from_slice(&chunk);
    }
    if packed { unpack(&bytes, MOST_BYTES).ok_or(Failure::NotTheServer) } else { Ok(bytes) }
}

fn is_redirection_or_proxy(status: StatusCode) -> bool {
    status.is_redirection() || status == StatusCode::PROXY_AUTHENTICATION_REQUIRED
}

fn text<'r>(response: &'r Response, name: &reqwest::header::HeaderName) -> Option<&'r str> {
    response.headers().get(name)?.to_str().ok()
}

fn number(response: &Response, name: &reqwest::header::HeaderName) -> Option<u32> {
    text(response, name)?.parse().ok()
}
