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

use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, ChildStdin, Command, Stdio};

use tests::canary::Search;
use tests::command::{Account, PASSPHRASE, Ran, program, ran};
use tests::people::person;

const KIERAN: &str = "A4417FK";
const COLLECTION: &str = "/org/freedesktop/secrets/collection/login";
/// What these tests need, and where it comes from.
const TOOLS: [(&str, &str); 4] = [
    ("dbus-run-session", "dbus"),
    ("dbus-send", "dbus"),
    ("gnome-keyring-daemon", "gnome-keyring"),
    ("secret-tool", "libsecret-tools"),
];

/// A computer account at which somebody is signed in to a desktop: with a bus, which ends with it.
struct Desktop {
    account: Account,
    bus: Child,
    /// The bus lives for as long as this is open.
    signed_in: Option<ChildStdin>,
    daemon: Option<Child>,
}

impl Desktop {
    fn new() -> Self {
        for (tool, package) in TOOLS {
            let there =
                Command::new("sh").args(["-c", &format!("command -v {tool}")]).output().unwrap().status.success();
            assert!(there, "{tool} is not installed: scripts/setup.sh installs it (apt-get install {package})");
        }
        let mut account = Account::new();
        account.unset("THROUGHCARE_KEYSTORE");
        let runtime = account.path("runtime");
        std::fs::set_permissions(&runtime, PermissionsExt::from_mode(0o700)).unwrap();
        account.set("XDG_RUNTIME_DIR", runtime.display().to_string());
        let mut bus = account.bare_command("dbus-run-session");
        bus.args(["--", "sh", "-c", "echo \"$DBUS_SESSION_BUS_ADDRESS\"; exec cat"]);
        let mut bus = bus.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut address = String::new();
        BufReader::new(bus.stdout.take().unwrap()).read_line(&mut address).unwrap();
        account.set("DBUS_SESSION_BUS_ADDRESS", address.trim());
        let signed_in = bus.stdin.take();
        Self { account, bus, signed_in, daemon: None }
    }

    /// A desktop whose keyring was opened at sign-in.
    fn with_keyring() -> Self {
        let mut desktop = Self::new();
        desktop.starts_keyring();
        desktop
    }

    /// Starts the keyring as signing in does: its password opens the login collection.
    fn starts_keyring(&mut self) {
        self.stops_keyring();
        let mut daemon = self.account.bare_command("gnome-keyring-daemon");
        daemon.args(["--foreground", "--unlock", "--components=secrets"]);
        let mut daemon = daemon.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        daemon.stdin.take().unwrap().write_all(b"the login password").unwrap();
        // It is ready when its name on the bus is its own.
        let mut owner = self.account.bare_command("dbus-send");
        owner.args(["--session", "--print-reply=literal", "--dest=org.freedesktop.DBus", "/"]);
        owner.args(["org.freedesktop.DBus.GetConnectionUnixProcessID", "string:org.freedesktop.secrets"]);
        let own = daemon.id().to_string();
        self.daemon = Some(daemon);
        while owner.output().unwrap().stdout.split(u8::is_ascii_whitespace).all(|word| word != own.as_bytes()) {
            let ended = self.daemon.as_mut().unwrap().try_wait().unwrap();
            assert_eq!(ended, None, "the keyring did not start");
        }
    }

    fn stops_keyring(&mut self) {
        if let Some(mut daemon) = self.daemon.take() {
            daemon.kill().unwrap();
            daemon.wait().unwrap();
        }
    }

    /// Asks the keyring something over the bus.
    fn asks(&self, question: &[&str]) {
        let mut send = self.account.bare_command("dbus-send");
        send.args(["--session", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets"]);
        send.args(question);
        ran(send).done();
    }

    fn locks(&self) {
        self.asks(&["org.freedesktop.Secret.Service.Lock", &format!("array:objpath:{COLLECTION}")]);
    }

    /// What the keyring holds of ours.
    fn kept(&self) -> Ran {
        let mut tool = self.account.bare_command("secret-tool");
        tool.args(["search", "--all", "--unlock", "service", "uk.throughcare"]);
        ran(tool)
    }

    fn founds(&self) {
        self.account
            .run(["found", "--prison", "LEI", "--staff", "Ada Pike", "--recovery-out", &self.account.text("recovery")])
            .done();
        let people = self.account.file("people.json", person(KIERAN, "Kieran", "Ashdown").to_string());
        self.account.run(["import", people.to_str().unwrap()]).done();
        std::fs::remove_file(people).unwrap();
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        self.stops_keyring();
        // Signing out ends the command that the bus was started for, and with it the bus.
        drop(self.signed_in.take());
        let _: std::io::Result<std::process::ExitStatus> = self.bus.wait();
    }
}

#[test]
fn a_profile_lives_with_the_real_keyring() {
    // Given a unit whose key is in the keyring
    let mut desktop = Desktop::with_keyring();
    desktop.founds();
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
    desktop.founds();
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
    desktop.founds();
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
    desktop.founds();
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
