//! A hundred kills of the server's process on SQLite, at random moments, while devices push and pull: nothing that it acknowledged is lost,
//! and its log has no hole.

use std::time::Duration;

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use tests::served::fleet::{Fleet, Way};
use tests::served::process::{Process, Storage};
use tokio::time::sleep;

const KILLS: u32 = 100;
const SEED: u64 = 2026;
/// Within how many milliseconds after it serves it is killed.
const LIFE: u64 = 200;
/// One device asks far more often than any person's would.
const SETTINGS: [&str; 2] = ["--device-requests-a-minute", "1000000"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_kills_of_the_server_lose_nothing() {
    // Given three devices of a unit that work without end
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::folder(&folder.path().join("data"), folder.path());
    let server = Process::start(&storage, &SETTINGS).await;
    let mut fleet = Fleet::of(SEED, 3, &storage, &server).await;
    let (way, mut rng) = (Way::default(), ChaCha20Rng::seed_from_u64(SEED));
    way.lead_to(vec![server.address().to_owned()]);

    let lookout = fleet.lookout();

    // When the server is killed, again and again
    let kills = async {
        let mut server = server;
        for _ in 0..KILLS {
            sleep(Duration::from_millis(rng.next_u64() % LIFE)).await;
            server.kill();
            if rng.next_u32().is_multiple_of(8) {
                // Once more while it starts: it looks at what the one before left.
                let starting = Process::launch(&storage, &SETTINGS);
                sleep(Duration::from_millis(rng.next_u64() % 60)).await;
                starting.kill();
            }
            server = Process::start(&storage, &SETTINGS).await;
            // Then what it had signed is still there
            lookout.finds_what_was_said(&way, server.address()).await;
            way.lead_to(vec![server.address().to_owned()]);
        }
        way.ends();
        server
    };
    let (server, ()) = tokio::join!(kills, fleet.works(&way));

    // And everybody comes to the same record, with everything in it
    let entries = fleet.is_whole(server.address()).await;
    // Devices that hardly got through would show nothing.
    assert!(entries > 200 && way.pushed() > 50, "{entries} entries in {} pushes", way.pushed());
}
