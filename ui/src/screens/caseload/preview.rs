//! A look at the current case beside the list: at once what the row knows, and a moment later the rest.

use std::sync::Arc;
use std::time::Duration;

use api::{CaseRowView, CaseView, Post, Right};
use leptos::prelude::*;

use crate::backend;
use crate::dates;
use crate::grid;
use crate::parts::{Kind, Sign};
use crate::route::Place;
use crate::screens::caseload::columns;
use crate::screens::caseload::query::State;
use crate::screens::caseload::table::TABLE;

/// Whoever runs down the list with a key held does not ask for every case.
const REST: Duration = Duration::from_millis(120);
/// How much of the last note is shown, in characters.
const BEGINNING: usize = 280;
/// How many open actions are shown.
const ACTIONS: usize = 4;

#[component]
pub(super) fn Preview(state: State) -> impl IntoView {
    let row = Memo::new(move |_| state.current());
    let case = RwSignal::new(None::<CaseView>);
    ask_when_resting(row, case);
    let name = move || row.get().map_or_else(|| "Nobody".to_owned(), |row| in_text(&row.name));
    view! {
        <aside class="desk-pane desk-pane--accent desk-preview" id="preview" tabindex="-1" aria-label=move || format!("Preview of {}", name())
            on:keydown=move |event| if event.key() == "Escape" {
                event.prevent_default();
                grid::show(TABLE, state.grid, state.grid.current.get_untracked());
            }>
            <Show when=move || state.answered.get() && row.with(Option::is_none)>
                <p class="desk-pane__body desk-muted">"Choose a case to see it here"</p>
            </Show>
            {move || row.get().map(|row| {
                let number = row.number.clone();
                let open = row.number.clone();
                let write = row.number.clone();
                view! {
                    <div class="desk-pane__head">
                        <h2 class="govuk-heading-s">{in_text(&row.name)}</h2>
                        <span class="desk-xs desk-muted desk-num">{number}</span>
                    </div>
                    <div class="desk-pane__body" tabindex="0" role="group" aria-label="What is known">
                        <Facts state row=row.clone() />
                        {move || case.with(|case| case.as_ref().filter(|case| case.number == row.number).map(|case| rest(case, &state.desk.person.today())))}
                    </div>
                    <div class="desk-pane__foot">
                        <button type="button" class="govuk-button" on:click=move |_| state.desk.route.go(Place::case(open.clone()))>"Open case"<kbd>"Enter"</kbd></button>
                        {state.desk.person.may(Right::WriteNotes).then(|| view! {
                            <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.desk.route.go(Place::new_note(write.clone()))>"New note"<kbd>"N"</kbd></button>
                        })}
                    </div>
                }
            })}
        </aside>
    }
}

/// “Ashdown, Kieran” as “Kieran Ashdown”.
pub(crate) fn in_text(name: &str) -> String {
    name.split_once(", ").map_or_else(|| name.to_owned(), |(last, first)| format!("{first} {last}"))
}

fn ask_when_resting(row: Memo<Option<Arc<CaseRowView>>>, case: RwSignal<Option<CaseView>>) {
    let ask = move |number: String| {
        leptos::task::spawn_local(async move {
            let answer = backend::call(api::OpenCase { number: number.clone() }).await;
            let still = row.try_get_untracked().flatten().is_some_and(|row| row.number == number);
            // What cannot be shown here is said in full where the case is opened.
            if let (true, Ok(answer)) = (still, answer) {
                case.try_set(Some(answer));
            }
        });
    };
    let number = Memo::new(move |_| row.get().map(|row| row.number.clone()));
    Effect::new(move |before: Option<Option<TimeoutHandle>>| {
        if let Some(Some(before)) = before {
            before.clear();
        }
        let number = number.get()?;
        set_timeout_with_handle(move || ask(number), REST).ok()
    });
}

/// What the row knows.
#[component]
fn Facts(state: State, row: Arc<CaseRowView>) -> impl IntoView {
    let today = state.desk.person.today();
    let born = row.date_of_birth.as_deref().map(|born| match dates::age(born, &today) {
        Some(age) => format!("{} ({age})", dates::long(born)),
        None => dates::long(born),
    });
    let seen = row.last_session.as_deref().map(|at| dates::when(at, &today));
    let keyworker = match (&row.keyworker, seen) {
        (Some(name), Some(seen)) => format!("{name}, last session {seen}").into_any(),
        (Some(name), None) => format!("{name}, no session yet").into_any(),
        (None, _) => view! { <Sign kind=Kind::Soon>"Not allocated"</Sign> }.into_any(),
    };
    let pom = match &row.pom {
        Some(name) => name.clone().into_any(),
        None => view! { <Sign kind=Kind::Soon>"Not allocated"</Sign> }.into_any(),
    };
    view! {
        <dl class="govuk-summary-list">
            {fact("Born", born.map(IntoAny::into_any))}
            {fact("Cell", row.cell.clone().map(IntoAny::into_any))}
            {fact("Release", row.release_date.as_deref().map(|date| dates::long(date).into_any()))}
            {fact("POM", Some(pom))}
            {fact("COM", Some(com(row.com.clone())))}
            {fact("Keyworker", Some(keyworker))}
            {fact("RoSH", Some(columns::rosh(row.rosh.as_deref())))}
        </dl>
    }
}

