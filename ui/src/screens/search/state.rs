//! What somebody looks for and what has come. The newest question wins, and an answer stays until the next one is here.

use std::time::Duration;

use api::{FoundView, Problem};
use leptos::prelude::*;

use crate::desk::Desk;
use crate::parts::clear;
use crate::route::{Place, Screen};
use crate::screens::case;
use crate::screens::search::list::show;
use crate::screens::search::question;
use crate::screens::search::results::{Among, Group, Row, groups, said};
use crate::{backend, page};

/// How many of each kind are asked for at first, and how many more each time.
const SOME: u32 = 50;
/// What takes longer is said, and can be stopped.
const SLOW: Duration = Duration::from_secs(1);
/// Counts are said when nothing was typed for so long.
const PAUSE: Duration = Duration::from_millis(700);

/// The search.
#[derive(Clone, Copy)]
pub(crate) struct State {
    pub(super) desk: Desk,
    file: case::Kept,
    /// What was typed.
    pub(super) words: RwSignal<String>,
    /// What is looked for.
    pub(super) among: RwSignal<Among>,
    /// Whether only among one's own cases.
    pub(super) own: RwSignal<bool>,
    /// What was found, and for which words.
    pub(super) found: RwSignal<Option<(String, FoundView)>>,
    /// Why nothing could be.
    pub(super) problem: RwSignal<Option<Problem>>,
    /// An answer is awaited.
    pub(super) asking: RwSignal<bool>,
    /// It has been for a while.
    pub(super) slow: RwSignal<bool>,
    /// Nobody waits for it any more.
    pub(super) stopped: RwSignal<bool>,
    /// Which one is current, counted through all groups.
    pub(super) current: RwSignal<usize>,
    limit: RwSignal<u32>,
    question: StoredValue<u64>,
    /// Enter was pressed before the answer came.
    eager: StoredValue<bool>,
    /// Which one gets focus when the answer has come.
    then_focus: StoredValue<Option<usize>>,
}

impl State {
    /// With nothing typed.
    pub(crate) fn new(desk: Desk) -> Self {
        Self {
            desk,
            file: expect_context(),
            words: RwSignal::new(String::new()),
            among: RwSignal::new(Among::Everything),
            own: RwSignal::new(false),
            found: RwSignal::new(None),
            problem: RwSignal::new(None),
            asking: RwSignal::new(false),
            slow: RwSignal::new(false),
            stopped: RwSignal::new(false),
            current: RwSignal::new(0),
            limit: RwSignal::new(SOME),
            question: StoredValue::new(0),
            eager: StoredValue::new(false),
            then_focus: StoredValue::new(None),
        }
    }

    /// Goes to the screen with these words.
    pub(crate) fn look_for(self, words: &str, among: Among) {
        self.among.set(among);
        self.own.set(false);
        self.typed(words.to_owned());
        self.desk.route.go(Place::of(Screen::Search));
        question::focus();
    }

    /// Somebody comes to the screen: what was found before is there at once, and asked for again.
    pub(super) fn come_back(self) {
        let current = self.current.get_untracked();
        if self.found.with_untracked(Option::is_some) && current > 0 {
            show(current);
        } else {
            question::focus();
        }
        self.ask();
    }

    /// Whether this person has cases of their own.
    pub(super) fn has_own(self) -> bool {
        self.desk.person.is("pom") || self.desk.person.is("keyworker")
    }

    /// Other words.
    pub(super) fn typed(self, words: String) {
        self.words.set(words);
        self.anew();
    }

    /// Looks for something else.
    pub(super) fn look_among(self, among: Among) {
        self.among.set(among);
        self.anew();
    }

    /// Among one's own cases, or everybody's.
    pub(super) fn look_among_own(self, own: bool) {
        self.own.set(own);
        self.anew();
    }

    fn anew(self) {
        self.current.set(0);
        self.limit.set(SOME);
        self.eager.set_value(false);
        self.then_focus.set_value(None);
        self.ask();
    }

    /// Shows a kind alone, from the first that was not shown beside the others; once it is alone, more of it.
    pub(super) fn more(self, kind: Among, shown: usize) {
        let alone = self.among.get_untracked() == kind;
        self.among.set(kind);
        self.limit.set(if alone { self.limit.get_untracked() + SOME } else { SOME });
        self.then_focus.set_value(Some(shown));
        self.ask();
    }

