//! The unit's keys: how old they are, and new ones, by the calendar or where somebody may have got hold of them. Removals and changes of roles start
//! new ones by themselves.

use api::KeysView;
use casework::Right;
use ledger::Compartment;
use ledger::control::{Act, EpochStart};
use ledger::sealing::rotation;
use store::StoreError;

use crate::clock::rng;
use crate::error::AppError;
use crate::revoking::worded;
use crate::search::local_minute;
use crate::session::Session;
use crate::sync::governing::Decided;

/// After so many days new keys are advised. The protocol's own figure (docs/sync.md, *New keys*): what nobody has noticed, a lost disk or a copied key, then
/// opens a quarter of a year and no more.
const OLD: u32 = 90;

/// Milliseconds of a day.
const DAY: i64 = 24 * 60 * 60 * 1000;

impl Session {
    /// How old the keys are that are in force: of the two compartments the one that has had its own for longer.
    pub async fn keys(&self) -> Result<KeysView, AppError> {
        self.demand(Right::ManageStaff)?;
        let mut started = [0; Compartment::ALL.len()];
        for signed in self.record.control_log().await? {
            let entry = signed.entry().map_err(StoreError::from)?;
            let at = entry.at;
            for EpochStart { compartment, .. } in started_by(entry.act) {
                let last = Compartment::ALL.into_iter().zip(&mut started).find(|(known, _)| *known == compartment);
                if let Some((_, last)) = last {
                    *last = at;
                }
            }
        }
        let since = started.into_iter().min().unwrap_or_default();
        let days = u32::try_from((self.now().as_millisecond() - since).max(0) / DAY).unwrap_or(u32::MAX);
        Ok(KeysView { since: local_minute(since), days, due: days > OLD })
    }

    /// Starts new keys of everything, which every device is given that holds the keys now. What is written from then on, no key from before opens.
    pub async fn new_keys(&mut self, why: &str) -> Result<(), AppError> {
        let decided = self.decides_on_new_keys(why).await?;
        self.carry_out(decided).await
    }

    /// The decision to do so.
    pub(crate) async fn decides_on_new_keys(&self, why: &str) -> Result<Decided, AppError> {
        self.demand(Right::ManageStaff)?;
        let why = worded(why)?;
        let (membership, ring) = (self.membership(), self.record.ring());
        let act = rotation(&mut rng(), membership, ring, Compartment::ALL, &why).map_err(StoreError::from)?;
        self.decided(act).await
    }
}

/// The keys that an act starts.
fn started_by(act: Act) -> Vec<EpochStart> {
    match act {
        Act::Found(founding) => founding.epochs,
        Act::SetRoles { rotations, .. }
        | Act::RemoveDevice { rotations, .. }
        | Act::RotateEpoch { rotations, .. }
        | Act::Withhold { rotations, .. } => rotations,
        _ => Vec::new(),
    }
}
