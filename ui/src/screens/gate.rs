//! The window before a record is open: a top bar with a name in it, the screen, and a status bar. No prisoner is named here.

use leptos::prelude::*;

use crate::page;

/// A screen before anybody is here.
#[component]
pub(crate) fn Gate(
    /// What stands at the right of the top bar.
    #[prop(into)]
    place: String,
    /// The program's version.
    version: String,
    /// The screen.
    children: Children,
) -> impl IntoView {
    view! {
        <a href="#main" class="govuk-skip-link" on:click=|event| {
            event.prevent_default();
            page::focus("main");
        }>"Skip to main content"</a>
        <div class="desk-gate">
            <header class="desk-top">
                <span class="desk-top__name">"Throughcare"</span>
                <span class="desk-xs desk-end">{place}</span>
            </header>
            <main class="desk-gate__body" id="main" tabindex="-1"><div class="desk-gate__in">{children()}</div></main>
            <footer class="desk-foot">
                <span>"Version "{version}</span>
                <span>"Records are encrypted on this computer. Nobody can read them without a passphrase"</span>
                <span class="desk-foot__keys">
                    <span><kbd>"Tab"</kbd>" next"</span>
                    <span><kbd>"Enter"</kbd>" go on"</span>
                </span>
            </footer>
        </div>
    }
}
