//! `throughcare-cli` as a user drives it: real processes, in an environment with nothing in it but what a test put there.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

/// Five words that do not belong together.
pub const PASSPHRASE: &str = "turnip velvet harbour ninety quill";

/// The command line under test.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| built("throughcare-cli"))
}

/// A program of the workspace, for this computer.
pub fn built(name: &str) -> PathBuf {
    built_for(None, name)
}

/// A program of the workspace: where `cargo build` puts it, which is beside the folder of the tests, or in a target's own folder there.
/// Built if it is not there.
pub fn built_for(target: Option<&str>, name: &str) -> PathBuf {
    built_from(name, target, name)
}

/// The same of a package that is called otherwise than its program.
pub fn built_from(package: &str, target: Option<&str>, name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.ancestors().find(|folder| !folder.ends_with("deps") && folder.is_dir()).unwrap();
    let (all, profile) = (folder.parent().unwrap(), folder.file_name().unwrap());
    let suffix =
        if target.is_some_and(|target| target.contains("windows")) { ".exe" } else { std::env::consts::EXE_SUFFIX };
    let program = all.join(target.unwrap_or_default()).join(profile).join(format!("{name}{suffix}"));
    if !program.is_file() {
        let built = Command::new(env!("CARGO"))
            .args(["build", "--locked", "--package", package, "--all-features"])
            .args((profile == "release").then_some("--release"))
            .args(target.map(|target| format!("--target={target}")))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("CARGO_TARGET_DIR", all)
            .status();
        assert!(built.is_ok_and(|status| status.success()), "{name} could not be built");
    }
    assert!(program.is_file(), "{} is not there", program.display());
    program
}

/// A computer account with an empty home, in which the command line is run.
pub struct Account {
    home: TempDir,
    environment: BTreeMap<String, String>,
}

impl Default for Account {
    fn default() -> Self {
        Self::new()
    }
}

impl Account {
    /// An account in which the key store is a file and the passphrase is set.
    pub fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        for folder in ["data", "config", "cache", "runtime", "tmp"] {
            std::fs::create_dir(home.path().join(folder)).unwrap();
        }
        let path = |name: &str| home.path().join(name).display().to_string();
        let environment = [
            ("PATH", std::env::var("PATH").unwrap_or_default()),
            ("HOME", path("")),
            ("XDG_DATA_HOME", path("data")),
            ("XDG_CONFIG_HOME", path("config")),
            ("XDG_CACHE_HOME", path("cache")),
            ("TMPDIR", path("tmp")),
            ("LANG", "C.UTF-8".to_owned()),
            ("THROUGHCARE_PASSPHRASE", PASSPHRASE.to_owned()),
            ("THROUGHCARE_KEYSTORE", format!("file:{}", path("keystore.json"))),
        ];
        Self { environment: environment.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(), home }
    }

    /// An account in which Ada Pike has founded the unit at Leeds.
    pub fn founded() -> Self {
        let account = Self::new();
        account
            .run(["found", "--prison", "LEI", "--staff", "Ada Pike", "--recovery-out", &account.text("recovery")])
            .done();
        account
    }

    /// An account in which documents of the prison system were imported too.
    pub fn with_people(documents: &[Value]) -> Self {
        let account = Self::founded();
        account.imports("people.json", Value::from(documents.to_vec()).to_string());
        account
    }

    /// Where everything is.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// A place in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.home().join(name)
    }

    /// A place in it, as an argument.
    pub fn text(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    /// The folder of the profile.
    pub fn profile(&self) -> PathBuf {
        self.path("profile")
    }

    /// The file that is the key store.
    pub fn keystore(&self) -> PathBuf {
        self.path("keystore.json")
    }

    /// Sets a variable for every command that follows.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.environment.insert(name.to_owned(), value.into());
    }

    /// Takes a variable away.
    pub fn unset(&mut self, name: &str) {
        self.environment.remove(name);
    }

    /// The variables.
    pub fn environment(&self) -> &BTreeMap<String, String> {
        &self.environment
    }

    /// Writes a file.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    /// The program, with the profile of this account and nothing on standard input.
    pub fn command(&self) -> Command {
        let mut command = self.bare_command(program());
        command.arg("--profile").arg(self.profile());
        command
    }

    /// Any program, in the environment of this account.
    pub fn bare_command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear().envs(&self.environment).current_dir(self.home()).stdin(Stdio::null());
        command
    }

    /// Runs the program with arguments.
    pub fn run<I: IntoIterator<Item: AsRef<OsStr>>>(&self, arguments: I) -> Ran {
        let mut command = self.command();
        command.args(arguments);
        ran(command)
    }

    /// Runs the program with `--json` and reads what it prints.
    pub fn json<I: IntoIterator<Item: AsRef<OsStr>>>(&self, arguments: I) -> Value {
        let mut command = self.command();
        command.arg("--json").args(arguments);
        ran(command).done().json()
    }

    /// Runs the program with something on its standard input.
    pub fn typing<I: IntoIterator<Item: AsRef<OsStr>>>(&self, arguments: I, typed: &str) -> Ran {
        let mut command = self.command();
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let what = format!("{command:?}");
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
        Ran::of(what, &child.wait_with_output().unwrap())
    }

    /// Imports a file with this content and says what the program counted.
    pub fn imports(&self, name: &str, content: impl AsRef<[u8]>) -> Value {
        let file = self.file(name, content);
        let counted = self.json([OsStr::new("import"), file.as_os_str()]);
        counts_add_up(&counted);
        counted
    }

    /// Writes a note and says its identifier.
    pub fn notes(&self, number: &str, text: &str, more: &[&str]) -> String {
        let note = ["note", number, "--type", "GEN", "--subtype", "HIS", "--text", text];
        let written = self.json(note.iter().chain(more));
        written["note"].as_str().unwrap().to_owned()
    }

    /// The case as the signed-in person sees it.
    pub fn case(&self, number: &str) -> Value {
        self.json(["case", number])
    }

    /// Walks the record, which must be whole, and says how many entries of devices it has.
    pub fn entries(&self) -> u64 {
        self.json(["verify"])["entries"].as_u64().unwrap()
    }
}

