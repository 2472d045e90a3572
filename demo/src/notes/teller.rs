//! Fills the slots of a phrase from one case on one day.

use jiff::civil::DateTime;

use crate::dates::{
    age_on, day_and_month, days_between, month_name, plus_days, plus_minutes, plus_months, weekday_name,
};
use crate::dice::Dice;
use crate::identifiers::phone;
use crate::life::{COURSES, Child, JOBS, Life};
use crate::sentence::Term;

/// A gap in a phrase.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Slot {
    First,
    Formal,
    Surname,
    He,
    Him,
    His,
    Himself,
    Man,
    Child,
    ChildIs,
    ChildAge,
    ChildNext,
    ChildOrFriend,
    Partner,
    PartnerIs,
    Kin,
    KinIs,
    Job,
    AJob,
    Boss,
    Shop,
    Course,
    Tutor,
    Hobby,
    HobbyOrCards,
    Sport,
    FaithGroup,
    Chaplain,
    Health,
    Drug,
    Town,
    Hope,
    Cell,
    CellOld,
    Wing,
    Manager,
    Keyworker,
    Community,
    Governor,
    Supervisor,
    Weekday,
    DateSoon,
    DatePast,
    Start,
    End,
    Later,
    Time,
    Month,
    AmPm,
    Minutes,
    Amount,
    AmountNote,
    Few,
    UpToNine,
    UpToTwenty,
    Nth,
    ReleaseIn,
    ReleaseMonth,
    Owner,
    WasTo,
    Task,
    Outcome,
    Phone,
}

impl Slot {
    /// The slot that a phrase means by `{name}`.
    pub(super) fn named(name: &str) -> Option<Self> {
        let slot = match name {
            "first" => Self::First,
            "mr" => Self::Formal,
            "surname" => Self::Surname,
            "he" => Self::He,
            "him" => Self::Him,
            "his" => Self::His,
            "himself" => Self::Himself,
            "man" => Self::Man,
            "child" => Self::Child,
            "child_is" => Self::ChildIs,
            "child_age" => Self::ChildAge,
            "child_next" => Self::ChildNext,
            "child_or_friend" => Self::ChildOrFriend,
            "partner" => Self::Partner,
            "partner_is" => Self::PartnerIs,
            "kin" => Self::Kin,
            "kin_is" => Self::KinIs,
            "job" => Self::Job,
            "a_job" => Self::AJob,
            "boss" => Self::Boss,
            "shop" => Self::Shop,
            "course" => Self::Course,
            "tutor" => Self::Tutor,
            "hobby" => Self::Hobby,
            "hobby_or_cards" => Self::HobbyOrCards,
            "sport" => Self::Sport,
            "faith_group" => Self::FaithGroup,
            "chaplain" => Self::Chaplain,
            "health" => Self::Health,
            "drug" => Self::Drug,
            "town" => Self::Town,
            "hope" => Self::Hope,
            "cell" => Self::Cell,
            "cell_old" => Self::CellOld,
            "wing" => Self::Wing,
            "pom" => Self::Manager,
            "keyworker" => Self::Keyworker,
            "com" => Self::Community,
            "governor" => Self::Governor,
            "supervisor" => Self::Supervisor,
            "weekday" => Self::Weekday,
            "date_soon" => Self::DateSoon,
            "date_past" => Self::DatePast,
            "start" => Self::Start,
            "end" => Self::End,
            "later" => Self::Later,
            "time" => Self::Time,
            "month" => Self::Month,
            "ampm" => Self::AmPm,
            "mins" => Self::Minutes,
            "amount" => Self::Amount,
            "amount_note" => Self::AmountNote,
            "few" => Self::Few,
            "n9" => Self::UpToNine,
            "n20" => Self::UpToTwenty,
            "nth" => Self::Nth,
            "release_in" => Self::ReleaseIn,
            "release_month" => Self::ReleaseMonth,
            "owner" => Self::Owner,
            "was_to" => Self::WasTo,
            "task" => Self::Task,
            "outcome" => Self::Outcome,
            "phone" => Self::Phone,
            _ => return None,
        };
        Some(slot)
    }
}

