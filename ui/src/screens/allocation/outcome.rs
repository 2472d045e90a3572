//! Many being allocated: how far it is, stopping it, and what came of it.

use std::time::Duration;

use api::{AllocateMany, AllocatedMany, Code, LeftView, Problem};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::figures::counted;
use crate::page;
use crate::parts::Bar;
use crate::route::Place;

/// What takes no longer than this needs no bar.
const AT_ONCE: Duration = Duration::from_millis(400);

/// Many being allocated in one step.
#[derive(Clone, Copy)]
pub(crate) struct Together {
    desk: Desk,
    busy: RwSignal<bool>,
    slow: RwSignal<bool>,
    outcome: RwSignal<Option<Result<AllocatedMany, Problem>>>,
}

impl Together {
    /// Nothing yet.
    pub(super) fn new(desk: Desk) -> Self {
        let (busy, slow) = (RwSignal::new(false), RwSignal::new(false));
        Self { desk, busy, slow, outcome: RwSignal::new(None) }
    }

    /// Allocates, and says what came of it. `post` is what it is called within a sentence.
    pub(super) fn send(self, call: AllocateMany, post: &'static str, then: Callback<()>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.slow.set(false);
        self.outcome.set(None);
        set_timeout(
            move || {
                if self.busy.try_get_untracked() == Some(true) {
                    self.slow.set(true);
                }
            },
            AT_ONCE,
        );
        leptos::task::spawn_local(async move {
            let answer = backend::call(call).await;
            if let Ok(done) = &answer
                && done.allocated > 0
            {
                let count = usize::try_from(done.allocated).unwrap_or(usize::MAX);
                let words = format!("{} a {post} now", counted(count, "prisoner has", "prisoners have"));
                self.desk.toast.show(self.desk.speak, words);
            }
            self.busy.try_set(false);
            self.outcome.try_set(Some(answer));
            page::focus_soon("outcome-head");
            // Whoever asked may have gone to another screen: what was allocated stands.
            let _asked = then.try_run(());
        });
    }

    fn stop(self) {
        leptos::task::spawn_local(async move {
            if let Err(problem) = backend::call(api::StopAllocating {}).await {
                self.desk.failed(&problem);
            }
        });
    }
}

/// How far it is and what came of it. Where there is nothing to read, it is left at once.
#[component]
pub(super) fn Outcome(
    /// What is being allocated.
    together: Together,
    /// Leaves it.
    done: Callback<()>,
) -> impl IntoView {
    Effect::new(move |_| {
        let silent = together
            .outcome
            .with(|outcome| matches!(outcome, Some(Ok(done)) if done.left.is_empty() && done.to_weigh.is_empty()));
        if silent {
            done.run(());
        }
    });
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby="outcome-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="outcome-head" tabindex="-1">{move || head(together)}</h2></div>
            {move || match together.outcome.get() {
                None => going_on(together).into_any(),
                Some(Ok(came)) => came_of_it(together.desk, &came, done).into_any(),
                Some(Err(problem)) => not_done(&problem, done).into_any(),
            }}
        </section>
    }
}

fn head(together: Together) -> String {
    together.outcome.with(|outcome| match outcome {
        None => "Allocating".to_owned(),
        Some(Ok(done)) => format!("{} allocated", done.allocated),
        Some(Err(problem)) if problem.code == Code::Stopped => "Stopped".to_owned(),
        Some(Err(_)) => "Not allocated".to_owned(),
    })
}

fn going_on(together: Together) -> impl IntoView {
    view! {
        <div class="desk-pane__body" aria-busy="true">
            <Show when=move || together.slow.get()>
                <Bar what="Allocating" />
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| together.stop()>"Stop"</button>
                <p class="desk-xs desk-muted desk-gap-above">"Stopping leaves everybody as they were."</p>
            </Show>
        </div>
    }
}

fn came_of_it(desk: Desk, came: &AllocatedMany, done: Callback<()>) -> impl IntoView + use<> {
    let left = listed(desk, "Left as they are", &came.left);
    let weigh = listed(desk, "To weigh before the first session", &came.to_weigh);
    view! {
        <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby="outcome-head">{weigh}{left}</div>
        <div class="desk-pane__foot"><button type="button" class="govuk-button" on:click=move |_| done.run(())>"I have read this"</button></div>
    }
}

fn listed(desk: Desk, title: &'static str, cases: &[LeftView]) -> Option<impl IntoView + use<>> {
    let lines = cases.iter().map(|one| {
        let LeftView { number, name, why } = one.clone();
        let open = number.clone();
        view! {
            <li class="desk-line"><button type="button" class="desk-link" on:click=move |_| desk.route.go(Place::case(open.clone()))>{name}</button>" "<span class="desk-muted desk-num">{number}</span>
                <span class="desk-case__second">{why}</span></li>
        }
    });
    let lines = lines.collect_view();
    (!cases.is_empty()).then(|| {
        view! { <h3 class="govuk-heading-s">{title}", "{cases.len()}</h3><ul class="desk-plain desk-gap-below">{lines}</ul> }
    })
}

fn not_done(problem: &Problem, done: Callback<()>) -> impl IntoView + use<> {
    let words = match problem.code {
        Code::Stopped => "Nobody was allocated.".to_owned(),
        _ => format!("{} {}", problem.message, problem.remedy),
    };
    view! {
        <div class="desk-pane__body"><p role="alert">{words}</p></div>
        <div class="desk-pane__foot"><button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| done.run(())>"Back"</button></div>
    }
}

/// What has to be weighed now that somebody has taken a case.
#[component]
pub(crate) fn ToWeigh(
    /// What the record warns of.
    warnings: Vec<String>,
    /// It was read.
    done: Callback<()>,
) -> impl IntoView {
    page::focus_soon("allocate-weigh");
    view! {
        <div class="desk-pane__body">
            <div class="desk-case__weigh" id="allocate-weigh" tabindex="-1" role="alert">
                <p><b>"Allocated. Before the first session, weigh this:"</b></p>
                <ul>{warnings.into_iter().map(|warning| view! { <li>{warning}</li> }).collect_view()}</ul>
            </div>
        </div>
        <div class="desk-pane__foot"><button type="button" class="govuk-button" on:click=move |_| done.run(())>"I have read this"</button></div>
    }
}
