//! The server's heads: what it said of how far its log goes, to this device and, as they tell, to others. Any two must fit together, and
//! each must fit the log that it gives.

use crypto::VerifyKey;
use ledger::wire::{Head, SignedHead, log_start};
use ledger::{DeviceIndex, Membership, UnitId};
use sqlx::{Row, SqliteConnection};

use super::alarm::{Dishonest, Finding};
use super::followed::{Followed, log_at};
use crate::error::StoreError;
use crate::row::{Arg, Script};
use crate::table::int;

/// A head that was told of: by the server to this device, or by an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KeptHead {
    pub(super) head: Head,
    pub(super) signed: SignedHead,
    /// Whose entry told of it; nothing: the server itself, or a file.
    pub(super) told_by: Option<(DeviceIndex, u64)>,
}

/// Why a reply of the server is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// It is no such reply: something between here and the server answered, or a part of it is missing.
    Garbled,
    /// It rests on control entries that this device does not have yet.
    Control,
    /// The server is dishonest, or was set back.
    Dishonest(Box<Finding>),
}

impl From<Finding> for Unfit {
    fn from(finding: Finding) -> Self {
        Self::Dishonest(Box::new(finding))
    }
}

/// All heads that a new one has to fit.
#[derive(Debug, Clone)]
pub(super) struct Heads {
    pub(super) server: VerifyKey,
    pub(super) unit: UnitId,
    /// The one that reaches furthest of those that the server gave this device.
    pub(super) highest: Option<KeptHead>,
    /// Those that reach beyond what was followed, by place.
    pub(super) ahead: Vec<KeptHead>,
}

impl Heads {
    /// Checks a head that the server just gave.
    pub(super) fn weigh(&self, followed: &Followed, signed: &SignedHead) -> Result<Head, Unfit> {
        let Some(head) = signed.verify(&self.server) else {
            if signed.head().is_none() {
                return Err(Unfit::Garbled);
            }
            return Err(Finding::new(Dishonest::OtherKey).with_head(signed).into());
        };
        if head.unit != self.unit {
            return Err(Finding::new(Dishonest::ForeignUnit).with_head(signed).into());
        }
        let against = |what: Dishonest, known: &KeptHead| {
            let finding = Finding::new(what).with_head(&known.signed).with_head(signed);
            match known.told_by {
                Some((device, seq)) => finding.with("told by", ledger::wire::write(&(device, seq))),
                None => finding,
            }
        };
        if let Some(known) = &self.highest {
            let before = known.head.cursor;
            if head.cursor < before {
                return Err(against(Dishonest::WentBack { before, now: head.cursor }, known).into());
            }
            if head.cursor == before && head.log != known.head.log {
                return Err(against(Dishonest::Forked { place: before }, known).into());
            }
        }
        if head.cursor < followed.cursor {
            let what = Dishonest::WentBack { before: followed.cursor, now: head.cursor };
            return Err(Finding::new(what).with_head(signed).into());
        }
        if head.cursor == followed.cursor && head.log != followed.log {
            return Err(Finding::new(Dishonest::Forked { place: head.cursor }).with_head(signed).into());
        }
        for known in &self.ahead {
            let place = known.head.cursor;
            if place == head.cursor && known.head.log != head.log {
                return Err(against(Dishonest::Forked { place }, known).into());
            }
            // What somebody tells of was signed before it came here, and so before this head, unless the two crossed.
            if place > head.cursor && known.head.at < head.at {
                return Err(against(Dishonest::Withheld { shown: head.cursor, known: place }, known).into());
            }
        }
        Ok(head)
    }

    /// Checks that the control log that a head names is here, and no older than the one that the server named before.
    pub(super) fn weigh_control(&self, membership: &Membership, head: &Head, signed: &SignedHead) -> Result<(), Unfit> {
        let place = membership.place(&head.control).ok_or(Unfit::Control)?;
        let before = self.highest.as_ref().and_then(|known| membership.place(&known.head.control));
        if before.is_some_and(|before| place < before) {
            let finding = Finding::new(Dishonest::StaleControl).with_head(signed);
            let known = self.highest.iter().fold(finding, |finding, known| finding.with_head(&known.signed));
            return Err(known.into());
        }
        Ok(())
    }
}

