//! A manager's decision against the calculation: either way, with a reason and the day on which it is looked at again. Both stand in the
//! file: the decision, and the rule's own answer.

use api::{DecideResponsibility, ResponsibilityView, WithdrawResponsibility};
use leptos::prelude::*;

use crate::dates;
use crate::page;
use crate::parts::sending::{Form, Line, OneOf, Radios, Sending, Words, empty, typed};
use crate::screens::owed::subject::{Subject, pane, with_responsibility};

/// The reasons that the record knows, with their words.
const REASONS: [(&str, &str); 4] = [
    ("short_time_left", "Less than 10 months to serve"),
    ("community_team", "The community team is to work with the prisoner"),
    ("recalled", "Recalled"),
    ("other", "Another reason, in words"),
];

#[component]
pub(super) fn Decide(subject: Subject) -> impl IntoView {
    let own = subject.clone();
    let form = with_responsibility(subject.number.clone(), move |view| fields(&own, &view));
    page::focus_soon("doing-head");
    pane(&subject, "Decide against the calculation", form)
}

fn fields(subject: &Subject, view: &ResponsibilityView) -> AnyView {
    if !view.may_decide {
        let close = subject.close;
        return view! {
            <div class="desk-pane__body"><p><b>"You may not decide this."</b>" Ask the head of OM delivery."</p></div>
            <div class="desk-pane__foot"><button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| close.run(())>"Close"</button></div>
        }
        .into_any();
    }
    let sending = Sending::new("decide");
    let decided = view.decided.as_ref();
    let who =
        RwSignal::new(decided.map_or("", |decided| if decided.community { "community" } else { "prison" }).to_owned());
    let reason = RwSignal::new(String::new());
    let words = RwSignal::new(String::new());
    let review = RwSignal::new(String::new());
    let (number, recorded) = (subject.number.clone(), subject.recorded);
    let submit = Callback::new(move |()| {
        let other = reason.with_untracked(|reason| reason == "other");
        let lacking = [
            (empty(who), "community", "Choose who is to be responsible"),
            (empty(reason), "reason", "Choose the reason"),
            (other && empty(words), "words", "Say what the reason is"),
            (empty(review), "review", "Give the day on which it is looked at again"),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        let community = who.get_untracked() == "community";
        let (Some(reason), Some(review)) = (typed(reason), typed(review)) else { return };
        let said = if community { "the community is responsible" } else { "the prison is responsible" };
        let words = typed(words).unwrap_or_default();
        let call = DecideResponsibility { number: number.clone(), community, reason, words, review };
        sending.send(call, move |()| recorded.run(format!("Decided and recorded: {said}")));
    });
    let sides = [("prison", "The prison"), ("community", "The community")];
    let sides = sides.map(|(value, words)| (value.to_owned(), words.to_owned())).to_vec();
    let reasons = std::iter::once(("", "Choose a reason")).chain(REASONS);
    let reasons: Vec<_> = reasons.map(|(value, words)| (value.to_owned(), words.to_owned())).collect();
    let calculated = view.calculated.derivation.conclusion.clone();
    let until = decided.map(|decided| {
        format!(
            " Decided on {} by {}, to be looked at again on {}.",
            dates::long(&decided.on),
            decided.by,
            dates::long(&decided.review)
        )
    });
    view! {
        <Form sending act="Decide it" submit cancel=subject.close>
            <p class="desk-case__now">"The calculation says: "<b>{calculated}</b>{until}</p>
            <Radios id="decide-community" legend="Who is to be responsible?" options=sides sending value=who />
            <OneOf id="decide-reason" label="Why?" sending options=Signal::stored(reasons) value=reason />
            <Words id="decide-words" label="In words".to_owned() hint="Needed where the reason is another one" sending value=words />
            <Line id="decide-review" label="When is it looked at again?" hint="Such as 17/05/2027" class="govuk-input--width-10" sending value=review />
            <p class="desk-xs desk-muted">"It stands in every list from now on, with your name. The rule's own answer stays beside it. Fixed once recorded: it can be withdrawn."</p>
        </Form>
    }
    .into_any()
}

/// The decision is withdrawn: the calculation stands again.
#[component]
pub(super) fn Withdraw(subject: Subject) -> impl IntoView {
    let sending = Sending::new("withdraw");
    let reason = RwSignal::new(String::new());
    page::focus_soon("withdraw-reason");
    let (number, recorded) = (subject.number.clone(), subject.recorded);
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(reason), "reason", "Say why the decision is withdrawn")]) {
            return;
        }
        let Some(reason) = typed(reason) else { return };
        let call = WithdrawResponsibility { number: number.clone(), reason };
        sending.send(call, move |()| recorded.run("Withdrawn: the calculation stands again".to_owned()));
    });
    let form = view! {
        <Form sending act="Withdraw it" submit cancel=subject.close>
            <Words id="withdraw-reason" label="Why is the decision withdrawn?".to_owned() sending value=reason />
            <p class="desk-xs desk-muted">"The calculation stands again. The decision stays in the history."</p>
        </Form>
    };
    pane(&subject, "Withdraw the decision", form.into_any())
}
