//! How far what is being typed is kept: in the head of a pane, and in red when it cannot be.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

use crate::desk::Desk;
use crate::page;
use crate::parts::{Kind, Sign};
use crate::screens::drafts::{Journal, Kept};

/// “Draft kept 14:03:26”.
#[component]
pub(crate) fn KeptSign(
    /// Of what.
    journal: Journal,
) -> impl IntoView {
    move || match journal.state.get() {
        Kept::Nothing => view! { <span class="desk-xs desk-muted">"Kept as you type"</span> }.into_any(),
        Kept::At(at) => {
            view! { <span class="desk-num"><Sign kind=Kind::Met>"Draft kept "{at}</Sign></span> }.into_any()
        }
        Kept::Failed(_) => view! { <Sign kind=Kind::Late>"Not saved"</Sign> }.into_any(),
    }
}

/// It cannot be kept: this stays until it can.
#[component]
pub(crate) fn CannotSave(
    /// What.
    journal: Journal,
    /// The field with the words.
    words: &'static str,
) -> impl IntoView {
    let desk = Desk::here();
    let failed = Memo::new(move |_| match journal.state.get() {
        Kept::Failed(problem) => Some(problem),
        _ => None,
    });
    let copy = move |_| {
        let field = page::element(words).and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok());
        let copied = field.is_some_and(|field| page::select(&field)) && page::copy_selection();
        desk.speak.say(if copied { "Your words are copied" } else { "Your words are selected. Copy them with Ctrl C" });
    };
    move || {
        failed.get().map(|problem| view! {
            <div class="moj-alert moj-alert--error desk-cannot-save" role="alert">
                <Sign kind=Kind::Late>""</Sign>
                <div class="moj-alert__content">
                    <h2 class="moj-alert__heading">"This computer could not save"</h2>
                    "Your words are still here. Free some space, or copy them, then press Save again. "
                    <span class="desk-xs">{problem.message}</span>
                </div>
                <div class="moj-alert__action desk-row">
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=copy>"Copy my words"</button>
                    <button type="button" class="govuk-button" on:click=move |_| leptos::task::spawn_local(journal.keep())>"Save again"</button>
                </div>
            </div>
        })
    }
}