fn com(name: Option<String>) -> AnyView {
    match name {
        Some(name) => name.into_any(),
        None => view! { <span class="desk-muted">"Not named yet"</span> }.into_any(),
    }
}

fn fact(key: &'static str, value: Option<AnyView>) -> impl IntoView {
    let value = value.unwrap_or_else(|| view! { <span class="desk-muted">"Not known"</span> }.into_any());
    view! {
        <div class="govuk-summary-list__row">
            <dt class="govuk-summary-list__key">{key}</dt>
            <dd class="govuk-summary-list__value">{value}</dd>
        </div>
    }
}

/// The same of somebody who stands in no row here: as the case file has it.
pub(crate) fn about(case: &CaseView, today: &str) -> impl IntoView + use<> {
    let value = |field: &str| case.facts.iter().chain(&case.dates).find(|fact| fact.field == field);
    let date = |field: &str| value(field).map(|fact| dates::long(&fact.value).into_any());
    let post = |post: Post| match case.posts.iter().find(|held| held.post == post.title()) {
        Some(held) => held.name.clone().into_any(),
        None => view! { <Sign kind=Kind::Soon>"Not allocated"</Sign> }.into_any(),
    };
    view! {
        <dl class="govuk-summary-list">
            {fact("Born", date("dateOfBirth"))}
            {fact("Cell", value("cellLocation").map(|cell| cell.value.clone().into_any()))}
            {fact("Release", date("releaseDate"))}
            {fact("POM", Some(post(Post::Pom)))}
            {fact("Keyworker", Some(post(Post::Keyworker)))}
            {fact("RoSH", Some(columns::rosh(value("roshLevel").map(|level| level.value.as_str()))))}
        </dl>
        {rest(case, today)}
    }
}

/// What only the case file knows: alerts, what was agreed, the last note.
fn rest(case: &CaseView, today: &str) -> impl IntoView + use<> {
    let alerts = case
        .alerts
        .iter()
        .map(|alert| view! { <li class="moj-badge moj-badge--black">{alert.label.clone()}</li> })
        .collect_view();
    let alerts = (!case.alerts.is_empty()).then(|| view! { <h3 class="govuk-heading-s desk-gap-above">"Alerts"</h3><ul class="desk-id__alerts desk-plain">{alerts}</ul> });
    view! { {alerts}{actions(case, today)}{last_note(case, today)} }
}

fn actions(case: &CaseView, today: &str) -> impl IntoView + use<> {
    let count = case.open_actions.len();
    let lines = case.open_actions.iter().take(ACTIONS).map(|action| {
        let due = action.due.as_deref().map(|due| {
            let days = dates::days_ago(due, today).unwrap_or(0);
            if days > 0 {
                view! { <Sign kind=Kind::Late>{dates::days(days)}" late"</Sign>" " }.into_any()
            } else {
                let kind = if days > -7 { Kind::Soon } else { Kind::Later };
                let due = dates::due(due, today);
                view! { <Sign kind>{due}</Sign>" " }.into_any()
            }
        });
        view! { <li>{due}{action.text.clone()}</li> }
    });
    let lines = lines.collect_view();
    let later = count
        .checked_sub(ACTIONS)
        .filter(|more| *more > 0)
        .map(|more| view! { <li class="desk-muted">"and "{more}" more"</li> });
    (count > 0).then(|| {
        view! {
            <h3 class="govuk-heading-s desk-gap-above">"Agreed actions open, "{count}</h3>
            <ul class="desk-plain desk-lines">{lines}{later}</ul>
        }
    })
}

fn last_note(case: &CaseView, today: &str) -> impl IntoView + use<> {
    case.notes.first().map(|note| {
        let words = note.text.as_deref().map_or_else(|| "Restricted".to_owned(), beginning);
        let line = format!("{}, {}, {}", dates::when(&note.occurred, today), note.author, note.kind);
        let line = upper_first(&line);
        view! {
            <h3 class="govuk-heading-s desk-gap-above">"Last note"</h3>
            <p class="desk-xs desk-muted">{line}</p>
            <p class="desk-words-kept">{words}</p>
        }
    })
}

fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn beginning(text: &str) -> String {
    if text.chars().count() <= BEGINNING {
        return text.to_owned();
    }
    let cut: String = text.chars().take(BEGINNING).collect();
    let whole_words = cut.rsplit_once(' ').map_or(cut.as_str(), |(start, _)| start);
    format!("{whole_words}…")
}
