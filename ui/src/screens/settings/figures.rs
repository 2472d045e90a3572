//! The figures of this prison: by which it owes things, of temporary release, of the handover pack, and of cases that move. National or local,
//! where each is written, and setting the prison's own with a reason.

use api::{FigureGroup, FigureView, Grade, Problem, Right, SetFigure, Standing, UnitFigures};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::page;
use crate::parts::sending::{Form, Line, OneOf, Sending, Words, empty, typed};
use crate::parts::{Failed, Opening};

/// What a group is called, and the identifiers of its heading and of its form's fields: two forms can be open at once.
struct Names {
    heading: &'static str,
    under: &'static str,
    head: &'static str,
    form: &'static str,
    value: &'static str,
    reason: &'static str,
    after: &'static str,
}

const fn names(group: FigureGroup) -> Names {
    match group {
        FigureGroup::Owed => Names {
            heading: "Figures of this prison",
            under: "By them things are owed",
            head: "figures",
            form: "figure",
            value: "figure-value",
            reason: "figure-reason",
            after: "Everything that is owed by it is worked out anew, on every computer of the unit.",
        },
        FigureGroup::Release => Names {
            heading: "Temporary release",
            under: "Who decides, late returns, refusals, papers",
            head: "release-figures",
            form: "release-figure",
            value: "release-figure-value",
            reason: "release-figure-reason",
            after: "It counts from now on, on every computer of the unit. What was decided before stays as it was decided.",
        },
        FigureGroup::Pack => Names {
            heading: "Handover pack",
            under: "For how long what is recorded stands in it",
            head: "pack-figures",
            form: "pack-figure",
            value: "pack-figure-value",
            reason: "pack-figure-reason",
            after: "It counts from now on, on every computer of the unit. Packs that were sealed before stay as they were.",
        },
        FigureGroup::Transfer => Names {
            heading: "Moving to another prison",
            under: "For how long a case that was sent is read here",
            head: "transfer-figures",
            form: "transfer-figure",
            value: "transfer-figure-value",
            reason: "transfer-figure-reason",
            after: "It counts from now on, on every computer of the unit. Cases that were sent before are read for as long as was settled then.",
        },
    }
}

#[component]
pub(super) fn Figures(group: FigureGroup) -> impl IntoView {
    let names = names(group);
    let desk = Desk::here();
    let figures = RwSignal::new(None::<Result<Vec<FigureView>, Problem>>);
    let changing = RwSignal::new(None::<FigureView>);
    let ask = move || {
        leptos::task::spawn_local(async move {
            let answer = backend::call(UnitFigures {}).await;
            let of_group = |all: Vec<FigureView>| all.into_iter().filter(|figure| figure.group == group).collect();
            figures.try_set(Some(answer.map(of_group)));
        });
    };
    ask();
    let done = Callback::new(move |words: Option<String>| {
        changing.set(None);
        page::focus_soon(names.head);
        if let Some(words) = words {
            desk.toast.show(desk.speak, words);
            ask();
        }
    });
    view! {
        <section class="desk-pane desk-settings__pane" aria-labelledby=names.head>
            <div class="desk-pane__head">
                <h2 class="govuk-heading-m" id=names.head tabindex="-1">{names.heading}</h2>
                <span class="desk-xs desk-muted">{names.under}</span>
            </div>
            {move || match (changing.get(), figures.get()) {
                (Some(figure), _) => view! { <Change figure done /> }.into_any(),
                (None, None) => view! { <Opening /> }.into_any(),
                (None, Some(Err(problem))) => view! { <Failed problem again=Callback::new(move |()| ask()) /> }.into_any(),
                (None, Some(Ok(figures))) => table(desk, names.head, &figures, changing),
            }}
        </section>
    }
}

