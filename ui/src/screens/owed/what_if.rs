//! What would be if: some of the facts are changed in a copy, and the new working and all that would move is shown. Nothing is written.

use api::{Change, RuleEditions, WhatIf as Call, WhatIfView};
use leptos::prelude::*;

use crate::backend;
use crate::dates;
use crate::desk::Desk;
use crate::page;
use crate::parts::Why;
use crate::parts::sending::{Form, Line, OneOf, Sending, empty, typed};
use crate::screens::owed::moves::moved_list;
use crate::screens::owed::subject::{Subject, pane};
use crate::screens::owed::unit_moves::unit_moves;

/// The facts of a case that can be changed here, by their names in the prison system.
const DATES: [(&str, &str); 4] = [
    ("what-if-crd", "conditionalReleaseDate"),
    ("what-if-release", "releaseDate"),
    ("what-if-parole", "paroleEligibilityDate"),
    ("what-if-tariff", "tariffDate"),
];
/// What says that there were no such date.
const NONE: &str = "none";

/// The editions of the rules to choose from. They come a moment later.
fn editions() -> RwSignal<Vec<(String, String)>> {
    let editions = RwSignal::new(vec![(String::new(), "The rules in force".to_owned())]);
    leptos::task::spawn_local(async move {
        // Without them the rules in force are the only ones to choose.
        if let Ok(more) = backend::call(RuleEditions {}).await {
            editions.try_update(|all| all.extend(more));
        }
    });
    editions
}

fn choices(all: &[(&str, &str)]) -> Signal<Vec<(String, String)>> {
    Signal::stored(all.iter().map(|(value, words)| ((*value).to_owned(), (*words).to_owned())).collect())
}

fn field() -> RwSignal<String> {
    RwSignal::new(String::new())
}

/// A case with some of its facts changed.
#[component]
pub(super) fn WhatIf(subject: Subject) -> impl IntoView {
    let sending = Sending::new("what-if");
    let days = DATES.map(|(id, name)| (id, name, field()));
    let (category, mappa, recall, early, rules, today) = (field(), field(), field(), field(), field(), field());
    let answer = RwSignal::new(None::<WhatIfView>);
    let editions = editions();
    page::focus_soon("what-if-crd");
    let number = subject.number.clone();
    let submit = Callback::new(move |()| {
        let mut facts: Vec<(String, String)> = days
            .iter()
            .filter_map(|(_, name, value)| {
                let value = typed(*value)?;
                let value = if value == NONE { String::new() } else { dates::iso_of(&value) };
                Some(((*name).to_owned(), value))
            })
            .collect();
        for (name, value) in [("category", category), ("mappaLevel", mappa), ("recall", recall)] {
            facts.extend(typed(value).map(|value| (name.to_owned(), value)));
        }
        let nothing = facts.is_empty() && empty(early) && empty(rules) && empty(today);
        if sending.lacks(&[(nothing, "crd", "Change something: all is as it is now")]) {
            return;
        }
        let today = typed(today).map(|day| dates::iso_of(&day));
        let (early_allocation, rules) = (!empty(early), typed(rules));
        let change = Change { facts, early_allocation, rules, today, ..Change::default() };
        let desk = Desk::here();
        sending.send(Call { number: Some(number.clone()), change }, move |view| {
            desk.speak.say("What would be is shown. Nothing is written");
            answer.try_set(Some(view));
            page::focus_soon("what-if-answer");
        });
    });
    let form = view! {
        <Form sending act="Show what would be" submit cancel=subject.close>
            <p class="desk-case__now">"Nothing is written. What is left empty stays as it is; “none” takes a date away."</p>
            {move || answer.with(|answer| answer.as_ref().map(outcome))}
            <div id="what-if-facts" tabindex="-1">
                {days.map(|(id, name, value)| view! { <Line id label=label_of(name) hint="Such as 17/05/2027" class="govuk-input--width-10" sending value /> }).collect_view()}
            </div>
            <Line id="what-if-category" label="Category" hint="Such as D" class="govuk-input--width-4" sending value=category />
            <OneOf id="what-if-mappa" label="MAPPA level" sending options=choices(&[("", "As it is"), ("1", "1"), ("2", "2"), ("3", "3")]) value=mappa />
            <OneOf id="what-if-recall" label="Recalled" sending options=choices(&[("", "As it is"), ("yes", "Yes"), ("no", "No")]) value=recall />
            <OneOf id="what-if-early" label="Early allocation" sending options=choices(&[("", "As it is"), ("yes", "Agreed today")]) value=early />
            <OneOf id="what-if-rules" label="Rules" sending options=editions value=rules />
            <AsIfToday sending value=today />
        </Form>
    };
    pane(&subject, "What if…", form.into_any())
}

