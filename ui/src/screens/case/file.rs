//! One case file as it has come: the view, its history, and what somebody may do with it.

use std::sync::Arc;
use std::time::Duration;

use api::{CaseView, FactView, HistoryView, OwedInCaseView, Problem, ResponsibilityView, Right, WhatMovedView};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::page;
use crate::parts::{Asked, clear};
use crate::screens::case::tabs::Tab;
use crate::screens::owed::{Doing, Subject};

/// The case before stays on the screen for so long while the next one comes: it comes from this computer.
const STAYS: Duration = Duration::from_millis(100);

/// What survives leaving the case file, for a note or for the list.
#[derive(Clone, Copy)]
pub(crate) struct Kept {
    /// The part that is open.
    pub(super) tab: RwSignal<Tab>,
    /// A note to be shown, once.
    pub(super) note: RwSignal<Option<String>>,
    /// Whose file was open last.
    last: RwSignal<String>,
}

impl Kept {
    /// At the overview.
    pub(crate) fn new() -> Self {
        Self { tab: RwSignal::new(Tab::Overview), note: RwSignal::new(None), last: RwSignal::new(String::new()) }
    }

    /// Somebody comes to a file: whoever comes back to it, or goes to its neighbour, stays at the same part.
    fn come_to(self, number: &str, neighbour: bool) {
        let same = self.last.with_untracked(|last| last == number);
        if !same && !neighbour && self.note.with_untracked(Option::is_none) {
            self.tab.set(Tab::Overview);
        }
        self.last.set(number.to_owned());
    }

    /// This file begins at a part when it is opened next.
    pub(crate) fn begin_at(self, number: &str, tab: Tab) {
        self.tab.set(tab);
        self.last.set(number.to_owned());
    }

    /// The case that is opened next begins at this note.
    pub(crate) fn at_note(self, note: impl Into<String>) {
        self.tab.set(Tab::Notes);
        self.note.set(Some(note.into()));
    }
}

/// A case file that is open.
#[derive(Clone, Copy)]
pub(super) struct File {
    /// What every screen may reach.
    pub(super) desk: Desk,
    /// Whose.
    pub(super) number: Memo<String>,
    /// What survives leaving it.
    pub(super) kept: Kept,
    /// Why it could not be opened.
    pub(super) problem: RwSignal<Option<Problem>>,
    /// What is owed in it, and what was done.
    pub(super) owed: RwSignal<Answer<OwedInCaseView>>,
    /// Who is responsible, and why.
    pub(super) responsibility: RwSignal<Answer<ResponsibilityView>>,
    /// What moved and nobody has looked at.
    pub(super) moved: RwSignal<Answer<WhatMovedView>>,
    /// What is being done in the pane of a form.
    pub(super) doing: RwSignal<Doing>,
    /// The working that stands over the file.
    pub(super) why: RwSignal<Asked>,
    /// Whether it is about to be sent to another prison.
    pub(super) sending_away: RwSignal<bool>,
    case: RwSignal<Option<Arc<CaseView>>>,
    history: RwSignal<Option<Arc<Vec<HistoryView>>>>,
}

/// What came of a question; nothing yet.
pub(super) type Answer<T> = Option<Result<Arc<T>, Problem>>;

impl File {
    /// Opens a case file, and the next one whenever the number changes.
    pub(super) fn open(desk: Desk, kept: Kept, number: Memo<String>) -> Self {
        let file = Self {
            desk,
            number,
            kept,
            problem: RwSignal::new(None),
            owed: RwSignal::new(None),
            responsibility: RwSignal::new(None),
            moved: RwSignal::new(None),
            doing: RwSignal::new(Doing::Nothing),
            why: RwSignal::new(None),
            sending_away: RwSignal::new(false),
            case: RwSignal::new(None),
            history: RwSignal::new(None),
        };
        kept.come_to(&number.get_untracked(), false);
        Effect::new(move |_| {
            let asked = number.get();
            kept.come_to(&asked, true);
            set_timeout(
                move || {
                    if file.case.try_with_untracked(|case| case.as_ref().is_some_and(|case| case.number != asked))
                        == Some(true)
                    {
                        file.case.set(None);
                    }
                },
                STAYS,
            );
            clear(file.problem);
            file.doing.set(Doing::Nothing);
            file.refresh();
        });
        desk.undo.on_done(move || file.refresh());
        desk.standing.on_arrival(move || file.refresh());
        file
    }

