//! Taking a case that another prison has sent: what came is checked, written into this unit's record as it was there, and taken from the server.

use std::collections::BTreeMap;

use api::{CaseOffer, CaseReceivedView};
use casework::event::{CaseEvent, CaseReceived, TransferId};
use casework::transfer::{EventElsewhere, PersonElsewhere};
use casework::{Case, PrisonNumber, Right};
use crypto::Hash;
use ledger::wire::RefusalCode;
use ledger::{Compartment, UnitId};
use sync::{Ask, Failure};

use super::called;
use super::form::{Bundle, Piece};
use crate::error::{AppError, Code};
use crate::search::{instant, local_minute};
use crate::session::Session;
use crate::sync::unanswered;

/// One event of this unit's record holds about so many bytes of what came, or one entry of it.
const PART: usize = 128 << 10;
/// What an event takes beside its body.
const OVERHEAD: usize = 160;
/// How far another unit may be ahead of this one in counting: beyond, nobody would have numbers left.
const FARTHEST: u64 = 1 << 31;

/// What has come of one move, of one signing of it.
struct Coming {
    id: TransferId,
    from: UnitId,
    of: u32,
    pieces: BTreeMap<u32, Vec<u8>>,
    parcels: Vec<Hash>,
    at: i64,
}

impl Coming {
    fn is_whole(&self) -> bool {
        self.pieces.len() as u64 == u64::from(self.of)
    }
}

impl Session {
    /// The cases that wait to be taken, the oldest first.
    pub async fn cases_to_receive(&self) -> Result<Vec<CaseOffer>, AppError> {
        self.demand(Right::MoveCases)?;
        let mut offers = Vec::new();
        for coming in self.coming().await? {
            offers.push(self.offer(&coming).await?);
        }
        Ok(offers)
    }

    /// Takes a case that has come.
    pub async fn receive_case(&mut self, id: &str) -> Result<CaseReceivedView, AppError> {
        self.demand(Right::MoveCases)?;
        let wanted: TransferId = id.trim().parse().map_err(|_| no_such_case())?;
        let coming: Vec<Coming> = self.coming().await?.into_iter().filter(|coming| coming.id == wanted).collect();
        let whole = coming.iter().rev().find(|coming| coming.is_whole());
        let whole = whole.ok_or_else(|| if coming.is_empty() { no_such_case() } else { not_whole() })?;
        let (bundle, hash) = self.opened(whole)?;
        let number = number_of(&bundle)?;
        let case = self.record.case(&number).await?.unwrap_or_default();
        let Bundle { id, from, prison, sent_by, sent, why, people, events, .. } = bundle;
        let new = self.new_here(&case, events);
        let entries = new.len() as u64;
        refuse_far_ahead(&new)?;
        if !case.transfer.came.contains_key(&id) || entries > 0 {
            let cover = CaseReceived {
                id,
                unit: from.0,
                prison: prison.clone(),
                sent_by,
                sent: instant(sent),
                why,
                bundle: hash,
                people: Vec::new(),
                events: Vec::new(),
            };
            self.claim(whole, &prison).await?;
            self.record.count_on_from(farthest(&new));
            let now = self.now();
            self.write_case_apart(&number, now, parts(&cover, &people, new)).await?;
            self.record.read_colleagues().await?;
        }
        for parcel in coming.iter().flat_map(|coming| &coming.parcels) {
            self.take_away(*parcel).await;
        }
        let owed = self.owed_words(&number).await?;
        Ok(CaseReceivedView { number: number.to_string(), prison: called(&prison).to_owned(), entries, owed })
    }

    /// What lies at the server for this unit and is a piece of a case, by the move and its signing, the oldest first.
    async fn coming(&self) -> Result<Vec<Coming>, AppError> {
        let unit = self.membership().unit();
        let inboxes = self.record.ring().inboxes(self.membership());
        let there = self.ask(Ask::Parcels { unit }).await?.parcels().map_err(unanswered)?;
        let mut coming: BTreeMap<(TransferId, Hash), Coming> = BTreeMap::new();
        for notice in there.parcels {
            let ask = Ask::Parcel { unit, id: notice.id };
            let parcel = self.ask(ask).await?.parcel().map_err(unanswered)?;
            let Some(Piece { id, number, of, whole, bytes }) = Piece::open(&parcel, unit, &inboxes) else { continue };
            let fresh =
                || Coming { id, from: parcel.from, of, pieces: BTreeMap::new(), parcels: Vec::new(), at: notice.at };
            let one = coming.entry((id, whole)).or_insert_with(fresh);
            one.pieces.insert(number, bytes.into());
            one.parcels.push(notice.id);
        }
        let mut coming: Vec<Coming> = coming.into_values().collect();
        coming.sort_by_key(|coming| coming.at);
        Ok(coming)
    }

