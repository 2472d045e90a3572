//! How this computer's window looks and behaves: changed at once and kept, also before somebody has come in. The size of the text is
//! the window's zoom: there is no other.

use api::{KeepPreferences, Preferences, Problem};
use leptos::prelude::*;

use crate::{backend, page};

/// The sizes of text that there are, in per cent.
pub(crate) const TEXT_SIZES: [u32; 11] = [80, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400];
/// The size that everything is drawn for.
const USUAL: u32 = 100;

/// A step of the text's size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zoom {
    /// To the next size that is larger.
    In,
    /// To the next that is smaller.
    Out,
    /// To the size that everything is drawn for.
    Usual,
}

impl Zoom {
    /// The step of an item of the window's menu.
    pub(crate) fn of_item(item: &str) -> Option<Self> {
        match item {
            "zoom-in" => Some(Self::In),
            "zoom-out" => Some(Self::Out),
            "zoom-reset" => Some(Self::Usual),
            _ => None,
        }
    }

    /// The size that it leads to. At either end it leads no further.
    fn from(self, size: u32) -> u32 {
        match self {
            Self::In => TEXT_SIZES.into_iter().find(|next| *next > size).unwrap_or(size),
            Self::Out => TEXT_SIZES.into_iter().rev().find(|next| *next < size).unwrap_or(size),
            Self::Usual => USUAL,
        }
    }
}

/// This computer's preferences, as they are shown.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    /// They.
    pub(crate) own: RwSignal<Preferences>,
    /// Why they could not be kept, the last time that they could not.
    pub(crate) problem: RwSignal<Option<Problem>>,
    /// Whether they are being kept; and if so, whether they have changed since.
    keeping: StoredValue<Option<bool>>,
}

impl Look {
    /// The standard, until those that were kept have come.
    pub(crate) fn standard() -> Self {
        Self {
            own: RwSignal::new(Preferences::default()),
            problem: RwSignal::new(None),
            keeping: StoredValue::new(None),
        }
    }

    /// Shows those that were kept.
    pub(crate) fn take(self, kept: &Preferences) {
        page::apply(kept);
        self.own.set(kept.clone());
    }

    /// Changes something, shows it at once, and keeps it.
    pub(crate) fn change(self, change: impl FnOnce(&mut Preferences)) {
        self.own.update(change);
        self.own.with_untracked(page::apply);
        if self.keeping.get_value().is_some() {
            self.keeping.set_value(Some(true));
        } else {
            self.keep();
        }
    }

    /// A step larger or smaller.
    pub(crate) fn zoom(self, step: Zoom) {
        let size = self.own.with_untracked(|own| own.text_size);
        let to = step.from(size);
        if to != size {
            self.change(|own| own.text_size = to);
        }
    }

    /// One after the other: what is kept last is what was chosen last.
    fn keep(self) {
        leptos::task::spawn_local(async move {
            loop {
                self.keeping.set_value(Some(false));
                let preferences = self.own.get_untracked();
                if let Err(problem) = backend::call(KeepPreferences { preferences }).await {
                    self.problem.set(Some(problem));
                }
                if self.keeping.get_value() != Some(true) {
                    break;
                }
            }
            self.keeping.set_value(None);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::Zoom;

    #[test]
    fn text_grows_and_shrinks_in_steps_and_stops_at_either_end() {
        assert_eq!([Zoom::In.from(100), Zoom::Out.from(110), Zoom::Usual.from(175)], [110, 100, 100]);
        assert_eq!([Zoom::In.from(400), Zoom::Out.from(80)], [400, 80]);
        // A size that somebody wrote into the file by hand leads to the next one that there is.
        assert_eq!([Zoom::In.from(137), Zoom::Out.from(137)], [150, 125]);
    }

    #[test]
    fn only_the_items_of_the_view_menu_are_steps() {
        assert_eq!(Zoom::of_item("zoom-in"), Some(Zoom::In));
        assert_eq!(Zoom::of_item("lock"), None);
    }
}
