//! Names, prison numbers and sentences go by every way there is to the real server, logging all that it can, and are then looked for in every
//! byte that it stored or logged, and in a dump of its database. What only identifies (a device's hash) is found in the same places.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

use casework::event::{CaseEvent, NoteId, NoteWritten, Visibility};
use cluster::Cluster;
use crypto::{DeviceKeys, Hash};
use jiff::Timestamp;
use ledger::sealing::{self, Pen, Whose, sign_control};
use ledger::wire::Parcel;
use ledger::{Compartment, DeviceIndex, Role};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use sync::{Alone, Ask, Asking, End, Post, snapshot};
use tests::canary::Search;
use tests::sea::crew::Crew;
use tests::sea::ship::Ship;
use tests::sea::work::{prisoner, writes};
use tests::served::fleet::{registers, syncs};
use tests::served::process::{Process, Storage};

const SEED: u64 = 71;
const SENTENCE: &str = "The cormorant keeps a xylophone in the marmalade lighthouse";
const NEWCOMER: &str = "Zebedee Quillfeather";
/// What is looked for: nowhere in the program, singly, as an index would hold it. The first two are the crew's own names.
const WORDS: [&str; 9] = [
    "Ada Pike",
    "Okafor",
    "Zebedee",
    "Quillfeather",
    "A1000BC",
    "A1001BC",
    "cormorant",
    "xylophone",
    "marmalade lighthouse",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_readable_lies_in_the_servers_folder_or_its_log() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let storage = Storage::folder(&data, folder.path()).that_logs_all();
    let device = everything_is_said(&storage).await;
    let found = Search::for_words(&WORDS).under(&[&data, storage.log()]);
    assert!(found.is_empty(), "{found:#?}");
    assert!(!the_device(&device).under(&[&data]).is_empty(), "the search sees nothing at all");
    is_logged(storage.log());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_readable_lies_in_postgresql_or_in_a_dump_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let cluster = Cluster::start();
    let storage = Storage::databases(&[cluster.database("canary").await], folder.path()).that_logs_all();
    let device = everything_is_said(&storage).await;
    cluster.write_everything_down().await;
    let search = Search::for_words(&WORDS);
    let found = search.under(&[cluster.folder(), storage.log()]);
    assert!(found.is_empty(), "{found:#?}");
    let dump = cluster.dump("canary");
    assert_eq!(search.within(&dump), [""; 0]);
    assert!(!the_device(&device).within(&dump).is_empty(), "the search sees nothing at all");
    is_logged(storage.log());
}

fn the_device(device: &Hash) -> Search {
    Search::default().and_key("a device's identifier", device.as_bytes())
}

/// The log has something to look through: more than that it serves.
fn is_logged(log: &Path) {
    let log = std::fs::read_to_string(log).unwrap();
    assert!(log.contains("\"serving\"") && log.contains("/v1/units/{unit}/entries"), "{log}");
}

/// Everything that can be said to a server is said, and the server killed: the founder's device.
async fn everything_is_said(storage: &Storage) -> Hash {
    let server = Process::start(storage, &[]).await;
    let crew = Crew::of(SEED, &[Role::Pom]);
    let key = registers(&crew, storage, &server).await;
    let mut ada = Ship::bound_for(&crew, SEED, 0, key).await;
    let mut ben = Ship::bound_for(&crew, SEED, 1, key).await;
    for round in 0..3 {
        for ship in [&mut ada, &mut ben] {
            notes(ship, round).await;
            assert_eq!(syncs(ship, server.address()).await.unwrap().end, End::InStep);
        }
    }
    let index = ben.index();
    removes(&mut ada, index, &server).await;
    assert_eq!(syncs(&mut ada, server.address()).await.unwrap().end, End::InStep);
    arrives(&mut ada, &server).await;
    sends_a_parcel(&mut ada, &server).await;
    let (record, rng) = ada.parts();
    let made = snapshot::publish(&server.http(), &Alone::with(record), rng, &Timestamp::now).await.unwrap();
    assert!(made.is_some());
    strays(&server);
    let device = ada.record().own_device().unwrap().id;
    server.kill();
    device
}

