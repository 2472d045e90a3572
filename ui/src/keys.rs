//! The keyboard: one registry that screens and the frame put their keys into, and take them out of when they go. It is also what `?`
//! lists. Keys of one character work only when nobody is typing, and can be turned off.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use crate::page;
use crate::parts::in_order;

/// What the status bar says of the key that lists all keys.
pub(crate) const ALL_KEYS: &str = "all keys";
/// How long the second letter of a pair may take, in milliseconds.
const PAIR_WITHIN: f64 = 1500.0;

/// A key with what is held down beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Press {
    ctrl: bool,
    alt: bool,
    shift: bool,
    key: String,
}

impl Press {
    /// Reads `Ctrl+Shift+K`, `/`, `F6`, `Alt+ArrowUp`.
    fn read(text: &str) -> Self {
        let mut press = Self { ctrl: false, alt: false, shift: false, key: String::new() };
        let mut rest = text;
        while let Some((held, after)) = rest.split_once('+').filter(|(_, after)| !after.is_empty()) {
            match held {
                "Ctrl" => press.ctrl = true,
                "Alt" => press.alt = true,
                "Shift" => press.shift = true,
                _ => {}
            }
            rest = after;
        }
        press.key = rest.to_lowercase();
        press
    }

    fn of(event: &KeyboardEvent) -> Self {
        let key = event.key().to_lowercase();
        let ctrl = event.ctrl_key() || event.meta_key();
        // `?` needs shift on some keyboards and not on others: a character stands for itself.
        let shift = event.shift_key() && (ctrl || key.chars().count() > 1);
        Self { ctrl, alt: event.alt_key(), shift, key }
    }

    /// Whether it could be part of what somebody types.
    fn is_character(&self) -> bool {
        !self.ctrl && !self.alt && self.key.chars().count() == 1
    }

    /// Whether it goes to and fro in what somebody types.
    fn moves_within_text(&self) -> bool {
        !self.ctrl && !self.alt && matches!(self.key.as_str(), "arrowleft" | "arrowright")
    }
}

/// A key, or two after each other, and what it does.
#[derive(Clone)]
struct Binding {
    id: u64,
    first: Press,
    second: Option<Press>,
    /// As people read it: `Ctrl K`, `G C`.
    shown: String,
    does: String,
    foot: Option<&'static str>,
    act: Option<Callback<()>>,
}

/// A key as `?` and the status bar show it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Shown {
    /// Each key of it.
    pub(crate) keys: Vec<String>,
    /// What it does.
    pub(crate) does: String,
}

/// The registry.
#[derive(Clone, Copy)]
pub(crate) struct Keys {
    bindings: RwSignal<Vec<Binding>>,
    next: StoredValue<u64>,
    /// How many dialogs are open: while one is, only keys that were put in since then work.
    barriers: RwSignal<Vec<u64>>,
    pending: StoredValue<Option<(Press, f64)>>,
    characters: Signal<bool>,
}

impl Keys {
    /// Listens to the window, for as long as the owner lives. `characters` says whether keys of one character work.
    pub(crate) fn listen(characters: Signal<bool>) -> Self {
        let keys = Self {
            bindings: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            barriers: RwSignal::new(Vec::new()),
            pending: StoredValue::new(None),
            characters,
        };
        let listener = window_event_listener(ev::keydown, move |event| keys.pressed(&event));
        on_cleanup(move || listener.remove());
        keys
    }

    /// Puts a key in, until the owner goes. `chord` is `Ctrl+K`, `/`, or two with a space between: `g c`.
    pub(crate) fn on(self, chord: &str, does: impl Into<String>, act: impl Fn() + Send + Sync + 'static) {
        self.put(chord, does.into(), None, act);
    }

    /// The same, and the status bar shows it with these few words.
    pub(crate) fn on_and_show(
        self,
        chord: &str,
        does: impl Into<String>,
        foot: &'static str,
        act: impl Fn() + Send + Sync + 'static,
    ) {
        self.put(chord, does.into(), Some(foot), act);
    }

    /// The same as [`Keys::on`], without a line of its own in the list: for keys that are listed together.
    pub(crate) fn on_unlisted(self, chord: &str, act: impl Fn() + Send + Sync + 'static) {
        self.put(chord, String::new(), None, act);
    }

    /// Shows a key that a part of the screen has for itself, such as the rows of a table.
    pub(crate) fn show(self, chord: &str, does: impl Into<String>, foot: Option<&'static str>) {
        self.add(chord, does.into(), foot, None);
    }

    fn put(self, chord: &str, does: String, foot: Option<&'static str>, act: impl Fn() + Send + Sync + 'static) {
        self.add(chord, does, foot, Some(Callback::new(move |()| act())));
    }

    fn add(self, chord: &str, does: String, foot: Option<&'static str>, act: Option<Callback<()>>) {
        let mut presses = chord.split(' ').map(Press::read);
        let Some(first) = presses.next() else { return };
        let id = self.next.with_value(|next| *next);
        self.next.set_value(id + 1);
        let binding = Binding { id, first, second: presses.next(), shown: shown(chord), does, foot, act };
        self.bindings.update(|bindings| bindings.push(binding));
        on_cleanup(move || {
            self.bindings.try_update(|bindings| bindings.retain(|binding| binding.id != id));
        });
    }

    /// Until the owner goes, only keys that are put in from now on work: for dialogs.
    pub(crate) fn only_these(self) {
        let from = self.next.with_value(|next| *next);
        self.barriers.update(|barriers| barriers.push(from));
        on_cleanup(move || {
            self.barriers.try_update(|barriers| barriers.retain(|barrier| *barrier != from));
        });
    }

