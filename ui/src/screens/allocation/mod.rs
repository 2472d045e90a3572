//! Who has a POM and a keyworker, and who should.

use leptos::prelude::*;

use crate::frame::heading_focus;

/// The screen.
#[component]
pub(crate) fn Allocation() -> impl IntoView {
    heading_focus("Allocation");
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Allocation"</h1></div>
            </div>
        </main>
    }
}
