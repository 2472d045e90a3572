//! What the window has taken of memory after a stretch of work, by keyboard and wheel alone: under WebDriver the page's process would keep
//! what WebDriver asks of it as well.

use std::process::Stdio;

use tests::computer::{Computer, program};

use super::hands::Hands;
use super::memory::resident;
use super::pause;
use super::starting::{HOOK, PATIENCE, RENDERER, SETTLED, paintings};
use crate::Failure;

/// How often all of it is done.
const ROUNDS: usize = 2;

/// What is done, what for, and how long it is given: rows, views, filter, palette, case files, the whole list by wheel and by pages.
const WORK: [(&str, usize, u64); 9] = [
    ("key --delay 50 j", 120, 80),
    ("key --delay 100 2 3 4 5 1", 24, 1_400),
    ("key --delay 150 slash a s h Escape Escape", 20, 1_900),
    ("key --delay 150 ctrl+k s i s Escape", 20, 1_600),
    ("key --delay 100 Return", 1, 1_500),
    ("key --delay 100 bracketright", 60, 300),
    ("key --delay 100 Escape", 1, 1_000),
    ("click --repeat 300 --delay 8 5 click --repeat 300 --delay 8 4", 1, 7_000),
    ("key --delay 33 Next Next Next Next Prior Prior Prior Prior", 20, 600),
];

/// Works in a window of its own, and says how many megabytes it has then.
pub(crate) async fn memory(computer: &Computer) -> Result<f64, Failure> {
    let mut command = computer.desktop.account.bare_command(program());
    let command = command.env_remove(RENDERER).env(HOOK, "1").stdout(Stdio::piped()).stderr(Stdio::null());
    let mut process = command.spawn()?;
    paintings(&mut process)?.recv_timeout(PATIENCE)?;
    pause(SETTLED).await;
    let mut hands = Hands::at(computer, "Throughcare")?;
    hands.order("mousemove 600 500")?;
    for _ in 0..ROUNDS {
        for (order, times, given) in WORK {
            for _ in 0..times {
                hands.order(order)?;
                pause(given).await;
            }
        }
    }
    pause(SETTLED).await;
    let memory = resident(process.id());
    process.kill()?;
    process.wait()?;
    Ok(memory)
}
