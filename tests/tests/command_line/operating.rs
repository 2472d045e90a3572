//! What the server's operator does, and what the unit's computers make of it: a certificate of an authority of their own, a key in a file, and a
//! backup that is put back.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use ledger::wire::Evidence;
use serde_json::{Value, json};
use tests::central::Central;
use tests::certificates::Authority;
use tests::command::Account;
use tests::people::{number, prisoner};
use tests::served::process::makes_a_key;

use super::server::{connected, joined, joined_by, synced};

fn compares(account: &Account) {
    let compared = account.json(["verify", "--against-server"]);
    assert_eq!((&compared["wrong"], &compared["toSend"]), (&Value::Null, &0.into()), "{compared}");
}

#[test]
fn only_the_authority_that_was_named_vouches_for_the_server() {
    // Given a server with a certificate of its operator's own authority, which no computer trusts by itself
    let (authority, other) = (Authority::new(), Authority::new());
    let mut central = Central::with(&authority.settings());
    let (url, token) = (central.url(), central.token());
    assert!(url.starts_with("https://"), "{url}");
    let ada = Account::with_people(&[prisoner(1)]);

    // Then nobody speaks to it without that authority, or with another, and the token is not spent
    let connect = ["connect", "--server", &url, "--token", &token];
    let refused = ada.run(connect).refused();
    assert!(refused.contains("certificate is not trusted"), "{refused}");
    let refused = ada.run(connect.iter().chain(&["--authority", &other.file()])).refused();
    assert!(refused.contains("certificate is not trusted"), "{refused}");
    let refused = ada.run(connect.iter().chain(&["--authority", &ada.text("recovery")])).refused();
    assert!(refused.contains("PEM"), "{refused}");

    // With it, the unit connects, a colleague joins, and what is written goes to and fro
    let connected = ada.json(connect.iter().chain(&["--authority", &authority.file()]));
    assert_eq!(connected["end"], "in-step", "{connected}");
    let ben = joined_by(&central, &ada, &["--authority", &authority.file()]);
    ada.notes(&number(1), "Over TLS", &[]);
    assert_eq!(synced(&ada)["sent"], 1);
    assert_eq!(synced(&ben)["new"], 1);
    compares(&ben);

    // When something else answers there with another authority's certificate, then nothing is sent, and the server is accused of nothing
    central.stops();
    central.starts(&other.settings());
    ada.notes(&number(1), "While somebody else answers", &[]);
    let outcome = ada.json(["sync"]);
    assert_eq!((&outcome["end"], &outcome["sent"]), (&"untrusted".into(), &0.into()));
    assert_eq!(ada.json(["alarms"]), json!([]));

    // And goes up when the right one is back
    central.stops();
    central.starts(&authority.settings());
    assert_eq!(synced(&ada)["sent"], 1);
    assert_eq!(synced(&ben)["new"], 1);
}

#[test]
fn a_key_in_a_file_is_made_once_and_demanded_from_then_on() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    let (one, other) = (file("one.key"), file("other.key"));

    // Made once, for its owner only
    let public = makes_a_key(&one).done().stdout.trim().to_owned();
    let secret = std::fs::read_to_string(&one).unwrap();
    assert_eq!(std::fs::metadata(&one).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(makes_a_key(&one).status, Some(1), "there is one already");
    assert_eq!(std::fs::read_to_string(&one).unwrap(), secret);
    makes_a_key(&other).done();

    // The server signs with it
    let mut central = Central::with(&["--key", &one]);
    assert_eq!(central.key(), public);
    let ada = connected(&central);
    ada.notes(&number(1), "Before the move", &[]);
    synced(&ada);
    central.stops();

    // Without it, or with another, it does not start: devices would take it for a stranger
    for (key, why) in [(None, "is in a file"), (Some(&other), "used with another key")] {
        let key: Vec<&str> = key.iter().flat_map(|file| ["--key", file.as_str()]).collect();
        let ended = central.storage().operates(&key);
        assert_eq!(ended.status, Some(1));
        assert!(ended.stderr.contains(why), "{}", ended.stderr);
    }

    // With it, it is the one that it was
    central.starts(&["--key", &one]);
    ada.notes(&number(1), "After the move", &[]);
    assert_eq!(synced(&ada)["sent"], 1);
    compares(&ada);
}

