//! What is owed: from a folded case to the rules, and from the rules to my day, with the working, the acts that settle it, and what
//! a change moves. What follows from what is `policy`'s to say; here is what it is told, and what is said of its answers.

pub(crate) mod acts;
mod calendar;
mod case;
mod day;
mod facts;
mod figures;
mod imagined;
mod moves;
mod rules;
mod words;

pub use acts::act_from_word;
pub(crate) use case::{decided, gone, id_of, key_of};
pub use facts::case_facts;
pub(crate) use facts::{answers, came, checks, flag, handover_facts, mappa, reason, rosh, tier};
pub(crate) use figures::figure_words;
pub use rules::{InForce, PrisonRules};
pub(crate) use rules::{in_force, in_words as derivation_view, own, why};
pub(crate) use words::{capital, name, read_word, what, word};
