//! Reading into fields that hold a list or an object of the prison system: alerts and the incentive level. Anything in
//! them that has another shape is passed over here and stays in the record as it came.

use casework::fact::Value;
use serde::{Deserialize, Serialize};

/// An alert of the prison system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Alert {
    /// The type's code, such as X.
    pub alert_type: String,
    /// The alert's code, such as XEL.
    #[serde(rename = "alertCode")]
    pub code: String,
    /// Whether it is in force.
    pub active: bool,
    /// Whether its end has passed.
    pub expired: bool,
}

impl Default for Alert {
    fn default() -> Self {
        Self { alert_type: String::new(), code: String::new(), active: true, expired: false }
    }
}

/// An incentive level.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IncentiveLevel {
    /// Its code, such as STD.
    pub code: String,
    /// What the prison calls it.
    pub description: String,
}

/// The alerts in the value of `alerts`.
pub fn alerts(value: &Value) -> Vec<Alert> {
    let Value::Document(text) = value else { return Vec::new() };
    let list: Vec<serde_json::Value> = serde_json::from_str(text).unwrap_or_default();
    list.into_iter().filter_map(|alert| serde_json::from_value(alert).ok()).collect()
}

/// The level in the value of `currentIncentive`.
pub fn incentive_level(value: &Value) -> Option<IncentiveLevel> {
    let Value::Document(text) = value else { return None };
    let incentive: serde_json::Value = serde_json::from_str(text).ok()?;
    serde_json::from_value(incentive.get("level")?.clone()).ok()
}
