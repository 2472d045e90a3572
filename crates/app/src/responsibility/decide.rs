//! Decisions against the calculation, and what the Parole Board decides.

use api::{DecideResponsibility, RecordParoleReview};
use casework::decision::{DecisionReason, ParoleReviewRecorded, ResponsibilityDecided, ResponsibilityWithdrawn, Side};
use casework::event::{CaseEvent, ReviewId};
use casework::{PrisonNumber, Right, london};
use ledger::Compartment;

use crate::clock::new_id;
use crate::error::AppError;
use crate::owed::read_word;
use crate::session::Session;
use crate::typed::{day, day_or_none};

impl Session {
    /// Decides on responsibility against the calculation; or confirms such a decision, with another day for its review.
    pub async fn decide_responsibility(
        &mut self,
        number: &PrisonNumber,
        asked: DecideResponsibility,
    ) -> Result<(), AppError> {
        self.demand(Right::DecideResponsibility)?;
        self.known_case(number).await?;
        let reason: DecisionReason = read_word(&asked.reason).ok_or_else(|| {
            AppError::input("No reason is chosen.", "Choose one, or “another reason” and say which.").at("reason")
        })?;
        let words = asked.words.trim().to_owned();
        if reason == DecisionReason::Other && words.is_empty() {
            return Err(AppError::input("The other reason is not said.", "Say it in a sentence.").at("words"));
        }
        let review = day(&asked.review, "review")?;
        if review <= self.today() {
            return Err(AppError::input(
                format!("The review, {}, is not after today.", london::long_date(review)),
                "Choose a day on which it is looked at again.",
            )
            .at("review"));
        }
        let side = if asked.community { Side::Community } else { Side::Prison };
        let event = CaseEvent::ResponsibilityDecided(ResponsibilityDecided { side, reason, words, review });
        self.record_decision(number, event).await
    }

    /// Withdraws a decision: the calculation stands again.
    pub async fn withdraw_responsibility(&mut self, number: &PrisonNumber, reason: &str) -> Result<(), AppError> {
        self.demand(Right::DecideResponsibility)?;
        if reason.trim().is_empty() {
            return Err(AppError::input("No reason is given.", "Say why the calculation stands again.").at("reason"));
        }
        if self.known_case(number).await?.decided.is_none() {
            return Err(AppError::input(
                "No decision stands against the calculation.",
                "Look at the case again: somebody may have withdrawn it.",
            ));
        }
        let reason = reason.trim().to_owned();
        let event = CaseEvent::ResponsibilityWithdrawn(ResponsibilityWithdrawn { reason });
        self.record_decision(number, event).await
    }

    /// Records a parole review, or more about one.
    pub async fn record_parole_review(
        &mut self,
        number: &PrisonNumber,
        asked: RecordParoleReview,
    ) -> Result<(), AppError> {
        self.demand(Right::RecordFacts)?;
        let case = self.known_case(number).await?;
        let id = match asked.id.as_deref() {
            None => ReviewId(new_id(self.now())),
            Some(id) => id.parse().ok().filter(|id| case.parole_reviews.contains_key(id)).ok_or_else(|| {
                AppError::input("This case has no such parole review.", "Open the case again.").at("id")
            })?,
        };
        let review = ParoleReviewRecorded {
            id,
            target_hearing: day_or_none(asked.target_hearing.as_deref(), "targetHearing")?,
            custody_report_due: day_or_none(asked.custody_report_due.as_deref(), "custodyReportDue")?,
            outcome: asked.outcome.map(|outcome| outcome.trim().to_owned()).filter(|outcome| !outcome.is_empty()),
            outcome_received: day_or_none(asked.outcome_received.as_deref(), "outcomeReceived")?,
        };
        let days = [review.target_hearing, review.custody_report_due, review.outcome_received];
        if review.outcome.is_none() && days.iter().all(Option::is_none) {
            return Err(AppError::input("Nothing is said of the review.", "Give at least the target hearing date.")
                .at("targetHearing"));
        }
        if review.outcome_received.is_some_and(|received| received > self.today()) {
            return Err(AppError::input("The day on which the outcome came has not come yet.", "Correct it.")
                .at("outcomeReceived"));
        }
        let hearing = review.target_hearing.or_else(|| case.parole_reviews.get(&id)?.target_hearing);
        if let (Some(report), Some(hearing)) = (review.custody_report_due, hearing)
            && report > hearing
        {
            return Err(AppError::input(
                format!("The report would be due after the hearing of {}.", london::long_date(hearing)),
                "Correct one of the two days.",
            )
            .at("custodyReportDue"));
        }
        self.record_decision(number, CaseEvent::ParoleReviewRecorded(review)).await
    }

    pub(super) async fn record_decision(&mut self, number: &PrisonNumber, event: CaseEvent) -> Result<(), AppError> {
        let now = self.now();
        self.write_case(number, Compartment::General, now, vec![event]).await?;
        Ok(())
    }
}
