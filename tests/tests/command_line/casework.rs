//! A day's work on cases: notes, actions, facts, contacts, what is restricted.

use serde_json::{Value, json};
use tests::command::Account;
use tests::people::{changed, number, person, prisoner};
use tests::unit::{Office, clock, hears};

const KIERAN: &str = "A4417FK";

fn account() -> Account {
    Account::with_people(&[person(KIERAN, "Kieran", "Ashdown"), person("A5555XY", "Seán", "Ó Briain")])
}

fn strings<'a>(list: &'a Value, key: &str) -> Vec<&'a str> {
    list.as_array().unwrap().iter().map(|item| item[key].as_str().unwrap_or_default()).collect()
}

#[test]
fn a_note_is_final_and_an_amendment_stands_beside_it() {
    // Given a key-work session that was recorded later than it happened
    let account = account();
    let session = ["--type", "KA", "--subtype", "KS", "--occurred", "2026-03-04T10:15"];
    let words = ["--text", "Spoke of his daughter's\nfirst day at school."];
    let note = account.json(["note", KIERAN].iter().chain(&session).chain(&words));
    let note = note["note"].as_str().unwrap();
    // When it is amended
    account.run(["amend", note, "--reason", "Wrong child", "--text", "It was his niece."]).done();
    // Then the case has both, with who and when
    let case = account.case(KIERAN);
    let shown = &case["notes"][0];
    assert_eq!(shown["text"], "Spoke of his daughter's\nfirst day at school.");
    assert_eq!(
        (&shown["noteType"], &shown["subType"], &shown["author"]),
        (&json!("KA"), &json!("KS"), &json!("Ada Pike"))
    );
    assert_eq!(shown["occurred"], "2026-03-04T10:15");
    assert!(shown["recorded"].as_str() > shown["occurred"].as_str() && shown["lateDays"].as_i64() > Some(1));
    assert_eq!(shown["amendments"][0]["reason"], "Wrong child");
    assert_eq!(shown["amendments"][0]["text"], "It was his niece.");
    // And people read the same
    let text = account.run(["case", KIERAN]).done().stdout;
    for said in ["first day at school.", "It was his niece.", "Wrong child", "days later"] {
        assert!(text.contains(said), "{said} is not in {text}");
    }
    // And both are found
    for words in ["daughter", "niece", "Ashdwn", "A4417FK", "keiran ashdown", "o briain"] {
        let found = account.json(["search", words]);
        let people = found["people"].as_array().unwrap().len();
        assert!(people + found["texts"].as_array().unwrap().len() > 0, "“{words}” found nothing");
    }
    let found = account.json(["search", "niece"]);
    assert_eq!((&found["texts"][0]["note"], &found["texts"][0]["number"]), (&json!(note), &json!(KIERAN)));
    assert!(account.run(["search", "xylophone"]).done().stdout.contains("Nothing was found."));
    account.entries();
}

#[test]
fn words_are_kept_whole_in_any_language_and_length() {
    let account = account();
    let long = "He said that the marmalade was “very good”. ".repeat(4700);
    assert!(long.len() > 200_000);
    let texts = [
        "Siaradodd Rhŷs am ei fam-gu yn Llanfairpwllgwyngyll; mae’r ŵydd wedi dianc. 👩🏽‍⚖️🦆",
        "Łukasz powiedział: „zażółć gęślą jaźń”, a Zbigniew się zgodził.",
        "- begins with a dash\r\n\ttab, quotes \"'` and a backslash \\ and %s $(rm -rf) <b>",
        "שלום, عليكم السلام, नमस्ते, 你好",
        long.trim_end(),
    ];
    for text in texts {
        let note = ["--json", "note", KIERAN, "--type", "OBSERVE", "--subtype", "OBS_GEN", "--text", "-"];
        account.typing(note, text).done();
        let shown = &account.case(KIERAN)["notes"][0];
        assert_eq!(shown["text"].as_str().unwrap().len(), text.len());
        assert_eq!(shown["text"], text);
    }
    // Given as an argument, a dash at the beginning is a word like any other.
    account.notes(KIERAN, "- spoke to the wing", &[]);
    assert_eq!(account.case(KIERAN)["notes"][0]["text"], "- spoke to the wing");
    // They are found without their accents, and after a rebuild.
    for _ in 0..2 {
        for word in ["wydd", "gesla", "ges", "marmalade", "नमस्ते", "llanfair"] {
            let found = account.json(["search", word]);
            assert!(!found["texts"].as_array().unwrap().is_empty(), "{word}");
        }
        account.run(["rebuild"]).done();
    }
    account.entries();
}

