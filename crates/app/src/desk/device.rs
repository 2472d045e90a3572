//! The calls about the unit's devices.

use api::{
    AcceptLate, DeviceView, Devices, EntrustDevice, KeptApart, KeptApartView, Keys, KeysView, LateEntries,
    LateEntryView, NewKeys, Resolve, RevokeDevice,
};
use crypto::Passphrase;

use super::{Answer, Desk};
use crate::error::AppError;

impl Answer for Devices {
    async fn answer(self, desk: &Desk) -> Result<Vec<DeviceView>, AppError> {
        desk.session().await?.devices().await
    }
}

impl Answer for RevokeDevice {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        desk.session().await?.is_still_them(Passphrase::new(&self.passphrase.0)).await?;
        let mut session = desk.governing().await?;
        let device = session.device_named(&self.device)?;
        session.revoke_device(device, &self.why).await
    }
}

impl Answer for EntrustDevice {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        let mut session = desk.governing().await?;
        let device = session.device_named(&self.device)?;
        session.entrust(device, self.restricted).await
    }
}

impl Answer for LateEntries {
    async fn answer(self, desk: &Desk) -> Result<Vec<LateEntryView>, AppError> {
        desk.session().await?.late_entries().await
    }
}

impl Answer for AcceptLate {
    async fn answer(self, desk: &Desk) -> Result<u32, AppError> {
        desk.governing().await?.accept_late(&self.entries, &self.why).await
    }
}

impl Answer for KeptApart {
    async fn answer(self, desk: &Desk) -> Result<KeptApartView, AppError> {
        let there = desk.forks().await;
        desk.session().await?.kept_apart_beside(there.as_ref()).await
    }
}

impl Answer for Resolve {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        let there = desk.forks().await;
        let mut session = desk.governing().await?;
        let device = session.device_named(&self.device)?;
        session.resolve_beside(there.as_ref(), device, &self.entry).await
    }
}

impl Answer for Keys {
    async fn answer(self, desk: &Desk) -> Result<KeysView, AppError> {
        desk.session().await?.keys().await
    }
}

impl Answer for NewKeys {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        desk.governing().await?.new_keys(&self.why).await
    }
}
