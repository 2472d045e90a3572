//! The rules: who is responsible for a case and from when, what is owed by when, and why. A rule takes facts and a day, and gives
//! its answer (or says what it would have to know) together with its working. Pure: no clock, no I/O, no random source; "today"
//! is an argument, and always London's day. Where facts come from is not here (`casework`), nor how they are kept (`store`).

pub mod answer;
pub mod calendar;
pub mod derivation;
pub mod docs;
pub mod exchange;
mod figure;
pub mod handover;
pub mod keywork;
pub mod obligation;
pub mod pack;
pub mod pom_type;
pub mod risk;
pub mod rotl;
pub mod rule;
pub mod rule_set;
pub mod transfer;
pub mod workload;

pub use answer::{Answer, Missing};
pub use derivation::{Derivation, Reasoned};
pub use rule::{Clause, Note, Rule, Stance};
pub use rule_set::{Edition, RuleSet, RuleSets, Sourced};
