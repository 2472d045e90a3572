//! The failure report as PDF, in a file that does not exist yet.

use std::sync::Arc;

use api::{ExportPaper, FilePurpose, GateRow, Paper};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::backend;
use crate::page;
use crate::parts::{Dialog, ErrorSummary, Errors, FileField, missing};
use crate::screens::gate_list::state::State;

/// The field for the file.
const FILE: &str = "report-file";

#[component]
pub(super) fn Export(state: State, row: Arc<GateRow>, open: RwSignal<bool>) -> impl IntoView {
    let desk = state.desk;
    let (file, errors) = (RwSignal::new(String::new()), Errors::none());
    let close = Callback::new(move |()| open.set(false));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        errors.clear();
        let named = file.get_untracked();
        if named.trim().is_empty() {
            errors.show_one(missing(FILE, "Choose a file, or type where to save"));
            return;
        }
        let paper = Paper::FailureReport(row.release.clone());
        let call = ExportPaper { number: row.number.clone(), id: row.id.clone(), paper, file: named };
        leptos::task::spawn_local(async move {
            match backend::call(call).await {
                Ok(()) => {
                    open.try_set(false);
                    desk.toast.show(desk.speak, "The report is saved in the file you chose");
                }
                Err(mut problem) => {
                    problem.field = Some(FILE.to_owned());
                    errors.show_one(problem);
                }
            }
        });
    };
    page::focus_soon(FILE);
    // No name and no number: a file's name is read by whoever sees the folder.
    let suggestion = format!("failure-report-{}.pdf", desk.person.today());
    view! {
        <Dialog label="The failure report as PDF" class="desk-dialog" headed=true close>
            <form on:submit=submit novalidate>
                <div class="desk-dialog__body">
                    <ErrorSummary errors />
                    <FileField id=FILE label="Save it as" hint="A new file, ending in .pdf. It is not encrypted, and names the prisoner. It holds the report as it was last recorded"
                        value=file purpose=FilePurpose::Pdf suggestion errors />
                </div>
                <div class="desk-dialog__foot">
                    <button type="submit" class="govuk-button">"Save the file"</button>
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| close.run(())>"Cancel"</button>
                </div>
            </form>
        </Dialog>
    }
}
