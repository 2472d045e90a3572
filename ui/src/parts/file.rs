//! Where a file is: typed, or chosen in the system's own dialog.

use api::{ChooseFiles, FilePurpose};
use leptos::prelude::*;

use crate::parts::{Errors, Field};
use crate::{backend, page};

/// A path with a button that opens the system's dialog.
#[component]
pub(crate) fn FileField(
    /// The field's identifier.
    id: &'static str,
    /// Its label.
    label: &'static str,
    /// What helps to fill it in.
    hint: &'static str,
    /// The path.
    value: RwSignal<String>,
    /// What the file is wanted for.
    purpose: FilePurpose,
    /// What to call a new file.
    #[prop(optional, into)]
    suggestion: Option<String>,
    /// What is wrong with the form.
    errors: Errors,
) -> impl IntoView {
    let choose = move |_| {
        let suggestion = suggestion.clone();
        leptos::task::spawn_local(async move {
            match backend::call(ChooseFiles { purpose, suggestion }).await {
                Ok(files) => {
                    if let Some(file) = files.into_iter().next() {
                        value.try_set(file);
                    }
                    page::focus(id);
                }
                Err(problem) => errors.show_one(problem),
            }
        });
    };
    let error = errors.of(id);
    let described =
        move || if error.with(Option::is_some) { format!("{id}-hint {id}-error") } else { format!("{id}-hint") };
    view! {
        <Field id label=label hint error>
            <div class="desk-row">
                <input
                    class="govuk-input desk-grow" class=("govuk-input--error", move || error.with(Option::is_some)) id=id type="text"
                    autocomplete="off" spellcheck="false" autocapitalize="none" aria-describedby=described
                    aria-invalid=move || error.with(Option::is_some).to_string()
                    prop:value=move || value.get() on:input=move |event| value.set(event_target_value(&event))
                />
                <button type="button" class="govuk-button govuk-button--secondary" on:click=choose>"Choose…"</button>
            </div>
        </Field>
    }
}
