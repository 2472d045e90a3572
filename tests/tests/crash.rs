//! Two hundred kills at random moments: everything that was acknowledged is there afterwards, drafts come back, imports are whole
//! or not there at all, and the record is whole.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test says what went wrong by stopping"
)]

use std::fs::OpenOptions;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use tests::crash::{Done, Place, acknowledged, check_all, prepare};

/// How many kills each profile lives through.
const KILLS: u64 = 100;

/// Starts a writer, kills it after a random while, and notes what it had said by then.
fn kill_once(place: &Place, run: u64, checked: &mut usize, rng: &mut ChaCha20Rng) {
    let known = acknowledged(&place.acknowledged()).len();
    let mut writer = Command::new(env!("CARGO_BIN_EXE_writer"))
        .arg(&place.folder)
        .args([run.to_string(), checked.to_string()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(writer.stdout.take().unwrap());
    // One in eight is killed while it opens the profile, or while it looks at what is there.
    let while_opening = rng.next_u32().is_multiple_of(8);
    let mut first = String::new();
    if !while_opening {
        said.read_line(&mut first).unwrap();
    }
    // The moment of the kill is the point of the test, not a guess at when something has happened.
    std::thread::sleep(Duration::from_micros(u64::from(rng.next_u32() % 500_000)));
    writer.kill().unwrap();
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    let mut complaint = String::new();
    writer.stderr.take().unwrap().read_to_string(&mut complaint).unwrap();
    let status = writer.wait().unwrap();
    assert!(complaint.is_empty() && status.code().is_none(), "run {run} ended by itself ({status}): {complaint}");
    assert!(while_opening || first == "ready\n", "run {run}: {first}");
    if !while_opening {
        *checked = known;
    }
    let mut list = OpenOptions::new().create(true).append(true).open(place.acknowledged()).unwrap();
    for line in rest.split_inclusive('\n').filter(|line| line.ends_with('\n') && *line != "ready\n") {
        list.write_all(line.as_bytes()).unwrap();
    }
}

fn a_hundred_kills(seed: u64) {
    // Given a unit with its people, and a writer that is busy with all of them
    let folder = tempfile::tempdir().unwrap();
    let place = Place { folder: folder.path().to_owned() };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(prepare(&place));
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    let mut checked = 0;
    for run in 1..=KILLS {
        // When it is killed, again and again (each next one first looks for what the one before had acknowledged)
        kill_once(&place, run, &mut checked, &mut rng);
        // Then the record is whole and nothing that was ever acknowledged is missing
        if run.is_multiple_of(25) {
            runtime.block_on(check_all(&place));
        }
    }
    let all = acknowledged(&place.acknowledged());
    let count = |wanted: fn(&Done) -> bool| all.iter().filter(|it| wanted(&it.done)).count();
    let notes = count(|done| matches!(done, Done::Note(_)));
    let (allocations, drafts, imports) =
        (count(|d| *d == Done::Allocation), count(|d| *d == Done::Draft), count(|d| *d == Done::Import));
    // A writer that hardly wrote would show nothing.
    assert!(
        notes > 300 && allocations > 50 && drafts > 100 && imports > 20,
        "{notes} {allocations} {drafts} {imports}"
    );
}

#[test]
fn a_hundred_kills_lose_nothing_1() {
    a_hundred_kills(2026);
}

#[test]
fn a_hundred_kills_lose_nothing_2() {
    a_hundred_kills(1120);
}

#[tokio::test]
#[should_panic(expected = "lost: done 100007 3 note")]
async fn a_loss_would_be_noticed() {
    // Given a list that says of a note that it was acknowledged, and a record that never had it
    let folder = tempfile::tempdir().unwrap();
    let place = Place { folder: folder.path().to_owned() };
    prepare(&place).await;
    assert_eq!(check_all(&place).await, 0);
    std::fs::write(place.acknowledged(), "done 100007 3 note 01935c3a-0000-7000-8000-000000000000\n").unwrap();
    check_all(&place).await;
}
