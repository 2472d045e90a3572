//! A case that goes to another prison, by two units at one server.

use serde_json::Value;
use tests::central::Central;
use tests::command::Account;
use tests::people::number;

use super::server::{connected, joined, synced};

/// Zoe's unit at Moorland, connected.
fn moorland(central: &Central) -> Account {
    let zoe = Account::new();
    zoe.run(["found", "--prison", "MDI", "--staff", "Zoe Lund", "--recovery-out", &zoe.text("recovery")]).done();
    let connected = zoe.json(["connect", "--server", &central.url(), "--token", &central.token()]);
    assert_eq!(connected["end"], "in-step", "{connected}");
    zoe
}

#[test]
fn a_case_is_sent_listed_and_taken() {
    // Given two units at one server, and a case at Leeds with a history
    let central = Central::new();
    let (ada, zoe) = (connected(&central), moorland(&central));
    let ben = joined(&central, &ada);
    let kieran = number(1);
    ada.notes(&kieran, "By Ada at Leeds", &[]);
    let own = zoe.json(["inbox"]);
    let [inbox, code] = ["inbox", "code"].map(|name| own[name].as_str().unwrap().to_owned());
    let send = ["send-case", &kieran, "--to-unit", &inbox, "--why", "Moved by order 12 of November"];
    assert_eq!(zoe.json(["receive-cases"]), Value::Array(Vec::new()));

    // When it is tried first, then nothing goes; and who may not send it does not
    let preview = ada.json(send.iter().chain(&["--dry-run"]));
    assert!(preview["entries"].as_u64() > Some(1) && preview["refused"].is_null(), "{preview}");
    let said = ada.run(send.iter().chain(&["--dry-run"])).done().stdout;
    assert!(said.contains("Moorland") && said.contains(&code), "what is compared by telephone: {said}");
    assert_eq!(zoe.json(["receive-cases"]), Value::Array(Vec::new()));
    assert!(ben.run(send).refused().contains("may not"));

    // When it is sent, then nothing more is written in it here
    let sent = ada.json(send);
    assert!(sent["entries"].as_u64() >= preview["entries"].as_u64(), "{sent}");
    assert!(sent["prison"].as_str().unwrap().contains("Moorland"), "{sent}");
    let late = ["note", &kieran, "--type", "GEN", "--subtype", "HIS", "--text", "One more thing"];
    assert!(ada.run(late).refused().contains("another prison"));
    assert!(ada.run(send).refused().contains("was sent to"));
    assert_eq!(ada.case(&kieran)["notes"][0]["text"], "By Ada at Leeds", "it is read still");

    // When Zoe looks, then it waits, and is taken by its identifier, once
    let offers = zoe.json(["receive-cases"]);
    let (offer, text) = (&offers[0], zoe.run(["receive-cases"]).done().stdout);
    assert_eq!((&offer["number"], &offer["sentBy"]), (&kieran.as_str().into(), &"Ada Pike".into()), "{offers}");
    assert!(text.contains("from Leeds") && text.contains("Moved by order 12"), "{text}");
    let id = offer["id"].as_str().unwrap();
    let nobody = "01930000-0000-7000-8000-000000000000";
    assert!(zoe.run(["receive-cases", "--take", nobody]).refused().contains("No such case waits"));
    let taken = zoe.json(["receive-cases", "--take", id]);
    assert_eq!((&taken[0]["number"], &taken[0]["entries"]), (&kieran.as_str().into(), &offer["entries"]), "{taken}");
    assert!(zoe.run(["receive-cases"]).done().stdout.contains("No case waits"));

    // And the history is there by whoever wrote it
    let note = &zoe.case(&kieran)["notes"][0];
    assert_eq!((&note["text"], &note["author"]), (&"By Ada at Leeds".into(), &"Ada Pike (LEI)".into()), "{note}");
    zoe.notes(&kieran, "By Zoe at Moorland", &[]);
    assert!(synced(&zoe)["sent"].as_u64() >= Some(1));
    for account in [&ada, &zoe] {
        synced(account);
        assert_eq!(account.json(["verify", "--against-server"])["wrong"], Value::Null);
    }
}
