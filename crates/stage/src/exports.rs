//! Exports that can be imported into the demonstration prison, written beside its record.

use std::path::Path;

use app::AppError;
use app::home::EXPORTS;
use demo::Prison;

/// Writes them. Nobody in them is real, so they are readable like any file.
pub(crate) fn write(prison: &Prison, profile: &Path) -> Result<(), AppError> {
    for export in demo::exports(prison) {
        let file = profile.join(EXPORTS).join(&export.path);
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(file, export.bytes)?;
    }
    Ok(())
}
