//! Where this device stands with its server: which one it is, how far its log was followed, what of this device's own log it has.

use crypto::{Hash, VerifyKey};
use jiff::Timestamp;
use ledger::UnitId;
use ledger::wire::{SignedHead, log_start};
use sqlx::{Row, SqliteConnection};

use crate::error::StoreError;
use crate::record::Record;
use crate::row::{Arg, Script};
use crate::table::int;

/// What keeps this device from being in step, other than an alarm or the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The control log says that this device was removed, or that another one goes on in its place.
    Removed,
    /// The server has more of this device's own log than this computer, or something else: it was set back or copied. It must go on
    /// under new keys.
    SetBack,
    /// The server, or the unit, speaks a later version.
    Update,
    /// The unit or the device has used up what the server keeps for it.
    Quota,
    /// The server does not know this unit or this device.
    Unknown,
    /// The server refuses what is in order by all that this device knows.
    Refused,
    /// What was added to the control log here does not go on from the control log at the server.
    Control,
    /// This device goes on from another one's record, and nobody who could let it in is here: an administrator has to.
    NotAdmitted,
}

impl Trouble {
    const ALL: [Self; 8] = [
        Self::Removed,
        Self::SetBack,
        Self::Update,
        Self::Quota,
        Self::Unknown,
        Self::Refused,
        Self::Control,
        Self::NotAdmitted,
    ];

    /// Its word in the database and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::SetBack => "set-back",
            Self::Update => "update",
            Self::Quota => "quota",
            Self::Unknown => "unknown",
            Self::Refused => "refused",
            Self::Control => "control",
            Self::NotAdmitted => "not-admitted",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|trouble| trouble.word() == word)
    }
}

/// What keeps this device from its server for now. The next round that comes further ends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    /// Nobody answers.
    Unreachable,
    /// Whoever answers cannot show that they are the server.
    Untrusted,
    /// What answers is no such server: a page to sign in at, a proxy.
    NotTheServer,
    /// The server answers that it cannot now, or that it is asked too often.
    Busy,
}

impl Hindrance {
    const ALL: [Self; 4] = [Self::Unreachable, Self::Untrusted, Self::NotTheServer, Self::Busy];

    /// Its word in the database and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Untrusted => "untrusted",
            Self::NotTheServer => "not-the-server",
            Self::Busy => "busy",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|hindrance| hindrance.word() == word)
    }
}

/// That a round could not go on because of this device's own record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Halted {
    /// Since when.
    pub since: Timestamp,
    /// Why, in words.
    pub why: String,
}

/// Where this device stands with its server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Its address.
    pub url: String,
    /// The certificate, as PEM, of the only authority that may vouch for it; nothing: those that the system trusts.
    pub authority: Option<String>,
    /// The key with which it signs heads.
    pub key: VerifyKey,
    /// The last place of its log that was followed.
    pub cursor: u64,
    /// The running hash up to there.
    pub log: Hash,
    /// The head that reaches furthest of those that it gave this device.
    pub head: Option<SignedHead>,
    /// Up to which entry it has acknowledged this device's own log.
    pub acknowledged: u64,
    /// Up to which entry this device's own log has left it, in a batch or in a file: nothing of that may change any more.
    pub given_out: u64,
    /// Whether its log is being read again from the beginning: until then it is not known what it has.
    pub reading_again: bool,
    /// Heads that it signed before, by its clock in milliseconds since 1970, no longer count.
    pub believed_since: i64,
    /// How far this computer's clock is ahead of the server's, in milliseconds.
    pub clock_ahead: i64,
    /// When everything here was last at the server, and everything there was here.
    pub in_step: Option<Timestamp>,
    /// What keeps this device from it, and since when.
    pub hindrance: Option<(Hindrance, Timestamp)>,
    /// What keeps this device from being in step.
    pub trouble: Option<Trouble>,
}

