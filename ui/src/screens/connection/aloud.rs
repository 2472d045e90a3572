//! Whether the server shows this computer the same as another one: two people read a number and a code out to each other. Nobody else can tell
//! them, where the server keeps two groups of computers apart.

use api::{ConnectionState, HeadCode, HeadCodeView, Problem};
use leptos::prelude::*;

use crate::backend;
use crate::figures::grouped;
use crate::page;
use crate::parts::sending::{Form, Line, Sending, typed};
use crate::parts::{Failed, Spoken};
use crate::screens::connection::state::{Doing, State};

/// The code, once it is shown.
const CODE: &str = "aloud-code";

#[component]
pub(super) fn Aloud(state: State) -> impl IntoView {
    let answer = RwSignal::new(None::<Result<HeadCodeView, Problem>>);
    let busy = RwSignal::new(false);
    let can = Memo::new(move |_| state.desk.standing.state().is_some_and(|now| now != ConnectionState::None));
    let comparing = Memo::new(move |_| state.doing.get() == Doing::Comparing);
    let show = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            let code = backend::call(HeadCode { place: None }).await;
            busy.try_set(false);
            let is_code = code.is_ok();
            answer.try_set(Some(code));
            if is_code {
                page::focus_soon(CODE);
            }
        });
    };
    let again = Callback::new(move |()| show());
    let said = move || {
        match answer.get() {
        None => view! { <p>"A server that keeps two groups of computers apart can be found out by two people only. Each reads out the number and the code that their computer shows, on the telephone or in the corridor. The same number has the same code."</p> }.into_any(),
        Some(Err(problem)) => view! { <Failed problem again /> }.into_any(),
        Some(Ok(code)) => found(code),
    }
    };
    let foot = move || {
        view! {
            <div class="desk-pane__foot">
                <button type="button" class="govuk-button govuk-button--secondary" id="aloud-show" on:click=move |_| show()>
                    {move || if busy.get() { "Working it out…" } else { "Show the code" }}
                </button>
                <button type="button" class="govuk-button govuk-button--secondary" id="aloud-at" on:click=move |_| state.begin(Doing::Comparing)>"At another number…"</button>
            </div>
        }
    };
    view! {
        <section class="desk-pane desk-settings__pane" aria-labelledby="aloud-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-m" id="aloud-head">"Compare with another computer"</h2></div>
            <div class="desk-pane__body">{move || if can.get() { said() } else { view! { <p>"This can be done once the unit is connected."</p> }.into_any() }}</div>
            {move || (can.get() && !comparing.get()).then(foot)}
            {move || comparing.get().then(|| view! { <At state answer /> })}
        </section>
    }
}

/// The number that the other computer shows.
#[component]
fn At(state: State, answer: RwSignal<Option<Result<HeadCodeView, Problem>>>) -> impl IntoView {
    let sending = Sending::new("aloud");
    let place = RwSignal::new(String::new());
    page::focus_soon("aloud-place");
    let cancel = Callback::new(move |()| state.leave());
    let submit = Callback::new(move |()| {
        let number = typed(place).as_deref().and_then(number);
        if sending.lacks(&[(number.is_none(), "place", "Type the number that the other computer shows")]) {
            return;
        }
        sending.send(HeadCode { place: number }, move |code| {
            answer.try_set(Some(Ok(code)));
            state.begin(Doing::Nothing);
            page::focus_soon(CODE);
        });
    });
    view! {
        <Form sending act="Show the code at this number" submit cancel>
            <Line id="aloud-place" label="The number at the other computer" hint="Where theirs is smaller than the one here, such as 4,120" class="govuk-input--width-10" sending value=place />
        </Form>
    }
}

fn found(code: HeadCodeView) -> AnyView {
    let HeadCodeView { place, code } = code;
    view! {
        <Spoken id=CODE what="This computer shows" code />
        <p class="desk-num">"At number "<b>{grouped(place)}</b></p>
        <p>"If theirs has another number, whoever has the larger one shows the code at the smaller. The same number with another code: the server shows the two of you different things. Tell an administrator, and bring a file on a stick from one computer to the other: what it finds is kept as evidence."</p>
    }
    .into_any()
}

/// A number as people type it, with or without separators.
fn number(typed: &str) -> Option<u64> {
    let digits: String = typed.chars().filter(|letter| !matches!(letter, ',' | '.' | ' ' | '\u{a0}')).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_number_is_read_as_people_type_it() {
        assert_eq!([number("4120"), number("4,120"), number("1 004 120")], [Some(4120), Some(4120), Some(1_004_120)]);
        assert_eq!([number(""), number("K7QF"), number("-1")], [None, None, None]);
    }
}
