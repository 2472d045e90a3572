//! The drawings: bars by stage, a box with whiskers for days, bars by kind of failure. Lengths are true to the numbers, which stand beside
//! them; nothing is told by colour alone.

use std::sync::Arc;

use api::{DaysView, ReleaseCountsView};
use leptos::prelude::*;

use crate::screens::rotl::counts::kept::Kept;
use crate::screens::rotl::counts::{pane, tables};

/// Where bars begin and how long the longest is, in the units of a drawing that is 560 wide.
const FROM: u32 = 126;
const LENGTH: u32 = 330;
/// The height of a line.
const LINE: u32 = 30;
/// A part narrower than this has no room for its number.
const ROOM: u32 = 22;
/// The classes of the ages, the youngest first.
const AGES: [&str; 3] = ["young", "middle", "old"];

/// A part of a bar.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    count: u32,
    age: usize,
    from: u32,
    width: u32,
}

/// The parts of a bar, where the longest bar has so many.
fn parts(counts: [u32; 3], most: u32) -> Vec<Part> {
    let at = |count: u32| u64::from(count) * u64::from(LENGTH) / u64::from(most.max(1));
    let at = |count: u32| FROM + u32::try_from(at(count)).unwrap_or(LENGTH);
    let mut before = 0;
    let part = |(age, count): (usize, u32)| {
        let from = at(before);
        before += count;
        Part { count, age, from, width: at(before) - from }
    };
    counts.into_iter().enumerate().map(part).filter(|part| part.count > 0).collect()
}

/// A drawing with a table in its place, where somebody wants that or there is too little to draw.
fn drawn(
    kept: Kept,
    too_early: bool,
    chart: impl Fn() -> AnyView + Send + 'static,
    table: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let shown = move || match (too_early, kept.tables.get()) {
        (true, _) => view! {
            <p class="desk-muted">"Too early to draw: there is less than a week of data"</p>
            {table()}
        }
        .into_any(),
        (false, true) => table(),
        (false, false) => chart(),
    };
    shown.into_any()
}

#[component]
pub(super) fn Progress(kept: Kept, view: Arc<ReleaseCountsView>) -> impl IntoView {
    let (drawing, table) = (view.clone(), view.clone());
    let progress = &view.progress;
    let beside = format!(
        "Granted and running: {}. Paused or suspended: {}. The prison’s figure for a decision is {} days",
        progress.running, progress.stopped, progress.figure
    );
    let inside = view! {
        {drawn(kept, view.too_early, move || stages(&drawing), move || tables::progress(&table))}
        <p class="desk-xs desk-muted desk-gap-above">{beside}</p>
    };
    pane(0, false, inside.into_any())
}

/// Bars by stage, stacked by age.
fn stages(view: &ReleaseCountsView) -> AnyView {
    let progress = &view.progress;
    let most = progress.stages.iter().map(|(_, ages)| ages.iter().sum::<u32>()).max().unwrap_or_default();
    let summary = progress.stages.iter().map(|(stage, [young, middle, old])| {
        let [of_young, of_middle, of_old] = &progress.ages;
        format!("{stage}: {young} {of_young}, {middle} {of_middle}, {old} {of_old}")
    });
    let summary = format!("In progress by stage and age. {}", summary.collect::<Vec<_>>().join(". "));
    let bars = progress.stages.iter().zip(0..).map(|((stage, ages), line): (_, u32)| {
        let (y, all) = (line * LINE, ages.iter().sum::<u32>());
        let parts = parts(*ages, most);
        let end = parts.last().map_or(FROM, |part| part.from + part.width);
        view! {
            <text x=FROM - 8 y=y + 19 text-anchor="end">{stage.clone()}</text>
            {parts.into_iter().map(|part| one(&part, y)).collect_view()}
            <text class="b" x=end + 6 y=y + 19>{all}</text>
        }
    });
    let bars = bars.collect_view();
    let keys = AGES.into_iter().zip(progress.ages.clone()).map(|(age, words)| {
        view! {
            <span><svg class="desk-load__key" width="14" height="10" aria-hidden="true" focusable="false"><rect class=format!("desk-rotl__{age}") width="14" height="10" /></svg>" "{words}</span>
        }
    });
    let keys = keys.collect_view();
    let height = u32::try_from(progress.stages.len()).unwrap_or_default() * LINE;
    view! {
        <p class="desk-xs desk-row desk-row--wide">"From left to right: "{keys}</p>
        <svg class="desk-chart desk-rotl__chart" viewBox=format!("0 0 560 {height}") role="img" aria-label=summary>{bars}</svg>
    }
    .into_any()
}

fn one(part: &Part, y: u32) -> AnyView {
    let class = AGES.get(part.age).copied().unwrap_or_default();
    let number = (part.width >= ROOM).then(|| {
        let middle = part.from + part.width / 2;
        let class = if part.age == 0 { "b" } else { "b desk-rotl__on-dark" };
        view! { <text class=class x=middle y=y + 19 text-anchor="middle">{part.count}</text> }
    });
    view! {
        <rect class=format!("desk-rotl__{class}") x=part.from y=y + 4 width=part.width height=LINE - 8 />
        {number}
    }
    .into_any()
}

#[component]
pub(super) fn Failures(kept: Kept, view: Arc<ReleaseCountsView>) -> impl IntoView {
    let (drawing, table) = (view.clone(), view.clone());
    let releases = view.releases;
    let beside = format!(
        "{} of {} releases that ended failed, {} of them not reported. One failure can be of several kinds",
        releases.failed, releases.ended, releases.unreported
    );
    let inside = view! {
        {drawn(kept, view.too_early, move || failures(&drawing), move || tables::failures(&table))}
        <p class="desk-xs desk-muted desk-gap-above">{beside}</p>
    };
    pane(2, false, inside.into_any())
}

