//! Whether a pack has arrived: the steps on its way, the one that comes next, and the form that logs it or takes one back.

use api::{PackStep, PackStepView, Right, SealedView};
use leptos::prelude::*;

use crate::dates;
use crate::parts::{Kind, Sign};
use crate::screens::pack::log::Log;
use crate::screens::pack::open::Open;
use crate::screens::pack::take_back::{Slip, TakeBack, button};
use crate::screens::pack::words;

/// A line of the way that it takes.
struct Step {
    kind: Kind,
    when: String,
    what: String,
    words: String,
    /// Whether it was taken back.
    gone: bool,
    /// What tells it apart, where it can be taken back.
    id: Option<String>,
}

impl Step {
    fn new(kind: Kind, when: String, what: impl Into<String>, words: impl Into<String>) -> Self {
        Self { kind, when, what: what.into(), words: words.into(), gone: false, id: None }
    }
}

#[component]
pub(super) fn Arrival(open: Open, shown: Memo<Option<SealedView>>) -> impl IntoView {
    let may = open.desk.person.may(Right::TracePack);
    // What is being logged stays as it is while the way of the pack goes on.
    let which = Memo::new(move |_| {
        shown.with(|pack| pack.as_ref().map(|pack| (pack.id.clone(), words::reader(&pack.to).to_owned())))
    });
    let back = RwSignal::new(None::<Slip>);
    view! {
        <section class="desk-pane" aria-labelledby="arrival-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-m" id="arrival-head" tabindex="-1">"Has it arrived?"</h2></div>
            {move || match which.get().filter(|_| may) {
                Some((id, reader)) => view! { <Logging open shown id reader back /> }.into_any(),
                None => view! {
                    <div class="desk-pane__body desk-pane__body--flush" tabindex="0" role="group" aria-labelledby="arrival-head"><Progress open shown back /></div>
                }
                .into_any(),
            }}
        </section>
    }
}

/// The way that it takes: as far as it has come, and what comes next.
#[component]
fn Progress(open: Open, shown: Memo<Option<SealedView>>, back: RwSignal<Option<Slip>>) -> impl IntoView {
    let lines = move || {
        shown.get().map(|pack| {
            let steps = steps(&pack).into_iter().chain(next(&pack)).chain(passes(&pack, open.handover.get()));
            steps.map(|step| line(step, back)).collect_view()
        })
    };
    view! { <ol class="desk-plain">{lines}</ol> }
}

/// The form that logs what happened; in its place, while a step is taken back, the one for that. What was typed stays.
#[component]
fn Logging(
    open: Open,
    shown: Memo<Option<SealedView>>,
    id: String,
    reader: String,
    back: RwSignal<Option<Slip>>,
) -> impl IntoView {
    // Of another pack nothing is being taken back.
    back.set(None);
    let (step, words) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    move || match back.get() {
        Some(slip) => view! { <TakeBack open slip back><Progress open shown back /></TakeBack> }.into_any(),
        None => view! { <Log open id=id.clone() reader=reader.clone() step words><Progress open shown back /></Log> }
            .into_any(),
    }
}

fn line(step: Step, back: RwSignal<Option<Slip>>) -> AnyView {
    let Step { kind, when, what, words, gone, id } = step;
    let take_back = id.map(|id| {
        let (own, label) = (button(&id), format!("Take back: {what}, {when}"));
        let slip = (id, what.clone());
        view! {
            " "<button type="button" class="desk-link desk-xs" id=own aria-label=label on:click=move |_| back.set(Some(slip.clone()))>"Take back…"</button>
        }
    });
    let what = if gone { view! { <del>{what}</del> }.into_any() } else { view! { <b>{what}</b> }.into_any() };
    view! {
        <li class="desk-pack__step">
            <span class="desk-num"><Sign kind>{when}</Sign></span>
            <span>{what}{take_back}<span class="desk-case__second desk-muted desk-words-kept">{words}</span></span>
        </li>
    }
    .into_any()
}

