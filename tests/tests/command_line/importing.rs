//! Importing what the prison system exports, and giving it back.

use serde_json::{Value, json};
use tests::command::{Account, counts_add_up};
use tests::people::{changed, lines, number, page, person, prisoner, spreadsheet};

/// What was counted: new, changed, unchanged, warned, quarantined.
fn counts(counted: &Value) -> [u64; 5] {
    ["new", "changed", "unchanged", "warned", "quarantined"].map(|key| counted[key].as_u64().unwrap())
}

/// The value of a fact in a case.
fn fact<'a>(case: &'a Value, field: &str) -> &'a str {
    let facts = case["dates"].as_array().unwrap().iter().chain(case["facts"].as_array().unwrap());
    facts.filter(|fact| fact["field"] == field).map(|fact| fact["value"].as_str().unwrap()).next().unwrap_or_default()
}

#[test]
fn every_form_of_an_export_is_read() {
    let account = Account::founded();
    let of = |serials: std::ops::Range<usize>| serials.map(prisoner).collect::<Vec<_>>();
    let array = Value::from(of(0..3)).to_string();
    assert_eq!(counts(&account.imports("array.json", array)), [3, 0, 0, 0, 0]);
    assert_eq!(counts(&account.imports("one.json", prisoner(3).to_string())), [1, 0, 0, 0, 0]);
    assert_eq!(counts(&account.imports("page.json", page(&of(4..7)))), [3, 0, 0, 0, 0]);
    assert_eq!(counts(&account.imports("lines.ndjson", lines(&of(7..9)))), [2, 0, 0, 0, 0]);
    let table = account.imports("table.csv", spreadsheet(&of(9..12)));
    assert_eq!(table["read"], 3, "{table}");
    assert_eq!(table["quarantined"], 0, "{table}");
    // A folder: what is an export by its name is read, the rest is named.
    account.file("folder/a.json", prisoner(12).to_string());
    account.file("folder/b.csv", spreadsheet(&of(13..14)));
    account.file("folder/read me.txt", "Good morning");
    let counted = account.json(["import", &account.text("folder")]);
    counts_add_up(&counted);
    assert_eq!(counted["read"], 2, "{counted}");
    assert_eq!(counted["filesLeftOut"], json!([account.text("folder/read me.txt")]));
    // Everybody is there, with the same dates and letters from every form.
    assert_eq!(account.json(["cases"])["all"], 14);
    for serial in 0..14 {
        let case = account.case(&number(serial));
        assert_eq!(fact(&case, "conditionalReleaseDate"), "2027-05-17", "{serial}");
        assert_eq!(fact(&case, "lastName"), prisoner(serial)["lastName"].as_str().unwrap());
        assert_eq!(case["here"], true, "{serial}");
    }
    account.entries();
}

#[test]
fn a_dry_run_changes_nothing() {
    let account = Account::with_people(&[prisoner(0)]);
    let before = account.entries();
    let moved = changed(&prisoner(0), &[("conditionalReleaseDate", json!("2027-04-01"))]);
    let file = account.file("next.json", json!([moved, prisoner(1), {"prisonerNumber": "nobody"}]).to_string());
    let file = file.to_str().unwrap();
    let counted = account.json(["import", file, "--dry-run"]);
    counts_add_up(&counted);
    assert_eq!((counts(&counted), &counted["dryRun"], &counted["entries"]), ([1, 1, 0, 0, 1], &json!(true), &json!(0)));
    // The plan for people shows what would change, and that nothing did.
    let text = account.run(["import", file, "--dry-run"]).done().stdout;
    for said in ["Conditional release: 2027-05-17 → 2027-04-01", "1 set aside", "Nothing was changed"] {
        assert!(text.contains(said), "{said} is not in {text}");
    }
    assert_eq!(account.entries(), before);
    assert_eq!(account.json(["cases"])["all"], 1);
    assert_eq!(account.json(["quarantine"]), json!([]));
    // The same plan, carried out.
    let done = account.json(["import", file]);
    assert_eq!((counts(&done), &done["dryRun"]), ([1, 1, 0, 0, 1], &json!(false)));
    assert!(account.entries() > before);
}

