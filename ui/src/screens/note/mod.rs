//! Writing in a case file: key work and other notes, what is added to a note later, and a keyworker's own prisoners. A note is fixed
//! once it is recorded; until then everything typed is kept.

mod actions;
mod amend;
mod before;
mod beside;
mod body;
mod form;
mod head;
mod key_work;
mod known;
mod new_note;
mod original;
mod round;
mod typed;
mod what;
mod when;
mod whom;
mod words;
mod writing;
mod wrong;

use api::Right;

use crate::desk::Desk;
use crate::screens::caseload;
pub(crate) use amend::Amend;
pub(crate) use key_work::KeyWork;
pub(crate) use new_note::NewNote;
pub(crate) use typed::time as time_of_day;
pub(crate) use whom::Whom;

/// The key that begins a note from anywhere, for whoever may write one.
pub(crate) fn keys(desk: Desk, list: caseload::State) {
    if desk.person.may(Right::WriteNotes) {
        desk.keys.on("n", "New note for the case in hand, or about whom you choose", move || form::begin(desk, list));
    }
}
