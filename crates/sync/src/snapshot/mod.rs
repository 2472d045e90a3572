//! Making a snapshot and leaving it at the server, for the next device that joins. What the unit's devices have made of one is in `agreeing`.

mod agreeing;

use crypto::Hash;
use jiff::Timestamp;
use ledger::wire::{Manifest, SignedManifest, Snapshots};
use ledger::{Compartment, Membership};
use rand_core::CryptoRng;
use store::StoreError;
use store::sync::Digester;

use crate::ask::{Answer, Ask, Failure};
use crate::asking::Asking;
use crate::drive::Room;
use crate::post::Post;

pub use agreeing::{Verdict, attend, compare};

/// So many entries make a snapshot worth the while: fetching fewer of them from the log takes seconds.
pub const WORTH: u64 = 20_000;

/// Why a snapshot was not made, or not compared.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The server did not answer.
    #[error(transparent)]
    Post(#[from] Failure),
    /// The record could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The record was closed.
    #[error("the record was closed")]
    Closed,
}

/// Makes a snapshot if one is due, and leaves it at the server: its identifier. It reads beside whoever works with the record. `worth`: how many
/// entries more than the newest one has make one due.
pub async fn publish_if_due<P, D, R>(
    post: &P,
    room: &D,
    rng: &mut R,
    clock: &(dyn Fn() -> Timestamp + Send + Sync),
    worth: u64,
) -> Result<Option<Hash>, SnapshotError>
where
    P: Post,
    D: Room,
    R: CryptoRng + Send,
{
    let there = snapshots(post, room, clock).await?;
    let (reached, followed) = {
        let record = room.enter().await.ok_or(SnapshotError::Closed)?;
        (reach(record.membership(), &there), record.server_seen().await?.map_or(0, |server| server.cursor))
    };
    if followed < reached.saturating_add(worth) {
        return Ok(None);
    }
    publish(post, room, rng, clock).await
}

/// Makes a snapshot and leaves it at the server: its identifier. Nothing, if this device cannot make one, or not now.
pub async fn publish<P, D, R>(
    post: &P,
    room: &D,
    rng: &mut R,
    clock: &(dyn Fn() -> Timestamp + Send + Sync),
) -> Result<Option<Hash>, SnapshotError>
where
    P: Post,
    D: Room,
    R: CryptoRng + Send,
{
    let (mut packing, digester, compartments, unit, control) = {
        let mut record = room.enter().await.ok_or(SnapshotError::Closed)?;
        let (Some(packing), Some(digester)) = (record.packing().await?, record.digester().await?) else {
            return Ok(None);
        };
        let membership = record.membership();
        (packing, digester, record.digestible(), membership.unit(), membership.next_index())
    };
    while let Some(sealed) = packing.next_chunk(rng).await? {
        asked(post, room, Ask::PutChunk { unit, sealed }, clock).await?.done()?;
    }
    let states = states(&digester, &compartments).await?;
    // A decision on somebody's log may have set entries aside while they were read: of that nothing whole was made.
    if room.enter().await.ok_or(SnapshotError::Closed)?.membership().next_index() != control {
        return Ok(None);
    }
    let manifest = packing.manifest(&states, clock().as_millisecond());
    let signed = signed(room, &manifest).await?;
    let id = signed.id();
    asked(post, room, Ask::PutSnapshot { unit, manifest: signed }, clock).await?.done()?;
    Ok(Some(id))
}

/// Up to which place the snapshots go that are there to start from.
fn reach(membership: &Membership, there: &Snapshots) -> u64 {
    let manifests = there.snapshots.iter().filter_map(|signed| genuine(membership, signed));
    manifests.filter(Manifest::is_snapshot).map(|manifest| manifest.cursor).max().unwrap_or(0)
}

/// The manifest, if the device of the unit signed it in whose name it is.
pub(crate) fn genuine(membership: &Membership, signed: &SignedManifest) -> Option<Manifest> {
    let author = membership.device_by_id(&signed.manifest()?.author)?;
    signed.verify(&author.public.verify)
}

/// The snapshots that the server has, and what devices say of them.
pub async fn snapshots<P: Post, D: Room>(
    post: &P,
    room: &D,
    clock: &(dyn Fn() -> Timestamp + Send + Sync),
) -> Result<Snapshots, SnapshotError> {
    let unit = room.enter().await.ok_or(SnapshotError::Closed)?.membership().unit();
    Ok(asked(post, room, Ask::Snapshots { unit }, clock).await?.snapshots()?)
}

async fn states(digester: &Digester, compartments: &[Compartment]) -> Result<Vec<(Compartment, Hash)>, SnapshotError> {
    let mut states = Vec::new();
    for compartment in compartments {
        states.push((*compartment, digester.digest(*compartment).await?));
    }
    Ok(states)
}

async fn signed<D: Room>(room: &D, manifest: &Manifest) -> Result<SignedManifest, SnapshotError> {
    Ok(room.enter().await.ok_or(SnapshotError::Closed)?.sign_manifest(manifest))
}

pub(crate) async fn asked<P: Post, D: Room>(
    post: &P,
    room: &D,
    ask: Ask,
    clock: &(dyn Fn() -> Timestamp + Send + Sync),
) -> Result<Answer, SnapshotError> {
    let asking = {
        let record = room.enter().await.ok_or(SnapshotError::Closed)?;
        Asking::of(&record, ask, clock()).await?
    };
    Ok(post.ask(&asking).await?)
}
