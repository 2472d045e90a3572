//! The words of a note or an amendment. Nothing is ever cut off: near the length where an export splits them, a counter appears.

use leptos::prelude::*;

use crate::desk::Desk;
use crate::screens::note::wrong::WrongAt;

/// Exports to the prison system hold so many characters in one note.
const ONE_EXPORT: usize = 4000;
/// From so many on the counter is shown.
const COUNT_FROM: usize = 3500;

/// What the counter says; nothing where there is room.
fn counted(length: usize) -> Option<String> {
    match length {
        0..COUNT_FROM => None,
        COUNT_FROM..=ONE_EXPORT => Some(format!("{} of 4,000 characters", grouped(length))),
        _ => {
            let parts = length.div_ceil(ONE_EXPORT);
            Some(format!(
                "{} characters. Over 4,000 the export splits it, here in {parts} parts. Nothing is cut off",
                grouped(length)
            ))
        }
    }
}

/// 4127 as “4,127”.
fn grouped(number: usize) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}

/// The box.
#[component]
pub(super) fn Words(
    /// Its identifier.
    id: &'static str,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// What is said below it, where the counter is not.
    #[prop(into)]
    hint: Signal<String>,
    /// What is wrong with it.
    error: Signal<Option<String>>,
    /// What stands in it.
    #[prop(into)]
    value: Signal<String>,
    /// Something was typed.
    typed: Callback<String>,
) -> impl IntoView {
    let speak = Desk::here().speak;
    let length = Memo::new(move |_| value.with(|value| value.chars().count()));
    let over = Memo::new(move |_| length.get() > ONE_EXPORT);
    Effect::new(move |before: Option<bool>| {
        let over = over.get();
        if over && before == Some(false) {
            speak.say("Over 4,000 characters: the export splits this note. Nothing is cut off");
        }
        over
    });
    view! {
        <div class="govuk-form-group desk-write__words" class=("govuk-form-group--error", move || error.with(Option::is_some))>
            <label class="govuk-label govuk-label--s" for=id>{move || label.get()}</label>
            <WrongAt error id=format!("{id}-error") />
            <textarea class="govuk-textarea" class=("govuk-textarea--error", move || error.with(Option::is_some)) id=id spellcheck="true" lang="en-GB"
                aria-describedby=format!("{id}-error {id}-hint") aria-invalid=move || error.with(Option::is_some).to_string()
                prop:value=move || value.get() on:input=move |event| typed.run(event_target_value(&event))></textarea>
            <div class="desk-row desk-row--between desk-xs desk-muted" id=format!("{id}-hint")>
                <span class="desk-num" class=("desk-amber", move || over.get())>{move || counted(length.get())}</span>
                <span>{move || hint.get()}</span>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counter_appears_near_the_end_and_says_how_an_export_splits() {
        assert_eq!(counted(3499), None);
        assert_eq!(counted(3512).as_deref(), Some("3,512 of 4,000 characters"));
        assert_eq!(counted(4000).as_deref(), Some("4,000 of 4,000 characters"));
        assert!(counted(4001).unwrap().contains("2 parts"));
        assert!(counted(8001).unwrap().contains("3 parts"));
    }
}
