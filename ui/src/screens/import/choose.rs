//! Nothing is chosen yet: where the file is, what can be read, what was imported last.

use api::{FilePurpose, ImportsView, LastImportView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::figures::{counted, grouped};
use crate::parts::{ErrorSummary, Field};
use crate::screens::import::save::SaveAside;
use crate::screens::import::state::State;
use crate::{backend, dates};

#[component]
pub(super) fn Choose(state: State) -> impl IntoView {
    view! {
        <div class="moj-page-header-actions">
            <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Import"</h1></div>
            <p class="desk-sub desk-import__said">"First you see what a file would do. Nothing changes before you press Import"</p>
        </div>
        <Dropped state />
        <div class="desk-split desk-split--side desk-import__choose">
            <div class="desk-stack desk-scroll">
                <Where state />
                <WhatCanBeRead />
            </div>
            <div class="desk-stack desk-scroll">
                <Example state />
                <Before state />
            </div>
        </div>
    }
}

/// A plan was on the screen when the window locked.
#[component]
fn Dropped(state: State) -> impl IntoView {
    let dropped = Memo::new(move |_| state.before.with(|before| before.as_ref().is_some_and(|before| before.dropped)));
    move || {
        dropped.get().then(|| view! {
            <div class="moj-alert moj-alert--information desk-import__alert" role="status">
                <div class="moj-alert__content">
                    <b>"The plan was dropped when the window locked."</b>" Nothing was changed. Choose the file again."
                </div>
            </div>
        })
    }
}

/// Where the file or folder is.
#[component]
fn Where(state: State) -> impl IntoView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        state.read_typed();
    };
    let error = state.errors.of("path");
    let described = move || if error.with(Option::is_some) { "path-hint path-error" } else { "path-hint" };
    view! {
        <section class="desk-pane desk-pane--accent desk-import__where" aria-labelledby="where-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="where-head">"An export from the prison system"</h2></div>
            <form class="desk-pane__body" on:submit=submit novalidate>
                <ErrorSummary errors=state.errors />
                <Field id="path" label="File or folder" hint="Choose it, or type where it is. In a folder, every JSON and CSV file is read" error>
                    <input
                        class="govuk-input" class=("govuk-input--error", move || error.with(Option::is_some)) id="path" type="text"
                        autocomplete="off" spellcheck="false" autocapitalize="none" aria-describedby=described
                        aria-invalid=move || error.with(Option::is_some).to_string()
                        prop:value=move || state.path.get() on:input=move |event| state.path.set(event_target_value(&event))
                    />
                </Field>
                <div class="desk-row desk-row--wrap">
                    <button type="submit" class="govuk-button">"Read it"<kbd>"Enter"</kbd></button>
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| choose(state, FilePurpose::Import)>"Choose files…"</button>
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| choose(state, FilePurpose::ImportFolder)>"Choose a folder…"</button>
                </div>
            </form>
        </section>
    }
}

/// Opens the system's dialog. What is chosen is read at once: the plan is where to think again.
fn choose(state: State, purpose: FilePurpose) {
    leptos::task::spawn_local(async move {
        match backend::call(api::ChooseFiles { purpose, suggestion: None }).await {
            Ok(paths) if paths.is_empty() => {}
            Ok(paths) => {
                state.path.set(if let [one] = paths.as_slice() { one.clone() } else { String::new() });
                state.read(paths);
            }
            Err(problem) => state.errors.show_one(problem),
        }
    });
}