/// What happened, oldest first.
fn steps(pack: &SealedView) -> Vec<Step> {
    let sealed = Step::new(Kind::Met, when(&pack.at), "Sealed", format!("By {}", pack.by));
    std::iter::once(sealed).chain(pack.steps.iter().map(logged)).collect()
}

/// A step as it was logged, and that it was taken back.
fn logged(taken: &PackStepView) -> Step {
    let said = format!("{}\nLogged by {}", taken.words, taken.by).trim_start().to_owned();
    let (kind, words) = match &taken.taken_back {
        Some(back) => (Kind::Later, format!("{said}\nTaken back by {}: {}", back.by, back.reason)),
        None => (words::step(taken.step), said),
    };
    Step {
        gone: taken.taken_back.is_some(),
        id: taken.may_take_back.then(|| taken.id.clone()),
        ..Step::new(kind, when(&taken.at), taken.step.words(), words)
    }
}

/// What comes next; nothing once it was received, or is not to be relied on.
fn next(pack: &SealedView) -> Option<Step> {
    if words::is_void(pack) || words::received(pack).is_some() {
        return None;
    }
    let given = pack.to_unit || words::taken(pack, PackStep::WordsGiven).is_some();
    let (what, said) = match (words::taken(pack, PackStep::Sent).is_some(), given) {
        (false, _) => ("Send the file", "Attach it or carry it, and log how"),
        (true, false) => ("Give the words", "By phone or face to face, never with the file"),
        (true, true) => {
            ("Hear that it arrived", "Log what they say. The check code that they read out is the one of the receipt")
        }
    };
    Some(Step::new(Kind::Soon, "Next".to_owned(), what, said))
}

/// From when whoever has it is responsible.
fn passes(pack: &SealedView, handover: Option<String>) -> Option<Step> {
    let day = handover?;
    let words = format!("{} from {}", words::reader(&pack.to), dates::long(&day));
    Some(Step::new(Kind::Later, dates::short(&day), "Community becomes responsible", words))
}

/// “14 Jan, 11:42”.
fn when(at: &str) -> String {
    let day = dates::short(at);
    let day = day.rsplit_once(' ').map_or(day.as_str(), |(day, _)| day);
    format!("{day}, {}", at.get(11..16).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::pack::words::tests::{pack, taken_back};

    #[test]
    fn a_pack_is_sent_then_its_words_are_given_then_somebody_says_that_it_arrived() {
        let sent = (PackStep::Sent, "2027-01-14T11:46");
        let given = (PackStep::WordsGiven, "2027-01-14T11:55");
        let next = |steps: &[(PackStep, &str)]| next(&pack(steps)).map(|step| step.what);
        assert_eq!(next(&[]).as_deref(), Some("Send the file"));
        assert_eq!(next(&[sent]).as_deref(), Some("Give the words"));
        assert_eq!(next(&[sent, given]).as_deref(), Some("Hear that it arrived"));
        assert_eq!(next(&[sent, given, (PackStep::ReceivedWithQuestions, "2027-01-18T09:10")]), None);
        assert_eq!(next(&[sent, (PackStep::Astray, "2027-01-18T09:10")]), None);
    }

    #[test]
    fn a_step_that_was_taken_back_says_so_and_what_comes_next_is_what_came_before() {
        let (sent, received) = ((PackStep::Sent, "2027-01-14T11:46"), (PackStep::Received, "2027-01-18T09:10"));
        let pack = taken_back(&[sent, received]);
        let last = steps(&pack).pop().unwrap();
        assert!(last.gone && last.id.is_none());
        assert_eq!(last.words, "Logged by Rhiannon Pell\nTaken back by Rhiannon Pell: It had arrived");
        assert_eq!(next(&pack).map(|step| step.what).as_deref(), Some("Give the words"));
    }

    #[test]
    fn a_step_has_its_day_and_its_time() {
        let said = steps(&pack(&[(PackStep::Sent, "2027-01-14T11:46")]));
        assert_eq!(said.iter().map(|step| step.when.as_str()).collect::<Vec<_>>(), ["14 Jan, 11:42", "14 Jan, 11:46"]);
    }
}
