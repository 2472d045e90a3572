//! The unit's packs: how many stand how, and a row for each prisoner, the soonest handed over first.

use api::PacksRow;
use leptos::prelude::*;

use crate::dates;
use crate::frame::heading_focus;
use crate::grid::{self, Face, Listing};
use crate::parts::{Empty, Failed, Kind, Opening, Sign};
use crate::screens::pack::after::AfterThem;
use crate::screens::pack::check::Check;
use crate::screens::pack::reading::Reading;
use crate::screens::pack::state::{Doing, Stand, State};
use crate::screens::pack::words;

/// The list's identifier.
const TABLE: &str = "packs";
/// Title and class of each column.
const COLUMNS: [(&str, &str); 7] = [
    ("Prisoner", "desk-rotl__who"),
    ("POM", "desk-w9"),
    ("For whom", "desk-c-name"),
    ("Handover", "desk-w7"),
    ("Release", "desk-w7"),
    ("State", "desk-w11"),
    ("Version", "desk-w9"),
];

/// The screen.
#[component]
pub(crate) fn Packs() -> impl IntoView {
    let state: State = expect_context();
    heading_focus("Handover packs");
    state.doing.set(Doing::Nothing);
    // What the list brings back stays open while its screen does, and is gone with it.
    let instead = Memo::new(move |_| match state.doing.get() {
        Doing::Nothing | Doing::Check => None,
        other => Some(other),
    });
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            {move || match instead.get() {
                Some(Doing::After) => view! { <AfterThem state /> }.into_any(),
                Some(_) => view! { <Reading state /> }.into_any(),
                None => view! { <OfTheUnit state /> }.into_any(),
            }}
        </main>
    }
}

#[component]
fn OfTheUnit(state: State) -> impl IntoView {
    let keys = state.desk.keys;
    keys.on_and_show("o", "Open a pack that came to you", "open a file", move || state.doing.set(Doing::Read));
    keys.on("a", "How it went after release", move || state.doing.set(Doing::After));
    keys.on("c", "Check a file", move || state.doing.set(Doing::Check));
    let checking = Memo::new(move |_| state.doing.get() == Doing::Check);
    view! {
        <div class="moj-page-header-actions">
            <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Handover packs"</h1></div>
            <p class="desk-sub desk-settings__lead">"From prison to community, the soonest handed over first"</p>
            <div class="moj-page-header-actions__actions">
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.doing.set(Doing::After)>"After release"<kbd>"A"</kbd></button>
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.doing.set(Doing::Check)>"Check a file"<kbd>"C"</kbd></button>
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.doing.set(Doing::Read)>"Open a pack that came to you"<kbd>"O"</kbd></button>
            </div>
        </div>
        <div class="desk-split" class=("desk-split--my-day", move || checking.get())>
            <List state />
            {move || checking.get().then(|| view! { <Check state /> })}
        </div>
    }
}

/// The packs as a list.
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
    let again = Callback::new(move |()| state.refresh());
    view! {
        <div class="desk-stack">
            <Views state />
            {move || match state.problem.get() {
                Some(problem) => view! { <Failed problem again /> }.into_any(),
                None if !come.get() => view! { <Opening /> }.into_any(),
                None => view! { <Table state /> }.into_any(),
            }}
        </div>
    }
}

/// How many stand how, each of them a view; and whose.
#[component]
fn Views(state: State) -> impl IntoView {
    let pressed = move |stand| move || (state.stand.get() == stand).to_string();
    view! {
        <div class="desk-bar" role="group" aria-label="Which packs">
            <button type="button" class="desk-chip" aria-pressed=pressed(None) on:click=move |_| state.show(None)>"All "<kbd class="desk-hide-s">"1"</kbd></button>
            {Stand::ALL.into_iter().zip(2..).map(|(stand, key)| view! {
                <button type="button" class="desk-chip" aria-pressed=pressed(Some(stand)) on:click=move |_| state.show(Some(stand))>
                    {stand.words()}" "<b>{move || state.count(stand)}</b>" "<kbd class="desk-hide-s">{key.to_string()}</kbd>
                </button>
            }).collect_view()}
            <button type="button" class="desk-chip desk-end" aria-pressed=move || state.mine.get().to_string()
                on:click=move |_| state.show_mine(!state.mine.get_untracked())>"Only my cases "<kbd class="desk-hide-s">"M"</kbd></button>
        </div>
    }
}

#[component]
fn Table(state: State) -> impl IntoView {
    let name = move |index| state.row(index).map(|row| spoken(&row)).unwrap_or_default();
    let face = Face::of_rows(move |index| cells(state, index), name, move |index| state.open(index));
    view! {
        <Listing id=TABLE title="Packs" rows="Handover packs" class="desk-packs" state=state.grid columns=&COLUMNS face none=move || none(state)
            foot="A pack leaves only when each gap is put right or explained" />
    }
}

