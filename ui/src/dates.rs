//! Dates and times as prison staff read them, from the ISO text that calls bring. Times are London's already.

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day {
    year: i64,
    month: u8,
    day: u8,
}

impl Day {
    /// Reads the date at the start of an ISO date or time.
    pub(crate) fn read(iso: &str) -> Option<Self> {
        let mut parts = iso.get(..10)?.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let day = Self { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
        ((1..=12).contains(&day.month) && (1..=31).contains(&day.day)).then_some(day)
    }

    /// Days since 1 March of the year 0, in the proleptic Gregorian calendar: years that begin in March have their leap day last.
    fn number(self) -> i64 {
        let month = (i64::from(self.month) + 9) % 12;
        let year = self.year - month / 10;
        365 * year + year.div_euclid(4) - year.div_euclid(100)
            + year.div_euclid(400)
            + (month * 306 + 5) / 10
            + i64::from(self.day)
            - 1
    }

    fn of_number(number: i64) -> Self {
        let mut year = (10_000 * number + 14_780).div_euclid(3_652_425);
        let start = |year: i64| 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        if number < start(year) {
            year -= 1;
        }
        let rest = number - start(year);
        let month = (100 * rest + 52) / 3060;
        let part = |value: i64| u8::try_from(value).unwrap_or(1);
        Self {
            year: year + (month + 2) / 12,
            month: part((month + 2) % 12 + 1),
            day: part(rest - (month * 306 + 5) / 10 + 1),
        }
    }

    /// So many days later.
    pub(crate) fn plus(self, days: i64) -> Self {
        Self::of_number(self.number() + days)
    }

    /// How many days from this one to the other: negative if the other is earlier.
    pub(crate) fn days_until(self, other: Self) -> i64 {
        other.number() - self.number()
    }

    /// ISO.
    pub(crate) fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    fn month_name(self) -> &'static str {
        MONTHS.get(usize::from(self.month) - 1).copied().unwrap_or_default()
    }

    fn weekday(self) -> &'static str {
        // 1 March of the year 0 was a Wednesday.
        let place = usize::try_from((self.number() + 2).rem_euclid(7)).unwrap_or(0);
        DAYS.get(place).copied().unwrap_or_default()
    }

    /// “17 November 2027”.
    pub(crate) fn long(self) -> String {
        format!("{} {} {}", self.day, self.month_name(), self.year)
    }

    /// “17 Nov 2027”.
    pub(crate) fn short(self) -> String {
        format!("{} {} {}", self.day, self.month_name().get(..3).unwrap_or_default(), self.year)
    }

    /// Full years from this day to the other.
    pub(crate) fn years_until(self, other: Self) -> i64 {
        let before_birthday = (other.month, other.day) < (self.month, self.day);
        other.year - self.year - i64::from(before_birthday)
    }
}

/// “17 November 2027”; what is no date stays as it is.
pub(crate) fn long(iso: &str) -> String {
    Day::read(iso).map_or_else(|| iso.to_owned(), Day::long)
}

/// “17 Nov 2027”; what is no date stays as it is.
pub(crate) fn short(iso: &str) -> String {
    Day::read(iso).map_or_else(|| iso.to_owned(), Day::short)
}

/// “Thursday 14 January 2027”; what is no date stays as it is.
pub(crate) fn with_weekday(iso: &str) -> String {
    Day::read(iso).map_or_else(|| iso.to_owned(), |day| format!("{} {}", day.weekday(), day.long()))
}

/// “Thursday 14 January”: for a day that is near.
pub(crate) fn near(iso: &str) -> String {
    let words = with_weekday(iso);
    words.rsplit_once(' ').map_or_else(|| words.clone(), |(day, _)| day.to_owned())
}

/// “17/01/2027”, as people type a date; what is no date stays as it is.
pub(crate) fn typed(iso: &str) -> String {
    Day::read(iso).map_or_else(|| iso.to_owned(), |day| format!("{:02}/{:02}/{:04}", day.day, day.month, day.year))
}

/// A day as people type it, such as 17/05/2027, as ISO; anything else as it was typed.
pub(crate) fn iso_of(typed: &str) -> String {
    let typed = typed.trim();
    let mut parts = typed.split(['/', '.', '-']).map(str::parse::<i64>);
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(Ok(day @ 1..=31)), Some(Ok(month @ 1..=12)), Some(Ok(year @ 1000..=9999)), None) => {
            format!("{year:04}-{month:02}-{day:02}")
        }
        _ => typed.to_owned(),
    }
}

