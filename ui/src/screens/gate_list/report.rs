//! The temporary release failure report: the national questions one under the other, what is known filled in and marked as such.

use std::sync::Arc;

use api::GateRow;
use leptos::prelude::*;

use crate::page;
use crate::parts::{ErrorSummary, Failed, Opening};
use crate::screens::caseload::in_text;
use crate::screens::gate_list::clock::clock;
use crate::screens::gate_list::export::Export;
use crate::screens::gate_list::question::Asked;
use crate::screens::gate_list::sheet::{Sheet, left};
use crate::screens::gate_list::state::State;

#[component]
pub(super) fn Report(state: State, row: Arc<GateRow>) -> impl IntoView {
    let sheet = Sheet::open(state, Arc::clone(&row));
    let saving = RwSignal::new(false);
    let close = Callback::new(move |()| {
        state.report.set(None);
        page::focus_soon("main");
    });
    let keys = state.desk.keys;
    keys.on_and_show("Ctrl+Enter", "Record the report", "record", move || sheet.record());
    keys.on_and_show("Escape", "Back to the gate list; the answers are kept", "back", move || close.run(()));
    page::focus_soon("report-head");
    let about = format!("{}, {}", in_text(&row.name), row.number);
    let day = row.back.clone();
    let went = row.left.as_deref().map(|left| format!("Went out {}. ", clock(left, &day))).unwrap_or_default();
    let when = format!("{went}Due back {}", crate::dates::at_head(&row.back, ""));
    // Nothing leaves the demonstration.
    let can_save = !state.desk.person.with(|person| person.demonstration);
    view! {
        <div class="moj-page-header-actions">
            <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l" id="report-head" tabindex="-1">"Temporary release failure report"</h1></div>
            <p class="desk-sub desk-settings__lead"><b>{about}</b>". "{when}</p>
        </div>
        <section class="desk-pane desk-pane--red desk-grow" aria-labelledby="report-head">
            <form class="desk-case__form" novalidate on:submit=move |event| {
                event.prevent_default();
                sheet.record();
            }>
                <div class="desk-pane__body desk-gates__report">
                    <div class="desk-case__summary"><ErrorSummary errors=sheet.errors /></div>
                    <p class="desk-muted desk-gap-below">"Which questions follow depends on the answers. What the record knows is filled in and marked: change it where it is wrong."</p>
                    <Questions sheet />
                </div>
                <div class="desk-pane__foot desk-owed__foot">
                    <button type="submit" class="govuk-button">"Record the report"<kbd>"Ctrl Enter"</kbd></button>
                    {can_save.then(|| view! {
                        <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| saving.set(true)>"Save as PDF…"</button>
                    })}
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| close.run(())>"Back to the gate list"<kbd>"Esc"</kbd></button>
                    <span class="desk-end desk-muted desk-num" role="status">{move || progress(sheet)}</span>
                </div>
            </form>
        </section>
        {move || saving.get().then(|| view! { <Export state row=Arc::clone(&row) open=saving /> })}
    }
}

#[component]
fn Questions(sheet: Sheet) -> impl IntoView {
    let codes = Memo::new(move |_| {
        sheet.questions.with(|questions| questions.iter().map(|question| question.code.clone()).collect::<Vec<_>>())
    });
    let nothing = Memo::new(move |_| codes.with(Vec::is_empty));
    let again = Callback::new(move |()| sheet.ask());
    view! {
        {move || match sheet.problem.get() {
            Some(problem) => view! { <Failed problem again /> }.into_any(),
            None if nothing.get() => view! { <Opening /> }.into_any(),
            None => ().into_any(),
        }}
        <For each=move || codes.get() key=String::clone let(code)>
            <Asked sheet code />
        </For>
    }
}

/// “3 of 19 questions left to answer”.
fn progress(sheet: Sheet) -> String {
    if sheet.recorded.get() {
        return "Recorded".to_owned();
    }
    let (open, all) = sheet.questions.with(|questions| {
        let open = sheet.answers.with(|answers| left(questions, answers).len());
        (open, questions.len())
    });
    match (open, all) {
        (_, 0) => String::new(),
        (0, _) => "Every question has its answer".to_owned(),
        (open, all) => format!("{open} of {all} questions left to answer"),
    }
}
