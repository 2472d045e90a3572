//! The carrier against a socket that answers as told: what is sent, and what is made of each answer.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use crypto::{DeviceKeys, Hash, Purpose, VerifyKey};
use ledger::UnitId;
use ledger::wire::{Credential, Meta, PROTOCOL, Refusal, RefusalCode, request_message, write};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use sync::http::Address;
use sync::{Answer, Ask, Asking, Bell, Failure, Http, Post};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Answers one request with these bytes, and returns what was asked: the head of the request, and its body.
async fn answers(answer: Vec<u8>) -> (Http, JoinHandle<(String, Vec<u8>)>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address: Address = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
    let asked = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut bytes = Vec::new();
        let (head, body) = loop {
            assert!(stream.read_buf(&mut bytes).await.unwrap() > 0, "the request was cut short");
            let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
            let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
            let length = header(&head, "content-length").map_or(0, |length| length.parse().unwrap());
            if bytes.len() >= end + 4 + length {
                break (head, bytes[end + 4..end + 4 + length].to_vec());
            }
        };
        // Whoever has heard enough hangs up.
        let _: std::io::Result<()> = stream.write_all(&answer).await;
        let _: std::io::Result<()> = stream.shutdown().await;
        (head, body)
    });
    (Http::to(address, None).unwrap(), asked)
}

/// The value of a header.
fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    let lines = head.lines().filter_map(|line| line.split_once(": "));
    lines.filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
}

fn reply(status: &str, kind: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn unit() -> UnitId {
    UnitId(Hash::from_bytes([7; 32]))
}

fn keys() -> DeviceKeys {
    DeviceKeys::make(&mut ChaCha20Rng::seed_from_u64(1))
}

#[tokio::test]
async fn a_request_is_signed_over_what_is_sent() {
    let keys = keys();
    let sealed = vec![9; 3_000];
    let asking = Asking::signed(Ask::PutChunk { unit: unit(), sealed: sealed.clone() }, &keys, 1_795_169_700_000);
    let (http, asked) = answers(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec()).await;
    assert_eq!(http.ask(&asking).await, Ok(Answer::Done));
    let (head, body) = asked.await.unwrap();
    let mut first = head.lines().next().unwrap().split(' ');
    assert_eq!((first.next(), first.next()), (Some("PUT"), Some(asking.target.as_str())));
    assert_eq!(body, sealed, "what is sealed is not compressed");
    let credential: Credential = header(&head, "authorization").unwrap().parse().unwrap();
    let message = request_message(credential.device, credential.at, "PUT", &asking.target, &body);
    let public = keys.public();
    assert_eq!(credential.device, public.id());
    public.verify.verify(Purpose::Request, &message, &credential.signature).unwrap();
}

#[tokio::test]
async fn answers_are_read_and_refusals_told() {
    let meta = Meta { versions: (PROTOCOL, PROTOCOL), key: VerifyKey::from_bytes([5; 32]), at: 3, most_bytes: 4 << 20 };
    let (http, asked) = answers(reply("200 OK", "application/cbor", &write(&meta))).await;
    assert_eq!(http.ask(&Asking::unsigned(Ask::Meta)).await.unwrap().meta(), Ok(meta));
    assert_eq!(header(&asked.await.unwrap().0, "authorization"), None);

    let refusal = Refusal {
        code: RefusalCode::Later,
        words: "Not now.".to_owned(),
        tip: None,
        fork: None,
        control: None,
        at: 5,
        versions: (PROTOCOL, PROTOCOL),
    };
    let body = write(&refusal);
    let head = format!(
        "HTTP/1.1 503 Later\r\ncontent-type: application/cbor\r\nretry-after: 7\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let (http, _asked) = answers([head.as_bytes(), &body].concat()).await;
    let told = http.ask(&Asking::unsigned(Ask::Head { unit: unit() })).await;
    assert_eq!(told, Err(Failure::Refused { refusal: Box::new(refusal), retry_after: Some(7) }));
}

#[tokio::test]
async fn what_is_no_server_is_told_from_one_that_is_not_there() {
    let portal = reply("200 OK", "text/html", b"<html>Sign in to the guest network</html>");
    let moved = b"HTTP/1.1 302 Found\r\nlocation: https://portal.example/\r\ncontent-length: 0\r\n\r\n".to_vec();
    let gateway = reply("502 Bad Gateway", "text/html", b"<html>Bad gateway</html>");
    let mut long = b"HTTP/1.1 200 OK\r\ncontent-type: application/cbor\r\n\r\n".to_vec();
    long.extend(vec![0; (4 << 20) + 1]);
    for (answer, failure) in [
        (portal, Failure::NotTheServer),
        (moved, Failure::NotTheServer),
        (long, Failure::NotTheServer),
        (gateway, Failure::Unreachable),
        (Vec::new(), Failure::Unreachable),
    ] {
        let (http, _asked) = answers(answer).await;
        assert_eq!(http.ask(&Asking::unsigned(Ask::Meta)).await, Err(failure));
    }
    let nobody: Address = "http://127.0.0.1:1".parse().unwrap();
    let http = Http::to(nobody, None).unwrap();
    assert_eq!(http.ask(&Asking::unsigned(Ask::Meta)).await, Err(Failure::Unreachable));
}

#[tokio::test]
async fn events_ring_until_the_server_hangs_up() {
    let stream = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: 4\n\n: still here\n\ndata: 5\n\n";
    let (http, _asked) = answers(stream.to_vec()).await;
    let mut bell = http.listen(&Asking::signed(Ask::Events { unit: unit() }, &keys(), 5)).await.unwrap();
    assert_eq!(bell.rings().await, Ok(()));
    assert_eq!(bell.rings().await, Ok(()));
    assert_eq!(bell.rings().await, Err(Failure::Unreachable));
}

#[test]
fn a_large_message_is_compressed_and_the_signature_is_over_what_is_sent() {
    let push = ledger::wire::Push {
        control: Hash::from_bytes([1; 32]),
        batches: vec![ledger::wire::Batch {
            device: Hash::from_bytes([2; 32]),
            entries: vec![ledger::wire::BatchEntry { header: vec![3; 200].into(), payload: vec![4; 900].into() }; 3],
            seal: crypto::Signature::from_bytes([5; 64]),
        }],
    };
    let plain = write(&push);
    let asking = Asking::signed(Ask::Send { unit: unit(), push }, &keys(), 5);
    assert!(asking.packed && asking.body.len() < plain.len() / 2);
    let credential = asking.credential.unwrap();
    let message = request_message(credential.device, 5, "POST", &asking.target, &asking.body);
    keys().public().verify.verify(Purpose::Request, &message, &credential.signature).unwrap();
}
