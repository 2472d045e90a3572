//! The evening's exports: most of the prison as it was, what changed around the day, and a few rows that nobody could take.

use std::collections::{BTreeMap, BTreeSet};

use demo::{Export, exports};
use serde_json::Value;

use super::{STANDARD, TODAY, day, is_active, word};

fn export<'a>(exports: &'a [Export], ending: &str) -> &'a Export {
    exports.iter().find(|export| export.path.ends_with(ending)).unwrap()
}

fn documents(export: &Export) -> Vec<Value> {
    serde_json::from_slice(&export.bytes).unwrap()
}

#[test]
fn the_whole_prison_is_in_one_file_that_changes_some_and_leaves_a_few_out() {
    let exports = exports(&STANDARD);
    let whole = documents(export(&exports, &format!("MDI-{TODAY}.json")));
    let before: BTreeMap<&str, &Value> =
        STANDARD.people.iter().map(|person| (person.prison_number.as_str(), &person.document)).collect();
    let numbers: BTreeSet<&str> = whole.iter().map(|document| word(document, "prisonerNumber")).collect();
    let known: Vec<&Value> =
        whole.iter().filter(|document| before.contains_key(word(document, "prisonerNumber"))).collect();
    let changed = known.iter().filter(|document| before[word(document, "prisonerNumber")] != **document).count();
    assert!((100..260).contains(&changed), "{changed} changed");
    // A date that moves stays ahead
    let moved: Vec<&&Value> = known
        .iter()
        .filter(|document| {
            let was = day(before[word(document, "prisonerNumber")], "conditionalReleaseDate");
            was != day(document, "conditionalReleaseDate")
        })
        .collect();
    assert!((30..60).contains(&moved.len()), "{} moved", moved.len());
    assert!(moved.iter().all(|document| day(document, "conditionalReleaseDate") > Some(TODAY)));
    // Somebody came, somebody went, and two are in no file
    let new = numbers.iter().filter(|number| !before.contains_key(*number)).count();
    assert_eq!(new, 8 + 1, "eight who came, and a number with a letter for a digit");
    let gone = known.iter().filter(|document| {
        day(document, "lastMovementDate") == Some(TODAY) && word(document, "status").starts_with("INACTIVE")
    });
    assert_eq!(gone.count(), 5);
    let left_out = STANDARD.people.iter().filter(|person| !numbers.contains(person.prison_number.as_str()));
    assert_eq!(left_out.clone().count(), 2 + 1, "two left out, and one whose number was spoilt");
    assert!(left_out.clone().all(is_active));
}

#[test]
fn what_goes_wrong_in_an_office_is_in_a_folder_of_its_own() {
    let exports = exports(&STANDARD);
    let table = &export(&exports, "from-a-spreadsheet.csv").bytes;
    assert!(std::str::from_utf8(table).is_err(), "a spreadsheet writes letters in an encoding of its own");
    assert!(table.starts_with(b"prisonerNumber,") && table.windows(2).filter(|pair| pair == b"\r\n").count() == 13);
    let cut = export(&exports, "cut-off.json");
    assert!(serde_json::from_slice::<Value>(&cut.bytes).is_err());
    assert!(documents(export(&exports, "another-prison.json")).iter().all(|document| {
        !STANDARD.people.iter().any(|person| person.prison_number == word(document, "prisonerNumber"))
    }));
    let faulty = exports.iter().filter(|export| export.path.starts_with("faulty/")).count();
    assert_eq!((exports.len(), faulty), (5, 3));
}

#[test]
fn the_same_prison_exports_the_same_bytes_and_the_smallest_one_something() {
    let bytes = |prison| exports(prison).into_iter().map(|export| export.bytes).collect::<Vec<_>>();
    assert_eq!(bytes(&STANDARD), bytes(&STANDARD));
    let options = demo::Options { people: 3, notes: 0, staff: 9, ..demo::Options::standard(TODAY) };
    assert_eq!(exports(&demo::generate(&options)).len(), 5);
}
