//! What was agreed in key work and is still open, and how it is settled: done, or dropped for a reason.

use api::{ActionOwner, OpenActionView, Right, SettleAction};
use leptos::prelude::*;

use crate::dates;
use crate::page;
use crate::parts::in_order;
use crate::parts::sending::{Form, Radios, Sending, Words, empty};
use crate::parts::{Kind, Sign};
use crate::screens::case::file::File;
use crate::screens::case::words;

/// Whatever is due within so many days is soon.
const SOON: i64 = 7;

#[component]
pub(super) fn OpenActions(file: File) -> impl IntoView {
    let settling = RwSignal::new(None::<String>);
    let actions = move || {
        let mut actions = file.read(|case| case.open_actions.clone());
        // What is owed first stands first; what has no day stands last.
        in_order(&mut actions, |action| (action.due.is_none(), action.due.clone()));
        actions
    };
    view! {
        <section class="desk-pane desk-case__agreed" aria-labelledby="actions-head">
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s" id="actions-head" tabindex="-1">"Agreed actions"</h2>
                <span class="desk-xs desk-muted">{move || summary(&actions(), &file.today())}</span>
            </div>
            <div class="desk-pane__body desk-pane__body--flush" tabindex="0" role="group" aria-labelledby="actions-head">
                {move || {
                    let actions = actions();
                    if actions.is_empty() {
                        return view! { <p class="desk-case__none">"Nothing that was agreed is open. Actions come from key-work sessions."</p> }.into_any();
                    }
                    view! { <ul class="desk-plain desk-case__actions">{actions.into_iter().map(|action| line(file, action, settling)).collect_view()}</ul> }.into_any()
                }}
            </div>
        </section>
    }
}

/// “3 open, 1 late”.
fn summary(actions: &[OpenActionView], today: &str) -> String {
    let late = actions.iter().filter(|action| is_late(action, today)).count();
    match (actions.len(), late) {
        (0, _) => String::new(),
        (open, 0) => format!("{open} open"),
        (open, late) => format!("{open} open, {late} late"),
    }
}

fn is_late(action: &OpenActionView, today: &str) -> bool {
    action.due.as_deref().is_some_and(|due| due < today)
}

fn line(file: File, action: OpenActionView, settling: RwSignal<Option<String>>) -> impl IntoView {
    let id = action.id.clone();
    let open = {
        let id = id.clone();
        Memo::new(move |_| settling.with(|now| now.as_ref() == Some(&id)))
    };
    let whose = match action.owner {
        ActionOwner::Prisoner => "Prisoner",
        ActionOwner::Staff => "Staff",
    };
    let button = format!("settle-{id}");
    let (text, own, form_id) = (action.text.clone(), button.clone(), id.clone());
    let label = format!("Settle: {}", action.text);
    view! {
        <li class="desk-case__action">
            <div class="desk-case__line">
                <span class="desk-grow"><span class="desk-case__due">{due(action.due.as_deref(), &file.today())}</span>{action.text}<span class="desk-xs desk-muted desk-case__whose">{whose}</span></span>
                {move || (file.may(Right::WriteNotes) && !open.get()).then(|| {
                    let id = id.clone();
                    view! {
                        <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" id=button.clone() aria-label=label.clone()
                            on:click=move |_| settling.set(Some(id.clone()))>"Settle"</button>
                    }
                })}
            </div>
            {move || open.get().then(|| view! { <Settle file action=form_id.clone() text=text.clone() close=Callback::new({
                let own = own.clone();
                move |()| {
                    settling.set(None);
                    page::focus_soon(own.clone());
                }
            }) /> })}
        </li>
    }
}

/// “9 days late”, “Fri 27 Nov”, “No day agreed”.
pub(super) fn due(due: Option<&str>, today: &str) -> AnyView {
    let Some(due) = due else { return view! { <span class="desk-muted">"No day agreed"</span> }.into_any() };
    let days = dates::days_ago(due, today).unwrap_or(0);
    let shown = dates::due(due, today);
    if days > 365 {
        let since = dates::short(due);
        view! { <Sign kind=Kind::Late>"Since "{since}</Sign> }.into_any()
    } else if days > 0 {
        view! { <Sign kind=Kind::Late>{dates::days(days)}" late"</Sign> }.into_any()
    } else if days > -SOON {
        view! { <Sign kind=Kind::Soon>{shown}</Sign> }.into_any()
    } else {
        view! { <Sign kind=Kind::Later>{shown}</Sign> }.into_any()
    }
}

#[component]
fn Settle(file: File, action: String, text: String, close: Callback<()>) -> impl IntoView {
    let sending = Sending::new("settle");
    let done = RwSignal::new(String::new());
    let outcome = RwSignal::new(String::new());
    page::focus_soon("settle-done");
    let submit = Callback::new(move |()| {
        let dropped = done.get_untracked() == "dropped";
        let lacking = [
            (empty(done), "done", "Choose whether it was done or dropped"),
            (dropped && empty(outcome), "outcome", "Say why it was dropped"),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        let outcome = outcome.get_untracked();
        let words = format!("Settled as {}: {text}", if dropped { "dropped" } else { "done" });
        sending.send(SettleAction { action: action.clone(), done: !dropped, outcome }, move |()| {
            page::focus("actions-head");
            file.recorded(words);
        });
    });
    let label = Signal::derive(move || {
        if done.get() == "dropped" { "Why it was dropped" } else { "What came of it (optional)" }.to_owned()
    });
    let options = vec![("done".to_owned(), "Done".to_owned()), ("dropped".to_owned(), "Dropped".to_owned())];
    view! {
        <div class="desk-case__inline">
            <Form sending act="Record it" submit cancel=close>
                <Radios id="settle-done" legend="What became of it?" options sending value=done />
                <Words id="settle-outcome" label sending value=outcome />
                <p class="desk-xs desk-muted">"Fixed once recorded."</p>
            </Form>
        </div>
    }
}

/// What became of an action of a note.
pub(super) fn state(state: &str) -> AnyView {
    match state {
        "done" => view! { <Sign kind=Kind::Met>"Done"</Sign> }.into_any(),
        "dropped" => view! { <span class="desk-muted">"Dropped"</span> }.into_any(),
        other => {
            let other = words::level(other);
            view! { <Sign kind=Kind::Later>{other}</Sign> }.into_any()
        }
    }
}
