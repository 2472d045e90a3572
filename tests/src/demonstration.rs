//! A demonstration prison for tests that look at it: made once for this build of the program and this day, and copied from then on.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::UNIX_EPOCH;

use app::home::DEMONSTRATION_PASSPHRASE;
use app::types::london;
use jiff::Timestamp;

use crate::command::{Account, program, ran};

/// How large a prison is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// People.
    pub people: u32,
    /// Notes.
    pub notes: u32,
    /// Staff.
    pub staff: u32,
}

/// As the window makes it.
pub const USUAL: Size = Size { people: 650, notes: 40_000, staff: 60 };
/// Large enough that lists go on below the screen and every kind of note is there; made in a few seconds.
pub const SMALL: Size = Size { people: 160, notes: 4_000, staff: 30 };

/// Puts a copy of the demonstration prison into a window's folder, with the profiles of its colleagues.
pub fn put_into(home: &Path, size: Size) {
    let made = made(size);
    std::fs::create_dir_all(home).unwrap();
    for part in ["demonstration", "demonstration.keystore"] {
        // A file system that shares what two files have in common copies nothing.
        let copied = Command::new("cp").args(["-a", "--reflink=auto"]).arg(made.join(part)).arg(home).status().unwrap();
        assert!(copied.success(), "the demonstration could not be copied into {}", home.display());
    }
}

/// Where it is, made now if this build has not made it today.
fn made(size: Size) -> PathBuf {
    let builds = program().parent().unwrap().join("demonstrations");
    std::fs::create_dir_all(&builds).unwrap();
    let kind = format!("{}-{}-{}", size.people, size.notes, size.staff);
    let built = program().metadata().unwrap().modified().unwrap().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let folder = builds.join(format!("{kind}-{}-{built}", london::day(Timestamp::now())));
    // Whoever comes second waits for the first to have made it.
    let lock = File::create(builds.join(format!("{kind}.lock"))).unwrap();
    lock.lock().unwrap();
    if !folder.is_dir() {
        throw_away_older(&builds, &kind);
        let half_made = builds.join(format!("{kind}-half-made"));
        make(&half_made, size);
        std::fs::rename(&half_made, &folder).unwrap();
    }
    folder
}

/// Those of other builds and other days.
fn throw_away_older(builds: &Path, kind: &str) {
    for entry in std::fs::read_dir(builds).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_dir() && entry.file_name().to_string_lossy().starts_with(&format!("{kind}-")) {
            std::fs::remove_dir_all(entry.path()).unwrap();
        }
    }
}

fn make(folder: &Path, size: Size) {
    std::fs::create_dir(folder).unwrap();
    let mut account = Account::new();
    account.set("THROUGHCARE_KEYSTORE", format!("file:{}", folder.join("demonstration.keystore").display()));
    account.set("THROUGHCARE_PASSPHRASE", DEMONSTRATION_PASSPHRASE);
    let mut demo = account.bare_command(program());
    demo.arg("--profile").arg(folder.join("demonstration")).arg("demo");
    for (name, count) in [("--people", size.people), ("--notes", size.notes), ("--staff", size.staff)] {
        demo.args([name.to_owned(), count.to_string()]);
    }
    ran(demo).done();
    std::fs::remove_dir_all(folder.join("demonstration-second-unit")).unwrap();
}
