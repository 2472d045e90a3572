//! The demonstration prison, small.

use tests::command::{Account, counts_add_up, ran};

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
    // Four colleagues have profiles of their own, and see the same prison.
    for colleague in ["pom", "keyworker", "governor"] {
        let mut theirs = account.bare_command(tests::command::program());
        theirs.arg("--profile").arg(account.path("profile/colleagues").join(colleague)).args(["--json", "cases"]);
        assert!(ran(theirs).done().json()["all"].as_u64() >= Some(30), "{colleague}");
    }
    let mut gate = account.bare_command(tests::command::program());
    gate.arg("--profile").arg(account.path("profile/colleagues/gate-officer")).args(["--json", "rotl", "gate"]);
    assert!(!ran(gate).done().json()["rows"].as_array().unwrap().is_empty());
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

#[test]
fn the_demonstration_has_exports_that_can_be_imported_into_it() {
    let account = Account::new();
    account.run(["demo", "--people", "120", "--notes", "0", "--staff", "12", "--alone"]).done();
    let exports = account.text("profile/exports");
    let first = account.json(["import", &exports]);
    counts_add_up(&first);
    let count = |counted: &serde_json::Value, key: &str| counted[key].as_u64().unwrap();
    assert!(count(&first, "new") + count(&first, "warnedNew") >= 3, "{first}");
    assert!(count(&first, "datesMoved") >= 5 && count(&first, "movements") >= 3, "{first}");
    let rules: Vec<&String> = first["quarantinedByRule"].as_object().unwrap().keys().collect();
    assert_eq!(rules, ["differing-twin", "impossible-date", "malformed-number", "no-name", "other-prison"]);
    assert_eq!(first["filesLeftOut"].as_array().unwrap().len(), 1, "the file that explains them");
    let again = account.json(["import", &exports]);
    assert_eq!((count(&again, "new"), count(&again, "changed"), count(&again, "entries")), (0, 0, 0), "{again}");
    let faulty = account.json(["import", &account.text("profile/exports/faulty"), "--dry-run"]);
    let rules = faulty["quarantinedByRule"].as_object().unwrap();
    assert!(rules.contains_key("cut-short") && rules.contains_key("not-utf-8"), "{rules:?}");
}