#[test]
fn the_counts_add_up_and_the_same_file_again_writes_nothing() {
    // Given two people who are known
    let account = Account::with_people(&[prisoner(0), prisoner(1)]);
    let nightly = json!([
        prisoner(0),
        changed(&prisoner(1), &[("cellLocation", json!("B-2-010"))]),
        prisoner(2),
        changed(&prisoner(3), &[("pncNumber", json!("2008/0056560A")), ("category", json!("?"))]),
        changed(&prisoner(4), &[("prisonId", json!("MDI"))]),
        changed(&prisoner(5), &[("prisonerNumber", json!("A123"))]),
        changed(&prisoner(6), &[("conditionalReleaseDate", json!("2027-02-30"))]),
        "not a person",
    ])
    .to_string();
    // When the night's file comes
    let counted = account.imports("nightly.json", &nightly);
    // Then each row is counted once
    assert_eq!(counts(&counted), [1, 1, 1, 1, 4], "{counted}");
    let rules: Vec<&str> = counted["quarantinedByRule"].as_object().unwrap().keys().map(String::as_str).collect();
    assert!(rules.contains(&"other-prison") && rules.contains(&"malformed-number"), "{rules:?}");
    assert!(rules.contains(&"impossible-date"), "{rules:?}");
    // And what was odd is kept as it came
    assert_eq!(fact(&account.case(&number(3)), "category"), "?");
    // And the same file again writes no entry, under its name or another
    let entries = account.entries();
    let again = account.imports("nightly.json", &nightly);
    assert_eq!((counts(&again), &again["entries"]), ([0, 0, 4, 0, 4], &json!(0)));
    assert_eq!(account.entries(), entries);
    // And the rows set aside are listed once, whole, with the reason
    let aside = account.json(["quarantine"]);
    let aside = aside.as_array().unwrap();
    assert_eq!(aside.len(), 4);
    for row in aside {
        assert!(!row["reasons"].as_array().unwrap().is_empty() && row["file"] == "nightly.json", "{row}");
    }
    assert!(aside.iter().any(|row| row["raw"].as_str().unwrap().contains("2027-02-30")));
}

#[test]
fn rows_that_were_set_aside_can_be_exported_mended_and_imported() {
    let account = Account::founded();
    let wrong = changed(&person("A4417FK", "Kieran", "=cmd()"), &[("dateOfBirth", json!("1988-02-31"))]);
    let file = account.file("people.json", json!([wrong, prisoner(1)]).to_string());
    let table = account.text("aside.csv");
    account.run(["import", file.to_str().unwrap(), "--quarantine-out", &table]).done();
    let written = std::fs::read_to_string(&table).unwrap();
    assert!(written.starts_with("file,row,prisonerNumber,rules,reasons,raw\r\n"), "{written}");
    assert!(written.contains("A4417FK") && written.contains("impossible-date"), "{written}");
    // The list of all of them, later, says the same.
    let later = account.text("later.csv");
    account.run(["quarantine", "--csv", &later]).done();
    let later = std::fs::read_to_string(later).unwrap();
    assert!(later.contains("A4417FK") && later.contains("1988-02-31"), "{later}");
    assert!(
        account.run(["quarantine"]).done().stdout.contains("people.json, row 1: Row 1: “1988-02-31” in dateOfBirth")
    );
    // Mended, the row is taken; that it was set aside stays known.
    account.imports("mended.json", changed(&wrong, &[("dateOfBirth", json!("1988-03-01"))]).to_string());
    assert_eq!(fact(&account.case("A4417FK"), "dateOfBirth"), "1988-03-01");
    assert_eq!(account.json(["quarantine"]).as_array().unwrap().len(), 1);
}

/// A case without who recorded it when: what an export can bring back.
fn substance(case: &Value) -> Value {
    let facts = |key: &str| -> Vec<Value> {
        let facts = case[key].as_array().unwrap().iter();
        facts.map(|fact| json!([fact["field"], fact["value"], fact["calculated"]])).collect()
    };
    json!({
        "name": case["name"], "here": case["here"], "dates": facts("dates"), "facts": facts("facts"),
        "movements": case["movements"],
    })
}

