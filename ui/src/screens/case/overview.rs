//! The overview: what moved, the rail of key dates, what is open, who is responsible, the sentence in short, the latest.

use api::{CaseView, Right};
use leptos::prelude::*;

use crate::dates;
use crate::parts::{Kind, Sign};
use crate::screens::case::actions::OpenActions;
use crate::screens::case::file::{File, fact, value};
use crate::screens::case::latest::Latest;
use crate::screens::case::moved::{Moves, WhatMoved};
use crate::screens::case::rail::Rail;
use crate::screens::case::tabs::Tab;
use crate::screens::case::words;

/// What the sentence comes to, in the order in which it is asked.
const SENTENCE: [&str; 9] = [
    "mostSeriousOffence",
    "imprisonmentStatus",
    "legalStatus",
    "recall",
    "additionalDaysAwarded",
    "category",
    "csra",
    "roshAssessedDate",
    "mappaReviewDate",
];
/// Facts that are said only where they are so.
const ONLY_IF: [&str; 2] = ["recall", "additionalDaysAwarded"];

#[component]
pub(super) fn Overview(file: File) -> impl IntoView {
    let moves = Moves::of(file);
    view! {
        <WhatMoved moves />
        <Rail file moves />
        <div class="desk-split desk-split--case">
            <div class="desk-stack desk-case__left">
                <OpenActions file />
                <People file />
            </div>
            <Sentence file />
            <Latest file />
        </div>
    }
}

/// A pane's head with a way to the part that says more.
#[component]
fn Head(file: File, id: &'static str, title: &'static str, more: &'static str, tab: Tab) -> impl IntoView {
    view! {
        <div class="desk-pane__head">
            <h2 class="govuk-heading-s" id=id>{title}</h2>
            <button type="button" class="desk-link desk-xs" on:click=move |_| file.kept.tab.set(tab)>{more}</button>
        </div>
    }
}

fn row(key: impl IntoView, said: impl IntoView) -> impl IntoView {
    view! {
        <div class="govuk-summary-list__row">
            <dt class="govuk-summary-list__key">{key}</dt>
            <dd class="govuk-summary-list__value">{said}</dd>
        </div>
    }
}

#[component]
fn People(file: File) -> impl IntoView {
    let more = move || {
        let changes =
            file.may(Right::AllocatePom) || file.may(Right::AllocateKeyworker) || file.may(Right::RecordFacts);
        if changes { "Change or add" } else { "All people" }
    };
    view! {
        <section class="desk-pane desk-case__people" aria-labelledby="people-head">
            <Head file id="people-head" title="People" more=untrack(more) tab=Tab::People />
            <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby="people-head">
                {move || file.get().map(|case| people(&case))}
            </div>
        </section>
    }
}

fn people(case: &CaseView) -> impl IntoView + use<> {
    let post = |title: &'static str, key: &'static str, needed: bool| {
        let holder = case.posts.iter().find(|post| post.post == title);
        let said = match holder {
            Some(post) => {
                let since = dates::long(&post.since);
                view! { <b>{post.name.clone()}</b>", since "{since} }.into_any()
            }
            None if needed && case.here => view! { <Sign kind=Kind::Soon>"Not allocated"</Sign> }.into_any(),
            None => view! { <span class="desk-muted">"Nobody"</span> }.into_any(),
        };
        (holder.is_some() || needed).then(|| row(key, said))
    };
    let com = match value(case, "comName") {
        Some(name) => {
            let email = value(case, "comEmail")
                .map(|email| view! { <span class="desk-case__second desk-xs desk-muted">{email}</span> });
            view! { <b>{name}</b>{email} }.into_any()
        }
        None => view! { <span class="desk-muted">"Not named yet"</span> }.into_any(),
    };
    let team = value(case, "comTeam").map(|team| match value(case, "comLdu") {
        Some(unit) if unit != team => format!("{team}, {unit}"),
        _ => team,
    });
    let contacts = case.contacts.iter().map(|contact| {
        let phone = contact.phone.clone().map(|phone| view! { ", "<span class="desk-num desk-nowrap">{phone}</span> });
        row(words::sentence(&contact.relationship), view! { {contact.name.clone()}{phone} })
    });
    let contacts = contacts.collect_view();
    view! {
        <dl class="govuk-summary-list">
            {post("prison offender manager", "POM", true)}
            {post("co-working prison offender manager", "Co-working POM", false)}
            {post("keyworker", "Keyworker", true)}
            {row("COM", com)}
            {team.map(|team| row("Team", team))}
            {contacts}
        </dl>
    }
}