impl Record {
    /// Connects this device to a server, whose key an administrator wrote into the control log. To the one that it is connected to
    /// already, under another address or authority, it stays connected; another key is another server, whose log is read from the beginning.
    pub async fn connect(&mut self, url: &str, authority: Option<&str>, key: VerifyKey) -> Result<(), StoreError> {
        let before = self.server().await?;
        let unit = self.membership().unit();
        // What was written before may be in a file or a colleague's record already.
        let given_out = self.tips.get(&self.identity.own).map_or(0, |tip| tip.seq);
        let mut tx = self.db.begin().await?;
        let mut script = Script::default();
        match &before {
            None => script.add(
                "INSERT INTO server (id, url, authority, key, cursor, log, acknowledged, given_out, reading_again, believed_since, clock_ahead) \
                 VALUES (1, ?, ?, ?, 0, ?, 0, ?, 1, 0, 0)",
                vec![
                    url.into(),
                    authority.map(str::to_owned).into(),
                    Arg::Blob(key.as_bytes().to_vec()),
                    Arg::Blob(log_start(unit).as_bytes().to_vec()),
                    int(given_out),
                ],
            ),
            Some(_) => script.add(
                "UPDATE server SET url = ?, authority = ?, key = ?",
                vec![url.into(), authority.map(str::to_owned).into(), Arg::Blob(key.as_bytes().to_vec())],
            ),
        }
        script.run(&mut tx).await?;
        let another = before.is_some_and(|before| before.key != key);
        if another {
            // Whoever writes another key into the control log has looked into what the server before was caught at.
            sqlx::query("UPDATE alarm SET settled = 0 WHERE settled IS NULL").execute(&mut *tx).await?;
            start_again(&mut tx, unit, None).await?;
        }
        tx.commit().await?;
        if another {
            self.forget_heads();
        }
        Ok(())
    }

    /// Nothing is told of heads that no longer count.
    pub(crate) fn forget_heads(&mut self) {
        self.head_to_tell = None;
        self.highest_told = 0;
    }

    /// Where this device stands with its server; nothing, if it is connected to none.
    pub async fn server(&mut self) -> Result<Option<Server>, StoreError> {
        server(self.db.writer().await?).await
    }

    /// The same for whoever only reads.
    pub async fn server_seen(&self) -> Result<Option<Server>, StoreError> {
        server(&mut *self.reader().await?).await
    }

    /// Notes that everything here is at the server, and everything there is here.
    pub async fn note_in_step(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let statement = "UPDATE server SET in_step = ?, hindrance = NULL, hindered_since = NULL, \
             trouble = CASE WHEN trouble IN ('removed', 'set-back') THEN trouble END";
        sqlx::query(statement).bind(now.as_millisecond()).execute(self.db.writer().await?).await?;
        Ok(())
    }

    /// Notes that the server was reached, and did what it was asked.
    pub async fn note_reached(&mut self) -> Result<(), StoreError> {
        let statement = "UPDATE server SET hindrance = NULL, hindered_since = NULL WHERE hindered_since IS NOT NULL";
        sqlx::query(statement).execute(self.db.writer().await?).await?;
        Ok(())
    }

    /// Notes what keeps this device from the server: since now, unless it has been so for a while.
    pub async fn note_hindrance(&mut self, hindrance: Hindrance, now: Timestamp) -> Result<(), StoreError> {
        let statement = "UPDATE server SET hindrance = ?1, hindered_since = ?2 WHERE hindrance IS NOT ?1";
        sqlx::query(statement)
            .bind(hindrance.word())
            .bind(now.as_millisecond())
            .execute(self.db.writer().await?)
            .await?;
        Ok(())
    }

    /// Notes what keeps this device from being in step.
    pub async fn note_trouble(&mut self, trouble: Trouble) -> Result<(), StoreError> {
        let statement = "UPDATE server SET hindrance = NULL, hindered_since = NULL, trouble = ?";
        sqlx::query(statement).bind(trouble.word()).execute(self.db.writer().await?).await?;
        Ok(())
    }

    /// Notes that a round could not go on, and why. It is kept for as long as the record is open and no longer: what failed is the record itself.
    pub fn note_halted(&mut self, why: String, now: Timestamp) {
        let since = self.halted.as_ref().map_or(now, |halted| halted.since);
        self.halted = Some(Halted { since, why });
    }

