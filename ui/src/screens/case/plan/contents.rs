//! What the pane beside shows while nothing is changed: what there is, part by part with how much of it is recorded, and what comes next.

use api::{Many, PlanOwner, PlanView, ReportKind, Section, TopicView};
use leptos::prelude::*;

use crate::figures::counted;
use crate::page;
use crate::parts::{Kind, Sign};
use crate::screens::case::plan::state::{About, Doing, Plan};
use crate::screens::case::plan::{meeting, outcomes, received, reports, topics, words};

/// So much of what comes next is shown.
const NEXT: usize = 5;

#[component]
pub(super) fn Contents(plan: Plan) -> impl IntoView {
    view! {
        <section class="desk-pane desk-case__flat" aria-labelledby="plan-next">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="plan-next">"By when"</h2></div>
            {move || plan.view.get().map(|view| coming(plan, &view))}
        </section>
        <nav class="desk-pane desk-grow" aria-labelledby="plan-contents">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="plan-contents">"What is recorded"</h2></div>
            <ul class="desk-pane__body desk-pane__body--flush desk-plain desk-case__actions">
                {move || plan.view.get().map(|view| entries(plan, &view))}
            </ul>
        </nav>
    }
}

/// What is to be done by a day, the earliest first.
fn coming(plan: Plan, view: &PlanView) -> AnyView {
    let next = words::next(view);
    if next.is_empty() {
        return view! { <p class="desk-case__none">"Nothing that is still to be done has a day yet."</p> }.into_any();
    }
    let more = next.len().saturating_sub(NEXT);
    let lines = next.into_iter().take(NEXT).enumerate().map(|(at, stated)| due(plan, at, stated)).collect_view();
    let more =
        (more > 0).then(|| view! { <p class="desk-case__none desk-xs">{format!("{more} more have a later day.")}</p> });
    view! { <ul class="desk-plain desk-case__actions">{lines}</ul>{more} }.into_any()
}

fn due(plan: Plan, at: usize, stated: &TopicView) -> AnyView {
    let today = plan.file.today();
    let sign = words::due(stated, &today).map(|(kind, due)| {
        let kind = kind.unwrap_or(Kind::Later);
        view! { <Sign kind>{due}</Sign> }
    });
    let name = words::name(stated.topic, stated.about.as_deref());
    let about = stated.about.clone().map_or(About::Whole, About::Named);
    let doing = Doing::Topic(stated.topic, about);
    let what = if plan.may_state(stated.topic) {
        let (id, label) = (format!("plan-next-{at}"), format!("{name}: change"));
        let from = id.clone();
        view! { <button type="button" class="desk-link desk-plan__entry" id=id aria-label=label on:click=move |_| plan.begin(doing.clone(), from.clone())>{name}</button> }
            .into_any()
    } else {
        name.into_any()
    };
    let owner = stated.owner.map(PlanOwner::words);
    view! {
        <li><div class="desk-case__line"><span class="desk-grow">{what}<span class="desk-case__second desk-xs desk-muted">{owner}</span></span>{sign}</div></li>
    }
    .into_any()
}

/// The parts of the plan, each with how it stands.
fn entries(plan: Plan, view: &PlanView) -> AnyView {
    let sections = topics::sections().map(|section| {
        let (kind, said) = section_stands(plan, view, section);
        entry(topics::head(section), section.title(), kind, said)
    });
    let sections = sections.collect_view();
    let (held, is_held) = meeting::meeting_stands(view);
    let (kept, contacts) = meeting::contacts_stand(view);
    let outcomes = view.outcomes.len();
    view! {
        {sections}
        {reports_entry(view)}
        {entry(meeting::MEETING, "Handover meeting", held, is_held.to_owned())}
        {entry(meeting::CONTACTS, "Contacts with the COM", kept, contacts)}
        {entry(outcomes::HEAD, "After release", some(outcomes), reported(outcomes, "reported"))}
        {packs_entry(plan)}
    }
    .into_any()
}

/// The packs that came from other prisons, where there are any.
fn packs_entry(plan: Plan) -> Option<AnyView> {
    let packs = plan.received.with(Vec::len);
    (packs > 0).then(|| entry(received::HEAD, received::TITLE, Kind::Met, counted(packs, "pack", "packs")))
}

fn reports_entry(view: &PlanView) -> AnyView {
    let all = ReportKind::ALL.len();
    let done = ReportKind::ALL.iter().filter(|kind| reports::last(view, **kind).is_some()).count();
    entry(reports::HEAD, "Reports before release", of(done, all), format!("{done} of {all}"))
}

/// How much of a section is recorded: of what every plan has, or else how many there are.
fn section_stands(plan: Plan, view: &PlanView, section: Section) -> (Kind, String) {
    match words::recorded(view, plan.topics(section)) {
        (_, 0) => {
            let named = plan.topics(section).filter(|topic| topic.many() == Many::Named);
            let count = named.map(|topic| words::parts(view, topic)).sum();
            (some(count), reported(count, "recorded"))
        }
        (done, all) => (of(done, all), format!("{done} of {all}")),
    }
}

/// All of it, some of it, or none.
const fn of(done: usize, all: usize) -> Kind {
    match done {
        0 => Kind::Later,
        done if done < all => Kind::Draft,
        _ => Kind::Met,
    }
}

const fn some(count: usize) -> Kind {
    if count == 0 { Kind::Later } else { Kind::Met }
}

/// “2 recorded”, “None recorded”.
fn reported(count: usize, how: &str) -> String {
    if count == 0 { format!("None {how}") } else { format!("{count} {how}") }
}

/// A part of the plan: pressing it goes there.
fn entry(to: impl Into<String>, title: &'static str, kind: Kind, said: String) -> AnyView {
    let to = to.into();
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        page::focus(&to);
    };
    view! {
        <li><div class="desk-case__line">
            <span class="desk-grow"><a class="govuk-link" href="#case-body" on:click=go>{title}</a></span><Sign kind>{said}</Sign>
        </div></li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_done_when_all_of_it_is_recorded() {
        assert_eq!([of(0, 7), of(3, 7), of(7, 7)], [Kind::Later, Kind::Draft, Kind::Met]);
        assert_eq!([reported(0, "recorded"), reported(2, "recorded")], ["None recorded", "2 recorded"]);
    }
}
