//! A canary name, prison number and sentence are written through every path there is, and then looked for in every byte of every
//! file: the profile, its backup, the key store, temporary folders, and the logs at their most talkative.

use std::cell::RefCell;
use std::path::Path;

use app::Session;
use app::clock::SystemClock;
use app::keystore::Keystore;
use app::note::NewNote;
use app::types::Visibility;
use data_encoding::{BASE64, HEXLOWER};
use serde_json::json;
use tests::canary::Search;
use tests::command::{Account, PASSPHRASE, Ran};
use tests::people::{changed, person, spreadsheet};
use tests::unit::{database_key, number, passphrase};

const NUMBER: &str = "A7391QZ";
const OTHER: &str = "A8402QX";
const FIRST: &str = "Zebedee";
const LAST: &str = "Quillfeather";
const SENTENCE: &str = "The cormorant keeps a xylophone in the marmalade lighthouse";
/// What is looked for: words that are nowhere in the program, singly, as an index would hold them.
const WORDS: [&str; 8] =
    [NUMBER, OTHER, FIRST, LAST, "cormorant", "xylophone", "marmalade lighthouse", "turnip velvet harbour"];

/// An account whose commands log all that they can, and whose logs are kept.
struct Watched {
    account: Account,
    logs: RefCell<String>,
}

impl Watched {
    fn new() -> Self {
        let mut account = Account::new();
        account
            .set("THROUGHCARE_LOG", "trace,sqlx=trace,sqlx::query=trace,sqlx_core=trace,sqlx_sqlite=trace,zbus=trace");
        account.set("RUST_LOG", "trace");
        account.set("RUST_BACKTRACE", "full");
        Self { account, logs: RefCell::new(String::new()) }
    }

    /// What the command said for its user is the user's; all else that it wrote is a log.
    fn keeps(&self, ran: Ran) -> Ran {
        // Wrong usage is said by the parser, before there is a log: it repeats what was typed.
        let of_parser = ran.status == Some(2);
        let logged = ran.stderr.lines().filter(|line| !of_parser && !line.starts_with("throughcare-cli: "));
        logged.for_each(|line| {
            self.logs.borrow_mut().push_str(line);
            self.logs.borrow_mut().push('\n');
        });
        ran
    }

    fn done(&self, arguments: &[&str]) -> String {
        self.keeps(self.account.run(arguments)).done().stdout
    }

    fn fails(&self, arguments: &[&str]) {
        let ran = self.keeps(self.account.run(arguments));
        assert_ne!(ran.status, Some(0), "{arguments:?}");
        assert!(!ran.stderr.contains("panicked") && !ran.stderr.contains("because of a defect"), "{}", ran.stderr);
    }

    async fn opens(&self) -> Session {
        let keystore = Keystore::File(self.account.keystore());
        app::unlock::unlock(&self.account.profile(), keystore, Box::new(SystemClock), passphrase()).await.unwrap()
    }
}

/// Imports of every form; the files themselves are the user's and are taken away.
fn import_everything(watched: &Watched) {
    let account = &watched.account;
    let canary = person(NUMBER, FIRST, LAST);
    let told = |document: &serde_json::Value| {
        changed(document, &[("dischargeDetails", json!(SENTENCE)), ("aNewKey", json!(SENTENCE))])
    };
    let impossible = changed(&person(OTHER, FIRST, LAST), &[("dateOfBirth", json!(SENTENCE))]);
    let files = [
        ("in/people.json", json!([told(&canary), impossible, {"prisonerNumber": SENTENCE}, SENTENCE]).to_string()),
        ("in/table.csv", spreadsheet(&[canary.clone(), person("A9513QY", LAST, FIRST), impossible])),
        ("in/broken.json", format!("[{canary}, {{\"lastName\": \"{LAST}\", ")),
        ("in/letter.csv", format!("Dear {FIRST} {LAST},\r\n{SENTENCE}\r\n")),
    ];
    for (name, content) in &files {
        account.file(name, content);
    }
    watched.done(&["import", &account.text("in/people.json"), "--dry-run"]);
    watched.done(&["import", &account.text("in/people.json")]);
    watched.done(&["--json", "import", &account.text("in/table.csv")]);
    watched.done(&["import", &account.text("in/broken.json")]);
    watched.fails(&["import", &account.text("in/letter.csv")]);
    watched.done(&["quarantine", "--csv", &account.text("in/aside.csv")]);
    watched.done(&["export", &account.text("in/export.json")]);
    std::fs::remove_dir_all(account.path("in")).unwrap();
}

