//! One round: the control log first, then what is under way and what else the server does not have, then the log after the cursor, page by page,
//! then what the server does not have of others. A round has no connection and no lock of its own: it is asked for its next turn with the
//! record at hand, and between two turns neither is held, so that nobody waits for the network. Each turn is one transaction at most; whoever
//! stops after any of them begins another round, and loses nothing.

mod caught;
mod control;
mod entering;
mod fetching;
mod outcome;
mod refusing;
mod relaying;
mod sending;
mod snapshot;

use jiff::Timestamp;
use ledger::UnitId;
use ledger::wire::{Head, LogPage, SignedHead};
use rand_core::CryptoRng;
use store::sync::{CheckedPage, Checker, Dishonest, Finding, Server, Trouble, UnderWay, Unfit};
use store::{Record, StoreError};

use crate::ask::{Answer, Ask, Failure};
use crate::asking::Asking;

use entering::Door;
pub use outcome::{End, Outcome};
use relaying::Relaying;
use snapshot::{Starting, Unpacked};

/// About how many bytes of entries one batch has.
const BATCH_BYTES: usize = 1 << 20;
/// About how many bytes of batches are fetched at once: little enough to be taken in before anybody notices …
const PAGE_BYTES: u64 = 1 << 20;
/// … and where so many entries are to be fetched that nobody works meanwhile, as much as one answer holds.
const PAGE_BYTES_FAR: u64 = 3 << 20;
/// So many entries are far.
const FAR: u64 = 20_000;
/// Two clocks that are so close show the same time, in milliseconds.
const SAME_TIME: i64 = 1_000;
/// How often the server may send a round back before it is given up until the next one.
const PATIENCE: u32 = 5;

/// What a round does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Looks whether there is anything to be done at all.
    Begin,
    /// Asks for the control log of a unit that this device is not in.
    Enter,
    /// Brings its admission there.
    Admit,
    /// Leaves an application for the administrators.
    Apply,
    /// Asks for control entries.
    Control,
    /// Offers the control entry at a place, which the server does not have.
    Offer(u32),
    /// Seals again what has to be.
    Reseal,
    /// Says that this device is there, where it has been silent.
    Heartbeat,
    /// Sends this device's own entries.
    Send,
    /// Looks for a snapshot to start from.
    Snapshots,
    /// Reads the chunks of one.
    Chunks,
    /// Fetches the log.
    Fetch,
    /// Tries again what is kept apart.
    Aside,
    /// Sends others' entries that the server does not have.
    Relay,
    /// Makes the tables again, where that was left for the end.
    Fold,
    /// Asks whether the server was restored, before an alarm is raised.
    Restorations,
    /// Notes how it went.
    End,
}

/// What has to be done before a round can go on.
pub enum Turn {
    /// This is to be asked: the answer goes to [`Round::answered`].
    Ask(Box<Asking>),
    /// This takes as long as it takes, and needs no record: the result goes to [`Round::worked`].
    Work(Box<Work>),
    /// Nothing: it has its next turn at once, or when others had theirs.
    Again,
    /// It is over.
    Over(Box<Outcome>),
}

/// Something that needs a processor and neither the record nor the network.
pub struct Work(Job);

enum Job {
    Check(Box<(Checker, LogPage)>),
    Unpack(Box<snapshot::Unpacking>),
}

/// What came of it.
pub struct Worked(Done);

enum Done {
    Checked(Box<Result<CheckedPage, Unfit>>),
    Unpacked(Box<Unpacked>),
}

impl Work {
    /// Does it.
    pub fn run(self) -> Worked {
        match self.0 {
            Job::Check(check) => {
                let (checker, page) = *check;
                Worked(Done::Checked(Box::new(checker.check(&page))))
            }
            Job::Unpack(unpacking) => Worked(Done::Unpacked(Box::new(unpacking.run()))),
        }
    }
}

/// What was heard since the last turn.
enum Heard {
    Answer(Result<Answer, Failure>),
    Worked(Worked),
}

