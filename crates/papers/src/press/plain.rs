//! Words as they can be printed. typst takes them as values, so there is nothing to escape; what is left is what no typeface can show and what
//! would make a paper say something else than its words:
//!
//! - characters without a glyph, control characters among them, become their number: `[U+6F22]`. PDF/UA forbids empty boxes, and a box would not say
//!   what was lost;
//! - characters that turn the direction of writing, or cannot be seen at all, are left out: they could hide words or reorder them.
//!   Right-to-left writing is set apart instead, so that it does not reorder what stands beside it;
//! - a word longer than any line may break within, because it would run off the paper: after the signs of an address where it has some;
//! - a letter and its accent become one character where Unicode has it, as readers of PDF expect.

use serde_json::Value;
use typst::text::is_default_ignorable;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::typeface;

/// The longest word that is left alone: longer than most addresses of e-mail, which are better not broken.
const LONGEST_WORD: usize = 40;
/// How much of a longer one stays together.
const PIECE: usize = 8;
/// Where a line may break though nothing is seen there. Whoever copies the text gets it too, as a character without width.
const MAY_BREAK: char = '\u{200b}';
/// After which signs of an address a long word may break.
const SIGNS: [&str; 5] = ["@", ".", "/", "_", "-"];
/// Set around letters that are written from right to left.
const APART: (&str, &str) = ("\u{2068}", "\u{2069}");
/// The flag from which those of England, Scotland and Wales are made by characters that are otherwise invisible.
const FLAG: char = '\u{1f3f4}';

/// Every text in a value, as it can be printed.
pub(super) fn clean(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(printable(&text)),
        Value::Array(values) => Value::Array(values.into_iter().map(clean).collect()),
        Value::Object(fields) => Value::Object(fields.into_iter().map(|(name, value)| (name, clean(value))).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) => value,
    }
}

fn printable(text: &str) -> String {
    let lines: Vec<String> = text.replace("\r\n", "\n").split(ends_line).map(printable_line).collect();
    lines.join("\n")
}

