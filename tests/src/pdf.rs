//! Files as programs read them that know nothing of what wrote them.

use std::path::Path;
use std::process::Command;

/// Runs a program on a file: whether it was content, and what it said.
pub fn run(program: &str, arguments: &[&str], file: &Path) -> (bool, String) {
    let done = Command::new(program).args(arguments).arg(file).output().unwrap();
    (done.status.success(), String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned())
}

/// What is read on the pages of a PDF, in the order in which it was written, a space between words.
pub fn read(file: &Path) -> String {
    let done = Command::new("pdftotext").args(["-enc", "UTF-8", "-raw"]).arg(file).arg("-").output().unwrap();
    assert!(done.status.success(), "{} could not be read", file.display());
    String::from_utf8_lossy(&done.stdout).split_whitespace().collect::<Vec<_>>().join(" ")
}
