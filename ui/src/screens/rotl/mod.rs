//! Release on temporary licence: the unit's applications as a list, what they come to in numbers, and one of them from the form to the last debrief, a stage at a
//! time. Which rules are met, who may decide and who may go out is the record's to say; here is what it says, and where people answer.

mod application;
mod counts;
mod draft;
mod forms;
mod list;
mod of_prisoner;
mod state;
mod steps;
mod ways;
mod words;

pub(crate) use application::Application;
pub(crate) use draft::application_of;
pub(crate) use list::Rotl;
pub(crate) use of_prisoner::ApplicationsOfPrisoner;
pub(crate) use state::State;
