//! Every screen in every state of the real window: nothing that axe-core finds against WCAG 2.2 AA, what every screen promises, and nothing
//! lost where text is twice as large.

use api::Preferences;
use tests::accessibility::{agreements, axe, lost};
use tests::demonstration::SMALL;
use tests::tour::{Walk, Who, all, through};
use tests::window::Window;

/// The smallest screen that the window is made for.
const SCREEN: (u32, u32) = (1280, 800);

/// Walks through the states of some people, and says what is wrong with each.
async fn walk(of: &[Who], preferences: Preferences, wrong_with: impl AsyncFn(&Window) -> Vec<String>) {
    let states = all().into_iter().filter(|state| of.contains(&state.who));
    let mut wrong = Vec::new();
    let begins = || Walk::begins(SCREEN, SMALL).preferring(preferences.clone());
    let unreached = through(states, begins, async |state, walk| {
        let found = wrong_with(walk.window()).await;
        wrong.extend(found.into_iter().map(|found| format!("{}: {found}", state.name)));
    })
    .await;
    wrong.extend(unreached);
    assert!(wrong.is_empty(), "{} things:\n{}", wrong.len(), wrong.join("\n"));
}

async fn walk_with_axe(of: &[Who]) {
    walk(of, Preferences::default(), async |window| [axe(window).await, agreements(window).await].concat()).await;
}

/// The same where text is twice as large.
async fn walk_with_large_text(of: &[Who]) {
    walk(of, Preferences { text_size: 200, ..Preferences::default() }, lost).await;
}

#[tokio::test]
async fn nothing_is_in_the_way_of_anybody_who_comes_in() {
    walk_with_axe(&[Who::FirstRun, Who::Locked]).await;
}

#[tokio::test]
async fn nothing_is_in_the_way_of_whoever_may_do_everything() {
    walk_with_axe(&[Who::Administrator]).await;
}

#[tokio::test]
async fn nothing_is_in_the_way_of_a_pom_or_a_keyworker() {
    walk_with_axe(&[Who::Pom, Who::Keyworker]).await;
}

#[tokio::test]
async fn twice_as_large_nothing_is_lost_before_anybody_is_in() {
    walk_with_large_text(&[Who::FirstRun, Who::Locked]).await;
}

#[tokio::test]
async fn twice_as_large_nothing_is_lost_to_whoever_may_do_everything() {
    walk_with_large_text(&[Who::Administrator]).await;
}

#[tokio::test]
async fn twice_as_large_nothing_is_lost_to_a_pom_or_a_keyworker() {
    walk_with_large_text(&[Who::Pom, Who::Keyworker]).await;
}
