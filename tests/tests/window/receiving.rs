//! A pack that comes from another prison, in the window: it is opened with the words that came another way, taken into the record, read in the
//! release plan, and its topics are taken over one by one. What is wrong with a file is said, and nothing that was typed is lost.

use api::{OpenPlan, PackSealedView, PlanState, ReceivedPacks, ReceivedRow, Topic, TopicView};
use serde_json::json;
use tests::command::PASSPHRASE;
use tests::forger::forged;
use tests::omu::{Omu, for_team};
use tests::people::{changed, person};
use tests::unit::Office;
use tests::window::Window;

use crate::keyboard::{matches, tabs, tabs_to};
use crate::unit::{KIERAN, POM, computer_of_a_pom, sits_down, value};

/// Six words that open some other pack.
const OTHER_WORDS: &str = "bamboo cactus dolphin eagle fabric galaxy";
/// What the other prison knows, in the order of its pack: the topic, and what it says of it.
const TOLD: [(&str, &str); 3] = [
    ("Programme: Thinking skills", "He finished in May"),
    ("Address on release", "12 Canal Street, with his mother"),
    ("Bank account", "With the credit union"),
];

/// A pack that another prison has sealed, where whoever it came to has saved it.
struct Came {
    moorland: Omu,
    sealed: PackSealedView,
    /// The words that open it, as they were written down.
    words: String,
}

impl Came {
    async fn from_moorland() -> Self {
        let kieran = changed(&person(KIERAN, "Kieran", "Ashdown"), &[("prisonId", json!("MDI"))]);
        let mut moorland = Omu::in_office(Office::of_today(), "MDI", &[kieran]).await;
        let [(_, programme), (_, address), (_, account)] = TOLD;
        moorland.states(Topic::Programme, "Thinking skills", PlanState::Done, programme).await;
        moorland.states(Topic::ReleaseAddress, "", PlanState::Held, address).await;
        moorland.states(Topic::BankAccount, "", PlanState::Asked, account).await;
        let sealed = moorland.seals("pack.pdf", for_team("OMU, Leeds (HMP)")).await;
        let words = sealed.words.join(" ");
        Self { moorland, sealed, words }
    }

    /// Where it is, as it is typed.
    fn file(&self) -> String {
        self.beside("pack.pdf")
    }

    fn bytes(&self) -> Vec<u8> {
        std::fs::read(self.file()).unwrap()
    }

    /// Saves another file beside it.
    fn saves(&self, name: &str, bytes: &[u8]) -> String {
        std::fs::write(self.moorland.file(name), bytes).unwrap();
        self.beside(name)
    }

    fn beside(&self, name: &str) -> String {
        self.moorland.file(name).display().to_string()
    }
}

/// Goes to where packs are read that came from elsewhere.
async fn begins_to_read(window: &Window) {
    window.keys("g e").await;
    window.sees("[aria-label='Which packs']").await;
    window.keys("o").await;
    window.is_at("#read-file").await;
}

/// Opens a file, and sees what it says.
async fn reads(window: &Window, file: &str, words: &str) {
    window.fills("#read-file", file).await;
    window.fills("#read-words", words).await;
    window.keys("Ctrl+Enter").await;
    window.is_at("#preview-head").await;
}

/// Sends what stands in the form, and reads why it is refused.
async fn is_refused(window: &Window, why: &str) {
    window.keys("Ctrl+Enter").await;
    window.reads(why).await;
    window.is_at("#error-summary").await;
}

/// The packs of Kieran's that are in the record.
async fn received(window: &Window) -> Vec<ReceivedRow> {
    window.calls(ReceivedPacks { number: KIERAN.to_owned() }).await.unwrap()
}

async fn plan(window: &Window) -> Vec<TopicView> {
    window.calls(OpenPlan { number: KIERAN.to_owned() }).await.unwrap().topics
}

/// Takes over the first of the topics that are on offer, and comes back to where it was begun.
async fn takes_over_the_first(window: &Window, from: &str, name: &str) {
    window.presses(from).await;
    window.sees("#take-keys").await;
    window.is_at("#take-head").await;
    let label = window.asks("return document.querySelector('label[for=take-keys]').innerText").await;
    assert!(label.as_str().unwrap().starts_with(name), "{label}");
    window.presses("#take-keys").await;
    window.reads("Take over 1 topic").await;
    window.keys("Ctrl+Enter").await;
    window.is_at(from).await;
}

