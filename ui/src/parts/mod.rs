//! What the screens are made of: each a part of GOV.UK or MoJ Frontend, or of `desk.css` where those have none.

mod dialog;
mod form;
mod marked;
mod menu;
mod signal;
mod state;

pub(crate) use dialog::Dialog;
pub(crate) use form::{Choice, Field, Passphrase, Summary};
pub(crate) use marked::Marked;
pub(crate) use menu::{Item, Menu};
pub(crate) use signal::{Kind, Sign};
pub(crate) use state::{Empty, Failed, Opening};
