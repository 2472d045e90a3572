//! A table of any length: a native table in a scrolling pane, with only the rows that are near what is seen, one stop for Tab in the
//! head and one in the rows, and the keys of a list. What the rows say is the caller's.

mod listing;
mod rows;
mod window;

use std::ops::Range;
use std::sync::Arc;

use leptos::ev::{self, KeyboardEvent};
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::desk::Desk;
use crate::page;
use crate::parts::Html;
pub(crate) use listing::Listing;
pub(crate) use rows::{Rows, WINDOW};
use window::Geometry;

/// What survives of a table when somebody leaves and comes back.
#[derive(Clone, Copy)]
pub(crate) struct State {
    /// How many rows there are.
    pub(crate) total: RwSignal<u32>,
    /// The current row.
    pub(crate) current: RwSignal<u32>,
    /// The rows that are on the page.
    pub(crate) on_page: Memo<Range<u32>>,
    /// The rows that are seen.
    pub(crate) seen: Memo<Range<u32>>,
    /// Rows that are the head of a group: they are passed over, and as high as the others.
    pub(crate) heads: RwSignal<Vec<u32>>,
    geometry: RwSignal<Geometry>,
}

impl State {
    /// At the top.
    pub(crate) fn new(total: RwSignal<u32>) -> Self {
        // Until the table has been measured: enough rows for a large screen.
        let geometry = RwSignal::new(Geometry { row: 32.0, head: 30.0, pane: 800.0, top: 0.0 });
        Self {
            total,
            current: RwSignal::new(0),
            on_page: Memo::new(move |_| geometry.get().on_page(total.get())),
            seen: Memo::new(move |_| geometry.get().seen(total.get())),
            heads: RwSignal::new(Vec::new()),
            geometry,
        }
    }

    /// Back to the first row.
    pub(crate) fn to_top(self) {
        self.current.set(0);
        self.geometry.update(|geometry| geometry.top = 0.0);
    }

    /// Whether a row is the head of a group.
    fn is_head(self, index: u32) -> bool {
        self.heads.with_untracked(|heads| heads.contains(&index))
    }
}

/// The head of a column.
#[derive(Clone)]
pub(crate) struct Column {
    /// What stands in it, where that is no word: such as what selects all rows.
    pub(crate) head: Option<ViewFn>,
    /// What it is called.
    pub(crate) title: &'static str,
    /// The class of its width, and of what it is shown in.
    pub(crate) class: &'static str,
    /// How it is sorted, if it can be: what `aria-sort` says.
    pub(crate) sorted: Option<Signal<&'static str>>,
    /// Sorts by it.
    pub(crate) sort: Option<Callback<()>>,
}

/// The cells of a row, and whether it is selected.
#[derive(Clone)]
pub(crate) enum Cells {
    /// For a list of which few rows change.
    View(Arc<dyn Fn(u32) -> AnyView + Send + Sync>),
    /// For one that changes whole at every key press.
    Text(Arc<dyn Fn(u32, bool) -> Html + Send + Sync>),
}

/// What the caller knows of the rows.
#[derive(Clone)]
pub(crate) struct Face {
    /// The cells of a row.
    pub(crate) cells: Cells,
    /// The row in words.
    pub(crate) name: Arc<dyn Fn(u32) -> String + Send + Sync>,
    /// Whether it is selected.
    pub(crate) selected: Arc<dyn Fn(u32) -> bool + Send + Sync>,
    /// Opens it.
    pub(crate) open: Callback<u32>,
    /// Selects it or not, by its key or by the box to tick in it.
    pub(crate) select: Callback<u32>,
}

/// A table.
#[derive(Clone, Copy)]
struct Table {
    id: &'static str,
    state: State,
    pane: NodeRef<Div>,
    /// Whether a scroll is waiting for the next picture.
    waiting: StoredValue<bool>,
    /// Whether focus was last in the rows.
    inside: StoredValue<bool>,
}

