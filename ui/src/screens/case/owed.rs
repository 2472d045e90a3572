//! What is owed in the case, by whom and by when; each opens its working, and the step that settles it.

use std::sync::Arc;

use api::{Act, OwedInCaseView, OwedRow, Right, Urgency, WhyOwed};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::backend;
use crate::page;
use crate::parts::{Kind, Sign, in_one};
use crate::screens::case::file::File;
use crate::screens::owed::{self, Doing, words};

#[component]
pub(super) fn WhatIsOwed(file: File) -> impl IntoView {
    view! {
        <section class="desk-pane desk-case__owed" aria-labelledby="owed-head">
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s" id="owed-head" tabindex="-1">"What is owed"</h2>
                <span class="desk-xs desk-muted">{move || owed_in(file).map(|view| summary(&view.rows))}</span>
                {move || file.may(Right::RecordActs).then(|| view! {
                    <button type="button" class="govuk-button govuk-button--secondary govuk-button--small"
                        on:click=move |_| file.doing.set(Doing::Act(Act::PomContact, None))>"Record an act"</button>
                })}
            </div>
            <div class="desk-pane__body desk-pane__body--flush">
                {move || match file.owed.get() {
                    None => ().into_any(),
                    Some(Err(problem)) => view! { <p class="desk-case__none">{in_one(&problem)}"."</p> }.into_any(),
                    Some(Ok(view)) => list(file, &view),
                }}
            </div>
        </section>
    }
}

fn owed_in(file: File) -> Option<Arc<OwedInCaseView>> {
    file.owed.get()?.ok()
}

/// “6, of them 2 late”.
fn summary(rows: &[OwedRow]) -> String {
    let late = rows.iter().filter(|row| row.urgency == Urgency::Overdue).count();
    match (rows.len(), late) {
        (0, _) => String::new(),
        (all, 0) => all.to_string(),
        (all, late) => format!("{all}, of them {late} late"),
    }
}

fn list(file: File, view: &OwedInCaseView) -> AnyView {
    if view.rows.is_empty() && view.unclear.is_empty() {
        return view! { <p class="desk-case__none">"Nothing is owed. What the rules ask for comes here by itself."</p> }.into_any();
    }
    let may = file.may(Right::ReadCases);
    let rows = view.rows.iter().enumerate().map(|(at, row)| line(file, at, row, &view.today, may)).collect_view();
    let unclear = view.unclear.iter().map(|(kind, missing)| {
        let said = format!("{kind}. Not known: {missing}");
        view! { <li><div class="desk-case__line"><span class="desk-grow"><span class="desk-case__due"><Sign kind=Kind::Ask>"Cannot tell"</Sign></span>{said}</span></div></li> }
    });
    let unclear = unclear.collect_view();
    view! { <ul class="desk-plain desk-case__actions">{rows}{unclear}</ul> }.into_any()
}

fn line(file: File, at: usize, row: &OwedRow, today: &str, may: bool) -> AnyView {
    let what = row.what.clone();
    let (asked, done, by_hand) = (row.clone(), row.clone(), row.clone());
    let by_hand_may = file.desk.person.may(Right::SettleByHand);
    let (may_step, does) = (owed::may(file.desk, &row.step), words::step(&row.step));
    let step = (may && words::is_open(row)).then(|| {
        let label = format!("{does}: {what}");
        let settle = format!("Settle by hand: {what}");
        view! {
            {by_hand_may.then(|| view! {
                <button type="button" class="desk-link desk-xs" aria-label=settle
                    on:click=move |_| file.doing.set(Doing::ByHand(by_hand.key.clone(), by_hand.what.clone()))>"By hand"</button>
            })}
            {may_step.then(|| view! {
                <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" aria-label=label
                    on:click=move |_| file.doing.set(owed::begin(file.desk, file.kept, &done))>{does}</button>
            })}
        }
    });
    view! {
        <li data-owed=at.to_string()>
            <div class="desk-case__line">
                <span class="desk-grow">
                    <span class="desk-case__due">{words::due_sign(row, today)}</span>
                    <button type="button" class="desk-link desk-case__owed-what" aria-label=format!("{what}: why") on:click=move |_| why(file, &asked)>{what.clone()}</button>
                    <span class="desk-xs desk-muted desk-case__whose">{words::owner(row)}</span>
                </span>
                {step}
            </div>
        </li>
    }
    .into_any()
}

/// Shows why something is owed.
fn why(file: File, row: &OwedRow) {
    let call = WhyOwed { number: row.number.clone(), key: row.key.clone() };
    let title = format!("Why this is owed: {}", row.what);
    leptos::task::spawn_local(async move {
        match backend::call(call).await {
            Ok(view) => {
                file.why.try_set(Some((title, view)));
            }
            Err(problem) => file.desk.failed(&problem),
        }
    });
}

/// The working of what has focus; of who is responsible, where nothing that is owed has it.
pub(super) fn why_in_hand(file: File) {
    let line = page::focused().and_then(|focused| focused.closest("[data-owed]").ok().flatten());
    let line =
        line.and_then(|line| line.dyn_into::<web_sys::Element>().ok()).and_then(|line| line.get_attribute("data-owed"));
    let row = line
        .and_then(|at| at.parse::<usize>().ok())
        .and_then(|at| untrack(|| owed_in(file)).and_then(|view| view.rows.get(at).cloned()));
    match row {
        Some(row) => why(file, &row),
        None => file.why_responsible(),
    }
}