/// Another day than today.
#[component]
fn AsIfToday(sending: Sending, value: RwSignal<String>) -> impl IntoView {
    view! { <Line id="what-if-today" label="As if today were (optional)" hint="Such as 17/05/2027" class="govuk-input--width-10" sending value /> }
}

/// What the record calls a date.
fn label_of(field: &str) -> &'static str {
    api::Field::from_name(field).map_or("Date", |known| known.label())
}

fn outcome(view: &WhatIfView) -> AnyView {
    let case = view.case.clone().map(|(is, would)| {
        view! {
            <p class="desk-muted">"As it is: "{is}</p>
            <h3 class="govuk-heading-s desk-gap-above">"As it would be"</h3>
            <Why view=would />
        }
    });
    let moves = match view.moves.is_empty() {
        true => view! { <p class="desk-muted">"No deadline would move."</p> }.into_any(),
        false => moved_list(&view.moves),
    };
    view! {
        <div class="desk-would" id="what-if-answer" tabindex="-1" role="group" aria-label="What would be">
            {case}
            <h3 class="govuk-heading-s desk-gap-above">"What would move"</h3>
            {moves}
        </div>
    }
    .into_any()
}

/// The whole unit: every release date earlier or later, another edition of the rules, another day.
#[component]
pub(crate) fn WhatIfUnit(
    /// Leaves it.
    close: Callback<()>,
) -> impl IntoView {
    let sending = Sending::new("what-if");
    let (shift, way, rules, today) = (field(), RwSignal::new("earlier".to_owned()), field(), field());
    let answer = RwSignal::new(None::<WhatIfView>);
    let editions = editions();
    let desk = Desk::here();
    page::focus_soon("what-if-shift");
    let submit = Callback::new(move |()| {
        let days = typed(shift).map(|days| days.parse::<u16>());
        let wrong = matches!(days, Some(Err(_)));
        let nothing = days.is_none() && empty(rules) && empty(today);
        if sending.lacks(&[
            (nothing, "shift", "Change something: all is as it is now"),
            (wrong, "shift", "Give a whole number of days"),
        ]) {
            return;
        }
        let earlier = way.with_untracked(|way| way == "earlier");
        let shift_release =
            days.and_then(Result::ok).map(|days| if earlier { -i32::from(days) } else { i32::from(days) });
        let today = typed(today).map(|day| dates::iso_of(&day));
        let change = Change { shift_release, rules: typed(rules), today, ..Change::default() };
        sending.send(Call { number: None, change }, move |view| {
            desk.speak.say("What would be is shown. Nothing is written");
            answer.try_set(Some(view));
            page::focus_soon("what-if-answer");
        });
    });
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby="doing-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="doing-head">"What if, for the whole unit"</h2></div>
            <Form sending act="Show what would be" submit cancel=close>
                <p class="desk-case__now">"Nothing is written."</p>
                <Line id="what-if-shift" label="Every release date moves by how many days?" class="govuk-input--width-4" sending value=shift />
                <OneOf id="what-if-way" label="Which way?" sending options=choices(&[("earlier", "Earlier"), ("later", "Later")]) value=way />
                <OneOf id="what-if-rules" label="Rules" sending options=editions value=rules />
                <AsIfToday sending value=today />
                {move || answer.with(|answer| answer.as_ref().and_then(|answer| answer.unit.clone())).map(|unit| view! {
                    <div class="desk-would" id="what-if-answer" tabindex="-1" role="group" aria-label="What would be">{unit_moves(&unit)}</div>
                })}
            </Form>
        </section>
    }
}
