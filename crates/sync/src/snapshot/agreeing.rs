//! Whether the unit's devices make the same of the same entries. Each says of the newest snapshot what it has made of it, by an attestation that is
//! kept beside it; whoever looks sees whether they agree. Where they do not, one of them folds wrongly: nobody is cheated, since each has every
//! entry, but what a case says must not hang on the computer.

use std::collections::BTreeSet;

use crypto::Hash;
use jiff::Timestamp;
use ledger::wire::{Manifest, RefusalCode, Snapshots};
use ledger::{Compartment, DeviceIndex, Membership};
use rand_core::CryptoRng;
use store::Record;
use store::sync::{Agreement, Difference, Digester};

use super::{SnapshotError, asked, genuine, publish, publish_if_due, signed, snapshots, states};
use crate::ask::{Ask, Failure};
use crate::drive::Room;
use crate::post::Post;

/// What a device says of a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It has made the same of the same entries.
    Same,
    /// It has made something else of them: one of the two folds wrongly.
    Different,
    /// It does not have all of them, or not the same keys, or its program is of another version of the fold.
    CannotTell,
}

/// What a device has made of the entries of a snapshot, by compartment.
type States = Vec<(Compartment, Hash)>;

/// The newest snapshot that can be compared here, and what is said of it.
struct Newest {
    id: Hash,
    manifest: Manifest,
    author: DeviceIndex,
    /// This device.
    own: DeviceIndex,
    /// Other devices that have made something else of it.
    others: BTreeSet<DeviceIndex>,
    /// What this device knew before.
    known: Agreement,
}

/// Leaves a snapshot at the server, if one is due, for the next device that joins. If none is, says of the newest one what this device has made of
/// it, and notes whether everybody has made the same (`Record::difference`). `worth`: how many entries more than the newest one has make one due.
pub async fn attend<P, D, R>(
    post: &P,
    room: &D,
    rng: &mut R,
    clock: &(dyn Fn() -> Timestamp + Send + Sync),
    worth: u64,
) -> Result<(), SnapshotError>
where
    P: Post,
    D: Room,
    R: CryptoRng + Send,
{
    let agreement = match publish_if_due(post, room, rng, clock, worth).await? {
        Some(made) => own_snapshot(made),
        None => agree(post, room, rng, clock).await?,
    };
    Ok(room.enter().await.ok_or(SnapshotError::Closed)?.note_agreement(agreement).await?)
}

/// Whether this device has made the same of what is in a snapshot.
pub async fn compare<D: Room>(room: &D, manifest: &Manifest) -> Result<Verdict, SnapshotError> {
    Ok(verdict(manifest, &made_of(room, manifest).await?))
}

/// Nobody has said anything yet of a snapshot that was just made.
const fn own_snapshot(id: Hash) -> Agreement {
    Agreement { same: Some(id), difference: None }
}

/// Compares the newest snapshot with what this device has made of it and with what others say of it, and says so.
async fn agree<P, D, R>(
    post: &P,
    room: &D,
    rng: &mut R,
    clock: &(dyn Fn() -> Timestamp + Send + Sync),
) -> Result<Agreement, SnapshotError>
where
    P: Post,
    D: Room,
    R: CryptoRng + Send,
{
    let there = snapshots(post, room, clock).await?;
    let newest = {
        let record = room.enter().await.ok_or(SnapshotError::Closed)?;
        let known = record.agreement().await?;
        newest(&record, known, &there)
    };
    let Some(Newest { id, manifest, author, own, mut others, known }) = newest else {
        return Ok(Agreement::default());
    };
    let verdict = if author == own {
        // Nobody contradicts: what was made of it once need not be made again.
        let verdict = if others.is_empty() { Verdict::Same } else { compare(room, &manifest).await? };
        // What this device says by now is something else than it said: its program was updated since.
        if verdict == Verdict::Different
            && let Some(made) = publish(post, room, rng, clock).await?
        {
            return Ok(own_snapshot(made));
        }
        verdict
    } else if known.same == Some(id) {
        Verdict::Same
    } else {
        attest(post, room, (id, &manifest), clock).await?
    };
    if verdict == Verdict::Different {
        others.insert(own);
    }
    let difference = (!others.is_empty()).then(|| Difference { author, others: others.into_iter().collect() });
    Ok(Agreement { same: (verdict == Verdict::Same).then_some(id), difference })
}

