//! Files that somebody asked for.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::error::AppError;

/// Writes a file that must not exist yet, readable by its owner only. Half of one is not left behind.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), AppError> {
    let mut options = File::options();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => AppError::input(
            format!("{} exists already.", path.display()),
            "Choose another name: nothing is overwritten.",
        ),
        ErrorKind::NotFound => AppError::input(
            format!("{} is in a folder that does not exist.", path.display()),
            "Make the folder, or choose another place.",
        ),
        _ => AppError::from(error),
    })?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|error| {
        let _removed: std::io::Result<()> = std::fs::remove_file(path);
        AppError::from(error)
    })
}
