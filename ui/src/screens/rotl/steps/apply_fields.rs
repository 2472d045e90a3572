//! What stands in the form of an application, field by field, and the form that comes of it.

use api::{ApplicationForm, Pattern, Place, ReleaseType};
use leptos::prelude::*;

use crate::dates;
use crate::screens::rotl::forms::Lines;
use crate::screens::rotl::words;

/// The ways in which releases can recur.
pub(super) const PATTERNS: [(&str, &str); 5] = [
    ("single", "Once"),
    ("list", "On days of a list"),
    ("weekly", "Every week"),
    ("fortnightly", "Two weeks in turn"),
    ("shift", "A round of shifts"),
];
/// Whether the prisoner asked.
pub(super) const BY: [(&str, &str); 2] = [("prisoner", "The prisoner"), ("unit", "Somebody for them")];

type Text = RwSignal<String>;

fn text(value: &str) -> Text {
    RwSignal::new(value.to_owned())
}

/// A line of the list: out and back, each on a day at a time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Trip {
    pub(super) out_on: String,
    pub(super) out: String,
    pub(super) back_on: String,
    pub(super) back: String,
}

/// The fields. Those of a pattern that is not chosen keep what was typed.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub(super) kind: Text,
    pub(super) reason: Text,
    pub(super) purpose: Text,
    pub(super) words: Text,
    pub(super) by: Text,
    pub(super) escort: Text,
    pub(super) transport: Text,
    pub(super) places: Lines<Place>,
    pub(super) pattern: Text,
    pub(super) out_on: Text,
    pub(super) back_on: Text,
    pub(super) out: Text,
    pub(super) back: Text,
    pub(super) from: Text,
    pub(super) until: Text,
    pub(super) trips: Lines<Trip>,
    pub(super) first: RwSignal<Vec<u8>>,
    pub(super) second: RwSignal<Vec<u8>>,
    pub(super) round: Text,
    pub(super) night_out: Text,
    pub(super) night_back: Text,
}

impl Fields {
    /// Those of a form; nothing: an empty one.
    pub(super) fn open(form: Option<&ApplicationForm>) -> Self {
        let of = |read: fn(&ApplicationForm) -> &str| text(form.map_or("", read));
        let places = form.map(|form| form.places.clone()).unwrap_or_default();
        let fields = Self {
            kind: text(&form.map_or_else(String::new, |form| words::place(ReleaseType::ALL, &form.kind))),
            reason: of(|form| &form.reason),
            purpose: of(|form| &form.purpose),
            words: of(|form| &form.words),
            by: text(if form.is_none_or(|form| form.by_prisoner) { "prisoner" } else { "unit" }),
            escort: text(form.map_or("U", |form| form.escort.as_str())),
            transport: of(|form| &form.transport),
            places: Lines::of(places, no_place()),
            pattern: text("single"),
            out_on: text(""),
            back_on: text(""),
            out: text(""),
            back: text(""),
            from: text(""),
            until: text(""),
            trips: Lines::of(Vec::new(), Trip::default()),
            first: RwSignal::new(Vec::new()),
            second: RwSignal::new(Vec::new()),
            round: text(""),
            night_out: text(""),
            night_back: text(""),
        };
        if let Some(form) = form {
            fields.take(&form.pattern);
        }
        fields
    }

    fn take(self, pattern: &Pattern) {
        let day = |field: Text, day: &str| field.set(dates::typed(day));
        match pattern {
            Pattern::Single(out_on, out, back_on, back) => {
                self.pattern.set("single".to_owned());
                day(self.out_on, out_on);
                day(self.back_on, back_on);
                self.hours(out, back);
            }
            Pattern::List(trips) => {
                self.pattern.set("list".to_owned());
                for (at, (out_on, out, back_on, back)) in (0_u32..).zip(trips) {
                    let (out_on, back_on) = (dates::typed(out_on), dates::typed(back_on));
                    let trip = Trip { out_on, out: out.clone(), back_on, back: back.clone() };
                    if at == 0 {
                        self.trips.change(0, |first| *first = trip)
                    } else {
                        let _line = self.trips.add(trip);
                    }
                }
            }
            Pattern::Weekly { days, out, back, from, until } => {
                self.pattern.set("weekly".to_owned());
                self.first.set(days.clone());
                self.hours(out, back);
                day(self.from, from);
                day(self.until, until);
            }
            Pattern::Fortnightly { first, second, out, back, from, until } => {
                self.pattern.set("fortnightly".to_owned());
                self.first.set(first.clone());
                self.second.set(second.clone());
                self.hours(out, back);
                day(self.from, from);
                day(self.until, until);
            }
            Pattern::Shift { round, day: (out, back), night, from, until } => {
                self.pattern.set("shift".to_owned());
                self.round.set(round.clone());
                self.hours(out, back);
                self.night_out.set(night.0.clone());
                self.night_back.set(night.1.clone());
                day(self.from, from);
                day(self.until, until);
            }
        }
    }

