//! Backups, and going on from them.

use app::clock::SystemClock;
use app::keystore::Keystore;
use serde_json::json;
use tests::command::{Account, PASSPHRASE, ran};
use tests::people::person;
use tests::unit::passphrase;

const KIERAN: &str = "A4417FK";

/// An account with a case, a restricted note, and a backup of them.
fn backed_up() -> (Account, String) {
    let account = Account::with_people(&[person(KIERAN, "Kieran", "Ashdown")]);
    account.notes(KIERAN, "Before the backup", &[]);
    account.notes(KIERAN, "Restricted, before the backup", &["--restricted"]);
    let file = account.text("leeds.backup");
    account.run(["backup", &file]).done();
    (account, file)
}

/// Runs the program on another profile of the account.
fn at(account: &Account, profile: &str, arguments: &[&str]) -> tests::command::Ran {
    let mut command = account.bare_command(tests::command::program());
    command.arg("--profile").arg(account.path(profile)).args(arguments);
    ran(command)
}

/// How many devices the unit has, and which is this one.
async fn devices(account: &Account, profile: &str) -> (usize, u32) {
    let keystore = Keystore::File(account.keystore());
    let clock = Box::new(SystemClock);
    let session = app::unlock::unlock(&account.path(profile), keystore, clock, passphrase()).await.unwrap();
    let found = (session.record().membership().devices().len(), session.record().own_device().unwrap().index.0);
    session.lock().await.unwrap();
    found
}

/// The restored profile has all that was backed up, is a device of its own, and goes on.
async fn goes_on(account: &Account, profile: &str) {
    let verified = at(account, profile, &["--json", "verify"]).done().json();
    assert_eq!(devices(account, profile).await, (2, 1));
    let case =
        at(account, profile, &["--json", "case", KIERAN, "--restricted", "Looking after the restore"]).done().json();
    assert_eq!(case["restrictedNotes"][0]["text"], "Restricted, before the backup");
    let note = ["note", KIERAN, "--type", "GEN", "--subtype", "HIS", "--text", "After the restore"];
    at(account, profile, &note).done();
    let case = at(account, profile, &["--json", "case", KIERAN]).done().json();
    assert_eq!((&case["notesInAll"], &case["notes"][0]["text"]), (&json!(3), &json!("After the restore")));
    let after = at(account, profile, &["--json", "verify"]).done().json();
    assert_eq!(after["entries"].as_u64(), verified["entries"].as_u64().map(|entries| entries + 3));
    assert_eq!(after["devices"], 2);
    // It can do what an administrator does, and be backed up in its turn.
    at(account, profile, &["staff", "add", "Ben Okafor", "--role", "pom"]).done();
    at(account, profile, &["rebuild"]).done();
    at(account, profile, &["backup", &account.text("second.backup")]).done();
    at(account, profile, &["verify"]).done();
}

#[tokio::test]
async fn a_backup_opens_with_the_passphrase_and_goes_on_as_a_new_device() {
    let (account, file) = backed_up();
    assert_eq!(devices(&account, "profile").await, (1, 0));
    // What is written after the backup is not in it.
    account.notes(KIERAN, "After the backup", &[]);
    let said = at(&account, "restored", &["restore", &file]).done().stdout;
    assert!(said.contains("new device of Ada Pike"), "{said}");
    goes_on(&account, "restored").await;
    // The old profile still opens by itself; its owner is told nothing false.
    assert_eq!(account.case(KIERAN)["notesInAll"], 3);
    account.entries();
}

