//! A list of which rows are opened and none is selected, in a pane of its own: its rows, or why there are none, and below them which of them are seen.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Cells, Column, Face, Grid, State};
use crate::figures::{counted, grouped};

impl Face {
    /// Of rows that are opened, and never selected.
    pub(crate) fn of_rows(
        cells: impl Fn(u32) -> AnyView + Send + Sync + 'static,
        name: impl Fn(u32) -> String + Send + Sync + 'static,
        open: impl Fn(u32) + Send + Sync + 'static,
    ) -> Self {
        Self {
            cells: Cells::View(Arc::new(cells)),
            name: Arc::new(name),
            selected: Arc::new(|_| false),
            open: Callback::new(open),
            select: Callback::new(|_| {}),
        }
    }
}

/// Such a list.
#[component]
pub(crate) fn Listing(
    /// Its identifier.
    id: &'static str,
    /// What the pane is called.
    title: &'static str,
    /// What the rows are.
    rows: &'static str,
    /// A class of its own, for the rows.
    class: &'static str,
    /// What survives.
    state: State,
    /// Title and class of each column.
    columns: &'static [(&'static str, &'static str)],
    /// The rows.
    face: Face,
    /// Why there are none.
    #[prop(into)]
    none: ViewFn,
    /// What is said of all of them, at the foot; without it there is no foot.
    #[prop(optional)]
    foot: &'static str,
) -> impl IntoView {
    let nobody = Memo::new(move |_| state.total.get() == 0);
    let label = Signal::derive(move || {
        let many = usize::try_from(state.total.get()).unwrap_or(usize::MAX);
        format!("{rows}, {}", counted(many, "row", "rows"))
    });
    let column =
        |&(title, class): &(&'static str, &'static str)| Column { head: None, title, class, sorted: None, sort: None };
    let columns: Vec<Column> = columns.iter().map(column).collect();
    view! {
        <section class=format!("desk-pane desk-grow {class}") aria-label=title>
            {move || if nobody.get() {
                none.run()
            } else {
                view! { <Grid id label state columns=columns.clone() face=face.clone() /> }.into_any()
            }}
            {(!foot.is_empty()).then(|| view! { <div class="desk-window"><span class="desk-num">{move || seen(state)}</span><span class="desk-end">{foot}</span></div> })}
        </section>
    }
}

/// “Rows 1 to 24 of 130”; nothing, until rows are seen.
fn seen(state: State) -> Option<String> {
    let seen = state.seen.get();
    (!seen.is_empty()).then(|| format!("Rows {} to {} of {}", seen.start + 1, seen.end, grouped(state.total.get())))
}
