//! Allocating somebody to a post, and ending one.

use api::{Deallocate, EndReason, Post};
use leptos::prelude::*;

use crate::backend;
use crate::page;
use crate::parts::sending::{Form, OneOf, Sending, Words, empty, typed};
use crate::screens::allocation::{ToWeigh, able, title};
use crate::screens::case::file::File;
use crate::screens::case::people::holder;

/// The scheme's reasons for an end, with their words; that somebody else took over is recorded by allocating them.
const REASONS: [(&str, EndReason, &str); 5] = [
    ("manual", EndReason::Manual, "Another reason, in words"),
    ("staff", EndReason::StaffStatusChange, "The member of staff is away or has left"),
    ("released", EndReason::Released, "Released"),
    ("transfer", EndReason::Transfer, "Moved to another prison"),
    ("complexity", EndReason::ChangeInComplexityOfNeed, "Complexity of need is high: no keyworker"),
];

#[component]
pub(super) fn Allocate(file: File, post: Post, done: Callback<()>) -> impl IntoView {
    let sending = Sending::new("allocate");
    let options = RwSignal::new(vec![(String::new(), "Choose somebody".to_owned())]);
    let staff = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let warnings = RwSignal::new(Vec::<String>::new());
    page::focus_soon("allocate-staff");
    leptos::task::spawn_local(async move {
        match backend::call(api::Staff {}).await {
            Ok(members) => {
                options.try_set(able(&members, post));
            }
            Err(problem) => {
                sending.errors.show_one(problem);
            }
        }
    });
    let now = untrack(|| file.get()).and_then(|case| holder(&case, post)).map(|held| held.name);
    let submit = Callback::new(move |()| {
        let lacking =
            [(empty(staff), "staff", "Choose who takes the case"), (empty(reason), "reason", "Say why this person")];
        if sending.lacks(&lacking) {
            return;
        }
        let (Some(chosen), Some(why)) = (typed(staff), typed(reason)) else { return };
        let name = options
            .with_untracked(|all| all.iter().find(|(id, _)| *id == chosen).map(|(_, name)| name.clone()))
            .unwrap_or_default();
        let number = file.number.get_untracked();
        sending.send(api::Allocate { number, post, staff: chosen, reason: why }, move |to_weigh| {
            file.recorded(format!("{name} is {} from now on", title(post)));
            if to_weigh.is_empty() {
                done.run(());
            } else {
                warnings.set(to_weigh);
            }
        });
    });
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby="allocate-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="allocate-head">"Allocate: "{title(post)}</h2></div>
            {move || if warnings.with(Vec::is_empty) {
                let now = now.clone();
                view! {
                    <Form sending act="Allocate" submit cancel=done>
                        {now.map(|now| view! { <p class="desk-case__now">"Now "<b>{now}</b>", until somebody else is recorded."</p> })}
                        <OneOf id="allocate-staff" label="Who takes the case?" sending options value=staff />
                        <Words id="allocate-reason" label="Why this person?".to_owned() sending value=reason />
                    </Form>
                }.into_any()
            } else {
                view! { <ToWeigh warnings=warnings.get() done /> }.into_any()
            }}
        </section>
    }
}

#[component]
pub(super) fn End(file: File, post: Post, done: Callback<()>) -> impl IntoView {
    let sending = Sending::new("end");
    let reason = RwSignal::new(String::new());
    let detail = RwSignal::new(String::new());
    page::focus_soon("end-reason");
    let name = untrack(|| file.get()).and_then(|case| holder(&case, post)).map(|held| held.name).unwrap_or_default();
    let said = format!("{name} is no longer {}", title(post));
    let submit = Callback::new(move |()| {
        let chosen = reason.get_untracked();
        let why = REASONS.into_iter().find(|(word, ..)| *word == chosen).map(|(_, why, _)| why);
        let in_words = why == Some(EndReason::Manual) && empty(detail);
        if sending.lacks(&[(why.is_none(), "reason", "Choose why it ends"), (in_words, "detail", "Say why it ends")]) {
            return;
        }
        let (Some(why), detail) = (why, detail.get_untracked()) else { return };
        let number = file.number.get_untracked();
        let said = said.clone();
        sending.send(Deallocate { number, post, reason: why, detail }, move |()| {
            done.run(());
            file.recorded(said);
        });
    });
    let offered = REASONS.into_iter().filter(|(word, ..)| *word != "complexity" || post == Post::Keyworker);
    let options: Vec<(String, String)> = std::iter::once((String::new(), "Choose a reason".to_owned()))
        .chain(offered.map(|(word, _, words)| (word.to_owned(), words.to_owned())))
        .collect();
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby="end-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="end-head">"End: "{title(post)}</h2></div>
            <Form sending act="End it" submit cancel=done>
                <p class="desk-case__now">"Now "<b>{name}</b>"."</p>
                <OneOf id="end-reason" label="Why does it end?" sending options=Signal::stored(options) value=reason />
                <Words id="end-detail" label="In words".to_owned() hint="Needed where the reason is another one" sending value=detail />
            </Form>
        </section>
    }
}
