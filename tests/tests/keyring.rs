//! The operating system's keyring, for real: a private bus with gnome-keyring on it, and the command line as a user drives it.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test says what went wrong by stopping"
)]

use tests::canary::Search;
use tests::command::{Account, PASSPHRASE, program, ran};
use tests::desktop::Desktop;
use tests::people::person;

const KIERAN: &str = "A4417FK";

/// Founds a unit with one person in it.
fn found(account: &Account) {
    account
        .run(["found", "--prison", "LEI", "--staff", "Ada Pike", "--recovery-out", &account.text("recovery")])
        .done();
    let people = account.file("people.json", person(KIERAN, "Kieran", "Ashdown").to_string());
    account.run(["import", people.to_str().unwrap()]).done();
    std::fs::remove_file(people).unwrap();
}

#[test]
fn a_profile_lives_with_the_real_keyring() {
    // Given a unit whose key is in the keyring
    let mut desktop = Desktop::with_keyring();
    found(&desktop.account);
    let note = desktop.account.notes(KIERAN, "Settled on the wing", &[]);
    // Then it is kept there under our name, once, and no warning is due
    let kept = desktop.kept().done();
    let secrets: Vec<&str> = kept.stdout.lines().filter_map(|line| line.strip_prefix("secret = ")).collect();
    let [secret] = secrets[..] else { panic!("{}", kept.stdout) };
    assert_eq!(secret.len(), 44, "32 bytes as base64");
    assert_eq!(desktop.account.run(["verify"]).done().stderr, "");
    // And it is in no file of the profile, which it alone does not open either
    let search = Search::for_words(&[secret, PASSPHRASE, "Ashdown", KIERAN]);
    assert_eq!(search.under(&[&desktop.account.profile()]), Vec::<String>::new());
    desktop.account.set("THROUGHCARE_PASSPHRASE", "another passphrase entirely");
    assert!(desktop.account.run(["verify"]).refused().contains("not the passphrase"));
    desktop.account.set("THROUGHCARE_PASSPHRASE", PASSPHRASE);
    // After signing out and in again, it opens as before
    desktop.starts_keyring();
    assert_eq!(desktop.account.case(KIERAN)["notes"][0]["id"], note.as_str());
    // And a backup restores into a second profile, with a second key
    let backup = desktop.account.text("leeds.backup");
    desktop.account.run(["backup", &backup]).done();
    let mut restore = desktop.account.bare_command(program());
    restore.arg("--profile").arg(desktop.account.path("restored")).args(["restore", &backup]);
    ran(restore).done();
    assert_eq!(desktop.kept().done().stdout.matches("secret = ").count(), 2);
    // And the profile does not take a file for its keyring
    desktop.account.set("THROUGHCARE_KEYSTORE", format!("file:{}", desktop.account.text("keystore.json")));
    let said = desktop.account.run(["verify"]).refused();
    assert!(said.contains("is in the system keyring") && said.contains("Unset THROUGHCARE_KEYSTORE"), "{said}");
    assert!(!desktop.account.keystore().exists());
}

#[test]
fn a_locked_keyring_is_said_and_nothing_is_made() {
    let mut desktop = Desktop::with_keyring();
    found(&desktop.account);
    desktop.locks();
    let said = desktop.account.run(["verify"]).refused();
    assert!(said.contains("The system keyring is locked.") && said.contains("unlock the keyring"), "{said}");
    let mut other = desktop.account.bare_command(program());
    other.arg("--profile").arg(desktop.account.path("other")).args(["found", "--prison", "LEI", "--staff", "Ada Pike"]);
    assert!(ran(other).refused().contains("The system keyring is locked."));
    assert!(!desktop.account.path("other/record.db").exists() && !desktop.account.path("other/profile.json").exists());
    // Unlocked again, all is as it was.
    desktop.starts_keyring();
    desktop.account.entries();
    assert_eq!(desktop.kept().done().stdout.matches("secret = ").count(), 1);
}

#[test]
fn a_key_that_is_gone_leads_to_recovery_and_never_to_a_new_one() {
    // Given a unit with a backup, whose item was deleted from the keyring
    let desktop = Desktop::with_keyring();
    found(&desktop.account);
    let backup = desktop.account.text("leeds.backup");
    desktop.account.run(["backup", &backup]).done();
    let mut clear = desktop.account.bare_command("secret-tool");
    clear.args(["clear", "service", "uk.throughcare"]);
    ran(clear).done();
    assert!(!desktop.kept().stdout.contains("secret = "));
    let before = std::fs::read(desktop.account.profile().join("record.db")).unwrap();
    // When it is opened, then it says what to do, and nothing new is made in its place
    for arguments in [&["verify"][..], &["cases"], &["rebuild"], &["backup", "other.backup"]] {
        let said = desktop.account.run(arguments).refused();
        assert!(said.contains("key is not in the key store of this computer account"), "{said}");
        assert!(said.contains("restore a backup with the recovery key"), "{said}");
    }
    let said = desktop.account.run(["found", "--prison", "LEI", "--staff", "Ada Pike"]).refused();
    assert!(said.contains("There is a profile in"), "{said}");
    assert!(!desktop.kept().stdout.contains("secret = "), "a new key was made");
    assert!(std::fs::read(desktop.account.profile().join("record.db")).unwrap() == before);
    // When the backup is restored with the recovery key, then work goes on
    let mut restore = desktop.account.bare_command(program());
    restore.arg("--profile").arg(desktop.account.path("restored"));
    restore.args(["restore", &backup, "--recovery", &desktop.account.text("recovery")]);
    ran(restore).done();
    let mut verify = desktop.account.bare_command(program());
    verify.arg("--profile").arg(desktop.account.path("restored")).arg("verify");
    ran(verify).done();
}

#[test]
fn a_keyring_that_is_gone_is_told_from_one_that_is_locked() {
    // Given a profile, and then a session without a bus, as from cron
    let mut desktop = Desktop::with_keyring();
    found(&desktop.account);
    let address = desktop.account.environment()["DBUS_SESSION_BUS_ADDRESS"].clone();
    desktop.account.unset("DBUS_SESSION_BUS_ADDRESS");
    let said = desktop.account.run(["verify"]).refused();
    assert!(said.contains("has no keyring that Throughcare can reach"), "{said}");
    // A bus that has died is no better.
    desktop.account.set("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", desktop.account.text("nothing")));
    let said = desktop.account.run(["verify"]).refused();
    assert!(said.contains("has no keyring that Throughcare can reach"), "{said}");
    desktop.account.set("DBUS_SESSION_BUS_ADDRESS", address);
    desktop.account.entries();
}