/// Bars by kind.
fn failures(view: &ReleaseCountsView) -> AnyView {
    const WORDS: u32 = 216;
    let most = view.failures.iter().map(|(_, count)| *count).max().unwrap_or_default().max(1);
    let summary = view.failures.iter().map(|(kind, count)| format!("{kind}: {count}")).collect::<Vec<_>>();
    let summary = format!("Failures by kind. {}", summary.join(". "));
    let bars = view.failures.iter().zip(0..).map(|((kind, count), line): (_, u32)| {
        let y = line * LINE;
        let width = u64::from(*count) * 290 / u64::from(most);
        view! {
            <text x=WORDS - 8 y=y + 19 text-anchor="end">{kind.clone()}</text>
            <rect class="desk-rotl__middle" x=WORDS y=y + 4 width=width height=LINE - 8 />
            <text class="b" x=u64::from(WORDS) + width + 6 y=y + 19>{*count}</text>
        }
    });
    let bars = bars.collect_view();
    let height = u32::try_from(view.failures.len()).unwrap_or_default() * LINE;
    view! { <svg class="desk-chart desk-rotl__chart" viewBox=format!("0 0 560 {height}") role="img" aria-label=summary>{bars}</svg> }
        .into_any()
}

#[component]
pub(super) fn Days(kept: Kept, view: Arc<ReleaseCountsView>) -> impl IntoView {
    let inside = match view.decided.days {
        None => view! { <p class="desk-muted">"Nothing was decided in these days"</p> }.into_any(),
        Some(days) => {
            let figure = view.progress.figure;
            view! {
                {drawn(kept, view.too_early, move || spread(days, figure), move || tables::days(days))}
                <p class="desk-gap-above">{in_words(days)}</p>
            }
            .into_any()
        }
    };
    pane(1, false, inside)
}

/// The spread in a sentence.
fn in_words(days: DaysView) -> String {
    let decisions = if days.of == 1 { "1 decision".to_owned() } else { format!("{} decisions", days.of) };
    format!(
        "{decisions}: half took up to {} days, the middle half {} to {}, all {} to {}",
        days.median, days.lower, days.upper, days.least, days.most
    )
}

/// Where days stand on the line.
fn place(days: f64, longest: f64) -> f64 {
    40.0 + 480.0 * days / longest
}

/// A box from quartile to quartile with whiskers to the least and the most, and the prison's figure.
fn spread(days: DaysView, figure: i64) -> AnyView {
    let figure = u32::try_from(figure).unwrap_or_default();
    let longest = f64::from(days.most.max(figure).max(1));
    let at = |days: f64| place(days, longest).to_string();
    let [least, most] = [days.least, days.most].map(|days| at(f64::from(days)));
    let (lower, median, upper) = (at(days.lower), at(days.median), at(days.upper));
    let width = (place(days.upper, longest) - place(days.lower, longest)).to_string();
    let aim = at(f64::from(figure));
    let label = format!("Days from application to decision. {}. The prison’s figure is {figure} days", in_words(days));
    view! {
        <svg class="desk-chart desk-rotl__chart" viewBox="0 0 560 128" role="img" aria-label=label>
            <text class="b" x=median.clone() y="20" text-anchor="middle">{format!("Median {}", days.median)}</text>
            <line class="desk-gates__mark" x1=least.clone() y1="56" x2=lower.clone() y2="56" />
            <line class="desk-gates__mark" x1=upper y1="56" x2=most.clone() y2="56" />
            <line class="desk-gates__mark" x1=least.clone() y1="46" x2=least y2="66" />
            <line class="desk-gates__mark" x1=most.clone() y1="46" x2=most y2="66" />
            <rect class="desk-rotl__young" x=lower y="34" width=width height="44" />
            <line class="desk-rotl__median" x1=median.clone() y1="30" x2=median y2="82" />
            <line class="desk-rotl__aim" x1=aim.clone() y1="28" x2=aim.clone() y2="96" />
            <text x=aim y="110" text-anchor="middle">{format!("aim {figure}")}</text>
            <line class="desk-gates__rail" x1="40" y1="92" x2="520" y2="92" />
            <text class="m" x="40" y="124" text-anchor="middle">"0"</text>
            <text class="m" x="520" y="124" text-anchor="middle">{format!("{longest} days")}</text>
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_bar_lie_end_to_end_and_none_is_drawn_for_nothing() {
        let parts = parts([2, 0, 1], 6);
        let drawn: Vec<_> = parts.iter().map(|part| (part.age, part.count, part.from, part.width)).collect();
        assert_eq!(drawn, [(0, 2, 126, 110), (2, 1, 236, 55)]);
        assert!(super::parts([0; 3], 0).is_empty());
    }

    #[test]
    fn the_longest_bar_is_as_long_as_there_is_room() {
        let all: u32 = parts([700, 1_300, 41], 2_041).iter().map(|part| part.width).sum();
        assert_eq!(all, LENGTH);
    }

    #[test]
    fn the_spread_is_said_in_a_sentence() {
        let days = DaysView { of: 7, least: 3, lower: 6.5, median: 12.0, upper: 20.5, most: 40 };
        assert_eq!(in_words(days), "7 decisions: half took up to 12 days, the middle half 6.5 to 20.5, all 3 to 40");
    }
}
