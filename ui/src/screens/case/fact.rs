//! One fact in the pane beside the list: its history, and recording or correcting it by hand.

use api::{CaseView, FactView, Field, FieldKey, Group, HistoryView, Kind, Merge, Right, is_risk};
use leptos::prelude::*;

use crate::page;
use crate::parts::in_order;
use crate::parts::sending::{Form, Line, OneOf, Sending, Words, empty, typed};
use crate::screens::case::file::{File, fact};
use crate::screens::case::words;
use crate::screens::owed::{Subject, WouldMove, difference};

/// What the pane beside the list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Beside {
    /// What it shows when nothing was asked.
    Nothing,
    /// The history of a field.
    History(String),
    /// Recording one of these fields; none: which one of all is asked.
    Record(Vec<String>),
}

/// Whether somebody may record this field of this case by hand: lists are kept in the prison system, risk is for those who assess it.
pub(super) fn may_record(file: File, field: &str) -> bool {
    let Some(known) = Field::from_name(field) else { return false };
    let right = if is_risk(&FieldKey::Known(known)) { Right::AssessRisk } else { Right::RecordFacts };
    known.kind() != Kind::Document && file.may(right)
}

/// A fact beside the list: nothing, its history or its form.
#[component]
pub(super) fn FactBeside(file: File, beside: RwSignal<Beside>) -> impl IntoView {
    move || match beside.get() {
        Beside::Nothing => None,
        Beside::History(field) => Some(view! { <FieldHistory file field beside /> }.into_any()),
        Beside::Record(fields) => Some(view! { <Record file fields beside /> }.into_any()),
    }
}

/// The two acts of a row: its history, and correcting it.
#[component]
pub(super) fn Acts(file: File, field: String, label: String, beside: RwSignal<Beside>) -> impl IntoView {
    let may = untrack(|| may_record(file, &field));
    let (seen, corrected) = (field.clone(), field);
    let (history, correct) = (format!("History: {label}"), format!("Correct: {label}"));
    view! {
        <span class="desk-case__acts">
            <button type="button" class="desk-link desk-xs" aria-label=history on:click=move |_| {
                beside.set(Beside::History(seen.clone()));
                page::focus_soon("beside-head");
            }>"History"</button>
            {may.then(|| view! {
                <button type="button" class="desk-link desk-xs" aria-label=correct on:click=move |_| beside.set(Beside::Record(vec![corrected.clone()]))>"Correct"</button>
            })}
        </span>
    }
}

#[component]
fn FieldHistory(file: File, field: String, beside: RwSignal<Beside>) -> impl IntoView {
    let close = move || beside.set(Beside::Nothing);
    file.desk.keys.on("Escape", "Close the history", close);
    let title = words::sentence(&words::label(&field));
    let asked = field.clone();
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby="beside-head">
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s" id="beside-head" tabindex="-1">{title}": history"</h2>
                <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| close()>"Close"<kbd>"Esc"</kbd></button>
            </div>
            <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby="beside-head">
                {move || match file.history() {
                    None => view! { <p class="desk-muted">"The history has not come yet."</p> }.into_any(),
                    Some(history) => lines(&history, &asked).into_any(),
                }}
            </div>
        </section>
    }
}

/// What was stated of a field, newest first, with what it was before.
fn lines(history: &[HistoryView], field: &str) -> impl IntoView + use<> {
    let stated: Vec<&HistoryView> = history.iter().filter(|line| line.field == field).collect();
    let items = stated.iter().enumerate().rev().map(|(at, line)| {
        let before = at.checked_sub(1).and_then(|before| stated.get(before)).copied();
        view! {
            <div class="moj-timeline__item">
                <div class="moj-timeline__header"><h3 class="moj-timeline__title">{words::value(field, &line.value)}</h3></div>
                {moved(before, line)}
                <p class="moj-timeline__date desk-num">{words::moment(&line.recorded)}" by "{line.by.clone()}</p>
                <div class="moj-timeline__description">{source(line)}</div>
            </div>
        }
    });
    let items = items.collect_view();
    view! { <div class="moj-timeline">{items}</div> }
}

