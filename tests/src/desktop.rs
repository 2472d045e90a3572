//! A desktop session: a private bus with gnome-keyring on it, in an account of its own.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, ChildStdin, Command, Stdio};

use crate::command::{Account, Ran, ran};

const COLLECTION: &str = "/org/freedesktop/secrets/collection/login";
/// What these tests need, and where it comes from.
const TOOLS: [(&str, &str); 4] = [
    ("dbus-run-session", "dbus"),
    ("dbus-send", "dbus"),
    ("gnome-keyring-daemon", "gnome-keyring"),
    ("secret-tool", "libsecret-tools"),
];

/// A computer account at which somebody is signed in to a desktop: with a bus, which ends with it.
pub struct Desktop {
    /// The account.
    pub account: Account,
    bus: Child,
    /// The bus lives for as long as this is open.
    signed_in: Option<ChildStdin>,
    daemon: Option<Child>,
}

impl Default for Desktop {
    fn default() -> Self {
        Self::new()
    }
}

impl Desktop {
    /// Somebody signs in; nothing but the bus runs.
    pub fn new() -> Self {
        demand(&TOOLS);
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
    pub fn with_keyring() -> Self {
        let mut desktop = Self::new();
        desktop.starts_keyring();
        desktop
    }

    /// Starts the keyring as signing in does: its password opens the login collection.
    pub fn starts_keyring(&mut self) {
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

    /// Ends it, as a crash would.
    pub fn stops_keyring(&mut self) {
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

    /// Locks the login collection.
    pub fn locks(&self) {
        self.asks(&["org.freedesktop.Secret.Service.Lock", &format!("array:objpath:{COLLECTION}")]);
    }

    /// What the keyring holds of ours.
    pub fn kept(&self) -> Ran {
        let mut tool = self.account.bare_command("secret-tool");
        tool.args(["search", "--all", "--unlock", "service", "uk.throughcare"]);
        ran(tool)
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

/// Stops with what to install, if a program is not there.
pub fn demand(tools: &[(&str, &str)]) {
    for (tool, package) in tools {
        let there = Command::new("sh").args(["-c", &format!("command -v {tool}")]).output().unwrap().status.success();
        assert!(there, "{tool} is not installed: scripts/setup.sh installs it ({package})");
    }
}
