//! The first window of a computer: what somebody can begin with, and each of those ways to its end.

mod choose;
mod demonstration;
mod found;
mod join;
mod passphrase;
mod recover;
mod restore;
mod server;
mod sheet;
mod waiting;

use api::{JoiningView, Secret, SignedIn, StatusView};
use leptos::prelude::*;

use crate::backend;
use crate::page;
use crate::screens::first_run::choose::Choose;
use crate::screens::first_run::demonstration::Making;
use crate::screens::first_run::found::Found;
use crate::screens::first_run::join::Join;
use crate::screens::first_run::recover::Recover;
use crate::screens::first_run::restore::Restore;
use crate::screens::first_run::sheet::{Confirm, Sheet, Words};
use crate::screens::first_run::waiting::Waiting;
use crate::screens::gate::Gate;

/// The heading of a step: focus goes to it when the step changes.
const TITLE: &str = "step";

/// How far somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// They choose how to begin.
    Choose,
    /// They found a unit.
    Found,
    /// They see the recovery key, this once.
    Sheet,
    /// They type two of its words back.
    Confirm,
    /// They ask to join a unit.
    Join,
    /// They wait to be admitted, with a code to read out.
    Waiting,
    /// They restore a backup.
    Restore,
    /// They bring a unit back from its server.
    Recover,
}

impl Step {
    const fn title(self) -> &'static str {
        match self {
            Self::Choose => "Set up",
            Self::Found => "Found a unit",
            Self::Sheet => "Recovery key",
            Self::Confirm => "Two words of the recovery key",
            Self::Join => "Join a unit",
            Self::Waiting => "Code to read out",
            Self::Restore => "Restore a backup",
            Self::Recover => "Bring a unit back",
        }
    }
}

/// What all steps share.
#[derive(Clone, Copy)]
struct Setup {
    step: RwSignal<Step>,
    status: StoredValue<StatusView>,
    making: Making,
    /// The recovery key while it is shown, and until two of its words were typed back.
    words: RwSignal<Option<Words>>,
    /// What waits on this computer to be admitted.
    joinings: RwSignal<Vec<JoiningView>>,
    /// The one whose code is shown, and its passphrase, where that was just typed.
    joining: RwSignal<Option<(JoiningView, Option<Secret>)>>,
    enter: Callback<SignedIn>,
}

impl Setup {
    /// Goes to a step. Whoever goes on elsewhere no longer waits for the demonstration.
    fn go(self, step: Step) {
        self.making.leave();
        if self.step.try_set(step).is_none() {
            page::set_title(step.title());
            page::focus_soon(TITLE);
        }
    }

    /// Asks what waits on this computer to be admitted.
    fn ask_for_joinings(self) {
        leptos::task::spawn_local(async move {
            // Without an answer whoever waits can still ask anew.
            if let Ok(joinings) = backend::call(api::Joinings {}).await {
                self.joinings.try_set(joinings);
            }
        });
    }

    /// Shows the code of something that waits to be admitted.
    fn waits(self, joining: JoiningView, passphrase: Option<Secret>) {
        self.joining.try_set(Some((joining, passphrase)));
        self.ask_for_joinings();
        self.go(Step::Waiting);
    }

    /// Nothing of it stays.
    fn gave_up_joining(self) {
        self.joining.try_set(None);
        self.ask_for_joinings();
        self.go(Step::Choose);
    }
}

/// Nobody's record is on this computer yet, or theirs is not.
#[component]
pub(crate) fn FirstRun(
    /// How things stand.
    status: StatusView,
    /// They are in.
    enter: Callback<SignedIn>,
    /// Back to the people of this computer, if there are any.
    back: Callback<()>,
) -> impl IntoView {
    page::set_title(Step::Choose.title());
    page::focus_soon(TITLE);
    let version = status.version.clone();
    let setup = Setup {
        step: RwSignal::new(Step::Choose),
        making: Making::new(status.demonstration),
        status: StoredValue::new(status),
        words: RwSignal::new(None),
        joinings: RwSignal::new(Vec::new()),
        joining: RwSignal::new(None),
        enter,
    };
    setup.ask_for_joinings();
    view! {
        <Gate place="First run" version>
            {move || match setup.step.get() {
                Step::Choose => view! { <Choose setup back /> }.into_any(),
                Step::Found => view! { <Found setup /> }.into_any(),
                Step::Sheet => view! { <Sheet setup /> }.into_any(),
                Step::Confirm => view! { <Confirm setup /> }.into_any(),
                Step::Join => view! { <Join setup /> }.into_any(),
                Step::Waiting => setup.joining.get_untracked().map(|(joining, passphrase)| view! { <Waiting setup joining passphrase /> }).into_any(),
                Step::Restore => view! { <Restore setup /> }.into_any(),
                Step::Recover => view! { <Recover setup /> }.into_any(),
            }}
        </Gate>
    }
}

/// The top of every step but the first: a way back, and the heading.
#[component]
fn Head(
    /// The heading.
    title: &'static str,
    /// What it is about.
    lead: &'static str,
) -> impl IntoView {
    view! {
        <h1 class="govuk-heading-l desk-gate__title" id=TITLE tabindex="-1">{title}</h1>
        <p class="desk-m desk-muted desk-gate__lead">{lead}</p>
    }
}
