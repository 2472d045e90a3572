//! PostgreSQL's programs, run under an account that is not root's.

use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Whose PostgreSQL it is where the test is root's.
const ACCOUNT: &str = "postgres";

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().unwrap();
    output.stdout.trim_ascii() == b"0"
}

/// The newest of the installed versions.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").expect("PostgreSQL is missing: scripts/setup.sh test");
    let folders =
        versions.map(|version| version.unwrap().path().join("bin")).filter(|bin| bin.join("initdb").is_file());
    folders.max().expect("PostgreSQL's programs are missing: scripts/setup.sh test")
}

/// A folder is the account's from now on.
pub(crate) fn belongs_to_account(folder: &Path) {
    if is_root() {
        run(Command::new("chown").arg(ACCOUNT).arg(folder));
    }
}

/// A program, under the account.
pub(crate) fn as_account(program: &str) -> Command {
    let program = programs().join(program);
    let mut command = if is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid", ACCOUNT, "--regid", ACCOUNT, "--clear-groups", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    // The test's own folder is none that the account may read.
    command.current_dir("/").stdin(Stdio::null());
    command
}

/// Runs a program to its end. What it says goes to a file: the server that it leaves behind would keep a pipe open.
pub(crate) fn run(command: &mut Command) {
    let said = tempfile::tempfile().unwrap();
    let mut to_read = said.try_clone().unwrap();
    command.stdout(said.try_clone().unwrap()).stderr(said);
    if !command.status().unwrap().success() {
        let mut text = String::new();
        to_read.rewind().unwrap();
        to_read.read_to_string(&mut text).unwrap();
        panic!("{command:?} failed:\n{text}");
    }
}

/// What a program that leaves nobody behind prints.
pub(crate) fn output(command: &mut Command) -> Vec<u8> {
    let done = command.output().unwrap();
    assert!(done.status.success(), "{command:?} failed:\n{}", String::from_utf8_lossy(&done.stderr));
    done.stdout
}
