//! The receipt as a PDF, in a file that does not exist yet.

use api::{ExportReceipt, FilePurpose};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::page;
use crate::parts::sending::{Sending, empty, typed};
use crate::parts::{Dialog, ErrorSummary, FileField};
use crate::screens::pack::open::Open;

#[component]
pub(super) fn Save(open: Open, id: String, version: u32) -> impl IntoView {
    let desk = open.desk;
    let sending = Sending::new("receipt");
    let file = RwSignal::new(String::new());
    let close = Callback::new(move |()| open.saving.set(false));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if sending.lacks(&[(empty(file), "file", "Choose a file, or type where to save")]) {
            return;
        }
        let call = ExportReceipt { number: open.number(), id: id.clone(), file: typed(file).unwrap_or_default() };
        sending.send(call, move |()| {
            open.saving.try_set(false);
            desk.toast.show(desk.speak, "The receipt is saved in the file you chose");
        });
    };
    page::focus_soon("receipt-file");
    // No name and no number: a file's name is read by whoever sees the folder.
    let suggestion = format!("receipt-{}.pdf", desk.person.today());
    view! {
        <Dialog label=format!("The receipt for version {version} as PDF") class="desk-dialog" headed=true close>
            <form on:submit=submit novalidate>
                <div class="desk-dialog__body">
                    <ErrorSummary errors=sending.errors />
                    <FileField id="receipt-file" label="Save it as" hint="A new file, ending in .pdf, to be printed. It is not encrypted, and names the prisoner"
                        value=file purpose=FilePurpose::Pdf suggestion errors=sending.errors />
                </div>
                <div class="desk-dialog__foot">
                    <button type="submit" class="govuk-button">"Save the file"</button>
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| close.run(())>"Cancel"<kbd>"Esc"</kbd></button>
                </div>
            </form>
        </Dialog>
    }
}