    /// Everything that works here, in the order in which it was put in, each key once: what was put in last is what it does.
    pub(crate) fn all(self) -> Vec<Shown> {
        let mut seen: Vec<Shown> = Vec::new();
        self.bindings.with(|bindings| {
            for binding in bindings.iter().rev().filter(|binding| !binding.does.is_empty()) {
                let keys: Vec<_> = binding.shown.split(' ').map(str::to_owned).collect();
                if !seen.iter().any(|other| other.keys == keys) {
                    seen.push(Shown { keys, does: binding.does.clone() });
                }
            }
        });
        seen.reverse();
        seen
    }

    /// What the status bar shows, keys that do the same in one: `J K move`.
    pub(crate) fn foot(self) -> Vec<Shown> {
        let mut feet: Vec<Shown> = Vec::new();
        self.bindings.with(|bindings| {
            for binding in bindings {
                let Some(does) = binding.foot else { continue };
                match feet.iter_mut().find(|other| other.does == does) {
                    Some(other) => other.keys.push(binding.shown.clone()),
                    None => feet.push(Shown { keys: vec![binding.shown.clone()], does: does.to_owned() }),
                }
            }
        });
        // What leads to all the others stands at the end.
        in_order(&mut feet, |shown| shown.does == ALL_KEYS);
        feet
    }

    fn pressed(self, event: &KeyboardEvent) {
        if event.default_prevented() || event.is_composing() {
            return;
        }
        let press = Press::of(event);
        let at = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let typing = at.as_ref().is_some_and(page::takes_text);
        if press.is_character() && (typing || !self.characters.get_untracked()) {
            return;
        }
        // A field has its own use for the arrows along it.
        if typing && press.moves_within_text() {
            return;
        }
        // A button, a link or a field has its own use for Enter.
        if press.key == "enter" && !press.ctrl && at.as_ref().is_some_and(page::acts) {
            return;
        }
        let now = event.time_stamp();
        let before = self.pending.try_update_value(Option::take).flatten();
        let before = before.filter(|(_, at)| now - at < PAIR_WITHIN).map(|(press, _)| press);
        if let Some(act) = self.find(before.as_ref(), &press) {
            event.prevent_default();
            act.run(());
        } else if before.is_none() && self.begins_a_pair(&press) {
            event.prevent_default();
            self.pending.set_value(Some((press, now)));
        }
    }

    /// The newest binding that the press completes, unless a dialog stands before it.
    fn find(self, before: Option<&Press>, press: &Press) -> Option<Callback<()>> {
        let from = self.from();
        self.bindings.with_untracked(|bindings| {
            let fits = |binding: &&Binding| {
                binding.id >= from
                    && binding.act.is_some()
                    && match (&binding.second, before) {
                        (Some(second), Some(before)) => binding.first == *before && second == press,
                        (None, None) => binding.first == *press,
                        _ => false,
                    }
            };
            bindings.iter().rev().find(fits).and_then(|binding| binding.act)
        })
    }

    fn begins_a_pair(self, press: &Press) -> bool {
        let from = self.from();
        self.bindings.with_untracked(|bindings| {
            bindings.iter().any(|binding| binding.id >= from && binding.second.is_some() && binding.first == *press)
        })
    }

    fn from(self) -> u64 {
        self.barriers.with_untracked(|barriers| barriers.last().copied().unwrap_or(0))
    }
}

/// `Ctrl+Shift+K` as `Ctrl Shift K`; letters large, arrows as arrows.
fn shown(chord: &str) -> String {
    let name = |key: &str| match key {
        "ArrowUp" => "↑".to_owned(),
        "ArrowDown" => "↓".to_owned(),
        "ArrowLeft" => "←".to_owned(),
        "ArrowRight" => "→".to_owned(),
        "Escape" => "Esc".to_owned(),
        "-" => "−".to_owned(),
        key if key.chars().count() == 1 => key.to_uppercase(),
        key => key.to_owned(),
    };
    let one = |press: &str| {
        // The plus sign joins what is held down with the key, and is a key itself.
        let (held, key) = match press.strip_suffix('+') {
            Some(held) => (held, "+"),
            None => press.rsplit_once('+').unwrap_or(("", press)),
        };
        held.split('+').filter(|key| !key.is_empty()).chain([key]).map(name).collect::<Vec<_>>().join(" ")
    };
    chord.split(' ').map(one).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chord_is_read_with_what_is_held_down() {
        let press = Press::read("Ctrl+Shift+K");
        assert!(press.ctrl && press.shift && !press.alt);
        assert_eq!(press.key, "k");
        assert_eq!(Press::read("Ctrl++").key, "+");
        assert!(Press::read("/").is_character());
        assert!(!Press::read("F6").is_character());
        assert!(!Press::read("Ctrl+L").is_character());
        assert!(Press::read("ArrowLeft").moves_within_text());
        assert!(!Press::read("Alt+ArrowLeft").moves_within_text());
    }

    #[test]
    fn keys_are_shown_as_they_are_printed_on_the_keyboard() {
        assert_eq!(shown("Ctrl+Shift+K"), "Ctrl Shift K");
        assert_eq!(shown("g c"), "G C");
        assert_eq!(shown("Alt+ArrowUp"), "Alt ↑");
        assert_eq!([shown("Ctrl++"), shown("+"), shown("Ctrl+-")], ["Ctrl +", "+", "Ctrl −"]);
    }
}
