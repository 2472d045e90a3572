//! Registering a unit: once, by the founder's device, with a token from the operator.

use std::sync::Arc;

use crypto::{Context, derive_hash};
use ledger::wire::{RefusalCode, Registration, SignedHead, log_start};
use ledger::{Membership, UnitId};

use super::bells::Ring;
use super::{Asked, Caller, Office, Post, Stop, refusal, unknown};
use crate::refused::Refused;
use crate::shelf::{Connection, UnitRow};

impl Post {
    /// Registers a unit by its control log. The same again has the same answer, and takes no second token.
    pub async fn register(&self, asked: &Asked) -> Result<SignedHead, Refused> {
        self.office.stranger(asked)?;
        let registration: Registration =
            ledger::wire::read(&asked.body(self.office.settings.most_bytes)?).ok_or_else(Refused::unreadable)?;
        let membership = Membership::of(&registration.control).map_err(|(place, error)| {
            Refused::invalid(format!("The unit's control log does not hold at entry {place}: {error}."))
        })?;
        self.office.register(asked, &registration, Arc::new(membership)).await.map_err(refusal)
    }
}

impl Office {
    async fn register(
        &self,
        asked: &Asked,
        registration: &Registration,
        membership: Arc<Membership>,
    ) -> Result<SignedHead, Stop> {
        let unit = membership.unit();
        let fresh = UnitRow {
            cursor: 0,
            log: log_start(unit),
            control: membership.head(),
            controls: membership.next_index(),
            bytes: 0,
        };
        let credential = asked.credential(self.clock.now())?;
        let device = membership
            .device_by_id(&credential.device)
            .ok_or_else(|| unknown("Only a device of the unit can register it."))?;
        asked.check(credential, &device.public.verify)?;
        Caller::of(device, Arc::clone(&membership), fresh.clone()).administrator()?;

        let mut writing = self.shelf.begin().await?;
        let mut connection = writing.connection();
        if let Some(row) = connection.lock_unit(&unit).await? {
            compare(&mut connection, &unit, &row, registration).await?;
            return Ok(self.sign_head(unit, &row));
        }
        let now = self.clock.now();
        let token = derive_hash(Context::Token, &[registration.token.as_bytes()]);
        if !connection.use_token(&token, now).await? {
            let words = "The server does not know this token, or it was used or has run out. Ask for a new one where the server is run.";
            return Err(Refused::new(RefusalCode::Token, words).into());
        }
        connection.enter_unit(&membership, &fresh, now).await?;
        for (place, entry) in (0..).zip(&registration.control) {
            connection.add_control(&unit, place, entry).await?;
        }
        writing.commit().await?;
        self.members.put(&membership);
        self.bells.ring(unit, Ring::from(&fresh));
        tracing::info!(unit = crate::short(&unit.0), "a unit was registered");
        Ok(self.sign_head(unit, &fresh))
    }
}

/// A unit that is registered already must be the same one, as far as it is told.
async fn compare(
    connection: &mut Connection<'_>,
    unit: &UnitId,
    row: &UnitRow,
    registration: &Registration,
) -> Result<(), Stop> {
    let told = u32::try_from(registration.control.len()).unwrap_or(u32::MAX);
    let kept = connection.control_between(unit, 0, told).await?;
    if kept == registration.control { Ok(()) } else { Err(Refused::control_moved(row.control).into()) }
}