fn write_everything(watched: &Watched) {
    let note = |more: &[&str]| {
        let arguments = ["--json", "note", NUMBER, "--type", "KA", "--subtype", "KS", "--text", SENTENCE];
        let said = watched.done(&[&arguments, more].concat());
        serde_json::from_str::<serde_json::Value>(&said).unwrap()["note"].as_str().unwrap().to_owned()
    };
    let general = note(&["--action", SENTENCE, "--my-action", "by 2027-01-01: Ask the cormorant"]);
    note(&["--sensitive", "--action", SENTENCE]);
    let restricted = note(&["--restricted", "--action", SENTENCE]);
    for id in [&general, &restricted] {
        watched.done(&["amend", id, "--reason", SENTENCE, "--text", SENTENCE]);
    }
    watched.done(&["record", NUMBER, "--field", "comName", "--value", LAST, "--reason", SENTENCE]);
    watched.done(&["record", NUMBER, "--field", "roshLevel", "--value", "high", "--reason", SENTENCE]);
    let contact = ["contact", "add", NUMBER, "--name", LAST, "--relationship", SENTENCE, "--address", SENTENCE];
    let contact = watched.done(&[["--json"].as_slice(), &contact].concat());
    let contact: serde_json::Value = serde_json::from_str(&contact).unwrap();
    watched.done(&["contact", "end", NUMBER, contact["contact"].as_str().unwrap(), "--reason", SENTENCE]);
    watched.done(&["vlo", "set", NUMBER, "--officer", LAST, "--remarks", SENTENCE]);
    watched.done(&["vlo", "show", NUMBER, "--reason", SENTENCE]);
    watched.done(&["staff", "add", &format!("{FIRST} {LAST}"), "--role", "pom"]);
    watched.done(&["allocate", NUMBER, "--pom", &format!("{FIRST} {LAST}"), "--reason", SENTENCE]);
    watched.done(&["allocate", NUMBER, "--end", "pom", "--reason", SENTENCE]);
    let case: serde_json::Value = serde_json::from_str(&watched.done(&["--json", "case", NUMBER])).unwrap();
    let action = case["openActions"][0]["id"].as_str().unwrap();
    watched.done(&["action", "done", action, "--outcome", SENTENCE]);
}

fn read_everything(watched: &Watched) {
    for arguments in [
        &["case", NUMBER][..],
        &["case", NUMBER, "--restricted", SENTENCE],
        &["search", LAST],
        &["search", "cormorant", "xylo"],
        &["search", NUMBER],
        &["history", NUMBER],
        &["cases", "--filter", LAST],
        &["quarantine"],
        &["drafts"],
        &["not-applied"],
        &["staff", "list"],
        &["verify"],
        &["rebuild"],
        &["verify"],
    ] {
        watched.done(arguments);
    }
}

fn fail_at_everything(watched: &Watched) {
    let unknown = "01935c3a-0000-7000-8000-000000000000";
    for arguments in [
        &["note", NUMBER, "--type", "KA", "--subtype", LAST, "--text", SENTENCE][..],
        &["note", NUMBER, "--type", "KA", "--subtype", "KS", "--occurred", "2099-01-01T10:00", "--text", SENTENCE],
        &["note", "A9999ZZ", "--type", "KA", "--subtype", "KS", "--text", SENTENCE],
        &["note", NUMBER, "--type", "KA", "--subtype", "KS", "--occurred", SENTENCE, "--text", SENTENCE],
        &["amend", unknown, "--reason", SENTENCE, "--text", SENTENCE],
        &["action", "drop", unknown, "--reason", SENTENCE],
        &["record", NUMBER, "--field", SENTENCE, "--value", SENTENCE, "--reason", SENTENCE],
        &["record", NUMBER, "--field", "conditionalReleaseDate", "--value", SENTENCE, "--reason", SENTENCE],
        &["settle", NUMBER, "--about", "tier", "--value", SENTENCE, "--reason", SENTENCE],
        &["contact", "end", NUMBER, unknown, "--reason", SENTENCE],
        &["allocate", NUMBER, "--pom", LAST, "--reason", SENTENCE],
        &["staff", "add", &format!("{FIRST} {LAST}"), "--role", SENTENCE],
        &["cases", "--filter", SENTENCE, "--sort", LAST],
        &["case", SENTENCE],
        &[SENTENCE],
        &["backup", "/nowhere/at/all"],
        &["restore", "/nowhere/at/all"],
    ] {
        watched.fails(arguments);
    }
}

