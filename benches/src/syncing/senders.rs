//! Simulated devices: everything that they will send is sealed and signed before the clock starts, as two hundred computers would do between
//! them while the server waits.

use std::time::{Duration, Instant};

use casework::event::{CaseEvent, NoteId, NoteWritten, Visibility};
use jiff::Timestamp;
use ledger::wire::{Batch, write};
use sync::{Ask, Asking, Http, Post};
use tests::sea::crew::Crew;
use tests::sea::rogue::Rogue;
use tests::served::process::way_to;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::notes::words;
use crate::Failure;
use crate::figures::milliseconds;

/// What comes of a device's part.
type Sent = Result<(Sender, Vec<f64>), sync::Failure>;

/// A device with what it will send.
pub(super) struct Sender {
    writer: Rogue,
    http: Http,
    asks: Vec<Asking>,
    notes: u128,
}

impl Sender {
    /// One of a crew's devices, on its own connection.
    pub(super) fn of(crew: &Crew, who: usize, address: &str) -> Self {
        let writer = Rogue::of(crew, who, Timestamp::now().as_millisecond());
        Self { writer, http: way_to(address), asks: Vec::new(), notes: 0 }
    }

    /// Prepares pushes of so many entries each.
    pub(super) fn prepares(&mut self, pushes: usize, entries: usize) {
        for _ in 0..pushes {
            let entries = (0..entries).map(|_| self.note()).collect();
            let batch = self.writer.sealed(entries);
            let now = Timestamp::now().as_millisecond();
            self.asks.push(self.writer.sends(vec![batch], self.writer.control, now));
        }
    }

    fn note(&mut self) -> ledger::wire::BatchEntry {
        self.notes += 1;
        self.writer.writes(&CaseEvent::NoteWritten(NoteWritten {
            id: NoteId(Uuid::from_u128(self.notes)),
            note_type: "KA".to_owned(),
            sub_type: "KS".to_owned(),
            visibility: Visibility::General,
            text: words(usize::try_from(self.notes).unwrap_or_default()),
            place: "LEI".to_owned(),
            actions: Vec::new(),
        }))
    }

    /// The batches that are prepared, as the server will keep them.
    pub(super) fn batches(&self) -> Vec<(usize, Vec<u8>)> {
        let pushes = self.asks.iter().filter_map(|asking| match &asking.ask {
            Ask::Send { push, .. } => Some(&push.batches),
            _ => None,
        });
        pushes.flatten().map(|batch: &Batch| (batch.entries.len(), write(batch))).collect()
    }

    /// Sends what is prepared, each push as soon as the one before was answered.
    async fn floods(mut self) -> Sent {
        let mut took = Vec::new();
        for asking in std::mem::take(&mut self.asks) {
            let began = Instant::now();
            self.http.ask(&asking).await?.filed()?;
            took.push(milliseconds(began.elapsed()));
        }
        Ok((self, took))
    }

    /// Sends what is prepared at a pace. A push that has to wait for the one before has waited from when it was due.
    async fn paces(mut self, first: Duration, every: Duration) -> Sent {
        let mut took = Vec::new();
        let mut beats = tokio::time::interval_at(tokio::time::Instant::now() + first, every);
        for asking in std::mem::take(&mut self.asks) {
            let due = beats.tick().await;
            self.http.ask(&asking).await?.filed()?;
            took.push(milliseconds(due.elapsed()));
        }
        Ok((self, took))
    }
}

/// All send at once, as fast as they are answered: the devices again, and the seconds.
pub(super) async fn flood(senders: Vec<Sender>) -> Result<(Vec<Sender>, f64), Failure> {
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for sender in senders {
        tasks.spawn(sender.floods());
    }
    let mut back = Vec::new();
    while let Some(done) = tasks.join_next().await {
        back.push(done??.0);
    }
    Ok((back, began.elapsed().as_secs_f64()))
}

/// Most send at one pace and a few at another, of whom it is told how long each push took, in milliseconds.
pub(super) async fn pace(most: (Vec<Sender>, Duration), few: (Vec<Sender>, Duration)) -> Result<Vec<f64>, Failure> {
    let (mut background, mut timed) = (JoinSet::new(), JoinSet::new());
    for ((senders, every), tasks) in [(most, &mut background), (few, &mut timed)] {
        let count = u32::try_from(senders.len())?.max(1);
        for (at, sender) in (0..).zip(senders) {
            tasks.spawn(sender.paces(every * at / count, every));
        }
    }
    let mut took = Vec::new();
    while let Some(done) = timed.join_next().await {
        took.extend(done??.1);
    }
    while let Some(done) = background.join_next().await {
        done??;
    }
    Ok(took)
}
