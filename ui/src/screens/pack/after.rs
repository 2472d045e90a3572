//! How it went for those who were released in the last twelve months, as far as it was reported back: figures, and the names behind each.

use std::sync::Arc;

use api::{AfterRelease, AfterReleaseRow, AfterReleaseView, HomeAfter, Problem};
use leptos::prelude::*;

use crate::backend;
use crate::dates;
use crate::figures::counted;
use crate::grid::{self, Face, Listing};
use crate::page;
use crate::parts::{Empty, Failed, Kind, Opening, Sign, clear};
use crate::route::Place;
use crate::screens::pack::state::{Doing, State};

/// The list's identifier.
const TABLE: &str = "after";
/// Title and class of each column.
const COLUMNS: [(&str, &str); 7] = [
    ("Prisoner", "desk-rotl__who"),
    ("Released", "desk-w7"),
    ("To whom", "desk-c-name"),
    ("Pack", "desk-w9"),
    ("First appointment", "desk-w11"),
    ("Recalled", "desk-w9"),
    ("Lives", "desk-w11"),
];

/// Who is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Show {
    All,
    Kept,
    NotKept,
    NotReported,
    Recalled,
    Settled,
    NotSettled,
}

impl Show {
    const ALL: [Self; 7] =
        [Self::All, Self::Kept, Self::NotKept, Self::NotReported, Self::Recalled, Self::Settled, Self::NotSettled];

    const fn words(self) -> &'static str {
        match self {
            Self::All => "Released",
            Self::Kept => "First appointment kept in time",
            Self::NotKept => "Not kept in time",
            Self::NotReported => "Not reported",
            Self::Recalled => "Recalled",
            Self::Settled => "Settled accommodation",
            Self::NotSettled => "Not settled",
        }
    }

    fn has(self, row: &AfterReleaseRow) -> bool {
        match self {
            Self::All => true,
            Self::Kept => row.appointment == Some(true),
            Self::NotKept => row.appointment == Some(false),
            Self::NotReported => row.appointment.is_none(),
            Self::Recalled => row.recalled.is_some(),
            Self::Settled => row.home == Some(HomeAfter::Settled),
            Self::NotSettled => matches!(row.home, Some(HomeAfter::Unsettled | HomeAfter::None)),
        }
    }
}

/// What has come, and who of it is shown.
#[derive(Clone, Copy)]
struct After {
    state: State,
    view: RwSignal<Option<Arc<AfterReleaseView>>>,
    problem: RwSignal<Option<Problem>>,
    show: RwSignal<Show>,
    rows: Memo<Vec<AfterReleaseRow>>,
    grid: grid::State,
}

impl After {
    fn begin(state: State) -> Self {
        let view = RwSignal::new(None::<Arc<AfterReleaseView>>);
        let show = RwSignal::new(Show::All);
        let rows = Memo::new(move |_| {
            let show = show.get();
            let shown = |view: &AfterReleaseView| view.rows.iter().filter(|row| show.has(row)).cloned().collect();
            view.with(|view| view.as_deref().map(shown).unwrap_or_default())
        });
        let grid = grid::State::new(RwSignal::new(0));
        let after = Self { state, view, problem: RwSignal::new(None), show, rows, grid };
        Effect::new(move |_| {
            let rows = rows.with(Vec::len);
            grid.total.set(u32::try_from(rows).unwrap_or(u32::MAX));
        });
        after.ask();
        after
    }

    fn ask(self) {
        clear(self.problem);
        leptos::task::spawn_local(async move {
            match backend::call(AfterRelease::default()).await {
                Ok(view) => {
                    self.view.try_set(Some(Arc::new(view)));
                }
                Err(problem) => {
                    self.problem.try_set(Some(problem));
                }
            }
        });
    }

    fn row(self, index: u32) -> Option<AfterReleaseRow> {
        let index = usize::try_from(index).ok()?;
        self.rows.with(|rows| rows.get(index).cloned())
    }

    fn open(self, index: u32) {
        if let Some(row) = untrack(|| self.row(index)) {
            self.state.desk.route.go(Place::case(row.number));
        }
    }

