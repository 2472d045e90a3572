//! The program is read in chapters. What everybody begins with stands in the first, which is read before anything is shown: the frame,
//! unlocking, my day, the caseload. Every other chapter is a file of its own (`scripts/ui.sh` cuts them apart here), read ahead when
//! somebody has begun to work, and at the latest when something in it is opened.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use api::{Code, Problem, SignedIn, StatusView};
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError as NotRead, wasm_split};

use crate::parts::{Failed, Opening};
use crate::route::Screen;
use crate::screens::allocation::{Allocation, Bulk};
use crate::screens::case::Case;
use crate::screens::cases_sent::CasesSent;
use crate::screens::conflicts::Conflicts;
use crate::screens::connection::Connection;
use crate::screens::devices::Devices;
use crate::screens::drafts::Drafts;
use crate::screens::first_run::FirstRun;
use crate::screens::gate_list::AtTheGate;
use crate::screens::handover::Handover;
use crate::screens::import::Import;
use crate::screens::note::{Amend, KeyWork, NewNote};
use crate::screens::owed::{self, Doing, Subject};
use crate::screens::pack::{Pack, Packs};
use crate::screens::rotl::{Application, Rotl};
use crate::screens::search::Search;
use crate::screens::settings::Settings;
use crate::screens::staff::Staff;
use crate::screens::unapplied::Unapplied;
use crate::screens::workload::Workload;

/// When somebody has begun to work, this much later the other chapters are read.
const SOON: Duration = Duration::from_millis(200);

/// Something out of a chapter, unless the chapter could not be read.
type Page = Result<AnyView, NotRead>;
/// The same, when the chapter has been read.
type Coming = Pin<Box<dyn Future<Output = Page>>>;

#[wasm_split(beginning, wasm_split_path = leptos::wasm_split, fallible, preload(read_beginning))]
fn first_run(status: StatusView, enter: Callback<SignedIn>, back: Callback<()>) -> Page {
    Ok(view! { <FirstRun status enter back /> }.into_any())
}

#[wasm_split(case, wasm_split_path = leptos::wasm_split, fallible, preload(read_case))]
fn case_file(number: Memo<String>) -> Page {
    Ok(view! { <Case number /> }.into_any())
}

#[wasm_split(case, wasm_split_path = leptos::wasm_split, fallible, preload(read_form_of_owed))]
fn form_of_owed(subject: Subject, doing: Doing) -> Page {
    Ok(owed::form(subject, doing))
}

#[wasm_split(notes, wasm_split_path = leptos::wasm_split, fallible, preload(read_notes))]
fn writing(screen: Screen, number: Memo<String>) -> Page {
    Ok(match screen {
        Screen::KeyWork => view! { <KeyWork /> }.into_any(),
        Screen::Amend => view! { <Amend /> }.into_any(),
        Screen::Drafts => view! { <Drafts /> }.into_any(),
        _ => view! { <NewNote number /> }.into_any(),
    })
}

#[wasm_split(rotl, wasm_split_path = leptos::wasm_split, fallible, preload(read_rotl))]
fn temporary_release(screen: Screen) -> Page {
    Ok(match screen {
        Screen::Application => view! { <Application /> }.into_any(),
        _ => view! { <Rotl /> }.into_any(),
    })
}

#[wasm_split(pack, wasm_split_path = leptos::wasm_split, fallible, preload(read_pack))]
fn handover_pack(screen: Screen) -> Page {
    Ok(match screen {
        Screen::Pack => view! { <Pack /> }.into_any(),
        _ => view! { <Packs /> }.into_any(),
    })
}

#[wasm_split(unit, wasm_split_path = leptos::wasm_split, fallible, preload(read_unit))]
fn unit(screen: Screen) -> Page {
    Ok(match screen {
        Screen::Search => view! { <Search /> }.into_any(),
        Screen::Allocation => view! { <Allocation /> }.into_any(),
        Screen::Handover => view! { <Handover /> }.into_any(),
        Screen::Workload => view! { <Workload /> }.into_any(),
        Screen::Import => view! { <Import /> }.into_any(),
        Screen::Staff => view! { <Staff /> }.into_any(),
        Screen::Devices => view! { <Devices /> }.into_any(),
        Screen::Conflicts => view! { <Conflicts /> }.into_any(),
        Screen::CasesSent => view! { <CasesSent /> }.into_any(),
        Screen::Connection => view! { <Connection /> }.into_any(),
        Screen::Unapplied => view! { <Unapplied /> }.into_any(),
        _ => view! { <Settings /> }.into_any(),
    })
}

#[wasm_split(unit, wasm_split_path = leptos::wasm_split, fallible, preload(read_allocating))]
fn allocating(numbers: Vec<String>, close: Callback<()>, recorded: Callback<()>) -> Page {
    Ok(view! { <Bulk numbers close recorded /> }.into_any())
}

#[wasm_split(gate, wasm_split_path = leptos::wasm_split, fallible, preload(read_gate))]
fn at_the_gate() -> Page {
    Ok(view! { <AtTheGate /> }.into_any())
}

/// All but the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chapter {
    /// Setting up a computer.
    Beginning,
    /// The case file, and the forms of what is owed.
    Case,
    /// Writing notes.
    Notes,
    /// Release on temporary licence.
    Rotl,
    /// The handover pack.
    Pack,
    /// The unit's work, finding, settings.
    Unit,
    /// The gate list.
    Gate,
}

