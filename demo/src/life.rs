//! The thread of a life: the child, the job, the course, the worry that come back from note to note and move on.

use jiff::civil::Date;

use crate::dates::{age_on, days_between, plus_days};
use crate::dice::Dice;
use crate::identity::Identity;
use crate::names::Names;
use crate::notes::topic::Topic;
use crate::person::Contact;

/// A child, by the name used at home.
pub(crate) struct Child {
    pub(crate) name: &'static str,
    pub(crate) relation: &'static str,
    pub(crate) birth: Date,
}

/// What does not change from note to note, and what changes on a known day.
pub(crate) struct Life {
    pub(crate) first: String,
    pub(crate) last: String,
    pub(crate) title: &'static str,
    pub(crate) woman: bool,
    pub(crate) kin: String,
    pub(crate) kin_is: String,
    pub(crate) partner: Option<(&'static str, String)>,
    pub(crate) children: Vec<Child>,
    pub(crate) jobs: Vec<(Date, usize)>,
    pub(crate) courses: Vec<(Date, usize)>,
    pub(crate) cells: Vec<(Date, String)>,
    pub(crate) hobby: &'static str,
    pub(crate) sport: &'static str,
    pub(crate) faith_group: &'static str,
    pub(crate) chaplain: &'static str,
    pub(crate) health: &'static str,
    pub(crate) drug: &'static str,
    pub(crate) town: String,
    pub(crate) hope: &'static str,
    pub(crate) refuses: usize,
    pub(crate) strands: Vec<Topic>,
}

/// A job: what it is called, where, and who runs it.
pub(crate) const JOBS: &[(&str, &str, &str)] = &[
    ("wing cleaner", "the wing party", "Mr Eaves"),
    ("servery worker", "the servery", "Ms Holt"),
    ("textiles worker", "the textiles shop", "Mr Foss"),
    ("kitchen worker", "the main kitchen", "Chef Duggan"),
    ("laundry worker", "the laundry", "Mrs Pim"),
    ("gardener", "the gardens", "Mr Thwaite"),
    ("woodwork trainee", "the woodwork shop", "Mr Kell"),
    ("packing operative", "Workshop 4", "Miss Ridley"),
    ("recycling worker", "the waste yard", "Mr Oakes"),
    ("library orderly", "the library", "Mrs Varley"),
    ("gym orderly", "the gym", "PEI Marsh"),
    ("peer mentor", "the induction centre", "Ms Lund"),
    ("bricklaying trainee", "the trades workshop", "Mr Sugden"),
    ("education orderly", "the education block", "Dr Penn"),
    ("industrial cleaner", "the cleaning academy", "Mr Bax"),
    ("painter", "the works party", "Mr Lowther"),
    ("printing operative", "the print shop", "Mrs Askew"),
    ("assembly worker", "Workshop 2", "Mr Ilkley"),
    ("bike repairer", "the bike workshop", "Mr Quayle"),
];

/// A course and who teaches it.
pub(crate) const COURSES: &[(&str, &str)] = &[
    ("Level 1 English", "Mrs Tranter"),
    ("Level 2 English", "Mrs Tranter"),
    ("Entry 3 maths", "Mr Odell"),
    ("Level 1 maths", "Mr Odell"),
    ("the food hygiene award", "Chef Duggan"),
    ("the barista course", "Ms Flint"),
    ("Level 2 bricklaying", "Mr Sugden"),
    ("the business enterprise course", "Ms Rook"),
    ("art class", "Mr Wren"),
    ("the creative writing group", "Mr Wren"),
    ("the Open University access module", "Dr Penn"),
    ("Level 1 IT", "Miss Coe"),
    ("the peer mentoring certificate", "Ms Lund"),
    ("English for speakers of other languages", "Mrs Amin"),
    ("the forklift theory course", "Mr Bax"),
    ("the horticulture certificate", "Mr Thwaite"),
    ("the guitar group", "Mr Hale"),
];

const HOBBIES: &[&str] = &[
    "matchstick modelling",
    "chess",
    "drawing",
    "writing songs",
    "crochet",
    "jigsaws",
    "dominoes",
    "painting",
    "poetry",
    "card making",
    "crosswords",
    "learning Spanish",
    "origami",
    "model boats",
    "knitting",
    "backgammon",
    "keeping a diary",
];
const SPORTS: &[&str] = &[
    "five-a-side",
    "volleyball",
    "circuits",
    "walking football",
    "badminton",
    "indoor rowing",
    "touch rugby",
    "yoga",
    "table tennis",
    "spin",
    "bowls",
    "basketball",
];
const AILMENTS: &[&str] = &[
    "knee",
    "back",
    "shoulder",
    "asthma",
    "elbow",
    "migraine",
    "blood pressure",
    "eczema",
    "hip",
    "hay fever",
    "stomach",
    "diabetes",
    "sinus trouble",
    "ankle",
    "eyesight",
    "wrist",
];
const SUBSTANCES: &[&str] =
    &["spice", "heroin", "cocaine", "cannabis", "alcohol", "tablets", "crack", "spice", "pregabalin"];
const HOPES: &[&str] = &[
    "scaffolding",
    "barbering",
    "lorry driving",
    "catering",
    "tree surgery",
    "painting and decorating",
    "warehouse work",
    "youth work",
    "plastering",
    "rail work",
    "personal training",
    "dog grooming",
    "market trading",
    "carpentry",
    "horticulture",
    "car body repair",
    "music production",
    "coffee roasting",
    "care work",
    "tiling",
    "bike mechanics",
];

/// Where and when the life takes place.
pub(crate) struct Stage<'a> {
    pub(crate) arrival: Date,
    pub(crate) last_day: Date,
    pub(crate) contacts: &'a [Contact],
    pub(crate) cell: &'a str,
    pub(crate) earlier_cells: &'a [String],
    pub(crate) topics: &'a [Topic],
}

