//! What an application's pattern comes to: its releases, what is wrong with them in plain words, and what to know of the clocks.

use std::mem::discriminant;

use jiff::civil::{Date, DateTime};
use serde::Serialize;

use super::constants::{Constants, RuleBook, Standing};
use super::kind::Kind;
use super::pattern::{Pattern, Trip, monday};
use crate::calendar::{Period, Shown, date_and_time, london_instant, long_date, shown_in_london};
use crate::rule::Clause;

const OWN: &str = "This product's own rule";

pub(super) const DATES: Clause = Clause {
    id: "rotl.plan-dates",
    words: "A pattern has at least one release, each with a return after the going out, at times that the clocks show, and no two \
            at once.",
    source: OWN,
};
pub(super) const SERIES: Clause = Clause {
    id: "rotl.plan-series",
    words: "A series is no longer than the rule set allows.",
    source: "External movements: start and end dates",
};
pub(super) const NEXT_DAY: Clause = Clause {
    id: "rotl.plan-next-day",
    words: "A release that a weekly, fortnightly or shift pattern makes comes back by the next day.",
    source: "External movements: days and times",
};
pub(super) const NIGHTS: Clause = Clause {
    id: "rotl.plan-nights",
    words: "An overnight release has at least one night and at most the rule set's, a day release none but those of a night shift; \
            a childcare release has at most the rule set's. Whoever is away overnight has an address.",
    source: "As secondary sources give it; the address: this product's own",
};
pub(super) const CHILDCARE: Clause = Clause {
    id: "rotl.plan-childcare",
    words: "Childcare releases are so many in a week, from Monday, and those with a night are so many days apart.",
    source: "As secondary sources give it; that a week is counted from Monday is this product's own",
};

/// What is planned.
#[derive(Debug, Clone, Copy)]
pub struct Planning<'a> {
    /// The type.
    pub kind: Kind,
    /// The pattern.
    pub pattern: &'a Pattern,
    /// Whether an address is given for the nights.
    pub has_address: bool,
    /// The person's other releases, planned and past.
    pub others: &'a [(Kind, Trip)],
}

/// What a pattern comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// The releases, the earliest first. Where the series is too long, those of the longest that it can be.
    pub releases: Vec<Trip>,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// What to know: releases over which the clocks change, with the hours that they really have.
    pub notes: Vec<String>,
}

/// Something wrong with a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    /// There is no release in it.
    #[error("There is no date in it. Choose at least one day between the first and the last.")]
    NoDate,
    /// It ends before it begins.
    #[error("The last day, {}, is before the first, {}. Change one of them.", long_date(*until), long_date(*from))]
    EndsBeforeItBegins {
        /// The first day.
        from: Date,
        /// The last day.
        until: Date,
    },
    /// A release comes back before it goes out, or at once.
    #[error("Out on {}, back on {}: the return has to be after the going out.", date_and_time(trip.out), date_and_time(trip.back))]
    BackBeforeOut {
        /// Which.
        trip: Trip,
    },
    /// The series is too long.
    #[error("This goes on to {}. A series can be {period}: the longest is {}.", long_date(*until), long_date(*longest))]
    TooLong {
        /// The last day.
        until: Date,
        /// The last day that it could have.
        longest: Date,
        /// How long a series can be.
        period: Period,
    },
    /// A time is none.
    #[error("{} does not exist: the clocks go forward over it. Choose another time.", date_and_time(*at))]
    NoSuchTime {
        /// Which.
        at: DateTime,
    },
    /// Two releases are at once.
    #[error(
        "The release of {} is not over before {}, when the next one goes out. Move one of them.",
        date_and_time(first.out),
        date_and_time(second.out)
    )]
    Overlap {
        /// The one that goes out first.
        first: Trip,
        /// The one that goes out before it is back.
        second: Trip,
    },
    /// A scheduled release is away for longer than to the next day.
    #[error(
        "In a pattern a release comes back by the next day. Enter the one that goes out on {} by itself, with its own dates.",
        date_and_time(trip.out)
    )]
    NotBackNextDay {
        /// Which.
        trip: Trip,
    },
    /// There is no address for a night.
    #[error("The release of {} is overnight and has no address. Add where the person sleeps.", date_and_time(trip.out))]
    NoAddress {
        /// Which.
        trip: Trip,
    },
    /// A day release is overnight.
    #[error(
        "The day release of {} would be overnight. Choose overnight release, or a return on the same day.",
        date_and_time(trip.out)
    )]
    NightOnDayRelease {
        /// Which.
        trip: Trip,
    },
    /// An overnight release has no night.
    #[error("The overnight release of {} has no night. Choose day release, or a later return.", date_and_time(trip.out))]
    NoNight {
        /// Which.
        trip: Trip,
    },
    /// It has too many nights.
    #[error("The release of {} has {nights} nights; it can have {most}.", date_and_time(trip.out))]
    TooManyNights {
        /// Which.
        trip: Trip,
        /// How many it has.
        nights: i64,
        /// How many it can have.
        most: u16,
    },
    /// There are too many childcare releases in a week.
    #[error("In the week of Monday {} there are {count} childcare releases; there can be {most}.", long_date(*week))]
    TooManyInAWeek {
        /// The week's Monday.
        week: Date,
        /// How many there are.
        count: usize,
        /// How many there can be.
        most: u16,
    },
    /// Two childcare releases with a night are too near each other.
    #[error(
        "Childcare releases with a night are {apart} apart. After that of {} the next can be on {}, not on {}.",
        long_date(first.out.date()),
        long_date(*next),
        long_date(second.out.date())
    )]
    NightsTooNear {
        /// The earlier.
        first: Trip,
        /// The later.
        second: Trip,
        /// When the later could be.
        next: Date,
        /// How far apart they have to be.
        apart: Period,
    },
}

