//! The unit's applications: how many stand how, and a row for each with what is next.

use api::{ApplicationRow, ReleaseStatus, Right};
use leptos::prelude::*;

use crate::frame::heading_focus;
use crate::grid::{self, Face, Listing};
use crate::parts::{Empty, Failed, Opening, Sign};
use crate::screens::rotl::State;
use crate::screens::rotl::counts::Counts;
use crate::screens::rotl::ways::Ways;
use crate::screens::rotl::words;

/// The list's identifier.
const TABLE: &str = "applications";
/// The views after the first: those with a key, and the last two without.
const VIEWS: [ReleaseStatus; 10] = ReleaseStatus::ALL;
/// Title and class of each column.
const COLUMNS: [(&str, &str); 7] = [
    ("Prisoner", "desk-rotl__who"),
    ("Type", "desk-rotl__type"),
    ("Tier", "desk-rotl__tier"),
    ("Status", "desk-rotl__status"),
    ("Next", "desk-c-name"),
    ("Out", "desk-rotl__out"),
    ("Place", "desk-rotl__place"),
];

/// The screen.
#[component]
pub(crate) fn Rotl() -> impl IntoView {
    let state: State = expect_context();
    heading_focus("ROTL");
    if !state.desk.person.may(Right::ReadCases) {
        return view! { <NotTheirs state /> }.into_any();
    }
    let counts = state.counts.shown;
    state.desk.keys.on_and_show("c", "Counts, or the applications again", "counts", move || {
        counts.update(|shown| *shown = !*shown);
    });
    let lead = move || {
        if counts.get() {
            "Release on temporary licence, counted"
        } else {
            "Release on temporary licence, the soonest first"
        }
    };
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"ROTL"</h1></div>
                <p class="desk-sub desk-settings__lead">{lead}</p>
                <div class="moj-page-header-actions__actions">
                    {move || (state.may_apply() && !counts.get()).then(|| view! {
                        <button type="button" class="govuk-button" on:click=move |_| state.apply()>"New application"<kbd>"N"</kbd></button>
                    })}
                </div>
            </div>
            <Ways state />
            {move || if counts.get() { view! { <Counts state /> }.into_any() } else { view! { <List state /> }.into_any() }}
        </main>
    }
    .into_any()
}

/// The applications as a list.
#[component]
fn List(state: State) -> impl IntoView {
    keys(state);
    state.refresh();
    let come = Memo::new(move |_| state.view.with(Option::is_some));
    Effect::new(move |_| {
        if come.get() {
            grid::take_focus(TABLE, state.grid);
        }
    });
    view! {
        <Views state />
        {move || match state.problem.get() {
            Some(problem) => view! { <Failed problem again=Callback::new(move |()| state.refresh()) /> }.into_any(),
            None if !come.get() => view! { <Opening /> }.into_any(),
            None => view! { <Table state /> }.into_any(),
        }}
    }
}

#[component]
fn NotTheirs(state: State) -> impl IntoView {
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="desk-empty">
                <h1 class="govuk-heading-l">"You may not open this"</h1>
                <p>"Applications for temporary release are part of the case files. Ask the head of OM delivery."</p>
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.desk.route.back()>"Back"</button>
            </div>
        </main>
    }
}

/// How many stand how, each of them a view; and whose.
#[component]
fn Views(state: State) -> impl IntoView {
    let pressed = move |status| move || (state.status.get() == status).to_string();
    view! {
        <div class="desk-bar" role="group" aria-label="Which applications">
            <button type="button" class="desk-chip" aria-pressed=pressed(None) on:click=move |_| state.show(None)>"In hand "<kbd>"1"</kbd></button>
            {VIEWS.into_iter().enumerate().map(|(at, status)| view! {
                <button type="button" class="desk-chip" aria-pressed=pressed(Some(status)) on:click=move |_| state.show(Some(status))>
                    {status.words()}" "<b>{move || state.count(status)}</b>{key_of(at).map(|key| view! { " "<kbd>{key}</kbd> })}
                </button>
            }).collect_view()}
            <button type="button" class="desk-chip desk-end" aria-pressed=move || state.mine.get().to_string()
                on:click=move |_| state.show_mine(!state.mine.get_untracked())>"Only my cases "<kbd>"M"</kbd></button>
        </div>
    }
}

