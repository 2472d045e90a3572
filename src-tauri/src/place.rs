//! Where the window was, how large, and how far zoomed: kept in `window.json` when it closes, taken up again when it opens.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use tauri::{LogicalPosition, LogicalSize, WebviewWindow};

/// Steps of the zoom, in per cent.
const ZOOM: &[u32] = &[50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400];

/// The window's place and the folder that it is kept in.
pub(crate) struct Place {
    folder: PathBuf,
    kept: Mutex<Kept>,
}

/// What is kept, in units that do not depend on the screen's density.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    size: (f64, f64),
    at: Option<(f64, f64)>,
    maximised: bool,
    zoom: u32,
}

impl Default for Kept {
    fn default() -> Self {
        Self { size: (1440.0, 900.0), at: None, maximised: false, zoom: 100 }
    }
}

impl Place {
    /// As it was kept, or the usual place where nothing readable was.
    pub(crate) fn kept_in(folder: &Path) -> Self {
        let text = std::fs::read_to_string(folder.join(FILE)).unwrap_or_default();
        Self { folder: folder.to_owned(), kept: Mutex::new(serde_json::from_str(&text).unwrap_or_default()) }
    }

    /// The folder that it is kept in.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Puts the window there, if that is still on a screen.
    pub(crate) fn take(&self, window: &WebviewWindow) -> tauri::Result<()> {
        let kept = self.now();
        window.set_size(LogicalSize::new(kept.size.0, kept.size.1))?;
        let on_a_screen = |(x, y): (f64, f64)| {
            window.available_monitors().unwrap_or_default().iter().any(|screen| {
                let (at, size) = (screen.position().to_logical::<f64>(screen.scale_factor()), screen.size());
                let size = size.to_logical::<f64>(screen.scale_factor());
                // Enough of the title bar to take hold of.
                x >= at.x - 50.0 && x <= at.x + size.width - 100.0 && y >= at.y && y <= at.y + size.height - 100.0
            })
        };
        if let Some(at) = kept.at.filter(|at| on_a_screen(*at)) {
            window.set_position(LogicalPosition::new(at.0, at.1))?;
        }
        if kept.maximised {
            window.maximize()?;
        }
        window.set_zoom(f64::from(kept.zoom) / 100.0)
    }

    /// Keeps where the window is. What cannot be kept is not worth a word: the window opens in its usual place.
    pub(crate) fn keep(&self, window: &WebviewWindow) {
        let mut kept = self.now();
        kept.maximised = window.is_maximized().unwrap_or_default();
        let scale = window.scale_factor().unwrap_or(1.0);
        if !kept.maximised
            && let (Ok(size), Ok(at)) = (window.inner_size(), window.outer_position())
        {
            let (size, at) = (size.to_logical::<f64>(scale), at.to_logical::<f64>(scale));
            kept.size = (size.width, size.height);
            kept.at = Some((at.x, at.y));
        }
        // No folder yet: nobody has kept anything here, and a look at the first screen is no reason to make one.
        if self.folder.is_dir()
            && let Ok(text) = serde_json::to_string(&kept)
        {
            let _ = std::fs::write(self.folder.join(FILE), text);
        }
    }

    /// A step nearer (1), a step further (-1), or as it was made (0).
    pub(crate) fn zoom(&self, window: &WebviewWindow, step: i32) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.zoom = zoomed(kept.zoom, step);
        let _ = window.set_zoom(f64::from(kept.zoom) / 100.0);
    }

    fn now(&self) -> Kept {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone();
        kept.zoom = zoomed_within_reason(kept.zoom);
        kept
    }
}

/// The file's name.
const FILE: &str = "window.json";

fn zoomed(from: u32, step: i32) -> u32 {
    match step {
        1 => ZOOM.iter().copied().find(|zoom| *zoom > from).unwrap_or(from),
        -1 => ZOOM.iter().rev().copied().find(|zoom| *zoom < from).unwrap_or(from),
        _ => 100,
    }
}

fn zoomed_within_reason(zoom: u32) -> u32 {
    if ZOOM.contains(&zoom) { zoom } else { 100 }
}

#[cfg(test)]
mod tests {
    use super::{Kept, Place, zoomed};

    #[test]
    fn zoom_goes_in_steps_and_stops_at_either_end() {
        assert_eq!([zoomed(100, 1), zoomed(110, -1), zoomed(175, 0)], [110, 100, 100]);
        assert_eq!([zoomed(400, 1), zoomed(50, -1)], [400, 50]);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_the_usual_place() {
        let folder = tempfile::tempdir().expect("a folder");
        for text in ["", "{", r#"{"zoom":7}"#] {
            std::fs::write(folder.path().join("window.json"), text).expect("written");
            assert_eq!(Place::kept_in(folder.path()).now(), Kept::default(), "{text}");
        }
    }
}
