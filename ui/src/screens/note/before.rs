//! What to know before: the last session, what was agreed and is open, what is coming up.

use api::{ActionOwner, NoteView, OpenActionView};
use leptos::prelude::*;

use crate::dates;
use crate::page;
use crate::parts::in_order;
use crate::parts::{Kind, Sign};
use crate::screens::note::body::Settled;
use crate::screens::note::form::Form;
use crate::screens::note::wrong::WrongAt;

/// How many of the dates to come are shown.
const COMING: usize = 3;

/// The panes at the left of the form.
#[component]
pub(super) fn Before(form: Form) -> impl IntoView {
    let (last, mut open, coming) = form.known.with_value(|known| {
        (known.last.clone(), known.case.open_actions.clone(), known.coming(&form.today().iso(), COMING))
    });
    in_order(&mut open, |action| (action.due.is_none(), action.due.clone()));
    let count = open.len();
    view! {
        <div class="desk-stack desk-write__side">
            <LastSession form last />
            <section class="desk-pane desk-write__agreed" aria-labelledby="agreed">
                <div class="desk-pane__head">
                    <h2 class="govuk-heading-s" id="agreed">"Agreed before"</h2>
                    <span class="desk-xs desk-muted">{count}" open"</span>
                </div>
                <div class="desk-pane__body">
                    {if open.is_empty() {
                        view! { <p class="desk-muted">"Nothing that was agreed is open"</p> }.into_any()
                    } else {
                        view! {
                            <ul class="desk-plain desk-write__open">{open.into_iter().map(|action| view! { <Earlier form action /> }).collect_view()}</ul>
                            <p class="desk-xs desk-muted">"A tick settles it when you record"</p>
                        }.into_any()
                    }}
                </div>
            </section>
            {(!coming.is_empty()).then(|| view! {
                <section class="desk-pane desk-write__coming" aria-labelledby="coming">
                    <div class="desk-pane__head"><h2 class="govuk-heading-s" id="coming">"Coming up for "{form.first_name()}</h2></div>
                    <div class="desk-pane__body" tabindex="0" role="group" aria-label="Coming up">
                        <dl class="desk-write__dates">
                            {coming.into_iter().map(|(what, day)| view! { <div><dt>{what}</dt><dd class="desk-muted desk-num">{day}</dd></div> }).collect_view()}
                        </dl>
                    </div>
                </section>
            })}
        </div>
    }
}

#[component]
fn LastSession(form: Form, last: Option<NoteView>) -> impl IntoView {
    let today = form.desk.person.today();
    let own = form.desk.person.with(|person| person.name.clone());
    let under = last.as_ref().map(|note| {
        let day = dates::at_head(note.occurred.get(..10).unwrap_or(&note.occurred), &today);
        let author = if note.author == own { "you".to_owned() } else { note.author.clone() };
        format!("{day}, {author}")
    });
    let body = match last {
        None => view! { <p class="desk-muted">"No key-work session is recorded yet"</p> }.into_any(),
        Some(note) => {
            let amended = note.amendments.clone();
            view! {
                <p class="desk-words-kept">{note.text.unwrap_or_else(|| "Restricted: it can be opened in the case file.".to_owned())}</p>
                {amended.into_iter().map(|amendment| view! {
                    <p class="desk-write__amendment desk-xs"><b>"Added: "</b>{amendment.text}" "<span class="desk-muted">{amendment.author}</span></p>
                }).collect_view()}
            }
            .into_any()
        }
    };
    view! {
        <section class="desk-pane desk-write__last" aria-labelledby="last">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="last">"Last session"</h2><span class="desk-xs desk-muted">{under}</span></div>
            <div class="desk-pane__body" tabindex="0" role="group" aria-label="Last session">{body}</div>
        </section>
    }
}

/// An action that was agreed before: ticked, it is done; dropped, it asks why.
#[component]
fn Earlier(form: Form, action: OpenActionView) -> impl IntoView {
    let id = StoredValue::new(action.id.clone());
    let today = form.today().iso();
    let settled = Memo::new(move |_| form.body.with(|body| body.settled.get(&id.get_value()).cloned()));
    let done = move || settled.get().is_some_and(|settled| settled.done);
    let dropping = Memo::new(move |_| settled.get().is_some_and(|settled| !settled.done));
    let whose = match action.owner {
        ActionOwner::Prisoner => form.first_name(),
        ActionOwner::Staff => "Staff".to_owned(),
    };
    let late = action.due.as_deref().is_some_and(|due| due < today.as_str());
    let by = action.due.as_deref().map(|due| format!("{whose}, by {}", dates::long(due))).unwrap_or(whose);
    let under = if late {
        view! { <span class="desk-xs"><Sign kind=Kind::Late>"Late: "</Sign>{by}</span> }.into_any()
    } else {
        view! { <span class="desk-xs desk-muted">{by}</span> }.into_any()
    };
    let box_id = format!("done-{}", action.id);
    let reason_id = format!("drop-{}", action.id);
    let error = form.errors.of(reason_id.clone());
    let (focus_reason, text) = (reason_id.clone(), action.text.clone());
    view! {
        <li>
            <div class="desk-row desk-row--top">
                <div class="govuk-checkboxes govuk-checkboxes--small desk-write__tick">
                    <div class="govuk-checkboxes__item">
                        <input class="govuk-checkboxes__input" id=box_id.clone() type="checkbox" prop:checked=done
                            on:change=move |event| {
                                let settled = event_target_checked(&event).then(|| Settled { done: true, reason: String::new() });
                                form.settle(&id.get_value(), settled);
                            } />
                        <label class="govuk-label govuk-checkboxes__label" for=box_id>
                            <span class="govuk-visually-hidden">"Done: "</span>{action.text.clone()}<br />{under}
                        </label>
                    </div>
                </div>
                <button type="button" class="desk-link desk-xs desk-end" aria-pressed=move || dropping.get().to_string() on:click=move |_| {
                    let drop = !dropping.get_untracked();
                    form.settle(&id.get_value(), drop.then(Settled::default));
                    if drop {
                        page::focus_soon(focus_reason.clone());
                    }
                }>{move || if dropping.get() { "Keep open" } else { "Drop" }}<span class="govuk-visually-hidden">": "{text}</span></button>
            </div>
            <Show when=move || dropping.get()>
                <div class="desk-write__drop" class=("govuk-form-group--error", move || error.with(Option::is_some))>
                    <label class="desk-xs" for=reason_id.clone()>"Why is it dropped?"</label>
                    <WrongAt error id=format!("{reason_id}-error") />
                    <input class="govuk-input desk-write__cell" id=reason_id.clone() type="text" autocomplete="off" aria-describedby=format!("{reason_id}-error")
                        prop:value=move || settled.get().map(|settled| settled.reason).unwrap_or_default()
                        on:input=move |event| form.settle(&id.get_value(), Some(Settled { done: false, reason: event_target_value(&event) })) />
                </div>
            </Show>
        </li>
    }
}
