//! What is refused, each with one line that says why and what to do, and nothing written; and wrong usage.

use tests::command::Account;
use tests::people::person;

const KIERAN: &str = "A4417FK";
const NOBODY: &str = "A9999ZZ";

#[test]
fn bad_input_is_refused_with_what_to_do_and_nothing_is_written() {
    let account = Account::with_people(&[person(KIERAN, "Kieran", "Ashdown")]);
    let note = account.notes(KIERAN, "Settled on the wing", &[]);
    let before = account.entries();
    let unknown = "01935c3a-0000-7000-8000-000000000000";
    let cases: &[(&[&str], &str)] = &[
        (
            &["note", KIERAN, "--type", "KA", "--subtype", "KS", "--occurred", "2099-01-01T10:15", "--text", "x"],
            "later than now",
        ),
        (
            &["note", KIERAN, "--type", "KA", "--subtype", "KS", "--occurred", "1950-01-01T10:15", "--text", "x"],
            "before the prisoner was born",
        ),
        (&["note", KIERAN, "--type", "KA", "--subtype", "ZZ", "--text", "x"], "The subtypes are:"),
        (&["note", KIERAN, "--type", "ZZ", "--subtype", "KS", "--text", "x"], "Key work is KA"),
        (&["note", KIERAN, "--type", "GEN", "--subtype", "HIST", "--text", "x"], "no longer written"),
        (&["note", KIERAN, "--type", "GEN", "--subtype", "HIS", "--text", " \n\t "], "has no words"),
        (&["note", KIERAN, "--type", "KA", "--subtype", "KS", "--text", "x", "--action", "  "], "blank"),
        (&["note", NOBODY, "--type", "GEN", "--subtype", "HIS", "--text", "x"], "There is no case A9999ZZ"),
        (&["amend", &note, "--reason", " ", "--text", "x"], "needs a reason"),
        (&["amend", &note, "--reason", "x", "--text", " "], "needs a reason and a text"),
        (&["amend", unknown, "--reason", "x", "--text", "x"], "There is no such note"),
        (&["action", "done", unknown], "not open"),
        (&["case", NOBODY], "There is no case A9999ZZ"),
        (&["history", NOBODY], "There is no case A9999ZZ"),
        (&["history", KIERAN, "--field", "colour"], "not a field of the case file"),
        (&["record", NOBODY, "--field", "tier", "--value", "A", "--reason", "x"], "There is no case A9999ZZ"),
        (
            &["record", KIERAN, "--field", "tier", "--value", "A", "--calculated", "soon", "--reason", "x"],
            "--calculated",
        ),
        (&["contact", "add", KIERAN, "--name", " ", "--relationship", "Sister"], "blank"),
        (&["contact", "add", NOBODY, "--name", "x", "--relationship", "x"], "There is no case"),
        (&["contact", "end", KIERAN, unknown, "--reason", "x"], "no such contact"),
        (&["vlo", "set", KIERAN, "--officer", " "], "blank"),
        (&["vlo", "show", NOBODY, "--reason", "x"], "There is no case"),
        (&["settle", KIERAN, "--about", "tier", "--value", "A", "--reason", "x"], "no open conflict"),
        (&["allocate", NOBODY, "--pom", "Ada Pike"], "There is no case"),
        (&["allocate", KIERAN, "--pom", "Ada Pike"], "is not a prison offender manager"),
        (&["restore", "/nowhere.backup"], "does not exist"),
    ];
    for (arguments, says) in cases {
        let said = account.run(*arguments).refused();
        assert!(said.contains(says), "{arguments:?}: {said}");
    }
    // As JSON it is the same line and the same status.
    let said = account.run(["--json", "case", NOBODY]).refused();
    assert!(said.contains("There is no case"));
    assert_eq!(account.entries(), before);
    assert_eq!(account.case(KIERAN)["notesInAll"], 1);
}

#[test]
fn wrong_usage_says_how_and_ends_with_2() {
    let account = Account::new();
    let cases: &[(&[&str], &str)] = &[
        (&[], "Usage:"),
        (&["dance"], "unrecognized subcommand"),
        (&["note", KIERAN], "--text"),
        (&["case"], "<NUMBER>"),
        (&["case", "K1234"], "K1234"),
        (&["case", "A12345B"], "A12345B"),
        (&["amend", "this-is-no-note", "--reason", "x", "--text", "x"], "this-is-no-note"),
        (&["note", KIERAN, "--type", "KA", "--subtype", "KS", "--text", "x", "--occurred", "yesterday"], "--occurred"),
        (
            &["note", KIERAN, "--type", "KA", "--subtype", "KS", "--text", "x", "--sensitive", "--restricted"],
            "cannot be used",
        ),
        (&["allocate", KIERAN], "--pom"),
        (&["allocate", KIERAN, "--pom", "A", "--keyworker", "B"], "cannot be used"),
        (&["import"], "<PATHS>"),
        (&["staff", "add", "Ben Okafor"], "--role"),
        (&["cases", "--limit", "many"], "--limit"),
        (&["demo", "--people", "-3"], "-3"),
    ];
    for (arguments, says) in cases {
        let ran = account.run(*arguments).misused();
        assert!(ran.stderr.contains(says), "{arguments:?}: {}", ran.stderr);
        assert_eq!(ran.stdout, "", "{arguments:?}");
    }
    // What a prison number looks like is said.
    let said = account.run(["case", "K1234"]).misused().stderr;
    assert!(said.contains("A1234BC"), "{said}");
    assert!(!account.profile().exists());
    // Help and the version are no mistakes.
    assert!(account.run(["--help"]).done().stdout.contains("Import exports"));
    assert!(account.run(["--version"]).done().stdout.starts_with("throughcare-cli "));
}

#[test]
fn without_a_passphrase_it_says_where_it_is_looked_for() {
    let mut account = Account::founded();
    account.unset("THROUGHCARE_PASSPHRASE");
    let said = account.run(["verify"]).refused();
    assert!(said.contains("THROUGHCARE_PASSPHRASE"), "{said}");
    // It is nothing that an argument could give: whoever lists processes would read it.
    account.run(["--passphrase", "x", "verify"]).misused();
}

#[test]
fn whoever_stops_reading_is_not_complained_to() {
    let account = Account::with_people(&(0..200).map(tests::people::prisoner).collect::<Vec<_>>());
    let mut command = account.bare_command("sh");
    let line =
        format!("'{}' --profile profile --json cases --limit 200 | head -c 10", tests::command::program().display());
    command.args(["-c", &line]);
    let ran = tests::command::ran(command).done();
    assert_eq!(ran.stdout.len(), 10);
    assert_eq!(ran.warnings().len(), ran.stderr.lines().count(), "{}", ran.stderr);
}
