//! What the server does not have of this device's own log. A batch is kept before it is sent, and is sent until the server has it.

use jiff::Timestamp;
use ledger::wire::{Filed, Push, Refusal, RefusalCode};
use rand_core::CryptoRng;
use store::sync::{Server, Trouble, UnderWay};
use store::{Record, StoreError};

use super::{End, PATIENCE, Round, Stage, Turn, unit_of};
use crate::ask::Ask;

/// A batch of this size is not made smaller any more.
const LEAST_BYTES: usize = 1 << 12;

impl Round {
    /// Writes that this device is there, if it was in step and has been silent for a day: so that others know when it was last heard from, and
    /// how far the server's log goes as it was shown it. It is sent at once, by the same round.
    pub(super) async fn show_life<R: CryptoRng + ?Sized>(
        &mut self,
        record: &mut Record,
        server: &Server,
        rng: &mut R,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        let was_in_step = server.in_step.is_some() && !server.reading_again && self.trouble.is_none();
        if was_in_step && record.is_silent(now).await? {
            record.write_heartbeat(rng, now).await?;
        }
        Ok(self.to(Stage::Send))
    }

    pub(super) async fn send(
        &mut self,
        record: &mut Record,
        server: &Server,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        // While its log is being read again it is not known what the server has; and a device that was set back goes on under new keys.
        if server.reading_again || self.trouble.is_some() {
            return Ok(self.to(Stage::Fetch));
        }
        // New keys since then: what has not left yet is not to leave under the old ones.
        if self.sealed_at != Some(record.membership().next_index()) {
            return Ok(self.to(Stage::Reseal));
        }
        match record.next_batch(self.most).await? {
            Some(under_way) => self.push(record, under_way, now).await,
            None => Ok(self.to(Stage::Fetch)),
        }
    }

    async fn push(&mut self, record: &Record, under_way: UnderWay, now: Timestamp) -> Result<Turn, StoreError> {
        let push = Push { control: record.membership().head(), batches: vec![under_way.batch.clone()] };
        self.under_way = Some(under_way);
        self.asks(record, Ask::Send { unit: unit_of(record), push }, now).await
    }

    pub(super) async fn hear_filed(
        &mut self,
        record: &mut Record,
        filed: Filed,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        if let Err(turn) = self.weigh(record, &filed.head, now).await? {
            return Ok(turn);
        }
        if let Some(under_way) = self.under_way.take() {
            record.filed(&under_way, &filed.head).await?;
            self.outcome.sent += under_way.batch.entries.len();
        }
        Ok(self.to(Stage::Send))
    }

    /// The server does not take a batch, for a reason that has to do with the batch.
    pub(super) async fn hear_not_filed(&mut self, record: &mut Record, refusal: &Refusal) -> Result<Turn, StoreError> {
        self.under_way = None;
        self.sent_back += 1;
        match refusal.code {
            RefusalCode::Gap if self.sent_back <= PATIENCE => self.hear_gap(record, refusal).await,
            RefusalCode::Fork => Ok(self.is_set_back()),
            RefusalCode::TooLarge if self.most > LEAST_BYTES => {
                self.most /= 2;
                record.drop_batch().await?;
                Ok(self.to(Stage::Send))
            }
            // The control log, which was just asked for, says otherwise.
            _ => {
                self.trouble = Some(Trouble::Refused);
                Ok(self.to(Stage::Fetch))
            }
        }
    }

    /// The server's copy of this device's log ends elsewhere.
    async fn hear_gap(&mut self, record: &mut Record, refusal: &Refusal) -> Result<Turn, StoreError> {
        let Some((seq, hash)) = refusal.tip else { return Ok(self.end(End::NotTheServer)) };
        let here = if seq == 0 { None } else { record.own_hash(seq).await? };
        if seq > 0 && here != Some(hash) {
            return Ok(self.is_set_back());
        }
        // Where it had said that it has more, its heads say whether it went back.
        record.filed_up_to(seq).await?;
        Ok(self.to(Stage::Send))
    }

    /// The server has more of this device's own log than this computer, or something else.
    fn is_set_back(&mut self) -> Turn {
        self.trouble = Some(Trouble::SetBack);
        self.to(Stage::Fetch)
    }
}
