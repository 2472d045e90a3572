//! What this prison set of temporary release for itself: as the rules take it, and as papers print it.

use api::RefusalDays;
use jiff::civil::Date;
use papers::Prison;
use policy::rotl::RotlSettings;

use super::view::PHONE;
use crate::error::AppError;
use crate::found::prison_name;
use crate::owed::own;
use crate::session::Session;

impl Session {
    /// What is set now.
    pub(crate) async fn rotl_settings(&self) -> Result<RotlSettings, AppError> {
        Ok(RotlSettings::of_prison(&own(&self.record.figures().await?)))
    }

    /// The number that a licence begins with: the prison's, or where none is set the last that was printed from this computer.
    pub(super) async fn phone(&self, settings: &RotlSettings) -> Result<String, AppError> {
        let set = &settings.prison_telephone.value.0;
        if set.is_empty() { Ok(self.setting(PHONE).await?.unwrap_or_default()) } else { Ok(set.clone()) }
    }

    /// This prison, as a paper names it.
    pub(crate) fn on_paper(&self, settings: &RotlSettings, telephone: &str) -> Prison {
        let set = &settings.prison_telephone.value.0;
        Prison {
            name: prison_name(self.prison()).to_owned(),
            address: settings.prison_address.value.0.clone(),
            telephone: if telephone.is_empty() { set.clone() } else { telephone.to_owned() },
        }
    }
}

/// What to mind before a licence is issued.
pub(super) fn before_issuing(settings: &RotlSettings) -> Vec<String> {
    let no_address = settings.prison_address.value.0.is_empty();
    let caution =
        "The prison's address is not recorded, so the licence is printed without it. Record it in the settings first.";
    no_address.then(|| caution.to_owned()).into_iter().collect()
}

/// With which days a refusal of this day begins.
pub(super) fn if_refused(settings: &RotlSettings, decided: Date) -> RefusalDays {
    let after = |period: Option<policy::calendar::Period>| period.map(|period| period.after(decided).to_string());
    RefusalDays {
        complain_by: after(settings.rotl_complain_within.value),
        again: after(settings.rotl_apply_again_after.value),
    }
}
