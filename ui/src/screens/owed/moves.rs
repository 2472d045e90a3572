//! What moved: old value struck through, new in bold, difference in days; before something is saved and after. Reading it is an act.

use std::time::Duration;

use api::{Act, MovedDate, RecordAct, WhatMoved, WhatMovedView};
use leptos::prelude::*;

use crate::backend;
use crate::dates;
use crate::desk::Desk;
use crate::figures::counted;
use crate::page;
use crate::parts::Html;
use crate::parts::sending::{Form, Sending, Words, typed};
use crate::screens::owed::subject::{Subject, pane};

/// Whoever types on is not asked about every letter.
const REST: Duration = Duration::from_millis(350);

/// Dates and deadlines that moved, came or went, as a list.
pub(super) fn moved_list(moves: &[MovedDate]) -> AnyView {
    let mut html = Html::default();
    for moved in moves {
        html.tag("li", [""], |line| one(line, moved));
    }
    view! { <ul class="desk-plain desk-moves" inner_html=html.into_text()></ul> }.into_any()
}

/// One of them.
pub(super) fn one(line: &mut Html, moved: &MovedDate) {
    line.tag("span", ["desk-muted"], |what| what.words(&moved.what));
    line.tag("span", ["desk-moved"], |said| {
        match (&moved.before, &moved.after) {
            (_, Some(after)) => said.tag("b", ["desk-num"], |day| day.words(&dates::short(after))),
            (_, None) => said.tag("b", [""], |gone| gone.words("Not owed any more")),
        }
        match (&moved.before, &moved.after) {
            (Some(before), Some(_)) => said.tag("span", ["desk-num"], |was| {
                was.words("was ");
                was.tag("del", [""], |day| day.words(&dates::short(before)));
            }),
            (Some(before), None) => said.tag("span", ["desk-num"], |was| {
                was.words("was due ");
                was.tag("del", [""], |day| day.words(&dates::short(before)));
            }),
            (None, _) => said.tag("span", [""], |new| new.words("new")),
        }
        if let Some(days) = moved.days.filter(|days| *days != 0) {
            said.tag("span", ["desk-delta"], |delta| delta.words(&difference(days)));
        }
    });
}

/// “170 days earlier”.
pub(crate) fn difference(later: i64) -> String {
    format!("{} {}", dates::days(later.abs()), if later < 0 { "earlier" } else { "later" })
}

/// “3 dates and 5 deadlines”; nothing where nothing moved.
pub(super) fn counts(view: &WhatMovedView) -> Option<String> {
    let dates = counted(view.dates.len(), "date", "dates");
    let deadlines = counted(view.deadlines.len(), "deadline", "deadlines");
    match (view.dates.is_empty(), view.deadlines.is_empty()) {
        (true, true) => None,
        (false, true) => Some(dates),
        (true, false) => Some(deadlines),
        (false, false) => Some(format!("{dates} and {deadlines}")),
    }
}

/// The act of having read what moved, with what was looked at.
pub(crate) fn checked(
    number: String,
    about: Option<String>,
    today: String,
    view: &WhatMovedView,
    said: Option<String>,
) -> RecordAct {
    let looked = counts(view)
        .map_or_else(|| "Looked at what moved".to_owned(), |counts| format!("Looked at {counts} that moved"));
    let words = said.map_or_else(|| looked.clone(), |said| format!("{looked}. {said}"));
    RecordAct { number, act: Act::MovesRead, about, on: today, words }
}

/// Reading what moved in a case, and saying so.
#[component]
pub(super) fn ReadMoves(subject: Subject, about: Option<String>) -> impl IntoView {
    let today = Desk::here().person.today();
    let sending = Sending::new("moves");
    let view = RwSignal::new(None::<WhatMovedView>);
    let words = RwSignal::new(String::new());
    let number = subject.number.clone();
    page::focus_soon("doing-head");
    leptos::task::spawn_local(async move {
        match backend::call(WhatMoved { number }).await {
            Ok(moved) => {
                view.try_set(Some(moved));
            }
            Err(problem) => sending.errors.show_one(problem),
        }
    });
    let (number, recorded) = (subject.number.clone(), subject.recorded);
    let submit = Callback::new(move |()| {
        let Some(moved) = view.get_untracked() else { return };
        let call = checked(number.clone(), about.clone(), today.clone(), &moved, typed(words));
        sending.send(call, move |_| recorded.run("Recorded: you have checked what moved".to_owned()));
    });
    let form = view! {
        <Form sending act="I have checked these" submit cancel=subject.close>
            {move || view.with(|view| view.as_ref().map(both))}
            <Words id="moves-words" label="What follows from it? (optional)".to_owned() sending value=words />
        </Form>
    };
    pane(&subject, "What moved", form.into_any())
}

