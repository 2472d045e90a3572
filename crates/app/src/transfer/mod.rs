//! Moving a case to another prison: the sender releases it, the receiver takes it, and between them the server carries what it cannot read.
//! `docs/transfer.md` has what goes, and what is proved by it.

mod bundle;
mod calling_back;
mod coming;
mod form;
mod posting;
mod queue;
mod receiving;
mod sending;
mod taking;

pub(crate) use calling_back::call_case_back;
pub(crate) use receiving::{cases_to_receive, receive_case};
pub(crate) use taking::parcels_there;

use casework::{Case, Right, london};
use jiff::civil::Date;
use ledger::membership::{Device, Member};
use ledger::{Compartment, DeviceIndex};

use crate::error::{AppError, Code};
use crate::found::called;
use crate::session::Session;
use crate::sync::SignedIn;
use crate::sync::signed_in::held;

/// What this device does about cases that move, once everything here is at the server and everything there is here: posts what was sent, looks for
/// what was heard later, takes that in where it comes, and takes away from the server what is in this unit's record there. Whether something was
/// written, which is still to be sent.
pub(crate) async fn attend<S: SignedIn>(at: &S) -> Result<bool, AppError> {
    {
        let mut session = held(at).await?;
        if !session.may(Right::MoveCases) {
            return Ok(false);
        }
        session.look_for_later().await?;
    }
    let posted = posting::post(at).await;
    let taken = taking::take(at).await;
    match posted.and(taken) {
        // It is done with the next round.
        Err(error) if error.code == Code::Offline => Ok(false),
        done => done,
    }
}

impl Session {
    /// Whether this device does what a device has begun with a case: that device itself, and where it is no longer in the unit, or the keys are
    /// withheld from it, the first one whose owner may move cases.
    fn stands_in_for(&self, device: DeviceIndex) -> bool {
        let membership = self.membership();
        let may = |device: &&Device| {
            let roles = membership.member(device.principal).map(Member::roles);
            let has_keys = membership.holds(device, Compartment::Restricted);
            has_keys && roles.is_some_and(|roles| Right::MoveCases.held_by(roles))
        };
        let there = membership.device(device).filter(may);
        let does = there.or_else(|| membership.devices().iter().find(may));
        does.map(|device| device.index) == self.record.own_device().map(|own| own.index)
    }
}

/// Whether a case is read here on a day: one that has left is, for as long as the prison had settled when it sent it.
pub(crate) fn is_readable(case: &Case, today: Date) -> bool {
    case.transfer.sent.as_ref().is_none_or(|sent| today <= sent.readable_until)
}

/// Refuses to show a case that left too long ago: what is said of it is that it was sent, when, and where to.
pub(crate) fn refuse_unreadable(case: &Case, today: Date) -> Result<(), AppError> {
    let Some(sent) = case.transfer.sent.as_ref().filter(|_| !is_readable(case, today)) else { return Ok(()) };
    let (to, on) = (called(&sent.prison), london::long_date(london::day(sent.mark.recorded)));
    let until = london::long_date(sent.readable_until);
    Err(AppError::new(
        Code::Elsewhere,
        format!("This case was sent to {to} on {on}, and could be read here until {until}."),
        "Ask that prison for what you need to know.",
    ))
}
