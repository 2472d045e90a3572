//! Statements about fields: whether one stands, whether two contradict each other, and what a person settles.

use ledger::Compartment;

use super::{is_risk, may, within, worded};
use crate::case::{Candidate, Case, Conflict, Standing};
use crate::conflict;
use crate::effect::{Effect, NotApplied};
use crate::event::{Allocated, ConflictSettled, Contested, FactsRecorded};
use crate::fact::{Fact, Source, Value};
use crate::field::{FieldKey, Merge};
use crate::rights::Right;
use crate::stamp::{Mark, Stamp};

impl Case {
    pub(super) fn facts_recorded(
        &mut self,
        stamp: &Stamp,
        body: FactsRecorded,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotApplied> {
        within(stamp, Compartment::General)?;
        match &body.source {
            Source::Import { .. } => may(stamp, Right::Import)?,
            Source::Staff { reason } => {
                worded(reason)?;
                let risk = body.facts.iter().any(|fact| is_risk(&fact.field));
                may(stamp, if risk { Right::AssessRisk } else { Right::RecordFacts })?;
            }
        }
        for fact in body.facts {
            self.state_fact(stamp, &body.source, fact, effects);
        }
        self.end_key_work_if_complex(effects);
        Ok(())
    }

    /// One statement: it stands, or it is a candidate in a conflict, and in any case it is history.
    pub(super) fn state_fact(&mut self, stamp: &Stamp, source: &Source, fact: Fact, effects: &mut Vec<Effect>) {
        let imported = matches!(source, Source::Import { .. });
        let before = self.facts.get(&fact.field);
        let stands = match self.conflicts.iter().position(|conflict| is_about(conflict, &fact.field)) {
            Some(at) => self.add_candidate(at, stamp, source, &fact, effects),
            None => match before.filter(|b| contradicts(stamp, b, &fact)) {
                None => true,
                Some(rival) => {
                    let old = candidate(&rival.value, &rival.source, rival.mark);
                    let candidates = vec![old, candidate(&fact.value, source, stamp.mark())];
                    let stands = conflict::safest(fact.field.merge(), &candidates) == 1;
                    let contested = Contested::Field(fact.field.clone());
                    self.conflicts.push(Conflict { contested: contested.clone(), candidates });
                    effects.push(Effect::ConflictRaised(contested));
                    stands
                }
            },
        };
        let before = self.facts.get(&fact.field);
        let last_import = if imported && stands {
            None
        } else if imported {
            Some(fact.value.clone())
        } else {
            before.and_then(|b| match (&b.imported, &b.source) {
                (Some(value), _) => Some(value.clone()),
                (None, Source::Import { .. }) => Some(b.value.clone()),
                (None, Source::Staff { .. }) => None,
            })
        };
        effects.push(Effect::FactStated {
            field: fact.field.clone(),
            value: fact.value.clone(),
            calculated: fact.calculated,
            source: source.clone(),
            stands,
        });
        if stands {
            self.note_change(stamp, &fact.field, &fact.value);
            self.fact_since_sealed(stamp, &fact.field, &fact.value);
            let standing = Standing {
                value: fact.value,
                calculated: fact.calculated,
                source: source.clone(),
                mark: stamp.mark(),
                imported: last_import,
            };
            self.facts.insert(fact.field, standing);
        } else if let Some(standing) = self.facts.get_mut(&fact.field) {
            standing.imported = last_import;
        }
    }

    /// Another statement about what is in conflict already. Somebody who saw every value and wrote none of them settles it; anything else
    /// is one more value to choose from. Returns whether it stands.
    pub(super) fn add_candidate(
        &mut self,
        at: usize,
        stamp: &Stamp,
        source: &Source,
        fact: &Fact,
        effects: &mut Vec<Effect>,
    ) -> bool {
        let Some(conflict) = self.conflicts.get_mut(at) else { return true };
        match source {
            Source::Staff { reason } if saw_all(stamp, conflict) && !conflict.is_own(stamp.author) => {
                let Conflict { contested, .. } = self.conflicts.remove(at);
                effects.push(Effect::ConflictSettled { contested, reason: reason.clone() });
                true
            }
            Source::Staff { .. } | Source::Import { .. } => {
                conflict.candidates.push(candidate(&fact.value, source, stamp.mark()));
                conflict::safest(fact.field.merge(), &conflict.candidates) == conflict.candidates.len() - 1
            }
        }
    }

    pub(super) fn conflict_settled(
        &mut self,
        stamp: &Stamp,
        body: ConflictSettled,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotApplied> {
        may(stamp, Right::SettleConflict)?;
        within(stamp, Compartment::General)?;
        worded(&body.reason)?;
        let at = self
            .conflicts
            .iter()
            .position(|conflict| conflict.contested == body.contested)
            .ok_or(NotApplied::NothingToEnd)?;
        if let Some(conflict) = self.conflicts.get(at) {
            may_choose(stamp, conflict)?;
        }
        match (&body.contested, body.value, body.staff) {
            (Contested::Field(field), Some(value), None) => {
                self.conflicts.remove(at);
                let fact = Fact { field: field.clone(), value, calculated: None };
                self.state_fact(stamp, &Source::Staff { reason: body.reason.clone() }, fact, effects);
                self.end_key_work_if_complex(effects);
            }
            (Contested::Post(post), None, Some(staff)) => {
                self.may_be_held(*post)?;
                self.conflicts.remove(at);
                if self.holder(*post).is_none_or(|holding| holding.staff != staff) {
                    self.take_post(stamp, Allocated { post: *post, staff, reason: body.reason.clone() }, effects);
                }
            }
            _ => return Err(NotApplied::NothingToEnd),
        }
        effects.push(Effect::ConflictSettled { contested: body.contested, reason: body.reason });
        Ok(())
    }
}

/// Whether a conflict is about a field.
pub(super) fn is_about(conflict: &Conflict, field: &FieldKey) -> bool {
    matches!(&conflict.contested, Contested::Field(contested) if contested == field)
}

/// Whether a statement of legal weight differs from one that its author had not seen.
pub(super) fn contradicts(stamp: &Stamp, standing: &Standing, fact: &Fact) -> bool {
    fact.field.merge() != Merge::Latest && standing.value != fact.value && !stamp.saw(&standing.mark.position)
}

fn candidate(value: &Value, source: &Source, mark: Mark) -> Candidate {
    let imported = matches!(source, Source::Import { .. });
    Candidate { value: Some(value.clone()), staff: None, mark, imported }
}

/// Whoever says which value stands has seen every one of them, and has none of their own among them.
fn may_choose(stamp: &Stamp, conflict: &Conflict) -> Result<(), NotApplied> {
    if !saw_all(stamp, conflict) {
        return Err(NotApplied::Unseen);
    }
    if conflict.is_own(stamp.author) { Err(NotApplied::OwnConflict) } else { Ok(()) }
}

/// Whether the author had seen every value: only then is theirs a choice between them.
pub(super) fn saw_all(stamp: &Stamp, conflict: &Conflict) -> bool {
    conflict.candidates.iter().all(|candidate| stamp.saw(&candidate.mark.position))
}