    /// A case that has come whole, of somebody with a prison number, and the hash of all of it.
    fn opened(&self, coming: &Coming) -> Result<(Bundle, Hash), AppError> {
        let whole: Vec<u8> = coming.pieces.values().flatten().copied().collect();
        let (bundle, hash) = Bundle::read(&whole, coming.from, self.membership().unit())?;
        number_of(&bundle)?;
        Ok((bundle, hash))
    }

    async fn offer(&self, coming: &Coming) -> Result<CaseOffer, AppError> {
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
            parcels: (coming.pieces.len() as u64, u64::from(coming.of)),
            known: 0,
            refused: None,
        };
        if !coming.is_whole() {
            offer.refused = Some(not_whole().message);
            return Ok(offer);
        }
        match self.opened(coming) {
            Ok((bundle, _)) => self.fill(&mut offer, bundle).await?,
            Err(error) => offer.refused = Some(error.message),
        }
        Ok(offer)
    }

    async fn fill(&self, offer: &mut CaseOffer, bundle: Bundle) -> Result<(), AppError> {
        let number = number_of(&bundle)?;
        let case = self.record.case(&number).await?.unwrap_or_default();
        let sender = bundle.people.iter().find(|person| person.person == bundle.sent_by);
        offer.sent_by = sender.map(|person| person.name.clone()).unwrap_or_default();
        offer.number = number.to_string();
        offer.name = bundle.name;
        offer.prison = called(&bundle.prison).to_owned();
        offer.sent = local_minute(bundle.sent);
        offer.why = bundle.why;
        offer.entries = bundle.events.len() as u64;
        offer.known = offer.entries - self.new_here(&case, bundle.events).len() as u64;
        Ok(())
    }

    /// Those that are not here: neither this unit's own, which come back, nor what came with an earlier move.
    fn new_here(&self, case: &Case, events: Vec<(Compartment, EventElsewhere)>) -> Vec<(Compartment, EventElsewhere)> {
        let own = self.membership().unit().0;
        let is_new = |(compartment, event): &(Compartment, EventElsewhere)| {
            event.unit != own && event.at.seq > case.transfer.of(&event.unit, event.at.device, *compartment)
        };
        events.into_iter().filter(is_new).collect()
    }

    /// Says at the server that the case is taken: from now on that prison cannot call it back. Nothing is written before that.
    async fn claim(&self, coming: &Coming, prison: &str) -> Result<(), AppError> {
        let (unit, id) = (self.membership().unit(), coming.parcels.first().copied().ok_or_else(no_such_case)?);
        match self.answer_to(Ask::ClaimParcel { unit, id }).await? {
            Ok(answer) => answer.done().map_err(unanswered),
            Err(Failure::Refused { refusal, .. })
                if matches!(refusal.code, RefusalCode::Settled | RefusalCode::Absent) =>
            {
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

    /// Takes a parcel from the server that was taken in. It lapses there by itself too.
    async fn take_away(&self, id: Hash) {
        let unit = self.membership().unit();
        if let Err(error) = self.ask(Ask::TakeParcel { unit, id }).await {
            tracing::info!(code = ?error.code, "a parcel that was taken in still lies at the server");
        }
    }
}

fn refuse_far_ahead(events: &[(Compartment, EventElsewhere)]) -> Result<(), AppError> {
    if farthest(events) <= FARTHEST {
        return Ok(());
    }
    Err(AppError::new(
        Code::Failed,
        "This case counts its entries from a number that no unit reaches.",
        "Nothing was taken. Ask that prison to have its record checked.",
    ))
}

/// The highest number in another unit's order.
fn farthest(events: &[(Compartment, EventElsewhere)]) -> u64 {
    events.iter().map(|(_, event)| event.at.lamport).max().unwrap_or_default()
}

/// What is written of it: what everybody may read first, then what is restricted, each in the order of the other unit, an entry of that never
/// divided.
fn parts(
    cover: &CaseReceived,
    people: &[PersonElsewhere],
    events: Vec<(Compartment, EventElsewhere)>,
) -> Vec<(Compartment, Vec<CaseEvent>)> {
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
