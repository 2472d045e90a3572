//! A keyboard under WebDriver: key presses as the window's own list of keys writes them, and words letter by letter.

use fantoccini::Client;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::error::CmdError;
use fantoccini::key::Key;

/// Presses what a line of keys says, one press after the other: `Ctrl+K`, `g c`, `Shift+Tab`, `Escape`, `?`.
pub async fn press(page: &Client, keys: &str) -> Result<(), CmdError> {
    let mut actions = keyboard();
    for chord in keys.split(' ') {
        let held: Vec<char> = chord.split('+').map(key).collect();
        for key in &held {
            actions = actions.then(KeyAction::Down { value: *key });
        }
        for key in held.iter().rev() {
            actions = actions.then(KeyAction::Up { value: *key });
        }
    }
    page.perform_actions(actions).await
}

/// Types words where the focus is.
pub async fn type_words(page: &Client, words: &str) -> Result<(), CmdError> {
    let mut actions = keyboard();
    for letter in words.chars() {
        let value = if letter == '\n' { Key::Enter.into() } else { letter };
        actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
    }
    page.perform_actions(actions).await
}

fn keyboard() -> KeyActions {
    KeyActions::new("keyboard".to_owned())
}

/// What WebDriver calls a key.
fn key(name: &str) -> char {
    let named = match name {
        "Ctrl" => Key::Control,
        "Shift" => Key::Shift,
        "Alt" => Key::Alt,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Tab" => Key::Tab,
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "Space" => return ' ',
        "F1" => Key::F1,
        "F6" => Key::F6,
        letter if letter.chars().count() == 1 => return letter.chars().next().unwrap_or(' '),
        other => panic!("no key is called {other}"),
    };
    named.into()
}
