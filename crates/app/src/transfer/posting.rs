//! Posting what was sent. Nothing of a case goes before the server has everything that it is about, that it was sent included: where the device
//! dies, no case is in two prisons, and no entry that goes with it is sealed anew under another hash. What the server hears of it later, such as a
//! note that somebody wrote offline, is posted by the same move.

use std::collections::BTreeSet;

use casework::event::CaseEvent;
use casework::transfer::{EventElsewhere, PersonElsewhere, Sent};
use ledger::wire::{Parcel, RefusalCode};
use ledger::{DeviceIndex, PrincipalId, UnitId, VersionVector};
use store::elsewhere::Leaving;
use sync::{Ask, Failure};

use super::bundle::Cover;
use super::form::Bundle;
use super::queue::{Part, ToPost};
use crate::error::{AppError, Code};
use crate::session::Session;
use crate::sync::signed_in::{answer_to, held};
use crate::sync::{SignedIn, unanswered};

/// What becomes of something that waits.
enum Going {
    /// It goes to a unit.
    Now(UnitId, Vec<Parcel>),
    /// It waits on.
    NotYet,
    /// There is nothing to be posted: the case was called back, or has come back.
    Nowhere,
}

/// Posts what waits and may go by now. Where the server refuses one, the case says so, and the others go all the same.
pub(super) async fn post<S: SignedIn>(at: &S) -> Result<(), AppError> {
    let waiting = held(at).await?.to_post().await?;
    for one in waiting {
        match post_one(at, &one).await {
            Ok(()) => {}
            Err(error) if matches!(error.code, Code::Offline | Code::Locked) => return Err(error),
            Err(error) => held(at).await?.note_refused(one.id, error.to_string()).await?,
        }
    }
    Ok(())
}

async fn post_one<S: SignedIn>(at: &S, waiting: &ToPost) -> Result<(), AppError> {
    let (to, parcels) = {
        let mut session = held(at).await?;
        match session.going(waiting).await? {
            Going::Now(to, parcels) => {
                session.note_tried(waiting.id).await?;
                (to, parcels)
            }
            Going::NotYet => return Ok(()),
            Going::Nowhere => return session.drop_to_post(waiting.id).await,
        }
    };
    for parcel in parcels {
        match answer_to(at, Ask::SendParcel { to, parcel }).await? {
            Ok(answer) => {
                answer.sent().map_err(unanswered)?;
            }
            // It was called back at another computer of this unit.
            Err(Failure::Refused { refusal, .. }) if refusal.code == RefusalCode::Settled => break,
            Err(Failure::Refused { refusal, .. }) if refusal.code == RefusalCode::Absent => return Err(not_there()),
            Err(failure) => return Err(unanswered(failure)),
        }
    }
    held(at).await?.drop_to_post(waiting.id).await
}

impl Session {
    async fn going(&self, waiting: &ToPost) -> Result<Going, AppError> {
        let later = waiting.part == Part::Later;
        if later && !self.stands_in_for(DeviceIndex(waiting.by)) {
            return Ok(Going::NotYet);
        }
        let Some(case) = self.record.case(&waiting.number).await? else { return Ok(Going::Nowhere) };
        let Some(sent) = case.transfer.sent.as_ref().filter(|sent| sent.id == waiting.id) else {
            return Ok(Going::Nowhere);
        };
        let place = sent.mark.position;
        let Some(with_it) = self.record.filed_with(place.device, place.seq).await? else { return Ok(Going::NotYet) };
        let after = if later { with_it } else { VersionVector::new() };
        let (filed, own) = (self.record.filed_of_each().await?, self.membership().unit().0);
        let goes = |one: &Leaving| {
            let at = one.place;
            // Who looked at what is only read here, and what the prison system said of it here, is no part of the case.
            let stays = at > place && one.event.unit == own && is_taken_while_away(&one.event);
            filed.saw(at.device, at.seq) && !after.saw(at.device, at.seq) && !stays
        };
        let mut leaving = self.record.leaving(&waiting.number).await?;
        leaving.retain(goes);
        if later && leaving.is_empty() {
            return Ok(Going::Nowhere);
        }
        let bundle = self.bundle(waiting, sent, case.full_name(), leaving).await?;
        Ok(Going::Now(UnitId(sent.unit), bundle.parcels(self.record.device_keys(), &sent.inbox)?))
    }

    async fn bundle(
        &self,
        waiting: &ToPost,
        sent: &Sent,
        name: String,
        leaving: Vec<Leaving>,
    ) -> Result<Bundle, AppError> {
        let people = self.people_in(&leaving);
        let cover = Cover {
            id: waiting.id,
            to: UnitId(sent.unit),
            number: waiting.number.to_string(),
            name,
            why: sent.why.clone(),
            sent_by: self.principal().unwrap_or(sent.mark.author),
            sent: sent.mark.recorded.as_millisecond(),
            later: waiting.part == Part::Later,
        };
        let events = leaving.into_iter().map(|Leaving { compartment, event, .. }| (compartment, event)).collect();
        let control = self.record.control_log().await?;
        Ok(Bundle::of(cover, self.membership(), control, people, events))
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
}

/// The unit that it is for has another server, or none.
fn not_there() -> AppError {
    AppError::new(
        Code::Failed,
        "The server does not know the unit that the case is for.",
        "Call the case back, and ask that prison whether it uses the same server, and for its inbox key.",
    )
}

fn is_taken_while_away(event: &EventElsewhere) -> bool {
    CaseEvent::decode(event.kind, event.schema, &event.body).is_ok_and(|event| event.is_taken_while_away())
}
