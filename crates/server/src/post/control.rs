//! The control log: one entry at a time, on top of the head that it names, so that membership never forks.

use std::sync::Arc;

use ledger::control::{ControlEntry, ControlError, SignedControl, Signer};
use ledger::wire::{ControlPage, SignedHead};
use ledger::{Membership, UnitId};

use super::arrivals::deal_with;
use super::bells::Ring;
use super::standing::take_back;
use super::{Asked, Office, Post, Stop, refusal};
use crate::refused::Refused;
use crate::shelf::UnitRow;

/// How many control entries one answer holds. A new epoch for 200 devices has some 30 kB: a page of those is within a reply.
const MOST_OF_A_PAGE: u32 = 64;

impl Post {
    /// Control entries from a place on. Anybody who knows the unit may ask: a device that joins checks the log before it is known, one that
    /// was removed is to see that it was.
    pub async fn control(&self, unit: &UnitId, asked: &Asked, from: u32) -> Result<ControlPage, Refused> {
        let office = &self.office;
        match &asked.credential {
            Some(_) => {
                office.caller(unit, asked).await.map(drop)?;
            }
            None => office.stranger(asked)?,
        }
        let row = office.unit(unit).await?;
        let until = row.controls.min(from.saturating_add(MOST_OF_A_PAGE));
        let read = async { office.shelf.read().await?.connection().control_between(unit, from, until).await };
        let mut room = office.settings.most_bytes.saturating_sub(PAGE_OVERHEAD);
        let mut entries = read.await?;
        let fits = entries.iter().take_while(|entry| {
            let size = entry.body.len() + ENTRY_OVERHEAD;
            let fits = size <= room;
            room = room.saturating_sub(size);
            fits
        });
        // One at least, or nobody would ever get past it.
        let fits = fits.count().max(1);
        entries.truncate(fits);
        Ok(ControlPage { from, entries, head: office.sign_head(*unit, &row) })
    }

    /// Adds a control entry. Whether its signer may do what it says is decided by the ledger, here as on every device.
    pub async fn append_control(&self, unit: &UnitId, asked: &Asked) -> Result<SignedHead, Refused> {
        let signed = SignedControl::from_bytes(&asked.body(self.office.settings.most_bytes)?)
            .map_err(|_| Refused::unreadable())?;
        let entry = signed.entry().map_err(does_not_hold)?;
        if entry.signer == Signer::Recovery {
            // Whoever holds the recovery key has no device in the unit yet. What counts is the entry's own signature.
            self.office.stranger(asked)?;
        } else {
            self.office.caller(unit, asked).await?.active()?;
        }
        self.office.append(unit, &signed, &entry).await.map_err(refusal)
    }
}

/// What a page has beside its entries, and each entry beside its body, at most.
const PAGE_OVERHEAD: usize = 512;
const ENTRY_OVERHEAD: usize = 80;

fn does_not_hold(error: ControlError) -> Refused {
    Refused::invalid(format!("The change to the unit was not taken: {error}."))
}

impl Office {
    async fn append(&self, unit: &UnitId, signed: &SignedControl, entry: &ControlEntry) -> Result<SignedHead, Stop> {
        let mut writing = self.shelf.begin().await?;
        let mut connection = writing.connection();
        let row = connection.lock_unit(unit).await?.ok_or_else(|| Refused::absent("unit"))?;
        if entry.index < row.controls {
            let kept = connection.control_between(unit, entry.index, entry.index + 1).await?;
            let same = kept.first() == Some(signed);
            return if same {
                Ok(self.sign_head(*unit, &row))
            } else {
                Err(Refused::control_moved(row.control).into())
            };
        }
        if entry.index > row.controls || entry.prev != Some(row.control) {
            return Err(Refused::control_moved(row.control).into());
        }
        let membership = self.members.of(&mut connection, unit, &row).await?;
        let mut next = Membership::clone(&membership);
        next.accept(signed).map_err(does_not_hold)?;
        let row = UnitRow { control: next.head(), controls: next.next_index(), ..row };
        connection.add_control(unit, entry.index, signed).await?;
        take_back(&mut connection, &next, &entry.act).await?;
        deal_with(&mut connection, unit, &entry.act).await?;
        connection.advance_unit(unit, &row).await?;
        writing.commit().await?;
        self.members.put(&Arc::new(next));
        self.bells.ring(*unit, Ring::from(&row));
        tracing::info!(unit = crate::short(&unit.0), place = entry.index, "a control entry was added");
        Ok(self.sign_head(*unit, &row))
    }
}
