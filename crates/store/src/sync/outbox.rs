//! What the server does not have yet of this device's own log: the next batch, kept before it is sent and sent again byte for byte until the server
//! has it. What it does not have of others' is `relay`.

use ledger::DeviceIndex;
use ledger::wire::{Batch, BatchEntry, SignedHead};
use sqlx::{Row, SqliteConnection};

use super::followed::followed;
use super::head::keep_given;
use super::receipt::note_receipt;
use super::server::server;
use crate::error::StoreError;
use crate::give::{own_run, run};
use crate::receive::{SealedLog, known_header};
use crate::record::{Identity, Record};
use crate::row::{Arg, Script};
use crate::table::int;

/// The batch under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnderWay {
    /// The number of its last entry.
    pub last: u64,
    /// The batch.
    pub batch: Batch,
}

impl From<SealedLog> for Batch {
    fn from(log: SealedLog) -> Self {
        let SealedLog { device, entries, seal } = log;
        let entry =
            |(header, payload): (Vec<u8>, Vec<u8>)| BatchEntry { header: header.into(), payload: payload.into() };
        Self { device, entries: entries.into_iter().map(entry).collect(), seal }
    }
}

impl Record {
    /// The batch under way.
    pub async fn under_way(&mut self) -> Result<Option<UnderWay>, StoreError> {
        under_way(self.db.writer().await?).await
    }

    /// The batch under way, or the next of this device's own entries that the server does not have, of at most so many bytes (or one entry):
    /// kept, and from now on never to be changed.
    pub async fn next_batch(&mut self, most: usize) -> Result<Option<UnderWay>, StoreError> {
        if let Some(under_way) = self.under_way().await? {
            return Ok(Some(under_way));
        }
        let unit = self.membership().unit();
        let Some(server) = self.server().await? else { return Ok(None) };
        let Some(own) = self.own_device().cloned() else { return Ok(None) };
        let connection = self.db.writer().await?;
        let run = own_run(connection, (unit, &own, &self.identity.device), server.acknowledged, most).await?;
        let Some(log) = run else { return Ok(None) };
        self.keep_batch(server.acknowledged, log).await.map(Some)
    }

    async fn keep_batch(&mut self, after: u64, log: SealedLog) -> Result<UnderWay, StoreError> {
        let batch = Batch::from(log);
        let last = after + batch.entries.len() as u64;
        let mut script = Script::default();
        script.add(
            "INSERT INTO under_way (id, last, bytes) VALUES (1, ?, ?)",
            vec![int(last), Arg::Blob(ledger::wire::write(&batch))],
        );
        script.add("UPDATE server SET given_out = max(given_out, ?)", vec![int(last)]);
        let mut tx = self.db.begin().await?;
        script.run(&mut tx).await?;
        tx.commit().await?;
        Ok(UnderWay { last, batch })
    }

    /// The server has filed the batch under way.
    pub async fn filed(&mut self, under_way: &UnderWay, signed: &SignedHead) -> Result<(), StoreError> {
        let head = signed.head().ok_or(StoreError::Corrupt)?;
        let mut script = Script::default();
        script.add("DELETE FROM under_way", Vec::new());
        script.add("UPDATE server SET acknowledged = max(acknowledged, ?)", vec![int(under_way.last)]);
        keep_given(&mut script, &head, signed);
        note_receipt(&mut script, self.identity.own, under_way.last, head.at);
        let mut tx = self.db.begin().await?;
        script.run(&mut tx).await?;
        tx.commit().await?;
        self.tell_of(signed);
        Ok(())
    }

    /// The server has this device's own log up to an entry, though no more of the batch under way: the rest of it becomes another batch.
    pub async fn filed_up_to(&mut self, seq: u64) -> Result<(), StoreError> {
        let mut script = Script::default();
        script.add("DELETE FROM under_way", Vec::new());
        script.add("UPDATE server SET acknowledged = ?", vec![int(seq)]);
        let mut tx = self.db.begin().await?;
        script.run(&mut tx).await?;
        Ok(tx.commit().await?)
    }

    /// The batch under way is not sent after all: another is made of its entries, smaller ones or none.
    pub async fn drop_batch(&mut self) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM under_way").execute(self.db.writer().await?).await?;
        Ok(())
    }

    /// Whether all that the server has acknowledged of this device's own log was seen in the server's.
    pub async fn filed_came_back(&mut self) -> Result<bool, StoreError> {
        let own = self.identity.own;
        let Some(server) = self.server().await? else { return Ok(true) };
        let followed = followed(self.db.writer().await?, &server).await?;
        Ok(followed.of(own) >= server.acknowledged)
    }

    /// The hash of one of this device's own entries.
    pub async fn own_hash(&mut self, seq: u64) -> Result<Option<crypto::Hash>, StoreError> {
        let own = self.identity.own;
        let header = known_header(self.db.writer().await?, own, seq).await?;
        Ok(header.map(|header| ledger::header::entry_hash(&header)))
    }

    /// Everything of this device's own log leaves it now, in a file or for a colleague's device: none of it may be sealed again.
    pub async fn give_out(&mut self) -> Result<(), StoreError> {
        let last = self.tips.get(&self.identity.own).map_or(0, |tip| tip.seq);
        sqlx::query("UPDATE server SET given_out = max(given_out, ?)")
            .bind(i64::try_from(last).unwrap_or(i64::MAX))
            .execute(self.db.writer().await?)
            .await?;
        Ok(())
    }

    /// A part of a device's log after an entry, of about so many bytes: to be given to somebody without the server. What of this device's own
    /// log is in it must have been given out.
    pub async fn batch_after(&self, device: DeviceIndex, after: u64, most: usize) -> Result<Option<Batch>, StoreError> {
        let Identity { membership, own, device: keys, .. } = &self.identity;
        let Some(device) = membership.device(device) else { return Ok(None) };
        let mut connection = self.reader().await?;
        let log = if device.index == *own {
            own_run(&mut connection, (membership.unit(), device, keys), after, most).await?
        } else {
            run(&mut connection, device, after, most).await?
        };
        Ok(log.map(Batch::from))
    }

    /// How many of this device's own entries the server does not have.
    pub async fn unsent(&self) -> Result<u64, StoreError> {
        let acknowledged = acknowledged(&mut *self.reader().await?).await?;
        let last = self.tips.get(&self.identity.own).map_or(0, |tip| tip.seq);
        Ok(last.saturating_sub(acknowledged))
    }
}

/// How much of this device's own log the server has.
pub(crate) async fn acknowledged(connection: &mut SqliteConnection) -> Result<u64, StoreError> {
    Ok(server(connection).await?.map_or(0, |server| server.acknowledged))
}

async fn under_way(connection: &mut SqliteConnection) -> Result<Option<UnderWay>, StoreError> {
    let row = sqlx::query("SELECT last, bytes FROM under_way").fetch_optional(connection).await?;
    let Some(row) = row else { return Ok(None) };
    let bytes: Vec<u8> = row.try_get(1)?;
    Ok(Some(UnderWay {
        last: row.try_get::<i64, _>(0)?.unsigned_abs(),
        batch: ledger::wire::read(&bytes).ok_or(StoreError::Corrupt)?,
    }))
}
