//! What moved: which dates of the sentence the latest news changed, from what and by how much. It stays until the person who looks says
//! that they have checked it; that they have is kept for them alone, on this computer.

use std::collections::BTreeMap;

use api::{HistoryView, Setting};
use leptos::prelude::*;

use crate::backend;
use crate::dates::{self, Day};
use crate::screens::case::file::File;
use crate::screens::case::words;

/// What nobody has checked for so many days is history.
const FRESH: i64 = 84;

/// A date that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moved {
    /// The field.
    pub(super) field: String,
    /// The day it was, ISO.
    pub(super) was: String,
    /// By how many days it is later now; negative: earlier.
    pub(super) later: i64,
    /// When that was recorded.
    recorded: String,
    /// By whom, and from where.
    by: String,
    imported: bool,
}

impl Moved {
    /// “170 days earlier”.
    pub(super) fn words(&self) -> String {
        difference(self.later)
    }
}

/// “170 days earlier”.
pub(super) fn difference(later: i64) -> String {
    format!("{} {}", dates::days(later.abs()), if later < 0 { "earlier" } else { "later" })
}

/// The latest move of each date, by field.
pub(super) fn moves(history: &[HistoryView], today: &str) -> BTreeMap<String, Moved> {
    let mut last: BTreeMap<&str, &HistoryView> = BTreeMap::new();
    let mut moves = BTreeMap::new();
    for line in history.iter().filter(|line| line.stood && words::is_sentence_date(&line.field)) {
        if let Some(before) = last.insert(&line.field, line)
            && let (Some(was), Some(is)) = (Day::read(&before.value), Day::read(&line.value))
            && was != is
        {
            let moved = Moved {
                field: line.field.clone(),
                was: before.value.clone(),
                later: was.days_until(is),
                recorded: line.recorded.clone(),
                by: line.by.clone(),
                imported: line.source == "import",
            };
            moves.insert(line.field.clone(), moved);
        }
    }
    moves.retain(|_, moved| dates::days_ago(&moved.recorded, today).is_some_and(|days| days <= FRESH));
    moves
}

/// The moves that this person has not checked.
#[derive(Clone, Copy)]
pub(super) struct Moves {
    file: File,
    /// When what they checked last was recorded; nothing: not known yet.
    checked: RwSignal<Option<String>>,
}

fn setting(number: &str) -> String {
    format!("dates-checked.{number}")
}

impl Moves {
    /// Of the case that is shown.
    pub(super) fn of(file: File) -> Self {
        let checked = RwSignal::new(None);
        if let Some(number) = untrack(|| file.shown()) {
            leptos::task::spawn_local(async move {
                // Where that is not known, a move is shown again rather than not at all.
                let kept = backend::call(Setting { name: setting(&number) }).await.unwrap_or_default();
                checked.try_set(Some(kept.unwrap_or_default()));
            });
        }
        Self { file, checked }
    }

    /// Them, by field.
    pub(super) fn unchecked(self) -> BTreeMap<String, Moved> {
        let (Some(history), Some(checked)) = (self.file.history(), self.checked.get()) else { return BTreeMap::new() };
        let mut moves = moves(&history, &self.file.today());
        moves.retain(|_, moved| moved.recorded > checked);
        moves
    }

    fn check(self) {
        let Some(latest) = untrack(|| self.unchecked()).into_values().map(|moved| moved.recorded).max() else { return };
        let Some(number) = untrack(|| self.file.shown()) else { return };
        self.checked.set(Some(latest.clone()));
        let desk = self.file.desk;
        desk.speak.say("Checked");
        crate::page::focus("case-body");
        leptos::task::spawn_local(async move {
            if let Err(problem) = backend::call(api::KeepSetting { name: setting(&number), value: latest }).await {
                desk.failed(&problem);
            }
        });
    }
}

/// “3 dates moved on 13 January 2027 at 18:40”, until they are checked.
#[component]
pub(super) fn WhatMoved(moves: Moves) -> impl IntoView {
    move || {
        let unchecked = moves.unchecked();
        let latest = unchecked.values().max_by(|a, b| a.recorded.cmp(&b.recorded))?.clone();
        let title = format!("{} moved", words::count(unchecked.len(), "date"));
        let how = if latest.imported { "by an import" } else { "by hand" };
        let label = title.clone();
        Some(view! {
            <div class="moj-alert moj-alert--information" role="region" aria-label=label>
                <div><svg class="moj-alert__icon" role="presentation" focusable="false" viewBox="0 0 30 30"><path fill-rule="evenodd" clip-rule="evenodd" d="M15 2.5a12.500 12.500 0 1 0 0 25 12.500 12.500 0 0 0 0-25Zm1.357 19.912h-2.694V12.950h2.694v9.462ZM15 10.830a1.620 1.620 0 1 1 0-3.242 1.620 1.620 0 0 1 0 3.242Z"/></svg></div>
                <div class="moj-alert__content"><b>{title}" on "{words::moment(&latest.recorded)}", "{how}"."</b>" Recorded by "{latest.by}"."</div>
                <div class="moj-alert__action">
                    <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" title="For you, on this computer"
                        on:click=move |_| moves.check()>"I have checked these"</button>
                </div>
            </div>
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(recorded: &str, field: &str, value: &str) -> HistoryView {
        HistoryView {
            recorded: recorded.to_owned(),
            field: field.to_owned(),
            value: value.to_owned(),
            source: "import".to_owned(),
            by: "C Boothroyd".to_owned(),
            stood: true,
        }
    }

    #[test]
    fn a_date_that_came_anew_has_moved_by_the_days_between() {
        let history = [
            line("2026-06-01T09:00", "conditionalReleaseDate", "2028-05-03"),
            line("2026-06-01T09:00", "roshLevel", "LOW"),
            line("2027-01-13T18:40", "conditionalReleaseDate", "2027-11-15"),
        ];
        let moves = moves(&history, "2027-01-14");
        let moved = moves.get("conditionalReleaseDate").unwrap();
        assert_eq!(moved.words(), "170 days earlier");
        assert_eq!(moved.was, "2028-05-03");
        assert_eq!(moves.len(), 1);
    }

    #[test]
    fn what_moved_long_ago_is_history() {
        let history = [
            line("2024-06-01T09:00", "tariffDate", "2028-05-03"),
            line("2025-06-01T09:00", "tariffDate", "2028-06-03"),
        ];
        assert!(moves(&history, "2027-01-14").is_empty());
    }
}
