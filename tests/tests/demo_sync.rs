//! `make demo-sync` by the programs as tests have them: every step comes out as it should. What it prints is printed.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test says what went wrong by stopping")]

use std::path::Path;

use tests::command::{Account, built, built_from};

#[test]
fn every_step_of_the_demonstration_of_sync_comes_out() {
    let (cli, server) = (built("throughcare-cli"), built_from("server", None, "throughcare-server"));
    let programs = cli.parent().unwrap();
    assert_eq!(server.parent(), Some(programs));
    let account = Account::new();
    let mut demonstration = account.bare_command("bash");
    demonstration.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../scripts/demo-sync.sh"));
    assert!(demonstration.env("THROUGHCARE_PROGRAMS", programs).status().unwrap().success());
}
