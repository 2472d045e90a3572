//! About whom: found by typing any part of a name or a number. A keyworker's own prisoners are there before anything is typed.

use api::PersonView;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::page;
use crate::parts::Marked;
use crate::screens::note::round;

/// How many are shown.
const MOST: u32 = 10;

/// Who was found for what was typed.
#[derive(Clone, Default, PartialEq)]
struct Found {
    typed: String,
    people: Vec<PersonView>,
}

/// Asks about whom something is to be written.
#[component]
pub(crate) fn Whom(
    /// What it is for.
    title: &'static str,
    /// Somebody was chosen: their prison number.
    chosen: Callback<String>,
) -> impl IntoView {
    let desk = Desk::here();
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(Found::default());
    let at = RwSignal::new(0_usize);
    page::focus_soon("whom");
    desk.keys.on_and_show("Escape", "Leave", "leave", move || desk.route.back());
    ask(desk, typed, found, at);
    let choose = move |place: usize| {
        if let Some(person) = found.with_untracked(|found| found.people.get(place).cloned()) {
            chosen.run(person.number);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let count = found.with_untracked(|found| found.people.len()).max(1);
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" => choose(at.get_untracked()),
            _ => return,
        }
        event.prevent_default();
    };
    let said = move || {
        found.with(|found| match (found.people.len(), found.typed.is_empty()) {
            (0, true) => String::new(),
            (0, false) => format!("Nobody is found for “{}”", found.typed),
            (_, true) => "Your prisoners".to_owned(),
            (1, false) => "1 person found".to_owned(),
            (count, false) if u32::try_from(count) == Ok(MOST) => {
                format!("{count} shown. Type more of the name to find others")
            }
            (count, false) => format!("{count} people found"),
        })
    };
    let current = move || found.with(|found| !found.people.is_empty()).then(|| format!("whom-{}", at.get()));
    view! {
        <div class="desk-write__before">
            <section class="desk-pane desk-pane--accent desk-write__whom" aria-labelledby="whom-title">
                <div class="desk-pane__head"><h1 class="govuk-heading-m" id="whom-title">{title}</h1></div>
                <div class="desk-pane__body">
                    <label class="govuk-label govuk-label--s" for="whom">"Name or prison number"</label>
                    <input class="govuk-input" id="whom" type="text" role="combobox" autocomplete="off" spellcheck="false"
                        aria-autocomplete="list" aria-expanded="true" aria-controls="whom-list" aria-activedescendant=current
                        prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event)) on:keydown=on_key />
                    <p class="desk-xs desk-muted desk-write__said" role="status">{said}</p>
                    <ul class="desk-plain" id="whom-list" role="listbox" aria-label="People">
                        {move || {
                            let found = found.get();
                            found.people.into_iter().enumerate().map(|(place, person)| view! {
                                <li class="desk-palette__opt" role="option" id=format!("whom-{place}")
                                    aria-selected=move || (at.get() == place).to_string()
                                    on:mousedown=move |event| {
                                        event.prevent_default();
                                        choose(place);
                                    }>
                                    <span>
                                        <b><Marked text=person.name wanted=found.typed.clone() /></b>" "
                                        <span class="desk-muted desk-num">{person.number}</span>
                                        {person.because.map(|because| view! { <span class="desk-xs desk-muted">" "{because}</span> })}
                                    </span>
                                    <span class="desk-xs desk-muted desk-num">{if person.here { person.cell } else { Some("Not here".to_owned()) }}</span>
                                </li>
                            }).collect_view()
                        }}
                    </ul>
                </div>
                <div class="desk-pane__foot">
                    <span class="desk-xs desk-muted"><kbd>"↑"</kbd>" "<kbd>"↓"</kbd>" choose, "<kbd>"Enter"</kbd>" go on"</span>
                    <button type="button" class="govuk-button govuk-button--secondary desk-end" on:click=move |_| desk.route.back()>"Leave"<kbd>"Esc"</kbd></button>
                </div>
            </section>
        </div>
    }
}

/// Asks for whoever fits what was typed; what comes too late for what is typed now is dropped.
fn ask(desk: Desk, typed: RwSignal<String>, found: RwSignal<Found>, at: RwSignal<usize>) {
    Effect::new(move |_| {
        let wanted = typed.get().trim().to_owned();
        leptos::task::spawn_local(async move {
            let people = if wanted.is_empty() { own(desk).await } else { search(desk, &wanted).await };
            if typed.try_with_untracked(|typed| typed.trim() == wanted) == Some(true) {
                at.try_set(0);
                found.try_set(Found { typed: wanted, people });
            }
        });
    });
}

async fn search(desk: Desk, wanted: &str) -> Vec<PersonView> {
    match backend::call(api::Search { words: wanted.to_owned(), limit: MOST, own: false }).await {
        Ok(found) => found.people,
        Err(problem) => {
            desk.failed(&problem);
            Vec::new()
        }
    }
}

/// The prisoners of a keyworker.
async fn own(desk: Desk) -> Vec<PersonView> {
    if !desk.person.is("keyworker") {
        return Vec::new();
    }
    let rows = round::mine(desk).await.unwrap_or_default();
    let today = desk.person.today();
    rows.into_iter()
        .take(MOST.try_into().unwrap_or(usize::MAX))
        .map(|row| {
            let because = Some(round::standing(row.last_session.as_deref(), &today).words);
            PersonView { number: row.number, name: row.name, cell: row.cell, here: row.here, because }
        })
        .collect()
}
