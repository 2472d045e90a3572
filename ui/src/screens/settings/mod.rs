//! This computer's settings: how its window looks and when it locks, a backup, where data lives, and which version this is. What is
//! changed is changed at once; there is nothing to save.

mod backup;
mod data;
mod figures;
mod idle;
mod window;

use api::{FigureGroup, Right};
use leptos::prelude::*;

use crate::desk::Desk;
use crate::frame::heading_focus;
use crate::page;
use crate::route::{Place, Screen};
use crate::screens::settings::backup::BackUp;
pub(crate) use crate::screens::settings::backup::Backup;
use crate::screens::settings::data::Data;
use crate::screens::settings::figures::Figures;
use crate::screens::settings::window::Window;

/// The heading of the backup.
pub(crate) const BACK_UP: &str = "back-up";
/// The heading of the version.
pub(crate) const ABOUT: &str = "about";

/// Goes to a part of the settings, by the identifier of its heading: what the window's menu does.
pub(crate) fn show(desk: Desk, part: &'static str) {
    desk.over.set(None);
    desk.route.go(Place::of(Screen::Settings));
    page::focus_soon(part);
}

/// The screen.
#[component]
pub(crate) fn Settings() -> impl IntoView {
    let desk = Desk::here();
    heading_focus("Settings");
    let of_release = desk.person.may(Right::RecordFacts) || desk.person.may(Right::DecideRelease);
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Settings"</h1></div>
                <p class="desk-sub desk-settings__lead">"Changes apply at once, and are kept for everyone who uses this computer account"</p>
            </div>
            <div class="desk-split desk-split--settings">
                <Window />
                <div class="desk-stack desk-scroll desk-settings__side">
                    <BackUp />
                    <Data />
                    {desk.person.may(Right::RecordFacts).then(|| view! { <Figures group=FigureGroup::Owed /> })}
                    {of_release.then(|| view! { <Figures group=FigureGroup::Release /> })}
                    {desk.person.may(Right::SealPack).then(|| view! { <Figures group=FigureGroup::Pack /> })}
                    {desk.person.may(Right::MoveCases).then(|| view! { <Figures group=FigureGroup::Transfer /> })}
                </div>
            </div>
        </main>
    }
}