#[tokio::test]
async fn nothing_of_the_canary_is_in_any_file_or_log() {
    // Given a profile through which the canary went by every path
    let watched = Watched::new();
    let account = &watched.account;
    watched.done(&["found", "--prison", "LEI", "--staff", "Ada Pike"]);
    import_everything(&watched);
    write_everything(&watched);
    read_everything(&watched);
    fail_at_everything(&watched);
    let key = database_key(&account.profile(), &Keystore::File(account.keystore())).await;
    let hex = key.to_pragma().trim_matches(['"', 'x', '\'']).to_owned();
    let key = HEXLOWER.decode(hex.as_bytes()).unwrap();
    assert_eq!(key.len(), 32);
    let search = Search::for_words(&WORDS).and_key("the database key", &key).and_key("the key as text", hex.as_bytes());
    // When it is looked for while the record is open and being written, with its journal beside it
    let mut session = watched.opens().await;
    let who = number(NUMBER);
    let note = NewNote {
        note_type: "GEN".to_owned(),
        sub_type: "HIS".to_owned(),
        occurred: None,
        text: SENTENCE.repeat(500),
        visibility: Visibility::General,
        actions: Vec::new(),
    };
    session.write_note(&who, note).await.unwrap();
    session.keep_draft("note", NUMBER, SENTENCE).await.unwrap();
    session.keep_draft(SENTENCE, LAST, SENTENCE).await.unwrap();
    assert!(account.profile().join("record.db-wal").is_file(), "there is no journal to look into");
    assert_eq!(search.under(&[account.home()]), Vec::<String>::new());
    // And after the program was killed in the middle of it
    std::mem::forget(session.search(LAST, 5).await.unwrap());
    drop(session);
    assert_eq!(search.under(&[account.home()]), Vec::<String>::new());
    // And with a draft that is offered back, a backup, a restored profile, and a wrong passphrase
    assert!(watched.done(&["drafts"]).contains(SENTENCE));
    let backup = account.text("leeds.backup");
    watched.done(&["backup", &backup]);
    let mut restoring = account.bare_command(tests::command::program());
    restoring.arg("--profile").arg(account.path("restored")).args(["restore", &backup]);
    watched.keeps(tests::command::ran(restoring)).done();
    let mut wrong = account.command();
    wrong.env("THROUGHCARE_PASSPHRASE", SENTENCE).args(["case", NUMBER]);
    assert_eq!(watched.keeps(tests::command::ran(wrong)).status, Some(1));
    // Then it is in no byte of any file
    assert!(Path::new(&backup).is_file());
    assert_eq!(search.under(&[account.home()]), Vec::<String>::new());
    // Nor in what was left in the temporary folder of the computer by these commands, which was theirs alone
    assert_eq!(tests::canary::files(&account.path("tmp")), Vec::<std::path::PathBuf>::new());
    // Nor in any log, which was talkative enough to say it
    let logs = watched.logs.borrow();
    assert!(logs.lines().count() > 20, "the logs say nothing: {logs}");
    assert_eq!(search.within(logs.as_bytes()), Vec::<&str>::new(), "{logs}");
}

#[test]
fn a_planted_canary_is_found_however_it_is_written() {
    // The search finds what it is there to find, at any place of a file, in any of its spellings.
    let account = Account::new();
    let search = Search::for_words(&WORDS);
    assert_eq!(search.under(&[account.home()]), Vec::<String>::new());
    let text = |words: &str| words.as_bytes().to_vec();
    let padded =
        |before: usize, words: &str| BASE64.encode(&[&vec![7; before], words.as_bytes()].concat()).into_bytes();
    for planted in [
        text(LAST),
        text("quillfeather"),
        text("QUILLFEATHER"),
        text(NUMBER),
        text("a7391qz"),
        text(SENTENCE),
        SENTENCE.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        SENTENCE.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        HEXLOWER.encode(SENTENCE.as_bytes()).into_bytes(),
        HEXLOWER.encode(NUMBER.as_bytes()).to_uppercase().into_bytes(),
        padded(0, SENTENCE),
        padded(1, SENTENCE),
        padded(2, NUMBER),
        text(PASSPHRASE),
    ] {
        let content = [vec![0xA5; 4093], planted.clone(), vec![0x5A; 1001]].concat();
        let file = account.file("profile/deep/er/file.bin", content);
        let found = search.under(&[account.home()]);
        assert!(!found.is_empty(), "{} was not found", String::from_utf8_lossy(&planted));
        std::fs::remove_file(file).unwrap();
    }
    // In a file's name as well.
    account.file("tmp/Quillfeather.txt", "");
    assert_eq!(search.under(&[&account.path("tmp")]).len(), 1);
    // And keys.
    let key: Vec<u8> = (0..32).map(|at| at * 7 + 3).collect();
    let search = Search::default().and_key("the key", &key);
    for planted in [key.clone(), HEXLOWER.encode(&key).into_bytes(), padded_key(&key)] {
        assert!(!search.within(&[vec![1, 2, 3], planted].concat()).is_empty());
    }
}

fn padded_key(key: &[u8]) -> Vec<u8> {
    BASE64.encode(&[b"k", key].concat()).into_bytes()
}