/// A round.
pub struct Round {
    stage: Stage,
    heard: Option<Heard>,
    /// When what is being asked was asked.
    asked: Option<Timestamp>,
    outcome: Outcome,
    /// The last head that the server gave in this round.
    head: Option<Head>,
    /// What it knows of a unit that its device is not in.
    door: Door,
    /// From which control entry on is asked.
    control_after: Option<u32>,
    under_way: Option<UnderWay>,
    /// How many bytes a batch may have: less, once the server took no more.
    most: usize,
    /// How long the control log was when what never left this device was sealed again.
    sealed_at: Option<u32>,
    /// So many entries are far.
    far: u64,
    /// Whether it was looked once more whether the log has all that the server has filed for this device.
    looked_for_own: bool,
    /// How often the server has sent it back.
    sent_back: u32,
    /// Whether the server has said that this device was removed.
    told_revoked: bool,
    /// What it brings of others' logs.
    relaying: Relaying,
    /// Whether entries are folded when all are here.
    fold_later: Option<bool>,
    /// Whether the tables have to be made again.
    stale: bool,
    /// The snapshot that it starts from; a round looks for one once.
    starting: Option<Starting>,
    looked_for_snapshot: bool,
    /// Whether the server was caught at something that is not settled.
    caught: bool,
    /// What the server is about to be accused of.
    suspicion: Option<Finding>,
    /// What would be noted of the trouble it met, when it is over.
    trouble: Option<Trouble>,
}

impl Default for Round {
    fn default() -> Self {
        Self::new()
    }
}

impl Round {
    /// A round that has not begun.
    pub fn new() -> Self {
        Self {
            stage: Stage::Begin,
            heard: None,
            asked: None,
            outcome: Outcome::default(),
            head: None,
            door: Door::default(),
            control_after: None,
            under_way: None,
            most: BATCH_BYTES,
            sealed_at: None,
            far: FAR,
            looked_for_own: false,
            sent_back: 0,
            told_revoked: false,
            relaying: Relaying::default(),
            fold_later: None,
            stale: false,
            starting: None,
            looked_for_snapshot: false,
            caught: false,
            suspicion: None,
            trouble: None,
        }
    }

    /// The same for which so many entries are far: beyond them it starts from a snapshot, where it starts from nothing, and fetches large pages.
    #[must_use]
    pub const fn with_far(mut self, entries: u64) -> Self {
        self.far = entries;
        self
    }

    /// The answer to what was asked.
    pub fn answered(&mut self, answer: Result<Answer, Failure>) {
        self.heard = Some(Heard::Answer(answer));
    }

    /// What came of the work.
    pub fn worked(&mut self, worked: Worked) {
        self.heard = Some(Heard::Worked(worked));
    }

    /// The server is somewhere else by now than where it is asked: what is under way is for one that this device no longer goes by.
    pub fn hears_of_a_move(&mut self) {
        self.heard = None;
        if self.stage != Stage::End {
            self.end(End::Moved);
        }
    }

    /// While work is being done: what needs the record and waits for nothing.
    pub async fn meanwhile(&mut self, record: &mut Record, now: Timestamp) -> Result<(), StoreError> {
        if self.is_overtaken_by_an_alarm(record).await? {
            return Ok(());
        }
        self.take_checked(record, now).await
    }

    /// The next turn. `now`: by this device's clock.
    pub async fn turn<R: CryptoRng + ?Sized>(
        &mut self,
        record: &mut Record,
        rng: &mut R,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        if self.is_overtaken_by_an_alarm(record).await? {
            return Ok(self.listens());
        }
        let turn = match self.heard.take() {
            None => self.go_on(record, rng, now).await,
            Some(Heard::Worked(worked)) => self.hear_worked(record, worked, now).await,
            Some(Heard::Answer(Ok(answer))) => self.hear(record, answer, now).await,
            Some(Heard::Answer(Err(failure))) => self.hear_failure(record, failure, now).await,
        }?;
        if matches!(turn, Turn::Ask(_)) {
            self.asked = Some(now);
        }
        Ok(turn)
    }

