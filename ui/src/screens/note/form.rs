//! The form while somebody fills it in.

use api::{CaseRowView, Code, NoteKindView, Problem};
use leptos::prelude::*;

use crate::backend;
use crate::dates::Day;
use crate::desk::Desk;
use crate::page;
use crate::parts::{Errors, missing};
use crate::route::{Place, Screen};
use crate::screens::drafts::{self, Journal};
use crate::screens::note::body::{Action, Body, Settled, ToRecord};
use crate::screens::note::known::Known;
use crate::screens::note::round;
use crate::screens::{case, caseload};

/// What is being filled in.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) desk: Desk,
    /// Whom it is about.
    pub(super) known: StoredValue<Known>,
    /// Everything typed and chosen.
    pub(super) body: RwSignal<Body>,
    /// What is wrong with it.
    pub(super) errors: Errors,
    /// What keeps it.
    pub(super) journal: Journal,
    /// The kinds of note that this person may write, once they were asked for.
    pub(super) kinds: RwSignal<Vec<NoteKindView>>,
    /// The prisoners of this keyworker.
    pub(super) mine: RwSignal<Vec<CaseRowView>>,
    /// The caseload as it is set up.
    list: caseload::State,
    /// What the case file shows next.
    kept: case::Kept,
    /// Whether it is being recorded.
    pub(super) busy: RwSignal<bool>,
}

impl Form {
    /// With what was typed before, or with nothing typed.
    pub(super) fn open(known: Known, body: Body, from_draft: bool) -> Self {
        let desk = Desk::here();
        let number = known.case.number.clone();
        let body = RwSignal::new(body);
        let typed = move || {
            let kept = body.try_with_untracked(|body| body.is_worth_keeping().then(|| serde_json::to_string(body)));
            kept.flatten().and_then(Result::ok)
        };
        let last = if from_draft { typed() } else { None };
        let form = Self {
            desk,
            known: StoredValue::new(known),
            body,
            errors: Errors::none(),
            journal: Journal::begin(drafts::NOTE, &number, last, typed),
            kinds: RwSignal::new(Vec::new()),
            mine: RwSignal::new(Vec::new()),
            list: expect_context(),
            kept: expect_context(),
            busy: RwSignal::new(false),
        };
        form.ask_for_mine();
        form
    }

    fn ask_for_mine(self) {
        if !self.desk.person.is("keyworker") {
            return;
        }
        leptos::task::spawn_local(async move {
            // Without them the form still records; only “next prisoner” goes through the caseload instead.
            if let Ok(mine) = round::mine(self.desk).await {
                self.mine.try_set(mine);
            }
        });
    }

    /// Asks once which kinds of note there are.
    pub(super) fn ask_for_kinds(self) {
        if self.kinds.with_untracked(|kinds| !kinds.is_empty()) {
            return;
        }
        let sensitive = self.desk.person.may(api::Right::WriteSensitive);
        leptos::task::spawn_local(async move {
            match backend::call(api::NoteKinds {}).await {
                Ok(mut kinds) => {
                    kinds.retain(|kind| sensitive || !kind.sensitive);
                    self.kinds.try_set(kinds);
                }
                Err(problem) => self.desk.failed(&problem),
            }
        });
    }

    /// The day of the record's clock.
    pub(super) fn today(self) -> Day {
        self.known.with_value(|known| known.today)
    }

    /// Prison number.
    pub(super) fn number(self) -> String {
        self.known.with_value(|known| known.case.number.clone())
    }

    /// “Kieran”.
    pub(super) fn first_name(self) -> String {
        self.known.with_value(Known::first_name)
    }

    /// Changes what is filled in.
    pub(super) fn change(self, change: impl FnOnce(&mut Body)) {
        self.body.update(change);
    }

    /// Adds a line for an agreed action, and goes there. A line that is empty is used first.
    pub(super) fn add_action(self, action: Action) {
        let line = self.body.try_update(|body| {
            let empty = |other: &&mut Action| other.text.trim().is_empty() && other.due.trim().is_empty();
            let line = body.actions.iter().map(|action| action.line).max().unwrap_or(0) + 1;
            match body.actions.iter_mut().find(empty) {
                Some(line) if !action.text.is_empty() => {
                    let number = line.line;
                    *line = Action { line: number, ..action };
                    number
                }
                Some(line) => line.line,
                None => {
                    body.actions.push(Action { line, ..action });
                    line
                }
            }
        });
        page::focus_soon(format!("action-{}", line.unwrap_or(0)));
    }

