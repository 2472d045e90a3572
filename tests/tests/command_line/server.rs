//! Several computers and a server, all of them real processes: connecting, joining by the code that is read out, working apart, removing, and
//! coming back with nothing but the recovery key.

use serde_json::Value;
use tests::central::Central;
use tests::command::Account;
use tests::people::{number, prisoner};

/// Ada's unit with one prisoner, connected.
pub(super) fn connected(central: &Central) -> Account {
    let ada = Account::with_people(&[prisoner(1)]);
    let connected = ada.json(["connect", "--server", &central.url(), "--token", &central.token()]);
    assert_eq!(connected["end"], "in-step", "{connected}");
    ada
}

/// Ben's computer, admitted by Ada.
pub(super) fn joined(central: &Central, ada: &Account) -> Account {
    joined_by(central, ada, &[])
}

/// The same by a way that more is said of.
pub(super) fn joined_by(central: &Central, ada: &Account, more: &[&str]) -> Account {
    let (ben, url) = (Account::new(), central.url());
    let join = ["join", "--server", &url, "--prison", "LEI", "--staff", "Ben Okafor", "--computer", "Laptop 3"];
    let asked = ben.json(join.iter().chain(more));
    assert_eq!(asked["admitted"], false);
    let code = asked["code"].as_str().unwrap();
    assert_eq!(ben.json(["join", "--continue"])["code"], code, "he waits still");

    let arrivals = ada.json(["arrivals"]);
    assert_eq!((&arrivals[0]["name"], &arrivals[0]["computer"]), (&"Ben Okafor".into(), &"Laptop 3".into()));
    let wrong = ada.run(["admit", "K7QF-2M9X", "--role", "pom"]).refused();
    assert!(wrong.contains("No computer that waits"), "{wrong}");
    assert_eq!(ada.json(["admit", code, "--role", "pom"])["name"], "Ben Okafor");
    let joined = ben.json(["join", "--continue"]);
    assert_eq!((&joined["admitted"], &joined["connection"]["state"]), (&true.into(), &"up-to-date".into()), "{joined}");
    ben
}

/// A round that ends as it should: what it did.
pub(super) fn synced(account: &Account) -> Value {
    let outcome = account.json(["sync", "--once"]);
    assert_eq!(outcome["end"], "in-step", "{outcome}");
    outcome
}

#[test]
fn two_computers_work_apart_and_one_is_stolen() {
    let central = Central::new();
    let ada = connected(&central);
    let ben = joined(&central, &ada);
    ada.notes(&number(1), "By Ada, while apart", &[]);
    ben.notes(&number(1), "By Ben, while apart", &[]);
    assert_eq!(synced(&ada)["sent"], 1);
    assert_eq!(synced(&ben)["new"], 1);
    assert_eq!(synced(&ada)["new"], 1);
    assert_eq!(ada.json(["status"])["state"], "up-to-date");
    for account in [&ada, &ben] {
        let compared = account.json(["verify", "--against-server"]);
        assert_eq!((&compared["wrong"], &compared["toSend"]), (&Value::Null, &0.into()));
        assert_eq!((&compared["lacking"], &compared["apart"]), (&Value::Null, &0.into()));
    }
    assert_eq!(ada.json(["alarms"]), Value::Array(Vec::new()));

    // What the server has shown both of them has one code, at one place.
    let shown = ada.json(["compare"]);
    assert_eq!(shown, ben.json(["compare"]));
    assert_eq!(shown["code"].as_str().unwrap().len(), 19, "{shown}");
    let at = shown["place"].to_string();
    assert_eq!(ada.json(["compare", "--at", &at]), shown);
    let beyond = ada.run(["compare", "--at", "1000000"]).refused();
    assert!(beyond.contains(&format!("up to number {at} only")), "{beyond}");
    let nowhere = ada.run(["compare", "--at", "0"]).refused();
    assert!(nowhere.contains("Nothing ends at this number"), "{nowhere}");

    let devices = ada.json(["devices"]);
    let his = devices.as_array().unwrap().iter().find(|device| device["name"] == "Ben Okafor").unwrap();
    let id = &his["id"].as_str().unwrap()[..10];
    assert_eq!(his["restricted"], "withheld", "nobody said that it may hold it");
    assert_eq!(ben.json(["case", &number(1)])["restrictedWithheld"], true);
    assert_eq!(ada.json(["restricted", "give", id])["restricted"], true);
    ben.notes(&number(1), "On the train", &[]);
    ada.run(["revoke", id, "--why", "Left on a train"]).done();
    let told = ben.run(["sync"]);
    assert_eq!(told.status, Some(1), "{} {}", told.stdout, told.stderr);
    let refused = ben.run(["case", &number(1)]).refused();
    assert!(refused.contains("removed from the unit"), "{refused}");

    let unsent = ben.profile().join("unsent.throughcare").display().to_string();
    assert_eq!(ada.json(["stick", "read", &unsent])["new"], 1);
    let late = &ada.json(["late"])[0];
    assert_eq!((&late["name"], &late["events"][0]["words"]), (&"Ben Okafor".into(), &"On the train".into()), "{late}");
    let id = ada.json(["not-applied"])[0]["id"].as_str().unwrap().to_owned();
    ada.run(["not-applied", "again", &id]).done();
    let again = &ada.json(["not-applied"])[0];
    assert_eq!((&again["dealtWith"], &again["again"]), (&"recorded-again".into(), &false.into()), "{again}");
}

