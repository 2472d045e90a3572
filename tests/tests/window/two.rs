//! Two windows of one unit at two computers, through a real server: one joins by a code that is read out, both work on while the server is away,
//! what they wrote apart comes together, a conflict is seen on both sides and settled on one, the case goes to another prison, and a revoked computer
//! shows nothing any more. Everything by the screens' own controls, as two people would.

use std::time::Duration;

use app::Session;
use serde_json::{Value, json};
use tests::command::PASSPHRASE;
use tests::computer::Computer;
use tests::people::{changed, page, person};
use tests::served::process::{Process, Storage};
use tests::unit::{Office, number};
use tests::window::Window;
use tokio::time::{sleep, timeout};

use crate::unit::{KIERAN, POM, computer, finds_kieran, founds, imports, reads_in, writes};

/// How long something may take that goes on by itself.
const PATIENCE: Duration = Duration::from_secs(30);
const BY_ADA: &str = "Ada rang the probation office about his address.";
const BY_BEN: &str = "Ben saw him in the workshop. He asked about his sister.";
const IN_CONFLICT: &str = "two people recorded different things while apart";

#[tokio::test]
async fn two_windows_come_to_one_record() {
    // Given a unit that Ada has founded and connected, and Ben's computer, which asks to join
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::folder(&folder.path().join("data"), folder.path());
    let server = Process::start(&storage, &[]).await;
    let address = server.address().to_owned();
    let (hers, his) = (computer(), computer());
    let ada = hers.opens().await;
    founds(&ada).await;
    imports(&hers, &ada).await;
    connects(&ada, &address, &storage.token()).await;
    let ben = his.opens().await;
    let code = asks_to_join(&ben, &address).await;

    // When Ada types the code that Ben reads out to her, then he is in, and has what she has
    admits(&ada, &code).await;
    ben.chooses("Look now").await;
    ben.sees(".desk-nav").await;
    finds_kieran(&ben).await;

    // When the server is away, then both go on working, and the windows say that it waits
    server.kill();
    finds_kieran(&ada).await;
    for (window, words) in [(&ada, BY_ADA), (&ben, BY_BEN)] {
        writes(window, words).await;
        window.keys("Ctrl+Enter").await;
        window.reads(words).await;
        window.reads("Offline").await;
    }
    // One release date comes from the prison system, the other is Ben's own word: so he may not say which stands, and Ada may.
    corrects_the_release_date(&ben, "30/04/2027").await;
    let moved = changed(&person(KIERAN, "Kieran", "Ashdown"), &[("conditionalReleaseDate", json!("2027-06-11"))]);
    imports_once_more(&hers, &ada, &moved).await;

    // When it is there again, then each has what the other wrote, and sees what contradicts it
    let server = Process::start_at(&storage, &[], &address).await;
    for window in [&ada, &ben, &ada] {
        sends_and_fetches(window).await;
    }
    for (window, words) in [(&ada, BY_BEN), (&ben, BY_ADA)] {
        finds_kieran(window).await;
        window.reads(IN_CONFLICT).await;
        window.keys("g n").await;
        window.reads(words).await;
        window.keys("g d").await;
    }

    // When Ada says which stands, then it is settled in Ben's open window without a key being pressed there
    finds_kieran(&ben).await;
    finds_kieran(&ada).await;
    ada.chooses("Settle it").await;
    ada.presses("#conflict-candidate").await;
    ada.fills("#conflict-reason", "Seen on the warrant").await;
    ada.keys("Ctrl+Enter").await;
    ada.reads("Settled: ").await;
    ben.sees_no(".desk-case__conflict").await;

    // When she sends the case to Moorland, then it is only read in his open window, and they have it whole, by those who wrote it
    let moorland = Office::of_today();
    let mut zoe = moorland.founded_in("MDI").await;
    zoe.connect(&address, &storage.token(), None).await.unwrap();
    sends_away(&ada, &zoe.inbox().unwrap().to_string()).await;
    ben.reads("Sent to Moorland").await;
    let offered = waits_there(&zoe).await;
    zoe.receive_case(&offered).await.unwrap();
    let notes = zoe.notes(&number(KIERAN), 10, 0).await.unwrap();
    for (words, author) in [(BY_ADA, "Ada Pike (LEI)"), (BY_BEN, "Ben Okafor (LEI)")] {
        assert!(notes.iter().any(|note| note.text.as_deref() == Some(words) && note.author == author), "{notes:?}");
    }

    // And when his computer is revoked, nothing on it can be read any more
    revokes(&ada, POM).await;
    ben.sees_no(".desk-nav").await;
    assert!(!ben.words().await.contains("Ashdown"), "{}", ben.words().await);
    ben.closes().await;
    ada.closes().await;
    server.kill();
}

