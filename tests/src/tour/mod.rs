//! Every screen of the window in every state, and how to come there from where the window opens. The pictures and the tests of
//! accessibility walk the same list: a state that is added here is in both.

mod allocation;
mod answered;
mod case;
mod caseload;
mod colleagues;
mod conflicts;
mod connection;
mod devices;
mod first_run;
mod frame;
mod gate;
mod import;
mod moving;
mod notes;
mod owed;
mod pack;
mod rotl;
mod search;
mod settings;
mod staff;
mod unapplied;
mod unlock;

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use api::{
    AbandonFounding, ConfirmRecovery, Drafts, DropDraft, DropImport, Found, FoundedView, KeepPreferences, KeepSetting,
    Preferences, Secret, Setting, Status, Unlock,
};
use app::home::DEMONSTRATION_PASSPHRASE;
use futures_util::FutureExt;

use crate::computer::Computer;
use crate::demonstration::{Size, put_into};
pub use crate::tour::answered::Answered;
use crate::window::Window;

/// Between two steps, the page stands still for so long.
const SHORTLY: Duration = Duration::from_millis(60);
/// Before it is looked at, for so long.
const FOR_GOOD: Duration = Duration::from_millis(300);

/// The window's keys for the size of text. Five steps from the usual one it is twice as large.
const USUAL_SIZE: &str = "ctrl+0";
const LARGER: &str = "ctrl+equal";

/// Who sits at the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Nobody: nothing was ever set up on this computer.
    FirstRun,
    /// Nobody: whoever comes has to unlock.
    Locked,
    /// The unit's first administrator, who may do everything.
    Administrator,
    /// A prison offender manager with a caseload.
    Pom,
    /// A keyworker with prisoners.
    Keyworker,
    /// The governor, who decides on temporary release.
    Governor,
    /// A gate officer.
    Gate,
    /// The administrator of a unit that was founded a moment ago and has nobody in it.
    Founder,
}

