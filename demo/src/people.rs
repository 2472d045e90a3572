//! Puts people together: the kind of case, the sentence, who they are, where they have been, who works with them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::alerts::{self, Alert, Grounds};
use crate::allocation::{self, Roster};
use crate::community;
use crate::custody::{self, Custody, Stay, Whereabouts};
use crate::dates::{age_on, days_between, plus_days};
use crate::dice::{Dice, share_out};
use crate::document::{self, Facts};
use crate::history;
use crate::identifiers;
use crate::identity::{Identity, identity};
use crate::life::{self, Life};
use crate::names::Names;
use crate::notes::topic::{self, Topic};
use crate::offences::{Group, Offence, main_offence, offence_of};
use crate::person::{Allocation, Mappa, Person, Rosh};
use crate::sentence::{self, CaseKind, Plan, Term};
use crate::staff::StaffMember;
use crate::{Estate, Options};

/// A person with what the notes need to know besides.
pub(crate) struct Case {
    pub(crate) person: Person,
    pub(crate) term: Term,
    pub(crate) life: Life,
    pub(crate) arrival: Date,
    pub(crate) left_on: Option<Date>,
    pub(crate) category: Option<&'static str>,
    pub(crate) high_complexity: bool,
}

/// Kinds of case by estate, in percent.
fn shares(estate: Estate) -> [(CaseKind, usize); 11] {
    use CaseKind::*;
    let percent = match estate {
        Estate::MensClosed => [14, 34, 5, 8, 4, 6, 10, 12, 3, 3, 1],
        Estate::WomensClosed => [24, 34, 2, 8, 2, 3, 11, 10, 3, 2, 1],
        Estate::MensOpen => [10, 58, 5, 16, 5, 4, 2, 0, 0, 0, 0],
    };
    let kinds = [
        ShortDeterminate,
        LongDeterminate,
        ParoleDeterminate,
        Life,
        Ipp,
        Extended,
        Recall,
        Remand,
        ConvictedUnsentenced,
        Immigration,
        Civil,
    ];
    let mut table = [(LongDeterminate, 0); 11];
    for ((slot, kind), share) in table.iter_mut().zip(kinds).zip(percent) {
        *slot = (kind, share);
    }
    table
}

/// What somebody's place in the plan is before anything is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leaving {
    Stays,
    Released,
    Transferred,
    AtCourt,
    OnLicence,
}

/// Makes the people of a prison.
pub(crate) fn people(options: &Options, names: &Names, staff: &[StaffMember]) -> Vec<Case> {
    let mut dice = Dice::new(options.seed, u64::MAX - 1);
    let kinds = dealt(&mut dice, options.people, &shares(options.estate));
    let licence = if options.estate == Estate::MensOpen { 40 } else { 6 };
    let leaving = [
        (Leaving::Stays, 912 - licence),
        (Leaving::Released, 42),
        (Leaving::Transferred, 38),
        (Leaving::AtCourt, 8),
        (Leaving::OnLicence, licence),
    ];
    let leaving = dealt(&mut dice, options.people, &leaving);
    let mut maker = Maker {
        options,
        names,
        roster: Roster::new(staff),
        taken: BTreeSet::new(),
        known: Vec::with_capacity(options.people),
    };
    kinds.into_iter().zip(leaving).enumerate().map(|(at, (kind, leaving))| maker.case(at, kind, leaving)).collect()
}

/// So many of each, everything with a share at least once if there is room, in an order of chance.
fn dealt<T: Copy>(dice: &mut Dice, total: usize, shares: &[(T, usize)]) -> Vec<T> {
    let present: Vec<&(T, usize)> = shares.iter().filter(|(_, share)| *share > 0).collect();
    let least = usize::from(total >= present.len() * 2);
    let weights: Vec<usize> = present.iter().map(|(_, share)| *share).collect();
    let counts = share_out(total - least * present.len(), &weights);
    let mut all: Vec<T> =
        present.iter().zip(counts).flat_map(|((item, _), count)| vec![*item; count + least]).collect();
    dice.shuffle(&mut all);
    all
}

/// What has been drawn for a person so far.
struct Draft {
    kind: CaseKind,
    offence: Offence,
    term: Term,
    who: Identity,
    custody: Custody,
    category: Option<&'static str>,
    complexity: Option<&'static str>,
    rosh: Option<Rosh>,
    mappa: Option<Mappa>,
    alerts: Vec<Alert>,
    allocations: Vec<Allocation>,
    number: String,
}

struct Maker<'a> {
    options: &'a Options,
    names: &'a Names,
    roster: Roster<'a>,
    taken: BTreeSet<String>,
    known: Vec<(String, String)>,
}

