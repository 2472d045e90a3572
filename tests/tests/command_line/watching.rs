//! `sync --watch`: goes on by itself, hears of what others write, outlives the server's absence, ends where nothing comes any more, and says when it
//! is told to stop what the server was caught at.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Deserializer, Value};
use tests::central::Central;
use tests::command::Account;
use tests::people::number;

use super::operating::copies;
use super::server::{connected, joined, synced};

/// How long something may take to come.
const PATIENCE: Duration = Duration::from_secs(90);

/// Somebody's computer, watching.
struct Watch {
    child: Child,
    rounds: Receiver<Value>,
}

impl Watch {
    fn of(account: &Account) -> Self {
        let mut command = account.command();
        command.args(["--json", "sync", "--watch"]).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (told, rounds) = channel();
        let said = child.stdout.take().unwrap();
        std::thread::spawn(move || {
            for round in Deserializer::from_reader(said).into_iter::<Value>().map_while(Result::ok) {
                if told.send(round).is_err() {
                    return;
                }
            }
        });
        Self { child, rounds }
    }

    /// Waits for a round that is so.
    fn hears(&self, what: &str, is_so: impl Fn(&Value) -> bool) {
        loop {
            let round = self.rounds.recv_timeout(PATIENCE).unwrap_or_else(|error| panic!("{what}: {error}"));
            if is_so(&round) {
                return;
            }
        }
    }

    /// It ends by itself: its exit status.
    fn ends(mut self) -> Option<i32> {
        while self.rounds.recv_timeout(PATIENCE).is_ok() {}
        self.child.wait().unwrap().code()
    }

    /// It is told to stop, as the system does it, and does: its exit status, and what it complains of.
    fn stops_when_told(mut self) -> (Option<i32>, String) {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success(), "it had ended before");
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (self.child.wait().unwrap().code(), said)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _: std::io::Result<()> = self.child.kill();
        self.child.wait().unwrap();
    }
}

#[test]
fn a_watch_hears_what_others_write_outlives_the_server_and_ends_with_the_computer() {
    // Given Ben's computer, watching
    let mut central = Central::new();
    let ada = connected(&central);
    let ben = joined(&central, &ada);
    let watch = Watch::of(&ben);
    watch.hears("the first round", |round| round["end"] == "in-step");

    // When Ada writes, then it is there at once
    ada.notes(&number(1), "While Ben watches", &[]);
    synced(&ada);
    watch.hears("Ada's note", |round| round["new"] == 1);

    // When the server is away for a while, then the watch goes on
    central.stops();
    watch.hears("that the server is away", |round| round["end"] == "offline");
    central.starts::<&str>(&[]);
    watch.hears("that it is there again", |round| round["end"] == "in-step");

    // When the computer is removed, then it ends, and nothing on it can be read
    let devices = ada.json(["devices"]);
    let his = devices.as_array().unwrap().iter().find(|device| device["name"] == "Ben Okafor").unwrap();
    ada.run(["revoke", his["id"].as_str().unwrap(), "--why", "Left on a train"]).done();
    watch.hears("that it was removed", |round| round["end"] == "removed");
    assert_eq!(watch.ends(), Some(1));
    assert!(ben.run(["case", &number(1)]).refused().contains("removed from the unit"));
}

#[test]
fn a_watch_that_stops_when_told_says_whether_the_server_was_caught_at_something() {
    // Given a computer that watches, of a server that is as it should be
    let mut central = Central::new();
    let ada = connected(&central);
    let backup = tempfile::tempdir().unwrap();
    central.stops();
    copies(&central.data(), backup.path());
    central.starts::<&str>(&[]);
    ada.notes(&number(1), "After the backup was made", &[]);
    synced(&ada);
    let watch = Watch::of(&ada);
    watch.hears("the first round", |round| round["end"] == "in-step");

    // When it is told to stop, then it was done
    let (status, said) = watch.stops_when_told();
    assert_eq!(status, Some(0), "{said}");

    // When the server went back in time, then it was not, and the record was left in good order all the same
    central.stops();
    std::fs::remove_dir_all(central.data()).unwrap();
    copies(backup.path(), &central.data());
    central.starts::<&str>(&[]);
    let watch = Watch::of(&ada);
    watch.hears("that the server went back", |round| round["end"] == "alarm");
    let (status, said) = watch.stops_when_told();
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("went back in time") && said.contains("“alarms”"), "{said}");

    // And it is still so where the server cannot be reached
    central.stops();
    let round = ada.run(["--json", "sync"]);
    assert_eq!((round.status, &round.json()["end"]), (Some(1), &"offline".into()), "{}", round.stderr);
    assert_eq!(ada.case(&number(1))["notes"][0]["text"], "After the backup was made");
}
