//! What bears on the whole pack: what changed since its reader had one, what is left out on purpose, and the tasks of the handover.

use api::{LeftOutView, PackChange, PackSince, PackTask};
use leptos::prelude::*;

use crate::dates;
use crate::figures::counted;
use crate::parts::Sign;
use crate::screens::pack::open::Open;
use crate::screens::pack::words;

#[component]
pub(super) fn Beside(open: Open) -> impl IntoView {
    let left_out = Memo::new(move |_| open.read(|view| view.left_out.clone()));
    let tasks = Memo::new(move |_| open.read(|view| view.tasks.clone()));
    view! {
        <div class="desk-stack desk-scroll" tabindex="0" role="group" aria-label="What bears on the pack">
            <Since open />
            {move || left(left_out.get())}
            {move || to_do(tasks.get())}
        </div>
    }
}

/// What changed since the last version that its reader had.
#[component]
pub(super) fn Since(open: Open) -> impl IntoView {
    let since = Memo::new(move |_| open.read(|view| view.since.clone()));
    move || match since.get() {
        Some(since) => changes(&since),
        None => pane(
            "since-head",
            "What changed",
            String::new(),
            view! { <p class="desk-pack__note desk-muted">"Its reader has had no version before."</p> }.into_any(),
        ),
    }
}

fn changes(since: &PackSince) -> AnyView {
    let count = counted(since.changes.len(), "change", "changes");
    let inside = if since.changes.is_empty() {
        view! { <p class="desk-pack__note desk-muted">"Nothing is another than then."</p> }.into_any()
    } else {
        let lines = since.changes.iter().map(change).collect_view();
        view! { <ul class="desk-plain">{lines}</ul> }.into_any()
    };
    let made =
        view! { <p class="desk-pack__note desk-xs desk-muted">"Put together on "{dates::said_at(&since.made)}</p> };
    pane("since-head", format!("Since version {}", since.version), count, view! { {inside}{made} }.into_any())
}

/// A change: what it was is struck through and said to be that, what it is stands out.
pub(super) fn change(change: &PackChange) -> AnyView {
    let was = change.was.clone().map(|was| {
        view! { <span class="govuk-visually-hidden">"was "</span><del class="desk-muted">{was}</del><span class="govuk-visually-hidden">", now"</span>" " }
    });
    view! {
        <li class="desk-pack__change">
            <span class="desk-muted desk-num"><span class="govuk-visually-hidden">"Section "</span>{change.section}</span>
            <span>{change.name.clone()}" "{was}<b>{change.now.clone()}</b></span>
        </li>
    }
    .into_any()
}

fn left(left: Vec<LeftOutView>) -> AnyView {
    let inside = if left.is_empty() {
        view! { <p class="desk-pack__note desk-muted">"Nothing that you may know of."</p> }.into_any()
    } else {
        let lines = left.into_iter().map(|one| {
            view! { <li>{one.what}": "<b class="desk-num">{one.count}</b><span class="desk-case__second desk-xs desk-muted">"Ask: "{one.ask}</span></li> }
        });
        view! {
            <ul class="desk-pack__left">{lines.collect_view()}</ul>
            <p class="desk-pack__note desk-xs desk-muted">"The pack says that something was left out and whom to ask. It never shows it blacked out."</p>
        }
        .into_any()
    };
    pane("left-head", "Left out on purpose", String::new(), inside)
}

fn to_do(tasks: Vec<PackTask>) -> AnyView {
    let done = tasks.iter().filter(|task| task.done.is_some()).count();
    let count = format!("{done} of {}", tasks.len());
    let lines = tasks.into_iter().map(|task| {
        let (kind, word) = words::task(&task);
        let said = task.done.as_deref().map(|day| format!("{}. ", dates::long(day)));
        view! {
            <li class="govuk-task-list__item">
                <div class="govuk-task-list__name-and-hint">{task.what}<div class="govuk-task-list__hint">{said}{task.words}</div></div>
                <div class="govuk-task-list__status"><Sign kind>{word}</Sign></div>
            </li>
        }
    });
    let inside = view! { <ul class="govuk-task-list desk-pack__tasks">{lines.collect_view()}</ul> };
    pane("tasks-head", "Handover tasks", count, inside.into_any())
}

/// A pane at the right.
pub(crate) fn pane(id: &'static str, title: impl Into<String>, aside: String, inside: AnyView) -> AnyView {
    let title = title.into();
    view! {
        <section class="desk-pane desk-case__flat" aria-labelledby=id>
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id=id>{title}</h2><span class="desk-xs desk-muted">{aside}</span></div>
            {inside}
        </section>
    }
    .into_any()
}
