//! The people of the unit and their roles.

use leptos::prelude::*;

use crate::frame::heading_focus;

/// The screen.
#[component]
pub(crate) fn Staff() -> impl IntoView {
    heading_focus("Staff");
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Staff"</h1></div>
            </div>
        </main>
    }
}