    /// Takes a line away; where it was the last, an empty one stays.
    pub(super) fn remove_action(self, line: u32) {
        self.change(|body| {
            body.actions.retain(|action| action.line != line);
            if body.actions.is_empty() {
                body.actions.push(Action { line: line + 1, ..Action::default() });
            }
        });
        let last = self.body.with_untracked(|body| body.actions.last().map(|action| action.line));
        page::focus_soon(format!("action-{}", last.unwrap_or(0)));
    }

    /// Changes one line.
    pub(super) fn change_action(self, line: u32, change: impl FnOnce(&mut Action)) {
        self.change(|body| {
            if let Some(action) = body.actions.iter_mut().find(|action| action.line == line) {
                change(action);
            }
        });
    }

    /// What becomes of an action that was agreed before; nothing: it stays open.
    pub(super) fn settle(self, action: &str, settled: Option<Settled>) {
        self.change(|body| {
            match settled {
                Some(settled) => body.settled.insert(action.to_owned(), settled),
                None => body.settled.remove(action),
            };
        });
    }

    /// Who comes next, if anybody.
    pub(super) fn next(self) -> Option<String> {
        let number = self.number();
        self.mine.with_untracked(|mine| round::next(&number, mine, self.list)).filter(|next| *next != number)
    }

    /// “2 of 6”.
    pub(super) fn place(self) -> Option<String> {
        let number = self.number();
        self.mine.with(|mine| round::place(&number, mine, self.list))
    }

    /// Leaves for the next prisoner; what is typed is kept.
    pub(super) fn go_next(self) {
        match self.next() {
            Some(next) => self.desk.route.swap(Place::new_note(next)),
            None => self.desk.speak.say("There is nobody after this prisoner in the list"),
        }
    }

    /// Leaves; what is typed is kept.
    pub(super) fn leave(self) {
        if self.body.with_untracked(Body::is_worth_keeping) {
            self.desk.toast.show(self.desk.speak, "Draft kept. It waits under Unfinished notes");
        }
        self.desk.route.back();
    }

    /// Records it, and says what is missing if something is.
    pub(super) fn record(self, and_next: bool) {
        if self.busy.get_untracked() {
            return;
        }
        let read = self.body.with_untracked(|body| body.read(&self.number(), &self.first_name(), self.today()));
        match read {
            Err(wrong) => {
                self.errors.show(wrong.iter().map(|(field, words)| missing(field, words)).collect());
            }
            Ok(ToRecord { note, settled }) => {
                self.errors.clear();
                self.busy.set(true);
                leptos::task::spawn_local(async move {
                    match backend::call(note).await {
                        Ok(id) => {
                            let open = self.settle_all(settled).await;
                            self.journal.close().await;
                            self.recorded(id, open, and_next);
                        }
                        Err(problem) => self.refused(problem),
                    }
                    self.busy.try_set(false);
                });
            }
        }
    }

    /// How many of the actions could not be settled.
    async fn settle_all(self, settled: Vec<(String, Settled)>) -> usize {
        let mut open = 0;
        for (action, Settled { done, reason }) in settled {
            let outcome = if done { String::new() } else { reason };
            if backend::call(api::SettleAction { action, done, outcome }).await.is_err() {
                open += 1;
            }
        }
        open
    }

    fn recorded(self, note: String, open: usize, and_next: bool) {
        // The case file, if somebody goes back to it, shows the note.
        self.kept.at_note(note);
        let words = match open {
            0 => "Recorded. It is fixed now: add to it later".to_owned(),
            1 => "Recorded. 1 earlier action could not be settled and stays open".to_owned(),
            open => format!("Recorded. {open} earlier actions could not be settled and stay open"),
        };
        self.desk.toast.show(self.desk.speak, words);
        let next = if and_next { self.next() } else { None };
        match next {
            Some(next) => self.desk.route.swap(Place::new_note(next)),
            None => self.desk.route.back(),
        }
    }

    fn refused(self, problem: Problem) {
        match problem.code {
            Code::CannotSave => {
                self.journal.state.try_set(drafts::Kept::Failed(problem));
            }
            Code::Locked => {}
            _ => {
                let field = match problem.field.as_deref() {
                    Some("occurred") => Some("note-time".to_owned()),
                    Some("text") => Some("note-text".to_owned()),
                    _ => None,
                };
                self.errors.show_one(Problem { field, ..problem });
            }
        }
    }
}

/// Where a new note begins from where somebody is: about the case in hand, or asking about whom.
pub(super) fn begin(desk: Desk, list: caseload::State) {
    let here = untrack(|| desk.route.place());
    match here.screen {
        Screen::NewNote | Screen::Amend => {}
        Screen::Caseload => {
            let in_hand = list.in_hand();
            desk.route.go(Place::new_note(in_hand.unwrap_or_default()));
        }
        _ => desk.route.go(Place::new_note(here.number)),
    }
}
