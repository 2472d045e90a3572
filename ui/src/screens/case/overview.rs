//! The overview: what moved, the rail of key dates, what is owed and what is open, people, who is responsible and why, the latest.

use api::{CaseView, Right};
use leptos::prelude::*;

use crate::dates;
use crate::parts::{Kind, Sign};
use crate::screens::case::actions::OpenActions;
use crate::screens::case::file::{File, value};
use crate::screens::case::latest::Latest;
use crate::screens::case::moved::WhatMoved;
use crate::screens::case::owed::WhatIsOwed;
use crate::screens::case::rail::Rail;
use crate::screens::case::responsible::Responsible;
use crate::screens::case::tabs::Tab;
use crate::screens::case::words;
use crate::screens::owed::{self, Doing};

#[component]
pub(super) fn Overview(file: File) -> impl IntoView {
    view! {
        <WhatMoved file />
        <Rail file />
        <div class="desk-split desk-split--case">
            <div class="desk-stack desk-case__left">
                <WhatIsOwed file />
                <OpenActions file />
                <People file />
            </div>
            {move || match file.doing.get() {
                Doing::Nothing => view! { <Responsible file /> }.into_any(),
                doing => owed::form(file.subject(), doing),
            }}
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
