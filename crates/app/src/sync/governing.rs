//! The one place where a change of the control log goes: staff, roles, devices, keys. Once the unit has a server it goes there first, and is
//! added here when the server has taken it, so that membership never forks; so while the server cannot be reached nobody is admitted or removed.

use casework::Right;
use ledger::SignedControl;
use ledger::control::Act;
use ledger::sealing::{Pen, sign_control};
use store::StoreError;
use sync::Ask;

use super::failing::caught;
use crate::error::{AppError, Code};
use crate::session::Session;

impl Session {
    /// Signs a control entry with this device and adds it: at the server first, if there is one. Not while the server was caught at something.
    pub(crate) async fn control(&mut self, act: Act) -> Result<(), AppError> {
        self.refuse_while_caught().await?;
        self.govern(act).await
    }

    /// The same, whatever the server was caught at: what is decided may be just that it is believed again.
    pub(super) async fn govern(&mut self, act: Act) -> Result<(), AppError> {
        let signed = self.signed(act)?;
        // What is refused here is not asked for there.
        self.accepts(&signed)?;
        if self.is_connected().await? {
            self.give(&signed).await?;
        }
        self.record.extend_control(&signed).await.map_err(refused)?;
        // What was kept apart may be just what was decided for.
        self.record.retry_aside().await?;
        Ok(())
    }

    /// Refuses what could not be done, before anything that goes before it is.
    pub(crate) async fn would_govern(&self, act: Act) -> Result<(), AppError> {
        let signed = self.signed(act)?;
        self.accepts(&signed)?;
        if self.is_connected().await? {
            self.refuse_while_caught().await?;
            let unit = self.membership().unit();
            self.ask(Ask::Head { unit })
                .await
                .and_then(|answer| answer.head().map_err(super::unanswered))
                .map_err(kept)?;
        }
        Ok(())
    }

    /// A control entry, signed with this device.
    pub(super) fn signed(&self, act: Act) -> Result<SignedControl, AppError> {
        let at = self.now().as_millisecond();
        Ok(sign_control(self.membership(), &Pen::Device(self.record.device_keys()), at, act)
            .map_err(StoreError::from)?)
    }

    /// Whether the control log takes an entry as it is here.
    pub(super) fn accepts(&self, signed: &SignedControl) -> Result<(), AppError> {
        self.membership().clone().accept(signed).map_err(|error| refused(StoreError::Control(error)))
    }

    /// Gives the server an entry of the control log. Where its answer is lost on the way, the entry comes here with the next round.
    async fn give(&self, signed: &SignedControl) -> Result<(), AppError> {
        let ask = Ask::Govern { unit: self.membership().unit(), entry: signed.clone() };
        let answer = self.ask(ask).await.map_err(kept)?;
        answer.head().map(|_| ()).map_err(super::unanswered)
    }

    async fn refuse_while_caught(&self) -> Result<(), AppError> {
        match self.record.raised().await? {
            Some(alarm) => Err(caught(&alarm.evidence.words)),
            None => Ok(()),
        }
    }
}

/// What it means for staff and devices that the server cannot be reached.
fn kept(error: AppError) -> AppError {
    if error.code != Code::Offline {
        return error;
    }
    AppError::new(
        Code::Offline,
        "The server cannot be reached, and changes to staff and devices need it: two administrators might decide differently.",
        "Nothing was changed. Check the network, then try again.",
    )
}

/// Why the control log does not take an entry.
pub(super) fn refused(error: StoreError) -> AppError {
    match error {
        StoreError::Control(ledger::ControlError::LastAdministrator) => AppError::input(
            "This would leave the unit without an administrator.",
            "Make somebody else an administrator first, at a computer of their own.",
        )
        .at("roles"),
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
