//! Taking back what was just done. Notes are final and are amended instead.

use serde::{Deserialize, Serialize};

use crate::LeftView;

/// The last act of the signed-in person that can be taken back, if there is one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Undoable {}

/// An act that can be taken back, unless somebody has built on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoableView {
    /// Which. Later acts have higher numbers.
    pub act: u64,
    /// What was done, in words.
    pub words: String,
    /// Until when, in London, to the minute.
    pub until: String,
    /// Whether nothing was recorded on this device since.
    pub newest: bool,
}

/// Takes an act back, by recording what restores what stood before.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Undo {
    /// Which, as [`UndoableView::act`] says.
    pub act: u64,
}

/// What was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoneView {
    /// What had been done, in words.
    pub words: String,
    /// The cases of it that stay as they are, and why.
    pub left: Vec<LeftView>,
}
