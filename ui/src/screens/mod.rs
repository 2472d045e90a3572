//! The screens, each a room of its own.

pub(crate) mod allocation;
pub(crate) mod case;
pub(crate) mod caseload;
pub(crate) mod cases_sent;
pub(crate) mod conflicts;
pub(crate) mod connection;
pub(crate) mod devices;
pub(crate) mod drafts;
pub(crate) mod first_run;
pub(crate) mod gate_list;
pub(crate) mod handover;
pub(crate) mod import;
pub(crate) mod my_day;
pub(crate) mod note;
pub(crate) mod owed;
pub(crate) mod pack;
pub(crate) mod rotl;
pub(crate) mod search;
pub(crate) mod settings;
pub(crate) mod staff;
pub(crate) mod unapplied;
pub(crate) mod unlock;
pub(crate) mod workload;

mod gate;