#[test]
fn agreed_actions_stay_open_until_somebody_settles_them() {
    let account = account();
    let agreed = [
        "--type",
        "KA",
        "--subtype",
        "KS",
        "--text",
        "A good talk",
        "--action",
        "by 2026-12-01: Apply for the gardens",
        "--action",
        "Write to his sister",
        "--my-action",
        "by 05/12/2026: Ask education for a place",
    ];
    account.run(["note", KIERAN].iter().chain(&agreed)).done();
    let case = account.case(KIERAN);
    let open = &case["openActions"];
    let mut texts = strings(open, "text");
    texts.sort_unstable();
    assert_eq!(texts, ["Apply for the gardens", "Ask education for a place", "Write to his sister"]);
    let of = |text: &str| open.as_array().unwrap().iter().find(|action| action["text"] == text).unwrap();
    let gardens = of("Apply for the gardens");
    assert_eq!((&gardens["owner"], &gardens["due"]), (&json!("prisoner"), &json!("2026-12-01")));
    assert_eq!(of("Ask education for a place")["due"], "2026-12-05");
    assert_eq!(of("Ask education for a place")["owner"], "staff");
    let id = |text: &str| of(text)["id"].as_str().unwrap().to_owned();
    account.run(["action", "done", &id("Apply for the gardens"), "--outcome", "Starts on Monday"]).done();
    account.run(["action", "drop", &id("Write to his sister"), "--reason", "She visited"]).done();
    let case = account.case(KIERAN);
    assert_eq!(strings(&case["openActions"], "text"), ["Ask education for a place"]);
    let actions = &case["notes"][0]["actions"];
    let mut states = strings(actions, "state");
    states.sort_unstable();
    assert_eq!(states, ["done", "dropped", "open"]);
    // Settled once is settled.
    let said = account.run(["action", "done", &id("Apply for the gardens")]).refused();
    assert!(said.contains("not open"), "{said}");
    assert!(account.json(["search", "gardens"])["texts"][0]["action"].as_bool().unwrap());
}