impl Problem {
    /// The clause that it is against.
    pub const fn clause(&self) -> &'static Clause {
        match self {
            Self::NoDate
            | Self::EndsBeforeItBegins { .. }
            | Self::BackBeforeOut { .. }
            | Self::NoSuchTime { .. }
            | Self::Overlap { .. } => &DATES,
            Self::TooLong { .. } => &SERIES,
            Self::NotBackNextDay { .. } => &NEXT_DAY,
            Self::NoAddress { .. }
            | Self::NightOnDayRelease { .. }
            | Self::NoNight { .. }
            | Self::TooManyNights { .. } => &NIGHTS,
            Self::TooManyInAWeek { .. } | Self::NightsTooNear { .. } => &CHILDCARE,
        }
    }

    /// On whose authority it is one: that of the figure, where there is one.
    pub const fn standing(&self, book: &RuleBook<'_>) -> Standing {
        let rules = &book.rotl.constants;
        match self {
            Self::TooLong { .. } => rules.series_longest.standing,
            Self::TooManyNights { .. } => rules.overnight_nights.standing,
            Self::TooManyInAWeek { .. } => rules.childcare_in_a_week.standing,
            Self::NightsTooNear { .. } => rules.childcare_nights_apart.standing,
            Self::NotBackNextDay { .. } | Self::NightOnDayRelease { .. } | Self::NoNight { .. } => Standing::National,
            _ => Standing::Local,
        }
    }
}

/// What a pattern comes to.
pub fn plan(planning: &Planning<'_>, book: &RuleBook<'_>) -> Plan {
    let rules = &book.rotl.constants;
    let longest = |from: Date| rules.series_longest.value.after(from);
    let releases = planning.pattern.trips(longest);
    let mut problems = Vec::new();
    span(planning.pattern, &releases, rules, &mut problems);
    let mut of_one = Vec::new();
    for trip in &releases {
        one(*trip, planning, rules, &mut of_one);
    }
    problems.extend(said_once(of_one, planning.pattern));
    at_once(&releases, planning.others, &mut problems);
    if planning.kind == Kind::Crl {
        childcare(&releases, planning.others, rules, &mut problems);
    }
    let notes = releases.iter().flat_map(|trip| clocks(*trip)).collect();
    Plan { releases, problems, notes }
}

/// Whether there is anything in it, and whether it is too long.
fn span(pattern: &Pattern, releases: &[Trip], rules: &Constants, problems: &mut Vec<Problem>) {
    let named = pattern.span();
    if let Some((from, until)) = named.filter(|(from, until)| until < from) {
        return problems.push(Problem::EndsBeforeItBegins { from, until });
    }
    let (Some(first), Some(last)) = (releases.first(), releases.iter().map(|trip| trip.back.date()).max()) else {
        return problems.push(Problem::NoDate);
    };
    let (from, until) = named.unwrap_or((first.out.date(), last));
    let period = rules.series_longest.value;
    let longest = period.after(from);
    if until > longest {
        problems.push(Problem::TooLong { until, longest, period });
    }
}

/// What is wrong with every release of a scheme is said of the first.
fn said_once(found: Vec<Problem>, pattern: &Pattern) -> Vec<Problem> {
    let mut said: Vec<Problem> = Vec::new();
    for problem in found {
        let is_said = said.iter().any(|before| discriminant(before) == discriminant(&problem));
        if !(pattern.is_scheduled() && is_said) {
            said.push(problem);
        }
    }
    said
}

