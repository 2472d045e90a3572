//! The window's first question, how things stand, and what follows from it: setting up, unlocking, or the frame with its screens.

use api::{Problem, SignedIn, StatusView};
use leptos::prelude::*;

use crate::frame::Frame;
use crate::look::{Look, Zoom};
use crate::parts::{Failed, Opening};
use crate::screens::unlock::Unlock;
use crate::{backend, chapters, page};

/// What the window shows.
#[derive(Clone)]
enum Room {
    /// Nothing is known yet.
    Asking,
    /// The record side could not be asked.
    Failed(Problem),
    /// Nobody's record is on this computer.
    Empty(StatusView),
    /// Somebody has to say who they are.
    Locked(StatusView),
    /// Somebody is here.
    Open(SignedIn),
}

impl Room {
    fn of(status: Result<StatusView, Problem>) -> Self {
        match status {
            Err(problem) => Self::Failed(problem),
            Ok(StatusView { signed_in: Some(person), .. }) => Self::Open(person),
            Ok(status) if status.people.is_empty() => Self::Empty(status),
            Ok(status) => Self::Locked(status),
        }
    }
}

/// All of the window.
#[component]
pub(crate) fn App() -> impl IntoView {
    let room = RwSignal::new(Room::Asking);
    let look = Look::standard();
    let enter = Callback::new(move |person| room.set(Room::Open(person)));
    let ask = move || {
        leptos::task::spawn_local(async move {
            let status = backend::call(api::Status {}).await;
            if let Ok(status) = &status {
                look.take(&status.preferences);
            }
            room.set(Room::of(status));
        });
    };
    ask();
    reload_when_locked();
    zoom_by_the_menu(look);
    follow_room(look.own);
    move || {
        match room.get() {
        Room::Asking => view! { <main class="desk-stopped"><Opening /></main> }.into_any(),
        Room::Failed(problem) => {
            view! { <main class="desk-stopped" id="main"><Failed problem again=Callback::new(move |()| ask()) /></main> }.into_any()
        }
        Room::Empty(status) => {
            let back = Room::Locked(status.clone());
            chapters::beginning(status, enter, Callback::new(move |()| room.set(back.clone())))
        }
        Room::Locked(status) => {
            let elsewhere = Room::Empty(status.clone());
            view! { <Unlock status enter elsewhere=Callback::new(move |()| room.set(elsewhere.clone())) /> }.into_any()
        }
        Room::Open(person) => {
            backend::signed_in();
            view! { <Frame person look /> }.into_any()
        }
    }
    }
}

/// There is no covered-up view behind the unlock screen: the page that showed something is gone.
fn reload_when_locked() {
    backend::on_news(|news| {
        if matches!(news, api::News::Locked(_)) {
            page::reload();
        }
    });
}

/// The window's own menu makes the text larger and smaller, whoever is here or not.
fn zoom_by_the_menu(look: Look) {
    backend::on_menu(move |item| {
        if let Some(step) = Zoom::of_item(item) {
            look.zoom(step);
        }
    });
}

/// Follows how much room there is, as the window and the text change their size.
fn follow_room(preferences: RwSignal<api::Preferences>) {
    let width = RwSignal::new(page::width());
    let resized = window_event_listener(leptos::ev::resize, move |_| width.set(page::width()));
    on_cleanup(move || resized.remove());
    let room = Memo::new(move |_| page::Room::of(width.get(), preferences.with(|own| own.text_size)));
    provide_context(room);
    Effect::new(move |_| room.get().show());
}
