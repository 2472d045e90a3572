//! The one place where a change of the control log goes: staff, roles, devices, keys. Once the unit has a server it goes there first, and is
//! added here when the server has taken it, so that membership never forks; so while the server cannot be reached nobody is admitted or removed.

use casework::Right;
use ledger::SignedControl;
use ledger::control::Act;
use ledger::sealing::{Pen, sign_control};
use store::StoreError;
use sync::{Answer, Ask, Failure};

use super::failing::{caught, overtaken, unanswered};
use super::signed_in::{self, Alone, Reads, SignedIn, held, is_connected, reading};
use crate::error::{AppError, Code};
use crate::session::Session;

/// What to do where the server was not there to be asked.
const NOTHING: &str = "Nothing was changed. Check the network, then try again.";
/// And where its answer may be what was lost.
const PERHAPS: &str = "The change may have reached it all the same. Check the network, then look whether it was made before you try again.";

/// A change of the control log on which this device has decided, signed, and in force nowhere yet.
pub(crate) struct Decided(pub(super) SignedControl);

impl Session {
    /// Decides on an act, as staff and devices are now. What is refused here is not asked for at the server. Not while that was caught at something.
    pub(crate) async fn decided(&self, act: Act) -> Result<Decided, AppError> {
        if let Some(alarm) = self.record.raised().await? {
            return Err(caught(&alarm.evidence.words));
        }
        self.decided_all_the_same(act)
    }

    /// The same, whatever the server was caught at: what is decided may be just that it is believed again.
    pub(super) fn decided_all_the_same(&self, act: Act) -> Result<Decided, AppError> {
        let (membership, at) = (self.membership(), self.now().as_millisecond());
        let pen = Pen::Device(self.record.device_keys());
        let signed = sign_control(membership, &pen, at, act).map_err(StoreError::from)?;
        membership.clone().accept(&signed).map_err(|error| refused(StoreError::Control(error)))?;
        Ok(Decided(signed))
    }

    /// Carries out what was decided, where nobody else works with the session.
    pub(crate) async fn carry_out(&mut self, decided: Decided) -> Result<(), AppError> {
        govern(&Alone::with(self), decided).await
    }

    /// Adds what was decided, once the server has it, to the control log here. Where a round was faster, it is there already.
    pub(super) async fn add_decided(&mut self, Decided(signed): &Decided) -> Result<(), AppError> {
        if self.membership().place(&signed.hash()).is_none() {
            self.record.extend_control(signed).await.map_err(refused)?;
        }
        // What was kept apart may be just what was decided for.
        self.record.retry_aside().await?;
        Ok(())
    }
}

/// Carries out what was decided: gives it to the server first, if there is one, and adds it here. Where others have changed the control log since, the
/// server refuses, and nothing is done. Where its answer is lost on the way, the entry comes here with the next round.
pub(crate) async fn govern<S: SignedIn>(at: &S, decided: Decided) -> Result<(), AppError> {
    if is_connected(at).await? {
        let unit = reading(at).await?.membership().unit();
        let ask = Ask::Govern { unit, entry: decided.0.clone() };
        let answer = signed_in::answer_to(at, ask).await?;
        answer.and_then(Answer::head).map_err(|failure| kept(failure, PERHAPS))?;
    }
    held(at).await?.add_decided(&decided).await
}

/// Refuses what the server has to agree to while it does not answer, before anything is done that goes before it.
pub(crate) async fn demand_server<R: Reads>(at: &R) -> Result<(), AppError> {
    if is_connected(at).await? {
        let unit = reading(at).await?.membership().unit();
        let answer = signed_in::answer_to(at, Ask::Head { unit }).await?;
        answer.and_then(Answer::head).map_err(|failure| kept(failure, NOTHING))?;
    }
    Ok(())
}

/// What it means for staff and devices that the server does not answer.
fn kept(failure: Failure, remedy: &str) -> AppError {
    match failure {
        Failure::Unreachable => AppError::new(
            Code::Offline,
            "The server cannot be reached, and changes to staff and devices need it: two administrators might decide differently.",
            remedy,
        ),
        other => unanswered(other),
    }
}

/// Why the control log does not take an entry.
fn refused(error: StoreError) -> AppError {
    match error {
        StoreError::Control(ledger::ControlError::LastAdministrator) => AppError::input(
            "This would leave the unit without an administrator.",
            "Make somebody else an administrator first, at a computer of their own.",
        )
        .at("roles"),
        StoreError::Control(ledger::ControlError::OutOfPlace) => overtaken(),
        StoreError::Control(ledger::ControlError::NoAuthority) => {
            casework::NotApplied::NoRight(Right::ManageStaff).into()
        }
        StoreError::Control(ledger::ControlError::NoStatement) => AppError::new(
            Code::NotAllowed,
            "The server does not sign with the key that this unit agreed on, so it cannot be believed again.",
            "Ask whoever runs it for a server with its key. If it has another key for good, connect the unit to it anew, with a token.",
        ),
        other => other.into(),
    }
}