#[test]
fn what_is_restricted_is_opened_for_a_reason_that_is_recorded() {
    // Given a restricted note with an action, and a victim liaison officer
    let account = account();
    let note = account.notes(
        KIERAN,
        "Intelligence: the quince must not be told",
        &["--restricted", "--action", "Move the quince"],
    );
    account.run(["amend", &note, "--reason", "More", "--text", "Nor the medlar"]).done();
    let vlo =
        ["vlo", "set", KIERAN, "--officer", "Olwen Quickfall", "--phone", "0113 496 0000", "--remarks", "Call first"];
    account.run(vlo).done();
    // When the case is shown, then that they are there is said, and none of their words
    let text = account.run(["case", KIERAN]).done().stdout;
    let case = account.case(KIERAN);
    for words in ["quince", "medlar", "Quickfall"] {
        assert!(!text.contains(words) && !case.to_string().contains(words), "{words}: {text}");
        assert!(!account.run(["search", words]).done().stdout.contains(words), "{words} is found");
    }
    assert!(text.contains("(restricted: open it with a reason)") && text.contains("recorded (restricted)"), "{text}");
    assert_eq!(case["victimContact"], true);
    // When they are opened without a reason, then they are not
    let before = account.entries();
    assert!(account.run(["case", KIERAN, "--restricted", " "]).refused().contains("opened for a reason"));
    assert!(account.run(["vlo", "show", KIERAN, "--reason", ""]).refused().contains("opened for a reason"));
    assert_eq!(account.entries(), before);
    // When they are opened for one, then they are shown, and that is an entry of its own
    let opened = account.json(["case", KIERAN, "--restricted", "Preparing the ROTL board"]);
    assert_eq!(opened["restrictedNotes"][0]["text"], "Intelligence: the quince must not be told");
    assert_eq!(opened["restrictedNotes"][0]["amendments"][0]["text"], "Nor the medlar");
    assert_eq!(opened["victimContactDetails"]["officer"], "Olwen Quickfall");
    let shown = account.run(["vlo", "show", KIERAN, "--reason", "Release planning"]).done().stdout;
    assert!(shown.contains("Olwen Quickfall") && shown.contains("Call first"), "{shown}");
    assert!(account.entries() >= before + 3);
    // And what was agreed in it can be settled, by its identifier in what was opened
    let action = opened["restrictedNotes"][0]["actions"][0]["id"].as_str().unwrap();
    account.run(["action", "done", action, "--outcome", "It was moved"]).done();
    let opened = account.json(["case", KIERAN, "--restricted", "To see that it was done"]);
    assert_eq!(opened["restrictedNotes"][0]["actions"][0]["state"], "done");
    account.run(["rebuild"]).done();
    account.entries();
}

#[test]
fn facts_by_hand_need_a_reason_and_every_value_stays_in_the_history() {
    let account = account();
    let record = |field: &str, value: &str, reason: &str| {
        account.run(["record", KIERAN, "--field", field, "--value", value, "--reason", reason])
    };
    record("roshLevel", "very high", "OASys of 3 March").done();
    record("conditionalReleaseDate", "17/06/2027", "Recalculated after added days").done();
    record("comName", "Gwenllian Prosser", "Told by the LDU").done();
    record("mappaLevel", "2", "MAPPA meeting").done();
    record("MAPPA level", "", "Entered for the wrong person").done();
    let case = account.case(KIERAN);
    let dates = case["dates"].as_array().unwrap();
    let release = dates.iter().find(|fact| fact["field"] == "conditionalReleaseDate").unwrap();
    assert_eq!((&release["value"], &release["source"]), (&json!("2027-06-17"), &json!("staff")));
    assert_eq!(release["prisonSystemSays"], "2027-05-17");
    assert_eq!(release["reason"], "Recalculated after added days");
    let facts = case["facts"].as_array().unwrap();
    assert!(facts.iter().any(|fact| fact["value"] == "VERY_HIGH"), "{facts:#?}");
    assert!(facts.iter().all(|fact| fact["field"] != "mappaLevel"), "a value that was taken away still stands");
    let history = account.json(["history", KIERAN, "--field", "conditionalReleaseDate"]);
    assert_eq!(strings(&history, "value"), ["2027-05-17", "2027-06-17"]);
    assert_eq!(strings(&history, "source"), ["import", "Recalculated after added days"]);
    assert_eq!(account.json(["history", KIERAN, "--field", "mappaLevel"]).as_array().unwrap().len(), 2);
    // The same export again does not undo what staff corrected; a new calculation does.
    let export = person(KIERAN, "Kieran", "Ashdown");
    account.imports("again.json", changed(&export, &[("cellLocation", json!("C-3-001"))]).to_string());
    assert_eq!(account.json(["history", KIERAN, "--field", "conditionalReleaseDate"]).as_array().unwrap().len(), 2);
    account.imports("new.json", changed(&export, &[("conditionalReleaseDate", json!("2027-06-20"))]).to_string());
    let history = account.json(["history", KIERAN, "--field", "conditionalReleaseDate"]);
    assert_eq!(strings(&history, "value").last(), Some(&"2027-06-20"));
    // Impossible ones are refused, and say what is possible.
    let before = account.entries();
    for (field, value, says) in [
        ("conditionalReleaseDate", "2020-01-01", "before the sentence started"),
        ("conditionalReleaseDate", "2031-01-01", "after the sentence expires"),
        ("conditionalReleaseDate", "2027-02-30", "Conditional release"),
        ("roshLevel", "enormous", "LOW, MEDIUM, HIGH, VERY_HIGH"),
        ("dateOfBirth", "2099-01-01", "lies in the past"),
        ("alerts", "[]", "the next import brings them"),
        ("favouriteColour", "blue", "conditionalReleaseDate"),
    ] {
        let said = record(field, value, "A reason").refused();
        assert!(said.contains(says), "{said}");
    }
    assert!(record("tier", "A", "  ").refused().contains("needs a reason"));
    assert_eq!(account.entries(), before);
}