/// The key of a view: the first has 1, and there are nine.
fn key_of(at: usize) -> Option<String> {
    (at + 2 <= 9).then(|| (at + 2).to_string())
}

#[component]
fn Table(state: State) -> impl IntoView {
    let name = move |index| state.row(index).map(|row| spoken(&row)).unwrap_or_default();
    let face = Face::of_rows(move |index| cells(state, index), name, move |index| state.open(index));
    view! {
        <Listing id=TABLE title="Applications" rows="Applications" class="desk-rotl" state=state.grid columns=&COLUMNS face none=move || none(state)
            foot="A rule says met, not met or cannot tell. A person decides" />
    }
}

fn none(state: State) -> AnyView {
    let whose = if state.mine.get() { " in your cases" } else { "" };
    let why = match state.status.get() {
        None => format!("No application is in hand{whose}"),
        Some(status) => format!("No application{whose} is {}", status.words().to_lowercase()),
    };
    view! {
        <Empty why>
            <p>"An application stands here from the day on which it is written."</p>
            <div class="desk-row">
                {state.mine.get().then(|| view! {
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.show_mine(false)>"Show those of all cases"</button>
                })}
                {state.may_apply().then(|| view! {
                    <button type="button" class="govuk-button" on:click=move |_| state.apply()>"New application"</button>
                })}
            </div>
        </Empty>
    }
    .into_any()
}

fn cells(state: State, index: u32) -> AnyView {
    let Some(row) = state.row(index) else { return ().into_any() };
    let place = row.cell.as_ref().map_or_else(|| row.number.clone(), |cell| format!("{}, {cell}", row.number));
    view! {
        <th scope="row" class="govuk-table__header desk-rotl__who">{row.name.clone()}<span class="desk-staff__second desk-xs desk-muted desk-num">{place}</span></th>
        {columns(&row)}
    }
    .into_any()
}

/// What an application is and how it stands, wherever it is listed.
pub(super) fn columns(row: &ApplicationRow) -> AnyView {
    let out = row.out.as_deref().map_or_else(|| "None".to_owned(), words::moment);
    let status = row.status;
    view! {
        <td class="govuk-table__cell desk-rotl__type"><abbr title=row.kind.words()>{row.kind.code()}</abbr></td>
        <td class="govuk-table__cell desk-rotl__tier">{words::tier(row.tier)}</td>
        <td class="govuk-table__cell desk-rotl__status"><Sign kind=words::status(status)>{status.words()}</Sign></td>
        <td class="govuk-table__cell desk-c-name">{row.next.clone()}</td>
        <td class="govuk-table__cell desk-rotl__out desk-num">{out}</td>
        <td class="govuk-table__cell desk-rotl__place">{row.place.clone().unwrap_or_default()}</td>
    }
    .into_any()
}

/// The row as a screen reader says it.
fn spoken(row: &ApplicationRow) -> String {
    let out = row.out.as_deref().map(|out| format!(", out {}", words::said_at(out))).unwrap_or_default();
    let place = row.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
    format!(
        "{}, {}, {}, {}, {}, {}{out}{place}",
        row.name,
        row.number,
        row.kind.words(),
        row.tier.words(),
        row.status.words(),
        row.next
    )
}

fn keys(state: State) {
    let keys = state.desk.keys;
    let by = move |by| move || grid::step(TABLE, state.grid, by);
    keys.on_and_show("j", "Next application", "move", by(1));
    keys.on_and_show("k", "Application before", "move", by(-1));
    keys.on_and_show("Enter", "Open the current application", "open", move || {
        state.open(state.grid.current.get_untracked());
    });
    if state.may_apply() {
        keys.on_and_show("n", "New application", "new", move || state.apply());
    }
    keys.on("m", "Only my cases, or all", move || state.show_mine(!state.mine.get_untracked()));
    keys.on("1", "Show: in hand", move || state.show(None));
    for (at, status) in VIEWS.into_iter().enumerate() {
        if let Some(key) = key_of(at) {
            keys.on(&key, format!("Show: {}", status.words().to_lowercase()), move || state.show(Some(status)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_views_have_a_key() {
        assert_eq!(VIEWS.iter().enumerate().filter_map(|(at, _)| key_of(at)).collect::<String>(), "23456789");
    }
}
