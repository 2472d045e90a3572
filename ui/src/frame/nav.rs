//! The navigation: the screens that this person's roles have, in groups. A screen that a role may never use is absent, not greyed.

use api::Right;
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::icons::{Icon, Shape};
use crate::route::{Place, Screen};
use crate::screens::{drafts, gate_list, my_day, pack};

/// A screen in the navigation.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    /// Where it leads.
    pub(crate) screen: Screen,
    /// What it is called.
    pub(crate) label: &'static str,
    /// Its shape.
    shape: Shape,
    /// The keys that go there.
    pub(crate) keys: &'static str,
}

/// The screens of somebody, by group.
pub(crate) fn groups(desk: Desk) -> Vec<(&'static str, Vec<Entry>)> {
    let only_keyworker = desk.person.is("keyworker") && desk.person.with(|person| person.roles.len() == 1);
    let caseload = if only_keyworker { "My prisoners" } else { "Caseload" };
    let mut work = vec![
        Entry { screen: Screen::MyDay, label: "My day", shape: Shape::Day, keys: "G D" },
        Entry { screen: Screen::Caseload, label: caseload, shape: Shape::List, keys: "G C" },
    ];
    if sees_handovers(desk) {
        work.push(Entry { screen: Screen::Handover, label: "Handover", shape: Shape::Over, keys: "G H" });
    }
    if sees_packs(desk) {
        work.push(Entry { screen: Screen::Packs, label: "Handover packs", shape: Shape::Seal, keys: "G E" });
    }
    if sees_releases(desk) {
        work.push(Entry { screen: Screen::Rotl, label: "ROTL", shape: Shape::Out, keys: "G R" });
    }
    if desk.person.is("keyworker") {
        work.push(Entry { screen: Screen::KeyWork, label: "Key work", shape: Shape::Talk, keys: "G K" });
    }
    work.push(Entry { screen: Screen::Search, label: "Search", shape: Shape::Find, keys: "G F" });
    // Whoever stands at the gate has the gate list, and no cases.
    if !desk.person.may(Right::ReadCases) {
        work.clear();
    }
    if desk.person.may(Right::ReadGateList) {
        work.push(Entry { screen: Screen::GateList, label: "Gate list", shape: Shape::Clock, keys: "G T" });
    }
    let mut groups = vec![("My work", work)];
    if desk.person.may(Right::WriteNotes) {
        let unfinished = Entry { screen: Screen::Drafts, label: "Unfinished notes", shape: Shape::Note, keys: "G N" };
        groups.push(("Drafts", vec![unfinished]));
    }
    let mut unit = Vec::new();
    if allocates(desk) {
        unit.push(Entry { screen: Screen::Allocation, label: "Allocation", shape: Shape::User, keys: "G A" });
    }
    if desk.person.may(Right::AllocatePom) {
        unit.push(Entry { screen: Screen::Workload, label: "Workload", shape: Shape::Bars, keys: "G W" });
    }
    if desk.person.may(Right::Import) {
        unit.push(Entry { screen: Screen::Import, label: "Imports", shape: Shape::Into, keys: "G I" });
    }
    if settles_conflicts(desk) {
        unit.push(Entry { screen: Screen::Conflicts, label: "Conflicts", shape: Shape::Fork, keys: "G X" });
    }
    if takes_cases(desk) {
        unit.push(Entry { screen: Screen::CasesSent, label: "Cases sent here", shape: Shape::Over, keys: "G B" });
    }
    if desk.person.may(Right::ManageStaff) {
        unit.push(Entry { screen: Screen::Staff, label: "Staff and roles", shape: Shape::Staff, keys: "G S" });
        unit.push(Entry { screen: Screen::Devices, label: "Computers", shape: Shape::Computer, keys: "G V" });
    }
    if !unit.is_empty() {
        groups.push(("The unit", unit));
    }
    let connection = Entry { screen: Screen::Connection, label: "Connection", shape: Shape::Connected, keys: "G Y" };
    let settings = Entry { screen: Screen::Settings, label: "Settings", shape: Shape::Settings, keys: "G P" };
    groups.push(("This computer", vec![connection, settings]));
    groups
}

/// Whether this person gives prisoners a POM or a keyworker.
pub(super) fn allocates(desk: Desk) -> bool {
    desk.person.may(Right::AllocatePom) || desk.person.may(Right::AllocateKeyworker)
}

/// Whether this person has anything to do with temporary releases.
pub(super) fn sees_releases(desk: Desk) -> bool {
    const RIGHTS: [Right; 4] =
        [Right::ApplyForRelease, Right::ConsultOnRelease, Right::AssessRelease, Right::DecideRelease];
    desk.person.may(Right::ReadCases) && RIGHTS.into_iter().any(|right| desk.person.may(right))
}

/// Whether handovers are this person's to look after: whoever records what they hang on.
pub(super) fn sees_handovers(desk: Desk) -> bool {
    desk.person.may(Right::RecordFacts)
}

/// Whether handover packs are this person's to seal or to follow.
pub(crate) fn sees_packs(desk: Desk) -> bool {
    desk.person.may(Right::ReadCases) && (desk.person.may(Right::SealPack) || desk.person.may(Right::TracePack))
}

/// Whether somebody says which of two entries stands.
pub(crate) fn settles_conflicts(desk: Desk) -> bool {
    desk.person.may(Right::ReadCases) && desk.person.may(Right::SettleConflict)
}

