//! A list that is asked for before its screen is there: the screen then does not ask again.

use leptos::prelude::*;

/// Whether it was asked for already.
#[derive(Clone, Copy)]
pub(crate) struct Early(StoredValue<bool>);

impl Early {
    /// Not yet.
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(false))
    }

    /// Asks before the screen is there.
    pub(crate) fn ask(self, refresh: impl FnOnce()) {
        self.0.set_value(true);
        refresh();
    }

    /// Somebody comes to the screen: it asks, unless that was done for it.
    pub(crate) fn come(self, refresh: impl FnOnce()) {
        if !self.0.try_update_value(std::mem::take).unwrap_or_default() {
            refresh();
        }
    }
}
