//! The notes: how many each person has, when, of what kind, by whom, and in what words.

mod grammar;
pub(crate) mod note;
pub(crate) mod plan;
mod session;
mod teller;
pub(crate) mod topic;
mod writing;

use jiff::civil::{Date, DateTime};

use crate::Options;
use crate::dates::{at, days_between, end_of, is_weekend, plus_days, plus_minutes};
use crate::dice::{Dice, share_out};
use crate::life::Life;
use crate::people::Case;
use crate::person::AllocationKind;
use crate::sentence::CaseKind;
use crate::staff::{StaffMember, StaffRole};
use grammar::{Grammar, Recent, tidy};
use note::{Amendment, Note};
use session::{Style, Voice};
use teller::{Around, Past, Teller};
use topic::Topic;
use writing::{Code, Desk};

/// Streams of chance for notes start here; those below are for people.
const NOTE_STREAMS: u64 = 1 << 32;

/// The longest that the record goes back.
const YEARS_KEPT: i32 = 5;

/// Makes all notes, by the time of what they tell.
pub(crate) fn notes(options: &Options, staff: &[StaffMember], cases: &[Case]) -> Vec<Note> {
    let grammar = Grammar::new();
    let desk = Desk::new(staff);
    let windows: Vec<(Date, Date)> = cases.iter().map(|case| window(case, options.today)).collect();
    let weights: Vec<usize> = windows.iter().map(|(from, to)| weight(*from, *to)).collect();
    let mut notes = Vec::with_capacity(options.notes);
    let counts = share_out(options.notes, &weights);
    for (person, ((case, window), count)) in cases.iter().zip(windows).zip(counts).enumerate() {
        let dice = Dice::new(options.seed, NOTE_STREAMS + person as u64);
        let mut writer =
            Writer { options, grammar: &grammar, desk: &desk, case, person, window, dice, recent: Recent::default() };
        writer.write(count, &mut notes);
    }
    notes.sort_by_key(|note| (note.occurred, note.person));
    notes
}

/// The days of which there can be notes about a person.
fn window(case: &Case, today: Date) -> (Date, Date) {
    let last = case.left_on.unwrap_or(today);
    (case.arrival.max(plus_days(today, -365 * YEARS_KEPT)).min(last), last)
}

/// Time in custody here, with a little more for the busy first fortnight.
fn weight(from: Date, to: Date) -> usize {
    usize::try_from(days_between(from, to)).unwrap_or(0) + 14
}

/// Writes the notes of one person.
struct Writer<'a> {
    options: &'a Options,
    grammar: &'a Grammar,
    desk: &'a Desk<'a>,
    case: &'a Case,
    person: usize,
    window: (Date, Date),
    dice: Dice,
    recent: Recent,
}

