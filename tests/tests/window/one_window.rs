//! One window, whose name is nobody's.

use std::time::Duration;

use tests::command::ran;
use tests::computer::{Computer, program};

use crate::unit::{KIERAN, computer, finds_kieran, founds, imports};

#[tokio::test]
async fn a_second_start_brings_the_first_window_back() {
    let computer = computer();
    let window = computer.opens().await;
    window.reads("Set up Throughcare").await;
    let first = computer.running();
    // Given a window that is out of sight
    let id = windows(&computer, &["--onlyvisible", "--name", "Throughcare"]);
    let [id] = id.as_slice() else { panic!("one window is visible: {id:?}") };
    xdotool(&computer, &["windowunmap", "--sync", id]);
    assert!(windows(&computer, &["--onlyvisible", "--name", "Throughcare"]).is_empty());
    // When the program is started once more, then that start ends, and the window is there again. It began nothing: it
    // does not even look for the screen.
    let mut second = computer.desktop.account.bare_command(program());
    second.env_remove("DISPLAY");
    ran(second).done();
    xdotool(&computer, &["search", "--sync", "--onlyvisible", "--name", "Throughcare"]);
    assert_eq!(computer.running(), first);
    window.reads("Set up Throughcare").await;
    window.closes().await;
}

#[tokio::test]
async fn a_page_that_does_not_begin_is_loaded_again() {
    let computer = computer();
    let window = computer.opens().await;
    window.reads("Set up Throughcare").await;
    // A page of the window's own in which no program runs
    window.asks("location.replace('desk.css')").await;
    window.sees_no("h1").await;
    window.reads("Set up Throughcare").await;
    window.closes().await;
}

#[tokio::test]
async fn the_window_is_never_called_by_somebodys_name() {
    let computer = computer();
    let window = computer.opens().await;
    founds(&window).await;
    imports(&computer, &window).await;
    finds_kieran(&window).await;
    for keys in ["g n", "g d", "g r", "n"] {
        window.keys(keys).await;
        window.is_still(Duration::from_millis(200)).await;
        let names =
            windows(&computer, &["--name", ".*"]).into_iter().map(|id| xdotool(&computer, &["getwindowname", &id]));
        let names: Vec<String> = names.chain([window.page.title().await.unwrap()]).collect();
        assert!(names.iter().any(|name| name.contains("Throughcare")), "{names:?}");
        for word in ["Ashdown", "Kieran", KIERAN, "Ada", "Pike"] {
            assert!(names.iter().all(|name| !name.contains(word)), "{keys}: {names:?}");
        }
    }
    window.closes().await;
}

/// The windows on the display that fit.
fn windows(computer: &Computer, which: &[&str]) -> Vec<String> {
    let mut search = computer.desktop.account.bare_command("xdotool");
    search.arg("search").args(which);
    // Finding none, it ends with a status of its own.
    let found = search.output().unwrap();
    String::from_utf8(found.stdout).unwrap().lines().map(str::to_owned).collect()
}

fn xdotool(computer: &Computer, arguments: &[&str]) -> String {
    let mut tool = computer.desktop.account.bare_command("xdotool");
    tool.args(arguments);
    ran(tool).done().stdout
}
