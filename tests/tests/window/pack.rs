//! The handover pack in the window: from twelve weeks before release to its acknowledged receipt, with a gap that is explained, and a second
//! version that says what changed since the first.

use api::{
    DraftPack, ExplainGap, GapCause, PackDraftView, PackGapView, PackState, PackStep, Packs, ReadPack, Secret, Topic,
};
use app::types::london;
use jiff::{Timestamp, ToSpan};
use tests::command::PASSPHRASE;
use tests::window::Window;

use crate::unit::{KIERAN, POM, computer_of_a_pom, finds_kieran, released_on, shows_everybodys, sits_down};

/// What is asked for from twelve weeks before release, and is not known.
const ADDRESS: &str = "release-address";
/// What is said of that.
const WHY: &str = "His sister's address is inside the excluded area.";
/// What is heard of it later.
const FOUND: &str = "4 Nowhere Row, with his mother";

async fn draft(window: &Window) -> PackDraftView {
    window.calls(DraftPack { number: KIERAN.to_owned() }).await.unwrap()
}

/// How his pack stands in the list of the unit's.
async fn stands(window: &Window) -> PackState {
    window.calls(Packs {}).await.unwrap().rows[0].state
}

/// What is missing, with a word or without.
fn gaps(draft: &PackDraftView) -> Vec<&PackGapView> {
    draft.sections.iter().flat_map(|section| &section.gaps).collect()
}

/// Tries to seal, and is led to what is missing: the address is explained there, and the next gap is in hand.
async fn explains_the_address(window: &Window) {
    window.presses("#seal-button").await;
    window.is_at("#gaps").await;
    window.reads("need a word from you before this pack can be sealed").await;
    window.presses(&format!("#gaps [data-gap={ADDRESS}]")).await;
    window.is_at("#gap-cause").await;
    window.reads("Why is there no release address?").await;
    // Given a cause without a word, then it says so at the place
    window.presses("#gap-cause").await;
    window.keys("Ctrl+Enter").await;
    window.sees("#gap-words-error").await;
    window.is_at("#error-summary").await;
    window.fills("#gap-words", WHY).await;
    window.keys("Ctrl+Enter").await;
    window.reads("Recorded: why it is missing").await;
    window.reads("1 explained").await;
}

/// Explains what is left, as the window would send it.
async fn explains_the_rest(window: &Window) {
    let draft = draft(window).await;
    for gap in gaps(&draft).into_iter().filter(|gap| gap.explained.is_none()) {
        let (number, gap) = (KIERAN.to_owned(), gap.key.clone());
        let words = "It is being asked for, and comes with the next version.".to_owned();
        window.calls(ExplainGap { number, gap, cause: GapCause::NotKnownYet, words }).await.unwrap();
    }
}

/// Goes to the list of everybody's packs.
async fn lists(window: &Window) {
    window.keys("g e").await;
    window.sees("[aria-label='Which packs']").await;
    shows_everybodys(window, "#packs-0").await;
}

/// Begins to seal, and gives the words that are shown: a form that is not filled in says so, and they stay.
async fn begins_to_seal(window: &Window) -> String {
    window.presses("#seal-button").await;
    let shown = "return [...document.querySelectorAll('[role=dialog] .desk-words li')].map(it => it.innerText.trim())";
    window.sees("[role=dialog] .desk-words li").await;
    let words = window.asks(shown).await;
    assert_eq!(words.as_array().unwrap().len(), 6, "{words}");
    window.chooses("Seal and save the file").await;
    window.reads("Tick that you have written the words down").await;
    window.is_at("#error-summary").await;
    assert_eq!(window.asks(shown).await, words);
    let words: Vec<String> = serde_json::from_value(words).unwrap();
    words.join(" ")
}

/// Says for whom it is, where the record names nobody.
async fn names_the_com(window: &Window) {
    window.fills("#seal-to", "Joanna Castell").await;
    window.fills("#seal-team", "Westmoor PDU").await;
    window.fills("#seal-email", "j.castell@pdu.example").await;
    window.fills("#seal-again", "j.castell@pdu.example").await;
}

/// Fills in the rest of the form.
async fn names_the_file(window: &Window, file: &str) {
    window.fills("#seal-file", file).await;
    window.presses("#seal-written").await;
    window.presses("#seal-checked").await;
}

/// Signs with a passphrase, which seals it if it is the right one.
async fn signs(window: &Window, passphrase: &str) {
    window.fills("#seal-passphrase", passphrase).await;
    window.chooses("Seal and save the file").await;
}

/// It is sealed: there is a receipt, and the words are gone with the dialog.
async fn is_sealed(window: &Window, version: u32) {
    window.sees("#receipt-head").await;
    window.reads(&format!("Version {version} is sealed.")).await;
    window.sees_no(".desk-words").await;
}

/// Logs a step of its way.
async fn logs(window: &Window, step: PackStep, words: &str) {
    let at = PackStep::ALL.iter().position(|one| *one == step).unwrap();
    window.presses(&format!("[name=trace-step][value='{at}']")).await;
    window.fills("#trace-words", words).await;
    window.keys("Ctrl+Enter").await;
    window.reads(words).await;
    window.is_at("#arrival-head").await;
}

