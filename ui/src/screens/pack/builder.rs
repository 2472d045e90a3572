//! The pack section by section: the sections at the left, the one in hand in the middle, and at the right what bears on the whole.

use leptos::prelude::*;

use crate::page;
use crate::screens::drafts::{CannotSave, Journal};
use crate::screens::pack::answer::Saving;
use crate::screens::pack::beside::Beside;
use crate::screens::pack::gap::working;
use crate::screens::pack::gaps::Gaps;
use crate::screens::pack::open::{Open, Way};
use crate::screens::pack::section::InHand;
use crate::screens::pack::sections::Sections;
use crate::screens::pack::typed::Typed;

#[component]
pub(super) fn Builder(open: Open, typed: Typed, journal: Journal) -> impl IntoView {
    let saving = Saving::new(open, typed);
    keys(open, saving);
    let current = Signal::derive(move || Some(open.section.get()));
    let choose = Callback::new(move |section| {
        open.go(section);
        page::focus_soon("section-head");
    });
    view! {
        <Gaps open />
        <CannotSave journal words="gap-words" />
        <div class="desk-split desk-split--pack">
            <Sections open current choose />
            <InHand saving journal />
            <Beside open />
        </div>
    }
}

fn keys(open: Open, saving: Saving) {
    let keys = open.desk.keys;
    keys.on_and_show("j", "Next section", "section", move || open.step(1));
    keys.on_and_show("k", "Section before", "section", move || open.step(-1));
    keys.on("Alt+ArrowDown", "Next section", move || open.step(1));
    keys.on("Alt+ArrowUp", "Section before", move || open.step(-1));
    if open.may_write() {
        keys.on_and_show("Ctrl+Enter", "Save, and go to the next gap", "save, next gap", move || {
            saving.save_and_next()
        });
    }
    keys.on_and_show("p", "Preview", "preview", move || open.look(Way::Preview));
    keys.on("w", "Why the gap in hand is one", move || {
        let gap = open.gap.get_untracked().and_then(|key| untrack(|| open.gap_of(&key)));
        if let Some(gap) = gap {
            open.why.set(Some(working(&gap)));
        }
    });
    keys.on("Escape", "Back to where you were", move || open.desk.route.back());
}
