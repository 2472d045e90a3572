//! What is said of whatever keeps a device from its server: by a real server whose certificate is another authority's, or that is asked too
//! often; and by something else that answers at its address. None of it is called the lack of a network, none of it up to date.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread::{self, JoinHandle};

use ledger::wire::{PROTOCOL, Refusal, RefusalCode};
use serde_json::Value;
use tempfile::TempDir;
use tests::command::Account;
use tests::served::process::{Process, Storage};
use tokio::runtime::Runtime;

/// Where a network that wants to be paid shows itself.
const PORTAL: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 50\r\nconnection: close\r\n\r\n\
    <html><h1>Sign in to the guest network</h1></html>";
/// The same in another manner.
const ELSEWHERE: &[u8] =
    b"HTTP/1.1 302 Found\r\nlocation: https://portal.example/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

fn storage(folder: &TempDir) -> Storage {
    Storage::folder(&folder.path().join("data"), folder.path())
}

fn starts(storage: &Storage, settings: &[&str]) -> Process {
    Runtime::new().unwrap().block_on(Process::start(storage, settings))
}

/// A server at the address that one had before.
fn comes_back(storage: &Storage, settings: &[&str], address: &str) -> Process {
    Runtime::new().unwrap().block_on(Process::start_at(storage, settings, address))
}

/// A file in PEM of an authority for tests.
fn pem(name: &str) -> String {
    format!("{}/tests/command_line/tls/{name}.pem", env!("CARGO_MANIFEST_DIR"))
}

/// Something else answers at an address, once.
fn answers(address: &str, answer: Vec<u8>) -> JoinHandle<()> {
    let listener = TcpListener::bind(address.trim_start_matches("http://")).unwrap();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut asked = Vec::new();
        let mut piece = [0; 1024];
        while !asked.windows(4).any(|four| four == b"\r\n\r\n") {
            let read = stream.read(&mut piece).unwrap();
            assert!(read > 0, "the request was cut short");
            asked.extend_from_slice(&piece[..read]);
        }
        stream.write_all(&answer).unwrap();
    })
}

/// What a server says whose database is gone.
fn not_now() -> Vec<u8> {
    let refusal = Refusal {
        code: RefusalCode::Later,
        words: "The server cannot do this now.".to_owned(),
        tip: None,
        fork: None,
        control: None,
        at: 5,
        versions: (PROTOCOL, PROTOCOL),
    };
    let body = ledger::wire::write(&refusal);
    let head = format!(
        "HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/cbor\r\nretry-after: 7\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), &body].concat()
}

/// Ada's device is kept from its server, which is a reason to look, with since when and what to do.
fn is_hindered(ada: &Account, kind: &str, words: &str, remedy: &str) {
    let view = ada.json(["status"]);
    assert_eq!((&view["state"], &view["offlineSince"]), (&"attention".into(), &Value::Null), "{view}");
    let reason = &view["attention"][0];
    assert_eq!(reason["kind"], kind, "{view}");
    assert!(reason["words"].as_str().unwrap().contains(words), "{reason}");
    assert!(reason["remedy"].as_str().unwrap().contains(remedy), "{reason}");
    let since = reason["since"].as_str().unwrap().replace('T', " ");
    let said = ada.run(["status"]).done().stdout;
    assert!(said.starts_with(&format!("Needs attention since {since}: ")), "{said}");
}

fn is_in_step(ada: &Account) {
    assert_eq!(ada.json(["sync"])["end"], "in-step");
    let view = ada.json(["status"]);
    assert_eq!((&view["state"], &view["attention"]), (&"up-to-date".into(), &Value::Array(Vec::new())), "{view}");
}

#[test]
fn a_certificate_of_another_authority_is_called_that_until_it_is_trusted() {
    let folder = tempfile::tempdir().unwrap();
    let storage = storage(&folder);
    let [one, key] = [pem("one-server"), pem("one-server.key")];
    let server = starts(&storage, &["--tls-cert", &one, "--tls-key", &key]);
    let address = server.address().to_owned();
    let url = address.replace("http://", "https://");
    let ada = Account::founded();
    let authority = pem("one-authority");
    let token = storage.token();
    let connected = ada.json(["connect", "--server", &url, "--token", &token, "--authority", &authority]);
    assert_eq!(connected["end"], "in-step", "{connected}");

    server.kill();
    let [another, key] = [pem("another-server"), pem("another-server.key")];
    let _server = comes_back(&storage, &["--tls-cert", &another, "--tls-key", &key], &address);
    for _ in 0..2 {
        assert_eq!(ada.json(["sync"])["end"], "untrusted");
        is_hindered(&ada, "untrusted", "certificate is not trusted", "authority");
    }
    let authority = pem("another-authority");
    assert_eq!(ada.json(["connect", "--server", &url, "--authority", &authority])["end"], "in-step");
    is_in_step(&ada);
}

#[test]
fn what_answers_in_the_place_of_the_server_is_not_taken_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let storage = storage(&folder);
    let server = starts(&storage, &[]);
    let address = server.address().to_owned();
    let ada = Account::founded();
    ada.json(["connect", "--server", &address, "--token", &storage.token()]);
    is_in_step(&ada);

    server.kill();
    for answer in [PORTAL, ELSEWHERE] {
        let answered = answers(&address, answer.to_vec());
        assert_eq!(ada.json(["sync"])["end"], "not-the-server");
        answered.join().unwrap();
        is_hindered(&ada, "not-the-server", "no Throughcare server", "sign in");
    }
    let answered = answers(&address, not_now());
    assert_eq!(ada.json(["sync"])["end"], "later");
    answered.join().unwrap();
    is_hindered(&ada, "busy", "cannot send or take anything now", "tried again by itself");
    // Nobody is there at all: that, and nothing else, is being offline.
    assert_eq!(ada.json(["sync"])["end"], "offline");
    let view = ada.json(["status"]);
    assert_eq!((&view["state"], &view["attention"]), (&"offline".into(), &Value::Array(Vec::new())), "{view}");
    assert!(view["offlineSince"].is_string(), "{view}");

    let _server = comes_back(&storage, &[], &address);
    is_in_step(&ada);
}

#[test]
fn a_server_that_is_asked_too_often_is_not_called_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let storage = storage(&folder);
    let server = starts(&storage, &[]);
    let address = server.address().to_owned();
    let ada = Account::founded();
    ada.json(["connect", "--server", &address, "--token", &storage.token()]);
    server.kill();

    let server = comes_back(&storage, &["--device-requests-a-minute", "1"], &address);
    // What is asked beside the round, about snapshots, may be refused already.
    ada.run(["sync"]);
    assert_eq!(ada.json(["sync"])["end"], "later");
    is_hindered(&ada, "busy", "cannot send or take anything now", "whoever runs the server");
    server.kill();
    let _server = comes_back(&storage, &[], &address);
    is_in_step(&ada);
}
