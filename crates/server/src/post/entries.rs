//! Entries: what a device sends of its own log, or brings of another's, is checked as every device will check it, is given the next places, and
//! lies as it was sent.

use std::collections::HashMap;
use std::sync::Arc;

use crypto::Hash;
use ledger::header::VERSION;
use ledger::membership::Device;
use ledger::wire::{Batch, BatchEntry, Filed, MOST_BATCH, Push, log_after};
use ledger::{ChainError, Header, Membership, Seq, Tip, UnitId, membership};

use super::bells::Ring;
use super::caller::counts;
use super::counter::Errand;
use super::forks::is_sealed;
use super::standing::standing;
use super::{Asked, Office, Post, Stop, unknown};
use crate::refused::Refused;
use crate::settings::{DAY, Settings};
use crate::shelf::{Connection, DeviceRow, Filing, ShelfError, UnitRow};

/// How many forks are kept of one unit: beyond that, more of them prove no more.
const MOST_FORKS: u64 = 1000;

impl Post {
    /// Keeps batches of one device's log, all of them or none.
    pub async fn push(&self, unit: &UnitId, asked: &Asked) -> Result<Filed, Refused> {
        // A device that was removed may still send what counts of its own: what does not is found below, entry by entry.
        let caller = self.office.caller(unit, asked).await?;
        let push: Push =
            ledger::wire::read(&asked.body(self.office.settings.most_bytes)?).ok_or_else(Refused::unreadable)?;
        self.counters.file(*unit, caller.device, push).await
    }
}

impl Office {
    /// Keeps what several devices sent, in one transaction. Sorted by unit; the answers are in the same order.
    pub(super) async fn file_together(&self, errands: &[Errand]) -> Result<Vec<Result<Filed, Refused>>, ShelfError> {
        let mut writing = self.shelf.begin().await?;
        let mut answers = Vec::with_capacity(errands.len());
        let mut rings = Vec::new();
        for of_unit in errands.chunk_by(|one, other| one.unit == other.unit) {
            let Some(unit) = of_unit.first().map(|errand| errand.unit) else { continue };
            let mut connection = writing.connection();
            let Some(row) = connection.lock_unit(&unit).await? else {
                answers.extend(of_unit.iter().map(|_| Err(Refused::absent("unit"))));
                continue;
            };
            let membership = self.members.of(&mut connection, &unit, &row).await?;
            let mut log = OpenLog { unit, row, membership, devices: HashMap::new(), now: self.clock.now() };
            let mut places = Vec::with_capacity(of_unit.len());
            let before = log.row.cursor;
            for errand in of_unit {
                places.push(log.take(&mut connection, errand, &self.settings).await?);
            }
            if log.row.cursor > before {
                log.write_down(&mut connection).await?;
                rings.push((unit, Ring::from(&log.row)));
                self.metrics.filed(log.row.cursor - before);
            }
            let head = self.sign_head(unit, &log.row);
            answers.extend(places.into_iter().map(|place| place.map(|place| Filed { place, head: head.clone() })));
        }
        writing.commit().await?;
        rings.into_iter().for_each(|(unit, ring)| self.bells.ring(unit, ring));
        Ok(answers)
    }
}

/// A unit's log while its row is locked.
struct OpenLog {
    unit: UnitId,
    row: UnitRow,
    membership: Arc<Membership>,
    /// The devices whose logs went on in this transaction.
    devices: HashMap<Hash, DeviceRow>,
    now: i64,
}

/// Who brings a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bearer {
    /// The device that wrote it.
    Author,
    /// Another one that has it.
    Colleague,
}

/// A batch that was found in order.
struct Sound {
    seqs: (Seq, Seq),
    hashes: Vec<Hash>,
    bytes: Vec<u8>,
}

impl OpenLog {
    /// Judges what a device sent and keeps it: the place of its last entry.
    async fn take(
        &mut self,
        connection: &mut Connection<'_>,
        errand: &Errand,
        settings: &Settings,
    ) -> Result<Result<u64, Refused>, ShelfError> {
        let refused = match self.judge_and_keep(connection, errand, settings).await {
            Ok(place) => return Ok(Ok(place)),
            Err(Stop::Shelf(error)) => return Err(error),
            Err(Stop::Refused(refused)) => refused,
        };
        if let Some((standing, sent)) = refused.evidence()
            && let Some(header) = Header::from_bytes(sent)
        {
            // Against the device that wrote it, whoever brought it.
            let device = &header.device;
            tracing::warn!(unit = crate::short(&self.unit.0), device = crate::short(device), "a device forked its log");
            if connection.count_forks(&self.unit).await? < MOST_FORKS {
                connection.keep_fork(&self.unit, device, header.seq, (standing, sent), self.now).await?;
            }
        }
        Ok(Err(refused))
    }

