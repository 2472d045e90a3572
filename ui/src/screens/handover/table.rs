//! The same cases as a table, for whoever compares them: a row each, sorted by any of its columns.

use std::cmp::Ordering;
use std::sync::Arc;

use api::HandoverCard;
use leptos::prelude::*;

use crate::dates;
use crate::figures::counted;
use crate::grid::{Cells, Column, Face, Grid};
use crate::parts::Html;
use crate::route::Place;
use crate::screens::case::level;
use crate::screens::handover::board::{spoken, when};
use crate::screens::handover::state::State;

/// The table's identifier.
pub(super) const TABLE: &str = "handovers";

/// Title and class of each column.
const COLUMNS: [(&str, &str); 9] = [
    ("Prisoner", "desk-c-name"),
    ("Where", "desk-w9"),
    ("Handover", "desk-w7 desk-num"),
    ("Days", "desk-w9"),
    ("POM", "desk-w9"),
    ("COM", "desk-w9"),
    ("Community team", "desk-w9"),
    ("RoSH", "desk-w6"),
    ("Tasks", "desk-w6 desk-num"),
];

/// The levels of risk, the highest first.
const ROSH: [&str; 4] = ["VERY_HIGH", "HIGH", "MEDIUM", "LOW"];

/// Cards in the order of a column; whoever has nothing in it comes last either way.
pub(super) fn in_table_order(mut cards: Vec<HandoverCard>, by: usize, descending: bool) -> Vec<HandoverCard> {
    cards.sort_by(|one, other| {
        let order = match by {
            1 => known(Some(one.column), Some(other.column), descending),
            2 => known(one.handover.as_ref(), other.handover.as_ref(), descending),
            3 => known(one.days, other.days, descending),
            4 => known(one.pom.as_ref(), other.pom.as_ref(), descending),
            5 => known(one.com.as_ref(), other.com.as_ref(), descending),
            6 => known(one.team.as_ref(), other.team.as_ref(), descending),
            7 => known(risk(one), risk(other), descending),
            8 => known(left(one), left(other), descending),
            _ => known(Some(&one.name), Some(&other.name), descending),
        };
        order.then_with(|| one.name.cmp(&other.name)).then_with(|| one.number.cmp(&other.number))
    });
    cards
}

fn known<T: Ord>(one: Option<T>, other: Option<T>, descending: bool) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) if descending => other.cmp(&one),
        (Some(one), Some(other)) => one.cmp(&other),
        (one, other) => other.is_some().cmp(&one.is_some()),
    }
}

fn risk(card: &HandoverCard) -> Option<usize> {
    ROSH.iter().position(|level| card.rosh.as_deref() == Some(*level))
}

/// How many tasks are left, the most first; nothing, where there are none.
fn left(card: &HandoverCard) -> Option<std::cmp::Reverse<u8>> {
    let (done, of) = card.tasks;
    (of > 0).then(|| std::cmp::Reverse(of.saturating_sub(done)))
}

#[component]
pub(super) fn Table(state: State) -> impl IntoView {
    let face = Face {
        cells: Cells::Text(Arc::new(move |at, _| {
            state.rows.track();
            state.row(at).map(|card| cells(&card)).unwrap_or_default()
        })),
        name: Arc::new(move |at| {
            state.rows.track();
            state.row(at).map(|card| spoken(&card)).unwrap_or_default()
        }),
        selected: Arc::new(|_| false),
        open: Callback::new(move |at| {
            if let Some(card) = state.row(at) {
                state.desk.route.go(Place::case(card.number));
            }
        }),
        select: Callback::new(|_| {}),
    };
    let columns = COLUMNS.iter().enumerate().map(|(at, (title, class))| {
        let sorted = Signal::derive(move || match state.sorted.get() {
            (by, true) if by == at => "descending",
            (by, false) if by == at => "ascending",
            _ => "none",
        });
        let sort = Callback::new(move |()| {
            state.sorted.update(|(by, descending)| (*by, *descending) = (at, *by == at && !*descending));
        });
        Column { head: None, title, class, sorted: Some(sorted), sort: Some(sort) }
    });
    let columns: Vec<Column> = columns.collect();
    let label =
        Signal::derive(move || format!("Handovers, {}", counted(state.rows.with(|rows| rows.len()), "case", "cases")));
    view! {
        <section class="desk-pane desk-grow" aria-label="Handovers as a table">
            <Grid id=TABLE label state=state.grid columns face />
        </section>
    }
}

fn cells(card: &HandoverCard) -> Html {
    let mut html = Html::default();
    let (kind, days) = when(card);
    html.tag("th scope=\"row\"", ["govuk-table__header desk-c-name"], |cell| {
        cell.words(&card.name);
        cell.words(" ");
        cell.tag("span", ["desk-muted desk-num"], |number| number.words(&card.number));
    });
    let mut plain = |words: &str| html.tag("td", ["govuk-table__cell"], |cell| cell.words(words));
    plain(card.column.words());
    plain(&card.handover.as_deref().map(dates::short).unwrap_or_default());
    html.tag("td", ["govuk-table__cell desk-nowrap"], |cell| cell.sign(kind, |sign| sign.words(&days)));
    let mut plain = |words: &str| html.tag("td", ["govuk-table__cell"], |cell| cell.words(words));
    plain(card.pom.as_deref().unwrap_or("no POM here"));
    plain(card.com.as_deref().unwrap_or("no COM"));
    plain(card.team.as_deref().unwrap_or_default());
    plain(&card.rosh.as_deref().map(level).unwrap_or_default());
    let (done, of) = card.tasks;
    plain(&if of > 0 { format!("{done} of {of}") } else { String::new() });
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::handover::board::tests::card;

    fn names(by: usize, descending: bool) -> Vec<String> {
        let one = |name: &str, handover: Option<&str>, rosh: &str, tasks| HandoverCard {
            name: name.to_owned(),
            handover: handover.map(str::to_owned),
            rosh: Some(rosh.to_owned()),
            tasks,
            ..card(api::Column::Upcoming, Some(2))
        };
        let cards = vec![
            one("Bell", None, "HIGH", (0, 0)),
            one("Cole", Some("2027-01-05"), "LOW", (1, 3)),
            one("Ames", Some("2027-02-05"), "VERY_HIGH", (0, 2)),
            one("Dunn", Some("2026-12-05"), "MEDIUM", (0, 3)),
        ];
        in_table_order(cards, by, descending).into_iter().map(|card| card.name).collect()
    }

    #[test]
    fn whoever_has_no_date_comes_last_either_way() {
        assert_eq!(names(2, false), ["Dunn", "Cole", "Ames", "Bell"]);
        assert_eq!(names(2, true), ["Ames", "Cole", "Dunn", "Bell"]);
    }

    #[test]
    fn names_are_in_their_order_and_risk_and_tasks_begin_with_the_most() {
        assert_eq!(names(0, false), ["Ames", "Bell", "Cole", "Dunn"]);
        assert_eq!(names(7, false), ["Ames", "Bell", "Dunn", "Cole"]);
        assert_eq!(names(8, false), ["Dunn", "Ames", "Cole", "Bell"]);
    }
}
