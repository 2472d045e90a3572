//! Adding somebody to the unit.

use std::collections::BTreeSet;

use api::AddStaff;
use leptos::prelude::*;

use crate::page;
use crate::parts::sending::{Form, Line, Sending, empty, typed};
use crate::screens::staff::boxes::Boxes;
use crate::screens::staff::state::State;

#[component]
pub(super) fn Add(state: State) -> impl IntoView {
    let sending = Sending::new("member");
    let name = RwSignal::new(String::new());
    let ticked = RwSignal::new(BTreeSet::new());
    page::focus_soon("member-name");
    let cancel = Callback::new(move |()| state.read());
    let submit = Callback::new(move |()| {
        let none = ticked.with_untracked(BTreeSet::is_empty);
        let lacking =
            [(empty(name), "name", "Give their first and last name"), (none, "roles", "Tick at least one role")];
        if sending.lacks(&lacking) {
            return;
        }
        let Some(name) = typed(name) else { return };
        let roles = ticked.with_untracked(|ticked| ticked.iter().cloned().collect());
        let said = format!("{name} is in the unit");
        sending.send(AddStaff { name, roles }, move |()| state.recorded(said));
    });
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby="member-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="member-head">"Add somebody"</h2></div>
            <Form sending act="Add them" submit cancel>
                <Line id="member-name" label="Name" hint="First and last name, as colleagues know them" class="desk-case__full" sending value=name />
                <Boxes id="member-roles" legend="Which roles do they have?" ticked errors=sending.errors />
            </Form>
        </section>
    }
}
