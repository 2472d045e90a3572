//! The same by a file on a stick, where there is no network at all. Taking one in twice changes nothing, and in which order several come does
//! not matter: what cannot be taken yet is kept until what is missing has come.

mod reading;
mod writing;

pub use reading::{Brought, read};
pub use writing::{Given, write};

use store::StoreError;

/// Why a file was not written, or not taken in.
#[derive(Debug, thiserror::Error)]
pub enum StickError {
    /// It is no such file.
    #[error("this is no file that Throughcare wrote to carry changes by hand")]
    NotAStick,
    /// It is one of a later version.
    #[error("a later version of Throughcare wrote this file: update this computer to read it")]
    Newer,
    /// It was cut short.
    #[error("the file ends too early: copy it again. What it began with was taken in")]
    CutShort,
    /// It is of another unit.
    #[error("the file is of another unit")]
    OtherUnit,
    /// Its control log is not the one that is here.
    #[error(
        "the changes to staff and devices in the file contradict those that are here: an administrator has to look into it"
    )]
    OtherControl,
    /// The record could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file could not be read or written.
    #[error("the file could not be read or written: {0}")]
    Io(#[from] std::io::Error),
}
