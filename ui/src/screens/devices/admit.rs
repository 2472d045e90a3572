//! Admitting a computer: the code is typed as its screen shows it, and is shown here by nobody; whose it is; what it may read.

use std::collections::BTreeSet;

use api::{AdmitOwner, ArrivalView, Right, Role};
use leptos::prelude::*;

use crate::page;
use crate::parts::Tick;
use crate::parts::sending::{Form, Line, OneOf, Radios, Sending, empty, typed};
use crate::screens::devices::arrivals::{Asking, who};
use crate::screens::staff::{Boxes, in_words};

/// Somebody who is in the unit.
const MEMBER: &str = "member";
/// Somebody who comes into it.
const NEW: &str = "new";

/// What the form knows.
#[derive(Clone, Copy)]
struct Fields {
    sending: Sending,
    code: RwSignal<String>,
    /// Whether they are in the unit already.
    whose: RwSignal<String>,
    member: RwSignal<String>,
    name: RwSignal<String>,
    ticked: RwSignal<BTreeSet<String>>,
    computer: RwSignal<String>,
    /// Whether it is given the keys of what is restricted: off until it is ticked.
    restricted: RwSignal<bool>,
}

impl Fields {
    /// With what the new computer says of itself.
    fn of(arrival: &ArrivalView) -> Self {
        let whose = if arrival.member.is_some() { MEMBER } else { NEW };
        Self {
            sending: Sending::new("admit"),
            code: RwSignal::new(String::new()),
            whose: RwSignal::new(whose.to_owned()),
            member: RwSignal::new(arrival.member.clone().unwrap_or_default()),
            name: RwSignal::new(arrival.name.clone().unwrap_or_default()),
            ticked: RwSignal::new(BTreeSet::new()),
            computer: RwSignal::new(arrival.computer.clone().unwrap_or_default()),
            restricted: RwSignal::new(false),
        }
    }

    fn is_new(self) -> bool {
        self.whose.with(|whose| whose == NEW)
    }

    /// The roles of whoever is chosen.
    fn roles(self, asking: Asking) -> Vec<String> {
        if self.is_new() {
            self.ticked.with(|ticked| ticked.iter().cloned().collect())
        } else {
            self.member.with(|member| asking.state.roles(member))
        }
    }

    /// The request; nothing, where something is missing, which is said.
    fn request(self, asking: Asking) -> Option<api::Admit> {
        let new = untrack(|| self.is_new());
        let lacking = [
            (empty(self.code), "code", "Type the code that the new computer shows"),
            (!new && empty(self.member), "member", "Choose whose computer it is"),
            (new && empty(self.name), "name", "Give their first and last name"),
            (new && self.ticked.with_untracked(BTreeSet::is_empty), "roles", "Tick at least one role"),
        ];
        if self.sending.lacks(&lacking) {
            return None;
        }
        let owner = if new {
            let roles = self.ticked.with_untracked(|ticked| ticked.iter().cloned().collect());
            AdmitOwner::New { name: typed(self.name)?, roles }
        } else {
            AdmitOwner::Member(typed(self.member)?)
        };
        // A tick that is not shown any more is none.
        let restricted = self.restricted.get_untracked() && untrack(|| asks(&self.roles(asking)));
        Some(api::Admit { code: typed(self.code)?, owner, computer: typed(self.computer), restricted })
    }
}

