//! The server is told to stop: what it has begun it finishes, whoever only listens is let go, nobody new comes in, and what it answered is on the
//! disk.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use sync::{Ask, Asking, Bell, Post};
use tests::sea::crew::Crew;
use tests::served::fleet::{Fleet, Way, registers};
use tests::served::process::{Process, Storage};
use tokio::time::{sleep, timeout};

const STOPS: u32 = 15;
const SEED: u64 = 1912;
/// Within how many milliseconds after it serves it is told to stop.
const LIFE: u64 = 300;
/// One device asks far more often than any person's would.
const SETTINGS: [&str; 2] = ["--device-requests-a-minute", "1000000"];
/// What is under way may take 25 seconds, and nothing here does.
const SOON: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_answered_before_a_stop_is_on_the_disk() {
    // Given three devices of a unit that work without end
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::folder(&folder.path().join("data"), folder.path());
    let server = Process::start(&storage, &SETTINGS).await;
    let mut fleet = Fleet::of(SEED, 3, &storage, &server).await;
    let (way, mut rng) = (Way::default(), ChaCha20Rng::seed_from_u64(SEED));
    way.lead_to(vec![server.address().to_owned()]);
    let lookout = fleet.lookout();

    // When the server is told to stop in the middle of it, and is started again
    let stops = async {
        let mut server = server;
        for _ in 0..STOPS {
            sleep(Duration::from_millis(rng.next_u64() % LIFE)).await;
            server.stops().await;
            server = Process::start(&storage, &SETTINGS).await;
            // Then what it had signed is still there
            lookout.finds_what_was_said(&way, server.address()).await;
            way.lead_to(vec![server.address().to_owned()]);
        }
        way.ends();
        server
    };
    let (server, ()) = tokio::join!(stops, fleet.works(&way));

    // And everybody comes to the same record, with everything in it
    fleet.is_whole(server.address()).await;
    assert!(way.pushed() > 10, "{} pushes", way.pushed());
    server.stops().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_under_way_comes_to_its_end_and_whoever_listens_is_let_go() {
    // Given a device that listens, and somebody whose request has come half
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::folder(&folder.path().join("data"), folder.path());
    let mut server = Process::start(&storage, &[]).await;
    let crew = Crew::of(SEED, &[]);
    registers(&crew, &storage, &server).await;
    let listens =
        Asking::signed(Ask::Events { unit: crew.unit }, &crew.secrets(0).1, Timestamp::now().as_millisecond());
    let mut bell = server.http().listen(&listens).await.unwrap();
    let address = server.address().trim_start_matches("http://").to_owned();
    let mut half = TcpStream::connect(&address).unwrap();
    half.set_read_timeout(Some(SOON)).unwrap();
    half.write_all(
        b"POST /v1/units HTTP/1.1\r\nhost: server\r\ncontent-type: application/cbor\r\ncontent-length: 8\r\n\r\nhalf",
    )
    .unwrap();
    sleep(Duration::from_millis(200)).await;

    // When the server is told to stop
    let told = Instant::now();
    server.is_told_to_stop();

    // Then the listener is let go, and nobody new comes in
    let let_go = async { while bell.rings().await.is_ok() {} };
    timeout(SOON, let_go).await.expect("whoever listens is not let go");
    while TcpStream::connect(&address).is_ok() {
        assert!(told.elapsed() < SOON, "somebody new came in");
        sleep(Duration::from_millis(20)).await;
    }
    assert!(server.runs(), "it has not waited for what is under way");

    // And the other half still has its answer: this was no registration
    half.write_all(b" and").unwrap();
    let mut answer = [0; 12];
    half.read_exact(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 4"), "{}", String::from_utf8_lossy(&answer));
    server.has_stopped().await;
    assert!(told.elapsed() < SOON, "{:?}", told.elapsed());
}
