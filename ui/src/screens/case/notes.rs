//! Everything that was written, newest first: notes and sessions in one line of time, with filters. It comes a window at a time; a
//! filter asks for all of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use api::{NoteView, Right};
use leptos::prelude::*;

use crate::backend;
use crate::page;
use crate::parts::Choice;
use crate::screens::case::file::File;
use crate::screens::case::identity::new_note;
use crate::screens::case::note::note;
use crate::screens::case::words;

/// How many come at a time, and how many where all are needed.
const WINDOW: u32 = 50;
const ALL: u32 = 500;
/// How many of those found are put on the page at a time.
const ON_PAGE: usize = 100;

/// Which notes are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Filter {
    /// The kind, in words; empty: any.
    kind: String,
    author: String,
    words: String,
}

impl Filter {
    fn is_empty(&self) -> bool {
        self.kind.is_empty() && self.author.is_empty() && self.words.trim().is_empty()
    }

    fn fits(&self, note: &NoteView) -> bool {
        let wanted = self.words.trim().to_lowercase();
        let has = |text: &str| text.to_lowercase().contains(&wanted);
        (self.kind.is_empty() || note.kind == self.kind || note.note_type == self.kind)
            && (self.author.is_empty() || note.author == self.author)
            && (wanted.is_empty()
                || note.text.as_deref().is_some_and(has)
                || note.amendments.iter().any(|amendment| has(&amendment.text))
                || note.actions.iter().any(|action| has(&action.text)))
    }
}

/// The notes that have come.
#[derive(Clone, Copy)]
pub(super) struct Written {
    file: File,
    rows: RwSignal<Vec<Arc<NoteView>>>,
    asking: RwSignal<bool>,
    failed: RwSignal<Option<api::Problem>>,
}

impl Written {
    /// Those that came with the case.
    pub(super) fn of(file: File) -> Self {
        let rows = RwSignal::new(Vec::new());
        let written = Self { file, rows, asking: RwSignal::new(false), failed: RwSignal::new(None) };
        // The case comes anew after something was recorded: what stands first then is the newest.
        Effect::new(move |_| {
            let Some(case) = file.get() else { return };
            let first: Vec<Arc<NoteView>> = case.notes.iter().cloned().map(Arc::new).collect();
            rows.update(|rows| {
                let further = rows.split_off(first.len().min(rows.len()));
                *rows = first;
                let known: BTreeSet<String> = rows.iter().map(|note| note.id.clone()).collect();
                rows.extend(further.into_iter().filter(|note| !known.contains(&note.id)));
            });
        });
        written
    }

    fn total(self) -> u32 {
        self.file.read(|case| case.notes_in_all)
    }

    /// Those that have come.
    pub(super) fn notes(self) -> Vec<Arc<NoteView>> {
        self.rows.get()
    }

    /// Whether nothing more will come.
    pub(super) fn has_all(self) -> bool {
        !self.asking.get() && self.is_all()
    }

    fn is_all(self) -> bool {
        self.rows.with(|rows| u32::try_from(rows.len()).unwrap_or(u32::MAX)) >= self.total()
    }

    /// Asks for more; for all of them if they are needed.
    pub(super) fn more(self, all: bool) {
        if self.asking.get_untracked() || untrack(|| self.is_all()) {
            return;
        }
        self.asking.set(true);
        self.failed.set(None);
        let number = self.file.number.get_untracked();
        let offset = self.rows.with_untracked(|rows| u32::try_from(rows.len()).unwrap_or(u32::MAX));
        let limit = if all { ALL } else { WINDOW };
        leptos::task::spawn_local(async move {
            let answer = backend::call(api::Notes { number: number.clone(), limit, offset }).await;
            self.asking.try_set(false);
            if self.file.number.try_get_untracked() != Some(number) {
                return;
            }
            match answer {
                Ok(notes) if notes.is_empty() => {}
                Ok(notes) => {
                    self.rows.try_update(|rows| rows.extend(notes.into_iter().map(Arc::new)));
                    if all {
                        self.more(true);
                    }
                }
                Err(problem) => {
                    self.failed.try_set(Some(problem));
                }
            }
        });
    }
}