#[test]
fn a_backup_that_is_put_back_is_noticed_explained_settled_once_and_filled_up_again() {
    // Given a server of which a backup was made, and two computers that worked on
    let mut central = Central::new();
    let ada = connected(&central);
    let ben = joined(&central, &ada);
    synced(&ada);
    let backup = tempfile::tempdir().unwrap();
    central.stops();
    copies(&central.data(), backup.path());
    central.starts::<&str>(&[]);
    ada.notes(&number(1), "By Ada, after the backup was made", &[]);
    ben.notes(&number(1), "By Ben, after the backup was made", &[]);
    synced(&ada);
    synced(&ben);

    // When it is put back, and the operator says so
    central.stops();
    std::fs::remove_dir_all(central.data()).unwrap();
    copies(backup.path(), &central.data());
    let said = central.storage().operates(&["restored"]).done().stdout;
    assert!(said.contains("signed for 1 unit"), "{said}");
    central.starts::<&str>(&[]);

    // Then every computer notices, takes nothing, and has the server's own word of it
    for account in [&ada, &ben] {
        is_warned(account);
        let raised = &account.json(["alarms"])[0];
        assert_eq!((&raised["kind"], &raised["settled"]), (&"went-back".into(), &Value::Null), "{raised}");
        assert!(raised["restored"].is_string(), "{raised}");
        assert!(account.run(["alarms"]).done().stdout.contains("restored from a backup"));
        assert_eq!(account.json(["status"])["state"], "stopped");
    }

    // The evidence is for whoever looks into it: nobody is named in it, and no file is written over
    let file = ada.text("evidence");
    ada.run(["evidence", &file]).done();
    let evidence = std::fs::read(&file).unwrap();
    let read = Evidence::from_file(&evidence).unwrap();
    assert_eq!(read.what, "went-back");
    assert!(read.exhibits.iter().any(|exhibit| exhibit.name == "restored"));
    assert!(!evidence.windows(8).any(|bytes| bytes == b"Ada Pike"));
    assert!(ada.run(["evidence", &file]).refused().contains("exists"));
    assert!(ada.run(["evidence", &ada.text("more"), "--alarm", "99"]).refused().contains("no such alarm"));

    // When an administrator has looked into it, then it is settled for every computer: Ben is asked nothing, and both send again what was lost
    let refused = ben.run(["alarms", "settle", "--why", "It will be all right"]).refused();
    assert!(refused.contains("may not"), "{refused}");
    let why = "Restored from the backup of last night, says the service desk";
    assert_eq!(ada.json(["alarms", "settle", "--why", why])["end"], "in-step");
    assert_eq!(synced(&ben)["sent"], 1);
    assert_eq!(synced(&ada)["new"], 1);
    for account in [&ada, &ben] {
        assert!(account.json(["alarms"])[0]["settled"].is_string());
        compares(account);
        let notes = account.case(&number(1))["notes"].clone();
        assert_eq!(notes.as_array().map(Vec::len), Some(2), "{notes}");
    }
}

/// A round with a server that went back: the exit status says it to a script, and the words to people, with what to do.
fn is_warned(account: &Account) {
    let round = account.run(["--json", "sync"]);
    assert_eq!((round.status, &round.json()["end"]), (Some(1), &"alarm".into()), "{}", round.stderr);
    let round = account.run(["sync"]);
    assert_eq!(round.status, Some(1), "{}", round.stderr);
    let said = round.stdout;
    assert!(said.contains("Needs attention: the server went back in time"), "{said}");
    assert!(said.contains("until an administrator has looked into it"), "{said}");
    let why = round.stderr;
    assert!(why.contains("does not match this record: the server went back") && why.contains("“alarms”"), "{why}");
}

/// The files of a server that is stopped.
pub(super) fn copies(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}
