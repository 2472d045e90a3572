//! The frame around every screen: top bar, navigation, status bar, what stands over it, and the keys that work everywhere.

mod chip;
mod chip_panel;
mod foot;
mod keys_list;
mod nav;
mod toast;
mod top;

use api::SignedIn;
use leptos::ev;
use leptos::prelude::*;

use crate::desk::{Desk, Over};
use crate::frame::foot::Foot;
use crate::frame::keys_list::KeysList;
use crate::frame::nav::Nav;
pub(crate) use crate::frame::nav::{groups, sees_packs, settles_conflicts, takes_cases};
use crate::frame::toast::ToastLine;
use crate::frame::top::Top;
pub(crate) use crate::frame::top::short as role_words;
use crate::keys::ALL_KEYS;
use crate::look::{Look, Zoom};
use crate::palette::Palette;
use crate::route::{Place, Screen};
use crate::screens::caseload::{self, Caseload};
use crate::screens::drafts::{self, Offer};
use crate::screens::my_day::{self, MyDay};
use crate::screens::{case, gate_list, handover, import, note, pack, rotl, search, settings};
use crate::{backend, chapters, page, standing};

/// The screens tell the desk at most this often that somebody is there, in milliseconds.
const STILL_HERE_EVERY: f64 = 15_000.0;

/// The window of somebody who is here.
#[component]
pub(crate) fn Frame(
    /// Who.
    person: SignedIn,
    /// This computer's preferences.
    look: Look,
) -> impl IntoView {
    let demonstration = person.demonstration;
    let desk = Desk::open(person, look);
    provide_context(desk);
    let list = caseload::State::new(desk);
    provide_context(list);
    provide_context(case::Kept::new());
    let day = my_day::State::new(desk);
    provide_context(day);
    let gate = gate_list::State::new(desk);
    provide_context(gate);
    gate.watch();
    let begun = Memo::new(move |before: Option<&bool>| {
        before.copied().unwrap_or_default() || list.has_come() || day.has_come() || gate.has_come()
    });
    if desk.person.may(api::Right::ReadCases) {
        count_what_is_owed(desk, day, begun);
    }
    standing::follow(desk, begun);
    desk.standing.on_arrival(move || {
        if desk.person.may(api::Right::ReadCases) {
            day.recount();
        }
    });
    chapters::read_ahead(begun);
    provide_context(handover::State::new(desk));
    provide_context(pack::State::new(desk));
    provide_context(rotl::State::new(desk));
    provide_context(import::State::new(desk));
    provide_context(drafts::Waiting::new(desk));
    provide_context(search::State::new(desk));
    provide_context(settings::Backup::new(desk));
    keys_of_the_frame(desk);
    note::keys(desk, list);
    menu_of_the_window(desk);
    say_how_it_looks(desk);
    still_here();
    // The first list is on its way while the frame is built around its place.
    match untrack(|| desk.route.place().screen) {
        Screen::MyDay => day.ask_early(),
        Screen::Caseload => list.ask_early(),
        _ => {}
    }
    let asked = RwSignal::new(false);
    leptos::task::spawn_local(async move { asked.set(true) });
    move || asked.get().then(|| view! { <Around desk demonstration /> })
}

/// Top bar, navigation, screen, status bar, and what stands over them.
#[component]
fn Around(desk: Desk, demonstration: bool) -> impl IntoView {
    let folded = move || desk.folded();
    view! {
        <a href="#main" class="govuk-skip-link" on:click=|event| {
            event.prevent_default();
            page::focus("main");
        }>"Skip to main content"</a>
        <div class="desk-app" class=("desk-app--folded", folded) class=("desk-app--band", demonstration)>
            <Top />
            {demonstration.then(|| view! {
                <section class="desk-band" aria-label="Demonstration">"Demonstration. Invented people. Nothing can be sent or exported"</section>
            })}
            <Nav />
            <Offer />
            <Screens />
            <Foot />
        </div>
        <div class="govuk-visually-hidden" role="status">{move || desk.speak.polite.get()}</div>
        <div class="govuk-visually-hidden" role="alert">{move || desk.speak.alert.get()}</div>
        <ToastLine />
        {move || match desk.over.get() {
            Some(Over::Palette) => view! { <Palette /> }.into_any(),
            Some(Over::Keys) => view! { <KeysList /> }.into_any(),
            None => ().into_any(),
        }}
    }
}

/// The screen of the place where somebody is. It is built anew only when the screen changes, not when another case is opened in it.
#[component]
fn Screens() -> impl IntoView {
    let desk = Desk::here();
    let screen = Memo::new(move |_| desk.route.place().screen);
    let number = Memo::new(move |_| desk.route.place().number);
    move || match screen.get() {
        Screen::MyDay => view! { <MyDay /> }.into_any(),
        Screen::Caseload => view! { <Caseload /> }.into_any(),
        other => chapters::screen(other, number),
    }
}

/// Going to a screen moves focus to its heading, unless the screen has a better place.
pub(crate) fn heading_focus(screen: &'static str) {
    page::set_title(screen);
    request_animation_frame(|| {
        if page::focused().is_none_or(|focused| focused.id() == "main") {
            page::focus("main");
        }
    });
}

