//! Early allocation, decisions against the calculation, and parole reviews: what is decided in a case, and by whom it may be recorded.

use ledger::Compartment;

use super::{may, not_ahead, within, worded, written_on};
use crate::case::{Case, Decided, EarlyAllocation, ParoleReview};
use crate::decision::{
    DecisionReason, EarlyAllocationAssessed, EarlyAllocationDecided, ParoleReviewRecorded, ResponsibilityDecided,
    ResponsibilityWithdrawn,
};
use crate::effect::{Effect, NotApplied};
use crate::rights::Right;
use crate::stamp::Stamp;

impl Case {
    pub(super) fn early_allocation_assessed(
        &mut self,
        stamp: &Stamp,
        body: EarlyAllocationAssessed,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotApplied> {
        may(stamp, Right::AssessEarlyAllocation)?;
        within(stamp, Compartment::General)?;
        not_ahead(stamp, body.oasys)?;
        if body.answers.is_empty() {
            return Err(NotApplied::Blank);
        }
        if self.early_allocations.iter().any(|known| known.id == body.id) {
            return Err(NotApplied::Repeated);
        }
        let EarlyAllocationAssessed { id, oasys, answers, in_window, reason, approved } = body.clone();
        let made = written_on(stamp);
        self.early_allocations.push(EarlyAllocation {
            id,
            made,
            oasys,
            answers,
            in_window,
            reason,
            approved,
            accepted: None,
            mark: stamp.mark(),
        });
        effects.push(Effect::EarlyAllocationAssessed(body));
        Ok(())
    }

    /// A decision recorded again corrects the one before.
    pub(super) fn early_allocation_decided(
        &mut self,
        stamp: &Stamp,
        body: EarlyAllocationDecided,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotApplied> {
        may(stamp, Right::AssessEarlyAllocation)?;
        within(stamp, Compartment::General)?;
        let mut known = self.early_allocations.iter_mut();
        let assessment = known.find(|known| known.id == body.id).ok_or(NotApplied::NoSuchAssessment)?;
        assessment.accepted = Some(body.accepted);
        effects.push(Effect::EarlyAllocationDecided(body));
        Ok(())
    }

    pub(super) fn responsibility_decided(
        &mut self,
        stamp: &Stamp,
        body: ResponsibilityDecided,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotApplied> {
        may(stamp, Right::DecideResponsibility)?;
        within(stamp, Compartment::General)?;
        if body.reason == DecisionReason::Other {
            worded(&body.words)?;
        }
        if body.review <= written_on(stamp) {
            return Err(NotApplied::ReviewPassed);
        }
        let ResponsibilityDecided { side, reason, words, review } = body.clone();
        self.decided = Some(Decided { side, reason, words, review, mark: stamp.mark() });
        effects.push(Effect::ResponsibilityDecided(body));
        Ok(())
    }

    pub(super) fn responsibility_withdrawn(
        &mut self,
        stamp: &Stamp,
        body: ResponsibilityWithdrawn,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotApplied> {
        may(stamp, Right::DecideResponsibility)?;
        within(stamp, Compartment::General)?;
        worded(&body.reason)?;
        self.decided.take().ok_or(NotApplied::NothingToEnd)?;
        effects.push(Effect::ResponsibilityWithdrawn(body));
        Ok(())
    }

    /// What is said again replaces what was known; what is not said stays.
    pub(super) fn parole_review_recorded(
        &mut self,
        stamp: &Stamp,
        body: ParoleReviewRecorded,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotApplied> {
        may(stamp, Right::RecordFacts)?;
        within(stamp, Compartment::General)?;
        if let Some(received) = body.outcome_received {
            not_ahead(stamp, received)?;
        }
        let outcome = body.outcome.clone().filter(|outcome| !outcome.trim().is_empty());
        let says_something = outcome.is_some()
            || [body.target_hearing, body.custody_report_due, body.outcome_received].iter().any(Option::is_some);
        if !says_something {
            return Err(NotApplied::Blank);
        }
        let known = self.parole_reviews.remove(&body.id);
        let before = known.unwrap_or_else(|| ParoleReview::new(stamp.mark()));
        let review = ParoleReview {
            target_hearing: body.target_hearing.or(before.target_hearing),
            custody_report_due: body.custody_report_due.or(before.custody_report_due),
            outcome: outcome.or(before.outcome),
            outcome_received: body.outcome_received.or(before.outcome_received),
            mark: before.mark,
        };
        self.parole_reviews.insert(body.id, review);
        effects.push(Effect::ParoleReviewRecorded(body));
        Ok(())
    }
}