    async fn judge_and_keep(
        &mut self,
        connection: &mut Connection<'_>,
        errand: &Errand,
        settings: &Settings,
    ) -> Result<u64, Stop> {
        let membership = Arc::clone(&self.membership);
        let push = &errand.push;
        let asks = membership.device_by_id(&errand.device).ok_or_else(|| unknown("This device is not in the unit."))?;
        let author = self.author(&membership, push)?;
        let bearer = if asks.id == author.id { Bearer::Author } else { Bearer::Colleague };
        if bearer == Bearer::Colleague && !counts(&membership, asks) {
            return Err(Refused::revoked().into());
        }
        let mut kept = self.device(connection, author).await?;
        let (repeated, fresh) = self.part(connection, author, push, &kept.tip).await?;
        if fresh.is_empty() {
            return repeated.ok_or_else(|| nothing().into());
        }
        if push.control != self.row.control {
            return Err(Refused::control_moved(self.row.control).into());
        }
        let end = (kept.tip.seq, kept.tip.hash);
        let mut sound = Vec::with_capacity(fresh.len());
        for batch in fresh {
            sound.push(self.judge((author, bearer), batch, &mut kept.tip, end)?);
        }
        self.weigh(&sound, &mut kept, settings)?;
        for batch in &sound {
            self.keep(connection, &author.id, batch).await?;
        }
        self.devices.insert(author.id, kept);
        Ok(self.row.cursor)
    }