    fn hours(self, out: &str, back: &str) {
        self.out.set(out.to_owned());
        self.back.set(back.to_owned());
    }

    /// Which type, if one is chosen.
    pub(super) fn kind(self) -> Option<ReleaseType> {
        self.kind.with(|kind| words::chosen(ReleaseType::ALL, kind))
    }

    /// The form as it stands. Where no type is chosen yet it says the first, and is not sent.
    pub(super) fn form(self) -> ApplicationForm {
        let text = |field: Text| field.with_untracked(|value| value.trim().to_owned());
        ApplicationForm {
            kind: untrack(|| self.kind()).unwrap_or(ReleaseType::Rdr),
            reason: text(self.reason),
            purpose: text(self.purpose),
            words: text(self.words),
            by_prisoner: self.by.with_untracked(|by| by == "prisoner"),
            pattern: self.pattern_now(),
            places: self.places.plain(),
            escort: text(self.escort),
            transport: text(self.transport),
        }
    }

    fn pattern_now(self) -> Pattern {
        let text = |field: Text| field.with_untracked(|value| value.trim().to_owned());
        let (out, back, from, until) = (text(self.out), text(self.back), text(self.from), text(self.until));
        match text(self.pattern).as_str() {
            "list" => {
                let trips = self.trips.plain().into_iter().filter(|trip| *trip != Trip::default());
                Pattern::List(trips.map(|trip| (trip.out_on, trip.out, trip.back_on, trip.back)).collect())
            }
            "weekly" => Pattern::Weekly { days: self.first.get_untracked(), out, back, from, until },
            "fortnightly" => Pattern::Fortnightly {
                first: self.first.get_untracked(),
                second: self.second.get_untracked(),
                out,
                back,
                from,
                until,
            },
            "shift" => Pattern::Shift {
                round: text(self.round),
                day: (out, back),
                night: (text(self.night_out), text(self.night_back)),
                from,
                until,
            },
            _ => Pattern::Single(text(self.out_on), out, text(self.back_on), back),
        }
    }

    /// Says what is missing at its field: whether it is, the field, and the words.
    pub(super) fn lacking(self) -> Vec<(bool, &'static str, &'static str)> {
        let empty = |field: Text| field.with_untracked(|value| value.trim().is_empty());
        let places = self.places.plain();
        let nameless = places.iter().all(|place| place.name.trim().is_empty());
        let no_address = places.iter().any(|place| !place.name.trim().is_empty() && place.address.trim().is_empty());
        vec![
            (empty(self.kind), "kind", "Choose the type of release"),
            (empty(self.reason), "reason", "Choose the reason"),
            (empty(self.purpose), "purpose", "Choose the lawful purpose"),
            (empty(self.words), "words", "Say what it is for"),
            (nameless, "places", "Say where the prisoner goes"),
            (no_address, "places", "Give the address: it is printed on the licence"),
            (empty(self.escort), "escort", "Say who goes along"),
            (empty(self.transport), "transport", "Say how the prisoner travels"),
        ]
    }
}

/// A place of which nothing was said yet.
pub(super) fn no_place() -> Place {
    let nothing = String::new;
    Place { name: nothing(), address: nothing(), contact: nothing(), phone: nothing(), overnight: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pattern: Pattern) -> ApplicationForm {
        ApplicationForm {
            kind: ReleaseType::Ror,
            reason: "FB".to_owned(),
            purpose: "family".to_owned(),
            words: "To see his mother".to_owned(),
            by_prisoner: false,
            pattern,
            places: vec![Place { name: "Home".to_owned(), address: "1 Mill Fold".to_owned(), ..no_place() }],
            escort: "U".to_owned(),
            transport: "PUT".to_owned(),
        }
    }

    #[test]
    fn what_was_written_is_written_again_as_it_was() {
        let words = |text: &str| text.to_owned();
        let patterns = [
            Pattern::Single(words("04/12/2026"), words("08:30"), words("06/12/2026"), words("17:00")),
            Pattern::List(vec![(words("04/12/2026"), words("08:30"), words("04/12/2026"), words("17:00"))]),
            Pattern::Weekly {
                days: vec![0, 3],
                out: words("07:00"),
                back: words("17:30"),
                from: words("25/01/2027"),
                until: words("22/07/2027"),
            },
            Pattern::Shift {
                round: words("DDNNRR"),
                day: (words("06:00"), words("15:00")),
                night: (words("21:00"), words("07:00")),
                from: words("25/01/2027"),
                until: words("22/02/2027"),
            },
        ];
        for pattern in patterns {
            let written = form(pattern);
            assert_eq!(Fields::open(Some(&written)).form(), written);
        }
    }

    #[test]
    fn an_empty_form_says_what_is_missing() {
        let lacking = Fields::open(None).lacking();
        let fields: Vec<&str> = lacking.iter().filter(|(lacks, ..)| *lacks).map(|(_, field, _)| *field).collect();
        assert_eq!(fields, ["kind", "reason", "purpose", "words", "places", "transport"]);
    }
}