/// The dates of the case, and the deadlines that moved with them.
fn both(view: &WhatMovedView) -> AnyView {
    let known = view
        .known
        .as_ref()
        .map(|(at, by)| view! { <p class="desk-src">"Known since "{dates::at_head(at, "")}", by "{by.clone()}</p> });
    let list = |title: &'static str, moves: &[MovedDate]| {
        (!moves.is_empty())
            .then(|| view! { <h3 class="govuk-heading-s desk-gap-above">{title}</h3>{moved_list(moves)} })
    };
    if counts(view).is_none() {
        return view! { <p class="desk-muted">"Nothing has moved that somebody has not looked at."</p> }.into_any();
    }
    view! { {known}{list("Dates", &view.dates)}{list("Deadlines that moved with them", &view.deadlines)} }.into_any()
}

/// What a fact that is being typed would move, before it is saved.
#[component]
pub(crate) fn WouldMove(
    /// Whose.
    number: String,
    /// The field.
    #[prop(into)]
    field: Signal<String>,
    /// What is typed.
    #[prop(into)]
    value: Signal<String>,
) -> impl IntoView {
    let desk = Desk::here();
    let moves = RwSignal::new(None::<WhatMovedView>);
    let question = Memo::new(move |_| (field.get(), value.get()));
    let begun = question.get_untracked();
    let ask = move |number: String, (field, value): (String, String)| {
        leptos::task::spawn_local(async move {
            let asked = (field.clone(), value.clone());
            let answer = backend::call(api::WouldMove { number, field, value }).await;
            if question.try_get_untracked().as_ref() != Some(&asked) {
                return;
            }
            // What is half typed moves nothing; what is wrong with it is said when it is recorded.
            let answer = answer.ok();
            if let Some(counts) = answer.as_ref().and_then(counts) {
                desk.speak.say(format!("It would move {counts}"));
            }
            moves.try_set(answer);
        });
    };
    Effect::new(move |before: Option<Option<TimeoutHandle>>| {
        if let Some(Some(before)) = before {
            before.clear();
        }
        let asked = question.get();
        moves.set(None);
        if asked == begun || asked.0.is_empty() || asked.1.trim().is_empty() {
            return None;
        }
        let number = number.clone();
        set_timeout_with_handle(move || ask(number, asked), REST).ok()
    });
    move || {
        moves.with(|view| {
            view.as_ref().map(|view| {
                let inside = match counts(view) {
                    None => view! { <p class="desk-muted">"Nothing."</p> }.into_any(),
                    Some(_) => both(view),
                };
                view! { <div class="desk-would" role="group" aria-label="What it would move"><b>"What it would move. Nothing is saved yet"</b>{inside}</div> }
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(before: Option<&str>, after: Option<&str>, days: Option<i64>) -> MovedDate {
        let own = |day: Option<&str>| day.map(str::to_owned);
        MovedDate { what: "Handover".to_owned(), before: own(before), after: own(after), days }
    }

    fn line(one_of_them: &MovedDate) -> String {
        let mut html = Html::default();
        one(&mut html, one_of_them);
        html.into_text()
    }

    #[test]
    fn a_date_says_what_it_is_what_it_was_and_by_how_much() {
        let text = line(&moved(Some("2027-08-20"), Some("2027-03-01"), Some(-172)));
        assert!(
            text.contains("1 Mar 2027") && text.contains("20 Aug 2027") && text.contains("172 days earlier"),
            "{text}"
        );
        assert!(line(&moved(None, Some("2027-03-01"), None)).contains("new"));
        assert!(line(&moved(Some("2027-03-01"), None, None)).contains("Not owed any more"));
    }

    #[test]
    fn what_was_looked_at_is_part_of_the_act() {
        let one = moved(Some("2027-08-20"), Some("2027-03-01"), Some(-172));
        let view = WhatMovedView { dates: vec![one.clone()], deadlines: vec![one.clone(), one], known: None };
        let act =
            checked("A4417FK".to_owned(), None, "2027-01-14".to_owned(), &view, Some("The COM is told".to_owned()));
        assert_eq!(act.words, "Looked at 1 date and 2 deadlines that moved. The COM is told");
    }
}