/// What is done to come to a state.
pub enum Step {
    /// Presses keys, as the window's list of keys writes them.
    Key(&'static str),
    /// Types where the focus is.
    Type(&'static str),
    /// Types into a field, in place of what is there. `~/` is the account's folder.
    Fill(&'static str, &'static str),
    /// Chooses from a list by its value.
    Select(&'static str, &'static str),
    /// Chooses the button, link or label that says this.
    Choose(&'static str),
    /// Presses what a selector finds.
    Press(&'static str),
    /// Waits for words.
    Read(&'static str),
    /// Waits until something is there.
    See(&'static str),
    /// Changes how the window looks, and begins afresh.
    Prefer(fn(&mut Preferences)),
    /// Runs a script, for what no person brings about.
    Run(&'static str),
    /// Has the record side answer a call so, until the page is loaded afresh: for what only a server or another computer brings about.
    Answer(fn() -> Answered),
    /// Does what other states begin with too.
    Do(&'static [Step]),
}

/// A screen in a state.
pub struct State {
    /// Its name: the screen, then the state.
    pub name: &'static str,
    /// Who sees it.
    pub who: Who,
    /// How to come there.
    pub steps: &'static [Step],
}

impl State {
    /// A state.
    const fn of(who: Who, name: &'static str, steps: &'static [Step]) -> Self {
        Self { name, who, steps }
    }
}

/// To the list by its alerts, most first, with the filters open. A window with large text has no column for them.
const BY_ALERTS: &[Step] = &[
    Step::See("#cases-0"),
    Step::Choose("More filters"),
    Step::Select("#sort-by", "alerts"),
    Step::Read("the other way round"),
];
/// From the filters back to the first of the list.
const TO_THE_FIRST: &[Step] = &[Step::Choose("Fewer filters"), Step::Key("/ Enter")];
/// To the list with the loudest cases first: they have something of everything.
const LOUD: &[Step] = &[Step::Do(BY_ALERTS), Step::Do(TO_THE_FIRST)];

/// All of them, by screen; those of one person together.
pub fn all() -> Vec<State> {
    let screens: [fn() -> Vec<State>; 21] = [
        first_run::states,
        unlock::states,
        frame::states,
        caseload::states,
        case::states,
        notes::states,
        owed::states,
        pack::states,
        rotl::states,
        gate::states,
        search::states,
        allocation::states,
        staff::states,
        devices::states,
        connection::states,
        unapplied::states,
        conflicts::states,
        moving::states,
        settings::states,
        import::states,
        colleagues::states,
    ];
    screens.into_iter().flat_map(|states| states()).collect()
}

/// Comes to states in turn, and looks at each. Where one cannot be reached, the walk begins anew behind it, and what stood in the way comes
/// back: one that is broken does not hide the others.
pub async fn through(
    states: impl IntoIterator<Item = State>,
    begins: impl Fn() -> Walk,
    mut look: impl AsyncFnMut(&State, &mut Walk),
) -> Vec<String> {
    let mut walk = begins();
    let mut unreached = Vec::new();
    for state in states {
        let comes = async {
            walk.comes_to(&state).await;
            look(&state, &mut walk).await;
        };
        if let Err(panic) = AssertUnwindSafe(comes).catch_unwind().await {
            let why = panic.downcast_ref::<String>().map(String::as_str);
            unreached.push(format!("{}: {}", state.name, why.unwrap_or("it could not be reached")));
            walk = begins();
        }
    }
    walk.ends().await;
    unreached
}

/// A walk through some of the states, in one window for as long as it will do.
pub struct Walk {
    computer: Computer,
    size: Size,
    at: Option<(Who, Window)>,
}

impl Walk {
    /// At a computer with this screen, through a prison of this size.
    pub fn begins(screen: (u32, u32), size: Size) -> Self {
        Self { computer: Computer::new(screen), size, at: None }
    }

    /// Comes to a state.
    async fn comes_to(&mut self, state: &State) {
        self.sits_down(state.who).await;
        let window = self.window();
        if matches!(state.who, Who::Pom | Who::Keyworker) {
            // They begin with what they owe; states begin with the cases.
            window.sees("#nav").await;
            window.keys("g c").await;
        }
        for step in flat(state.steps) {
            self.take(step, window).await;
        }
        window.is_still(FOR_GOOD).await;
    }

    /// The window, once it has come to a state.
    pub fn window(&self) -> &Window {
        &self.at.as_ref().unwrap().1
    }

    /// Somebody who needs it makes the text twice as large, on the screen as it is, by the window's own keys.
    pub async fn enlarges(&self) {
        self.computer.strikes(&[USUAL_SIZE, LARGER, LARGER, LARGER, LARGER, LARGER]);
        self.text_is("200%").await;
    }

    /// And as it was.
    pub async fn sees_at_usual_size(&self) {
        self.computer.strikes(&[USUAL_SIZE]);
        self.text_is("100%").await;
    }

    async fn text_is(&self, size: &str) {
        self.window().sees(&format!("html[style*='font-size: {size}']")).await;
        self.window().is_still(SHORTLY).await;
    }

    /// A picture of the window as it is, made as large as this.
    pub async fn picture(&self, size: (u32, u32)) -> Vec<u8> {
        self.window().is_sized(size).await;
        self.computer.picture(size)
    }

    /// Ends it.
    async fn ends(self) {
        if let Some((_, window)) = self.at {
            window.closes().await;
        }
    }

    /// Somebody sits down, and finds the window as if it had just opened.
    async fn sits_down(&mut self, who: Who) {
        let window = match self.at.take() {
            // What was begun on a computer where nothing is set up is left behind with its window; so is a unit with nobody in it.
            Some((before, window)) if before != who && (begins(before) || begins(who)) => {
                window.closes().await;
                std::fs::remove_dir_all(self.computer.home()).unwrap();
                self.opens(who).await
            }
            Some((before, window)) => {
                window.begins_afresh().await;
                if before != who && person(before).is_some() {
                    window.locks().await;
                }
                window
            }
            None => self.opens(who).await,
        };
        if comes_in(&window, who).await | tidies(&window).await {
            window.begins_afresh().await;
        }
        self.at = Some((who, window));
    }

    async fn opens(&self, who: Who) -> Window {
        if !begins(who) {
            put_into(&self.computer.home(), self.size);
        }
        self.computer.opens().await
    }

    async fn take(&self, step: &Step, window: &Window) {
        match step {
            Step::Key(keys) => window.keys(keys).await,
            Step::Type(words) => window.types(words).await,
            Step::Fill(field, words) => match words.strip_prefix("~/") {
                Some(file) => window.fills(field, &self.computer.desktop.account.text(file)).await,
                None => window.fills(field, words).await,
            },
            Step::Select(field, value) => window.selects(field, value).await,
            Step::Choose(words) => window.chooses(words).await,
            Step::Press(selector) => window.presses(selector).await,
            Step::Read(words) => window.reads(words).await,
            Step::See(selector) => window.sees(selector).await,
            Step::Run(script) => drop(window.asks(script).await),
            Step::Answer(says) => {
                let Answered { call, reply } = says();
                window.is_answered(call, &reply).await;
            }
            Step::Do(steps) => unreachable!("{} steps in one", steps.len()),
            Step::Prefer(change) => {
                let mut preferences = window.calls(Status {}).await.unwrap().preferences;
                change(&mut preferences);
                window.calls(KeepPreferences { preferences }).await.unwrap();
                window.begins_afresh().await;
            }
        }
        window.is_still(SHORTLY).await;
    }
}

/// Steps in the order in which they are taken, none within another.
fn flat(steps: &'static [Step]) -> Vec<&'static Step> {
    let each = steps.iter().map(|step| match step {
        Step::Do(steps) => flat(steps),
        step => vec![step],
    });
    each.flatten().collect()
}

/// Whether somebody begins on a computer that has no demonstration.
const fn begins(who: Who) -> bool {
    matches!(who, Who::FirstRun | Who::Founder)
}

/// Whose record it is, as the window names it.
const fn person(who: Who) -> Option<&'static str> {
    match who {
        Who::FirstRun | Who::Locked | Who::Founder => None,
        Who::Administrator => Some("demonstration"),
        Who::Pom => Some("demonstration/colleagues/pom"),
        Who::Keyworker => Some("demonstration/colleagues/keyworker"),
        Who::Governor => Some("demonstration/colleagues/governor"),
        Who::Gate => Some("demonstration/colleagues/gate-officer"),
    }
}

/// Opens somebody's record, unless it is open; says whether that was to be done.
async fn comes_in(window: &Window, who: Who) -> bool {
    if who == Who::Founder {
        return founds(window).await;
    }
    let Some(person) = person(who) else { return false };
    if window.calls(Status {}).await.unwrap().signed_in.is_some() {
        return false;
    }
    let passphrase = Secret(DEMONSTRATION_PASSPHRASE.to_owned());
    window.calls(Unlock { person: person.to_owned(), passphrase }).await.unwrap();
    true
}

/// Founds a unit, unless that was done; says whether it was to be done.
async fn founds(window: &Window) -> bool {
    if window.calls(Status {}).await.unwrap().signed_in.is_some() {
        return false;
    }
    let passphrase = Secret("turnip velvet harbour ninety quill".to_owned());
    let unit = Found { prison: "LEI".to_owned(), name: "Ada Pike".to_owned(), passphrase };
    let FoundedView { words, asked } = window.calls(unit).await.unwrap();
    let words = asked.into_iter().map(|place| words[place - 1].clone()).collect();
    window.calls(ConfirmRecovery { words }).await.unwrap();
    true
}

/// Takes back what states before have left: how the window looks, drafts, saved views, a unit that was begun. Says whether there was
/// anything to take back.
async fn tidies(window: &Window) -> bool {
    let (status, preferences) = (window.calls(Status {}).await.unwrap(), Preferences::default());
    let mut tidied = status.preferences != preferences;
    if tidied {
        window.calls(KeepPreferences { preferences }).await.unwrap();
    }
    if status.signed_in.is_none() {
        window.calls(AbandonFounding {}).await.unwrap();
        return tidied;
    }
    window.calls(DropImport {}).await.unwrap();
    let views = "caseload.views".to_owned();
    if window.calls(Setting { name: views.clone() }).await.unwrap().is_some_and(|kept| kept != "[]") {
        window.calls(KeepSetting { name: views, value: "[]".to_owned() }).await.unwrap();
        tidied = true;
    }
    for draft in window.calls(Drafts {}).await.unwrap() {
        window.calls(DropDraft { form: draft.form, number: draft.number }).await.unwrap();
        tidied = true;
    }
    tidied
}