/// Makes a life for a person.
pub(crate) fn life(dice: &mut Dice, names: &Names, who: &Identity, stage: &Stage<'_>) -> Life {
    let (kin_is, kin) = kin(dice, names, stage.contacts);
    let stay = days_between(stage.arrival, stage.last_day).max(1);
    let mut topics: Vec<Topic> = stage.topics.to_vec();
    dice.shuffle(&mut topics);
    let strands = 4 + dice.below(3);
    topics.truncate(strands);
    let beliefs = faith(who.religion);
    Life {
        first: who.first.clone(),
        last: who.last.clone(),
        title: who.title,
        woman: who.woman,
        kin,
        kin_is,
        partner: partner(dice, names, who, stage.contacts),
        children: children(dice, names, who, stage.last_day),
        jobs: spells(dice, stage.arrival, stay, JOBS.len(), 190),
        courses: spells(dice, stage.arrival, stay, COURSES.len(), 150),
        cells: cells(stage, stay),
        hobby: dice.pick(HOBBIES),
        sport: dice.pick(SPORTS),
        faith_group: beliefs.0,
        chaplain: beliefs.1,
        health: dice.pick(AILMENTS),
        drug: dice.pick(SUBSTANCES),
        town: names.town(dice),
        hope: dice.pick(HOPES),
        refuses: dice.pick(&[1, 2, 3, 4, 6, 9, 16]),
        strands: topics,
    }
}

impl Life {
    /// The thing held on a day, of spells that each begin on a day.
    pub(crate) fn held<T: Clone>(spells: &[(Date, T)], on: Date) -> Option<(Date, T)> {
        spells.iter().rev().find(|(from, _)| *from <= on).cloned()
    }

    /// Which of the children a note of that day is about, if any is old enough to talk of.
    pub(crate) fn child_on(&self, dice: &mut Dice, on: Date) -> Option<usize> {
        let grown = |child: &Child| age_on(child.birth, on) >= 3;
        let fitting: Vec<usize> =
            (0..).zip(&self.children).filter(|(_, child)| grown(child)).map(|(at, _)| at).collect();
        dice.pick_of(&fitting)
    }
}