/// In the demonstration: where invented files lie.
#[component]
fn Example(state: State) -> impl IntoView {
    let example = Memo::new(move |_| state.before.with(|before| before.as_ref()?.example.clone()));
    move || {
        example.get().map(|folder| {
            let read = folder.clone();
            view! {
                <section class="desk-pane desk-import__flat" aria-labelledby="example-head">
                    <div class="desk-pane__head"><h2 class="govuk-heading-s" id="example-head">"Files to try it with"</h2></div>
                    <div class="desk-pane__body">
                        <p>"Exports of invented people come with this demonstration:"</p>
                        <p class="desk-mono desk-path desk-import__path">{folder}</p>
                        <p>"Its folder “faulty” has files with faults: a spreadsheet's table, a file cut off, another prison's export."</p>
                        <button type="button" class="govuk-button govuk-button--secondary desk-import__try" on:click=move |_| {
                            state.path.set(read.clone());
                            state.read_typed();
                        }>"Read that folder"</button>
                    </div>
                </section>
            }
        })
    }
}

#[component]
fn WhatCanBeRead() -> impl IntoView {
    view! {
        <section class="desk-pane desk-import__flat" aria-labelledby="forms-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="forms-head">"What can be read"</h2></div>
            <div class="desk-pane__body">
                <dl class="govuk-summary-list desk-import__forms">
                    {fact("JSON", "As the prison system's search gives it: one document, a list, a page, or a document on each line")}
                    {fact("CSV", "With the prison system's field names in its first line. Dates as 2027-11-15 or 15/11/2027")}
                    {fact("Encoding", "UTF-8. From a spreadsheet: “CSV UTF-8”")}
                    {fact("Where from", "The nightly export, or a report that somebody saved. The file stays where it is, and as it is")}
                </dl>
                <p class="desk-xs desk-muted">"Rows that cannot be taken are kept aside and listed, never guessed at. Nobody is removed because a file leaves them out."</p>
            </div>
        </section>
    }
}

/// What was imported last, and the rows that were ever kept aside.
#[component]
fn Before(state: State) -> impl IntoView {
    move || state.before.get().map(|before| view! { <Last state before=before.clone() /><Ever before /> })
}

#[component]
fn Last(state: State, before: ImportsView) -> impl IntoView {
    let today = state.desk.person.today();
    view! {
        <section class="desk-pane desk-import__flat" aria-labelledby="last-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="last-head">"The last import"</h2></div>
            <div class="desk-pane__body">
                {match before.last {
                    Some(last) => last_import(last, &today),
                    None => view! { <p class="desk-muted">"Nothing has been imported into this record yet."</p> }.into_any(),
                }}
            </div>
        </section>
    }
}

fn last_import(last: LastImportView, today: &str) -> AnyView {
    let LastImportView { at, by, files, read, quarantined } = last;
    let days = dates::days_ago(&at, today).filter(|days| *days > 0).map(|days| format!(" ({} ago)", dates::days(days)));
    let files = match files.as_slice() {
        [one] => one.clone(),
        several => counted(several.len(), "file", "files"),
    };
    view! {
        <dl class="govuk-summary-list">
            {fact("When", format!("{}{}", dates::at_head(&at, today), days.unwrap_or_default()))}
            {fact("By", by)}
            {fact("File", files)}
            {fact("Rows read", grouped(read))}
            {fact("Kept aside", grouped(quarantined))}
        </dl>
    }
    .into_any()
}

#[component]
fn Ever(before: ImportsView) -> impl IntoView {
    let saving = RwSignal::new(false);
    (before.aside > 0).then(|| {
        view! {
            <section class="desk-pane desk-import__flat" aria-labelledby="ever-head">
                <div class="desk-pane__head"><h2 class="govuk-heading-s" id="ever-head">"Rows kept aside"</h2></div>
                <div class="desk-pane__body">
                    <p class="desk-import__before">{counted(before.aside, "row was", "rows were")}" kept aside by all imports so far, each with the reason and as it came."</p>
                    <SaveAside of_plan=false open=saving />
                </div>
            </section>
        }
    })
}

fn fact(key: &'static str, value: impl Into<String>) -> impl IntoView {
    view! {
        <div class="govuk-summary-list__row">
            <dt class="govuk-summary-list__key">{key}</dt>
            <dd class="govuk-summary-list__value">{value.into()}</dd>
        </div>
    }
}
