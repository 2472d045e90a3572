//! The computers that ask to join: who they say they are, refusing one, those that were refused, and the form that admits one by the code on its
//! screen.

use api::{ArrivalView, Code, ConnectionState, Problem, Refusals, RefuseArrival, RefusedDeviceView};
use leptos::prelude::*;

use crate::backend;
use crate::dates;
use crate::page;
use crate::parts::{Failed, Kind, Opening, Sign, in_one};
use crate::route::{Place, Screen};
use crate::screens::devices::admit::Admit;
use crate::screens::devices::state::State;

/// The pane's heading.
const HEAD: &str = "arrivals-head";

/// Those that ask, as they have come.
#[derive(Clone, Copy)]
pub(super) struct Asking {
    pub(super) state: State,
    all: RwSignal<Option<Result<Vec<ArrivalView>, Problem>>>,
    /// Those that were refused, the last one first.
    refused: RwSignal<Vec<RefusedDeviceView>>,
    /// The one that is being admitted.
    pub(super) admitting: RwSignal<Option<ArrivalView>>,
}

impl Asking {
    fn begin(state: State) -> Self {
        let (all, refused) = (RwSignal::new(None), RwSignal::new(Vec::new()));
        let asking = Self { state, all, refused, admitting: RwSignal::new(None) };
        asking.ask();
        asking
    }

    /// Asks the server again; what is shown stays until it answers.
    pub(super) fn ask(self) {
        leptos::task::spawn_local(async move {
            let answer = backend::call(api::Arrivals {}).await;
            self.all.try_set(Some(answer));
            // They stand in this computer's own copy of the control log.
            if let Ok(refused) = backend::call(Refusals {}).await {
                self.refused.try_set(refused);
            }
            // The count in the navigation is of what was just asked.
            self.state.desk.standing.ask();
        });
    }

    /// Back to those that ask.
    pub(super) fn back(self) {
        self.admitting.set(None);
        page::focus_soon(HEAD);
    }

    fn refuse(self, arrival: &ArrivalView) {
        let (device, said) = (arrival.device.clone(), format!("Refused: {}", who(arrival)));
        let desk = self.state.desk;
        leptos::task::spawn_local(async move {
            match backend::call(RefuseArrival { device }).await {
                Ok(()) => {
                    desk.toast.show(desk.speak, said);
                    page::focus(HEAD);
                    self.ask();
                }
                Err(problem) => {
                    desk.failed(&problem);
                    desk.toast.show_only(in_one(&problem));
                }
            }
        });
    }
}

#[component]
pub(super) fn Arrivals(state: State) -> impl IntoView {
    let asking = Asking::begin(state);
    let close = move || match asking.admitting.get_untracked() {
        Some(_) => asking.back(),
        None => state.read(),
    };
    state.desk.keys.on("Escape", "Back", close);
    page::focus_soon(HEAD);
    move || match asking.admitting.get() {
        Some(arrival) => view! { <Admit asking arrival /> }.into_any(),
        None => view! { <Those asking /> }.into_any(),
    }
}

#[component]
fn Those(asking: Asking) -> impl IntoView {
    let state = asking.state;
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby=HEAD>
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s" id=HEAD tabindex="-1">"Computers that ask to join"</h2>
                <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| state.read()>"Close"<kbd>"Esc"</kbd></button>
            </div>
            <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby=HEAD>
                {move || match (state.desk.standing.state(), asking.all.get()) {
                    (Some(ConnectionState::None), _) => unconnected(state).into_any(),
                    (_, None) => view! { <Opening /> }.into_any(),
                    (_, Some(Err(problem))) if problem.code == Code::Offline => offline(asking, &problem).into_any(),
                    (_, Some(Err(problem))) => view! { <Failed problem again=Callback::new(move |()| asking.ask()) /> }.into_any(),
                    (_, Some(Ok(all))) if all.is_empty() => nobody(asking).into_any(),
                    (_, Some(Ok(all))) => view! { <ul class="desk-plain">{all.into_iter().map(|one| line(asking, one)).collect_view()}</ul> }.into_any(),
                }}
                {move || asking.refused.with(|refused| (!refused.is_empty()).then(|| turned_away(asking, refused)))}
            </div>
        </section>
    }
}

