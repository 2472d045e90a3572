//! Staff, their roles, and who is responsible for whom.

use serde_json::{Value, json};
use tests::command::Account;
use tests::people::{changed, number, prisoner};

fn account() -> Account {
    let account = Account::with_people(&(0..3).map(prisoner).collect::<Vec<_>>());
    for (name, role) in [("Ben Okafor", "pom"), ("Carys Rowlands", "keyworker"), ("Dilys Nowak", "pom")] {
        account.run(["staff", "add", name, "--role", role]).done();
    }
    account
}

fn posts(account: &Account, number: &str) -> Vec<(String, String)> {
    let case = account.case(number);
    let text = |post: &Value, key: &str| post[key].as_str().unwrap().to_owned();
    case["posts"].as_array().unwrap().iter().map(|post| (text(post, "post"), text(post, "name"))).collect()
}

#[test]
fn people_join_change_and_leave() {
    let account = account();
    account.run(["staff", "role", "ben okafor", "--role", "pom", "--role", "head-of-omu-delivery"]).done();
    account.run(["staff", "left", "Dilys Nowak"]).done();
    let list = account.json(["staff", "list"]);
    let of = |name: &str| list.as_array().unwrap().iter().find(|member| member["name"] == name).unwrap().clone();
    assert_eq!(of("Ada Pike")["roles"], json!(["administrator"]));
    assert_eq!(of("Ben Okafor")["roles"], json!(["pom", "head-of-omu-delivery"]));
    assert_eq!(of("Dilys Nowak")["roles"], json!([]));
    assert!(account.run(["staff", "list"]).done().stdout.contains("left"));
    account.entries();
    for (arguments, says) in [
        (["staff", "add", "BEN OKAFOR", "--role", "pom"].as_slice(), "in this unit already"),
        (&["staff", "add", "  ", "--role", "pom"], "name is blank"),
        (&["staff", "add", "Eira Vaughan", "--role", "wizard"], "“wizard” is not a role"),
        (&["staff", "role", "Nobody Here", "--role", "pom"], "is called “Nobody Here”"),
        (&["staff", "left", "Ada Pike"], "without an administrator"),
        (&["staff", "role", "Ada Pike", "--role", "pom"], "without an administrator"),
    ] {
        let said = account.run(arguments).refused();
        assert!(said.contains(says), "{said}");
    }
    assert_eq!(account.json(["staff", "list"]), list);
}

#[test]
fn cases_are_allocated_with_reasons_and_warnings() {
    let account = account();
    let kieran = number(0);
    account.run(["allocate", &kieran, "--pom", "Ben Okafor", "--reason", "Knows the family"]).done();
    account.run(["allocate", &kieran, "--coworking-pom", "dilys nowak"]).done();
    account.run(["allocate", &kieran, "--keyworker", "Carys Rowlands"]).done();
    let of = |post: &str, name: &str| (post.to_owned(), name.to_owned());
    let three = [
        of("prison offender manager", "Ben Okafor"),
        of("co-working prison offender manager", "Dilys Nowak"),
        of("keyworker", "Carys Rowlands"),
    ];
    assert_eq!(posts(&account, &kieran), three);
    assert_eq!(account.json(["cases", "--filter", "pom=Ben Okafor"])["all"], 1);
    // The next one takes over; the history has both.
    let said = account.run(["allocate", &kieran, "--pom", "Dilys Nowak"]).refused();
    assert!(said.contains("other prison offender manager already"), "{said}");
    account.run(["allocate", &kieran, "--end", "coworking-pom", "--reason", "Handed over"]).done();
    account.run(["allocate", &kieran, "--pom", "Dilys Nowak", "--reason", "Ben is on leave"]).done();
    assert_eq!(posts(&account, &kieran).len(), 2);
    let history = account.run(["history", &kieran]).done().stdout;
    assert!(history.contains("Knows the family") && history.contains("Ben is on leave"), "{history}");
    for (arguments, says) in [
        (["--keyworker", "Ben Okafor"].as_slice(), "Ben Okafor is not a keyworker"),
        (&["--pom", "Nobody"], "is called “Nobody”"),
        (&["--end", "coworking-pom"], "Nobody is this prisoner's co-working"),
        (&["--end", "king"], "“king” is not a post"),
    ] {
        let said = account.run(["allocate", &kieran].iter().chain(arguments)).refused();
        assert!(said.contains(says), "{said}");
    }
    // Alerts and complexity are minded.
    let alert = json!([{"alertType": "R", "alertCode": "RNO121", "active": true, "expired": false}]);
    account.imports("alert.json", changed(&prisoner(1), &[("alerts", alert)]).to_string());
    let warned = account.run(["allocate", &number(1), "--keyworker", "Carys Rowlands"]).done().stdout;
    assert!(warned.contains("Mind: Alert RNO121"), "{warned}");
    account.imports("need.json", changed(&prisoner(2), &[("complexityOfNeedLevel", json!("high"))]).to_string());
    let said = account.run(["allocate", &number(2), "--keyworker", "Carys Rowlands"]).refused();
    assert!(said.contains("complexity of need is high"), "{said}");
    account.entries();
}

#[test]
fn devices_are_listed_and_removed_with_a_reason() {
    let account = account();
    let devices = account.json(["devices"]);
    assert_eq!(
        (devices.as_array().unwrap().len(), &devices[0]["name"], &devices[0]["here"]),
        (1, &json!("Ada Pike"), &json!(true))
    );
    let id = devices[0]["id"].as_str().unwrap();
    let told = account.run(["devices"]).done().stdout;
    assert!(told.contains(&id[..10]) && told.contains("this one") && told.contains("by founding"), "{told}");
    for (arguments, says) in [
        (["revoke", id, "--why", "Left on a train"].as_slice(), "you are using"),
        (&["revoke", id, "--why", " "], "reason is blank"),
        (&["revoke", "0", "--why", "Left on a train"], "identifier"),
        (&["late", "accept", "0123456789", "--why", "Honest work"], "no late entry"),
    ] {
        let said = account.run(arguments).refused();
        assert!(said.contains(says), "{said}");
    }
    assert_eq!(account.json(["late"]), json!([]));
    assert!(account.run(["late"]).done().stdout.contains("Nothing came too late"));
    assert_eq!(account.json(["devices"]), devices);
}
