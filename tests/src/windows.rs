//! `throughcare-cli.exe` as a user of Windows drives it: the program cross-built for Windows, under wine, in an account of its own.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

use crate::command::{Account, Ran, built_for, ran};
use crate::desktop::demand;

/// What Rust calls the Windows that is shipped for.
const TARGET: &str = "x86_64-pc-windows-gnu";
/// Debian keeps wine's 64-bit programs off the path: its launcher would look for a 32-bit half, which nothing here needs.
const WINE: &str = "/usr/lib/wine/wine64";
const WINE_SERVER: &str = "/usr/lib/wine/wineserver64";
const COMPILER: &str = "x86_64-w64-mingw32-gcc";
/// A library of Windows that every Rust program asks for, and that Debian 12's wine does not have yet.
const RANDOM_BYTES: &str = "bcryptprimitives";
/// What these tests need, and where it comes from.
const TOOLS: [(&str, &str); 3] = [(WINE, "wine64"), (WINE_SERVER, "wine64"), (COMPILER, "gcc-mingw-w64-x86-64-win32")];

/// The command line for Windows.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| built_for(Some(TARGET), "throughcare-cli"))
}

/// A computer with Windows on it, and an account there.
pub struct Windows {
    /// The account, as the system beneath sees it.
    pub account: Account,
}

impl Default for Windows {
    fn default() -> Self {
        Self::new()
    }
}

impl Windows {
    /// A Windows that was just installed. The key store is a file and the passphrase is set.
    pub fn new() -> Self {
        demand(&TOOLS);
        let mut account = Account::new();
        account.set("WINEPREFIX", account.text("windows"));
        account.set("WINEARCH", "win64");
        account.set("WINELOADER", WINE);
        account.set("WINESERVER", WINE_SERVER);
        // Neither .NET nor Internet Explorer, which wine would ask to download; and not wine's own troubles on standard error.
        account.set("WINEDLLOVERRIDES", "mscoree,mshtml,winemenubuilder.exe=");
        account.set("WINEDEBUG", "-all");
        let windows = Self { account };
        windows.wine(["wineboot", "--init"]);
        // It begins as Windows 7.
        windows.wine(["reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f"]);
        windows.completes_the_library();
        windows
    }

    /// Runs the program, with the profile of this account.
    pub fn run<I: IntoIterator<Item: AsRef<OsStr>>>(&self, arguments: I) -> Ran {
        ran(self.command(arguments))
    }

    /// Runs the program with `--json` and reads what it prints.
    pub fn json<I: IntoIterator<Item: AsRef<OsStr>>>(&self, arguments: I) -> Value {
        let mut command = self.command(arguments);
        command.arg("--json");
        ran(command).done().json()
    }

    /// Runs the program where it has to find the profile by itself.
    pub fn run_without_profile<I: IntoIterator<Item: AsRef<OsStr>>>(&self, arguments: I) -> Ran {
        let mut command = self.bare_command();
        command.args(arguments);
        ran(command)
    }

    /// A place in the account, as Windows spells it.
    pub fn text(&self, name: &str) -> String {
        spelt(&self.account.path(name))
    }

    /// Where Windows keeps the data of this person's programs.
    pub fn local_data(&self) -> PathBuf {
        let users = self.account.path("windows/drive_c/users");
        let people = std::fs::read_dir(users).unwrap().map(|entry| entry.unwrap().path());
        let [person] = people.filter(|path| !path.ends_with("Public")).collect::<Vec<_>>().try_into().unwrap();
        person.join("AppData/Local")
    }

    fn completes_the_library(&self) {
        let library = self.account.path("windows/drive_c/windows/system32").join(RANDOM_BYTES).with_extension("dll");
        if !library.exists() {
            let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("wine").join(RANDOM_BYTES).with_extension("c");
            let mut compiler = self.account.bare_command(COMPILER);
            compiler.args(["-shared", "-s", "-o"]).args([library, source]).arg("-ladvapi32");
            ran(compiler).done();
        }
    }

    /// Runs one of Windows' own programs. What it prints goes nowhere: the services that it starts would hold the pipes for longer.
    fn wine<const N: usize>(&self, arguments: [&str; N]) {
        let mut command = self.account.bare_command(WINE);
        let status = command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
        assert!(status.success(), "{command:?}: {status}");
    }

    fn command<I: IntoIterator<Item: AsRef<OsStr>>>(&self, arguments: I) -> Command {
        let mut command = self.bare_command();
        command.arg("--profile").arg(spelt(&self.account.profile())).args(arguments);
        command
    }

    fn bare_command(&self) -> Command {
        let mut command = self.account.bare_command(WINE);
        if let Some(setting) = self.account.environment().get("THROUGHCARE_KEYSTORE") {
            let file = setting.strip_prefix("file:").unwrap();
            command.env("THROUGHCARE_KEYSTORE", format!("file:{}", spelt(Path::new(file))));
        }
        command.arg(program());
        command
    }
}

impl Drop for Windows {
    fn drop(&mut self) {
        // What Windows still has to write it writes before its disk goes.
        let mut server = self.account.bare_command(WINE_SERVER);
        let _: std::io::Result<std::process::Output> = server.arg("--kill").output();
        let mut server = self.account.bare_command(WINE_SERVER);
        let _: std::io::Result<std::process::Output> = server.arg("--wait").output();
    }
}

/// A path as Windows spells it: wine shows the whole file system as drive Z.
fn spelt(path: &Path) -> String {
    format!("Z:{}", path.display()).replace('/', "\\")
}