#[tokio::test]
async fn a_backup_opens_anywhere_with_the_recovery_key() {
    // Given a backup and the recovery key on another computer, where there is nothing else
    let (lost, file) = backed_up();
    let mut account = Account::new();
    std::fs::copy(&file, account.path("leeds.backup")).unwrap();
    let words = std::fs::read_to_string(lost.path("recovery")).unwrap();
    account.file("words", words.to_uppercase().replace(' ', "\n"));
    let (file, words) = (account.text("leeds.backup"), account.text("words"));
    // The passphrase alone does not open it there.
    let said = at(&account, "restored", &["restore", &file]).refused();
    assert!(said.contains("key is not in the key store") && said.contains("recovery key"), "{said}");
    assert!(!account.path("restored").join("record.db").exists());
    // A passphrase for the restored profile is judged like any new one.
    account.set("THROUGHCARE_PASSPHRASE", "hunter2");
    let said = at(&account, "restored", &["restore", &file, "--recovery", &words]).refused();
    assert!(said.contains("guessed too soon"), "{said}");
    account.set("THROUGHCARE_PASSPHRASE", PASSPHRASE);
    at(&account, "restored", &["restore", &file, "--recovery", &words]).done();
    goes_on(&account, "restored").await;
}

#[test]
fn what_is_no_backup_or_no_recovery_key_changes_nothing() {
    let (account, file) = backed_up();
    let whole = std::fs::read(&file).unwrap();
    for (name, content) in [
        ("empty", Vec::new()),
        ("other", b"%PDF-1.7 something else that is long enough to have a head".to_vec()),
        ("short", whole[..whole.len() - 4096].to_vec()),
        ("head", whole[..30].to_vec()),
    ] {
        let broken = account.file(name, content);
        let said = at(&account, "restored", &["restore", broken.to_str().unwrap()]).refused();
        assert!(said.contains("is not a whole Throughcare backup"), "{name}: {said}");
        assert!(!account.path("restored").join("record.db").exists(), "{name}");
    }
    // Words that are not this unit's key, or no key at all.
    let other = Account::founded();
    let foreign = std::fs::read_to_string(other.path("recovery")).unwrap();
    let own = std::fs::read_to_string(account.path("recovery")).unwrap();
    let backwards: Vec<&str> = own.split_whitespace().rev().collect();
    for (words, says) in [
        (foreign.clone(), "not the recovery key of this unit"),
        ("marmalade ".repeat(24), "Word 1 is not one of the words"),
        ("abandon".to_owned(), "has 24 words; 1 were entered"),
        (format!("{own} abandon"), "has 24 words; 25 were entered"),
        (backwards.join(" "), "not"),
    ] {
        let words = account.file("wrong words", words);
        let said = at(&account, "restored", &["restore", &file, "--recovery", words.to_str().unwrap()]).refused();
        assert!(said.contains(says), "{said}");
        assert!(!account.path("restored").join("record.db").exists());
    }
    let said = at(&account, "restored", &["restore", &file, "--recovery", "nowhere"]).refused();
    assert!(said.contains("nowhere could not be read"), "{said}");
    // Neither a backup nor a profile is ever written over.
    assert!(account.run(["backup", &file]).refused().contains("exists already"));
    assert!(std::fs::read(&file).unwrap() == whole);
    assert!(account.run(["restore", &file]).refused().contains("There is a profile in"));
    let mut wrong = Account::founded();
    wrong.set("THROUGHCARE_PASSPHRASE", "another passphrase entirely");
    let mut command = wrong.bare_command(tests::command::program());
    command.env("THROUGHCARE_KEYSTORE", format!("file:{}", account.keystore().display()));
    command.arg("--profile").arg(wrong.path("restored")).args(["restore", &file]);
    assert!(ran(command).refused().contains("not the passphrase"));
    // After all of that, the backup is as good as it was.
    at(&account, "restored", &["restore", &file]).done();
    account.entries();
}

#[test]
fn a_backup_goes_where_it_can_and_leaves_nothing_beside_it() {
    let account = Account::with_people(&[person(KIERAN, "Kieran", "Ashdown")]);
    let said = account.run(["backup", &account.text("nowhere/leeds.backup")]).refused();
    assert!(said.contains("is in a folder that does not exist"), "{said}");
    account.file("backups/keep", "");
    account.run(["backup", &account.text("backups/leeds.backup")]).done();
    let mut names: Vec<String> = tests::canary::files(&account.path("backups"))
        .iter()
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["keep", "leeds.backup"]);
}
