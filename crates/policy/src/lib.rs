//! The rules: who is responsible for a case and from when, what is owed by when, and why. A rule takes facts and a day, and gives
//! its answer (or says what it would have to know) together with its working. Pure: no clock, no I/O, no random source; "today"
//! is an argument, and always London's day. Where facts come from is not here (`casework`), nor how they are kept (`store`).

pub mod answer;
pub mod calendar;

pub use answer::{Answer, Missing};
