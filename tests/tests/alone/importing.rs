//! An import from the window: planned and looked at, taken or left, stopped half way, the same again, and what was kept aside saved.

use std::fs::{File, read_to_string};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use api::{
    Code, DropImport, Encoding, ExportQuarantine, ImportPlanView, Imports, Lock, News, OpenCase, PlanFilter,
    PlanImport, PlannedOutcome, PlannedPeople, PlannedPersonView, RecordFact, StopImport, TakeImport, Then,
};
use serde_json::{Value, json};
use tests::command::PASSPHRASE;
use tests::people::{changed, number, page, person, prisoner};
use tests::room::Room;
use tests::unit::morning;

/// A file in the room's folder.
fn file(room: &Room, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = room.folder.path().join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, content).unwrap();
    path.display().to_string()
}

/// Plans what is in a file of its own.
async fn plan(room: &Room, name: &str, content: impl AsRef<[u8]>) -> ImportPlanView {
    let path = file(room, name, content);
    room.call(PlanImport { paths: vec![path] }).await.unwrap()
}

async fn people(room: &Room, filter: PlanFilter) -> Vec<PlannedPersonView> {
    let view = room.call(PlannedPeople { filter, offset: 0, limit: 100 }).await.unwrap();
    assert_eq!(view.rows.len(), usize::try_from(view.all).unwrap());
    view.rows
}

fn fields(names: &[&str]) -> PlanFilter {
    PlanFilter::Fields(names.iter().map(|name| (*name).to_owned()).collect())
}

fn numbers(people: &[PlannedPersonView]) -> Vec<&str> {
    people.iter().map(|person| person.number.as_str()).collect()
}

fn counts(plan: &ImportPlanView) -> [usize; 5] {
    assert_eq!(plan.read, plan.new + plan.changed + plan.unchanged + plan.warned + plan.quarantined);
    [plan.new, plan.changed, plan.unchanged, plan.warned, plan.quarantined]
}

/// The night's file: one date moved far, one a little, a cell, somebody gone, somebody new, and two rows that cannot be taken.
fn night() -> Vec<Value> {
    vec![
        changed(&prisoner(1), &[("conditionalReleaseDate", json!("2027-05-20"))]),
        changed(&prisoner(2), &[("conditionalReleaseDate", json!("2026-11-28")), ("category", json!("D"))]),
        changed(&prisoner(3), &[("cellLocation", json!("B-1-001"))]),
        changed(
            &prisoner(4),
            &[
                ("prisonId", json!("OUT")),
                ("status", json!("INACTIVE OUT")),
                ("inOutStatus", json!("OUT")),
                ("lastMovementTypeCode", json!("REL")),
                ("lastMovementDate", json!("2026-11-19")),
            ],
        ),
        person("A4417FK", "Kieran", "Ashdown"),
        changed(&prisoner(6), &[("conditionalReleaseDate", json!("31/02/2027"))]),
        changed(&prisoner(7), &[("prisonerNumber", json!("A10I7BC"))]),
    ]
}

async fn with_five() -> Room {
    let (room, ..) = Room::founded().await;
    room.imports("export.json", &[1, 2, 3, 4, 5].map(prisoner)).await;
    room.pass(1);
    room
}