/// 9:05
fn clock(time: DateTime) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// An action of an earlier session that this one looks back on.
#[derive(Clone, Default)]
pub(super) struct Past {
    pub(super) task: String,
    pub(super) outcome: String,
    pub(super) by_prisoner: bool,
}

/// The people of the unit whom a note may name.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) manager: &'a str,
    pub(super) keyworker: &'a str,
    pub(super) community: &'a str,
    pub(super) governor: &'a str,
    pub(super) supervisor: &'a str,
}

/// One case on one day, ready to be told.
pub(super) struct Teller<'a> {
    pub(super) life: &'a Life,
    pub(super) term: &'a Term,
    pub(super) occurred: DateTime,
    pub(super) around: Around<'a>,
    pub(super) child: Option<usize>,
    pub(super) minutes: i32,
    pub(super) past: Past,
}

impl Teller<'_> {
    /// Writes what belongs in the slot.
    pub(super) fn fill(&self, dice: &mut Dice, slot: Slot, out: &mut String) {
        if let Some(word) = self.person(slot).or_else(|| self.place_and_thread(dice, slot)) {
            out.push_str(word);
            return;
        }
        match slot {
            Slot::Formal => {
                out.push_str(self.life.title);
                out.push(' ');
                out.push_str(&self.life.last);
            }
            Slot::AJob => {
                let job = self.job().0;
                out.push_str(if job.starts_with(['a', 'e', 'i', 'o', 'u']) { "an " } else { "a " });
                out.push_str(job);
            }
            Slot::Cell | Slot::CellOld | Slot::Wing => out.push_str(&self.cell(slot)),
            _ => out.push_str(&self.count_or_date(dice, slot)),
        }
    }

    fn person(&self, slot: Slot) -> Option<&str> {
        let life = self.life;
        let by_sex = |woman, man| Some(if life.woman { woman } else { man });
        match slot {
            Slot::First => Some(&life.first),
            Slot::Surname => Some(&life.last),
            Slot::He => by_sex("she", "he"),
            Slot::Him => by_sex("her", "him"),
            Slot::His => by_sex("her", "his"),
            Slot::Himself => by_sex("herself", "himself"),
            Slot::Man => by_sex("woman", "man"),
            Slot::Child | Slot::ChildOrFriend => Some(match self.child() {
                Some(child) => child.name,
                None => life.kin.as_str(),
            }),
            Slot::ChildIs => Some(self.child().map_or("godchild", |child| child.relation)),
            Slot::Partner => Some(life.partner.as_ref().map_or(life.kin.as_str(), |(_, name)| name.as_str())),
            Slot::PartnerIs => Some(life.partner.as_ref().map_or("ex", |(word, _)| word)),
            Slot::Kin => Some(&life.kin),
            Slot::KinIs => Some(&life.kin_is),
            Slot::Manager => Some(self.around.manager),
            Slot::Keyworker => Some(self.around.keyworker),
            Slot::Community => Some(self.around.community),
            Slot::Governor => Some(self.around.governor),
            Slot::Supervisor => Some(self.around.supervisor),
            Slot::Owner => Some(if self.past.by_prisoner { &life.first } else { "I" }),
            Slot::WasTo => Some("was to"),
            Slot::Task => Some(&self.past.task),
            Slot::Outcome => Some(&self.past.outcome),
            _ => None,
        }
    }

    fn place_and_thread(&self, dice: &mut Dice, slot: Slot) -> Option<&str> {
        let life = self.life;
        match slot {
            Slot::Job => Some(self.job().0),
            Slot::Shop => Some(self.job().1),
            Slot::Boss => Some(self.job().2),
            Slot::Course => Some(self.course().0),
            Slot::Tutor => Some(self.course().1),
            Slot::Hobby => Some(life.hobby),
            Slot::HobbyOrCards => Some(dice.pick(&["cards", "pool", "dominoes", "chess", "table tennis", "draughts"])),
            Slot::Sport => Some(life.sport),
            Slot::FaithGroup => Some(life.faith_group),
            Slot::Chaplain => Some(life.chaplain),
            Slot::Health => Some(life.health),
            Slot::Drug => Some(life.drug),
            Slot::Town => Some(&life.town),
            Slot::Hope => Some(life.hope),
            Slot::AmPm => Some(match self.occurred.hour() {
                ..12 => "morning",
                12..17 => "afternoon",
                _ => "evening",
            }),
            Slot::Few => Some(dice.pick(&["two", "three", "four", "five", "a couple of"])),
            Slot::Nth => Some(dice.pick(&["second", "third", "fourth", "fifth"])),
            _ => None,
        }
    }

    fn child(&self) -> Option<&Child> {
        self.life.children.get(self.child?)
    }

    fn job(&self) -> (&'static str, &'static str, &'static str) {
        let at = Life::held(&self.life.jobs, self.occurred.date()).map_or(0, |(_, job)| job);
        JOBS.get(at).copied().unwrap_or(("wing cleaner", "the wing party", "Mr Eaves"))
    }

    fn course(&self) -> (&'static str, &'static str) {
        let at = Life::held(&self.life.courses, self.occurred.date()).map_or(0, |(_, course)| course);
        COURSES.get(at).copied().unwrap_or(("Level 1 English", "Mrs Tranter"))
    }

    fn cell(&self, slot: Slot) -> String {
        let held = Life::held(&self.life.cells, self.occurred.date());
        let (from, cell) = held.or_else(|| self.life.cells.first().cloned()).unwrap_or_default();
        match slot {
            Slot::Wing => match cell.split('-').next() {
                Some(wing) if !wing.is_empty() => format!("{wing} wing"),
                _ => "the wing".to_owned(),
            },
            Slot::CellOld => {
                let before = self.life.cells.iter().rev().find(|(day, other)| *day < from && *other != cell);
                before.map_or_else(|| "the first-night centre".to_owned(), |(_, other)| other.clone())
            }
            _ if cell.is_empty() => "the cell".to_owned(),
            _ => cell,
        }
    }

    fn count_or_date(&self, dice: &mut Dice, slot: Slot) -> String {
        let today = self.occurred.date();
        match slot {
            Slot::ChildAge => self.child_age(0),
            Slot::ChildNext => self.child_age(1),
            Slot::Weekday => weekday_name(plus_days(today, dice.between(1, 6))).to_owned(),
            Slot::DateSoon => day_and_month(plus_days(today, dice.between(4, 40))),
            Slot::DatePast => day_and_month(plus_days(today, -dice.between(2, 18))),
            Slot::Start => clock(self.occurred),
            Slot::End => clock(plus_minutes(self.occurred, self.minutes)),
            Slot::Later => clock(plus_minutes(self.occurred, dice.between(12, 24) * 5)),
            Slot::Time => clock(plus_minutes(self.occurred, dice.between(0, 11) * 5)),
            Slot::Month => month_name(plus_months(today, dice.between(-3, 4)).month()).to_owned(),
            Slot::Minutes => self.minutes.to_string(),
            Slot::Amount => format!("£{}", dice.pick(&[4, 6, 8, 12, 15, 20, 25, 30, 45, 60, 85, 120, 240, 410, 640])),
            Slot::AmountNote => format!("a £{} note", dice.pick(&[5, 10, 20])),
            Slot::UpToNine => dice.pick(&["three", "four", "five", "six", "seven", "eight"]).to_owned(),
            Slot::UpToTwenty => dice.between(5, 24).to_string(),
            Slot::ReleaseIn => self.release_in(),
            Slot::ReleaseMonth => self.release_month(),
            Slot::Phone => phone(dice),
            _ => String::new(),
        }
    }

    fn child_age(&self, more: i32) -> String {
        let birth = self.child().map(|child| child.birth);
        birth.map_or(8, |birth| age_on(birth, self.occurred.date()) + more).to_string()
    }

    fn release_in(&self) -> String {
        let Some(day) = self.term.first_possible() else { return "not yet dated".to_owned() };
        match days_between(self.occurred.date(), day) {
            ..0 => "a matter for the board now".to_owned(),
            0..14 => "only days away".to_owned(),
            left @ 14..80 => format!("{} weeks away", left / 7),
            left @ 80..700 => format!("about {} months away", (left + 15) / 30),
            left => format!("some {} years away", (left + 180) / 365),
        }
    }

    fn release_month(&self) -> String {
        match self.term.first_possible() {
            Some(day) if day >= self.occurred.date() => format!("in {} {}", month_name(day.month()), day.year()),
            _ => "once a date is known".to_owned(),
        }
    }
}
