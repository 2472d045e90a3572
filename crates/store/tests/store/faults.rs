//! What can happen to a file and its folder: each is told apart, and nothing that was acknowledged is lost.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use casework::event::Visibility;
use jiff::Timestamp;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use store::{StoreError, WriteError};
use tempfile::TempDir;

use crate::support::*;

fn kieran() -> casework::PrisonNumber {
    number("A4417FK")
}

/// A closed desk with twenty notes.
async fn a_closed_desk() -> Desk {
    let mut ada = founded().await;
    ada.meets(&kieran(), "Kieran", "Ashdown").await;
    for id in 0..20 {
        ada.writes(&kieran(), Note::new(id, "A note that was acknowledged.").written()).await;
    }
    ada.close().await;
    ada
}

async fn texts(desk: &Desk) -> Vec<String> {
    desk.notes_of(&kieran(), Visibility::General).await.into_iter().map(|note| note.text).collect()
}

// What is in the file ---------------------------------------------------------------------------------------------------

#[tokio::test]
async fn a_wrong_key_is_told() {
    let mut ada = a_closed_desk().await;
    let before = std::fs::read(ada.path()).unwrap();
    let refused = ada.open_as(999).await;
    assert!(matches!(refused, Err(StoreError::NotOurs)), "{refused:?}");
    assert_eq!(std::fs::read(ada.path()).unwrap(), before, "the file was touched");
    ada.open().await.unwrap();
    assert_eq!(texts(&ada).await.len(), 20);
}

#[tokio::test]
async fn a_record_that_is_not_there_is_told() {
    let mut ada = a_closed_desk().await;
    std::fs::remove_file(ada.path()).unwrap();
    let refused = ada.open().await;
    assert!(matches!(refused, Err(StoreError::Missing)), "{refused:?}");
    assert!(!ada.path().exists(), "opening made a file");
    std::fs::create_dir(ada.path()).unwrap();
    let refused = ada.open().await;
    assert!(matches!(refused, Err(StoreError::Missing)), "{refused:?}");
}

#[tokio::test]
async fn a_foreign_file_is_told_and_left_alone() {
    let mut ada = a_closed_desk().await;
    let ours = std::fs::read(ada.path()).unwrap();
    std::fs::remove_file(ada.path()).unwrap();
    let mut foreign = SqliteConnectOptions::new().filename(ada.path()).create_if_missing(true).connect().await.unwrap();
    sqlx::query("CREATE TABLE recipe (name TEXT)").execute(&mut foreign).await.unwrap();
    foreign.close().await.unwrap();
    let plain = std::fs::read(ada.path()).unwrap();
    assert!(plain.starts_with(b"SQLite format 3\0"));

    let noise: Vec<u8> = (0..40_960_u32).flat_map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()).collect();
    let files: [(&str, Vec<u8>); 5] = [
        ("another program's database", plain),
        ("random bytes", noise),
        ("a text", b"Dear diary".to_vec()),
        ("an empty file", Vec::new()),
        ("half a page of ours", ours[..2048].to_vec()),
    ];
    for (what, bytes) in files {
        std::fs::write(ada.path(), &bytes).unwrap();
        let refused = ada.open().await;
        assert!(matches!(refused, Err(StoreError::NotOurs)), "{what}: {refused:?}");
        if !bytes.is_empty() {
            assert_eq!(std::fs::read(ada.path()).unwrap(), bytes, "{what}: the file was changed");
        }
    }
    std::fs::write(ada.path(), ours).unwrap();
    ada.open().await.unwrap();
    ada.is_sound().await;
}

#[tokio::test]
async fn a_database_of_another_program_under_the_same_key_is_told() {
    let mut ada = a_closed_desk().await;
    std::fs::remove_file(ada.path()).unwrap();
    let options = SqliteConnectOptions::new().filename(ada.path()).create_if_missing(true);
    let mut foreign = options.pragma("key", ada.pragma()).disable_statement_logging().connect().await.unwrap();
    sqlx::query("CREATE TABLE recipe (name TEXT)").execute(&mut foreign).await.unwrap();
    foreign.close().await.unwrap();
    let refused = ada.open().await;
    assert!(matches!(refused, Err(StoreError::NotOurs)), "{refused:?}");
}

