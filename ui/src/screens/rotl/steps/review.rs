//! Looking back: what the prisoner, staff and the host say of each release; and the review of a series.

use api::{Debrief, Debriefer, ReleaseState, ReleaseView, ReviewCause, ReviewSeries, ReviewView, Right, Stage};
use leptos::prelude::*;

use crate::dates;
use crate::page;
use crate::parts::sending::{Form, Line, OneOf, Radios, Sending, Words, empty, typed};
use crate::parts::{Kind, Sign};
use crate::screens::rotl::application::{Beside, Doing, Open, not_yet};
use crate::screens::rotl::forms::Tick;
use crate::screens::rotl::steps::{beside, middle};
use crate::screens::rotl::words;

/// Whether a series goes on.
const GOES_ON: [(&str, &str); 2] = [("yes", "It goes on"), ("no", "It does not go on: it stops")];

/// Whether there is something to look back on.
const fn took_place(one: &ReleaseView) -> bool {
    matches!(one.state, ReleaseState::Back | ReleaseState::Out | ReleaseState::Recalled)
}

pub(super) fn stage(open: Open) -> AnyView {
    let may_review = open.may(Right::AssessRelease);
    let head = move || {
        let series = open.read(|view| view.releases.len() > 1 && !view.status.is_over());
        (series && may_review).then(|| view! {
            <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| open.doing.set(Doing::Review)>"Review the series"</button>
        })
    };
    let inside = move || {
        let past = open.read(|view| view.releases.iter().filter(|one| took_place(one)).cloned().collect::<Vec<_>>());
        if past.is_empty() {
            return view! { {not_yet("Nothing to look back on")}<p class="desk-case__none">"Each release is debriefed with the prisoner, staff and the host. The next one waits for it."</p> }.into_any();
        }
        let releases = past.iter().rev().map(|one| release(open, one)).collect_view();
        view! { <ul class="desk-plain desk-pane__body desk-pane__body--flush" tabindex="0" aria-labelledby="stage-head">{releases}</ul> }.into_any()
    };
    let middle = middle(Stage::Review, head, inside.into_any());
    view! {
        {middle}
        <Beside open>
            {move || match open.doing.get() {
                Doing::Debrief(id) => view! { <LookBack open id /> }.into_any(),
                Doing::Review => view! { <Review open /> }.into_any(),
                _ => ().into_any(),
            }}
            {move || open.show(|view| reviews(&view.reviews, view.review_due.as_ref(), &open.desk.person.today()))}
        </Beside>
    }
    .into_any()
}

