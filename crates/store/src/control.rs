//! The control log in the database, and what follows from its next entries for what is folded already.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use casework::PrisonNumber;
use jiff::Timestamp;
use ledger::control::ControlEntry;
use ledger::header::Header;
use ledger::membership::{Device, Member};
use ledger::ring::KeyRing;
use ledger::wire::SignedHead;
use ledger::{Act, DeviceIndex, Mark, Membership, Roles, SignedControl};
use sqlx::{Row, SqliteConnection};

use crate::arrival::{MANY, fold_again};
use crate::error::StoreError;
use crate::opened::{case_of, open};
use crate::overruled::set_aside;
use crate::record::{Identity, Record};
use crate::row::Script;
use crate::sync::believe_again;
use crate::write::place;

/// What has to be folded again once the control log goes on.
enum Anew {
    /// These cases, which may be none.
    Cases(BTreeSet<PrisonNumber>),
    /// Everything.
    Everything,
}

impl Record {
    /// Adds an entry to the control log. Where it changes what entries count, or which can be read, the tables are made again.
    pub async fn extend_control(&mut self, signed: &SignedControl) -> Result<(), StoreError> {
        self.adopt_control(std::slice::from_ref(signed)).await
    }

    /// The same with several entries in order, all or none.
    pub async fn adopt_control(&mut self, entries: &[SignedControl]) -> Result<(), StoreError> {
        self.adopt(entries, Script::default()).await
    }

    /// The same with statements that belong to it.
    pub(crate) async fn adopt(&mut self, entries: &[SignedControl], mut script: Script) -> Result<(), StoreError> {
        let mut next = Membership::clone(&self.identity.membership);
        let first = next.next_index() as usize;
        let (mut beyond, mut marks, mut beliefs) = (Vec::new(), Vec::new(), Vec::new());
        for signed in entries {
            let entry = signed.entry()?;
            beyond.extend(self.judged_anew(&next, &entry.act));
            marks.extend(named(&entry.act).into_iter().map(|(device, mark)| (device, mark, entry.at)));
            beliefs.extend(believed(entry));
            next.accept(signed)?;
        }
        let ring = KeyRing::of_device(&next, &self.identity.device)?;
        next.read_names(&ring);
        let opens_more = self.opens_more(&ring);
        let reckoning = self.reckoning.clone();
        let mut tx = self.db.begin().await?;
        for (at, signed) in entries.iter().enumerate() {
            insert_control(&mut tx, first + at, signed).await?;
        }
        // Before what the server gave with them: it is judged by what it had given until then.
        let mut reads_again = false;
        for (head, decided) in beliefs {
            reads_again |= believe_again(&mut tx, next.unit(), &head, decided).await?;
        }
        script.run(&mut tx).await?;
        let mut overruled = false;
        for (device, counts, decided) in marks {
            let decided = Timestamp::from_millisecond(decided).unwrap_or_default();
            // What the server never had of a removed device's own log, that device lays behind what it has, and hands out before it goes.
            let is_settled_here = |device: &&Device| device.index != self.identity.own || device.is_active();
            if let Some(device) = next.device(device).filter(is_settled_here) {
                overruled |= set_aside(&mut tx, device, &counts, decided).await?;
            }
        }
        let everything = opens_more || overruled;
        let anew = if everything { Anew::Everything } else { cases_beyond(&mut tx, &next, &ring, &beyond).await? };
        match &anew {
            Anew::Everything => crate::rebuild::distrust(&mut tx).await?,
            Anew::Cases(numbers) => {
                for number in numbers {
                    fold_again(&mut tx, &next, &ring, reckoning.clone(), number).await?;
                }
            }
        }
        tx.commit().await?;
        self.identity.membership = Arc::new(next);
        self.identity.ring = Arc::new(ring);
        if reads_again {
            self.forget_heads();
        }
        if matches!(anew, Anew::Everything) {
            self.rebuild(|_, _| {}).await?;
        }
        Ok(())
    }

