//! Applying one event to a case: whether its author may, whether it fits, what then stands. Every device computes the same,
//! because nothing but the event, its stamp and the case so far goes in.

use std::collections::BTreeSet;

use ledger::Compartment;

use crate::case::{Candidate, Case, Conflict, Holding, OpenAction, Standing};
use crate::effect::{Effect, NotApplied};
use crate::event::{
    ActionAgreed, ActionSettled, Allocated, CaseEvent, ConflictSettled, Contested, Deallocated, EndReason,
    FactsRecorded, MovementsRecorded, NoteAmended, NoteWritten, Post, Visibility,
};
use crate::fact::{Fact, Source};
use crate::field::{Field, FieldKey, Merge};
use crate::movement::{Direction, MovementKind};
use crate::rights::Right;
use crate::stamp::Stamp;
use crate::{codes, conflict};

impl Case {
    /// Applies one event, or says why not. What changed is added to `effects`.
    pub fn apply(&mut self, stamp: &Stamp, event: CaseEvent, effects: &mut Vec<Effect>) {
        let before = effects.len();
        if let Err(reason) = self.try_apply(stamp, event, effects) {
            effects.truncate(before);
            effects.push(Effect::NotApplied(reason));
        }
        self.heard.see(stamp.position.device, stamp.position.seq);
    }

    fn try_apply(&mut self, stamp: &Stamp, event: CaseEvent, effects: &mut Vec<Effect>) -> Result<(), NotApplied> {
        if let Some(refusal) = stamp.refused {
            return Err(NotApplied::Refused(refusal));
        }
        match event {
            CaseEvent::FactsRecorded(body) => self.facts_recorded(stamp, body, effects),
            CaseEvent::MovementsRecorded(body) => self.moved(stamp, body, effects),
            CaseEvent::NoteWritten(body) => self.note_written(stamp, body, effects),
            CaseEvent::NoteAmended(body) => self.note_amended(stamp, body, effects),
            CaseEvent::ActionSettled(body) => self.action_settled(stamp, body, effects),
            CaseEvent::Allocated(body) => self.allocated(stamp, body, effects),
            CaseEvent::Deallocated(body) => self.deallocated(stamp, body, effects),
            CaseEvent::ContactRecorded(contact) => {
                may(stamp, Right::RecordFacts)?;
                within(stamp, Compartment::General)?;
                worded(&contact.name)?;
                self.contacts.insert(contact.id, contact.clone());
                effects.push(Effect::ContactRecorded(contact));
                Ok(())
            }
            CaseEvent::ContactEnded(ended) => {
                may(stamp, Right::RecordFacts)?;
                within(stamp, Compartment::General)?;
                self.contacts.remove(&ended.id).ok_or(NotApplied::NoSuchContact)?;
                effects.push(Effect::ContactEnded { id: ended.id, reason: ended.reason });
                Ok(())
            }
            CaseEvent::VictimContactRecorded(contact) => {
                may(stamp, Right::WriteRestricted)?;
                within(stamp, Compartment::Restricted)?;
                worded(&contact.officer)?;
                self.victim_contact = Some(contact.clone());
                effects.push(Effect::VictimContactRecorded(contact));
                Ok(())
            }
            CaseEvent::ConflictSettled(body) => self.conflict_settled(stamp, body, effects),
            CaseEvent::RestrictedViewed(viewed) => {
                may(stamp, Right::ReadRestricted)?;
                within(stamp, Compartment::Restricted)?;
                effects.push(Effect::RestrictedViewed(viewed));
                Ok(())
            }
            CaseEvent::ImportTaken(_) | CaseEvent::RowQuarantined(_) => Err(NotApplied::Misfiled),
        }
    }

