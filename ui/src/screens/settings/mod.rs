//! This computer's settings, where its data lives, and a backup.

use leptos::prelude::*;

use crate::frame::heading_focus;

/// The screen.
#[component]
pub(crate) fn Settings() -> impl IntoView {
    heading_focus("Settings");
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Settings"</h1></div>
            </div>
        </main>
    }
}
