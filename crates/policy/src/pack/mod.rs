//! The gate of the handover pack: what each of its sections has to hold before a release, and what is missing, too old or cannot be
//! right. It knows no casework: what is stated of a topic comes by the topic's code. It never says that a pack is complete: it says
//! which items stand, and a pack leaves only when nothing is left that is neither right nor explained.

mod constants;
mod demand;
mod description;
mod facts;
mod item;
mod look;
mod rules;
mod settings;

pub use constants::{Constants, PackRules, Timing, When, rule_sets};
pub use demand::{Demand, Demands};
pub use description::PACK;
pub use facts::{
    Contacts, Explained, KeyDates, KeyWorkFacts, Meeting, OpenActions, PackFacts, Reports, RiskFacts, SentenceKind,
    TopicFact, Vlo,
};
pub use item::{Assessment, Item, SECTIONS, SectionStanding, Standing};
pub use settings::PackSettings;

use look::Look;

/// How a pack stands: everything that is asked for, each with its working.
pub fn assess(facts: &PackFacts, rules: &PackRules) -> Assessment {
    let mut look = Look::new(facts, rules);
    for demand in Demand::ALL {
        look.ask(*demand);
    }
    Assessment::of(look.items())
}
