//! The whole unit in memory: every case folded from every event. The same set of events gives the same unit, whatever order
//! they arrived in.

use std::collections::BTreeMap;

use ledger::Subject;

use crate::apply::apply_to_unit;
use crate::case::Case;
use crate::effect::Effect;
use crate::event::CaseEvent;
use crate::identity::PrisonNumber;
use crate::stamp::Stamp;

/// An event with what surrounds it and whom it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// About whom.
    pub subject: Subject,
    /// What surrounds it.
    pub stamp: Stamp,
    /// What happened.
    pub event: CaseEvent,
}

/// Every case of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unit {
    /// By prison number.
    pub cases: BTreeMap<PrisonNumber, Case>,
}

impl Unit {
    /// Folds events that are already in the order of the record, and hands what each did to `seen`.
    pub fn fold(
        &mut self,
        events: impl IntoIterator<Item = Recorded>,
        mut seen: impl FnMut(&Stamp, &Subject, &mut Vec<Effect>),
    ) {
        let mut effects = Vec::new();
        for Recorded { subject, stamp, event } in events {
            match &subject {
                Subject::Unit => apply_to_unit(&stamp, event, &mut effects),
                Subject::Case(number) => match number.parse::<PrisonNumber>() {
                    Ok(number) => self.cases.entry(number).or_default().apply(&stamp, event, &mut effects),
                    Err(_) => effects.push(Effect::NotApplied(crate::NotApplied::Misfiled)),
                },
            }
            seen(&stamp, &subject, &mut effects);
            effects.clear();
        }
    }

    /// Sorts events into the order of the record and folds them.
    pub fn of(mut events: Vec<Recorded>) -> Self {
        events.sort_by_key(|recorded| recorded.stamp.position);
        let mut unit = Self::default();
        unit.fold(events, |_, _, _| {});
        unit
    }
}
