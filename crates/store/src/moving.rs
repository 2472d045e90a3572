//! Entries of one log, written again in another: under a device that goes on in the place of the one that wrote them, or behind what the unit has
//! of the same log. Who wrote them, when, and what happened stays, and so does their place in the order of the record; what they say of each
//! other goes with them.

use casework::event::{ActWithdrawn, CaseEvent};
use crypto::{DeviceKeys, EpochKey, Kid};
use ledger::chain::Tip;
use ledger::content::{Content, EventEnvelope};
use ledger::header::Header;
use ledger::membership::Device;
use ledger::ring::KeyRing;
use ledger::sealing::{Place, seal_entry, sign_seal};
use ledger::{Compartment, DeviceIndex, Membership, Position, VersionVector};
use rand_core::CryptoRng;
use sqlx::SqliteConnection;

use crate::error::StoreError;
use crate::opened::{Opened, Opener};
use crate::row::{Arg, Script};
use crate::sync::own_entries;
use crate::table::int;
use crate::write::{insert_entry, keep_seal, place, set_tip};

/// Where entries of a log go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moving {
    /// In whose log they stand …
    from: DeviceIndex,
    /// … after this one, which stays.
    kept: u64,
    /// To whose log they go …
    to: DeviceIndex,
    /// … after this one.
    after: u64,
    /// The places in the order of the record of those that have gone.
    lamports: Vec<u64>,
}

/// An entry that was taken out of its log.
pub(crate) struct Lifted {
    header: Header,
    opened: Opened,
}

/// Who writes entries again, and with what.
pub(crate) struct Scribe<'a> {
    pub(crate) membership: &'a Membership,
    pub(crate) ring: &'a KeyRing,
    /// The keys that were held before: what was sealed for a compartment whose newest key is not held stays under the one that it had.
    pub(crate) before: &'a KeyRing,
    pub(crate) keys: &'a DeviceKeys,
}

impl Moving {
    /// From behind an entry of one device's log to behind an entry of another's.
    pub(crate) const fn new((from, kept): (DeviceIndex, u64), (to, after): (DeviceIndex, u64)) -> Self {
        Self { from, kept, to, after, lamports: Vec::new() }
    }

    /// The number under which an entry comes to stand.
    const fn seq(&self, seq: u64) -> u64 {
        seq - self.kept + self.after
    }

    /// What somebody had seen. Whoever wrote an entry had seen those before it in the same log, which need not be said there.
    fn vector(&self, seen: &VersionVector) -> VersionVector {
        let mut moved = VersionVector::new();
        if self.kept > 0 {
            moved.see(self.from, self.kept);
        }
        for (device, seq) in seen.iter() {
            if device == self.from && seq > self.kept {
                moved.see(self.to, self.seq(seq));
            } else {
                moved.see(device, seq);
            }
        }
        moved
    }

    /// Where something stands now; nothing: where it stood.
    fn position(&self, of: Position) -> Option<Position> {
        let before = of.seq.checked_sub(self.kept + 1)?;
        let lamport = self.lamports.get(usize::try_from(before).ok()?).copied()?;
        (of.device == self.from).then(|| Position { lamport, device: self.to, seq: self.seq(of.seq), ..of })
    }

    fn event(&self, event: EventEnvelope) -> EventEnvelope {
        let base = self.vector(&event.base);
        let withdrawn = match CaseEvent::decode(event.kind, event.schema, &event.body) {
            Ok(CaseEvent::ActWithdrawn(body)) => self.position(body.of).map(|of| ActWithdrawn { of, ..body }),
            _ => None,
        };
        match withdrawn.map(CaseEvent::ActWithdrawn) {
            Some(moved) => EventEnvelope { base, schema: CaseEvent::SCHEMA, body: moved.encode_body().into(), ..event },
            None => EventEnvelope { base, ..event },
        }
    }

    fn content(&self, content: Content) -> Content {
        let Content { recorded, actor, session, command, events, seen, server_head } = content;
        let events = events.into_iter().map(|event| self.event(event)).collect();
        Content { recorded, actor, session, command, events, seen: self.vector(&seen), server_head }
    }
}

impl<'a> Scribe<'a> {
    /// The newest key of what an entry was sealed for, or the one that it had.
    fn key(&self, header: &Header, compartment: Compartment) -> Result<(Kid, &'a EpochKey), StoreError> {
        let had = self.before.key(&header.kid).map(|key| (header.kid, key));
        let newest = self.ring.current(self.membership, compartment);
        newest.or(had).ok_or(StoreError::NoKey(compartment.word()))
    }
}

/// Takes the entries of a device's log out of it that come after one.
pub(crate) async fn lift(
    tx: &mut SqliteConnection,
    opener: &Opener,
    device: &Device,
    kept: u64,
) -> Result<Vec<Lifted>, StoreError> {
    let mut lifted = Vec::new();
    for (header, payload) in own_entries(tx, device, kept).await? {
        let opened = opener.open(device.index, &header, &payload)?.ok_or(StoreError::NoKey("its own"))?;
        lifted.push(Lifted { header, opened });
    }
    let delete = sqlx::query("DELETE FROM entry WHERE place > ? AND place <= ?");
    delete.bind(place(device.index, kept)).bind(place(device.index, u64::MAX)).execute(tx).await?;
    Ok(lifted)
}

