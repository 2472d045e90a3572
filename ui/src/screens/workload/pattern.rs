//! How much of a week a POM works, and of which type they are.

use api::{LoadView, SetWorkingPattern};
use leptos::prelude::*;

use crate::page;
use crate::parts::sending::{Form, OneOf, Radios, Sending, empty, typed};
use crate::screens::workload::State;
use crate::screens::workload::table::tenths;

#[component]
pub(super) fn Pattern(state: State, load: LoadView) -> impl IntoView {
    let sending = Sending::new("pattern");
    let part = RwSignal::new(load.tenths.to_string());
    let kind = RwSignal::new(load.pom_type.clone().unwrap_or_default());
    page::focus_soon("pattern-tenths");
    let (staff, name) = (load.staff.clone(), load.name.clone());
    let close = Callback::new(move |()| state.close());
    let said = format!("Recorded: the working pattern of {}", load.name);
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(part), "tenths", "Choose how much of a week")]) {
            return;
        }
        let Ok(tenths) = part.with_untracked(|part| part.parse()) else { return };
        let said = said.clone();
        let call = SetWorkingPattern { staff: staff.clone(), tenths, pom_type: typed(kind) };
        sending.send(call, move |()| {
            state.desk.toast.show(state.desk.speak, said);
            state.close();
            state.ask();
        });
    });
    let parts: Vec<(String, String)> =
        (1..=10_u8).rev().map(|part| (part.to_string(), format!("{} of a full week", tenths(part)))).collect();
    let kinds = [("prison", "Prison officer"), ("probation", "Probation officer")];
    let kinds = kinds.map(|(value, words)| (value.to_owned(), words.to_owned())).to_vec();
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby="pattern-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="pattern-head">{name}</h2></div>
            <Form sending act="Record it" submit cancel=close>
                <OneOf id="pattern-tenths" label="How much of a week do they work?" sending options=Signal::stored(parts) value=part />
                <Radios id="pattern-pomType" legend="Which type of POM are they?" options=kinds sending value=kind />
            </Form>
        </section>
    }
}
