//! The calls about the unit's devices.

use api::{
    AcceptLate, DeviceView, Devices, EntrustDevice, KeptApart, KeptApartView, Keys, KeysView, LateEntries,
    LateEntryView, NewKeys, Resolve, RevokeDevice,
};
use crypto::Passphrase;

use super::{Answer, Desk};
use crate::error::AppError;
use crate::forks::forks_there;
use crate::sync::governing::govern;
use crate::sync::signed_in::reading;

impl Answer for Devices {
    async fn answer(self, desk: &Desk) -> Result<Vec<DeviceView>, AppError> {
        desk.session().await?.devices().await
    }
}

impl Answer for RevokeDevice {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        desk.session().await?.is_still_them(Passphrase::new(&self.passphrase.0)).await?;
        let turn = desk.governing().await?;
        let decided = {
            let session = reading(&turn.seat).await?;
            session.decides_to_revoke(session.device_named(&self.device)?, &self.why).await?
        };
        govern(&turn.seat, decided).await
    }
}

impl Answer for EntrustDevice {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        let turn = desk.governing().await?;
        let decided = {
            let session = reading(&turn.seat).await?;
            session.decides_to_entrust(session.device_named(&self.device)?, self.restricted).await?
        };
        govern(&turn.seat, decided).await
    }
}

impl Answer for LateEntries {
    async fn answer(self, desk: &Desk) -> Result<Vec<LateEntryView>, AppError> {
        desk.session().await?.late_entries().await
    }
}

impl Answer for AcceptLate {
    async fn answer(self, desk: &Desk) -> Result<u32, AppError> {
        let turn = desk.governing().await?;
        let (count, decided) = reading(&turn.seat).await?.decides_to_accept(&self.entries, &self.why).await?;
        govern(&turn.seat, decided).await?;
        Ok(count)
    }
}

impl Answer for KeptApart {
    async fn answer(self, desk: &Desk) -> Result<KeptApartView, AppError> {
        let seat = desk.seat().await?;
        let there = forks_there(&seat).await;
        reading(&seat).await?.kept_apart_beside(there.as_ref()).await
    }
}

impl Answer for Resolve {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        let turn = desk.governing().await?;
        let there = forks_there(&turn.seat).await;
        let decided = {
            let session = reading(&turn.seat).await?;
            session.decides_to_resolve(there.as_ref(), session.device_named(&self.device)?, &self.entry).await?
        };
        govern(&turn.seat, decided).await
    }
}

impl Answer for Keys {
    async fn answer(self, desk: &Desk) -> Result<KeysView, AppError> {
        desk.session().await?.keys().await
    }
}

impl Answer for NewKeys {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        let turn = desk.governing().await?;
        let decided = reading(&turn.seat).await?.decides_on_new_keys(&self.why).await?;
        govern(&turn.seat, decided).await
    }
}
