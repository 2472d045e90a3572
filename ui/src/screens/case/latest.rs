//! The latest of a case, notes and changes in one line of time. What one person recorded at one moment, such as an import, is one entry.

use std::sync::Arc;

use api::{CaseView, HistoryView, NoteView};
use leptos::prelude::*;

use crate::parts::in_order;
use crate::screens::case::file::File;
use crate::screens::case::tabs::Tab;
use crate::screens::case::words;

/// How many entries stand on the overview.
const SHOWN: usize = 14;
/// How much of a note is shown, in characters.
const BEGINNING: usize = 220;
/// How many changes of one moment are named.
const NAMED: usize = 3;

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Show {
    All,
    Notes,
    Changes,
}

/// An entry: a note, or what changed at one moment.
enum Entry {
    Note(Box<NoteView>),
    Changes(Vec<HistoryView>),
}

impl Entry {
    fn at(&self) -> &str {
        match self {
            Self::Note(note) => &note.occurred,
            Self::Changes(changes) => changes.first().map_or("", |change| &change.recorded),
        }
    }
}

#[component]
pub(super) fn Latest(file: File) -> impl IntoView {
    let show = RwSignal::new(Show::All);
    let chip = move |own: Show, words: &'static str| {
        view! {
            <button type="button" class="desk-chip" aria-pressed=move || (show.get() == own).to_string() on:click=move |_| show.set(own)>{words}</button>
        }
    };
    view! {
        <section class="desk-pane" aria-labelledby="latest-head">
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s" id="latest-head">"Latest"</h2>
                <div class="desk-seg" role="group" aria-label="Show">{chip(Show::All, "All")}{chip(Show::Notes, "Notes")}{chip(Show::Changes, "Changes")}</div>
            </div>
            <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby="latest-head">
                {move || {
                    let case = file.get()?;
                    Some(timeline(file, entries(&case, file.history(), show.get()), show.get()))
                }}
            </div>
        </section>
    }
}

fn entries(case: &CaseView, history: Option<Arc<Vec<HistoryView>>>, show: Show) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    if show != Show::Changes {
        entries.extend(case.notes.iter().take(SHOWN).cloned().map(|note| Entry::Note(Box::new(note))));
    }
    if show != Show::Notes {
        let mut lines = history.as_deref().map(|history| history.iter().rev()).into_iter().flatten();
        let mut moment: Vec<HistoryView> = Vec::new();
        let mut taken = 0;
        while let Some(line) = lines.next().filter(|_| taken <= SHOWN) {
            let same = moment.last().is_some_and(|last| {
                last.recorded == line.recorded
                    && last.by == line.by
                    && (last.source == "import") == (line.source == "import")
            });
            if !same && !moment.is_empty() {
                entries.push(Entry::Changes(std::mem::take(&mut moment)));
                taken += 1;
            }
            moment.push(line.clone());
        }
        if !moment.is_empty() {
            entries.push(Entry::Changes(moment));
        }
    }
    in_order(&mut entries, |entry| std::cmp::Reverse(entry.at().to_owned()));
    entries.truncate(SHOWN);
    entries
}

fn timeline(file: File, entries: Vec<Entry>, show: Show) -> AnyView {
    if entries.is_empty() {
        let why = match show {
            Show::Changes => "Nothing has changed since this file began.",
            _ => "Nobody has written a note yet.",
        };
        return view! { <p class="desk-muted">{why}</p> }.into_any();
    }
    let more = if show == Show::Changes { (Tab::History, "All changes") } else { (Tab::Notes, "All notes") };
    view! {
        <div class="moj-timeline">{entries.into_iter().map(|entry| match entry {
            Entry::Note(note) => note_item(file, &note).into_any(),
            Entry::Changes(changes) => changes_item(&changes).into_any(),
        }).collect_view()}</div>
        <button type="button" class="desk-link" on:click=move |_| file.kept.tab.set(more.0)>{more.1}</button>
    }
    .into_any()
}

fn note_item(file: File, note: &NoteView) -> impl IntoView + use<> {
    let text = note.text.as_deref().map_or_else(|| "Restricted: it is opened for a reason.".to_owned(), beginning);
    let amendments = match note.amendments.len() {
        0 => None,
        count => Some(words::count(count, "amendment")),
    };
    let id = note.id.clone();
    view! {
        <div class="moj-timeline__item">
            <div class="moj-timeline__header">
                <h3 class="moj-timeline__title">{note.kind.clone()}</h3>" "
                <p class="moj-timeline__byline">"by "{note.author.clone()}</p>
            </div>
            <p class="moj-timeline__date desk-num">{words::moment(&note.occurred)}{written(note)}</p>
            <div class="moj-timeline__description">{text}" "
                {amendments.map(|words| view! {
                    <button type="button" class="desk-link" on:click=move |_| file.kept.at_note(id.clone())>{words}</button>
                })}
            </div>
        </div>
    }
}

/// “, written 14:22”, “, written 3 days later”.
pub(super) fn written(note: &NoteView) -> String {
    if let Some(days) = note.late_days {
        return format!(", written {} later", crate::dates::days(days));
    }
    let (day, time) = (note.recorded.get(..10), note.recorded.get(11..16));
    match (note.recorded == note.occurred, day == note.occurred.get(..10), time) {
        (false, true, Some(time)) => format!(", written {time}"),
        (false, false, _) => format!(", written {}", words::moment(&note.recorded)),
        _ => String::new(),
    }
}

fn beginning(text: &str) -> String {
    if text.chars().count() <= BEGINNING {
        return text.to_owned();
    }
    let cut: String = text.chars().take(BEGINNING).collect();
    let whole_words = cut.rsplit_once(' ').map_or(cut.as_str(), |(start, _)| start);
    format!("{whole_words}…")
}

fn changes_item(changes: &[HistoryView]) -> impl IntoView + use<> {
    let imported = changes.first().is_some_and(|change| change.source == "import");
    let title = match (imported, changes) {
        (true, _) => format!("{} imported", words::sentence(&words::count(changes.len(), "fact"))),
        (false, [only]) => words::sentence(&words::label(&only.field)),
        (false, _) => format!("{} recorded", words::count(changes.len(), "fact")),
    };
    let by = changes.first().map(|change| change.by.clone()).unwrap_or_default();
    let at = changes.first().map(|change| words::moment(&change.recorded)).unwrap_or_default();
    let reason = changes.first().filter(|_| !imported).map(|change| words::reason(&change.source));
    view! {
        <div class="moj-timeline__item">
            <div class="moj-timeline__header"><h3 class="moj-timeline__title">{title}</h3>" "<p class="moj-timeline__byline">"by "{by}</p></div>
            <p class="moj-timeline__date desk-num">{at}</p>
            <div class="moj-timeline__description">{said(changes)}{reason.map(|reason| view! { <span class="desk-muted">" “"{reason}"”"</span> })}</div>
        </div>
    }
}

/// Dates first: they matter most. Of a long list only the first are named.
fn said(changes: &[HistoryView]) -> String {
    let mut ordered: Vec<&HistoryView> = changes.iter().collect();
    in_order(&mut ordered, |change| words::order(&change.field));
    let named: Vec<String> = ordered.iter().take(NAMED).map(|change| one(change)).collect();
    let rest = ordered.len().saturating_sub(NAMED);
    let more = if rest > 0 { format!(", and {rest} more") } else { String::new() };
    format!("{}{more}.", named.join("; "))
}

fn one(change: &HistoryView) -> String {
    let value = words::value(&change.field, &change.value);
    let value = beginning(&value);
    format!("{} {value}", words::sentence(&words::label(&change.field)))
}