    fn show(self, show: Show) {
        self.show.set(show);
        self.grid.to_top();
    }
}

#[component]
pub(super) fn AfterThem(state: State) -> impl IntoView {
    let after = After::begin(state);
    let close = move || {
        state.doing.set(Doing::Nothing);
        page::focus_soon("main");
    };
    let keys = state.desk.keys;
    keys.on_and_show("Escape", "Back to the packs", "back", close);
    keys.on_and_show("j", "Next", "move", move || grid::step(TABLE, after.grid, 1));
    keys.on_and_show("k", "Before", "move", move || grid::step(TABLE, after.grid, -1));
    keys.on_and_show("Enter", "Open the case file", "open", move || after.open(after.grid.current.get_untracked()));
    for (show, key) in Show::ALL.into_iter().zip(1..) {
        let does = format!("Show: {}", show.words().to_lowercase());
        keys.on(&key.to_string(), does, move || after.show(show));
    }
    page::focus_soon("after-head");
    let come = Memo::new(move |_| after.view.with(Option::is_some));
    let again = Callback::new(move |()| after.ask());
    view! {
        <div class="moj-page-header-actions">
            <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l" id="after-head" tabindex="-1">"After release"</h1></div>
            <p class="desk-sub desk-settings__lead">{move || after.view.get().map(|view| period(&view))}</p>
            <div class="moj-page-header-actions__actions">
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| close()>"Back to the packs"<kbd>"Esc"</kbd></button>
            </div>
        </div>
        <div class="desk-stack desk-grow">
            {move || match after.problem.get() {
                Some(problem) => view! { <Failed problem again /> }.into_any(),
                None if !come.get() => view! { <Opening /> }.into_any(),
                None => view! { <Figures after /><Table after /> }.into_any(),
            }}
        </div>
    }
}

/// “Released from 27 November 2025 to 27 November 2026, as far as it was reported back. In time is within 1 working day.”
fn period(view: &AfterReleaseView) -> String {
    let days = counted(usize::from(view.working_days), "working day", "working days");
    format!(
        "Released from {} to {}, as far as it was reported back. In time is within {days}",
        dates::long(&view.from),
        dates::long(&view.until)
    )
}

/// How many there are of each; each shows its names.
#[component]
fn Figures(after: After) -> impl IntoView {
    let many = move |show: Show| {
        after.view.with(|view| view.as_ref().map_or(0, |view| view.rows.iter().filter(|row| show.has(row)).count()))
    };
    view! {
        <div class="desk-bar" role="group" aria-label="Whom to show">
            {Show::ALL.into_iter().zip(1..).map(|(show, key)| view! {
                <button type="button" class="desk-chip" aria-pressed=move || (after.show.get() == show).to_string() on:click=move |_| after.show(show)>
                    {show.words()}" "<b>{move || many(show)}</b>" "<kbd>{key.to_string()}</kbd>
                </button>
            }).collect_view()}
        </div>
    }
}

#[component]
fn Table(after: After) -> impl IntoView {
    let cells = move |index| after.row(index).map_or_else(|| ().into_any(), cells);
    let name = move |index| after.row(index).map(|row| spoken(&row)).unwrap_or_default();
    let face = Face::of_rows(cells, name, move |index| after.open(index));
    view! { <Listing id=TABLE title="Released" rows="Released" class="desk-packs" state=after.grid columns=&COLUMNS face none=move || none(after) /> }
}

fn none(after: After) -> AnyView {
    let why = match after.show.get() {
        Show::All => "Nobody was released from here in the last twelve months",
        _ => "Nobody here",
    };
    view! { <Empty why><p>"How it went is recorded in the case file, under Release plan, once the community reports back."</p></Empty> }.into_any()
}

