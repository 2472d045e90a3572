//! What a server is caught at, the evidence of it, and the alarm that stays raised until an administrator has settled it for every device.
//! While one is, nothing is taken from the server but what administrators signed.

use crypto::VerifyKey;
use jiff::Timestamp;
use ledger::wire::{Evidence, Exhibit, Head, SignedHead};
use ledger::{DeviceIndex, SignedControl, UnitId};
use sqlx::{Row, SqliteConnection};

use super::followed::log_at;
use super::head::heads_ahead;
use super::server::{Server, server, start_again};
use crate::control::believed;
use crate::error::StoreError;
use crate::record::Record;

/// What a server was caught at. `docs/sync.md` has a line for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dishonest {
    /// It gave an entry that is not what its device sealed.
    Altered {
        /// Whose.
        device: DeviceIndex,
        /// Which.
        seq: u64,
    },
    /// It left entries of a device's log out, or what this device has sent and it had filed.
    Missing {
        /// Whose.
        device: DeviceIndex,
        /// The first of them.
        first: u64,
        /// The last of them.
        last: u64,
    },
    /// It does not give what stands at places of which it signed that they are filled.
    Unfilled {
        /// The first of the places.
        first: u64,
        /// The last of them.
        last: u64,
    },
    /// It keeps back what it has shown another device.
    Withheld {
        /// How far it says that its log goes.
        shown: u64,
        /// How far it had told another device that it goes.
        known: u64,
    },
    /// It gave the log in another order than the one that it signed.
    Reordered {
        /// Up to which place.
        place: u64,
    },
    /// It says that its log is shorter than it had said before.
    WentBack {
        /// How far it had said that its log goes.
        before: u64,
        /// How far it says now.
        now: u64,
    },
    /// It has signed two logs.
    Forked {
        /// At which place they differ.
        place: u64,
    },
    /// It filed an entry a second time.
    Repeated {
        /// Whose.
        device: DeviceIndex,
        /// Which.
        seq: u64,
    },
    /// It gave something of another unit as this unit's.
    ForeignUnit,
    /// It signs with another key than the one that an administrator wrote into the control log.
    OtherKey,
    /// It gave something in the name of a device that nobody admitted, or a control entry that its signer may not make.
    GhostMember {
        /// The place in the control log, if it is about a control entry.
        control: Option<u32>,
    },
    /// It gives an older control log than it had given, or than entries of the unit's devices name.
    StaleControl,
    /// It gave two control entries for one place.
    ControlForked {
        /// The place.
        control: u32,
    },
    /// It gave a snapshot that is not what its author signed.
    BadSnapshot,
}

impl Dishonest {
    /// Its word in records and on the command line.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Altered { .. } => "altered",
            Self::Missing { .. } => "missing",
            Self::Unfilled { .. } => "unfilled",
            Self::Withheld { .. } => "withheld",
            Self::Reordered { .. } => "reordered",
            Self::WentBack { .. } => "went-back",
            Self::Forked { .. } => "forked",
            Self::Repeated { .. } => "repeated",
            Self::ForeignUnit => "foreign-unit",
            Self::OtherKey => "other-key",
            Self::GhostMember { .. } => "ghost-member",
            Self::StaleControl => "stale-control",
            Self::ControlForked { .. } => "control-forked",
            Self::BadSnapshot => "bad-snapshot",
        }
    }
}

