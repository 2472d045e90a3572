//! The ways to begin, and what is to be known before.

use api::JoiningView;
use leptos::prelude::*;

use super::demonstration::Demonstration;
use super::{Setup, Step, TITLE};
use crate::parts::{Kind, Sign};

/// Three ways to begin, what waits already, and what is to be known before.
#[component]
pub(super) fn Choose(setup: Setup, back: Callback<()>) -> impl IntoView {
    let known = setup.status.with_value(|status| !status.people.is_empty());
    view! {
        <div class="desk-gate__wide">
            <h1 class="govuk-heading-l desk-gate__title" id=TITLE tabindex="-1">"Set up Throughcare on this computer"</h1>
            <p class="desk-m desk-muted desk-gate__lead">
                "Throughcare keeps custody cases, key work and what was agreed in one place. It works with no network. Choose one: you can come back to this page until you finish."
            </p>
            <Waits setup />
            <div class="desk-gate__cols desk-gate__cols--three">
                <JoinCard setup />
                <FoundCard setup />
                <Demonstration setup />
            </div>
            <div class="desk-gate__cols desk-gate__cols--three desk-gate__facts">
                <ThisComputer setup />
                <section aria-labelledby="network">
                    <h2 class="govuk-heading-s" id="network"><Sign kind=Kind::Later>"Network"</Sign></h2>
                    <p class="desk-xs desk-muted">"To join, it needs a network once. To found a unit or to open the demonstration it needs none."</p>
                </section>
                <section aria-labelledby="coming-back">
                    <h2 class="govuk-heading-s" id="coming-back">"Was there a unit before?"</h2>
                    <ul class="desk-plain desk-lines">
                        <li><button type="button" class="desk-link" on:click=move |_| setup.go(Step::Restore)>"Restore a backup"</button></li>
                        <li><button type="button" class="desk-link" on:click=move |_| setup.go(Step::Recover)>"Bring a unit back from its server"</button></li>
                    </ul>
                </section>
            </div>
            {known.then(|| view! {
                <p class="desk-gap-above"><button type="button" class="desk-link" on:click=move |_| back.run(())>"Back to the people of this computer"</button></p>
            })}
        </div>
    }
}

/// What waits on this computer to be admitted already.
#[component]
fn Waits(setup: Setup) -> impl IntoView {
    move || {
        let joinings = setup.joinings.get();
        (!joinings.is_empty()).then(|| view! {
            <section class="desk-card desk-card--amber desk-gap-below" aria-labelledby="waits">
                <h2 class="govuk-heading-s" id="waits"><Sign kind=Kind::Soon>"This computer waits to be admitted"</Sign></h2>
                <ul class="desk-plain desk-lines">{joinings.into_iter().map(|joining| waiting(setup, joining)).collect_view()}</ul>
            </section>
        })
    }
}

fn waiting(setup: Setup, joining: JoiningView) -> impl IntoView {
    let words = format!("{}, {}", joining.name, joining.prison);
    let label = format!("Show the code: {words}");
    view! {
        <li class="desk-row">
            <span class="desk-grow">{words}</span>
            <button type="button" class="govuk-button govuk-button--secondary" aria-label=label on:click=move |_| setup.waits(joining.clone(), None)>"Show the code"</button>
        </li>
    }
}

#[component]
fn JoinCard(setup: Setup) -> impl IntoView {
    view! {
        <section class="desk-card" aria-labelledby="join">
            <h2 class="govuk-heading-m desk-card__title" id="join">"Join a unit"</h2>
            <p class="desk-m">"Your prison uses Throughcare already, and an administrator expects you."</p>
            <h3 class="govuk-heading-s">"What happens"</h3>
            <ol class="desk-steps">
                <li>"Give the server’s address, your prison and your name."</li>
                <li>"Choose a passphrase."</li>
                <li>"Read the code that this screen shows to your administrator, who admits this computer."</li>
                <li>"Your unit’s records arrive."</li>
            </ol>
            <div class="govuk-inset-text">"Your administrator has the server’s address. Nobody ever reads a code to you."</div>
            <div class="desk-card__act">
                <button type="button" class="govuk-button desk-button--large" on:click=move |_| setup.go(Step::Join)>"Join a unit"</button>
            </div>
        </section>
    }
}

#[component]
fn FoundCard(setup: Setup) -> impl IntoView {
    view! {
        <section class="desk-card desk-card--navy" aria-labelledby="found">
            <h2 class="govuk-heading-m desk-card__title" id="found">"Found a unit"</h2>
            <p class="desk-m">"Nobody in your prison uses it yet, and you are to be its first administrator."</p>
            <h3 class="govuk-heading-s">"What happens"</h3>
            <ol class="desk-steps">
                <li>"Choose the prison and give your name."</li>
                <li>"Choose a passphrase."</li>
                <li>"Write down the "<b>"recovery key"</b>". It is shown once and kept nowhere: without it, and with every administrator's computer lost, the records cannot be opened."</li>
                <li>"Import your prisoners, and add the others."</li>
            </ol>
            <div class="govuk-inset-text">"Only one unit for each prison. If a colleague may have founded one, join it instead."</div>
            <div class="desk-card__act">
                <button type="button" class="govuk-button govuk-button--secondary desk-button--large" on:click=move |_| setup.go(Step::Found)>"Found a unit"</button>
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
