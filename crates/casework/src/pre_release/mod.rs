//! What is planned for somebody's release, and the packs that went to the community. Which of it is missing, and by when it is to be done,
//! is not here (`policy`).

mod topic;

pub use topic::{Many, PlanState, Section, Takes, Topic};
