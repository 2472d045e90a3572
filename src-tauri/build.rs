//! Tells Tauri that its folders are in src-tauri, and sees to it that there is a page to embed.

use std::error::Error;
use std::path::Path;

/// What a build without `scripts/ui.sh` before it embeds: checks need no screens.
const PLACEHOLDER: &str =
    "<!doctype html><title>Throughcare</title><p>The screens are not built: scripts/ui.sh builds them.</p>\n";

/// What may be in a build for checks and for the bench, and in nothing that somebody could ship.
const HOOKS: &str = "CARGO_FEATURE_TEST_HOOKS";
/// How the bench says that its release build is for itself.
const FOR_THE_BENCH: &str = "THROUGHCARE_BENCH_BUILD";

fn main() -> Result<(), Box<dyn Error>> {
    refuse_to_ship_hooks()?;
    let dist = Path::new("ui/dist");
    if !dist.join("index.html").exists() {
        std::fs::create_dir_all(dist)?;
        std::fs::write(dist.join("index.html"), PLACEHOLDER)?;
    }
    let mut watched = vec!["ui/dist", "src-tauri/capabilities", "src-tauri/permissions", "icons"];
    watched.retain(|path| Path::new(path).exists());
    for path in watched {
        tell_cargo(&format!("rerun-if-changed={path}"))?;
    }
    let manifest = tauri_build::AppManifest::new().permissions_path_pattern("./src-tauri/permissions/**/*");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(manifest);
    Ok(tauri_build::try_build(attributes)?)
}

/// A release build with the hooks for tests is for `make bench`, which says so, or it is a mistake.
#[expect(clippy::disallowed_methods, reason = "cargo tells a build script everything in its environment")]
fn refuse_to_ship_hooks() -> Result<(), Box<dyn Error>> {
    tell_cargo(&format!("rerun-if-env-changed={FOR_THE_BENCH}"))?;
    let is = |name: &str| std::env::var_os(name).is_some();
    let release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    if release && is(HOOKS) && !is(FOR_THE_BENCH) {
        return Err("test-hooks open the demonstration prison without hands: a release build has them for scripts/bench.sh only".into());
    }
    Ok(())
}

fn tell_cargo(instruction: &str) -> std::io::Result<()> {
    std::io::Write::write_all(&mut std::io::stdout(), format!("cargo::{instruction}\n").as_bytes())
}
