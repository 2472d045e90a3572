//! `throughcare-server` as an operator runs it: a process of its own on a folder, at an address of this computer.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::command::built_from;

/// How long it may take to answer after it was started.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server.
pub struct Central {
    folder: TempDir,
    address: SocketAddr,
    child: Child,
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
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let child = command(&folder)
            .args(["--listen", &address.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let central = Self { folder, address, child };
        let begun = Instant::now();
        while TcpStream::connect(address).is_err() {
            assert!(begun.elapsed() < PATIENCE, "the server does not answer at {address}");
            std::thread::sleep(Duration::from_millis(50));
        }
        central
    }

    /// Its address, as devices are told of it.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A token with which a unit registers.
    pub fn token(&self) -> String {
        let output = command(&self.folder).arg("token").output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }
}

fn command(folder: &TempDir) -> Command {
    let mut command = Command::new(built_from("server", None, "throughcare-server"));
    command.env_clear().arg("--data").arg(folder.path()).stdin(Stdio::null());
    command
}

impl Drop for Central {
    fn drop(&mut self) {
        let _killed: std::io::Result<()> = self.child.kill();
        let _ended: std::io::Result<_> = self.child.wait();
    }
}
