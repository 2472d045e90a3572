//! PostgreSQL's primary is killed and its synchronous standby promoted while devices push through two processes of the server: nothing that
//! was acknowledged is lost, and nobody has to be told where the database is now.

use std::time::Duration;

use cluster::Pair;
use tests::served::fleet::{Fleet, Way};
use tests::served::process::{Process, Storage};
use tokio::time::{sleep, timeout};

/// How many pushes go through before, and after.
const PUSHES: u64 = 40;
/// How long a server may take to find the other database, and the devices to go on.
const PATIENCE: Duration = Duration::from_secs(90);
const SETTINGS: [&str; 4] = ["--device-requests-a-minute", "1000000", "--connections", "8"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_when_a_standby_takes_over() {
    // Given four devices that push through two processes to a primary with a synchronous standby
    let folder = tempfile::tempdir().unwrap();
    let pair = Pair::start("throughcare").await;
    let storage = Storage::databases(&pair.addresses(), folder.path());
    let one = Process::start(&storage, &SETTINGS).await;
    // The log is one file: the second is started when the first has said where it is.
    let other = Process::start(&storage, &SETTINGS).await;
    let mut fleet = Fleet::of(7, 4, &storage, &one).await;
    let lookout = fleet.lookout();
    let way = Way::default();
    way.lead_to([&one, &other].map(|process| process.address().to_owned()).to_vec());

    // When the primary is killed in the middle of it, and the standby promoted
    let fails_over = async {
        has_pushed(&way, PUSHES).await;
        pair.kill_the_primary();
        // For a while there is nothing to write to.
        sleep(Duration::from_millis(500)).await;
        pair.promote_the_standby();
        has_pushed(&way, way.pushed() + PUSHES).await;
        // Then what was signed before is still there, by way of either
        for process in [&one, &other] {
            lookout.finds_what_was_said(&way, process.address()).await;
        }
        way.ends();
    };
    tokio::join!(fails_over, fleet.works(&way));

    // And everybody comes to the same record, with everything in it
    let entries = fleet.is_whole(other.address()).await;
    let mut survivor = pair.survivor().await;
    let filed: i64 = sqlx::query_scalar("SELECT sum(cursor)::bigint FROM unit").fetch_one(&mut survivor).await.unwrap();
    assert_eq!(filed.unsigned_abs(), entries);
}

async fn has_pushed(way: &Way, so_many: u64) {
    let pushes = async {
        while way.pushed() < so_many {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(PATIENCE, pushes).await.expect("the devices do not get through");
}
