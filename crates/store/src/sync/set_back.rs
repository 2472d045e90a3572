//! This device's own log where it was set back or copied: up to which entry the server has what is here, and what becomes of the rest.

use ledger::header::Header;
use ledger::membership::Device;
use ledger::wire::Batch;
use rand_core::CryptoRng;
use sqlx::SqliteConnection;

use super::followed::{End, followed};
use crate::error::StoreError;
use crate::moving::{Moving, Scribe, lay, lift};
use crate::opened::Opener;
use crate::receive::known_header;
use crate::record::Record;
use crate::row::Script;
use crate::table::int;

/// Up to which entry the server is known to have a device's own log as it is here.
pub(crate) async fn agreed(tx: &mut SqliteConnection, own: &Device) -> Result<u64, StoreError> {
    let mut agreed = super::server::server(tx).await?.map_or(0, |server| server.acknowledged);
    // A batch that is kept apart because it is another branch may begin as the log here goes on.
    let aside = sqlx::query_scalar("SELECT bytes FROM aside WHERE device = ? ORDER BY first, id").bind(own.index.0);
    let aside: Vec<Vec<u8>> = aside.fetch_all(&mut *tx).await?;
    for bytes in aside {
        let batch: Batch = ledger::wire::read(&bytes).ok_or(StoreError::Corrupt)?;
        for entry in &batch.entries {
            let Some(header) = Header::from_bytes(&entry.header).filter(|header| header.seq == agreed + 1) else {
                continue;
            };
            let here = known_header(tx, own.index, header.seq).await?;
            if here.as_deref() == Some(entry.header.as_slice()) {
                agreed = header.seq;
            }
        }
    }
    Ok(agreed)
}

impl Record {
    /// What this device wrote, and the server has something else for, is written again behind what the server has: so it can be followed by whoever
    /// has that. For a device that was removed, or replaced by another, before its record went on under new keys.
    pub async fn lay_behind<R: CryptoRng + ?Sized>(&mut self, rng: &mut R) -> Result<(), StoreError> {
        let opener = Opener::of(self);
        let Some(own) = self.own_device().cloned() else { return Ok(()) };
        let Some(server) = self.server().await? else { return Ok(()) };
        let Self { db, identity, .. } = self;
        let mut tx = db.begin().await?;
        let End { tip: end, readable } = followed(&mut tx, &server).await?.end(&own);
        let kept = agreed(&mut tx, &own).await?;
        if end.seq <= kept || !readable {
            return Ok(());
        }
        let lifted = lift(&mut tx, &opener, &own, kept).await?;
        let keys = &identity.device;
        let scribe = Scribe { membership: &opener.membership, ring: &opener.ring, before: &opener.ring, keys };
        let mut moving = Moving::new((own.index, kept), (own.index, end.seq));
        let tip = lay(&mut tx, rng, &scribe, &mut moving, (end, lifted)).await?;
        let mut script = Script::default();
        script
            .add("UPDATE server SET acknowledged = ?, given_out = max(given_out, ?)", vec![int(end.seq), int(end.seq)]);
        script.add("DELETE FROM under_way", Vec::new());
        script.run(&mut tx).await?;
        crate::rebuild::distrust(&mut tx).await?;
        tx.commit().await?;
        self.tips.insert(own.index, tip);
        Ok(())
    }
}
