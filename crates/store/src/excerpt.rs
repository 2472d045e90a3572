//! The part of a text that shows why it was found, with the words marked, and how well it fits.

use unicode_normalization::char::is_combining_mark;

use crate::name::plain;

/// How long an excerpt is, in bytes, about.
const EXCERPT: usize = 160;

/// A word of a text, plain, and where it stands.
type Token = (usize, usize, String);

/// A letter or digit as the index knows them: the vowel signs of some scripts are none.
pub(crate) fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_combining_mark(c)
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        // An accent may stand behind its letter.
        let goes_on = is_letter(c) || (start.is_some() && ('\u{300}'..='\u{36f}').contains(&c));
        match (goes_on, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                if let Some(word) = text.get(from..at) {
                    tokens.push((from, at, plain(word)));
                }
                start = None;
            }
            _ => {}
        }
    }
    tokens
}

/// Whether a word of a text is one that is looked for: the last of those, which is still being typed, may go on.
fn matches(token: &str, at: usize, words: &[String]) -> bool {
    words.get(at).is_some_and(|word| token == word || (at + 1 == words.len() && token.starts_with(word.as_str())))
}

/// Whether a text has the first so many words, as the index would find it.
pub(crate) fn has_words(text: &str, words: &[String], asked: usize) -> bool {
    let tokens = tokens(text);
    (0..asked).all(|at| tokens.iter().any(|(_, _, token)| matches(token, at, words)))
}

/// Scores a text, cuts the part with the best match out of it and marks the words. Score: whole words count more than
/// beginnings, and words that stand together in the order typed count more.
pub(crate) fn excerpt(text: &str, words: &[String]) -> (u32, String, Vec<(usize, usize)>) {
    let tokens = tokens(text);
    let mut score = 0;
    let mut first = None;
    for (at, word) in words.iter().enumerate() {
        if tokens.iter().any(|(_, _, token)| token == word) {
            score += 2;
        }
        if let Some((from, _, _)) = tokens.iter().find(|(_, _, token)| matches(token, at, words)) {
            first = Some(first.map_or(*from, |f: usize| f.min(*from)));
        }
    }
    let together = tokens
        .windows(words.len().max(1))
        .find(|window| window.iter().enumerate().all(|(at, (_, _, token))| matches(token, at, words)));
    if let Some((from, _, _)) = together.and_then(<[_]>::first) {
        if words.len() > 1 {
            score += 5;
        }
        first = Some(*from);
    }
    let centre = first.unwrap_or_default();
    let mut begin = centre.saturating_sub(EXCERPT / 3);
    let mut end = begin + EXCERPT;
    // At the beginning of a word as people read them: what follows an apostrophe begins none.
    let begins = |from: &usize| text.get(..*from).is_some_and(|before| !before.ends_with(['\'', '’']));
    begin =
        tokens.iter().map(|(from, _, _)| *from).filter(begins).find(|from| *from >= begin).unwrap_or(begin).min(centre);
    end = tokens.iter().map(|(_, to, _)| *to).take_while(|to| *to <= end).last().unwrap_or_default();
    if end <= begin {
        // One word longer than an excerpt.
        end = text.floor_char_boundary(begin + EXCERPT);
    }
    let mut cut = String::new();
    if begin > 0 {
        cut.push('…');
    }
    let shift = cut.len();
    cut.push_str(&text.get(begin..end).unwrap_or_default().replace(['\n', '\r', '\t'], " "));
    if end < text.len() {
        cut.push('…');
    }
    let marks = tokens
        .iter()
        .filter(|(from, to, _)| *from >= begin && *to <= end)
        .filter(|(_, _, token)| (0..words.len()).any(|at| matches(token, at, words)))
        .map(|(from, to, _)| (from - begin + shift, to - begin + shift))
        .collect();
    (score, cut, marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_excerpt_marks_the_words_that_were_looked_for() {
        let words = ["family".to_owned(), "vis".to_owned()];
        let text = "He talked about work. After the family visit on Sunday he was calmer, and Siân will come again.";
        let (score, excerpt, marks) = excerpt(text, &words);
        let marked: Vec<&str> = marks.iter().filter_map(|(from, to)| excerpt.get(*from..*to)).collect();
        assert_eq!(marked, ["family", "visit"]);
        assert!(score >= 5, "words that stand together count more");
    }

    #[test]
    fn an_excerpt_begins_with_a_whole_word() {
        for gap in 0..80 {
            let text = format!("What he didn't say {} visit", "m".repeat(gap));
            let (_, excerpt, _) = excerpt(&text, &["visit".to_owned()]);
            assert!(!excerpt.starts_with("…t say"), "{excerpt}");
        }
    }
}
