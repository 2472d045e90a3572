//! Names and numbers as people look for them: without accents, by sound, with a letter wrong.

use casework::{Case, Field, PrisonNumber};
use rphonetic::{DoubleMetaphone, Encoder};
use serde_json::Value as Json;
use unicode_normalization::UnicodeNormalization;

use crate::row::{Arg, Table};
use crate::table::NUMBERS;

pub(crate) static NAME_KEY: Table =
    Table { name: "name_key", columns: &["number", "word", "sound", "alias"], case: Some(0) };
pub(crate) static NUMBER_KEY: Table =
    Table { name: "number_key", columns: &["number", "value", "kind"], case: Some(0) };

/// Small letters without accents: “Łukasz Ó Súilleabháin” is “lukasz o suilleabhain”. Apostrophes go, so that O'Neill is
/// found as oneill; anything else that is no letter or digit separates words.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfd() {
        match c {
            'Ł' | 'ł' => plain.push('l'),
            'Ø' | 'ø' => plain.push('o'),
            'Đ' | 'đ' | 'Ð' | 'ð' => plain.push('d'),
            'ß' => plain.push_str("ss"),
            'Æ' | 'æ' => plain.push_str("ae"),
            'Þ' | 'þ' => plain.push_str("th"),
            'Œ' | 'œ' => plain.push_str("oe"),
            'Ħ' | 'ħ' => plain.push('h'),
            'ı' => plain.push('i'),
            '\'' | '’' | '‘' | '`' | '\u{300}'..='\u{36f}' => {}
            c if c.is_alphanumeric() => plain.extend(c.to_lowercase()),
            _ => {
                if !plain.ends_with(' ') {
                    plain.push(' ');
                }
            }
        }
    }
    plain.trim().to_owned()
}

/// Irish names whose letters do not show to English ears how they sound, and how English ones would write them.
const SPOKEN: [(&str, &str); 9] = [
    ("aoife", "eefa"),
    ("caoimhe", "keeva"),
    ("eoin", "owen"),
    ("niamh", "neve"),
    ("padraig", "porrick"),
    ("sean", "shaun"),
    ("sinead", "shinade"),
    ("siobhan", "shevon"),
    ("tadhg", "tyge"),
];

/// How a plain word sounds. One with letters beyond the English ones is only known to sound like itself.
pub fn sound(word: &str) -> String {
    // The encoder knows no others, and stops at some.
    if !word.is_ascii() {
        return word.to_owned();
    }
    let spoken = SPOKEN.iter().find(|(written, _)| *written == word).map_or(word, |(_, spoken)| spoken);
    DoubleMetaphone::default().encode(spoken)
}

/// A number without punctuation, in capitals.
pub fn bare_number(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// The rows by which a case is found by name: its own and those of its aliases.
pub(crate) fn name_keys(number: &PrisonNumber, case: &Case) -> Vec<Vec<Arg>> {
    let mut words: Vec<(String, bool)> = Vec::new();
    let mut add = |name: &str, alias: bool| {
        for word in plain(name).split(' ').filter(|word| !word.is_empty()) {
            if !words.iter().any(|(known, _)| known == word) {
                words.push((word.to_owned(), alias));
            }
        }
        // A hyphenated or spaced surname is also found as one word.
        let joined = plain(name).replace(' ', "");
        if joined.len() < 40 && !joined.is_empty() && !words.iter().any(|(known, _)| *known == joined) {
            words.push((joined, alias));
        }
    };
    for field in [Field::LastName, Field::FirstName, Field::MiddleNames] {
        if let Some(name) = case.text(field) {
            add(name, false);
        }
    }
    for name in alias_names(case) {
        add(&name, true);
    }
    words
        .into_iter()
        .map(|(word, alias)| {
            let sound = sound(&word);
            vec![number.as_str().into(), word.into(), sound.into(), alias.into()]
        })
        .collect()
}

/// The names in the aliases that the prison system gave.
fn alias_names(case: &Case) -> Vec<String> {
    let Some(casework::Value::Document(document)) = case.value(Field::Aliases) else { return Vec::new() };
    let Ok(Json::Array(aliases)) = serde_json::from_str(document) else { return Vec::new() };
    let part = |alias: &Json, key: &str| alias.get(key).and_then(Json::as_str).map(str::to_owned);
    aliases
        .iter()
        .flat_map(|alias| ["lastName", "firstName", "middleNames"].map(|key| part(alias, key)))
        .flatten()
        .collect()
}

/// The rows by which a case is found by a number.
pub(crate) fn number_keys(number: &PrisonNumber, case: &Case) -> Vec<Vec<Arg>> {
    let mut rows = vec![vec![number.as_str().into(), number.as_str().into(), "prison number".into()]];
    for (field, kind) in NUMBERS {
        let value = case.text(field).map(bare_number).filter(|value| !value.is_empty());
        rows.extend(value.map(|value| vec![number.as_str().into(), value.into(), kind.into()]));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_every_language_match_plain_ones() {
        assert_eq!(plain("Łukasz Wiśniewski"), "lukasz wisniewski");
        assert_eq!(plain("Siân O’Neill-Huws"), "sian oneill huws");
        assert_eq!(plain("  MC  Donald "), "mc donald");
        assert_eq!(plain("Đặng"), "dang");
    }

    #[test]
    fn variants_of_a_name_sound_alike() {
        for (one, other) in [("stephen", "steven"), ("mohammed", "muhammad"), ("clark", "clarke"), ("shaun", "sean")] {
            assert_eq!(sound(one), sound(other), "{one} {other}");
        }
    }
}