#[tokio::test]
async fn everything_that_a_file_would_do_is_seen_before_it_does_it() {
    // Given five people, one of whom staff know better than the prison system
    let room = with_five().await;
    let known = RecordFact {
        number: number(2),
        field: "category".into(),
        value: "B".into(),
        calculated: None,
        reason: "Board".into(),
    };
    room.call(known).await.unwrap();
    // When the night's file is read
    let plan = plan(&room, "night.json", page(&night())).await;
    // Then its figures add up, and the filters show whom they count
    assert_eq!(counts(&plan), [1, 4, 0, 0, 2]);
    assert_eq!((plan.dates_moved, plan.corrects_staff, plan.movements), (2, 1, 1));
    let moved = people(&room, PlanFilter::DatesMove).await;
    assert_eq!(numbers(&moved), [number(2), number(1)], "the date that moves furthest comes first");
    let release = &moved[0].fields[0];
    assert_eq!((release.field.as_str(), release.days), ("conditionalReleaseDate", Some(-170)));
    assert_eq!((release.old.as_deref(), release.new.as_deref()), (Some("2027-05-17"), Some("2026-11-28")));
    let category = moved[0].fields.iter().find(|change| change.field == "category").unwrap();
    assert!(category.corrects_staff && category.old.as_deref() == Some("B"));
    assert_eq!(numbers(&people(&room, PlanFilter::CorrectsStaff).await), [number(2)]);
    assert_eq!(numbers(&people(&room, PlanFilter::Leaves).await), [number(4)]);
    assert_eq!(numbers(&people(&room, fields(&["cellLocation"])).await), [number(3)]);
    let new = people(&room, PlanFilter::New).await;
    assert_eq!((numbers(&new), new[0].outcome), (vec!["A4417FK"], PlannedOutcome::New));
    assert_eq!(people(&room, PlanFilter::Touched).await.len(), 5);
    // Nobody is removed because a file leaves them out
    let out = people(&room, PlanFilter::NotInFile).await;
    assert_eq!((numbers(&out), out[0].outcome), (vec![number(5).as_str()], PlannedOutcome::NotInFile));
    // What has legal weight is to be checked, a cell is not
    let then =
        |filter: &PlanFilter| plan.rules.iter().find(|rule| rule.filter == *filter).map(|rule| (rule.then, rule.rows));
    assert_eq!(then(&fields(&["conditionalReleaseDate"])), Some((Then::Check, 2)));
    assert_eq!(then(&PlanFilter::Leaves), Some((Then::Check, 1)));
    assert_eq!(then(&fields(&["cellLocation"])), Some((Then::Take, 1)));
    assert_eq!(then(&PlanFilter::NotInFile), Some((Then::Stay, 1)));
    // And what cannot be taken is listed as it was written, with its row
    let aside: Vec<_> = plan.aside.iter().map(|row| (row.row, row.number.as_deref().unwrap())).collect();
    assert_eq!(aside, [(6, number(6).as_str()), (7, "A10I7BC")]);
    assert!(plan.aside[0].reasons[0].contains("31/02/2027"), "{:?}", plan.aside[0]);
    // Nothing has changed yet
    assert_eq!(room.people("").await.unwrap().all, 5);
}

#[tokio::test]
async fn a_plan_is_taken_once_and_the_same_file_again_changes_nothing() {
    let room = with_five().await;
    plan(&room, "night.json", page(&night())).await;
    assert!(room.call(TakeImport {}).await.unwrap().entries > 0);
    // It is in the record, and the window was told how far it was, in rows
    let case = room.call(OpenCase { number: number(2) }).await.unwrap();
    assert!(case.dates.iter().any(|date| date.field == "conditionalReleaseDate" && date.value == "2026-11-28"));
    let told = room.heard.lock().unwrap().iter().rev().find_map(|news| match news {
        News::Progress { what, done, of } if what == "Rows imported" => Some((*done, *of)),
        _ => None,
    });
    assert_eq!(told, Some((7, 7)), "four changed, one new, two kept aside");
    // What was imported last is known, with who did it
    let before = room.call(Imports {}).await.unwrap();
    let last = before.last.unwrap();
    assert_eq!((last.by.as_str(), last.read, last.quarantined, before.aside), ("Ada Pike", 7, 2, 2));
    assert_eq!(last.files, ["night.json"]);
    // A plan is taken once
    assert_eq!(room.call(TakeImport {}).await.unwrap_err().code, Code::Input);
    // And the same file again changes nothing, and is known to be the same
    let again = plan(&room, "night.json", page(&night())).await;
    assert_eq!(counts(&again), [0, 0, 5, 0, 2]);
    assert!(again.files[0].again && !again.files[0].older);
    assert_eq!(room.call(TakeImport {}).await.unwrap().entries, 0);
    assert_eq!(room.call(Imports {}).await.unwrap().aside, 2);
}

