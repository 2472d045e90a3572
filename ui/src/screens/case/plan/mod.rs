//! The release plan: what has to be settled before a release, section by section as the handover pack has it; the reports before release; the
//! handover meeting and the contacts with the community; how it went afterwards; and what other prisons said, in packs that came from them. What is
//! changed stands in the pane beside it.

mod contents;
mod meeting;
mod outcomes;
mod received;
mod received_pack;
mod report_form;
mod reports;
mod restricted;
mod state;
mod strip;
mod take_over;
mod topic_form;
mod topics;
mod words;

use std::sync::Arc;

use api::PlanView;
use leptos::prelude::*;

use crate::parts::{Failed, Opening};
use crate::screens::case::file::File;
use crate::screens::case::plan::contents::Contents;
use crate::screens::case::plan::outcomes::ReportOne;
use crate::screens::case::plan::received::Received;
use crate::screens::case::plan::received_pack::ReadPack;
use crate::screens::case::plan::report_form::WriteReport;
pub(crate) use crate::screens::case::plan::report_form::report_of;
use crate::screens::case::plan::reports::ReadReport;
use crate::screens::case::plan::restricted::OpenWords;
use crate::screens::case::plan::state::{About, Doing, Plan};
use crate::screens::case::plan::strip::Strip;
use crate::screens::case::plan::take_over::TakeOver;
use crate::screens::case::plan::topic_form::StateTopic;
use crate::screens::drafts::Waiting;
use crate::screens::owed;

#[component]
pub(super) fn ReleasePlan(file: File) -> impl IntoView {
    let plan = Plan::open(file);
    go_on(plan);
    // Built once, not when the same plan is read again: a form that is open stays as it is.
    let come = Memo::new(move |_| plan.view.with(Option::is_some));
    move || match (plan.problem.get(), come.get()) {
        (Some(problem), _) => view! { <Failed problem again=Callback::new(move |()| plan.ask_again()) /> }.into_any(),
        (None, false) => view! { <Opening /> }.into_any(),
        (None, true) => view! { <Open plan /> }.into_any(),
    }
}

/// Somebody may have chosen to go on with a report that they had begun.
fn go_on(plan: Plan) {
    let waiting: Waiting = expect_context();
    let chosen = waiting.chosen_form(&plan.number(), |form| report_of(form).is_some());
    if let Some(kind) = chosen.as_deref().and_then(report_of) {
        plan.begin(Doing::Report(kind), reports::button(kind));
    }
}

#[component]
fn Open(plan: Plan) -> impl IntoView {
    let reading = Memo::new(move |_| match plan.doing.get() {
        Doing::Pack(row) => Some(row),
        _ => None,
    });
    move || match reading.get() {
        Some(row) => view! { <ReadPack plan row /> }.into_any(),
        None => view! { <Planned plan /> }.into_any(),
    }
}

/// The plan, and the pane beside it.
#[component]
fn Planned(plan: Plan) -> impl IntoView {
    view! {
        <Strip plan />
        <div class="desk-split desk-split--side">
            <div class="desk-stack desk-scroll desk-case__scroll" tabindex="0" role="group" aria-label="Release plan">
                {move || plan.view.get().map(|view| parts(plan, &view))}
                <Received plan />
            </div>
            <div class="desk-stack">{move || beside(plan, plan.doing.get())}</div>
        </div>
    }
}

/// Everything that is planned and what came of it, in the order in which it is worked through.
fn parts(plan: Plan, view: &Arc<PlanView>) -> AnyView {
    let sections = topics::sections().map(|section| topics::section(plan, view, section)).collect_view();
    view! {
        {words::is_empty(view).then(|| nothing(plan))}
        {sections}
        {reports::reports(plan, view)}
        {meeting::meeting(plan, view)}
        {meeting::contacts(plan, view)}
        {outcomes::outcomes(plan, view)}
    }
    .into_any()
}

/// What stands here, where nothing stands yet.
fn nothing(plan: Plan) -> AnyView {
    let begin = plan.may_plan().then(|| {
        let first = api::Topic::PathwayAccommodation;
        let label = format!("Begin with {}", first.words().to_lowercase());
        view! { <p class="desk-gap-above"><button type="button" class="govuk-button" id="plan-begin" on:click=move |_| plan.begin(Doing::Topic(first, About::Whole), "plan-begin")>{label}</button></p> }
    });
    view! {
        <div class="desk-answer desk-case__flat">
            <h2 class="govuk-heading-m">"Nothing is planned yet"</h2>
            <p>"What has to be settled before release is recorded here, topic by topic, by whoever knows it. The handover pack and the reports are made from it, so nothing is typed twice. Begin with the seven pathways: say of each whether support is needed."</p>
            {begin}
        </div>
    }
    .into_any()
}

/// The pane beside: what is being changed, or what there is and what comes next.
fn beside(plan: Plan, doing: Doing) -> AnyView {
    match doing {
        // A pack is read in place of all this.
        Doing::Reading | Doing::Pack(_) => view! { <Contents plan /> }.into_any(),
        Doing::Topic(topic, about) => view! { <StateTopic plan topic about opened=None /> }.into_any(),
        Doing::Words(topic) => view! { <OpenWords plan topic /> }.into_any(),
        Doing::Report(kind) => view! { <WriteReport plan kind /> }.into_any(),
        Doing::Read(kind) => view! { <ReadReport plan kind /> }.into_any(),
        Doing::Outcome => view! { <ReportOne plan /> }.into_any(),
        Doing::TakeOver(row) => view! { <TakeOver plan row /> }.into_any(),
        Doing::Act(doing) => owed::form(plan.subject(), doing),
    }
}
