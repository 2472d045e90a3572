//! Founding, checking, backing up and restoring.

use std::path::{Path, PathBuf};

use app::backup::Opening;
use app::clock::SystemClock;
use app::found::Founding;
use app::sync::Ways;
use serde_json::json;

use crate::open::Opener;
use crate::output::{Failure, Out, Progress};
use crate::taking::write_new;

pub(crate) async fn found(
    opener: &Opener,
    out: &mut Out,
    prison: &str,
    staff: &str,
    recovery_out: Option<&Path>,
) -> Result<(), Failure> {
    // A file for the recovery key that cannot be written would lose it: that is found out first.
    if let Some(path) = recovery_out {
        write_new(path, b"")?;
    }
    let passphrase = opener.new_passphrase();
    let founding = match &passphrase {
        Ok(passphrase) => Ok(Founding { prison, staff, passphrase, demonstration: false }),
        Err(_) => Err(()),
    };
    let founded = match founding {
        Ok(founding) => {
            let clock = Box::new(SystemClock);
            app::found::found(opener.folder()?, opener.keystore(), clock, &founding).await.map_err(Failure::from)
        }
        Err(()) => Err(passphrase.err().unwrap_or(Failure::Gone)),
    };
    let (session, words) = match (founded, recovery_out) {
        (Ok(founded), _) => founded,
        (Err(failure), Some(path)) => {
            std::fs::remove_file(path)?;
            return Err(failure);
        }
        (Err(failure), None) => return Err(failure),
    };
    let unit = session.prison().to_owned();
    let mut answer = json!({ "prison": unit, "profile": session.folder().display().to_string() });
    match recovery_out {
        Some(path) => {
            std::fs::write(path, format!("{}\n", words.as_str()))?;
            out.line(format!(
                "The recovery key is in {}. Print it, put it in the safe, delete the file.",
                path.display()
            ))?;
        }
        None => {
            if let Some(object) = answer.as_object_mut() {
                object.insert("recoveryKey".to_owned(), json!(words.as_str()));
            }
            out.line("The recovery key, shown this once. Write it down and put it in the safe:")?;
            let words: Vec<&str> = words.split(' ').collect();
            for (line, six) in words.chunks(6).enumerate() {
                out.line(format!("  {:2}  {}", line * 6 + 1, six.join(" ")))?;
            }
        }
    }
    out.answer(&answer)?;
    out.line(format!("Founded: the offender management unit of {unit}, in {}.", session.folder().display()))?;
    Ok(session.lock().await?)
}

pub(crate) async fn verify(opener: &Opener, out: &mut Out, against_server: bool) -> Result<(), Failure> {
    if against_server {
        return crate::server::verify(opener, out).await;
    }
    opener
        .with(async |session| {
            let mut progress = Progress::new("Verifying");
            let verified = session.verify(|done, all| progress.show(done, all)).await?;
            drop(progress);
            out.answer(&verified)?;
            out.line(format!(
        "The record is whole: {} control entries, {} entries of {} devices ({} sealed for others), {} cases, {} rows.",
        verified.control, verified.entries, verified.devices, verified.closed, verified.cases, verified.rows
    ))?;
            Ok(())
        })
        .await
}

pub(crate) async fn rebuild(opener: &Opener, out: &mut Out) -> Result<(), Failure> {
    opener
        .with(async |session| {
            let mut progress = Progress::new("Rebuilding");
            session.rebuild(|done, all| progress.show(done, all)).await?;
            drop(progress);
            out.answer(&json!({ "rebuilt": true }))?;
            out.line("Every table and index was made again from the ledger.")?;
            Ok(())
        })
        .await
}

pub(crate) async fn backup(opener: &Opener, out: &mut Out, file: &Path) -> Result<(), Failure> {
    let passphrase = opener.passphrase("Passphrase: ")?;
    opener.with(async |session| {
    session.back_up(file, &passphrase, |_, _| true).await?;
    out.answer(&json!({ "backup": file.display().to_string() }))?;
    out.line(format!(
        "Backed up to {}. It opens with this profile's passphrase on this computer account, or with the recovery key anywhere.",
        file.display()
    ))?;
    Ok(())
    }).await
}

pub(crate) async fn restore(
    opener: &Opener,
    out: &mut Out,
    file: &Path,
    recovery: Option<PathBuf>,
) -> Result<(), Failure> {
    let words = recovery.as_deref().map(crate::joining::words_in).transpose()?;
    let passphrase =
        if words.is_some() { opener.new_passphrase()? } else { opener.passphrase("Passphrase of the backup: ")? };
    let opening = match &words {
        Some(words) => Opening::Recovery { words, passphrase: &passphrase },
        None => Opening::Passphrase(&passphrase),
    };
    let clock = Box::new(SystemClock);
    let ways = Ways::https();
    let session = app::backup::restore(file, opener.folder()?, opener.keystore(), clock, &ways, opening).await?;
    let view = session.connection().await?;
    out.answer(&json!({ "profile": session.folder().display().to_string(), "connection": view }))?;
    out.line(format!(
        "Restored to {}. It goes on as a new device of {}.",
        session.folder().display(),
        session.card().staff
    ))?;
    crate::server::stands(out, &view)?;
    Ok(session.lock().await?)
}
