//! The pattern of an application, and the releases that it makes, in London's clock time: one, a list, the same days of each week, of
//! two weeks in turn, or a cycle of shifts.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time, Weekday};
use serde::{Deserialize, Serialize};

/// One going out and coming back, as London's clocks show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Trip {
    /// When the person goes out.
    pub out: DateTime,
    /// When they are to be back.
    pub back: DateTime,
}

impl Trip {
    /// How many nights it has.
    pub fn nights(self) -> i64 {
        self.back.date().duration_since(self.out.date()).as_hours() / 24
    }
}

/// A pattern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Pattern {
    /// One release.
    Single(Trip),
    /// These releases.
    List(Vec<Trip>),
    /// The same in each week.
    Weekly {
        /// The first day.
        from: Date,
        /// The last day.
        until: Date,
        /// The days.
        days: Vec<DayPlan>,
    },
    /// Two weeks in turn. The week of the first day, from Monday, is an A week.
    Fortnightly {
        /// The first day.
        from: Date,
        /// The last day.
        until: Date,
        /// The days of an A week.
        week_a: Vec<DayPlan>,
        /// The days of a B week.
        week_b: Vec<DayPlan>,
    },
    /// A cycle of shifts, day after day.
    Shift {
        /// The first day, which is the cycle's first.
        from: Date,
        /// The last day.
        until: Date,
        /// What each day of the cycle is.
        cycle: Vec<Turn>,
        /// The hours of a day shift.
        day: Hours,
        /// The hours of a night shift; it ends the next day.
        night: Hours,
    },
}

/// A release on a day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayPlan {
    /// The day of going out.
    pub day: DayOfWeek,
    /// When the person goes out.
    pub out: Time,
    /// When they are to be back.
    pub back: Time,
    /// How many nights later that is.
    #[serde(default)]
    pub nights: u16,
}

/// What a day of a cycle of shifts is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// A day shift.
    Day,
    /// A night shift.
    Night,
    /// None.
    Rest,
}

/// The hours of a shift, with the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// When the person goes out.
    pub out: Time,
    /// When they are to be back.
    pub back: Time,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is what it is called")]
pub enum DayOfWeek {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl From<Weekday> for DayOfWeek {
    fn from(day: Weekday) -> Self {
        match day {
            Weekday::Monday => Self::Monday,
            Weekday::Tuesday => Self::Tuesday,
            Weekday::Wednesday => Self::Wednesday,
            Weekday::Thursday => Self::Thursday,
            Weekday::Friday => Self::Friday,
            Weekday::Saturday => Self::Saturday,
            Weekday::Sunday => Self::Sunday,
        }
    }
}

impl Pattern {
    /// The releases, earliest first. What comes after a day is left out, so that a slip of the keyboard in the last day makes no list
    /// without end.
    pub(super) fn trips(&self, no_later_than: impl Fn(Date) -> Date) -> Vec<Trip> {
        let mut trips: Vec<Trip> = match self {
            Self::Single(trip) => vec![*trip],
            Self::List(trips) => trips.clone(),
            Self::Weekly { from, until, days } => {
                each_day(*from, (*until).min(no_later_than(*from))).flat_map(|day| on(days, day)).collect()
            }
            Self::Fortnightly { from, until, week_a, week_b } => {
                let first = monday(*from);
                let weeks = |day: Date| if is_even_week(first, day) { week_a } else { week_b };
                each_day(*from, (*until).min(no_later_than(*from))).flat_map(|day| on(weeks(day), day)).collect()
            }
            Self::Shift { from, until, cycle, day, night } => {
                let days = each_day(*from, (*until).min(no_later_than(*from)));
                days.zip(cycle.iter().cycle()).filter_map(|(date, turn)| shift(*turn, date, *day, *night)).collect()
            }
        };
        trips.sort_unstable();
        trips
    }

    /// The first and the last day, where the pattern names them.
    pub(super) const fn span(&self) -> Option<(Date, Date)> {
        match self {
            Self::Single(_) | Self::List(_) => None,
            Self::Weekly { from, until, .. }
            | Self::Fortnightly { from, until, .. }
            | Self::Shift { from, until, .. } => Some((*from, *until)),
        }
    }

    /// Whether nights come from its shifts, so that the person is at work in them and needs no address.
    pub(super) const fn is_of_shifts(&self) -> bool {
        matches!(self, Self::Shift { .. })
    }

    /// Whether its releases follow from a scheme and not from a list.
    pub(super) const fn is_scheduled(&self) -> bool {
        !matches!(self, Self::Single(_) | Self::List(_))
    }
}

fn each_day(from: Date, until: Date) -> impl Iterator<Item = Date> {
    from.series(1.day()).take_while(move |day| *day <= until)
}

fn on(days: &[DayPlan], date: Date) -> impl Iterator<Item = Trip> {
    let of_day = move |plan: &&DayPlan| plan.day == DayOfWeek::from(date.weekday());
    days.iter().filter(of_day).map(move |plan| {
        let back = date.saturating_add(i64::from(plan.nights).days());
        Trip { out: date.to_datetime(plan.out), back: back.to_datetime(plan.back) }
    })
}

fn shift(turn: Turn, date: Date, day: Hours, night: Hours) -> Option<Trip> {
    let (hours, back) = match turn {
        Turn::Day => (day, date),
        Turn::Night => (night, date.saturating_add(1.day())),
        Turn::Rest => return None,
    };
    Some(Trip { out: date.to_datetime(hours.out), back: back.to_datetime(hours.back) })
}

/// The Monday of a day's week.
pub(super) fn monday(day: Date) -> Date {
    let since = i64::from(Weekday::Monday.until(day.weekday()));
    day.saturating_sub(since.days())
}

fn is_even_week(first_monday: Date, day: Date) -> bool {
    let days = monday(day).duration_since(first_monday).as_hours() / 24;
    days / 7 % 2 == 0
}