    /// Asks. What is shown stays until the answer is here.
    pub(super) fn ask(self) {
        self.question.update_value(|question| *question += 1);
        clear(self.problem);
        self.stopped.set(false);
        let question = self.question.get_value();
        let words = self.words.get_untracked();
        if words.trim().is_empty() {
            self.settle();
            self.found.set(None);
            return;
        }
        self.asking.set(true);
        self.say_if_slow(question);
        let request =
            api::Search { words: words.clone(), limit: self.limit.get_untracked(), own: self.own.get_untracked() };
        leptos::task::spawn_local(async move {
            let answer = backend::call(request).await;
            if self.question.try_get_value() != Some(question) {
                return;
            }
            self.settle();
            match answer {
                Ok(view) => self.take(words, view),
                Err(problem) => {
                    self.problem.try_set(Some(problem));
                }
            }
        });
    }

    fn take(self, words: String, view: FoundView) {
        let answer = Some((words, view));
        // The same answer again leaves what is shown, and what has focus, as it is.
        if self.found.with_untracked(|found| *found != answer) {
            self.found.set(answer);
        }
        let count = untrack(|| self.count());
        self.current.update(|current| *current = (*current).min(count.saturating_sub(1)));
        self.say_counts();
        if let Some(row) = self.then_focus.try_update_value(Option::take).flatten() {
            show(row.min(count.saturating_sub(1)));
        }
        let eager = self.eager.try_update_value(std::mem::take).unwrap_or(false);
        if eager && is_on_screen(self.desk) {
            self.open();
        }
    }

    fn settle(self) {
        self.asking.try_set(false);
        self.slow.try_set(false);
    }

    fn say_if_slow(self, question: u64) {
        set_timeout(
            move || {
                if self.question.try_get_value() == Some(question) && self.asking.get_untracked() {
                    self.slow.set(true);
                }
            },
            SLOW,
        );
    }

    fn say_counts(self) {
        let question = self.question.get_value();
        set_timeout(
            move || {
                if self.question.try_get_value() == Some(question) && is_on_screen(self.desk) {
                    self.desk.speak.say(untrack(|| self.summary()));
                }
            },
            PAUSE,
        );
    }

    /// Nobody waits for the answer any more.
    pub(super) fn stop(self) {
        self.question.update_value(|question| *question += 1);
        self.settle();
        self.stopped.set(true);
        page::focus_soon(question::BOX);
    }

    /// What was found, by kind; nothing until an answer has come.
    pub(super) fn groups(self) -> Vec<Group> {
        let among = self.among.get();
        self.found.with(|found| found.as_ref().map(|(_, view)| groups(view, among)).unwrap_or_default())
    }

    /// What is found, in words.
    pub(super) fn summary(self) -> String {
        let among = self.among.get();
        self.found.with(|found| found.as_ref().map(|(_, view)| said(view, among)).unwrap_or_default())
    }

    /// How many are shown.
    pub(super) fn count(self) -> usize {
        self.groups().iter().map(|group| group.rows.len()).sum()
    }

    /// The current one.
    pub(super) fn row(self) -> Option<Row> {
        let at = self.current.get();
        self.groups().into_iter().flat_map(|group| group.rows).nth(at)
    }

    /// Enter in the field: opens the current one, as soon as the answer to what was typed is here.
    pub(super) fn open_when_answered(self) {
        let typed = self.words.get_untracked();
        let answered = self.found.with_untracked(|found| found.as_ref().is_some_and(|(words, _)| *words == typed));
        self.eager.set_value(!answered);
        if answered {
            self.open();
        }
    }

    /// Opens the current one: somebody's case, or the case at the note.
    pub(super) fn open(self) {
        match untrack(|| self.row()) {
            Some(Row::Person(person)) => self.desk.route.go(Place::case(person.number)),
            Some(Row::Text(text)) => {
                self.file.at_note(text.note);
                self.desk.route.go(Place::case(text.number));
            }
            None => {}
        }
    }

    /// A new note about whose the current one is.
    pub(super) fn write(self) {
        if let Some(row) = untrack(|| self.row()) {
            self.desk.route.go(Place::new_note(row.number()));
        }
    }
}

fn is_on_screen(desk: Desk) -> bool {
    untrack(|| desk.route.place().screen) == Screen::Search
}
