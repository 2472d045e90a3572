//! A device that was removed from the unit: what is on it is made unreadable as soon as it hears of that. What it had not sent lies beside it, as
//! sealed as it ever was, for an administrator, who may let it count.

use std::path::{Path, PathBuf};

use ledger::wire::{DeviceEnd, Have};
use serde::{Deserialize, Serialize};
use store::Record;
use store::sync::Trouble;

use crate::casefile::minute;
use crate::error::{AppError, Code};
use crate::profile::{REMOVED, write_atomically};
use crate::session::Session;

/// The file for what was not sent.
const UNSENT: &str = "unsent.throughcare";

/// That a device was removed: the file `removed.json`, instead of keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Removed {
    /// When it heard of it, in London, to the minute.
    pub at: String,
    /// The file with what it had not sent, if there was anything.
    pub unsent: Option<PathBuf>,
}

impl Session {
    /// Whether this device was removed from the unit, as the control log has it.
    pub fn is_removed(&self) -> bool {
        self.record.own_device().is_none_or(|own| own.removed.is_some())
    }

    /// Makes what is on this device unreadable, for it was removed from the unit: its keys are thrown away, here and in the key store. What
    /// the server does not have is written to a file first, which only the unit's devices can read.
    pub async fn make_unreadable(mut self) -> Result<Removed, AppError> {
        if !self.is_removed() {
            return Err(AppError::new(Code::Failed, "This device is in the unit.", "Nothing was changed."));
        }
        let folder = self.folder().to_owned();
        let unsent = write_unsent(&mut self.record, &folder).await?;
        let Self { record, profile, card, keystore, clock, .. } = self;
        let removed = Removed { at: minute(clock.now()), unsent };
        record.close().await?;
        let text = serde_json::to_string_pretty(&removed).unwrap_or_default();
        write_atomically(&folder.join(REMOVED), text.as_bytes())?;
        // The wrapped keys go first: whatever becomes of the key store, without them nothing opens.
        profile.forget_keys()?;
        keystore.forget(card.profile).await?;
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
        let remedy = match &self.unsent {
            Some(file) => format!(
                "Ask an administrator. What was written here and not sent is in {}: give them that file.",
                file.display()
            ),
            None => "Ask an administrator. To work on this computer again, join anew.".to_owned(),
        };
        let message = format!(
            "This device was removed from the unit; since {} nothing on it can be read.",
            self.at.replace('T', " ")
        );
        AppError::new(Code::NotAllowed, message, remedy)
    }
}

/// Writes what the server does not have of this device's own log to a file.
async fn write_unsent(record: &mut Record, folder: &Path) -> Result<Option<PathBuf>, AppError> {
    // A device that was removed because its computer was set back has nothing of its own that anybody could follow.
    let set_back = record.server_seen().await?.is_some_and(|server| server.trouble == Some(Trouble::SetBack));
    if set_back || record.unsent().await? == 0 {
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
        let removed =
            Removed { at: "2026-11-20T10:15".to_owned(), unsent: Some("/somewhere/unsent.throughcare".into()) };
        let refusal = removed.refusal();
        assert!(refusal.message.contains("since 2026-11-20 10:15") && refusal.remedy.contains("unsent.throughcare"));
        assert!(!Removed { unsent: None, ..removed }.refusal().remedy.contains("unsent"));
    }
}
