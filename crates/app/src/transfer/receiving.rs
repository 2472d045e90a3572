//! Taking a case that another prison has sent: what came is checked, claimed at the server, and written into this unit's record as it was there.
//! From the server it is taken away once this unit's log there has it (`taking`).

use std::collections::{BTreeMap, BTreeSet};

use api::{CaseOffer, CaseReceivedView};
use casework::event::{CaseEvent, CaseReceived, TransferId};
use casework::transfer::{EventElsewhere, PersonElsewhere};
use casework::{Case, PrisonNumber, Right};
use crypto::Hash;
use ledger::wire::RefusalCode;
use ledger::{Compartment, DeviceIndex};
use sync::{Ask, Failure};

use super::called;
use super::coming::{Coming, Opened};
use super::form::Bundle;
use super::taking::parcels_there;
use crate::error::{AppError, Code};
use crate::search::{instant, local_minute};
use crate::session::Session;
use crate::sync::signed_in::{Alone, answer_to, ask, held, reading};
use crate::sync::{Reads, SignedIn, unanswered};

/// One event of this unit's record holds about so many bytes of what came, or one entry of it.
const PART: usize = 128 << 10;
/// What an event takes beside its body.
const OVERHEAD: usize = 160;
/// How far another unit may be ahead of this one in counting: beyond, nobody would have numbers left.
const FARTHEST: u64 = 1 << 31;

/// Events as they are on their way, each for whom it is.
type Events = Vec<(Compartment, EventElsewhere)>;

/// What a move brings.
pub(super) struct Brought {
    number: PrisonNumber,
    /// Whether the case had come by this move before.
    is_here: bool,
    /// How many events it has in all, and how many of them are not here.
    in_all: u64,
    new: u64,
    /// How far the other unit had counted.
    farthest: u64,
    /// What has to be written.
    pub(super) parts: Vec<(Compartment, Vec<CaseEvent>)>,
}

/// How far the logs of other units' devices have come, in each compartment: in the record, and in what is about to be written.
struct Reached<'c> {
    case: &'c Case,
    own: Hash,
    beyond: BTreeMap<(Hash, DeviceIndex, Compartment), u64>,
}

impl Reached<'_> {
    /// Those of events that are not here: neither this unit's own, which come back, nor what came before. From now on they are.
    fn new_among(&mut self, events: Events) -> Events {
        let is_new = |(compartment, event): &(Compartment, EventElsewhere)| {
            let (unit, device, seq) = (event.unit, event.at.device, event.at.seq);
            let beyond = self.beyond.get(&(unit, device, *compartment)).copied().unwrap_or_default();
            unit != self.own && seq > beyond.max(self.case.transfer.of(&unit, device, *compartment))
        };
        let new: Events = events.into_iter().filter(is_new).collect();
        for (compartment, event) in &new {
            let reached = self.beyond.entry((event.unit, event.at.device, *compartment)).or_default();
            *reached = (*reached).max(event.at.seq);
        }
        new
    }
}

impl Session {
    /// The cases that wait to be taken, the oldest first, and what came later of those that were.
    pub async fn cases_to_receive(&self) -> Result<Vec<CaseOffer>, AppError> {
        cases_to_receive(self).await
    }

    /// Takes a case that has come.
    pub async fn receive_case(&mut self, id: &str) -> Result<CaseReceivedView, AppError> {
        receive_case(&Alone::with(self), id).await
    }

    /// What is to be written of a case that has come, and the code of the prison that it is from.
    async fn brought_by(&self, coming: &Coming) -> Result<(Brought, String), AppError> {
        let opened = coming.opened(self.membership().unit())?;
        let prison = opened.first().map(|one| one.bundle.prison.clone()).ok_or_else(not_whole)?;
        Ok((self.brought(opened).await?.ok_or_else(not_whole)?, prison))
    }