#[component]
pub(super) fn Notes(file: File) -> impl IntoView {
    let written = Written::of(file);
    let filter = RwSignal::new(Filter::default());
    let on_page = RwSignal::new(ON_PAGE);
    Effect::new(move |_| {
        if filter.with(|filter| !filter.is_empty()) {
            written.more(true);
        }
    });
    let found = Memo::new(move |_| {
        filter.with(|filter| {
            written.rows.with(|rows| rows.iter().filter(|note| filter.fits(note)).cloned().collect::<Vec<_>>())
        })
    });
    at_the_note(file, written);
    step_keys(file);
    file.desk.keys.on_and_show("/", "Filter the notes", "filter", || {
        page::focus("notes-words");
    });
    view! {
        <section class="desk-pane desk-grow" aria-label="Notes and sessions">
            <div class="desk-pane__head desk-bar">
                <Filters filter written on_page />
                <span class="desk-muted desk-xs desk-end" role="status">{move || summary(written, found.with(Vec::len), filter.with(Filter::is_empty))}</span>
            </div>
            <div class="desk-pane__body" id="notes-pane" tabindex="0" role="group" aria-label="Notes, newest first">
                <List file written filter found on_page />
            </div>
        </section>
    }
}

#[component]
fn Filters(filter: RwSignal<Filter>, written: Written, on_page: RwSignal<usize>) -> impl IntoView {
    let listed = move |first: &'static str, of: fn(&NoteView) -> &str| {
        Signal::derive(move || {
            let named: BTreeSet<String> =
                written.rows.with(|rows| rows.iter().map(|note| of(note).to_owned()).collect());
            std::iter::once((String::new(), first.to_owned()))
                .chain(named.into_iter().map(|one| (one.clone(), one)))
                .collect()
        })
    };
    let kinds: Signal<Vec<(String, String)>> = listed("All types", |note| &note.kind);
    let authors: Signal<Vec<(String, String)>> = listed("All authors", |note| &note.author);
    let narrow = move |change: fn(&mut Filter, String)| {
        Callback::new(move |value| {
            on_page.set(ON_PAGE);
            filter.update(|filter| change(filter, value));
        })
    };
    let words = narrow(|filter, words| filter.words = words);
    view! {
        <label class="govuk-visually-hidden" for="notes-words">"Words in the notes"</label>
        <input class="govuk-input desk-case__find" id="notes-words" type="search" placeholder="Words in the notes" autocomplete="off"
            prop:value=move || filter.with(|filter| filter.words.clone()) on:input=move |event| words.run(event_target_value(&event)) />
        <Choice id="notes-kind" label="Type" options=kinds value=Signal::derive(move || filter.with(|filter| filter.kind.clone())) chosen=narrow(|filter, kind| filter.kind = kind) />
        <Choice id="notes-author" label="Author" options=authors value=Signal::derive(move || filter.with(|filter| filter.author.clone())) chosen=narrow(|filter, author| filter.author = author) />
        <Show when=move || filter.with(|filter| !filter.is_empty())>
            <button type="button" class="desk-link desk-xs" on:click=move |_| {
                filter.set(Filter::default());
                page::focus("notes-words");
            }>"Clear filters"</button>
        </Show>
    }
}

fn summary(written: Written, found: usize, everything: bool) -> String {
    let total = usize::try_from(written.total()).unwrap_or(usize::MAX);
    if !everything && written.asking.get() {
        return "Looking through all notes…".to_owned();
    }
    if everything { words::count(total, "note") } else { format!("{found} of {}", words::count(total, "note")) }
}

#[component]
fn List(
    file: File,
    written: Written,
    filter: RwSignal<Filter>,
    found: Memo<Vec<Arc<NoteView>>>,
    on_page: RwSignal<usize>,
) -> impl IntoView {
    let shown = move || found.with(|found| found.iter().take(on_page.get()).cloned().collect::<Vec<_>>());
    let rest = move || found.with(Vec::len).saturating_sub(on_page.get());
    let nothing = move || found.with(Vec::is_empty) && !written.asking.get();
    view! {
        <Show when=nothing>{move || if filter.with(Filter::is_empty) { none_yet(file).into_any() } else { no_match(filter).into_any() }}</Show>
        <For each=shown key=move |note| (note.id.clone(), note.amendments.len(), filter.with(|filter| filter.words.clone())) let(row)>
            {note(file, &row, filter.with_untracked(|filter| filter.words.clone()).trim())}
        </For>
        {move || written.failed.get().map(|problem| view! { <p class="desk-red" role="alert">{problem.message}" "{problem.remedy}</p> })}
        {move || {
            let further = written.rows.with(Vec::len);
            let left = usize::try_from(written.total()).unwrap_or(usize::MAX).saturating_sub(further);
            if rest() > 0 {
                Some(more(format!("Show more of those found ({} left)", rest()), move || on_page.update(|on_page| *on_page += ON_PAGE)).into_any())
            } else if left > 0 && filter.with(Filter::is_empty) {
                let next = left.min(usize::try_from(WINDOW).unwrap_or(left));
                Some(more(format!("Show {next} more ({left} older)"), move || {
                    on_page.update(|on_page| *on_page = further + ON_PAGE);
                    written.more(false);
                }).into_any())
            } else {
                None
            }
        }}
    }
}