impl Maker<'_> {
    fn case(&mut self, at: usize, kind: CaseKind, leaving: Leaving) -> Case {
        let dice = &mut Dice::new(self.options.seed, at as u64);
        let options = self.options;
        let women = options.estate == Estate::WomensClosed;
        let offence = main_offence(dice, kind, women);
        let (whereabouts, term) = whereabouts_and_term(dice, kind, offence.group, leaving, options.today);
        let mut who = identity(dice, self.names, kind, &term, women, options.today);
        self.share_a_name(dice, at, &mut who);
        let stay = Stay { prison: &options.prison, estate: options.estate, kind, whereabouts, today: options.today };
        let custody = custody::custody(dice, &stay, &term);
        let category = category(dice, options.estate, kind, &who, leaving, options.today);
        let complexity = women.then(|| dice.weighted("low", &[("low", 44), ("medium", 34), ("high", 22)]));
        let rosh = community::rosh(dice, kind, offence.group, &term, options.today);
        let mappa = community::mappa(dice, kind, offence.group, &term, options.today);
        let grounds = Grounds {
            kind,
            group: offence.group,
            who: &who,
            term: &term,
            rosh: rosh.as_ref(),
            mappa: mappa.as_ref(),
            estate: options.estate,
            category: category.unwrap_or(""),
            today: options.today,
        };
        let alerts = alerts::alerts(dice, &grounds);
        let roster_case = allocation::Case {
            kind,
            custody: &custody,
            high_complexity: complexity == Some("high"),
            today: options.today,
        };
        let allocations = self.roster.allocate(dice, &roster_case);
        let number = identifiers::prison_number(dice, first_letter(options.estate), &mut self.taken);
        let draft =
            Draft { kind, offence, term, who, custody, category, complexity, rosh, mappa, alerts, allocations, number };
        self.finish(dice, draft)
    }

    /// One person in a hundred is a namesake of somebody else; of the first hundred at least the last is.
    fn share_a_name(&mut self, dice: &mut Dice, at: usize, who: &mut Identity) {
        let namesake = dice.below(self.known.len());
        if (at % 100 == 59 || dice.permille(6))
            && let Some((first, last)) = self.known.get(namesake)
        {
            who.first.clone_from(first);
            who.last.clone_from(last);
        }
        self.known.push((who.first.clone(), who.last.clone()));
    }

    fn facts(&self, dice: &mut Dice, draft: &Draft) -> Facts {
        let Draft { offence, term, who, custody, category, .. } = draft;
        let options = self.options;
        let committed = plus_days(term.reception.min(term.start.unwrap_or(term.reception)), -dice.between(1, 420));
        let mut offences = vec![(*offence, committed)];
        for _ in 0..dice.pick(&[0, 0, 0, 1, 1, 2]) {
            let lesser = [(Group::Acquisitive, 1), (Group::Driving, 1), (Group::Drugs, 1)];
            let group = dice.weighted(Group::Acquisitive, &lesser);
            offences.push((offence_of(dice, group), plus_days(committed, -dice.between(0, 90))));
        }
        let young = i32::from(who.birth.year()) + dice.between(15, 24);
        let year = young.min(i32::from(term.reception.year()));
        let open = matches!(category, Some("D" | "T" | "J"));
        let last_day = custody.whereabouts.left_on().unwrap_or(options.today);
        let since = days_between(custody.arrival, last_day).max(1);
        Facts {
            number: draft.number.clone(),
            booking: dice.between(1_100_000, 2_999_999),
            book: format!("{}{}", dice.letter("PRSTVW"), dice.digits(5)),
            pnc: dice.chance(92).then(|| identifiers::pnc(dice, year)),
            cro: dice.chance(80).then(|| identifiers::cro(dice, year)),
            insurance: dice.chance(45).then(|| format!("QQ{}{}", dice.digits(6), dice.letter("ABCD"))),
            address: dice.chance(82).then(|| community::address(dice, self.names)),
            offences,
            term: term.clone(),
            place: document::place(custody, &options.prison, &options.prison_name),
            category: *category,
            complexity: draft.complexity,
            csra: dice.pick(&[Some("Standard"), Some("Standard"), Some("Standard"), Some("High"), None]),
            incentive: dice.weighted(
                ("STD", "Standard"),
                &[(("STD", "Standard"), 52), (("ENH", "Enhanced"), 38), (("BAS", "Basic"), 6), (("ENT", "Entry"), 4)],
            ),
            incentive_since: plus_days(last_day, -dice.between(0, since.min(400))),
            alerts: draft.alerts.clone(),
            licence_date: term
                .release()
                .filter(|_| open)
                .map(|(day, _)| plus_days(day, -dice.between(150, 420)))
                .filter(|day| term.start.is_some_and(|start| *day > start)),
            sparse: dice.chance(14),
            who: who.clone(),
        }
    }

    fn finish(&self, dice: &mut Dice, draft: Draft) -> Case {
        let facts = self.facts(dice, &draft);
        let options = self.options;
        let Draft { kind, offence, custody, rosh, mappa, allocations, .. } = draft;
        let last_day = custody.whereabouts.left_on().unwrap_or(options.today);
        let prison = (options.prison.as_str(), options.prison_name.as_str());
        let contacts = community::contacts(dice, self.names, &facts.who);
        let earlier = history::earlier(dice, &facts, &custody.movements, &custody.earlier_cells, prison, last_day);
        let stage = life::Stage {
            arrival: custody.arrival,
            last_day,
            contacts: &contacts,
            cell: &custody.cell,
            earlier_cells: &custody.earlier_cells,
            topics: &topics(dice, kind, &facts.who, &facts.term, options.today),
        };
        let life = life::life(dice, self.names, &facts.who, &stage);
        let person = Person {
            prison_number: facts.number.clone(),
            document: document::document(&facts),
            earlier,
            tier: community::tier(dice, kind, rosh.as_ref()),
            rosh,
            mappa,
            com: community::com(dice, self.names, kind, &facts.who, &facts.term, options.today),
            victim_contact: community::victim_contact(dice, self.names, kind, offence.group, facts.term.months),
            contacts,
            allocations,
            movements: custody.movements,
            kind,
            plan: BTreeMap::new(),
        };
        Case {
            person,
            term: facts.term,
            life,
            arrival: custody.arrival,
            left_on: custody.whereabouts.left_on(),
            category: facts.category,
            high_complexity: facts.complexity == Some("high"),
        }
    }
}