/// Moves through a table from outside of it, such as by `J` and `K`.
pub(crate) fn step(id: &'static str, state: State, by: i64) {
    let last = i64::from(state.total.get_untracked()) - 1;
    let to = (i64::from(state.current.get_untracked()) + by).clamp(0, last.max(0));
    let to = u32::try_from(to).unwrap_or(0);
    // Behind the head of a group stands a row of it, and before every one but the first the last row of another.
    let row = match (state.is_head(to), by < 0 && to > 0) {
        (true, true) => to - 1,
        (true, false) => to + 1,
        (false, _) => to,
    };
    show(id, state, row);
}

/// Makes a row the current one, brings it into view, and gives it focus.
pub(crate) fn show(id: &'static str, state: State, index: u32) {
    state.current.set(index);
    // The first row of a group is seen with its head.
    let head = index.checked_sub(1).filter(|before| state.is_head(*before));
    let top = state.geometry.with_untracked(|geometry| geometry.to_show_with(index, head));
    if let (Some(top), Some(pane)) = (top, page::element(&format!("{id}-pane"))) {
        scroll(&pane, top);
        state.geometry.update(|geometry| geometry.top = top);
        // While rows go and others come there is less to scroll than there will be, and the pane may fall back: it is said again.
        request_animation_frame(move || scroll(&pane, top));
    }
    // At once, for the next key may come before the next picture does. A row that is still to come gets focus when it is there: until then
    // the pane hears its keys.
    let row = format!("{id}-{index}");
    if !page::focus_where_it_is(&row) {
        page::focus_where_it_is(&format!("{id}-pane"));
    }
    page::focus_soon(row);
}

#[expect(clippy::cast_possible_truncation, reason = "whole pixels")]
fn scroll(pane: &HtmlElement, top: f64) {
    pane.set_scroll_top(top.round() as i32);
}

impl Table {
    /// Measures the pane, the head and a row as the page draws them.
    fn measure(self) {
        // A picture may be drawn after the table has gone.
        let Some(pane) = self.pane.try_get_untracked().flatten() else { return };
        let height = |selector: &str| {
            let found = pane.query_selector(selector).ok().flatten()?;
            Some(found.get_bounding_client_rect().height()).filter(|height| *height > 0.0)
        };
        let now = self.state.geometry.get_untracked();
        let measured = Geometry {
            row: height("tbody tr[aria-rowindex]").unwrap_or(now.row),
            head: height("thead").unwrap_or(now.head),
            pane: f64::from(pane.client_height()),
            top: f64::from(pane.scroll_top()),
        };
        if measured != now {
            self.state.geometry.set(measured);
        }
    }

    /// One measurement for all scrolling before the next picture.
    fn scrolled(self) {
        if self.waiting.get_value() {
            return;
        }
        self.waiting.set_value(true);
        request_animation_frame(move || {
            if self.waiting.try_set_value(false).is_some() {
                return;
            }
            self.measure();
        });
    }

    /// Whoever makes the window smaller goes on seeing the row that they are at.
    fn resized(self) {
        let seen = self.state.seen.with_untracked(|seen| seen.contains(&self.state.current.get_untracked()));
        self.scrolled();
        request_animation_frame(move || {
            let (Some(geometry), Some(current)) =
                (self.state.geometry.try_get_untracked(), self.state.current.try_get_untracked())
            else {
                return;
            };
            if let (true, Some(top), Some(pane)) =
                (seen, geometry.to_show(current), self.pane.try_get_untracked().flatten())
            {
                scroll(&pane, top);
            }
        });
    }

    /// The row that has focus may leave the page, or be moved on it while others come: that must not lose the keyboard.
    fn keep_focus(self) {
        if self.inside.try_get_value() != Some(true) || page::focused().is_some() {
            return;
        }
        let Some(current) = self.state.current.try_get_untracked() else { return };
        if !page::focus_where_it_is(&format!("{}-{current}", self.id)) {
            page::focus_where_it_is(&format!("{}-pane", self.id));
        }
    }

