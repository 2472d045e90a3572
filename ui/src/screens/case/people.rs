//! Who is responsible: the posts with since when, why and by whom; the community's side; contacts. Forms open beside them.

use api::{CaseView, HistoryView, Post, PostView};
use leptos::prelude::*;

use crate::dates;
use crate::page;
use crate::parts::{Kind, Sign};
use crate::screens::allocation::{may_allocate as gives_out, title};
use crate::screens::case::contacts::{AddOne, Contacts, EndOne};
use crate::screens::case::fact::{Beside, FactBeside, may_record};
use crate::screens::case::file::{File, fact};
use crate::screens::case::post::{Allocate, End};
use crate::screens::case::words;

/// What is known of the community's side.
const COMMUNITY: [&str; 4] = ["comName", "comEmail", "comTeam", "comLdu"];

/// What the pane beside shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Doing {
    /// Who held the posts before.
    Reading,
    /// Allocating somebody.
    Allocating(Post),
    /// Ending a post.
    Ending(Post),
    /// Adding a contact.
    AddingContact,
    /// Ending a contact: its identifier and name.
    EndingContact(String, String),
    /// A fact of the community's side: the form is in [`Beside`].
    Fact,
}

/// Whether somebody may say who holds a post.
fn may_allocate(file: File, post: Post) -> bool {
    gives_out(file.desk, post) && file.read(|case| case.here)
}

#[component]
pub(super) fn People(file: File) -> impl IntoView {
    let doing = RwSignal::new(Doing::Reading);
    let beside = RwSignal::new(Beside::Nothing);
    // Leaving the form of a fact is going back to reading.
    Effect::new(move |_| {
        if beside.with(|beside| *beside == Beside::Nothing) && doing.with_untracked(|doing| *doing == Doing::Fact) {
            doing.set(Doing::Reading);
        }
    });
    let done = Callback::new(move |()| {
        doing.set(Doing::Reading);
        page::focus("case-body");
    });
    view! {
        <div class="desk-split desk-split--side">
            <div class="desk-stack desk-scroll desk-case__scroll" tabindex="0" role="group" aria-label="People">
                <Posts file doing />
                <Community file doing beside />
                <Contacts file doing />
            </div>
            <div class="desk-stack">
                {move || match doing.get() {
                    Doing::Reading => view! { <Before file /> }.into_any(),
                    Doing::Allocating(post) => view! { <Allocate file post done /> }.into_any(),
                    Doing::Ending(post) => view! { <End file post done /> }.into_any(),
                    Doing::AddingContact => view! { <AddOne file done /> }.into_any(),
                    Doing::EndingContact(id, name) => view! { <EndOne file id name done /> }.into_any(),
                    Doing::Fact => view! { <FactBeside file beside /> }.into_any(),
                }}
            </div>
        </div>
    }
}

#[component]
fn Posts(file: File, doing: RwSignal<Doing>) -> impl IntoView {
    view! {
        <section class="desk-pane desk-case__flat" aria-labelledby="posts-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="posts-head">"In the prison"</h2></div>
            <div class="desk-case__sideways">
                <table class="govuk-table desk-table desk-table--top" aria-labelledby="posts-head">
                    <thead class="govuk-table__head"><tr>
                        <th scope="col" class="govuk-table__header">"Post"</th><th scope="col" class="govuk-table__header">"Who"</th>
                        <th scope="col" class="govuk-table__header">"Since"</th><th scope="col" class="govuk-table__header">"Why"</th>
                        <th scope="col" class="govuk-table__header"><span class="govuk-visually-hidden">"Acts"</span></th>
                    </tr></thead>
                    <tbody class="govuk-table__body">
                        {move || file.get().map(|case| Post::ALL.map(|post| post_row(file, &case, post, doing)).collect_view())}
                    </tbody>
                </table>
            </div>
        </section>
    }
}

/// A post of the history as lists call it.
pub(super) fn short_post(field: &str) -> String {
    Post::ALL
        .iter()
        .find(|post| post.title() == field)
        .map_or_else(|| words::sentence(field), |post| title(*post).to_owned())
}

/// Who holds a post.
pub(super) fn holder(case: &CaseView, post: Post) -> Option<PostView> {
    case.posts.iter().find(|held| held.post == post.title()).cloned()
}