    /// Of a case that waits, what is said before it is taken. Nothing: all of it is here, or this device sees to it.
    async fn offer(&self, coming: &Coming) -> Result<Option<CaseOffer>, AppError> {
        let claimant = coming.claimed.and_then(|id| self.membership().device_by_id(&id));
        let by_another = claimant.filter(|_| !self.sees_to(coming.claimed));
        let mut offer = CaseOffer {
            id: coming.id.to_string(),
            number: String::new(),
            name: String::new(),
            prison: String::new(),
            unit: coming.from.0.to_string(),
            sent_by: String::new(),
            sent: local_minute(coming.at),
            why: String::new(),
            entries: 0,
            parcels: coming.parts(),
            known: 0,
            later: false,
            taking: by_another.map(|device| self.staff_name(device.principal)),
            refused: None,
        };
        let filled = match coming.opened(self.membership().unit()) {
            Ok(opened) => self.fill(&mut offer, opened).await,
            Err(error) => Err(error),
        };
        match filled {
            Ok(is_here) => {
                let goes_on = is_here && (offer.known == offer.entries || self.sees_to(coming.claimed));
                Ok((!goes_on).then_some(offer))
            }
            Err(error) => {
                offer.refused = Some(error.message);
                Ok(Some(offer))
            }
        }
    }

    /// Whether the case had come by this move before.
    async fn fill(&self, offer: &mut CaseOffer, opened: Vec<Opened>) -> Result<bool, AppError> {
        let Some(Opened { bundle, .. }) = opened.first() else { return Err(not_whole()) };
        let sender = bundle.people.iter().find(|person| person.person == bundle.sent_by);
        offer.sent_by = sender.map(|person| person.name.clone()).unwrap_or_default();
        offer.number = number_of(bundle)?.to_string();
        bundle.name.clone_into(&mut offer.name);
        called(&bundle.prison).clone_into(&mut offer.prison);
        offer.sent = local_minute(bundle.sent);
        bundle.why.clone_into(&mut offer.why);
        let brought = self.brought(opened).await?.ok_or_else(not_whole)?;
        offer.entries = brought.in_all;
        offer.known = brought.in_all.saturating_sub(brought.new);
        offer.later = brought.is_here;
        Ok(brought.is_here)
    }

    /// What a move brings of what is not here. Nothing: later entries of a case that has not come itself.
    pub(super) async fn brought(&self, opened: Vec<Opened>) -> Result<Option<Brought>, AppError> {
        let Some(first) = opened.first() else { return Ok(None) };
        let (number, id) = (number_of(&first.bundle)?, first.bundle.id);
        let case = self.record.case(&number).await?.unwrap_or_default();
        let is_here = case.transfer.came.contains_key(&id);
        if !is_here && first.bundle.later {
            return Ok(None);
        }
        let mut reached = Reached { case: &case, own: self.membership().unit().0, beyond: BTreeMap::new() };
        let (mut parts, mut comes, mut all) = (Vec::new(), is_here, BTreeSet::new());
        let (mut count, mut farthest) = (0, 0);
        for Opened { bundle, hash, .. } in opened {
            all.extend(bundle.events.iter().map(|(_, event)| (event.entry, event.at.event)));
            let (cover, people, events) = cover_of(bundle, hash);
            let new = reached.new_among(events);
            // The case itself is taken also where all of it is known.
            if std::mem::replace(&mut comes, true) && new.is_empty() {
                continue;
            }
            count += new.len() as u64;
            farthest = farthest.max(farthest_of(&new));
            parts.extend(divide(&cover, &people, new));
        }
        refuse_far_ahead(farthest)?;
        Ok(Some(Brought { number, is_here, in_all: all.len() as u64, new: count, farthest, parts }))
    }

    /// Writes what a move brings.
    pub(super) async fn write_brought(&mut self, brought: Brought) -> Result<(), AppError> {
        let Brought { number, farthest, parts, .. } = brought;
        self.record.count_on_from(farthest);
        let now = self.now();
        self.write_case_apart(&number, now, parts).await?;
        Ok(self.record.read_colleagues().await?)
    }
}

/// The cases that wait to be taken, the oldest first, and what came later of those that were.
pub(crate) async fn cases_to_receive<R: Reads>(at: &R) -> Result<Vec<CaseOffer>, AppError> {
    reading(at).await?.demand(Right::MoveCases)?;
    let coming = coming(at).await?;
    let session = reading(at).await?;
    let mut offers = Vec::new();
    for coming in coming {
        offers.extend(session.offer(&coming).await?);
    }
    Ok(offers)
}