/// It is sent, its words are given, and its reader says that it arrived.
async fn arrives(window: &Window) {
    window.reads("Send the file").await;
    logs(window, PackStep::Sent, "Secure e-mail to j.castell@pdu.example").await;
    window.reads("Give the words").await;
    logs(window, PackStep::WordsGiven, "By telephone, to her").await;
    window.reads("Hear that it arrived").await;
    logs(window, PackStep::Received, "She read out the code").await;
}

/// Goes from the pack to the plan, states the address there, and comes back.
async fn records_the_address(window: &Window) {
    window.chooses("Case file").await;
    window.presses(&format!("#plan-topic-{}-state", Topic::ReleaseAddress as u8)).await;
    window.is_at("#topic-state").await;
    window.presses("#topic-state").await;
    window.fills("#topic-words", FOUND).await;
    window.keys("Ctrl+Enter").await;
    window.reads("Recorded: Address on release").await;
    window.chooses("Handover pack").await;
}

/// Asks the record what it says of a file, beside the list of packs.
async fn checks(window: &Window, file: &str, verdict: &str) {
    window.fills("#check-file", file).await;
    window.keys("Ctrl+Enter").await;
    window.reads(verdict).await;
}

#[tokio::test]
async fn a_pack_from_twelve_weeks_before_release_to_its_receipt_and_a_second_version() {
    // Given somebody who is released in twelve weeks: what is asked for from then on is missing from his pack
    let release = london::day(Timestamp::now()).checked_add(12.weeks()).unwrap();
    let computer = computer_of_a_pom(released_on(&release.to_string())).await;
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    let window = computer.opens().await;
    sits_down(&window, POM).await;
    finds_kieran(&window).await;
    window.keys("g e").await;
    window.reads("What is recorded").await;
    window.chooses("Handover pack").await;
    window.sees("#section-head").await;
    let before = draft(&window).await;
    assert!(gaps(&before).iter().any(|gap| gap.key == ADDRESS), "{:?}", gaps(&before));

    // When each gap has its word, then the pack can be read as its reader will, and sealed
    explains_the_address(&window).await;
    let explained = draft(&window).await;
    let said: Vec<_> = gaps(&explained).into_iter().filter(|gap| gap.explained.is_some()).collect();
    assert_eq!(said.iter().map(|gap| gap.key.as_str()).collect::<Vec<_>>(), [ADDRESS]);
    assert!(!explained.may_seal, "the others are open");
    explains_the_rest(&window).await;
    lists(&window).await;
    assert_eq!(stands(&window).await, PackState::Draft { gaps: 0 });
    window.keys("Enter").await;
    window.sees("#section-head").await;
    window.keys("p").await;
    window.sees("#preview-head").await;
    window.keys("j j j").await;
    window.reads("Whom to ring").await;
    let first_words = begins_to_seal(&window).await;
    names_the_com(&window).await;
    let first = file("first.pdf");
    names_the_file(&window, &first).await;
    signs(&window, "not the passphrase").await;
    window.reads("not the passphrase of this profile").await;
    window.is_at("#error-summary").await;
    signs(&window, PASSPHRASE).await;
    is_sealed(&window, 1).await;

    // When it is followed to its receipt, then its code is the one that its reader sees, and what was explained is printed
    arrives(&window).await;
    let read = window.calls(ReadPack { file: first.clone(), words: Secret(first_words.clone()) }).await.unwrap();
    assert_eq!(read.check_code, draft(&window).await.sealed[0].check_code);
    window.reads(&read.check_code).await;
    let printed = read.pack.parts.iter().flat_map(|part| &part.explained).any(|gap| gap.words == WHY);
    assert!(printed, "{:?}", read.pack.parts);

    // When something that it prints becomes another, then the receipt says so, and the draft of the next version says what
    records_the_address(&window).await;
    window.reads("changed since version 1").await;
    window.chooses("Start version 2").await;
    window.reads("Since version 1").await;
    let changes = "return [...document.querySelectorAll('.desk-pack__change')].map(it => it.innerText).join('\\n')";
    let changes = window.asks(changes).await;
    let said = changes.as_str().unwrap();
    assert!(said.contains("Address on release") && said.contains(FOUND), "{said}");

    // When that is sealed for whoever had the first, then she is told what changed, and it arrives too
    let second_words = begins_to_seal(&window).await;
    assert_ne!(second_words, first_words);
    window.reads("Joanna Castell, Westmoor PDU").await;
    let second = file("second.pdf");
    names_the_file(&window, &second).await;
    signs(&window, PASSPHRASE).await;
    is_sealed(&window, 2).await;
    arrives(&window).await;
    let read = window.calls(ReadPack { file: second.clone(), words: Secret(second_words) }).await.unwrap();
    let changed = read.pack.parts.iter().find(|part| part.title == "What changed since version 1").unwrap();
    assert!(changed.tables[0].rows.iter().any(|row| row[1] == "Address on release"), "{changed:?}");

    // Then the first is superseded, the second stands, and nothing has to be sent again
    lists(&window).await;
    window.keys("c").await;
    window.is_at("#check-file").await;
    checks(&window, &first, "Genuine, and not to be relied on").await;
    window.reads("A later version was sealed").await;
    checks(&window, &second, "Genuine and current").await;
    window.reads(&read.check_code).await;
    assert_eq!(stands(&window).await, PackState::Received { changed: 0 });
    window.closes().await;
}
