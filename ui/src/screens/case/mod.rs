//! The case file: the whole person on one screen.

use api::{CaseView, Problem};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::frame::heading_focus;
use crate::parts::{Failed, Opening};
use crate::route::Place;
use crate::screens::caseload;

/// One person.
#[component]
pub(crate) fn Case(
    /// Whose case file.
    number: Memo<String>,
) -> impl IntoView {
    let desk = Desk::here();
    heading_focus("Case file");
    walk(desk, number);
    let case = RwSignal::new(None::<Result<CaseView, Problem>>);
    let ask = move || {
        let asked = number.get_untracked();
        leptos::task::spawn_local(async move {
            let answer = backend::call(api::OpenCase { number: asked.clone() }).await;
            if number.try_get_untracked() == Some(asked) {
                case.try_set(Some(answer));
            }
        });
    };
    Effect::new(move |_| {
        number.track();
        case.set(None);
        ask();
    });
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            {move || match case.get() {
                None => view! { <Opening /> }.into_any(),
                Some(Err(problem)) => view! { <Failed problem again=Callback::new(move |()| ask()) /> }.into_any(),
                Some(Ok(case)) => view! { <h1 class="govuk-heading-l">{case.name}</h1> }.into_any(),
            }}
        </main>
    }
}

/// `[` and `]` go through the list that somebody came from.
fn walk(desk: Desk, number: Memo<String>) {
    let list: caseload::State = expect_context();
    let step = move |by| {
        move || match list.neighbour(&number.get_untracked(), by) {
            Some(next) => desk.route.swap(Place::case(next)),
            None => desk.speak.say(if by < 0 { "This is the first case of the list" } else { "This is the last case of the list" }),
        }
    };
    desk.keys.on_and_show("[", "Case before, in the list you came from", "previous, next case", step(-1));
    desk.keys.on_and_show("]", "Next case, in the list you came from", "previous, next case", step(1));
    desk.keys.on_and_show("Escape", "Back to the list", "back", move || desk.route.back());
}
