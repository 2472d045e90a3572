//! What moved and nobody has looked at: which dates, from what and by how much, and which deadlines with them. It stays until the one who
//! owes it says that they have checked it, which is an act in the file.

use api::Right;
use leptos::prelude::*;

use crate::backend;
use crate::screens::case::file::File;
use crate::screens::case::words;
use crate::screens::owed::{Doing, checked};

/// “3 dates moved on 13 January 2027 at 18:40”, until they are checked.
#[component]
pub(super) fn WhatMoved(file: File) -> impl IntoView {
    move || {
        let moved = file.moved.get()?.ok().filter(|moved| !moved.dates.is_empty() || !moved.deadlines.is_empty())?;
        let dates = words::count(moved.dates.len(), "date");
        let with_them = match moved.deadlines.len() {
            0 => String::new(),
            count => format!(", and {} with them", words::count(count, "deadline")),
        };
        let known = moved.known.clone();
        let when = known.as_ref().map(|(at, _)| format!(" on {}", words::moment(at))).unwrap_or_default();
        let by = known.map(|(_, by)| format!(" Recorded by {by}."));
        let title = format!("{dates} moved{when}{with_them}.");
        let own = moved.clone();
        let check = move |_| {
            let number = file.number.get_untracked();
            let call = checked(number, None, file.today(), &own, None);
            leptos::task::spawn_local(async move {
                match backend::call(call).await {
                    Ok(_) => {
                        crate::page::focus("case-body");
                        file.recorded("Recorded: you have checked what moved");
                    }
                    Err(problem) => file.desk.failed(&problem),
                }
            });
        };
        let may = file.may(Right::RecordActs);
        Some(view! {
            <div class="moj-alert moj-alert--information" role="region" aria-label=format!("{dates} moved")>
                <div><svg class="moj-alert__icon" role="presentation" focusable="false" viewBox="0 0 30 30"><path fill-rule="evenodd" clip-rule="evenodd" d="M15 2.5a12.500 12.500 0 1 0 0 25 12.500 12.500 0 0 0 0-25Zm1.357 19.912h-2.694V12.950h2.694v9.462ZM15 10.830a1.620 1.620 0 1 1 0-3.242 1.620 1.620 0 0 1 0 3.242Z"/></svg></div>
                <div class="moj-alert__content"><b>{title}</b>{by}" "
                    <button type="button" class="desk-link" on:click=move |_| file.doing.set(Doing::Moves(None))>"See what moved"</button></div>
                <div class="moj-alert__action">
                    {may.then(|| view! {
                        <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=check>"I have checked these"</button>
                    })}
                </div>
            </div>
        })
    }
}
