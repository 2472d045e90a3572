//! Whether a pack has arrived: the steps on its way, the one that comes next, and the form that logs it.

use api::{PackStep, Right, SealedView};
use leptos::prelude::*;

use crate::dates;
use crate::parts::{Kind, Sign};
use crate::screens::pack::log::Log;
use crate::screens::pack::open::Open;
use crate::screens::pack::words;

/// A line of the way that it takes.
struct Step {
    kind: Kind,
    when: String,
    what: String,
    words: String,
}

#[component]
pub(super) fn Arrival(open: Open, shown: Memo<Option<SealedView>>) -> impl IntoView {
    let may = open.desk.person.may(Right::TracePack);
    // What is being logged stays as it is while the way of the pack goes on.
    let which = Memo::new(move |_| {
        shown.with(|pack| pack.as_ref().map(|pack| (pack.id.clone(), words::reader(&pack.to).to_owned())))
    });
    view! {
        <section class="desk-pane" aria-labelledby="arrival-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-m" id="arrival-head" tabindex="-1">"Has it arrived?"</h2></div>
            {move || match which.get().filter(|_| may) {
                Some((id, reader)) => view! { <Log open id reader><Progress open shown /></Log> }.into_any(),
                None => view! {
                    <div class="desk-pane__body desk-pane__body--flush" tabindex="0" role="group" aria-labelledby="arrival-head"><Progress open shown /></div>
                }
                .into_any(),
            }}
        </section>
    }
}

/// The way that it takes: as far as it has come, and what comes next.
#[component]
fn Progress(open: Open, shown: Memo<Option<SealedView>>) -> impl IntoView {
    let lines = move || {
        shown.get().map(|pack| {
            let steps = steps(&pack).into_iter().chain(next(&pack)).chain(passes(&pack, open.handover.get()));
            steps.map(line).collect_view()
        })
    };
    view! { <ol class="desk-plain">{lines}</ol> }
}

fn line(step: Step) -> AnyView {
    view! {
        <li class="desk-pack__step">
            <span class="desk-num"><Sign kind=step.kind>{step.when}</Sign></span>
            <span><b>{step.what}</b><span class="desk-case__second desk-muted desk-words-kept">{step.words}</span></span>
        </li>
    }
    .into_any()
}

/// What happened, oldest first.
fn steps(pack: &SealedView) -> Vec<Step> {
    let sealed =
        Step { kind: Kind::Met, when: when(&pack.at), what: "Sealed".to_owned(), words: format!("By {}", pack.by) };
    let taken = pack.steps.iter().map(|taken| Step {
        kind: words::step(taken.step),
        when: when(&taken.at),
        what: taken.step.words().to_owned(),
        words: format!("{}\nLogged by {}", taken.words, taken.by).trim_start().to_owned(),
    });
    std::iter::once(sealed).chain(taken).collect()
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
    Some(Step { kind: Kind::Soon, when: "Next".to_owned(), what: what.to_owned(), words: said.to_owned() })
}

/// From when whoever has it is responsible.
fn passes(pack: &SealedView, handover: Option<String>) -> Option<Step> {
    let day = handover?;
    let words = format!("{} from {}", words::reader(&pack.to), dates::long(&day));
    Some(Step { kind: Kind::Later, when: dates::short(&day), what: "Community becomes responsible".to_owned(), words })
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
    use crate::screens::pack::words::tests::pack;

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
    fn a_step_has_its_day_and_its_time() {
        let said = steps(&pack(&[(PackStep::Sent, "2027-01-14T11:46")]));
        assert_eq!(said.iter().map(|step| step.when.as_str()).collect::<Vec<_>>(), ["14 Jan, 11:42", "14 Jan, 11:46"]);
    }
}