    async fn go_on<R: CryptoRng + ?Sized>(
        &mut self,
        record: &mut Record,
        rng: &mut R,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        if self.stage == Stage::End {
            return self.over(record, now).await;
        }
        let Some(server) = record.server().await? else {
            self.outcome.end = End::NotConnected;
            return Ok(Turn::Over(Box::new(self.outcome.clone())));
        };
        match self.stage {
            Stage::Begin => self.begin(record, &server).await,
            Stage::Enter => Ok(self.ask_unit(record)),
            Stage::Admit => self.come_in(record, rng, now).await,
            Stage::Apply => Ok(self.ends_in(Trouble::NotAdmitted)),
            Stage::Control => self.ask_control(record, &server, now).await,
            Stage::Offer(place) => self.offer(record, place, now).await,
            Stage::Reseal => {
                record.reseal_unsent(rng).await?;
                self.sealed_at = Some(record.membership().next_index());
                Ok(self.to(Stage::Heartbeat))
            }
            Stage::Heartbeat => self.show_life(record, &server, rng, now).await,
            Stage::Send => self.send(record, &server, now).await,
            Stage::Snapshots => self.ask_snapshots(record, now).await,
            Stage::Chunks => self.ask_chunk(record, now).await,
            Stage::Fetch => self.fetch(record, &server, now).await,
            Stage::Aside => {
                self.outcome.received(record.retry_aside().await?);
                Ok(self.to(Stage::Relay))
            }
            Stage::Relay => self.relay(record, now).await,
            Stage::Fold => {
                if std::mem::take(&mut self.stale) {
                    record.rebuild(|_, _| {}).await?;
                }
                Ok(self.to(Stage::End))
            }
            Stage::Restorations => self.ask_restorations(record, now).await,
            Stage::End => self.over(record, now).await,
        }
    }

    /// Whether somebody else has caught the server since this round began, by a stick or by comparing. What is under way counts no more then.
    async fn is_overtaken_by_an_alarm(&mut self, record: &Record) -> Result<bool, StoreError> {
        let counts = self.caught || matches!(self.stage, Stage::Begin | Stage::Fold | Stage::End);
        let overtaken = !counts && record.raised().await?.is_some();
        if overtaken {
            self.heard = None;
            self.suspicion = None;
        }
        Ok(overtaken)
    }

    async fn hear(&mut self, record: &mut Record, answer: Answer, now: Timestamp) -> Result<Turn, StoreError> {
        match (self.stage, answer) {
            (Stage::Enter, Answer::Control(page)) => self.hear_unit(record, page, now).await,
            (Stage::Admit, Answer::Head(head)) => self.hear_admitted(record, head, now).await,
            (Stage::Apply, Answer::Done) => self.hear_applied(record, now).await,
            (Stage::Control, Answer::Control(page)) if self.caught => self.hear_administrators(record, &page).await,
            (Stage::Control, Answer::Control(page)) => self.hear_control(record, page, now).await,
            (Stage::Offer(place), Answer::Head(head)) => self.hear_offered(record, place, head, now).await,
            (Stage::Send, Answer::Filed(filed)) => self.hear_filed(record, filed, now).await,
            (Stage::Relay, Answer::Filed(filed)) => self.hear_relayed(record, filed, now).await,
            (Stage::Snapshots, Answer::Snapshots(snapshots)) => self.hear_snapshots(record, &snapshots).await,
            (Stage::Chunks, Answer::Chunk(sealed)) => self.hear_chunk(record, sealed, now).await,
            (Stage::Fetch, Answer::Log(page)) => self.hear_page(record, page).await,
            (Stage::Restorations, Answer::Restorations(said)) => self.hear_restorations(record, said, now).await,
            _ => Ok(self.end(End::NotTheServer)),
        }
    }

    async fn hear_worked(&mut self, record: &mut Record, worked: Worked, now: Timestamp) -> Result<Turn, StoreError> {
        match worked.0 {
            Done::Checked(checked) => self.take(record, *checked, now).await,
            Done::Unpacked(unpacked) => self.take_unpacked(record, *unpacked, now).await,
        }
    }

