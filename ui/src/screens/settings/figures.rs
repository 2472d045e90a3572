//! The figures by which this prison owes things: national or local, where each is written, and setting the prison's own with a reason.

use api::{FigureView, Problem, Right, SetFigure, Standing, UnitFigures};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::page;
use crate::parts::sending::{Form, Line, Sending, Words, empty, typed};
use crate::parts::{Failed, Opening};

#[component]
pub(super) fn Figures() -> impl IntoView {
    let desk = Desk::here();
    let figures = RwSignal::new(None::<Result<Vec<FigureView>, Problem>>);
    let changing = RwSignal::new(None::<FigureView>);
    let ask = move || {
        leptos::task::spawn_local(async move {
            let answer = backend::call(UnitFigures {}).await;
            figures.try_set(Some(answer));
        });
    };
    ask();
    let done = Callback::new(move |words: Option<String>| {
        changing.set(None);
        page::focus_soon("figures");
        if let Some(words) = words {
            desk.toast.show(desk.speak, words);
            ask();
        }
    });
    view! {
        <section class="desk-pane desk-settings__pane" aria-labelledby="figures">
            <div class="desk-pane__head">
                <h2 class="govuk-heading-m" id="figures" tabindex="-1">"Figures of this prison"</h2>
                <span class="desk-xs desk-muted">"By them things are owed"</span>
            </div>
            {move || match (changing.get(), figures.get()) {
                (Some(figure), _) => view! { <Change figure done /> }.into_any(),
                (None, None) => view! { <Opening /> }.into_any(),
                (None, Some(Err(problem))) => view! { <Failed problem again=Callback::new(move |()| ask()) /> }.into_any(),
                (None, Some(Ok(figures))) => table(desk, &figures, changing),
            }}
        </section>
    }
}

fn table(desk: Desk, figures: &[FigureView], changing: RwSignal<Option<FigureView>>) -> AnyView {
    let may = desk.person.may(Right::ChangeFigures);
    let rows = figures.iter().map(|figure| line(figure, may, changing)).collect_view();
    view! {
        <div class="desk-case__sideways">
            <table class="govuk-table desk-table desk-table--top" aria-labelledby="figures">
                <thead class="govuk-table__head"><tr>
                    <th scope="col" class="govuk-table__header">"What"</th>
                    <th scope="col" class="govuk-table__header">"Figure"</th>
                    <th scope="col" class="govuk-table__header"><span class="govuk-visually-hidden">"Acts"</span></th>
                </tr></thead>
                <tbody class="govuk-table__body">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(figure: &FigureView, may: bool, changing: RwSignal<Option<FigureView>>) -> AnyView {
    let (class, standing) = match figure.standing {
        Standing::National => ("govuk-tag govuk-tag--blue", "National"),
        Standing::Local => ("govuk-tag govuk-tag--grey", "Local"),
    };
    let was = figure.was.as_ref().map(|was| format!("Set by this prison; it was {was}"));
    let label = format!("Change: {}", figure.label);
    let own = figure.clone();
    view! {
        <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header">{figure.label.clone()}<span class="desk-case__second desk-xs desk-muted desk-write__plain">{figure.source.clone()}</span></th>
            <td class="govuk-table__cell"><b>{figure.value.clone()}</b>" "<strong class=class>{standing}</strong><span class="desk-case__second desk-xs desk-muted">{was}</span></td>
            <td class="govuk-table__cell desk-right">{may.then(|| view! {
                <button type="button" class="desk-link desk-xs" aria-label=label on:click=move |_| changing.set(Some(own.clone()))>"Change"</button>
            })}</td>
        </tr>
    }
    .into_any()
}

/// What a value of the unit looks like.
fn hint(unit: &str) -> &'static str {
    match unit {
        "weeks" => "A number of weeks, such as 2",
        "working-days" => "A number of working days, such as 10",
        "date" => "A date, such as 17/05/2027",
        _ => "Such as 8 weeks, 6 months or 10 days",
    }
}

#[component]
fn Change(figure: FigureView, done: Callback<Option<String>>) -> impl IntoView {
    let sending = Sending::new("figure");
    let (value, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    page::focus_soon("figure-value");
    let (name, label) = (figure.name.clone(), figure.label.clone());
    let send = move |new: Option<String>| {
        let taking_back = new.is_none();
        let Some(reason) = typed(reason) else { return };
        let said = if taking_back { format!("Taken back: {label}") } else { format!("Set: {label}") };
        sending.send(SetFigure { name: name.clone(), value: new, reason }, move |()| done.run(Some(said)));
    };
    let set = send.clone();
    let submit = Callback::new(move |()| {
        let lacking = [(empty(value), "value", "Give the figure"), (empty(reason), "reason", "Say why it is set")];
        if !sending.lacks(&lacking) {
            set(typed(value));
        }
    });
    let take_back = move |_| {
        if !sending.lacks(&[(empty(reason), "reason", "Say why it is taken back")]) {
            send(None);
        }
    };
    let national = figure.standing == Standing::National;
    view! {
        <Form sending act="Set it" submit cancel=Callback::new(move |()| done.run(None))>
            <p class="desk-case__now"><b>{figure.label}</b>": now "<b>{figure.value}</b>". "{figure.source}</p>
            {national.then(|| view! { <p class="desk-gap-below">"It is a national figure. What this prison sets in its place is marked as its own."</p> })}
            <Line id="figure-value" label="What is it to be?" hint=hint(&figure.unit) class="govuk-input--width-10" sending value />
            <Words id="figure-reason" label="Why?".to_owned() sending value=reason />
            {figure.was.map(|was| view! {
                <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=take_back>{format!("Take it back: {was} again")}</button>
            })}
            <p class="desk-xs desk-muted">"Everything that is owed by it is worked out anew, on every computer of the unit."</p>
        </Form>
    }
}
