//! Who this is: always at the top of a case, whatever is scrolled below.

use std::sync::Arc;

use api::{CaseView, Right};
use leptos::prelude::*;

use crate::dates;
use crate::desk::Desk;
use crate::frame::{sees_packs, takes_cases};
use crate::icons::{Icon, Shape};
use crate::parts::in_order;
use crate::parts::{Item, Menu};
use crate::route::Place;
use crate::screens::case::file::{File, listed_name, value};
use crate::screens::case::tabs::Tab;
use crate::screens::case::words;

/// Alerts that staff must see before they go in: they stand first, in red.
const FIRST: [&str; 5] = ["RNO121", "XRF", "XSA", "HA", "XEL"];

#[component]
pub(super) fn Identity(file: File) -> impl IntoView {
    view! { <IdentityBar case=Signal::derive(move || file.get())><Acts file /></IdentityBar> }
}

/// Who a screen is about.
#[component]
pub(crate) fn IdentityBar(
    /// Their case, once it has come.
    case: Signal<Option<Arc<CaseView>>>,
    /// From when the community is responsible, ISO, where that is to be seen at a glance.
    #[prop(optional)]
    handover: Signal<Option<String>>,
    /// What can be done.
    children: Children,
) -> impl IntoView {
    let today = Desk::here().person.today();
    let name = move || case.with(|case| case.as_deref().map(listed_name));
    let number = move || case.with(|case| case.as_ref().map(|case| case.number.clone()));
    let from = move || handover.get().map(|day| view! { <span>"Handover "<b>{dates::long(&day)}</b></span> });
    view! {
        <div class="moj-identity-bar" id="case-identity">
            <div class="moj-identity-bar__container">
                <svg class="desk-face" viewBox="0 0 48 56" role="img" aria-label="No photograph on this device">
                    <circle cx="24" cy="21" r="10" fill="#b1b4b6"/><path d="M4 56c0-13 8-21 20-21s20 8 20 21z" fill="#b1b4b6"/>
                </svg>
                <div class="moj-identity-bar__details">
                    <h1 class="moj-identity-bar__title">
                        {name}<span class="desk-id__number desk-num">{number}</span>
                    </h1>
                    <p class="desk-id__facts">{move || case.get().map(|case| facts(&case, &today))}{from}</p>
                    <Alerts case />
                </div>
                <div class="moj-identity-bar__actions">{children()}</div>
            </div>
        </div>
    }
}

fn facts(case: &CaseView, today: &str) -> impl IntoView + use<> {
    let born = value(case, "dateOfBirth").map(|born| {
        let age = dates::age(&born, today).map(|age| format!(" ({age})"));
        view! { <span>"Born "<b>{dates::long(&born)}</b>{age}</span> }
    });
    let one = |label: &'static str, said: Option<String>| {
        let said = match said {
            Some(said) => view! { <b>{said}</b> }.into_any(),
            None => view! { <span class="desk-muted">"not known"</span> }.into_any(),
        };
        view! { <span>{label}" "{said}</span> }
    };
    let contested = |field: &str| case.conflicts.iter().any(|conflict| conflict.about == field);
    let or_conflict = |field: &str, said: Option<String>| match said {
        Some(said) if contested(field) => Some(format!("{said}, in conflict")),
        said => said,
    };
    let rosh = value(case, "roshLevel").map(|level| words::level(&level));
    let mappa = value(case, "mappaLevel").map(|level| match value(case, "mappaCategory") {
        Some(category) => format!("level {level}, category {category}"),
        None => format!("level {level}"),
    });
    let crn = value(case, "crn").map(|crn| view! { <span>"CRN "<b class="desk-num">{crn}</b></span> });
    view! {
        {born}
        {one("Cell", value(case, "cellLocation").filter(|_| case.here))}
        {one("Category", or_conflict("category", value(case, "category")))}
        {one("Incentive", value(case, "currentIncentive").and_then(|raw| words::incentive_level(&raw)))}
        {one("RoSH", or_conflict("roshLevel", rosh))}
        {one("Tier", or_conflict("tier", value(case, "tier")))}
        {one("MAPPA", or_conflict("mappaLevel", mappa))}
        {crn}
    }
}

/// What every officer should know first; then the rest.
#[component]
fn Alerts(case: Signal<Option<Arc<CaseView>>>) -> impl IntoView {
    move || {
        let case = case.get()?;
        let mut alerts: Vec<_> =
            case.alerts.iter().map(|alert| (!FIRST.contains(&alert.code.as_str()), alert.clone())).collect();
        in_order(&mut alerts, |(later, _)| *later);
        let restricted = case.victim_contact == Some(true) || case.notes.iter().any(|note| note.text.is_none());
        let none = alerts.is_empty().then(|| view! { <li class="desk-xs desk-muted">"No active alert"</li> });
        Some(view! {
            <ul class="desk-id__alerts desk-plain" aria-label="Alerts">
                {none}
                {alerts.into_iter().map(|(later, alert)| {
                    let class = if later { "moj-badge moj-badge--black" } else { "moj-badge moj-badge--red" };
                    view! { <li class=class title=alert.code>{alert.label}</li> }
                }).collect_view()}
                {restricted.then(|| view! { <li class="moj-badge moj-badge--grey"><Icon shape=Shape::Lock />" Restricted items"</li> })}
            </ul>
        })
    }
}

/// A new note, and what else is done with a case.
#[component]
fn Acts(file: File) -> impl IntoView {
    move || {
        let note = file.may(Right::WriteNotes).then(|| view! {
            <button type="button" class="govuk-button" on:click=move |_| new_note(file)><Icon shape=Shape::Note />" New note"<kbd>"N"</kbd></button>
        });
        let go = move |tab| move || file.kept.tab.set(tab);
        let mut items = Vec::new();
        if file.may(Right::AllocatePom) || file.may(Right::AllocateKeyworker) {
            items.push(Item::new("Allocate or end a post", go(Tab::People)).key("G P"));
        }
        if file.may(Right::RecordFacts) {
            items.push(Item::new("Record or correct a date", go(Tab::Dates)).key("G D"));
            items.push(Item::new("Add a contact", go(Tab::People)));
        }
        if file.may(Right::PlanRelease) {
            items.push(Item::new("Plan the release", go(Tab::ReleasePlan)).key("G E"));
        }
        if sees_packs(file.desk) {
            let pack = move || file.desk.route.go(Place::pack(file.number.get_untracked()));
            items.push(Item::new("Handover pack", pack));
        }
        // Whoever has moved already is sent after them: the record says whether it can be done.
        if takes_cases(file.desk) {
            items.push(Item::new("Send to another prison…", move || file.sending_away.set(true)));
        }
        items.push(Item::new("See every change", go(Tab::History)).key("G H"));
        view! { {note}<Menu class="govuk-button govuk-button--secondary" items>"Actions "</Menu> }
    }
}

/// Begins a note about this person.
pub(super) fn new_note(file: File) {
    if file.may(Right::WriteNotes) {
        let number = file.number.get_untracked();
        file.desk.route.go(Place::new_note(number));
    }
}

/// Begins an amendment of a note.
pub(super) fn amend(file: File, note: String) {
    let number = file.number.get_untracked();
    file.desk.route.go(Place::amend(number, note));
}
