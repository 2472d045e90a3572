//! Tells Tauri that its folders are in src-tauri, and sees to it that there is a page to embed.

use std::error::Error;
use std::path::Path;

/// What a build without `scripts/ui.sh` before it embeds: checks need no screens.
const PLACEHOLDER: &str =
    "<!doctype html><title>Throughcare</title><p>The screens are not built: scripts/ui.sh builds them.</p>\n";

fn main() -> Result<(), Box<dyn Error>> {
    let dist = Path::new("ui/dist");
    if !dist.join("index.html").exists() {
        std::fs::create_dir_all(dist)?;
        std::fs::write(dist.join("index.html"), PLACEHOLDER)?;
    }
    let mut watched = vec!["ui/dist", "src-tauri/capabilities", "src-tauri/permissions", "icons"];
    watched.retain(|path| Path::new(path).exists());
    let mut out = std::io::stdout();
    for path in watched {
        std::io::Write::write_all(&mut out, format!("cargo::rerun-if-changed={path}\n").as_bytes())?;
    }
    let manifest = tauri_build::AppManifest::new().permissions_path_pattern("./src-tauri/permissions/**/*");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(manifest);
    Ok(tauri_build::try_build(attributes)?)
}
