//! A pack that came from another prison, read in place of the plan. Where something restricted came with it, it is opened for a reason, which is
//! recorded before anything is shown.

use std::sync::Arc;

use api::{OpenReceivedPack, Problem, ReceivedPackView, ReceivedRow};
use leptos::prelude::*;

use crate::backend;
use crate::dates;
use crate::parts::sending::Sending;
use crate::parts::{Failed, Opening};
use crate::screens::case::plan::received::{compared, name, sign, standing, taken_in};
use crate::screens::case::plan::restricted::{Door, OPENED};
use crate::screens::case::plan::state::Plan;
use crate::screens::pack::{AsItWasSent, pane};

#[component]
pub(super) fn ReadPack(
    /// The plan.
    plan: Plan,
    /// Which pack.
    row: Arc<ReceivedRow>,
) -> impl IntoView {
    let desk = plan.file.desk;
    desk.keys.on_and_show("Escape", "Back to the plan", "back", move || plan.close());
    let name = name(&row);
    let restricted = row.restricted;
    let id = StoredValue::new(row.id.clone());
    let call = move |reason| OpenReceivedPack { number: plan.number(), id: id.get_value(), reason };
    let shown = RwSignal::new(None::<Result<Arc<ReceivedPackView>, Problem>>);
    let ask = Callback::new(move |()| {
        let call = call(String::new());
        leptos::task::spawn_local(async move {
            let answer = backend::call(call).await;
            shown.try_set(Some(answer.map(Arc::new)));
        });
    });
    let open = Callback::new(move |(sending, reason): (Sending, String)| {
        sending.send(call(reason), move |pack| {
            desk.speak.say(OPENED);
            shown.try_set(Some(Ok(Arc::new(pack))));
        });
    });
    if !restricted {
        ask.run(());
    }
    let title = format!("Pack from {name}");
    view! {
        <div class="desk-bar desk-row--wide">
            <h2 class="govuk-heading-m">{title}</h2>
            <button type="button" class="govuk-button govuk-button--secondary desk-end" on:click=move |_| plan.close()>"Back to the plan"<kbd>"Esc"</kbd></button>
        </div>
        {move || match shown.get() {
            None if restricted => view! { <Door what=name.clone() class="desk-pack__open" open cancel=plan.cancel() /> }.into_any(),
            None => view! { <Opening /> }.into_any(),
            Some(Err(problem)) => view! { <Failed problem again=ask /> }.into_any(),
            Some(Ok(pack)) => opened(plan, &row, &pack),
        }}
    }
}

/// What it says, and how it came.
fn opened(plan: Plan, row: &ReceivedRow, opened: &ReceivedPackView) -> AnyView {
    let seen = row
        .restricted
        .then(|| view! { <p class="desk-pack__note desk-muted">"It is recorded that you opened this."</p> });
    let code = view! {
        <p class="desk-pack__note"><b class="desk-pack__code desk-mono">{opened.check_code.clone()}</b></p>
        <p class="desk-pack__note">{sign(compared(row))}</p>
    };
    let came = view! {
        <p class="desk-pack__note">{sign(standing(row))}</p>
        <p class="desk-pack__note">{format!("Put together on {}", dates::said_at(&row.made))}</p>
        <p class="desk-pack__note desk-muted">{taken_in(row)}</p>
        {seen}
        <p class="desk-pack__note desk-muted">"It says what the other prison knew then. Dates, status and risk are this unit's own."</p>
    };
    let code = pane("code-head", "Check code", String::new(), code.into_any());
    let came = pane("came-head", "How it came", String::new(), came.into_any());
    let pack = opened.pack.clone();
    view! { <AsItWasSent desk=plan.file.desk pack>{code}{came}</AsItWasSent> }.into_any()
}
