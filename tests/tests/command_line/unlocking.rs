//! The passphrase, and who else has the profile open.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;
use tests::command::{Account, PASSPHRASE};
use tests::unit::passphrase;

/// The pause that a refusal states, in seconds.
fn stated(said: &str) -> u64 {
    let words: Vec<&str> = said.split_whitespace().collect();
    let at = words.iter().position(|word| word.starts_with("second")).unwrap_or_else(|| panic!("no pause in {said}"));
    words[at - 1].parse().unwrap()
}

#[test]
fn each_further_wrong_passphrase_takes_longer_and_the_right_one_ends_it() {
    let mut account = Account::founded();
    account.set("THROUGHCARE_PASSPHRASE", "another passphrase entirely");
    let first = account.run(["verify"]).refused();
    assert!(first.starts_with("That is not the passphrase of this profile."), "{first}");
    let began = Instant::now();
    let second = account.run(["verify"]).refused();
    assert!(began.elapsed() >= Duration::from_secs(stated(&first)), "the second try did not wait");
    let began = Instant::now();
    let third = account.run(["verify"]).refused();
    assert!(began.elapsed() >= Duration::from_secs(stated(&second)), "the third try did not wait");
    let pauses = [&first, &second, &third].map(|said| stated(said));
    assert!(pauses[0] >= 1 && pauses.is_sorted_by(|a, b| a < b), "{pauses:?}");
    // The right one is heard after its wait, and then all is forgotten.
    account.set("THROUGHCARE_PASSPHRASE", PASSPHRASE);
    let began = Instant::now();
    account.run(["verify"]).done();
    assert!(began.elapsed() >= Duration::from_secs(stated(&third)), "the right one did not wait");
    assert!(!account.profile().join("tries").exists());
    account.set("THROUGHCARE_PASSPHRASE", "another passphrase entirely");
    assert_eq!(stated(&account.run(["verify"]).refused()), pauses[0]);
}

#[test]
fn the_same_letters_from_another_keyboard_are_the_same_passphrase() {
    // Composed when it was chosen, decomposed when it is typed.
    let mut account = Account::new();
    account.set("THROUGHCARE_PASSPHRASE", "m\u{f4}r tylluan cwpwrdd saith ogof");
    account.run(["found", "--prison", "CFI", "--staff", "Rhŷs Llewelyn"]).done();
    account.set("THROUGHCARE_PASSPHRASE", "mo\u{302}r tylluan cwpwrdd saith ogof");
    account.run(["verify"]).done();
}

#[tokio::test]
async fn a_profile_is_open_in_one_program_at_a_time() {
    // Given a program that has the profile open
    let account = Account::founded();
    let keystore = app::keystore::Keystore::File(account.keystore());
    let clock = Box::new(app::clock::SystemClock);
    let session = app::unlock::unlock(&account.profile(), keystore, clock, passphrase()).await.unwrap();
    // When another wants it, then it says so and changes nothing, whatever it wants
    for arguments in
        [["verify"].as_slice(), &["rebuild"], &["cases"], &["found", "--prison", "LEI", "--staff", "Ada Pike"]]
    {
        let said = account.run(arguments).refused();
        assert!(said.contains("is open already, in a window or in another command"), "{said}");
    }
    // When the first is done, then it may
    session.lock().await.unwrap();
    account.entries();
}

#[test]
fn two_commands_at_once_one_waits_its_turn_outside() {
    // Given a command that is in the middle of its pause after wrong tries
    let account = Account::founded();
    let last = jiff::Timestamp::now().as_millisecond();
    std::fs::write(account.profile().join("tries"), format!(r#"{{"wrong":4,"last":{last}}}"#)).unwrap();
    let mut command = account.command();
    let mut waiting = command.arg("verify").env("THROUGHCARE_LOG", "app=info").stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(waiting.stderr.take().unwrap()).lines().map(Result::unwrap);
    assert!(lines.any(|line| line.contains("waiting, because of wrong passphrases")), "it did not wait");
    // When another comes, then that one is told that the profile is open
    let said = account.run(["verify"]).refused();
    assert!(said.contains("is open already"), "{said}");
    assert!(waiting.wait().unwrap().success());
}

#[test]
fn a_damaged_slot_is_not_called_a_wrong_passphrase() {
    let account = Account::founded();
    let keys = account.profile().join("keys");
    let whole = std::fs::read(&keys).unwrap();
    for (content, says) in [
        (None, "keys of this profile is missing or damaged"),
        (Some(b"nonsense".to_vec()), "damaged"),
        (Some(whole[..whole.len() - 1].to_vec()), "damaged"),
    ] {
        match content {
            None => std::fs::remove_file(&keys).unwrap(),
            Some(content) => std::fs::write(&keys, content).unwrap(),
        }
        let said = account.run(["verify"]).refused();
        assert!(said.contains(says) && said.contains("Restore the newest backup"), "{said}");
    }
    std::fs::write(&keys, whole).unwrap();
    // Neither is a key store that holds something else.
    let kept = std::fs::read_to_string(account.keystore()).unwrap();
    account.file("keystore.json", "not JSON");
    assert!(account.run(["verify"]).refused().contains("it is damaged or something else"));
    let mut keys: Value = serde_json::from_str(&kept).unwrap();
    keys.as_object_mut().unwrap().values_mut().for_each(|key| *key = "short".into());
    account.file("keystore.json", keys.to_string());
    assert!(account.run(["verify"]).refused().contains("is not a key"));
    account.file("keystore.json", kept);
    account.entries();
}
