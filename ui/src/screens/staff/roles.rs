//! Changing what somebody is. What a change does to their cases is said before it is made.

use std::collections::BTreeSet;
use std::sync::Arc;

use api::{Right, Role, SetRoles, StaffMemberView};
use leptos::prelude::*;

use crate::page;
use crate::parts::sending::{Form, Sending};
use crate::screens::staff::boxes::{Boxes, in_words};
use crate::screens::staff::leave::without;
use crate::screens::staff::state::State;

#[component]
pub(super) fn Change(state: State, member: Arc<StaffMemberView>) -> impl IntoView {
    let sending = Sending::new("change");
    let ticked = RwSignal::new(member.roles.iter().cloned().collect::<BTreeSet<_>>());
    let own = state.is_self(&member);
    page::focus_soon("change-roles");
    let cancel = Callback::new(move |()| state.read());
    let (id, name, before) = (member.id.clone(), member.name.clone(), member.roles.clone());
    let submit = Callback::new(move |()| {
        let roles: Vec<String> = ticked.with_untracked(|ticked| ticked.iter().cloned().collect());
        let none = "Tick at least one role. If they have left the unit, cancel, and record that they left";
        if sending.lacks(&[(roles.is_empty(), "roles", none)]) {
            return;
        }
        if same(&roles, &before) {
            state.read();
            return;
        }
        let said = format!("{name} is now: {}", in_words(&roles));
        sending.send(SetRoles { id: id.clone(), roles }, move |()| state.recorded(said));
    });
    let loses_own_right = move || own && ticked.with(|ticked| !ticked.contains("administrator"));
    // Which computers have the keys is decided one by one.
    let read = reads_restricted(&member.roles);
    let comes_to_read = move || !read && ticked.with(|ticked| reads_restricted(ticked.iter()));
    let effect = {
        let member = member.clone();
        move || without(&member, |post| ticked.with(|ticked| !ticked.contains(post.role().word())))
    };
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby="change-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="change-head">"Change roles: "{member.name.clone()}</h2></div>
            <Form sending act="Change roles" submit cancel>
                <Boxes id="change-roles" legend="Which roles do they have?" ticked errors=sending.errors />
                <div role="status">
                    {move || effect().map(|words| view! { <p class="desk-staff__then">{words}" Nobody takes their place until you choose somebody, under Allocation."</p> })}
                    {move || comes_to_read().then(|| view! { <p class="desk-staff__then">"These roles read restricted items, but a computer from which they are withheld stays without the keys. See Computers for what each of theirs may hold."</p> })}
                    {move || loses_own_right().then(|| view! { <p class="desk-staff__then">"From then on you cannot manage staff yourself."</p> })}
                </div>
            </Form>
        </section>
    }
}

/// Whether any of these roles reads what is restricted.
fn reads_restricted<'r>(roles: impl IntoIterator<Item = &'r String>) -> bool {
    let reads = |word: &String| Role::from_word(word).is_some_and(|role| Right::ReadRestricted.roles().contains(&role));
    roles.into_iter().any(reads)
}

/// Whether both are the same roles, in whatever order.
fn same(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().all(|role| other.contains(role))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_roles_does_not_matter() {
        let roles = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert!(same(&roles(&["pom", "keyworker"]), &roles(&["keyworker", "pom"])));
        assert!(!same(&roles(&["pom"]), &roles(&["keyworker"])));
    }

    #[test]
    fn who_reads_what_is_restricted_is_the_rights_business() {
        let roles = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert!(reads_restricted(&roles(&["keyworker", "governor"])));
        assert!(!reads_restricted(&roles(&["keyworker", "auditor"])) && !reads_restricted(&roles(&[])));
    }
}