/// The heads that the database has.
pub(super) async fn heads_ahead(connection: &mut SqliteConnection) -> Result<Vec<KeptHead>, StoreError> {
    let rows = sqlx::query("SELECT bytes, device, seq FROM signed_head ORDER BY cursor").fetch_all(connection).await?;
    let mut heads = Vec::with_capacity(rows.len());
    for row in rows {
        let bytes: Vec<u8> = row.try_get(0)?;
        let device: Option<u32> = row.try_get(1)?;
        let seq: Option<i64> = row.try_get(2)?;
        let told_by = device.zip(seq).map(|(device, seq)| (DeviceIndex(device), seq.unsigned_abs()));
        heads.push(kept(ledger::wire::read(&bytes).ok_or(StoreError::Corrupt)?, told_by)?);
    }
    Ok(heads)
}

/// A head that was checked when it came.
pub(super) fn kept(signed: SignedHead, told_by: Option<(DeviceIndex, u64)>) -> Result<KeptHead, StoreError> {
    let head = signed.head().ok_or(StoreError::Corrupt)?;
    Ok(KeptHead { head, signed, told_by })
}

/// Keeps a head that the server gave this device: to be shown to others, and to be compared with the log when that gets there.
pub(super) fn keep_given(script: &mut Script, head: &Head, signed: &SignedHead) {
    let bytes = ledger::wire::write(signed);
    script.add("UPDATE server SET head = ?", vec![Arg::Blob(bytes.clone())]);
    script.add(
        "INSERT OR IGNORE INTO signed_head (cursor, bytes) SELECT ?, ? WHERE (SELECT cursor FROM server) < ?",
        vec![int(head.cursor), Arg::Blob(bytes), int(head.cursor)],
    );
}

/// Compares a head that an entry tells of with the log as followed, or keeps it until the log gets there.
pub(super) async fn compare_told(
    tx: &mut SqliteConnection,
    followed: &Followed,
    (given, told): (&SignedHead, KeptHead),
) -> Result<Option<Finding>, StoreError> {
    let KeptHead { head, signed, told_by } = told;
    let differs = |other: &SignedHead| {
        let finding = Finding::new(Dishonest::Forked { place: head.cursor }).with_head(&signed).with_head(other);
        match told_by {
            Some((device, seq)) => finding.with("told by", ledger::wire::write(&(device, seq))),
            None => finding,
        }
    };
    if head.cursor > followed.cursor {
        let place = i64::try_from(head.cursor).unwrap_or(i64::MAX);
        let select = sqlx::query_scalar("SELECT bytes FROM signed_head WHERE cursor = ?").bind(place);
        let known: Option<Vec<u8>> = select.fetch_optional(&mut *tx).await?;
        if let Some(bytes) = known {
            let other: SignedHead = ledger::wire::read(&bytes).ok_or(StoreError::Corrupt)?;
            let fits = other.head().is_some_and(|other| other.log == head.log);
            return Ok((!fits).then(|| differs(&other)));
        }
        let (device, seq) = told_by.map_or((None, None), |(device, seq)| (Some(i64::from(device.0)), Some(seq)));
        sqlx::query("INSERT INTO signed_head (cursor, bytes, device, seq) VALUES (?, ?, ?, ?)")
            .bind(place)
            .bind(ledger::wire::write(&signed))
            .bind(device)
            .bind(seq.map(|seq| i64::try_from(seq).unwrap_or(i64::MAX)))
            .execute(tx)
            .await?;
        return Ok(None);
    }
    let here = if head.cursor == 0 { Some(log_start(head.unit)) } else { log_at(tx, head.cursor).await? };
    Ok((here != Some(head.log)).then(|| differs(given)))
}
