//! Those who have nobody, who waits longest first, each with whom the record suggests and why.

use std::collections::BTreeSet;
use std::sync::Arc;

use api::{Because, Post, SuggestionView, WaitingView};
use leptos::prelude::*;

use crate::dates;
use crate::grid::{Cells, Column, Face, Grid};
use crate::parts::{Empty, Kind, Sign};
use crate::screens::allocation::able::{cases, in_text, suggests};
use crate::screens::allocation::open;
use crate::screens::allocation::state::State;

/// The list's identifier.
pub(super) const TABLE: &str = "waiting";
/// Whoever has waited longer than so many days is late.
const LATE: i64 = 14;
/// So many days are a year.
const YEAR: i64 = 365;

#[component]
pub(super) fn Waiting(state: State) -> impl IntoView {
    let nobody = Memo::new(move |_| state.grid.total.get() == 0);
    view! {
        <section class="desk-pane desk-pane--accent desk-alloc" aria-labelledby="waiting-head">
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s" id="waiting-head">{move || head(state.post.get())}</h2>
                <span class="desk-xs desk-muted">{move || how_many(state)}</span>
            </div>
            {move || if nobody.get() { none(state).into_any() } else { view! { <Table state /> }.into_any() }}
        </section>
    }
}

const fn head(post: Post) -> &'static str {
    match post {
        Post::CoworkingPom => "Without a co-working POM: name one where two work a case together",
        Post::Pom | Post::Keyworker => "Suggested, for you to accept or change",
    }
}

/// “22 of 25 have a suggestion”.
fn how_many(state: State) -> String {
    if !suggests(state.post.get()) {
        return String::new();
    }
    state.view.with(|view| {
        view.as_ref().map_or_else(String::new, |view| {
            let with = view.waiting.iter().filter(|waiting| waiting.suggested.is_some()).count();
            format!("{with} of {} have a suggestion", view.waiting.len())
        })
    })
}

fn none(state: State) -> impl IntoView {
    let post = in_text(state.post.get());
    let here = state.view.with(|view| view.as_ref().map_or(0, |view| view.here));
    let (why, then) = if here == 0 {
        ("No prisoners yet".to_owned(), "An import from the prison system brings them in.".to_owned())
    } else {
        (
            format!("Everybody has a {post}"),
            format!(
                "Whoever comes in, or loses theirs, stands here until they have one. A {post} is changed in the case file, or for many in the caseload."
            ),
        )
    };
    view! { <Empty why><p>{then}</p></Empty> }
}

#[component]
fn Table(state: State) -> impl IntoView {
    let face = Face {
        cells: Cells::View(Arc::new(move |index| cells(state, index))),
        name: Arc::new(move |index| spoken(state, index)),
        selected: Arc::new(move |index| {
            state.row(index).is_some_and(|waiting| state.ticked.with(|ticked| ticked.contains(&waiting.number)))
        }),
        open: Callback::new(move |index| open(state, index)),
        select: Callback::new(move |index| state.tick(index)),
    };
    let label = Signal::derive(move || format!("Prisoners without a {}", in_text(state.post.get())));
    let ticked = move || state.ticked.with(BTreeSet::len);
    view! {
        {move || view! { <Grid id=TABLE label state=state.grid columns=heads(state) face=face.clone() /> }}
        <div class="desk-pane__foot desk-alloc__foot">
            <Show when=move || suggests(state.post.get())>
                <button type="button" class="govuk-button" on:click=move |_| state.accept()>"Accept "{ticked}<kbd>"Ctrl Enter"</kbd></button>
            </Show>
            <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.by_hand()>"Choose by hand"<kbd>"E"</kbd></button>
            <span class="desk-xs desk-muted">{move || rule(state.post.get())}</span>
        </div>
    }
}

/// The rule, and what can be done about it.
const fn rule(post: Post) -> &'static str {
    match post {
        Post::Keyworker => {
            "Rule: somebody who knows them first, even above room; then the lightest load; then the longest since. Accepting can be undone for 10 minutes"
        }
        Post::Pom => {
            "Rule: somebody who knows them first; then the lightest load; then the longest since. Accepting can be undone for 10 minutes"
        }
        Post::CoworkingPom => "Nobody is suggested: a second POM is named for a reason",
    }
}

