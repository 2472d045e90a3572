//! Where the window was, and how large: kept in `window.json` when it closes, taken up again when it opens. How large its text is stands
//! in the preferences, which the page has.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tauri::{LogicalPosition, LogicalSize, WebviewWindow};

/// The window's place and the folder that it is kept in.
pub(crate) struct Place {
    folder: PathBuf,
    kept: Kept,
}

/// What is kept, in units that do not depend on the screen's density.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    size: (f64, f64),
    at: Option<(f64, f64)>,
    maximised: bool,
}

impl Default for Kept {
    fn default() -> Self {
        Self { size: (1440.0, 900.0), at: None, maximised: false }
    }
}

impl Place {
    /// As it was kept, or the usual place where nothing readable was.
    pub(crate) fn kept_in(folder: &Path) -> Self {
        let text = std::fs::read_to_string(folder.join(FILE)).unwrap_or_default();
        Self { folder: folder.to_owned(), kept: serde_json::from_str(&text).unwrap_or_default() }
    }

    /// The folder that it is kept in.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Puts the window there, if that is still on a screen.
    pub(crate) fn take(&self, window: &WebviewWindow) -> tauri::Result<()> {
        let kept = &self.kept;
        let (width, height) = match window.current_monitor()? {
            Some(screen) => {
                let screen = screen.size().to_logical::<f64>(screen.scale_factor());
                fitting(kept.size, (screen.width, screen.height))
            }
            None => kept.size,
        };
        window.set_size(LogicalSize::new(width, height))?;
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
        Ok(())
    }

    /// Keeps where the window is. What cannot be kept is not worth a word: the window opens in its usual place.
    pub(crate) fn keep(&self, window: &WebviewWindow) {
        let mut kept = self.kept.clone();
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
}

/// As large as it was, but not larger than the screen: what lies beyond its edge nobody can reach.
const fn fitting(kept: (f64, f64), screen: (f64, f64)) -> (f64, f64) {
    (kept.0.min(screen.0), kept.1.min(screen.1))
}

/// The file's name.
const FILE: &str = "window.json";

#[cfg(test)]
mod tests {
    use super::{Kept, Place, fitting};

    #[test]
    fn on_a_small_screen_the_window_is_no_larger_than_that() {
        assert_eq!(fitting((1440.0, 900.0), (1280.0, 800.0)), (1280.0, 800.0));
        assert_eq!(fitting((1440.0, 900.0), (1920.0, 1080.0)), (1440.0, 900.0));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_the_usual_place() {
        let folder = tempfile::tempdir().expect("a folder");
        for text in ["", "{", r#"{"maximised":7}"#] {
            std::fs::write(folder.path().join("window.json"), text).expect("written");
            assert_eq!(Place::kept_in(folder.path()).kept, Kept::default(), "{text}");
        }
    }
}
