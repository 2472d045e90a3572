//! What a change moves in the whole unit: how many deadlines of which kind, and in whose case what.

use api::{CaseMovesView, UnitMovesView};
use leptos::prelude::*;

use crate::figures::{counted, grouped};
use crate::parts::Html;
use crate::screens::owed::moves::one;

/// How many moves of one case are named.
const NAMED: usize = 6;

/// The figures by kind, and then the cases.
pub(crate) fn unit_moves(view: &UnitMovesView) -> AnyView {
    if view.cases == 0 && view.responsibility == 0 {
        return view! { <p class="desk-muted">"No deadline moves."</p> }.into_any();
    }
    view! { <p><b>{summary(view)}</b></p>{by_kind(view)}{cases(&view.rows)} }.into_any()
}

/// “Deadlines move in 96 cases. Responsibility changes today in 2”.
pub(crate) fn summary(view: &UnitMovesView) -> String {
    let many = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    let cases = counted(many(view.cases), "case", "cases");
    match view.responsibility {
        0 => format!("Deadlines move in {cases}"),
        changed => format!("Deadlines move in {cases}. Responsibility changes today in {}", grouped(changed)),
    }
}

/// How many of each kind move earlier, later, come and go.
fn by_kind(view: &UnitMovesView) -> AnyView {
    let mut html = Html::default();
    for (kind, counts) in &view.by_kind {
        html.tag("tr", ["govuk-table__row"], |row| {
            row.tag("th scope=\"row\"", ["govuk-table__header"], |cell| cell.words(kind));
            for count in counts {
                row.tag("td", ["govuk-table__cell desk-right desk-num"], |cell| cell.words(&grouped(*count)));
            }
        });
    }
    let head = ["Earlier", "Later", "New", "Gone"]
        .map(|head| view! { <th scope="col" class="govuk-table__header desk-right">{head}</th> });
    view! {
        <table class="govuk-table desk-table" aria-label="Deadlines by kind">
            <thead class="govuk-table__head"><tr><th scope="col" class="govuk-table__header">"Kind"</th>{head.into_iter().collect_view()}</tr></thead>
            <tbody class="govuk-table__body" inner_html=html.into_text()></tbody>
        </table>
    }
    .into_any()
}

/// What moves in whose case.
pub(crate) fn cases(rows: &[CaseMovesView]) -> AnyView {
    let mut html = Html::default();
    for case in rows {
        html.tag("li", [""], |line| case_line(line, case));
    }
    view! { <ul class="desk-plain desk-unit-moves" inner_html=html.into_text()></ul> }.into_any()
}

fn case_line(line: &mut Html, case: &CaseMovesView) {
    line.tag("p", [""], |head| {
        head.tag("b", [""], |name| name.words(&case.name));
        head.words(" ");
        head.tag("span", ["desk-muted desk-num"], |number| number.words(&case.number));
    });
    if let Some((before, after)) = &case.responsibility {
        line.tag("p", [""], |said| {
            said.tag("del", [""], |was| was.words(before));
            said.words(" ");
            said.tag("b", [""], |is| is.words(after));
        });
    }
    for moved in case.moves.iter().take(NAMED) {
        line.tag("div", ["desk-unit-moves__one"], |move_line| one(move_line, moved));
    }
    let more = case.moves.len().saturating_sub(NAMED);
    if more > 0 {
        line.tag("p", ["desk-muted"], |rest| rest.words(&format!("and {more} more")));
    }
}
