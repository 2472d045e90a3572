//! A device that was removed from the unit, or in whose place another one goes on: what is on it is made unreadable as soon as it hears of that.
//! What it had not sent lies beside it, as sealed as it ever was. Of a removed device an administrator may let it count; of a replaced one it does
//! as soon as any device of the unit has taken it in.

use std::path::{Path, PathBuf};

use ledger::wire::{DeviceEnd, Have};
use serde::{Deserialize, Serialize};
use store::Record;

use crate::casefile::minute;
use crate::clock::rng;
use crate::error::{AppError, Code};
use crate::profile::{REMOVED, write_atomically};
use crate::session::Session;

/// The file for what was not sent.
const UNSENT: &str = "unsent.throughcare";

/// That a device was removed, or replaced: the file `removed.json`, instead of keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Removed {
    /// When it heard of it, in London, to the minute.
    pub at: String,
    /// The file with what it had not sent, if there was anything.
    pub unsent: Option<PathBuf>,
    /// Whether another device goes on in its place.
    #[serde(default)]
    pub replaced: bool,
}

impl Session {
    /// Whether this device was removed from the unit, or another one goes on in its place, as the control log has it.
    pub fn is_removed(&self) -> bool {
        self.record.own_device().is_none_or(|own| !own.is_active())
    }

    /// Makes what is on this device unreadable, for it is in the unit no more: its keys are thrown away, here and in the key store. What
    /// the server does not have is written to a file first, which only the unit's devices can read.
    pub async fn make_unreadable(mut self) -> Result<Removed, AppError> {
        if !self.is_removed() {
            return Err(AppError::new(Code::Failed, "This device is in the unit.", "Nothing was changed."));
        }
        let folder = self.folder().to_owned();
        let replaced = self.record.own_device().is_some_and(|own| own.removed.is_none());
        let unsent = write_unsent(&mut self.record, &folder).await?;
        let Self { record, profile, card, keystore, clock, .. } = self;
        let removed = Removed { at: minute(clock.now()), unsent, replaced };
        record.close().await?;
        let text = serde_json::to_string_pretty(&removed).unwrap_or_default();
        write_atomically(&folder.join(REMOVED), text.as_bytes())?;
        // The wrapped keys go first: whatever becomes of the key store, without them nothing opens.
        profile.forget_keys()?;
        // A copy of this profile that goes on in its place may open with the same half in the key store.
        if !replaced {
            keystore.forget(card.profile).await?;
        }
        Ok(removed)
    }
}

impl Removed {
    /// What a folder says of that; nothing: it was not removed.
    pub(crate) fn in_folder(folder: &Path) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(folder.join(REMOVED)).ok()?).ok()
    }

    /// Why nobody comes in here any more.
    pub fn refusal(&self) -> AppError {
        let since = self.at.replace('T', " ");
        let (message, lost) = if self.replaced {
            (
                format!("Another device goes on in the place of this one; since {since} nothing on it can be read."),
                "Work on where it goes on. If you do not know where that is, tell an administrator.",
            )
        } else {
            (
                format!("This device was removed from the unit; since {since} nothing on it can be read."),
                "Ask an administrator. To work on this computer again, join anew.",
            )
        };
        let remedy = match &self.unsent {
            None => lost.to_owned(),
            Some(file) if self.replaced => format!(
                "Work on where it goes on. What was written here and not sent is in {}: take that file in there.",
                file.display()
            ),
            Some(file) => format!(
                "Ask an administrator. What was written here and not sent is in {}: give them that file.",
                file.display()
            ),
        };
        AppError::new(Code::NotAllowed, message, remedy)
    }
}

/// Writes what the server does not have of this device's own log to a file.
async fn write_unsent(record: &mut Record, folder: &Path) -> Result<Option<PathBuf>, AppError> {
    // Where its computer was set back, the others follow it only behind what the server has of its log.
    record.lay_behind(&mut rng()).await?;
    if record.unsent().await? == 0 {
        return Ok(None);
    }
    let file = folder.join(UNSENT);
    let have = all_but_unsent(record).await?;
    let mut bytes = Vec::new();
    sync::stick::write(record, Some(&have), &mut bytes).await.map_err(super::by_hand::not_carried)?;
    write_atomically(&file, &bytes)?;
    Ok(Some(file))
}

/// Everything that is here but what the server does not have of this device's own log.
async fn all_but_unsent(record: &Record) -> Result<Have, AppError> {
    let acknowledged = record.server_seen().await?.map_or(0, |server| server.acknowledged);
    let membership = record.membership();
    let own = record.own_device().map(|own| own.index);
    let ends = record.frontier();
    let logs = ends.iter().filter_map(|(index, seq)| {
        let (device, tip) = (membership.device(index)?, record.tip(index)?);
        let seq = if Some(index) == own { acknowledged } else { seq };
        Some(DeviceEnd { device: device.id, seq, hash: tip.hash })
    });
    Ok(Have { control: membership.next_index(), logs: logs.collect() })
}

#[cfg(test)]
mod tests {
    use super::Removed;

    #[test]
    fn whoever_comes_back_is_told_where_their_work_is() {
        let (at, unsent) = ("2026-11-20T10:15".to_owned(), Some("/somewhere/unsent.throughcare".into()));
        for replaced in [false, true] {
            let removed = Removed { at: at.clone(), unsent: unsent.clone(), replaced };
            let refusal = removed.refusal();
            assert!(refusal.message.contains("since 2026-11-20 10:15"), "{refusal}");
            assert!(refusal.remedy.contains("unsent.throughcare"), "{refusal}");
            assert_eq!(refusal.message.contains("removed from the unit"), !replaced, "{refusal}");
            assert!(!Removed { unsent: None, ..removed }.refusal().remedy.contains("unsent"));
        }
    }
}
