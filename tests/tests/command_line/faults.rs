//! What can go wrong around the record: its file damaged, foreign, newer or missing; a disk that is full or read-only; a clock
//! that was set back. Each has its own message, and nothing is lost.

use std::process::Command;

use app::clock::{Clock, SystemClock};
use app::keystore::Keystore;
use app::note::NewNote;
use app::types::Visibility;
use jiff::ToSpan;
use sqlx::{ConnectOptions, Connection};
use tests::command::{Account, program, ran};
use tests::people::{number, person, prisoner};
use tests::unit::{Office, database_key, imports, is_whole, morning, passphrase};

const KIERAN: &str = "A4417FK";

fn account() -> Account {
    let account = Account::with_people(&[person(KIERAN, "Kieran", "Ashdown")]);
    account.notes(KIERAN, "Before the fault", &[]);
    account
}

#[test]
fn a_record_that_is_missing_foreign_or_damaged_is_told_apart_and_left_alone() {
    let account = account();
    let record = account.profile().join("record.db");
    let whole = std::fs::read(&record).unwrap();
    let foreign = Account::founded();
    let other = std::fs::read(foreign.profile().join("record.db")).unwrap();
    let mut damaged_head = whole.clone();
    damaged_head[20..60].fill(0x55);
    for (content, says) in [
        (None, "file is missing from this profile"),
        (Some(other), "is damaged, or it belongs to another profile"),
        (Some(b"SQLite format 3\0 and the rest".repeat(300)), "is damaged, or it belongs to another profile"),
        (Some(whole[..whole.len() / 2].to_vec()), "damaged"),
        (Some(damaged_head), "is damaged, or it belongs to another profile"),
    ] {
        match &content {
            None => std::fs::remove_file(&record).unwrap(),
            Some(content) => std::fs::write(&record, content).unwrap(),
        }
        let said = account.run(["verify"]).refused();
        assert!(said.contains(says), "{said}");
        let left = record.is_file().then(|| std::fs::read(&record).unwrap());
        assert_eq!(left.map(|left| left.len()), content.map(|content| content.len()), "the file was changed");
        // Nothing takes its place.
        account.run(["found", "--prison", "LEI", "--staff", "Ada Pike"]).refused();
    }
    // A file that was emptied holds nothing that could be kept: it is no record either.
    std::fs::write(&record, "").unwrap();
    assert!(account.run(["verify"]).refused().contains("Restore the newest backup"));
    std::fs::write(&record, whole).unwrap();
    assert_eq!(account.case(KIERAN)["notes"][0]["text"], "Before the fault");
    account.entries();
}

#[test]
fn a_damaged_page_is_found_by_verify_wherever_it_is() {
    let account = account();
    let record = account.profile().join("record.db");
    let whole = std::fs::read(&record).unwrap();
    for at in [whole.len() / 4, whole.len() / 2, whole.len() - 2000] {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        std::fs::write(&record, damaged).unwrap();
        let said = account.run(["verify"]).refused();
        assert!(said.contains("damaged"), "byte {at}: {said}");
    }
    std::fs::write(&record, whole).unwrap();
    account.entries();
}

#[tokio::test]
async fn a_record_of_a_later_version_is_refused_unchanged() {
    // Given a record on which a later version has made a change of its own
    let account = account();
    let record = account.profile().join("record.db");
    let key = database_key(&account.profile(), &Keystore::File(account.keystore())).await;
    let options =
        sqlx::sqlite::SqliteConnectOptions::new().filename(&record).pragma("key", key.to_pragma().to_string());
    let mut later = options.connect().await.unwrap();
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
         VALUES (9000, 'of a later version', 1, x'00', 0)",
    )
    .execute(&mut later)
    .await
    .unwrap();
    later.close().await.unwrap();
    let before = std::fs::read(&record).unwrap();
    // When this one opens it, then it says so and changes nothing
    for arguments in [["verify"].as_slice(), &["rebuild"], &["cases"]] {
        let said = account.run(arguments).refused();
        assert!(said.contains("later version of Throughcare") && said.contains("Install that version"), "{said}");
    }
    assert!(std::fs::read(&record).unwrap() == before, "the record was changed");
    // The same for the profile's own files.
    let card = account.profile().join("profile.json");
    let text = std::fs::read_to_string(&card).unwrap();
    std::fs::write(&card, text.replace("\"version\": 1", "\"version\": 2")).unwrap();
    assert!(account.run(["verify"]).refused().contains("later version of Throughcare"));
}

