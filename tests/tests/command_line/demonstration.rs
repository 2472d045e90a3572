//! The demonstration prison, small.

use tests::command::{Account, ran};

const SMALL: [&str; 9] = ["demo", "--people", "40", "--notes", "400", "--staff", "12", "--seed", "7"];

#[test]
fn the_demonstration_prison_is_whole_and_has_something_in_every_room() {
    let account = Account::new();
    account.run(SMALL).done();
    let verified = account.json(["verify"]);
    assert!(verified["entries"].as_u64() > Some(400) && verified["closed"] == 0, "{verified}");
    assert!(account.json(["cases"])["all"].as_u64() >= Some(30));
    assert!(account.json(["staff", "list"]).as_array().unwrap().len() >= 12);
    assert_eq!(account.json(["not-applied"]), serde_json::json!([]));
    // The second, smaller unit lies beside it.
    let mut second = account.bare_command(tests::command::program());
    second.arg("--profile").arg(account.path("profile-second-unit")).args(["--json", "verify"]);
    assert!(ran(second).done().json()["entries"].as_u64() > Some(0));
    // It is an ordinary profile: it can be worked in, and made again from its ledger.
    let first = account.json(["cases"])["rows"][0]["number"].as_str().unwrap().to_owned();
    account.notes(&first, "A note of today", &[]);
    account.run(["rebuild"]).done();
    account.run(["verify"]).done();
    // And a second one is not put on top of it.
    let said = account.run(SMALL).refused();
    assert!(said.contains("There is a profile in"), "{said}");
}

#[test]
fn the_same_seed_makes_the_same_prison() {
    let list = |seed: &str| {
        let account = Account::new();
        account.run(["demo", "--people", "20", "--notes", "60", "--staff", "12", "--alone", "--seed", seed]).done();
        assert!(!account.path("profile-second-unit").exists());
        account.json(["cases", "--limit", "100"]).to_string()
    };
    let (one, again, other) = (list("1"), list("1"), list("2"));
    assert_eq!(one, again);
    assert_ne!(one, other);
}

#[test]
fn too_small_a_wish_is_refused() {
    let account = Account::new();
    let said = account.run(["demo", "--people", "5", "--notes", "5", "--staff", "0"]).refused();
    assert!(said.contains("member of staff"), "{said}");
}
