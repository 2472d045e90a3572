//! Taking topics over from a pack that came from another prison: of which this unit has stated nothing, and which the pack says clearly enough.
//! They are ticked one by one. Where something restricted came with it, they are shown for a reason, which is recorded before.

use std::sync::Arc;

use api::{Problem, ReceivedRow, ReceivedTopic, ReceivedTopics, TakeTopics};
use leptos::prelude::*;

use crate::backend;
use crate::figures::counted;
use crate::page;
use crate::parts::sending::{Form, Sending};
use crate::parts::{Failed, Opening, TickOne};
use crate::screens::case::plan::received::name;
use crate::screens::case::plan::restricted::{Door, OPENED};
use crate::screens::case::plan::state::Plan;

/// The heading.
const HEAD: &str = "take-head";
/// The first box: errors lead there.
const FIRST: &str = "take-keys";

#[component]
pub(super) fn TakeOver(
    /// The plan.
    plan: Plan,
    /// From which pack.
    row: Arc<ReceivedRow>,
) -> impl IntoView {
    let desk = plan.file.desk;
    desk.keys.on("Escape", "Leave it", move || plan.close());
    let offered = RwSignal::new(None::<Result<Arc<Vec<ReceivedTopic>>, Problem>>);
    let (id, why) = (StoredValue::new(row.id.clone()), StoredValue::new(String::new()));
    let call = move || ReceivedTopics { number: plan.number(), id: id.get_value(), reason: why.get_value() };
    let ask = Callback::new(move |()| {
        let call = call();
        leptos::task::spawn_local(async move {
            let answer = backend::call(call).await;
            offered.try_set(Some(answer.map(Arc::new)));
        });
    });
    let open = Callback::new(move |(sending, reason): (Sending, String)| {
        why.set_value(reason);
        sending.send(call(), move |topics| {
            desk.speak.say(OPENED);
            offered.try_set(Some(Ok(Arc::new(topics))));
            page::focus_soon(HEAD);
        });
    });
    let restricted = row.restricted;
    if !restricted {
        page::focus_soon(HEAD);
        ask.run(());
    }
    let closed = Memo::new(move |_| restricted && offered.with(Option::is_none));
    move || {
        if closed.get() {
            return view! { <Door what=name(&row) class="desk-grow" open cancel=plan.cancel() /> }.into_any();
        }
        let title = format!("Take over topics from {}", row.prison);
        let row = Arc::clone(&row);
        view! {
            <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby=HEAD>
                <div class="desk-pane__head"><h2 class="govuk-heading-s" id=HEAD tabindex="-1">{title}</h2></div>
                {move || match offered.get() {
                    None => view! { <Opening /> }.into_any(),
                    Some(Err(problem)) => view! { <Failed problem again=ask /> }.into_any(),
                    Some(Ok(topics)) if can_be_taken(&topics).is_empty() => nothing(plan, &topics),
                    Some(Ok(topics)) => view! { <OneByOne plan row=Arc::clone(&row) topics reason=why.get_value() /> }.into_any(),
                }}
            </section>
        }
        .into_any()
    }
}

/// Those that can be taken over.
fn can_be_taken(topics: &[ReceivedTopic]) -> Vec<&ReceivedTopic> {
    topics.iter().filter(|topic| topic.refused.is_none()).collect()
}

/// What stands here where nothing can be taken over.
fn nothing(plan: Plan, topics: &[ReceivedTopic]) -> AnyView {
    view! {
        <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby=HEAD>
            <p>"There is nothing to take over: of what the pack says clearly, everything is stated in this unit's plan already."</p>
            {refused(topics)}
        </div>
        <div class="desk-pane__foot">
            <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| plan.close()>"Close"<kbd>"Esc"</kbd></button>
        </div>
    }
    .into_any()
}

