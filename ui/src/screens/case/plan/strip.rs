//! The strip above the plan: when somebody is released and handed over, how much is recorded, and the way to the handover pack.

use api::{PlanView, Section};
use leptos::prelude::*;

use crate::dates;
use crate::route::Place;
use crate::screens::case::plan::state::Plan;
use crate::screens::case::plan::words;

#[component]
pub(super) fn Strip(plan: Plan) -> impl IntoView {
    let pack = move |_| plan.file.desk.route.go(Place::pack(plan.number()));
    view! {
        <div class="desk-bar desk-row--wide" id="plan-strip" role="group" aria-label="The plan in brief">
            {move || plan.view.get().map(|view| facts(plan, &view))}
            <button type="button" class="govuk-button govuk-button--secondary desk-end" on:click=pack>"Handover pack"</button>
        </div>
    }
}

fn facts(plan: Plan, view: &PlanView) -> AnyView {
    let today = plan.file.today();
    let (recorded, all) = words::recorded(view, Section::ALL.into_iter().flat_map(|section| plan.topics(section)));
    view! {
        {day("Release", view.release.as_deref(), &today)}
        {day("Handover", view.handover.as_deref(), &today)}
        <span class="desk-num"><b>{recorded}" of "{all}</b>" topics recorded"</span>
    }
    .into_any()
}

/// “Release 15 November 2027, in 305 days”.
fn day(label: &'static str, day: Option<&str>, today: &str) -> AnyView {
    let Some(day) = day else {
        return view! { <span>{label}" "<span class="desk-muted">"cannot be worked out"</span></span> }.into_any();
    };
    view! { <span class="desk-num">{label}" "<b>{dates::long(day)}</b><span class="desk-muted">{away(day, today)}</span></span> }
        .into_any()
}

/// “, in 305 days”.
fn away(day: &str, today: &str) -> String {
    match dates::days_ago(day, today) {
        None => String::new(),
        Some(0) => ", today".to_owned(),
        Some(days @ 1..) => format!(", {} ago", dates::days(days)),
        Some(days) => format!(", in {}", dates::days(-days)),
    }
}

#[cfg(test)]
mod tests {
    use super::away;

    #[test]
    fn a_day_says_how_far_it_is() {
        assert_eq!(away("2027-01-23", "2027-01-14"), ", in 9 days");
        assert_eq!(away("2027-01-13", "2027-01-14"), ", 1 day ago");
        assert_eq!(away("2027-01-14", "2027-01-14"), ", today");
    }
}
