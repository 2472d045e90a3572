//! Text with the letters that were looked for marked in it.

use leptos::prelude::*;

use crate::parts::Html;

/// Where `wanted` begins and ends in `text`, whatever the case. The letters compared are plain: an accent does not match its letter.
fn place(text: &str, wanted: &str) -> Option<(usize, usize)> {
    if wanted.is_empty() {
        return None;
    }
    let lower = wanted.to_lowercase();
    text.char_indices().map(|(start, _)| start).find_map(|start| {
        let rest = text.get(start..)?;
        let mut wanted = lower.chars();
        let mut next = wanted.next();
        for (offset, letter) in rest.char_indices() {
            let Some(expected) = next else { return Some((start, start + offset)) };
            if !letter.to_lowercase().eq(std::iter::once(expected)) {
                return None;
            }
            next = wanted.next();
        }
        next.is_none().then_some((start, text.len()))
    })
}

/// Every place of it, one after the other.
fn every(text: &str, wanted: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((start, end)) = text.get(from..).and_then(|rest| place(rest, wanted)) {
        found.push((from + start, from + end));
        from += end;
    }
    found
}

/// Text with every place of what was looked for marked.
#[component]
pub(crate) fn Marked(
    /// The text.
    #[prop(into)]
    text: String,
    /// What was looked for.
    #[prop(into)]
    wanted: String,
) -> impl IntoView {
    let marks = every(&text, &wanted);
    view! { <Excerpt text marks /> }
}

/// The same for a row that is written as text.
pub(crate) fn mark(html: &mut Html, text: &str, wanted: &str) {
    for (words, marked) in pieces(text, &every(text, wanted)) {
        match marked {
            true => html.tag("mark", [], |mark| mark.words(&words)),
            false => html.words(&words),
        }
    }
}

/// A word typed to its end, or one of which so much was typed that its beginning means something.
const BEGINNING: usize = 3;
/// The last word is still being typed.
const LAST_BEGINNING: usize = 2;

/// Where the words that were looked for stand in a text, whatever the case: whole words, and those that begin with enough of one.
fn places(text: &str, wanted: &str) -> Vec<(usize, usize)> {
    let wanted: Vec<String> =
        words(wanted).map(|(start, end)| wanted.get(start..end).unwrap_or_default().to_lowercase()).collect();
    let last = wanted.len().saturating_sub(1);
    let fits = |word: &str| {
        wanted.iter().enumerate().any(|(at, wanted)| {
            let enough = if at == last { LAST_BEGINNING } else { BEGINNING };
            word == wanted || (word.starts_with(wanted.as_str()) && wanted.chars().count() >= enough)
        })
    };
    words(text).filter(|(start, end)| fits(&text.get(*start..*end).unwrap_or_default().to_lowercase())).collect()
}

/// Where the words of a text begin and end: whatever is no letter or digit parts them.
fn words(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut start = None;
    text.char_indices().chain([(text.len(), ' ')]).filter_map(move |(at, letter)| {
        if letter.is_alphanumeric() {
            start.get_or_insert(at);
            return None;
        }
        start.take().map(|start| (start, at))
    })
}

/// A text in pieces, each marked or not. A mark that does not fit the text is left out.
fn pieces(text: &str, marks: &[(usize, usize)]) -> Vec<(String, bool)> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for (start, end) in marks {
        let (Some(before), Some(found)) = (text.get(at..*start), text.get(*start..*end)) else { continue };
        pieces.push((before.to_owned(), false));
        pieces.push((found.to_owned(), true));
        at = *end;
    }
    pieces.push((text.get(at..).unwrap_or_default().to_owned(), false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

/// Words out of a text, those marked that were found in it.
#[component]
pub(crate) fn Excerpt(
    /// The words.
    text: String,
    /// Where the marks begin and end, in bytes.
    marks: Vec<(usize, usize)>,
) -> impl IntoView {
    let piece = |(words, marked): (String, bool)| match marked {
        true => view! { <mark>{words}</mark> }.into_any(),
        false => words.into_any(),
    };
    pieces(&text, &marks).into_iter().map(piece).collect_view()
}

/// A text with every place of every word that was looked for marked.
#[component]
pub(crate) fn MarkedWords(
    /// The text.
    text: String,
    /// What was looked for.
    wanted: String,
) -> impl IntoView {
    let marks = places(&text, &wanted);
    view! { <Excerpt text marks /> }
}

#[cfg(test)]
mod tests {
    use super::{every, pieces, place, places};

    #[test]
    fn marks_cut_a_text_into_pieces_and_wrong_ones_are_left_out() {
        let cut = pieces("His sister rang", &[(4, 10), (90, 95)]);
        assert_eq!(cut, [("His ".to_owned(), false), ("sister".to_owned(), true), (" rang".to_owned(), false)]);
        assert_eq!(pieces("", &[]), []);
    }

    #[test]
    fn every_place_of_every_word_is_found_and_the_last_may_be_a_beginning() {
        let marked = |text: &'static str, wanted: &str| -> Vec<&str> {
            places(text, wanted).into_iter().map(|(start, end)| text.get(start..end).unwrap_or_default()).collect()
        };
        assert_eq!(marked("Ashdown, Kieran", "kier ASH"), ["Ashdown", "Kieran"]);
        assert_eq!(marked("A sister, and her sisters", "a sis"), ["A", "sister", "sisters"]);
        assert_eq!(marked("A4417FK", "a4417"), ["A4417FK"]);
        assert_eq!(marked("Wiśniewski, Łukasz", "łuk"), ["Łukasz"]);
        assert!(marked("Ashdown", "s").is_empty() && marked("Ashdown", "").is_empty());
    }

    #[test]
    fn a_part_of_a_name_is_found_whatever_its_case() {
        assert_eq!(place("Ashdown, Kieran", "ash"), Some((0, 3)));
        assert_eq!(place("Cole, Nash", "ash"), Some((7, 10)));
        assert_eq!(place("Szymański, Piotr", "ński"), Some((5, 10)));
        assert_eq!(place("Ashdown", "x"), None);
        assert_eq!(place("Ashdown", ""), None);
        assert_eq!(every("Keyworker told of work", "WORK"), [(3, 7), (18, 22)]);
        assert_eq!(every("Ashdown", ""), []);
    }
}
