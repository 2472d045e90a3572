//! The real window on the measured unit, beside an empty window of the same Tauri: how soon it shows rows, what it takes of memory, how
//! soon a key press is painted, whether scrolling leaves blanks. On a display that nobody sees, in a desktop session with a bus and a
//! keyring of its own.

mod bare_table;
mod hands;
mod memory;
mod pressing;
mod scrolling;
mod starting;
mod working;

use std::os::unix::fs::symlink;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tests::computer::Computer;
use tests::window::Window;

use crate::Failure;
use crate::figures::{median, percentile};
use crate::prison::Unit;
use crate::report::{Figure, Report};
use hands::Hands;

/// The screen, which the window fills.
const SCREEN: (u32, u32) = (1440, 900);
/// The screens, as the window embeds them.
const SCREENS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/dist");
/// The chapter of them that is read before anything is shown.
const FIRST: &str = "throughcare_bg.wasm";

/// Measures it, unlocked by the hook that only the bench's build has.
pub(crate) async fn measure(unit: &Unit, report: &mut Report) -> Result<(), Failure> {
    let (first, all) = webassembly()?;
    report.add(Figure::most("WebAssembly read before the first rows, before compression", first, 2.5, "MB"));
    report.add(Figure::told("WebAssembly of all chapters", all, "MB"));
    let mut computer = Computer::new(SCREEN);
    std::fs::create_dir_all(computer.home())?;
    symlink(unit.profile(), Unit::at(computer.home()).profile())?;
    symlink(unit.keys(), Unit::at(computer.home()).keys())?;

    let started = starting::compare(&computer).await?;
    let ratio = started.ours.painted / started.empty.painted;
    report.add(Figure::most("process start to first rows painted, ratio to an empty window", ratio, 1.5, "×"));
    report.add(Figure::told("process start to first rows painted", started.ours.painted, "ms"));
    report.add(Figure::told("an empty window: process start to painted", started.empty.painted, "ms"));
    let ratio = started.ours.memory / started.empty.memory;
    report.add(Figure::most("resident memory with the first rows, ratio to an empty window", ratio, 1.5, "×"));
    report.add(Figure::told("resident memory with the first rows", started.ours.memory, "MB"));
    report.add(Figure::told("an empty window: resident memory", started.empty.memory, "MB"));

    let bare = bare_table::presses(&computer).await?;
    report.add(Figure::told(
        "a bare table of as many rows: key press to painted, 95th percentile",
        percentile(&bare, 0.95),
        "ms",
    ));
    report.add(Figure::told("a bare table of as many rows: median", median(&bare), "ms"));

    let memory = working::memory(&computer).await?;
    let ratio = memory / started.empty.memory;
    report.add(Figure::most("resident memory after a stretch of work, ratio to an empty window", ratio, 1.5, "×"));
    report.add(Figure::told("resident memory after a stretch of work", memory, "MB"));

    computer.desktop.account.set(starting::HOOK, "1");
    let window = computer.opens().await;
    let mut hands = Hands::at(&computer, "Throughcare")?;
    at_work(&window, &mut hands, median(&bare), report).await?;
    window.closes().await;
    Ok(())
}

/// How large the screens are, in megabytes: the first chapter, and all of them.
fn webassembly() -> Result<(f64, f64), Failure> {
    let (mut first, mut all) = (0, 0);
    for entry in std::fs::read_dir(SCREENS)? {
        let entry = entry?;
        if entry.path().extension().is_some_and(|kind| kind == "wasm") {
            let size = entry.metadata()?.len();
            all += size;
            first += if entry.file_name() == FIRST { size } else { 0 };
        }
    }
    Ok((first as f64 / 1e6, all as f64 / 1e6))
}

/// Presses keys and scrolls.
async fn at_work(window: &Window, hands: &mut Hands, bare: f64, report: &mut Report) -> Result<(), Failure> {
    pressing::everyone(window).await?;
    for (what, times) in pressing::all(window, hands).await? {
        let name = format!("{what}: key press to painted, 95th percentile of {}", times.len());
        report.add(Figure::most(&name, percentile(&times, 0.95), 50.0, "ms"));
        report.add(Figure::told(&format!("{what}: median"), median(&times), "ms"));
        report.add(Figure::told(&format!("{what}: median, ratio to a bare table"), median(&times) / bare, "×"));
    }
    for (what, scrolled) in scrolling::all(window, hands).await? {
        let name = format!("{what}: frames with a blank row, of {} over {} rows", scrolled.frames, scrolled.rows);
        report.add(Figure::most(&name, scrolled.blank, 0.0, "frames"));
    }
    Ok(())
}

/// Milliseconds since 1970, as the page's own clock says it.
fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64() * 1000.0
}

/// A pause between two things that somebody does.
async fn pause(milliseconds: u64) {
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}
