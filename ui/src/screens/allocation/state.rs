//! What has come of who has nobody, what is ticked of it, and what is being done.

use std::collections::BTreeSet;
use std::sync::Arc;

use api::{AllocateMany, AllocationView, ChoiceView, KEYWORKER_ROOM, Post, Problem, ROOM_SETTING, WaitingView};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::grid;
use crate::page;
use crate::parts::clear;
use crate::screens::allocation::able::in_text;
use crate::screens::allocation::list::TABLE;
use crate::screens::allocation::outcome::Together;

/// What the pane beside the list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Doing {
    /// How many cases everybody has.
    Reading,
    /// Somebody is chosen by hand for this prison number.
    ByHand(String),
    /// Many are allocated.
    Together,
}

/// The screen as somebody has set it up.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub(super) desk: Desk,
    /// Which post.
    pub(super) post: RwSignal<Post>,
    /// For how many prisoners a keyworker has room.
    pub(super) room: RwSignal<u32>,
    /// What has come.
    pub(super) view: RwSignal<Option<Arc<AllocationView>>>,
    /// Why nothing could.
    pub(super) problem: RwSignal<Option<Problem>>,
    /// The numbers of those whose suggestion is ticked.
    pub(super) ticked: RwSignal<BTreeSet<String>>,
    /// The list.
    pub(super) grid: grid::State,
    /// What the pane beside it shows.
    pub(super) doing: RwSignal<Doing>,
    /// What is accepted together.
    pub(super) together: Together,
    /// The numbers that have been in the list: whoever is new in it is ticked as the record suggests.
    known: StoredValue<BTreeSet<String>>,
}

impl State {
    /// Asks who has nobody in a post.
    pub(super) fn open(desk: Desk, post: Post) -> Self {
        let total = RwSignal::new(0);
        let state = Self {
            desk,
            post: RwSignal::new(post),
            room: RwSignal::new(KEYWORKER_ROOM),
            view: RwSignal::new(None),
            problem: RwSignal::new(None),
            ticked: RwSignal::new(BTreeSet::new()),
            grid: grid::State::new(total),
            doing: RwSignal::new(Doing::Reading),
            together: Together::new(desk),
            known: StoredValue::new(BTreeSet::new()),
        };
        leptos::task::spawn_local(async move {
            state.room.try_set(room().await);
            state.ask();
        });
        desk.undo.on_done(move || state.ask());
        state
    }

    /// How much room counts for this post.
    pub(super) fn room_that_counts(self) -> Option<u32> {
        (self.post.get() == Post::Keyworker).then(|| self.room.get())
    }

    /// Asks again; what is shown stays until it comes.
    pub(super) fn ask(self) {
        let (post, room) = untrack(|| (self.post.get(), self.room_that_counts()));
        clear(self.problem);
        leptos::task::spawn_local(async move {
            let answer = backend::call(api::Allocation { post, room }).await;
            if self.post.try_get_untracked() != Some(post) {
                return;
            }
            match answer {
                Ok(view) => self.take(view),
                Err(problem) => {
                    self.problem.try_set(Some(problem));
                }
            }
        });
    }

    fn take(self, view: AllocationView) {
        let here: BTreeSet<String> = view.waiting.iter().map(|waiting| waiting.number.clone()).collect();
        self.ticked.update(|ticked| {
            ticked.retain(|number| here.contains(number));
            self.known.with_value(|known| {
                let new = view.waiting.iter().filter(|waiting| !known.contains(&waiting.number));
                ticked.extend(new.filter(|waiting| ticked_beforehand(waiting)).map(|waiting| waiting.number.clone()));
            });
        });
        self.known.set_value(here);
        let count = u32::try_from(view.waiting.len()).unwrap_or(u32::MAX);
        self.grid.total.set(count);
        if self.grid.current.get_untracked() >= count {
            self.grid.current.set(count.saturating_sub(1));
        }
        self.view.set(Some(Arc::new(view)));
        grid::take_focus(TABLE, self.grid);
    }

    /// Shows another post.
    pub(super) fn show(self, post: Post) {
        if self.post.get_untracked() == post {
            return;
        }
        self.post.set(post);
        self.view.set(None);
        self.ticked.set(BTreeSet::new());
        self.known.set_value(BTreeSet::new());
        self.grid.to_top();
        self.doing.set(Doing::Reading);
        self.ask();
    }

    /// Another figure for the room of a keyworker: kept for this person.
    pub(super) fn make_room(self, room: u32) {
        self.room.set(room);
        self.known.set_value(BTreeSet::new());
        self.ticked.set(BTreeSet::new());
        self.ask();
        leptos::task::spawn_local(async move {
            let keep = api::KeepSetting { name: ROOM_SETTING.to_owned(), value: room.to_string() };
            if let Err(problem) = backend::call(keep).await {
                self.desk.failed(&problem);
            }
        });
    }

