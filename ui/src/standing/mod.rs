//! Where this device stands with its server, wherever in the window somebody is: asked when they come in and whenever something was done, and
//! heard when it changes. Nothing waits for it.

mod panel;
mod words;

use std::mem;
use std::sync::Arc;
use std::time::Duration;

use api::{Connection, ConnectionState, ConnectionView, News};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
pub(crate) use panel::ConnectionPanel;
pub(crate) use words::{Chip, at, headline, line, means, needing, sentence};

/// What comes from other devices within so short a time is shown in one go.
const TOGETHER: Duration = Duration::from_secs(1);

/// Where this device stands with its server.
#[derive(Clone, Copy)]
pub(crate) struct Standing {
    /// As it was last told; nothing, until that is known.
    pub(crate) view: RwSignal<Option<Arc<ConnectionView>>>,
    /// How many times something came in from other devices.
    arrived: RwSignal<u32>,
    /// Whether that something came is about to be told.
    telling: StoredValue<bool>,
}

impl Standing {
    /// Listens, for as long as the window lives.
    pub(crate) fn listen() -> Self {
        let standing = Self { view: RwSignal::new(None), arrived: RwSignal::new(0), telling: StoredValue::new(false) };
        backend::on_news(move |news| match news {
            News::Connection(view) => standing.take(*view),
            News::Arrived => standing.something_came(),
            News::Locked(_) | News::Progress { .. } => {}
        });
        standing
    }

    /// Asks how it stands.
    pub(crate) fn ask(self) {
        leptos::task::spawn_local(async move {
            // Without an answer nothing new is claimed.
            if let Ok(view) = backend::call(Connection {}).await {
                self.take(view);
            }
        });
    }

    /// Shows how it stands, as a call has told it.
    pub(crate) fn take(self, view: ConnectionView) {
        let same = self.view.try_with_untracked(|now| now.as_deref() == Some(&view));
        if same == Some(false) {
            self.view.set(Some(Arc::new(view)));
        }
    }

    /// In one word; nothing, until that is known.
    pub(crate) fn state(self) -> Option<ConnectionState> {
        self.view.with(|view| view.as_ref().map(|view| view.state))
    }

    /// How many computers wait to be admitted.
    pub(crate) fn arrivals(self) -> u32 {
        self.view.with(|view| view.as_ref().map_or(0, |view| view.arrivals))
    }

    /// How many cases wait that other prisons have sent.
    pub(crate) fn cases(self) -> u32 {
        self.view.with(|view| view.as_ref().map_or(0, |view| view.cases))
    }

    /// Does something whenever entries came in from other devices, as long as the owner lives: such as reading again.
    pub(crate) fn on_arrival(self, act: impl Fn() + 'static) {
        Effect::new(move |before: Option<u32>| {
            let arrived = self.arrived.get();
            if before.is_some_and(|before| before != arrived) {
                act();
            }
            arrived
        });
    }

    fn something_came(self) {
        if self.telling.try_update_value(|telling| mem::replace(telling, true)) != Some(false) {
            return;
        }
        set_timeout(
            move || {
                if self.telling.try_set_value(false).is_none() {
                    self.arrived.update(|arrived| *arrived += 1);
                }
            },
            TOGETHER,
        );
    }
}

/// Keeps what is shown true: asks when somebody has begun and whenever something was done, and says what has changed.
pub(crate) fn follow(desk: Desk, begun: Memo<bool>) {
    let standing = desk.standing;
    Effect::new(move |_| {
        desk.toast.words.track();
        if begun.get() {
            standing.ask();
        }
    });
    Effect::new(move |before: Option<Option<ConnectionState>>| {
        let now = standing.state();
        if let (Some(Some(before)), Some(now)) = (before, now) {
            match words::changed(before, now) {
                Some(words) if now == ConnectionState::Stopped => desk.speak.warn(words),
                Some(words) => desk.speak.say(words),
                None => {}
            }
        }
        now
    });
}
