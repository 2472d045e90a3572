//! The typefaces, which travel in the program: a small Debian has none, and a paper looks the same everywhere.
//!
//! Atkinson Hyperlegible Next is made so that I, l and 1 or O and 0 cannot be taken for one another, which is what prison numbers and check
//! codes need; it has the letters of Welsh, Polish, Romanian and the other languages of Europe that are written in Latin ones. Noto
//! Emoji and DejaVu Sans stand in for what it lacks: pictures; Vietnamese, Greek, Cyrillic, Arabic, Hebrew, Armenian, Georgian.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// In the order in which `paper.typ` names them.
const FILES: [&[u8]; 4] = [
    include_bytes!("../../fonts/atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Regular.ttf"),
    include_bytes!("../../fonts/atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Bold.ttf"),
    include_bytes!("../../fonts/noto-emoji/NotoEmoji-Regular.ttf"),
    include_bytes!("../../fonts/dejavu-sans/DejaVuSans.ttf"),
];

/// Read once, for as long as the program runs.
pub(super) static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| FILES.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect());

pub(super) static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// The characters of the first typeface, as a class of a regular expression.
pub(super) static LETTERS: LazyLock<String> = LazyLock::new(|| {
    let all = FONTS.first().into_iter().flat_map(|font| font.info().coverage.iter());
    format!("[{}]", all.map(|code| format!("\\x{{{code:x}}}")).collect::<String>())
});

/// Whether one of the typefaces has all of these characters: an accent has to come from where its letter comes from.
pub(super) fn has_all(characters: impl Iterator<Item = char> + Clone) -> bool {
    FONTS.iter().any(|font| characters.clone().all(|character| font.info().coverage.contains(character.into())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_read_and_say_their_names() {
        let names: Vec<&str> = FONTS.iter().map(|font| font.info().family.as_str()).collect();
        let next = "Atkinson Hyperlegible Next";
        assert_eq!(names, [next, next, "Noto Emoji", "DejaVu Sans"]);
    }

    #[test]
    fn welsh_polish_and_romanian_come_from_the_first() {
        let first = &FONTS[0].info().coverage;
        for letter in "ŵŷŴŶẁẃẅâêîôûáéíóúý żźćńłąęóśŻŹĆŃŁĄĘÓŚ ăâîșțȘȚ ėįųšž ğışİ £€–—‘’“”…½".chars()
        {
            assert!(first.contains(letter.into()), "{letter}");
        }
    }

    #[test]
    fn other_scripts_and_pictures_come_from_the_others() {
        for text in ["Nguyễn", "Ελένη", "Володимир", "محمد", "שלום", "😀", "👩\u{200d}🚒", "→ ☐ ✓"]
        {
            for character in text.chars().filter(|character| !character.is_whitespace()) {
                assert!(has_all(std::iter::once(character)), "{text}: {character}");
            }
        }
        assert!(!has_all("漢".chars()));
    }
}
