//! What a device makes of a unit's log, as one hash: two devices that hold the same keys, and fold alike, have the same.

use std::sync::Arc;

use crypto::Hash;
use ledger::header::entry_hash;
use ledger::wire::Manifest;
use ledger::{Compartment, Membership, VersionVector};

use super::super::followed::followed;
use crate::database::Readers;
use crate::digest::of_ledger;
use crate::error::StoreError;
use crate::opened::Opener;
use crate::rebuild::FOLD_VERSION;
use crate::receive::known_header;
use crate::record::Record;

/// What working the digest out needs, apart from the record.
pub struct Digester {
    readers: Readers,
    opener: Opener,
    up_to: VersionVector,
}

impl Record {
    /// What working out the digest of the server's log needs, as far as it was followed. Nothing, without a server.
    pub async fn digester(&mut self) -> Result<Option<Digester>, StoreError> {
        let Some(server) = self.server().await? else { return Ok(None) };
        let followed = followed(self.db.writer().await?, &server).await?;
        let up_to = followed.ends.iter().map(|(device, end)| (*device, end.tip.seq)).collect();
        Ok(Some(Digester { readers: self.db.readers.clone(), opener: Opener::of(self), up_to }))
    }

    /// The same at the place of a snapshot. Nothing, if another version of the fold is told of in it, or if this device does not have just the
    /// entries that are in it: some are still to come, or of a log's two branches it has the other one.
    pub async fn digester_at(&self, manifest: &Manifest) -> Result<Option<Digester>, StoreError> {
        let Some(place) = self.membership().place(&manifest.control).filter(|_| Digester::folds_like(manifest)) else {
            return Ok(None);
        };
        let Some(up_to) = self.up_to(manifest).await? else { return Ok(None) };
        // What an entry is worth is judged by the control log as it was then.
        let log = self.control_log().await?;
        let log = log.get(..=place as usize).ok_or(StoreError::Corrupt)?;
        let membership = Membership::of(log).map_err(|(_, error)| error)?;
        let opener = Opener { membership: Arc::new(membership), ring: Arc::clone(&self.identity.ring) };
        Ok(Some(Digester { readers: self.db.readers.clone(), opener, up_to }))
    }

    /// Up to which entry of each device a snapshot goes. Nothing, if one of them is not here, or another one under its number.
    async fn up_to(&self, manifest: &Manifest) -> Result<Option<VersionVector>, StoreError> {
        let mut connection = self.reader().await?;
        let mut up_to = VersionVector::new();
        for end in &manifest.frontier {
            let Some(device) = self.membership().device_by_id(&end.device) else { return Ok(None) };
            let header = known_header(&mut connection, device.index, end.seq).await?;
            if header.is_none_or(|header| entry_hash(&header) != end.hash) {
                return Ok(None);
            }
            up_to.see(device.index, end.seq);
        }
        Ok(Some(up_to))
    }

    /// The sets of compartments whose holders' digests this device can work out: that of the general one, and of both if it holds both.
    pub fn digestible(&self) -> Vec<Compartment> {
        let current = |compartment| self.ring().current(self.membership(), compartment).is_some();
        Compartment::ALL.into_iter().filter(|compartment| current(*compartment)).collect()
    }
}

impl Digester {
    /// Whether the digests in a manifest are of this program's version of the fold. Two versions make two digests of the same entries, and neither
    /// is wrong.
    pub const fn folds_like(manifest: &Manifest) -> bool {
        manifest.schema == FOLD_VERSION
    }

    /// The digest of what the holders of a compartment have: of the restricted one's, those of the general one's too.
    pub async fn digest(&self, of: Compartment) -> Result<Hash, StoreError> {
        let compartments = match of {
            Compartment::General => [Compartment::General].as_slice(),
            Compartment::Restricted => Compartment::ALL.as_slice(),
        };
        let ring = Arc::new(self.opener.ring.only(&self.opener.membership, compartments));
        let opener = Opener { membership: Arc::clone(&self.opener.membership), ring };
        let mut connection = self.readers.acquire().await?;
        let source = (self.readers.clone(), opener);
        let made = of_ledger(&mut connection, source, Some(self.up_to.clone()), None, |_| {}).await?;
        Ok(made.digests.whole())
    }
}
