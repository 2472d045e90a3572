//! Puts the demonstration prison on: the invented people of `demo`, played through `app` as real staff would have written it. The
//! command line and the window both make it from here.

mod colleagues;
mod elsewhere;
mod exports;
mod owed;
mod packs;
mod rotl;
mod scenes;
mod story;

use std::path::Path;

use app::AppError;
use app::keystore::Keystore;
use app::types::{Passphrase, PrisonNumber, london};
use demo::Person;
pub use demo::{Options, second_unit};
use jiff::Timestamp;

/// Where and how to make a demonstration.
pub struct Making<'a> {
    /// The folder of its profile.
    pub folder: &'a Path,
    /// Where its key is kept.
    pub keystore: Keystore,
    /// What opens it.
    pub passphrase: &'a Passphrase,
    /// The end of the story.
    pub now: Timestamp,
    /// Whether a POM, a keyworker, the governor and a gate officer get profiles as well, within the folder: for looking at the unit
    /// through their eyes.
    pub colleagues: bool,
}

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// The years are written.
    Writing,
    /// What was written is folded into the record.
    Folding,
    /// Handover packs are sealed.
    Sealing,
    /// Colleagues join with devices of their own.
    Joining,
}

/// The usual demonstration: 650 people, 40,000 notes, 60 staff.
pub fn usual(now: Timestamp) -> Options {
    Options::standard(london::day(now))
}

/// Makes a demonstration prison: an ordinary profile, left locked. `progress` hears how far each act is.
pub async fn make(
    options: &Options,
    making: &Making<'_>,
    progress: &mut (dyn FnMut(Act, u64, u64) + Send),
) -> Result<(), AppError> {
    story::play(&demo::generate(options), making, progress).await
}

/// Somebody's prison number.
fn number(person: &Person) -> Result<PrisonNumber, AppError> {
    person.prison_number.parse().map_err(|_| AppError::input("A number of the story is wrong.", ""))
}
