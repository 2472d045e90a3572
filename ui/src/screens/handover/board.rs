//! The columns and their cards.

use api::{Column, HandoverCard};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::dates;
use crate::figures::grouped;
use crate::parts::{Html, Kind};
use crate::route::Place;
use crate::screens::case::level;
use crate::screens::handover::state::{COLUMNS, State, card_id};

/// How many cards of a column are on the page, until more are wanted.
const SHOWN: usize = 40;
/// A handover within so many days is soon.
const SOON: i64 = 14;

/// What is in a column, and its order.
const fn words(column: Column) -> (&'static str, &'static str) {
    match column {
        Column::Upcoming => ("In the next 8 weeks", "soonest first"),
        Column::InProgress => ("COM named or supporting, or handed over in the last 28 days", "soonest first"),
        Column::ComMissing => ("No COM, 2 days and more after the date", "longest first"),
        Column::TasksOverdue => ("Something to be done is late", "longest first"),
    }
}

const fn is_late(column: Column) -> bool {
    matches!(column, Column::ComMissing | Column::TasksOverdue)
}

#[component]
pub(super) fn Board(state: State) -> impl IntoView {
    let pressed = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        match event.key().as_str() {
            "ArrowLeft" => state.across(-1),
            "ArrowRight" => state.across(1),
            "ArrowDown" => state.step(1),
            "ArrowUp" => state.step(-1),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="desk-split desk-split--board" on:keydown=pressed>
            {(0..COLUMNS.len()).map(|at| view! { <OneColumn state at /> }).collect_view()}
        </div>
    }
}

#[component]
fn OneColumn(state: State, at: usize) -> impl IntoView {
    let column = COLUMNS.get(at).copied().unwrap_or(Column::Upcoming);
    let (title, (what, order)) = (column.words(), words(column));
    let cards = Memo::new(move |_| state.cards(at));
    let most = RwSignal::new(SHOWN);
    // Whoever goes further than is shown sees more.
    Effect::new(move |_| {
        let (here, place) = state.current.get();
        if here == at && place >= most.get_untracked() {
            most.set(place + SHOWN);
        }
    });
    let class = match column {
        Column::ComMissing => "desk-pane desk-pane--red",
        Column::TasksOverdue => "desk-pane desk-pane--amber",
        _ => "desk-pane desk-pane--accent",
    };
    let head = format!("column-{at}");
    let foot = move || {
        let all = cards.with(Vec::len);
        let shown = all.min(most.get());
        if shown < all {
            format!("{shown} of {}, {order}", grouped(u64::try_from(all).unwrap_or(0)))
        } else {
            format!("All {all}, {order}")
        }
    };
    view! {
        <section class=class aria-labelledby=head.clone()>
            <div class="desk-pane__head desk-board__head">
                <h2 class="govuk-heading-s" id=head.clone()>{title}<span class="govuk-visually-hidden">{move || format!(", {}", cards.with(Vec::len))}</span></h2>
                <span class="desk-board__count" aria-hidden="true">{move || cards.with(Vec::len)}</span>
                <div class="desk-board__what desk-xs desk-muted">{move || said(column, what, &cards.get())}</div>
                {move || is_late(column).then(|| ages(&cards.get()))}
            </div>
            <ul class="desk-pane__body desk-pane__body--flush desk-kards">
                {move || {
                    let cards = cards.get();
                    if cards.is_empty() {
                        return view! { <li class="desk-case__none">"Nobody"</li> }.into_any();
                    }
                    cards.into_iter().take(most.get()).enumerate().map(|(place, card)| one(state, at, place, card)).collect_view().into_any()
                }}
            </ul>
            <div class="desk-window">
                <span class="desk-num">{foot}</span>
                {move || (cards.with(Vec::len) > most.get()).then(|| view! {
                    <button type="button" class="desk-link" on:click=move |_| most.set(usize::MAX)>"Show all"</button>
                })}
            </div>
        </section>
    }
}

