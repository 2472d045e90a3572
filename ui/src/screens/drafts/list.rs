//! Unfinished notes: each is gone on with, or thrown away; what was thrown away can be had back while the list is open.

use api::{DraftView, Problem};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::frame::heading_focus;
use crate::parts::{Empty, Failed, Opening};
use crate::screens::drafts::{Waiting, kind, whom, words};
use crate::{backend, dates, page};

/// How much of a draft's words is shown, in characters.
const BEGINNING: usize = 240;

/// The list.
#[component]
pub(crate) fn Drafts() -> impl IntoView {
    let waiting: Waiting = expect_context();
    heading_focus("Unfinished notes");
    let shown = RwSignal::new(None::<Result<Vec<DraftView>, Problem>>);
    let ask = move || {
        leptos::task::spawn_local(async move {
            let answer = backend::call(api::Drafts {}).await;
            if let Ok(drafts) = &answer {
                waiting.count.try_set(drafts.len());
            }
            shown.try_set(Some(answer));
        });
    };
    ask();
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Unfinished notes"</h1></div>
                <p class="desk-sub desk-end">"Only you can see them. They are not in the record until you record them"</p>
            </div>
            <section class="desk-pane desk-grow" aria-label="Unfinished notes">
                {move || match shown.get() {
                    None => view! { <Opening /> }.into_any(),
                    Some(Err(problem)) => view! { <Failed problem again=Callback::new(move |()| ask()) /> }.into_any(),
                    Some(Ok(drafts)) if drafts.is_empty() => view! {
                        <Empty why="Nothing is unfinished">
                            <p>"What you type in a note is kept every few seconds. A note that you leave before you record it waits here."</p>
                        </Empty>
                    }.into_any(),
                    Some(Ok(drafts)) => view! {
                        <ul class="desk-pane__body desk-pane__body--flush desk-plain" on:keydown=|event| arrows(&event)>
                            {drafts.into_iter().enumerate().map(|(place, draft)| view! { <Line place draft waiting /> }).collect_view()}
                        </ul>
                    }.into_any(),
                }}
            </section>
        </main>
    }
}

/// One of them; where it was thrown away, the way back.
#[component]
fn Line(place: usize, draft: DraftView, waiting: Waiting) -> impl IntoView {
    let desk = Desk::here();
    let thrown = RwSignal::new(false);
    let StoredDraft { go_on, id, name, title, beginning, kept } = StoredDraft::of(place, &draft, &desk.person.today());
    let draft = StoredValue::new(draft);
    let throw = move |_| {
        let DraftView { form, number, .. } = draft.get_value();
        change(desk, waiting, backend::call(api::DropDraft { form, number }), move || {
            thrown.try_set(true);
            desk.speak.say("Thrown away. Undo is here as long as this list is open");
            page::focus_soon(format!("undo-{place}"));
        });
    };
    let undo = move |_| {
        let DraftView { form, number, body, .. } = draft.get_value();
        change(desk, waiting, backend::call(api::KeepDraft { form, number, body }), move || {
            thrown.try_set(false);
            desk.speak.say("Back again");
            page::focus_soon(format!("draft-{place}"));
        });
    };
    view! {
        <li class="desk-draft">
            <Show when=move || thrown.get() fallback=move || {
                let (title, beginning, kept, name, id) = (title.clone(), beginning.clone(), kept.clone(), name.clone(), id.clone());
                view! {
                    <div class="desk-draft__text">
                        <h2 class="govuk-heading-s">{title}</h2>
                        <p class="desk-draft__words">{beginning}</p>
                        <p class="desk-xs desk-muted">{kept}</p>
                    </div>
                    <button type="button" class="govuk-button" id=id on:click=move |_| waiting.go_on(&go_on.get_value())>
                        "Go on writing"<span class="govuk-visually-hidden">" about "{name.clone()}</span>
                    </button>
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=throw>
                        "Throw away"<span class="govuk-visually-hidden">" the note about "{name}</span>
                    </button>
                }
            }>
                <p class="desk-draft__text desk-muted">"Thrown away"</p>
                <button type="button" class="govuk-button govuk-button--secondary" id=format!("undo-{place}") on:click=undo>"Undo"</button>
            </Show>
        </li>
    }
}

/// What a line shows.
struct StoredDraft {
    go_on: StoredValue<DraftView>,
    id: String,
    name: String,
    title: String,
    beginning: String,
    kept: String,
}

impl StoredDraft {
    fn of(place: usize, draft: &DraftView, today: &str) -> Self {
        let words = words(draft);
        let mut beginning: String = words.chars().take(BEGINNING).collect();
        if words.chars().count() > BEGINNING {
            beginning.push('…');
        }
        if beginning.is_empty() {
            "No words yet".clone_into(&mut beginning);
        }
        Self {
            go_on: StoredValue::new(draft.clone()),
            id: format!("draft-{place}"),
            name: whom(draft),
            title: format!("{} about {}", kind(draft), whom(draft)),
            beginning,
            kept: format!("{}. Kept {}", draft.number, dates::when(&draft.kept, today)),
        }
    }
}

/// Asks for a change and then does what follows from it, or says why it could not be made.
fn change<T: 'static>(
    desk: Desk,
    waiting: Waiting,
    call: impl Future<Output = Result<T, Problem>> + 'static,
    then: impl FnOnce() + 'static,
) {
    leptos::task::spawn_local(async move {
        match call.await {
            Ok(_) => {
                then();
                waiting.refresh();
            }
            Err(problem) => desk.failed(&problem),
        }
    });
}

/// Up and down go from one draft to the next.
fn arrows(event: &KeyboardEvent) {
    let step = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    let at = page::focused()
        .and_then(|focused| focused.id().strip_prefix("draft-").and_then(|place| place.parse::<usize>().ok()));
    if let Some(to) = at.and_then(|at| at.checked_add_signed(step)) {
        event.prevent_default();
        page::focus(&format!("draft-{to}"));
    }
}
