//! A figure of a prison's settings: its value, on whose authority it stands, what a screen calls it, and how a person writes it.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::{Period, long_date};
use crate::rotl::Grade;

/// A figure, on whose authority it stands, and where it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure<T> {
    /// The value.
    pub value: T,
    /// Whether it holds everywhere.
    pub standing: Standing,
    /// Where it is written.
    pub source: String,
}

/// On whose authority a figure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A national figure.
    National,
    /// The prison's own, or a starting value for it.
    #[default]
    Local,
    /// Second-hand: it must be checked against what was published.
    Unconfirmed,
}

impl Standing {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::Local => "local",
            Self::Unconfirmed => "unconfirmed",
        }
    }
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Weeks.
    Weeks,
    /// Working days.
    WorkingDays,
    /// Months, weeks and days.
    Period,
    /// A day of the calendar, or none.
    Date,
    /// Minutes.
    Minutes,
    /// Months, weeks and days, or none.
    PeriodOrNone,
    /// A grade in which somebody decides.
    Grade,
    /// The lines of an address.
    Address,
    /// A telephone number.
    Telephone,
    /// How often.
    Times,
}

impl Unit {
    /// Its name, as [`FigureInfo`] is kept and sent: `weeks`, `working-days`, `period`, `date`, `minutes`, `period-or-none`, `grade`,
    /// `address`, `telephone`, `times`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Weeks => "weeks",
            Self::WorkingDays => "working-days",
            Self::Period => "period",
            Self::Date => "date",
            Self::Minutes => "minutes",
            Self::PeriodOrNone => "period-or-none",
            Self::Grade => "grade",
            Self::Address => "address",
            Self::Telephone => "telephone",
            Self::Times => "times",
        }
    }

    /// How a figure that counts it is written.
    pub const fn example(self) -> &'static str {
        match self {
            Self::Weeks => "2 weeks",
            Self::WorkingDays => "10 working days",
            Self::Period => "8 weeks, 6 months or 10 days",
            Self::Date => "1 September 2027, or none",
            Self::Minutes => "30 minutes",
            Self::PeriodOrNone => "10 days, 8 weeks or 3 months, or none",
            Self::Grade => "duty manager or governor",
            Self::Address => "at most six lines",
            Self::Telephone => "0113 496 0001",
            Self::Times => "3 times",
        }
    }
}

/// What is fixed about a figure, whatever its value.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct About {
    /// Its name, which never changes.
    pub(crate) name: &'static str,
    /// What a screen calls it.
    pub(crate) words: &'static str,
    /// What it counts.
    pub(crate) unit: Unit,
    /// The least and the most that it can sensibly be.
    pub(crate) range: (&'static str, &'static str),
}

/// A figure with what is fixed about it.
#[derive(Debug)]
pub(crate) struct Named<'a, T> {
    pub(crate) about: &'static About,
    pub(crate) figure: &'a Figure<T>,
}

impl<T> Clone for Named<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Named<'_, T> {}

impl<T: Copy> Named<'_, T> {
    pub(crate) const fn value(self) -> T {
        self.figure.value
    }
}

impl<T: Value> fmt::Display for Named<'_, T> {
    /// “10 working days (local: No authoritative figure found: a starting value)”.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Figure { value, standing, source } = self.figure;
        write!(f, "{} ({}: {source})", value.in_words(self.about.unit), standing.words())
    }
}

/// The value of a figure.
pub(crate) trait Value: Sized {
    /// In words.
    fn in_words(&self, unit: Unit) -> String;

    /// As a person writes it; nothing, if it is no value of this unit.
    fn read(text: &str, unit: Unit) -> Option<Self>;

    /// How large it is, for comparing it with another of its unit; nothing, where it has no size.
    fn size(&self) -> Option<i64>;

    /// What is said of one that is less or more than it can be.
    fn out_of_range(about: &'static About, written: &str) -> FigureError {
        let (least, most) = about.range;
        FigureError::OutOfRange { words: about.words, value: written.trim().to_owned(), least, most }
    }
}

impl Value for u16 {
    fn in_words(&self, unit: Unit) -> String {
        let name = match unit {
            Unit::Weeks => "week",
            Unit::Minutes => "minute",
            Unit::Times => "time",
            _ => "working day",
        };
        counted(*self, name)
    }

    fn read(text: &str, unit: Unit) -> Option<Self> {
        let text = plain(text);
        let (number, rest) = leading_number(&text)?;
        let named: &[&str] = match unit {
            Unit::Weeks => &["", "week", "weeks"],
            Unit::Minutes => &["", "minute", "minutes"],
            Unit::Times => &["", "time", "times"],
            _ => &["", "working day", "working days"],
        };
        named.contains(&rest).then_some(number)
    }

