//! Text with the letters that were looked for marked in it.

use leptos::prelude::*;

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

/// Text with the first place of what was looked for marked.
#[component]
pub(crate) fn Marked(
    /// The text.
    #[prop(into)]
    text: String,
    /// What was looked for.
    #[prop(into)]
    wanted: String,
) -> impl IntoView {
    let parts = place(&text, &wanted).and_then(|(start, end)| {
        Some((text.get(..start)?.to_owned(), text.get(start..end)?.to_owned(), text.get(end..)?.to_owned()))
    });
    match parts {
        Some((before, found, after)) => view! { {before}<mark>{found}</mark>{after} }.into_any(),
        None => text.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_part_of_a_name_is_found_whatever_its_case() {
        assert_eq!(place("Ashdown, Kieran", "ash"), Some((0, 3)));
        assert_eq!(place("Cole, Nash", "ash"), Some((7, 10)));
        assert_eq!(place("Szymański, Piotr", "ński"), Some((5, 10)));
        assert_eq!(place("Ashdown", "x"), None);
        assert_eq!(place("Ashdown", ""), None);
    }
}
