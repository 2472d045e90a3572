//! Exports of the prison system, read in: first the plan, then, when it is confirmed, one step.

use leptos::prelude::*;

use crate::frame::heading_focus;

/// The screen.
#[component]
pub(crate) fn Import() -> impl IntoView {
    heading_focus("Import");
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Import"</h1></div>
            </div>
        </main>
    }
}
