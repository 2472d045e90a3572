//! The handover pack: the unit's packs as a list, and one of them from the draft to the receipt. What it has to hold, what is missing from it and
//! whether it can be sealed is the record's to say; here is what it says, and where people explain, seal, follow and read.

mod actions;
mod after;
mod answer;
mod arrival;
mod beside;
mod builder;
mod check;
mod gap;
mod gaps;
mod head;
mod keep;
mod leaf;
mod list;
mod log;
mod open;
mod own_words;
mod preview;
mod reading;
mod receipt;
mod recipient;
mod save;
mod seal;
mod section;
mod sections;
mod sent;
mod six_words;
mod state;
mod take_back;
mod typed;
mod words;

pub(crate) use beside::pane;
pub(crate) use list::Packs;
pub(crate) use open::Pack;
pub(crate) use sent::AsItWasSent;
pub(crate) use state::State;
pub(crate) use typed::FORM;