#[component]
pub(super) fn Admit(asking: Asking, arrival: ArrivalView) -> impl IntoView {
    let fields = Fields::of(&arrival);
    page::focus_soon("admit-code");
    let cancel = Callback::new(move |()| asking.back());
    let submit = Callback::new(move |()| {
        let Some(request) = fields.request(asking) else { return };
        fields.sending.send(request, move |admitted| {
            asking.back();
            asking.ask();
            asking.state.recorded(format!("{}’s computer is in the unit", admitted.name));
        });
    });
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby="admit-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="admit-head">"Admit "{who(&arrival)}</h2></div>
            <Form sending=fields.sending act="Admit this computer" submit cancel>
                <p class="desk-gap-below">
                    "Ring them on a number that you know, or stand beside them. Ask them to read out the code on their screen. "
                    <b>"If no computer here fits it, somebody may have put themselves in between: refuse it, and tell security."</b>
                </p>
                <Line id="admit-code" label="The code on the other screen" hint="8 letters and figures. Spaces, hyphens and capital letters do not matter" class="desk-code__field"
                    sending=fields.sending value=fields.code />
                <Whose asking fields />
                <MayHold asking fields />
                <Line id="admit-computer" label="What the computer is called (optional)" hint="As staff know it, such as OMU-PC-09" class="desk-case__full"
                    sending=fields.sending value=fields.computer />
            </Form>
        </section>
    }
}

/// Whether somebody with these roles is to be asked about: they read what is restricted, and hand no keys out.
fn asks(roles: &[String]) -> bool {
    let has = |role: &Role| roles.iter().any(|word| word == role.word());
    Right::ReadRestricted.roles().iter().any(has) && !has(&Role::Administrator)
}

/// What the computer may hold beside what is general.
#[component]
fn MayHold(asking: Asking, fields: Fields) -> impl IntoView {
    let roles = Memo::new(move |_| fields.roles(asking));
    let ticked = Callback::new(move |on| fields.restricted.set(on));
    view! {
        <div class="govuk-form-group">
            {move || roles.with(|roles| {
                if asks(roles) {
                    view! {
                        <div class="govuk-checkboxes govuk-checkboxes--small">
                            <Tick id="admit-restricted" label="It may hold restricted items" value=fields.restricted ticked
                                hint="Victim contact and intelligence. Without the keys it cannot read them, whatever their roles let them do. It can be given them later" />
                        </div>
                    }
                    .into_any()
                } else if roles.iter().any(|role| role == Role::Administrator.word()) {
                    view! { <p class="desk-xs desk-muted">"An administrator’s computer holds every key, restricted ones too, because it hands them out."</p> }.into_any()
                } else {
                    view! { <p class="desk-xs desk-muted">"It holds what is general. These roles read nothing restricted, and should that change, it is given by hand."</p> }.into_any()
                }
            })}
        </div>
    }
}

/// Whose it is: somebody of the unit, or somebody who comes into it with roles.
#[component]
fn Whose(asking: Asking, fields: Fields) -> impl IntoView {
    let options =
        vec![(MEMBER.to_owned(), "Somebody in the unit".to_owned()), (NEW.to_owned(), "Somebody new".to_owned())];
    let staff = asking.state.staff;
    let members = Signal::derive(move || {
        let mut members = vec![(String::new(), "Choose somebody".to_owned())];
        staff.with(|staff| {
            let here = staff.iter().filter(|member| !member.roles.is_empty());
            members.extend(
                here.map(|member| (member.id.clone(), format!("{}: {}", member.name, in_words(&member.roles)))),
            );
        });
        members
    });
    let new = Memo::new(move |_| fields.is_new());
    view! {
        <Radios id="admit-owner" legend="Whose is it?" options sending=fields.sending value=fields.whose />
        {move || if new.get() {
            view! {
                <Line id="admit-name" label="Their name" hint="First and last name, as colleagues know them" class="desk-case__full" sending=fields.sending value=fields.name />
                <Boxes id="admit-roles" legend="Which roles do they have?" ticked=fields.ticked errors=fields.sending.errors />
            }
            .into_any()
        } else {
            view! {
                <OneOf id="admit-member" label="Who?" hint="Their roles stay as they are" sending=fields.sending
                    options=members value=fields.member />
            }
            .into_any()
        }}
    }
}

#[cfg(test)]
mod tests {
    use super::asks;

    #[test]
    fn what_is_restricted_is_asked_about_where_it_can_be_decided() {
        let roles = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert!(asks(&roles(&["pom"])) && asks(&roles(&["keyworker", "governor"])));
        assert!(!asks(&roles(&["keyworker"])) && !asks(&roles(&["administrator", "pom"])) && !asks(&[]));
    }
}