#[tokio::test]
async fn rows_kept_aside_are_saved_from_the_plan_and_from_all_imports() {
    let room = with_five().await;
    let at = |name: &str| room.folder.path().join(name).display().to_string();
    plan(&room, "night.json", page(&night())).await;
    let of_plan = ExportQuarantine { file: at("plan.csv"), of_plan: true };
    assert_eq!(room.call(of_plan).await.unwrap(), 2);
    let table = read_to_string(at("plan.csv")).unwrap();
    assert!(table.starts_with("file,row,prisonerNumber,rules,reasons,raw\r\n") && table.contains("A10I7BC"), "{table}");
    // A window has no folder of its own
    let nowhere = ExportQuarantine { file: "plan.csv".to_owned(), of_plan: true };
    assert!(room.call(nowhere).await.unwrap_err().message.contains("in which folder"));
    // None was kept aside by an import yet
    let ever = |name: &str| ExportQuarantine { file: at(name), of_plan: false };
    assert_eq!(room.call(ever("none.csv")).await.unwrap(), 0);
    room.call(TakeImport {}).await.unwrap();
    assert_eq!(room.call(ever("ever.csv")).await.unwrap(), 2);
    assert!(read_to_string(at("ever.csv")).unwrap().contains("31/02/2027"));
    // No file is written over, and a plan that has gone has no rows
    assert_eq!(room.call(ever("ever.csv")).await.unwrap_err().code, Code::Input);
    let gone = ExportQuarantine { file: at("gone.csv"), of_plan: true };
    assert_eq!(room.call(gone).await.unwrap_err().code, Code::Input);
    assert!(!Path::new(&at("gone.csv")).exists());
}

#[tokio::test]
async fn what_is_stopped_leaves_nothing_and_can_be_begun_again() {
    let room = with_five().await;
    let path = file(&room, "night.json", page(&night()));
    // Reading is stopped: there is no plan
    let (read, told) = tokio::join!(room.call(PlanImport { paths: vec![path.clone()] }), room.call(StopImport {}));
    told.unwrap();
    assert_eq!(read.unwrap_err().code, Code::Stopped);
    assert_eq!(room.call(TakeImport {}).await.unwrap_err().code, Code::Input);
    // Taking is stopped: the record is as it was, and the plan still waits
    room.call(PlanImport { paths: vec![path] }).await.unwrap();
    let (took, told) = tokio::join!(room.call(TakeImport {}), room.call(StopImport {}));
    told.unwrap();
    assert_eq!(took.unwrap_err().code, Code::Stopped);
    assert_eq!(room.people("").await.unwrap().all, 5);
    assert_eq!(room.call(Imports {}).await.unwrap().aside, 0);
    assert_eq!(people(&room, PlanFilter::Touched).await.len(), 5);
    // What was stopped before stops nothing that comes after
    assert!(room.call(TakeImport {}).await.unwrap().entries > 0);
    assert_eq!(room.people("").await.unwrap().all, 6);
}

#[tokio::test]
async fn a_plan_does_not_outlive_the_window_that_shows_it() {
    let room = with_five().await;
    plan(&room, "night.json", page(&night())).await;
    room.call(DropImport {}).await.unwrap();
    assert_eq!(room.call(TakeImport {}).await.unwrap_err().code, Code::Input);
    plan(&room, "night.json", page(&night())).await;
    room.call(Lock {}).await.unwrap();
    let locked = room.call(PlannedPeople { filter: PlanFilter::Touched, offset: 0, limit: 9 }).await.unwrap_err();
    assert_eq!(locked.code, Code::Locked);
    room.unlock(PASSPHRASE).await.unwrap();
    // It is gone, and that is said once
    assert_eq!(room.call(TakeImport {}).await.unwrap_err().code, Code::Input);
    assert!(room.call(Imports {}).await.unwrap().dropped);
    assert!(!room.call(Imports {}).await.unwrap().dropped);
    assert_eq!(room.people("").await.unwrap().all, 5);
}

#[tokio::test]
async fn a_file_that_ends_in_the_middle_is_shown_and_not_taken() {
    let room = with_five().await;
    let whole = page(&night());
    let plan = plan(&room, "half.json", &whole[..whole.len() / 2]).await;
    assert!(plan.files[0].half_written && plan.quarantined > 0);
    let refused = room.call(TakeImport {}).await.unwrap_err();
    assert_eq!(refused.message, "half.json ends in the middle.");
    assert_eq!(room.call(Imports {}).await.unwrap().aside, 0);
}

