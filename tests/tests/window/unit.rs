//! A unit of the window's own, from its founding to people in it: what the journeys begin with.

use app::types::{Role, Roles};
use serde_json::{Value, json};
use tests::command::PASSPHRASE;
use tests::computer::Computer;
use tests::people::{changed, page, person};
use tests::unit::{self, Office, hears};
use tests::window::Window;

/// A screen as most prison desktops have it.
const SCREEN: (u32, u32) = (1280, 800);
/// Whom the journeys are about.
pub(crate) const KIERAN: &str = "A4417FK";
/// The prison offender manager of those that have one.
pub(crate) const POM: &str = "Ben Okafor";

/// Kieran with a determinate sentence, released on a day.
pub(crate) fn released_on(day: &str) -> Value {
    let days = ["releaseDate", "confirmedReleaseDate", "conditionalReleaseDate"].map(|key| (key, json!(day)));
    let sentence = [
        ("imprisonmentStatus", json!("ADIMP_ORA21")),
        ("indeterminateSentence", json!(false)),
        ("recall", json!(false)),
        ("licenceExpiryDate", json!("2029-11-20")),
    ];
    changed(&person(KIERAN, "Kieran", "Ashdown"), &[days.as_slice(), &sentence].concat())
}

/// A computer at which an export of the prison system lies ready.
pub(crate) fn computer() -> Computer {
    let computer = Computer::new(SCREEN);
    let people = [
        person(KIERAN, "Kieran", "Ashdown"),
        person("A2233BC", "Olu", "Thistlewood"),
        person("A3344CD", "Imran", "Llewelyn-Hûw"),
    ];
    computer.desktop.account.file("export.json", page(&people));
    computer
}

/// A computer on which a unit was founded that has read somebody in, and on which its offender manager has a record.
pub(crate) async fn computer_of_a_pom(prisoner: Value) -> Computer {
    let mut computer = computer();
    let office = Office::on_the_computer_of(&computer.home());
    computer.desktop.account.set("THROUGHCARE_KEYSTORE", office.keystore_setting());
    let mut ada = office.founded().await;
    unit::imports(&mut ada, &[prisoner]).await;
    let mut pom = office.joins(&mut ada, POM, Roles::NONE.with(Role::Pom)).await;
    hears(&mut pom, &ada).await;
    pom.lock().await.unwrap();
    ada.lock().await.unwrap();
    computer
}

/// The words of the recovery key that are asked for, as the sheet has them: the field, then the word.
pub(crate) async fn asked_words(window: &Window, sheet: &[String]) -> Vec<(String, String)> {
    let labels = "return [...document.querySelectorAll('label[for^=word-]')].map(it => [it.htmlFor, it.innerText])";
    let labels: Vec<(String, String)> = serde_json::from_value(window.asks(labels).await).unwrap();
    let place = |label: &str| label.trim().strip_prefix("Word ").unwrap().parse::<usize>().unwrap();
    labels.into_iter().map(|(field, label)| (field, sheet[place(&label) - 1].clone())).collect()
}

/// The recovery key as the sheet shows it.
pub(crate) async fn sheet(window: &Window) -> Vec<String> {
    window.reads("Write down the recovery key").await;
    let words = "return [...document.querySelectorAll('.desk-recovery__word')].map(it => it.innerText)";
    serde_json::from_value(window.asks(words).await).unwrap()
}

/// Founds the unit at Leeds and confirms its recovery key.
pub(crate) async fn founds(window: &Window) {
    window.chooses("Found a unit").await;
    window.fills("#prison", "Leeds").await;
    window.keys("ArrowDown Enter").await;
    window.fills("#name", "Ada Pike").await;
    window.fills("#passphrase", PASSPHRASE).await;
    window.fills("#passphrase-again", PASSPHRASE).await;
    window.keys("Enter").await;
    let sheet = sheet(window).await;
    window.chooses("I have written them down").await;
    window.sees("#word-first").await;
    for (field, word) in asked_words(window, &sheet).await {
        window.fills(&format!("#{field}"), &word).await;
    }
    window.keys("Enter").await;
    window.reads("No prisoners yet").await;
}

/// Reads the export in, by its path.
pub(crate) async fn imports(computer: &Computer, window: &Window) {
    window.keys("g i").await;
    reads_in(window, &computer.desktop.account.text("export.json")).await;
}

/// Reads a file in on the screen for that: first the plan, then the receipt.
pub(crate) async fn reads_in(window: &Window, file: &str) {
    window.fills("#path", file).await;
    window.keys("Enter").await;
    window.reads("Nothing has changed yet").await;
    window.keys("Ctrl+Enter").await;
    window.sees("#receipt").await;
}

/// Opens Kieran's case by a few letters of his name.
pub(crate) async fn finds_kieran(window: &Window) {
    window.keys("Ctrl+K").await;
    window.is_at("[role=combobox]").await;
    window.types("ashd").await;
    window.reads("Ashdown, Kieran").await;
    window.keys("Enter").await;
    window.sees("#case-identity").await;
    window.reads(KIERAN).await;
}

/// Opens the record again.
pub(crate) async fn unlocks(window: &Window) {
    window.is_at("#passphrase").await;
    window.types(PASSPHRASE).await;
    window.keys("Enter").await;
    window.sees(".desk-nav").await;
}

/// Somebody sits down at the locked window.
pub(crate) async fn sits_down(window: &Window, name: &str) {
    let id = name.to_lowercase().replace(' ', "-");
    window.presses(&format!("[id='who-people/{id}']")).await;
    window.fills("#passphrase", PASSPHRASE).await;
    window.keys("Enter").await;
    window.sees(".desk-nav").await;
}

/// Shows everybody's in a list that begins with one's own cases, and waits for the first.
pub(crate) async fn shows_everybodys(window: &Window, first: &str) {
    let mine = "return document.querySelector('.desk-chip.desk-end').ariaPressed === 'true'";
    if window.asks(mine).await == json!(true) {
        window.keys("m").await;
    }
    window.sees(first).await;
}

/// What stands in a field.
pub(crate) async fn value(window: &Window, field: &str) -> String {
    let value = window.asks(&format!("return document.querySelector('{field}').value")).await;
    value.as_str().unwrap().to_owned()
}

/// Begins a key-work session about whoever is open and types into it.
pub(crate) async fn writes(window: &Window, words: &str) {
    window.keys("n").await;
    window.sees("#note-text").await;
    window.presses("#what-session").await;
    window.fills("#note-text", words).await;
}
