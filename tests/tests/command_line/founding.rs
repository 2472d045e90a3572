//! Founding a unit.

use std::os::unix::fs::PermissionsExt;

use serde_json::Value;
use tests::canary::{Search, files};
use tests::command::{Account, PASSPHRASE, ran};

const FOUND: [&str; 5] = ["found", "--prison", "LEI", "--staff", "Ada Pike"];

#[test]
fn a_weak_passphrase_is_refused_with_advice_and_no_profile_is_made() {
    let mut account = Account::new();
    for (weak, advice) in [
        ("hunter2", "Use at least 12 characters; this has 7."),
        ("passwordpassword", "Add another word or two"),
        ("adapikeadapike", "Repeating something"),
        ("", "Use at least 12 characters; this has 0."),
    ] {
        account.set("THROUGHCARE_PASSPHRASE", weak);
        let said = account.run(FOUND).refused();
        assert!(said.starts_with("That passphrase would be guessed too soon.") && said.contains(advice), "{said}");
        assert!(!account.profile().exists(), "“{weak}” left a folder");
    }
}

#[test]
fn a_code_that_is_no_prison_and_a_blank_name_are_refused() {
    let account = Account::new();
    let said = account.run(["found", "--prison", "XYZ", "--staff", "Ada Pike"]).refused();
    assert!(said.contains("“XYZ” is not the code of a prison") && said.contains("LEI for Leeds"), "{said}");
    let said = account.run(["found", "--prison", "LEI", "--staff", " \t "]).refused();
    assert!(said.contains("name is blank") && said.contains("--staff"), "{said}");
    assert!(!account.profile().exists());
}

#[test]
fn the_recovery_key_is_shown_once_and_kept_nowhere() {
    // Given a unit that was founded without a file for the recovery key
    let account = Account::new();
    let shown = account.json(FOUND);
    let words = shown["recoveryKey"].as_str().unwrap();
    assert_eq!(words.split(' ').count(), 24, "{shown}");
    // Then no file has the words, and nothing shows them again
    let search = Search::for_words(&[words]);
    assert_eq!(search.under(&[account.home()]), Vec::<String>::new());
    let said = account.run(FOUND).refused();
    assert!(search.within(said.as_bytes()).is_empty());
    // And the text for people has them too, with the same warning
    let other = Account::new();
    let text = other.run(FOUND).done().stdout;
    assert!(text.contains("shown this once"), "{text}");
    let numbered = text.lines().skip(1).take(4).flat_map(str::split_whitespace);
    assert_eq!(numbered.filter(|word| word.parse::<u32>().is_err()).count(), 24, "{text}");
}

#[test]
fn the_recovery_key_goes_into_a_file_that_only_its_owner_reads() {
    let account = Account::new();
    let file = account.text("recovery");
    let out = FOUND.iter().copied().chain(["--recovery-out", &file]);
    let said = account.run(out.clone()).done().stdout;
    let written = std::fs::read_to_string(&file).unwrap();
    assert_eq!(written.split_whitespace().count(), 24);
    assert!(!said.contains(written.trim()), "the words were shown as well");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);

    // A file that is there already is never written over, and no unit is founded whose key would be lost.
    let other = Account::new();
    let said = other.run(out).refused();
    assert!(said.contains("exists already"), "{said}");
    assert!(!other.profile().exists());
    assert_eq!(std::fs::read_to_string(&file).unwrap(), written);

    // A founding that fails leaves no empty file behind.
    let file = other.text("recovery");
    let mut weak = Account::new();
    weak.set("THROUGHCARE_PASSPHRASE", "hunter2");
    weak.run(FOUND.iter().copied().chain(["--recovery-out", &file])).refused();
    assert!(!other.path("recovery").exists());
}

#[test]
fn a_profile_that_is_there_is_left_as_it_is() {
    let account = Account::founded();
    let before = contents(&account);
    let said = account.run(FOUND).refused();
    assert!(said.contains("There is a profile in") && said.contains("Choose another folder"), "{said}");
    assert_eq!(contents(&account), before);
    // Also where the card that says so has been lost: the record may be all that is left of somebody's work.
    std::fs::rename(account.profile().join("profile.json"), account.path("card")).unwrap();
    let said = account.run(FOUND).refused();
    assert!(said.contains("There is a profile in"), "{said}");
    std::fs::rename(account.path("card"), account.profile().join("profile.json")).unwrap();
    assert_eq!(contents(&account), before);
}

fn contents(account: &Account) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut files: Vec<_> =
        files(account.home()).into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect();
    files.sort();
    files
}

#[test]
fn without_a_folder_the_profile_is_where_profiles_usually_are() {
    let mut account = Account::new();
    let bare = |arguments: &[&str]| {
        let mut command = account.bare_command(tests::command::program());
        command.args(arguments);
        command
    };
    ran(bare(&FOUND)).done();
    assert!(account.path("data/throughcare/record.db").is_file());
    ran(bare(&["verify"])).done();
    let mut elsewhere = bare(&["verify"]);
    elsewhere.env("THROUGHCARE_PROFILE", account.path("nowhere"));
    let said = ran(elsewhere).refused();
    assert!(said.contains("There is no profile in") && said.contains("--profile"), "{said}");
    // Without XDG_DATA_HOME, in the home folder; without a home, it asks.
    account.unset("XDG_DATA_HOME");
    let mut home = account.bare_command(tests::command::program());
    home.args(FOUND);
    ran(home).done();
    assert!(account.path(".local/share/throughcare/record.db").is_file());
    account.unset("HOME");
    let mut homeless = account.bare_command(tests::command::program());
    homeless.args(["verify"]);
    let said = ran(homeless).refused();
    assert!(said.contains("No profile was named") && said.contains("--profile DIR"), "{said}");
}

#[test]
fn a_key_store_in_a_file_is_warned_of_and_never_chosen_silently() {
    let mut account = Account::founded();
    let checked = account.run(["verify"]).done();
    let [warning] = checked.warnings()[..] else { panic!("{}", checked.stderr) };
    assert!(warning.contains("weaker than the system keyring"), "{warning}");
    assert_eq!(std::fs::metadata(account.keystore()).unwrap().permissions().mode() & 0o777, 0o600);
    // Another place for it, or none, is said for what it is.
    account.set("THROUGHCARE_KEYSTORE", "somewhere");
    assert!(account.run(["verify"]).refused().contains("names no key store"));
    account.set("THROUGHCARE_KEYSTORE", format!("file:{}", account.text("other")));
    let said = account.run(["verify"]).refused();
    assert!(said.contains("key is not in the key store") && said.contains("recovery key"), "{said}");
    account.unset("THROUGHCARE_KEYSTORE");
    let said = account.run(["verify"]).refused();
    assert!(said.contains("THROUGHCARE_KEYSTORE=file:PATH"), "{said}");
    // The file is not the key: the passphrase is.
    let keys: Value = serde_json::from_slice(&std::fs::read(account.keystore()).unwrap()).unwrap();
    assert_eq!(keys.as_object().unwrap().len(), 1);
    assert!(!keys.to_string().contains(PASSPHRASE));
}
