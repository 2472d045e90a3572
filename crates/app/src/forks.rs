//! Logs that forked, and whatever else is kept apart: listed with what to do, and decided on by administrators. A history is decided for by an entry that
//! is here: that there is another one, the server alone may say, and nobody could go on from an entry that nobody has.

use api::{ApartView, BranchPlace, BranchView, ForkView, KeptApartView, SaidView};
use casework::Right;
use ledger::control::Act;
use ledger::header::{Header, entry_hash};
use ledger::wire::{self, Forks};
use ledger::{DeviceIndex, Mark};
use store::device::Said;
use store::sync::{Aside, Branch, Fork, Reason};
use sync::Ask;

use crate::casefile::minute;
use crate::error::AppError;
use crate::search::local_minute;
use crate::session::Session;
use crate::sync::Reads;
use crate::sync::governing::Decided;
use crate::sync::signed_in::{ask, reading};

/// A fork on which nobody has decided.
struct Open {
    device: DeviceIndex,
    seq: u64,
    /// When the server noticed it, by its clock.
    noticed: Option<i64>,
    histories: Vec<History>,
}

/// What a log goes on with.
struct History {
    first: Mark,
    place: BranchPlace,
    entries: u64,
    said: Vec<Said>,
}

impl From<Branch> for History {
    fn from(branch: Branch) -> Self {
        let place = if branch.in_record { BranchPlace::Record } else { BranchPlace::Apart };
        Self { first: branch.first, place, entries: branch.entries, said: branch.said }
    }
}

impl From<Fork> for Open {
    fn from(Fork { device, seq, branches }: Fork) -> Self {
        Self { device, seq, noticed: None, histories: branches.into_iter().map(History::from).collect() }
    }
}

impl Open {
    /// The server has noticed it too.
    fn is_noticed(&mut self, at: i64, firsts: [Mark; 2]) {
        self.noticed = Some(self.noticed.map_or(at, |before| before.min(at)));
        for first in firsts {
            if self.histories.iter().all(|history| history.first != first) {
                let place = BranchPlace::Elsewhere;
                self.histories.push(History { first, place, entries: 0, said: Vec::new() });
            }
        }
    }
}

impl Session {
    /// What is kept apart here, and the forks on which nobody has decided, with those that the server has noticed, where it can be asked.
    pub async fn kept_apart(&self) -> Result<KeptApartView, AppError> {
        self.kept_apart_beside(forks_there(self).await.as_ref()).await
    }

    /// The same beside what the server has told.
    pub(crate) async fn kept_apart_beside(&self, there: Option<&Forks>) -> Result<KeptApartView, AppError> {
        self.demand(Right::ManageStaff)?;
        let mut forks = Vec::new();
        for fork in self.open_forks(there).await? {
            forks.extend(self.fork_view(fork).await?);
        }
        let aside = self.record.aside().await?;
        Ok(KeptApartView {
            forks,
            batches: aside.iter().filter_map(|batch| self.apart_view(batch)).collect(),
            asked: there.is_some(),
        })
    }

    /// How many forks wait for an administrator, beside what the server has told.
    pub(crate) async fn count_forks(&self, there: Option<&Forks>) -> Result<usize, AppError> {
        Ok(self.open_forks(there).await?.len())
    }

    /// Decides which history of a device counts: the one that begins with an entry, named by its identifier or an unmistakable beginning of it.
    pub async fn resolve(&mut self, device: DeviceIndex, entry: &str) -> Result<(), AppError> {
        let there = forks_there(self).await;
        let decided = self.decides_to_resolve(there.as_ref(), device, entry).await?;
        self.carry_out(decided).await
    }

    /// The decision to do so, beside what the server has told.
    pub(crate) async fn decides_to_resolve(
        &self,
        there: Option<&Forks>,
        device: DeviceIndex,
        entry: &str,
    ) -> Result<Decided, AppError> {
        self.demand(Right::ManageStaff)?;
        let open = self.open_forks(there).await?;
        let counts = named(open.iter().filter(|fork| fork.device == device), entry)?;
        self.decided(Act::Resolve { device, counts }).await
    }

    async fn open_forks(&self, there: Option<&Forks>) -> Result<Vec<Open>, AppError> {
        let mut open: Vec<Open> = self.record.forks().await?.into_iter().map(Open::from).collect();
        for fork in there.into_iter().flat_map(|there| &there.forks) {
            let Some((device, firsts)) = self.claimed(fork) else { continue };
            if let Some(known) = open.iter_mut().find(|known| known.device == device && known.seq == fork.seq) {
                known.is_noticed(fork.at, firsts);
                continue;
            }
            let here = self.record.branch_in_record(device, fork.seq).await?;
            let histories = here.into_iter().map(History::from).collect();
            let mut new = Open { device, seq: fork.seq, noticed: None, histories };
            new.is_noticed(fork.at, firsts);
            open.push(new);
        }
        Ok(open)
    }

