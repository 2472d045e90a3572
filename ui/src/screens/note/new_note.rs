//! A new note: about whom, then what stands before the form (an alert, a draft), then the form.

use api::{DraftView, Problem};
use leptos::prelude::*;

use crate::backend;
use crate::dates;
use crate::desk::Desk;
use crate::page;
use crate::parts::{Failed, Kind, Opening, Sign};
use crate::route::Place;
use crate::screens::drafts::{self, Waiting};
use crate::screens::note::body::{Body, What};
use crate::screens::note::head::Head;
use crate::screens::note::known::Known;
use crate::screens::note::whom::Whom;
use crate::screens::note::writing::Writing;

/// What the form begins with.
#[derive(Clone)]
struct Start {
    body: Body,
    /// Whether it comes from a draft.
    from_draft: bool,
    /// A draft that was put aside to start anew.
    aside: Option<String>,
}

/// What is shown under the name.
#[derive(Clone)]
enum Stage {
    /// An alert stops before the form.
    Stop(Vec<String>),
    /// A draft is offered.
    Offer(DraftView),
    /// The form.
    Write(Box<Start>),
}

/// A note is being written.
#[component]
pub(crate) fn NewNote(
    /// About whom; empty: that is asked first.
    number: Memo<String>,
) -> impl IntoView {
    let desk = Desk::here();
    page::set_title("Record key work");
    let chosen = Callback::new(move |number: String| desk.route.swap(Place::new_note(number)));
    view! {
        <main class="desk-main desk-main--flush" id="main" tabindex="-1">
            {move || {
                let number = number.get();
                if number.is_empty() { view! { <Whom title="Record a note: who is it about?" chosen /> }.into_any() } else { view! { <About number /> }.into_any() }
            }}
        </main>
    }
}

/// About one person.
#[component]
fn About(number: String) -> impl IntoView {
    let known = RwSignal::new(None::<Result<Known, Problem>>);
    let ask = move || {
        let number = number.clone();
        leptos::task::spawn_local(async move {
            known.try_set(Some(Known::ask(&number, drafts::NOTE).await));
        });
    };
    ask();
    move || match known.get() {
        None => view! { <div class="desk-write__before"><Opening /></div> }.into_any(),
        Some(Err(problem)) => {
            let ask = ask.clone();
            let again = Callback::new(move |()| {
                known.set(None);
                ask();
            });
            view! { <h1 class="govuk-visually-hidden">"New note"</h1><Failed problem again /> }.into_any()
        }
        Some(Ok(known)) => view! { <Stages known /> }.into_any(),
    }
}

/// What stands before the form, one after the other, then the form.
#[component]
fn Stages(known: Known) -> impl IntoView {
    let desk = Desk::here();
    let waiting: Waiting = expect_context();
    let chosen = waiting.is_chosen(drafts::NOTE, &known.case.number);
    let what = if desk.person.is("keyworker") { What::Session } else { What::Other };
    let fresh = Body::fresh(&known.now, what);
    let go_on = move |draft: &DraftView| Stage::Write(Box::new(read(draft)));
    let after_stop = {
        let (draft, fresh) = (known.draft.clone(), fresh.clone());
        move || match draft.clone() {
            Some(draft) if chosen => go_on(&draft),
            Some(draft) => Stage::Offer(draft),
            None => Stage::Write(Box::new(Start { body: fresh.clone(), from_draft: false, aside: None })),
        }
    };
    let stops = known.stops();
    let stage = RwSignal::new(if stops.is_empty() { after_stop() } else { Stage::Stop(stops) });
    move || match stage.get() {
        Stage::Stop(stops) => {
            let after_stop = after_stop.clone();
            let go = Callback::new(move |()| stage.set(after_stop()));
            view! { <Head known=known.clone() /><Stop known=known.clone() stops go /> }.into_any()
        }
        Stage::Offer(draft) => {
            let fresh = fresh.clone();
            let write = draft.clone();
            let yes = Callback::new(move |()| stage.set(go_on(&write)));
            let anew = Callback::new(move |aside: String| {
                stage.set(Stage::Write(Box::new(Start { body: fresh.clone(), from_draft: false, aside: Some(aside) })));
            });
            view! { <Head known=known.clone() /><OfferDraft draft yes anew /> }.into_any()
        }
        Stage::Write(start) => {
            let Start { body, from_draft, aside } = *start;
            let back = Callback::new(move |draft: String| {
                let body = serde_json::from_str(&draft).unwrap_or_default();
                stage.set(Stage::Write(Box::new(Start { body, from_draft: false, aside: None })));
            });
            view! { <Writing known=known.clone() body from_draft aside back /> }.into_any()
        }
    }
}

