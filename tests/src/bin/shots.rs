//! Takes pictures of every screen and state of the window on the demonstration prison: `shots FOLDER [PART OF A NAME]`; with a part of a name
//! only of those, on a smaller prison that is made sooner. See scripts/shots.sh.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a tool of the tests says what went wrong by stopping"
)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use tests::demonstration::{SMALL, USUAL};
use tests::tour::{State, Walk, all, through};

/// The sizes of a window that a prison's desktops have; the display is as large as the first.
const SIZES: [(u32, u32); 2] = [(1920, 1080), (1280, 800)];

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap());
    let only = arguments.next().unwrap_or_default();
    let states: Vec<State> = all().into_iter().filter(|state| state.name.contains(&only)).collect();
    say(&format!("{} screens and states, each at two sizes, in {}", states.len(), folder.display()));
    // Whoever looks at a few is about to look again.
    let size = if only.is_empty() { USUAL } else { SMALL };
    let unreached = through(
        states,
        || Walk::begins(SIZES[0], size),
        async |state, walk| {
            picture(walk, state, &folder).await;
            say(state.name);
        },
    );
    match unreached.await.as_slice() {
        [] => ExitCode::SUCCESS,
        unreached => {
            say(&format!("could not be reached:\n{}", unreached.join("\n")));
            ExitCode::FAILURE
        }
    }
}

/// One state, at each size.
async fn picture(walk: &Walk, state: &State, folder: &Path) {
    for (width, height) in SIZES {
        let folder = folder.join(format!("{width}x{height}"));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{}.png", state.name)), walk.picture((width, height)).await).unwrap();
    }
    walk.window().is_sized(SIZES[0]).await;
}

fn say(words: &str) {
    let _ = writeln!(std::io::stdout(), "{words}");
}
