//! Nothing is owed: why the list is empty, and what would fill it.

use api::Whose;
use leptos::prelude::*;

use crate::figures::counted;
use crate::parts::Empty;
use crate::screens::my_day::state::State;

#[component]
pub(super) fn Nothing(state: State) -> impl IntoView {
    move || {
        let asked = state.asked.get();
        if asked.theme.is_some() || asked.kind.is_some() {
            return view! {
                <Empty why="Nothing of this kind is owed">
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.show_theme(None)>"Show all kinds"</button>
                </Empty>
            }
            .into_any();
        }
        let waiting = state.head.with(|head| head.as_ref().map_or(0, |head| head.by_whose[1]));
        let why = match &asked.whose {
            Whose::Mine => "Nothing is owed by you".to_owned(),
            Whose::WaitingFor => "Nobody owes you anything".to_owned(),
            Whose::MyCases => "Nothing is owed in your cases".to_owned(),
            Whose::Unit => "Nothing is owed in the unit".to_owned(),
            Whose::Person(id) => {
                let name =
                    state.staff.with(|staff| staff.iter().find(|(own, _)| own == id).map(|(_, name)| name.clone()));
                format!("Nothing is owed by {}", name.unwrap_or_else(|| "this person".to_owned()))
            }
        };
        let others = (asked.whose == Whose::Mine && waiting > 0).then(|| {
            let words = match waiting {
                1 => "1 thing waits on others.".to_owned(),
                many => format!("{} wait on others.", counted(usize::try_from(many).unwrap_or(0), "thing", "things")),
            };
            view! { <p>{words}" "<button type="button" class="desk-link" on:click=move |_| state.show(Whose::WaitingFor)>"See what you are waiting for"</button></p> }
        });
        view! {
            <Empty why>
                {others}
                <p class="desk-muted">"What the rules ask for comes here by itself, as soon as it can be done."</p>
            </Empty>
        }
        .into_any()
    }
}
