//! A temporary release in the window, by three people: a POM applies, a governor decides, a gate officer lets him out; he comes back late, and
//! that is followed to its report. Each has a record of their own; between them their records hear from each other, as computers would.

use api::{AnswerRule, ApplicationView, ApplicationsOf, OpenApplication, RuleAnswer, RuleState};
use app::Session;
use app::types::{Role, Roles, london};
use jiff::{Timestamp, ToSpan};
use serde_json::json;
use tests::command::PASSPHRASE;
use tests::people::{changed, person};
use tests::unit::{Office, hears, imports, is_whole};
use tests::window::Window;

use crate::unit::{KIERAN, POM, computer, finds_kieran, shows_everybodys, sits_down};

const ADA: &str = "Ada Pike";
const GOVERNOR: &str = "Rowan Ellis";
const GATE: &str = "Dilys Nowak";

/// A unit of four, all of them on one computer.
async fn people(office: &Office) {
    let mut ada = office.founded().await;
    let fit = [
        ("category", json!("D")),
        ("alerts", json!([])),
        ("recall", json!(false)),
        ("nationality", json!("British")),
        ("imprisonmentStatus", json!("ADIMP_ORA21")),
        ("indeterminateSentence", json!(false)),
        ("conditionalReleaseDate", json!("2031-05-17")),
        ("releaseDate", json!("2031-05-17")),
    ];
    imports(&mut ada, &[changed(&person(KIERAN, "Kieran", "Ashdown"), &fit)]).await;
    for (name, role) in [(POM, Role::Pom), (GOVERNOR, Role::Governor), (GATE, Role::GateOfficer)] {
        office.joins(&mut ada, name, Roles::NONE.with(role)).await.lock().await.unwrap();
    }
    ada.lock().await.unwrap();
}

/// Everybody hears what everybody wrote, by way of Ada's record.
async fn they_meet(office: &Office) {
    let mut ada = office.unlocks(ADA).await;
    let mut others: Vec<Session> = Vec::new();
    for name in [POM, GOVERNOR, GATE] {
        let other = office.unlocks(name).await;
        hears(&mut ada, &other).await;
        others.push(other);
    }
    for mut other in others {
        hears(&mut other, &ada).await;
        is_whole(&other).await;
        other.lock().await.unwrap();
    }
    ada.lock().await.unwrap();
}

/// Somebody gets up, and the others hear what they wrote.
async fn gets_up(window: &Window, office: &Office) {
    window.locks().await;
    they_meet(office).await;
}

/// The application as whoever sits there has it.
async fn application(window: &Window) -> ApplicationView {
    let of = window.calls(ApplicationsOf { number: KIERAN.to_owned() }).await.unwrap();
    window.calls(OpenApplication { number: KIERAN.to_owned(), id: of[0].id.clone() }).await.unwrap()
}

/// Opens the application by the list of everybody's, at a stage.
async fn opens(window: &Window, stage: u8) {
    window.keys("g r").await;
    window.sees("[aria-label='Which applications']").await;
    shows_everybodys(window, "#applications-0").await;
    window.presses("#applications-0").await;
    window.keys("Enter").await;
    window.presses(&format!("#stage-{stage}")).await;
    window.sees(&format!("#stage-{stage}[aria-current=step]")).await;
}

/// A time as it is typed: the day, and the time on the wall in London.
fn typed(at: Timestamp) -> [String; 2] {
    let at = london::local(at);
    [at.strftime("%d/%m/%Y").to_string(), at.strftime("%H:%M").to_string()]
}

async fn applies(window: &Window, out: &[String; 2], back: &[String; 2]) {
    finds_kieran(window).await;
    window.keys("g l").await;
    window.chooses("New application").await;
    window.selects("#apply-kind", "0").await;
    window.selects("#apply-reason", "R14").await;
    window.selects("#apply-purpose", "work").await;
    window.fills("#apply-words", "Paid work at a shop, to have references on release.").await;
    for (field, words) in [("out-on", &out[0]), ("out", &out[1]), ("back-on", &back[0]), ("back", &back[1])] {
        window.fills(&format!("#apply-{field}"), words).await;
    }
    // Given a form without an address, then it says so at the place, and what was typed is still there
    window.fills("#apply-place-name-0", "Nowhere Stores").await;
    window.selects("#apply-transport", "PUT").await;
    window.keys("Ctrl+Enter").await;
    window.reads("Give the address: it is printed on the licence").await;
    window.fills("#apply-place-address-0", "1 Nowhere Row, Leeds").await;
    window.fills("#apply-place-contact-0", "Moira Quill").await;
    window.fills("#apply-place-phone-0", "0113 496 0000").await;
    window.keys("Ctrl+Enter").await;
    window.reads("1 release, ").await;
    window.keys("Ctrl+Enter").await;
    window.reads("Recorded: the application").await;
    window.sees("#stage-1").await;
}

/// Looks up what the rules cannot tell: the first in the window, the others as the window would send them.
async fn answers_rules(window: &Window) {
    window.presses("#stage-2").await;
    window.sees("#rule-0").await;
    let row = "const row = [...document.querySelectorAll('tr')].find(it => it.innerText.includes('Cannot tell')); \
        row.querySelector('th :is(a, button)').click()";
    window.asks(row).await;
    window.presses("#rule-answer").await;
    window.fills("#rule-words", "The warrant folder: nothing is outstanding.").await;
    window.keys("Ctrl+Enter").await;
    window.reads("Recorded: ").await;
    let view = application(window).await;
    let open = view.rules.iter().filter(|rule| rule.state == RuleState::CannotTell && rule.answered.is_none());
    for rule in open {
        let words = "Looked up in the file.".to_owned();
        let (number, id, answer) = (KIERAN.to_owned(), view.id.clone(), RuleAnswer::Met);
        window.calls(AnswerRule { number, id, rule: rule.id.clone(), answer, words }).await.unwrap();
    }
}

