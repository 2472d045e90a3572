//! A pack as its reader sees it, a part at a time: the sheet, the way from part to part, and the list of them.

use std::sync::Arc;

use api::{PackPart, PackPreviewView, PackRow, PackRowState};
use leptos::prelude::*;

use crate::dates;
use crate::desk::Desk;
use crate::page;
use crate::parts::Sign;
use crate::screens::pack::gap::explanation;
use crate::screens::pack::section::{list, said, source};
use crate::screens::pack::{own_words, words};

/// What scrolls.
const DESK: &str = "leaf-desk";

/// A pack that is leafed through.
#[derive(Clone, Copy)]
pub(super) struct Leafing {
    desk: Desk,
    pack: StoredValue<Arc<PackPreviewView>>,
    at: RwSignal<usize>,
}

impl Leafing {
    /// Begins at a part.
    pub(super) fn begin(desk: Desk, pack: Arc<PackPreviewView>, at: usize) -> Self {
        Self { desk, pack: StoredValue::new(pack), at: RwSignal::new(at) }
    }

    /// How many parts there are.
    fn count(self) -> usize {
        self.pack.with_value(|pack| pack.parts.len())
    }

    /// The section's number of the part that is open, if it is one.
    pub(super) fn section(self) -> Option<u8> {
        let at = self.at.get();
        self.pack.with_value(|pack| pack.parts.get(at).and_then(|part| part.section))
    }

    /// Opens the part of a section.
    pub(super) fn open_section(self, section: u8) {
        if let Some(at) = self.pack.with_value(|pack| place_of(pack, section)) {
            self.open(at);
        }
    }

    /// Opens a part, at its top.
    fn open(self, at: usize) {
        self.at.set(at);
        page::focus_soon("leaf-head");
    }

    /// The next part, or the one before. Focus stays where it is: the part is said.
    pub(super) fn step(self, by: isize) {
        let at = self.at.get_untracked();
        let Some(to) = at.checked_add_signed(by).filter(|to| *to < self.count()) else { return };
        self.at.set(to);
        if let Some(desk) = page::element(DESK) {
            desk.set_scroll_top(0);
        }
        let title = self.pack.with_value(|pack| pack.parts.get(to).map(title).unwrap_or_default());
        self.desk.speak.say(format!("Part {} of {}: {title}", to + 1, self.count()));
    }

    /// Puts in the keys that go from part to part.
    pub(super) fn keys(self) {
        let keys = self.desk.keys;
        keys.on_and_show("ArrowLeft", "Part before", "part", move || self.step(-1));
        keys.on_and_show("ArrowRight", "Next part", "part", move || self.step(1));
        keys.on("j", "Next part", move || self.step(1));
        keys.on("k", "Part before", move || self.step(-1));
    }
}

/// Where the part of a section stands.
pub(super) fn place_of(pack: &PackPreviewView, section: u8) -> Option<usize> {
    pack.parts.iter().position(|part| part.section == Some(section))
}

/// “2 Sentence and dates”; what is no section has no number.
fn title(part: &PackPart) -> String {
    part.section.map_or_else(|| part.title.clone(), |number| format!("{number} {}", part.title))
}

/// The part that is open, as a sheet of paper.
#[component]
pub(super) fn Leaf(leafing: Leafing, title: &'static str) -> impl IntoView {
    let count = leafing.count();
    let place = move || format!("{} of {count}", leafing.at.get() + 1);
    view! {
        <section class="desk-pane" aria-labelledby="preview-head">
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s" id="preview-head" tabindex="-1">{title}</h2>
                <div class="desk-row desk-xs">
                    <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| leafing.step(-1)>"Previous part"</button>
                    <span class="desk-num">{place}</span>
                    <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| leafing.step(1)>"Next part"</button>
                </div>
            </div>
            <div class="desk-desk" id=DESK tabindex="0" role="group" aria-label=move || format!("Part {}", place())>
                {move || leafing.pack.with_value(|pack| sheet(pack, leafing.at.get()))}
            </div>
        </section>
    }
}