fn cells(row: AfterReleaseRow) -> AnyView {
    let (pack, home) = (pack(&row), home(&row));
    let (kind, appointment, when) = appointment(&row, dates::short);
    let recalled = row.recalled.as_deref().map(dates::short);
    let sign = |(kind, words): (Kind, String)| view! { <Sign kind>{words}</Sign> };
    view! {
        <th scope="row" class="govuk-table__header desk-rotl__who">{row.name}<span class="desk-staff__second desk-xs desk-muted desk-num">{row.number}</span></th>
        <td class="govuk-table__cell desk-w7 desk-num">{dates::short(&row.released)}</td>
        <td class="govuk-table__cell desk-c-name">{if row.to.is_empty() { "Nobody is named".to_owned() } else { row.to }}</td>
        <td class="govuk-table__cell desk-w9">{sign(pack)}</td>
        <td class="govuk-table__cell desk-w11"><Sign kind>{appointment}</Sign><span class="desk-staff__second desk-xs desk-muted desk-num">{when}</span></td>
        <td class="govuk-table__cell desk-w9">{recalled.map(|day| sign((Kind::Not, day)))}</td>
        <td class="govuk-table__cell desk-w11">{home.map(sign)}</td>
    }
    .into_any()
}

fn pack(row: &AfterReleaseRow) -> (Kind, String) {
    match row.pack_received {
        Some(true) => (Kind::Met, "Received".to_owned()),
        Some(false) => (Kind::Soon, "No answer".to_owned()),
        None => (Kind::Not, "None".to_owned()),
    }
}

/// How it stands with the first appointment, and its day.
fn appointment(row: &AfterReleaseRow, day: fn(&str) -> String) -> (Kind, &'static str, String) {
    let on = row.appointment_on.as_deref().map(day).unwrap_or_default();
    match row.appointment {
        Some(true) => (Kind::Met, "Kept", on),
        Some(false) => (Kind::Not, "Not kept in time", on),
        None => (Kind::Later, "Not reported", format!("due {}", day(&row.appointment_due))),
    }
}

fn home(row: &AfterReleaseRow) -> Option<(Kind, String)> {
    Some(match row.home? {
        HomeAfter::Settled => (Kind::Met, "Settled".to_owned()),
        HomeAfter::Unsettled => (Kind::Soon, "Not settled".to_owned()),
        HomeAfter::None => (Kind::Not, "Nowhere".to_owned()),
    })
}

/// The row as a screen reader says it.
fn spoken(row: &AfterReleaseRow) -> String {
    let (_, kept, when) = appointment(row, dates::long);
    let mut parts = vec![
        row.name.clone(),
        row.number.clone(),
        format!("released {}", dates::long(&row.released)),
        format!("pack: {}", pack(row).1.to_lowercase()),
        format!("first appointment: {}, {when}", kept.to_lowercase()),
    ];
    parts.extend(row.recalled.as_deref().map(|day| format!("recalled {}", dates::long(day))));
    parts.extend(home(row).map(|(_, words)| format!("lives: {}", words.to_lowercase())));
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(appointment: Option<bool>, home: Option<HomeAfter>) -> AfterReleaseRow {
        AfterReleaseRow {
            number: "A6105FD".to_owned(),
            name: "Oyelaran, Tobi".to_owned(),
            released: "2027-10-05".to_owned(),
            to: String::new(),
            pack_received: Some(true),
            appointment_due: "2027-10-06".to_owned(),
            appointment,
            appointment_on: appointment.map(|_| "2027-10-06".to_owned()),
            recalled: None,
            home,
        }
    }

    #[test]
    fn each_figure_has_its_names() {
        let kept = row(Some(true), Some(HomeAfter::Settled));
        let not = row(Some(false), Some(HomeAfter::None));
        let unknown = row(None, None);
        let has = |row: &AfterReleaseRow| Show::ALL.into_iter().filter(|show| show.has(row)).collect::<Vec<_>>();
        assert_eq!(has(&kept), [Show::All, Show::Kept, Show::Settled]);
        assert_eq!(has(&not), [Show::All, Show::NotKept, Show::NotSettled]);
        assert_eq!(has(&unknown), [Show::All, Show::NotReported]);
    }

    #[test]
    fn a_screen_reader_hears_what_the_row_shows() {
        assert_eq!(
            spoken(&row(Some(true), None)),
            "Oyelaran, Tobi, A6105FD, released 5 October 2027, pack: received, first appointment: kept, 6 October 2027"
        );
    }
}