fn ends_line(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn printable_line(line: &str) -> String {
    let line: String = line.nfc().collect();
    let shown: Vec<String> = line.graphemes(true).map(shown).collect();
    let mut printed = String::with_capacity(line.len());
    for word in shown.chunk_by(|before, after| is_space(before) == is_space(after)) {
        let long = word.len() > LONGEST_WORD && !word.first().is_some_and(|first| is_space(first));
        for part in word.split_inclusive(|letter| long && SIGNS.contains(&letter.as_str())) {
            for piece in part.chunks(if part.len() > LONGEST_WORD { PIECE } else { LONGEST_WORD }) {
                printed.extend(piece.iter().map(String::as_str));
                if long {
                    printed.push(MAY_BREAK);
                }
            }
        }
    }
    apart(&printed)
}

/// The line with every stretch of right-to-left writing set apart: from its first letter to its last, numbers and signs between them
/// included, up to the next letter of another script.
fn apart(line: &str) -> String {
    let mut whole = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find(right_to_left) {
        let (before, from) = rest.split_at(start);
        let stretch = from.find(|code: char| code.is_alphabetic() && !right_to_left(code)).unwrap_or(from.len());
        let last = from
            .char_indices()
            .take_while(|(place, _)| *place < stretch)
            .filter(|(_, code)| right_to_left(*code))
            .last();
        let (letters, after) = from.split_at(last.map_or(0, |(place, code)| place + code.len_utf8()));
        whole.extend([before, APART.0, letters, APART.1]);
        rest = after;
    }
    whole.push_str(rest);
    whole
}

fn is_space(character: &str) -> bool {
    character.chars().all(char::is_whitespace)
}

/// One character as a reader takes it: a letter with its accents, a flag, a family.
fn shown(character: &str) -> String {
    let flag = character.starts_with(FLAG);
    let kept = |code: &char| !is_default_ignorable(*code) || joins(*code) || (flag && is_tag(*code));
    let kept: String = character.chars().filter(kept).map(|code| if code == '\t' { ' ' } else { code }).collect();
    let seen = || kept.chars().filter(|code| !is_default_ignorable(*code));
    if !kept.chars().any(char::is_control) && typeface::has_all(seen()) {
        return kept;
    }
    let mut shown = String::new();
    for (place, code) in seen().enumerate() {
        // What follows the first is an accent or a part of it, which would land on something else.
        if place == 0 && !code.is_control() && typeface::has_all(std::iter::once(code)) {
            shown.push(code);
        } else {
            shown.push_str(&format!("[U+{:04X}]", u32::from(code)));
        }
    }
    shown
}

/// What joins or parts letters, makes pictures of several, or marks where a word may be hyphenated.
fn joins(code: char) -> bool {
    matches!(code, '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{ad}')
}

fn is_tag(code: char) -> bool {
    ('\u{e0020}'..='\u{e007f}').contains(&code)
}

/// Whether a letter belongs to a script that is written from right to left.
fn right_to_left(code: char) -> bool {
    matches!(code, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_words_stay_as_they_are() {
        for text in [
            "",
            "Siân O’Brien-Żółć, Tŷ Gwyn, £4.50",
            "*bold* #let x = 1 $ _a_ `b` [c] \\ @d <e> // f",
            "👩\u{200d}🚒 🏴\u{e0067}\u{e0062}\u{e007f}",
        ] {
            assert_eq!(printable(text), text);
        }
    }

    #[test]
    fn lines_end_in_one_way() {
        assert_eq!(printable("a\r\nb\rc\u{2028}d\u{c}e\n\nf\tg"), "a\nb\nc\nd\ne\n\nf g");
    }

    #[test]
    fn what_no_typeface_has_is_named() {
        assert_eq!(printable("a\0b\u{1b}c 漢 \u{e000}"), "a[U+0000]b[U+001B]c [U+6F22] [U+E000]");
        // An accent that the picture's typeface lacks.
        assert_eq!(printable("🚒\u{301}"), "🚒[U+0301]");
    }

    #[test]
    fn what_is_invisible_is_left_out() {
        assert_eq!(printable("a\u{202e}b\u{2066}c\u{feff}d\u{e0041}e\u{2060}f"), "abcdef");
    }

    #[test]
    fn what_runs_the_other_way_stands_apart() {
        assert_eq!(printable("محمد علي, A4417FK"), "\u{2068}محمد علي\u{2069}, A4417FK");
        assert_eq!(printable("a ש 12 ש b ש"), "a \u{2068}ש 12 ש\u{2069} b \u{2068}ש\u{2069}");
    }

    #[test]
    fn only_a_word_longer_than_a_line_may_break() {
        let mail = "firstname.lastname@probation.example";
        assert_eq!(printable(mail), mail);
        let long = "x".repeat(48);
        assert_eq!(printable(&format!("a {long} b")), format!("a {} b", "xxxxxxxx\u{200b}".repeat(6)));
        let mail = "first-name.surname@probation-of-a-region.example";
        let broken =
            ["first-", "name.", "surname@", "probation-", "of-", "a-", "region.", "example", ""].join("\u{200b}");
        assert_eq!(printable(mail), broken);
    }

    #[test]
    fn a_letter_and_its_accent_are_one_character() {
        assert_eq!(printable("Sia\u{302}n e\u{302}\u{303}"), "Siân ễ");
    }

    #[test]
    fn every_text_is_cleaned_wherever_it_stands() {
        let value = serde_json::json!({ "a": ["\0", { "b": "\0" }], "c": 1, "d": null });
        let clean_value = serde_json::json!({ "a": ["[U+0000]", { "b": "[U+0000]" }], "c": 1, "d": null });
        assert_eq!(clean(value), clean_value);
    }
}