/// A release with what each of the three says of it.
fn release(open: Open, one: &ReleaseView) -> AnyView {
    let (kind, word) = words::release(one.state);
    let said = Debriefer::ALL.iter().map(|by| {
        let own: Vec<_> = one.debriefs.iter().filter(|(of, ..)| of == by).cloned().collect();
        if own.is_empty() {
            return view! { <p class="desk-line"><b>{by.words()}</b>" "<Sign kind=Kind::Later>"Not asked yet"</Sign></p> }.into_any();
        }
        own.into_iter()
            .map(|(_, concern, said, author)| {
                let (kind, word) = if concern { (Kind::Soon, "Something was worrying") } else { (Kind::Met, "No concern") };
                view! { <p class="desk-line"><b>{by.words()}</b>" "<Sign kind>{word}</Sign>" "<span class="desk-words-kept">{said}</span>" "<span class="desk-xs desk-muted">{author}</span></p> }
            })
            .collect_view()
            .into_any()
    });
    let said = said.collect_view();
    let id = one.id.clone();
    let when = words::moment(one.left.as_deref().unwrap_or(&one.out));
    let label = format!("Record what was said of the release of {when}");
    let may = open.may(Right::DebriefRelease) && one.state == ReleaseState::Back;
    view! {
        <li class="desk-rotl__board desk-rotl__prose">
            <div class="desk-row desk-row--between">
                <h3 class="govuk-heading-s desk-num">{when}" "<Sign kind>{word}</Sign></h3>
                {may.then(|| view! { <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" aria-label=label on:click=move |_| open.doing.set(Doing::Debrief(id.clone()))>"Debrief"</button> })}
            </div>
            {said}
        </li>
    }
    .into_any()
}

/// When the series is to be reviewed, and every review so far.
fn reviews(all: &[ReviewView], due: Option<&(String, String)>, today: &str) -> AnyView {
    let due = due.map(|(day, why)| {
        let late = dates::days_ago(day, today).is_some_and(|days| days > 0);
        let (kind, day) = (if late { Kind::Late } else { Kind::Soon }, dates::long(day));
        view! { <p class="desk-line"><Sign kind>"To be reviewed by "{day}</Sign>" "{why.clone()}</p> }
    });
    let none =
        (all.is_empty() && due.is_none()).then(|| view! { <p class="desk-muted">"No review is recorded or due."</p> });
    let lines = all.iter().map(|one| {
        let (kind, went) = if one.goes_on { (Kind::Met, "Goes on") } else { (Kind::Not, "Stops") };
        view! {
            <li class="desk-line"><Sign kind>{went}</Sign>", "{dates::long(&one.on)}". "{one.cause.words()}<br />
                <span class="desk-words-kept">{one.words.clone()}</span>" "<span class="desk-xs desk-muted">{one.by.clone()}</span></li>
        }
    });
    let inside =
        view! { <div class="desk-pane__body">{due}{none}<ul class="desk-plain">{lines.collect_view()}</ul></div> };
    beside("reviews-head", "Review of the series", inside.into_any())
}

#[component]
fn LookBack(open: Open, id: String) -> impl IntoView {
    let sending = Sending::new("debrief");
    let by = RwSignal::new(words::place(Debriefer::ALL, &Debriefer::Prisoner));
    let (said, concern) = (RwSignal::new(String::new()), RwSignal::new(false));
    page::focus_soon("debrief-by");
    let submit = Callback::new(move |()| {
        let chosen = by.with_untracked(|by| words::chosen(Debriefer::ALL, by));
        if sending
            .lacks(&[(chosen.is_none(), "by", "Say who looks back"), (empty(said), "words", "Say what came of it")])
        {
            return;
        }
        let Some(by) = chosen else { return };
        let (number, application) = open.ids();
        let words = typed(said).unwrap_or_default();
        let call =
            Debrief { number, id: application, release: id.clone(), by, words, concern: concern.get_untracked() };
        sending.send(call, move |()| open.recorded(format!("Recorded: the debrief by {}", by.words().to_lowercase())));
    });
    let form = view! {
        <Form sending act="Record it" submit cancel=open.close()>
            <Radios id="debrief-by" legend="Who looks back?" options=words::choices(Debriefer::ALL, Debriefer::words) sending value=by />
            <Words id="debrief-words" label="What do they say?".to_owned() sending value=said />
            <div class="govuk-checkboxes govuk-checkboxes--small">
                <Tick id="debrief-concern" label="Something was worrying: the series is looked at again" value=concern ticked=Callback::new(move |on| concern.set(on)) />
            </div>
        </Form>
    };
    beside("debrief-head", "Debrief", form.into_any())
}

#[component]
fn Review(open: Open) -> impl IntoView {
    let sending = Sending::new("review");
    let cause = RwSignal::new(words::place(ReviewCause::ALL, &ReviewCause::Time));
    let on = RwSignal::new(dates::typed(&open.desk.person.today()));
    let (goes_on, said) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    page::focus_soon("review-cause");
    let submit = Callback::new(move |()| {
        let chosen = cause.with_untracked(|cause| words::chosen(ReviewCause::ALL, cause));
        let lacking = [
            (chosen.is_none(), "cause", "Say why it is reviewed"),
            (empty(on), "on", "Give the day"),
            (empty(goes_on), "goes-on", "Say whether it goes on"),
            (empty(said), "words", "Say what was found"),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        let Some(cause) = chosen else { return };
        let (number, id) = open.ids();
        let review = ReviewView {
            cause,
            on: typed(on).unwrap_or_default(),
            goes_on: goes_on.with_untracked(|goes| goes == "yes"),
            words: typed(said).unwrap_or_default(),
            by: String::new(),
        };
        sending
            .send(ReviewSeries { number, id, review }, move |()| open.recorded("Recorded: the review of the series"));
    });
    let options = GOES_ON.map(|(value, words)| (value.to_owned(), words.to_owned())).to_vec();
    let form = view! {
        <Form sending act="Record the review" submit cancel=open.close()>
            <OneOf id="review-cause" label="Why is it reviewed?" sending options=Signal::stored(words::choices(ReviewCause::ALL, ReviewCause::words)) value=cause />
            <Line id="review-on" label="On which day?" class="govuk-input--width-10" sending value=on />
            <Words id="review-words" label="What was found?".to_owned() sending value=said />
            <Radios id="review-goes-on" legend="What follows?" options sending value=goes_on />
        </Form>
    };
    beside("review-head", "Review the series", form.into_any())
}