/// Writes them again from an end of a log on, and signs its new end, which is returned. Each names the control entry that it named before, or the
/// first one that it can name there.
pub(crate) async fn lay<R: CryptoRng + ?Sized>(
    tx: &mut SqliteConnection,
    rng: &mut R,
    scribe: &Scribe<'_>,
    moving: &mut Moving,
    (start, lifted): (Tip, Vec<Lifted>),
) -> Result<Tip, StoreError> {
    let membership = scribe.membership;
    let device = membership.device(moving.to).ok_or(StoreError::Corrupt)?;
    let mut tip = start;
    for Lifted { header, opened } in lifted {
        let key = scribe.key(&header, opened.compartment)?;
        let control = membership.place(&header.control).unwrap_or_default().max(tip.control);
        let lamport = header.lamport.max(tip.lamport + 1);
        let named = membership.head_at(control).ok_or(StoreError::Corrupt)?;
        let at = Place { unit: header.unit, device: device.id, tip, control: named, lamport };
        moving.lamports.push(lamport);
        let sealed = seal_entry(rng, &at, key, header.class, &moving.content(opened.content))?;
        insert_entry(tx, device.index, &sealed).await?;
        tip = Tip { seq: sealed.header.seq, hash: sealed.hash, lamport, control };
    }
    if tip != start {
        close(tx, membership, scribe.keys, device, &tip).await?;
    }
    carry(tx, moving).await?;
    Ok(tip)
}

/// What was dealt with by hand of what they say and was not applied stays dealt with, where they stand now.
async fn carry(tx: &mut SqliteConnection, moving: &Moving) -> Result<(), StoreError> {
    let Moving { from, kept, to, after, .. } = moving;
    let mut script = Script::default();
    // By way of numbers that no entry has: one may come to stand where another one stood.
    script.add(
        "UPDATE dealt_with SET device = ?, seq = -(seq - ? + ?) WHERE device = ? AND seq > ?",
        vec![Arg::Int(to.0.into()), int(*kept), int(*after), Arg::Int(from.0.into()), int(*kept)],
    );
    script.add("UPDATE dealt_with SET seq = -seq WHERE seq < 0", Vec::new());
    script.run(tx).await
}

/// Signs the end of a device's log.
pub(crate) async fn close(
    tx: &mut SqliteConnection,
    membership: &Membership,
    keys: &DeviceKeys,
    device: &Device,
    tip: &Tip,
) -> Result<(), StoreError> {
    let seal = sign_seal(keys, membership.unit(), device.id, tip.seq, tip.hash);
    let mut script = Script::default();
    keep_seal(&mut script, device.index, tip.seq, seal.as_bytes());
    set_tip(&mut script, device.index, tip);
    script.run(tx).await
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: DeviceIndex = DeviceIndex(1);
    const NEW: DeviceIndex = DeviceIndex(4);

    /// Entries 6, 7 … of one device become 1, 2 … of another.
    fn moving() -> Moving {
        Moving { lamports: vec![31, 40], ..Moving::new((OLD, 5), (NEW, 0)) }
    }

    fn seen(of: &[(u32, u64)]) -> VersionVector {
        of.iter().map(|(device, seq)| (DeviceIndex(*device), *seq)).collect()
    }

    #[test]
    fn what_was_seen_is_said_of_where_it_stands_now() {
        let moving = moving();
        assert_eq!(moving.vector(&seen(&[(0, 9)])), seen(&[(0, 9), (1, 5)]), "those before it in its log are said now");
        assert_eq!(moving.vector(&seen(&[(1, 3)])), seen(&[(1, 5)]));
        assert_eq!(moving.vector(&seen(&[(0, 9), (1, 7)])), seen(&[(0, 9), (1, 5), (4, 2)]));
        let all = Moving::new((OLD, 0), (NEW, 0));
        assert_eq!(all.vector(&seen(&[(1, 2), (2, 3)])), seen(&[(2, 3), (4, 2)]), "nothing of the log is left");
        let behind = Moving::new((OLD, 5), (OLD, 8));
        assert_eq!(behind.vector(&seen(&[(1, 6)])), seen(&[(1, 9)]));
    }

    #[test]
    fn what_is_taken_back_is_found_where_it_stands_now() {
        let at = |lamport, device, seq| Position { lamport, device, seq, event: 3 };
        assert_eq!(moving().position(at(40, OLD, 7)), Some(at(40, NEW, 2)));
        for stays in [at(20, OLD, 5), at(40, DeviceIndex(2), 7), at(50, OLD, 8)] {
            assert_eq!(moving().position(stays), None);
        }
    }
}
