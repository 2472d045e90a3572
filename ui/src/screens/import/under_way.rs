//! Files are read, or a plan is taken: how far it is, and a way to stop it.

use std::time::Duration;

use leptos::prelude::*;

use crate::parts::Bar;
use crate::screens::import::state::{Phase, State};

/// What is quicker than this shows nothing of it.
const NOTHING_FOR: Duration = Duration::from_millis(150);

#[component]
pub(super) fn UnderWay(state: State, phase: Phase) -> impl IntoView {
    let reading = phase == Phase::Reading;
    let (title, what, promise) = if reading {
        ("Reading the export", "Reading", "Nothing changes while it is read.")
    } else {
        (
            "Importing",
            "Importing",
            "All of it or nothing: if you stop it, the record is as it was before, and the plan still waits.",
        )
    };
    let foot = if reading { "stop reading" } else { "stop the import" };
    let late = RwSignal::new(false);
    let timer = set_timeout_with_handle(
        move || {
            late.try_set(true);
        },
        NOTHING_FOR,
    );
    on_cleanup(move || {
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
    state.desk.keys.on_and_show("Escape", "Stop what goes on; nothing is changed", foot, move || state.stop());
    view! {
        <div class="moj-page-header-actions">
            <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">{if reading { "Import" } else { "Import preview" }}</h1></div>
        </div>
        <section class="desk-pane desk-pane--accent desk-import__under-way" aria-labelledby="under-way-head" hidden=move || !late.get()>
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="under-way-head">{title}</h2></div>
            <div class="desk-pane__body">
                <Bar what />
                <p>{promise}</p>
                <div class="desk-row desk-gap-above">
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.stop()>
                        {move || if state.stopping.get() { "Stopping…" } else { "Stop" }}<kbd>"Esc"</kbd>
                    </button>
                </div>
            </div>
        </section>
    }
}
