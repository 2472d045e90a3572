//! Something that is missing from a section: its question with the answers there can be, the explanation that was given, or where it is settled.

use api::{GapCause, PackGapView, Topic};
use leptos::prelude::*;

use crate::dates;
use crate::icons::{Icon, Shape};
use crate::parts::sending::{Radios, Words};
use crate::parts::{choices, chosen, place};
use crate::route::Place;
use crate::screens::case::Tab;
use crate::screens::pack::answer::Saving;
use crate::screens::pack::open::Open;
use crate::screens::pack::typed::Answer;

/// The value of the choice that is no explanation.
const ELSEWHERE: &str = "elsewhere";

/// One of a section's gaps.
#[component]
pub(super) fn Gap(saving: Saving, key: String) -> impl IntoView {
    let open = saving.open;
    let own = key.clone();
    let gap = Memo::new(move |_| open.gap_of(&own));
    let in_hand = Memo::new(move |_| open.gap.with(|in_hand| in_hand.as_ref() == Some(&key)));
    move || {
        let gap = gap.get()?;
        Some(if gap.conflict {
            conflict(open, gap)
        } else if in_hand.get() && open.may_write() {
            view! { <Question saving gap /> }.into_any()
        } else if gap.explained.is_some() {
            explained(open, gap)
        } else {
            waiting(open, gap)
        })
    }
}

/// The form of an answer.
#[component]
fn Question(saving: Saving, gap: PackGapView) -> impl IntoView {
    let Saving { open, typed, gap: sending, elsewhere, .. } = saving;
    sending.errors.clear();
    let recorded = gap.explained.as_ref().map(Answer::of);
    let start = typed.answer(&gap.key).or_else(|| recorded.clone()).unwrap_or_default();
    let cause = RwSignal::new(start.cause.map(|cause| place(GapCause::ALL, &cause)).unwrap_or_default());
    let words = RwSignal::new(start.words);
    let to_record = Memo::new(move |_| cause.with(|choice| choice == ELSEWHERE));
    Effect::new(move |_| elsewhere.set(to_record.get()));
    let key = gap.key.clone();
    Effect::new(move |begun: Option<()>| {
        let (choice, words) = (cause.get(), words.get());
        if begun.is_some() {
            typed.set_answer(&key, Answer { cause: chosen(GapCause::ALL, &choice), words }, recorded.as_ref());
        }
    });
    let mut options = choices(GapCause::ALL, GapCause::words);
    options.push((ELSEWHERE.to_owned(), "I can record it now".to_owned()));
    let question = gap.question.clone().unwrap_or_else(|| gap.words.clone());
    let why = why(open, &gap);
    let own = StoredValue::new(gap.key);
    view! {
        // An error that is about the gap as a whole leads here.
        <div class="desk-pack__gap desk-pack__gap--open" id="gap-gap" tabindex="-1" role="group" aria-label="What is missing">
            <p class="desk-row"><span class="desk-grow">{gap.words}</span>{why}</p>
            <Radios id="gap-cause" legend=question class="desk-pack__causes" options sending value=cause />
            {move || if to_record.get() {
                view! {
                    <p class="desk-muted">"What is recorded is no gap any more, and needs no word."</p>
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| record_it(open, &own.get_value())>"Go to where it is recorded"</button>
                }.into_any()
            } else {
                view! { <Words id="gap-words" label="What should the COM know or do?" sending value=words /> }.into_any()
            }}
        </div>
    }
}

/// A gap that somebody comes to later.
fn waiting(open: Open, gap: PackGapView) -> AnyView {
    let why = why(open, &gap);
    let (label, words) = (format!("Explain: {}", gap.words), gap.words.clone());
    let take = move |_| open.take_in_hand(open.section.get_untracked(), &gap);
    view! {
        <div class="desk-pack__gap desk-pack__gap--open desk-row">
            <p class="desk-grow">{words}</p>
            {why}
            {open.may_write().then(|| view! {
                <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" aria-label=label on:click=take>"Explain"</button>
            })}
        </div>
    }
    .into_any()
}

/// A gap with its explanation.
fn explained(open: Open, gap: PackGapView) -> AnyView {
    let why = why(open, &gap);
    let said = gap.explained.as_ref().map(explanation);
    let label = format!("Change the explanation: {}", gap.words);
    let change = move |_| open.take_in_hand(open.section.get_untracked(), &gap);
    view! {
        <div class="desk-pack__gap desk-pack__gap--explained">
            {said}
            <p class="desk-row">
                {open.may_write().then(|| view! { <button type="button" class="desk-link desk-xs" aria-label=label on:click=change>"Change"</button> })}
                {why}
            </p>
        </div>
    }
    .into_any()
}

/// What is missing and why, as it is printed.
pub(super) fn explanation(explained: &api::ExplainedView) -> AnyView {
    let api::ExplainedView { what, cause, words, by, on, .. } = explained.clone();
    view! {
        <p class="desk-words-kept"><b>"Gap, explained: "</b>{what}" “"{cause.trim_end_matches('.').to_owned()}". "{words}"” "<span class="desk-muted">{by}", "{dates::long(&on)}</span></p>
    }
    .into_any()
}

/// Two records that cannot both be right.
fn conflict(open: Open, gap: PackGapView) -> AnyView {
    let why = why(open, &gap);
    view! {
        <div class="desk-pack__gap desk-case__conflict" role="group" aria-label="In conflict">
            <Icon shape=Shape::Fork />
            <p class="desk-grow"><b>{gap.words}</b>" It has to be settled, not explained: once somebody says which stands, the pack prints that."</p>
            {why}
            <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| open.desk.route.go(Place::case(open.number()))>"Settle it in the case file"</button>
        </div>
    }
    .into_any()
}

/// A button that shows the working.
fn why(open: Open, gap: &PackGapView) -> AnyView {
    let label = format!("Why: {}", gap.words);
    let working = working(gap);
    view! { <button type="button" class="desk-link desk-xs" aria-label=label on:click=move |_| open.why.set(Some(working.clone()))>"Why"</button> }.into_any()
}

/// The working, under what is missing: a heading has no full stop.
pub(super) fn working(gap: &PackGapView) -> (String, String) {
    (gap.words.trim_end_matches('.').to_owned(), gap.why.clone())
}

/// Goes to where it is recorded.
pub(super) fn record_it(open: Open, gap: &str) {
    let number = open.number();
    open.file.begin_at(&number, part_of(gap));
    open.desk.route.go(Place::case(number));
}

/// The part of the case file in which it is recorded what a gap is about.
fn part_of(gap: &str) -> Tab {
    let about = gap.split(':').next().unwrap_or_default();
    match about {
        "com" | "com-email" | "vlo" => Tab::People,
        "key-work" => Tab::KeyWork,
        "handover" => Tab::Handover,
        "immediate-needs" | "pre-release-report" | "handover-meeting" | "com-contacts" => Tab::ReleasePlan,
        about if serde_json::from_value::<Topic>(about.into()).is_ok() => Tab::ReleasePlan,
        _ => Tab::Dates,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_recorded_in_its_part_of_the_case_file() {
        assert_eq!(part_of("com-email"), Tab::People);
        assert_eq!(part_of("release-address"), Tab::ReleasePlan);
        assert_eq!(part_of("programme:Thinking Skills"), Tab::ReleasePlan);
        assert_eq!(part_of("rosh"), Tab::Dates);
    }
}
