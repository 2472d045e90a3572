//! From the start of a process until its window has something painted, and what it has taken of memory by then. The product's window and
//! an empty one take turns, without WebDriver. Both say themselves when they were painted, by the computer's clock.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use tests::command::built;
use tests::computer::{Computer, program};

use super::memory::{family, resident, share};
use super::{now, pause};
use crate::Failure;
use crate::figures::median;

/// The hook's variable: the demonstration prison opens without hands.
pub(crate) const HOOK: &str = "THROUGHCARE_OPEN_DEMONSTRATION";
/// What the shell sets for itself; for the empty window it is set from outside.
pub(crate) const RENDERER: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
/// How often each window is started, after once that does not count.
const TIMES: usize = 9;
/// When a window has been open for so long, it has settled.
pub(crate) const SETTLED: u64 = 4_000;
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Milliseconds and megabytes, medians.
pub(crate) struct Start {
    pub(crate) painted: f64,
    pub(crate) memory: f64,
}

pub(crate) struct Compared {
    pub(crate) ours: Start,
    pub(crate) empty: Start,
}

/// Starts both, in turn.
pub(crate) async fn compare(computer: &Computer) -> Result<Compared, Failure> {
    let empty = built("empty-window");
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..=TIMES {
        let mut command = computer.desktop.account.bare_command(&empty);
        theirs.push(start(command.env(RENDERER, "1")).await?);
        let mut command = computer.desktop.account.bare_command(program());
        ours.push(start(command.env_remove(RENDERER).env(HOOK, "1")).await?);
    }
    Ok(Compared { ours: middle(&ours), empty: middle(&theirs) })
}

fn middle(starts: &[Start]) -> Start {
    let of = |part: fn(&Start) -> f64| median(&starts.iter().skip(1).map(part).collect::<Vec<_>>());
    Start { painted: of(|start| start.painted), memory: of(|start| start.memory) }
}

async fn start(command: &mut Command) -> Result<Start, Failure> {
    let began = now();
    let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let painted = painted(&mut process);
    pause(SETTLED).await;
    let (memory, family) = (resident(process.id()), family(process.id()));
    process.kill()?;
    process.wait()?;
    // The next start has the computer to itself.
    while family.iter().any(|process| share(*process).is_some()) {
        pause(20).await;
    }
    Ok(Start { painted: painted? - began, memory })
}

/// When the window says it was painted.
fn painted(process: &mut Child) -> Result<f64, Failure> {
    let at = paintings(process)?.recv_timeout(PATIENCE);
    at.map_err(|_| "a window showed nothing: was it built by scripts/bench.sh?".into())
}

/// Whenever a window says that it was painted, by the computer's clock.
pub(crate) fn paintings(process: &mut Child) -> Result<mpsc::Receiver<f64>, Failure> {
    let said = process.stdout.take().ok_or("a window without standard output")?;
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(said).lines().map_while(Result::ok) {
            if let Some(at) = line.strip_prefix("painted ").and_then(|at| at.parse().ok()) {
                // Who has stopped waiting is not told.
                let _ = tell.send(at);
            }
        }
    });
    Ok(told)
}
