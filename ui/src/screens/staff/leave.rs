//! Recording that somebody has left: what it does, and what it cannot do, stands before the button.

use std::sync::Arc;

use api::{Post, SetRoles, StaffMemberView};
use leptos::prelude::*;

use crate::figures::counted;
use crate::page;
use crate::parts::ErrorSummary;
use crate::parts::sending::Sending;
use crate::screens::staff::list::held;
use crate::screens::staff::state::State;

/// “17 cases will have no POM, 3 no keyworker.”: the cases of somebody who can no longer hold these posts.
pub(super) fn without(member: &StaffMemberView, lost: impl Fn(Post) -> bool) -> Option<String> {
    let posts = Post::ALL.into_iter().filter(|post| lost(*post)).map(|post| (post, held(member, post)));
    let mut parts = Vec::new();
    for (post, cases) in posts.filter(|(_, cases)| *cases > 0) {
        let nobody = match post {
            Post::Pom => "no POM",
            Post::CoworkingPom => "no co-working POM",
            Post::Keyworker => "no keyworker",
        };
        parts.push(if parts.is_empty() {
            format!("{} will have {nobody}", counted(cases, "case", "cases"))
        } else {
            format!("{cases} {nobody}")
        });
    }
    (!parts.is_empty()).then(|| format!("{}.", parts.join(", ")))
}

#[component]
pub(super) fn Leave(state: State, member: Arc<StaffMemberView>) -> impl IntoView {
    let sending = Sending::new("leave");
    let keys = state.desk.keys;
    let cancel = move || state.read();
    keys.on("Escape", "Leave it as it is", cancel);
    page::focus_soon("leave-head");
    let (id, name) = (member.id.clone(), member.name.clone());
    let submit = move |_| {
        let said = format!("{name} has left the unit");
        sending.send(SetRoles { id: id.clone(), roles: Vec::new() }, move |()| state.recorded(said));
    };
    let cases = without(&member, |_| true);
    let computers = match member.computers {
        0 => None,
        1 => Some(
            "Their computer gets nothing more from the unit, and nothing that is written on it from now on counts"
                .to_owned(),
        ),
        more => Some(format!(
            "Their {more} computers get nothing more from the unit, and nothing that is written on them from now on counts"
        )),
    };
    let stays =
        (member.computers > 0).then_some("This does not wipe a computer. What is on it stays there, encrypted.");
    view! {
        <section class="desk-pane desk-pane--red desk-grow" aria-labelledby="leave-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="leave-head" tabindex="-1">"Record that "{member.name.clone()}" has left"</h2></div>
            <div class="desk-pane__body">
                <div class="desk-case__summary"><ErrorSummary errors=sending.errors /></div>
                <p>"What happens when you press the button:"</p>
                <ul>
                    {cases.map(|cases| view! { <li><b>{cases}</b>" Nobody takes their place until you choose somebody, under Allocation"</li> })}
                    <li>"They can no longer read or write here"</li>
                    {computers.map(|computers| view! { <li>{computers}</li> })}
                    <li>"What they wrote stays, with their name and the time"</li>
                </ul>
                {stays.map(|stays| view! { <p class="desk-muted desk-gap-above">{stays}</p> })}
            </div>
            <div class="desk-pane__foot">
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| cancel()>"Cancel"<kbd>"Esc"</kbd></button>
                <button type="button" class="govuk-button govuk-button--warning" id="leave-roles" on:click=submit>"Record that they left"</button>
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_becomes_of_the_cases_is_counted() {
        let member = |cases: &[(Post, usize)]| StaffMemberView {
            id: String::new(),
            name: "Ben Okafor".to_owned(),
            roles: Vec::new(),
            computers: 0,
            cases: cases.to_vec(),
            left: None,
        };
        assert_eq!(without(&member(&[]), |_| true), None);
        let one = member(&[(Post::Pom, 1)]);
        assert_eq!(without(&one, |_| true).as_deref(), Some("1 case will have no POM."));
        let both = member(&[(Post::Pom, 17), (Post::Keyworker, 3)]);
        assert_eq!(without(&both, |_| true).as_deref(), Some("17 cases will have no POM, 3 no keyworker."));
        assert_eq!(without(&both, |post| post == Post::Keyworker).as_deref(), Some("3 cases will have no keyworker."));
    }
}
