//! The counts by sex, age and ethnicity: for the equality duty. A bar shows what was granted of what was decided, beside its numbers.

use std::sync::Arc;

use api::{GroupView, GroupsView, ReleaseCountsView, rate};
use leptos::prelude::*;

use crate::screens::rotl::counts::kept::Kept;
use crate::screens::rotl::counts::{pane, tables};

#[component]
pub(super) fn Groups(kept: Kept, view: Arc<ReleaseCountsView>) -> impl IntoView {
    let early = view.too_early;
    let all = view.groups.clone();
    let inside = move || {
        let draws = !early && !kept.tables.get();
        all.iter().map(|by| one(by, draws)).collect_view()
    };
    let inside = view! {
        <p class="desk-xs desk-muted">"Applied for, decided and gone out in these days. Ages are those of the last day. Bars show what was granted of what was decided; a rate of fewer than 10 compares nothing"</p>
        <div class="desk-rotl__groups">{inside}</div>
    };
    pane(3, true, inside.into_any())
}

fn one(by: &GroupsView, draws: bool) -> AnyView {
    let label = format!("Counts by {}", by.by.to_lowercase());
    if by.groups.is_empty() {
        return view! { <p class="desk-muted">{label}": nothing in these days"</p> }.into_any();
    }
    let heads =
        ["Applied", "Granted", "Refused", "Granted of decided", "Releases", "Failures"].map(str::to_owned).to_vec();
    let table = tables::table(&label, &by.by, heads, by.groups.iter().map(line).collect());
    let chart = draws.then(|| bars(by));
    view! { <div>{chart}{table}</div> }.into_any()
}

fn line(group: &GroupView) -> (String, Vec<String>) {
    let numbers = vec![
        group.applied.to_string(),
        group.granted.to_string(),
        group.refused.to_string(),
        rate(group.granted, group.decided()),
        group.releases.to_string(),
        group.failures.to_string(),
    ];
    (group.name.clone(), numbers)
}

/// What was granted and refused of each group, as bars true to the numbers.
fn bars(by: &GroupsView) -> AnyView {
    const LINE: u32 = 24;
    const FROM: u32 = 166;
    let most = by.groups.iter().map(GroupView::decided).max().unwrap_or_default().max(1);
    let at = |count: u32| FROM + u32::try_from(u64::from(count) * 300 / u64::from(most)).unwrap_or_default();
    let summary = by.groups.iter().map(|group| {
        format!(
            "{}: {} granted, {} refused, {} releases, {} failures",
            group.name, group.granted, group.refused, group.releases, group.failures
        )
    });
    let summary = format!("By {}. {}", by.by.to_lowercase(), summary.collect::<Vec<_>>().join(". "));
    let bars = by.groups.iter().zip(0..).map(|(group, line): (_, u32)| {
        let (y, granted, end) = (line * LINE, at(group.granted), at(group.decided()));
        let numbers = format!("{} granted, {} refused", group.granted, group.refused);
        view! {
            <text x=FROM - 8 y=y + 16 text-anchor="end">{group.name.clone()}</text>
            <rect class="desk-rotl__middle" x=FROM y=y + 4 width=granted - FROM height=LINE - 8 />
            <rect class="desk-rotl__young" x=granted y=y + 4 width=end - granted height=LINE - 8 />
            <text x=end + 6 y=y + 16>{numbers}</text>
        }
    });
    let bars = bars.collect_view();
    let height = u32::try_from(by.groups.len()).unwrap_or_default() * LINE;
    view! { <svg class="desk-chart desk-rotl__chart" viewBox=format!("0 0 640 {height}") role="img" aria-label=summary>{bars}</svg> }
        .into_any()
}
