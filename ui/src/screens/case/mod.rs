//! The case file: the whole person on one screen. Its parts are rooms of their own; what they share is [`file::File`].

mod actions;
mod call_back;
mod conflict;
mod contacts;
mod documents;
mod fact;
mod file;
mod handover;
mod history;
mod identity;
mod key_work;
mod latest;
mod moved;
mod movements;
mod note;
mod notes;
mod overview;
mod owed;
mod people;
mod plan;
mod post;
mod rail;
mod responsible;
mod restricted;
mod send_away;
mod sentence;
mod tabs;
mod words;

use api::{Code, Direction, MovementKind, MovementView, Problem, Right, SentAwayView};
use leptos::prelude::*;

use crate::dates;
use crate::desk::Desk;
use crate::frame::heading_focus;
use crate::icons::{Icon, Shape};
use crate::parts::{Failed, Opening, WhyOver};
use crate::route::Place;
use crate::screens::case::call_back::CallBack;
use crate::screens::case::conflict::Conflicts;
use crate::screens::case::documents::Documents;
pub(crate) use crate::screens::case::fact::RecordFact;
use crate::screens::case::file::File;
pub(crate) use crate::screens::case::file::Kept;
use crate::screens::case::handover::Handover;
use crate::screens::case::history::Changes;
use crate::screens::case::identity::Identity;
pub(crate) use crate::screens::case::identity::IdentityBar;
use crate::screens::case::key_work::KeyWork;
use crate::screens::case::movements::transferred;
pub(crate) use crate::screens::case::movements::what as movement_words;
use crate::screens::case::notes::Notes;
use crate::screens::case::overview::Overview;
use crate::screens::case::people::People;
use crate::screens::case::plan::ReleasePlan;
pub(crate) use crate::screens::case::plan::report_of;
use crate::screens::case::restricted::Restricted;
use crate::screens::case::send_away::SendAway;
use crate::screens::case::sentence::Dates;
pub(crate) use crate::screens::case::tabs::Tab;
use crate::screens::case::tabs::Tabs;
pub(crate) use crate::screens::case::words::{label as field_label, level, moment, sentence, value as field_value};
use crate::screens::caseload;
use crate::screens::rotl::ApplicationsOfPrisoner;

/// One person.
#[component]
pub(crate) fn Case(
    /// Whose case file.
    number: Memo<String>,
) -> impl IntoView {
    let desk = Desk::here();
    let kept: Kept = expect_context();
    heading_focus("Case file");
    let file = File::open(desk, kept, number);
    walk(desk, number);
    tabs::keys(file);
    desk.keys.on_and_show("n", "New note about this person", "new note", move || identity::new_note(file));
    desk.keys
        .on_and_show("w", "Why: what is owed in hand, or who is responsible", "why", move || owed::why_in_hand(file));
    // Built anew for another person, not when the same file is read again.
    let shown = Memo::new(move |_| file.shown());
    view! {
        <main class="desk-main desk-main--flush" id="main" tabindex="-1">
            {move || match (file.problem.get(), shown.get()) {
                (Some(problem), _) => view! { <div class="desk-case__body"><CannotOpen file problem /></div> }.into_any(),
                (None, None) => view! { <div class="desk-case__body"><Opening /></div> }.into_any(),
                (None, Some(_)) => view! { <Open file /> }.into_any(),
            }}
        </main>
    }
}

/// Who it is, the parts, and the part that is open.
#[component]
fn Open(file: File) -> impl IntoView {
    view! {
        <Identity file />
        <Tabs file />
        <div class="desk-case__body" id="case-body" tabindex="-1">
            <Gone file />
            <Conflicts file />
            {move || match file.kept.tab.get() {
                Tab::Overview => view! { <Overview file /> }.into_any(),
                Tab::Notes => view! { <Notes file /> }.into_any(),
                Tab::KeyWork => view! { <KeyWork file /> }.into_any(),
                Tab::Handover => view! { <Handover file /> }.into_any(),
                Tab::Rotl => view! { <ApplicationsOfPrisoner number=file.number here=Signal::derive(move || file.read(|case| case.here)) /> }.into_any(),
                Tab::ReleasePlan => view! { <ReleasePlan file /> }.into_any(),
                Tab::Dates => view! { <Dates file /> }.into_any(),
                Tab::People => view! { <People file /> }.into_any(),
                Tab::Documents => view! { <Documents file /> }.into_any(),
                Tab::History => view! { <Changes file /> }.into_any(),
                Tab::Restricted => view! { <Restricted file /> }.into_any(),
            }}
        </div>
        <WhyOver asked=file.why />
        {move || file.sending_away.get().then(|| view! { <SendAway file /> })}
    }
}

