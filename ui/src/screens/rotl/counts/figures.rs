//! Five figures: in progress, what is overdue, who is out, how many ended well, what was decided.

use std::sync::Arc;

use api::{FEW, ReleaseCountsView, rate};
use leptos::prelude::*;

use crate::figures::grouped;
use crate::route::{Place, Screen};
use crate::screens::rotl::State;

#[component]
pub(super) fn Figures(state: State, view: Arc<ReleaseCountsView>) -> impl IntoView {
    let (progress, out, ended) = (&view.progress, view.out, view.releases);
    let waiting = progress.waiting();
    let old: u32 = progress.stages.iter().map(|(_, [_, _, old])| old).sum();
    let overdue = progress.replies_overdue + progress.asking_overdue;
    let late = out.late + out.failed;
    let about_overdue = format!("{} replies, {} to be asked", progress.replies_overdue, progress.asking_overdue);
    let about_out = format!("{late} late or failed to return, {} recalled", out.recalled);
    let decided = &view.decided;
    let about_decided = format!("{} granted, {} refused", grouped(decided.granted), grouped(decided.refused));
    let (share, about_share) = success(ended.succeeded(), ended.ended);
    let gate = move |_| state.desk.route.go(Place::of(Screen::GateList));
    view! {
        <div class="moj-ticket-panel moj-ticket-panel--inline desk-import__figures" role="group" aria-label="Figures">
            {figure("blue", grouped(waiting), false, "In progress", format!("{old} {}", progress.ages[2]), view! {
                <button type="button" class="desk-link desk-xs" on:click=move |_| state.counts.shown.set(false)>"Show them"</button>
            }.into_any())}
            {figure("red", grouped(overdue), overdue > 0, "Consultations overdue", about_overdue, ().into_any())}
            {figure("orange", grouped(out.out), false, "Out now", about_out, view! {
                <button type="button" class="desk-link desk-xs" on:click=gate>"Gate list"</button>
            }.into_any())}
            {figure("green", share, false, "Ended without a failure", about_share, ().into_any())}
            {figure("grey", grouped(decided.granted + decided.refused), false, "Decided", about_decided, ().into_any())}
        </div>
    }
}

/// The success rate with what it is of: where there are few, the number in the place of a rate.
fn success(succeeded: u32, ended: u32) -> (String, String) {
    let rate = rate(succeeded, ended);
    match rate.split_once("% (") {
        Some((share, _)) => (format!("{share}%"), format!("{} of {}", grouped(succeeded), grouped(ended))),
        None if ended == 0 => ("0".to_owned(), "None has ended".to_owned()),
        None => (succeeded.to_string(), format!("of {ended}. Fewer than {FEW}: too few to compare")),
    }
}

fn figure(shade: &str, number: String, red: bool, title: &'static str, about: String, act: AnyView) -> AnyView {
    view! {
        <section class=format!("moj-ticket-panel__content moj-ticket-panel__content--{shade} desk-gates__figure") aria-label=title>
            <span class="desk-bigno" class=("desk-red", red)>{number}</span>
            <span><b>{title}</b><span class="desk-xs desk-muted desk-block">{about}" "{act}</span></span>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_stands_with_its_numbers_and_few_are_said_to_be_few() {
        let said = |succeeded, ended| success(succeeded, ended);
        assert_eq!(said(211, 214), ("98.6%".to_owned(), "211 of 214".to_owned()));
        assert_eq!(said(8, 9), ("8".to_owned(), "of 9. Fewer than 10: too few to compare".to_owned()));
        assert_eq!(said(0, 0), ("0".to_owned(), "None has ended".to_owned()));
    }
}
