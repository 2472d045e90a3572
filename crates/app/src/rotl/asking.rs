//! Up to the decision: answers to rules, consultation, places, the assessment, the board; and afterwards looking back and reviewing.

use api::{
    AnswerRule, AssessRelease, BoardView, Consult, Debrief, ReviewView, RiskAssessmentView, RuleAnswer, VisitView,
};
use casework::event::{CaseEvent, RestrictedViewed, Visibility};
use casework::rotl::{
    ApplicationId, BoardHeld, ConsultStep, Debriefed, Opinion, PlaceVisited, Risk, RotlAssessed, RotlConsulted,
    RotlRuleAnswered, SeriesReviewed, Verdict,
};
use casework::{PrisonNumber, Right, london};
use ledger::Compartment;
use policy::rotl::{Bar, Check};

use super::deciding::demanded;
use super::{application_id, release_id, watched};
use crate::error::AppError;
use crate::owed::read_word;
use crate::session::Session;
use crate::typed::{day_or_none, said};

impl Session {
    /// Records a person's answer to a rule, or an exception to it.
    pub async fn answer_rule(&mut self, number: &PrisonNumber, asked: &AnswerRule) -> Result<(), AppError> {
        let exception = asked.answer == RuleAnswer::Exception;
        self.demand(if exception { Right::DecideRelease } else { Right::AssessRelease })?;
        let check: Check = read_word(&asked.rule).ok_or_else(|| {
            AppError::input(
                "There is no such rule any more.",
                "Open the application again: the rules have a new edition.",
            )
        })?;
        let words = said("words", &asked.words, "It does not say what you looked at.", "Say what, and what it says.")?;
        if exception && policy::rotl::rule_sets().newest.constants.bars.of(check).value == Bar::Hard {
            return Err(AppError::input(
                format!("“{}” allows no exception.", check.words()),
                "It refuses the application, whoever decides.",
            )
            .at("answer"));
        }
        let id = application_id(&asked.id)?;
        if exception {
            // An exception takes the grade that the decision takes, at this prison too.
            let (case, application) = self.application(number, id).await?;
            let demanded = demanded(&case, &application, &self.rotl_settings().await?);
            if let Some(why_not) = self.lacks_grade(demanded, &application) {
                return Err(AppError::new(api::Code::NotAllowed, why_not, "Ask somebody else who may decide."));
            }
        }
        let rule = asked.rule.clone();
        let event = CaseEvent::RotlRuleAnswered(RotlRuleAnswered { id, rule, answer: asked.answer, words });
        self.tell(number, Compartment::General, vec![event]).await
    }

    /// Records a step with a consultee. A restricted reply is two entries: that there is one, and what it says for whoever may know.
    pub async fn consult(&mut self, number: &PrisonNumber, asked: &Consult) -> Result<(), AppError> {
        self.demand(Right::ConsultOnRelease)?;
        let id = application_id(&asked.id)?;
        let on = self.past_day(&asked.on, "on")?;
        let due = day_or_none(asked.due.as_deref(), "due")?;
        if let Some(due) = due.filter(|due| *due < on) {
            let message = format!("{} is before the day on which it was asked.", london::long_date(due));
            return Err(AppError::input(message, "Give a later day.").at("due"));
        }
        let words = asked.words.trim().to_owned();
        if asked.step == ConsultStep::Replied && words.is_empty() {
            return Err(AppError::input("It does not say what they replied.", "Give it in their words.").at("words"));
        }
        if asked.step == ConsultStep::NotNeeded && words.is_empty() {
            return Err(AppError::input("No reason is given.", "Say why they need not be asked.").at("words"));
        }
        let step = |opinion, words, visibility| {
            let (with, step) = (asked.with.clone(), asked.step);
            CaseEvent::RotlConsulted(RotlConsulted { id, with, step, on, due, opinion, words, visibility })
        };
        if asked.restricted {
            self.demand(Right::WriteRestricted)?;
            self.tell(number, Compartment::Restricted, vec![step(asked.opinion, words, Visibility::Restricted)])
                .await?;
            return self.tell(number, Compartment::General, vec![step(None, String::new(), Visibility::General)]).await;
        }
        self.tell(number, Compartment::General, vec![step(asked.opinion, words, Visibility::General)]).await
    }

    /// The restricted replies of an application: day, from whom, words. That they were read is recorded.
    pub async fn restricted_replies(
        &mut self,
        number: &PrisonNumber,
        id: ApplicationId,
        reason: &str,
    ) -> Result<Vec<(String, String, String)>, AppError> {
        self.demand(Right::ReadRestricted)?;
        let reason = said("reason", reason, "No reason is given.", "Say why you read them: the view is recorded.")?;
        let what = "temporary release replies".to_owned();
        let viewed = CaseEvent::RestrictedViewed(RestrictedViewed { what, reason });
        self.tell(number, Compartment::Restricted, vec![viewed]).await?;
        let entries = self.record.rotl_entries(number, id).await?;
        let replies = entries.into_iter().filter_map(|entry| match entry.event {
            CaseEvent::RotlConsulted(body) if body.visibility == Visibility::Restricted => {
                Some((body.on.to_string(), super::said::asked(&body.with), body.words))
            }
            _ => None,
        });
        Ok(replies.collect())
    }

