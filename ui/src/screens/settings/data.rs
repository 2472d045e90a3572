//! Where data lives and what is in it, what the keyring says, and which version this is.

use api::{Problem, StatusView};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::parts::{Failed, Kind, Opening, Sign};
use crate::screens::settings::ABOUT;

#[component]
pub(super) fn Data() -> impl IntoView {
    let answer = RwSignal::new(None::<Result<StatusView, Problem>>);
    let ask = move || {
        answer.set(None);
        leptos::task::spawn_local(async move {
            let status = backend::call(api::Status {}).await;
            answer.try_set(Some(status));
        });
    };
    ask();
    view! {
        <section class="desk-pane desk-settings__pane" aria-labelledby="data">
            <div class="desk-pane__head"><h2 class="govuk-heading-m" id="data">"Where your data is kept"</h2></div>
            <div class="desk-pane__body">
                {move || match answer.get() {
                    None => view! { <Opening /> }.into_any(),
                    Some(Err(problem)) => view! { <Failed problem again=Callback::new(move |()| ask()) /> }.into_any(),
                    Some(Ok(status)) => facts(&status).into_any(),
                }}
            </div>
        </section>
        <section class="desk-pane desk-settings__pane" aria-labelledby=ABOUT>
            <div class="desk-pane__head"><h2 class="govuk-heading-m" id=ABOUT tabindex="-1">"About Throughcare"</h2></div>
            <div class="desk-pane__body">
                <dl class="govuk-summary-list">
                    {line("Version", move || answer.with(|answer| match answer {
                        Some(Ok(status)) => status.version.clone(),
                        _ => "…".to_owned(),
                    }))}
                </dl>
            </div>
        </section>
    }
}

fn facts(status: &StatusView) -> impl IntoView + use<> {
    let demonstration = Desk::here().person.with(|person| person.demonstration);
    let home = status.home.clone();
    view! {
        <p class="desk-mono desk-path desk-settings__home">{home}</p>
        <dl class="govuk-summary-list">
            {line("Encrypted", "All that is recorded about prisoners, your unfinished notes and your saved views. It opens only with both your passphrase and the key in the keyring")}
            {line("Not encrypted", "The names of the staff who work here, their prison, when they were last here, and the settings on this page. Nothing about a prisoner")}
            {status.demonstration.then(|| line("Demonstration", "Invented people only, in a folder of its own. Its key is in a file beside it"))}
            {line("Keyring", keyring(status, demonstration))}
        </dl>
    }
}

/// The keyring in a word and a shape, and what to do where it does not work.
fn keyring(status: &StatusView, demonstration: bool) -> AnyView {
    if let Some(file) = &status.key_file {
        let file = file.clone();
        return view! {
            <Sign kind=Kind::Soon>"Not used"</Sign>
            <span class="desk-block">"Keys are kept in the file "<span class="desk-mono desk-path">{file}</span>", which is weaker"</span>
        }
        .into_any();
    }
    match &status.keyring {
        Some(says) => view! { <Sign kind=Kind::Late>"Does not work"</Sign><span class="desk-block">{says.clone()}</span> }.into_any(),
        None if demonstration => {
            view! { <Sign kind=Kind::Met>"Works"</Sign><span class="desk-block">"The demonstration does not need it"</span> }
                .into_any()
        }
        None => view! { <Sign kind=Kind::Met>"Works"</Sign><span class="desk-block">"It holds your key for as long as you are signed in to this computer"</span> }.into_any(),
    }
}

fn line(key: &'static str, value: impl IntoView + 'static) -> impl IntoView {
    view! {
        <div class="govuk-summary-list__row">
            <dt class="govuk-summary-list__key">{key}</dt>
            <dd class="govuk-summary-list__value">{value}</dd>
        </div>
    }
}