fn moved(before: Option<&HistoryView>, line: &HistoryView) -> Option<impl IntoView + use<>> {
    let before = before?;
    let days = crate::dates::Day::read(&before.value)?.days_until(crate::dates::Day::read(&line.value)?);
    (days != 0).then(|| {
        view! { <p class="desk-moved">"was "<del>{words::value(&before.field, &before.value)}</del>" "<span class="desk-delta">{difference(days)}</span></p> }
    })
}

/// Where a statement came from, and whether it stood.
pub(super) fn source(line: &HistoryView) -> AnyView {
    let from = match line.source.as_str() {
        "import" => "From the prison system".to_owned(),
        reason if words::is_post(&line.field) => words::reason(reason),
        reason => format!("By hand: {reason}"),
    };
    let aside =
        (!line.stood).then(|| view! { <strong class="govuk-tag govuk-tag--red">"Kept aside: in conflict"</strong> });
    view! { {from}" "{aside} }.into_any()
}

/// The fields that can be recorded by hand.
fn recordable(file: File) -> Vec<String> {
    Field::ALL.iter().map(|field| field.name()).filter(|name| may_record(file, name)).map(str::to_owned).collect()
}

/// Fields to choose from, by part of the file and name.
fn options(fields: &[String]) -> Vec<(String, String)> {
    let known = fields.iter().filter_map(|name| Field::from_name(name));
    let mut fields: Vec<(Group, &str, &str)> =
        known.map(|field| (field.group(), field.label(), field.name())).collect();
    in_order(&mut fields, |field| *field);
    let first = (String::new(), "Choose a fact".to_owned());
    std::iter::once(first)
        .chain(fields.into_iter().map(|(_, label, name)| (name.to_owned(), label.to_owned())))
        .collect()
}

fn is_date(field: &str) -> bool {
    Field::from_name(field).is_some_and(|field| field.kind() == Kind::Date)
}

/// The levels of a field that has some. Categories of men, women and young people are one list in the record: a letter is quicker typed.
fn levels(field: &str) -> Option<Vec<(String, String)>> {
    let field = Field::from_name(field).filter(|field| *field != Field::Category)?;
    let Merge::Higher(levels) = field.merge() else { return None };
    let first = (String::new(), "Choose a level".to_owned());
    Some(std::iter::once(first).chain(levels.iter().map(|level| ((*level).to_owned(), words::level(level)))).collect())
}

/// The form in the file: one field, or one that is chosen.
#[component]
fn Record(file: File, fields: Vec<String>, beside: RwSignal<Beside>) -> impl IntoView {
    let close = Callback::new(move |()| {
        beside.set(Beside::Nothing);
        page::focus("case-body");
    });
    let recorded = Callback::new(move |said: String| {
        close.run(());
        file.recorded(said);
    });
    let now = match fields.as_slice() {
        [field] => untrack(|| file.get()).as_deref().and_then(|case| fact(case, field)).cloned(),
        _ => None,
    };
    let fields = if fields.is_empty() { untrack(|| recordable(file)) } else { fields };
    let subject = Subject { number: file.number.get_untracked(), name: None, recorded, close };
    view! { <RecordFact subject fields now /> }
}

