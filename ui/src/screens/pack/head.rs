//! Whom the pack is about, and what can be done with it as it is looked at.

use leptos::prelude::*;

use crate::page;
use crate::route::Place;
use crate::screens::case::IdentityBar;
use crate::screens::pack::open::{Open, Way};

/// The button by which it is sealed: focus comes back to it.
pub(super) const SEAL: &str = "seal-button";

#[component]
pub(super) fn Head(open: Open) -> impl IntoView {
    let way = Memo::new(move |_| open.way.get());
    let acts = move || {
        match way.get() {
        Way::Sections => view! {
            {receipt(open)}
            <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| open.look(Way::Preview)>"Preview"<kbd>"P"</kbd></button>
            {seal(open)}
        }
        .into_any(),
        Way::Preview => view! {
            <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| open.look(Way::Sections)>"Back to sections"</button>
            {seal(open)}
        }
        .into_any(),
        Way::Receipt => view! {
            <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| open.saving.set(true)>"Print the receipt"<kbd>"P"</kbd></button>
            {next_version(open)}
        }
        .into_any(),
    }
    };
    let file = move |_| open.desk.route.go(Place::case(open.number()));
    view! {
        <IdentityBar case=open.case.into() handover=open.handover.into()>
            <button type="button" class="desk-link" on:click=file>"Case file"</button>
            {acts}
        </IdentityBar>
    }
}

/// The way to what became of the versions before.
fn receipt(open: Open) -> AnyView {
    let newest = Memo::new(move |_| open.read(|view| view.sealed.first().map(|pack| pack.version)));
    let to = move |_| open.look(Way::Receipt);
    (move || {
        newest.get().map(|version| {
            view! {
                <button type="button" class="desk-link" on:click=to>{format!("Receipt of version {version}")}</button>
            }
        })
    })
    .into_any()
}

/// Seals it: green once nothing stands in the way.
fn seal(open: Open) -> AnyView {
    let ready = Memo::new(move |_| open.read(|view| view.may_seal));
    let class = move || if ready.get() { "govuk-button" } else { "govuk-button govuk-button--secondary" };
    let why_not = move || (!ready.get() && open.way.get() == Way::Sections).then_some("gaps-head");
    open.may_write()
        .then(|| view! { <button type="button" class=class id=SEAL aria-describedby=why_not on:click=move |_| open.seal()>"Seal and export"</button> })
        .into_any()
}

/// The version after the one that was sealed.
fn next_version(open: Open) -> AnyView {
    let next = move || open.read(|view| view.version);
    open.may_write()
        .then(|| view! { <button type="button" class="govuk-button" on:click=move |_| open.begin_next()>{move || format!("Start version {}", next())}</button> })
        .into_any()
}

/// Leaves the dialog: focus goes back to where it came from.
pub(super) fn back_to_seal(open: Open) {
    open.sealing.set(false);
    page::focus_soon(SEAL);
}
