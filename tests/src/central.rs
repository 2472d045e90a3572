//! The server as those have it who only use it: one that runs, on an empty folder.

use std::path::PathBuf;

use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::served::process::{Process, Storage};

/// A server. For tests that have no runtime of their own.
pub struct Central {
    process: Option<Process>,
    storage: Storage,
    url: String,
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
        Self::with::<&str>(&[])
    }

    /// The same with settings.
    pub fn with<S: AsRef<str>>(settings: &[S]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::folder(&folder.path().join("data"), folder.path());
        let mut central = Self { process: None, storage, url: "http://127.0.0.1:0".to_owned(), folder };
        central.starts(settings);
        central
    }

    /// Its address, as devices are told of it.
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// A token with which a unit registers.
    pub fn token(&self) -> String {
        self.storage.token()
    }

    /// Where and how it keeps its data.
    pub const fn storage(&self) -> &Storage {
        &self.storage
    }

    /// The folder of its data.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// It is told to stop, and does.
    pub fn stops(&mut self) {
        wait(self.process.take().unwrap().stops());
    }

    /// It is started again where it was, with settings.
    pub fn starts<S: AsRef<str>>(&mut self, settings: &[S]) {
        let settings: Vec<&str> = settings.iter().map(AsRef::as_ref).collect();
        let process = wait(Process::start_at(&self.storage, &settings, &self.url));
        self.url = process.address().to_owned();
        self.process = Some(process);
    }

    /// The key with which it signs, as it says. Without TLS.
    pub fn key(&self) -> String {
        wait(self.process.as_ref().unwrap().key()).to_string()
    }
}

fn wait<T>(until: impl Future<Output = T>) -> T {
    Runtime::new().unwrap().block_on(until)
}
