//! The server as those have it who only use it: one that runs, on an empty folder.

use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::served::process::{Process, Storage};

/// A running server. For tests that have no runtime of their own.
pub struct Central {
    /// Nothing, while it is stopped.
    process: Option<Process>,
    address: String,
    storage: Storage,
    folder: TempDir,
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
        let address = process.address().to_owned();
        Self { process: Some(process), address, storage, folder }
    }

    /// Its address, as devices are told of it.
    pub fn url(&self) -> String {
        self.address.clone()
    }

    /// A token with which a unit registers.
    pub fn token(&self) -> String {
        self.storage.token()
    }

    /// A backup is made of all that it has, while it is stopped.
    pub fn is_backed_up(&mut self) {
        self.process = None;
        self.copies("data", "backup");
        self.starts();
    }

    /// The backup is put back, and the operator says so.
    pub fn is_restored(&mut self) {
        self.process = None;
        std::fs::remove_dir_all(self.folder.path().join("data")).unwrap();
        self.copies("backup", "data");
        self.storage.says_that_it_was_restored();
        self.starts();
    }

    fn copies(&self, from: &str, to: &str) {
        let (from, to) = (self.folder.path().join(from), self.folder.path().join(to));
        std::fs::create_dir(&to).unwrap();
        for file in std::fs::read_dir(from).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
        }
    }

    fn starts(&mut self) {
        let starting = Process::start_at(&self.storage, &[], &self.address);
        self.process = Some(Runtime::new().unwrap().block_on(starting));
    }
}
