//! Calling a case back that the other prison has not taken. Whoever of the two is first at the server has it: the sender who calls it back, or the
//! addressee who claims it. `docs/transfer.md` has why no case is then in two prisons.

use api::SentAwayView;
use casework::event::{CaseCalledBack, CaseEvent};
use casework::transfer::Sent;
use casework::{Case, PrisonNumber, Right};
use ledger::wire::RefusalCode;
use ledger::{Compartment, UnitId};
use sync::{Ask, Failure};

use super::bundle::lot_of;
use super::called;
use crate::casefile::minute;
use crate::error::{AppError, Code};
use crate::session::Session;
use crate::sync::unanswered;
use crate::typed::said;

impl Session {
    /// Calls back a case that was sent. From then on it is here again, without the posts, which ended.
    pub async fn call_case_back(&mut self, number: &PrisonNumber, why: &str) -> Result<(), AppError> {
        self.demand(Right::MoveCases)?;
        let why = said("why", why, "It does not say why.", "Give the reason: it stands in the file.")?;
        let case = self.record.case(number).await?.ok_or_else(|| AppError::no_case(number))?;
        let sent = case.transfer.sent.as_ref().ok_or_else(|| {
            AppError::input("This case was not sent to another prison.", "There is nothing to call back.")
        })?;
        if !self.waits_here(sent.id).await? {
            self.withdraw(sent).await?;
        }
        let event = CaseEvent::CaseCalledBack(CaseCalledBack { id: sent.id, why });
        let now = self.now();
        self.write_case(number, Compartment::General, now, vec![event]).await?;
        self.drop_to_post(sent.id).await
    }

    /// Where a case has gone that is only read here; nothing: it has not left.
    pub(crate) async fn sent_away(&self, case: &Case) -> Result<Option<SentAwayView>, AppError> {
        let Some(sent) = &case.transfer.sent else { return Ok(None) };
        Ok(Some(SentAwayView {
            prison: called(&sent.prison).to_owned(),
            at: minute(sent.mark.recorded),
            by: self.staff_name(sent.mark.author),
            readable_until: sent.readable_until.to_string(),
            waits: self.waits_here(sent.id).await?,
            refused: self.why_refused(sent.id).await?,
        }))
    }

    /// Has the server give up what it holds of a case, unless the other unit has claimed it. Nothing of it is taken there any more.
    async fn withdraw(&self, sent: &Sent) -> Result<(), AppError> {
        let unit = self.membership().unit();
        let lot = lot_of(unit, UnitId(sent.unit), sent.id);
        let prison = called(&sent.prison);
        match self.answer_to(Ask::CallBack { unit, lot }).await? {
            Ok(answer) => answer.done().map_err(unanswered),
            Err(Failure::Refused { refusal, .. }) if refusal.code == RefusalCode::Settled => Err(AppError::input(
                format!("{prison} has taken this case, so it cannot be called back."),
                "Ask them to send it back.",
            )),
            Err(failure) => Err(match unanswered(failure) {
                error if error.code == Code::Offline => AppError::new(
                    Code::Offline,
                    format!("Whether {prison} has taken this case, only the server knows, and it cannot be reached."),
                    "Nothing was changed. Try again when this computer has a network.",
                ),
                error => error,
            }),
        }
    }
}