    fn facts_recorded(
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
    fn state_fact(&mut self, stamp: &Stamp, source: &Source, fact: Fact, effects: &mut Vec<Effect>) {
        let imported = matches!(source, Source::Import { .. });
        let before = self.facts.get(&fact.field);
        let stands = match self.conflicts.iter().position(|conflict| is_about(conflict, &fact.field)) {
            Some(at) => self.add_candidate(at, stamp, source, &fact, effects),
            None => match before.filter(|b| contradicts(stamp, b, &fact)) {
                None => true,
                Some(rival) => {
                    let old = Candidate { value: Some(rival.value.clone()), staff: None, mark: rival.mark };
                    let candidates = vec![old, candidate(stamp, &fact)];
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

    /// Another statement about what is in conflict already. Somebody who saw every value settles it; anything else is one more
    /// value to choose from. Returns whether it stands.
    fn add_candidate(
        &mut self,
        at: usize,
        stamp: &Stamp,
        source: &Source,
        fact: &Fact,
        effects: &mut Vec<Effect>,
    ) -> bool {
        let Some(conflict) = self.conflicts.get_mut(at) else { return true };
        match source {
            Source::Staff { reason } if saw_all(stamp, conflict) => {
                let Conflict { contested, .. } = self.conflicts.remove(at);
                effects.push(Effect::ConflictSettled { contested, reason: reason.clone() });
                true
            }
            Source::Staff { .. } | Source::Import { .. } => {
                conflict.candidates.push(candidate(stamp, fact));
                conflict::safest(fact.field.merge(), &conflict.candidates) == conflict.candidates.len() - 1
            }
        }
    }

    /// High complexity of need ends key work: the POM carries that contact.
    fn end_key_work_if_complex(&mut self, effects: &mut Vec<Effect>) {
        if self.has_high_complexity() {
            self.end_posts(effects, EndReason::ChangeInComplexityOfNeed, |post| post == Post::Keyworker);
        }
    }

    fn end_posts(&mut self, effects: &mut Vec<Effect>, reason: EndReason, which: impl Fn(Post) -> bool) {
        self.posts.retain(|holding| {
            let ends = which(holding.post);
            if ends {
                effects.push(Effect::PostLeft { post: holding.post, staff: holding.staff, reason, detail: None });
            }
            !ends
        });
    }

    fn moved(&mut self, stamp: &Stamp, body: MovementsRecorded, effects: &mut Vec<Effect>) -> Result<(), NotApplied> {
        within(stamp, Compartment::General)?;
        may(stamp, if matches!(body.source, Source::Import { .. }) { Right::Import } else { Right::RecordFacts })?;
        for movement in body.movements {
            if self.knows(&movement) {
                continue;
            }
            let at = self.movements.partition_point(|known| known <= &movement);
            let latest = at == self.movements.len();
            if latest && movement.direction == Direction::Out {
                match movement.kind {
                    MovementKind::Release => self.end_posts(effects, EndReason::Released, |_| true),
                    MovementKind::Transfer => self.end_posts(effects, EndReason::Transfer, |_| true),
                    MovementKind::Admission | MovementKind::Court | MovementKind::TemporaryAbsence => {}
                }
            }
            self.movements.insert(at, movement.clone());
            effects.push(Effect::Moved(movement));
        }
        Ok(())
    }

    fn note_written(&mut self, stamp: &Stamp, note: NoteWritten, effects: &mut Vec<Effect>) -> Result<(), NotApplied> {
        may(stamp, Right::WriteNotes)?;
        may_see(stamp, note.visibility)?;
        if let Some(subtype) = codes::note_subtype(&note.note_type, &note.sub_type) {
            if subtype.restricted_use {
                may(stamp, Right::WriteSensitive)?;
            }
            if subtype.sensitive && note.visibility == Visibility::General {
                return Err(NotApplied::NoRight(Right::WriteSensitive));
            }
        }
        worded(&note.text)?;
        if note.actions.iter().any(|action| action.text.trim().is_empty()) {
            return Err(NotApplied::Blank);
        }
        if self.known_notes.contains_key(&note.id) || self.repeats_an_action(&note.actions) {
            return Err(NotApplied::Repeated);
        }
        self.known_notes.insert(note.id, note.visibility);
        self.notes += 1;
        let later = |known: Option<jiff::Timestamp>| Some(known.map_or(stamp.occurred, |k| k.max(stamp.occurred)));
        self.last_note = later(self.last_note);
        if note.note_type == "KA" && note.sub_type == "KS" {
            self.last_session = later(self.last_session);
        }
        for action in &note.actions {
            let visibility = note.visibility;
            let open = OpenAction { agreed: action.clone(), note: note.id, mark: stamp.mark(), visibility };
            self.actions.insert(action.id, open);
            effects.push(Effect::ActionAgreed { note: note.id, action: action.clone() });
        }
        effects.push(Effect::NoteWritten(note));
        Ok(())
    }

    /// Whether one of the actions has the identifier of an open one, or of another of them.
    fn repeats_an_action(&self, agreed: &[ActionAgreed]) -> bool {
        let mut known = BTreeSet::new();
        agreed.iter().any(|action| self.actions.contains_key(&action.id) || !known.insert(action.id))
    }

    fn note_amended(&mut self, stamp: &Stamp, body: NoteAmended, effects: &mut Vec<Effect>) -> Result<(), NotApplied> {
        may(stamp, Right::WriteNotes)?;
        let visibility = *self.known_notes.get(&body.note).ok_or(NotApplied::NoSuchNote)?;
        may_see(stamp, visibility)?;
        worded(&body.text)?;
        worded(&body.reason)?;
        effects.push(Effect::NoteAmended(body));
        Ok(())
    }

    fn action_settled(
        &mut self,
        stamp: &Stamp,
        body: ActionSettled,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotApplied> {
        may(stamp, Right::WriteNotes)?;
        let open = self.actions.get(&body.action).ok_or(NotApplied::NoSuchAction)?;
        may_see(stamp, open.visibility)?;
        if !body.done {
            worded(&body.outcome)?;
        }
        self.actions.remove(&body.action);
        effects.push(Effect::ActionSettled { action: body.action, done: body.done, outcome: body.outcome });
        Ok(())
    }

    fn allocated(&mut self, stamp: &Stamp, body: Allocated, effects: &mut Vec<Effect>) -> Result<(), NotApplied> {
        may(stamp, right_to_allocate(body.post))?;
        within(stamp, Compartment::General)?;
        worded(&body.reason)?;
        self.may_be_held(body.post)?;
        if self.posts.iter().any(|h| h.post == body.post && h.staff == body.staff) {
            return Ok(());
        }
        if let Some(holder) = self.holder(body.post).cloned() {
            self.contest_post(stamp, &body, &holder, effects);
        }
        self.take_post(stamp, body, effects);
        Ok(())
    }

    /// Nobody is keyworker of somebody whose complexity of need is high.
    fn may_be_held(&self, post: Post) -> Result<(), NotApplied> {
        if post == Post::Keyworker && self.has_high_complexity() { Err(NotApplied::HighComplexity) } else { Ok(()) }
    }

    fn take_post(&mut self, stamp: &Stamp, body: Allocated, effects: &mut Vec<Effect>) {
        self.end_posts(effects, EndReason::Override, |post| post == body.post);
        effects.push(Effect::PostTaken { post: body.post, staff: body.staff, reason: body.reason.clone() });
        self.posts.push(Holding { post: body.post, staff: body.staff, reason: body.reason, mark: stamp.mark() });
        self.posts.sort_by_key(|holding| holding.post);
    }

    /// Two allocators who had not seen each other's choice: the later one stands, and somebody is asked to settle it.
    fn contest_post(&mut self, stamp: &Stamp, body: &Allocated, holder: &Holding, effects: &mut Vec<Effect>) {
        let contested = Contested::Post(body.post);
        let new = Candidate { value: None, staff: Some(body.staff), mark: stamp.mark() };
        if let Some(at) = self.conflicts.iter().position(|conflict| conflict.contested == contested) {
            if let Some(conflict) = self.conflicts.get_mut(at) {
                if saw_all(stamp, conflict) {
                    self.conflicts.remove(at);
                    effects.push(Effect::ConflictSettled { contested, reason: body.reason.clone() });
                } else {
                    conflict.candidates.push(new);
                }
            }
        } else if !stamp.saw(&holder.mark.position) {
            let old = Candidate { value: None, staff: Some(holder.staff), mark: holder.mark };
            self.conflicts.push(Conflict { contested: contested.clone(), candidates: vec![old, new] });
            effects.push(Effect::ConflictRaised(contested));
        }
    }

    fn deallocated(&mut self, stamp: &Stamp, body: Deallocated, effects: &mut Vec<Effect>) -> Result<(), NotApplied> {
        may(stamp, right_to_allocate(body.post))?;
        within(stamp, Compartment::General)?;
        let at = self
            .posts
            .iter()
            .position(|h| h.post == body.post && h.staff == body.staff)
            .ok_or(NotApplied::NothingToEnd)?;
        self.posts.remove(at);
        effects.push(Effect::PostLeft { post: body.post, staff: body.staff, reason: body.reason, detail: body.detail });
        Ok(())
    }

    fn conflict_settled(
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
        if self.conflicts.get(at).is_some_and(|conflict| !saw_all(stamp, conflict)) {
            return Err(NotApplied::Unseen);
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
fn is_about(conflict: &Conflict, field: &FieldKey) -> bool {
    matches!(&conflict.contested, Contested::Field(contested) if contested == field)
}

/// Whether a statement of legal weight differs from one that its author had not seen.
fn contradicts(stamp: &Stamp, standing: &Standing, fact: &Fact) -> bool {
    fact.field.merge() != Merge::Latest && standing.value != fact.value && !stamp.saw(&standing.mark.position)
}

fn candidate(stamp: &Stamp, fact: &Fact) -> Candidate {
    Candidate { value: Some(fact.value.clone()), staff: None, mark: stamp.mark() }
}

/// Applies an event about the unit as a whole.
pub fn apply_to_unit(stamp: &Stamp, event: CaseEvent, effects: &mut Vec<Effect>) {
    let applied = match event {
        _ if stamp.refused.is_some() => {
            stamp.refused.map_or(Err(NotApplied::Misfiled), |refusal| Err(NotApplied::Refused(refusal)))
        }
        CaseEvent::ImportTaken(body) => may_import(stamp).map(|()| Effect::ImportTaken(body)),
        CaseEvent::RowQuarantined(body) => may_import(stamp).map(|()| Effect::RowQuarantined(body)),
        _ => Err(NotApplied::Misfiled),
    };
    effects.push(applied.unwrap_or_else(Effect::NotApplied));
}

fn may(stamp: &Stamp, right: Right) -> Result<(), NotApplied> {
    if right.held_by(stamp.roles) { Ok(()) } else { Err(NotApplied::NoRight(right)) }
}

fn may_import(stamp: &Stamp) -> Result<(), NotApplied> {
    may(stamp, Right::Import)?;
    within(stamp, Compartment::General)
}

fn within(stamp: &Stamp, compartment: Compartment) -> Result<(), NotApplied> {
    if stamp.compartment == compartment { Ok(()) } else { Err(NotApplied::WrongCompartment) }
}

/// Whether the author may write at this visibility, in the compartment that belongs to it.
fn may_see(stamp: &Stamp, visibility: Visibility) -> Result<(), NotApplied> {
    match visibility {
        Visibility::General => within(stamp, Compartment::General),
        Visibility::Sensitive => {
            may(stamp, Right::WriteSensitive)?;
            within(stamp, Compartment::General)
        }
        Visibility::Restricted => {
            may(stamp, Right::WriteRestricted)?;
            within(stamp, Compartment::Restricted)
        }
    }
}

/// Whether the author had seen every value: only then is theirs a choice between them.
fn saw_all(stamp: &Stamp, conflict: &Conflict) -> bool {
    conflict.candidates.iter().all(|candidate| stamp.saw(&candidate.mark.position))
}

fn worded(text: &str) -> Result<(), NotApplied> {
    if text.trim().is_empty() { Err(NotApplied::Blank) } else { Ok(()) }
}

/// Who may name somebody to a post.
pub const fn right_to_allocate(post: Post) -> Right {
    match post {
        Post::Pom | Post::CoworkingPom => Right::AllocatePom,
        Post::Keyworker => Right::AllocateKeyworker,
    }
}

/// Whether recording this field is an assessment of risk.
pub const fn is_risk(field: &FieldKey) -> bool {
    matches!(
        field,
        FieldKey::Known(
            Field::Rosh
                | Field::RoshAssessed
                | Field::Tier
                | Field::MappaCategory
                | Field::MappaLevel
                | Field::MappaReview
        )
    )
}