    /// Whose log a fork is of that the server has noticed, and the two entries in which it parts. Nothing: it shows no fork, or nothing is
    /// to be decided of it any more.
    fn claimed(&self, fork: &wire::Fork) -> Option<(DeviceIndex, [Mark; 2])> {
        let wire::Fork { seq, standing, sent, .. } = fork;
        let device = self.membership().device_by_id(&fork.device)?;
        let (one, other) = (Header::from_bytes(standing)?, Header::from_bytes(sent)?);
        let is_theirs = |header: &Header| {
            header.unit == self.membership().unit() && header.device == device.id && header.seq == *seq
        };
        let parts = one.prev == other.prev && standing != sent;
        let open = parts && is_theirs(&one) && is_theirs(&other) && self.record.is_open(device.index, *seq);
        let mark = |header: &[u8]| Mark { seq: *seq, hash: entry_hash(header) };
        open.then(|| (device.index, [mark(standing), mark(sent)]))
    }

    async fn fork_view(&self, fork: Open) -> Result<Option<ForkView>, AppError> {
        let Some(device) = self.membership().device(fork.device) else { return Ok(None) };
        let own = self.principal() == Some(device.principal);
        let mut branches = Vec::with_capacity(fork.histories.len());
        for history in fork.histories {
            let mut said = Vec::with_capacity(history.said.len());
            for Said { recorded, events } in &history.said {
                let events = self.event_views(events, own).await?;
                said.push(SaidView { recorded: recorded.map(local_minute), events });
            }
            let History { first, place, entries, .. } = history;
            branches.push(BranchView { id: first.hash.to_string(), place, entries, said });
        }
        Ok(Some(ForkView {
            device: device.id.to_string(),
            name: self.staff_name(device.principal),
            computer: device.computer.clone(),
            seq: fork.seq,
            noticed: fork.noticed.map(local_minute),
            branches,
        }))
    }

    fn apart_view(&self, batch: &Aside) -> Option<ApartView> {
        let device = self.membership().device(batch.device)?;
        Some(ApartView {
            device: device.id.to_string(),
            name: self.staff_name(device.principal),
            computer: device.computer.clone(),
            first: batch.first,
            last: batch.last,
            came: minute(batch.came),
            reason: batch.reason.word().to_owned(),
            words: batch.reason.to_string(),
            remedy: remedy(batch.reason).to_owned(),
            decided: batch.reason.is_decided(),
        })
    }
}

/// The forks that the server has noticed; nothing, where it cannot be asked.
pub(crate) async fn forks_there<R: Reads>(at: &R) -> Option<Forks> {
    let unit = reading(at).await.ok()?.membership().unit();
    ask(at, Ask::Forks { unit }).await.ok()?.forks().ok()
}

/// The first entry of the one history that is meant.
fn named<'f>(forks: impl Iterator<Item = &'f Open>, typed: &str) -> Result<Mark, AppError> {
    let wanted = typed.trim().to_lowercase();
    let begins = |history: &&History| !wanted.is_empty() && history.first.hash.to_string().starts_with(&wanted);
    let found: Vec<&History> = forks.flat_map(|fork| &fork.histories).filter(begins).collect();
    match found.as_slice() {
        [one] if one.place == BranchPlace::Elsewhere => Err(AppError::input(
            "Nothing of this history is here: the server has noticed it, and has only the header of its first entry.",
            "Take it in first, from a file that “stick write” writes at the computer that has it. Then decide.",
        )
        .at("entry")),
        [one] => Ok(one.first),
        [] => Err(AppError::input(
            format!("No history of this computer on which somebody has to decide begins with an entry “{wanted}”."),
            "Look at what is kept apart once more: it may be decided already.",
        )
        .at("entry")),
        _ => Err(AppError::input(
            format!("“{wanted}” is too short to say which history is meant."),
            "Give more of the identifier.",
        )
        .at("entry")),
    }
}

/// What to do about entries that are kept apart.
const fn remedy(reason: Reason) -> &'static str {
    match reason {
        Reason::Forked => {
            "Decide which history of this computer counts. Then have it set up again: two computers may have its keys."
        }
        Reason::NewerVersion => "Update Throughcare on this computer.",
        Reason::OlderVersion => {
            "Update Throughcare on the computer that wrote it, and have it written there once more."
        }
        Reason::UnknownKey => {
            "Nothing: it is tried again when staff or computers change. If it stays, have that computer set up again."
        }
        Reason::AnotherLast => "Nothing: it is decided, and this is kept as evidence.",
        Reason::Behind => "Take in the file that came before this one, or connect that computer to the server.",
        Reason::Altered => {
            "Have the file written once more where it comes from. If that does not help, tell security: somebody may have changed it."
        }
    }
}