    /// Who waits in a row.
    pub(super) fn row(self, index: u32) -> Option<WaitingView> {
        let at = usize::try_from(index).ok()?;
        self.view.with(|view| view.as_ref()?.waiting.get(at).cloned())
    }

    /// Ticks a row's suggestion, or not. Where nobody is suggested, somebody has to be chosen by hand.
    pub(super) fn tick(self, index: u32) {
        let Some(waiting) = untrack(|| self.row(index)) else { return };
        if waiting.suggested.is_none() {
            self.desk.speak.say("Nobody is suggested. Choose somebody by hand with E");
            return;
        }
        self.ticked.update(|ticked| {
            if !ticked.remove(&waiting.number) {
                ticked.insert(waiting.number.clone());
            }
        });
        self.desk.speak.say(format!("{} ticked", self.ticked.with_untracked(BTreeSet::len)));
    }

    /// Ticks all that may be ticked unseen, or none.
    pub(super) fn tick_all(self, on: bool) {
        let all = self.view.with_untracked(|view| match view {
            Some(view) if on => {
                let able = view.waiting.iter().filter(|waiting| ticked_beforehand(waiting));
                able.map(|waiting| waiting.number.clone()).collect()
            }
            _ => BTreeSet::new(),
        });
        self.ticked.set(all);
    }

    /// Chooses by hand for the current row.
    pub(super) fn by_hand(self) {
        if let Some(waiting) = untrack(|| self.row(self.grid.current.get())) {
            self.doing.set(Doing::ByHand(waiting.number));
        }
    }

    /// Accepts what is ticked.
    pub(super) fn accept(self) {
        let ticked = self.ticked.get_untracked();
        let choices: Vec<ChoiceView> = self.view.with_untracked(|view| {
            let waiting = view.iter().flat_map(|view| &view.waiting);
            waiting.filter(|waiting| ticked.contains(&waiting.number)).filter_map(chosen).collect()
        });
        if choices.is_empty() {
            self.desk.speak.say("Nothing is ticked");
            return;
        }
        let post = self.post.get_untracked();
        self.doing.set(Doing::Together);
        let done = Callback::new(move |()| self.ask());
        self.together.send(AllocateMany { post, choices, replace: false }, in_text(post), done);
    }

    /// Back to the list.
    pub(super) fn read(self) {
        self.doing.set(Doing::Reading);
        page::focus_soon(format!("{TABLE}-{}", self.grid.current.get_untracked()));
    }

    /// Somebody was chosen by hand: says so, and reads again.
    pub(super) fn recorded(self, words: String) {
        self.desk.toast.show(self.desk.speak, words);
        self.ask();
    }
}

/// Whether a suggestion may be accepted without having been looked at: never where an alert has to be weighed first.
fn ticked_beforehand(waiting: &WaitingView) -> bool {
    waiting.suggested.is_some() && waiting.check_first.is_empty()
}

fn chosen(waiting: &WaitingView) -> Option<ChoiceView> {
    let suggested = waiting.suggested.as_ref()?;
    let (staff, reason) = (suggested.staff.clone(), suggested.reason.clone());
    Some(ChoiceView { number: waiting.number.clone(), staff, reason })
}

/// For how many prisoners a keyworker has room, as this person has said, or else as is usual.
pub(super) async fn room() -> u32 {
    let kept = backend::call(api::Setting { name: ROOM_SETTING.to_owned() }).await.ok().flatten();
    kept.and_then(|kept| kept.parse().ok()).unwrap_or(KEYWORKER_ROOM)
}

#[cfg(test)]
mod tests {
    use api::{AlertView, Because, SuggestionView};

    use super::*;

    #[test]
    fn nobody_with_an_alert_to_weigh_is_ticked_beforehand() {
        let suggested = SuggestionView {
            staff: "id".to_owned(),
            name: "Carys Rowlands".to_owned(),
            because: Because::Lightest,
            load: 3,
            held: None,
            last_given: None,
            reason: "Suggested: lightest load, 3 of 9".to_owned(),
        };
        let mut waiting = WaitingView {
            number: "A4417FK".to_owned(),
            name: "Ashdown, Kieran".to_owned(),
            cell: None,
            since: None,
            still_with: None,
            pom: None,
            suggested: Some(suggested),
            check_first: Vec::new(),
        };
        assert!(ticked_beforehand(&waiting));
        assert_eq!(chosen(&waiting).map(|choice| choice.reason).as_deref(), Some("Suggested: lightest load, 3 of 9"));
        waiting.check_first.push(AlertView { code: "RNO121".to_owned(), label: "No one-to-ones".to_owned() });
        assert!(!ticked_beforehand(&waiting));
        waiting.check_first.clear();
        waiting.suggested = None;
        assert!(!ticked_beforehand(&waiting) && chosen(&waiting).is_none());
    }
}
