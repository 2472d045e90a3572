//! Sending a case: posts here end, the case is read here from now on and not written in, and what is known of it goes to the other unit as soon as
//! the server is reached, which may be days later.

use std::collections::BTreeSet;

use api::{CaseSentView, SendingView};
use casework::event::{CaseEvent, CaseSent, Deallocated, EndReason, Post, TransferId};
use casework::transfer::PersonElsewhere;
use casework::{Case, PrisonNumber, Right};
use jiff::civil::Date;
use ledger::wire::RefusalCode;
use ledger::{Compartment, PrincipalId, UnitId};
use pack::inbox::InboxAddress;
use policy::transfer::TransferSettings;
use store::elsewhere::Leaving;
use sync::{Ask, Failure};

use super::bundle::Cover;
use super::called;
use super::form::Bundle;
use super::queue::ToPost;
use crate::clock::new_id;
use crate::error::{AppError, Code};
use crate::owed::own;
use crate::pack::inbox_address;
use crate::session::Session;
use crate::sync::{unanswered, unit_there};
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

    /// Sends a case to the unit whose inbox key was given. `unit`: which one of that prison at the server, where there are several.
    pub async fn send_case(
        &mut self,
        number: &PrisonNumber,
        to: &str,
        unit: Option<&str>,
        why: &str,
    ) -> Result<CaseSentView, AppError> {
        self.demand(Right::MoveCases)?;
        let why = said("why", why, "It does not say why.", "Give the order for the move, or its reason.")?;
        let inbox = inbox_address(to).map_err(|error| error.at("to"))?;
        let there = self.destination(inbox.prison(), unit).await?;
        if there == self.membership().unit() {
            return Err(AppError::input("This is the inbox of this unit itself.", "Give the other prison's.").at("to"));
        }
        let case = self.known_case(number).await?;
        if let Some(refused) = refusal(&case) {
            return Err(refused);
        }
        let entries = self.record.leaving(number).await?.len();
        let id = TransferId(new_id(self.now()));
        let until = self.readable_until().await?;
        let sent = CaseSent {
            id,
            unit: there.0,
            prison: inbox.prison().to_owned(),
            why,
            entries: u32::try_from(entries).unwrap_or(u32::MAX),
            readable_until: until,
        };
        let mut events = posts_end(&case);
        let entries = entries + events.len();
        events.push(CaseEvent::CaseSent(sent));
        self.note_to_post(ToPost {
            id,
            number: number.to_string(),
            unit: there.0.to_string(),
            inbox: inbox.to_string(),
            tried: false,
        })
        .await?;
        let now = self.now();
        self.write_case(number, Compartment::General, now, events).await?;
        // It is sent. That it has not left this computer is no reason to say otherwise.
        let posted = self.post_cases().await.unwrap_or_else(|error| {
            tracing::warn!(code = ?error.code, "a case that was sent has not left this computer");
            Vec::new()
        });
        let posted = posted.into_iter().find(|(of, ..)| *of == id);
        let (parcels, left) = posted.map_or((0, 0), |(_, parcels, left)| (parcels, left));
        Ok(CaseSentView {
            prison: called(inbox.prison()).to_owned(),
            entries: count(entries),
            parcels: count(parcels),
            left: count(left),
            readable_until: until.to_string(),
        })
    }

    /// The unit that is meant. Whoever gives its whole identifier needs no server for that.
    async fn destination(&self, prison: &str, unit: Option<&str>) -> Result<UnitId, AppError> {
        match unit.and_then(|typed| typed.trim().parse().ok()) {
            Some(whole) => Ok(UnitId(whole)),
            None => unit_there(&self.line().await?, prison, unit).await,
        }
    }

    /// Posts what was sent and has not left this device yet: which, in how many parcels, and how many of them have left.
    pub(crate) async fn post_cases(&mut self) -> Result<Vec<(TransferId, usize, usize)>, AppError> {
        let mut posted = Vec::new();
        for waiting in self.to_post().await? {
            let (all, left) = self.post_case(&waiting).await?;
            if all == left {
                self.drop_to_post(waiting.id).await?;
            }
            posted.push((waiting.id, all, left));
        }
        Ok(posted)
    }

    async fn post_case(&mut self, waiting: &ToPost) -> Result<(usize, usize), AppError> {
        let (number, inbox): (PrisonNumber, InboxAddress) = (
            waiting.number.parse().map_err(|_| AppError::input("A case waits under no number.", "Send it again."))?,
            inbox_address(&waiting.inbox)?,
        );
        let to = UnitId(waiting.unit.parse().map_err(store::StoreError::from)?);
        let Some(bundle) = self.bundle(&number, waiting.id, to).await? else { return Ok((0, 0)) };
        let parcels = bundle.parcels(self.record.device_keys(), &inbox.key())?;
        if !waiting.tried {
            if !self.is_server_there().await? {
                return Ok((parcels.len(), 0));
            }
            self.note_tried(waiting.id).await?;
        }
        let mut left = 0;
        for parcel in &parcels {
            match self.answer_to(Ask::SendParcel { to, parcel: parcel.clone() }).await? {
                Ok(answer) => {
                    answer.sent().map_err(unanswered)?;
                }
                // It was taken already, or another device of this unit has called it back.
                Err(Failure::Refused { refusal, .. }) if refusal.code == RefusalCode::Settled => {}
                Err(failure) => match unanswered(failure) {
                    // It goes with the next round.
                    error if error.code == Code::Offline => break,
                    error => return Err(error),
                },
            }
            left += 1;
        }
        Ok((parcels.len(), left))
    }

    /// Whether the server answers at all. As long as it never has, a case that waits here can be called back without it.
    async fn is_server_there(&self) -> Result<bool, AppError> {
        match self.ask(Ask::Head { unit: self.membership().unit() }).await {
            Ok(_) => Ok(true),
            Err(error) if error.code == Code::Offline => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// What goes; nothing, where the case was not sent after all.
    async fn bundle(&self, number: &PrisonNumber, id: TransferId, to: UnitId) -> Result<Option<Bundle>, AppError> {
        let Some(case) = self.record.case(number).await? else { return Ok(None) };
        let Some(sent) = case.transfer.sent.as_ref().filter(|sent| sent.id == id) else { return Ok(None) };
        let leaving = self.record.leaving(number).await?;
        let people = self.people_in(&leaving);
        let events = leaving.into_iter().map(|Leaving { compartment, event }| (compartment, event)).collect();
        let cover = Cover {
            id,
            to,
            number: number.to_string(),
            name: case.full_name(),
            why: sent.why.clone(),
            sent_by: sent.mark.author,
            sent: sent.mark.recorded.as_millisecond(),
        };
        let control = self.record.control_log().await?;
        Ok(Some(Bundle::of(cover, self.membership(), control, people, events)))
    }

    /// What the people are called who wrote something of it, or are named in it. Of anybody else the other unit learns nothing.
    fn people_in(&self, leaving: &[Leaving]) -> Vec<PersonElsewhere> {
        let authors: BTreeSet<PrincipalId> = leaving.iter().map(|one| one.event.author).collect();
        let mentions = |person: &PrincipalId, one: &Leaving| {
            let id = person.0.as_bytes();
            one.event.body.windows(id.len()).any(|bytes| bytes == id)
        };
        let is_named =
            |person: &PrincipalId| authors.contains(person) || leaving.iter().any(|one| mentions(person, one));
        let members = self.membership().members().iter().filter(|member| is_named(&member.principal));
        let members = members.map(|member| (member.principal, member.name.clone()));
        let met = authors.iter().filter_map(|author| Some((*author, self.record.colleague(*author)?.0.to_owned())));
        members.chain(met).map(|(person, name)| PersonElsewhere { person, name }).collect()
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