/// “4 December 2026 at 08:30”; a day without a time has none.
pub(crate) fn said_at(iso: &str) -> String {
    match iso.get(11..16) {
        Some(time) => format!("{} at {time}", long(iso)),
        None => long(iso),
    }
}

/// “today, 16:42”, “yesterday, 16:42”, or “8 January 2027, 16:42”: for running text.
pub(crate) fn when(iso: &str, today: &str) -> String {
    let Some(day) = Day::read(iso) else { return iso.to_owned() };
    let time = iso.get(11..16);
    let date = match Day::read(today).map(|today| day.days_until(today)) {
        Some(0) => "today".to_owned(),
        Some(1) => "yesterday".to_owned(),
        _ => day.long(),
    };
    time.map_or_else(|| date.clone(), |time| format!("{date}, {time}"))
}

/// The same where it begins a line: “Today, 16:42”.
pub(crate) fn at_head(iso: &str, today: &str) -> String {
    let words = when(iso, today);
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// “Today 11:00”, “Fri 15 Jan” for the week ahead, otherwise “17 Nov 2027”: for columns of what is to come.
pub(crate) fn due(iso: &str, today: &str) -> String {
    let Some(day) = Day::read(iso) else { return iso.to_owned() };
    match Day::read(today).map(|today| today.days_until(day)) {
        Some(0) => iso.get(11..16).map_or_else(|| "Today".to_owned(), |time| format!("Today {time}")),
        Some(1..=7) => {
            let short = day.short();
            let without_year = short.rsplit_once(' ').map_or(short.as_str(), |(start, _)| start);
            format!("{} {without_year}", day.weekday().get(..3).unwrap_or_default())
        }
        _ => day.short(),
    }
}

/// How many days ago a time was.
pub(crate) fn days_ago(iso: &str, today: &str) -> Option<i64> {
    Some(Day::read(iso)?.days_until(Day::read(today)?))
}

/// “1 day”, “9 days”.
pub(crate) fn days(count: i64) -> String {
    format!("{count} day{}", if count == 1 { "" } else { "s" })
}

/// Age in full years.
pub(crate) fn age(born: &str, today: &str) -> Option<i64> {
    Some(Day::read(born)?.years_until(Day::read(today)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_as_gov_uk_writes_them() {
        assert_eq!(long("2027-11-17"), "17 November 2027");
        assert_eq!(short("2027-11-15"), "15 Nov 2027");
        assert_eq!(short("Life"), "Life");
        assert_eq!(with_weekday("2027-01-14"), "Thursday 14 January 2027");
        assert_eq!([iso_of(" 4/1/2027"), iso_of("2027-01-04"), iso_of("soon")], ["2027-01-04", "2027-01-04", "soon"]);
        assert_eq!(
            [said_at("2026-12-04T08:30"), said_at("2026-12-04")],
            ["4 December 2026 at 08:30", "4 December 2026"]
        );
        assert_eq!([near("2027-01-14"), typed("2027-01-04")], ["Thursday 14 January", "04/01/2027"]);
    }

    #[test]
    fn near_days_are_named_by_their_nearness() {
        assert_eq!(due("2027-01-14T11:00", "2027-01-14"), "Today 11:00");
        assert_eq!(due("2027-01-15", "2027-01-14"), "Fri 15 Jan");
        assert_eq!(due("2027-01-22", "2027-01-14"), "22 Jan 2027");
        assert_eq!(when("2027-01-13T16:42", "2027-01-14"), "yesterday, 16:42");
        assert_eq!(when("2027-01-08T16:42", "2027-01-14"), "8 January 2027, 16:42");
    }

    #[test]
    fn counting_days_crosses_months_leap_years_and_centuries() {
        let day = |iso| Day::read(iso).unwrap();
        assert_eq!(day("2027-03-01").days_until(day("2027-08-20")), 172);
        assert_eq!(day("2028-02-28").plus(2).iso(), "2028-03-01");
        assert_eq!(day("1999-12-31").plus(60).iso(), "2000-02-29");
        let mut walked = day("1996-01-01");
        for _ in 0..20_000 {
            let next = walked.plus(1);
            assert_eq!(walked.days_until(next), 1, "{walked:?}");
            assert!(next > walked && next.day <= 31);
            walked = next;
        }
        assert_eq!(walked.iso(), "2050-10-04");
    }

    #[test]
    fn an_age_grows_on_the_birthday() {
        assert_eq!(age("1993-03-03", "2027-03-02"), Some(33));
        assert_eq!(age("1993-03-03", "2027-03-03"), Some(34));
    }
}