    fn size(&self) -> Option<i64> {
        Some(i64::from(*self))
    }
}

impl Value for Period {
    fn in_words(&self, _: Unit) -> String {
        self.to_string()
    }

    /// “8 months and 14 days”. A number alone is no period: days, weeks and months are too far apart to guess.
    fn read(text: &str, _: Unit) -> Option<Self> {
        let mut period = Self::default();
        for part in plain(text).replace(" and ", ",").split(',') {
            let (number, rest) = leading_number(part.trim())?;
            let place = match rest {
                "month" | "months" => &mut period.months,
                "week" | "weeks" => &mut period.weeks,
                "day" | "days" => &mut period.days,
                _ => return None,
            };
            if *place != 0 {
                return None;
            }
            *place = number;
        }
        Some(period)
    }

    fn size(&self) -> Option<i64> {
        Some(self.about_days())
    }
}

impl Value for Option<Period> {
    fn in_words(&self, unit: Unit) -> String {
        self.map_or_else(|| "none".to_owned(), |period| period.in_words(unit))
    }

    /// “28 days”, or “none”.
    fn read(text: &str, unit: Unit) -> Option<Self> {
        if plain(text) == "none" { Some(None) } else { Period::read(text, unit).map(Some) }
    }

    fn size(&self) -> Option<i64> {
        self.map(Period::about_days)
    }
}

impl Value for Grade {
    fn in_words(&self, _: Unit) -> String {
        self.words().to_owned()
    }

    fn read(text: &str, _: Unit) -> Option<Self> {
        let text = plain(text).replace(['_', '-'], " ");
        Self::ALL.into_iter().find(|grade| grade.words() == text)
    }

    fn size(&self) -> Option<i64> {
        Some(match self {
            Self::DutyManager => 0,
            Self::Governor => 1,
        })
    }

    fn out_of_range(about: &'static About, _: &str) -> FigureError {
        FigureError::TooLowGrade { words: about.words, least: about.range.0 }
    }
}

/// An address, a line to each part; empty while none is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Address(pub String);

/// A telephone number; empty while none is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Telephone(pub String);

const NOT_RECORDED: &str = "not recorded";

impl Value for Address {
    fn in_words(&self, _: Unit) -> String {
        if self.0.is_empty() { NOT_RECORDED.to_owned() } else { self.0.clone() }
    }

    fn read(text: &str, _: Unit) -> Option<Self> {
        let lines: Vec<String> = text.lines().map(one_space).filter(|line| !line.is_empty()).collect();
        let fits = (1..=6).contains(&lines.len()) && lines.iter().all(|line| line.chars().count() <= 80);
        fits.then(|| Self(lines.join("\n")))
    }

    fn size(&self) -> Option<i64> {
        None
    }
}

impl Value for Telephone {
    fn in_words(&self, _: Unit) -> String {
        if self.0.is_empty() { NOT_RECORDED.to_owned() } else { self.0.clone() }
    }

    fn read(text: &str, _: Unit) -> Option<Self> {
        let text = one_space(text);
        let digits = text.chars().filter(char::is_ascii_digit).count();
        (digits >= 3 && text.chars().count() <= 40).then_some(Self(text))
    }

    fn size(&self) -> Option<i64> {
        None
    }
}

impl Value for Option<Date> {
    fn in_words(&self, _: Unit) -> String {
        self.map_or_else(|| "none".to_owned(), |day| long_date(day).to_string())
    }

    /// “2027-09-01”, “1/9/2027”, “1 September 2027”, or “none”.
    fn read(text: &str, _: Unit) -> Option<Self> {
        let text = plain(text);
        if text == "none" {
            return Some(None);
        }
        let formats = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"];
        let found = formats.into_iter().find_map(|format| Date::strptime(format, &text).ok());
        found.map(Some)
    }

    fn size(&self) -> Option<i64> {
        let years = self.map(|day| i64::from(day.year()));
        years.map(|year| year * 365)
    }
}

/// In small letters, with one space where there were any.
fn plain(text: &str) -> String {
    one_space(text).to_lowercase()
}

fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The number at the start, and what follows it.
fn leading_number(text: &str) -> Option<(u16, &str)> {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    Some((number.parse().ok()?, rest.trim_start()))
}

fn counted(number: u16, name: &str) -> String {
    format!("{number} {name}{}", if number == 1 { "" } else { "s" })
}

/// A figure as a screen lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureInfo {
    /// Its name, which never changes.
    pub name: String,
    /// What it is, in words.
    pub words: String,
    /// What it counts.
    pub unit: Unit,
    /// Its value in words.
    pub value: String,
    /// Its value in words where a prison sets nothing.
    pub default: String,
    /// The least and the most that it can be, in words.
    pub range: (String, String),
    /// On whose authority it stands.
    pub standing: Standing,
    /// Where it is written.
    pub source: String,
}

