//! The first window of a computer: what somebody can begin with, and each of those ways to its end.

mod demonstration;
mod found;
mod passphrase;
mod restore;
mod sheet;

use api::{SignedIn, StatusView};
use leptos::prelude::*;

use crate::page;
use crate::parts::{Kind, Sign};
use crate::screens::first_run::demonstration::{Demonstration, Making};
use crate::screens::first_run::found::Found;
use crate::screens::first_run::restore::Restore;
use crate::screens::first_run::sheet::{Confirm, Sheet, Words};
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
    /// They restore a backup.
    Restore,
}

impl Step {
    const fn title(self) -> &'static str {
        match self {
            Self::Choose => "Set up",
            Self::Found => "Found a unit",
            Self::Sheet => "Recovery key",
            Self::Confirm => "Two words of the recovery key",
            Self::Restore => "Restore a backup",
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
        enter,
    };
    view! {
        <Gate place="First run" version>
            {move || match setup.step.get() {
                Step::Choose => view! { <Choose setup back /> }.into_any(),
                Step::Found => view! { <Found setup /> }.into_any(),
                Step::Sheet => view! { <Sheet setup /> }.into_any(),
                Step::Confirm => view! { <Confirm setup /> }.into_any(),
                Step::Restore => view! { <Restore setup /> }.into_any(),
            }}
        </Gate>
    }
}

/// Three ways to begin, and what is to be known before.
#[component]
fn Choose(setup: Setup, back: Callback<()>) -> impl IntoView {
    let known = setup.status.with_value(|status| !status.people.is_empty());
    view! {
        <div class="desk-gate__wide">
            <h1 class="govuk-heading-l desk-gate__title" id=TITLE tabindex="-1">"Set up Throughcare on this computer"</h1>
            <p class="desk-m desk-muted desk-gate__lead">
                "Throughcare keeps custody cases, key work and what was agreed in one place. It works with no network. Choose one: you can come back to this page until you finish."
            </p>
            <div class="desk-gate__cols desk-gate__cols--three">
                <FoundCard setup />
                <Demonstration setup />
                <RestoreCard setup />
            </div>
            <div class="desk-gate__cols desk-gate__cols--three desk-gate__facts">
                <ThisComputer setup />
                <section aria-labelledby="joining">
                    <h2 class="govuk-heading-s" id="joining"><Sign kind=Kind::Later>"Joining a unit"</Sign></h2>
                    <p class="desk-xs desk-muted">"Joining comes when your unit has a server. Until then each computer of a unit is set up from its backup."</p>
                </section>
                <section aria-labelledby="network">
                    <h2 class="govuk-heading-s" id="network"><Sign kind=Kind::Met>"Network"</Sign></h2>
                    <p class="desk-xs desk-muted">"None is needed. Nothing leaves this computer unless you save it somewhere else."</p>
                </section>
            </div>
            {known.then(|| view! {
                <p class="desk-gap-above"><button type="button" class="desk-link" on:click=move |_| back.run(())>"Back to the people of this computer"</button></p>
            })}
        </div>
    }
}

#[component]
fn FoundCard(setup: Setup) -> impl IntoView {
    view! {
        <section class="desk-card desk-card--green" aria-labelledby="found">
            <h2 class="govuk-heading-m desk-card__title" id="found">"Found a unit"</h2>
            <p class="desk-m">"Nobody in your prison uses it yet, and you are to be its first administrator."</p>
            <h3 class="govuk-heading-s">"What happens"</h3>
            <ol class="desk-steps">
                <li>"Choose the prison and give your name."</li>
                <li>"Choose a passphrase."</li>
                <li>"Write down the "<b>"recovery key"</b>". It is shown once and kept nowhere: without it, and with every administrator's computer lost, the records cannot be opened."</li>
                <li>"Import your prisoners, and add the others."</li>
            </ol>
            <div class="govuk-inset-text">"Only one unit for each prison. If a colleague may have founded one, ask them first."</div>
            <div class="desk-card__act">
                <button type="button" class="govuk-button desk-button--large" on:click=move |_| setup.go(Step::Found)>"Found a unit"</button>
            </div>
        </section>
    }
}

#[component]
fn RestoreCard(setup: Setup) -> impl IntoView {
    view! {
        <section class="desk-card desk-card--navy" aria-labelledby="restoring">
            <h2 class="govuk-heading-m desk-card__title" id="restoring">"Restore a backup"</h2>
            <p class="desk-m">"You have a backup file of your unit, and this computer is to go on from it."</p>
            <h3 class="govuk-heading-s">"What happens"</h3>
            <ol class="desk-steps">
                <li>"Choose the backup file."</li>
                <li>"Give the passphrase it was made with, or the words of the unit's recovery key."</li>
                <li>"This computer goes on as a new device of the same person."</li>
            </ol>
            <div class="govuk-inset-text">"On any computer but the one that made the backup, you need the recovery key."</div>
            <div class="desk-card__act">
                <button type="button" class="govuk-button govuk-button--secondary desk-button--large" on:click=move |_| setup.go(Step::Restore)>
                    "Restore a backup"
                </button>
            </div>
        </section>
    }
}

/// Whether keys can be kept here, and where records will be.
#[component]
fn ThisComputer(setup: Setup) -> impl IntoView {
    let (keyring, home) = setup.status.with_value(|status| (status.keyring.clone(), status.home.clone()));
    let works = keyring.is_none();
    let says = keyring.unwrap_or_else(|| "Its keyring works.".to_owned());
    view! {
        <section aria-labelledby="computer">
            <h2 class="govuk-heading-s" id="computer">
                <Sign kind=if works { Kind::Met } else { Kind::Late }>"This computer"</Sign>
            </h2>
            <p class="desk-xs desk-muted">{says}</p>
            <p class="desk-xs desk-muted">"Records are kept encrypted in "<span class="desk-mono desk-path">{home}</span></p>
        </section>
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
