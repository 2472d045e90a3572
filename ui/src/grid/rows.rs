//! The rows of a long list as they come, a window of them at a time. What comes too late, for a question that is no longer asked, is
//! dropped.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;

/// How many rows are asked for at a time.
pub(crate) const WINDOW: u32 = 200;

/// A sparse list.
pub(crate) struct Rows<T: Send + Sync + 'static> {
    windows: RwSignal<BTreeMap<u32, Vec<Arc<T>>>>,
    /// How many there are in all.
    pub(crate) total: RwSignal<u32>,
    /// Which question the rows answer: it grows with each.
    question: StoredValue<u64>,
    asked: StoredValue<Vec<u32>>,
}

impl<T: Send + Sync + 'static> Clone for Rows<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Rows<T> {}

impl<T: Send + Sync + 'static> Rows<T> {
    /// None yet.
    pub(crate) fn new() -> Self {
        Self {
            windows: RwSignal::new(BTreeMap::new()),
            total: RwSignal::new(0),
            question: StoredValue::new(0),
            asked: StoredValue::new(Vec::new()),
        }
    }

    /// Another question is asked: rows that are shown stay until the first answer comes.
    pub(crate) fn ask_anew(self) -> u64 {
        self.asked.set_value(Vec::new());
        self.question
            .try_update_value(|question| {
                *question += 1;
                *question
            })
            .unwrap_or_default()
    }

    /// The question that is being asked.
    pub(crate) fn question(self) -> u64 {
        self.question.try_get_value().unwrap_or_default()
    }

    /// Which windows are needed for these rows and have not been asked for, by the number of their first row.
    pub(crate) fn missing(self, rows: &Range<u32>) -> Vec<u32> {
        if rows.is_empty() {
            return Vec::new();
        }
        let first = rows.start / WINDOW;
        let last = (rows.end - 1) / WINDOW;
        let missing: Vec<u32> = (first..=last)
            .map(|window| window * WINDOW)
            .filter(|start| self.asked.with_value(|asked| !asked.contains(start)))
            .collect();
        self.asked.update_value(|asked| asked.extend(&missing));
        missing
    }

    /// Takes an answer in, if its question is still asked. Says whether it was.
    pub(crate) fn take(self, question: u64, start: u32, rows: Vec<T>, total: u32, first: bool) -> bool {
        if self.question.try_get_value() != Some(question) {
            return false;
        }
        let rows: Vec<_> = rows.into_iter().map(Arc::new).collect();
        self.windows.update(|windows| {
            if first {
                windows.clear();
            }
            windows.insert(start, rows);
        });
        self.total.set(total);
        true
    }

    /// A window could not be had: it may be asked for again.
    pub(crate) fn forget(self, question: u64, start: u32) {
        if self.question.try_get_value() == Some(question) {
            self.asked.update_value(|asked| asked.retain(|other| *other != start));
        }
    }

    /// A row, if it has come.
    pub(crate) fn get(self, index: u32) -> Option<Arc<T>> {
        let start = index / WINDOW * WINDOW;
        let place = usize::try_from(index - start).ok()?;
        self.windows.with(|windows| windows.get(&start)?.get(place).cloned())
    }

    /// The place of the first row that fits, among those that have come.
    pub(crate) fn position(self, fits: impl Fn(&T) -> bool) -> Option<u32> {
        self.windows.with_untracked(|windows| {
            windows.iter().find_map(|(start, rows)| {
                let place = rows.iter().position(|row| fits(row))?;
                Some(start + u32::try_from(place).ok()?)
            })
        })
    }
}