    /// Records that somebody looked at a place.
    pub async fn visit_place(
        &mut self,
        number: &PrisonNumber,
        id: ApplicationId,
        visit: &VisitView,
    ) -> Result<(), AppError> {
        self.demand(Right::ConsultOnRelease)?;
        let on = self.past_day(&visit.on, "on")?;
        let by = said("by", &visit.by, "It does not say who went.", "Give the name.")?;
        let words = said("words", &visit.words, "It does not say what was found.", "Say it in a sentence.")?;
        let (place, suitable) = (visit.place.clone(), visit.suitable);
        let event = CaseEvent::PlaceVisited(PlaceVisited { id, place, by, on, suitable, words });
        self.tell(number, Compartment::General, vec![event]).await
    }

    /// Records a risk assessment, with the watched facts as they are.
    pub async fn assess_release(&mut self, number: &PrisonNumber, asked: AssessRelease) -> Result<(), AppError> {
        self.demand(Right::AssessRelease)?;
        let case = self.known_case(number).await?;
        let id = application_id(&asked.id)?;
        let summary =
            said("summary", &asked.summary, "There is no judgement in it.", "Say what you make of the risks.")?;
        let risks: Vec<Risk> = asked.risks.into_iter().filter(|risk| !risk.what.trim().is_empty()).collect();
        if let Some(risk) = risks.iter().find(|risk| risk.control.trim().is_empty()) {
            let message = format!("Nothing is done about “{}”.", risk.what.trim());
            return Err(
                AppError::input(message, "Say what is done: it becomes a condition of the licence.").at("risks")
            );
        }
        let protective = asked.protective.into_iter().filter(|line| !line.trim().is_empty()).collect();
        let watched = watched(&case);
        let event = CaseEvent::RotlAssessed(RotlAssessed { id, risks, protective, summary, watched });
        self.tell(number, Compartment::General, vec![event]).await
    }

    /// Records what a board said.
    pub async fn hold_board(
        &mut self,
        number: &PrisonNumber,
        id: ApplicationId,
        board: BoardView,
    ) -> Result<(), AppError> {
        self.demand(Right::HoldBoard)?;
        let on = self.past_day(&board.on, "on")?;
        let minutes = said("minutes", &board.minutes, "There are no minutes.", "Say what was discussed.")?;
        if board.members.is_empty() {
            return Err(AppError::input("Nobody came to it.", "Add at least one member.").at("members"));
        }
        for member in &board.members {
            said("members", &member.name, "A member has no name.", "Give the name, or take the line out.")?;
            let against = matches!(member.opinion, Opinion::Against | Opinion::Concerns);
            if against && board.recommends == Verdict::Granted && member.words.trim().is_empty() {
                let message = format!("{} dissents, and it does not say why.", member.name.trim());
                return Err(
                    AppError::input(message, "Give it word for word: it goes to whoever decides.").at("members")
                );
            }
        }
        let (members, recommends) = (board.members, board.recommends);
        let event = CaseEvent::BoardHeld(BoardHeld { id, on, members, minutes, recommends });
        self.tell(number, Compartment::General, vec![event]).await
    }

    /// Records who looked back on a release.
    pub async fn debrief(&mut self, number: &PrisonNumber, asked: &Debrief) -> Result<(), AppError> {
        self.demand(Right::DebriefRelease)?;
        let words = said("words", &asked.words, "It does not say what came of it.", "Say it in a sentence.")?;
        let (id, release) = (application_id(&asked.id)?, release_id(&asked.release)?);
        let (by, concern) = (asked.by, asked.concern);
        let event = CaseEvent::Debriefed(Debriefed { id, release, by, words, concern });
        self.tell(number, Compartment::General, vec![event]).await
    }

    /// Records the review of a series.
    pub async fn review_series(
        &mut self,
        number: &PrisonNumber,
        id: ApplicationId,
        review: &ReviewView,
    ) -> Result<(), AppError> {
        self.demand(Right::AssessRelease)?;
        let on = self.past_day(&review.on, "on")?;
        let words = said("words", &review.words, "It does not say what was found.", "Say it in a sentence.")?;
        let case = self.known_case(number).await?;
        let (cause, goes_on, watched) = (review.cause, review.goes_on, watched(&case));
        let event = CaseEvent::SeriesReviewed(SeriesReviewed { id, cause, on, goes_on, words, watched });
        self.tell(number, Compartment::General, vec![event]).await
    }

    /// Writes events about a case that happen now.
    pub(crate) async fn tell(
        &mut self,
        number: &PrisonNumber,
        compartment: Compartment,
        events: Vec<CaseEvent>,
    ) -> Result<(), AppError> {
        let now = self.now();
        self.write_case(number, compartment, now, events).await?;
        Ok(())
    }
}

/// An assessment as it was written.
pub(super) fn assessment_view(version: u16, by: String, at: String, body: RotlAssessed) -> RiskAssessmentView {
    let RotlAssessed { risks, protective, summary, .. } = body;
    RiskAssessmentView { version, by, at, risks, protective, summary }
}