    fn pressed(self, event: &KeyboardEvent, face: &Face) {
        if event.ctrl_key() || event.alt_key() || event.meta_key() || in_head(event) {
            return;
        }
        let page = i64::from(self.state.geometry.get_untracked().page());
        let all = i64::from(self.state.total.get_untracked());
        let current = self.state.current.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => step(self.id, self.state, 1),
            "ArrowUp" => step(self.id, self.state, -1),
            "PageDown" => step(self.id, self.state, page),
            "PageUp" => step(self.id, self.state, -page),
            "Home" => step(self.id, self.state, -all),
            "End" => step(self.id, self.state, all),
            "Enter" => face.open.run(current),
            " " => face.select.run(current),
            _ => return,
        }
        event.prevent_default();
    }
}

/// A key pressed in the head moves among the heads.
fn in_head(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.and_then(|target| target.closest("thead").ok().flatten()).is_some()
}

/// The row in which something happened.
pub(crate) fn row_of(event: &web_sys::Event) -> Option<u32> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let row = target.closest("tbody tr[aria-rowindex]").ok()??;
    row.get_attribute("aria-rowindex")?.parse::<u32>().ok()?.checked_sub(2)
}

/// A table of any length.
#[component]
pub(crate) fn Grid(
    /// Its identifier; rows are `{id}-{index}`.
    id: &'static str,
    /// What it is a table of.
    #[prop(into)]
    label: Signal<String>,
    /// What survives.
    state: State,
    /// The heads.
    columns: Vec<Column>,
    /// The rows.
    face: Face,
) -> impl IntoView {
    let pane = NodeRef::<Div>::new();
    let table = Table { id, state, pane, waiting: StoredValue::new(false), inside: StoredValue::new(false) };
    come_back(table);
    let (keys, select) = (face.clone(), face.select);
    let above = move || f64::from(state.on_page.get().start) * state.geometry.with(|geometry| geometry.row);
    let below = move || {
        f64::from(state.total.get().saturating_sub(state.on_page.get().end))
            * state.geometry.with(|geometry| geometry.row)
    };
    view! {
        <div class="desk-grid" id=format!("{id}-pane") tabindex="-1" node_ref=pane
            on:scroll=move |_| table.scrolled()
            on:keydown=move |event| table.pressed(&event, &keys)
            on:change=move |event| if let Some(index) = row_of(&event) { select.run(index) }
            on:focusin=move |_| table.inside.set_value(true)
            on:focusout=move |event| table.inside.set_value(event.related_target().is_none())
        >
            <table class="govuk-table desk-table desk-table--fixed" role="grid" aria-multiselectable="true"
                aria-label=move || label.get() aria-rowcount=move || (state.total.get() + 1).to_string()>
                <Heads columns />
                <tbody class="govuk-table__body">
                    <Space height=Signal::derive(above) />
                    <For each=move || state.on_page.get() key=|index| *index let(index)>
                        <Row table index face=face.clone() />
                    </For>
                    <Space height=Signal::derive(below) />
                </tbody>
            </table>
        </div>
    }
}

/// Measures when the table is there, when the window changes, and when the row height does; scrolls back to where it was.
fn come_back(table: Table) {
    let desk = Desk::here();
    let was = table.state.geometry.get_untracked().top;
    Effect::new(move |_| {
        if let Some(pane) = table.pane.get() {
            request_animation_frame(move || {
                scroll(&pane, was);
                table.measure();
            });
        }
    });
    Effect::new(move |_| {
        // The first rows that come are the first that can be measured.
        table.state.total.track();
        desk.preferences.track();
        request_animation_frame(move || table.measure());
    });
    Effect::new(move |_| {
        table.state.on_page.track();
        request_animation_frame(move || table.keep_focus());
    });
    let resized = window_event_listener(ev::resize, move |_| table.resized());
    on_cleanup(move || resized.remove());
}

/// Gives the keyboard to the rows, unless it is somewhere else already: to the current row where that is seen, or to the pane.
pub(crate) fn take_focus(id: &'static str, state: State) {
    request_animation_frame(move || {
        if page::focused().is_some_and(|focused| focused.id() != "main") {
            return;
        }
        let current = state.current.get_untracked();
        if !(state.seen.get_untracked().contains(&current) && page::focus(&format!("{id}-{current}"))) {
            page::focus(&format!("{id}-pane"));
        }
    });
}