fn more(words: String, act: impl Fn() + 'static) -> impl IntoView {
    view! { <p class="desk-case__more"><button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| act()>{words}</button></p> }
}

fn none_yet(file: File) -> impl IntoView {
    let may = file.may(Right::WriteNotes);
    view! {
        <div class="desk-empty">
            <h2 class="govuk-heading-m">"Nobody has written a note yet"</h2>
            {may.then(|| view! { <button type="button" class="govuk-button" on:click=move |_| new_note(file)>"New note"<kbd>"N"</kbd></button> })}
        </div>
    }
}

fn no_match(filter: RwSignal<Filter>) -> impl IntoView {
    view! {
        <div class="desk-empty">
            <h2 class="govuk-heading-m">"No note matches"</h2>
            <p>"Restricted notes are never looked through."</p>
            <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| filter.set(Filter::default())>"Clear filters"</button>
        </div>
    }
}

/// Shows the note that somebody asked for, once it has come.
fn at_the_note(file: File, written: Written) {
    Effect::new(move |_| {
        let Some(wanted) = file.kept.note.get() else { return };
        if written.rows.with(|rows| rows.iter().any(|note| note.id == wanted)) {
            file.kept.note.set(None);
            let id = format!("note-{wanted}");
            request_animation_frame(move || {
                if let Some(note) = page::element(&id) {
                    note.scroll_into_view();
                    page::focus(&id);
                }
            });
        } else if written.asking.get() || written.rows.with(Vec::is_empty) {
            // It may be among those that come.
        } else if written.is_all() {
            file.kept.note.set(None);
        } else {
            written.more(true);
        }
    });
}

/// `J` and `K` go from note to note.
fn step_keys(file: File) {
    let step = |by: isize| {
        move || {
            let Some(pane) = page::element("notes-pane") else { return };
            let Ok(found) = pane.query_selector_all("article") else { return };
            let notes: Vec<web_sys::HtmlElement> =
                (0..found.length()).filter_map(|at| wasm_bindgen::JsCast::dyn_into(found.item(at)?).ok()).collect();
            let at = page::focused().and_then(|focused| notes.iter().position(|note| note.contains(Some(&focused))));
            let to = at.map_or(Some(0), |at| at.checked_add_signed(by));
            if let Some(note) = to.and_then(|to| notes.get(to)) {
                let _focused = note.focus();
                note.scroll_into_view();
            }
        }
    };
    file.desk.keys.on_and_show("j", "Next note", "next, previous note", step(1));
    file.desk.keys.on_and_show("k", "Note before", "next, previous note", step(-1));
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::Visibility;

    fn a_note(kind: &str, text: &str) -> NoteView {
        NoteView {
            id: "1".to_owned(),
            note_type: "KA".to_owned(),
            sub_type: "KS".to_owned(),
            kind: kind.to_owned(),
            visibility: Visibility::General,
            occurred: "2027-01-05T14:10".to_owned(),
            recorded: "2027-01-05T14:22".to_owned(),
            received: None,
            late_days: None,
            author: "Dean Whitlock".to_owned(),
            place: "MDI".to_owned(),
            text: Some(text.to_owned()),
            amendments: Vec::new(),
            actions: Vec::new(),
        }
    }

    #[test]
    fn a_filter_takes_what_fits_all_of_it() {
        let note = a_note("Key work", "Keen on the placement");
        let filter =
            |kind: &str, words: &str| Filter { kind: kind.to_owned(), author: String::new(), words: words.to_owned() };
        assert!(filter("", "").fits(&note));
        assert!(filter("Key work", "PLACEMENT").fits(&note));
        assert!(!filter("Key work", "bank").fits(&note));
        assert!(!filter("Observations", "").fits(&note));
    }
}