/// The topics from which a person's lasting concerns are drawn.
fn topics(dice: &mut Dice, kind: CaseKind, who: &Identity, term: &Term, today: Date) -> Vec<Topic> {
    let mut all: Vec<Topic> =
        topic::EVERYDAY.iter().chain(topic::of_case(kind)).chain(topic::of_case(kind)).copied().collect();
    let age = age_on(who.birth, today);
    let mut also = |topic: Topic, times: usize| all.extend(std::iter::repeat_n(topic, times));
    also(Topic::Drugs, if dice.chance(50) { 2 } else { 0 });
    also(Topic::Child, if age > 20 { 2 } else { 0 });
    also(Topic::Partner, 1);
    also(Topic::Welsh, if who.welsh_speaker { 4 } else { 0 });
    also(Topic::Care, if who.care_experienced { 1 } else { 0 });
    also(Topic::Veteran, if who.veteran { 3 } else { 0 });
    also(Topic::Learning, if who.learning_need.is_some() { 2 } else { 0 });
    also(Topic::Immigration, if who.foreign { 2 } else { 0 });
    also(Topic::Far, if term.first_possible().is_some_and(|day| days_between(today, day) > 900) { 2 } else { 0 });
    all
}

/// A first letter for each estate, so that two units never share a number.
fn first_letter(estate: Estate) -> char {
    match estate {
        Estate::MensClosed => 'A',
        Estate::WomensClosed => 'F',
        Estate::MensOpen => 'D',
    }
}

fn whereabouts_and_term(
    dice: &mut Dice,
    kind: CaseKind,
    group: Group,
    leaving: Leaving,
    today: Date,
) -> (Whereabouts, Term) {
    let indeterminate = matches!(kind, CaseKind::Life | CaseKind::Ipp);
    let day = plus_days(today, -dice.between(1, 55));
    let released = (leaving == Leaving::Released && !indeterminate).then_some(day);
    let mut term = sentence::term(dice, &Plan { kind, group, today, released_on: released });
    let ruled = matches!(kind, CaseKind::ShortDeterminate | CaseKind::LongDeterminate);
    if ruled && released.is_none() && dice.permille(22) {
        term = Term { conditional: None, curfew: None, confirmed: None, ..term };
    }
    let earliest = plus_days(term.reception, 2);
    let whereabouts = match (leaving, released) {
        (_, Some(day)) if day > term.reception => Whereabouts::Released(day),
        (Leaving::Transferred | Leaving::Released, _) if earliest < today => {
            Whereabouts::Transferred(day.max(earliest))
        }
        (Leaving::AtCourt, _) if term.reception < today => Whereabouts::AtCourt,
        (Leaving::OnLicence, _)
            if !term.recalled && term.start.is_some_and(|start| days_between(start, today) > 30) =>
        {
            Whereabouts::OnLicence
        }
        _ => Whereabouts::Here,
    };
    (whereabouts, term)
}

fn category(
    dice: &mut Dice,
    estate: Estate,
    kind: CaseKind,
    who: &Identity,
    leaving: Leaving,
    today: Date,
) -> Option<&'static str> {
    let unsentenced =
        matches!(kind, CaseKind::Remand | CaseKind::ConvictedUnsentenced | CaseKind::Immigration | CaseKind::Civil);
    let young = age_on(who.birth, today) < 21;
    let long = matches!(kind, CaseKind::Life | CaseKind::Ipp | CaseKind::Extended);
    let category = match estate {
        Estate::MensOpen if young => "J",
        Estate::MensOpen => "D",
        Estate::WomensClosed if unsentenced => "U",
        Estate::WomensClosed => dice.weighted("R", &[("R", 76), ("T", 20), ("Q", 1), ("U", 3)]),
        Estate::MensClosed if leaving == Leaving::OnLicence => "D",
        Estate::MensClosed if unsentenced => "U",
        Estate::MensClosed if young => dice.weighted("I", &[("I", 85), ("C", 15)]),
        Estate::MensClosed if long => dice.weighted("C", &[("B", 28), ("C", 65), ("D", 5), ("A", 2)]),
        Estate::MensClosed => dice.weighted("C", &[("B", 7), ("C", 72), ("D", 15), ("X", 4), ("U", 2)]),
    };
    dice.chance(97).then_some(category)
}
