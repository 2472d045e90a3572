//! Windows of the same Tauri as the product's, with the same features: an empty one, for what a window costs before there is anything
//! in it, and with `table` as its argument one with a bare table, for what a key press costs. They print when they have been painted, by
//! the computer's clock, and stay open until they are ended.

use std::io::Write;

use tauri::{WebviewUrl, WebviewWindowBuilder};

/// The page's word that it has been painted, in milliseconds since 1970.
#[tauri::command]
fn painted(at: u64) {
    // Where nobody listens there is nothing to measure.
    let _ = writeln!(std::io::stdout(), "painted {at}");
}

fn main() -> tauri::Result<()> {
    let (page, title) = if std::env::args().nth(1).is_some_and(|of| of == "table") {
        ("table.html", "Table")
    } else {
        ("index.html", "Empty")
    };
    tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![painted])
        .setup(move |app| {
            let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::App(page.into()));
            window.title(title).inner_size(1440.0, 900.0).build()?;
            Ok(())
        })
        .run(tauri::generate_context!("tauri.conf.json"))
}
