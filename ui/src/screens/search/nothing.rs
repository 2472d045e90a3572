//! What stands there when nothing is listed: what can be looked for, that nothing was found and what to try, that it was stopped.

use leptos::prelude::*;

use crate::parts::Empty;
use crate::screens::search::results::{Among, groups};
use crate::screens::search::state::State;

/// Nothing was typed yet.
#[component]
pub(super) fn NotAsked(state: State) -> impl IntoView {
    let sensitive = state.desk.person.may(api::Right::ReadSensitive);
    view! {
        <Empty why="Type a name, a number, or words of a note">
            <dl class="desk-search__what">
                <div><dt>"Prisoners"</dt><dd>"By any part of a name or alias, even where it is spelt another way or has a letter wrong. By prison, PNC or CRO number, even with one character mistyped."</dd></div>
                <div><dt>"Notes"</dt><dd>"By words, also in what was added later. The last word need not be finished: three letters are enough."</dd></div>
                <div><dt>"Agreed actions"</dt><dd>"By their words, in whichever session they were agreed."</dd></div>
            </dl>
            <p class="desk-muted">
                "Restricted notes are never shown in results."
                {(!sensitive).then_some(" Nor are notes that your role may not read.")}
            </p>
        </Empty>
    }
}

/// Nothing was found.
#[component]
pub(super) fn Nothing(state: State) -> impl IntoView {
    let words =
        move || state.found.with(|found| found.as_ref().map(|(words, _)| words.trim().to_owned()).unwrap_or_default());
    let elsewhere = move || {
        state.found.with(|found| {
            let kinds = found.as_ref().map(|(_, view)| groups(view, Among::Everything)).unwrap_or_default();
            kinds.iter().any(|group| group.in_all > 0)
        })
    };
    move || {
        let kind = state.among.get();
        let why = match kind {
            Among::Everything => format!("Nothing is found for “{}”", words()),
            kind => format!("No {} found for “{}”", kind.label().to_lowercase(), words()),
        };
        view! {
            <Empty why>
                <p>{advice(&words(), kind)}</p>
                {elsewhere().then(|| view! {
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.look_among(Among::Everything)>"Show everything found"</button>
                })}
                {state.own.get().then(|| view! {
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.look_among_own(false)>"Search the whole unit"</button>
                })}
                <p class="desk-muted">"Restricted notes are never shown in results."</p>
            </Empty>
        }
    }
}

/// What to try.
fn advice(words: &str, kind: Among) -> &'static str {
    let letters = words.chars().filter(|letter| letter.is_alphanumeric()).count();
    match kind {
        Among::Prisoners => {
            "Names are found by any part, by their sound, and with a letter wrong. Try the number, or fewer words."
        }
        _ if letters < 3 => "Notes and actions are looked through from three letters on.",
        Among::Notes | Among::Actions => {
            "All the words have to stand in it, as they were written. Try fewer words, or another spelling."
        }
        Among::Everything => {
            "Names are found with a letter wrong; the words of notes only as they were written. Try fewer words, or another spelling."
        }
    }
}

/// It took too long for somebody.
#[component]
pub(super) fn Stopped(state: State) -> impl IntoView {
    view! {
        <Empty why="Stopped looking">
            <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.ask()>"Look again"</button>
        </Empty>
    }
}

#[cfg(test)]
mod tests {
    use super::{Among, advice};

    #[test]
    fn the_advice_fits_what_was_looked_for() {
        assert!(advice("ab", Among::Everything).contains("three letters"));
        assert!(advice("ab", Among::Prisoners).contains("by their sound"));
        assert!(advice("sister", Among::Notes).contains("as they were written"));
    }
}