/// Runs a shell script in which mounts are its own: as root, or where anybody may have a namespace of their own, as such a
/// root. `$CLI` is the program, `$PROFILE` the profile.
fn in_own_mounts(account: &Account, script: &str) -> tests::command::Ran {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
    let mut command = account.bare_command("unshare");
    command.args((!is_root).then_some("--map-root-user"));
    command.args(["--mount", "--propagation", "private", "sh", "-euc", script]);
    command.env("CLI", program()).env("PROFILE", account.profile());
    ran(command)
}

#[test]
fn a_folder_that_cannot_be_written_says_so_and_loses_nothing() {
    let account = account();
    let before = account.entries();
    let script = "mount --bind \"$PROFILE\" \"$PROFILE\"; mount -o remount,ro,bind \"$PROFILE\"; \
                  exec \"$CLI\" --profile \"$PROFILE\" note A4417FK --type GEN --subtype HIS --text lost";
    let said = in_own_mounts(&account, script).refused();
    assert!(said.contains("cannot be written to") && said.contains("Everything saved before is safe"), "{said}");
    assert!(said.contains("Allow writing to the folder"), "{said}");
    assert_eq!(account.entries(), before);
    // The same for a folder in which a profile should be made.
    let script = "mkdir empty; mount --bind empty empty; mount -o remount,ro,bind empty; \
                  exec \"$CLI\" --profile empty/profile found --prison LEI --staff 'Ada Pike'";
    let said = in_own_mounts(&account, script).refused();
    assert!(said.contains("cannot be written to"), "{said}");
}

#[test]
fn a_full_disk_says_so_and_everything_acknowledged_is_there_when_there_is_room_again() {
    let account = account();
    // Given a disk on which the profile just fits, notes until there is no more room; then room again
    let script = r#"
        mkdir disk; mount -t tmpfs -o size=6m tmpfs disk; cp -r "$PROFILE" disk/profile
        note() { "$CLI" --profile disk/profile note A4417FK --type GEN --subtype HIS --text - < words; }
        head -c 100000 /dev/zero | tr '\0' 'q' > words
        : > ballast; head -c 3500000 /dev/zero > disk/ballast || true
        saved=0
        while note > out 2> err; do saved=$((saved + 1)); [ $saved -lt 200 ]; done
        grep -v warning: err
        "$CLI" --profile disk/profile verify > out 2> err || grep -v warning: err
        rm disk/ballast
        note > /dev/null 2>&1 && saved=$((saved + 1))
        "$CLI" --profile disk/profile verify > /dev/null 2>&1
        "$CLI" --profile disk/profile --json case A4417FK > case.json 2> /dev/null
        echo "saved $saved"
    "#;
    let ran = in_own_mounts(&account, script).done();
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert!(
        lines[0].contains("The disk is full, so this could not be saved. Everything saved before is safe."),
        "{lines:#?}"
    );
    assert!(lines[0].contains("Free some space"), "{lines:#?}");
    let saved: u64 = lines.last().unwrap().strip_prefix("saved ").unwrap().parse().unwrap();
    // Then all that was said to be saved is there, and the first one from before
    let case: serde_json::Value = serde_json::from_slice(&std::fs::read(account.path("case.json")).unwrap()).unwrap();
    assert_eq!(case["notesInAll"], saved + 1, "{lines:#?}");
    assert!(saved > 2, "{lines:#?}");
}