/// The heads: one stop for Tab, arrows within.
#[component]
fn Heads(columns: Vec<Column>) -> impl IntoView {
    let first = columns.iter().position(|column| column.sort.is_some()).unwrap_or(0);
    let stop = RwSignal::new(first);
    let sortable: Vec<usize> =
        columns.iter().enumerate().filter(|(_, column)| column.sort.is_some()).map(|(at, _)| at).collect();
    let arrows = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => -1,
            _ => return,
        };
        event.prevent_default();
        let at = sortable.iter().position(|at| *at == stop.get_untracked()).unwrap_or(0);
        if let Some(to) = at.checked_add_signed(by).and_then(|to| sortable.get(to)) {
            stop.set(*to);
            page::focus(&format!("head-{to}"));
        }
    };
    view! {
        <thead class="govuk-table__head" on:keydown=arrows>
            <tr class="govuk-table__row" aria-rowindex="1">
                {columns.into_iter().enumerate().map(|(at, column)| head(at, column, stop)).collect_view()}
            </tr>
        </thead>
    }
}

fn head(at: usize, column: Column, stop: RwSignal<usize>) -> AnyView {
    let class = format!("govuk-table__header {}", column.class);
    let (Some(sorted), Some(sort)) = (column.sorted, column.sort) else {
        let words = column.head.map_or_else(|| column.title.into_any(), |head| head.run());
        return view! { <th scope="col" class=class>{words}</th> }.into_any();
    };
    let arrow = move || match sorted.get() {
        "ascending" => " ▲",
        "descending" => " ▼",
        _ => "",
    };
    view! {
        <th scope="col" class=class aria-sort=move || sorted.get()>
            <button type="button" id=format!("head-{at}") tabindex=move || if stop.get() == at { "0" } else { "-1" }
                on:click=move |_| {
                    stop.set(at);
                    sort.run(());
                }
            >{column.title}<span aria-hidden="true">{arrow}</span></button>
        </th>
    }
    .into_any()
}

/// The height of the rows that are not on the page.
#[component]
fn Space(height: Signal<f64>) -> impl IntoView {
    view! {
        <tr class="desk-space" aria-hidden="true" hidden=move || height.get() <= 0.0>
            <td style:height=move || format!("{}px", height.get())></td>
        </tr>
    }
}

#[component]
fn Row(table: Table, index: u32, face: Face) -> impl IntoView {
    let state = table.state;
    let current = Memo::new(move |_| state.current.get() == index);
    let head = Memo::new(move |_| state.heads.with(|heads| heads.contains(&index)));
    let at = move || !state.is_head(index);
    // Where the current row is not on the page, Tab enters at the first that is.
    let stop = Memo::new(move |_| {
        let rows = state.on_page.get();
        current.get()
            || (index == rows.start + u32::from(state.is_head(rows.start)) && !rows.contains(&state.current.get()))
    });
    let selected = face.selected.clone();
    let selected = Memo::new(move |_| selected(index));
    let name = face.name.clone();
    let Face { cells, open, .. } = face;
    let row = view! {
        <tr class="govuk-table__row" class=("is-current", move || current.get()) class=("desk-group", move || head.get()) id=format!("{}-{index}", table.id)
            aria-rowindex=(index + 2).to_string() aria-selected=move || selected.get().to_string() aria-label=move || name(index)
            tabindex=move || if stop.get() { "0" } else { "-1" }
            on:click=move |_| if at() { show(table.id, state, index) }
            on:dblclick=move |_| if at() { open.run(index) }
            on:focus=move |_| if at() { state.current.set(index) }
        ></tr>
    };
    match cells {
        Cells::View(cells) => row.into_inner().child(move || cells(index)).into_any(),
        Cells::Text(cells) => row.into_inner().inner_html(move || cells(index, selected.get()).into_text()).into_any(),
    }
}
