//! Wake-ups: whoever waits for a unit hears that its logs go further. A bell says how far and nothing else; what there is to fetch is fetched.

use std::collections::HashMap;
use std::sync::Mutex;

use ledger::UnitId;
use tokio::sync::{mpsc, watch};

use super::hold;
use crate::shelf::UnitRow;

/// How far a unit's logs go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ring {
    /// The last place of the log.
    pub cursor: u64,
    /// How many entries the control log has.
    pub controls: u32,
}

impl From<&UnitRow> for Ring {
    fn from(row: &UnitRow) -> Self {
        Self { cursor: row.cursor, controls: row.controls }
    }
}

/// The bells of the units that somebody waits for.
pub(super) struct Bells {
    bells: Mutex<HashMap<UnitId, watch::Sender<Ring>>>,
    /// For other processes on the same database.
    others: mpsc::UnboundedSender<(UnitId, Ring)>,
}

impl Bells {
    /// No bells yet; and what is to be told to other processes.
    pub(super) fn new() -> (Self, mpsc::UnboundedReceiver<(UnitId, Ring)>) {
        let (others, rung) = mpsc::unbounded_channel();
        (Self { bells: Mutex::default(), others }, rung)
    }

    /// Waits for a unit from now on.
    pub(super) fn listen(&self, unit: UnitId, now: Ring) -> watch::Receiver<Ring> {
        let mut bells = hold(&self.bells);
        bells.retain(|_, bell| bell.receiver_count() > 0);
        bells.entry(unit).or_insert_with(|| watch::Sender::new(now)).subscribe()
    }

    /// The units that somebody waits for.
    pub(super) fn waited_for(&self) -> Vec<UnitId> {
        hold(&self.bells).iter().filter(|(_, bell)| bell.receiver_count() > 0).map(|(unit, _)| *unit).collect()
    }

    /// Wakes whoever waits for a unit, here and at other processes.
    pub(super) fn ring(&self, unit: UnitId, ring: Ring) {
        self.ring_here(unit, ring);
        // Where nobody takes it the server is about to stop, and devices look for themselves when they find it again.
        let _: Result<(), _> = self.others.send((unit, ring));
    }

    /// Wakes whoever waits for a unit here. News may overtake each other: both logs only ever grow, and what was heard already wakes nobody.
    pub(super) fn ring_here(&self, unit: UnitId, ring: Ring) {
        if let Some(bell) = hold(&self.bells).get(&unit) {
            bell.send_if_modified(|heard| {
                let before = *heard;
                heard.cursor = heard.cursor.max(ring.cursor);
                heard.controls = heard.controls.max(ring.controls);
                *heard != before
            });
        }
    }
}
