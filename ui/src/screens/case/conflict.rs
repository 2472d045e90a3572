//! What two people recorded while apart, and saying which stands.

use api::{CaseView, ConflictView, Right, SettleConflict};
use leptos::prelude::*;

use crate::icons::{Icon, Shape};
use crate::page;
use crate::parts::Dialog;
use crate::parts::sending::{Form, Radios, Sending, Words, empty, typed};
use crate::screens::case::file::{File, fact};
use crate::screens::case::words;

/// The names of the sides.
const SIDES: [&str; 6] = ["A", "B", "C", "D", "E", "F"];

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
    let may = file.may(Right::SettleConflict);
    let own = conflict.clone();
    let label = format!("In conflict: {title}");
    view! {
        <div class="desk-case__conflict" role="region" aria-label=label>
            <Icon shape=Shape::Fork />
            <p class="desk-grow"><b>{title}": two people recorded different things while apart."</b>" "{sides.join(", ")}"."{force}
                {(!may).then_some(" The head of OM delivery settles it.")}</p>
            {may.then(|| view! {
                <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| settling.set(Some(own.clone()))>"Settle it"</button>
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
    let sending = Sending::new("conflict");
    let candidate = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let force = untrack(|| file.get()).and_then(|case| in_force(&case, &conflict));
    let options = conflict.candidates.iter().zip(SIDES).enumerate().map(|(at, (candidate, side))| {
        (at.to_string(), format!("{side}: {}, by {}", words::value(&conflict.about, &candidate.value), candidate.by))
    });
    let options: Vec<_> = options.collect();
    let title = words::sentence(&conflict.label);
    let asked = conflict.clone();
    let submit = Callback::new(move |()| {
        let lacking =
            [(empty(candidate), "candidate", "Choose which stands"), (empty(reason), "reason", "Say why it stands")];
        if sending.lacks(&lacking) {
            return;
        }
        let (Ok(at), Some(reason)) = (candidate.with_untracked(|at| at.parse::<usize>()), typed(reason)) else {
            return;
        };
        let number = file.number.get_untracked();
        let said = format!("Settled: {}", words::sentence(&asked.label));
        sending.send(SettleConflict { number, about: asked.about.clone(), candidate: at, reason }, move |()| {
            close.run(());
            page::focus("main");
            file.recorded(said);
        });
    });
    view! {
        <Dialog label=format!("Settle: {title}") class="desk-dialog" headed=true close>
            <div class="desk-dialog__body desk-case__sides">
                {conflict.candidates.iter().zip(SIDES).map(|(candidate, side)| {
                    let value = words::value(&conflict.about, &candidate.value);
                    let stands = force.as_ref() == Some(&value);
                    view! {
                        <section class=if stands { "desk-pane desk-pane--accent" } else { "desk-pane" }>
                            <div class="desk-pane__head">
                                <h3 class="govuk-heading-s">{side}": "{value}</h3>
                                {if stands {
                                    view! { <strong class="govuk-tag govuk-tag--blue">"In force until settled"</strong> }
                                } else {
                                    view! { <strong class="govuk-tag govuk-tag--grey">"Kept aside"</strong> }
                                }}
                            </div>
                            <div class="desk-pane__body"><p><b>{candidate.by.clone()}</b></p><p class="desk-muted desk-num">{words::moment(&candidate.recorded)}</p></div>
                        </section>
                    }
                }).collect_view()}
            </div>
            <Form sending act="Settle it" submit cancel=close>
                <Radios id="conflict-candidate" legend="Which stands?" options sending value=candidate />
                <Words id="conflict-reason" label="Why?".to_owned() sending value=reason />
                <p class="desk-xs desk-muted">"Both entries stay in the file for good. If it is also settled on another computer before the two meet, it comes back as a conflict of its own."</p>
            </Form>
        </Dialog>
    }
}
