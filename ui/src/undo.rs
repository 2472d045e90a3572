//! Taking back what was just done: what the record offers to take back, and doing it. The record decides whether it still can be; here
//! is only the offer, beside what was done, in the palette, and by the key `U`.

use std::time::Duration;

use api::{UndoableView, UndoneView};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::figures::counted;

/// As long as the record offers an act.
const OFFERED: Duration = Duration::from_secs(10 * 60);

/// What can be taken back.
#[derive(Clone, Copy)]
pub(crate) struct Undo {
    /// The last act that can be.
    pub(crate) offered: RwSignal<Option<UndoableView>>,
    /// The one that what was just done is: its button stands beside the words.
    pub(crate) just_done: RwSignal<Option<u64>>,
    /// How many times something was taken back.
    done: RwSignal<u32>,
    /// The last act that was offered beside the words for it.
    seen: StoredValue<u64>,
}

impl Undo {
    /// Nothing yet.
    pub(crate) fn nothing() -> Self {
        Self {
            offered: RwSignal::new(None),
            just_done: RwSignal::new(None),
            done: RwSignal::new(0),
            seen: StoredValue::new(0),
        }
    }

    /// Does something whenever an act was taken back, as long as the owner lives: such as reading again.
    pub(crate) fn on_done(self, act: impl Fn() + 'static) {
        Effect::new(move |before: Option<u32>| {
            let done = self.done.get();
            if before.is_some_and(|before| before != done) {
                act();
            }
            done
        });
    }

    /// Something was just done: asks whether it can be taken back, and says so after the words for it.
    pub(crate) fn look(self, desk: Desk, words: String) {
        self.just_done.set(None);
        leptos::task::spawn_local(async move {
            // Without an answer nothing is offered; what was done stands either way.
            let Ok(offered) = backend::call(api::Undoable {}).await else { return };
            let seen = self.seen.try_get_value().unwrap_or(u64::MAX);
            let fresh =
                offered.as_ref().filter(|offered| offered.newest && offered.act > seen).map(|offered| offered.act);
            if let Some(act) = fresh {
                self.seen.set_value(act);
                desk.speak.say(format!("{words}. Press U to undo"));
            }
            self.just_done.try_set(fresh);
            self.offer(offered);
        });
    }

    /// Shows what can be taken back, for as long as it can be.
    fn offer(self, offered: Option<UndoableView>) {
        let act = offered.as_ref().map(|offered| offered.act);
        if self.offered.try_set(offered).is_some() {
            return;
        }
        set_timeout(
            move || {
                if self.offered.try_with_untracked(|now| now.as_ref().map(|now| now.act)) == Some(act) {
                    self.offered.set(None);
                }
            },
            OFFERED,
        );
    }

    /// Takes the last act back, as far as the record still offers one.
    pub(crate) fn last(self, desk: Desk) {
        leptos::task::spawn_local(async move {
            match backend::call(api::Undoable {}).await {
                Ok(Some(offered)) => self.take_back(desk, offered.act).await,
                Ok(None) => {
                    self.offered.try_set(None);
                    desk.toast.show(desk.speak, "There is nothing to undo");
                }
                Err(problem) => desk.failed(&problem),
            }
        });
    }

    /// Takes this act back.
    pub(crate) fn this(self, desk: Desk, act: u64) {
        leptos::task::spawn_local(async move { self.take_back(desk, act).await });
    }

    async fn take_back(self, desk: Desk, act: u64) {
        match backend::call(api::Undo { act }).await {
            Ok(undone) => {
                desk.toast.show(desk.speak, in_words(&undone));
                self.done.try_update(|done| *done += 1);
            }
            Err(problem) => {
                desk.failed(&problem);
                desk.toast.show_only(format!("Not undone. {} {}", problem.message, problem.remedy));
            }
        }
    }
}

/// “Undone: Ben Okafor is keyworker of Kieran Ashdown”; where some of it stays, how much.
fn in_words(undone: &UndoneView) -> String {
    let left = match undone.left.as_slice() {
        [] => String::new(),
        [one] => format!(". {} stays: {}", one.name, one.why),
        more => format!(". {} stay as they are: somebody has changed them since", counted(more.len(), "case", "cases")),
    };
    format!("Undone: {}{}", undone.words, left.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_is_said() {
        let left = |name: &str| api::LeftView {
            number: "A4417FK".to_owned(),
            name: name.to_owned(),
            why: "Hana Brandt has changed this since.".to_owned(),
        };
        let mut undone = UndoneView { words: "3 allocated: keyworker".to_owned(), left: Vec::new() };
        assert_eq!(in_words(&undone), "Undone: 3 allocated: keyworker");
        undone.left = vec![left("Ashdown, Kieran")];
        assert_eq!(
            in_words(&undone),
            "Undone: 3 allocated: keyworker. Ashdown, Kieran stays: Hana Brandt has changed this since"
        );
        undone.left.push(left("Cole, Nash"));
        assert!(in_words(&undone).ends_with("2 cases stay as they are: somebody has changed them since"));
    }
}
