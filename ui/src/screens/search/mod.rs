//! Everything that is found for some words: people, notes, agreed actions.

use leptos::prelude::*;

use crate::frame::heading_focus;

/// The screen.
#[component]
pub(crate) fn Search() -> impl IntoView {
    heading_focus("Search");
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Search"</h1></div>
            </div>
        </main>
    }
}