/// A figure that a prison set for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnFigure {
    /// Which: its name.
    pub name: String,
    /// Its value, as a person writes it.
    pub value: String,
    /// The day on which it was set.
    pub set_on: Date,
}

/// Why a figure cannot be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FigureError {
    /// There is no such figure.
    #[error("there is no figure called “{0}”: choose one of those that are listed")]
    NoSuchFigure(String),
    /// What was written is no value of it.
    #[error("{words}: “{value}” is no such value. Write it as {example}.")]
    NotAValue {
        /// What the figure is called.
        words: &'static str,
        /// What was written.
        value: String,
        /// How it is written.
        example: &'static str,
    },
    /// It is less or more than the figure can sensibly be.
    #[error("{words}: “{value}” cannot be right. Choose between {least} and {most}.")]
    OutOfRange {
        /// What the figure is called.
        words: &'static str,
        /// What was written.
        value: String,
        /// The least.
        least: &'static str,
        /// The most.
        most: &'static str,
    },
    /// It is a grade below the one that the rules demand.
    #[error(
        "{words}: nobody below the {least} may decide that, whatever a prison sets. It can ask for a higher grade, not for a lower one."
    )]
    TooLowGrade {
        /// What the figure is called.
        words: &'static str,
        /// The least grade.
        least: &'static str,
    },
    /// It contradicts another figure.
    #[error(
        "{shorter} ({less}) must be less than {longer} ({more}). Change the other one first, or choose another value."
    )]
    OutOfOrder {
        /// The figure that must be the shorter.
        shorter: &'static str,
        /// Its value.
        less: String,
        /// The figure that must be the longer.
        longer: &'static str,
        /// Its value.
        more: String,
    },
}

/// Sets a figure to what a prison wrote.
pub(crate) fn set<T: Value>(figure: &mut Figure<T>, about: &'static About, own: &OwnFigure) -> Result<(), FigureError> {
    let value = T::read(&own.value, about.unit).ok_or_else(|| FigureError::NotAValue {
        words: about.words,
        value: own.value.trim().to_owned(),
        example: about.unit.example(),
    })?;
    let (least, most) = about.range;
    let size = |text| T::read(text, about.unit).as_ref().and_then(Value::size);
    let too_small = value.size().zip(size(least)).is_some_and(|(value, least)| value < least);
    let too_large = value.size().zip(size(most)).is_some_and(|(value, most)| value > most);
    if too_small || too_large {
        return Err(T::out_of_range(about, &own.value));
    }
    let was = figure.value.in_words(about.unit);
    let source = format!("Set by the prison on {}. Otherwise {was}: {}", long_date(own.set_on), figure.source);
    *figure = Figure { value, standing: Standing::Local, source };
    Ok(())
}

/// A figure as a screen lists it.
pub(crate) fn info<T: Value>(figure: &Figure<T>, about: &'static About, default: &Figure<T>) -> FigureInfo {
    FigureInfo {
        name: about.name.to_owned(),
        words: about.words.to_owned(),
        unit: about.unit,
        value: figure.value.in_words(about.unit),
        default: default.value.in_words(about.unit),
        range: (about.range.0.to_owned(), about.range.1.to_owned()),
        standing: figure.standing,
        source: figure.source.clone(),
    }
}

/// What figures have in common that are the fields of a struct: what is fixed about each, the list of them beside their defaults, and
/// setting one by its name.
macro_rules! figures_by_name {
    ($figures:ident, $default:expr; $($name:ident, $unit:ident $range:expr, $words:literal;)*) => {
        /// What is fixed about each figure, by its name.
        #[expect(non_upper_case_globals, reason = "they are called as the figures are")]
        mod about {
            use crate::figure::{About, Unit};

            $(pub(super) static $name: About = About {
                name: stringify!($name),
                words: $words,
                unit: Unit::$unit,
                range: $range,
            };)*
        }

        impl $figures {
            /// Every figure, as a screen lists it.
            pub fn figures(&self) -> Vec<$crate::figure::FigureInfo> {
                let default = &$default;
                vec![$($crate::figure::info(&self.$name, &about::$name, &default.$name),)*]
            }

            fn set(&mut self, own: &$crate::figure::OwnFigure) -> Result<(), $crate::figure::FigureError> {
                match own.name.as_str() {
                    $(stringify!($name) => $crate::figure::set(&mut self.$name, &about::$name, own),)*
                    other => Err($crate::figure::FigureError::NoSuchFigure(other.to_owned())),
                }
            }
        }
    };
}
pub(crate) use figures_by_name;

