//! The list on paper: all of its rows, which the window never has on the page at once, in a table that only a printer sees. It is
//! printed by the system's own dialog, so that no file with names in it is left behind.

use std::sync::Arc;

use api::{MyDay, OwedRow};
use leptos::prelude::*;

use crate::backend;
use crate::dates;
use crate::parts::Html;
use crate::screens::my_day::list::place;
use crate::screens::my_day::state::State;
use crate::screens::owed::words;

/// How many rows come at a time.
const AT_ONCE: u32 = 500;
/// More than this nobody prints.
const MOST: usize = 2_000;

/// The button. Nothing of the demonstration leaves this computer, on paper neither.
#[component]
pub(super) fn OnPaper(state: State) -> impl IntoView {
    let real = state.desk.person.with(|person| !person.demonstration);
    real.then(|| {
        view! { <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| print(state)>"Print…"</button> }
    })
}

/// Asks for all rows, and opens the system's dialog.
pub(super) fn print(state: State) {
    let asked = state.asked.get_untracked();
    leptos::task::spawn_local(async move {
        let mut rows: Vec<OwedRow> = Vec::new();
        loop {
            let offset = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            match backend::call(MyDay { offset, limit: AT_ONCE, ..asked.clone() }).await {
                Ok(view) => {
                    let (come, all) = (view.rows.len(), usize::try_from(view.all).unwrap_or(usize::MAX));
                    rows.extend(view.rows);
                    if come == 0 || rows.len() >= all.min(MOST) {
                        break;
                    }
                }
                Err(problem) => return state.desk.failed(&problem),
            }
        }
        if state.paper.try_set(Some(Arc::new(rows))).is_none() {
            // The table is on the page with the next picture.
            request_animation_frame(move || {
                if web_sys::window().and_then(|window| window.print().ok()).is_none() {
                    state.desk.toast.show(state.desk.speak, "This computer cannot print");
                }
            });
        }
    });
}

/// What the printer sees.
#[component]
pub(super) fn Paper(state: State) -> impl IntoView {
    on_cleanup(move || state.paper.set(None));
    move || {
        state.paper.get().map(|rows| {
            let today = state.today();
            let head = format!("What is owed, {}", dates::with_weekday(&today));
            view! { <section class="desk-paper" aria-hidden="true"><h1 class="govuk-heading-m">{head}</h1><table inner_html=table(&rows, &today)></table></section> }
        })
    }
}

fn table(rows: &[OwedRow], today: &str) -> String {
    let mut html = Html::default();
    html.tag("thead", [""], |head| {
        head.tag("tr", [""], |line| {
            for title in ["Due", "Prisoner", "What is owed, and why", "Owed by"] {
                line.tag("th scope=\"col\"", [""], |cell| cell.words(title));
            }
        });
    });
    html.tag("tbody", [""], |body| rows.iter().for_each(|row| body.tag("tr", [""], |line| one(line, row, today))));
    html.into_text()
}

fn one(line: &mut Html, row: &OwedRow, today: &str) {
    let (_, due) = words::due(row, today);
    line.tag("td", [""], |cell| {
        cell.words(&dates::short(&row.due));
        cell.tag("div", [""], |second| second.words(&due));
    });
    line.tag("td", [""], |cell| {
        cell.tag("b", [""], |name| name.words(&row.name));
        cell.tag("div", [""], |second| second.words(&place(row)));
    });
    line.tag("td", [""], |cell| {
        cell.words(&row.what);
        cell.tag("div", [""], |second| second.words(&row.why));
    });
    line.tag("td", [""], |cell| cell.words(&words::owner(row)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::owed::words::tests::owed;

    #[test]
    fn every_row_is_on_paper_with_its_day_and_whose_it_is() {
        let text = table(&[owed(), OwedRow { name: "Ashdown, Kieran".to_owned(), ..owed() }], "2027-01-14");
        for part in [
            "5 Jan 2027",
            "9 days late",
            "Tolland, Reece",
            "Ashdown, Kieran",
            "COM not named",
            "A8830EC, C-1-022",
            "POM",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert_eq!(text.matches("<tr").count(), 3);
    }
}