/// The topics, each with what the pack says of it and a box to tick.
#[component]
fn OneByOne(
    plan: Plan,
    row: Arc<ReceivedRow>,
    topics: Arc<Vec<ReceivedTopic>>,
    /// Why they are looked at, where the pack is restricted.
    reason: String,
) -> impl IntoView {
    let sending = Sending::new("take");
    let chosen = RwSignal::new(Vec::<String>::new());
    let restricted = row.restricted;
    let submit = Callback::new(move |()| {
        let keys = chosen.get_untracked();
        if sending.lacks(&[(keys.is_empty(), "keys", "Tick at least one topic")]) {
            return;
        }
        let call = TakeTopics { number: plan.number(), id: row.id.clone(), keys, reason: reason.clone() };
        let prison = row.prison.clone();
        sending.send(call, move |count| plan.recorded(taken(count, &prison)));
    });
    let box_of = |(at, topic): (usize, &ReceivedTopic)| {
        let ReceivedTopic { key, name, value, .. } = topic.clone();
        let id = if at == 0 { FIRST.to_owned() } else { format!("{FIRST}-{at}") };
        view! { <TickOne id label=name hint=value value=key chosen /> }
    };
    let boxes = can_be_taken(&topics).into_iter().enumerate().map(box_of).collect_view();
    let error = sending.errors.of(FIRST);
    let act = Signal::derive(move || act(chosen.with(Vec::len)));
    view! {
        <Form sending act submit cancel=plan.cancel()>
            {restricted.then(|| view! { <p class="desk-case__weigh">"Something restricted came with this pack. Tick only what everybody in this unit may read."</p> })}
            <p class="desk-gap-below">"What you tick is stated in this unit's plan in your name, in the words of the pack, with its prison and its day."</p>
            <div class="govuk-form-group" class=("govuk-form-group--error", move || error.with(Option::is_some))>
                <fieldset class="govuk-fieldset">
                    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">"Topics that nobody here has stated"</legend>
                    {move || error.get().map(|error| view! {
                        <p class="govuk-error-message"><span class="govuk-visually-hidden">"Error: "</span>{error}</p>
                    })}
                    <div class="govuk-checkboxes govuk-checkboxes--small">{boxes}</div>
                </fieldset>
            </div>
            {refused(&topics)}
        </Form>
    }
}

/// Those that cannot be taken over, with the reason.
fn refused(topics: &[ReceivedTopic]) -> Option<AnyView> {
    let line = |topic: &ReceivedTopic| {
        let why = topic.refused.as_ref()?;
        let why = format!("Cannot be taken over: {why}");
        Some(view! {
            <li class="desk-gap-below">
                <b class="desk-case__second">{topic.name.clone()}</b>{topic.value.clone()}
                <span class="desk-case__second desk-xs desk-muted">{why}</span>
            </li>
        })
    };
    let lines: Vec<_> = topics.iter().filter_map(line).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <h3 class="govuk-heading-s desk-gap-above">"To be asked and stated anew"</h3>
            <ul class="desk-plain">{lines}</ul>
        }
        .into_any()
    })
}

/// What the button says.
fn act(count: usize) -> String {
    if count == 0 { "Take over".to_owned() } else { format!("Take over {}", counted(count, "topic", "topics")) }
}

/// What is said once it is done.
fn taken(count: u32, prison: &str) -> String {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    format!("Taken over from {prison}: {}", counted(count, "topic", "topics"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topic(key: &str, refused: Option<&str>) -> ReceivedTopic {
        ReceivedTopic {
            key: key.to_owned(),
            name: "Bank account".to_owned(),
            value: "Held. The card is in his property".to_owned(),
            refused: refused.map(str::to_owned),
        }
    }

    #[test]
    fn what_is_refused_has_no_box() {
        let topics =
            [topic("bank-account", None), topic("release-address", Some("the pack itself was not sure of it."))];
        let keys: Vec<_> = can_be_taken(&topics).into_iter().map(|topic| topic.key.as_str()).collect();
        assert_eq!(keys, ["bank-account"]);
    }

    #[test]
    fn the_button_says_how_many_and_so_does_what_was_done() {
        assert_eq!([act(0), act(1), act(3)], ["Take over", "Take over 1 topic", "Take over 3 topics"]);
        assert_eq!(taken(2, "Moorland"), "Taken over from Moorland: 2 topics");
    }
}