/// What a prison sets of some rules for itself: a struct of figures, each as the rules have it until the prison sets its own.
macro_rules! settings_of_prison {
    (
        $(#[$doc:meta])* $settings:ident, $constants:ty, $newest:expr, $rules:ident;
        $($name:ident: $value:ty, $unit:ident $range:expr, $words:literal, $default:expr;)*
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $settings {
            $(#[doc = concat!($words, ".")] pub $name: $crate::figure::Figure<$value>,)*
        }

        $crate::figure::figures_by_name! {
            $settings, $settings::of($newest);
            $($name, $unit $range, $words;)*
        }

        impl $settings {
            /// Those of a prison that has set nothing.
            pub fn of($rules: &$constants) -> Self {
                Self { $($name: $default,)* }
            }

            /// These with one thing that a prison sets now.
            ///
            /// # Errors
            /// There is no such setting, what was written is no value of it, or the rules do not leave it to a prison.
            pub fn with(&self, own: &$crate::figure::OwnFigure) -> Result<Self, $crate::figure::FigureError> {
                let mut changed = self.clone();
                changed.set(own)?;
                Ok(changed)
            }

            /// Those of a prison, by all that it set; where it set something more than once, the last in the list counts. What is none of
            /// these settings, or cannot be set any more, changes nothing.
            pub fn of_prison(own: &[$crate::figure::OwnFigure]) -> Self {
                let mut settings = Self::default();
                for (at, figure) in own.iter().enumerate() {
                    let is_last = own.iter().skip(at + 1).all(|later| later.name != figure.name);
                    if is_last && let Ok(changed) = settings.with(figure) {
                        settings = changed;
                    }
                }
                settings
            }
        }

        impl Default for $settings {
            fn default() -> Self {
                Self::of($newest)
            }
        }
    };
}
pub(crate) use settings_of_prison;

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn values_are_read_as_people_write_them() {
        assert_eq!(Period::read("8 weeks", Unit::Period), Some(Period::weeks(8)));
        assert_eq!(Period::read(" 1  Month and 3 days", Unit::Period), Some(Period { months: 1, weeks: 0, days: 3 }));
        assert_eq!(Period::read("1 month, 2 weeks", Unit::Period), Some(Period { months: 1, weeks: 2, days: 0 }));
        for not_a_period in ["8", "", "weeks", "8 working days", "8 years", "1 day and 2 days", "-3 days", "70000 days"]
        {
            assert_eq!(Period::read(not_a_period, Unit::Period), None, "{not_a_period}");
        }
        for text in ["12", "12 working days", "12 Working Days"] {
            assert_eq!(u16::read(text, Unit::WorkingDays), Some(12), "{text}");
        }
        assert_eq!(u16::read("12 days", Unit::WorkingDays), None, "days and working days are told apart");
        assert_eq!(u16::read("2 weeks", Unit::Weeks), Some(2));
        let september = Some(Some(date(2027, 9, 1)));
        for text in ["2027-09-01", "1/9/2027", "01/09/2027", "1 September 2027", "1 sep 2027"] {
            assert_eq!(Option::<Date>::read(text, Unit::Date), september, "{text}");
        }
        assert_eq!(Option::<Date>::read("None", Unit::Date), Some(None));
        assert_eq!(Option::<Date>::read("31 February 2027", Unit::Date), None);
        assert_eq!(u16::read("45", Unit::Minutes), Some(45));
        assert_eq!(u16::read("45 weeks", Unit::Minutes), None);
        assert_eq!((u16::read("3 times", Unit::Times), 1.in_words(Unit::Times)), (Some(3), "1 time".to_owned()));
        assert_eq!(Option::<Period>::read("none", Unit::PeriodOrNone), Some(None));
        assert_eq!(Option::<Period>::read("28 days", Unit::PeriodOrNone), Some(Some(Period::days(28))));
        for text in ["Duty manager", "duty-manager", "duty_manager"] {
            assert_eq!(Grade::read(text, Unit::Grade), Some(Grade::DutyManager), "{text}");
        }
        assert_eq!(Grade::read("wing officer", Unit::Grade), None);
    }

    #[test]
    fn an_address_is_its_lines_and_a_telephone_number_has_digits() {
        let address = |text: &str| Address::read(text, Unit::Address).map(|address| address.0);
        assert_eq!(address(" 14  Nowhere Row\r\n\nLeeds \n"), Some("14 Nowhere Row\nLeeds".to_owned()));
        for not_an_address in ["", " \n ", "a\nb\nc\nd\ne\nf\ng", &"x".repeat(81)] {
            assert_eq!(address(not_an_address), None, "{not_an_address}");
        }
        let telephone = |text: &str| Telephone::read(text, Unit::Telephone).map(|telephone| telephone.0);
        assert_eq!(telephone(" 0113  496 0001"), Some("0113 496 0001".to_owned()));
        assert_eq!(telephone("the switchboard"), None);
    }
}
