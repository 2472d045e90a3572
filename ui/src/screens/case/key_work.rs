//! Key work with one person: who does it, when they last met, what is open, and every session.

use std::sync::Arc;

use api::{NoteView, Right};
use leptos::prelude::*;

use crate::dates;
use crate::parts::{Kind, Sign};
use crate::screens::case::actions::OpenActions;
use crate::screens::case::file::File;
use crate::screens::case::identity::new_note;
use crate::screens::case::note::note;
use crate::screens::case::notes::Written;
use crate::screens::case::words;

/// Key work is owed weekly.
const WITHIN: i64 = 7;

/// Whether a note is a key-work session.
fn is_session(note: &NoteView) -> bool {
    note.note_type == "KA" && note.sub_type == "KS"
}

#[component]
pub(super) fn KeyWork(file: File) -> impl IntoView {
    let written = Written::of(file);
    written.more(true);
    let sessions = Memo::new(move |_| written.notes().into_iter().filter(|note| is_session(note)).collect::<Vec<_>>());
    view! {
        <div class="desk-split desk-split--side">
            <section class="desk-pane" aria-labelledby="sessions-head">
                <div class="desk-pane__head">
                    <h2 class="govuk-heading-s" id="sessions-head">"Sessions"</h2>
                    <span class="desk-xs desk-muted" role="status">{move || sessions.with(|sessions| words::count(sessions.len(), "session"))}</span>
                </div>
                <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby="sessions-head">
                    {move || (sessions.with(Vec::is_empty) && written.has_all()).then(|| view! {
                        <div class="desk-empty"><h2 class="govuk-heading-m">"No session has been recorded"</h2>
                        {file.may(Right::WriteNotes).then(|| view! { <button type="button" class="govuk-button" on:click=move |_| new_note(file)>"Record a session"<kbd>"N"</kbd></button> })}</div>
                    })}
                    <For each=move || sessions.get() key=|note| (note.id.clone(), note.amendments.len()) let(row)>{note(file, &row, "")}</For>
                </div>
            </section>
            <div class="desk-stack">
                <section class="desk-pane desk-case__flat" aria-labelledby="keyworker-head">
                    <div class="desk-pane__head"><h2 class="govuk-heading-s" id="keyworker-head">"Keyworker"</h2></div>
                    <div class="desk-pane__body">{move || who(file, &sessions.get())}</div>
                </section>
                <OpenActions file />
            </div>
        </div>
    }
}

fn who(file: File, sessions: &[Arc<NoteView>]) -> impl IntoView + use<> {
    let post = file.read(|case| case.posts.iter().find(|post| post.post == "keyworker").cloned());
    let here = file.read(|case| case.here);
    let name = match post {
        Some(post) => view! { <b>{post.name}</b>", since "{dates::long(&post.since)} }.into_any(),
        None if here => view! { <Sign kind=Kind::Soon>"Not allocated"</Sign> }.into_any(),
        None => view! { <span class="desk-muted">"Nobody"</span> }.into_any(),
    };
    let today = file.today();
    let last = match sessions.first() {
        Some(session) => {
            let days = dates::days_ago(&session.occurred, &today).unwrap_or(0);
            let ago = match days {
                0 => "today".to_owned(),
                days => format!("{} ago", dates::days(days)),
            };
            let signal = if here && days > WITHIN { Kind::Late } else { Kind::Met };
            view! { <Sign kind=signal>{words::sentence(&ago)}</Sign>", by "{session.author.clone()} }.into_any()
        }
        None => view! { <span class="desk-muted">"None yet"</span> }.into_any(),
    };
    view! {
        <dl class="govuk-summary-list">
            <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">"Keyworker"</dt><dd class="govuk-summary-list__value">{name}</dd></div>
            <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">"Last session"</dt><dd class="govuk-summary-list__value">{last}</dd></div>
        </dl>
    }
}
