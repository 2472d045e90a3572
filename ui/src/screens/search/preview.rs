//! The current one in full, beside the list: who it is, or the whole note with the words marked.

use std::time::Duration;

use api::{CaseView, NoteView, Problem, Right, TextView};
use leptos::prelude::*;

use crate::backend;
use crate::dates;
use crate::parts::{Kind, MarkedWords, Sign};
use crate::screens::caseload::{about, in_text};
use crate::screens::search::results::Row;
use crate::screens::search::state::State;

/// Whoever runs down the list with a key held does not ask for every one.
const REST: Duration = Duration::from_millis(120);

/// What has come.
#[derive(Clone)]
enum Whole {
    Case(Box<CaseView>),
    Note(Box<NoteView>),
    Problem(Problem),
}

#[component]
pub(super) fn Preview(state: State) -> impl IntoView {
    let row = Memo::new(move |_| state.row());
    let whole = RwSignal::new(None::<(Row, Whole)>);
    ask_when_resting(row, whole);
    view! {
        <aside class="desk-pane desk-pane--accent desk-preview" aria-label="The current one in full">
            {move || match row.get() {
                None => view! { <p class="desk-pane__body desk-muted">"Move to a result to see it in full here"</p> }.into_any(),
                Some(row) => view! {
                    <Head row=row.clone() />
                    <div class="desk-pane__body" tabindex="0" role="group" aria-label="In full">
                        {move || whole.with(|whole| whole.as_ref().filter(|(of, _)| *of == row).map(|(row, whole)| body(state, row, whole)))}
                    </div>
                    <Foot state />
                }.into_any(),
            }}
        </aside>
    }
}

#[component]
fn Head(row: Row) -> impl IntoView {
    let (name, number) = match row {
        Row::Person(person) => (person.name, person.number),
        Row::Text(text) => (text.name, text.number),
    };
    view! {
        <div class="desk-pane__head">
            <h2 class="govuk-heading-s">{in_text(&name)}</h2>
            <span class="desk-xs desk-muted desk-num">{number}</span>
        </div>
    }
}

#[component]
fn Foot(state: State) -> impl IntoView {
    let label = move || match state.row() {
        Some(Row::Text(_)) => "Open at this note",
        _ => "Open case",
    };
    view! {
        <div class="desk-pane__foot">
            <button type="button" class="govuk-button" on:click=move |_| state.open()>{label}<kbd>"Enter"</kbd></button>
            {state.desk.person.may(Right::WriteNotes).then(|| view! {
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.write()>"New note"<kbd>"N"</kbd></button>
            })}
        </div>
    }
}

fn ask_when_resting(row: Memo<Option<Row>>, whole: RwSignal<Option<(Row, Whole)>>) {
    let ask = move |asked: Row| {
        leptos::task::spawn_local(async move {
            let answer = match &asked {
                Row::Person(person) => backend::call(api::OpenCase { number: person.number.clone() })
                    .await
                    .map_or_else(Whole::Problem, |case| Whole::Case(Box::new(case))),
                Row::Text(TextView { number, note, .. }) => {
                    backend::call(api::OpenNote { number: number.clone(), note: note.clone() })
                        .await
                        .map_or_else(Whole::Problem, |note| Whole::Note(Box::new(note)))
                }
            };
            if row.try_get_untracked().flatten().as_ref() == Some(&asked) {
                whole.try_set(Some((asked, answer)));
            }
        });
    };
    Effect::new(move |before: Option<Option<TimeoutHandle>>| {
        if let Some(Some(before)) = before {
            before.clear();
        }
        let row = row.get()?;
        set_timeout_with_handle(move || ask(row), REST).ok()
    });
}

fn body(state: State, row: &Row, whole: &Whole) -> AnyView {
    match whole {
        Whole::Case(case) => about(case, &state.desk.person.today()).into_any(),
        Whole::Note(note) => {
            let action = matches!(row, Row::Text(text) if text.action);
            note_in_full(note, &state.words.get_untracked(), action).into_any()
        }
        Whole::Problem(problem) => view! { <p>{problem.message.clone()}</p><p>{problem.remedy.clone()}</p> }.into_any(),
    }
}

/// A note as it was written, with what was added and agreed. For an action that was found, what was agreed comes first.
fn note_in_full(note: &NoteView, words: &str, action: bool) -> impl IntoView + use<> {
    let agreed = agreed(note, words);
    let (before, after) = if action { (agreed, None) } else { (None, agreed) };
    let text = note.text.clone().unwrap_or_else(|| "Opened for a reason, in the case file".to_owned());
    let added = note.amendments.iter().map(|amendment| {
        view! {
            <h3 class="govuk-heading-s desk-gap-above">"Added later"</h3>
            <p class="desk-xs desk-muted desk-num">{format!("{}, {}", dates::long(&amendment.recorded), amendment.author)}</p>
            <p class="desk-words-kept"><MarkedWords text=amendment.text.clone() wanted=words.to_owned() /></p>
        }
    });
    view! {
        <h3 class="govuk-heading-s">{note.kind.clone()}</h3>
        <p class="desk-xs desk-muted desk-num">{format!("{}, {}", dates::long(&note.occurred), time(&note.occurred))}" by "<b>{note.author.clone()}</b></p>
        {note.late_days.map(|days| view! { <p class="desk-xs"><Sign kind=Kind::Soon>"Written "{dates::days(days)}" later"</Sign></p> })}
        {before}
        <p class="desk-words-kept desk-gap-above"><MarkedWords text wanted=words.to_owned() /></p>
        {added.collect_view()}
        {after}
    }
}

fn agreed(note: &NoteView, words: &str) -> Option<AnyView> {
    let lines = note.actions.iter().map(|action| {
        let (kind, state) = match action.state.as_str() {
            "done" => (Kind::Met, "Done"),
            "dropped" => (Kind::Draft, "Dropped"),
            _ => (Kind::Later, "Open"),
        };
        let due = action.due.as_deref().map(|due| format!(", by {}", dates::short(due)));
        view! {
            <li class="desk-line"><Sign kind>{state}</Sign>" "<MarkedWords text=action.text.clone() wanted=words.to_owned() /><span class="desk-xs desk-muted">{due}</span></li>
        }
    });
    let lines = lines.collect_view();
    (!note.actions.is_empty()).then(|| {
        view! { <h3 class="govuk-heading-s desk-gap-above">"Agreed"</h3><ul class="desk-plain">{lines}</ul> }.into_any()
    })
}

fn time(iso: &str) -> String {
    iso.get(11..16).unwrap_or_default().to_owned()
}