    /// Notes that a round came to its end.
    pub fn note_gone_on(&mut self) {
        self.halted = None;
    }

    /// Why the last round could not go on; nothing: it came to its end.
    pub const fn halted(&self) -> Option<&Halted> {
        self.halted.as_ref()
    }

    /// Notes how far this computer's clock is ahead of the server's, in milliseconds.
    pub async fn note_clock(&mut self, ahead: i64) -> Result<(), StoreError> {
        sqlx::query("UPDATE server SET clock_ahead = ?").bind(ahead).execute(self.db.writer().await?).await?;
        Ok(())
    }
}

/// Forgets how far the server's log was followed, so that it is read and compared from its beginning. `since`: what the server signed before
/// then, by its clock, no longer counts, so that a head from before, told by somebody, is no new alarm.
pub(super) async fn start_again(tx: &mut SqliteConnection, unit: UnitId, since: Option<i64>) -> Result<(), StoreError> {
    let mut script = Script::default();
    script.add(
        "UPDATE server SET cursor = 0, log = ?, head = NULL, acknowledged = 0, reading_again = 1, trouble = NULL, \
         believed_since = max(believed_since, coalesce(?, 0))",
        vec![Arg::Blob(log_start(unit).as_bytes().to_vec()), since.into()],
    );
    for statement in [
        "DELETE FROM filed",
        "DELETE FROM filed_tip",
        "DELETE FROM signed_head",
        "DELETE FROM under_way",
        "DELETE FROM not_relayed",
    ] {
        script.add(statement, Vec::new());
    }
    script.run(tx).await
}

/// A device that goes on from another one's record has sent nothing itself.
pub(crate) async fn forget_sent(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query("UPDATE server SET acknowledged = 0, given_out = 0, trouble = NULL").execute(&mut *connection).await?;
    sqlx::query("DELETE FROM under_way").execute(connection).await?;
    Ok(())
}

/// Whether a record has a server.
pub(crate) async fn is_connected(connection: &mut SqliteConnection) -> Result<bool, StoreError> {
    Ok(server(connection).await?.is_some())
}

/// The head that reaches furthest of those that the server gave this device.
pub(crate) async fn highest_head(connection: &mut SqliteConnection) -> Result<Option<SignedHead>, StoreError> {
    Ok(server(connection).await?.and_then(|server| server.head))
}

pub(super) async fn server(connection: &mut SqliteConnection) -> Result<Option<Server>, StoreError> {
    let row = sqlx::query(
        "SELECT url, authority, key, cursor, log, head, acknowledged, given_out, reading_again, believed_since, clock_ahead, in_step, \
         hindered_since, trouble, hindrance FROM server",
    )
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let fixed = |bytes: Vec<u8>| <[u8; 32]>::try_from(bytes).map_err(|_| StoreError::Corrupt);
    let count = |at: usize| row.try_get::<i64, _>(at).map(i64::unsigned_abs);
    let time = |at: usize| -> Result<Option<Timestamp>, StoreError> {
        let at: Option<i64> = row.try_get(at)?;
        at.map(Timestamp::from_millisecond).transpose().map_err(|_| StoreError::Corrupt)
    };
    let word = |at: usize| row.try_get::<Option<String>, _>(at);
    let head: Option<Vec<u8>> = row.try_get(5)?;
    let head = head.map(|bytes| ledger::wire::read(&bytes).ok_or(StoreError::Corrupt)).transpose()?;
    Ok(Some(Server {
        url: row.try_get(0)?,
        authority: row.try_get(1)?,
        key: VerifyKey::from_bytes(fixed(row.try_get(2)?)?),
        cursor: count(3)?,
        log: Hash::from_bytes(fixed(row.try_get(4)?)?),
        head,
        acknowledged: count(6)?,
        given_out: count(7)?,
        reading_again: row.try_get::<i64, _>(8)? != 0,
        believed_since: row.try_get(9)?,
        clock_ahead: row.try_get(10)?,
        in_step: time(11)?,
        hindrance: word(14)?.as_deref().and_then(Hindrance::from_word).zip(time(12)?),
        trouble: word(13)?.as_deref().and_then(Trouble::from_word),
    }))
}
