//! Staff and their roles.

use serde::{Deserialize, Serialize};

/// Everybody of the unit, those who have left included.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Staff {}

/// A member of staff as lists show them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StaffView {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Roles, by their words.
    pub roles: Vec<String>,
    /// How many of their devices are in use.
    pub devices: usize,
}

/// Admits a member of staff.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AddStaff {
    /// First and last name.
    pub name: String,
    /// Roles, by their words.
    pub roles: Vec<String>,
}

/// Changes what somebody is; no roles: they have left.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetRoles {
    /// Whose: their identifier.
    pub id: String,
    /// Roles, by their words.
    pub roles: Vec<String>,
}
