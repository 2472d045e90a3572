//! What is wrong with a field whose label stands elsewhere.

use leptos::prelude::*;

/// The words above a field.
#[component]
pub(super) fn WrongAt(
    /// What is wrong with the field.
    error: Signal<Option<String>>,
    /// The identifier of these words, which the field names.
    #[prop(into)]
    id: String,
) -> impl IntoView {
    move || {
        let id = id.clone();
        error.get().map(|words| {
            view! {
                <p class="govuk-error-message" id=id><span class="govuk-visually-hidden">"Error: "</span>{words}</p>
            }
        })
    }
}
