//! Cases between prisons: what goes with one, as it stands in the ledger, and the people of other units who are named in those that came.

use std::collections::HashMap;

use casework::event::CaseEvent;
use casework::transfer::EventElsewhere;
use casework::{Effect, PrisonNumber};
use ledger::header::{Header, entry_hash};
use ledger::{Compartment, DeviceIndex, Position, PrincipalId};
use sqlx::Row;

use crate::error::StoreError;
use crate::opened::{case_of, open};
use crate::read::principal;
use crate::record::Record;
use crate::row::{Arg, Batch};
use crate::table::{COLLEAGUE, staff};
use crate::write::place;

/// An event of a case on its way to another unit, with the compartment that it is sealed for here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    /// For whom it is.
    pub compartment: Compartment,
    /// The event.
    pub event: EventElsewhere,
}

/// What somebody of another unit is called, and at which prison.
pub(crate) type Colleagues = HashMap<PrincipalId, (String, String)>;

/// Adds the row of somebody of another unit.
pub(crate) fn add(batch: &mut Batch, filed: &str, effect: Effect) {
    if let Effect::MetElsewhere { met, prison } = effect {
        let row: Vec<Arg> = vec![filed.into(), staff(met.person), met.name.into(), prison.into()];
        batch.add(&COLLEAGUE, row);
    }
}

impl Record {
    /// Reads again what people of other units are called: after a case came.
    pub async fn read_colleagues(&mut self) -> Result<(), StoreError> {
        let rows =
            sqlx::query("SELECT person, name, prison FROM colleague").fetch_all(&mut *self.reader().await?).await?;
        let mut colleagues = Colleagues::with_capacity(rows.len());
        for row in rows {
            let person = principal(row.try_get(0)?).ok_or(StoreError::Corrupt)?;
            colleagues.insert(person, (row.try_get(1)?, row.try_get(2)?));
        }
        self.colleagues = colleagues;
        Ok(())
    }

    /// What somebody of another unit is called, and the code of their prison, if they are named in a case that came.
    pub fn colleague(&self, person: PrincipalId) -> Option<(&str, &str)> {
        self.colleagues.get(&person).map(|(name, prison)| (name.as_str(), prison.as_str()))
    }

    /// Everything about a case that this unit's record has and lets count, in the order of the record; what came from other units is as it was
    /// there. What this device cannot read is not in it.
    pub async fn leaving(&self, number: &PrisonNumber) -> Result<Vec<Leaving>, StoreError> {
        let membership = self.membership();
        let mut connection = self.reader().await?;
        let rows = sqlx::query("SELECT device, seq FROM mention WHERE number = ?").bind(number.as_str().to_owned());
        let mut leaving: Vec<(Position, Leaving)> = Vec::new();
        for row in rows.fetch_all(&mut *connection).await? {
            let (device, seq) = (DeviceIndex(row.try_get(0)?), row.try_get::<i64, _>(1)?.unsigned_abs());
            let entry = sqlx::query("SELECT header, payload FROM entry WHERE place = ?").bind(place(device, seq));
            let entry = entry.fetch_one(&mut *connection).await?;
            let (header_bytes, payload): (Vec<u8>, Vec<u8>) = (entry.try_get(0)?, entry.try_get(1)?);
            let header = Header::from_bytes(&header_bytes).ok_or(StoreError::Corrupt)?;
            let Some(opened) = open(membership, self.ring(), device, &header, &payload)? else { continue };
            let content = opened.content;
            let Ok(authority) = membership.authority(device, seq, &header.control, content.actor) else { continue };
            for (at, envelope) in content.events.into_iter().enumerate() {
                if case_of(&envelope.subject).as_ref() != Some(number) {
                    continue;
                }
                let event = u16::try_from(at).unwrap_or(u16::MAX);
                let position = Position { lamport: header.lamport, device, seq, event };
                let of = |event| (position, Leaving { compartment: opened.compartment, event });
                match CaseEvent::decode(envelope.kind, envelope.schema, &envelope.body) {
                    Ok(CaseEvent::CaseSent(_) | CaseEvent::CaseCalledBack(_)) => {}
                    Ok(CaseEvent::CaseReceived(body)) => leaving.extend(body.events.into_iter().map(of)),
                    _ => leaving.push(of(EventElsewhere {
                        unit: membership.unit().0,
                        entry: entry_hash(&header_bytes),
                        at: position,
                        author: authority.principal,
                        roles: authority.roles,
                        occurred: envelope.occurred,
                        recorded: content.recorded,
                        base: envelope.base,
                        kind: envelope.kind,
                        schema: envelope.schema,
                        body: envelope.body,
                    })),
                }
            }
        }
        // What came together stays in the order in which it came.
        leaving.sort_by_key(|(position, _)| *position);
        Ok(leaving.into_iter().map(|(_, leaving)| leaving).collect())
    }

    /// Counts on from a place in another unit's order: what comes from there lies before whatever is written here next.
    pub fn count_on_from(&mut self, lamport: u64) {
        self.counted = self.counted.max(lamport);
    }
}
