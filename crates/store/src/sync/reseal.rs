//! After new keys: entries of this device that have never left it are sealed again under them, so that whoever lost the old keys reads
//! nothing that was not on its way already. Their places in the order stay, and the heads of the control log that they name: they are judged as they
//! were, and everything that was folded from them stays.

use ledger::chain::Tip;
use ledger::header::{Header, entry_hash};
use ledger::membership::Device;
use ledger::sealing::{Place, seal_entry};
use rand_core::CryptoRng;
use sqlx::{Row, SqliteConnection};

use crate::error::StoreError;
use crate::moving::close;
use crate::opened::Opener;
use crate::record::Record;
use crate::row::{Arg, Script};
use crate::write::place;

impl Record {
    /// Seals again what has never left this device and was sealed under keys that are not the newest. Returns how many entries.
    pub async fn reseal_unsent<R: CryptoRng + ?Sized>(&mut self, rng: &mut R) -> Result<u64, StoreError> {
        let Some(server) = self.server().await? else { return Ok(0) };
        let Some(own) = self.own_device().cloned() else { return Ok(0) };
        let opener = Opener::of(self);
        let Self { db, identity, .. } = self;
        let mut tx = db.begin().await?;
        let rows = own_entries(&mut tx, &own, server.given_out.max(server.acknowledged)).await?;
        let Some(from) = rows.iter().position(|(header, _)| is_old(&opener, header)) else { return Ok(0) };
        let mut tip = match rows.get(from).map(|(header, _)| (header.seq, header.prev)) {
            Some((seq, prev)) => before(&mut tx, &own, &opener, (seq, prev)).await?,
            None => return Ok(0),
        };
        let mut script = Script::default();
        let mut sealed = 0;
        for (header, payload) in rows.into_iter().skip(from) {
            let (bytes, payload) = again(rng, &opener, &own, &mut tip, &header, &payload)?;
            script.add(
                "UPDATE entry SET header = ?, payload = ?, seal = NULL WHERE place = ?",
                vec![Arg::Blob(bytes), Arg::Blob(payload), Arg::Int(place(own.index, tip.seq))],
            );
            sealed += 1;
        }
        script.run(&mut tx).await?;
        close(&mut tx, &identity.membership, &identity.device, &own, &tip).await?;
        tx.commit().await?;
        self.tips.insert(own.index, tip);
        Ok(sealed)
    }
}

/// A device's entries after one, in order.
pub(crate) async fn own_entries(
    tx: &mut SqliteConnection,
    own: &Device,
    after: u64,
) -> Result<Vec<(Header, Vec<u8>)>, StoreError> {
    let rows = sqlx::query("SELECT header, payload FROM entry WHERE place > ? AND place <= ? ORDER BY place")
        .bind(place(own.index, after))
        .bind(place(own.index, u64::MAX))
        .fetch_all(tx)
        .await?;
    rows.iter()
        .map(|row| {
            let header: Vec<u8> = row.try_get(0)?;
            Ok((Header::from_bytes(&header).ok_or(StoreError::Corrupt)?, row.try_get(1)?))
        })
        .collect()
}

/// Whether an entry was sealed under another key than the newest of its compartment, where this device has that.
fn is_old(opener: &Opener, header: &Header) -> bool {
    let compartment = opener.membership.compartment_of(&header.kid);
    let newest = compartment.and_then(|compartment| opener.ring.current(&opener.membership, compartment));
    newest.is_some_and(|(kid, _)| kid != header.kid)
}

/// The end of the log before an entry.
async fn before(
    tx: &mut SqliteConnection,
    own: &Device,
    opener: &Opener,
    (seq, prev): (u64, crypto::Hash),
) -> Result<Tip, StoreError> {
    if seq <= 1 {
        return Ok(own.start());
    }
    let header = crate::receive::known_header(tx, own.index, seq - 1).await?.ok_or(StoreError::Corrupt)?;
    let read = Header::from_bytes(&header).filter(|_| entry_hash(&header) == prev).ok_or(StoreError::Corrupt)?;
    Ok(crate::receive::tip_after(&read, &header, &opener.membership))
}

/// Seals one entry again, under the newest key of its compartment that this device has. Moves the end of the log to it.
fn again<R: CryptoRng + ?Sized>(
    rng: &mut R,
    opener: &Opener,
    own: &Device,
    tip: &mut Tip,
    header: &Header,
    payload: &[u8],
) -> Result<(Vec<u8>, Vec<u8>), StoreError> {
    let opened = opener.open(own.index, header, payload)?.ok_or(StoreError::NoKey("its own"))?;
    let newest = opener.ring.current(&opener.membership, opened.compartment);
    let old = opener.ring.key(&header.kid).map(|key| (header.kid, key));
    let key = newest.or(old).ok_or(StoreError::NoKey(opened.compartment.word()))?;
    let at = Place { unit: header.unit, device: own.id, tip: *tip, control: header.control, lamport: header.lamport };
    let sealed = seal_entry(rng, &at, key, header.class, &opened.content)?;
    *tip = crate::receive::tip_after(&sealed.header, &sealed.header_bytes, &opener.membership);
    Ok((sealed.header_bytes, sealed.payload))
}
