//! What two people recorded while apart, in all cases.

use serde::{Deserialize, Serialize};

use crate::ConflictView;

/// Everything that is in conflict and nobody has settled, in the order of names: for those who may settle it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Conflicts {}

/// Something in conflict, and whose case it is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenConflictView {
    /// Prison number.
    pub number: String,
    /// “Ashdown, Kieran”.
    pub name: String,
    /// About what, and what each recorded.
    pub conflict: ConflictView,
    /// Which of its values stands until somebody settles it, from 0; nothing, where none of them does.
    pub in_force: Option<usize>,
}