fn post_row(file: File, case: &CaseView, post: Post, doing: RwSignal<Doing>) -> impl IntoView + use<> {
    let held = holder(case, post);
    let needed = post != Post::CoworkingPom && case.here;
    let who = match &held {
        Some(held) => view! { <b>{held.name.clone()}</b> }.into_any(),
        None if needed => view! { <Sign kind=Kind::Soon>"Not allocated"</Sign> }.into_any(),
        None => view! { <span class="desk-muted">"Nobody"</span> }.into_any(),
    };
    let since = held.as_ref().map(|held| dates::long(&held.since));
    let why = held.as_ref().map(|held| {
        view! { {words::reason(&held.reason)}<span class="desk-case__second desk-xs desk-muted">"by "{held.by.clone()}</span> }
    });
    let (change, has) = (if held.is_some() { "Change" } else { "Allocate" }, held.is_some());
    let name = title(post);
    let acts = may_allocate(file, post).then(|| view! {
        <span class="desk-case__acts">
            <button type="button" class="desk-link desk-xs" aria-label=format!("{change}: {name}") on:click=move |_| doing.set(Doing::Allocating(post))>{change}</button>
            {has.then(|| view! { <button type="button" class="desk-link desk-xs" aria-label=format!("End: {name}") on:click=move |_| doing.set(Doing::Ending(post))>"End"</button> })}
        </span>
    });
    view! {
        <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header">{name}</th>
            <td class="govuk-table__cell">{who}</td>
            <td class="govuk-table__cell desk-num desk-nowrap">{since}</td>
            <td class="govuk-table__cell">{why}</td>
            <td class="govuk-table__cell desk-right">{acts}</td>
        </tr>
    }
}

#[component]
fn Community(file: File, doing: RwSignal<Doing>, beside: RwSignal<Beside>) -> impl IntoView {
    let rows = move || {
        file.get().map(|case| COMMUNITY.map(|field| community_row(file, &case, field, doing, beside)).collect_view())
    };
    view! {
        <section class="desk-pane desk-case__flat" aria-labelledby="community-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="community-head">"In the community"</h2></div>
            <div class="desk-case__sideways">
                <table class="govuk-table desk-table desk-table--top desk-case__facts" aria-labelledby="community-head">
                    <thead class="govuk-visually-hidden"><tr><th scope="col">"What"</th><th scope="col">"Who"</th><th scope="col">"Acts"</th></tr></thead>
                    <tbody class="govuk-table__body">{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

fn community_row(
    file: File,
    case: &CaseView,
    field: &'static str,
    doing: RwSignal<Doing>,
    beside: RwSignal<Beside>,
) -> impl IntoView + use<> {
    let open = move |what: Beside| {
        beside.set(what);
        doing.set(Doing::Fact);
    };
    let known = fact(case, field).cloned();
    let has = known.is_some();
    let act = if has { "Correct" } else { "Record" };
    let label = words::label(field);
    let (spoken, past) = (format!("{act}: {label}"), format!("History: {label}"));
    let since = known.as_ref().map(|fact| format!("{}, {}", fact.by, words::moment(&fact.recorded)));
    let said = match known {
        Some(fact) => fact.value.into_any(),
        None => {
            view! { <span class="desk-muted">{if field == "comName" { "Not named yet" } else { "Not known" }}</span> }
                .into_any()
        }
    };
    view! {
        <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header">{label}</th>
            <td class="govuk-table__cell">{said}<span class="desk-case__second desk-xs desk-muted desk-num">{since}</span></td>
            <td class="govuk-table__cell desk-right"><span class="desk-case__acts">
                {has.then(|| view! { <button type="button" class="desk-link desk-xs" aria-label=past on:click=move |_| {
                    open(Beside::History(field.to_owned()));
                    page::focus_soon("beside-head");
                }>"History"</button> })}
                {may_record(file, field).then(|| view! { <button type="button" class="desk-link desk-xs" aria-label=spoken on:click=move |_| open(Beside::Record(vec![field.to_owned()]))>{act}</button> })}
            </span></td>
        </tr>
    }
}

/// Who held the posts, newest first.
#[component]
fn Before(file: File) -> impl IntoView {
    view! {
        <section class="desk-pane desk-grow" aria-labelledby="before-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="before-head">"Who was responsible"</h2></div>
            <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby="before-head">
                {move || file.history().map(|history| before(&history))}
            </div>
        </section>
    }
}

fn before(history: &[HistoryView]) -> AnyView {
    let held: Vec<&HistoryView> = history.iter().rev().filter(|line| words::is_post(&line.field)).collect();
    if held.is_empty() {
        return view! { <p class="desk-muted">"Nobody has been allocated yet."</p> }.into_any();
    }
    let items = held.into_iter().map(|line| view! {
        <div class="moj-timeline__item">
            <div class="moj-timeline__header"><h3 class="moj-timeline__title">{line.value.clone()}</h3>" "<p class="moj-timeline__byline">{short_post(&line.field)}</p></div>
            <p class="moj-timeline__date desk-num">{words::moment(&line.recorded)}" by "{line.by.clone()}</p>
            <div class="moj-timeline__description">{words::reason(&line.source)}</div>
        </div>
    });
    let items = items.collect_view();
    view! { <div class="moj-timeline">{items}</div> }.into_any()
}