#[test]
fn contacts_come_and_go() {
    let account = account();
    let sister =
        ["contact", "add", KIERAN, "--name", "Siân Ashdown", "--relationship", "Sister", "--phone", "01632 960001"];
    let id = account.json(sister)["contact"].as_str().unwrap().to_owned();
    assert_eq!(account.case(KIERAN)["contacts"][0]["name"], "Siân Ashdown");
    account.run(["contact", "end", KIERAN, &id, "--reason", "Asked not to be called"]).done();
    assert_eq!(account.case(KIERAN)["contacts"], json!([]));
    let said = account.run(["contact", "end", KIERAN, &id, "--reason", "Again"]).refused();
    assert!(said.contains("no such contact"), "{said}");
}

#[test]
fn lists_are_filtered_sorted_and_cut() {
    let account = Account::with_people(&(0..12).map(prisoner).collect::<Vec<_>>());
    account.run(["record", &number(3), "--field", "roshLevel", "--value", "high", "--reason", "OASys"]).done();
    let names = |arguments: &[&str]| -> Vec<String> {
        let rows = account.json(["cases"].iter().chain(arguments));
        strings(&rows["rows"], "name").into_iter().map(str::to_owned).collect()
    };
    let sorted = names(&[]);
    assert_eq!(sorted.len(), 12);
    let backwards: Vec<String> = names(&["--sort", "-name"]).into_iter().rev().collect();
    assert_eq!(sorted, backwards);
    assert_eq!(names(&["--limit", "5", "--offset", "10"]), sorted[10..]);
    assert_eq!(account.json(["cases", "--filter", "rosh=high"])["rows"][0]["number"], number(3).as_str());
    assert_eq!(names(&["--filter", "release=2027-05-01..2027-05-31"]).len(), 12);
    assert_eq!(names(&["--filter", "release=2028-05-01..2028-05-31"]).len(), 0);
    assert_eq!(names(&["--filter", "pom=none"]).len(), 12);
    assert!(!names(&["--filter", "Wiśniewski"]).is_empty());
    let text = account.run(["cases", "--filter", "category=A"]).done().stdout;
    assert!(text.contains("No case matches; 0 in all."), "{text}");
    for (wrong, says) in
        [("colour=red", "is not a filter"), ("here=perhaps", "yes, no or any"), ("pom=Nobody", "is called “Nobody”")]
    {
        assert!(account.run(["cases", "--filter", wrong]).refused().contains(says));
    }
    assert!(account.run(["cases", "--sort", "colour"]).refused().contains("is not a column that sorts"));
}