    /// Beyond which of the entries that are here an act takes back what counted, or lets count what did not.
    fn judged_anew(&self, membership: &Membership, act: &Act) -> Vec<(DeviceIndex, u64)> {
        let last = |device: DeviceIndex| self.tips.get(&device).map_or(0, |tip| tip.seq);
        let late = |device: DeviceIndex, cutoff: u64| (last(device) > cutoff).then_some((device, cutoff));
        match act {
            Act::RemoveDevice { device, cutoff, .. } => late(*device, *cutoff).into_iter().collect(),
            Act::SetRoles { principal, roles, cutoffs, .. } => {
                let before = membership.member(*principal).map_or(Roles::NONE, Member::roles);
                let loses = before.iter().any(|role| !roles.has(role));
                if !loses && cutoffs.is_empty() {
                    return Vec::new();
                }
                let own = membership.devices().iter().filter(|device| device.principal == *principal);
                own.filter_map(|device| late(device.index, cutoffs.of(device.index))).collect()
            }
            Act::AcceptLate { device, entries, .. } => {
                let first = entries.first().map(|first| first.seq.saturating_sub(1));
                first.and_then(|before| late(*device, before)).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether a ring opens entries that were closed until now.
    fn opens_more(&self, ring: &KeyRing) -> bool {
        let Identity { membership, ring: before, .. } = &self.identity;
        membership.epochs().iter().any(|epoch| before.key(&epoch.kid).is_none() && ring.key(&epoch.kid).is_some())
    }

    /// The control log as signed.
    pub async fn control_log(&self) -> Result<Vec<SignedControl>, StoreError> {
        control_log(&mut *self.reader().await?).await
    }
}

/// The entries that an act names by their hashes: under their numbers nothing else counts.
fn named(act: &Act) -> Vec<(DeviceIndex, Mark)> {
    match act {
        Act::RemoveDevice { device, cutoff, last: Some(hash), .. } => {
            vec![(*device, Mark { seq: *cutoff, hash: *hash })]
        }
        Act::Resolve { device, counts } => vec![(*device, *counts)],
        Act::AcceptLate { device, entries, .. } => entries.iter().map(|entry| (*device, *entry)).collect(),
        _ => Vec::new(),
    }
}

/// From which statement of the server on an entry believes it again, and when that was decided.
pub(crate) fn believed(entry: ControlEntry) -> Option<(SignedHead, Timestamp)> {
    let Act::Believe { head, .. } = entry.act else { return None };
    Some((head, Timestamp::from_millisecond(entry.at).unwrap_or_default()))
}

/// The cases that entries beyond some of each log speak of. Where they speak of the unit, or of too many cases, it is everything.
async fn cases_beyond(
    tx: &mut SqliteConnection,
    membership: &Membership,
    ring: &KeyRing,
    beyond: &[(DeviceIndex, u64)],
) -> Result<Anew, StoreError> {
    let mut numbers = BTreeSet::new();
    // Each device once, from its lowest number on.
    let mut lowest: BTreeMap<DeviceIndex, u64> = BTreeMap::new();
    for (device, seq) in beyond {
        lowest.entry(*device).and_modify(|known| *known = (*known).min(*seq)).or_insert(*seq);
    }
    for (device, seq) in lowest {
        let rows = sqlx::query("SELECT header, payload FROM entry WHERE place > ? AND place <= ? ORDER BY place")
            .bind(place(device, seq))
            .bind(place(device, u64::MAX))
            .fetch_all(&mut *tx)
            .await?;
        for row in rows {
            let (header, payload): (Vec<u8>, Vec<u8>) = (row.try_get(0)?, row.try_get(1)?);
            let header = Header::from_bytes(&header).ok_or(StoreError::Corrupt)?;
            let Some(opened) = open(membership, ring, device, &header, &payload)? else { continue };
            for event in &opened.content.events {
                match case_of(&event.subject) {
                    Some(number) => numbers.insert(number),
                    None => return Ok(Anew::Everything),
                };
            }
            if numbers.len() > MANY {
                return Ok(Anew::Everything);
            }
        }
    }
    Ok(Anew::Cases(numbers))
}

pub(crate) async fn insert_control(
    connection: &mut SqliteConnection,
    place: usize,
    signed: &SignedControl,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO control (place, bytes) VALUES (?, ?)")
        .bind(i64::try_from(place).unwrap_or(i64::MAX))
        .bind(signed.to_bytes())
        .execute(connection)
        .await?;
    Ok(())
}

pub(crate) async fn control_log(connection: &mut SqliteConnection) -> Result<Vec<SignedControl>, StoreError> {
    let rows = sqlx::query("SELECT bytes FROM control ORDER BY place").fetch_all(connection).await?;
    let mut log = Vec::with_capacity(rows.len());
    for row in rows {
        log.push(SignedControl::from_bytes(row.try_get(0)?)?);
    }
    Ok(log)
}

pub(crate) fn fold_control(log: &[SignedControl]) -> Result<Membership, StoreError> {
    Membership::of(log)
        .map_err(|(place, error)| StoreError::Ledger(format!("entry {place} of the control log: {error}")))
}
