//! Making a snapshot and leaving it at the server, for the next device that joins; saying that one is right; and comparing, after having
//! started from one, what this device has made of it.

use crypto::Hash;
use jiff::Timestamp;
use ledger::Compartment;
use ledger::wire::{Manifest, SignedManifest, Snapshots};
use rand_core::CryptoRng;
use store::StoreError;
use store::sync::Digester;

use crate::ask::{Answer, Ask, Failure};
use crate::asking::Asking;
use crate::drive::Room;
use crate::post::Post;

/// So many entries make a snapshot worth the while: fetching fewer of them from the log takes seconds.
const WORTH: u64 = 20_000;

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

/// What another device says of a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// This device has made the same of the same entries.
    Same,
    /// It has made something else of them: one of the two folds wrongly.
    Different,
    /// It does not have all of them, or not the same keys.
    CannotTell,
}

/// Makes a snapshot if one is due, and leaves it at the server: its identifier. It reads beside whoever works with the record.
pub async fn publish_if_due<P, D, R>(
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
    let there = snapshots(post, room, clock).await?;
    let newest = there.snapshots.iter().filter_map(SignedManifest::manifest).map(|manifest| manifest.cursor).max();
    let followed = {
        let mut record = room.enter().await.ok_or(SnapshotError::Closed)?;
        record.server().await?.map_or(0, |server| server.cursor)
    };
    if followed < newest.unwrap_or(0).saturating_add(WORTH) {
        return Ok(None);
    }
    publish(post, room, rng, clock).await
}

/// Makes a snapshot and leaves it at the server: its identifier. Nothing, if this device cannot make one.
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
    let (mut packing, digester, compartments, unit) = {
        let mut record = room.enter().await.ok_or(SnapshotError::Closed)?;
        let (Some(packing), Some(digester)) = (record.packing().await?, record.digester().await?) else {
            return Ok(None);
        };
        (packing, digester, record.digestible(), record.membership().unit())
    };
    while let Some(sealed) = packing.next_chunk(rng).await? {
        asked(post, room, Ask::PutChunk { unit, sealed }, clock).await?.done()?;
    }
    let states = states(&digester, &compartments).await?;
    let manifest = packing.manifest(&states, None, clock().as_millisecond());
    let signed = signed(room, &manifest).await?;
    let id = signed.id();
    asked(post, room, Ask::PutSnapshot { unit, manifest: signed }, clock).await?.done()?;
    Ok(Some(id))
}

/// Whether this device has made the same of what is in a snapshot.
pub async fn compare<D: Room>(room: &D, manifest: &Manifest) -> Result<Verdict, SnapshotError> {
    let (digester, compartments) = {
        let record = room.enter().await.ok_or(SnapshotError::Closed)?;
        let Some(digester) = record.digester_at(manifest).await? else { return Ok(Verdict::CannotTell) };
        (digester, record.digestible())
    };
    let mut verdict = Verdict::CannotTell;
    for part in manifest.parts.iter().filter(|part| compartments.contains(&part.compartment)) {
        if digester.digest(part.compartment).await? != part.state {
            return Ok(Verdict::Different);
        }
        verdict = Verdict::Same;
    }
    Ok(verdict)
}

/// Stands by another device's snapshot, if this device has made the same of it: with a manifest of its own that says the same of the same
/// place, and has no chunks.
pub async fn attest<P, D>(
    post: &P,
    room: &D,
    manifest: &Manifest,
    clock: &(dyn Fn() -> Timestamp + Send + Sync),
) -> Result<Verdict, SnapshotError>
where
    P: Post,
    D: Room,
{
    let verdict = compare(room, manifest).await?;
    if verdict == Verdict::Same {
        let (author, compartments) = {
            let record = room.enter().await.ok_or(SnapshotError::Closed)?;
            (record.own_device().map(|own| own.id), record.digestible())
        };
        let Some(author) = author else { return Ok(verdict) };
        let mut own = Manifest { author, at: clock().as_millisecond(), previous: None, ..manifest.clone() };
        own.parts.retain(|part| compartments.contains(&part.compartment));
        own.parts.iter_mut().for_each(|part| part.chunks.clear());
        let signed = signed(room, &own).await?;
        asked(post, room, Ask::PutSnapshot { unit: own.unit, manifest: signed }, clock).await?.done()?;
    }
    Ok(verdict)
}

/// The snapshots that the server has.
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
