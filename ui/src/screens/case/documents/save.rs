//! Making a paper: where its file goes. In the demonstration nothing is exported.

use api::{CasePaper, ExportCasePaper, FilePurpose, PaperDecision};
use leptos::prelude::*;

use crate::page;
use crate::parts::FileField;
use crate::parts::sending::{Form, Sending, empty, typed};
use crate::screens::case::file::File;

/// Whether nothing can leave.
pub(super) fn is_demonstration(file: File) -> bool {
    file.desk.person.with(|person| person.demonstration)
}

/// What a new file is called: never whose it is.
fn suggestion(paper: CasePaper, today: &str) -> String {
    let name = match paper {
        CasePaper::CaseSummary => "case-summary",
        CasePaper::ParoleExtract => "parole-extract",
        CasePaper::SubjectAccess => "what-is-held",
        CasePaper::Chronology => "chronology",
    };
    format!("{name}-{today}.pdf")
}

/// A paper that is made as it is.
#[component]
pub(super) fn SaveAs(file: File, paper: CasePaper, close: Callback<()>) -> impl IntoView {
    let sending = Sending::new("document");
    let decided = Callback::new(|()| Some(Vec::new()));
    page::focus_soon("document-file");
    view! { <Save file paper sending decided close /> }
}

/// The form that asks where the file goes.
#[component]
pub(super) fn Save(
    /// Whose case.
    file: File,
    /// Which paper.
    paper: CasePaper,
    /// What is sent.
    sending: Sending,
    /// What was decided, item by item; nothing where that is not complete, and is said.
    decided: Callback<(), Option<Vec<PaperDecision>>>,
    /// Leaves it.
    close: Callback<()>,
    /// What stands before the file's name.
    #[prop(optional)]
    before: Option<AnyView>,
) -> impl IntoView {
    let path = RwSignal::new(String::new());
    let submit = Callback::new(move |()| {
        let Some(decisions) = decided.run(()) else { return };
        if sending.lacks(&[(empty(path), "file", "Choose a file, or type where to save")]) {
            return;
        }
        let number = file.number.get_untracked();
        let call = ExportCasePaper { number, paper, decisions, file: typed(path).unwrap_or_default() };
        sending.send(call, move |()| {
            close.run(());
            file.recorded("Saved in the file you chose. That it was made is recorded");
        });
    });
    let suggestion = suggestion(paper, &file.today());
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby="document-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="document-head">{paper.words()}</h2></div>
            <Form sending act="Save the file" submit cancel=close>
                {before}
                <FileField id="document-file" label="Save it as" hint="A new file, ending in .pdf. It is not encrypted, and names the prisoner"
                    value=path purpose=FilePurpose::Pdf suggestion errors=sending.errors />
            </Form>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_not_named_after_anybody() {
        assert_eq!(suggestion(CasePaper::SubjectAccess, "2027-01-14"), "what-is-held-2027-01-14.pdf");
        assert_eq!(suggestion(CasePaper::CaseSummary, "2027-01-14"), "case-summary-2027-01-14.pdf");
    }
}
