//! Handover: who is responsible and from when, early allocation with its assessments, the manager's decision, parole reviews, and what
//! has been done. Forms open beside them.

use std::sync::Arc;

use api::{AssessmentView, ResponsibilityView, Right, WhyView};
use leptos::prelude::*;

use crate::dates;
use crate::parts::{Kind, Sign};
use crate::screens::case::file::File;
use crate::screens::case::responsible::Responsible;
use crate::screens::my_day::done;
use crate::screens::owed::{self, Doing, which};

/// How much of what has been done is shown.
const DONE: usize = 100;

#[component]
pub(super) fn Handover(file: File) -> impl IntoView {
    view! {
        <div class="desk-split desk-split--side">
            <div class="desk-stack desk-scroll desk-case__scroll" tabindex="0" role="group" aria-label="Handover">
                <Responsible file in_full=true />
                {move || file.responsibility.get().and_then(Result::ok).map(|view| parts(file, &view))}
            </div>
            <div class="desk-stack">
                {move || match file.doing.get() {
                    Doing::Nothing => view! { <Done file /> }.into_any(),
                    doing => owed::form(file.subject(), doing),
                }}
            </div>
        </div>
    }
}

/// What has been done for the case.
#[component]
fn Done(file: File) -> impl IntoView {
    let take_back = Callback::new(move |(id, what)| file.doing.set(Doing::TakeBack(id, what)));
    view! {
        <section class="desk-pane desk-grow" aria-labelledby="done-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="done-head">"What has been done"</h2></div>
            <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby="done-head">
                {move || file.owed.get().and_then(Result::ok).map(|view| done(&view.done, DONE, &view.today, take_back))}
            </div>
        </section>
    }
}

fn parts(file: File, view: &Arc<ResponsibilityView>) -> AnyView {
    let day = |day: &Option<String>| day.as_deref().map_or_else(|| "Cannot be worked out".to_owned(), dates::long);
    let (release, release_why) = &view.earliest_release;
    let (may, may_assess) = (file.may(Right::RecordFacts), file.may(Right::AssessEarlyAllocation));
    let days = view! {
        {row("Community's part begins", day(&view.handover_start), None)}
        {row("Handover date", day(&view.handover_date), Some(why(file, "Handover date", &view.calculated)))}
        {row("Earliest release", day(release), Some(why(file, "Earliest release", release_why)))}
        {row("POM recommended", view.pom_type.derivation.conclusion.clone(), Some(why(file, "Type of POM recommended", &view.pom_type)))}
    };
    let assessed = view.assessments.iter().map(|assessment| assessment_line(file, assessment)).collect_view();
    let waits = view.assessments.iter().any(|assessment| assessment.awaits_decision);
    let early = view! {
        <dl class="govuk-summary-list">
            {row("It stands", view.early_allocation.derivation.conclusion.clone(), Some(why(file, "Early allocation", &view.early_allocation)))}
            {row("Referral", view.referral.derivation.conclusion.clone(), Some(why(file, "Referral for early allocation", &view.referral)))}
            {assessed}
        </dl>
    };
    let assess = vec![("Assess", Doing::Assess)];
    let early_acts = if waits {
        [("Record the decision", Doing::EarlyDecision)].into_iter().chain(assess).collect()
    } else {
        assess
    };
    view! {
        {pane("days-head", "Dates", Vec::new(), file, view! { <dl class="govuk-summary-list">{days}</dl> }.into_any())}
        {pane("early-head", "Early allocation", if may_assess { early_acts } else { Vec::new() }, file, early.into_any())}
        {pane("decided-head", "Decision against the calculation", decision_acts(view), file, decided(view))}
        {pane("parole-head", "Parole reviews", if may { vec![("Add a review", Doing::Parole(None))] } else { Vec::new() }, file, parole(file, view, may))}
    }
    .into_any()
}

