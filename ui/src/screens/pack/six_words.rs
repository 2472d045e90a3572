//! The six words that open a pack: shown once, spelt on request, and gone with the dialog.

use leptos::prelude::*;

#[component]
pub(super) fn SixWords(words: Vec<String>) -> impl IntoView {
    let spelt = RwSignal::new(false);
    let spelling = spell(&words);
    let title = if words.len() == 6 {
        "The six words that open it".to_owned()
    } else {
        format!("The {} words that open it", words.len())
    };
    view! {
        <h3 class="govuk-heading-s desk-pack__heading" id="words-head">{title}</h3>
        <ol class="desk-words" role="list" aria-labelledby="words-head">{words.into_iter().map(|word| view! { <li>{word}</li> }).collect_view()}</ol>
        <p class="desk-gap-above">
            "Read them by phone, or give them face to face. "<b>"Never send them with the file."</b>
            " They are shown once, here, and are not kept: if they are lost, seal the pack again. "
            <button type="button" class="desk-link" aria-expanded=move || spelt.get().to_string() aria-controls="words-spelt" on:click=move |_| spelt.update(|spelt| *spelt = !*spelt)>
                {move || if spelt.get() { "Hide the spelling" } else { "Spell the words" }}
            </button>
        </p>
        <p class="desk-xs desk-muted" id="words-spelt" role="status">{move || spelt.get().then(|| spelling.clone())}</p>
    }
}

/// “1: h, a, r, b, o, u, r. 2: v, e, l, v, e, t.”: a screen reader says letter by letter what stands apart.
fn spell(words: &[String]) -> String {
    let letters = |word: &String| word.chars().map(|letter| letter.to_string()).collect::<Vec<_>>().join(", ");
    let spelt = words.iter().zip(1..).map(|(word, place)| format!("{place}: {}.", letters(word)));
    spelt.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::spell;

    #[test]
    fn words_are_spelt_with_their_places() {
        assert_eq!(spell(&["oak".to_owned(), "fir".to_owned()]), "1: o, a, k. 2: f, i, r.");
    }
}
