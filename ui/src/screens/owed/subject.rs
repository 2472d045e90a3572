//! Whose case a form is about, and what happens when it is done.

use api::{Problem, ResponsibilityView};
use leptos::prelude::*;

use crate::backend;
use crate::parts::{Failed, Opening};

/// Whose case a form is about, and what happens when it is done.
#[derive(Clone)]
pub(crate) struct Subject {
    /// Prison number.
    pub(crate) number: String,
    /// “Kieran Ashdown”, where the form does not stand in their file.
    pub(crate) name: Option<String>,
    /// It was recorded: these are the words for it. The form goes, and whoever shows the case reads it again.
    pub(crate) recorded: Callback<String>,
    /// The form is left.
    pub(crate) close: Callback<()>,
}

/// A form in its pane.
pub(super) fn pane(subject: &Subject, title: impl Into<String>, form: AnyView) -> AnyView {
    let whose = subject.name.as_ref().map(|name| format!("{name}, {}", subject.number));
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby="doing-head">
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s" id="doing-head" tabindex="-1">{title.into()}</h2>
                <span class="desk-xs desk-muted">{whose}</span>
            </div>
            {form}
        </section>
    }
    .into_any()
}

/// What is known of the responsibility for the case, before a form that builds on it.
pub(super) fn with_responsibility(
    number: String,
    then: impl Fn(ResponsibilityView) -> AnyView + Send + 'static,
) -> AnyView {
    let known = RwSignal::new(None::<Result<ResponsibilityView, Problem>>);
    let ask = move || {
        let number = number.clone();
        leptos::task::spawn_local(async move {
            let answer = backend::call(api::Responsibility { number }).await;
            known.try_set(Some(answer));
        });
    };
    ask();
    let again = Callback::new(move |()| ask());
    (move || match known.get() {
        None => view! { <Opening /> }.into_any(),
        Some(Err(problem)) => view! { <Failed problem again /> }.into_any(),
        Some(Ok(view)) => then(view),
    })
    .into_any()
}
