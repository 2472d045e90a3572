//! The peer: atuin, which syncs the history of shells, encrypted, through a server of its own. As it is installed, on SQLite, on loopback; each
//! side in a home of its own.

use std::fmt::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::notes::words;
use crate::Failure;
use crate::figures::median;

/// How often it is measured, each time from the beginning.
const TIMES: usize = 5;
/// How long its server may take until it listens.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long records were on their way.
pub(super) struct Travel {
    pub(super) sent_s: f64,
    pub(super) fetched_s: f64,
}

/// So many records from one client to another. Nothing, if atuin is not installed.
pub(super) async fn travel(records: usize) -> Result<Option<Travel>, Failure> {
    let Some(programs) = std::env::var_os("THROUGHCARE_BENCH_ATUIN").map(PathBuf::from) else { return Ok(None) };
    println!("Sending {records} records from one atuin to another …");
    let (mut sent, mut fetched) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        let once = once(&programs, records).await?;
        sent.push(once.sent_s);
        fetched.push(once.fetched_s);
    }
    Ok(Some(Travel { sent_s: median(&sent), fetched_s: median(&fetched) }))
}

async fn once(programs: &Path, records: usize) -> Result<Travel, Failure> {
    let folder = tempfile::tempdir()?;
    let server = Server::start(programs, &folder.path().join("server")).await?;
    let home = |name: &str| Client::new(programs, &folder.path().join(name), server.port);
    let (first, second) = (home("first")?, home("second")?);
    first.runs(&["register", "-u", "bench", "-e", "bench@example.org", "-p", "quill harbour"])?;
    let mut history = String::new();
    for serial in 0..records {
        writeln!(history, "echo {}", words(serial))?;
    }
    std::fs::write(first.home.join("history"), history)?;
    first.runs(&["import", "bash"])?;
    // What is local work there is not counted, as it is not here.
    first.runs(&["history", "init-store"])?;
    let key = first.runs(&["key"])?;
    second.runs(&["login", "-u", "bench", "-p", "quill harbour", "-k", key.trim()])?;

    let sent_s = first.syncs()?;
    let fetched_s = second.syncs()?;
    let listed = second.runs(&["history", "list", "--cmd-only"])?.lines().count();
    if listed < records {
        return Err(format!("atuin brought {listed} of {records} records").into());
    }
    Ok(Travel { sent_s, fetched_s })
}

struct Client {
    program: PathBuf,
    home: PathBuf,
}

impl Client {
    fn new(programs: &Path, home: &Path, port: u16) -> Result<Self, Failure> {
        let config = home.join(".config/atuin");
        std::fs::create_dir_all(&config)?;
        let settings = format!(
            "sync_address = \"http://127.0.0.1:{port}\"\nauto_sync = false\nupdate_check = false\n\n[sync]\nrecords = true\n"
        );
        std::fs::write(config.join("config.toml"), settings)?;
        Ok(Self { program: programs.join("atuin"), home: home.to_owned() })
    }

    fn syncs(&self) -> Result<f64, Failure> {
        let began = Instant::now();
        self.runs(&["sync"])?;
        Ok(began.elapsed().as_secs_f64())
    }

    fn runs(&self, arguments: &[&str]) -> Result<String, Failure> {
        let done = Command::new(&self.program)
            .args(arguments)
            .env_clear()
            .env("HOME", &self.home)
            .env("HISTFILE", self.home.join("history"))
            .env("ATUIN_SESSION", "018f0000000070008000000000000001")
            .env("SHELL", "/bin/bash")
            .current_dir(&self.home)
            .stdin(Stdio::null())
            .output()?;
        if !done.status.success() {
            return Err(format!("atuin {}: {}", arguments.join(" "), String::from_utf8_lossy(&done.stderr)).into());
        }
        Ok(String::from_utf8(done.stdout)?)
    }
}

struct Server {
    child: Child,
    port: u16,
}

impl Server {
    async fn start(programs: &Path, home: &Path) -> Result<Self, Failure> {
        std::fs::create_dir_all(home)?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let child = Command::new(programs.join("atuin-server"))
            .args(["start", "--host", "127.0.0.1", "--port", &port.to_string()])
            .env_clear()
            .env("HOME", home)
            .env("ATUIN_CONFIG_DIR", home)
            .env("ATUIN_OPEN_REGISTRATION", "true")
            .env("ATUIN_DB_URI", format!("sqlite://{}", home.join("server.db").display()))
            .current_dir(home)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let server = Self { child, port };
        let began = Instant::now();
        while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            if began.elapsed() > PATIENCE {
                return Err("atuin's server does not listen".into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _: std::io::Result<()> = self.child.kill();
        let _: std::io::Result<_> = self.child.wait();
    }
}
