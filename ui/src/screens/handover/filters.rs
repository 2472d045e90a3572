//! Whose handovers are shown; and the cases that lists by date leave out: how many, and which.

use api::Right;
use leptos::prelude::*;

use crate::figures::counted;
use crate::parts::{Choice, Kind, Sign};
use crate::route::{Place, Screen};
use crate::screens::handover::state::State;

#[component]
pub(super) fn Filters(state: State) -> impl IntoView {
    let poms = Signal::derive(move || {
        let poms = state.view.with(|view| view.as_ref().map(|view| view.poms.clone()).unwrap_or_default());
        let first = (String::new(), format!("All {}", counted(poms.len(), "POM", "POMs")));
        std::iter::once(first).chain(poms).collect::<Vec<_>>()
    });
    let pom = Signal::derive(move || state.asked.with(|asked| asked.pom.clone().unwrap_or_default()));
    let choose = Callback::new(move |id: String| {
        state.narrow(|asked| {
            asked.pom = Some(id).filter(|id| !id.is_empty());
            asked.mine = false;
        });
    });
    let teams = Signal::derive(move || {
        let teams = state.view.with(|view| view.as_ref().map(|view| view.teams.clone()).unwrap_or_default());
        let all = std::iter::once((String::new(), "All community teams".to_owned()));
        all.chain(teams.into_iter().map(|team| (team.clone(), team))).collect::<Vec<_>>()
    });
    let team = Signal::derive(move || state.asked.with(|asked| asked.team.clone().unwrap_or_default()));
    let choose_team = Callback::new(move |team: String| {
        state.narrow(|asked| asked.team = Some(team).filter(|team| !team.is_empty()));
    });
    let mine = move || state.asked.with(|asked| asked.mine);
    let all = move || {
        state
            .view
            .with(|view| view.as_ref().map(|view| view.cards.len()))
            .map(|cards| counted(cards, "case on the board", "cases on the board"))
    };
    let without = move || state.view.with(|view| view.as_ref().map_or(0, |view| view.without_pom));
    let unclear = move || state.view.with(|view| view.as_ref().map_or(0, |view| view.unclear));
    let may_allocate = state.desk.person.may(Right::AllocatePom);
    let cases = |count: u32| counted(usize::try_from(count).unwrap_or(0), "case", "cases");
    view! {
        <div class="desk-bar" role="search" aria-label="Filter the board">
            <Choice id="board-pom" label="POM" class="desk-w11" options=poms value=pom chosen=choose />
            <Choice id="board-team" label="Community team" class="desk-w14" options=teams value=team chosen=choose_team />
            {state.desk.person.is("pom").then(|| view! {
                <button type="button" class="desk-chip desk-chip--tall" aria-pressed=move || mine().to_string()
                    on:click=move |_| state.narrow(|asked| { asked.mine = !asked.mine; asked.pom = None; })>"My cases"</button>
            })}
            {move || (without() > 0).then(|| view! {
                <Sign kind=Kind::Late>{cases(without())}" without a POM here"</Sign>
                {may_allocate.then(|| view! {
                    <button type="button" class="desk-link" on:click=move |_| state.desk.route.go(Place::of(Screen::Allocation))>"Allocate"</button>
                })}
            })}
            {move || (unclear() > 0).then(|| view! { <Sign kind=Kind::Ask>"Cannot be told in "{cases(unclear())}</Sign> })}
            <span class="desk-end desk-muted" role="status">{all}</span>
        </div>
    }
}

/// How many cases are here that lists by date leave out, which, and a way to see only them.
#[component]
pub(super) fn LeftOut(state: State) -> impl IntoView {
    move || {
        let left_out = state.view.with(|view| view.as_ref().map(|view| view.left_out.clone()).unwrap_or_default());
        let kinds: Vec<(String, u32)> = left_out.into_iter().filter(|(_, count)| *count > 0).collect();
        let all: u32 = kinds.iter().map(|(_, count)| count).sum();
        let only = state.asked.with(|asked| asked.left_out);
        if all == 0 && !only {
            return None;
        }
        let cases = counted(
            usize::try_from(all).unwrap_or(0),
            "case is here that lists by date leave out",
            "cases are here that lists by date leave out",
        );
        let which =
            kinds.iter().map(|(kind, count)| format!("{count} {}", lower_first(kind))).collect::<Vec<_>>().join(", ");
        let act = if only { "Show all cases".to_owned() } else { format!("Show the {all}") };
        Some(view! {
            <div class="moj-alert moj-alert--information" role="region" aria-label="Cases that lists by date leave out">
                <div><svg class="moj-alert__icon" role="presentation" focusable="false" viewBox="0 0 30 30"><path fill-rule="evenodd" clip-rule="evenodd" d="M15 2.5a12.500 12.500 0 1 0 0 25 12.500 12.500 0 0 0 0-25Zm1.357 19.912h-2.694V12.950h2.694v9.462ZM15 10.830a1.620 1.620 0 1 1 0-3.242 1.620 1.620 0 0 1 0 3.242Z"/></svg></div>
                <div class="moj-alert__content"><b>{cases}{(!which.is_empty()).then_some(": ")}</b>{which}"."</div>
                <div class="moj-alert__action">
                    <button type="button" class="desk-link" on:click=move |_| state.narrow(|asked| asked.left_out = !asked.left_out)>{act}</button>
                </div>
            </div>
        })
    }
}

fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