/// Why there is nothing to read.
#[component]
fn CannotOpen(file: File, problem: Problem) -> impl IntoView {
    if problem.code == Code::NotAllowed {
        return view! {
            <div class="desk-empty" role="alert">
                <h1 class="govuk-heading-l">"You may not open this"</h1>
                <p>"It is restricted. Ask the head of OM delivery."</p>
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| file.desk.route.back()>"Back"</button>
            </div>
        }
        .into_any();
    }
    if problem.code == Code::Elsewhere {
        return view! {
            <div class="desk-empty" role="alert">
                <h1 class="govuk-heading-l">"This case is no longer read here"</h1>
                <p>{problem.message}</p>
                <p>{problem.remedy}</p>
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| file.desk.route.back()>"Back"</button>
            </div>
        }
        .into_any();
    }
    let again = Callback::new(move |()| {
        file.problem.set(None);
        file.refresh();
    });
    view! { <h1 class="govuk-visually-hidden">"Case file"</h1><Failed problem again /> }.into_any()
}

/// Who is not held here can be read about; of those who were released it can be recorded how it went, and no more.
#[component]
fn Gone(file: File) -> impl IntoView {
    let reports = file.desk.person.may(Right::PlanRelease);
    // Drawn anew where something of it has changed, not when the same file is read again: a dialog that is open stays.
    let gone = Memo::new(move |_| {
        let case = file.get().filter(|case| !case.here)?;
        Some((case.sent.clone(), left(case.movements.first()), reports && !transferred(&case)))
    });
    move || {
        gone.get().map(|(sent, left, reports)| match sent {
            Some(sent) => view! { <SentAway file sent /> }.into_any(),
            None => {
                let but = reports.then_some(", but how it went after release: under Release plan");
                view! {
                    <div class="desk-case__gone" role="region" aria-label="Not held here">
                        <Icon shape=Shape::Lock />
                        <p><b>{left}</b>" The file can be read; nothing new is recorded in it here"{but}"."</p>
                    </div>
                }
                .into_any()
            }
        })
    }
}

/// A case that was sent to another prison: where to, until when it is read, and calling it back.
#[component]
fn SentAway(file: File, sent: SentAwayView) -> impl IntoView {
    let calling = RwSignal::new(false);
    let close = Callback::new(move |()| calling.set(false));
    let (day, until) = (dates::long(&sent.at), dates::long(&sent.readable_until));
    let told = format!("Sent to {} on {day} by {}.", sent.prison, sent.by);
    let waits = match (&sent.refused, sent.waits) {
        (Some(why), _) => format!(" It has not left this computer. {why}"),
        (None, true) => " It waits on this computer for the network.".to_owned(),
        (None, false) => String::new(),
    };
    view! {
        <div class="desk-case__gone" role="region" aria-label="Sent to another prison">
            <Icon shape=Shape::Lock />
            <p class="desk-grow"><b>{told}</b>{waits}" The file can be read until "{until}"; nothing new is recorded in it here."</p>
            {file.desk.person.may(Right::MoveCases).then(|| view! {
                <button type="button" id="call-back" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| calling.set(true)>"Call it back…"</button>
            })}
        </div>
        {move || calling.get().then(|| view! { <CallBack file sent=sent.clone() close /> })}
    }
}

/// How somebody left, as far as the movements tell.
fn left(last: Option<&MovementView>) -> String {
    let Some(last) = last.filter(|last| last.direction == Direction::Out) else {
        return "Not held at this prison.".to_owned();
    };
    let day = dates::long(&last.at);
    match last.kind {
        MovementKind::Release => format!("Released on {day}."),
        MovementKind::Transfer => format!("Transferred on {day}."),
        _ => format!("Out since {day}."),
    }
}

/// `[` and `]` go through the list that somebody came from.
fn walk(desk: Desk, number: Memo<String>) {
    let list: caseload::State = expect_context();
    let step = move |by| {
        move || match list.neighbour(&number.get_untracked(), by) {
            Some(next) => {
                let place = list.place_of(&next).map(|(at, of)| format!("Case {at} of {of}"));
                desk.speak.say(place.unwrap_or_else(|| "Next case".to_owned()));
                desk.route.swap(Place::case(next));
            }
            None => desk.speak.say(if by < 0 {
                "This is the first case of the list"
            } else {
                "This is the last case of the list"
            }),
        }
    };
    desk.keys.on_and_show("[", "Case before, in the list you came from", "previous, next case", step(-1));
    desk.keys.on_and_show("]", "Next case, in the list you came from", "previous, next case", step(1));
    desk.keys.on_and_show("Escape", "Back to the list", "back", move || desk.route.back());
}