async fn connects(window: &Window, address: &str, token: &str) {
    window.keys("g y").await;
    window.presses("#connect").await;
    window.fills("#connect-server", address).await;
    window.fills("#connect-token", token).await;
    window.keys("Ctrl+Enter").await;
    window.reads("The unit is connected").await;
}

/// Ben asks to join: the code that his screen shows.
async fn asks_to_join(window: &Window, address: &str) -> String {
    window.chooses("Join a unit").await;
    window.fills("#server", address).await;
    window.fills("#prison", "Leeds").await;
    window.keys("ArrowDown Enter").await;
    window.fills("#name", POM).await;
    window.fills("#computer", "OMU-PC-2").await;
    window.fills("#passphrase", PASSPHRASE).await;
    window.fills("#passphrase-again", PASSPHRASE).await;
    window.keys("Enter").await;
    window.sees("#join-code").await;
    let groups = "[...document.querySelectorAll('#join-code .desk-code__groups span')].map(it => it.innerText)";
    let code = window.asks(&format!("return {groups}.join(' ')")).await;
    code.as_str().unwrap().to_owned()
}

async fn admits(window: &Window, code: &str) {
    window.keys("g v").await;
    window.reads("Admit a computer").await;
    window.keys("a").await;
    window.reads("OMU-PC-2").await;
    window.chooses("Admit…").await;
    window.fills("#admit-code", code).await;
    // The third role is the prison offender manager's.
    window.presses("#admit-roles-2").await;
    window.keys("Ctrl+Enter").await;
    window.reads("computer is in the unit").await;
}

/// Corrects the conditional release date of whoever is open.
async fn corrects_the_release_date(window: &Window, day: &str) {
    window.keys("g d").await;
    window.presses("[aria-label^='Correct: Conditional release']").await;
    window.fills("#fact-value", day).await;
    window.fills("#fact-reason", "Recalculated").await;
    window.keys("Ctrl+Enter").await;
    window.reads("Recorded: ").await;
}

/// Reads a newer export in, where the receipt of the last one is still shown.
async fn imports_once_more(computer: &Computer, window: &Window, document: &Value) {
    computer.desktop.account.file("newer.json", page(std::slice::from_ref(document)));
    window.keys("g i").await;
    window.sees("#receipt").await;
    window.keys("Escape").await;
    reads_in(window, &computer.desktop.account.text("newer.json")).await;
}

async fn sends_and_fetches(window: &Window) {
    window.keys("g y").await;
    window.reads("Send and fetch now").await;
    window.keys("s").await;
    // What is still on its way comes by itself.
    window.sees("#connection-chip:not(.desk-top__btn--offline)").await;
}

/// Sends the case that is open to the unit with an inbox key.
async fn sends_away(window: &Window, inbox: &str) {
    window.chooses("Actions").await;
    window.chooses("Send to another prison").await;
    window.fills("#send-to", inbox).await;
    window.sees("#send-code").await;
    window.fills("#send-why", "Moved by order 12 of November").await;
    window.presses("#send-meant").await;
    window.keys("Ctrl+Enter").await;
    window.reads("Sent to Moorland").await;
}

/// The case that waits for a unit, as soon as it has come to the server.
async fn waits_there(session: &Session) -> String {
    let looking = async {
        loop {
            if let Some(offer) = session.cases_to_receive().await.unwrap().pop() {
                return offer.id;
            }
            sleep(Duration::from_millis(100)).await;
        }
    };
    timeout(PATIENCE, looking).await.expect("the case comes to the server")
}

/// Revokes somebody's computer.
async fn revokes(window: &Window, whose: &str) {
    window.keys("g v").await;
    window.presses(&format!("#devices-pane tbody tr[aria-label^='{whose}']")).await;
    window.presses("#revoke").await;
    window.fills("#revoke-why", "Left on a train").await;
    window.fills("#revoke-passphrase", PASSPHRASE).await;
    window.keys("Ctrl+Enter").await;
    window.reads("is revoked").await;
}
