//! Devices that go: lost and stolen ones, and those of a leaver. What had been seen of them counts; what turns up later is kept for an
//! administrator, who may let it count, as they may what somebody wrote before they heard of a change of their roles.

use api::LateEntryView;
use casework::Right;
use casework::event::Post;
use ledger::sealing::{acceptance, removal};
use ledger::{DeviceIndex, Mark, PrincipalId, Roles};
use store::StoreError;
use store::device::{LateEntry, Said};

use crate::clock::rng;
use crate::error::AppError;
use crate::search::local_minute;
use crate::session::Session;
use crate::staff::set_roles;
use crate::sync::SignedIn;
use crate::sync::governing::{Decided, govern};
use crate::sync::signed_in::{Alone, reading};

/// A reason is a few sentences.
const MOST_LETTERS: usize = 500;

/// Why the devices of somebody who left go, where nobody says more.
const LEFT: &str = "They have left the unit";

impl Session {
    /// Removes a device. What this device has of its log counts, and nothing beyond; new keys are in force at once, which it is not given.
    pub async fn revoke_device(&mut self, device: DeviceIndex, why: &str) -> Result<(), AppError> {
        let decided = self.decides_to_revoke(device, why).await?;
        self.carry_out(decided).await
    }

    /// The decision to do so.
    pub(crate) async fn decides_to_revoke(&self, device: DeviceIndex, why: &str) -> Result<Decided, AppError> {
        self.demand(Right::ManageStaff)?;
        let why = worded(why)?;
        let found = self.membership().device(device);
        let found = found.ok_or_else(|| {
            AppError::input("This device is not in the unit.", "See the list of devices.").at("device")
        })?;
        if found.removed.is_some() {
            return Err(AppError::input("This device was removed already.", "There is nothing to do.").at("device"));
        }
        if self.record.own_device().is_some_and(|own| own.index == device) {
            return Err(AppError::input(
                "This is the device that you are using.",
                "Remove it at another administrator's computer.",
            )
            .at("device"));
        }
        self.decides_to_remove(device, &why).await
    }

    /// Somebody has left: their posts are ended, their roles taken, their devices removed. The roles go first: with them go the keys, once for
    /// all devices together. Whoever leaves the unit by their own hand cannot remove their own devices any more, which read nothing then;
    /// another administrator removes them. The reply says how many cases have nobody now.
    pub async fn leaves(&mut self, principal: PrincipalId, why: Option<&str>) -> Result<Vec<(Post, usize)>, AppError> {
        leaves(&Alone::with(self), principal, why).await
    }

    /// The decision to remove the next device of somebody who leaves. Nothing: they have none.
    async fn decides_on_next(&self, principal: PrincipalId, why: &str) -> Result<Option<Decided>, AppError> {
        let mut devices = self.membership().devices().iter();
        let next = devices.find(|device| device.principal == principal && device.removed.is_none());
        match next.map(|device| device.index) {
            Some(device) => self.decides_to_remove(device, why).await.map(Some),
            None => Ok(None),
        }
    }

    async fn decides_to_remove(&self, device: DeviceIndex, why: &str) -> Result<Decided, AppError> {
        let membership = self.membership();
        let gone = || StoreError::Ledger("a device that is not in the unit".to_owned());
        let removed = membership.device(device).ok_or_else(gone)?;
        let seen = self.record.tip(device).unwrap_or_else(|| removed.start());
        let act = removal(&mut rng(), membership, self.record.ring(), removed, &seen, why).map_err(StoreError::from)?;
        self.decided(act).await.map_err(|error| if error.field.is_some() { error.at("device") } else { error })
    }

    /// What removed devices wrote beyond what was seen of them, and what was not applied because its author had lost a role before it came: kept, and
    /// without effect. Oldest first.
    pub async fn late_entries(&self) -> Result<Vec<LateEntryView>, AppError> {
        self.demand(Right::ManageStaff)?;
        let mut views = Vec::new();
        for entry in self.record.late_entries().await? {
            views.extend(self.late_view(entry).await?);
        }
        Ok(views)
    }

    async fn late_view(&self, entry: LateEntry) -> Result<Option<LateEntryView>, AppError> {
        let LateEntry { device, mark, said: Said { recorded, events }, by_roles, knowing } = entry;
        let Some(device) = self.membership().device(device) else { return Ok(None) };
        let own = self.principal() == Some(device.principal);
        Ok(Some(LateEntryView {
            id: mark.hash.to_string(),
            device: device.id.to_string(),
            name: self.staff_name(device.principal),
            recorded: recorded.map(local_minute),
            by_roles,
            knowing,
            events: self.event_views(&events, own).await?,
        }))
    }