impl Chapter {
    /// Those that somebody at work will open, the most likely first.
    const AHEAD: [Self; 6] = [Self::Case, Self::Notes, Self::Unit, Self::Rotl, Self::Pack, Self::Gate];

    /// Reads it. It is read once: from then on this is done at once.
    fn read(self) -> Pin<Box<dyn Future<Output = Result<(), NotRead>>>> {
        match self {
            Self::Beginning => Box::pin(read_beginning()),
            // Each way into a chapter has to be told that it has been read; the file itself is read once.
            Self::Case => Box::pin(async {
                read_case().await?;
                read_form_of_owed().await
            }),
            Self::Notes => Box::pin(read_notes()),
            Self::Rotl => Box::pin(read_rotl()),
            Self::Pack => Box::pin(read_pack()),
            Self::Unit => Box::pin(async {
                read_unit().await?;
                read_allocating().await
            }),
            Self::Gate => Box::pin(read_gate()),
        }
    }
}

/// The first window of a computer.
pub(crate) fn beginning(status: StatusView, enter: Callback<SignedIn>, back: Callback<()>) -> AnyView {
    alone(Chapter::Beginning, move || Box::pin(first_run(status.clone(), enter, back)))
}

/// A screen that does not stand in the first chapter.
pub(crate) fn screen(screen: Screen, number: Memo<String>) -> AnyView {
    match screen {
        Screen::Case => alone(Chapter::Case, move || Box::pin(case_file(number))),
        Screen::KeyWork | Screen::NewNote | Screen::Amend | Screen::Drafts => {
            alone(Chapter::Notes, move || Box::pin(writing(screen, number)))
        }
        Screen::Rotl | Screen::Application => alone(Chapter::Rotl, move || Box::pin(temporary_release(screen))),
        Screen::Packs | Screen::Pack => alone(Chapter::Pack, move || Box::pin(handover_pack(screen))),
        Screen::GateList => alone(Chapter::Gate, || Box::pin(at_the_gate())),
        _ => alone(Chapter::Unit, move || Box::pin(unit(screen))),
    }
}

/// The form of something that is owed.
pub(crate) fn owed_form(subject: Subject, doing: Doing) -> AnyView {
    inside(Chapter::Case, move || Box::pin(form_of_owed(subject.clone(), doing.clone())))
}

/// Giving many prisoners a POM or a keyworker.
pub(crate) fn allocate(numbers: Vec<String>, close: Callback<()>, recorded: Callback<()>) -> AnyView {
    inside(Chapter::Unit, move || Box::pin(allocating(numbers.clone(), close, recorded)))
}

/// Reads the other chapters once somebody has begun to work: no screen is waited for then.
pub(crate) fn read_ahead(begun: Memo<bool>) {
    Effect::new(move |_| {
        if begun.get() {
            // After what they begin with has been drawn.
            request_animation_frame(|| set_timeout(|| leptos::task::spawn_local(read_all()), SOON));
        }
    });
}

async fn read_all() {
    for chapter in Chapter::AHEAD {
        // What cannot be read now is tried again when it is opened, and says so there.
        let _read = chapter.read().await;
    }
}

/// How far the chapter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Begun,
    Done,
    Failed,
}

/// Something that is a screen by itself.
fn alone(chapter: Chapter, page: impl Fn() -> Coming + Send + 'static) -> AnyView {
    let main = |inside: AnyView| view! { <main class="desk-main" id="main" tabindex="-1">{inside}</main> }.into_any();
    when_read(chapter, page, main)
}

/// Something that has a place in a screen.
fn inside(chapter: Chapter, page: impl Fn() -> Coming + Send + 'static) -> AnyView {
    when_read(chapter, page, |inside| view! { <div class="desk-pane">{inside}</div> }.into_any())
}

/// Shows something once its chapter has been read: at once, where it has been before. Until then, and if it cannot be, a word in its place.
fn when_read(
    chapter: Chapter,
    page: impl Fn() -> Coming + Send + 'static,
    in_place: fn(AnyView) -> AnyView,
) -> AnyView {
    let reading = RwSignal::new(Reading::Begun);
    read(chapter, reading);
    let again = Callback::new(move |()| read(chapter, reading));
    let shown = move || match reading.get() {
        Reading::Begun => in_place(view! { <Opening /> }.into_any()),
        Reading::Failed => in_place(not_read(again)),
        Reading::Done => match now(&mut page()) {
            Some(Ok(page)) => page,
            _ => in_place(not_read(again)),
        },
    };
    shown.into_any()
}

fn read(chapter: Chapter, reading: RwSignal<Reading>) {
    let mut coming = chapter.read();
    let done = |read: Result<(), NotRead>| if read.is_ok() { Reading::Done } else { Reading::Failed };
    if let Some(read) = now(&mut coming) {
        reading.set(done(read));
        return;
    }
    if reading.get_untracked() != Reading::Begun {
        reading.set(Reading::Begun);
    }
    leptos::task::spawn_local(async move {
        // Nobody may be at this place any more.
        let _shown = reading.try_set(done(coming.await));
    });
}

/// What is ready at once.
fn now<T>(coming: &mut Pin<Box<dyn Future<Output = T>>>) -> Option<T> {
    match coming.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(it) => Some(it),
        Poll::Pending => None,
    }
}

fn not_read(again: Callback<()>) -> AnyView {
    let problem = Problem::new(
        Code::Failed,
        "This part of Throughcare could not be read",
        "Nothing you saved is lost. Try again. If it happens again, close Throughcare and open it.",
    );
    view! { <Failed problem again /> }.into_any()
}