impl Writer<'_> {
    fn write(&mut self, count: usize, notes: &mut Vec<Note>) {
        let mut planned = self.plan(count);
        planned.sort_by_key(|(occurred, _)| *occurred);
        let first = notes.len();
        let mut last_session: Option<usize> = None;
        for (occurred, code) in planned {
            let before = last_session.and_then(|at| notes.get(at)).map(|note| note.actions.clone()).unwrap_or_default();
            let note = self.note(occurred, code, before);
            if code == ("KA", "KS") {
                last_session = Some(notes.len());
            }
            notes.push(note);
        }
        debug_assert_eq!(notes.len() - first, count);
    }

    /// The time and code of each note.
    fn plan(&mut self, count: usize) -> Vec<(DateTime, Code)> {
        let mix = writing::mix(self.case, self.options.estate);
        let mut codes: Vec<Code> = (0..count).map(|_| self.dice.weighted(("GEN", "HIS"), &mix)).collect();
        self.arrival_and_release(&mut codes);
        let sessions: Vec<Code> = codes.iter().copied().filter(is_regular).collect();
        let mut days = session_days(&mut self.dice, self.window, sessions.len());
        days.reverse();
        codes
            .into_iter()
            .map(|code| {
                let day = if is_regular(&code) { days.pop().unwrap_or(self.window.1) } else { self.other_day(code) };
                (self.time_of(day, code), code)
            })
            .collect()
    }

    /// The first notes tell of reception, the last of the plan for release.
    fn arrival_and_release(&mut self, codes: &mut [Code]) {
        let here_from_start = self.case.arrival == self.window.0;
        let firsts: &[Code] = match (here_from_start, self.case.arrival == self.case.term.reception) {
            (true, true) => &[("OBSERVE", "RECEPTION"), ("RESET", "BCST"), ("RESET", "INR")],
            (true, false) => &[("OBSERVE", "RECEPTION")],
            _ => &[],
        };
        let release = self.case.term.first_possible().filter(|_| !self.case.term.indeterminate);
        let near = release.is_some_and(|day| days_between(self.window.1, day) <= 84);
        let unmanaged = matches!(self.case.person.kind, CaseKind::Remand | CaseKind::ConvictedUnsentenced);
        let last = (near && !unmanaged).then_some(("RESET", "PRR"));
        let free = codes.iter_mut().filter(|code| !is_regular(code));
        for (slot, code) in free.zip(firsts.iter().copied().chain(last)) {
            *slot = code;
        }
    }

    fn other_day(&mut self, code: Code) -> Date {
        let (from, to) = self.window;
        let span = days_between(from, to);
        let back = match code {
            ("OBSERVE", "RECEPTION") => return from,
            ("RESET", "BCST") => span - self.dice.between(0, 2),
            ("RESET", "INR") => span - self.dice.between(2, 5),
            ("RESET", "PRR") => self.dice.between(0, 40),
            _ => self.dice.between(0, span),
        };
        let day = plus_days(to, -back.clamp(0, span));
        let office = matches!(code.0, "REPORT" | "RESET" | "OMIC") || code.1 == "BOARD";
        let weekday = if office && is_weekend(day) { plus_days(day, -2) } else { day };
        weekday.max(from)
    }

    /// A time at which such a thing happens; nothing after noon today, when the demonstration begins.
    fn time_of(&mut self, day: Date, code: Code) -> DateTime {
        let hour = match code.0 {
            _ if day == self.window.1 => self.dice.between(8, 10),
            "KA" => self.dice.pick(&[8, 9, 9, 10, 10, 11, 13, 14, 14, 15, 16, 17]),
            "REPORT" | "RESET" | "OMIC" | "ROTL" => self.dice.between(9, 16),
            _ if is_working_day(code) => self.dice.pick(&[8, 9, 10, 11, 14, 15, 16]),
            _ => self.dice.pick(&[7, 8, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18, 19, 19]),
        };
        at(day, hour, self.dice.between(0, 59))
    }

    fn note(&mut self, occurred: DateTime, code: Code, before: Vec<note::Action>) -> Note {
        let day = occurred.date();
        let author = self.desk.author(&mut self.dice, self.case, code, day);
        let mut past = None;
        let looks_back = code == ("KA", "KS") && !before.is_empty() && self.dice.chance(55);
        if looks_back && let Some(action) = before.first() {
            past = Some(session::looking_back(action, day));
        }
        let looked_back = past.as_ref().map(|(_, done)| *done);
        let minutes = self.dice.pick(&[10, 15, 20, 20, 25, 30, 30, 35, 40, 45, 45, 50]);
        let child = self.case.life.child_on(&mut self.dice, day);
        let teller = Teller {
            life: &self.case.life,
            term: &self.case.term,
            occurred,
            around: around(self.desk, self.case, &mut self.dice, day),
            child,
            minutes,
            past: past.map_or_else(Past::default, |(past, _)| past),
        };
        let topics =
            if is_regular(&code) { self.topics(day, session::style_of(author), child.is_some()) } else { Vec::new() };
        let mut recent = std::mem::take(&mut self.recent);
        let mut voice = Voice { grammar: self.grammar, teller: &teller, recent: &mut recent };
        let dice = &mut self.dice;
        let refused = code == ("KA", "KS") && dice.chance(self.case.life.refuses);
        let text = match code {
            _ if refused => session::refusal(dice, &mut voice),
            ("KA", "KS") => session::session(dice, &mut voice, session::style_of(author), &topics, looked_back),
            ("REPORT", "POE") => session::personal_officer_entry(dice, &mut voice, &topics),
            code => entry(dice, &mut voice, code),
        };
        let agrees = code == ("KA", "KS") && !refused && dice.chance(42);
        let actions =
            if agrees { session::actions(dice, &mut voice, &topics, day, self.options.today) } else { Vec::new() };
        let recorded = recorded(dice, occurred, self.options.today);
        let amendment = dice.permille(14).then(|| amendment(dice, &mut voice, recorded, self.options.today)).flatten();
        self.recent = recent;
        let (kind, sub) = code;
        let restricted = kind == "OMIC";
        Note {
            person: self.person,
            author,
            note_type: kind.to_owned(),
            sub_type: sub.to_owned(),
            occurred,
            recorded,
            text,
            actions,
            amendment,
            sensitive: restricted,
            restricted,
        }
    }

    /// What is talked about: mostly what is always on this person's mind, and what the day brings.
    fn topics(&mut self, day: Date, style: Style, parent: bool) -> Vec<Topic> {
        let count = match style {
            Style::Terse => self.dice.weighted(4, &[(3, 25), (4, 40), (5, 25), (6, 10)]),
            Style::Plain => self.dice.weighted(2, &[(1, 10), (2, 44), (3, 34), (4, 12)]),
            Style::Thorough => self.dice.weighted(3, &[(2, 22), (3, 40), (4, 24), (5, 8), (6, 4), (8, 2)]),
        };
        let mut topics = self.timely(day);
        let mut tries = 0;
        while topics.len() < count && tries < 24 {
            tries += 1;
            let pool = if self.dice.chance(58) { self.case.life.strands.as_slice() } else { topic::EVERYDAY };
            if let Some(topic) = self.dice.pick_of(pool)
                && !topics.contains(&topic)
                && (parent || topic != Topic::Child)
                && (self.case.life.partner.is_some() || topic != Topic::Partner)
            {
                topics.push(topic);
            }
        }
        topics.truncate(count);
        topics
    }

    /// Topics of the time: arrival, a new job, release drawing near, a loss.
    fn timely(&mut self, day: Date) -> Vec<Topic> {
        let case = self.case;
        let mut topics = Vec::new();
        let mut perhaps = |dice: &mut Dice, topic: Topic, percent: usize| {
            if dice.chance(percent) {
                topics.push(topic);
            }
        };
        let here = days_between(case.arrival, day);
        let job_age = Life::held(&case.life.jobs, day).map_or(999, |(from, _)| days_between(from, day));
        let to_go = case.term.first_possible().map_or(9999, |release| days_between(day, release));
        perhaps(&mut self.dice, Topic::Arrival, if here < 21 { 80 } else { 0 });
        perhaps(&mut self.dice, Topic::NewWork, if job_age < 16 { 60 } else { 0 });
        perhaps(
            &mut self.dice,
            Topic::Release,
            match to_go {
                0..=90 => 62,
                91..=365 => 24,
                _ => 0,
            },
        );
        perhaps(&mut self.dice, Topic::Far, if to_go > 900 && case.term.start.is_some() { 9 } else { 0 });
        perhaps(&mut self.dice, Topic::Licence, if matches!(case.category, Some("D" | "T" | "J")) { 20 } else { 0 });
        perhaps(&mut self.dice, Topic::Loss, 2);
        topics
    }
}

