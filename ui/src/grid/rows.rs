//! The rows of a long list as they come, a window of them at a time. What comes too late, for a question that is no longer asked, is
//! dropped.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;

/// How many rows are asked for at a time.
pub(crate) const WINDOW: u32 = 50;
/// How many rows above and below those on the page are asked for too: they have come by the time that somebody has scrolled there.
const AHEAD: u32 = 100;

/// A window has a signal of its own: when it comes, only its own rows are drawn.
type Window<T> = ArcRwSignal<Vec<Arc<T>>>;

/// A sparse list.
pub(crate) struct Rows<T: Send + Sync + 'static> {
    windows: StoredValue<BTreeMap<u32, Window<T>>>,
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
            windows: StoredValue::new(BTreeMap::new()),
            total: RwSignal::new(0),
            question: StoredValue::new(0),
            asked: StoredValue::new(Vec::new()),
        }
    }

    /// Another question is asked: rows that are shown stay until the first answer comes. Only the window that begins with this row is
    /// asked for, until then.
    pub(crate) fn ask_anew(self, start: u32) -> u64 {
        self.asked.set_value(vec![start]);
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

    /// Which windows around the rows on the page have not been asked for, by the number of their first row. From now on they have.
    pub(crate) fn missing(self, on_page: &Range<u32>) -> Vec<u32> {
        let total = self.total.get_untracked();
        let near = on_page.start.saturating_sub(AHEAD)..on_page.end.saturating_add(AHEAD).min(total);
        self.not_asked(&near)
    }

    /// The first window of the list's first rows that has not been asked for. From now on it has.
    pub(crate) fn next_missing(self, of: u32) -> Option<u32> {
        let rows = 0..self.total.get_untracked().min(of);
        let first = windows(&rows).find(|start| self.asked.with_value(|asked| !asked.contains(start)))?;
        self.asked.update_value(|asked| asked.push(first));
        Some(first)
    }

    fn not_asked(self, rows: &Range<u32>) -> Vec<u32> {
        let missing: Vec<u32> =
            windows(rows).filter(|start| self.asked.with_value(|asked| !asked.contains(start))).collect();
        self.asked.update_value(|asked| asked.extend(&missing));
        missing
    }

    /// Takes an answer in, if its question is still asked. Says whether it was.
    pub(crate) fn take(self, question: u64, start: u32, rows: Vec<T>, total: u32, first: bool) -> bool {
        if self.question.try_get_value() != Some(question) {
            return false;
        }
        if first {
            for window in self.others(start) {
                window.set(Vec::new());
            }
        }
        if let Some(window) = self.window(start) {
            window.set(rows.into_iter().map(Arc::new).collect());
        }
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
        self.window(start)?.with(|rows| rows.get(place).cloned())
    }

    /// The place of the first row that fits, among those that have come.
    pub(crate) fn position(self, fits: impl Fn(&T) -> bool) -> Option<u32> {
        self.windows.with_value(|windows| {
            windows.iter().find_map(|(start, rows)| {
                let place = rows.with_untracked(|rows| rows.iter().position(|row| fits(row)))?;
                Some(start + u32::try_from(place).ok()?)
            })
        })
    }

    /// The window of a first row: empty until it comes.
    fn window(self, start: u32) -> Option<Window<T>> {
        self.windows
            .try_update_value(|windows| windows.entry(start).or_insert_with(|| ArcRwSignal::new(Vec::new())).clone())
    }

    /// All windows but one that have something in them.
    fn others(self, start: u32) -> Vec<Window<T>> {
        self.windows.with_value(|windows| {
            let others = windows.iter().filter(|(other, _)| **other != start).map(|(_, window)| window);
            others.filter(|window| !window.with_untracked(Vec::is_empty)).cloned().collect()
        })
    }
}

/// The windows that have these rows in them, each by its first row.
fn windows(rows: &Range<u32>) -> impl Iterator<Item = u32> + use<> {
    let last = if rows.is_empty() { 0 } else { (rows.end - 1) / WINDOW + 1 };
    (rows.start / WINDOW..last).map(|window| window * WINDOW)
}

#[cfg(test)]
mod tests {
    use super::windows;

    #[test]
    fn rows_are_in_the_windows_that_they_touch() {
        let of = |rows| windows(&rows).collect::<Vec<_>>();
        assert_eq!(of(0..1), [0]);
        assert_eq!(of(40..50), [0]);
        assert_eq!(of(49..101), [0, 50, 100]);
        assert!(of(300..300).is_empty());
    }
}
