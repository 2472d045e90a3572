//! Responsibility for a case, with the working of everything that a screen says about it.

use api::{AssessmentView, DecidedView, ParoleReviewView, ResponsibilityView};
use casework::case::{Case, EarlyAllocation};
use casework::decision::Side;
use casework::{PrisonNumber, Right, london};
use policy::handover::{self, Facts, Suitability};
use policy::pom_type::{Allocation, pom_type};

use crate::error::AppError;
use crate::owed::{InForce, answers, handover_facts, in_force, reason, rosh, tier, why};
use crate::session::Session;

impl Session {
    /// Who is responsible for a case, and why.
    pub async fn responsibility(&self, number: &PrisonNumber) -> Result<ResponsibilityView, AppError> {
        self.demand(Right::ReadCases)?;
        let case = self.known_case(number).await?;
        let rules = self.in_force().await?;
        let (facts, today) = (handover_facts(&case), self.today());
        let holds = || in_force(rules.handover);
        let stands = handover::responsibility(&facts, today, rules.handover);
        let calculated = handover::handover(&facts, today, rules.handover);
        let dates = calculated.answer.clone().known().and_then(|outcome| outcome.handover()?.dates);
        let earliest = handover::earliest_release(&facts, today, rules.handover);
        let release = earliest.answer.clone().known().flatten().map(|release| release.date.to_string());
        let early = handover::early_allocation_status(&facts, today, rules.handover);
        let referral = handover::referral_window(&facts, today, rules.handover);
        let allocation = Allocation { handover: &facts, tier: tier(&case), rosh: rosh(&case) };
        let recommended = pom_type(allocation, today, rules.handover, rules.pom_type);
        Ok(ResponsibilityView {
            stands: stands.derivation.conclusion,
            calculated: why(calculated.derivation, holds(), None),
            handover_start: dates.map(|dates| dates.start.to_string()),
            handover_date: dates.map(|dates| dates.handover.to_string()),
            earliest_release: (release, why(earliest.derivation, holds(), None)),
            early_allocation: why(early.derivation, holds(), None),
            referral: why(referral.derivation, holds(), None),
            assessments: self.assessments(&case, &facts, &rules),
            decided: case.decided.as_ref().map(|decided| DecidedView {
                community: decided.side == Side::Community,
                reason: said(reason(decided).words(), &decided.words),
                by: self.staff_name(decided.mark.author),
                on: london::day(decided.mark.recorded).to_string(),
                review: decided.review.to_string(),
            }),
            parole_reviews: parole_reviews(&case),
            pom_type: why(recommended.derivation, in_force(rules.pom_type), None),
            may_decide: self.may(Right::DecideResponsibility),
        })
    }

    fn assessments(&self, case: &Case, facts: &Facts, rules: &InForce) -> Vec<AssessmentView> {
        let latest = case.early_allocations.iter().map(|made| made.made).max();
        let of_this_sentence = |made: &EarlyAllocation| facts.sentence_start.is_some_and(|start| made.made >= start);
        let view = |made: &EarlyAllocation| {
            let outcome = handover::suitability(&answers(&made.answers), made.made, rules.handover);
            let discretionary = outcome.answer.clone().known() == Some(Suitability::Discretionary);
            AssessmentView {
                id: made.id.to_string(),
                made: made.made.to_string(),
                by: self.staff_name(made.mark.author),
                outcome: why(outcome.derivation, in_force(rules.handover), None),
                in_window: made.in_window,
                accepted: made.accepted,
                awaits_decision: discretionary
                    && made.in_window
                    && made.accepted.is_none()
                    && Some(made.made) == latest
                    && of_this_sentence(made),
            }
        };
        case.early_allocations.iter().rev().map(view).collect()
    }
}

/// A reason of the list, with what was said of it besides.
fn said(reason: &str, words: &str) -> String {
    let words = words.trim();
    if words.is_empty() || words == reason { reason.to_owned() } else { format!("{reason}: {words}") }
}

fn parole_reviews(case: &Case) -> Vec<ParoleReviewView> {
    let mut reviews: Vec<_> = case.parole_reviews.iter().collect();
    reviews.sort_by_key(|(_, review)| std::cmp::Reverse((review.target_hearing, review.mark.position)));
    reviews
        .into_iter()
        .map(|(id, review)| ParoleReviewView {
            id: id.to_string(),
            target_hearing: review.target_hearing.map(|day| day.to_string()),
            custody_report_due: review.custody_report_due.map(|day| day.to_string()),
            outcome: review.outcome.clone(),
            outcome_received: review.outcome_received.map(|day| day.to_string()),
        })
        .collect()
}
