//! The demonstration prison: made once, which takes a while that nobody has to wait for.

use api::{MakeDemonstration, OpenDemonstration};
use leptos::prelude::*;

use super::Setup;
use crate::backend;
use crate::parts::{Bar, ErrorSummary, Errors, Kind, Sign};

/// How far the demonstration prison is.
#[derive(Clone, Copy)]
pub(super) struct Making {
    /// It has been made.
    made: RwSignal<bool>,
    /// It is being made, or opened.
    busy: RwSignal<bool>,
    /// Somebody waits for it: it is opened as soon as it is made.
    awaited: RwSignal<bool>,
    errors: Errors,
}

impl Making {
    pub(super) fn new(made: bool) -> Self {
        Self {
            made: RwSignal::new(made),
            busy: RwSignal::new(false),
            awaited: RwSignal::new(false),
            errors: Errors::none(),
        }
    }

    /// Nobody waits for it any more; it is made all the same.
    pub(super) fn leave(self) {
        self.awaited.try_set(false);
    }

    fn begin(self, setup: Setup) {
        self.awaited.set(true);
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.errors.clear();
        leptos::task::spawn_local(async move {
            let mut result = backend::call(MakeDemonstration {}).await.map(|()| None);
            if result.is_ok() {
                self.made.try_set(true);
                if self.awaited.try_get_untracked() == Some(true) {
                    result = backend::call(OpenDemonstration {}).await.map(Some);
                }
            }
            self.busy.try_set(false);
            match result {
                Ok(Some(person)) => setup.enter.run(person),
                Ok(None) => {}
                Err(problem) => self.errors.show_one(problem),
            }
        });
    }
}

#[component]
pub(super) fn Demonstration(setup: Setup) -> impl IntoView {
    let making = setup.making;
    let under_way = move || making.busy.get() && !making.made.get();
    let label = move || if making.busy.get() { "Opening…" } else { "Open the demonstration" };
    view! {
        <section class="desk-card desk-card--green" aria-labelledby="demonstration">
            <h2 class="govuk-heading-m desk-card__title" id="demonstration">"Open the demonstration prison"</h2>
            <p class="desk-m">"Try everything in an invented prison with 650 invented prisoners."</p>
            <h3 class="govuk-heading-s">"What happens"</h3>
            <ol class="desk-steps">
                <li>"The first time it is made on this computer, which takes about a minute. No network."</li>
                <li>"You sit at its first administrator's desk. Its passphrase is shown wherever it is asked for."</li>
                <li>"Change what you like: nobody in it exists."</li>
            </ol>
            <div class="govuk-inset-text">"A band across the top says "<b>"Demonstration"</b>" on every screen, and nothing in it can be sent or exported."</div>
            <ErrorSummary errors=making.errors />
            <div class="desk-card__act">
                <Show when=under_way fallback=move || view! {
                    {move || (making.made.get() && !making.busy.get()).then(|| view! { <p class="desk-gap-below"><Sign kind=Kind::Met>"It is ready"</Sign></p> })}
                    <button type="button" class="govuk-button govuk-button--secondary desk-button--large" on:click=move |_| making.begin(setup)>{label}</button>
                }>
                    <Bar what="Making the demonstration prison" />
                    {move || if making.awaited.get() {
                        view! {
                            <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| making.leave()>"Leave it running"</button>
                        }.into_any()
                    } else {
                        view! {
                            <p class="desk-xs desk-muted" role="status">"It goes on by itself. Open it here when it is ready, or go on with something else."</p>
                        }.into_any()
                    }}
                </Show>
            </div>
        </section>
    }
}
