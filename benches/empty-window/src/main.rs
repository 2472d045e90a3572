//! An empty window of the same Tauri as the product's, with the same features: what a window costs before there is anything in it.
//! It prints when its page has been painted, by the computer's clock, and stays open until it is ended.

use std::io::Write;

/// The page's word that it has been painted, in milliseconds since 1970.
#[tauri::command]
fn painted(at: u64) {
    // Where nobody listens there is nothing to measure.
    let _ = writeln!(std::io::stdout(), "painted {at}");
}

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![painted])
        .run(tauri::generate_context!("tauri.conf.json"))
}
