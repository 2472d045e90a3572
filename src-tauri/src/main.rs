//! The shell: the window, its menus, a timer, and one command that hands each call to the desk. No casework.

#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

#[cfg(test)]
mod agreements;
mod demonstration;
mod editing;
mod engine;
mod files;
mod graphics;
#[cfg(feature = "test-hooks")]
mod hook;
mod leaving;
mod menu;
mod place;
mod second;
mod window;

use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use api::{Call, ChooseFiles, Code, DraftsKept, Problem};
use app::desk::Desk;
use app::home::Home;
use app::keystore::Keystore;
use clap::Parser;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tauri::ipc::Response;
use tauri::{Manager, RunEvent, State, WebviewWindow};

/// Throughcare: custody casework for an offender management unit.
#[derive(Parser)]
#[command(name = "throughcare", version)]
struct Args {
    /// Draw without the graphics card: for a window that stays blank or flickers
    #[arg(long)]
    safe_graphics: bool,
    /// Where profiles keep their keys: nothing for the system's keyring, or file:PATH
    #[arg(long, env = "THROUGHCARE_KEYSTORE", hide_env_values = true)]
    keystore: Option<String>,
}

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        // Where, never what: the text of a panic can carry what somebody wrote about somebody.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tell(&format!("Throughcare met a fault of its own at {place}. What was recorded is safe."));
    }));
    let args = Args::parse();
    graphics::settle(args.safe_graphics);
    watch();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            last_words(&reason);
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<(), String> {
    let context = tauri::generate_context!("tauri.conf.json");
    if second::is_open(&context.config().identifier) {
        return Ok(());
    }
    engine::check()?;
    let words = |error: app::AppError| format!("{} {}", error.message, error.remedy);
    let home = Home::usual().map_err(words)?;
    let keystore = Keystore::from_setting(args.keystore.as_deref()).map_err(words)?;
    let place = place::Place::kept_in(home.folder());
    let safe_graphics = args.safe_graphics;

    let app = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| window::to_the_front(app)))
        .invoke_handler(tauri::generate_handler![call])
        .manage(leaving::Kept::default())
        .menu(menu::build)
        .on_menu_event(|app, event| menu::chosen(app, event.id().as_ref()))
        .on_window_event(|window, event| {
            if let tauri::WindowEvent::CloseRequested { api, .. } = event {
                api.prevent_close();
                leaving::quit(window.app_handle());
            }
        })
        .setup(move |app| {
            let told = app.handle().clone();
            let desk = Desk::new(home, keystore, demonstration::making(), move |news| window::tell(&told, &news));
            app.manage(desk.clone());
            #[cfg(feature = "test-hooks")]
            hook::begin(app.handle(), desk.clone());
            window::open(app.handle(), place, safe_graphics).inspect_err(|error| last_words(&error.to_string()))?;
            tauri::async_runtime::spawn(watch_the_time(desk));
            Ok(())
        })
        .build(context)
        .map_err(|error| error.to_string())?;
    app.run(|_app, event| {
        // The last window's end is ours to decide: `leaving::quit` closes the record before.
        if let RunEvent::ExitRequested { api, code: None, .. } = event {
            api.prevent_exit();
        }
    });
    Ok(())
}

/// The one command. Names that begin with `shell.` are for the window itself, all others for the desk.
#[tauri::command]
async fn call(window: WebviewWindow, desk: State<'_, Desk>, name: String, body: String) -> Result<Response, Problem> {
    window::heard(&window);
    #[cfg(feature = "test-hooks")]
    if hook::answers(&window, &desk, &name, &body).await {
        return Ok(Response::new(Vec::new()));
    }
    let reply = match name.as_str() {
        DraftsKept::NAME => answer(&body, async |DraftsKept {}| leaving::kept(window.app_handle())).await,
        ChooseFiles::NAME => answer(&body, async |wanted| files::choose(&window, wanted).await).await,
        _ => desk.answer(&name, body.as_bytes()).await,
    };
    reply.map(Response::new)
}

/// Answers a call of the shell's own.
async fn answer<C: Call + DeserializeOwned>(
    body: &str,
    with: impl AsyncFnOnce(C) -> C::Reply,
) -> Result<Vec<u8>, Problem>
where
    C::Reply: Serialize,
{
    let broken = || {
        Problem::new(Code::Failed, "The window did not understand the page.", "Close Throughcare and open it again.")
    };
    let request = serde_json::from_str(body).map_err(|_| broken())?;
    api::wire::write(&with(request).await).map_err(|_| broken())
}

/// The desk locks when nobody is there, but it does not watch the clock itself.
async fn watch_the_time(desk: Desk) {
    let mut second = tokio::time::interval(Duration::from_secs(1));
    second.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    loop {
        second.tick().await;
        desk.tick().await;
    }
}

/// Errors go to standard error; more with THROUGHCARE_LOG. The database driver's statements never: one of them carries the key.
fn watch() {
    let filter = tracing_subscriber::EnvFilter::builder()
        .with_env_var("THROUGHCARE_LOG")
        .with_default_directive(tracing_subscriber::filter::LevelFilter::ERROR.into())
        .from_env_lossy();
    let quiet = ["sqlx=off", "zbus=warn", "tauri=warn", "wry=warn"];
    let filter = quiet.iter().filter_map(|directive| directive.parse().ok()).fold(filter, |f, d| f.add_directive(d));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

/// Why there is no window: also in a dialog on Windows, where a program with a window has no console.
fn last_words(reason: &str) {
    let words = format!("Throughcare cannot open its window: {reason}");
    tell(&words);
    if cfg!(windows) {
        let dialog = rfd::MessageDialog::new().set_level(rfd::MessageLevel::Error).set_title("Throughcare");
        let _ = dialog.set_description(words).show();
    }
}

fn tell(words: &str) {
    // Where standard error is closed there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "{words}");
}
