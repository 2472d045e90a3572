//! The days over which is counted. They are London's: a day begins and ends at its midnight, in summer too.

use std::ops::Range;

use api::ReleaseCounts;
use casework::london;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::error::AppError;
use crate::rotl::gate::midnight;
use crate::typed::{day, day_or_none};

/// Whole days, the last of them included.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) from: Date,
    pub(super) until: Date,
    /// That it was cut, and why.
    pub(super) cut: Option<String>,
}

impl Period {
    /// What was asked for: the last twelve months, unless somebody says otherwise. What has not come is cut off.
    pub(super) fn read(asked: &ReleaseCounts, today: Date) -> Result<Self, AppError> {
        let until = day_or_none(asked.until.as_deref(), "until")?.unwrap_or(today);
        let from = asked.from.as_deref().map(str::trim).filter(|typed| !typed.is_empty());
        let from = from.map(|typed| day(typed, "from")).transpose()?;
        if let Some(from) = from.filter(|from| *from > today) {
            let message = format!("{} has not come yet.", london::long_date(from));
            return Err(AppError::input(message, "Give today or an earlier day.").at("from"));
        }
        if let Some(from) = from.filter(|from| until < *from) {
            let message = format!("{} is before the first day, {}.", london::long_date(until), london::long_date(from));
            return Err(AppError::input(message, "Give the same or a later day.").at("until"));
        }
        let cut = (until > today).then(|| {
            let (until, today) = (london::long_date(until), london::long_date(today));
            format!("{until} has not come yet: counted until today, {today}")
        });
        let until = until.min(today);
        let year_before = || until.saturating_sub(12.months()).saturating_add(1.day());
        Ok(Self { from: from.unwrap_or_else(year_before), until, cut })
    }

    /// From the midnight with which it begins to the one with which it ends, milliseconds since 1970.
    pub(super) fn instants(&self) -> Range<i64> {
        midnight(self.from)..midnight(self.until.saturating_add(1.day()))
    }

    /// Of how many of its days there can be data, if there is some since a day.
    pub(super) fn days_since(&self, since: Date) -> i32 {
        let first = self.from.max(since);
        first.until(self.until).map_or(0, |span| span.get_days() + 1)
    }
}