/// Notes about two people, one of them sensitive.
async fn notes(ship: &mut Ship, round: u128) {
    for (serial, visibility) in [(0_u64, Visibility::General), (1, Visibility::Sensitive)] {
        let number = u128::from(serial) + 10 * round + 100 * ship.who as u128;
        let note = NoteWritten {
            id: NoteId(uuid::Uuid::from_u128(number)),
            note_type: "GEN".to_owned(),
            sub_type: "OSE".to_owned(),
            visibility,
            text: format!("{NEWCOMER}: {}", SENTENCE.repeat(20)),
            place: "LEI".to_owned(),
            actions: Vec::new(),
        };
        assert!(writes(ship, &prisoner(serial), Timestamp::now(), CaseEvent::NoteWritten(note)).await);
    }
}

/// A device is removed, for a reason that names somebody.
async fn removes(ada: &mut Ship, whose: DeviceIndex, server: &Process) {
    let (record, rng) = ada.parts();
    let membership = record.membership();
    let (device, seen) = (membership.device(whose).unwrap(), record.tip(whose).unwrap());
    let act = sealing::removal(rng, membership, record.ring(), device, &seen, SENTENCE).unwrap();
    let now = Timestamp::now().as_millisecond();
    let entry = sign_control(membership, &Pen::Device(record.device_keys()), now, act).unwrap();
    let ask = Ask::Govern { unit: membership.unit(), entry };
    server.http().ask(&Asking::signed(ask, record.device_keys(), now)).await.unwrap().head().unwrap();
}

/// Somebody new stands at the door, with their name.
async fn arrives(ada: &mut Ship, server: &Process) {
    let mut rng = ChaCha20Rng::seed_from_u64(SEED);
    let keys = DeviceKeys::make(&mut rng);
    let whose = Whose { name: NEWCOMER.to_owned(), computer: SENTENCE.to_owned() };
    let membership = ada.record().membership();
    let arrival = sealing::arrive(&mut rng, membership, &keys, &whose).unwrap();
    let ask = Ask::Arrive { unit: membership.unit(), arrival };
    server.http().ask(&Asking::unsigned(ask)).await.unwrap().done().unwrap();
}

/// Something is left for a unit, as a case that moves would be.
async fn sends_a_parcel(ada: &mut Ship, server: &Process) {
    let (record, rng) = ada.parts();
    let unit = record.membership().unit();
    let (_, key) = record.ring().current(record.membership(), Compartment::General).unwrap();
    let sealed = key.seal_payload(rng, b"", SENTENCE.as_bytes()).unwrap();
    let ask = Ask::SendParcel { to: unit, parcel: Parcel { from: unit, sealed: sealed.into(), at: 0, lot: unit.0 } };
    let now = Timestamp::now().as_millisecond();
    server.http().ask(&Asking::signed(ask, record.device_keys(), now)).await.unwrap().sent().unwrap();
}

/// What goes astray: names in an address, in a header, in a body that is no message.
fn strays(server: &Process) {
    let name = NEWCOMER.replace(' ', "%20");
    let lines = [
        format!("GET /v1/units/{name}/head?number=A1000BC HTTP/1.1"),
        format!("GET /{name} HTTP/1.1"),
        "POST /v1/units HTTP/1.1".to_owned(),
    ];
    for line in lines {
        let body = if line.starts_with("POST") { SENTENCE } else { "" };
        let request = format!(
            "{line}\r\nhost: server\r\nuser-agent: {NEWCOMER}\r\nauthorization: {SENTENCE}\r\nconnection: close\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut stream = TcpStream::connect(server.address().trim_start_matches("http://")).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 4"), "{}", String::from_utf8_lossy(&answer));
    }
}
