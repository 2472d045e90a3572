//! The whole list scrolled at speed, every frame of it looked at: a row that is not there yet is a blank.

use serde::Deserialize;
use serde_json::json;
use tests::window::Window;

use super::hands::Hands;
use super::pause;
use crate::Failure;

const SAMPLE: &str = include_str!("sample.js");
/// A wheel turned fast: notches at a time, and milliseconds between two.
const NOTCHES: (usize, usize) = (20, 8);
/// A key held down, in milliseconds between two presses.
const HELD: usize = 33;
/// More pages than the list has.
const PAGES: usize = 80;

/// What the frames showed.
#[derive(Deserialize)]
pub(crate) struct Scrolled {
    /// How many were looked at.
    pub(crate) frames: u32,
    /// In how many of them a row was missing.
    pub(crate) blank: f64,
    /// How many different rows were seen.
    pub(crate) rows: u32,
}

/// Every way to scroll.
pub(crate) async fn all(window: &Window, hands: &mut Hands) -> Result<Vec<(&'static str, Scrolled)>, Failure> {
    super::pressing::everyone(window).await?;
    let mut scrolling = Scrolling { window, hands };
    let wheel = scrolling.wheel().await?;
    let pages = scrolling.pages().await?;
    let ends = scrolling.ends().await?;
    Ok(vec![("scrolling by the wheel", wheel), ("PageDown and PageUp held down", pages), ("End and Home", ends)])
}

struct Scrolling<'a> {
    window: &'a Window,
    hands: &'a mut Hands,
}

impl Scrolling<'_> {
    /// Down to the end and up again.
    async fn wheel(&mut self) -> Result<Scrolled, Failure> {
        self.begin().await?;
        self.hands.order("mousemove 500 500")?;
        for (button, way) in [
            (5, "return pane.scrollTop + pane.clientHeight >= pane.scrollHeight - 1"),
            (4, "return pane.scrollTop === 0"),
        ] {
            let there = format!("const pane = document.querySelector('#cases-pane'); {way}");
            while self.window.asks(&there).await != json!(true) {
                self.hands.order(&format!("click --repeat {} --delay {} {button}", NOTCHES.0, NOTCHES.1))?;
                pause(200).await;
            }
        }
        self.end().await
    }

    async fn pages(&mut self) -> Result<Scrolled, Failure> {
        self.begin().await?;
        for key in ["Next", "Prior"] {
            self.hands.order(&format!("key --delay {HELD} {}", [key; PAGES].join(" ")))?;
            // Each press is down for half of the time and up for the other.
            pause(u64::try_from(HELD * PAGES * 2)? + 1000).await;
        }
        self.end().await
    }

    async fn ends(&mut self) -> Result<Scrolled, Failure> {
        self.begin().await?;
        for key in ["End", "Home"].into_iter().cycle().take(10) {
            self.hands.press(key)?;
            pause(400).await;
        }
        self.end().await
    }

    /// From the first row on, every frame is looked at.
    async fn begin(&self) -> Result<(), Failure> {
        self.window.presses("#cases-pane tbody tr[aria-rowindex='2']").await;
        pause(500).await;
        self.window.page.execute(SAMPLE, vec![]).await?;
        Ok(())
    }

    async fn end(&self) -> Result<Scrolled, Failure> {
        pause(300).await;
        let seen = self.window.asks("window.seen.ended = true; return window.seen").await;
        Ok(serde_json::from_value(seen)?)
    }
}