/// Runs a command to its end.
pub fn ran(mut command: Command) -> Ran {
    let what = format!("{command:?}");
    Ran::of(what, &command.output().unwrap())
}

/// Every row that was read is counted once.
pub fn counts_add_up(counted: &Value) {
    let of = |key: &str| counted[key].as_u64().unwrap_or_else(|| panic!("no {key} in {counted}"));
    let parts = ["new", "changed", "unchanged", "warned", "quarantined"].map(of);
    assert_eq!(parts.iter().sum::<u64>(), of("read"), "{counted}");
}

/// What a command did.
pub struct Ran {
    what: String,
    /// The exit status; nothing if it was killed.
    pub status: Option<i32>,
    /// What it printed.
    pub stdout: String,
    /// What it complained of.
    pub stderr: String,
}

impl Ran {
    fn of(what: String, output: &std::process::Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("output that is no text");
        Self { what, status: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }

    fn ended(self, with: i32) -> Self {
        assert_eq!(self.status, Some(with), "{}\nstdout: {}\nstderr: {}", self.what, self.stdout, self.stderr);
        self
    }

    /// It was done.
    pub fn done(self) -> Self {
        self.ended(0)
    }

    /// It was wrong usage.
    pub fn misused(self) -> Self {
        self.ended(2)
    }

    /// It was refused or failed, with exactly one line that says why and what to do, and nothing on standard output.
    pub fn refused(self) -> String {
        let ran = self.ended(1);
        let lines: Vec<&str> = ran.stderr.lines().filter(|line| !is_warning(line)).collect();
        let [line] = lines.as_slice() else { panic!("{}: not one line but {lines:#?}", ran.what) };
        assert_eq!(ran.stdout, "", "{}", ran.what);
        let said = line.strip_prefix("throughcare-cli: ").unwrap_or_else(|| panic!("{}: {line}", ran.what));
        // Why, and what to do: two sentences at least.
        assert!(said.ends_with('.') && said.matches(['.', ':']).count() >= 2, "{}: {said}", ran.what);
        said.to_owned()
    }

    /// The warnings on standard error.
    pub fn warnings(&self) -> Vec<&str> {
        self.stderr.lines().filter(|line| is_warning(line)).collect()
    }

    /// What it printed, read as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{}: {error}: {}", self.what, self.stdout))
    }
}

fn is_warning(line: &str) -> bool {
    line.starts_with("throughcare-cli: warning: ")
}