fn keys_of_the_frame(desk: Desk) {
    let keys = desk.keys;
    keys.on("Ctrl+K", "Find a prisoner, a screen or an action", move || desk.over.set(Some(Over::Palette)));
    keys.on("Ctrl+L", "Lock at once", move || desk.lock());
    keys.on("Ctrl+B", "Fold or unfold the navigation", move || desk.fold());
    for chord in ["Ctrl+=", "Ctrl++", "Ctrl+Shift++"] {
        keys.on_unlisted(chord, move || desk.look.zoom(Zoom::In));
    }
    keys.show("Ctrl++", "Larger text", None);
    keys.on("Ctrl+-", "Smaller text", move || desk.look.zoom(Zoom::Out));
    keys.on("Ctrl+0", "Text at its usual size", move || desk.look.zoom(Zoom::Usual));
    keys.on("F6", "Next region of the window", || next_region(1));
    keys.on("Shift+F6", "Previous region of the window", || next_region(-1));
    let cases = desk.person.may(api::Right::ReadCases);
    if cases {
        keys.on("g d", "Go to my day", move || desk.route.go(Place::of(Screen::MyDay)));
        keys.on("g c", "Go to the caseload", move || desk.route.go(Place::of(Screen::Caseload)));
    }
    if desk.person.is("keyworker") {
        keys.on("g k", "Go to key work", move || desk.route.go(Place::of(Screen::KeyWork)));
    }
    if desk.person.may(api::Right::WriteNotes) {
        keys.on("g n", "Go to your unfinished notes", move || desk.route.go(Place::of(Screen::Drafts)));
    }
    let go = move |place| move || desk.route.go(Place::of(place));
    if cases {
        keys.on("g f", "Go to search", go(Screen::Search));
    }
    if desk.person.may(api::Right::ReadGateList) {
        keys.on("g t", "Go to the gate list", go(Screen::GateList));
    }
    if nav::sees_handovers(desk) {
        keys.on("g h", "Go to the handover board", go(Screen::Handover));
    }
    if sees_packs(desk) {
        keys.on("g e", "Go to the handover packs", go(Screen::Packs));
    }
    if nav::sees_releases(desk) {
        keys.on("g r", "Go to ROTL", go(Screen::Rotl));
    }
    if desk.person.may(api::Right::AllocatePom) {
        keys.on("g w", "Go to the workload of POMs", go(Screen::Workload));
    }
    if nav::allocates(desk) {
        keys.on("g a", "Go to allocation", go(Screen::Allocation));
    }
    if desk.person.may(api::Right::Import) {
        keys.on("g i", "Go to imports", go(Screen::Import));
    }
    if desk.person.may(api::Right::ManageStaff) {
        keys.on("g s", "Go to staff", go(Screen::Staff));
    }
    if desk.person.may(api::Right::ManageStaff) {
        keys.on("g v", "Go to the unit's computers", go(Screen::Devices));
    }
    if nav::settles_conflicts(desk) {
        keys.on("g x", "Go to the conflicts to settle", go(Screen::Conflicts));
    }
    if nav::takes_cases(desk) {
        keys.on("g b", "Go to the cases that were sent here", go(Screen::CasesSent));
    }
    keys.on("g y", "Go to the connection", go(Screen::Connection));
    keys.on("g j", "Go to the changes that were not applied", go(Screen::Unapplied));
    keys.on("g p", "Go to settings", go(Screen::Settings));
    keys.on("Alt+ArrowLeft", "Back to where you were", move || desk.route.back());
    keys.on_and_show("?", "All keys that work here", ALL_KEYS, move || desk.over.set(Some(Over::Keys)));
}

/// What somebody owes is counted when their first list has come, and again whenever something was done.
fn count_what_is_owed(desk: Desk, day: my_day::State, begun: Memo<bool>) {
    Effect::new(move |_| {
        desk.toast.words.track();
        if begun.get() {
            day.recount();
        }
    });
}

/// The window's own menu does what the keys do.
fn menu_of_the_window(desk: Desk) {
    backend::on_menu(move |item| match item {
        "keys" => desk.over.set(Some(Over::Keys)),
        "back-up" => settings::show(desk, settings::BACK_UP),
        "about" => settings::show(desk, settings::ABOUT),
        "lock" | "quit" => desk.leave(),
        _ => {}
    });
}

/// The size of the text is said, however it was changed; and that preferences could not be kept.
fn say_how_it_looks(desk: Desk) {
    let size = Memo::new(move |_| desk.preferences.with(|own| own.text_size));
    Effect::new(move |before: Option<u32>| {
        let size = size.get();
        if before.is_some_and(|before| before != size) {
            desk.speak.say(format!("Text size {size}%"));
        }
        size
    });
    Effect::new(move |_| {
        if let Some(problem) = desk.look.problem.get() {
            desk.failed(&problem);
        }
    });
}

/// Top bar, navigation, main panes, status bar, and round again.
fn next_region(step: isize) {
    const REGIONS: [&str; 4] = ["top", "nav", "main", "foot"];
    let at = page::focused().and_then(|focused| {
        REGIONS.iter().position(|region| page::element(region).is_some_and(|region| region.contains(Some(&focused))))
    });
    let count = REGIONS.len();
    let to = match (at, step) {
        (None, _) => 2,
        (Some(at), 1) => (at + 1) % count,
        (Some(at), _) => (at + count - 1) % count,
    };
    if let Some(region) = REGIONS.get(to) {
        page::focus(region);
    }
}

/// Every key press and every move of the pointer counts as being there.
fn still_here() {
    let told = StoredValue::new(0.0);
    let tell = move || {
        let now = js_sys::Date::now();
        if now - told.get_value() < STILL_HERE_EVERY {
            return;
        }
        told.set_value(now);
        leptos::task::spawn_local(async {
            // If the record has locked meanwhile, the call itself loads the page afresh.
            let _told = backend::call(api::StillHere {}).await;
        });
    };
    let pressed = window_event_listener(ev::keydown, move |_| tell());
    let moved = window_event_listener(ev::pointermove, move |_| tell());
    on_cleanup(move || {
        pressed.remove();
        moved.remove();
    });
}