/// Workshops, classes and the visits hall keep office hours.
fn is_working_day(code: Code) -> bool {
    matches!(code.1, "WORKSHOPS" | "EDUCATION" | "VISITS" | "WORKWARN" | "QUAL_WK" | "QUAL_ATT" | "HCC")
}

/// The colleagues whom a note of that day may name.
fn around<'a>(desk: &'a Desk<'_>, case: &'a Case, dice: &mut Dice, day: Date) -> Around<'a> {
    let named = |at: Option<usize>, otherwise: &'static str| at.map_or(otherwise, |at| desk.name(at));
    let community = case.person.com.as_ref().map_or("", |com| com.name.as_str());
    Around {
        manager: named(Desk::allocated(case, AllocationKind::Pom, day), "the OMU"),
        keyworker: named(Desk::allocated(case, AllocationKind::Keyworker, day), "a keyworker"),
        community: if community.is_empty() { "the community team" } else { community },
        governor: named(desk.any(dice, StaffRole::Governor, day), "the governor"),
        supervisor: named(desk.any(dice, StaffRole::HeadOfOmuDelivery, day), "the head of OMU"),
    }
}

/// Key-work sessions and personal-officer entries come round like the week.
fn is_regular(code: &Code) -> bool {
    matches!(code, ("KA", "KS") | ("REPORT", "POE"))
}

