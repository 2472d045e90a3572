//! The licence: the page as it prints, its versions and what changed from one to the next; or the form of a new one.

use api::{ApplicationView, Condition, LicenceForm, LicenceView, Paper, ReleaseStatus, Right, Stage};
use leptos::prelude::*;

use crate::dates;
use crate::parts::{Kind, Sign};
use crate::screens::rotl::application::{Beside, Doing, Open, not_yet};
use crate::screens::rotl::forms::fact;
use crate::screens::rotl::steps::licence_form::write;
use crate::screens::rotl::steps::paper::{Save, save_button};
use crate::screens::rotl::steps::{beside, middle};
use crate::screens::rotl::words;

pub(super) fn stage(open: Open) -> AnyView {
    let writing = Memo::new(move |_| open.doing.get() == Doing::Write);
    let may = open.may(Right::IssueLicence);
    let head = move || {
        let granted = open.read(|view| matches!(view.status, ReleaseStatus::Granted | ReleaseStatus::Paused));
        let issued = open.read(|view| !view.licences.is_empty());
        view! {
            {issued.then(|| save_button(open, Paper::Licence(0), "Save as PDF…"))}
            {(may && granted && !writing.get()).then(|| view! {
                <button type="button" class="govuk-button" on:click=move |_| open.doing.set(Doing::Write)>{if issued { "Vary it" } else { "Write the licence" }}</button>
            })}
        }
    };
    let inside = move || {
        if writing.get() { write(open) } else { open.show(as_it_prints).into_any() }
    };
    let middle = middle(Stage::Licence, head, inside.into_any());
    view! {
        {middle}
        <Beside open>
            {move || match open.doing.get() {
                Doing::Save(paper) => view! { <Save open paper /> }.into_any(),
                _ => ().into_any(),
            }}
            {move || open.show(copies)}
            {move || open.show(|view| versions(open, &view.licences))}
        </Beside>
    }
    .into_any()
}

fn as_it_prints(view: &ApplicationView) -> AnyView {
    let Some(licence) = view.licences.first() else {
        let why = match view.status {
            ReleaseStatus::Granted => "It is granted. Nobody goes out before a licence is issued.",
            _ => "A licence is issued once the release is granted.",
        };
        return view! { {not_yet("Not issued")}<p class="desk-case__none">{why}</p> }.into_any();
    };
    let head = format!("Version {}, issued by {}, {}", licence.version, licence.issuer, words::said_at(&licence.at));
    let sheet = sheet(view, &licence.form);
    view! {
        <div class="desk-desk" tabindex="0" role="group" aria-label="The licence as it prints">
            <article class="desk-sheet"><p class="desk-xs desk-right">{head}</p>{sheet}</article>
        </div>
    }
    .into_any()
}

/// What is printed of a form.
fn sheet(view: &ApplicationView, form: &LicenceForm) -> AnyView {
    let [reason, _, _, transport] = view.words.clone();
    let places = view.form.places.iter().map(|place| {
        let contact: Vec<&str> =
            [place.contact.as_str(), place.phone.as_str()].into_iter().filter(|text| !text.is_empty()).collect();
        view! { <li>{format!("{}, {}. {}", place.name, place.address, contact.join(", "))}</li> }
    });
    let places = places.collect_view();
    let conditions =
        form.conditions.iter().map(|condition| view! { <li>{condition.words.clone()}</li> }).collect_view();
    let zones = (!form.exclusions.is_empty()).then(|| {
        let zones = form.exclusions.iter().map(|zone| view! { <li>{zone.clone()}</li> }).collect_view();
        view! { <h3>"Where you may not go"</h3><ul>{zones}</ul> }
    });
    view! {
        <h2>"Temporary release licence"</h2>
        <dl class="govuk-summary-list">
            {fact("Prisoner", format!("{}, {}", view.name, view.number))}
            {fact("Released for", format!("{reason} ({})", view.form.kind.words().to_lowercase()))}
            {fact("Out and back", view.pattern.clone())}
            {fact("At", view! { <ul class="desk-plain">{places}</ul> })}
            {fact("Travel", transport)}
            {fact("Ring, day and night", form.phone.clone())}
        </dl>
        <h3>"You must"</h3>
        <ol>{conditions}</ol>
        {zones}
    }
    .into_any()
}

/// Who gets a copy.
fn copies(view: &ApplicationView) -> AnyView {
    let Some(licence) = view.licences.first() else { return ().into_any() };
    let copies = licence.form.copies.join(", ");
    let inside = view! {
        <div class="desk-pane__body"><dl class="govuk-summary-list">
            {fact("Issued by", format!("{}, {}", licence.issuer, words::said_at(&licence.at)))}
            {fact("Copies", copies)}
            {fact("For", view.releases.first().map(|first| format!("from {}", dates::long(&first.out))))}
        </dl></div>
    };
    beside("copies-head", "Issued, and who has a copy", inside.into_any())
}

/// The versions, each with what changed.
fn versions(open: Open, all: &[LicenceView]) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let lines = all.iter().map(|licence| {
        let changed = if licence.changed.is_empty() {
            view! { <p class="desk-xs desk-muted">"Nothing to compare it with, or nothing changed"</p> }.into_any()
        } else {
            let lines = licence.changed.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
            view! { <ul class="desk-lines desk-xs">{lines}</ul> }.into_any()
        };
        let head = format!("Version {}", licence.version);
        view! {
            <li class="desk-case__line"><span class="desk-grow"><Sign kind=Kind::Met>{head}</Sign>" "<span class="desk-xs desk-muted">{words::said_at(&licence.at)}</span>{changed}</span>
                {save_button(open, Paper::Licence(licence.version), "PDF…")}</li>
        }
    });
    beside("licences-head", "Versions", view! { <ul class="desk-plain">{lines.collect_view()}</ul> }.into_any())
}

/// Whether something is left to be filled in.
pub(super) fn has_blank(condition: &Condition) -> bool {
    condition.words.contains('{')
}