async fn assesses(window: &Window) {
    window.presses("#stage-4").await;
    window.chooses("Assess").await;
    window.fills("#risk-what-0", "Meets people from before").await;
    window.selects("#risk-likely-0", "Low").await;
    window.selects("#risk-harm-0", "Medium").await;
    window.fills("#risk-control-0", "Travel by the direct bus only").await;
    window.fills("#risk-summary", "It can be managed with the control above.").await;
    window.keys("Ctrl+Enter").await;
    window.reads("Recorded: the risk assessment").await;
}

async fn issues_the_licence(window: &Window) {
    opens(window, 7).await;
    window.chooses("Write the licence").await;
    window.fills("#licence-phone", "0113 496 0001").await;
    window.fills("#licence-copies", "Police").await;
    window.keys("Ctrl+Enter").await;
    window.reads("Issued: version 1 of the licence").await;
}

/// Answers each question of the report that has no answer, with its first, until none is left.
async fn answers_the_report(window: &Window, day: &str) {
    let answer = "const day = 'DAY'; \
        const open = [...document.querySelectorAll('.desk-gates__report fieldset')] \
            .find(it => !it.querySelector('input:checked')); \
        if (open) { open.querySelector('input').click(); return true; } \
        const blank = [...document.querySelectorAll('.desk-gates__report input[type=text]')].find(it => !it.value); \
        if (!blank) return false; \
        blank.value = blank.id.endsWith('-day') ? day : 'As the log says'; \
        blank.dispatchEvent(new Event('input', { bubbles: true })); \
        return true";
    let answer = answer.replace("DAY", day);
    for _ in 0..80 {
        if window.asks(&answer).await == json!(false) {
            return;
        }
        window.is_still(std::time::Duration::from_millis(100)).await;
    }
    panic!("questions are left: {}", window.words().await);
}

#[tokio::test]
async fn a_release_by_three_people_and_a_late_return_to_its_report() {
    let mut computer = computer();
    let office = Office::on_the_computer_of(&computer.home());
    computer.desktop.account.set("THROUGHCARE_KEYSTORE", office.keystore_setting());
    people(&office).await;
    they_meet(&office).await;
    // He is out for half an hour, which ended ten minutes ago.
    let now = Timestamp::now();
    let (out, back) = (typed(now - 40.minutes()), typed(now - 10.minutes()));

    // Given a POM who applies for him, looks up what the rules cannot tell, and assesses
    let window = computer.opens().await;
    sits_down(&window, POM).await;
    applies(&window, &out, &back).await;
    answers_rules(&window).await;
    assesses(&window).await;
    // Whoever assessed does not decide
    window.presses("#stage-6").await;
    window.reads("Not you").await;
    gets_up(&window, &office).await;

    // When the governor grants it, then a licence can be issued
    sits_down(&window, GOVERNOR).await;
    opens(&window, 6).await;
    window.chooses("Decide").await;
    window.presses("#decide-verdict").await;
    window.keys("Ctrl+Enter").await;
    window.reads("Give the reasons: the prisoner reads them").await;
    window.fills("#decide-reasons", "You have done well in the workshop, and the risk can be managed.").await;
    window.fills("#decide-passphrase", "not the passphrase").await;
    window.keys("Ctrl+Enter").await;
    window.reads("not the passphrase of this profile").await;
    window.fills("#decide-passphrase", PASSPHRASE).await;
    window.keys("Ctrl+Enter").await;
    window.reads("Granted and signed").await;
    gets_up(&window, &office).await;
    sits_down(&window, POM).await;
    issues_the_licence(&window).await;
    gets_up(&window, &office).await;

    // When the gate officer has let him out and he does not come, then what must be done is there, and each step is logged
    sits_down(&window, GATE).await;
    window.reads("Gate list").await;
    window.sees("#gate-1").await;
    window.keys("t").await;
    window.fills("#move-day", &out[0]).await;
    window.fills("#move-at", &out[1]).await;
    window.keys("Ctrl+Enter").await;
    window.sees("#gate-pane [role=timer]").await;
    window.keys("c").await;
    window.presses("#step-step").await;
    window.fills("#step-words", "No answer, twice.").await;
    window.keys("Ctrl+Enter").await;
    window.reads("No answer, twice.").await;
    window.chooses("Told the governor").await;
    window.reads("Recorded: ").await;

    // When he is back, two keys record it, and the report follows with what is known filled in
    window.keys("b").await;
    window.reads("Recorded: Kieran Ashdown is back").await;
    window.chooses("No concern").await;
    window.keys("r").await;
    window.sees(".desk-gates__report fieldset input:checked").await;
    answers_the_report(&window, &back[0]).await;
    window.reads("Every question has its answer").await;
    window.keys("Ctrl+Enter").await;
    window.reads("Recorded").await;
    gets_up(&window, &office).await;

    // Then the POM looks back on it with him, and all of it is in one file
    sits_down(&window, POM).await;
    opens(&window, 9).await;
    window.chooses("Debrief").await;
    window.fills("#debrief-words", "The bus was late, and his phone was flat.").await;
    window.keys("Ctrl+Enter").await;
    window.reads("The bus was late, and his phone was flat.").await;
    let view = application(&window).await;
    assert!(view.status_line.starts_with("Granted by Rowan Ellis, governor"), "{}", view.status_line);
    let release = &view.releases[0];
    assert!(release.reported && release.returned.is_some(), "{release:?}");
    assert_eq!(release.debriefs.len(), 1);
    window.closes().await;
}
