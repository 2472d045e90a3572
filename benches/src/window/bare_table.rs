//! What a key press costs at the least here: a window of the same Tauri with a bare table, of which each press shows other rows.

use std::process::Stdio;

use tests::command::built;
use tests::computer::Computer;

use super::hands::Hands;
use super::pause;
use super::starting::{PATIENCE, RENDERER, paintings};
use crate::Failure;

/// How many presses, after one that does not count.
const PRESSES: u64 = 120;

/// Milliseconds from key press to painted.
pub(crate) async fn presses(computer: &Computer) -> Result<Vec<f64>, Failure> {
    let mut command = computer.desktop.account.bare_command(built("empty-window"));
    let command = command.arg("table").env(RENDERER, "1").stdout(Stdio::piped()).stderr(Stdio::null());
    let mut process = command.spawn()?;
    let painted = paintings(&mut process)?;
    painted.recv_timeout(PATIENCE)?;
    let mut hands = Hands::at(computer, "Table")?;
    let mut times = Vec::new();
    for press in 0..=PRESSES {
        pause(200 + 61 * (press % 11)).await;
        let pressed = hands.press("j")?;
        times.push(painted.recv_timeout(PATIENCE)? - pressed);
    }
    process.kill()?;
    process.wait()?;
    Ok(times.split_off(1))
}
