//! The handover pack in the window: from twelve weeks before release to its acknowledged receipt, with a gap that is explained and a second
//! version that says what changed since the first.

use api::{
    DraftPack, ExplainGap, GapCause, PackDraftView, PackVerdict, PlanOwner, PlanState, ReadPack, Secret, StateTopic,
    Topic, VerifyPack,
};
use app::types::{Role, Roles, london};
use jiff::{Timestamp, ToSpan};
use serde_json::json;
use tests::command::PASSPHRASE;
use tests::people::{changed, person};
use tests::unit::{Office, hears, imports};
use tests::window::Window;

use crate::unit::{KIERAN, computer, finds_kieran};

const POM: &str = "Ben Okafor";

/// A POM on a computer, with a prisoner who is released in twelve weeks.
async fn people(office: &Office) {
    let mut ada = office.founded().await;
    let release = london::day(Timestamp::now()).checked_add(12.weeks()).unwrap().to_string();
    let known = [
        ("conditionalReleaseDate", json!(release)),
        ("releaseDate", json!(release)),
        ("pncNumber", json!("12/394773H")),
    ];
    imports(&mut ada, &[changed(&person(KIERAN, "Kieran", "Ashdown"), &known)]).await;
    let mut pom = office.joins(&mut ada, POM, Roles::NONE.with(Role::Pom)).await;
    hears(&mut pom, &ada).await;
    pom.lock().await.unwrap();
    ada.lock().await.unwrap();
}

async fn draft(window: &Window) -> PackDraftView {
    window.calls(DraftPack { number: KIERAN.to_owned() }).await.unwrap()
}

/// Records an address in the case's plan, as somebody does who has just heard of it.
async fn records_the_address(window: &Window, words: &str) {
    let stated = StateTopic {
        number: KIERAN.to_owned(),
        topic: Topic::ReleaseAddress,
        about: String::new(),
        state: PlanState::Held,
        words: words.to_owned(),
        owner: Some(PlanOwner::Prison),
        due: String::new(),
        on: String::new(),
    };
    window.calls(stated).await.unwrap();
}

/// Explains what is left, as the window would send it.
async fn explains_the_rest(window: &Window) {
    let open = draft(window).await;
    let gaps = open.sections.iter().flat_map(|section| &section.gaps).filter(|gap| gap.explained.is_none());
    for gap in gaps {
        let (number, gap) = (KIERAN.to_owned(), gap.key.clone());
        let words = "It is being asked for, and comes with the next version.".to_owned();
        window.calls(ExplainGap { number, gap, cause: GapCause::NotKnownYet, words }).await.unwrap();
    }
}

/// Opens the pack by the list of everybody's.
async fn opens(window: &Window) {
    window.keys("g d").await;
    window.reads("My day").await;
    window.keys("g e").await;
    window.sees("[aria-label='Which packs']").await;
    let mine = "return document.querySelector('.desk-chip.desk-end').ariaPressed === 'true'";
    if window.asks(mine).await == json!(true) {
        window.keys("m").await;
    }
    window.sees("#packs-0").await;
    window.keys("Enter").await;
    window.sees("#section-head, #receipt-head").await;
}

/// Seals it into a file, and gives the words that were shown.
async fn seals(window: &Window, file: &str) -> String {
    window.presses("#seal-button").await;
    window.sees("[role=dialog] .desk-words li").await;
    let words =
        "return [...document.querySelectorAll('[role=dialog] .desk-words li')].map(it => it.innerText).join(' ')";
    let words = window.asks(words).await.as_str().unwrap().to_owned();
    assert_eq!(words.split(' ').count(), 6, "{words}");
    // Given a form that is not filled in, then it says so at each place, and the words stay
    window.chooses("Seal and save the file").await;
    window.reads("Tick that you have written the words down").await;
    if window.asks("return !!document.querySelector('#seal-email')").await == json!(true) {
        window.fills("#seal-to", "Joanna Castell").await;
        window.fills("#seal-team", "Westmoor PDU").await;
        window.fills("#seal-email", "j.castell@pdu.example").await;
        window.fills("#seal-again", "j.castell@pdu.example").await;
    }
    window.fills("#seal-file", file).await;
    window.presses("#seal-written").await;
    window.presses("#seal-checked").await;
    window.fills("#seal-passphrase", "not the passphrase").await;
    window.chooses("Seal and save the file").await;
    window.reads("not the passphrase of this profile").await;
    window.fills("#seal-passphrase", PASSPHRASE).await;
    window.chooses("Seal and save the file").await;
    window.sees("#receipt-head").await;
    words
}