/// A file that lost its end opens or not, as it happens; it is never taken for whole.
#[tokio::test]
async fn a_truncated_file_is_never_taken_for_whole() {
    let mut ada = a_closed_desk().await;
    let ours = std::fs::read(ada.path()).unwrap();
    let pages = ours.len() / 4096;
    assert!(pages > 20, "{pages} pages");
    for keep in [1, 2, pages / 4, pages / 2, pages - 1] {
        for odd in [0, 777] {
            std::fs::write(ada.path(), &ours[..(keep * 4096 + odd).min(ours.len() - 1)]).unwrap();
            let told = match ada.open().await {
                Err(error) => error,
                Ok(()) => {
                    let told = ada.verify(|_, _| {}).await.expect_err("the damage was not found");
                    ada.drop_dead();
                    match told {
                        store::verify::VerifyError::Wrong(what) => {
                            assert!(what.contains("damaged"), "{keep} pages: {what}");
                            continue;
                        }
                        store::verify::VerifyError::Store(error) => error,
                    }
                }
            };
            assert!(matches!(told, StoreError::Corrupt | StoreError::NotOurs), "{keep} pages and {odd}: {told:?}");
            for rest in ["record.db-wal", "record.db-shm"] {
                let _gone = std::fs::remove_file(ada.folder().join(rest));
            }
        }
    }
    std::fs::write(ada.path(), ours).unwrap();
    ada.open().await.unwrap();
    ada.is_sound().await;
}

#[tokio::test]
async fn a_record_of_a_later_version_is_refused_and_left_alone() {
    let mut ada = a_closed_desk().await;
    ada.tampers(
        "INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) \
         VALUES (9999, 'from the future', '2030-01-01', 1, x'00', 1)",
    )
    .await;
    let before = ada.everything().await;
    let refused = ada.open().await;
    assert!(matches!(refused, Err(StoreError::Newer)), "{refused:?}");
    assert_same("a refused later version", &before, &ada.everything().await);
}

#[tokio::test]
async fn a_record_whose_form_was_changed_by_somebody_is_refused() {
    let mut ada = a_closed_desk().await;
    ada.tampers("UPDATE _sqlx_migrations SET checksum = x'00'").await;
    let refused = ada.open().await;
    assert!(matches!(refused, Err(StoreError::Corrupt)), "{refused:?}");
}

#[tokio::test]
async fn a_new_record_never_replaces_a_file() {
    let ada = a_closed_desk().await;
    let before = std::fs::read(ada.path()).unwrap();
    let refused = store::database::Database::create(&ada.path(), &database_key(1)).await.map(|_| ());
    assert!(matches!(refused, Err(StoreError::Busy)), "{refused:?}");
    assert_eq!(std::fs::read(ada.path()).unwrap(), before);
}

// What is around it -----------------------------------------------------------------------------------------------------

/// A small file system of its own, where this user may have one; unmounted when dropped.
struct Mount(TempDir);

