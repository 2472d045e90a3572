//! What others wrote and the server does not have. Whoever has it brings it, as its own device sealed it: so it gets there where that device never
//! will.

use std::collections::BTreeMap;

use jiff::Timestamp;
use ledger::DeviceIndex;
use ledger::wire::{Filed, MOST_BATCH, Push, Refusal, RefusalCode};
use store::sync::Relay;
use store::{Record, StoreError};

use super::{BATCH_BYTES, Round, Stage, Turn, unit_of};
use crate::ask::Ask;

/// What a round relays.
#[derive(Default)]
pub(super) struct Relaying {
    /// What was offered last.
    offered: Option<Relay>,
    /// Up to which entries the server has others' logs, as it said in this round.
    ends: BTreeMap<DeviceIndex, u64>,
    /// Whether it took anything that has not been followed yet.
    taken: bool,
}

impl Round {
    pub(super) async fn relay(&mut self, record: &mut Record, now: Timestamp) -> Result<Turn, StoreError> {
        let next = match self.trouble {
            None => record.next_relay(BATCH_BYTES, &self.relaying.ends, now).await?,
            Some(_) => None,
        };
        let Some(relay) = next else {
            // What was relayed has places now, and is followed like everything else.
            let taken = std::mem::take(&mut self.relaying.taken);
            return Ok(self.to(if taken { Stage::Fetch } else { Stage::Fold }));
        };
        // Its device has sealed it nowhere before that, and more than a request can hold goes to no server: only by the device itself.
        if ledger::wire::write(&relay.batch).len() > MOST_BATCH {
            record.rest_relay(relay.device, None, now).await?;
            return Ok(Turn::Again);
        }
        let push = Push { control: record.membership().head(), batches: vec![relay.batch.clone()] };
        self.relaying.offered = Some(relay);
        self.asks(record, Ask::Send { unit: unit_of(record), push }, now).await
    }

    pub(super) async fn hear_relayed(
        &mut self,
        record: &mut Record,
        filed: Filed,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        if let Err(turn) = self.weigh(record, &filed.head, now).await? {
            return Ok(turn);
        }
        record.take_head(&filed.head).await?;
        let followed = record.server().await?.map_or(0, |server| server.cursor);
        if let Some(relay) = self.relaying.offered.take() {
            self.relaying.ends.insert(relay.device, relay.last());
            if filed.place > followed {
                self.relaying.taken = true;
                self.outcome.sent += relay.batch.entries.len();
            } else {
                // It stands in what was followed already, and cannot be taken from there: offering it again would change nothing.
                record.rest_relay(relay.device, None, now).await?;
            }
        }
        Ok(self.to(Stage::Relay))
    }

    /// The server does not take another device's log from here.
    pub(super) async fn hear_not_relayed(
        &mut self,
        record: &mut Record,
        refusal: &Refusal,
        retry_after: Option<u32>,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        let Some(relay) = self.relaying.offered.take() else { return Ok(self.to(Stage::Relay)) };
        let further = refusal.tip.filter(|(seq, _)| refusal.code == RefusalCode::Gap && *seq > relay.after);
        if let Some(tip) = further
            && record.has_entry(relay.device, tip).await?
        {
            // Somebody else was faster with a part of it.
            self.relaying.ends.insert(relay.device, tip.0);
        } else {
            let rest = retry_after.filter(|_| refusal.code == RefusalCode::Quota);
            record.rest_relay(relay.device, rest, now).await?;
        }
        Ok(self.to(Stage::Relay))
    }
}
