//! The handover meeting, and the contacts with the community offender manager before release. Both are acts: recorded with the form that
//! records every act, and taken back as every act is.

use api::{Act, HandoverActView, PlanView};
use leptos::prelude::*;

use crate::dates;
use crate::figures::counted;
use crate::parts::{Kind, Sign};
use crate::screens::case::plan::state::{Doing, Plan};
use crate::screens::owed;

/// The heading of the meeting.
pub(super) const MEETING: &str = "plan-meeting";
/// The heading of the contacts.
pub(super) const CONTACTS: &str = "plan-contacts";

/// How the meeting stands: held, invited to, or neither.
pub(super) fn meeting_stands(view: &PlanView) -> (Kind, &'static str) {
    let has = |act: Act| view.meetings.iter().any(|done| done.act == act);
    if has(Act::MeetingHeld) {
        (Kind::Met, "Held")
    } else if has(Act::MeetingInvited) {
        (Kind::Draft, "Invited")
    } else {
        (Kind::Later, "Not invited")
    }
}

/// “2 of 3 contacts”.
pub(super) fn contacts_stand(view: &PlanView) -> (Kind, String) {
    let kind = if view.contacts_counted >= view.contacts_expected { Kind::Met } else { Kind::Later };
    (kind, format!("{} of {} contacts", view.contacts_counted, view.contacts_expected))
}

/// The handover meeting: who was invited, who came, what was agreed.
pub(super) fn meeting(plan: Plan, view: &PlanView) -> AnyView {
    let (kind, said) = meeting_stands(view);
    let acts = view! {
        {record(plan, Act::MeetingInvited, "Record the invitation")}
        {record(plan, Act::MeetingHeld, "Record the meeting")}
    };
    let none = "Nobody is invited yet. The meeting is held before the community becomes responsible.";
    pane(MEETING, "Handover meeting", (kind, said.to_owned()), acts.into_any(), lines(plan, &view.meetings, none))
}

/// What the community offender manager did before release, counted against what is expected.
pub(super) fn contacts(plan: Plan, view: &PlanView) -> AnyView {
    let acts = record(plan, Act::ComContact, "Record a contact").into_any();
    let list = lines(plan, &view.contacts, "No contact is recorded yet.");
    let aside = view.contacts.len().saturating_sub(usize::from(view.contacts_counted));
    let aside = (aside > 0).then(|| {
        let said = counted(aside, "contact does", "contacts do");
        view! { <p class="desk-case__none desk-xs">{said}" not count towards this handover."</p> }
    });
    let inside = view! { {list}{aside} }.into_any();
    pane(CONTACTS, "Contacts with the COM", contacts_stand(view), acts, inside)
}

fn pane(
    id: &'static str,
    title: &'static str,
    (kind, said): (Kind, String),
    acts: AnyView,
    inside: AnyView,
) -> AnyView {
    view! {
        <section class="desk-pane desk-case__flat" aria-labelledby=id>
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id=id tabindex="-1">{title}</h2><Sign kind>{said}</Sign>{acts}</div>
            {inside}
        </section>
    }
    .into_any()
}

/// A button that records an act.
fn record(plan: Plan, act: Act, says: &'static str) -> Option<AnyView> {
    plan.may_act().then(|| {
        let id = format!("plan-act-{}", act as u8);
        let from = id.clone();
        view! {
            <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" id=id
                on:click=move |_| plan.begin(Doing::Act(owed::Doing::Act(act, None)), from.clone())>{says}</button>
        }
        .into_any()
    })
}

fn lines(plan: Plan, acts: &[HandoverActView], none: &'static str) -> AnyView {
    if acts.is_empty() {
        return view! { <p class="desk-case__none">{none}</p> }.into_any();
    }
    let lines = acts.iter().map(|done| line(plan, done)).collect_view();
    view! { <ul class="desk-plain desk-case__actions">{lines}</ul> }.into_any()
}

fn line(plan: Plan, done: &HandoverActView) -> AnyView {
    let what = match done.act {
        Act::MeetingHeld => view! { <Sign kind=Kind::Met>"Held"</Sign>" " }.into_any(),
        Act::MeetingInvited => view! { <Sign kind=Kind::Draft>"Invited"</Sign>" " }.into_any(),
        _ => ().into_any(),
    };
    let words = done.words.clone();
    view! {
        <li><div class="desk-case__line">
            <span class="desk-grow">
                {what}<b class="desk-num">{dates::long(&done.on)}</b>" "<span class="desk-words-kept">{words}</span>
                <span class="desk-case__second desk-xs desk-muted">"Recorded by "{done.by.clone()}</span>
            </span>
            {take_back(plan, done)}
        </div></li>
    }
    .into_any()
}

/// A button that takes an act back, for whoever may.
fn take_back(plan: Plan, done: &HandoverActView) -> Option<AnyView> {
    done.may_withdraw.then(|| {
        let (id, what) = (done.id.clone(), done.act.words().to_owned());
        let label = format!("Take back: {what}, {}", dates::short(&done.on));
        let own = format!("plan-back-{id}");
        let from = own.clone();
        let doing = Doing::Act(owed::Doing::TakeBack(id, what));
        view! { <button type="button" class="desk-link desk-xs" id=own aria-label=label on:click=move |_| plan.begin(doing.clone(), from.clone())>"Take back…"</button> }
            .into_any()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(meetings: &[Act], counted: u16) -> PlanView {
        let done = |act: &Act| HandoverActView {
            act: *act,
            on: "2027-01-14".to_owned(),
            words: String::new(),
            by: "Rhiannon Pell".to_owned(),
            id: "1".to_owned(),
            may_withdraw: false,
        };
        PlanView {
            topics: Vec::new(),
            reports: Vec::new(),
            outcomes: Vec::new(),
            release: None,
            handover: None,
            meetings: meetings.iter().map(done).collect(),
            contacts: Vec::new(),
            contacts_counted: counted,
            contacts_expected: 3,
        }
    }

    #[test]
    fn a_meeting_that_was_held_is_more_than_one_that_was_invited_to() {
        assert_eq!(meeting_stands(&plan(&[], 0)).1, "Not invited");
        assert_eq!(meeting_stands(&plan(&[Act::MeetingInvited], 0)).1, "Invited");
        assert_eq!(meeting_stands(&plan(&[Act::MeetingInvited, Act::MeetingHeld], 0)).1, "Held");
    }

    #[test]
    fn contacts_are_counted_against_what_is_expected() {
        assert_eq!(contacts_stand(&plan(&[], 2)), (Kind::Later, "2 of 3 contacts".to_owned()));
        assert_eq!(contacts_stand(&plan(&[], 3)).0, Kind::Met);
    }
}