    /// Lets late entries of one device count, by identifiers or unmistakable beginnings of them. Returns how many.
    pub async fn accept_late(&mut self, entries: &[String], why: &str) -> Result<u32, AppError> {
        let (count, decided) = self.decides_to_accept(entries, why).await?;
        self.carry_out(decided).await?;
        Ok(count)
    }

    /// The decision to do so, and of how many.
    pub(crate) async fn decides_to_accept(&self, entries: &[String], why: &str) -> Result<(u32, Decided), AppError> {
        self.demand(Right::ManageStaff)?;
        let why = worded(why)?;
        let late = self.record.late_entries().await?;
        let mut chosen: Vec<(DeviceIndex, Mark)> = Vec::new();
        for typed in entries {
            chosen.push(late_named(&late, typed)?);
        }
        chosen.sort_unstable_by_key(|(device, mark)| (*device, mark.seq));
        chosen.dedup();
        let Some((device, _)) = chosen.first().copied() else {
            return Err(AppError::input("No entry was chosen.", "Choose at least one.").at("entries"));
        };
        if chosen.iter().any(|(other, _)| *other != device) {
            return Err(AppError::input(
                "These entries are of more than one device.",
                "Each device is decided on by itself, with a reason of its own.",
            )
            .at("entries"));
        }
        let marks: Vec<Mark> = chosen.into_iter().map(|(_, mark)| mark).collect();
        let count = u32::try_from(marks.len()).unwrap_or(u32::MAX);
        let (membership, ring) = (self.membership(), self.record.ring());
        let act = acceptance(&mut rng(), membership, ring, device, marks, &why).map_err(StoreError::from)?;
        Ok((count, self.decided(act).await?))
    }
}

/// Somebody has left.
pub(crate) async fn leaves<S: SignedIn>(
    at: &S,
    principal: PrincipalId,
    why: Option<&str>,
) -> Result<Vec<(Post, usize)>, AppError> {
    let why = worded(why.unwrap_or(LEFT))?;
    let ended = set_roles(at, principal, Roles::NONE).await?;
    if reading(at).await?.principal() == Some(principal) {
        return Ok(ended);
    }
    loop {
        let next = reading(at).await?.decides_on_next(principal, &why).await?;
        match next {
            Some(decided) => govern(at, decided).await?,
            None => return Ok(ended),
        }
    }
}

/// The one late entry whose identifier begins so.
fn late_named(late: &[LateEntry], typed: &str) -> Result<(DeviceIndex, Mark), AppError> {
    let wanted = typed.trim().to_lowercase();
    let found = late.iter().filter(|entry| !wanted.is_empty() && entry.mark.hash.to_string().starts_with(&wanted));
    match found.collect::<Vec<_>>().as_slice() {
        [one] => Ok((one.device, one.mark)),
        [] => Err(AppError::input(
            format!("There is no late entry “{wanted}”."),
            "It may count already. Look at the list again.",
        )
        .at("entries")),
        _ => Err(AppError::input(
            format!("“{wanted}” is too short to say which entry is meant."),
            "Give more of the identifier.",
        )
        .at("entries")),
    }
}

/// A reason that says something.
pub(crate) fn worded(why: &str) -> Result<String, AppError> {
    let why = why.trim();
    if why.is_empty() {
        return Err(AppError::input("The reason is blank.", "Say why: it stands in the unit's record.").at("why"));
    }
    if why.chars().count() > MOST_LETTERS {
        let message = format!("The reason is longer than {MOST_LETTERS} characters.");
        return Err(AppError::input(message, "Say it in a few sentences.").at("why"));
    }
    Ok(why.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{MOST_LETTERS, worded};

    #[test]
    fn a_reason_says_something_and_ends() {
        assert_eq!(worded("  Left on a train \n").as_deref(), Ok("Left on a train"));
        for wrong in [String::new(), "  ".to_owned(), "é".repeat(MOST_LETTERS + 1)] {
            assert!(worded(&wrong).is_err_and(|error| error.field == Some("why")), "{wrong}");
        }
        assert!(worded(&"é".repeat(MOST_LETTERS)).is_ok());
    }
}