fn line(asking: Asking, arrival: ArrivalView) -> impl IntoView {
    let today = asking.state.desk.person.today();
    let who = who(&arrival);
    let asked = format!("Asked {}", dates::when(&arrival.at, &today));
    let knows_nobody = arrival.name.is_none().then(|| {
        view! { <p class="desk-muted">"Its name could not be read here: it asked before this computer was in the unit."</p> }
    });
    let out_of_date = arrival.out_of_date.then(|| {
        let seen = dates::when(&arrival.seen, &today);
        view! {
            <p><Sign kind=Kind::Soon>"Out of date"</Sign></p>
            <p class="desk-muted">{format!("Nobody has looked there since {seen}. Ask them to open Throughcare, and to read the code from the screen.")}</p>
        }
    });
    let refused = arrival.refused.as_ref().map(|at| {
        view! { <p><Sign kind=Kind::Not>{format!("Refused before, {}. It asks again", dates::when(at, &today))}</Sign></p> }
    });
    let (admit, refuse) = (format!("Admit {who}"), format!("Refuse {who}"));
    let own = arrival.clone();
    view! {
        <li class="desk-sync__line">
            <p><b>{who}</b></p>
            <p class="desk-muted desk-num">{asked}</p>
            {knows_nobody}
            {out_of_date}
            {refused}
            <div class="desk-row desk-gap-above">
                <button type="button" class="govuk-button govuk-button--small" aria-label=admit on:click=move |_| asking.admitting.set(Some(arrival.clone()))>"Admit…"</button>
                <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" aria-label=refuse on:click=move |_| asking.refuse(&own)>"Refuse"</button>
            </div>
        </li>
    }
}

/// Those that were refused, with who refused them: it stands in the unit's record for good.
fn turned_away(asking: Asking, refused: &[RefusedDeviceView]) -> impl IntoView + use<> {
    let today = asking.state.desk.person.today();
    let lines = refused.iter().map(|one| {
        let who = if one.who.is_empty() { "Not readable on this computer".to_owned() } else { one.who.clone() };
        let by = format!("Refused {}, by {}", dates::when(&one.at, &today), one.by);
        view! { <li class="desk-sync__line"><p><b>{who}</b></p><p class="desk-muted desk-num">{by}</p></li> }
    });
    let lines = lines.collect_view();
    view! {
        <h3 class="govuk-heading-s desk-gap-above">"Computers that were refused"</h3>
        <ul class="desk-plain">{lines}</ul>
    }
}

/// “Kemi Amadi, OMU-PC-09”, as far as it is known.
pub(super) fn who(arrival: &ArrivalView) -> String {
    let begins = arrival.device.get(..8).unwrap_or(&arrival.device);
    match (&arrival.name, &arrival.computer) {
        (Some(name), Some(computer)) => format!("{name}, {computer}"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => format!("Computer {begins}"),
    }
}

fn nobody(asking: Asking) -> impl IntoView {
    let server = asking.state.desk.standing.view.with(|view| view.as_ref().and_then(|view| view.server.clone()));
    view! {
        <p><b>"No computer asks to join."</b></p>
        <p class="desk-gap-above">"At the new computer, open Throughcare and choose “Join a unit”. It asks for the prison, a name and the server's address:"</p>
        <p class="desk-mono desk-path desk-gap-above">{server}</p>
        <p class="desk-gap-above">"It then shows a code. Come back here, and have the code read out to you."</p>
        <p class="desk-gap-above"><button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| asking.ask()>"Look again"</button></p>
    }
}

fn offline(asking: Asking, problem: &Problem) -> impl IntoView + use<> {
    let words = in_one(problem);
    view! {
        <p><b>"Offline"</b></p>
        <p>{words}"."</p>
        <p class="desk-muted desk-gap-above">"Changes to staff and devices need a network: admitting and refusing computers, revoking them, adding somebody, roles and who has left. Everything else goes on without."</p>
        <p class="desk-gap-above"><button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| asking.ask()>"Try again"</button></p>
    }
}

fn unconnected(state: State) -> impl IntoView {
    view! {
        <p><b>"This unit is connected to no server."</b></p>
        <p class="desk-gap-above">"New computers ask to join through the unit's server. Connect the unit first, with the address and the token that whoever runs the server gives you."</p>
        <p class="desk-gap-above"><button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.desk.route.go(Place::of(Screen::Connection))>"Open the connection"</button></p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_computer_is_called_by_what_is_known_of_it() {
        let arrival = |name: Option<&str>, computer: Option<&str>| ArrivalView {
            device: "0123456789abcdef".to_owned(),
            name: name.map(str::to_owned),
            computer: computer.map(str::to_owned),
            member: None,
            at: "2027-01-14T10:56".to_owned(),
            seen: "2027-01-14T10:58".to_owned(),
            out_of_date: false,
            refused: None,
        };
        assert_eq!(who(&arrival(Some("Kemi Amadi"), Some("OMU-PC-09"))), "Kemi Amadi, OMU-PC-09");
        assert_eq!(who(&arrival(None, Some("OMU-PC-09"))), "OMU-PC-09");
        assert_eq!(who(&arrival(None, None)), "Computer 01234567");
    }
}
