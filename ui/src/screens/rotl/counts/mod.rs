//! The counts of temporary release: what is in progress, what was decided, what went out and how it ended, and for whom. Every drawing has a
//! table of the same numbers, and a sentence for whoever sees neither.

mod charts;
mod figures;
mod groups;
mod kept;
mod refusals;
mod tables;

use std::sync::Arc;

use api::ReleaseCountsView;
use leptos::prelude::*;

use crate::dates;
use crate::frame::heading_focus;
use crate::page;
use crate::parts::sending::Line;
use crate::parts::{Empty, ErrorSummary, Failed, Opening};
use crate::screens::rotl::State;
use crate::screens::rotl::counts::charts::{Days, Failures, Progress};
use crate::screens::rotl::counts::figures::Figures;
use crate::screens::rotl::counts::groups::Groups;
pub(super) use crate::screens::rotl::counts::kept::Kept;
use crate::screens::rotl::counts::refusals::Refusals;

/// The parts, with the keys that lead to them.
const PARTS: [(&str, &str, &str); 5] = [
    ("1", "progress-head", "In progress"),
    ("2", "days-head", "Days to the decision"),
    ("3", "failures-head", "Failures by kind"),
    ("4", "groups-head", "By sex, age and ethnicity"),
    ("5", "refusals-head", "Refusals"),
];

#[component]
pub(super) fn Counts(state: State) -> impl IntoView {
    let kept = state.counts;
    // The row that had the focus has gone with the list.
    heading_focus("Counts of ROTL");
    kept.ask();
    keys(state);
    view! {
        <Period kept />
        {move || match (kept.problem.get(), kept.view.get()) {
            (Some(problem), _) => view! { <Failed problem again=Callback::new(move |()| kept.ask()) /> }.into_any(),
            (None, None) => view! { <Opening /> }.into_any(),
            (None, Some(view)) if view.since.is_none() => none(),
            (None, Some(view)) => view! { <Counted state view /> }.into_any(),
        }}
    }
}

fn none() -> AnyView {
    view! {
        <section class="desk-pane desk-grow" aria-label="Counts">
            <Empty why="Nothing to count yet"><p>"Nobody has applied for temporary release. Counts stand here from the first application on."</p></Empty>
        </section>
    }
    .into_any()
}

/// Over which days is counted.
#[component]
fn Period(kept: Kept) -> impl IntoView {
    let tables = move || kept.tables.get().to_string();
    view! {
        <form class="desk-rotl__period" novalidate aria-label="Period" on:submit=move |event| {
            event.prevent_default();
            kept.ask();
        }>
            <ErrorSummary errors=kept.sending.errors />
            <div class="desk-rotl__pair">
                <Line id="period-from" label="First day" hint="Such as 17/05/2026" class="govuk-input--width-10" sending=kept.sending value=kept.from />
                <Line id="period-until" label="Last day" hint="Today or earlier" class="govuk-input--width-10" sending=kept.sending value=kept.until />
                <button type="submit" class="govuk-button govuk-button--secondary desk-rotl__count">"Count"</button>
                <p class="desk-rotl__as-at">{move || kept.view.get().map(|view| as_at(&view))}</p>
                <button type="button" class="desk-chip desk-chip--tall desk-end" aria-pressed=tables
                    on:click=move |_| kept.tables.update(|tables| *tables = !*tables)>"Tables "<kbd>"T"</kbd></button>
            </div>
        </form>
    }
}

/// When and over which days this was counted, and what was cut.
fn as_at(view: &ReleaseCountsView) -> AnyView {
    let clock = view.as_at.get(11..16).unwrap_or_default().to_owned();
    let before = view.since.as_ref().filter(|since| **since > view.from);
    let before = before.map(|since| format!("Recorded here since {}", dates::long(since)));
    let cut = view.cut.clone().or(before);
    view! {
        <b>{format!("{} to {}", dates::long(&view.from), dates::long(&view.until))}</b>
        <span class="desk-xs desk-muted desk-block">{format!("As at {clock} on this computer")}</span>
        {cut.map(|cut| view! { <span class="desk-xs desk-muted desk-block">{cut}</span> })}
    }
    .into_any()
}

#[component]
fn Counted(state: State, view: Arc<ReleaseCountsView>) -> impl IntoView {
    let kept = state.counts;
    let (progress, days, failures) = (view.clone(), view.clone(), view.clone());
    view! {
        <Figures state view=view.clone() />
        <div class="desk-rotl__counts" tabindex="0" role="group" aria-label="Counts">
            <Progress kept view=progress />
            <Days kept view=days />
            <Failures kept view=failures />
            <Groups kept view=view.clone() />
            <Refusals state view />
        </div>
    }
}

fn keys(state: State) {
    let keys = state.desk.keys;
    keys.on_and_show("t", "Tables in the place of drawings, or drawings again", "tables", move || {
        state.counts.tables.update(|tables| *tables = !*tables);
    });
    for (key, head, title) in PARTS {
        keys.on(key, format!("Go to: {}", title.to_lowercase()), move || page::focus_soon(head));
    }
}

/// A pane with a head that a key leads to.
fn pane(place: usize, wide: bool, inside: AnyView) -> AnyView {
    let (key, head, title) = PARTS.get(place).copied().unwrap_or_default();
    view! {
        <section class="desk-pane" class=("desk-rotl__wide", wide) aria-labelledby=head>
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id=head tabindex="-1">{title}</h2><kbd>{key}</kbd></div>
            <div class="desk-pane__body">{inside}</div>
        </section>
    }
    .into_any()
}
