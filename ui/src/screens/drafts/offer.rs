//! After unlocking, what was being typed is offered back.

use leptos::prelude::*;

use crate::dates;
use crate::desk::Desk;
use crate::parts::{Kind, Sign};
use crate::route::{Place, Screen};
use crate::screens::drafts::{Waiting, whom};

/// “Go on writing” or “Later”.
#[component]
pub(crate) fn Offer() -> impl IntoView {
    let desk = Desk::here();
    let waiting: Waiting = expect_context();
    let open = RwSignal::new(desk.person.with(|person| person.drafts > 0));
    let newest = Memo::new(move |_| waiting.all.with(|all| all.first().cloned()));
    Effect::new(move |_| {
        // Whoever has begun to work has decided.
        if desk.route.place() != Place::default() {
            open.set(false);
        }
    });
    Effect::new(move |_| {
        if let (true, Some(draft)) = (open.get_untracked(), newest.get()) {
            desk.speak.say(format!("An unfinished note about {} is waiting", whom(&draft)));
        }
    });
    move || {
        let draft = newest.get().filter(|_| open.get())?;
        let today = desk.person.today();
        let more = waiting.count.get().saturating_sub(1);
        let go_on = draft.clone();
        Some(view! {
            <section class="desk-offer" aria-labelledby="offer">
                <h2 class="govuk-heading-s" id="offer"><Sign kind=Kind::Draft>""</Sign>"You were writing a note about "{whom(&draft)}</h2>
                <p class="desk-xs desk-muted">
                    "Kept "{dates::when(&draft.kept, &today)}". Only you can see it"
                    {(more > 0).then(|| format!(". {more} more wait"))}
                </p>
                <div class="desk-row">
                    <button type="button" class="govuk-button" on:click=move |_| waiting.go_on(&go_on)>"Go on writing"</button>
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| open.set(false)>"Later"</button>
                    {(more > 0).then(|| view! {
                        <button type="button" class="desk-link" on:click=move |_| desk.route.go(Place::of(Screen::Drafts))>"See all"</button>
                    })}
                </div>
            </section>
        })
    }
}
