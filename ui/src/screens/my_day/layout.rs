//! How the list of what is owed lies: the head of each group that has something in it, and then its rows. Places in the table count
//! heads and rows; the record counts rows.

use std::ops::Range;

/// How many there are in each group: overdue, today, this week, later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Layout(pub(super) [u32; 4]);

/// What stands at a place of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// The head of a group.
    Head(usize),
    /// A row, as the record counts them.
    Row(u32),
}

impl Layout {
    /// The groups that have something in them: which, where its head stands, how many.
    fn groups(self) -> impl Iterator<Item = (usize, u32, u32)> {
        let mut place = 0;
        self.0.into_iter().enumerate().filter(|(_, count)| *count > 0).map(move |(group, count)| {
            let head = place;
            place += count + 1;
            (group, head, count)
        })
    }

    /// How many places there are.
    pub(super) fn places(self) -> u32 {
        self.groups().map(|(_, _, count)| count + 1).sum()
    }

    /// Where heads stand.
    pub(super) fn heads(self) -> Vec<u32> {
        self.groups().map(|(_, head, _)| head).collect()
    }

    /// What stands at a place.
    pub(super) fn line(self, place: u32) -> Option<Line> {
        let (nth, (group, head, _)) =
            self.groups().enumerate().find(|(_, (_, head, count))| (*head..=head + count).contains(&place))?;
        if place == head {
            return Some(Line::Head(group));
        }
        Some(Line::Row(place - 1 - u32::try_from(nth).ok()?))
    }

    /// The row at a place, or behind the head that is there.
    pub(super) fn row(self, place: u32) -> Option<u32> {
        match self.line(place)? {
            Line::Row(row) => Some(row),
            Line::Head(_) => self.row(place + 1),
        }
    }

    /// The rows at these places.
    pub(super) fn rows(self, places: &Range<u32>) -> Range<u32> {
        let last = places.end.min(self.places()).checked_sub(1).and_then(|last| self.row(last));
        match (self.row(places.start), last) {
            (Some(first), Some(last)) => first..last + 1,
            _ => 0..0,
        }
    }

    /// The nearest place at which a row stands: for a list that has become shorter.
    pub(super) fn nearest(self, place: u32) -> u32 {
        let place = place.min(self.places().saturating_sub(1));
        match self.line(place) {
            Some(Line::Head(_)) => place + 1,
            _ => place,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Line::{Head, Row};
    use super::*;

    const SOME: Layout = Layout([2, 0, 3, 1]);

    #[test]
    fn heads_stand_before_the_rows_of_their_group_and_empty_groups_have_none() {
        assert_eq!(SOME.places(), 9);
        assert_eq!(SOME.heads(), [0, 3, 7]);
        let lines: Vec<_> = (0..9).filter_map(|place| SOME.line(place)).collect();
        assert_eq!(lines, [Head(0), Row(0), Row(1), Head(2), Row(2), Row(3), Row(4), Head(3), Row(5)]);
        assert_eq!(SOME.line(9), None);
    }

    #[test]
    fn the_rows_of_some_places_are_one_stretch() {
        assert_eq!(SOME.rows(&(0..9)), 0..6);
        assert_eq!(SOME.rows(&(3..5)), 2..3);
        assert_eq!(SOME.rows(&(4..40)), 2..6);
        assert_eq!(Layout::default().rows(&(0..9)), 0..0);
    }

    #[test]
    fn whoever_stands_past_the_end_comes_to_the_last_row() {
        assert_eq!(SOME.nearest(20), 8);
        assert_eq!(SOME.nearest(3), 4);
        assert_eq!(Layout([1, 0, 0, 0]).nearest(5), 1);
    }
}