/// What is wrong with one release, whatever the others are.
fn one(trip: Trip, planning: &Planning<'_>, rules: &Constants, problems: &mut Vec<Problem>) {
    for at in [trip.out, trip.back] {
        if shown_in_london(at) == Shown::Never {
            problems.push(Problem::NoSuchTime { at });
        }
    }
    if trip.back <= trip.out {
        return problems.push(Problem::BackBeforeOut { trip });
    }
    let nights = trip.nights();
    if planning.pattern.is_scheduled() && nights > 1 {
        problems.push(Problem::NotBackNextDay { trip });
    }
    let is_at_work = planning.pattern.is_of_shifts();
    if nights > 0 && !is_at_work && !planning.has_address {
        problems.push(Problem::NoAddress { trip });
    }
    let most = match planning.kind {
        Kind::Rdr if nights > 0 && !is_at_work => return problems.push(Problem::NightOnDayRelease { trip }),
        Kind::Ror if nights == 0 => return problems.push(Problem::NoNight { trip }),
        Kind::Ror => rules.overnight_nights.value,
        Kind::Crl => rules.childcare_nights.value,
        Kind::Rdr | Kind::Spl => return,
    };
    if nights > i64::from(most) {
        problems.push(Problem::TooManyNights { trip, nights, most });
    }
}

/// No two at once, with any other of the same person.
fn at_once(releases: &[Trip], others: &[(Kind, Trip)], problems: &mut Vec<Problem>) {
    let mut all: Vec<(Trip, bool)> = releases.iter().map(|trip| (*trip, true)).collect();
    all.extend(others.iter().map(|(_, trip)| (*trip, false)));
    all.retain(|(trip, _)| trip.out < trip.back);
    all.sort_unstable();
    let mut longest: Option<(Trip, bool)> = None;
    for (second, is_ours) in all {
        if let Some((first, was_ours)) = longest.filter(|(first, _)| first.back > second.out)
            && (is_ours || was_ours)
        {
            problems.push(Problem::Overlap { first, second });
        }
        if longest.is_none_or(|(first, _)| first.back < second.back) {
            longest = Some((second, is_ours));
        }
    }
}

/// Childcare releases: so many in a week, and nights so far apart.
fn childcare(releases: &[Trip], others: &[(Kind, Trip)], rules: &Constants, problems: &mut Vec<Problem>) {
    let of_kind = others.iter().filter(|(kind, _)| *kind == Kind::Crl).map(|(_, trip)| *trip);
    let mut all: Vec<Trip> = releases.iter().copied().chain(of_kind).collect();
    all.sort_unstable();
    all.dedup();
    let most = rules.childcare_in_a_week.value;
    for week in all.chunk_by(|one, other| monday(one.out.date()) == monday(other.out.date())) {
        let is_ours = week.iter().any(|trip| releases.contains(trip));
        if let Some(first) = week.first().filter(|_| is_ours && week.len() > usize::from(most)) {
            problems.push(Problem::TooManyInAWeek { week: monday(first.out.date()), count: week.len(), most });
        }
    }
    let apart = rules.childcare_nights_apart.value;
    let overnight: Vec<Trip> = all.into_iter().filter(|trip| trip.nights() > 0).collect();
    for (first, second) in overnight.iter().zip(overnight.iter().skip(1)) {
        let next = apart.after(first.out.date());
        let is_ours = releases.contains(first) || releases.contains(second);
        if is_ours && second.out.date() < next {
            problems.push(Problem::NightsTooNear { first: *first, second: *second, next, apart });
        }
    }
}

/// What to know where the clocks change during a release, or over one of its times.
fn clocks(trip: Trip) -> Vec<String> {
    let mut notes = Vec::new();
    for at in [trip.out, trip.back] {
        if shown_in_london(at) == Shown::Twice {
            notes.push(format!("{} comes twice, since the clocks go back: the later one counts.", date_and_time(at)));
        }
    }
    let shown = trip.back.duration_since(trip.out).as_mins();
    let real = london_instant(trip.back).duration_since(london_instant(trip.out)).as_mins();
    if shown > 0 && real != shown {
        let way = if real < shown { "forward" } else { "back" };
        notes.push(format!(
            "The clocks go {way} during the release of {}: it lasts {}, not {}.",
            date_and_time(trip.out),
            hours(real),
            hours(shown)
        ));
    }
    notes
}

/// “11 hours”, “11 hours and 30 minutes”.
fn hours(minutes: i64) -> String {
    let counted = |number: i64, name: &str| format!("{number} {name}{}", if number == 1 { "" } else { "s" });
    match (minutes / 60, minutes % 60) {
        (0, rest) => counted(rest, "minute"),
        (hours, 0) => counted(hours, "hour"),
        (hours, rest) => format!("{} and {}", counted(hours, "hour"), counted(rest, "minute")),
    }
}