/// The parts of a pack, of which one is open.
#[component]
pub(super) fn Parts(leafing: Leafing) -> impl IntoView {
    let titles: Vec<String> = leafing.pack.with_value(|pack| pack.parts.iter().map(title).collect());
    let line = move |(at, title): (usize, String)| {
        view! {
            <li>
                <a href="#leaf-head" aria-current=move || (leafing.at.get() == at).then_some("step") on:click=move |event| {
                    event.prevent_default();
                    leafing.open(at);
                }>{title}</a>
            </li>
        }
    };
    view! {
        <section class="desk-pane" aria-labelledby="parts-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="parts-head">"What is in it"</h2></div>
            <nav class="desk-pane__body desk-pane__body--flush" aria-labelledby="parts-head">
                <ol class="desk-stages">{titles.into_iter().enumerate().map(line).collect_view()}</ol>
            </nav>
        </section>
    }
}

fn sheet(pack: &PackPreviewView, at: usize) -> AnyView {
    let part = pack.parts.get(at).map(part);
    let (from, to) = (pack.from.clone(), pack.to.clone());
    view! {
        <article class="desk-sheet desk-pack__sheet" lang="en-GB" aria-labelledby="sheet-head">
            <div class="desk-row desk-row--between desk-row--top">
                <div>
                    <p class="desk-xs desk-muted">{from}" to "{to}". Official-Sensitive"</p>
                    <h2 id="sheet-head">"Handover pack: "{pack.name.clone()}" "<span class="desk-num">{pack.number.clone()}</span></h2>
                </div>
                <p class="desk-xs desk-right">"Version "{pack.version}<br /><span class="desk-nowrap desk-num">{dates::said_at(&pack.made)}</span><br />{pack.sender.clone()}</p>
            </div>
            {part}
        </article>
    }
    .into_any()
}

fn part(part: &PackPart) -> AnyView {
    let rows = (!part.rows.is_empty()).then(|| held(&part.rows));
    let tables = part.tables.iter().map(|table| list(table, heading)).collect_view();
    let explained = part.explained.iter().map(|one| {
        let said = explanation(one);
        view! { <div class="govuk-inset-text desk-pack__inset">{said}</div> }
    });
    let explained = explained.collect_view();
    let words = part.words.as_ref().map(|words| own_words::said(words, heading));
    let nothing = part.rows.is_empty() && part.tables.is_empty() && part.explained.is_empty() && part.words.is_none();
    let nothing = nothing.then(|| view! { <p class="desk-muted">"Nothing is recorded for this part."</p> });
    view! {
        <h3 id="leaf-head" tabindex="-1">{title(part)}</h3>
        {nothing}{rows}{explained}{tables}{words}
    }
    .into_any()
}

/// A heading within a part.
fn heading(words: String) -> AnyView {
    view! { <h4 class="govuk-heading-s desk-pack__heading">{words}</h4> }.into_any()
}

fn held(rows: &[PackRow]) -> AnyView {
    let line = |row: &PackRow| {
        // Of what is held nothing more is said; of all else, how it stands.
        let stands = (row.state != PackRowState::Held).then(|| {
            let (kind, word) = words::row(row.state);
            view! { " "<Sign kind>{word}</Sign> }
        });
        let from = source(row);
        view! {
            <tr class="govuk-table__row">
                <th scope="row" class="govuk-table__header desk-pack__what">{row.name.clone()}</th>
                <td class="govuk-table__cell desk-words-kept">{said(row.value.clone(), row.was.clone())}{stands}</td>
                <td class="govuk-table__cell desk-xs desk-muted">{from}</td>
            </tr>
        }
    };
    let lines = rows.iter().map(line).collect_view();
    view! {
        <table class="govuk-table desk-table desk-table--top desk-pack__rows" aria-labelledby="leaf-head">
            <thead class="govuk-table__head"><tr>
                <th scope="col" class="govuk-table__header desk-pack__what">"What"</th>
                <th scope="col" class="govuk-table__header">"Value"</th>
                <th scope="col" class="govuk-table__header desk-pack__from">"Where it comes from"</th>
            </tr></thead>
            <tbody class="govuk-table__body">{lines}</tbody>
        </table>
    }
    .into_any()
}