#[test]
fn a_refused_computer_asks_again_on_purpose() {
    let central = Central::new();
    let ada = connected(&central);
    let ben = Account::new();
    let asked = ben.json(["join", "--server", &central.url(), "--prison", "LEI", "--staff", "Ben Okafor"]);
    let arrivals = ada.json(["arrivals"]);
    let device = &arrivals[0]["device"].as_str().unwrap()[..10];
    assert_eq!(ada.json(["refuse", device])["refused"], true);
    assert_eq!(ada.json(["arrivals"]), Value::Array(Vec::new()));
    assert_eq!(ada.json(["arrivals", "--refused"])[0]["who"], "Ben Okafor, New computer");

    // Also where it was told to wait: it ends, and asks no more.
    let refused = ben.json(["join", "--continue", "--wait"]);
    assert_eq!(refused["admitted"], false);
    assert!(refused["refused"].is_string(), "{refused}");
    assert_eq!(ada.json(["arrivals"]), Value::Array(Vec::new()));
    let again = ben.json(["join", "--continue", "--again"]);
    assert_eq!((&again["refused"], &again["code"]), (&Value::Null, &asked["code"]));
    ada.json(["admit", again["code"].as_str().unwrap(), "--role", "pom"]);
    assert_eq!(ben.json(["join", "--continue", "--wait"])["admitted"], true);
}

#[test]
fn the_unit_comes_back_on_a_bare_computer() {
    let central = Central::new();
    let ada = connected(&central);
    ada.notes(&number(1), "Before the fire", &[]);
    synced(&ada);
    let bare = Account::new();
    let sheet = ada.text("recovery");
    let back = bare.json(["recover", "--server", &central.url(), "--prison", "LEI", "--recovery", &sheet]);
    assert_eq!((&back["name"], &back["connection"]["state"]), (&"Ada Pike".into(), &"up-to-date".into()), "{back}");
    assert_eq!(bare.entries(), ada.entries());
    let other = Account::founded();
    let wrong = other.text("recovery");
    let refused = Account::new().run(["recover", "--server", &central.url(), "--prison", "LEI", "--recovery", &wrong]);
    let refused = refused.refused();
    assert!(refused.contains("no unit of LEI that this recovery key is of"), "{refused}");
}

#[test]
fn what_needs_a_server_says_so() {
    let ada = Account::founded();
    for command in [vec!["sync"], vec!["compare"], vec!["arrivals"], vec!["verify", "--against-server"]] {
        let refused = ada.run(command).refused();
        assert!(refused.contains("connected to no server"), "{refused}");
    }
    assert_eq!(ada.json(["status"])["state"], "none");
    let nobody = ada.run(["connect", "--server", "http://127.0.0.1:1", "--token", "x"]).refused();
    assert!(nobody.contains("cannot be reached"), "{nobody}");
    let open = ada.run(["connect", "--server", "http://sync.example.org", "--token", "x"]).refused();
    assert!(open.contains("https://"), "{open}");
    let central = Central::new();
    let token = ada.run(["connect", "--server", &central.url(), "--token", "AAAA-BBBB"]).refused();
    assert!(token.contains("token"), "{token}");
    assert_eq!(ada.json(["status"])["state"], "none", "nothing came of it");
}
