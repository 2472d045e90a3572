//! The stages of an application, each a room of its own: the list of them at the left, and for each what stands in the middle and what
//! hangs on it.

mod apply;
mod apply_fields;
mod apply_pattern;
mod board;
mod board_form;
mod consult;
mod consultation;
mod decide;
mod decision;
mod eligibility;
mod licence;
mod licence_form;
mod paper;
mod releases;
mod review;
mod risk;
mod risk_form;
mod rows;
mod rule;
mod steer;
mod visits;

use api::{Stage, StageView};
use leptos::prelude::*;

use crate::parts::Sign;
use crate::screens::rotl::application::Open;
use crate::screens::rotl::words;
pub(super) use apply::NewApplication;
pub(super) use steer::Steer;

/// What a stage is called.
const fn title(stage: Stage) -> &'static str {
    match stage {
        Stage::Application => "Application",
        Stage::Eligibility => "Rules",
        Stage::Consultation => "Consultation",
        Stage::Risk => "Risk assessment",
        Stage::Board => "Board",
        Stage::Decision => "Decision",
        Stage::Licence => "Licence",
        Stage::Releases => "Releases",
        Stage::Review => "Review",
    }
}

/// The stages, in order.
#[component]
pub(super) fn Steps(open: Open) -> impl IntoView {
    view! {
        <nav class="desk-pane desk-rotl__stages" aria-label="Stages">
            <div class="desk-pane__head"><h2 class="govuk-heading-s">"Stages"</h2></div>
            <ol class="desk-stages desk-pane__body desk-pane__body--flush">
                {move || {
                    let stages = open.read(|view| view.stages.clone());
                    stages.into_iter().enumerate().map(|(at, step)| line(open, at, step)).collect_view()
                }}
            </ol>
        </nav>
    }
}

fn line(open: Open, at: usize, step: StageView) -> AnyView {
    let stage = step.stage;
    let here = move || (open.stage.get() == stage).then_some("step");
    view! {
        <li>
            <a href="#stage-head" id=format!("stage-{}", at + 1) aria-current=here on:click=move |event| {
                event.prevent_default();
                open.go(stage);
            }>
                <b>{at + 1}" "{title(stage)}</b>
                <small><Sign kind=words::stage(step.state)>{step.line}</Sign></small>
            </a>
        </li>
    }
    .into_any()
}

/// The stage in hand, and what hangs on it.
pub(super) fn panes(open: Open, stage: Stage) -> AnyView {
    match stage {
        Stage::Application => apply::stage(open),
        Stage::Eligibility => eligibility::stage(open),
        Stage::Consultation => consultation::stage(open),
        Stage::Risk => risk::stage(open),
        Stage::Board => board::stage(open),
        Stage::Decision => decision::stage(open),
        Stage::Licence => licence::stage(open),
        Stage::Releases => releases::stage(open),
        Stage::Review => review::stage(open),
    }
}

/// The pane in the middle: its head, what stands at the right of the head, and what is in it.
fn middle(stage: Stage, aside: impl IntoView + 'static, inside: AnyView) -> AnyView {
    view! {
        <section class="desk-pane desk-pane--accent" aria-labelledby="stage-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-m" id="stage-head" tabindex="-1">{title(stage)}</h2>{aside}</div>
            {inside}
        </section>
    }
    .into_any()
}

/// A pane at the right.
fn beside(id: &'static str, head: impl IntoView + 'static, inside: AnyView) -> AnyView {
    view! {
        <section class="desk-pane desk-case__flat" aria-labelledby=id>
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id=id>{head}</h2></div>
            {inside}
        </section>
    }
    .into_any()
}