/// An entry of any other kind, with now and then what else was said.
fn entry(dice: &mut Dice, voice: &mut Voice<'_, '_>, (kind, sub): Code) -> String {
    let mut text = String::new();
    let (section, after) = match kind {
        "KA" => ("entry".to_owned(), "entry.after"),
        "POS" => (format!("{kind}.{sub}"), "pos.after"),
        "NEG" => (format!("{kind}.{sub}"), "neg.after"),
        "RESET" | "ROTL" if sub != "BOARD" => (format!("{kind}.{sub}"), "reset.after"),
        "OBSERVE" | "GEN" => (format!("{kind}.{sub}"), "wing.after"),
        _ => (format!("{kind}.{sub}"), ""),
    };
    voice.add(dice, &section, &mut text);
    let more = dice.weighted(1, &[(0, 10), (1, 40), (2, 34), (3, 16)]);
    for _ in 0..if text.len() < 90 { more.max(1) } else { more } {
        voice.add(dice, after, &mut text);
    }
    tidy(&text)
}

fn spoken(dice: &mut Dice, voice: &mut Voice<'_, '_>, section: &str) -> String {
    let mut text = String::new();
    voice.add(dice, section, &mut text);
    tidy(&text)
}

/// Days for so many sessions: about weekly of late, thinner further back, with gaps, and a last one that may be overdue.
fn session_days(dice: &mut Dice, window: (Date, Date), count: usize) -> Vec<Date> {
    let (from, to) = window;
    let span = f64::from(days_between(from, to).max(1));
    let total = count as f64;
    let steady = (7.0 * total / span).clamp(0.12, 1.0);
    let (soonest, latest) = dice.weighted((0, 6), &[((0, 6), 62), ((7, 26), 33), ((29, 75), 5)]);
    let lag = dice.between(soonest, latest);
    let mut days: Vec<Date> = (0..count)
        .map(|at| {
            let share = at as f64 / total;
            let back = span * (steady * share + (1.0 - steady) * share * share);
            let wobble = dice.between(-2, 3) + if dice.chance(4) { dice.between(5, 14) } else { 0 };
            let day = plus_days(to, -(back as i32 + lag + if at == 0 { 0 } else { wobble }));
            let day = if is_weekend(day) && dice.chance(70) { plus_days(day, -2) } else { day };
            day.clamp(from, to)
        })
        .collect();
    days.sort_unstable();
    days
}

/// Most notes are written within the hour, some at the end of a shift, some days later.
fn recorded(dice: &mut Dice, occurred: DateTime, today: Date) -> DateTime {
    let minutes = match dice.below(100) {
        0..78 => dice.between(3, 75),
        78..91 => dice.between(76, 330),
        91..97 => dice.between(16, 44) * 60,
        _ => dice.between(2, 8) * 1440 + dice.between(-200, 200),
    };
    let written = plus_minutes(occurred, minutes);
    let latest = at(today, 12, 0);
    if written > latest {
        plus_minutes(occurred, minutes % 50 + 2).min(latest).max(occurred)
    } else {
        written.min(latest)
    }
}

fn amendment(dice: &mut Dice, voice: &mut Voice<'_, '_>, recorded: DateTime, today: Date) -> Option<Amendment> {
    let day = plus_days(recorded.date(), dice.between(1, 9));
    if day >= today {
        return None;
    }
    let reason = spoken(dice, voice, "amend.reason");
    let text = spoken(dice, voice, "amend.text");
    Some(Amendment { at: at(day, dice.between(8, 17), dice.between(0, 59)).min(end_of(day)), reason, text })
}