/// A draft as the form had it. What another version of the form kept is taken as far as it is understood.
fn read(draft: &DraftView) -> Start {
    Start { body: serde_json::from_str(&draft.body).unwrap_or_default(), from_draft: true, aside: None }
}

/// “Two officers, or agree another way with the POM”.
#[component]
fn Stop(known: Known, stops: Vec<String>, go: Callback<()>) -> impl IntoView {
    let desk = Desk::here();
    page::focus_soon("stop-go-on");
    desk.keys.on_and_show("Escape", "Leave", "leave", move || desk.route.back());
    let pom = known.post("prison offender manager").map(|name| format!(" The POM is {name}."));
    view! {
        <div class="desk-write__before">
            <section class="desk-pane desk-pane--red desk-write__stop" aria-labelledby="stop" aria-describedby="stop-words">
                <div class="desk-pane__head"><h2 class="govuk-heading-m" id="stop"><Sign kind=Kind::Late>{stops.join(" and ")}</Sign></h2></div>
                <div class="desk-pane__body" id="stop-words">
                    <p class="desk-m"><b>"Two officers, or agree another way with the POM."</b>{pom}</p>
                    <p class="desk-m">"Do not see "{known.first_name()}" alone. If the session was held safely, go on and record it."</p>
                </div>
                <div class="desk-pane__foot">
                    <button type="button" class="govuk-button" id="stop-go-on" on:click=move |_| go.run(())>"Go on"</button>
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| desk.route.back()>"Leave"<kbd>"Esc"</kbd></button>
                </div>
            </section>
        </div>
    }
}

/// “Go on writing” or “Start again”.
#[component]
pub(super) fn OfferDraft(draft: DraftView, yes: Callback<()>, anew: Callback<String>) -> impl IntoView {
    let desk = Desk::here();
    page::focus_soon("draft-go-on");
    desk.keys.on_and_show("Escape", "Leave the draft for later", "later", move || desk.route.back());
    let kept = dates::when(&draft.kept, &desk.person.today());
    let words = drafts::words(&draft);
    let none = words.is_empty().then_some("No words yet");
    let start_anew = move |_| {
        let DraftView { form, number, body, .. } = draft.clone();
        leptos::task::spawn_local(async move {
            match backend::call(api::DropDraft { form, number }).await {
                Ok(()) => anew.run(body),
                Err(problem) => desk.failed(&problem),
            }
        });
    };
    view! {
        <div class="desk-write__before">
            <section class="desk-pane desk-pane--accent desk-write__stop" aria-labelledby="offered">
                <div class="desk-pane__head">
                    <h2 class="govuk-heading-m" id="offered">"You were writing a note here"</h2>
                    <Sign kind=Kind::Draft>"Kept "{kept}</Sign>
                </div>
                <div class="desk-pane__body" tabindex="0" role="group" aria-label="What you wrote">
                    <p class="desk-m desk-words-kept">{words}{none}</p>
                </div>
                <div class="desk-pane__foot">
                    <button type="button" class="govuk-button" id="draft-go-on" on:click=move |_| yes.run(())>"Go on writing"</button>
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=start_anew>"Start again"</button>
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| desk.route.back()>"Later"<kbd>"Esc"</kbd></button>
                </div>
            </section>
        </div>
    }
}