    async fn begin(&mut self, record: &mut Record, server: &Server) -> Result<Turn, StoreError> {
        self.caught = record.raised().await?.is_some();
        self.trouble = server.trouble.filter(|trouble| *trouble == Trouble::SetBack);
        // A round that was given up may have left its entries to be folded: what comes now waits for the same rebuild.
        self.stale = record.is_stale().await?;
        self.fold_later = self.stale.then_some(true);
        Ok(self.to(Stage::Control))
    }

    /// Goes on with another stage.
    fn to(&mut self, stage: Stage) -> Turn {
        self.stage = stage;
        Turn::Again
    }

    /// Ends, but for what has to be tidied up.
    fn end(&mut self, end: End) -> Turn {
        self.outcome.end = end;
        self.to(if self.stale { Stage::Fold } else { Stage::End })
    }

    /// Ends with something that is noted.
    fn ends_in(&mut self, trouble: Trouble) -> Turn {
        self.trouble = Some(trouble);
        self.end(End::Trouble(trouble))
    }

    /// Begins again with the control log, unless that was done too often.
    fn back_to_control(&mut self) -> Turn {
        self.sent_back += 1;
        self.control_after = None;
        if self.sent_back > PATIENCE { self.end(End::Later { seconds: None }) } else { self.to(Stage::Control) }
    }

    /// What is asked next, signed.
    async fn asks(&self, record: &Record, ask: Ask, now: Timestamp) -> Result<Turn, StoreError> {
        Ok(Turn::Ask(Box::new(Asking::of(record, ask, now).await?)))
    }

    /// Weighs a head that came with an answer. Nothing: the round goes elsewhere.
    async fn weigh(
        &mut self,
        record: &mut Record,
        signed: &SignedHead,
        now: Timestamp,
    ) -> Result<Result<Head, Turn>, StoreError> {
        let Some(checker) = record.checker().await? else { return Ok(Err(self.end(End::NotConnected))) };
        Ok(match checker.head(signed) {
            Ok(head) => {
                self.learn_clock(record, head.at, now).await?;
                self.head = Some(head.clone());
                Ok(head)
            }
            Err(unfit) => Err(self.unfit(record, unfit, now).await?),
        })
    }

    /// Notes how far this computer's clock is from the server's, which signed a head after it was asked for and before it came. Nothing is noted
    /// where what was known of it fits that.
    async fn learn_clock(&self, record: &mut Record, at: i64, now: Timestamp) -> Result<(), StoreError> {
        let Some(asked) = self.asked else { return Ok(()) };
        let ahead = |here: Timestamp| here.as_millisecond().saturating_sub(at);
        let (least, most) = (ahead(asked), ahead(now));
        let known = record.server().await?.map_or(0, |server| server.clock_ahead);
        if (least.saturating_sub(SAME_TIME)..=most.saturating_add(SAME_TIME)).contains(&known) {
            return Ok(());
        }
        record.note_clock(i64::midpoint(least, most)).await
    }

    /// What follows from an answer that does not fit.
    async fn unfit(&mut self, record: &mut Record, unfit: Unfit, now: Timestamp) -> Result<Turn, StoreError> {
        match unfit {
            Unfit::Garbled => Ok(self.end(End::NotTheServer)),
            Unfit::Control => Ok(self.back_to_control()),
            Unfit::Dishonest(finding) => self.suspects(record, *finding, now).await,
        }
    }

    /// The server is caught. Where a restoration from a backup would explain it, or what was filed since, it is asked for that first.
    async fn suspects(&mut self, record: &mut Record, finding: Finding, now: Timestamp) -> Result<Turn, StoreError> {
        let explained = matches!(
            finding.what,
            Dishonest::WentBack { .. }
                | Dishonest::Withheld { .. }
                | Dishonest::Forked { .. }
                | Dishonest::StaleControl
                | Dishonest::ControlForked { .. }
                | Dishonest::Missing { .. }
                | Dishonest::Repeated { .. }
                | Dishonest::Reordered { .. }
        );
        self.suspicion = Some(finding);
        if explained {
            return Ok(self.to(Stage::Restorations));
        }
        self.raise(record, None, now).await?;
        Ok(self.listens())
    }
}

/// The unit of a record.
fn unit_of(record: &Record) -> UnitId {
    record.membership().unit()
}
