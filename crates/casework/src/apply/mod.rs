//! Applying one event to a case: whether its author may, whether it fits, what then stands. Every device computes the same,
//! because nothing but the event, its stamp and the case so far goes in.

mod acts;
mod decisions;
mod facts;
mod moves;
mod notes;
mod posts;
mod pre_release;
mod rotl;
mod since_sealed;
mod taking_back;
mod transfer;
mod unit;

use jiff::civil::Date;
use ledger::Compartment;

use crate::case::Case;
use crate::effect::{Effect, NotApplied};
use crate::event::{CaseEvent, Post, Visibility};
use crate::field::{Field, FieldKey};
use crate::london;
use crate::rights::Right;
use crate::stamp::Stamp;

pub use acts::right_to_record;
pub use rotl::right_to_steer;
pub use unit::apply_to_unit;

impl Case {
    /// Applies one event, or says why not. What changed is added to `effects`.
    pub fn apply(&mut self, stamp: &Stamp, event: CaseEvent, effects: &mut Vec<Effect>) {
        let before = effects.len();
        let says_where = Self::says_where(&event);
        let applied = self.is_here_for(&event).and_then(|()| self.try_apply(stamp, event, effects));
        if says_where && applied.is_ok() {
            self.transfer.hear_where();
        }
        if let Err(reason) = applied {
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
            CaseEvent::ActDone(body) => self.act_done(stamp, body, effects),
            CaseEvent::SettledByHand(body) => self.settled_by_hand(stamp, body, effects),
            CaseEvent::ActWithdrawn(body) => self.act_withdrawn(stamp, body, effects),
            CaseEvent::EarlyAllocationAssessed(body) => self.early_allocation_assessed(stamp, body, effects),
            CaseEvent::EarlyAllocationDecided(body) => self.early_allocation_decided(stamp, body, effects),
            CaseEvent::ResponsibilityDecided(body) => self.responsibility_decided(stamp, body, effects),
            CaseEvent::ResponsibilityWithdrawn(body) => self.responsibility_withdrawn(stamp, body, effects),
            CaseEvent::ParoleReviewRecorded(body) => self.parole_review_recorded(stamp, body, effects),
            event @ (CaseEvent::RotlApplied(_)
            | CaseEvent::RotlRuleAnswered(_)
            | CaseEvent::RotlConsulted(_)
            | CaseEvent::PlaceVisited(_)
            | CaseEvent::RotlAssessed(_)
            | CaseEvent::BoardHeld(_)
            | CaseEvent::RotlDecided(_)
            | CaseEvent::RotlSteered(_)
            | CaseEvent::LicenceIssued(_)
            | CaseEvent::ReleasesPlanned(_)
            | CaseEvent::GateMoved(_)
            | CaseEvent::LateStepTaken(_)
            | CaseEvent::FailureReported(_)
            | CaseEvent::Debriefed(_)
            | CaseEvent::SeriesReviewed(_)) => self.rotl(stamp, event, effects),
            event @ (CaseEvent::PlanStated(_)
            | CaseEvent::ReleaseReportWritten(_)
            | CaseEvent::PackWordsWritten(_)
            | CaseEvent::GapExplained(_)
            | CaseEvent::PackSealed(_)
            | CaseEvent::PackRestricted(_)
            | CaseEvent::PackTraced(_)
            | CaseEvent::OutcomeReported(_)
            | CaseEvent::PackReceived(_)) => self.pre_release(stamp, event, effects),
            CaseEvent::CaseSent(body) => self.case_sent(stamp, body, effects),
            CaseEvent::CaseReceived(body) => self.case_received(stamp, body, effects),
            CaseEvent::CaseCalledBack(body) => self.case_called_back(stamp, body, effects),
            CaseEvent::ImportTaken(_)
            | CaseEvent::RowQuarantined(_)
            | CaseEvent::FigureSet(_)
            | CaseEvent::WorkingPatternSet(_) => Err(NotApplied::Misfiled),
        }
    }
}

fn may(stamp: &Stamp, right: Right) -> Result<(), NotApplied> {
    if right.held_by(stamp.roles) { Ok(()) } else { Err(NotApplied::NoRight(right)) }
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

fn worded(text: &str) -> Result<(), NotApplied> {
    if text.trim().is_empty() { Err(NotApplied::Blank) } else { Ok(()) }
}

/// The day in London on which something was written down.
fn written_on(stamp: &Stamp) -> Date {
    london::day(stamp.recorded)
}

/// Nothing is recorded as done on a day that had not come when it was written down.
fn not_ahead(stamp: &Stamp, day: Date) -> Result<(), NotApplied> {
    if day > written_on(stamp) { Err(NotApplied::Ahead) } else { Ok(()) }
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
                | Field::MappaApplies
        )
    )
}