#[test]
fn an_export_read_again_changes_nothing_and_makes_equal_cases_in_a_fresh_unit() {
    // Given people with everything that documents can hold
    let mut people: Vec<Value> = (0..8).map(prisoner).collect();
    people[0] = changed(
        &people[0],
        &[
            ("alerts", json!([{"alertType": "X", "alertCode": "XA", "active": true, "expired": false}])),
            ("aliases", json!([{"firstName": "Kit", "lastName": "Ash", "dateOfBirth": "1988-03-01"}])),
            ("recall", json!(true)),
            ("additionalDaysAwarded", json!(14)),
            ("keyOfALaterVersion", json!("kept")),
        ],
    );
    let account = Account::with_people(&people);
    let exported = account.text("export.json");
    assert_eq!(account.json(["export", &exported])["documents"], 8);
    let before = account.entries();
    // When the export is read into the same profile, then nothing changes
    let again = account.json(["import", &exported]);
    counts_add_up(&again);
    assert_eq!(counts(&again)[2], 8, "{again}");
    let cases: Vec<Value> = (0..8).map(|serial| substance(&account.case(&number(serial)))).collect();
    assert!(account.entries() <= before + 1, "more than the note that a file was read");
    let entries = account.entries();
    assert_eq!(account.json(["import", &exported])["entries"], 0);
    assert_eq!(account.entries(), entries);
    // And in a fresh unit, the cases are equal
    let fresh = Account::founded();
    let counted = fresh.json(["import", &exported]);
    counts_add_up(&counted);
    assert_eq!(counted["quarantined"], 0, "{counted}");
    for (serial, case) in cases.iter().enumerate() {
        assert_eq!(&substance(&fresh.case(&number(serial))), case, "{serial}");
    }
    // An export never writes over a file.
    assert!(account.run(["export", &exported]).refused().contains("exists already"));
}

#[test]
fn whoever_moves_away_and_back_keeps_their_case() {
    let account = Account::with_people(&[prisoner(0), prisoner(1)]);
    let who = number(0);
    let note = account.notes(&who, "Works in the gardens.", &[]);
    let away = changed(
        &prisoner(0),
        &[
            ("prisonId", json!("MDI")),
            ("previousPrisonId", json!("LEI")),
            ("previousPrisonLeavingDate", json!("2026-10-01")),
            ("lastMovementTypeCode", json!("ADM")),
            ("lastMovementDate", json!("2026-10-01")),
        ],
    );
    assert_eq!(counts(&account.imports("away.json", away.to_string()))[4], 0);
    let case = account.case(&who);
    assert_eq!(case["here"], false, "{case}");
    assert_eq!(case["notes"][0]["id"], note.as_str());
    assert_eq!(account.json(["cases"])["all"], 1);
    assert_eq!(account.json(["cases", "--filter", "here=any"])["all"], 2);
    let back = changed(&prisoner(0), &[("lastAdmissionDate", json!("2026-11-02")), ("previousPrisonId", json!("MDI"))]);
    account.imports("back.json", back.to_string());
    let case = account.case(&who);
    assert_eq!(case["here"], true);
    assert!(case["movements"].as_array().unwrap().len() >= 3, "{}", case["movements"]);
    assert_eq!(case["notes"][0]["id"], note.as_str());
}

#[test]
fn a_file_that_is_no_export_is_refused_whole() {
    let account = Account::founded();
    let before = account.entries();
    for (name, content, says) in [
        ("empty.json", &b""[..], "is empty"),
        ("letter.csv", b"Dear colleague,\r\nsee attached", "prisonerNumber"),
        ("book.csv", b"PK\x03\x04\x14\x00\x00\x00", "CSV UTF-8"),
    ] {
        let file = account.file(name, content);
        let said = account.run(["import", file.to_str().unwrap()]).refused();
        assert!(said.contains(says), "{said}");
    }
    let said = account.run(["import", &account.text("nowhere.json")]).refused();
    assert!(said.contains("does not exist"), "{said}");
    account.file("empty folder/x.txt", "");
    assert!(account.run(["import", &account.text("empty folder")]).refused().contains("nothing to import"));
    // Two files of one name could not be told apart: neither is read.
    account.file("a/people.json", prisoner(0).to_string());
    account.file("b/people.json", prisoner(1).to_string());
    let said = account.run(["import", &account.text("a"), &account.text("b")]).refused();
    assert!(said.contains("Two of the files are called people.json"), "{said}");
    assert_eq!(account.entries(), before);
}
