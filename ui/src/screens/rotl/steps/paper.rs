//! A paper as a PDF in a file: where to is typed, or chosen in the system's dialog. In the demonstration nothing is exported.

use api::{ExportPaper, FilePurpose, Paper};
use leptos::prelude::*;

use crate::page;
use crate::parts::FileField;
use crate::parts::sending::{Form, Sending, empty, typed};
use crate::screens::rotl::application::{Doing, Open};
use crate::screens::rotl::steps::beside;

/// What a new file is called: never whose it is.
fn suggestion(paper: &Paper, today: &str) -> String {
    match paper {
        Paper::Licence(_) => format!("licence-{today}.pdf"),
        Paper::DecisionLetter => format!("decision-{today}.pdf"),
        Paper::FailureReport(_) => format!("failure-report-{today}.pdf"),
    }
}

/// A button that asks where to; nothing in the demonstration.
pub(super) fn save_button(open: Open, paper: Paper, words: &'static str) -> AnyView {
    let demonstration = open.desk.person.with(|person| person.demonstration);
    (!demonstration)
        .then(|| view! { <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| open.doing.set(Doing::Save(paper.clone()))>{words}</button> })
        .into_any()
}

#[component]
pub(super) fn Save(open: Open, paper: Paper) -> impl IntoView {
    let sending = Sending::new("paper");
    let file = RwSignal::new(String::new());
    let suggestion = suggestion(&paper, &open.desk.person.today());
    page::focus_soon("paper-file");
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(file), "file", "Choose a file, or type where to save")]) {
            return;
        }
        let (number, id) = open.ids();
        let call = ExportPaper { number, id, paper: paper.clone(), file: typed(file).unwrap_or_default() };
        sending.send(call, move |()| open.recorded("Saved in the file you chose"));
    });
    let form = view! {
        <Form sending act="Save the file" submit cancel=open.close()>
            <FileField id="paper-file" label="Save it as" hint="A new file, ending in .pdf. It is not encrypted: delete it once it is printed"
                value=file purpose=FilePurpose::Pdf suggestion errors=sending.errors />
        </Form>
    };
    beside("paper-head", "Save as PDF", form.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_not_named_after_anybody() {
        assert_eq!(suggestion(&Paper::Licence(2), "2027-01-14"), "licence-2027-01-14.pdf");
        assert_eq!(suggestion(&Paper::DecisionLetter, "2027-01-14"), "decision-2027-01-14.pdf");
    }
}
