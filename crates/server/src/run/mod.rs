//! The program: storage is opened, its form brought up to date, the key found, connections taken, until it is told to stop.

mod args;
mod listen;
mod log;
mod tls;

use std::io::{Write, stderr, stdout};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser;
use crypto::ServerKey;
use data_encoding::HEXLOWER;
use tokio::net::TcpListener;

use crate::Post;
use crate::clock::{Clock, SystemClock, rng};
use crate::post::{KeyError, Keys, Token};
use crate::shelf::{Shelf, ShelfError};

use args::{Arguments, Command, Serving, Storage};
pub use listen::serve;
pub use tls::TlsError;

/// How often what has lain long enough is cleared away.
const TIDYING: Duration = Duration::from_secs(60 * 60);

/// Why the program ended.
#[derive(Debug, thiserror::Error)]
enum RunError {
    #[error("name one place for the data: --data DIR for a folder, or --database-url for PostgreSQL")]
    Place,
    #[error(transparent)]
    Shelf(#[from] ShelfError),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Tls(#[from] TlsError),
    #[error(
        "without a certificate only this computer itself is listened to, so that nothing goes over the network in the clear: name one with --tls-cert and --tls-key; or say --behind-proxy, where a proxy in front has one; or listen at 127.0.0.1"
    )]
    Unencrypted,
    #[error("nothing can be listened to at this address: {0}")]
    Listen(std::io::Error),
    #[error("the file with the key could not be written: {0}")]
    NewKey(std::io::Error),
    #[error("{0}")]
    Output(#[from] std::io::Error),
}

/// The program, from its arguments to its exit status.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    log::start();
    let ended =
        tokio::runtime::Runtime::new().map_err(RunError::Output).and_then(|runtime| runtime.block_on(run(arguments)));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where standard error is closed nobody is left to be told.
            let _: Result<(), _> = writeln!(stderr(), "throughcare-server: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), RunError> {
    let Arguments { storage, serving, command } = arguments;
    match command {
        None => serve_storage(&storage, serving).await,
        Some(Command::Token { uses, valid_for }) => token(&storage, &serving, uses, valid_for).await,
        Some(Command::Restored) => restored(&storage, &serving).await,
        Some(Command::NewKey { file }) => new_key(&file).map_err(RunError::NewKey),
    }
}

async fn open_shelf(storage: &Storage, serving: &Serving) -> Result<Shelf, RunError> {
    match (&storage.data, storage.database_url.as_slice()) {
        (Some(folder), []) => Ok(Shelf::in_folder(folder).await?),
        (None, [_, ..]) => Ok(Shelf::at(&storage.database_url, serving.settings.connections).await?),
        _ => Err(RunError::Place),
    }
}

async fn open_post(storage: &Storage, serving: &Serving) -> Result<Arc<Post>, RunError> {
    let shelf = open_shelf(storage, serving).await?;
    let keys = storage.key.clone().map_or(Keys::InDatabase, Keys::InFile);
    let key = keys.open(&shelf, &mut rng()).await?;
    Ok(Arc::new(Post::open(shelf, key, Arc::new(SystemClock), serving.settings)))
}

async fn serve_storage(storage: &Storage, serving: Serving) -> Result<(), RunError> {
    demand_encryption(&serving)?;
    let tls = match (&serving.tls_cert, &serving.tls_key) {
        (Some(certificate), Some(key)) => Some(tls::acceptor(certificate, key)?),
        _ => None,
    };
    let post = open_post(storage, &serving).await?;
    let listener = TcpListener::bind(serving.listen).await.map_err(RunError::Listen)?;
    let address = listener.local_addr().map_err(RunError::Listen)?;
    tracing::info!(%address, tls = tls.is_some(), key = %post.public_key(), "serving");
    let tidying = tokio::spawn(tidy(Arc::clone(&post)));
    serve(Arc::clone(&post), listener, tls, told_to_stop()).await;
    tidying.abort();
    post.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// Refuses to listen beyond this computer without TLS, unless the operator says that a proxy in front has it.
fn demand_encryption(serving: &Serving) -> Result<(), RunError> {
    let stays_here = serving.listen.ip().to_canonical().is_loopback();
    let is_encrypted = serving.tls_cert.is_some() || serving.settings.behind_proxy;
    if stays_here || is_encrypted { Ok(()) } else { Err(RunError::Unencrypted) }
}

/// Clears away what has lain long enough, now and every hour.
async fn tidy(post: Arc<Post>) {
    let mut hours = tokio::time::interval(TIDYING);
    loop {
        hours.tick().await;
        if let Err(error) = post.tidy().await {
            tracing::warn!(%error, "what has lain long enough could not be cleared away");
        }
    }
}

/// Ends when the operator, or the system, wants the server to stop.
async fn told_to_stop() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                let _: Option<()> = signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
    tracing::info!("stopping");
}

async fn token(storage: &Storage, serving: &Serving, uses: u32, valid_for: i64) -> Result<(), RunError> {
    let shelf = open_shelf(storage, serving).await?;
    let token = Token::make(&mut rng());
    token.keep(&shelf, uses, SystemClock.now() + valid_for).await?;
    shelf.close().await;
    Ok(writeln!(stdout(), "{token}")?)
}

async fn restored(storage: &Storage, serving: &Serving) -> Result<(), RunError> {
    let post = open_post(storage, serving).await?;
    let units = post.state_restored().await?;
    post.close().await;
    Ok(writeln!(stdout(), "signed for {units} units that the server was restored")?)
}

/// Writes a new key into a file that only its owner reads. One that is there is left alone: devices know the server by it.
fn new_key(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let key = ServerKey::make(&mut rng());
    let mut file = options.open(path)?;
    writeln!(file, "{}", HEXLOWER.encode(key.to_bytes().as_slice()))?;
    file.sync_all()?;
    writeln!(stdout(), "{}", key.public())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says so by failing")]

    use super::{Arguments, RunError, demand_encryption};
    use clap::Parser;

    #[test]
    fn nobody_outside_is_listened_to_without_a_certificate() {
        let told = |line: &[&str]| {
            let line = ["server", "--data", "somewhere"].iter().chain(line);
            demand_encryption(&Arguments::try_parse_from(line).unwrap().serving)
        };
        for here in ["127.0.0.1:8470", "127.9.9.9:1", "[::1]:8470", "[::ffff:127.0.0.1]:8470"] {
            told(&["--listen", here]).unwrap();
        }
        for outside in ["0.0.0.0:8470", "[::]:8470", "192.0.2.1:8470", "[2001:db8::1]:8470"] {
            let refused = told(&["--listen", outside]);
            assert!(matches!(refused, Err(RunError::Unencrypted)), "{outside}");
            told(&["--listen", outside, "--behind-proxy"]).unwrap();
            told(&["--listen", outside, "--tls-cert", "server.crt", "--tls-key", "server.key"]).unwrap();
        }
    }
}