/// Logs a step of its way.
async fn logs(window: &Window, step: &str, words: &str) {
    window.chooses(step).await;
    window.fills("#trace-words", words).await;
    window.keys("Ctrl+Enter").await;
    window.reads(words).await;
}

#[tokio::test]
async fn a_pack_from_twelve_weeks_before_release_to_its_receipt_and_a_second_version() {
    let mut computer = computer();
    let office = Office::on_the_computer_of(&computer.home());
    computer.desktop.account.set("THROUGHCARE_KEYSTORE", office.keystore_setting());
    people(&office).await;
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();

    // Given a POM who sees in the plan what is recorded, and goes from there to the pack
    let window = computer.opens().await;
    window.presses("[id='who-people/ben-okafor']").await;
    window.fills("#passphrase", PASSPHRASE).await;
    window.keys("Enter").await;
    window.sees(".desk-nav").await;
    finds_kieran(&window).await;
    window.keys("g e").await;
    window.reads("What is recorded").await;
    window.chooses("Handover pack").await;

    // Sealing too soon leads to what is missing
    window.sees("#gaps").await;
    window.presses("#seal-button").await;
    window.reads("need a word from you before this pack can be sealed").await;
    let gaps = draft(&window).await.sections.iter().flat_map(|section| &section.gaps).count();
    // One gap is explained in the window
    window.asks("[...document.querySelectorAll('#gaps a')].find(it => it.innerText.includes('address on release')).click()").await;
    window.reads("Why is there no release address?").await;
    window.presses("#gap-cause").await;
    window.keys("Ctrl+Enter").await;
    window.sees("#gap-words-error").await;
    window.fills("#gap-words", "His sister's address is inside the excluded area.").await;
    window.keys("Ctrl+Enter").await;
    window.reads("1 explained").await;
    let view = draft(&window).await;
    let explained = view.sections.iter().flat_map(|section| &section.gaps).filter(|gap| gap.explained.is_some());
    assert_eq!((explained.count(), view.may_seal, gaps > 1), (1, false, true));
    explains_the_rest(&window).await;
    opens(&window).await;
    window.keys("p").await;
    window.sees("#preview-head").await;
    window.reads("Whom to ring").await;

    // When it is sealed, then its receipt has the code that the reader sees, and each step of its way is logged
    let first = file("first.pdf");
    let words = seals(&window, &first).await;
    window.reads("Version 1 is sealed.").await;
    logs(&window, "Sent", "Secure e-mail to j.castell@pdu.example").await;
    logs(&window, "Words given", "By telephone, to her").await;
    logs(&window, "Received, and the check code is the same", "She read out the code").await;
    let read = window.calls(ReadPack { file: first.clone(), words: Secret(words.clone()) }).await.unwrap();
    assert_eq!(read.check_code, draft(&window).await.sealed[0].check_code);
    assert!(read.known_here);
    window.reads(&read.check_code).await;

    // When something that it prints changes, then the receipt says so, and the next version says what
    records_the_address(&window, "4 Nowhere Row, with his mother").await;
    opens(&window).await;
    window.reads("changed since version 1").await;
    window.chooses("Start version 2").await;
    window.reads("Since version 1").await;
    explains_the_rest(&window).await;
    opens(&window).await;
    if window.asks("return !!document.querySelector('#receipt-head')").await == json!(true) {
        window.chooses("Start version 2").await;
    }
    let second = file("second.pdf");
    let words = seals(&window, &second).await;
    window.reads("Version 2 is sealed.").await;
    let read = window.calls(ReadPack { file: second.clone(), words: Secret(words) }).await.unwrap();
    let changed = read.pack.parts.iter().find(|part| part.title == "What changed since version 1").unwrap();
    assert!(changed.tables[0].rows.iter().any(|row| row[1] == "Address on release"), "{changed:?}");
    let verdict = window.calls(VerifyPack { file: first }).await.unwrap();
    assert!(matches!(verdict, PackVerdict::Superseded { version: 1, .. }), "{verdict:?}");
    let verdict = window.calls(VerifyPack { file: second }).await.unwrap();
    assert!(matches!(verdict, PackVerdict::Current { version: 2, .. }), "{verdict:?}");
    window.closes().await;
}
