//! Computers that have written two histories, because their disk was copied or somebody cheats: what each says, as far as it is here, and deciding which
//! counts on every computer.

use api::{BranchPlace, BranchView, ForkView, Resolve, SaidView};
use leptos::prelude::*;

use crate::dates;
use crate::figures::counted;
use crate::page;
use crate::parts::sending::{Form, Sending};
use crate::parts::{Kind, Sign, Tick};
use crate::screens::devices::apart::{HEAD, event};
use crate::screens::devices::state::State;

/// The history that is being decided for: its computer and its first entry.
type Deciding = RwSignal<Option<(String, String)>>;

#[component]
pub(super) fn Forks(state: State) -> impl IntoView {
    let deciding: Deciding = RwSignal::new(None);
    move || {
        let forks = state.apart.with(|apart| apart.forks.clone());
        (!forks.is_empty()).then(|| view! {
            <h3 class="govuk-heading-s">"Two histories of one computer"</h3>
            <p class="desk-gap-below">"Each was sealed with that computer’s own keys. Decide which counts, on every computer: the other stays apart, as evidence. Then revoke the computer and set it up again: another one may have its keys."</p>
            <ol class="desk-plain">{forks.into_iter().map(|fork| line(state, fork, deciding)).collect_view()}</ol>
        })
    }
}

fn line(state: State, fork: ForkView, deciding: Deciding) -> impl IntoView {
    let today = state.desk.person.today();
    let computer = fork.computer.clone().unwrap_or_else(|| "Computer with no name".to_owned());
    let title = format!("{}, {computer}: from entry {} on", fork.name, fork.seq);
    let noticed = fork.noticed.as_ref().map(|at| {
        view! { <p class="desk-muted desk-num">{format!("Noticed at the server {}", dates::when(at, &today))}</p> }
    });
    let whose = fork.name.clone();
    let device = fork.device;
    let branches = fork
        .branches
        .into_iter()
        .map(move |branch| history(state, (device.as_str(), whose.as_str()), branch, deciding));
    view! {
        <li class="desk-sync__line">
            <p><b>{title}</b></p>
            {noticed}
            <ul class="desk-plain">{branches.collect_view()}</ul>
        </li>
    }
}

fn history(
    state: State,
    (device, whose): (&str, &str),
    branch: BranchView,
    deciding: Deciding,
) -> impl IntoView + use<> {
    let today = state.desk.person.today();
    let BranchView { id, place, entries, said } = branch;
    let (kind, words) = stands(place, entries);
    let label = format!("This one counts… The history of {whose}: {words}");
    let said = said.iter().map(|entry| written(entry, &today)).collect_view();
    let key = (device.to_owned(), id);
    let own = key.clone();
    let open = Memo::new(move |_| deciding.with(|deciding| deciding.as_ref() == Some(&own)));
    let decide = (place != BranchPlace::Elsewhere).then_some(move || {
        let key = key.clone();
        if open.get() {
            return view! { <Decide state chosen=key deciding /> }.into_any();
        }
        view! {
            <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" aria-label=label.clone()
                on:click=move |_| deciding.set(Some(key.clone()))>"This one counts…"</button>
        }
        .into_any()
    });
    view! {
        <li class="desk-sync__line">
            <p><Sign kind>{words}</Sign></p>
            <ul>{said}</ul>
            {decide}
        </li>
    }
}

/// Where a history is, in a shape and words.
fn stands(place: BranchPlace, entries: u64) -> (Kind, String) {
    let entries = counted(usize::try_from(entries).unwrap_or(usize::MAX), "entry", "entries");
    match place {
        BranchPlace::Record => (Kind::Met, format!("In this record: {entries}")),
        BranchPlace::Apart => (Kind::Later, format!("Kept apart: {entries}")),
        BranchPlace::Elsewhere => {
            (Kind::Ask, "Not here: take in a file on a stick from the computer that has it, then decide".to_owned())
        }
    }
}

/// When an entry was written, and what it says.
fn written(entry: &SaidView, today: &str) -> impl IntoView + use<> {
    let when = match &entry.recorded {
        Some(at) if entry.events.is_empty() => {
            format!("By its own clock {}: a sign that this computer was there", dates::when(at, today))
        }
        Some(at) => format!("By its own clock {}", dates::when(at, today)),
        None => "What is in it cannot be read on this computer".to_owned(),
    };
    let said = entry.events.iter().map(event).collect_view();
    view! { <li>{when}<ul>{said}</ul></li> }
}

#[component]
fn Decide(state: State, chosen: (String, String), deciding: Deciding) -> impl IntoView {
    let sending = Sending::new("fork");
    let meant = RwSignal::new(false);
    page::focus_soon("fork-entry");
    let cancel = Callback::new(move |()| {
        deciding.set(None);
        page::focus_soon(HEAD);
    });
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(!meant.get_untracked(), "entry", "Tick that you know it cannot be undone")]) {
            return;
        }
        let (device, entry) = chosen.clone();
        sending.send(Resolve { device, entry }, move |()| {
            deciding.set(None);
            page::focus_soon(HEAD);
            state.recorded("Decided, for every computer of the unit".to_owned());
        });
    });
    view! {
        <Form sending act="This history counts" submit cancel>
            <p class="desk-gap-below">"What the other one says then counts on no computer. If something of it is true, its author records it once more."</p>
            <div class="govuk-checkboxes govuk-checkboxes--small">
                <Tick id="fork-entry" label="I know that this cannot be undone" value=meant ticked=Callback::new(move |on| meant.set(on)) />
            </div>
        </Form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_where_a_history_is() {
        assert_eq!(stands(BranchPlace::Record, 1), (Kind::Met, "In this record: 1 entry".to_owned()));
        assert_eq!(stands(BranchPlace::Apart, 2).1, "Kept apart: 2 entries");
        assert!(stands(BranchPlace::Elsewhere, 0).1.starts_with("Not here"));
    }
}
