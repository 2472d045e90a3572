//! A keyboard and a mouse at the display: what they do reaches the window the way it comes from real ones, by the X server.

use std::io::Write;
use std::process::{Child, ChildStdin, Stdio};

use tests::computer::Computer;
use tests::desktop::demand;

use super::now;
use crate::Failure;

/// xdotool, taking orders.
pub(crate) struct Hands {
    xdotool: Child,
    orders: ChildStdin,
}

impl Hands {
    /// At the window with a title, which gets the keyboard.
    pub(crate) fn at(computer: &Computer, title: &str) -> Result<Self, Failure> {
        demand(&[("xdotool", "apt-get install xdotool")]);
        let mut xdotool = computer.desktop.account.bare_command("xdotool");
        let mut xdotool = xdotool.arg("-").stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
        let orders = xdotool.stdin.take().ok_or("xdotool takes no orders")?;
        let mut hands = Self { xdotool, orders };
        hands.order(&format!("search --sync --onlyvisible --name ^{title}$ windowfocus --sync"))?;
        Ok(hands)
    }

    /// Presses a key, and says when.
    pub(crate) fn press(&mut self, key: &str) -> Result<f64, Failure> {
        let at = now();
        self.order(&format!("key --delay 0 {key}"))?;
        Ok(at)
    }

    /// Does what xdotool calls this.
    pub(crate) fn order(&mut self, order: &str) -> Result<(), Failure> {
        writeln!(self.orders, "{order}")?;
        Ok(self.orders.flush()?)
    }
}

impl Drop for Hands {
    fn drop(&mut self) {
        // It ends by itself at the end of its orders; this is for one that hangs.
        let _ = self.xdotool.kill();
        let _ = self.xdotool.wait();
    }
}
