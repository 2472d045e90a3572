//! What the screens are made of: each a part of GOV.UK or MoJ Frontend, or of `desk.css` where those have none.

mod choices;
mod dialog;
mod early;
mod errors;
mod file;
mod find;
mod form;
mod html;
mod marked;
mod menu;
mod order;
mod progress;
mod save;
pub(crate) mod sending;
mod signal;
mod state;
mod summary;
mod why;

pub(crate) use choices::{choices, chosen, place};
pub(crate) use dialog::Dialog;
pub(crate) use early::Early;
pub(crate) use errors::{ErrorSummary, Errors, in_one, missing};
pub(crate) use file::FileField;
pub(crate) use find::{Choosable, Find};
pub(crate) use form::{Choice, Field, Passphrase, Tick, TickOne};
pub(crate) use html::Html;
pub(crate) use marked::{Excerpt, Marked, MarkedWords, mark};
pub(crate) use menu::{Item, Menu};
pub(crate) use order::in_order;
pub(crate) use progress::Bar;
pub(crate) use save::save;
pub(crate) use signal::{Kind, Sign};
pub(crate) use state::{Empty, Failed, Opening, clear};
pub(crate) use summary::fact;
pub(crate) use why::{Asked, Why, WhyOver, WhyTextOver};
