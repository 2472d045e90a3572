//! A comparison of the record with all that the server has, from the beginning of its log on: nothing is missing, altered or rolled back, or what
//! is wrong first, there or here; and what could not be compared.

use api::{ConnectionState, Problem, ServerCheckView, VerifyAgainstServer};
use leptos::prelude::*;

use crate::backend;
use crate::figures::grouped;
use crate::parts::{Bar, Failed, Kind, Sign};
use crate::screens::connection::state::State;
use crate::standing::sentence;

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
    let besides = besides(checked).into_iter().map(|line| view! { <p>{line}</p> }).collect::<Vec<_>>();
    view! {
        <p><Sign kind>{words}</Sign></p>
        <p class="desk-num">{format!("Compared: {} entries, and {} about staff and computers.", grouped(checked.entries), grouped(checked.control))}</p>
        {besides}
    }
    .into_any()
}

/// What it came to: what the server has done first, then what is wrong here.
fn in_words(checked: &ServerCheckView) -> (Kind, String) {
    match checked.wrong.as_ref().or(checked.lacking.as_ref()) {
        None => (Kind::Met, "Nothing is missing, altered or rolled back".to_owned()),
        Some(wrong) => (Kind::Not, sentence(wrong)),
    }
}

/// What to do about what is wrong here, and what could not be compared or does not count.
fn besides(checked: &ServerCheckView) -> Vec<String> {
    let lacking = checked.lacking.as_ref().map(|_| {
        "What is missing here is at the server. Tell an administrator: restore a backup on this computer, or remove it and have it join anew."
            .to_owned()
    });
    let counted = |count: u64, words: &str| (count > 0).then(|| format!("{} {words}", grouped(count)));
    let lines = [
        lacking,
        counted(
            checked.to_fetch,
            "of the server’s entries have not been fetched yet, and were not compared with this record.",
        ),
        counted(
            checked.apart,
            "of the server’s entries are kept apart on this computer and do not count. Above is what to do.",
        ),
        counted(checked.to_send, "of this computer wait to be sent, and were not compared."),
    ];
    lines.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_first_is_named() {
        let checked = ServerCheckView { entries: 10, control: 3, cursor: 10, ..ServerCheckView::default() };
        assert_eq!(in_words(&checked), (Kind::Met, "Nothing is missing, altered or rolled back".to_owned()));
        let lacking = ServerCheckView { lacking: Some("this record lacks entry 3".to_owned()), ..checked.clone() };
        assert_eq!(in_words(&lacking), (Kind::Not, "This record lacks entry 3".to_owned()));
        let wrong = ServerCheckView { wrong: Some("the server went back".to_owned()), ..lacking };
        assert_eq!(in_words(&wrong).1, "The server went back");
    }

    #[test]
    fn what_was_not_compared_or_does_not_count_is_said() {
        let checked = ServerCheckView { to_send: 1_200, to_fetch: 3, apart: 2, ..ServerCheckView::default() };
        let said = besides(&checked);
        assert_eq!(said.len(), 3);
        assert!(said[0].starts_with("3 of the server’s entries have not been fetched"), "{said:?}");
        assert!(said[1].starts_with("2 of the server’s entries are kept apart"), "{said:?}");
        assert!(said[2].starts_with("1,200 of this computer wait"), "{said:?}");
        assert!(besides(&ServerCheckView::default()).is_empty());
    }
}
