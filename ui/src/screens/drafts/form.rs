//! A form that is written at length keeps what is typed as a note does: every few seconds, for its writer alone, and gone on with where it was
//! left. A draft is the request as it would be sent.

use api::DropDraft;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::backend;
use crate::dates;
use crate::desk::Desk;
use crate::parts::Opening;
use crate::screens::drafts::{self, Journal};

/// A form that goes on with its draft, if there is one; it can be begun anew.
pub(crate) fn with_draft<T>(
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
        let draft = drafts::read(&asked, &of).await;
        found.try_set(Some(draft.map(|(body, kept)| (body, dates::when(&kept, &today)))));
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
            <p class="govuk-inset-text desk-draft__begun">"This is your draft, kept "{kept}". "
                <button type="button" class="desk-link" on:click=move |_| anew.run(())>"Begin anew"</button>
            </p>
            {then(Some(body))}
        }
        .into_any(),
    })
    .into_any()
}

/// Keeps a form from now on. `begun` says whether it comes from a draft; what was not changed is not kept.
pub(crate) fn keep<T: Serialize>(
    form: &str,
    number: &str,
    begun: bool,
    now: impl Fn() -> (String, T) + Send + Sync + 'static,
) -> Journal {
    let write = move || {
        let (text, body) = now();
        drafts::written(text, body)
    };
    let first = write();
    let unchanged = if begun { None } else { first.clone() };
    Journal::begin(form, number, if begun { first } else { None }, move || {
        write().filter(|now| Some(now) != unchanged.as_ref())
    })
}
