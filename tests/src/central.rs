//! The server as those have it who only use it: one that runs, on an empty folder.

use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::served::process::{Process, Storage};

/// A running server. For tests that have no runtime of their own.
pub struct Central {
    process: Process,
    storage: Storage,
    _folder: TempDir,
}

impl Default for Central {
    fn default() -> Self {
        Self::new()
    }
}

impl Central {
    /// On an empty folder.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::folder(&folder.path().join("data"), folder.path());
        let process = Runtime::new().unwrap().block_on(Process::start(&storage, &[]));
        Self { process, storage, _folder: folder }
    }

    /// Its address, as devices are told of it.
    pub fn url(&self) -> String {
        self.process.address().to_owned()
    }

    /// A token with which a unit registers.
    pub fn token(&self) -> String {
        self.storage.token()
    }
}