fn heads(state: State) -> Vec<Column> {
    let head = |title, class| Column { head: None, title, class, sorted: None, sort: None };
    let prisoner = head("Prisoner", "desk-alloc__who");
    let waiting = head("Waiting", "desk-alloc__since desk-right");
    if !suggests(state.post.get()) {
        return vec![prisoner, head("POM", "desk-alloc__why")];
    }
    let all = ViewFn::from(move || view! { <Everyone state /> });
    let select = Column { head: Some(all), title: "Accept", class: "desk-c-select", sorted: None, sort: None };
    vec![select, prisoner, waiting, head("Suggested", "desk-alloc__whom"), head("Why", "desk-alloc__why")]
}

#[component]
fn Everyone(state: State) -> impl IntoView {
    let any = move || state.ticked.with(|ticked| !ticked.is_empty());
    // A dash, where some suggestions are ticked and some are not.
    let some = move || {
        let suggested = |waiting: &&WaitingView| waiting.suggested.is_some();
        let all = state.view.with(|view| view.as_ref().map_or(0, |view| view.waiting.iter().filter(suggested).count()));
        state.ticked.with(|ticked| !ticked.is_empty() && ticked.len() < all)
    };
    view! {
        <input class="desk-sel" type="checkbox" aria-label="Accept all that need no look first" prop:checked=any prop:indeterminate=some
            on:change=move |event| state.tick_all(event_target_checked(&event)) />
    }
}