    /// Whose log is sent: all that is sent at once is of one device.
    fn author<'m>(&self, membership: &'m Membership, push: &Push) -> Result<&'m Device, Refused> {
        let device = push.batches.first().ok_or_else(nothing)?.device;
        if push.batches.iter().any(|batch| batch.device != device) {
            return Err(Refused::invalid("What is sent at once has to be of one device."));
        }
        membership.device_by_id(&device).ok_or_else(|| {
            if push.control == self.row.control {
                Refused::invalid("What was sent is of a device that is not in the unit.")
            } else {
                Refused::control_moved(self.row.control)
            }
        })
    }

    /// Where a device's log ends, as this transaction has left it.
    async fn device(&self, connection: &mut Connection<'_>, device: &Device) -> Result<DeviceRow, ShelfError> {
        if let Some(row) = self.devices.get(&device.id) {
            return Ok(row.clone());
        }
        let row = connection.device(&self.unit, &device.id).await?;
        Ok(row.unwrap_or_else(|| DeviceRow { tip: device.start(), day: 0, bytes: 0 }))
    }

    /// Parts what is there already, with its last place, from what is new. What is there must be the same.
    async fn part<'p>(
        &self,
        connection: &mut Connection<'_>,
        author: &Device,
        push: &'p Push,
        tip: &Tip,
    ) -> Result<(Option<u64>, &'p [Batch]), Stop> {
        let mut repeated = None;
        for (number, batch) in push.batches.iter().enumerate() {
            let (first, last) = ends(batch)?;
            if first > tip.seq {
                return Ok((repeated, push.batches.get(number..).unwrap_or_default()));
            }
            repeated = Some(self.compare(connection, (author, batch), (first, last), tip).await?);
        }
        Ok((repeated, &[]))
    }

    /// Compares a batch, entry by entry, with what stands of its device under the same numbers: the place of its last entry.
    async fn compare(
        &self,
        connection: &mut Connection<'_>,
        (author, batch): (&Device, &Batch),
        (first, last): (Seq, Seq),
        tip: &Tip,
    ) -> Result<u64, Stop> {
        let mut place = 0;
        let standing = standing(connection, &self.unit, &batch.device, (first, last.min(tip.seq))).await?;
        for (seq, sent) in (first..).zip(&batch.entries) {
            let Some(standing) = standing.get(&seq) else { continue };
            if *sent.header != standing.header {
                if !is_sealed(self.unit, author, batch) {
                    return Err(Refused::invalid("What was sent is not what its device sealed.").into());
                }
                let refused = Refused::fork(standing.header.clone(), sent.header.to_vec(), (tip.seq, tip.hash));
                return Err(refused.into());
            }
            place = standing.place;
        }
        if last > tip.seq { Err(Refused::gap((tip.seq, tip.hash)).into()) } else { Ok(place) }
    }

    /// Checks a new batch: its chain, who its device is at each entry, its seal. `end`: where the server's copy of the device's log ends.
    ///
    /// What a colleague brings is kept whatever it is worth: it is on devices of the unit already, every one of them judges it by itself, and what
    /// does not count is to be seen by administrators. Only its author cannot add to that once they have gone.
    fn judge(
        &self,
        (device, bearer): (&Device, Bearer),
        batch: &Batch,
        tip: &mut Tip,
        end: (Seq, Hash),
    ) -> Result<Sound, Stop> {
        let start = tip.seq;
        let mut hashes = Vec::with_capacity(batch.entries.len());
        for entry in &batch.entries {
            let is_first = tip.seq == start;
            let header = self.follow(device, entry, tip, is_first, end)?;
            if bearer == Bearer::Author {
                self.still_counts(device, &header)?;
            }
            hashes.push(tip.hash);
        }
        tip.check_seal(self.unit, device.id, &device.public.verify, &batch.seal).map_err(does_not_hold)?;
        let bytes = ledger::wire::write(batch);
        if bytes.len() > MOST_BATCH {
            return Err(Refused::too_large(MOST_BATCH).into());
        }
        Ok(Sound { seqs: (start + 1, tip.seq), hashes, bytes })
    }

    /// Whether a device may send an entry of its own.
    fn still_counts(&self, device: &Device, header: &Header) -> Result<(), Refused> {
        self.membership.authority(device.index, header.seq, &header.control, device.principal).map_err(not_backed)?;
        if device.replaced { Err(Refused::revoked()) } else { Ok(()) }
    }

    fn follow(
        &self,
        device: &Device,
        entry: &BatchEntry,
        tip: &mut Tip,
        is_first: bool,
        end: (Seq, Hash),
    ) -> Result<Header, Refused> {
        self.membership.follow(tip, device, &entry.header, Some(&entry.payload)).map_err(|error| match error {
            ChainError::Gap { .. } | ChainError::Broken if is_first => Refused::gap(end),
            ChainError::NewerVersion | ChainError::OlderVersion => Refused::update(),
            ChainError::Unreadable => Refused::unreadable(),
            error => does_not_hold(error),
        })
    }

    /// Whether the unit and the device that wrote it may keep that much more.
    fn weigh(&self, sound: &[Sound], kept: &mut DeviceRow, settings: &Settings) -> Result<(), Refused> {
        let bytes: u64 = sound.iter().map(|batch| batch.bytes.len() as u64).sum();
        if self.row.bytes.saturating_add(bytes) > settings.unit_bytes {
            let words =
                "The unit has used up the room that it has at the server. Whoever runs the server can give it more.";
            return Err(Refused::quota(words, 60 * 60));
        }
        let today = self.now.div_euclid(DAY);
        if kept.day != today {
            (kept.day, kept.bytes) = (today, 0);
        }
        kept.bytes = kept.bytes.saturating_add(bytes);
        if kept.bytes > settings.device_bytes_a_day {
            let left = (today + 1) * DAY - self.now;
            let words = "This device's log has grown by as much as it may in one day. The rest goes up tomorrow.";
            return Err(Refused::quota(words, u32::try_from(left / 1000 + 1).unwrap_or(u32::MAX)));
        }
        Ok(())
    }

    /// Gives a batch the next places.
    async fn keep(&mut self, connection: &mut Connection<'_>, device: &Hash, batch: &Sound) -> Result<(), ShelfError> {
        let first = self.row.cursor + 1;
        for hash in &batch.hashes {
            self.row.cursor += 1;
            self.row.log = log_after(self.row.log, self.row.cursor, *hash);
        }
        self.row.bytes += batch.bytes.len() as u64;
        let filing = Filing { device, places: (first, self.row.cursor), seqs: batch.seqs, bytes: &batch.bytes };
        connection.file(&self.unit, &filing).await
    }

    async fn write_down(&self, connection: &mut Connection<'_>) -> Result<(), ShelfError> {
        for (device, row) in &self.devices {
            connection.set_device(&self.unit, device, row).await?;
        }
        connection.advance_unit(&self.unit, &self.row).await
    }
}

/// The numbers of a batch's first and last entry, as its first header says.
fn ends(batch: &Batch) -> Result<(Seq, Seq), Refused> {
    let header = &batch.entries.first().ok_or_else(|| Refused::invalid("A batch has no entry."))?.header;
    if Header::version_of(header).is_some_and(|version| version > VERSION) {
        return Err(Refused::update());
    }
    let first = Header::from_bytes(header).ok_or_else(Refused::unreadable)?.seq;
    let last = first.checked_add(batch.entries.len() as u64 - 1).ok_or_else(Refused::unreadable)?;
    Ok((first, last))
}

fn nothing() -> Refused {
    Refused::invalid("There is no entry in what was sent.")
}

fn does_not_hold(error: ChainError) -> Refused {
    Refused::invalid(format!("An entry was not taken: {error}."))
}

fn not_backed(refusal: membership::Refusal) -> Refused {
    match refusal {
        membership::Refusal::DeviceRemoved | membership::Refusal::NoRole => Refused::revoked(),
        other => Refused::invalid(format!("An entry was not taken: {other}.")),
    }
}