/// Takes a case that has come: claims it at the server, then writes what of it is not here by then.
pub(crate) async fn receive_case<S: SignedIn>(at: &S, id: &str) -> Result<CaseReceivedView, AppError> {
    reading(at).await?.demand(Right::MoveCases)?;
    let wanted: TransferId = id.trim().parse().map_err(|_| no_such_case())?;
    let coming = coming(at).await?.into_iter().find(|coming| coming.id == wanted).ok_or_else(no_such_case)?;
    let (Brought { number, new: entries, parts, .. }, prison) = reading(at).await?.brought_by(&coming).await?;
    if !parts.is_empty() {
        claim(at, &coming, &prison).await?;
        let mut session = held(at).await?;
        // Once it is claimed, it may have come in by itself.
        let (brought, _) = session.brought_by(&coming).await?;
        if !brought.parts.is_empty() {
            session.write_brought(brought).await?;
        }
    }
    let owed = reading(at).await?.owed_words(&number).await?;
    Ok(CaseReceivedView { number: number.to_string(), prison: called(&prison).to_owned(), entries, owed })
}

/// What lies at the server for this unit and is of a case, the oldest first.
async fn coming<R: Reads>(at: &R) -> Result<Vec<Coming>, AppError> {
    let (unit, there) = parcels_there(at).await?;
    let mut parcels = Vec::with_capacity(there.parcels.len());
    for notice in there.parcels {
        let parcel = ask(at, Ask::Parcel { unit, id: notice.id }).await?.parcel().map_err(unanswered)?;
        parcels.push((notice, parcel));
    }
    let session = reading(at).await?;
    let inboxes = session.record.ring().inboxes(session.membership());
    Ok(Coming::of(&parcels, unit, &inboxes))
}

/// Says at the server that the case is taken: from now on that prison cannot call it back. Nothing is written before that. Another device of this
/// unit may say so again, where this one dies: what came lies there still.
async fn claim<R: Reads>(at: &R, coming: &Coming, prison: &str) -> Result<(), AppError> {
    let (unit, id) = (reading(at).await?.membership().unit(), coming.parcel().ok_or_else(no_such_case)?);
    match answer_to(at, Ask::ClaimParcel { unit, id }).await? {
        Ok(answer) => answer.done().map_err(unanswered),
        Err(Failure::Refused { refusal, .. }) if matches!(refusal.code, RefusalCode::Settled | RefusalCode::Absent) => {
            Err(AppError::input(
                format!(
                    "This case is no longer there: {} has called it back, or a colleague has just taken it.",
                    called(prison)
                ),
                "Nothing was taken. Look at the list again.",
            )
            .at("id"))
        }
        Err(failure) => Err(unanswered(failure)),
    }
}

/// What is written of a bundle beside its events.
fn cover_of(bundle: Bundle, hash: Hash) -> (CaseReceived, Vec<PersonElsewhere>, Events) {
    let Bundle { id, from, prison, sent_by, sent, why, people, events, .. } = bundle;
    let (sent, unit, bundle) = (instant(sent), from.0, hash);
    let cover = CaseReceived { id, unit, prison, sent_by, sent, why, bundle, people: Vec::new(), events: Vec::new() };
    (cover, people, events)
}

fn refuse_far_ahead(farthest: u64) -> Result<(), AppError> {
    if farthest <= FARTHEST {
        return Ok(());
    }
    Err(AppError::new(
        Code::Failed,
        "This case counts its entries from a number that no unit reaches.",
        "Nothing was taken. Ask that prison to have its record checked.",
    ))
}

/// The highest number in another unit's order.
fn farthest_of(events: &[(Compartment, EventElsewhere)]) -> u64 {
    events.iter().map(|(_, event)| event.at.lamport).max().unwrap_or_default()
}