/// Whether cases that go to other prisons, and come from them, are somebody’s business.
pub(crate) fn takes_cases(desk: Desk) -> bool {
    desk.person.may(Right::ReadCases) && desk.person.may(Right::MoveCases)
}

#[component]
pub(crate) fn Nav() -> impl IntoView {
    let desk = Desk::here();
    view! {
        <nav class="desk-nav" id="nav" aria-label="Sections" tabindex="-1">
            <div class="moj-side-navigation">
                {groups(desk).into_iter().map(|(title, entries)| view! {
                    <h2 class="moj-side-navigation__title"><span>{title}</span></h2>
                    <ul class="moj-side-navigation__list">
                        {entries.into_iter().map(|entry| line(desk, entry)).collect_view()}
                    </ul>
                }).collect_view()}
            </div>
        </nav>
    }
}

fn line(desk: Desk, entry: Entry) -> impl IntoView {
    let here = Memo::new(move |_| belongs(desk.route.place().screen) == entry.screen);
    view! {
        <li class="moj-side-navigation__item" class=("moj-side-navigation__item--active", move || here.get())>
            <a href="#main" aria-current=move || here.get().then_some("page") on:click=move |event| {
                event.prevent_default();
                desk.route.go(Place::of(entry.screen));
            }>
                <Icon shape=entry.shape />
                <span>{entry.label}</span>
                {match entry.screen {
                    Screen::Drafts => Some(view! { <Unfinished /> }.into_any()),
                    Screen::MyDay => Some(view! { <Needs /> }.into_any()),
                    Screen::GateList => Some(view! { <Late /> }.into_any()),
                    Screen::Packs => Some(view! { <OnTheirWay /> }.into_any()),
                    Screen::Devices => Some(view! { <Waiting of=Signal::derive(move || desk.standing.arrivals()) what=" ask to join" /> }.into_any()),
                    Screen::Conflicts => Some(view! { <InConflict /> }.into_any()),
                    Screen::CasesSent => Some(view! { <Waiting of=Signal::derive(move || desk.standing.cases()) what=" to take" /> }.into_any()),
                    _ => None,
                }}
            </a>
        </li>
    }
}

/// How many things the person owes by the end of the week: a red count needs somebody.
#[component]
fn Needs() -> impl IntoView {
    let count = expect_context::<my_day::State>().needs;
    move || match count.get() {
        0 => None,
        count => Some(view! {
            <span class="moj-notification-badge">{count}<span class="govuk-visually-hidden">" need attention"</span></span>
        }),
    }
}

/// How many are late, for whoever watches the gate.
#[component]
fn Late() -> impl IntoView {
    let count = expect_context::<gate_list::State>().late;
    move || match count.get() {
        0 => None,
        count => Some(view! {
            <span class="moj-notification-badge">{count}<span class="govuk-visually-hidden">" late"</span></span>
        }),
    }
}

/// How many conflicts wait to be settled: counted once it is known how this device stands, and again whenever something was done here or came
/// from elsewhere.
#[component]
fn InConflict() -> impl IntoView {
    let desk = Desk::here();
    let count = RwSignal::new(0_u32);
    let ask = move || {
        leptos::task::spawn_local(async move {
            // Without an answer the last count stands.
            if let Ok(open) = backend::call(api::Conflicts {}).await {
                count.try_set(u32::try_from(open.len()).unwrap_or(u32::MAX));
            }
        });
    };
    let known = Memo::new(move |_| desk.standing.view.with(Option::is_some));
    Effect::new(move |_| {
        desk.toast.words.track();
        if known.get() {
            ask();
        }
    });
    desk.standing.on_arrival(ask);
    view! { <Waiting of=count what=" to settle" /> }
}

/// How many wait for somebody to decide.
#[component]
fn Waiting(#[prop(into)] of: Signal<u32>, what: &'static str) -> impl IntoView {
    move || match of.get() {
        0 => None,
        count => Some(view! {
            <span class="moj-notification-badge">{count}<span class="govuk-visually-hidden">{what}</span></span>
        }),
    }
}

/// How many of somebody's own packs have not arrived, once the list of them has come.
#[component]
fn OnTheirWay() -> impl IntoView {
    let count = expect_context::<pack::State>().on_their_way;
    move || match count.get() {
        0 => None,
        count => Some(view! {
            <span class="moj-notification-badge moj-notification-badge--quiet">{count}<span class="govuk-visually-hidden">" of yours not received"</span></span>
        }),
    }
}

/// How many notes are unfinished: a grey count only counts.
#[component]
fn Unfinished() -> impl IntoView {
    let count = expect_context::<drafts::Waiting>().count;
    move || match count.get() {
        0 => None,
        count => Some(view! {
            <span class="moj-notification-badge moj-notification-badge--quiet">{count}<span class="govuk-visually-hidden">" waiting"</span></span>
        }),
    }
}

/// Which entry a screen is part of.
const fn belongs(screen: Screen) -> Screen {
    match screen {
        Screen::Caseload | Screen::Case => Screen::Caseload,
        Screen::KeyWork | Screen::NewNote | Screen::Amend => Screen::KeyWork,
        Screen::Rotl | Screen::Application => Screen::Rotl,
        Screen::Packs | Screen::Pack => Screen::Packs,
        Screen::Connection | Screen::Unapplied => Screen::Connection,
        other => other,
    }
}