#[component]
fn Sentence(file: File) -> impl IntoView {
    view! {
        <section class="desk-pane desk-pane--accent" aria-labelledby="sentence-head">
            <Head file id="sentence-head" title="Sentence and risk" more="All dates and facts" tab=Tab::Dates />
            <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby="sentence-head">
                {move || file.get().map(|case| sentence(&case, &file.today()))}
            </div>
        </section>
    }
}

fn sentence(case: &CaseView, today: &str) -> impl IntoView + use<> {
    let release = answer(case, today);
    let risk = risk(case);
    let lines = SENTENCE.iter().filter_map(|field| {
        let fact = fact(case, field)?;
        let said = words::explained(field, &fact.value, fact.meaning.as_deref());
        let silent = ONLY_IF.contains(field) && matches!(fact.value.as_str(), "no" | "0");
        (!silent).then(|| row(fact.label.clone(), said))
    });
    let lines = lines.collect_view();
    let others: Vec<String> =
        value(case, "allConvictedOffences").map(|raw| words::value("allConvictedOffences", &raw)).into_iter().collect();
    let worst = value(case, "mostSeriousOffence").unwrap_or_default();
    let others: Vec<String> =
        others.iter().flat_map(|all| all.split("; ")).filter(|offence| *offence != worst).map(str::to_owned).collect();
    view! {
        {release}
        <dl class="govuk-summary-list">
            {risk}
            {lines}
            {(!others.is_empty()).then(|| row("Other offences", view! { <ul class="desk-plain desk-lines">{others.into_iter().map(|one| view! { <li>{one}</li> }).collect_view()}</ul> }))}
        </dl>
    }
}

/// When release is due, or was, in one sentence: somebody may be here after it, such as on recall.
fn answer(case: &CaseView, today: &str) -> impl IntoView + use<> {
    let confirmed = fact(case, "confirmedReleaseDate");
    let release = confirmed.or_else(|| fact(case, "releaseDate"));
    match release {
        Some(fact) => {
            let kind = value(case, "nonDtoReleaseDateType").filter(|_| confirmed.is_none()).map(|kind| format!(" ({kind})"));
            let sure = match (confirmed.is_some(), fact.value.as_str() < today) {
                (true, false) => "Release is confirmed for ",
                (true, true) => "Release was confirmed for ",
                (false, false) => "Release is due on ",
                (false, true) => "Release was due on ",
            };
            let from = if fact.source == "import" { "from the prison system".to_owned() } else { format!("by hand, {}", fact.by) };
            let said = fact.prison_system_says.as_deref().map(|said| format!(". The prison system says {}", dates::long(said)));
            view! {
                <div class="desk-answer"><p class="desk-m"><b>{sure}{dates::long(&fact.value)}{kind}"."</b></p>
                <p class="desk-src">"Recorded "{words::moment(&fact.recorded)}", "{from}{said}"."</p></div>
            }
            .into_any()
        }
        None => view! {
            <div class="desk-answer"><p class="desk-m"><b>"No release date is known."</b></p><p class="desk-src">"So nothing that counts back from release can be worked out."</p></div>
        }
        .into_any(),
    }
}

/// Risk of serious harm and MAPPA, with who assessed and when.
fn risk(case: &CaseView) -> impl IntoView + use<> {
    let level = fact(case, "roshLevel").map(|fact| {
        let said = words::level(&fact.value);
        let class = match fact.value.as_str() {
            "VERY_HIGH" => Some("govuk-tag govuk-tag--red"),
            "HIGH" => Some("govuk-tag govuk-tag--orange"),
            _ => None,
        };
        let said = match class {
            Some(class) => view! { <strong class=class>{said}</strong> }.into_any(),
            None => said.into_any(),
        };
        row("Risk of serious harm", view! { {said}<span class="desk-xs desk-muted">" by "{fact.by.clone()}</span> })
    });
    let mappa = value(case, "mappaLevel").map(|level| {
        let category = value(case, "mappaCategory").map(|category| format!(", category {category}"));
        row("MAPPA", view! { "Level "{level}{category} })
    });
    view! { {level}{mappa} }
}
