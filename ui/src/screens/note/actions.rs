//! What is being agreed: what, whose promise, by when. A line that is empty is no action.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::icons::{Icon, Shape};
use crate::screens::note::body::{Action, tidy_due};
use crate::screens::note::form::Form;
use crate::screens::note::wrong::WrongAt;

/// The lines.
#[component]
pub(super) fn AgreedActions(form: Form) -> impl IntoView {
    let lines = Memo::new(move |_| {
        form.body.with(|body| body.actions.iter().map(|action| action.line).enumerate().collect::<Vec<_>>())
    });
    view! {
        <fieldset class="govuk-fieldset desk-write__actions">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">"Agreed actions"</legend>
            <table class="govuk-table desk-table">
                <thead class="govuk-table__head"><tr>
                    <th scope="col" class="govuk-table__header">"What"</th>
                    <th scope="col" class="govuk-table__header desk-write__who">"Who"</th>
                    <th scope="col" class="govuk-table__header desk-write__by">"By"</th>
                    <th scope="col" class="govuk-table__header desk-write__remove"><span class="govuk-visually-hidden">"Remove"</span></th>
                </tr></thead>
                <tbody class="govuk-table__body">
                    <For each=move || lines.get() key=|line| *line let(line)>
                        <Line form place=line.0 line=line.1 />
                    </For>
                </tbody>
            </table>
            <button type="button" class="desk-link desk-write__add" on:click=move |_| form.add_action(Action::default())>"Add another action"</button>
            <span class="desk-xs desk-muted" aria-hidden="true">" "<kbd>"Alt"</kbd>" "<kbd>"A"</kbd></span>
        </fieldset>
    }
}

#[component]
fn Line(form: Form, line: u32, place: usize) -> impl IntoView {
    let today = form.today();
    let read = move |read: fn(&Action) -> String| {
        form.body.with(|body| body.actions.iter().find(|action| action.line == line).map(read).unwrap_or_default())
    };
    let (what_id, due_id) = (format!("action-{line}"), format!("action-due-{line}"));
    let (what_error, due_error) = (form.errors.of(what_id.clone()), form.errors.of(due_id.clone()));
    let number = place + 1;
    let name = form.first_name();
    let own = form.desk.person.with(|person| person.name.clone());
    // Enter in a line goes on to the next: nobody records a note by finishing an action.
    let enter = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.ctrl_key() {
            event.prevent_default();
            form.add_action(Action::default());
        }
    };
    view! {
        <tr class="govuk-table__row">
            <td class="govuk-table__cell">
                <WrongAt error=what_error id=format!("{what_id}-error") />
                <input class="govuk-input desk-write__cell" class=("govuk-input--error", move || what_error.with(Option::is_some)) id=what_id.clone()
                    type="text" autocomplete="off" aria-label=format!("What was agreed, action {number}") aria-describedby=format!("{what_id}-error")
                    placeholder=if place == 0 { "Nothing yet" } else { "" }
                    prop:value=move || read(|action| action.text.clone()) on:keydown=enter
                    on:input=move |event| form.change_action(line, |action| action.text = event_target_value(&event)) />
            </td>
            <td class="govuk-table__cell">
                <select class="govuk-select desk-write__cell" aria-label=format!("Who promises it, action {number}")
                    prop:value=move || read(|action| action.prisoner.to_string())
                    on:change=move |event| form.change_action(line, |action| action.prisoner = event_target_value(&event) == "true")>
                    <option value="false" selected=move || read(|action| action.prisoner.to_string()) == "false">{format!("Me, {own}")}</option>
                    <option value="true" selected=move || read(|action| action.prisoner.to_string()) == "true">{name}</option>
                </select>
            </td>
            <td class="govuk-table__cell">
                <WrongAt error=due_error id=format!("{due_id}-error") />
                <input class="govuk-input desk-write__cell" class=("govuk-input--error", move || due_error.with(Option::is_some)) id=due_id.clone()
                    type="text" autocomplete="off" aria-label=format!("By when, action {number}: a day such as 21/1 or Friday")
                    aria-describedby=format!("{due_id}-error") placeholder="21/1 or Friday"
                    prop:value=move || read(|action| action.due.clone()) on:keydown=enter
                    on:input=move |event| form.change_action(line, |action| action.due = event_target_value(&event))
                    on:change=move |_| form.change_action(line, |action| {
                        if let Some(due) = tidy_due(&action.due, today) {
                            action.due = due;
                        }
                    }) />
            </td>
            <td class="govuk-table__cell">
                <button type="button" class="desk-chip desk-write__cross" aria-label=format!("Remove action {number}") on:click=move |_| form.remove_action(line)>
                    <Icon shape=Shape::Cross />
                </button>
            </td>
        </tr>
    }
}
