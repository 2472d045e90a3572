//! What waits on this device to be posted: a case that was sent, and what was heard of one after it was. Until the server has all of it, and as
//! long as nobody calls it back.

use casework::PrisonNumber;
use casework::event::TransferId;
use jiff::civil::Date;
use ledger::{DeviceIndex, VersionVector};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::session::Session;

/// Under which name it is kept what has still to be posted.
const QUEUE: &str = "cases-to-post";

/// What is posted of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Part {
    /// All of it.
    Whole {
        /// Whether something of it may be at the server: kept before the first of it goes, because an answer can be lost.
        tried: bool,
    },
    /// What the server heard of after it heard that the case was sent.
    Later,
}

/// Something that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ToPost {
    /// Which move.
    pub(super) id: TransferId,
    /// Whose case.
    pub(super) number: PrisonNumber,
    /// What of it.
    pub(super) part: Part,
    /// The number of the device that sent the case.
    pub(super) by: u32,
    /// Until when the case is read here: so long is it kept what came later on devices that do not post it.
    pub(super) until: Date,
    /// Why the server did not take it when it was last tried.
    pub(super) refused: Option<String>,
}

/// All that waits.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Queue {
    /// In the order in which it was sent.
    waiting: Vec<ToPost>,
    /// Up to which entry of each device, by its number, it was looked for more of cases that were sent. Nothing: it never was.
    looked: Option<Vec<(u32, u64)>>,
}

impl Queue {
    fn looked(&self) -> Option<VersionVector> {
        Some(self.looked.as_ref()?.iter().map(|(device, seq)| (DeviceIndex(*device), *seq)).collect())
    }

    fn note_looked(&mut self, looked: &VersionVector) {
        self.looked = Some(looked.iter().map(|(device, seq)| (device.0, seq)).collect());
    }
}

impl Session {
    /// What has still to be posted, in the order in which it was sent.
    pub(super) async fn to_post(&self) -> Result<Vec<ToPost>, AppError> {
        Ok(self.queue().await?.waiting)
    }

    /// Whether a case waits here, and nothing of it can be at the server.
    pub(super) async fn waits_here(&self, id: TransferId) -> Result<bool, AppError> {
        Ok(self.to_post().await?.iter().any(|one| one.id == id && one.part == Part::Whole { tried: false }))
    }

    /// Why the server did not take what is to be posted of a case; nothing: it did, or was not asked yet.
    pub(super) async fn why_refused(&self, id: TransferId) -> Result<Option<String>, AppError> {
        Ok(self.to_post().await?.into_iter().find(|one| one.id == id).and_then(|one| one.refused))
    }

    /// Whether a case that was sent here has left this device, as far as this device has to see to that.
    pub async fn has_left(&self, number: &PrisonNumber) -> Result<bool, AppError> {
        Ok(!self.to_post().await?.iter().any(|one| one.number == *number && one.part != Part::Later))
    }

    /// Adds something that waits.
    pub(super) async fn note_to_post(&mut self, one: ToPost) -> Result<(), AppError> {
        let mut queue = self.queue().await?;
        queue.waiting.push(one);
        self.keep_queue(&queue).await
    }

    /// Something of a case is about to go.
    pub(super) async fn note_tried(&mut self, id: TransferId) -> Result<(), AppError> {
        let mut queue = self.queue().await?;
        for one in queue.waiting.iter_mut().filter(|one| one.id == id) {
            if let Part::Whole { tried } = &mut one.part {
                *tried = true;
            }
        }
        self.keep_queue(&queue).await
    }

    /// The server does not take something.
    pub(super) async fn note_refused(&mut self, id: TransferId, why: String) -> Result<(), AppError> {
        let mut queue = self.queue().await?;
        queue.waiting.iter_mut().filter(|one| one.id == id).for_each(|one| one.refused = Some(why.clone()));
        self.keep_queue(&queue).await
    }

    /// It has left, or does not go.
    pub(super) async fn drop_to_post(&mut self, id: TransferId) -> Result<(), AppError> {
        let mut queue = self.queue().await?;
        queue.waiting.retain(|one| one.id != id);
        self.keep_queue(&queue).await
    }

    /// Adds what the server has heard, since this was last looked for, of cases that were sent. Every device of those who may move cases keeps it,
    /// so that the next one has it where the one that sent the case is lost.
    pub(super) async fn look_for_later(&mut self) -> Result<(), AppError> {
        let filed = self.record.filed_of_each().await?;
        let mut queue = self.queue().await?;
        let Some(looked) = queue.looked() else {
            // Whatever was sent from here has all this with it.
            queue.note_looked(&filed);
            return self.keep_queue(&queue).await;
        };
        if filed.since(&looked).is_empty() {
            return Ok(());
        }
        for (number, heard) in self.record.sent_and_mentioned(&looked, &filed).await? {
            let Some(sent) = self.record.case(&number).await?.and_then(|case| case.transfer.sent) else { continue };
            let place = sent.mark.position;
            // That it was sent, with what was written before on that device, goes with the case.
            let is_more = heard.iter().any(|(device, seq)| device != place.device || seq > place.seq);
            if is_more && queue.waiting.iter().all(|one| one.id != sent.id) {
                let (by, until) = (place.device.0, sent.readable_until);
                queue.waiting.push(ToPost { id: sent.id, number, part: Part::Later, by, until, refused: None });
            }
        }
        let today = self.today();
        let is_kept =
            |one: &ToPost| one.part != Part::Later || today <= one.until || self.stands_in_for(DeviceIndex(one.by));
        queue.waiting.retain(is_kept);
        queue.note_looked(&looked.iter().chain(filed.iter()).collect());
        self.keep_queue(&queue).await
    }

    async fn queue(&self) -> Result<Queue, AppError> {
        let kept = self.record.preference(QUEUE).await?.unwrap_or_default();
        Ok(serde_json::from_str(&kept).unwrap_or_default())
    }

    async fn keep_queue(&mut self, queue: &Queue) -> Result<(), AppError> {
        let text = serde_json::to_string(queue).unwrap_or_default();
        Ok(self.record.keep_preference(QUEUE, &text).await?)
    }
}
