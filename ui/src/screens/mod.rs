//! The screens, each a room of its own.

pub(crate) mod case;
pub(crate) mod caseload;
pub(crate) mod drafts;
pub(crate) mod first_run;
pub(crate) mod note;
pub(crate) mod unlock;

mod gate;
