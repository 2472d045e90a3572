//! What the record says of a file: whether it is a pack of this unit as it left, and whether it is still to be relied on.

use api::{FilePurpose, PackVerdict, VerifyPack};
use leptos::prelude::*;

use crate::dates;
use crate::page;
use crate::parts::sending::{Form, Sending, empty, typed};
use crate::parts::{FileField, Kind, Sign};
use crate::screens::pack::state::{Doing, State};

#[component]
pub(super) fn Check(state: State) -> impl IntoView {
    let sending = Sending::new("check");
    let file = RwSignal::new(String::new());
    let verdict = RwSignal::new(None::<PackVerdict>);
    page::focus_soon("check-file");
    let cancel = Callback::new(move |()| {
        state.doing.set(Doing::Nothing);
        page::focus_soon("main");
    });
    let submit = Callback::new(move |()| {
        verdict.set(None);
        if sending.lacks(&[(empty(file), "file", "Choose a file, or type where it is")]) {
            return;
        }
        let call = VerifyPack { file: typed(file).unwrap_or_default() };
        sending.send(call, move |answer| {
            verdict.try_set(Some(answer));
        });
    });
    view! {
        <section class="desk-pane desk-pane--accent" aria-labelledby="check-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="check-head">"Check a file"</h2></div>
            <Form sending act="Check it" submit cancel>
                <FileField id="check-file" label="The file" hint="It is only compared with what left this unit. No words are needed, and nothing is opened"
                    value=file purpose=FilePurpose::Pack errors=sending.errors />
                <div role="status">{move || verdict.get().map(|verdict| said(&verdict))}</div>
            </Form>
        </section>
    }
}

/// The answer: what it is, and what follows from that.
fn said(verdict: &PackVerdict) -> AnyView {
    let (kind, what, follows) = in_words(verdict);
    view! { <div class="desk-answer"><p><Sign kind>{what}</Sign></p><p>{follows}</p></div> }.into_any()
}

fn in_words(verdict: &PackVerdict) -> (Kind, String, String) {
    match verdict {
        PackVerdict::Current { version, check_code, at } => (
            Kind::Met,
            "Genuine and current".to_owned(),
            format!(
                "It is version {version}, as it was sealed here on {}. Its check code is {check_code}.",
                dates::said_at(at)
            ),
        ),
        PackVerdict::Superseded { version, why } => (
            Kind::Late,
            "Genuine, and not to be relied on".to_owned(),
            format!("It is version {version}, as it was sealed here. {}", why.trim()),
        ),
        PackVerdict::Unknown => (
            Kind::Not,
            "Not a pack of this unit".to_owned(),
            "No pack that left this unit has these bytes: it comes from elsewhere, or somebody has changed it."
                .to_owned(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_to_be_relied_on_says_why() {
        let verdict = PackVerdict::Superseded { version: 1, why: "A later version was sealed.".to_owned() };
        let (_, what, follows) = in_words(&verdict);
        assert_eq!(what, "Genuine, and not to be relied on");
        assert_eq!(follows, "It is version 1, as it was sealed here. A later version was sealed.");
    }
}
