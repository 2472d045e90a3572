//! A note as it was recorded, with what was added to it since. Nothing of it can be changed here.

use api::{ActionView, NoteView, Problem, Visibility};
use leptos::prelude::*;

use crate::backend;
use crate::dates;
use crate::desk::Desk;
use crate::icons::{Icon, Shape};
use crate::parts::{Kind, Sign};
use crate::screens::note::wrong::WrongAt;

/// “Key-work session”, or what the prison system calls it.
pub(super) fn kind(note: &NoteView) -> String {
    match (note.note_type.as_str(), note.sub_type.as_str()) {
        ("KA", "KS") => "Key-work session".to_owned(),
        ("KA", "KE") => "Key-work entry".to_owned(),
        _ => note.kind.clone(),
    }
}

/// The words, with earlier amendments under them.
#[component]
pub(super) fn Original(note: NoteView, number: String) -> impl IntoView {
    let today = Desk::here().person.today();
    let late = note.late_days.map(|days| format!(", {} later", dates::days(days)));
    let happened = dates::when(&note.occurred, &today);
    let recorded = dates::when(&note.recorded, &today);
    let received = note.received.as_deref().map(|at| format!(", at the server by {}", dates::when(at, &today)));
    let amendments = note.amendments.clone();
    let many = amendments.len();
    let words = match note.text.clone() {
        Some(text) => view! { <p class="desk-m desk-words-kept">{text}</p> }.into_any(),
        None => view! { <Restricted number id=note.id.clone() /> }.into_any(),
    };
    view! {
        <div class="desk-write__original">
            <p class="desk-muted">{note.author}". Happened "{happened}", recorded "{recorded}{late}{received}"."</p>
            {words}
            {(many > 0).then(|| view! {
                <hr class="desk-rule" />
                <h3 class="govuk-heading-s">"Amendments, oldest first"</h3>
                <div class="moj-timeline">
                    {amendments.into_iter().enumerate().map(|(place, amendment)| view! {
                        <div class="moj-timeline__item">
                            <div class="moj-timeline__header">
                                <h4 class="moj-timeline__title">{format!("Amendment {}: {}", place + 1, amendment.reason)}</h4>
                                <p class="moj-timeline__byline">" by "{amendment.author}</p>
                            </div>
                            <p class="moj-timeline__date">{dates::at_head(&amendment.recorded, &today)}</p>
                            <div class="moj-timeline__description desk-words-kept">{amendment.text}</div>
                        </div>
                    }).collect_view()}
                </div>
            })}
        </div>
    }
}

/// “Cannot be edited”.
#[component]
pub(super) fn Fixed() -> impl IntoView {
    view! { <span class="moj-badge moj-badge--black"><Icon shape=Shape::Lock />" Cannot be edited"</span> }
}

/// Restricted words are shown to whoever says why; that is recorded first.
#[component]
fn Restricted(number: String, id: String) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let shown = RwSignal::new(None::<String>);
    let open = move |_| {
        if reason.with_untracked(|reason| reason.trim().is_empty()) {
            error.set(Some("Say why you need to read it".to_owned()));
            crate::page::focus_soon("read-reason");
            return;
        }
        let (number, id) = (number.clone(), id.clone());
        leptos::task::spawn_local(async move {
            let notes = backend::call(api::OpenRestrictedNotes { number, reason: reason.get_untracked() }).await;
            match notes {
                Ok(notes) => {
                    shown.try_set(notes.into_iter().find(|note| note.id == id).and_then(|note| note.text));
                }
                Err(Problem { message, remedy, .. }) => {
                    error.try_set(Some(format!("{message} {remedy}")));
                }
            }
        });
    };
    let open = StoredValue::new(Callback::new(open));
    move || {
        match shown.get() {
        Some(text) => view! { <p class="desk-m desk-words-kept">{text}</p> }.into_any(),
        None => view! {
            <div class="govuk-inset-text">
                <label class="govuk-label govuk-label--s" for="read-reason">"Its words are restricted. Why do you need to read them?"</label>
                <WrongAt error=error.into() id="read-reason-error" />
                <div class="desk-row">
                    <input class="govuk-input" id="read-reason" type="text" autocomplete="off" aria-describedby="read-reason-error read-reason-hint"
                        prop:value=move || reason.get() on:input=move |event| reason.set(event_target_value(&event)) />
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| open.get_value().run(())>"Show the words"</button>
                </div>
                <p class="desk-xs desk-muted" id="read-reason-hint">"That you looked, and why, is recorded"</p>
            </div>
        }
        .into_any(),
    }
    }
}

