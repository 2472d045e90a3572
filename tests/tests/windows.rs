//! The command line on Windows, which is what prison desktops run: the cross-built program, under wine.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test says what went wrong by stopping"
)]

use serde_json::{Value, json};
use tests::command::counts_add_up;
use tests::people::{changed, lines, number, prisoner, spreadsheet};
use tests::windows::Windows;

const FOUND: [&str; 5] = ["found", "--prison", "LEI", "--staff", "Ada Pike"];
const NOTE: &str = "Siaradodd Rhŷs am ei fam-gu; a Łukasz wrote to his sister about the marmalade.";

/// One Windows for both: installing it takes longer than everything that is done on it.
#[test]
fn the_command_line_works_on_windows_as_it_does_on_linux() {
    let mut windows = Windows::new();
    a_unit_is_founded_people_are_imported_a_note_is_written_and_found_and_the_record_is_whole(&windows);
    where_nothing_is_said_the_record_and_its_key_are_where_windows_keeps_them(&mut windows);
}

fn a_unit_is_founded_people_are_imported_a_note_is_written_and_found_and_the_record_is_whole(windows: &Windows) {
    // Given a unit that was founded on Windows
    windows.run(FOUND.iter().copied().chain(["--recovery-out", &windows.text("recovery")])).done();
    assert_eq!(std::fs::read_to_string(windows.account.path("recovery")).unwrap().split_whitespace().count(), 24);
    let said = windows.run(FOUND).refused();
    assert!(said.contains("There is a profile in Z:\\"), "{said}");

    // When an export is imported: as a spreadsheet first, then with more in it
    let people: Vec<Value> = (0..40).map(prisoner).collect();
    windows.account.file("exports/people.csv", spreadsheet(&people[..10]));
    let counted = windows.json(["import", &windows.text("exports")]);
    counts_add_up(&counted);
    assert_eq!((&counted["read"], &counted["quarantined"]), (&json!(10), &json!(0)), "{counted}");
    let moved = changed(&people[0], &[("cellLocation", json!("B-2-011"))]);
    windows.account.file("later.jsonl", lines(&[&[moved], &people[10..]].concat()));
    let counted = windows.json(["import", &windows.text("later.jsonl")]);
    counts_add_up(&counted);
    assert_eq!((&counted["new"], &counted["changed"]), (&json!(30), &json!(1)), "{counted}");
    let listed = windows.json(["cases", "--filter", "cell=B-2"]);
    assert_eq!((&listed["all"], &listed["rows"][0]["number"]), (&json!(1), &json!(number(0))), "{listed}");

    // And a session is written down
    let session = ["note", &number(3), "--type", "KA", "--subtype", "KS", "--text", NOTE];
    windows.run(session.iter().chain(&["--action", "by 2030-12-01: Apply for the gardens"])).done();

    // Then it is found, by a name without its accents and by its words
    let found = windows.json(["search", "rhys", "marmalade"]);
    assert_eq!(found["texts"][0]["number"], number(3), "{found}");
    assert_eq!(windows.json(["case", &number(3)])["notes"][0]["text"], NOTE);
    assert!(windows.run(["search", "gardens"]).done().stdout.contains("Apply for the gardens"));

    // And the record is whole
    let entries = windows.json(["verify"])["entries"].as_u64().unwrap();
    assert!(entries >= 3, "{entries}");
    let verified = windows.run(["verify"]).done();
    let warnings = verified.warnings();
    let [warning] = &warnings[..] else { panic!("one warning: of the key store") };
    assert!(warning.contains("weaker than the system keyring"), "{warning}");
    assert!(windows.run(["note", "A0000XX", "--type", "GEN"]).misused().stderr.contains("--subtype"));

    // A folder is the same record on either system, whoever wrote last
    assert_eq!(windows.account.case(&number(3))["notes"][0]["text"], NOTE);
    windows.account.notes(&number(3), "Written on Linux", &[]);
    assert_eq!(windows.json(["case", &number(3)])["notes"][0]["text"], "Written on Linux");
    assert_eq!(windows.json(["verify"])["entries"], windows.account.entries());
}

fn where_nothing_is_said_the_record_and_its_key_are_where_windows_keeps_them(windows: &mut Windows) {
    // Given an account without a word about profile or key store
    windows.account.unset("THROUGHCARE_KEYSTORE");
    let founded = windows.run_without_profile(FOUND).done();
    assert_eq!(founded.warnings(), Vec::<String>::new());
    // Then the record is in the person's local data, and its key in Windows' credentials
    assert!(windows.local_data().join("Throughcare/record.db").is_file());
    windows.run_without_profile(["verify"]).done();
    // Which a key store of another kind is no answer to.
    windows.account.set("THROUGHCARE_KEYSTORE", format!("file:{}", windows.account.keystore().display()));
    let said = windows.run_without_profile(["verify"]).refused();
    assert!(said.contains("key is in the system keyring"), "{said}");
}
