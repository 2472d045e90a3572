//! What two people recorded while apart, and saying which stands.

use api::{CaseView, ConflictView, Right};
use leptos::prelude::*;

use crate::icons::{Icon, Shape};
use crate::page;
use crate::parts::Dialog;
use crate::screens::case::file::{File, fact};
use crate::screens::case::words;
use crate::screens::conflicts::{SettleForm, Sides, whom_to_ask};

/// A red strip while something is in conflict.
#[component]
pub(super) fn Conflicts(file: File) -> impl IntoView {
    let settling = RwSignal::new(None::<ConflictView>);
    let close = Callback::new(move |()| settling.set(None));
    view! {
        {move || file.get().map(|case| case.conflicts.iter().map(|conflict| strip(file, &case, conflict, settling)).collect_view())}
        {move || settling.get().map(|conflict| view! { <Settle file conflict close /> })}
    }
}

fn strip(
    file: File,
    case: &CaseView,
    conflict: &ConflictView,
    settling: RwSignal<Option<ConflictView>>,
) -> impl IntoView + use<> {
    let title = words::sentence(&conflict.label);
    let sides: Vec<String> = conflict
        .candidates
        .iter()
        .map(|candidate| format!("{} by {}", words::value(&conflict.about, &candidate.value), candidate.by))
        .collect();
    let force = in_force(case, conflict).map(|value| format!(" Until it is settled {value} is in force."));
    let may = !conflict.decision && !conflict.own && file.may(Right::SettleConflict);
    let otherwise = if !case.here {
        String::new()
    } else if conflict.decision {
        " Whoever may decide on it decides once more.".to_owned()
    } else {
        format!(" {}", whom_to_ask(conflict))
    };
    let settled = conflict.clone();
    let label = format!("In conflict: {title}");
    view! {
        <div class="desk-case__conflict" role="region" aria-label=label>
            <Icon shape=Shape::Fork />
            <p class="desk-grow"><b>{title}": two people recorded different things while apart."</b>" "{sides.join(", ")}"."{force}
                {(!may).then_some(otherwise)}</p>
            {may.then(|| view! {
                <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| settling.set(Some(settled.clone()))>"Settle it"</button>
            })}
        </div>
    }
}

/// The value that stands meanwhile.
fn in_force(case: &CaseView, conflict: &ConflictView) -> Option<String> {
    let post = || case.posts.iter().find(|post| post.post == conflict.about).map(|post| post.name.clone());
    fact(case, &conflict.about).map(|fact| words::value(&conflict.about, &fact.value)).or_else(post)
}

#[component]
fn Settle(file: File, conflict: ConflictView, close: Callback<()>) -> impl IntoView {
    let force = untrack(|| file.get()).and_then(|case| in_force(&case, &conflict));
    let stands = conflict
        .candidates
        .iter()
        .position(|candidate| force.as_ref() == Some(&words::value(&conflict.about, &candidate.value)));
    let title = words::sentence(&conflict.label);
    let number = file.number.get_untracked();
    let settled = Callback::new(move |said: String| {
        close.run(());
        page::focus("main");
        file.recorded(said);
    });
    view! {
        <Dialog label=format!("Settle: {title}") class="desk-dialog" headed=true close>
            <div class="desk-dialog__body"><Sides conflict=conflict.clone() in_force=stands /></div>
            <SettleForm number conflict=conflict.clone() settled cancel=close />
        </Dialog>
    }
}