/// The newest snapshot, by a device that is in use, whose digests are of the same version of the fold as this program's.
fn newest(record: &Record, known: Agreement, there: &Snapshots) -> Option<Newest> {
    let membership = record.membership();
    let comparable = |manifest: &Manifest| manifest.is_snapshot() && Digester::folds_like(manifest);
    let snapshots = there.snapshots.iter().filter_map(|signed| {
        let manifest = genuine(membership, signed).filter(comparable)?;
        Some((signed.id(), author_of(membership, &manifest)?, manifest))
    });
    let (id, author, manifest) = snapshots.max_by_key(|(id, _, manifest)| (manifest.cursor, manifest.at, *id))?;
    let own = record.own_device()?.index;
    let attestations = there.attestations.iter().filter_map(|signed| genuine(membership, signed));
    let others = attestations
        .filter(|said| said.attests() == Some(id) && said.schema == manifest.schema && said.contradicts(&manifest))
        .filter_map(|said| author_of(membership, &said))
        // What this device says of it, it says anew.
        .filter(|other| *other != own)
        .collect();
    Some(Newest { id, manifest, author, own, others, known })
}

/// The device whose manifest it is, if it is in use.
fn author_of(membership: &Membership, manifest: &Manifest) -> Option<DeviceIndex> {
    membership.device_by_id(&manifest.author).filter(|device| device.is_active()).map(|device| device.index)
}

/// Says of another device's snapshot what this device has made of the same entries, if it can tell.
async fn attest<P: Post, D: Room>(
    post: &P,
    room: &D,
    (id, manifest): (Hash, &Manifest),
    clock: &(dyn Fn() -> Timestamp + Send + Sync),
) -> Result<Verdict, SnapshotError> {
    let states = made_of(room, manifest).await?;
    let verdict = verdict(manifest, &states);
    let own = room.enter().await.ok_or(SnapshotError::Closed)?.own_device().map(|own| own.id);
    let Some(own) = own.filter(|_| verdict != Verdict::CannotTell) else { return Ok(verdict) };
    let said = signed(room, &manifest.attestation(id, own, &states, clock().as_millisecond())).await?;
    match asked(post, room, Ask::PutSnapshot { unit: manifest.unit, manifest: said }, clock).await {
        // Another one has taken its place meanwhile.
        Err(SnapshotError::Post(Failure::Refused { refusal, .. })) if refusal.code == RefusalCode::Absent => {}
        answer => answer?.done()?,
    }
    Ok(verdict)
}

/// What this device makes of the entries of a snapshot, of those compartments that it can tell of.
async fn made_of<D: Room>(room: &D, manifest: &Manifest) -> Result<States, SnapshotError> {
    let (digester, compartments) = {
        let record = room.enter().await.ok_or(SnapshotError::Closed)?;
        let Some(digester) = record.digester_at(manifest).await? else { return Ok(States::new()) };
        (digester, record.digestible())
    };
    let told = manifest.parts.iter().map(|part| part.compartment);
    let compartments: Vec<Compartment> = told.filter(|compartment| compartments.contains(compartment)).collect();
    let states = states(&digester, &compartments).await?;
    // Entries may have been set aside while it was read: then it is of neither what was nor what is.
    let is_whole = room.enter().await.ok_or(SnapshotError::Closed)?.digester_at(manifest).await?.is_some();
    Ok(if is_whole { states } else { States::new() })
}

/// What that says of the snapshot.
fn verdict(manifest: &Manifest, states: &[(Compartment, Hash)]) -> Verdict {
    let differs = |(compartment, state): &(Compartment, Hash)| {
        manifest.parts.iter().any(|part| part.compartment == *compartment && part.state != *state)
    };
    if states.is_empty() {
        Verdict::CannotTell
    } else if states.iter().any(differs) {
        Verdict::Different
    } else {
        Verdict::Same
    }
}
