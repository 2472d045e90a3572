//! Cases between prisons: what goes with one, as it stands in the ledger, and the people of other units who are named in those that came.

use std::collections::{BTreeMap, HashMap};

use casework::event::CaseEvent;
use casework::transfer::EventElsewhere;
use casework::{Effect, PrisonNumber};
use ledger::header::{Header, entry_hash};
use ledger::{Compartment, DeviceIndex, Position, PrincipalId, VersionVector};
use sqlx::Row;

use crate::error::StoreError;
use crate::opened::{case_of, open};
use crate::read::principal;
use crate::record::Record;
use crate::row::{Arg, Batch};
use crate::table::{COLLEAGUE, staff};
use crate::write;

/// An event of a case on its way to another unit, with the compartment that it is sealed for here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    /// For whom it is.
    pub compartment: Compartment,
    /// Where it stands in this unit's order: what came from another unit, where it was taken.
    pub place: Position,
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
        let mut leaving: Vec<Leaving> = Vec::new();
        for row in rows.fetch_all(&mut *connection).await? {
            let (device, seq) = (DeviceIndex(row.try_get(0)?), row.try_get::<i64, _>(1)?.unsigned_abs());
            let entry =
                sqlx::query("SELECT header, payload FROM entry WHERE place = ?").bind(write::place(device, seq));
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
                let place = Position { lamport: header.lamport, device, seq, event };
                let of = |event| Leaving { compartment: opened.compartment, place, event };
                match CaseEvent::decode(envelope.kind, envelope.schema, &envelope.body) {
                    Ok(CaseEvent::CaseSent(_) | CaseEvent::CaseCalledBack(_)) => {}
                    Ok(CaseEvent::CaseReceived(body)) => leaving.extend(body.events.into_iter().map(of)),
                    _ => leaving.push(of(EventElsewhere {
                        unit: membership.unit().0,
                        entry: entry_hash(&header_bytes),
                        at: place,
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
        leaving.sort_by_key(|one| one.place);
        Ok(leaving)
    }

    /// The cases that were sent to another prison and of which entries speak that came between one state of the devices' logs and a later one; of
    /// each the last entry of each device that does.
    pub async fn sent_and_mentioned(
        &self,
        before: &VersionVector,
        after: &VersionVector,
    ) -> Result<Vec<(PrisonNumber, VersionVector)>, StoreError> {
        let mut mentioned: BTreeMap<PrisonNumber, VersionVector> = BTreeMap::new();
        let mut connection = self.reader().await?;
        for (device, seq) in after.since(before).iter() {
            let rows = sqlx::query(
                "SELECT m.number, max(m.seq) FROM caseload c JOIN mention m ON m.number = c.number \
                 WHERE c.readable_until IS NOT NULL AND m.device = ? AND m.seq > ? AND m.seq <= ? GROUP BY m.number",
            )
            .bind(i64::from(device.0))
            .bind(i64::try_from(before.of(device)).unwrap_or(i64::MAX))
            .bind(i64::try_from(seq).unwrap_or(i64::MAX));
            for row in rows.fetch_all(&mut *connection).await? {
                let number: String = row.try_get(0)?;
                let number = number.parse().map_err(|_| StoreError::Corrupt)?;
                mentioned.entry(number).or_default().see(device, row.try_get::<i64, _>(1)?.unsigned_abs());
            }
        }
        Ok(mentioned.into_iter().collect())
    }

    /// Counts on from a place in another unit's order: what comes from there lies before whatever is written here next.
    pub fn count_on_from(&mut self, lamport: u64) {
        self.counted = self.counted.max(lamport);
    }
}
