//! Early allocation: the form, which has to be complete before it is an assessment, and what the community decides on it.

use api::AssessEarlyAllocation;
use casework::decision::{EarlyAllocationAssessed, EarlyAllocationDecided};
use casework::event::{AssessmentId, CaseEvent};
use casework::{PrisonNumber, Right};
use policy::answer::Answer;
use policy::handover::{self, Question, Suitability};

use crate::clock::new_id;
use crate::error::AppError;
use crate::owed::{answers, handover_facts};
use crate::session::Session;
use crate::typed::day;

/// The questions, by the national service's names.
pub(crate) fn questions() -> Vec<(String, String)> {
    Question::ALL.iter().map(|question| (question.field().to_owned(), question.words().to_owned())).collect()
}

impl Session {
    /// Records an assessment. The five questions that settle it come first; where none of them is answered yes, the others, with a
    /// reason and an approval, if the community is to decide.
    pub async fn assess_early_allocation(
        &mut self,
        number: &PrisonNumber,
        asked: AssessEarlyAllocation,
    ) -> Result<(), AppError> {
        self.demand(Right::AssessEarlyAllocation)?;
        let case = self.known_case(number).await?;
        let rules = self.in_force().await?;
        let today = self.today();
        let oasys = day(&asked.oasys, "oasys")?;
        let recent = handover::oasys_is_recent(Some(oasys), today, rules.handover);
        if recent.answer != Answer::Known(true) {
            return Err(AppError::input(
                recent.derivation.conclusion,
                format!(
                    "An assessment rests on an OASys of the last {}, from before today.",
                    rules.handover.constants.oasys_age.value
                ),
            )
            .at("oasys"));
        }
        complete(&asked.answers)?;
        let given = answers(&asked.answers);
        let outcome = handover::suitability(&given, today, rules.handover).answer;
        let reason = asked.reason.trim().to_owned();
        if outcome == Answer::Known(Suitability::Discretionary) {
            if reason.is_empty() {
                return Err(AppError::input(
                    "The community is to decide, and no reason is given.",
                    "Say why early allocation is asked for.",
                )
                .at("reason"));
            }
            if !asked.approved {
                return Err(AppError::input(
                    "The community is to decide, and nobody has approved the referral.",
                    "Ask the Head of OMU Delivery, and tick it when they have approved.",
                )
                .at("approved"));
            }
        }
        let facts = handover_facts(&case);
        let window = handover::referral_window(&facts, today, rules.handover).answer;
        let known = |(name, _): &(String, bool)| question(name).is_some();
        let assessment = EarlyAllocationAssessed {
            id: AssessmentId(new_id(self.now())),
            oasys,
            answers: asked.answers.into_iter().filter(known).collect(),
            in_window: window == Answer::Known(true),
            reason,
            approved: asked.approved,
        };
        self.record_decision(number, CaseEvent::EarlyAllocationAssessed(assessment)).await
    }

    /// Records what the community decided.
    pub async fn record_early_decision(
        &mut self,
        number: &PrisonNumber,
        id: &str,
        accepted: bool,
    ) -> Result<(), AppError> {
        self.demand(Right::AssessEarlyAllocation)?;
        let case = self.known_case(number).await?;
        let known = |id: &AssessmentId| case.early_allocations.iter().any(|made| made.id == *id);
        let id = id
            .parse()
            .ok()
            .filter(known)
            .ok_or_else(|| AppError::input("This case has no such assessment.", "Open the case again.").at("id"))?;
        let decided = EarlyAllocationDecided { id, accepted };
        self.record_decision(number, CaseEvent::EarlyAllocationDecided(decided)).await
    }
}

fn question(name: &str) -> Option<Question> {
    Question::ALL.iter().copied().find(|question| question.field() == name)
}

/// Whether everything is answered that has to be. What is missing is said at its question.
fn complete(given: &[(String, bool)]) -> Result<(), AppError> {
    let answer = |question: Question| {
        let mut of_it = given.iter().filter(|(name, _)| name == question.field());
        of_it.next().map(|(_, yes)| *yes)
    };
    let missing = |question: Question| {
        AppError::input(format!("“{}” is not answered.", question.words()), "Answer yes or no.").at(question.field())
    };
    let mut eligible = false;
    for question in Question::MANDATORY {
        eligible |= answer(question).ok_or_else(|| missing(question))?;
    }
    if eligible {
        return Ok(());
    }
    for question in Question::DISCRETIONARY {
        let yes = answer(question).ok_or_else(|| missing(question))?;
        if yes && question == Question::Separated && answer(Question::DueForRelease).is_none() {
            return Err(missing(Question::DueForRelease));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(questions: &[Question], yes: bool) -> Vec<(String, bool)> {
        questions.iter().map(|question| (question.field().to_owned(), yes)).collect()
    }

    #[test]
    fn one_yes_among_the_first_five_completes_the_form_once_all_five_are_answered() {
        let mut given = all(&Question::MANDATORY, false);
        given[2].1 = true;
        assert_eq!(complete(&given), Ok(()));
        given.remove(4);
        assert_eq!(complete(&given).unwrap_err().field, Some("cppc_case"));
    }

    #[test]
    fn without_a_yes_the_others_are_asked_and_the_time_to_release_of_whoever_is_separated() {
        let mut given = all(&Question::MANDATORY, false);
        assert_eq!(complete(&given).unwrap_err().field, Some("extremism_separation"));
        given.extend(all(&Question::DISCRETIONARY, false));
        assert_eq!(complete(&given), Ok(()));
        given[5].1 = true;
        assert_eq!(complete(&given).unwrap_err().field, Some("due_for_release_in_less_than_24months"));
        given.push(("due_for_release_in_less_than_24months".to_owned(), false));
        assert_eq!(complete(&given), Ok(()));
    }
}