impl std::fmt::Display for Dishonest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Altered { device, seq } => write!(f, "the server gave entry {seq} of device {} altered", device.0),
            Self::Missing { device, first, last } if first == last => {
                write!(f, "the server left out entry {first} of device {}", device.0)
            }
            Self::Missing { device, first, last } => {
                write!(f, "the server left out entries {first} to {last} of device {}", device.0)
            }
            Self::Unfilled { first, last } => {
                write!(f, "the server does not give what stands at places {first} to {last} of its log")
            }
            Self::Withheld { shown, known } => {
                write!(f, "the server shows its log up to place {shown}, and had shown another device place {known}")
            }
            Self::Reordered { place } => {
                write!(f, "the server gave its log up to place {place} in another order than it signed")
            }
            Self::WentBack { before, now } => {
                write!(f, "the server went back in time: its log reached place {before}, and now place {now}")
            }
            Self::Forked { place } => write!(f, "the server has signed two different logs at place {place}"),
            Self::Repeated { device, seq } => {
                write!(f, "the server filed entry {seq} of device {} a second time", device.0)
            }
            Self::ForeignUnit => f.write_str("the server gave something of another unit as this unit's"),
            Self::OtherKey => f.write_str("the server signs with another key than the one that this unit agreed on"),
            Self::GhostMember { control: Some(place) } => {
                write!(
                    f,
                    "the server gave a control entry at place {place} that nobody with the right to it has signed"
                )
            }
            Self::GhostMember { control: None } => {
                f.write_str("the server gave something in the name of a device that nobody admitted")
            }
            Self::StaleControl => f.write_str("the server keeps back a part of the unit's control log"),
            Self::ControlForked { control } => {
                write!(f, "the server gave two different control entries for place {control}")
            }
            Self::BadSnapshot => f.write_str("the server gave a snapshot that its author did not sign"),
        }
    }
}

/// A detection and what shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What the server was caught at.
    pub what: Dishonest,
    /// What shows it.
    pub exhibits: Vec<Exhibit>,
}

impl Finding {
    /// Without anything that shows it.
    pub const fn new(what: Dishonest) -> Self {
        Self { what, exhibits: Vec::new() }
    }

    /// The same with something that shows it.
    #[must_use]
    pub fn with(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes: Vec<u8> = bytes.into();
        self.exhibits.push(Exhibit { name: name.to_owned(), bytes: bytes.into() });
        self
    }

    /// The same with a head as it was signed.
    #[must_use]
    pub fn with_head(self, head: &SignedHead) -> Self {
        self.with("head", ledger::wire::write(head))
    }
}

/// An alarm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    /// Its number on this device.
    pub id: i64,
    /// What shows it.
    pub evidence: Evidence,
    /// When an administrator settled it.
    pub settled: Option<Timestamp>,
}

impl Record {
    /// Raises an alarm: from now on nothing is taken from the server.
    pub async fn raise(&mut self, finding: Finding, now: Timestamp) -> Result<(), StoreError> {
        let unit = self.membership().unit();
        let Some(server) = self.server().await? else { return Ok(()) };
        raise(self.db.writer().await?, unit, server.key, finding, now).await
    }

    /// Every alarm, the newest first.
    pub async fn alarms(&self) -> Result<Vec<Alarm>, StoreError> {
        let mut connection = self.reader().await?;
        let rows = sqlx::query("SELECT id, evidence, settled FROM alarm ORDER BY id DESC");
        let rows = rows.fetch_all(&mut *connection).await?;
        rows.iter().map(read).collect()
    }

    /// The alarm that is raised.
    pub async fn raised(&self) -> Result<Option<Alarm>, StoreError> {
        let mut connection = self.reader().await?;
        let row = sqlx::query("SELECT id, evidence, settled FROM alarm WHERE settled IS NULL ORDER BY id LIMIT 1");
        row.fetch_optional(&mut *connection).await?.as_ref().map(read).transpose()
    }

    /// Hears whether administrators believe the server again, of entries that go on from the control log here and are not added to it yet. Each
    /// is heard once.
    pub async fn hear_beliefs(&mut self, entries: &[SignedControl]) -> Result<(), StoreError> {
        let unit = self.membership().unit();
        let mut tx = self.db.begin().await?;
        let mut reads_again = false;
        for signed in entries {
            let Some((head, decided)) = believed(signed.entry()?) else { continue };
            let since = server(&mut tx).await?.map_or(0, |server| server.believed_since);
            if head.head().is_some_and(|head| head.at > since) {
                reads_again |= believe_again(&mut tx, unit, &head, decided).await?;
            }
        }
        tx.commit().await?;
        if reads_again {
            self.forget_heads();
        }
        Ok(())
    }
}

