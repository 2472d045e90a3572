//! Control logs folded, kept by their head: a few hundred units at most, so that memory does not grow with the number of units.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use ledger::{Membership, UnitId};

use super::hold;
use crate::shelf::{Connection, ShelfError, UnitRow};

/// How many units are kept folded.
const MOST: usize = 256;

/// The units that were asked for lately.
#[derive(Default)]
pub(super) struct Memberships(Mutex<Held>);

#[derive(Default)]
struct Held {
    by_unit: HashMap<UnitId, (u64, Arc<Membership>)>,
    /// Counts the questions: the unit with the lowest number was asked for longest ago.
    turn: u64,
}

impl Memberships {
    fn get(&self, unit: &UnitId) -> Option<Arc<Membership>> {
        let mut held = hold(&self.0);
        held.turn += 1;
        let turn = held.turn;
        let (last, membership) = held.by_unit.get_mut(unit)?;
        *last = turn;
        Some(Arc::clone(membership))
    }

    /// Keeps a unit as it is now.
    pub(super) fn put(&self, membership: &Arc<Membership>) {
        let mut held = hold(&self.0);
        held.turn += 1;
        let turn = held.turn;
        held.by_unit.insert(membership.unit(), (turn, Arc::clone(membership)));
        if held.by_unit.len() > MOST {
            let oldest = held.by_unit.iter().min_by_key(|(_, (last, _))| *last).map(|(unit, _)| *unit);
            if let Some(oldest) = oldest {
                held.by_unit.remove(&oldest);
            }
        }
    }

    /// The unit as its row says that it is: folded on from what is kept, or from the start.
    pub(super) async fn of(
        &self,
        connection: &mut Connection<'_>,
        unit: &UnitId,
        row: &UnitRow,
    ) -> Result<Arc<Membership>, ShelfError> {
        let kept = self.get(unit);
        if let Some(kept) = kept.as_ref().filter(|kept| kept.head() == row.control) {
            return Ok(Arc::clone(kept));
        }
        let kept = kept.filter(|kept| kept.next_index() <= row.controls).map(|kept| (*kept).clone());
        let from = kept.as_ref().map_or(0, Membership::next_index);
        let entries = connection.control_between(unit, from, row.controls).await?;
        let folded = match kept {
            Some(mut kept) => entries.iter().try_for_each(|entry| kept.accept(entry)).ok().map(|()| kept),
            None => Membership::of(&entries).ok(),
        };
        let Some(folded) = folded.filter(|folded| folded.head() == row.control) else {
            // A database that was restored under this process may have another history than what is kept.
            if from > 0 {
                hold(&self.0).by_unit.remove(unit);
                let entries = connection.control_between(unit, 0, row.controls).await?;
                let again = Membership::of(&entries).ok().filter(|again| again.head() == row.control);
                return again.map(|again| self.share(again)).ok_or(ShelfError::Damaged("a control log"));
            }
            return Err(ShelfError::Damaged("a control log"));
        };
        Ok(self.share(folded))
    }

    fn share(&self, membership: Membership) -> Arc<Membership> {
        let membership = Arc::new(membership);
        self.put(&membership);
        membership
    }
}
