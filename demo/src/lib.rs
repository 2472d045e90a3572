//! A fictional prison: invented people with coherent sentences, and five years of believable notes about them.
//!
//! The same [`Options`] give the same bytes on every machine: nothing is read from a clock, a file or the operating
//! system. Loading the result into a unit's record is the business of others; this crate only makes data.
//!
//! Every name, address and text is made up. Telephone numbers come from ranges kept for drama, postcodes and mail
//! domains cannot exist, and nothing is copied from a real case.

mod alerts;
mod allocation;
pub mod codes;
mod community;
mod custody;
mod dates;
mod dice;
mod document;
mod evening;
mod history;
mod identifiers;
mod identity;
mod life;
mod names;
mod notes;
mod offences;
mod people;
mod person;
mod phrases;
mod sentence;
mod staff;

use jiff::civil::Date;
use serde::Serialize;

pub use evening::{Export, exports};
pub use notes::note::{Action, Amendment, Note};
pub use person::{Allocation, AllocationKind, Com, Contact, Mappa, Movement, Person, Rosh, Snapshot, VictimContact};
pub use sentence::CaseKind;
pub use staff::{StaffMember, StaffRole};

/// The kind of prison; it decides categories, kinds of case, and how titles and pronouns read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum Estate {
    /// A closed prison for men, with remand, training and lifer wings.
    MensClosed,
    /// A closed prison for women.
    WomensClosed,
    /// An open prison for men.
    MensOpen,
}

/// What to make.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Options {
    /// Another seed, another prison.
    pub seed: u64,
    /// How many people, including those who have just left.
    pub people: usize,
    /// How many notes, exactly.
    pub notes: usize,
    /// How many staff.
    pub staff: usize,
    /// The day on which the prison is seen; every date is laid out around it.
    pub today: Date,
    /// Three-letter prison code.
    pub prison: String,
    /// Name shown for the prison.
    pub prison_name: String,
    /// The kind of prison.
    pub estate: Estate,
}

impl Options {
    /// The demonstration: 650 people, 40,000 notes and 60 staff of a closed prison for men.
    pub fn standard(today: Date) -> Self {
        Self {
            seed: 1,
            people: 650,
            notes: 40_000,
            staff: 60,
            today,
            prison: "MDI".to_owned(),
            prison_name: "Aldersyke (HMP)".to_owned(),
            estate: Estate::MensClosed,
        }
    }
}

/// A second, small unit in the women's estate, seen on the same day; it shares no prison number with the first.
pub fn second_unit(first: &Options) -> Options {
    Options {
        seed: first.seed.wrapping_add(0x5eed),
        people: 60,
        notes: 3_000,
        staff: 12,
        today: first.today,
        prison: "DHI".to_owned(),
        prison_name: "Sallowfield (HMP & YOI)".to_owned(),
        estate: Estate::WomensClosed,
    }
}

/// A prison with its staff, its people and what was written about them.
#[derive(Clone, Debug, Serialize)]
pub struct Prison {
    /// What it was made from.
    pub options: Options,
    /// The staff; the first is the administrator.
    pub staff: Vec<StaffMember>,
    /// The people, those who have left included.
    pub people: Vec<Person>,
    /// All notes, by the time of what they tell.
    pub notes: Vec<Note>,
}

/// Makes the prison. The same options always give the same prison.
pub fn generate(options: &Options) -> Prison {
    let names = names::Names::new();
    let staff = staff::staff(options, &names);
    let mut cases = people::people(options, &names, &staff);
    notes::plan::plans(options, &staff, &mut cases);
    let notes = notes::notes(options, &staff, &cases);
    let people = cases.into_iter().map(|case| case.person).collect();
    Prison { options: options.clone(), staff, people, notes }
}