#[tokio::test]
async fn a_conflict_is_shown_and_settled_by_a_person() {
    // Given two officers who recorded different tiers without having seen each other's
    let (office, account) = (Office::new(), Account::new());
    let mut ada = office.founded().await;
    tests::unit::imports(&mut ada, &[person(KIERAN, "Kieran", "Ashdown")]).await;
    let head = app::types::Roles::NONE.with(app::types::Role::HeadOfOmuDelivery);
    let mut ben = office.joins(&mut ada, "Ben Okafor", head).await;
    let mut hana = office.joins(&mut ada, "Hana Brandt", head).await;
    let kieran = tests::unit::number(KIERAN);
    for (session, tier) in [(&mut ben, "A1"), (&mut hana, "B2")] {
        session.record_fact(&kieran, app::types::Field::Tier, tier, None, "From the assessment").await.unwrap();
    }
    hears(&mut hana, &ben).await;
    hears(&mut ada, &hana).await;
    for session in [ada, hana] {
        session.lock().await.unwrap();
    }
    // When Ada looks at the case on the command line
    let at = |name: &str, arguments: &[&str]| {
        let mut command = account.bare_command(tests::command::program());
        command.env("THROUGHCARE_KEYSTORE", format!("file:{}", office.folder().join("keystore.json").display()));
        command.arg("--profile").arg(office.profile(name)).args(arguments);
        tests::command::ran(command)
    };
    let at_adas = |arguments: &[&str]| at("Ada Pike", arguments);
    let case = at_adas(&["--json", "case", KIERAN]).done().json();
    assert_eq!(case["conflicts"][0]["about"], "tier");
    let mut candidates = strings(&case["conflicts"][0]["candidates"], "value");
    candidates.sort_unstable();
    assert_eq!(candidates, ["A1", "B2"]);
    assert!(at_adas(&["case", KIERAN]).done().stdout.contains("Conflict: Tier"));
    // And settles it, which one of the two may not
    let settle = ["settle", KIERAN, "--about", "tier", "--value", "A1", "--reason", "The later assessment"];
    assert!(at("Hana Brandt", &settle).refused().contains("Ask Ada Pike."));
    at_adas(&settle).done();
    // Then it is settled, once
    let case = at_adas(&["--json", "case", KIERAN]).done().json();
    assert_eq!(case["conflicts"], json!([]));
    assert!(case["facts"].to_string().contains("\"A1\""));
    assert!(at_adas(&settle).refused().contains("no open conflict"));
    at_adas(&["verify"]).done();
    // And Ben, who hears of it, has the same
    let mut ada =
        app::unlock::unlock(&office.profile("Ada Pike"), office.keystore(), clock(5), tests::unit::passphrase())
            .await
            .unwrap();
    hears(&mut ben, &ada).await;
    assert!(ben.case(&kieran).await.unwrap().conflicts.is_empty());
    hears(&mut ada, &ben).await;
    tests::unit::is_whole(&ben).await;
}

#[test]
fn an_act_is_recorded_and_taken_back_and_one_that_does_not_exist_is_refused() {
    let account = account();
    let said = account.run(["act", "done", KIERAN, "pom-contact", "--text", "His plan"]).done().stdout;
    assert!(said.starts_with("Recorded."), "{said}");
    let done = account.json(["act", "list", KIERAN]);
    assert_eq!(
        (&done[0]["what"], &done[0]["words"]),
        (&json!("Contact by the prison offender manager"), &json!("His plan"))
    );
    let id = done[0]["id"].as_str().unwrap();
    account.run(["act", "withdraw", KIERAN, id, "--reason", "Another's plan"]).done();
    let text = account.run(["act", "list", KIERAN]).done().stdout;
    assert!(text.contains("taken back") && text.contains("Another's plan"), "{text}");
    let again = account.run(["act", "withdraw", KIERAN, id, "--reason", "Twice"]).refused();
    assert!(again.contains("taken back already"), "{again}");
    let unknown = account.run(["act", "done", KIERAN, "tea-made"]).refused();
    assert!(unknown.contains("meeting-held"), "{unknown}");
    let ahead = account.run(["act", "done", KIERAN, "pom-contact", "--on", "2199-01-01"]).refused();
    assert!(ahead.contains("has not come yet"), "{ahead}");
}
