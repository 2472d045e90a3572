//! One process: it unlocks the unit, does what it was asked for, says what came of it as JSON, and ends.

use std::path::PathBuf;
use std::time::Instant;

use app::Session;
use app::pack::{OpenedPack, sheet};
use app::types::PrisonNumber;
use papers::Imprint;
use serde::{Deserialize, Serialize};

use super::case::for_com;
use crate::Failure;
use crate::figures::milliseconds;
use crate::prison::Unit;

/// What tells such a process from the program as it is started by hand.
pub(crate) const CHILD: &str = "pack-child";
/// How often a pack is sealed after the first.
pub(crate) const TIMES: usize = 9;

/// What a process is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// How long packs take.
    Time,
    /// How much memory one takes.
    Memory,
}

/// How long packs took in one process.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Timed {
    /// How many pages each has.
    pub(super) pages: u32,
    /// The first.
    pub(super) cold_ms: f64,
    /// The others.
    pub(super) warm_ms: Vec<f64>,
    /// typst alone, in turn with those.
    pub(super) typst_ms: Vec<f64>,
}

impl Asked {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Memory => "memory",
        }
    }
}

/// Does what a process was asked for: what, in which unit, of whom.
pub(crate) async fn answer(asked: &str, folder: &str, number: &str) -> Result<(), Failure> {
    let unit = Unit::at(PathBuf::from(folder));
    let number: PrisonNumber = number.parse()?;
    let mut session = unit.open().await?;
    let answer = match [Asked::Time, Asked::Memory].into_iter().find(|known| known.word() == asked) {
        Some(Asked::Time) => serde_json::to_string(&time(&mut session, &number).await?)?,
        Some(Asked::Memory) => serde_json::to_string(&memory(&mut session, &number).await?)?,
        None => return Err("asked for nothing that is known".into()),
    };
    println!("{answer}");
    session.lock().await?;
    Ok(())
}

async fn time(session: &mut Session, number: &PrisonNumber) -> Result<Timed, Failure> {
    let folder = tempfile::tempdir()?;
    let mut timed = Timed { pages: 0, cold_ms: 0.0, warm_ms: Vec::new(), typst_ms: Vec::new() };
    for at in 0..=TIMES {
        let file = folder.path().join(format!("{at}.pdf"));
        let start = Instant::now();
        let sealed = session.seal_pack(number, for_com(), &file).await?;
        let took = milliseconds(start.elapsed());
        timed.pages = sealed.pages;
        if at == 0 {
            timed.cold_ms = took;
            continue;
        }
        timed.warm_ms.push(took);
        // The same document, ready for typst: laid out and written as tagged PDF, without what is attached
        let opened = OpenedPack::open(&std::fs::read(&file)?, &sealed.words.join(" "))?;
        let prepared = sheet(&opened.pack).prepare(&[])?;
        let imprint = Imprint { id: sealed.id, made: opened.pack.made };
        let start = Instant::now();
        let paper = prepared.print(&imprint)?;
        timed.typst_ms.push(milliseconds(start.elapsed()));
        if paper.pages != usize::try_from(sealed.pages)? {
            return Err("typst alone printed another document".into());
        }
    }
    Ok(timed)
}

/// By how many megabytes the process grew at most while it sealed one pack.
async fn memory(session: &mut Session, number: &PrisonNumber) -> Result<f64, Failure> {
    let folder = tempfile::tempdir()?;
    // The highest so far was unlocking: from here on it is counted anew.
    std::fs::write("/proc/self/clear_refs", "5")?;
    let before = resident("VmRSS:")?;
    session.seal_pack(number, for_com(), &folder.path().join("pack.pdf")).await?;
    Ok(resident("VmHWM:")? - before)
}

/// What the system says of this process, in megabytes.
fn resident(what: &str) -> Result<f64, Failure> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(what)).ok_or("the system does not say")?;
    let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kilobytes * 1024.0 / 1e6)
}
