//! Staff and their roles.

use casework::event::Post;
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

/// Changes what somebody is; no roles: they have left, and their devices are removed. Posts that take a role they no longer have are ended,
/// and nobody follows.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetRoles {
    /// Whose: their identifier.
    pub id: String,
    /// Roles, by their words.
    pub roles: Vec<String>,
}

/// Everybody of the unit with what they hold: for those who manage staff.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StaffAndCases {}

/// A member of staff with what they hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffMemberView {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Roles, by their words; none: they have left.
    pub roles: Vec<String>,
    /// How many of their computers are in use.
    pub computers: usize,
    /// In how many cases they hold each post that they hold.
    pub cases: Vec<(Post, usize)>,
    /// The day on which they left, ISO.
    pub left: Option<String>,
}