#[tokio::test]
async fn a_pack_of_another_prison_is_kept_and_read_and_its_topics_taken_over_one_by_one() {
    let came = Came::from_moorland().await;
    let computer = computer_of_a_pom(person(KIERAN, "Kieran", "Ashdown")).await;
    let window = computer.opens().await;
    sits_down(&window, POM).await;

    // Given the file and its words, then it can be read, and nothing of it is kept
    begins_to_read(&window).await;
    reads(&window, &came.file(), &came.words).await;
    window.reads("As it was sent").await;
    window.reads(&came.sealed.check_code).await;
    window.reads("Somebody of this prison number is in this unit's record").await;
    assert_eq!(received(&window).await, []);

    // When it is taken into the record with the code that the sender read out, then it is there, and that it was compared
    window.fills("#keep-check_code", &came.sealed.check_code.to_lowercase()).await;
    window.keys("Ctrl+Enter").await;
    window.is_at("#keep-head").await;
    window.reads("Taken into the record").await;
    let rows = received(&window).await;
    let [kept] = rows.as_slice() else { panic!("one was kept: {rows:?}") };
    assert_eq!((kept.id.as_str(), kept.version), (came.sealed.check_code.as_str(), 1));
    assert!(kept.compared && kept.newest && !kept.restricted && kept.by == POM, "{kept:?}");
    assert_eq!(plan(&window).await, [], "nothing is planned by that alone");

    // It is read in the plan, as it came
    window.chooses("Open the release plan").await;
    window.sees("#plan-received").await;
    window.reads("Check code compared").await;
    let read = format!("#received-read-{}", kept.id);
    window.presses(&read).await;
    window.is_at("#preview-head").await;
    window.reads(&format!("Pack from {}, version 1", kept.prison)).await;
    window.chooses("9 Money and ID").await;
    window.is_at("#leaf-head").await;
    window.reads("With the credit union").await;
    window.keys("Escape").await;
    window.is_at(&read).await;

    // When nothing is ticked, then nothing is taken over
    let take = format!("#received-take-{}", kept.id);
    window.presses(&take).await;
    window.sees("#take-keys").await;
    is_refused(&window, "Tick at least one topic").await;
    window.keys("Escape").await;
    window.is_at(&take).await;
    assert_eq!(plan(&window).await, []);

    // When topics are ticked one by one, then each is stated here, in the words of the pack
    for (name, says) in TOLD {
        let before = plan(&window).await.len();
        takes_over_the_first(&window, &take, name).await;
        let plan = plan(&window).await;
        assert_eq!(plan.len(), before + 1);
        let said = plan.iter().filter_map(|topic| topic.words.as_deref()).find(|words| words.contains(says));
        let said = said.unwrap_or_else(|| panic!("{name} is not in {plan:?}"));
        assert!(said.starts_with(&format!("As {} said in its pack of ", kept.prison)), "{said}");
        window.reads(says).await;
    }
    // And then nothing is left
    window.presses(&take).await;
    window.reads("There is nothing to take over").await;
    window.closes().await;
}

