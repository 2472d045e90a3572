//! Which rows of a long table are on the page: arithmetic over a fixed row height, nothing else.

use std::ops::Range;

/// Rows kept ready above and below what is seen.
const OVERSCAN: u32 = 6;

/// How a table stands in its scrolling pane, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Geometry {
    /// Height of a row.
    pub(crate) row: f64,
    /// Height of the head, which stays on top of the rows.
    pub(crate) head: f64,
    /// Height of the pane.
    pub(crate) pane: f64,
    /// How far it is scrolled.
    pub(crate) top: f64,
}

impl Geometry {
    /// The rows that are on the page, of so many in all.
    pub(crate) fn on_page(self, total: u32) -> Range<u32> {
        // A list that has become shorter may be scrolled past its end.
        let first = self.at(self.top).min(total.saturating_sub(1)).saturating_sub(OVERSCAN);
        let last = self.at(self.top + self.room()).saturating_add(1 + OVERSCAN);
        first.min(total)..last.min(total)
    }

    /// The rows that are seen in full, of so many in all. At least one, where there is one.
    pub(crate) fn seen(self, total: u32) -> Range<u32> {
        let first = self.at(self.top + self.row - 1.0).min(total.saturating_sub(1));
        let last = self.at(self.top + self.room() + 0.5).clamp(first.saturating_add(1), total.max(1));
        first..last.min(total)
    }

    /// How many rows a page is.
    pub(crate) fn page(self) -> u32 {
        self.at(self.room()).saturating_sub(1).max(1)
    }

    /// Where to scroll so that a row is seen in full; nothing, if it is.
    pub(crate) fn to_show(self, index: u32) -> Option<f64> {
        let above = f64::from(index) * self.row;
        let below = above + self.row;
        if above < self.top {
            Some(above)
        } else if below > self.top + self.room() {
            Some(below - self.room())
        } else {
            None
        }
    }

    /// The same, and before it the row that heads its group.
    pub(crate) fn to_show_with(mut self, index: u32, head: Option<u32>) -> Option<f64> {
        let mut to = None;
        for row in head.into_iter().chain([index]) {
            if let Some(top) = self.to_show(row) {
                self.top = top;
                to = Some(top);
            }
        }
        to
    }

    fn room(self) -> f64 {
        (self.pane - self.head).max(self.row)
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturates, and a table has fewer rows than that"
    )]
    fn at(self, pixels: f64) -> u32 {
        (pixels.max(0.0) / self.row.max(1.0)) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT_TOP: Geometry = Geometry { row: 32.0, head: 30.0, pane: 350.0, top: 0.0 };

    #[test]
    fn a_few_rows_more_than_are_seen_are_on_the_page() {
        assert_eq!(AT_TOP.on_page(1500), 0..17);
        assert_eq!(AT_TOP.seen(1500), 0..10);
        let further = Geometry { top: 32.0 * 700.0 + 5.0, ..AT_TOP };
        assert_eq!(further.on_page(1500), 694..717);
        assert_eq!(further.seen(1500), 701..710);
    }

    #[test]
    fn a_short_table_is_whole_and_an_empty_one_has_no_rows() {
        assert_eq!(AT_TOP.on_page(4), 0..4);
        assert_eq!(AT_TOP.seen(4), 0..4);
        assert_eq!(AT_TOP.on_page(0), 0..0);
        assert!(AT_TOP.seen(0).is_empty());
    }

    #[test]
    fn a_row_is_brought_into_view_by_the_least_scrolling() {
        assert_eq!(AT_TOP.to_show(9), None);
        assert_eq!(AT_TOP.to_show(10), Some(32.0));
        let further = Geometry { top: 64.0, ..AT_TOP };
        assert_eq!(further.to_show(1), Some(32.0));
    }

    #[test]
    fn the_first_row_of_a_group_is_seen_with_its_head() {
        let further = Geometry { top: 64.0, ..AT_TOP };
        assert_eq!(further.to_show_with(2, Some(1)), Some(32.0));
        assert_eq!(further.to_show_with(2, None), None);
        assert_eq!(AT_TOP.to_show_with(10, Some(9)), Some(32.0));
    }

    #[test]
    fn no_row_that_is_seen_is_missing_from_the_page_wherever_it_is_scrolled() {
        for top in 0..5000 {
            let at = Geometry { top: f64::from(top), ..AT_TOP };
            let (page, seen) = (at.on_page(150), at.seen(150));
            assert!(page.start <= seen.start && seen.end <= page.end, "{top}: {page:?} {seen:?}");
        }
    }
}
