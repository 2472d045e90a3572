//! Calling a case back that the other prison has not taken. Whoever of the two is first at the server has it: the sender who calls it back, or the
//! addressee who claims it. `docs/transfer.md` has why no case is then in two prisons.

use api::SentAwayView;
use casework::event::{CaseCalledBack, CaseEvent, TransferId};
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
use crate::sync::signed_in::{Alone, answer_to, held, reading};
use crate::sync::{Reads, SignedIn, unanswered};
use crate::typed::said;

impl Session {
    /// Calls back a case that was sent. From then on it is here again, without the posts, which ended.
    pub async fn call_case_back(&mut self, number: &PrisonNumber, why: &str) -> Result<(), AppError> {
        call_case_back(&Alone::with(self), number, why).await
    }

    /// How a case was sent that can be called back.
    async fn sent_case(&self, number: &PrisonNumber) -> Result<Sent, AppError> {
        let case = self.record.case(number).await?.ok_or_else(|| AppError::no_case(number))?;
        case.transfer.sent.ok_or_else(not_sent)
    }

    /// Writes that a case is here again.
    async fn write_called_back(&mut self, number: &PrisonNumber, id: TransferId, why: String) -> Result<(), AppError> {
        let event = CaseEvent::CaseCalledBack(CaseCalledBack { id, why });
        let now = self.now();
        self.write_case(number, Compartment::General, now, vec![event]).await?;
        self.drop_to_post(id).await
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
}

/// Calls back a case. Whatever of it may have left this computer, the server gives up first.
pub(crate) async fn call_case_back<S: SignedIn>(at: &S, number: &PrisonNumber, why: &str) -> Result<(), AppError> {
    reading(at).await?.demand(Right::MoveCases)?;
    let why = said("why", why, "It does not say why.", "Give the reason: it stands in the file.")?;
    let (sent, unit) = {
        let mut session = held(at).await?;
        let sent = session.sent_case(number).await?;
        if session.waits_here(sent.id).await? {
            return session.write_called_back(number, sent.id, why).await;
        }
        (sent, session.membership().unit())
    };
    withdraw(at, unit, &sent).await?;
    let mut session = held(at).await?;
    // A round may have brought meanwhile that a colleague was faster.
    if session.sent_case(number).await?.id != sent.id {
        return Err(not_sent());
    }
    session.write_called_back(number, sent.id, why).await
}

/// Has the server give up what it holds of a case, unless the other unit has claimed it. Nothing of it is taken there any more.
async fn withdraw<R: Reads>(at: &R, unit: UnitId, sent: &Sent) -> Result<(), AppError> {
    let lot = lot_of(unit, UnitId(sent.unit), sent.id);
    let prison = called(&sent.prison);
    match answer_to(at, Ask::CallBack { unit, lot }).await? {
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

fn not_sent() -> AppError {
    AppError::input("This case was not sent to another prison.", "There is nothing to call back.")
}
