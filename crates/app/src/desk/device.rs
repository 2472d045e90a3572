//! The calls about the unit's devices.

use api::{AcceptLate, DeviceView, Devices, LateEntries, LateEntryView, RevokeDevice};

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
