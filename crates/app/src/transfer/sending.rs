//! Sending a case: posts here end, the case is read here from now on and not written in, and what is known of it goes to the other unit as soon as
//! the server is reached, which may be days later: nothing here needs a network.

use std::collections::BTreeSet;

use api::{CaseSentView, InboxView, SendingView};
use casework::event::{CaseEvent, CaseSent, Deallocated, EndReason, Post, TransferId};
use casework::{Case, PrisonNumber, Right};
use jiff::civil::Date;
use ledger::{Compartment, PrincipalId};
use policy::transfer::TransferSettings;
use store::StoreError;

use super::called;
use super::queue::{Part, ToPost};
use crate::clock::new_id;
use crate::error::AppError;
use crate::owed::own;
use crate::pack::{InboxAddress, inbox_address, inbox_view};
use crate::session::Session;
use crate::typed::said;

impl Session {
    /// What would go to another prison with a case.
    pub async fn preview_sending(&self, number: &PrisonNumber) -> Result<SendingView, AppError> {
        self.demand(Right::MoveCases)?;
        let case = self.known_case(number).await?;
        let leaving = self.record.leaving(number).await?;
        let restricted = leaving.iter().filter(|one| one.compartment == Compartment::Restricted).count();
        let authors: BTreeSet<PrincipalId> = leaving.iter().map(|one| one.event.author).collect();
        Ok(SendingView {
            entries: count(leaving.len()),
            restricted: count(restricted),
            authors: count(authors.len()),
            owed: self.owed_words(number).await?,
            refused: refusal(&case).map(|error| error.message),
            readable_until: self.readable_until().await?.to_string(),
        })
    }

    /// The inbox key of another unit, as it was typed: whose it says it is, and the code by which two people make sure that it is, before anything
    /// goes there.
    pub fn read_inbox(&self, to: &str) -> Result<InboxView, AppError> {
        self.demand(Right::MoveCases)?;
        Ok(inbox_view(&self.inbox_elsewhere(to)?))
    }

    fn inbox_elsewhere(&self, to: &str) -> Result<InboxAddress, AppError> {
        let inbox = inbox_address(to).map_err(|error| error.at("to"))?;
        if inbox.unit() == self.membership().unit().0 {
            return Err(AppError::input("This is the inbox of this unit itself.", "Give the other prison's.").at("to"));
        }
        Ok(inbox)
    }

    /// Sends a case to the unit whose inbox key was given. It is queued: it goes once the server has everything that it is about.
    pub async fn send_case(&mut self, number: &PrisonNumber, to: &str, why: &str) -> Result<CaseSentView, AppError> {
        self.demand(Right::MoveCases)?;
        let why = said("why", why, "It does not say why.", "Give the order for the move, or its reason.")?;
        let inbox = self.inbox_elsewhere(to)?;
        let by = self.record.own_device().map(|device| device.index.0);
        let by = by.ok_or_else(|| StoreError::Ledger("this device was not admitted".to_owned()))?;
        let case = self.known_case(number).await?;
        if let Some(refused) = refusal(&case) {
            return Err(refused);
        }
        let mut events = posts_end(&case);
        let entries = self.record.leaving(number).await?.len() + events.len();
        let (id, until) = (TransferId(new_id(self.now())), self.readable_until().await?);
        events.push(CaseEvent::CaseSent(CaseSent {
            id,
            unit: inbox.unit(),
            prison: inbox.prison().to_owned(),
            why,
            entries: u32::try_from(entries).unwrap_or(u32::MAX),
            readable_until: until,
            inbox: inbox.key(),
        }));
        let part = Part::Whole { tried: false };
        self.note_to_post(ToPost { id, number: *number, part, by, until, refused: None }).await?;
        let now = self.now();
        self.write_case(number, Compartment::General, now, events).await?;
        Ok(CaseSentView {
            prison: called(inbox.prison()).to_owned(),
            entries: count(entries),
            readable_until: until.to_string(),
        })
    }

    /// What is owed in a case, in words.
    pub(super) async fn owed_words(&self, number: &PrisonNumber) -> Result<Vec<String>, AppError> {
        Ok(self
            .owed_in_case(number)
            .await?
            .rows
            .into_iter()
            .map(|row| format!("{}, by {}", row.what, row.due))
            .collect())
    }

    /// The last day on which a case that is sent today is read here, by the prison's own figure.
    async fn readable_until(&self) -> Result<Date, AppError> {
        let settings = TransferSettings::of_prison(&own(&self.record.figures().await?));
        Ok(settings.readable_until(self.today()))
    }
}

/// Whoever holds a post in the case holds it no longer.
fn posts_end(case: &Case) -> Vec<CaseEvent> {
    let held = Post::ALL.into_iter().filter_map(|post| case.holder(post));
    let ended = held.map(|holding| {
        let (post, staff) = (holding.post, holding.staff);
        CaseEvent::Deallocated(Deallocated { post, staff, reason: EndReason::Transfer, detail: None })
    });
    ended.collect()
}

/// Why a case cannot be sent.
fn refusal(case: &Case) -> Option<AppError> {
    let sent = case.transfer.sent.as_ref()?;
    let message = format!("This case was sent to {} already.", called(&sent.prison));
    Some(AppError::input(
        message,
        "If it has not come there yet, it goes as soon as the server is reached. As long as they have not taken it, it can be called back.",
    ))
}

fn count(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}