/// What was agreed in it, and who did what when.
#[component]
pub(super) fn About(note: NoteView) -> impl IntoView {
    let today = Desk::here().person.today();
    let actions = note.actions.clone();
    let any = !actions.is_empty();
    let counts = match (note.note_type.as_str(), note.sub_type.as_str()) {
        ("KA", "KS") => Some(format!("Session, for {}", dates::long(&note.occurred))),
        ("KA", "KE") => Some("Entry, not a session".to_owned()),
        _ => None,
    };
    let seen = match note.visibility {
        Visibility::General => "Everyone who may read cases",
        Visibility::Sensitive => "Sensitive: not keyworkers",
        Visibility::Restricted => "Restricted",
    };
    let line = |key: &'static str, value: String| {
        view! { <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{key}</dt><dd class="govuk-summary-list__value">{value}</dd></div> }
    };
    view! {
        {any.then(|| {
            let today = today.clone();
            view! {
                <section class="desk-pane desk-write__tell" aria-labelledby="agreed-in">
                    <div class="desk-pane__head"><h2 class="govuk-heading-s" id="agreed-in">"Agreed in this session"</h2></div>
                    <div class="desk-pane__body desk-pane__body--flush"><ul class="desk-plain">
                        {actions.into_iter().map(|action| agreed(&action, &today)).collect_view()}
                    </ul></div>
                </section>
            }
        })}
        <section class="desk-pane desk-grow" aria-labelledby="who-did-what">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="who-did-what">"Who did what"</h2></div>
            <div class="desk-pane__body" tabindex="0" role="group" aria-label="Who did what">
                <dl class="govuk-summary-list">
                    {line("Happened", dates::at_head(&note.occurred, &today))}
                    {line("Recorded", dates::at_head(&note.recorded, &today))}
                    {line("By", note.author)}
                    {counts.map(|counts| line("Counts as", counts))}
                    {line("Seen by", seen.to_owned())}
                    {line("Amendments", note.amendments.len().to_string())}
                </dl>
                <hr class="desk-rule" />
                <p class="desk-xs desk-muted">"A note cannot be edited or deleted. What you add stands under it, with your name, the time and the reason"</p>
            </div>
        </section>
    }
}

fn agreed(action: &ActionView, today: &str) -> impl IntoView + use<> {
    let late = action.state == "open" && action.due.as_deref().is_some_and(|due| due < today);
    let sign = match (action.state.as_str(), late) {
        ("done", _) => view! { <Sign kind=Kind::Met>"Done"</Sign> },
        ("dropped", _) => view! { <Sign kind=Kind::Later>"Dropped"</Sign> },
        (_, true) => view! { <Sign kind=Kind::Late>"Late"</Sign> },
        _ => view! { <Sign kind=Kind::Later>"Open"</Sign> },
    };
    let whose = if action.owner == "prisoner" { "The prisoner" } else { "Staff" };
    let by = action
        .due
        .as_deref()
        .map(|due| format!("{whose}, by {}", dates::long(due)))
        .unwrap_or_else(|| whose.to_owned());
    let outcome = action.outcome.clone().filter(|outcome| !outcome.is_empty()).map(|outcome| format!(". {outcome}"));
    view! {
        <li class="desk-write__promise"><span>{sign}</span><span>{action.text.clone()}<br /><span class="desk-xs desk-muted">{by}{outcome}</span></span></li>
    }
}