    /// Asks for everything again, such as after something was recorded. What is shown stays until it comes.
    pub(super) fn refresh(self) {
        let asked = self.number.get_untracked();
        leptos::task::spawn_local(async move {
            let answer = backend::call(api::OpenCase { number: asked.clone() }).await;
            if self.number.try_get_untracked().as_ref() != Some(&asked) {
                return;
            }
            match answer {
                Ok(case) => self.take(case),
                Err(problem) => {
                    self.case.try_set(None);
                    self.problem.try_set(Some(problem));
                    return;
                }
            }
            self.bring(api::Responsibility { number: asked.clone() }, self.responsibility);
            self.bring(api::OwedInCase { number: asked.clone() }, self.owed);
            self.bring(api::WhatMoved { number: asked.clone() }, self.moved);
            // Without the history the file can still be read; what needs it says that it has not come.
            if let Ok(history) = backend::call(api::History { number: asked.clone(), field: None }).await
                && self.number.try_get_untracked().as_ref() == Some(&asked)
            {
                self.history.try_set(Some(Arc::new(history)));
            }
        });
    }

    /// Asks for something about the case that is shown.
    fn bring<C: api::Call>(self, call: C, into: RwSignal<Answer<C::Reply>>)
    where
        C::Reply: Sync,
    {
        let asked = self.number.get_untracked();
        leptos::task::spawn_local(async move {
            let answer = backend::call(call).await.map(Arc::new);
            if self.number.try_get_untracked().as_ref() == Some(&asked) {
                into.try_set(Some(answer));
            }
        });
    }

    fn take(self, case: CaseView) {
        let before = self.case.try_with_untracked(|shown| shown.as_ref().map(|shown| shown.number.clone())).flatten();
        if before.as_ref() != Some(&case.number) {
            self.history.try_set(None);
            self.owed.try_set(None);
            self.responsibility.try_set(None);
            self.moved.try_set(None);
        }
        let another = before.is_some_and(|before| before != case.number);
        self.case.try_set(Some(Arc::new(case)));
        if another {
            // What had focus in the case before has gone with it.
            request_animation_frame(|| {
                if page::focused().is_none() {
                    page::focus("main");
                }
            });
        }
    }

    /// Whose file is on the screen: nothing until it has come.
    pub(super) fn shown(self) -> Option<String> {
        self.case.with(|case| case.as_ref().map(|case| case.number.clone()))
    }

    /// The case, where it has come.
    pub(super) fn get(self) -> Option<Arc<CaseView>> {
        self.case.get()
    }

    /// Reads something of the case; nothing of it until it has come.
    pub(super) fn read<T: Default>(self, read: impl FnOnce(&CaseView) -> T) -> T {
        self.case.with(|case| case.as_deref().map(read).unwrap_or_default())
    }

    /// All changes, oldest first; nothing until they have come.
    pub(super) fn history(self) -> Option<Arc<Vec<HistoryView>>> {
        self.history.get()
    }

    /// Today in London, ISO.
    pub(super) fn today(self) -> String {
        self.desk.person.today()
    }

    /// Whether somebody may do this to this case: who is not held here can be read and no more.
    pub(super) fn may(self, right: Right) -> bool {
        self.desk.person.may(right) && self.read(|case| case.here)
    }

    /// Whose case a form in this file is about.
    pub(super) fn subject(self) -> Subject {
        let close = Callback::new(move |()| {
            self.doing.set(Doing::Nothing);
            page::focus("case-body");
        });
        let recorded = Callback::new(move |words: String| {
            close.run(());
            self.recorded(words);
        });
        Subject { number: self.number.get_untracked(), name: None, recorded, close }
    }

    /// Shows the working of who is responsible.
    pub(super) fn why_responsible(self) {
        if let Some(Ok(view)) = self.responsibility.get_untracked() {
            self.why.set(Some(("Who is responsible, and why".to_owned(), view.calculated.clone())));
        }
    }

    /// Says what was done, and shows it.
    pub(super) fn recorded(self, words: impl Into<String>) {
        self.desk.toast.show(self.desk.speak, words);
        self.refresh();
    }
}

/// A fact of the file, of whichever part.
pub(super) fn fact<'a>(case: &'a CaseView, field: &str) -> Option<&'a FactView> {
    case.dates.iter().chain(&case.facts).find(|fact| fact.field == field)
}

/// Its value.
pub(super) fn value(case: &CaseView, field: &str) -> Option<String> {
    fact(case, field).map(|fact| fact.value.clone())
}

/// “Kieran Ashdown” as “Ashdown, Kieran”, by the facts of the name.
pub(super) fn listed_name(case: &CaseView) -> String {
    match (value(case, "lastName"), value(case, "firstName")) {
        (Some(last), Some(first)) => format!("{last}, {first}"),
        _ => case.name.clone(),
    }
}