fn table(desk: Desk, head: &'static str, figures: &[FigureView], changing: RwSignal<Option<FigureView>>) -> AnyView {
    let may = desk.person.may(Right::ChangeFigures);
    let rows = figures.iter().map(|figure| line(figure, may, changing)).collect_view();
    view! {
        <div class="desk-case__sideways">
            <table class="govuk-table desk-table desk-table--top" aria-labelledby=head>
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
        Standing::Unconfirmed => ("govuk-tag govuk-tag--yellow", "Unconfirmed"),
    };
    let was = figure.was.as_ref().map(|was| format!("Set by this prison; it was {was}"));
    let label = format!("Change: {}", figure.label);
    let own = figure.clone();
    view! {
        <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header">{figure.label.clone()}<span class="desk-case__second desk-xs desk-muted desk-write__plain">{figure.source.clone()}</span></th>
            <td class="govuk-table__cell"><b class="desk-words-kept">{figure.value.clone()}</b>" "<strong class=class>{standing}</strong><span class="desk-case__second desk-xs desk-muted">{was}</span></td>
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
        "minutes" => "A number of minutes, such as 45",
        "times" => "A number, such as 3",
        "period-or-none" => "Such as 28 days or 3 months, or none",
        "address" => "A line to each part, at most six",
        "telephone" => "Such as 0113 496 0001",
        _ => "Such as 8 weeks, 6 months or 10 days",
    }
}

/// The grades as the record writes them, with their words.
fn grades() -> Vec<(String, String)> {
    Grade::ALL.iter().map(|grade| (grade.words().to_lowercase(), grade.words().to_owned())).collect()
}

/// What a form begins with: what is easier changed than written anew.
fn begin(figure: &FigureView) -> String {
    let changed_in_place = figure.unit == "grade" || (figure.unit == "address" && figure.was.is_some());
    if changed_in_place { figure.value.clone() } else { String::new() }
}

#[component]
fn Change(figure: FigureView, done: Callback<Option<String>>) -> impl IntoView {
    let names = names(figure.group);
    let sending = Sending::new(names.form);
    let (value, reason) = (RwSignal::new(begin(&figure)), RwSignal::new(String::new()));
    page::focus_soon(names.value);
    let (name, label) = (figure.name.clone(), figure.label.clone());
    let send = move |new: Option<String>| {
        let taking_back = new.is_none();
        let Some(reason) = typed(reason) else { return };
        let said = if taking_back { format!("Taken back: {label}") } else { format!("Set: {label}") };
        sending.send(SetFigure { name: name.clone(), value: new, reason }, move |()| done.run(Some(said)));
    };
    let set = send.clone();
    let submit = Callback::new(move |()| {
        let lacking = [(empty(value), "value", "Say what it is to be"), (empty(reason), "reason", "Say why it is set")];
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
    let (id, hint, label) = (names.value, hint(&figure.unit), "What is it to be?");
    let field = match figure.unit.as_str() {
        "grade" => view! { <OneOf id label sending options=grades() value /> }.into_any(),
        "address" => view! { <Words id label=label.to_owned() hint sending value /> }.into_any(),
        _ => view! { <Line id label hint class="govuk-input--width-10" sending value /> }.into_any(),
    };
    view! {
        <Form sending act="Set it" submit cancel=Callback::new(move |()| done.run(None))>
            <p class="desk-case__now"><b>{figure.label}</b>": now "<b class="desk-words-kept">{figure.value}</b>". "{figure.source}</p>
            {national.then(|| view! { <p class="desk-gap-below">"It is a national figure. What this prison sets in its place is marked as its own."</p> })}
            {field}
            <Words id=names.reason label="Why?".to_owned() sending value=reason />
            {figure.was.map(|was| view! {
                <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=take_back>{format!("Take it back: {was} again")}</button>
            })}
            <p class="desk-xs desk-muted">{names.after}</p>
        </Form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_has_its_hint_and_a_grade_begins_with_what_it_is() {
        let of = |unit: &str, was: Option<&str>| FigureView {
            name: "name".to_owned(),
            label: "Label".to_owned(),
            value: "as it is".to_owned(),
            unit: unit.to_owned(),
            group: FigureGroup::Release,
            standing: Standing::Local,
            source: "Somewhere".to_owned(),
            was: was.map(str::to_owned),
        };
        assert_eq!(begin(&of("grade", None)), "as it is");
        assert_eq!(begin(&of("address", Some("not recorded"))), "as it is");
        assert_eq!(begin(&of("address", None)), "", "“not recorded” is no address");
        assert_eq!(begin(&of("minutes", Some("30 minutes"))), "");
        assert_eq!(hint("minutes"), "A number of minutes, such as 45");
        assert_eq!(grades()[0], ("duty manager".to_owned(), "Duty manager".to_owned()));
    }
}
