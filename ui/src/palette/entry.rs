//! What the palette can find without asking: the screens of this person and what they can do.

use leptos::prelude::*;

use crate::desk::{Desk, Over};
use crate::frame::groups;
use crate::palette::doing;
use crate::route::{Place, Screen};

/// What choosing an entry does.
pub(super) type Act = Callback<()>;

/// Something that can be chosen.
#[derive(Clone)]
pub(super) struct Entry {
    /// What it is called.
    pub(super) label: String,
    /// What tells it from others of the name.
    pub(super) under: String,
    /// What is good to know of it.
    pub(super) aside: Option<String>,
    /// The keys that do the same.
    pub(super) keys: Option<String>,
    /// Words around what was looked for, and where in them that stands.
    pub(super) excerpt: Option<(String, Vec<(usize, usize)>)>,
    /// What choosing it does.
    pub(super) act: Act,
}

impl Entry {
    /// Something that does something.
    pub(super) fn new(label: impl Into<String>, act: Act) -> Self {
        Self { label: label.into(), under: String::new(), aside: None, keys: None, excerpt: None, act }
    }
}

/// Entries of a kind.
#[derive(Clone)]
pub(super) struct Group {
    /// What kind.
    pub(super) title: String,
    /// They.
    pub(super) entries: Vec<Entry>,
}

impl Group {
    /// A group, unless it would be empty.
    pub(super) fn some(title: impl Into<String>, entries: Vec<Entry>) -> Option<Self> {
        (!entries.is_empty()).then(|| Self { title: title.into(), entries })
    }
}

/// The screens of this person.
pub(super) fn screens(desk: Desk) -> Vec<Entry> {
    let entries = groups(desk).into_iter().flat_map(|(_, entries)| entries);
    entries
        .map(|entry| Entry {
            keys: Some(entry.keys.to_owned()),
            ..Entry::new(entry.label, doing(move || desk.route.go(Place::of(entry.screen))))
        })
        .collect()
}

/// What can be done from anywhere.
pub(super) fn actions(desk: Desk) -> Vec<Entry> {
    let entry = |label: &str, keys: &str, act| Entry { keys: Some(keys.to_owned()), ..Entry::new(label, act) };
    let mut actions = vec![
        entry("Lock now", "Ctrl L", doing(move || desk.lock())),
        entry("Show all keys", "?", doing(move || desk.over.set(Some(Over::Keys)))),
        entry("Fold or unfold the navigation", "Ctrl B", doing(move || desk.fold())),
    ];
    if let Some(offered) = desk.undo.offered.get_untracked() {
        let undo = doing(move || desk.undo.this(desk, offered.act));
        actions.insert(0, entry(&format!("Undo: {}", offered.words), "U", undo));
    }
    for height in ["compact", "standard", "comfortable"] {
        actions.push(Entry::new(
            format!("Row height: {height}"),
            doing(move || desk.prefer(|own| height.clone_into(&mut own.row_height))),
        ));
    }
    let contrast =
        if desk.preferences.with_untracked(|own| own.high_contrast) { "Usual contrast" } else { "High contrast" };
    actions.push(Entry::new(contrast, doing(move || desk.prefer(|own| own.high_contrast = !own.high_contrast))));
    if untrack(|| desk.route.place().screen) != Screen::Caseload {
        actions.push(entry("Back to where you were", "Alt ←", doing(move || desk.route.back())));
    }
    actions
}
