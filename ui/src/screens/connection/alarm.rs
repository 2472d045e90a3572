//! One thing that the server was caught at: what it is, what it means, and its evidence, which can be saved in a file.

use api::{AlarmView, ExportEvidence, FilePurpose};
use leptos::prelude::*;

use crate::dates;
use crate::page;
use crate::parts::sending::{Form, Sending, empty, typed};
use crate::parts::{FileField, Kind, Sign};
use crate::screens::connection::alarms::HEAD;
use crate::screens::connection::state::{Doing, State};
use crate::screens::connection::words;

/// Its line in the list.
pub(super) fn line(state: State, alarm: AlarmView) -> impl IntoView {
    let today = state.desk.person.today();
    let AlarmView { id, kind, words: said, at, restored, settled } = alarm;
    let caught = dates::when(&at, &today);
    let sign = match settled {
        Some(at) => view! { <Sign kind=Kind::Met>{format!("Settled {}", dates::when(&at, &today))}</Sign> }.into_any(),
        None => view! { <Sign kind=Kind::Not>"Not settled"</Sign> }.into_any(),
    };
    let open = Memo::new(move |_| state.doing.get() == Doing::Evidence(id));
    let label = format!("Save the evidence of {caught}");
    view! {
        <li class="desk-sync__line">
            <p class="desk-num">{sign}" "<span class="desk-muted">{caught}</span></p>
            <p><b>{said}</b></p>
            <p>{words::alarm(&kind)}</p>
            {restored.map(|when| view! {
                <p class="desk-staff__then">
                    {format!("The server says, and has signed, that it was restored from a backup: {}. ", dates::when(&when, &today))}
                    "That would explain it. Whether to believe it, ask whoever runs the server."
                </p>
            })}
            {move || if open.get() {
                view! { <Evidence state id /> }.into_any()
            } else {
                view! {
                    <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" aria-label=label.clone()
                        on:click=move |_| state.begin(Doing::Evidence(id))>"Save the evidence…"</button>
                }
                .into_any()
            }}
        </li>
    }
}

#[component]
fn Evidence(state: State, id: i64) -> impl IntoView {
    let sending = Sending::new("evidence");
    let file = RwSignal::new(String::new());
    let (prison, today) = state.desk.person.with(|person| (person.prison.clone(), person.today.clone()));
    page::focus_soon("evidence-file");
    let cancel = Callback::new(move |()| {
        state.doing.set(Doing::Nothing);
        page::focus_soon(HEAD);
    });
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(file), "file", "Choose where to save it, or type where")]) {
            return;
        }
        let call = ExportEvidence { id, file: typed(file).unwrap_or_default() };
        sending.send(call, move |()| state.done("The evidence is saved in the file you chose"));
    });
    view! {
        <Form sending act="Save the evidence" submit cancel>
            <FileField id="evidence-file" label="Where to save it" hint="A new file for whoever looks into it. What is in it was sealed or signed: it names nobody"
                value=file purpose=FilePurpose::Evidence suggestion=format!("throughcare-{prison}-{today}.evidence") errors=sending.errors />
        </Form>
    }
}
