//! The wire as a device has it: HTTP, a signature over each request, CBOR.

use axum::http::{HeaderMap, Method, Request};
use bytes::Bytes;
use crypto::Purpose;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use ledger::wire::{Credential, Refusal, RefusalCode, request_message};
use server::clock::Clock;

use crate::house::House;
use crate::unit::Device;

pub(crate) struct Line {
    client: Client<HttpConnector, Full<Bytes>>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    /// The message; a refusal is none.
    #[track_caller]
    pub(crate) fn read<T>(&self) -> T
    where
        T: for<'b> minicbor::Decode<'b, ()> + minicbor::Encode<()>,
    {
        assert_eq!(self.status, 200, "refused: {:?}", ledger::wire::read::<Refusal>(&self.body));
        ledger::wire::read(&self.body).expect("the answer is canonical")
    }

    #[track_caller]
    pub(crate) fn done(&self) {
        assert_eq!(self.status, 204, "refused: {:?}", ledger::wire::read::<Refusal>(&self.body));
    }

    /// The refusal, with the code that it must have.
    #[track_caller]
    pub(crate) fn refused(&self, code: RefusalCode) -> Refusal {
        let refusal: Refusal = ledger::wire::read(&self.body).expect("this was not refused");
        assert_eq!(refusal.code, code, "{}", refusal.words);
        assert!(self.status >= 400, "{}", self.status);
        refusal
    }
}

impl Line {
    pub(crate) fn new() -> Self {
        Self { client: Client::builder(TokioExecutor::new()).build_http() }
    }

    /// A request that a device signs, or nobody does.
    pub(crate) async fn ask(
        &self,
        house: &House,
        who: Option<&Device>,
        method: Method,
        target: &str,
        body: Vec<u8>,
    ) -> Answer {
        let credential = who.map(|device| credential(device, house.clock.now(), method.as_str(), target, &body));
        self.send(house, method, target, credential.as_deref(), &[], body).await
    }

    pub(crate) async fn get(&self, house: &House, who: Option<&Device>, target: &str) -> Answer {
        self.ask(house, who, Method::GET, target, Vec::new()).await
    }

    pub(crate) async fn post(&self, house: &House, who: Option<&Device>, target: &str, body: Vec<u8>) -> Answer {
        self.ask(house, who, Method::POST, target, body).await
    }

    /// A request with any headers, whole.
    pub(crate) async fn send(
        &self,
        house: &House,
        method: Method,
        target: &str,
        credential: Option<&str>,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Answer {
        let response = self.open(house, method, target, credential, headers, body).await;
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    /// The same, with the body still to come.
    pub(crate) async fn open(
        &self,
        house: &House,
        method: Method,
        target: &str,
        credential: Option<&str>,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> axum::http::Response<Incoming> {
        let mut request = Request::builder().method(method).uri(format!("http://{}{target}", house.address));
        if let Some(credential) = credential {
            request = request.header("authorization", credential);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.client.request(request.body(Full::new(Bytes::from(body))).unwrap()).await.unwrap()
    }
}

/// What a device writes into the header.
pub(crate) fn credential(device: &Device, at: i64, method: &str, target: &str, body: &[u8]) -> String {
    let message = request_message(device.id, at, method, target, body);
    Credential { device: device.id, at, signature: device.keys.sign(Purpose::Request, &message) }.to_string()
}
