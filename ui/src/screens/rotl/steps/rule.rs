//! One rule, and what somebody says of it: an answer where it cannot tell, an exception where it is not met.

use api::{AnswerRule, AnsweredView, Right, RuleAnswer, RuleState, RuleView};
use leptos::prelude::*;

use crate::parts::sending::{Form, Radios, Sending, Words, empty, typed};
use crate::parts::{Kind, Sign};
use crate::screens::rotl::application::Open;
use crate::screens::rotl::steps::beside;
use crate::screens::rotl::words;

/// “Met: R Pell, 14 January 2027 at 10:06”.
pub(super) fn answered(one: &AnsweredView) -> String {
    format!("{}, by {}, {}", one.answer.words(), one.by, words::said_at(&one.at))
}

/// What can be said of a rule by whoever is here.
fn offered(open: Open, rule: &RuleView) -> Vec<RuleAnswer> {
    match rule.state {
        RuleState::CannotTell if open.may(Right::AssessRelease) => vec![RuleAnswer::Met, RuleAnswer::NotMet],
        RuleState::NotMet if !rule.hard && open.may(Right::DecideRelease) => vec![RuleAnswer::Exception],
        _ => Vec::new(),
    }
}

/// Why nothing can be said of it here.
fn why_not(open: Open, rule: &RuleView) -> &'static str {
    match (rule.state, rule.hard) {
        (RuleState::Met, _) => "The rule is met by what the record says.",
        (RuleState::NotAsked, _) => "It does not concern this application.",
        (RuleState::NotMet, true) => {
            "It allows no exception. The application can be refused, or put off until the rule is met."
        }
        (RuleState::NotMet, false) if !open.may(Right::DecideRelease) => {
            "An exception is made by the governor or a duty manager, with reasons."
        }
        (RuleState::CannotTell, _) => "A POM or the head of OM delivery looks it up and answers.",
        (RuleState::NotMet, false) => "",
    }
}

#[component]
pub(super) fn Answer(open: Open, rule: RuleView) -> impl IntoView {
    let offered = offered(open, &rule);
    let over = open.read(|view| view.status.is_over());
    let (kind, word) = words::rule(rule.state);
    let person = rule.answered.as_ref().map(|one| {
        view! { <p class="desk-answer"><b>{answered(one)}</b><br />{one.words.clone()}</p> }
    });
    let why = rule.why.clone();
    let title = rule.name.clone();
    let head = view! { <Sign kind>{word}</Sign>": "{rule.name.clone()} };
    let about = view! {
        <div class="desk-pane__body">
            <p>{rule.line.clone()}</p>
            {person}
            <p class="desk-src">"Rests on: "{rule.standing.clone()}". "
                <button type="button" class="desk-link desk-xs" on:click=move |_| open.why.set(Some((title.clone(), words::why(&why))))>"Working"</button><kbd>"W"</kbd>
            </p>
            {(offered.is_empty() || over).then(|| view! { <p class="desk-muted">{why_not(open, &rule)}</p> })}
        </div>
    };
    let form = (!offered.is_empty() && !over).then(|| view! { <Say open rule=rule.id.clone() offered /> });
    beside("rule-head", head, view! { {about}{form} }.into_any())
}

#[component]
fn Say(open: Open, rule: String, offered: Vec<RuleAnswer>) -> impl IntoView {
    let sending = Sending::new("rule");
    let exception = offered.contains(&RuleAnswer::Exception);
    let answer =
        RwSignal::new(if exception { words::place(RuleAnswer::ALL, &RuleAnswer::Exception) } else { String::new() });
    let said = RwSignal::new(String::new());
    let submit = Callback::new(move |()| {
        let chosen = answer.with_untracked(|answer| words::chosen(RuleAnswer::ALL, answer));
        let lacking = [
            (chosen.is_none(), "answer", "Say what you found"),
            (empty(said), "words", if exception { "Give the reasons" } else { "Say what you looked at" }),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        let (Some(answer), Some(words)) = (chosen, typed(said)) else { return };
        let (number, id) = open.ids();
        let call = AnswerRule { number, id, rule: rule.clone(), answer, words };
        sending.send(call, move |()| open.recorded(format!("Recorded: {}", answer.words().to_lowercase())));
    });
    let leave = Callback::new(move |()| open.desk.route.back());
    let options = offered.into_iter().map(|one| {
        (
            words::place(RuleAnswer::ALL, &one),
            if one == RuleAnswer::Exception { "An exception is made" } else { one.words() }.to_owned(),
        )
    });
    let options = options.collect::<Vec<_>>();
    let label = if exception { "Why is there an exception?" } else { "What did you look at, and what does it say?" };
    view! {
        <Form sending act=if exception { "Make the exception" } else { "Record my answer" } submit cancel=leave>
            <Radios id="rule-answer" legend=if exception { "Your decision" } else { "What did you find?" } options sending value=answer />
            <Words id="rule-words" label=label.to_owned() sending value=said />
            <p class="desk-xs desk-muted"><Sign kind=Kind::Later>"The rule's own answer stays beside yours"</Sign></p>
        </Form>
    }
}