#[tokio::test]
async fn what_is_odd_about_a_file_is_said_of_it() {
    let room = with_five().await;
    // Another prison's
    let theirs =
        [1, 2].map(|serial| changed(&person(&format!("F{serial}234BC"), "Mia", "Holt"), &[("prisonId", json!("MDI"))]));
    let theirs = plan(&room, "theirs.json", page(&theirs)).await;
    assert_eq!((theirs.other_prison, theirs.read), (2, 2));
    // In an encoding of its own: nothing is guessed, the rows with such letters are kept aside
    let table = b"prisonerNumber,lastName,cellLocation\r\nA1001BC,O'Rourke,C-1-001\r\nA1002BC,N\xFA\xF1ez,C-1-002\r\n";
    let table = plan(&room, "table.csv", table).await;
    assert_eq!((table.files[0].encoding, table.files[0].unreadable), (Encoding::Windows1252, 1));
    // A path as Windows copies it
    let quoted = format!("\"{}\"", file(&room, "quoted.json", prisoner(8).to_string()));
    assert_eq!(room.call(PlanImport { paths: vec![quoted] }).await.unwrap().read, 1);
    // A folder's other files
    file(&room, "folder/a.json", prisoner(8).to_string());
    file(&room, "folder/letter.txt", "Good morning");
    let folder = room.folder.path().join("folder");
    let folder = room.call(PlanImport { paths: vec![folder.display().to_string()] }).await.unwrap();
    assert!(folder.left_out.len() == 1 && folder.left_out[0].ends_with("letter.txt"));
    // Older than the last import
    let old = PathBuf::from(file(&room, "old.json", page(&[prisoner(9)])));
    let before = SystemTime::from(morning(0)) - Duration::from_hours(48);
    File::options().write(true).open(&old).unwrap().set_modified(before).unwrap();
    let old = room.call(PlanImport { paths: vec![old.display().to_string()] }).await.unwrap();
    assert!(old.files[0].older && old.last.is_some(), "{:?}", old.files);
    assert!(old.files[0].changed.is_some());
}

#[tokio::test]
async fn what_cannot_be_read_is_said_at_the_field_for_the_path() {
    let room = with_five().await;
    for (path, says) in [
        ("  ".to_owned(), "No file is named"),
        ("export.json".to_owned(), "in which folder"),
        (room.folder.path().join("nowhere.json").display().to_string(), "does not exist"),
        (file(&room, "empty.json", ""), "is empty"),
        (file(&room, "book.csv", b"PK\x03\x04\x14\x00\x00\x00"), "CSV UTF-8"),
        (file(&room, "letter.csv", "Dear colleague,"), "prisonerNumber"),
    ] {
        let refused = room.call(PlanImport { paths: vec![path] }).await.unwrap_err();
        assert_eq!((refused.code, refused.field.as_deref()), (Code::Input, Some("path")), "{refused:?}");
        assert!(refused.message.contains(says), "{refused:?}");
    }
}

#[tokio::test]
async fn a_long_plan_comes_a_screenful_at_a_time() {
    let (room, ..) = Room::founded().await;
    let everybody: Vec<Value> = (0..450).map(prisoner).collect();
    plan(&room, "everybody.json", page(&everybody)).await;
    let asked = |offset, limit| room.call(PlannedPeople { filter: PlanFilter::New, offset, limit });
    let first = asked(0, 200).await.unwrap();
    assert_eq!((first.all, first.rows.len()), (450, 200));
    let last = asked(400, 200).await.unwrap();
    assert_eq!((last.all, last.rows.len()), (450, 50));
    assert!(first.rows.iter().all(|person| last.rows.iter().all(|other| other.number != person.number)));
    assert!(room.call(TakeImport {}).await.unwrap().entries > 0);
    assert_eq!(room.people("").await.unwrap().all, 450);
    let told: Vec<u64> = room
        .heard
        .lock()
        .unwrap()
        .iter()
        .filter_map(|news| match news {
            News::Progress { of, .. } => Some(*of),
            _ => None,
        })
        .collect();
    assert!(told.contains(&450), "{told:?}");
}