#[tokio::test]
async fn a_clock_that_was_set_back_is_warned_of_and_work_goes_on() {
    // Given a record that was written until some minute
    let office = Office::new();
    let mut ada = office.founded().await;
    imports(&mut ada, &[prisoner(0)]).await;
    let who = tests::unit::number(&number(0));
    let note = |text: &str| NewNote {
        note_type: "GEN".to_owned(),
        sub_type: "HIS".to_owned(),
        occurred: None,
        text: text.to_owned(),
        visibility: Visibility::General,
        actions: Vec::new(),
    };
    let first = ada.write_note(&who, note("On time")).await.unwrap();
    assert_eq!(ada.clock_warning().await.unwrap(), None);
    ada.lock().await.unwrap();
    // When the clock says three hours earlier
    let unlock = |minutes| {
        let clock = Box::new(app::clock::FixedClock(morning(minutes)));
        let (profile, keystore) = (office.profile("Ada Pike"), office.keystore());
        async move { app::unlock::unlock(&profile, keystore, clock, passphrase()).await.unwrap() }
    };
    let mut early = unlock(-180).await;
    // Then that is said, and what is written comes after all the same
    let warning = early.clock_warning().await.unwrap().unwrap();
    assert!(warning.contains("3 hours behind") && warning.contains("set the clock"), "{warning}");
    let second = early.write_note(&who, note("With a wrong clock")).await.unwrap();
    early.amend_note(second, "The clock was wrong", "It was later").await.unwrap();
    early.amend_note(first, "More", "Of the same day").await.unwrap();
    is_whole(&early).await;
    early.lock().await.unwrap();
    // And when the clock is right again, all is there
    let ada = unlock(10).await;
    assert_eq!(ada.clock_warning().await.unwrap(), None);
    let notes = ada.notes(&who, 10, 0).await.unwrap();
    assert_eq!(notes.len(), 2);
    assert!(notes.iter().all(|note| note.amendments.len() == 1));
    is_whole(&ada).await;
}

#[tokio::test]
async fn the_command_line_warns_of_a_clock_that_is_behind() {
    // Given a record that was written on a computer whose clock was a day ahead
    let account = Account::new();
    let clock = app::clock::FixedClock(SystemClock.now() + 24.hours());
    let words = passphrase();
    let founding = app::found::Founding { prison: "LEI", staff: "Ada Pike", passphrase: &words, demonstration: false };
    let keystore = Keystore::File(account.keystore());
    let (mut ada, _) = app::found::found(&account.profile(), keystore, Box::new(clock), &founding).await.unwrap();
    imports(&mut ada, &[prisoner(0)]).await;
    ada.lock().await.unwrap();
    // When it is used today, then there is a warning besides the one about the key store, and the work is done
    let done = account.run(["note", &number(0), "--type", "GEN", "--subtype", "HIS", "--text", "Today"]).done();
    let warnings = done.warnings();
    assert!(warnings.iter().any(|line| line.contains("hours behind the newest entry")), "{warnings:#?}");
    assert_eq!(warnings.len(), done.stderr.lines().count(), "{}", done.stderr);
    account.entries();
}

#[test]
fn without_a_keyring_it_says_what_there_is_instead() {
    // Given an account without a bus, as over ssh or in a nightly job
    let mut account = Account::new();
    account.unset("THROUGHCARE_KEYSTORE");
    let said = account.run(["found", "--prison", "LEI", "--staff", "Ada Pike"]).refused();
    assert!(said.contains("has no keyring that Throughcare can reach"), "{said}");
    assert!(said.contains("THROUGHCARE_KEYSTORE=file:PATH") && said.contains("weaker"), "{said}");
    // Nothing half made is left, so that the next try can succeed.
    account.set("THROUGHCARE_KEYSTORE", format!("file:{}", account.text("keystore.json")));
    account.run(["found", "--prison", "LEI", "--staff", "Ada Pike"]).done();
}
