//! The reports before release, whether each was written, and reading one.

use api::{PlanView, ReleaseReportView, ReportKind};
use leptos::prelude::*;

use crate::dates;
use crate::parts::{Kind, Sign};
use crate::screens::case::plan::state::{Doing, Plan};

/// The heading of the reports.
pub(super) const HEAD: &str = "plan-reports";

/// The button that writes one.
pub(super) fn button(kind: ReportKind) -> String {
    format!("plan-report-{}", kind as u8)
}

/// The last report of a kind.
pub(super) fn last(view: &PlanView, kind: ReportKind) -> Option<&ReleaseReportView> {
    view.reports.iter().find(|report| report.kind == kind)
}

/// Both of them.
pub(super) fn reports(plan: Plan, view: &PlanView) -> AnyView {
    let lines = ReportKind::ALL.iter().map(|kind| line(plan, *kind, last(view, *kind))).collect_view();
    view! {
        <section class="desk-pane desk-case__flat" aria-labelledby=HEAD>
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id=HEAD tabindex="-1">"Reports before release"</h2></div>
            <ul class="desk-plain desk-case__actions">{lines}</ul>
        </section>
    }
    .into_any()
}

fn line(plan: Plan, kind: ReportKind, report: Option<&ReleaseReportView>) -> AnyView {
    let stands = match report {
        None => view! { <span class="desk-muted">"Not written"</span> }.into_any(),
        Some(report) => {
            let (shape, said) = how(report);
            let by = format!(" on {}, by {}", dates::long(&report.on), report.by);
            let why = report
                .skipped
                .clone()
                .map(|why| view! { <span class="desk-case__second desk-words-kept">{why}</span> });
            view! { <Sign kind=shape>{said}</Sign><span class="desk-num">{by}</span>{why} }.into_any()
        }
    };
    let read = report.filter(|report| report.skipped.is_none()).map(|_| {
        let (id, label) = (format!("{}-read", button(kind)), format!("Read: {}", kind.words()));
        let from = id.clone();
        view! { <button type="button" class="desk-link desk-xs" id=id aria-label=label on:click=move |_| plan.begin(Doing::Read(kind), from.clone())>"Read"</button> }
    });
    let write = plan.may_plan().then(|| {
        let says = if report.is_some() { "Write again" } else { "Write" };
        let label = format!("{says}: {}", kind.words());
        view! { <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" id=button(kind) aria-label=label on:click=move |_| plan.begin(Doing::Report(kind), button(kind))>{says}</button> }
    });
    view! {
        <li><div class="desk-case__line"><span class="desk-grow"><b class="desk-case__second">{kind.words()}</b>{stands}</span>{read}{write}</div></li>
    }
    .into_any()
}

/// Whether it was written or skipped.
fn how(report: &ReleaseReportView) -> (Kind, &'static str) {
    if report.skipped.is_some() { (Kind::Later, "Skipped") } else { (Kind::Met, "Written") }
}

/// A report as it was written.
#[component]
pub(super) fn ReadReport(
    /// The plan.
    plan: Plan,
    /// Which.
    kind: ReportKind,
) -> impl IntoView {
    plan.file.desk.keys.on("Escape", "Close the report", move || plan.close());
    crate::page::focus_soon("report-head");
    let read = move || plan.view.get().and_then(|view| last(&view, kind).map(answers));
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby="report-head">
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s" id="report-head" tabindex="-1">{kind.words()}</h2>
                <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| plan.close()>"Close"<kbd>"Esc"</kbd></button>
            </div>
            <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby="report-head">{read}</div>
        </section>
    }
}

fn answers(report: &ReleaseReportView) -> AnyView {
    let answers = report.answers.iter().map(|answer| {
        view! {
            <h3 class="govuk-heading-s desk-gap-above">{answer.pathway.words()}</h3>
            <p class="desk-words-kept">{answer.words.clone()}</p>
        }
    });
    let answers = answers.collect_view();
    view! { <p class="desk-xs desk-muted desk-num">{dates::long(&report.on)}", by "{report.by.clone()}</p>{answers} }
        .into_any()
}