impl Mount {
    fn of_megabytes(size: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={size}m,mode=0755");
        mounts(&["-t", "tmpfs", "-o", &size, "tmpfs"], folder.path()).then(|| Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn remount(&self, how: &str) {
        assert!(mounts(&["-o", &format!("remount,{how}")], self.path()), "it cannot be mounted again as {how}");
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _gone = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

fn mounts(how: &[&str], point: &Path) -> bool {
    let mount = Command::new("mount").args(how).arg(point).stderr(Stdio::null()).status();
    mount.is_ok_and(|status| status.success())
}

/// Fills a disk to its last byte, and says with what.
fn fill(folder: &Path) -> PathBuf {
    let ballast = folder.join("ballast");
    let mut file = std::fs::File::create(&ballast).unwrap();
    for size in [65_536, 4_096, 512, 1] {
        while std::io::Write::write_all(&mut file, &vec![1; size]).is_ok() {}
    }
    ballast
}

/// Makes SQLite itself say “full” to every entry, as if the disk were: a counter that has come to its end.
const BUNG: [&str; 3] = [
    "CREATE TABLE bung (id INTEGER PRIMARY KEY AUTOINCREMENT)",
    "INSERT INTO bung VALUES (9223372036854775807)",
    "CREATE TRIGGER stop AFTER UPDATE OF seal ON entry BEGIN INSERT INTO bung (id) VALUES (NULL); END",
];

async fn tries_a_note(desk: &mut Desk, id: u64) -> Result<store::Written, WriteError> {
    let words = "A long note. ".repeat(3_000);
    desk.tries(&kieran(), vec![Note::new(id, &words).written()]).await
}

/// However “full” comes about: it is said, the desk goes on once there is room, and every acknowledged note is there.
async fn runs_full(mut ada: Desk, frees: impl AsyncFnOnce(&mut Desk)) {
    let before = ada.everything().await;
    for id in 0..3 {
        let full = tries_a_note(&mut ada, 1_000 + id).await;
        assert!(matches!(full, Err(WriteError::Store(StoreError::Full))), "{full:?}");
        // What is there can be read meanwhile.
        assert_eq!(texts(&ada).await.len(), 20);
    }
    assert_same("the full disk", &before, &ada.everything().await);

    frees(&mut ada).await;

    tries_a_note(&mut ada, 2_000).await.expect("there is room again");
    ada.keep_draft("note", "A4417FK", "A draft after that", clock(0)).await.unwrap();
    // A second device, to see that the control log goes on too.
    let mut second = ada.equips(ADA, 555).await;
    second.hears(&ada).await;
    assert_eq!(texts(&second).await.len(), 21);
    assert_eq!(texts(&ada).await.len(), 21);
    ada.is_sound().await;
    ada.reopen().await;
    assert_eq!(texts(&ada).await.len(), 21);
    assert_eq!(ada.drafts().await.unwrap().len(), 1);
    ada.is_sound().await;
}

#[tokio::test]
async fn a_full_disk_is_told_and_loses_nothing() {
    let Some(disk) = Mount::of_megabytes(6) else {
        // Without the right to mount, SQLite says it of its own accord: the store's side is the same.
        let mut ada = a_closed_desk().await;
        ada.open().await.unwrap();
        bunged(ada).await;
        return;
    };
    let mut ada = founded_with(1, Some(disk.path())).await;
    ada.meets(&kieran(), "Kieran", "Ashdown").await;
    for id in 0..20 {
        ada.writes(&kieran(), Note::new(id, "A note that was acknowledged.").written()).await;
    }
    let ballast = fill(disk.path());
    runs_full(ada, async |_| std::fs::remove_file(ballast).unwrap()).await;
}

async fn bunged(ada: Desk) {
    let mut connection = ada.raw().await;
    for statement in BUNG {
        sqlx::query(statement).execute(&mut connection).await.unwrap();
    }
    runs_full(ada, async move |_| {
        sqlx::query("DROP TRIGGER stop").execute(&mut connection).await.unwrap();
        sqlx::query("DROP TABLE bung").execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_database_that_says_full_loses_nothing() {
    let mut ada = a_closed_desk().await;
    ada.open().await.unwrap();
    bunged(ada).await;
}

/// Opening, founding, rebuilding and copying on a full disk.
#[tokio::test]
async fn other_work_on_a_full_disk_is_told_as_well() {
    let Some(disk) = Mount::of_megabytes(12) else { return a_rebuild_that_runs_full().await };
    let mut ada = founded_with(1, Some(disk.path())).await;
    ada.meets(&kieran(), "Kieran", "Ashdown").await;
    for id in 0..200 {
        let words = some_words(&mut seeded(id));
        ada.writes(&kieran(), Note::new(id, &words.repeat(20)).written()).await;
    }
    let before = ada.folded().await;
    ada.reopen().await;
    let ballast = fill(disk.path());

    let rebuilt = ada.rebuild(|_, _| {}).await;
    assert!(matches!(rebuilt, Err(StoreError::Full)), "{rebuilt:?}");
    let copied = ada.copy_to(&disk.path().join("copy.db")).await;
    assert!(matches!(copied, Err(StoreError::Full)), "{copied:?}");
    assert!(!disk.path().join("copy.db").exists(), "half a copy was left behind");
    let founded = store::database::Database::create(&disk.path().join("other.db"), &database_key(2)).await.map(|_| ());
    assert!(matches!(founded, Err(StoreError::Full)), "{founded:?}");
    ada.drop_dead();
    if let Err(refused) = ada.open().await {
        assert!(matches!(refused, StoreError::Full), "{refused:?}");
    } else {
        ada.drop_dead();
    }

    std::fs::remove_file(ballast).unwrap();
    assert!(!disk.path().join("other.db").exists(), "half a new record was left behind");
    ada.open().await.unwrap();
    assert_same("failed work", &before, &ada.folded().await);
    ada.rebuild(|_, _| {}).await.unwrap();
    assert_same("rebuild", &before, &ada.folded().await);
    ada.is_sound().await;
}

/// The part of it that SQLite can be made to say by itself.
async fn a_rebuild_that_runs_full() {
    let mut ada = a_closed_desk().await;
    ada.open().await.unwrap();
    let before = ada.folded().await;
    let mut connection = ada.raw().await;
    for statement in [BUNG[0], BUNG[1], &BUNG[2].replace("UPDATE OF seal ON entry", "INSERT ON case_state")] {
        sqlx::query(sqlx::AssertSqlSafe(statement.to_owned())).execute(&mut connection).await.unwrap();
    }
    let rebuilt = ada.rebuild(|_, _| {}).await;
    assert!(matches!(rebuilt, Err(StoreError::Full)), "{rebuilt:?}");
    sqlx::query("DROP TRIGGER stop").execute(&mut connection).await.unwrap();
    sqlx::query("DROP TABLE bung").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    assert_same("a rebuild that failed", &before, &ada.folded().await);
    ada.rebuild(|_, _| {}).await.unwrap();
    assert_same("rebuild", &before, &ada.folded().await);
    ada.is_sound().await;
}

#[tokio::test]
async fn a_rebuild_that_runs_full_leaves_the_old_tables() {
    a_rebuild_that_runs_full().await;
}

async fn a_new_folder_for_each_failed_founding() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("no such folder").join("record.db");
    let refused = store::database::Database::create(&path, &database_key(2)).await.map(|_| ());
    assert!(matches!(refused, Err(StoreError::ReadOnly)), "{refused:?}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "something was left behind");
}

/// Where a folder takes no files at all.
#[tokio::test]
async fn a_folder_that_takes_no_files_is_told() {
    a_new_folder_for_each_failed_founding().await;
    // Nobody makes files there, not even root.
    if Path::new("/proc/self").is_dir() {
        let refused = store::database::Database::create(Path::new("/proc/record.db"), &database_key(2)).await;
        let refused = refused.map(|_| ());
        assert!(matches!(refused, Err(StoreError::ReadOnly)), "{refused:?}");
    }
}

/// Takes the right to write away from a folder and what is in it, even from root where that is possible.
fn makes_read_only(folder: &Path, disk: Option<&Mount>, read_only: bool) {
    if let Some(disk) = disk {
        disk.remount(if read_only { "ro" } else { "rw" });
        return;
    }
    let all = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    for path in all.chain([folder.to_owned()]).collect::<Vec<_>>() {
        set_mode(&path, read_only);
    }
}

#[cfg(unix)]
fn set_mode(path: &Path, read_only: bool) {
    use std::os::unix::fs::PermissionsExt;
    let mode = match (path.is_dir(), read_only) {
        (true, true) => 0o555,
        (true, false) => 0o755,
        (false, true) => 0o444,
        (false, false) => 0o644,
    };
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
fn set_mode(path: &Path, read_only: bool) {
    let mut permissions = std::fs::metadata(path).unwrap().permissions();
    permissions.set_readonly(read_only);
    std::fs::set_permissions(path, permissions).unwrap();
}

#[tokio::test]
async fn a_read_only_folder_is_told_and_loses_nothing() {
    let disk = Mount::of_megabytes(16);
    let other = tempfile::tempdir().unwrap();
    let folder = disk.as_ref().map_or_else(|| other.path().to_owned(), |disk| disk.path().to_owned());
    let mut ada = founded_with(1, Some(&folder)).await;
    ada.meets(&kieran(), "Kieran", "Ashdown").await;
    for id in 0..20 {
        ada.writes(&kieran(), Note::new(id, "A note that was acknowledged.").written()).await;
    }
    let before = ada.everything().await;
    ada.close().await;
    makes_read_only(&folder, disk.as_ref(), true);
    let protected = std::fs::write(folder.join("probe"), b"x").is_err();

    if protected {
        let created = store::database::Database::create(&folder.join("other.db"), &database_key(2)).await.map(|_| ());
        assert!(matches!(created, Err(StoreError::ReadOnly)), "{created:?}");
        // Whether it can be opened for reading is as it happens; it cannot be written.
        let told = match ada.open().await {
            Err(error) => error,
            Ok(()) => {
                assert_eq!(texts(&ada).await.len(), 20);
                let error = ada.rebuild(|_, _| {}).await.expect_err("it was written");
                let written = ada.tries(&kieran(), vec![Note::new(99, "No.").written()]).await;
                assert!(matches!(written, Err(WriteError::Store(StoreError::ReadOnly))), "{written:?}");
                ada.drop_dead();
                error
            }
        };
        assert!(matches!(told, StoreError::ReadOnly), "{told:?}");
    } else {
        // Root without the right to mount is stopped by no mode: the folder that takes no files has its own test.
        assert!(disk.is_none());
        a_new_folder_for_each_failed_founding().await;
    }

    makes_read_only(&folder, disk.as_ref(), false);
    ada.open().await.unwrap();
    assert_same("the read-only folder", &before, &ada.everything().await);
    ada.writes(&kieran(), Note::new(100, "And on it goes.").written()).await;
    ada.is_sound().await;
}

// Who else is there -----------------------------------------------------------------------------------------------------

#[tokio::test]
async fn a_second_program_that_writes_is_told() {
    let mut ada = a_closed_desk().await;
    ada.open().await.unwrap();
    let mut other = ada.raw().await;
    let holds = other.begin_with("BEGIN IMMEDIATE").await.unwrap();
    let before = texts(&ada).await;
    let refused = ada.tries(&kieran(), vec![Note::new(99, "Meanwhile.").written()]).await;
    assert!(matches!(refused, Err(WriteError::Store(StoreError::Busy))), "{refused:?}");
    assert_eq!(before, texts(&ada).await, "reading goes on meanwhile");
    holds.rollback().await.unwrap();
    ada.writes(&kieran(), Note::new(99, "Afterwards.").written()).await;
    assert_eq!(texts(&ada).await.len(), 21);
    ada.is_sound().await;
}

/// The shell keeps a second program out; should one come through all the same, it cannot fork the log.
#[tokio::test]
async fn two_open_records_of_one_device_cannot_fork_its_log() {
    let mut ada = a_closed_desk().await;
    ada.open().await.unwrap();
    let mut beside = ada.open_beside().await.unwrap();
    ada.writes(&kieran(), Note::new(50, "By the first.").written()).await;

    let event = store::NewEvent {
        subject: case(&kieran()),
        occurred: Timestamp::UNIX_EPOCH,
        event: Note::new(51, "By the second.").written(),
        base: None,
    };
    let action = store::Action {
        compartment: ledger::Compartment::General,
        class: ledger::Class::Normal,
        command: [1; 16],
        events: vec![event],
    };
    let refused = beside.write(&mut seeded(1), clock(0), vec![action], |_| {}).await;
    assert!(matches!(refused, Err(WriteError::Store(StoreError::Busy))), "{refused:?}");
    beside.close().await.unwrap();

    ada.writes(&kieran(), Note::new(52, "By the first again.").written()).await;
    assert_eq!(texts(&ada).await.len(), 22);
    ada.is_sound().await;
}

/// An error of the database says what it is, never what was to be written.
#[tokio::test]
async fn errors_hold_no_value_of_a_row() {
    let mut ada = a_closed_desk().await;
    ada.open().await.unwrap();
    let mut other = ada.raw().await;
    sqlx::query("CREATE UNIQUE INDEX once ON note (place, text) WHERE seq > 21").execute(&mut other).await.unwrap();
    ada.writes(&kieran(), Note::new(70, "Thistlewood").written()).await;
    let refused = ada.tries(&kieran(), vec![Note::new(71, "Thistlewood").written()]).await.unwrap_err();
    assert!(!format!("{refused:?} {refused}").contains("Thistlewood"), "{refused:?}");
    other.close().await.unwrap();
}