#[tokio::test]
async fn what_is_no_pack_does_not_open_or_was_altered_is_refused_and_nothing_that_was_typed_is_lost() {
    let came = Came::from_moorland().await;
    let (pack, words) = (came.bytes(), came.words.as_str());
    let computer = computer_of_a_pom(person(KIERAN, "Kieran", "Ashdown")).await;
    let window = computer.opens().await;
    sits_down(&window, POM).await;
    begins_to_read(&window).await;
    is_refused(&window, "Choose a file, or type where it is").await;

    // A file that is not there, and one that is no pack
    window.fills("#read-words", OTHER_WORDS).await;
    window.fills("#read-file", &came.beside("nothing.pdf")).await;
    is_refused(&window, "cannot be read").await;
    let letter = came.saves("letter.pdf", b"Dear colleague");
    window.fills("#read-file", &letter).await;
    is_refused(&window, "This is not a sealed handover pack. Check that it is the file that the prison sent").await;
    window.sees("#read-file-error").await;
    assert_eq!(value(&window, "#read-file").await, letter);
    assert_eq!(value(&window, "#read-words").await, OTHER_WORDS);

    // The words of another pack, and one word too few
    window.fills("#read-file", &came.file()).await;
    is_refused(&window, "These words do not open this pack").await;
    window.sees("#read-words-error").await;
    assert_eq!(value(&window, "#read-file").await, came.file());
    let (five, _) = words.rsplit_once(' ').unwrap();
    window.fills("#read-words", five).await;
    is_refused(&window, "A pack is opened with six words; 5 were entered").await;

    // A pack of which half arrived
    window.fills("#read-words", words).await;
    window.fills("#read-file", &came.saves("half.pdf", &pack[..pack.len() / 2])).await;
    is_refused(&window, "This pack is damaged or was altered on the way").await;
    assert_eq!(value(&window, "#read-words").await, words);

    // One that somebody altered, and sealed again under the same words: it opens, and the code that the sender reads out shows it
    let milder = forged(&pack, words, |content| content["sections"][2]["rows"] = json!([]));
    reads(&window, &came.saves("milder.pdf", &milder), words).await;
    window.fills("#keep-check_code", "7Q4M").await;
    is_refused(&window, "A check code has 12 letters and digits; 4 were entered").await;
    window.sees("#keep-check_code-error").await;
    window.fills("#keep-check_code", &came.sealed.check_code).await;
    is_refused(&window, "it is another one, or somebody altered or forged it").await;
    assert_eq!(value(&window, "#keep-check_code").await, came.sealed.check_code);
    assert_eq!(received(&window).await, [], "nothing of all this was kept");

    // The file itself, with the words and the code, is taken in as ever, and a second time changes nothing
    for said in ["Taken into the record", "It was there already: nothing changed"] {
        window.keys("Escape").await;
        begins_to_read(&window).await;
        reads(&window, &came.file(), words).await;
        window.fills("#keep-check_code", &came.sealed.check_code).await;
        window.keys("Ctrl+Enter").await;
        window.is_at("#keep-head").await;
        window.reads(said).await;
    }
    assert_eq!(received(&window).await.len(), 1);
    window.closes().await;
}

#[tokio::test]
async fn a_pack_of_another_prison_is_kept_by_keyboard_alone() {
    let came = Came::from_moorland().await;
    let computer = computer_of_a_pom(person(KIERAN, "Kieran", "Ashdown")).await;
    let window = computer.opens().await;
    // One of the two who have a record here
    window.is_at("#passphrase").await;
    let ben = r#"[id="who-people/ben-okafor"]"#;
    tabs(&window, "Shift+Tab", "[role=radio]").await;
    if !matches(&window, ben).await {
        window.keys("ArrowDown").await;
    }
    window.is_at(ben).await;
    tabs_to(&window, "#passphrase").await;
    window.types(PASSPHRASE).await;
    window.keys("Enter").await;
    window.sees(".desk-nav").await;
    // The file and its words
    begins_to_read(&window).await;
    window.types(&came.file()).await;
    tabs_to(&window, "#read-words").await;
    window.types(&came.words).await;
    window.keys("Enter").await;
    window.is_at("#preview-head").await;
    // Through what it says, and on to what takes it in
    window.keys("j j j k").await;
    let part = window.asks("return document.querySelector('#leaf-head').innerText").await;
    assert_eq!(part, "What must happen in the next 14 days");
    tabs_to(&window, "#keep-check_code").await;
    window.types(&came.sealed.check_code).await;
    tabs_to(&window, "[aria-labelledby=keep-head] [type=submit]").await;
    window.keys("Enter").await;
    window.is_at("#keep-head").await;
    window.reads("Taken into the record").await;
    let rows = received(&window).await;
    assert!(matches!(rows.as_slice(), [kept] if kept.compared), "{rows:?}");
    // And from there to where it is read
    tabs_to(&window, "[aria-labelledby=keep-head] .desk-link").await;
    window.keys("Enter").await;
    window.sees("#plan-received").await;
    window.reads("Check code compared").await;
    window.closes().await;
}
