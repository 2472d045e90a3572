//! How much each POM has: cases weighted, against the room that their working pattern leaves them; how the weights come about; and what
//! would be if the whole unit's dates or rules changed.

mod pattern;
mod table;

use std::sync::Arc;

use api::{LoadView, Problem, Right, WorkloadView};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::figures::counted;
use crate::frame::heading_focus;
use crate::page;
use crate::parts::{Failed, Opening};
use crate::screens::owed::WhatIfUnit;
use crate::screens::workload::pattern::Pattern;
use crate::screens::workload::table::Table;

/// What the pane beside the table does.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Doing {
    /// How the weights come about.
    Reading,
    /// A working pattern is set.
    Pattern(LoadView),
    /// The whole unit is imagined otherwise.
    WhatIf,
}

/// The screen as it has come.
#[derive(Clone, Copy)]
struct State {
    desk: Desk,
    view: RwSignal<Option<Result<Arc<WorkloadView>, Problem>>>,
    doing: RwSignal<Doing>,
}

impl State {
    fn ask(self) {
        leptos::task::spawn_local(async move {
            let answer = backend::call(api::Workload {}).await.map(Arc::new);
            self.view.try_set(Some(answer));
        });
    }

    fn close(self) {
        self.doing.set(Doing::Reading);
        page::focus_soon("how-head");
    }
}

/// The screen.
#[component]
pub(crate) fn Workload() -> impl IntoView {
    let desk = Desk::here();
    heading_focus("Workload");
    let state = State { desk, view: RwSignal::new(None), doing: RwSignal::new(Doing::Reading) };
    state.ask();
    let without = move || {
        let without = state.view.get().and_then(Result::ok).map_or(0, |view| view.without_pom);
        (without > 0).then(|| format!("Nobody has {}", counted(usize::try_from(without).unwrap_or(0), "case", "cases")))
    };
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Workload"</h1></div>
                <p class="desk-sub desk-settings__lead">"Cases of each POM, weighted, against their room. "{without}</p>
                <div class="moj-page-header-actions__actions">
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.doing.set(Doing::WhatIf)>"What if, for the unit…"</button>
                </div>
            </div>
            <div class="desk-split desk-split--staff">
                <section class="desk-pane" aria-label="POMs">
                    {move || match state.view.get() {
                        None => view! { <Opening /> }.into_any(),
                        Some(Err(problem)) => view! { <Failed problem again=Callback::new(move |()| state.ask()) /> }.into_any(),
                        Some(Ok(view)) => view! { <Table state view /> }.into_any(),
                    }}
                </section>
                {move || match state.doing.get() {
                    Doing::Reading => view! { <How state /> }.into_any(),
                    Doing::Pattern(load) => view! { <Pattern state load /> }.into_any(),
                    Doing::WhatIf => view! { <WhatIfUnit close=Callback::new(move |()| state.close()) /> }.into_any(),
                }}
            </div>
        </main>
    }
}

/// How the weights come about.
#[component]
fn How(state: State) -> impl IntoView {
    view! {
        <aside class="desk-pane" aria-labelledby="how-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="how-head" tabindex="-1">"How the load comes about"</h2></div>
            <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby="how-head">
                <ul class="desk-lines">{move || {
                    let how = state.view.get().and_then(Result::ok).map(|view| view.how.clone()).unwrap_or_default();
                    how.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()
                }}</ul>
                <p class="desk-src desk-gap-above">"A load says how much there is to do, not how well it is done. A person allocates."</p>
            </div>
        </aside>
    }
}

/// Whether somebody may set working patterns.
fn may_set(desk: Desk) -> bool {
    desk.person.may(Right::ChangeFigures)
}