fn cells(state: State, index: u32) -> AnyView {
    let Some(waiting) = state.row(index) else { return ().into_any() };
    let today = state.desk.person.today();
    let place =
        [Some(waiting.number.clone()), waiting.cell.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let prisoner = view! {
        <th scope="row" class="govuk-table__header desk-alloc__who">{waiting.name.clone()}<span class="desk-staff__second desk-xs desk-muted desk-num">{place}</span></th>
    };
    if !suggests(state.post.get()) {
        return view! { {prisoner}<td class="govuk-table__cell desk-alloc__why">{pom(&waiting)}</td> }.into_any();
    }
    view! {
        <td class="govuk-table__cell desk-c-select">{checkbox(state, &waiting)}</td>
        {prisoner}
        <td class="govuk-table__cell desk-alloc__since desk-right desk-num">{since(&waiting, &today)}</td>
        <td class="govuk-table__cell desk-alloc__whom">{whom(&waiting)}</td>
        <td class="govuk-table__cell desk-alloc__why">{why(state, &waiting)}</td>
    }
    .into_any()
}

fn pom(waiting: &WaitingView) -> AnyView {
    match &waiting.pom {
        Some(pom) => pom.clone().into_any(),
        None => view! { <span class="desk-muted">"No POM yet"</span> }.into_any(),
    }
}

/// The list hears when it is ticked.
fn checkbox(state: State, waiting: &WaitingView) -> impl IntoView + use<> {
    let number = waiting.number.clone();
    let none = waiting.suggested.is_none();
    let ticked = move || state.ticked.with(|ticked| ticked.contains(&number));
    view! {
        <input class="desk-sel" type="checkbox" tabindex="-1" aria-label=format!("Accept for {}", waiting.name) disabled=none prop:checked=ticked />
    }
}

/// “19 days”. Of more than a year the record knows too little for a number of days: somebody may have had the post before it began.
fn waited(days: i64) -> String {
    if days > YEAR { "Over a year".to_owned() } else { dates::days(days) }
}

/// How long somebody has waited, late after a fortnight.
fn since(waiting: &WaitingView, today: &str) -> AnyView {
    match waiting.since.as_deref().and_then(|day| dates::days_ago(day, today)) {
        None => view! { <span class="desk-muted">"Not known"</span> }.into_any(),
        Some(0) => "Today".into_any(),
        Some(days) if days > LATE => view! { <Sign kind=Kind::Late>{waited(days)}</Sign> }.into_any(),
        Some(days) => dates::days(days).into_any(),
    }
}

fn whom(waiting: &WaitingView) -> AnyView {
    match &waiting.suggested {
        Some(suggested) => view! { <b>{suggested.name.clone()}</b> }.into_any(),
        None => view! { <span class="desk-muted">"Nobody free"</span> }.into_any(),
    }
}

fn why(state: State, waiting: &WaitingView) -> impl IntoView + use<> {
    let room = state.room_that_counts();
    let because = waiting.suggested.as_ref().map(|suggested| {
        let (class, words) = match (waiting.check_first.is_empty(), suggested.because) {
            (false, _) => ("govuk-tag govuk-tag--red", "Check first"),
            (true, Because::Knows) => ("govuk-tag govuk-tag--green", "Knows them"),
            (true, Because::Lightest) => ("govuk-tag govuk-tag--blue", "Lightest load"),
        };
        view! { <strong class=class>{words}</strong>" "<span class="desk-xs">{reason(suggested, room)}</span> }
    });
    let because = because.map_or_else(
        || view! { <strong class="govuk-tag govuk-tag--grey">"Nobody free"</strong>" "<span class="desk-xs">"Choose somebody by hand"</span> }.into_any(),
        IntoAny::into_any,
    );
    let alerts = alerts(waiting);
    let second = match (alerts, &waiting.still_with) {
        (Some(alerts), _) => Some(view! { <Sign kind=Kind::Late>{alerts}</Sign> }.into_any()),
        (None, Some(name)) => {
            let name = name.clone();
            Some(
                view! { <Sign kind=Kind::Soon>"Still recorded with "{name}", who cannot hold it any more"</Sign> }
                    .into_any(),
            )
        }
        (None, None) => None,
    };
    view! { {because}{second.map(|second| view! { <span class="desk-staff__second desk-xs">{second}</span> })} }
}

/// “No one-to-ones (RNO121): weigh it before you accept”.
fn alerts(waiting: &WaitingView) -> Option<String> {
    let said: Vec<String> =
        waiting.check_first.iter().map(|alert| format!("{} ({})", alert.label, alert.code)).collect();
    (!said.is_empty()).then(|| format!("{}: weigh it before you accept", said.join(", ")))
}

/// The reason in words for the row.
fn reason(suggested: &SuggestionView, room: Option<u32>) -> String {
    let load = match room {
        Some(room) => format!("{} of {room}", suggested.load),
        None => cases(suggested.load),
    };
    let over = room.and_then(|room| (suggested.load + 1).checked_sub(room)).filter(|over| *over > 0);
    let over = over.map(|over| format!(". Then {over} over room")).unwrap_or_default();
    match (suggested.because, &suggested.held) {
        (Because::Knows, Some((from, to))) if from == to => format!("on {}{over}", dates::short(from)),
        (Because::Knows, Some((from, to))) => {
            format!("from {} to {}{over}", dates::short(from), dates::short(to))
        }
        (Because::Knows, None) => format!("held it before{over}"),
        (Because::Lightest, _) => match &suggested.last_given {
            Some(day) => format!("{load}, last case on {}", dates::short(day)),
            None => format!("{load}, no case given yet"),
        },
    }
}

/// The row as a screen reader says it.
fn spoken(state: State, index: u32) -> String {
    let Some(waiting) = state.row(index) else { return String::new() };
    let today = state.desk.person.today();
    let since = match waiting.since.as_deref().and_then(|day| dates::days_ago(day, &today)) {
        None => "waiting for a time that is not known".to_owned(),
        Some(0) => "waiting since today".to_owned(),
        Some(days) => format!("waiting {}", waited(days).to_lowercase()),
    };
    let suggested = match &waiting.suggested {
        None => "nobody is suggested".to_owned(),
        Some(one) => {
            let why = if one.because == Because::Knows { "who knows them" } else { "lightest load" };
            format!("suggested {}, {why}, {}", one.name, reason(one, state.room_that_counts()))
        }
    };
    let alerts = alerts(&waiting).map(|alerts| format!(", {alerts}")).unwrap_or_default();
    format!("{}, {}, {since}, {suggested}{alerts}", waiting.name, waiting.number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_counted_in_days_up_to_a_year() {
        assert_eq!([1, 365, 366, 7619].map(waited), ["1 day", "365 days", "Over a year", "Over a year"]);
    }

    #[test]
    fn a_reason_says_what_the_suggestion_rests_on() {
        let mut one = SuggestionView {
            staff: String::new(),
            name: String::new(),
            because: Because::Lightest,
            load: 3,
            held: None,
            last_given: Some("2026-12-02".to_owned()),
            reason: String::new(),
        };
        assert_eq!(reason(&one, Some(9)), "3 of 9, last case on 2 Dec 2026");
        one.last_given = None;
        assert_eq!(reason(&one, None), "3 cases, no case given yet");
        one.because = Because::Knows;
        one.held = Some(("2025-05-01".to_owned(), "2026-08-12".to_owned()));
        one.load = 9;
        assert_eq!(reason(&one, Some(9)), "from 1 May 2025 to 12 Aug 2026. Then 1 over room");
        assert_eq!(reason(&one, None), "from 1 May 2025 to 12 Aug 2026");
        one.held = Some(("2025-05-01".to_owned(), "2025-05-01".to_owned()));
        assert_eq!(reason(&one, None), "on 1 May 2025");
    }
}
