//! What is being typed about an application is kept as notes are: every few seconds, for its writer alone, and gone on with where it was
//! left. A draft is the request as it would be sent.

use api::{Drafts, DropDraft, Stage};
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::backend;
use crate::dates;
use crate::desk::Desk;
use crate::parts::Opening;
use crate::screens::drafts::Journal;

/// The beginning of the name of every form of an application: the part and the application's identifier follow.
const FORM: &str = "rotl:";

/// A form that is written at length, with the stage at which it stands.
const PARTS: [(&str, Stage); 5] = [
    ("apply", Stage::Application),
    ("risk", Stage::Risk),
    ("board", Stage::Board),
    ("decision", Stage::Decision),
    ("licence", Stage::Licence),
];

/// What a draft keeps: its words for the list of what is unfinished, and the request.
#[derive(Serialize, Deserialize)]
struct Kept<T> {
    text: String,
    body: T,
}

/// The name of a form.
pub(super) fn form(part: &'static str, id: &str) -> String {
    format!("{FORM}{part}:{id}")
}

/// The application that a form is about; empty: a new one.
pub(crate) fn application_of(form: &str) -> Option<String> {
    let (_, id) = form.strip_prefix(FORM)?.split_once(':')?;
    Some(id.to_owned())
}

/// The stage at which a form stands.
pub(super) fn stage_of(form: &str) -> Option<Stage> {
    let (part, _) = form.strip_prefix(FORM)?.split_once(':')?;
    PARTS.iter().find(|(known, _)| *known == part).map(|(_, stage)| *stage)
}

/// A form that goes on with its draft, if there is one; it can be begun anew.
pub(super) fn with_draft<T>(
    form: String,
    number: String,
    then: impl Fn(Option<T>) -> AnyView + Send + Sync + 'static,
) -> AnyView
where
    T: DeserializeOwned + Clone + Send + Sync + 'static,
{
    let today = Desk::here().person.today();
    let found = RwSignal::new(None::<Option<(T, String)>>);
    let (asked, of) = (form.clone(), number.clone());
    leptos::task::spawn_local(async move {
        // Where drafts cannot be read the form begins empty; what was kept stays kept under what is unfinished.
        let drafts = backend::call(Drafts {}).await.unwrap_or_default();
        let draft = drafts.into_iter().find(|draft| draft.form == asked && draft.number == of);
        let read = |draft: api::DraftView| {
            let kept: Kept<T> = serde_json::from_str(&draft.body).ok()?;
            Some((kept.body, dates::when(&draft.kept, &today)))
        };
        found.try_set(Some(draft.and_then(read)));
    });
    let anew = Callback::new(move |()| {
        let (form, number) = (form.clone(), number.clone());
        leptos::task::spawn_local(async move {
            // A draft that stays is gone on with once more, and can be thrown away there.
            let _dropped = backend::call(DropDraft { form, number }).await;
            found.try_set(Some(None));
        });
    });
    (move || match found.get() {
        None => view! { <Opening /> }.into_any(),
        Some(None) => then(None),
        Some(Some((body, kept))) => view! {
            <p class="govuk-inset-text desk-rotl__draft">"This is your draft, kept "{kept}". "
                <button type="button" class="desk-link" on:click=move |_| anew.run(())>"Begin anew"</button>
            </p>
            {then(Some(body))}
        }
        .into_any(),
    })
    .into_any()
}

/// Keeps a form from now on. `begun` says whether it comes from a draft; what was not changed is not kept.
pub(super) fn keep<T: Serialize>(
    form: &str,
    number: &str,
    begun: bool,
    now: impl Fn() -> (String, T) + Send + Sync + 'static,
) -> Journal {
    let write = move || {
        let (text, body) = now();
        serde_json::to_string(&Kept { text, body }).ok()
    };
    let first = write();
    let unchanged = if begun { None } else { first.clone() };
    Journal::begin(form, number, if begun { first } else { None }, move || {
        write().filter(|now| Some(now) != unchanged.as_ref())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_back_to_its_application_and_its_stage() {
        let written = form("risk", "01JZ");
        assert_eq!(application_of(&written).as_deref(), Some("01JZ"));
        assert_eq!(stage_of(&written), Some(Stage::Risk));
        assert_eq!(application_of(&form("apply", "")).as_deref(), Some(""));
        assert_eq!(application_of("amend:01JZ"), None);
    }
}