fn none(state: State) -> AnyView {
    let whose = if state.mine.get() { " in your cases" } else { "" };
    let why = match state.stand.get() {
        None => format!("No pack is due{whose}"),
        Some(stand) => format!("No pack{whose} is here: {}", stand.words().to_lowercase()),
    };
    view! {
        <Empty why>
            <p>"A prisoner stands here once their handover is near, and whoever had a pack stays here; after release, until it has arrived. Any other pack is opened from its case file."</p>
            <div class="desk-row">
                {state.stand.get().is_some().then(|| view! {
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.show(None)>"Show all states"</button>
                })}
                {state.mine.get().then(|| view! {
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.show_mine(false)>"Show those of all cases"</button>
                })}
            </div>
        </Empty>
    }
    .into_any()
}

fn cells(state: State, index: u32) -> AnyView {
    let Some(row) = state.row(index) else { return ().into_any() };
    let (kind, stands) = words::state(row.state);
    let changed = words::changed(row.state).map(|changed| {
        view! { <span class="desk-staff__second desk-xs"><Sign kind=Kind::Late>{changed}</Sign></span> }
    });
    let day = |day: &Option<String>| day.as_deref().map_or_else(|| "Not known".to_owned(), dates::short);
    let (handover, release) = (day(&row.handover), day(&row.release));
    let version = row.version.map(|version| format!("Version {version}"));
    let when = row.sealed.as_deref().map(dates::short);
    view! {
        <th scope="row" class="govuk-table__header desk-rotl__who">{row.name}<span class="desk-staff__second desk-xs desk-muted desk-num">{row.number}</span></th>
        <td class="govuk-table__cell desk-w9">{row.pom.unwrap_or_else(|| "No POM here".to_owned())}</td>
        <td class="govuk-table__cell desk-c-name">{named(row.to)}</td>
        <td class="govuk-table__cell desk-w7 desk-num">{handover}</td>
        <td class="govuk-table__cell desk-w7 desk-num">{release}</td>
        <td class="govuk-table__cell desk-w11"><Sign kind>{stands}</Sign>{changed}</td>
        <td class="govuk-table__cell desk-w9">{version.unwrap_or_else(|| "None yet".to_owned())}<span class="desk-staff__second desk-xs desk-muted desk-num">{when}</span></td>
    }
    .into_any()
}

fn named(to: String) -> String {
    if to.is_empty() { "Nobody is named".to_owned() } else { to }
}

/// The row as a screen reader says it.
fn spoken(row: &PacksRow) -> String {
    let (_, stands) = words::state(row.state);
    let changed = words::changed(row.state).map(|changed| format!(", {changed}")).unwrap_or_default();
    let pom = row.pom.as_ref().map_or_else(|| "no POM here".to_owned(), |pom| format!("POM {pom}"));
    let to = if row.to.is_empty() { "nobody is named for it".to_owned() } else { format!("for {}", row.to) };
    let day = |what: &str, day: &Option<String>| match day {
        Some(day) => format!("{what} {}", dates::long(day)),
        None => format!("{what} not known"),
    };
    let version = match (row.version, &row.sealed) {
        (Some(version), Some(at)) => format!(", version {version} of {}", dates::long(at)),
        _ => String::new(),
    };
    format!(
        "{}, {}, {stands}{changed}, {pom}, {to}, {}, {}{version}",
        row.name,
        row.number,
        day("handover", &row.handover),
        day("release", &row.release)
    )
}

fn keys(state: State) {
    let keys = state.desk.keys;
    let by = move |by| move || grid::step(TABLE, state.grid, by);
    keys.on_and_show("j", "Next pack", "move", by(1));
    keys.on_and_show("k", "Pack before", "move", by(-1));
    keys.on_and_show("Enter", "Open the current pack", "open", move || {
        state.open(state.grid.current.get_untracked());
    });
    keys.on("m", "Only my cases, or all", move || state.show_mine(!state.mine.get_untracked()));
    keys.on("1", "Show: all", move || state.show(None));
    for (stand, key) in Stand::ALL.into_iter().zip(2..) {
        let does = format!("Show: {}", stand.words().to_lowercase());
        keys.on(&key.to_string(), does, move || state.show(Some(stand)));
    }
}

#[cfg(test)]
mod tests {
    use api::PackState;

    use super::*;

    #[test]
    fn a_screen_reader_hears_all_that_the_row_shows() {
        let row = PacksRow {
            number: "A6105FD".to_owned(),
            name: "Oyelaran, Tobi".to_owned(),
            pom: Some("Rhiannon Pell".to_owned()),
            mine: true,
            to: "Joanna Castell".to_owned(),
            handover: Some("2027-01-22".to_owned()),
            release: None,
            state: PackState::Waiting { changed: 2 },
            version: Some(2),
            sealed: Some("2027-01-14".to_owned()),
        };
        assert_eq!(
            spoken(&row),
            "Oyelaran, Tobi, A6105FD, Waiting for an answer, 2 facts changed, POM Rhiannon Pell, for Joanna Castell, handover 22 January 2027, \
             release not known, version 2 of 14 January 2027"
        );
    }
}
