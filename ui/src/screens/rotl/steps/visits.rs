//! Homes and placements: who looked at them, when, and what was found.

use api::{Right, VisitPlace, VisitView};
use leptos::prelude::*;

use crate::dates;
use crate::page;
use crate::parts::sending::{Form, Line, OneOf, Radios, Sending, Words, empty, typed};
use crate::parts::{Kind, Sign};
use crate::screens::rotl::application::{Doing, Open};
use crate::screens::rotl::steps::beside;

/// Whether a place will do.
const FOUND: [(&str, &str); 2] = [("yes", "It will do"), ("no", "It will not do")];

#[component]
pub(super) fn Visits(open: Open) -> impl IntoView {
    let may = open.may(Right::ConsultOnRelease);
    let lines = move || {
        let visits = open.read(|view| view.visits.clone());
        if visits.is_empty() {
            return view! { <li class="desk-case__line desk-muted">"Nobody has recorded a visit"</li> }.into_any();
        }
        visits.into_iter().map(|visit| line(&visit)).collect_view().into_any()
    };
    view! {
        <section class="desk-rotl__visits" aria-labelledby="visits-head">
            <div class="desk-pane__head">
                <h3 class="govuk-heading-s" id="visits-head">"Homes and placements"</h3>
                {may.then(|| view! { <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| open.doing.set(Doing::Visit)>"Record a visit"</button> })}
            </div>
            <ul class="desk-plain">{lines}</ul>
        </section>
    }
}

fn line(visit: &VisitView) -> AnyView {
    let (kind, found) = if visit.suitable { (Kind::Met, "Will do") } else { (Kind::Not, "Will not do") };
    view! {
        <li class="desk-case__line"><b>{visit.place.clone()}</b><Sign kind>{found}</Sign>
            <span class="desk-xs desk-muted">{visit.by.clone()}", "{dates::long(&visit.on)}</span><span class="desk-grow">{visit.words.clone()}</span></li>
    }
    .into_any()
}

#[component]
pub(super) fn Visit(open: Open) -> impl IntoView {
    let sending = Sending::new("visit");
    let places: Vec<(String, String)> =
        open.read(|view| view.form.places.iter().map(|place| (place.name.clone(), place.name.clone())).collect());
    let first = places.first().map(|(name, _)| name.clone()).unwrap_or_default();
    let (place, by) = (RwSignal::new(first), RwSignal::new(String::new()));
    let on = RwSignal::new(dates::typed(&open.desk.person.today()));
    let (found, said) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    page::focus_soon("visit-place");
    let submit = Callback::new(move |()| {
        let lacking = [
            (empty(place), "place", "Say which place"),
            (empty(by), "by", "Say who went"),
            (empty(on), "on", "Give the day"),
            (empty(found), "suitable", "Say whether it will do"),
            (empty(said), "words", "Say what was found"),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        let (number, id) = open.ids();
        let text = |field| typed(field).unwrap_or_default();
        let suitable = found.with_untracked(|found| found == "yes");
        let visit = VisitView { place: text(place), by: text(by), on: text(on), suitable, words: text(said) };
        sending.send(VisitPlace { number, id, visit }, move |()| open.recorded("Recorded: the visit"));
    });
    let options = FOUND.map(|(value, words)| (value.to_owned(), words.to_owned())).to_vec();
    let form = view! {
        <Form sending act="Record it" submit cancel=open.close()>
            <OneOf id="visit-place" label="Which place?" sending options=Signal::stored(places) value=place />
            <Line id="visit-by" label="Who went?" class="desk-case__full" sending value=by />
            <Line id="visit-on" label="On which day?" class="govuk-input--width-10" sending value=on />
            <Radios id="visit-suitable" legend="What was found?" options sending value=found />
            <Words id="visit-words" label="In words".to_owned() sending value=said />
        </Form>
    };
    beside("visit-head", "A visit", form.into_any())
}