/// What is written of it: what everybody may read first, then what is restricted, each in the order of the other unit, an entry of that never
/// divided.
fn divide(cover: &CaseReceived, people: &[PersonElsewhere], events: Events) -> Vec<(Compartment, Vec<CaseEvent>)> {
    let mut parts = Vec::new();
    for compartment in Compartment::ALL {
        let theirs = events.iter().filter(|(of, _)| *of == compartment).map(|(_, event)| event.clone());
        let mut divided = divided(theirs);
        // That a case has come is said, also where nothing came with it.
        if divided.is_empty() && compartment == Compartment::General {
            divided.push(Vec::new());
        }
        for (at, events) in divided.into_iter().enumerate() {
            // Staff of another unit are no secret of a compartment.
            let is_first = at == 0 && compartment == Compartment::General;
            let people = if is_first { people.to_vec() } else { Vec::new() };
            let part = CaseReceived { people, events, ..cover.clone() };
            parts.push((compartment, vec![CaseEvent::CaseReceived(part)]));
        }
    }
    parts
}

/// Events in parts of about so many bytes, an entry of the other unit never divided.
fn divided(events: impl Iterator<Item = EventElsewhere>) -> Vec<Vec<EventElsewhere>> {
    let mut parts: Vec<Vec<EventElsewhere>> = Vec::new();
    let mut bytes = 0;
    for event in events {
        let size = event.body.len() + OVERHEAD;
        let same = |last: &EventElsewhere| last.entry == event.entry;
        let full = bytes + size > PART;
        match parts.last_mut() {
            Some(part) if !full || part.last().is_some_and(same) => part.push(event),
            _ => {
                parts.push(vec![event]);
                bytes = 0;
            }
        }
        bytes += size;
    }
    parts
}

fn number_of(bundle: &Bundle) -> Result<PrisonNumber, AppError> {
    bundle
        .number
        .parse()
        .map_err(|_| AppError::input("This case has no prison number.", "Ask that prison to send it again."))
}

fn not_whole() -> AppError {
    AppError::new(
        Code::Offline,
        "Not all of this case has come yet.",
        "Wait until that prison's computer has reached the server again.",
    )
}

fn no_such_case() -> AppError {
    AppError::input("No such case waits for this unit.", "Look at the list of those that do.").at("id")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(entry: u8, bytes: usize) -> EventElsewhere {
        EventElsewhere {
            unit: Hash::from_bytes([1; 32]),
            entry: Hash::from_bytes([entry; 32]),
            at: ledger::Position { lamport: 1, device: ledger::DeviceIndex(0), seq: u64::from(entry), event: 0 },
            author: ledger::PrincipalId(uuid::Uuid::nil()),
            roles: ledger::Roles::NONE,
            occurred: 0,
            recorded: 0,
            base: ledger::VersionVector::new(),
            kind: 3,
            schema: 1,
            body: vec![0; bytes].into(),
        }
    }

    #[test]
    fn what_two_bundles_have_is_new_once() {
        let (case, own) = (Case::default(), Hash::from_bytes([2; 32]));
        let mut reached = Reached { case: &case, own, beyond: BTreeMap::new() };
        let mut new = |compartment, events: Vec<EventElsewhere>| {
            reached.new_among(events.into_iter().map(|event| (compartment, event)).collect()).len()
        };
        assert_eq!(new(Compartment::General, (1..=3).map(|entry| event(entry, 1)).collect()), 3);
        assert_eq!(new(Compartment::General, (2..=5).map(|entry| event(entry, 1)).collect()), 2);
        assert_eq!(new(Compartment::Restricted, vec![event(1, 1)]), 1, "it counts for itself");
        assert_eq!(new(Compartment::General, vec![EventElsewhere { unit: own, ..event(9, 1) }]), 0, "it comes back");
    }

    #[test]
    fn parts_are_small_and_no_entry_is_divided() {
        let events = (1..=9).flat_map(|entry| [event(entry, PART / 4), event(entry, PART / 4)]);
        let parts = divided(events);
        assert!(parts.len() >= 4, "{}", parts.len());
        for pair in parts.windows(2) {
            assert_ne!(pair[0].last().map(|event| event.entry), pair[1].first().map(|event| event.entry));
        }
        assert_eq!(parts.iter().map(Vec::len).sum::<usize>(), 18);
        assert!(divided(std::iter::empty()).is_empty());
    }
}