fn kin(dice: &mut Dice, names: &Names, contacts: &[Contact]) -> (String, String) {
    let word = |relationship: &str| match relationship {
        "Mother" => Some("mum"),
        "Father" => Some("dad"),
        "Sister" => Some("sister"),
        "Brother" => Some("brother"),
        "Grandmother" => Some("nan"),
        "Aunt" => Some("aunt"),
        _ => None,
    };
    let known = contacts.iter().find_map(|contact| Some((word(&contact.relationship)?, contact)));
    match known {
        Some((word, contact)) => {
            let first = contact.name.split_whitespace().next().unwrap_or("family");
            (word.to_owned(), first.to_owned())
        }
        None => {
            (dice.pick(&["cousin", "old neighbour", "friend", "stepsister"]).to_owned(), names.adult(dice).to_owned())
        }
    }
}

fn partner(dice: &mut Dice, names: &Names, who: &Identity, contacts: &[Contact]) -> Option<(&'static str, String)> {
    let named = contacts.iter().find_map(|contact| {
        let word = match contact.relationship.as_str() {
            "Wife" => "wife",
            "Husband" => "husband",
            "Partner" => "partner",
            _ => return None,
        };
        Some((word, contact.name.split_whitespace().next().unwrap_or("partner").to_owned()))
    });
    named.or_else(|| {
        let word = if who.woman { "boyfriend" } else { "girlfriend" };
        dice.chance(28).then(|| (word, names.given(dice, who.heritage, !who.woman).to_owned()))
    })
}

fn children(dice: &mut Dice, names: &Names, who: &Identity, last_day: Date) -> Vec<Child> {
    let grown = age_on(who.birth, last_day);
    let count = if grown < 20 { 0 } else { dice.pick(&[0, 0, 1, 1, 2, 2, 3]) };
    (0..count)
        .map(|_| {
            let girl = dice.chance(50);
            let relations =
                if girl { ["daughter", "youngest", "stepdaughter"] } else { ["son", "eldest", "little boy"] };
            Child {
                name: names.child(dice, girl),
                relation: dice.pick(&relations),
                birth: plus_days(last_day, -365 * dice.between(2, (grown - 18).clamp(3, 16)) - dice.between(0, 360)),
            }
        })
        .collect()
}

/// Spells of work or study from soon after arrival, each for about `length` days.
fn spells(dice: &mut Dice, arrival: Date, stay: i32, kinds: usize, length: i32) -> Vec<(Date, usize)> {
    let mut spells = Vec::new();
    let mut at = dice.between(4, 45);
    while at < stay && spells.len() < 24 {
        spells.push((plus_days(arrival, at), dice.below(kinds)));
        at += dice.between(length / 3, length * 2);
    }
    spells
}

fn cells(stage: &Stage<'_>, stay: i32) -> Vec<(Date, String)> {
    let all: Vec<&str> = stage.earlier_cells.iter().map(String::as_str).chain([stage.cell]).collect();
    let step = stay / i32::try_from(all.len()).unwrap_or(1).max(1);
    all.iter()
        .zip(0..)
        .filter(|(cell, _)| cell.contains('-'))
        .map(|(cell, at)| (plus_days(stage.arrival, step * at), (*cell).to_owned()))
        .collect()
}

fn faith(religion: &str) -> (&'static str, &'static str) {
    match religion {
        "Roman Catholic" => ("Mass", "Father Keogh"),
        "Islam - Sunni" | "Islam - Other" => ("Friday prayers", "Imam Saleh"),
        "Sikh" => ("the Sikh prayer group", "Mr Bhamra from chaplaincy"),
        "Hindu" => ("the Hindu prayer group", "Mrs Pandya from chaplaincy"),
        "Buddhist" => ("the meditation group", "the Buddhist chaplain"),
        "Orthodox (Greek/Russian)" => ("the Orthodox service", "Father Andrei"),
        "Pagan" => ("the Pagan group", "the Pagan chaplain"),
        "Quaker" => ("Quaker meeting", "the Quaker chaplain"),
        "Rastafarian" => ("the Rastafarian group", "the duty chaplain"),
        "No Religion" => ("the multi-faith discussion group", "the duty chaplain"),
        _ => ("the Sunday service", "Reverend Amies"),
    }
}
