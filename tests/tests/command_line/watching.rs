//! `sync --watch`: goes on by itself, hears of what others write, outlives the server's absence, and ends where nothing comes any more.

use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Deserializer, Value};
use tests::central::Central;
use tests::command::Account;
use tests::people::number;

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
        command.args(["--json", "sync", "--watch"]).stdout(Stdio::piped()).stderr(Stdio::null());
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
