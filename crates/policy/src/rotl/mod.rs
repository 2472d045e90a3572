//! Release on temporary licence: standard or restricted, the rules one by one, from when, who is asked, who decides, what a pattern
//! comes to, what a late return demands. It knows no application's history: facts and a day go in, answers with their working come
//! out. It never says that somebody can be released: it says which rules are met, and what somebody has to look at.

mod check;
mod constants;
mod consultee;
mod decision;
mod description;
mod earliest;
mod facts;
mod failure;
mod kind;
mod out;
mod pattern;
mod place;
mod plan;
mod review;
mod rules;
mod settings;
mod taxonomy;
mod tier;
mod watched;

pub use check::{Bar, Bars, Check, Group};
pub use constants::{Constants, HalfDay, RotlRules, RuleBook, Standing, Stated, rule_sets};
pub use consultee::{Consultation, Consultee, consultees};
pub use decision::{Given, Progress, demanded_grade, progress};
pub use description::{CONSULTEES, EARLIEST, GRADE, OUT, PLAN, RULES, TIER};
pub use earliest::{Earliest, earliest};
pub use facts::{Breach, BreachKind, Facts, PastRelease, Request, Sex};
pub use failure::{
    Choice, Chosen, FailureAnswers, FailureFacts, FailureKind, Form, KnownFact, Left, Question, failure_form,
};
pub use kind::{Grade, Kind, Purpose, Tier};
pub use out::{LateStep, Look, Release, Step, Whereabouts, being_out, whereabouts};
pub use pattern::{DayOfWeek, DayPlan, Hours, Pattern, Trip, Turn};
pub use plan::{Plan, Planning, Problem, plan};
pub use review::{Review, ReviewReason, ReviewTimes, Trigger, reviews};
pub use rules::{Ruling, Verdict, ruling, rulings};
pub use settings::RotlSettings;
pub(crate) use taxonomy::reasons_source;
pub use taxonomy::{About, Coded, Reason, TypePath, reason, reasons, reasons_of};
pub use tier::tier;
pub use watched::{Change, Watched, WatchedFact, changed};
