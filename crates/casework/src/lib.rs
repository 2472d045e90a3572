//! The domain: people in custody, staff, notes and key work; events and their folds. Pure: no clock, no I/O, no random
//! source. What is due by when is not here (`policy`), nor how anything is stored (`store`).

pub mod act;
pub mod apply;
pub mod case;
pub mod cbor;
pub mod codes;
pub mod conflict;
pub mod decision;
pub mod effect;
pub mod event;
pub mod fact;
pub mod field;
pub mod fold;
pub mod identity;
pub mod london;
pub mod movement;
pub mod pre_release;
pub mod rights;
pub mod rotl;
pub mod stamp;
pub mod suggestion;
pub mod transfer;
pub mod unit;
mod words;

pub use act::Act;
pub use case::Case;
pub use effect::{Effect, NotApplied};
pub use event::CaseEvent;
pub use fact::{Fact, Source, Value};
pub use field::{Field, FieldKey};
pub use identity::PrisonNumber;
pub use ledger::Role;
pub use rights::Right;
pub use stamp::Stamp;
