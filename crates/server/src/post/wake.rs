//! Processes on one PostgreSQL wake each other.
//!
//! Not inside the transaction that keeps a batch: PostgreSQL lets one transaction at a time commit that notifies anybody, and each would
//! hold that lock until its entries are on the disk. So a task of its own tells what was rung, in a transaction that writes nothing. Where
//! a process dies between the two, its devices' next question a minute later finds what was not told.

use std::collections::HashMap;
use std::sync::{Arc, Weak};
use std::time::Duration;

use ledger::UnitId;
use sqlx::postgres::PgListener;
use tokio::sync::mpsc;

use super::Office;
use super::bells::Ring;
use crate::shelf::ShelfError;

/// How many wake-ups are told together.
const MOST_TOGETHER: usize = 1000;
/// How long to wait before listening again where it did not work.
const PAUSE: Duration = Duration::from_secs(1);

/// Tells other processes what is rung here, and rings here what they tell. Both end with the post office.
pub(super) fn start(office: &Arc<Office>, rung: mpsc::UnboundedReceiver<(UnitId, Ring)>) {
    tokio::spawn(tell(Arc::downgrade(office), rung));
    tokio::spawn(hear(Arc::downgrade(office)));
}

async fn tell(office: Weak<Office>, mut rung: mpsc::UnboundedReceiver<(UnitId, Ring)>) {
    let mut waiting = Vec::new();
    while rung.recv_many(&mut waiting, MOST_TOGETHER).await > 0 {
        let Some(office) = office.upgrade() else { return };
        // Of each unit the last alone: it says as much as all of them.
        let newest: HashMap<UnitId, Ring> = waiting.drain(..).collect();
        for (unit, ring) in newest {
            if let Err(error) = office.shelf.notify(&message(&unit, ring)).await {
                tracing::warn!(%error, "other processes were not woken");
            }
        }
    }
}

async fn hear(office: Weak<Office>) {
    loop {
        let listener = match office.upgrade() {
            Some(office) => office.shelf.listen().await,
            None => return,
        };
        match listener {
            Ok(None) => return,
            Ok(Some(mut listener)) => {
                if let Err(error) = follow(&office, &mut listener).await {
                    tracing::warn!(%error, "waking between processes is interrupted");
                }
            }
            Err(error) => tracing::warn!(%error, "waking between processes does not work yet"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Rings what is heard until the connection is lost for good.
async fn follow(office: &Weak<Office>, listener: &mut PgListener) -> Result<(), ShelfError> {
    loop {
        // Also at the start: something may have been told before anybody listened.
        if let Some(office) = office.upgrade() {
            look_around(&office).await?;
        }
        while let Some(heard) = listener.try_recv().await? {
            let Some(office) = office.upgrade() else { return Ok(()) };
            if let Some((unit, ring)) = read(heard.payload()) {
                office.bells.ring_here(unit, ring);
            }
        }
    }
}

/// Looks for itself how far the units go that somebody waits for.
async fn look_around(office: &Office) -> Result<(), ShelfError> {
    for unit in office.bells.waited_for() {
        let row = office.shelf.read().await?.connection().unit(&unit).await?;
        if let Some(row) = row {
            office.bells.ring_here(unit, Ring::from(&row));
        }
    }
    Ok(())
}

fn message(unit: &UnitId, ring: Ring) -> String {
    format!("{} {} {}", unit.0, ring.cursor, ring.controls)
}

fn read(message: &str) -> Option<(UnitId, Ring)> {
    let mut parts = message.split(' ');
    let unit = UnitId(parts.next()?.parse().ok()?);
    let ring = Ring { cursor: parts.next()?.parse().ok()?, controls: parts.next()?.parse().ok()? };
    parts.next().is_none().then_some((unit, ring))
}

#[cfg(test)]
mod tests {
    use super::{message, read};
    use crate::post::Ring;
    use crypto::Hash;
    use ledger::UnitId;

    #[test]
    fn what_is_told_is_what_is_heard() {
        let unit = UnitId(Hash::from_bytes([1; 32]));
        let ring = Ring { cursor: 7, controls: 2 };
        assert_eq!(read(&message(&unit, ring)), Some((unit, ring)));
        assert_eq!(read(&format!("{} more", message(&unit, ring))), None);
        assert_eq!(read("nothing of ours"), None);
    }
}