/// What is in a column: of what comes, how much comes soon; of what is late, how late.
fn said(column: Column, what: &str, cards: &[HandoverCard]) -> String {
    if is_late(column) && !cards.is_empty() {
        let [few, some, many] = by_age(cards);
        let parts = [(many, "over 14 days"), (some, "from 3 to 14"), (few, "up to 2")];
        let parts = parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, age)| format!("{count} {age}"));
        return format!("{what}. Late by days: {}", parts.collect::<Vec<_>>().join(", "));
    }
    let soon = cards.iter().filter(|card| card.days.is_some_and(|days| (0..=SOON).contains(&days))).count();
    if soon > 0 { format!("{what}, {soon} of them in {SOON} days") } else { what.to_owned() }
}

/// How many are late by up to 2 days, by 3 to 14, by more.
fn by_age(cards: &[HandoverCard]) -> [usize; 3] {
    let mut ages = [0; 3];
    for card in cards {
        let place = match card.days.map_or(0, i64::abs) {
            0..=2 => 0,
            3..=14 => 1,
            _ => 2,
        };
        if let Some(age) = ages.get_mut(place) {
            *age += 1;
        }
    }
    ages
}

/// The same as a bar; the words stand above it.
fn ages(cards: &[HandoverCard]) -> AnyView {
    let ages = by_age(cards);
    let all = ages.iter().sum::<usize>().max(1);
    let mut from = 0;
    let parts = ages.into_iter().zip(["few", "some", "many"]).map(|(count, class)| {
        let (x, width) = (from * 1000 / all, count * 1000 / all);
        from += count;
        view! { <rect class=format!("desk-board__{class}") x=x.to_string() y="0" width=width.to_string() height="10" /> }
    });
    let parts = parts.collect_view();
    view! { <svg class="desk-board__ages" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">{parts}</svg> }.into_any()
}

fn one(state: State, column: usize, place: usize, card: HandoverCard) -> AnyView {
    let current = Memo::new(move |_| state.current.get() == (column, place));
    // Where no card of the column is the current one, Tab enters at its first.
    let stop = move || state.current.with(|(at, here)| if *at == column { *here == place } else { place == 0 });
    let (number, name) = (card.number.clone(), card.name.clone());
    let label = spoken(&card);
    let (when, rest) = (when_html(&card).into_text(), rest_html(&card).into_text());
    view! {
        <li class="desk-kard" class=("is-current", move || current.get())>
            <div class="desk-row desk-row--between">
                <button type="button" class="desk-link" id=card_id(column, place) aria-label=label tabindex=move || if stop() { "0" } else { "-1" }
                    on:focus=move |_| if !current.get_untracked() { state.current.set((column, place)) }
                    on:click=move |_| state.desk.route.go(Place::case(number.clone()))><b>{name}</b></button>
                <span inner_html=when></span>
            </div>
            <div inner_html=rest></div>
        </li>
    }
    .into_any()
}

/// “in 2 days”, “29 days late”, “no date”.
pub(super) fn when(card: &HandoverCard) -> (Kind, String) {
    match card.days {
        None => (Kind::Later, "no date".to_owned()),
        Some(days) if is_late(card.column) => (Kind::Late, format!("{} late", dates::days(days.abs()))),
        Some(0) => (Kind::Soon, "today".to_owned()),
        Some(days) if days < 0 => (Kind::Met, format!("{} ago", dates::days(-days))),
        Some(days) if days <= SOON => (Kind::Soon, format!("in {}", dates::days(days))),
        Some(days) => (Kind::Later, format!("in {}", dates::days(days))),
    }
}

fn when_html(card: &HandoverCard) -> Html {
    let mut html = Html::default();
    let (kind, words) = when(card);
    html.sign(kind, |sign| sign.words(&words));
    html
}

/// Who has it and when; what stands out; how much is done.
fn rest_html(card: &HandoverCard) -> Html {
    let mut html = Html::default();
    let pom = card.pom.as_deref().unwrap_or("no POM here");
    let com = card.com.as_deref().map_or_else(|| "no COM".to_owned(), |com| format!("COM {com}"));
    html.tag("div", ["desk-row desk-row--between desk-xs desk-muted"], |line| {
        line.tag("span", [""], |who| who.words(&format!("{}, {pom}", card.number)));
        line.tag("span", ["desk-num desk-nowrap"], |day| {
            day.words(&card.handover.as_deref().map_or_else(|| "no handover date".to_owned(), dates::short));
        });
    });
    let (done, of) = card.tasks;
    html.tag("div", ["desk-row desk-row--between desk-xs"], |line| {
        line.tag("span", ["desk-muted"], |words| words.words(&com));
        if of > 0 {
            line.tag("span", ["desk-nowrap"], |tasks| {
                tasks.words(&format!("{done} of {of} done "));
                tasks.tag("span aria-hidden=\"true\"", ["desk-board__tasks"], |squares| {
                    let squares_of = |count: u8, square: &str| square.repeat(usize::from(count));
                    squares.words(&squares_of(done.min(of), "■"));
                    squares.words(&squares_of(of.saturating_sub(done), "□"));
                });
            });
        }
    });
    if let Some(late) = &card.late {
        html.tag("div", ["desk-xs"], |line| line.words(late));
    }
    let high = card.rosh.as_deref().filter(|rosh| matches!(*rosh, "HIGH" | "VERY_HIGH"));
    if high.is_some() || !card.marks.is_empty() {
        html.tag("div", ["desk-id__alerts"], |marks| {
            if let Some(rosh) = high {
                marks.tag("span", ["moj-badge moj-badge--red"], |badge| {
                    badge.words(&format!("RoSH {}", level(rosh).to_lowercase()))
                });
            }
            for mark in &card.marks {
                let class = if mark.starts_with("Moved") {
                    "moj-badge moj-badge--purple"
                } else {
                    "moj-badge moj-badge--black"
                };
                marks.tag("span", [class], |badge| badge.words(mark));
            }
        });
    }
    html
}

/// The card as a screen reader says it.
pub(super) fn spoken(card: &HandoverCard) -> String {
    let (_, when) = when(card);
    let day = card
        .handover
        .as_deref()
        .map_or_else(|| "no handover date".to_owned(), |day| format!("handover {}", dates::long(day)));
    let pom = card.pom.as_ref().map_or_else(|| "no POM here".to_owned(), |pom| format!("POM {pom}"));
    let com = card.com.as_ref().map_or_else(|| "no COM".to_owned(), |com| format!("COM {com}"));
    let (done, of) = card.tasks;
    let tasks = if of > 0 { format!(", {done} of {of} tasks done") } else { String::new() };
    let more: String = card.late.iter().chain(&card.marks).map(|words| format!(", {words}")).collect();
    format!("{}, {}, {when}, {day}, {pom}, {com}{tasks}{more}", card.name, card.number)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) fn card(column: Column, days: Option<i64>) -> HandoverCard {
        HandoverCard {
            column,
            number: "A8830EC".to_owned(),
            name: "Tolland, Reece".to_owned(),
            pom: Some("Rhiannon Pell".to_owned()),
            com: None,
            team: Some("Aldersyke North".to_owned()),
            rosh: Some("HIGH".to_owned()),
            handover: Some("2027-01-05".to_owned()),
            days,
            marks: vec!["Past tariff".to_owned()],
            tasks: (1, 3),
            late: None,
        }
    }

    #[test]
    fn a_card_says_how_near_or_how_late_it_is() {
        let words = |column, days| when(&card(column, days)).1;
        assert_eq!(words(Column::ComMissing, Some(-9)), "9 days late");
        assert_eq!(words(Column::Upcoming, Some(2)), "in 2 days");
        assert_eq!(words(Column::InProgress, Some(-3)), "3 days ago");
        assert_eq!(words(Column::InProgress, None), "no date");
    }

    #[test]
    fn ages_are_counted_in_the_three_parts_of_the_bar() {
        let cards = [-1, -2, -3, -14, -15].map(|days| card(Column::ComMissing, Some(days)));
        assert_eq!(by_age(&cards), [2, 2, 1]);
        assert!(said(Column::ComMissing, "No COM", &cards).ends_with("1 over 14 days, 2 from 3 to 14, 2 up to 2"));
    }

    #[test]
    fn a_screen_reader_hears_all_that_the_card_shows() {
        let said = spoken(&card(Column::ComMissing, Some(-9)));
        for part in ["Tolland, Reece, A8830EC", "9 days late", "no COM", "1 of 3 tasks done", "Past tariff"] {
            assert!(said.contains(part), "{said}");
        }
    }
}
