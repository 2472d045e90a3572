//! A comparison of the record with all that the server has, from the beginning of its log on: nothing is missing, altered or rolled back, or what
//! is wrong first.

use api::{ConnectionState, Problem, ServerCheckView, VerifyAgainstServer};
use leptos::prelude::*;

use crate::backend;
use crate::figures::grouped;
use crate::parts::{Bar, Failed, Kind, Sign};
use crate::screens::connection::state::State;

#[component]
pub(super) fn Check(state: State) -> impl IntoView {
    let answer = RwSignal::new(None::<Result<ServerCheckView, Problem>>);
    let busy = RwSignal::new(false);
    let can = Memo::new(move |_| state.desk.standing.state().is_some_and(|now| now != ConnectionState::None));
    let check = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        answer.set(None);
        leptos::task::spawn_local(async move {
            let checked = backend::call(VerifyAgainstServer {}).await;
            busy.try_set(false);
            if let Ok(checked) = &checked {
                state.desk.speak.say(in_words(checked).1);
            }
            answer.try_set(Some(checked));
        });
    };
    let again = Callback::new(move |()| check());
    let said = move || {
        match answer.get() {
        None if busy.get() => view! { <Bar what="Comparing with the server" /> }.into_any(),
        None => view! { <p>"Reads all that the server has, from its beginning, and compares it with what is here. It takes a while, and you can go on working."</p> }.into_any(),
        Some(Err(problem)) => view! { <Failed problem again /> }.into_any(),
        Some(Ok(checked)) => found(&checked),
    }
    };
    view! {
        <section class="desk-pane desk-settings__pane" aria-labelledby="check-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-m" id="check-head">"Compare with the server"</h2></div>
            <div class="desk-pane__body">{move || if can.get() { said() } else { view! { <p>"This can be done once the unit is connected."</p> }.into_any() }}</div>
            {move || can.get().then(|| view! {
                <div class="desk-pane__foot">
                    <button type="button" class="govuk-button govuk-button--secondary" id="compare" on:click=move |_| check()>
                        {move || if busy.get() { "Comparing…" } else { "Compare" }}
                    </button>
                </div>
            })}
        </section>
    }
}

fn found(checked: &ServerCheckView) -> AnyView {
    let (kind, words) = in_words(checked);
    let waits = (checked.to_send > 0)
        .then(|| format!("{} of this computer wait to be sent, and were not compared.", grouped(checked.to_send)));
    view! {
        <p><Sign kind>{words}</Sign></p>
        <p class="desk-num">{format!("Compared: {} entries, and {} about staff and computers.", grouped(checked.entries), grouped(checked.control))}</p>
        {waits.map(|waits| view! { <p>{waits}</p> })}
    }
    .into_any()
}

fn in_words(checked: &ServerCheckView) -> (Kind, String) {
    match &checked.wrong {
        None => (Kind::Met, "Nothing is missing, altered or rolled back".to_owned()),
        Some(wrong) => (Kind::Not, wrong.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_first_is_named() {
        let checked = |wrong: Option<&str>| ServerCheckView {
            wrong: wrong.map(str::to_owned),
            entries: 10,
            control: 3,
            to_send: 0,
            cursor: 10,
        };
        assert_eq!(in_words(&checked(None)), (Kind::Met, "Nothing is missing, altered or rolled back".to_owned()));
        assert_eq!(in_words(&checked(Some("Entry 7 is altered"))).1, "Entry 7 is altered");
    }
}
