//! Recording that something was done: what, about what, on which day, and what came of it. It settles what it settles.

use api::Act;
use leptos::prelude::*;

use crate::dates;
use crate::desk::Desk;
use crate::figures::counted;
use crate::page;
use crate::parts::sending::{Form, Line, OneOf, Sending, Words, empty, typed};
use crate::screens::owed::subject::{Subject, pane};

/// The act of a choice.
fn chosen(choice: &str) -> Option<Act> {
    let at: usize = choice.parse().ok()?;
    Act::ALL.get(at).copied()
}

#[component]
pub(super) fn RecordAct(subject: Subject, act: Act, about: Option<String>) -> impl IntoView {
    let today = Desk::here().person.today();
    let sending = Sending::new("act");
    let at = Act::ALL.iter().position(|other| *other == act).unwrap_or(0);
    let choice = RwSignal::new(at.to_string());
    let about = RwSignal::new(about.unwrap_or_default());
    let on = RwSignal::new(dates::typed(&today));
    let words = RwSignal::new(String::new());
    page::focus_soon("act-words");
    let now = Memo::new(move |_| choice.with(|choice| chosen(choice)).unwrap_or(act));
    let (number, recorded) = (subject.number.clone(), subject.recorded);
    let submit = Callback::new(move |()| {
        let act = now.get_untracked();
        let wants_about = act.needs_about();
        let lacking = [
            (wants_about && empty(about), "about", "Say which, or whom"),
            (empty(on), "on", "Give the day"),
            (act.needs_words() && empty(words), "words", act.ask()),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        let Some(on) = typed(on) else { return };
        let words = typed(words).unwrap_or_default();
        let about = typed(about).filter(|_| wants_about || act == Act::MovesRead);
        let call = api::RecordAct { number: number.clone(), act, about, on, words };
        sending.send(call, move |settled| recorded.run(said(act, settled)));
    });
    let acts =
        Act::ALL.iter().enumerate().map(|(at, act)| (at.to_string(), act.words().to_owned())).collect::<Vec<_>>();
    let label = Signal::derive(move || {
        let act = now.get();
        if act.needs_words() { act.ask().to_owned() } else { format!("{} (optional)", act.ask()) }
    });
    let form = view! {
        <Form sending act="Record it" submit cancel=subject.close>
            <OneOf id="act-act" label="What was done?" sending options=Signal::stored(acts) value=choice />
            {move || now.get().needs_about().then(|| view! {
                <Line id="act-about" label="Which, or whom?" hint="Such as police, or the sentence plan's probation team" class="desk-case__full" sending value=about />
            })}
            <Line id="act-on" label="On which day?" hint="Today or earlier, such as 17/11/2026" class="govuk-input--width-10" sending value=on />
            <Words id="act-words" label sending value=words />
            <p class="desk-xs desk-muted">"Fixed once recorded: add to it later. It settles what it was owed for."</p>
        </Form>
    };
    pane(&subject, "Record what was done", form.into_any())
}

/// “Recorded. It settles 2 things that were owed”.
fn said(act: Act, settled: u32) -> String {
    match settled {
        0 => format!("Recorded: {}. Nothing was owed for it", act.words()),
        1 => format!("Recorded: {}. It settles what was owed", act.words()),
        many => {
            let things = counted(usize::try_from(many).unwrap_or(0), "thing", "things");
            format!("Recorded: {}. It settles {things} that were owed", act.words())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_leads_back_to_its_act() {
        for (at, act) in Act::ALL.iter().enumerate() {
            assert_eq!(chosen(&at.to_string()), Some(*act));
        }
        assert_eq!(chosen(""), None);
    }

    #[test]
    fn what_it_settled_is_said() {
        assert!(said(Act::PomContact, 0).ends_with("Nothing was owed for it"));
        assert!(said(Act::PomContact, 1).ends_with("It settles what was owed"));
        assert!(said(Act::PomContact, 3).ends_with("It settles 3 things that were owed"));
    }
}