/// Recording or correcting a fact by hand: one of these fields. What it would move is shown before it is saved.
#[component]
pub(crate) fn RecordFact(
    /// Whose.
    subject: Subject,
    /// The fields, by their names in the prison system; of several one is chosen.
    fields: Vec<String>,
    /// What stands, where that is known.
    now: Option<FactView>,
) -> impl IntoView {
    let sending = Sending::new("fact");
    let only = if let [field] = fields.as_slice() { Some(field.clone()) } else { None };
    let field = only.clone().unwrap_or_default();
    let known = only.is_some();
    let name = RwSignal::new(field.clone());
    let value = RwSignal::new(starting(now.as_ref().map(|fact| fact.value.as_str()), &field));
    let calculated = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    page::focus_soon(if known { "fact-value" } else { "fact-field" });
    let Subject { number, name: whose, recorded, close } = subject;
    let whose = whose.map(|whose| format!("{whose}, {number}"));
    let sent = number.clone();
    let submit = Callback::new(move |()| {
        let field = name.get_untracked();
        let lacking = [
            (field.is_empty(), "field", "Choose which fact"),
            (empty(value), "value", "Give the value"),
            (empty(reason), "reason", "Give the source or the reason"),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        let (Some(value), Some(reason)) = (typed(value), typed(reason)) else { return };
        let said = format!("Recorded: {}", words::label(&field));
        let calculated = typed(calculated).filter(|_| is_date(&field));
        let call = api::RecordFact { number: sent.clone(), field, value, calculated, reason };
        sending.send(call, move |()| recorded.run(said));
    });
    let title = match (&now, known) {
        (_, false) => "Record a fact".to_owned(),
        (Some(_), true) => format!("Correct: {}", words::label(&field)),
        (None, true) => format!("Record: {}", words::label(&field)),
    };
    let options = if known { Vec::new() } else { options(&fields) };
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby="beside-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="beside-head">{title}</h2><span class="desk-xs desk-muted">{whose}</span></div>
            <Form sending act="Record it" submit cancel=close>
                {now.map(|now| view! { <p class="desk-case__now">"Now "<b>{words::explained(&now.field, &now.value, now.meaning.as_deref())}</b><span class="desk-case__second desk-xs desk-muted">{provenance(&now)}</span></p> })}
                {(!known).then(|| view! { <OneOf id="fact-field" label="Which fact?" sending options=Signal::stored(options) value=name /> })}
                {move || value_field(&name.get(), sending, value)}
                {move || is_date(&name.get()).then(|| view! {
                    <Line id="fact-calculated" label="When it was calculated (optional)" hint="Such as 17/05/2027" class="govuk-input--width-10" sending value=calculated />
                })}
                <Words id="fact-reason" label="Source or reason".to_owned() hint="Such as the calculation sheet of 8 January, or an OASys review" sending value=reason />
                <WouldMove number field=name value />
                <p class="desk-xs desk-muted">"What the prison system says is kept beside it. Fixed once recorded."</p>
            </Form>
        </section>
    }
}

/// What the field begins with: a date as people type it, a code as it is; the list of a level chooses itself.
fn starting(now: Option<&str>, field: &str) -> String {
    match now {
        Some(now) if is_date(field) => match now.split('-').collect::<Vec<_>>().as_slice() {
            [year, month, day] => format!("{day}/{month}/{year}"),
            _ => now.to_owned(),
        },
        Some(now) => now.to_owned(),
        None => String::new(),
    }
}

fn value_field(field: &str, sending: Sending, value: RwSignal<String>) -> AnyView {
    if let Some(levels) = levels(field) {
        return view! { <OneOf id="fact-value" label="Level" sending options=Signal::stored(levels) value /> }
            .into_any();
    }
    match Field::from_name(field).map(Field::kind) {
        Some(Kind::Date) => view! { <Line id="fact-value" label="Date" hint="Such as 17/05/2027" class="govuk-input--width-10" sending value /> }.into_any(),
        Some(Kind::Flag) => {
            let options = [("", "Choose"), ("yes", "Yes"), ("no", "No")].map(|(value, words)| (value.to_owned(), words.to_owned()));
            view! { <OneOf id="fact-value" label="Yes or no" sending options=Signal::stored(options.to_vec()) value /> }.into_any()
        }
        _ => view! { <Line id="fact-value" label="Value" class="desk-case__full" sending value /> }.into_any(),
    }
}

/// “From the prison system, recorded 10 June 2026 at 05:30 by Tahira Chaudhry”.
pub(super) fn provenance(fact: &api::FactView) -> String {
    let from = match &fact.reason {
        Some(reason) => format!("By hand: {reason}"),
        None => "From the prison system".to_owned(),
    };
    format!("{from}, recorded {} by {}", words::moment(&fact.recorded), fact.by)
}

/// Whether a case is known to have anything of a part.
pub(super) fn of_group(case: &CaseView, group: Option<Group>) -> Vec<api::FactView> {
    case.facts.iter().filter(|fact| Field::from_name(&fact.field).map(Field::group) == group).cloned().collect()
}
