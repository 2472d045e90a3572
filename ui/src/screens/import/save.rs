//! Rows that were kept aside, saved as a table for whoever can correct them.

use api::{ExportQuarantine, FilePurpose};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::figures::counted;
use crate::page;
use crate::parts::{ErrorSummary, Errors, FileField, missing};

/// A button, and once it is pressed the field for the file.
#[component]
pub(super) fn SaveAside(
    /// Only the rows of the plan that waits.
    of_plan: bool,
    /// Whether the field is there.
    open: RwSignal<bool>,
) -> impl IntoView {
    let desk = Desk::here();
    let file = RwSignal::new(String::new());
    let errors = Errors::none();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        save(desk, of_plan, open, file, errors);
    };
    let close = move || {
        open.set(false);
        errors.clear();
        page::focus_soon("save-aside");
    };
    view! {
        <Show when=move || open.get() fallback=move || view! {
            <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" id="save-aside" on:click=move |_| {
                open.set(true);
                page::focus_soon("file");
            }>"Save these rows as CSV…"</button>
        }>
            <form class="desk-import__save" on:submit=submit novalidate on:keydown=move |event| if event.key() == "Escape" {
                event.prevent_default();
                event.stop_propagation();
                close();
            }>
                <ErrorSummary errors />
                <FileField
                    id="file" label="Save the rows as" hint="A new file. It is not encrypted: delete it when you no longer need it" value=file
                    purpose=FilePurpose::Csv suggestion=format!("kept-aside-{}.csv", desk.person.today()) errors
                />
                <div class="desk-row">
                    <button type="submit" class="govuk-button govuk-button--small">"Save"</button>
                    <button type="button" class="desk-link" on:click=move |_| close()>"Do not save"</button>
                </div>
            </form>
        </Show>
    }
}

fn save(desk: Desk, of_plan: bool, open: RwSignal<bool>, file: RwSignal<String>, errors: Errors) {
    errors.clear();
    let named = file.get_untracked();
    if named.trim().is_empty() {
        errors.show_one(missing("file", "Choose a file, or type where to save"));
        return;
    }
    leptos::task::spawn_local(async move {
        match backend::call(ExportQuarantine { file: named, of_plan }).await {
            Ok(rows) => {
                let rows = counted(usize::try_from(rows).unwrap_or(0), "row", "rows");
                desk.toast.show(desk.speak, format!("{rows} saved in the file you chose"));
                file.try_set(String::new());
                open.try_set(false);
                page::focus_soon("save-aside");
            }
            Err(mut problem) => {
                problem.field = Some("file".to_owned());
                errors.show_one(problem);
            }
        }
    });
}
