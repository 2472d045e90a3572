//! A code that two people compare by ear: in groups for the eye, and letter by letter for a screen reader.

use leptos::prelude::*;

#[component]
pub(crate) fn Spoken(
    /// The identifier of its box, which can be focused.
    id: &'static str,
    /// What shows it: “This screen shows”.
    what: &'static str,
    /// The code, with hyphens between its groups.
    code: String,
) -> impl IntoView {
    let spelt = spelt(&code);
    let groups = code.split('-').map(str::to_owned).collect::<Vec<_>>();
    view! {
        <div class="desk-code" id=id tabindex="-1">
            <p class="desk-xs desk-muted">{what}</p>
            <p class="govuk-visually-hidden">{spelt}</p>
            <p class="desk-code__groups" aria-hidden="true">{groups.into_iter().map(|group| view! { <span>{group}</span> }).collect_view()}</p>
        </div>
    }
}

/// “K, 7, Q, F; 2, M, 9, X”.
fn spelt(code: &str) -> String {
    let letters = |group: &str| group.chars().map(|letter| letter.to_string()).collect::<Vec<_>>().join(", ");
    code.split('-').map(letters).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::spelt;

    #[test]
    fn a_code_is_read_letter_by_letter() {
        assert_eq!(spelt("K7QF-2M9X"), "K, 7, Q, F; 2, M, 9, X");
    }
}
