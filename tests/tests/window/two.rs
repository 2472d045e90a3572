//! Two windows of one unit at two computers, through a real server: one joins by a code that is read out, both work on while the server is away,
//! what they wrote apart comes together, a conflict is seen on both sides and settled on one, and a revoked computer shows nothing any more.

use api::{Devices, PlanImport, RecordFact, RevokeDevice, Secret, TakeImport};
use serde_json::{Value, json};
use tests::command::PASSPHRASE;
use tests::computer::Computer;
use tests::people::{changed, page, person};
use tests::served::process::{Process, Storage};
use tests::window::Window;

use crate::unit::{KIERAN, POM, computer, finds_kieran, founds, imports, writes};

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
    records_a_release_date(&ben, "2027-04-30").await;
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

/// As the form of a fact would record it.
async fn records_a_release_date(window: &Window, day: &str) {
    let fact = RecordFact {
        number: KIERAN.to_owned(),
        field: "conditionalReleaseDate".to_owned(),
        value: day.to_owned(),
        calculated: None,
        reason: "Recalculated".to_owned(),
    };
    window.calls(fact).await.unwrap();
}

/// As the import's screen would read a newer export in.
async fn imports_once_more(computer: &Computer, window: &Window, document: &Value) {
    computer.desktop.account.file("newer.json", page(std::slice::from_ref(document)));
    window.calls(PlanImport { paths: vec![computer.desktop.account.text("newer.json")] }).await.unwrap();
    window.calls(TakeImport {}).await.unwrap();
}

async fn sends_and_fetches(window: &Window) {
    window.keys("g y").await;
    window.reads("Send and fetch now").await;
    window.keys("s").await;
    // What is still on its way comes by itself.
    window.sees("#connection-chip:not(.desk-top__btn--offline)").await;
}

/// As the computers' screen would revoke it.
async fn revokes(window: &Window, whose: &str) {
    let devices = window.calls(Devices {}).await.unwrap();
    let device = devices.into_iter().find(|device| device.name == whose).unwrap().id;
    let (why, passphrase) = ("Left on a train".to_owned(), Secret(PASSPHRASE.to_owned()));
    window.calls(RevokeDevice { device, why, passphrase }).await.unwrap();
    let listed = window.calls(Devices {}).await.unwrap();
    assert_eq!(listed.iter().filter(|device| device.ended.is_some()).count(), 1);
}
