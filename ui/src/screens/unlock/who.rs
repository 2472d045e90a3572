//! The people of this computer as radio rows: one stop for Tab, arrows within.

use api::PersonHere;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::Form;
use crate::page;

#[component]
pub(super) fn Who(form: Form) -> impl IntoView {
    let arrows = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" | "ArrowRight" => 1,
            "ArrowUp" | "ArrowLeft" => -1,
            _ => return,
        };
        event.prevent_default();
        if let Some(id) = neighbour(form, step) {
            form.choose(id.clone());
            page::focus_soon(format!("who-{id}"));
        }
    };
    view! {
        <div role="radiogroup" aria-labelledby="who" class="desk-gap-below" on:keydown=arrows>
            <For each=move || form.people.get() key=|person| (person.id.clone(), person.last_here.clone()) let(person)>
                <Row form person />
            </For>
        </div>
    }
}

#[component]
fn Row(form: Form, person: PersonHere) -> impl IntoView {
    let id = person.id.clone();
    let chosen = Memo::new(move |_| form.chosen.with(|chosen| *chosen == id));
    let id = person.id.clone();
    let under = match &person.post {
        Some(post) => format!("{}, {post}. Everybody in it is invented", person.prison),
        None => person.prison.clone(),
    };
    let last = person.last_here.as_deref().map(|at| format!("last here {}", crate::dates::when(at, &page::today())));
    view! {
        <button
            type="button" class="desk-who" role="radio" id=format!("who-{}", person.id) aria-checked=move || chosen.get().to_string()
            tabindex=move || if chosen.get() { "0" } else { "-1" } on:click=move |_| {
                form.choose(id.clone());
                page::focus_soon("passphrase");
            }
        >
            <span class="desk-mono-badge" aria-hidden="true">{initials(&person.name)}</span>
            <span class="desk-who__name"><b>{person.name.clone()}</b><span class="desk-xs desk-muted">{under}</span></span>
            <span class="desk-xs desk-muted desk-right">{last}</span>
        </button>
    }
}

fn neighbour(form: Form, step: isize) -> Option<String> {
    let chosen = form.chosen.get_untracked();
    form.people.with_untracked(|people| {
        let at = people.iter().position(|person| person.id == chosen)?;
        let to = (at + people.len()).checked_add_signed(step)? % people.len();
        people.get(to).map(|person| person.id.clone())
    })
}

fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().next());
    let first = words.next();
    first.into_iter().chain(words.next_back()).collect()
}
