//! Words come back however they are typed, and are never printed.

use std::collections::BTreeMap;

use pack::words::{COUNT, Words, WordsError};
use proptest::prelude::*;

use crate::sample::rng;

#[test]
fn they_cannot_be_printed_and_are_wiped() {
    /// Compiles only if exactly one of the two implementations applies: the second is for what has `Debug`.
    trait Ambiguous<A> {
        fn check() {}
    }
    struct HasDebug;
    impl<T: ?Sized> Ambiguous<()> for T {}
    impl<T: ?Sized + std::fmt::Debug> Ambiguous<HasDebug> for T {}
    <Words as Ambiguous<_>>::check();

    fn assert_wiped<T: zeroize::ZeroizeOnDrop>() {}
    assert_wiped::<Words>();
}

#[test]
fn they_are_six_and_the_same_from_the_same_source() {
    let words = Words::make(&mut rng(1));
    assert_eq!(words.iter().count(), COUNT);
    assert_eq!(words.as_str(), "ready swim victory impulse pluck apart");
    assert_ne!(words.as_str(), Words::make(&mut rng(2)).as_str());
}

#[test]
fn each_is_as_likely_as_every_other() {
    let mut source = rng(3);
    let mut drawn: BTreeMap<String, u32> = BTreeMap::new();
    for _ in 0..5_000 {
        Words::make(&mut source).iter().for_each(|word| *drawn.entry(word.to_owned()).or_default() += 1);
    }
    // 30,000 of 1,660 words: 18 of each, and 46 of one would be by chance in less than one such test in a thousand
    assert_eq!(drawn.len(), 1_660);
    assert!(drawn.values().all(|count| (1..46).contains(count)), "{drawn:?}");
}

#[test]
fn a_mistake_is_told_where_it_is_and_not_repeated() {
    let words = Words::make(&mut rng(4));
    let mut typed: Vec<&str> = words.iter().collect();
    let refused = |typed: &[&str]| Words::parse(&typed.join(" ")).err().expect("not six words");
    assert_eq!(refused(&typed[..5]), WordsError::WrongCount { found: 5 });
    assert_eq!(refused(&[]), WordsError::WrongCount { found: 0 });
    typed[3] = "scoffold";
    assert_eq!(refused(&typed), WordsError::UnknownWord { place: 4 });
    assert!(!refused(&typed).to_string().contains("scoffold"));
}

proptest! {
    #[test]
    fn they_are_read_however_they_are_typed(
        seed in any::<u64>(),
        between in proptest::collection::vec("[ \t\r\n,;.0-9\u{2013}-]{1,4}", 7),
        short in proptest::collection::vec((any::<bool>(), any::<bool>()), 6),
    ) {
        let words = Words::make(&mut rng(seed));
        let mut typed = between[6].clone();
        for (at, word) in words.iter().enumerate() {
            let (beginning, capitals) = short[at];
            let word = if beginning { word.get(..4).unwrap_or(word) } else { word };
            typed += &if capitals { word.to_uppercase() } else { word.to_owned() };
            typed += &between[at];
        }
        let read = Words::parse(&typed);
        prop_assert_eq!(read.ok().map(|words| words.as_str().to_owned()), Some(words.as_str().to_owned()));
    }

    #[test]
    fn no_text_makes_the_reader_panic(typed in "\\PC{0,100}") {
        let _ = Words::parse(&typed);
    }
}
