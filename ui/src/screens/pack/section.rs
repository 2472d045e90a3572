//! The section in hand: what is held and where it comes from, its lists, what is missing, and the author's own words.

use api::{PackRow, PackTable, Section};
use leptos::prelude::*;

use crate::dates;
use crate::figures::counted;
use crate::page;
use crate::parts::{ErrorSummary, Kind, Sign};
use crate::screens::case::sentence;
use crate::screens::drafts::{Journal, KeptSign};
use crate::screens::pack::answer::Saving;
use crate::screens::pack::gap::Gap;
use crate::screens::pack::open::Open;
use crate::screens::pack::own_words::OwnWords;
use crate::screens::pack::words;

/// What scrolls.
const BODY: &str = "section-body";

#[component]
pub(super) fn InHand(saving: Saving, journal: Journal) -> impl IntoView {
    let open = saving.open;
    let section = Memo::new(move |_| open.section.get());
    // What is being answered stays as it is while the rest of the section changes around it.
    let rows = Memo::new(move |_| open.of(section.get(), |own| own.rows.clone()));
    let tables = Memo::new(move |_| open.of(section.get(), |own| own.tables.clone()));
    let gaps = Memo::new(move |_| {
        open.of(section.get(), |own| own.gaps.iter().map(|gap| gap.key.clone()).collect::<Vec<_>>())
    });
    Effect::new(move |_| {
        section.track();
        if let Some(body) = page::element(BODY) {
            body.set_scroll_top(0);
        }
    });
    view! {
        <section class="desk-pane desk-pane--accent" aria-labelledby="section-head">
            <div class="desk-pane__head">
                <h2 class="govuk-heading-m" id="section-head" tabindex="-1">{move || section.get().number()}" "{move || section.get().title()}</h2>
                {move || stands(open, section.get())}
            </div>
            <div class="desk-pane__body desk-pane__body--flush" id=BODY tabindex="0" role="group" aria-labelledby="section-head">
                <div class="desk-pack__summary"><ErrorSummary errors=saving.gap.errors /><ErrorSummary errors=saving.own.errors /></div>
                {move || held(rows.get())}
                {move || tables.get().iter().map(|table| list(table, heading)).collect_view()}
                <For each=move || gaps.get() key=String::clone let(key)>
                    <Gap saving key />
                </For>
                {move || view! { <OwnWords saving section=section.get() /> }}
            </div>
            <Foot saving journal />
        </section>
    }
}

/// How the section stands, with how many gaps it has.
fn stands(open: Open, section: Section) -> AnyView {
    let (state, changed, gaps) = open.of(section, |own| {
        let gaps = own.gaps.iter().filter(|gap| gap.explained.is_none()).count();
        (Some(own.state), own.changed, gaps)
    });
    let sign = state.map(|state| match (gaps, words::section(state, changed)) {
        (0, (kind, word)) => (kind, word.to_owned()),
        (gaps, _) => (Kind::Not, counted(gaps, "gap", "gaps")),
    });
    sign.map(|(kind, word)| view! { <Sign kind>{word}</Sign> }).into_any()
}

fn held(rows: Vec<PackRow>) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="desk-case__none">"Nothing is recorded for this section."</p> }.into_any();
    }
    view! {
        <table class="govuk-table desk-table desk-pack__rows" aria-label="What the record holds">
            <thead class="govuk-table__head"><tr>
                <th scope="col" class="govuk-table__header desk-pack__what">"What we hold"</th>
                <th scope="col" class="govuk-table__header">"Value"</th>
                <th scope="col" class="govuk-table__header desk-pack__from">"From"</th>
                <th scope="col" class="govuk-table__header desk-w6 desk-right">"State"</th>
            </tr></thead>
            <tbody class="govuk-table__body">{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn row(row: PackRow) -> AnyView {
    let (kind, word) = words::row(row.state);
    let from = source(&row);
    view! {
        <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header desk-pack__what">{row.name}</th>
            <td class="govuk-table__cell desk-words-kept">{said(row.value, row.was)}</td>
            <td class="govuk-table__cell desk-xs desk-muted">{from}</td>
            <td class="govuk-table__cell desk-right desk-nowrap"><Sign kind>{word}</Sign></td>
        </tr>
    }
    .into_any()
}

/// Where it comes from, and of which day it is: the day stays in one line.
pub(super) fn source(row: &PackRow) -> AnyView {
    let on = row.on.as_deref().map(|on| view! { <span class="desk-nowrap desk-num">{dates::short(on)}</span> });
    let between = (on.is_some() && !row.from.is_empty()).then_some(", ");
    view! { {row.from.clone()}{between}{on} }.into_any()
}

/// What it says; where it said something else before that the reader may have, that too.
pub(super) fn said(value: String, was: Option<String>) -> AnyView {
    match was {
        Some(was) => view! { <b>{value}</b>", was "{was} }.into_any(),
        None => value.into_any(),
    }
}

/// A heading within a section's pane.
pub(super) fn heading(words: String) -> AnyView {
    view! { <h3 class="govuk-heading-s">{words}</h3> }.into_any()
}

/// A list within a section, under a heading as it is there.
pub(super) fn list(table: &PackTable, heading: fn(String) -> AnyView) -> AnyView {
    let heads =
        table.header.iter().map(|head| view! { <th scope="col" class="govuk-table__header">{head.clone()}</th> });
    let rows = table.rows.iter().map(|row| {
        let cells = row.iter().map(|cell| view! { <td class="govuk-table__cell desk-words-kept">{cell.clone()}</td> });
        view! { <tr class="govuk-table__row">{cells.collect_view()}</tr> }
    });
    let (heads, rows) = (heads.collect_view(), rows.collect_view());
    let title = sentence(&table.title);
    let head = heading(title.clone());
    let inside = if table.rows.is_empty() {
        view! { <p class="desk-muted">"None"</p> }.into_any()
    } else {
        view! {
            <table class="govuk-table desk-table desk-table--top" aria-label=title>
                <thead class="govuk-table__head"><tr>{heads}</tr></thead>
                <tbody class="govuk-table__body">{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! { <div class="desk-pack__list">{head}{inside}</div> }.into_any()
}

/// What is done with the section.
#[component]
fn Foot(saving: Saving, journal: Journal) -> impl IntoView {
    let open = saving.open;
    let left = Memo::new(move |_| open.gaps().iter().any(|(_, gap)| !gap.conflict));
    let words = move || if left.get() { "Save and next gap" } else { "Save and next section" };
    let first = move || open.section.get() == Section::Identity;
    let may = open.may_write();
    view! {
        <div class="desk-pane__foot">
            {may.then(|| view! {
                <button type="button" class="govuk-button" on:click=move |_| saving.save_and_next()>{words}<kbd>"Ctrl Enter"</kbd></button>
            })}
            <button type="button" class="govuk-button govuk-button--secondary" hidden=first on:click=move |_| open.step(-1)>
                "Previous"<span class="govuk-visually-hidden">" section"</span>
            </button>
            {may.then(|| view! { <span class="desk-end"><KeptSign journal /></span> })}
        </div>
    }
}
