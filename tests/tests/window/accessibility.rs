//! Every screen in every state of the real window: nothing that axe-core finds against WCAG 2.2 AA, what every screen promises, and nothing
//! lost where text is twice as large.

use tests::accessibility::{agreements, axe, lost};
use tests::demonstration::SMALL;
use tests::tour::{State, Walk, Who, all, through};

/// The smallest screen that the window is made for.
const SCREEN: (u32, u32) = (1280, 800);

/// Walks through some of the states, and says what is wrong with each: as it is first, then with the text made twice as large where it stands.
async fn walk(some: fn(&State) -> bool) {
    let mut wrong = Vec::new();
    let begins = || Walk::begins(SCREEN, SMALL);
    let unreached = through(all().into_iter().filter(some), begins, async |state, walk| {
        let mut found = [axe(walk.window()).await, agreements(walk.window()).await].concat();
        walk.enlarges().await;
        found.extend(lost(walk.window()).await.into_iter().map(|lost| format!("twice as large, {lost}")));
        walk.sees_at_usual_size().await;
        wrong.extend(found.into_iter().map(|found| format!("{}: {found}", state.name)));
    })
    .await;
    wrong.extend(unreached);
    assert!(wrong.is_empty(), "{} things:\n{}", wrong.len(), wrong.join("\n"));
}

/// Before anybody is in, and whoever has only just begun.
const fn outside(state: &State) -> bool {
    matches!(state.who, Who::FirstRun | Who::Locked | Who::Founder)
}

/// Whoever may do everything, with what is the unit's.
fn unit(state: &State) -> bool {
    let screens = ["allocation", "staff", "settings", "import"];
    state.who == Who::Administrator && screens.iter().any(|screen| state.name.starts_with(screen))
}

/// Whoever may do everything, with what comes from other computers and goes there.
fn connected(state: &State) -> bool {
    let screens = ["computers", "connection", "conflicts", "cases-sent", "case-send-away"];
    state.who == Who::Administrator && screens.iter().any(|screen| state.name.starts_with(screen))
}

/// Whoever may do everything, with temporary releases and at the gate.
fn releases(state: &State) -> bool {
    state.who == Who::Administrator && ["rotl", "gate"].iter().any(|screen| state.name.starts_with(screen))
}

/// Whoever may do everything, with plans for a release, handover packs and the other papers of a case.
fn packs(state: &State) -> bool {
    let screens = ["pack", "case-release-plan", "case-documents"];
    state.who == Who::Administrator && screens.iter().any(|screen| state.name.starts_with(screen))
}

/// Whoever may do everything, with a case file.
fn cases(state: &State) -> bool {
    state.who == Who::Administrator
        && state.name.starts_with("case-")
        && ![packs, connected].iter().any(|others| others(state))
}

/// Whoever may do everything, with whatever else a day brings: lists, notes, what is owed.
fn daily(state: &State) -> bool {
    state.who == Who::Administrator && ![unit, connected, releases, packs, cases].iter().any(|others| others(state))
}

/// Whoever may do less.
const fn colleagues(state: &State) -> bool {
    matches!(state.who, Who::Pom | Who::Keyworker | Who::Governor | Who::Gate)
}

#[tokio::test]
async fn nothing_is_in_the_way_of_anybody_who_comes_in() {
    walk(outside).await;
}

#[tokio::test]
async fn nothing_is_in_the_way_of_work_on_cases() {
    walk(cases).await;
}

#[tokio::test]
async fn nothing_is_in_the_way_of_a_days_work() {
    walk(daily).await;
}

#[tokio::test]
async fn nothing_is_in_the_way_of_releases() {
    walk(releases).await;
}

#[tokio::test]
async fn nothing_is_in_the_way_of_packs() {
    walk(packs).await;
}

#[tokio::test]
async fn nothing_is_in_the_way_of_work_for_the_unit() {
    walk(unit).await;
}

#[tokio::test]
async fn nothing_is_in_the_way_of_other_computers() {
    walk(connected).await;
}

#[tokio::test]
async fn nothing_is_in_the_way_of_their_colleagues() {
    walk(colleagues).await;
}
