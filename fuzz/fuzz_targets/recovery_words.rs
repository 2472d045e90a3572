//! The words of a recovery key as somebody may type them.
#![no_main]

use crypto::RecoveryKey;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|typed: &str| {
    match RecoveryKey::from_words(typed) {
        Ok(key) => {
            let again = RecoveryKey::from_words(&key.to_words()).expect("its own words are a key");
            assert_eq!(again.public(), key.public());
        }
        Err(error) => {
            // What is said of a mistyped key repeats nothing of it.
            let said = error.to_string();
            for word in typed.split_whitespace().filter(|word| word.len() > 8) {
                assert!(!said.contains(word) || !said.is_ascii() || ORDINARY.contains(word), "{said}");
            }
        }
    }
});

/// The sentences' own words, should somebody type one.
const ORDINARY: &str = "recovery words were entered one of the words that key is made of Check its spelling on paper \
    These words do not belong together misread another order compare each with";