/// A part with the acts in its head.
fn pane(id: &'static str, title: &'static str, acts: Vec<(&'static str, Doing)>, file: File, body: AnyView) -> AnyView {
    let acts = acts.into_iter().map(|(label, doing)| {
        view! {
            <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| file.doing.set(doing.clone())>{label}</button>
        }
    });
    let acts = acts.collect_view();
    view! {
        <section class="desk-pane desk-case__flat" aria-labelledby=id>
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id=id>{title}</h2>{acts}</div>
            <div class="desk-pane__body">{body}</div>
        </section>
    }
    .into_any()
}

fn row(key: impl Into<String>, said: String, act: Option<AnyView>) -> AnyView {
    view! {
        <div class="govuk-summary-list__row">
            <dt class="govuk-summary-list__key">{key.into()}</dt>
            <dd class="govuk-summary-list__value">{said}</dd>
            <dd class="govuk-summary-list__actions">{act}</dd>
        </div>
    }
    .into_any()
}

/// A button that shows a working.
fn why(file: File, title: &'static str, view: &WhyView) -> AnyView {
    let view = view.clone();
    view! {
        <button type="button" class="desk-link desk-xs" aria-label=format!("Why: {title}") on:click=move |_| file.why.set(Some((title.to_owned(), view.clone())))>"Why"</button>
    }
    .into_any()
}

fn assessment_line(file: File, assessment: &AssessmentView) -> AnyView {
    let decided = match (assessment.accepted, assessment.awaits_decision) {
        (Some(true), _) => " The community accepted.",
        (Some(false), _) => " The community did not accept.",
        (None, true) => " The community has not decided yet.",
        (None, false) => "",
    };
    let window = if assessment.in_window { "" } else { " Made before the referral window opened." };
    let said = format!("{}{decided}{window} Assessed by {}.", assessment.outcome.derivation.conclusion, assessment.by);
    row(dates::long(&assessment.made), said, Some(why(file, "Assessment for early allocation", &assessment.outcome)))
}

fn decision_acts(view: &ResponsibilityView) -> Vec<(&'static str, Doing)> {
    match (view.may_decide, view.decided.is_some()) {
        (false, _) => Vec::new(),
        (true, false) => vec![("Decide", Doing::Decide)],
        (true, true) => vec![("Confirm or change", Doing::Decide), ("Withdraw", Doing::Withdraw)],
    }
}

fn decided(view: &ResponsibilityView) -> AnyView {
    let Some(decided) = &view.decided else {
        return view! { <p class="desk-muted">"Nobody has decided against the calculation. The head of OM delivery may, with a reason and a day on which it is looked at again."</p> }.into_any();
    };
    let side = if decided.community { "The community is responsible" } else { "The prison is responsible" };
    view! {
        <dl class="govuk-summary-list">
            {row("Decided", side.to_owned(), None)}
            {row("Why", decided.reason.clone(), None)}
            {row("By whom", format!("{}, {}", decided.by, dates::long(&decided.on)), None)}
            {row("Looked at again", dates::long(&decided.review), None)}
            {row("The rule's own answer", view.calculated.derivation.conclusion.clone(), None)}
        </dl>
    }
    .into_any()
}

fn parole(file: File, view: &ResponsibilityView, may: bool) -> AnyView {
    if view.parole_reviews.is_empty() {
        return view! { <p class="desk-muted">"No parole review is recorded."</p> }.into_any();
    }
    let lines = view.parole_reviews.iter().map(|review| {
        let report = review.custody_report_due.as_deref().map(|day| format!(" Custody report due {}.", dates::long(day)));
        let (kind, said, when) = match (review.outcome.clone(), &review.outcome_received) {
            (Some(outcome), Some(day)) => (Kind::Met, outcome, format!(", came on {}", dates::long(day))),
            (Some(outcome), None) => (Kind::Soon, outcome, ", day not recorded".to_owned()),
            (None, _) => (Kind::Later, "No outcome yet".to_owned(), String::new()),
        };
        let outcome = view! { <Sign kind>{said}</Sign>{when} };
        let label = format!("Change: {}", which(review));
        let id = review.id.clone();
        view! {
            <li class="desk-case__line">
                <span class="desk-grow">{which(review)}"."{report}" "{outcome}</span>
                {may.then(|| view! {
                    <button type="button" class="desk-link desk-xs" aria-label=label on:click=move |_| file.doing.set(Doing::Parole(Some(id.clone())))>"Change"</button>
                })}
            </li>
        }
    });
    let lines = lines.collect_view();
    view! { <ul class="desk-plain">{lines}</ul> }.into_any()
}