/// An administrator has looked into it, and the server is to be believed again, from one of its statements on. Its log is read from its
/// beginning and compared with what is here, and has to come by that statement; what it has lost is sent again. A device at which nothing is
/// raised, and that has followed that log already and nothing that is lost, goes on. Returns whether the log is read again.
///
/// An alarm stays raised where the server has signed something later for this device: then it was caught at what it did after it was
/// believed, and somebody has to look into that.
pub(crate) async fn believe_again(
    tx: &mut SqliteConnection,
    unit: UnitId,
    signed: &SignedHead,
    decided: Timestamp,
) -> Result<bool, StoreError> {
    let Some(known) = server(tx).await? else { return Ok(false) };
    // Of another server than the one that this device has.
    let Some(head) = signed.verify(&known.key) else { return Ok(false) };
    let raised: bool =
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM alarm WHERE settled IS NULL)").fetch_one(&mut *tx).await?;
    let given = known.head.as_ref().and_then(SignedHead::head);
    if raised && given.as_ref().is_some_and(|given| given.at > head.at) {
        return Ok(false);
    }
    // What was followed beyond it before it was signed, the server has lost since.
    let has_lost = known.cursor > head.cursor && given.is_some_and(|given| given.at < head.at);
    if !raised && !has_lost && follows(tx, &known, &head).await? {
        forget_before(tx, head.at).await?;
        return Ok(false);
    }
    sqlx::query("UPDATE alarm SET settled = ? WHERE settled IS NULL")
        .bind(decided.as_millisecond())
        .execute(&mut *tx)
        .await?;
    start_again(tx, unit, Some(head.at)).await?;
    if head.cursor > 0 {
        sqlx::query("INSERT INTO signed_head (cursor, bytes) VALUES (?, ?)")
            .bind(i64::try_from(head.cursor).unwrap_or(i64::MAX))
            .bind(ledger::wire::write(signed))
            .execute(tx)
            .await?;
    }
    Ok(true)
}

/// Whether the log that a head is of is the one that was followed here.
async fn follows(tx: &mut SqliteConnection, known: &Server, head: &Head) -> Result<bool, StoreError> {
    let here = if head.cursor == known.cursor { Some(known.log) } else { log_at(tx, head.cursor).await? };
    Ok(here == Some(head.log))
}

/// What the server signed before a time, by its clock, counts no longer.
async fn forget_before(tx: &mut SqliteConnection, at: i64) -> Result<(), StoreError> {
    sqlx::query("UPDATE server SET believed_since = max(believed_since, ?)").bind(at).execute(&mut *tx).await?;
    for known in heads_ahead(tx).await?.into_iter().filter(|known| known.head.at < at) {
        sqlx::query("DELETE FROM signed_head WHERE cursor = ?")
            .bind(i64::try_from(known.head.cursor).unwrap_or(i64::MAX))
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}

/// Raises an alarm within a transaction.
pub(super) async fn raise(
    connection: &mut SqliteConnection,
    unit: UnitId,
    server: VerifyKey,
    finding: Finding,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Finding { what, exhibits } = finding;
    let (words, at) = (what.to_string(), now.as_millisecond());
    let evidence = Evidence { unit, server, what: what.word().to_owned(), words, at, exhibits };
    sqlx::query("INSERT INTO alarm (evidence) VALUES (?)")
        .bind(ledger::wire::write(&evidence))
        .execute(connection)
        .await?;
    Ok(())
}

fn read(row: &sqlx::sqlite::SqliteRow) -> Result<Alarm, StoreError> {
    let evidence: Vec<u8> = row.try_get(1)?;
    let evidence = ledger::wire::read(&evidence).ok_or(StoreError::Corrupt)?;
    let settled: Option<i64> = row.try_get(2)?;
    let settled = settled.map(Timestamp::from_millisecond).transpose().map_err(|_| StoreError::Corrupt)?;
    Ok(Alarm { id: row.try_get(0)?, evidence, settled })
}
