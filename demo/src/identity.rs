//! Who somebody is apart from the sentence: name, birth, faith, language, needs.

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::dates::{age_on, plus_days, plus_months};
use crate::dice::Dice;
use crate::document::object;
use crate::names::{Heritage, Names, plain, variant};
use crate::sentence::{CaseKind, Term};

/// The person as the prisoner document describes them.
#[derive(Clone)]
pub(crate) struct Identity {
    pub(crate) first: String,
    pub(crate) middle: Option<String>,
    pub(crate) last: String,
    pub(crate) title: &'static str,
    pub(crate) woman: bool,
    pub(crate) birth: Date,
    pub(crate) heritage: Heritage,
    pub(crate) nationality: &'static str,
    pub(crate) ethnicity: (&'static str, &'static str),
    pub(crate) religion: &'static str,
    pub(crate) marital: &'static str,
    pub(crate) aliases: Vec<Value>,
    pub(crate) welsh_speaker: bool,
    pub(crate) interpreter: bool,
    pub(crate) foreign: bool,
    pub(crate) care_experienced: bool,
    pub(crate) veteran: bool,
    pub(crate) learning_need: Option<&'static str>,
    pub(crate) smoker: &'static str,
}

/// Makes an identity that fits the term: of an age to have had that sentence.
pub(crate) fn identity(
    dice: &mut Dice,
    names: &Names,
    kind: CaseKind,
    term: &Term,
    women: bool,
    today: Date,
) -> Identity {
    let foreign = kind == CaseKind::Immigration || dice.chance(10);
    let heritage = Names::heritage(dice, foreign);
    let birth = birth_date(dice, term, today);
    let first = names.given(dice, heritage, women).to_owned();
    let last = names.family(dice, heritage);
    let middle = dice.chance(45).then(|| names.given(dice, heritage, women).to_owned());
    let age = age_on(birth, today);
    let aliases = aliases(dice, names, &first, &last, birth, women);
    Identity {
        title: if women { dice.pick(&["Miss", "Ms", "Ms", "Mrs"]) } else { "Mr" },
        first,
        middle,
        last,
        woman: women,
        birth,
        heritage,
        nationality: if foreign { nationality(heritage) } else { "British" },
        ethnicity: ethnicity(dice, heritage),
        religion: religion(dice, heritage),
        marital: dice.pick(&[
            "Single-not married/in civil partnership",
            "Single-not married/in civil partnership",
            "Cohabiting",
            "Married or in civil partnership",
            "Divorced or dissolved",
        ]),
        aliases,
        welsh_speaker: heritage == Heritage::Welsh && dice.chance(55),
        interpreter: foreign && dice.chance(35),
        foreign,
        care_experienced: dice.chance(if age < 26 { 34 } else { 14 }),
        veteran: !foreign && age > 22 && dice.chance(4),
        learning_need: dice.chance(24).then(|| {
            dice.pick(&[
                "Dyslexia",
                "ADHD",
                "Autism spectrum",
                "Learning disability",
                "Acquired brain injury",
                "Hearing loss",
            ])
        }),
        smoker: dice.pick(&["N", "V", "V", "Y"]),
    }
}

fn birth_date(dice: &mut Dice, term: &Term, today: Date) -> Date {
    let start = term.start.unwrap_or(term.reception).min(term.reception);
    let bands = [((18, 21), 9), ((21, 25), 14), ((26, 34), 32), ((35, 44), 26), ((45, 54), 12), ((55, 66), 7)];
    let (low, high) = match term.status {
        "HMPL" | "DPP" | "SEC91_03_ORA" => (16, 17),
        "SEC93_03" | "YOI_ORA" => (18, 19),
        _ => dice.weighted((26, 34), &bands),
    };
    let spent = age_on(start, today);
    let oldest = (80 - spent).max(low + 1);
    let years = dice.between(low, high.min(oldest).max(low));
    let birth = plus_days(plus_months(start, -12 * years), -dice.between(1, 350));
    birth.min(plus_months(today, -18 * 12))
}

fn aliases(dice: &mut Dice, names: &Names, first: &str, last: &str, birth: Date, women: bool) -> Vec<Value> {
    let mut found = Vec::new();
    let accented = plain(last) != last || plain(first) != first;
    if accented || dice.chance(14) {
        found.push((plain(first), variant(dice, last), birth));
    }
    if dice.chance(6) {
        found.push((first.to_owned(), names.family(dice, Heritage::English), birth));
    }
    if dice.chance(4) {
        let given = names.given(dice, Heritage::English, women);
        found.push((given.to_owned(), last.to_owned(), plus_days(birth, dice.pick(&[-366, 30, 1, 365]))));
    }
    if dice.chance(2) {
        found.push(("NOT KNOWN".to_owned(), "NO FIXED NAME".to_owned(), birth));
    }
    let gender = if women { "Female" } else { "Male" };
    found
        .into_iter()
        .map(|(first, last, born)| {
            object([
                ("title", Value::Null),
                ("firstName", json!(first)),
                ("middleNames", Value::Null),
                ("lastName", json!(last)),
                ("dateOfBirth", json!(born.to_string())),
                ("gender", json!(gender)),
            ])
        })
        .collect()
}

fn nationality(heritage: Heritage) -> &'static str {
    match heritage {
        Heritage::Albanian => "Albanian",
        Heritage::Romanian => "Romanian",
        Heritage::Polish => "Polish",
        Heritage::Vietnamese => "Vietnamese",
        Heritage::WestAfrican => "Nigerian",
        Heritage::Irish => "Irish",
        Heritage::Other => "Lithuanian",
        _ => "British",
    }
}

fn ethnicity(dice: &mut Dice, heritage: Heritage) -> (&'static str, &'static str) {
    match heritage {
        Heritage::SouthAsianMuslim => {
            dice.pick(&[("Asian/Asian British: Pakistani", "A2"), ("Asian/Asian British: Bangladeshi", "A3")])
        }
        Heritage::SouthAsian => ("Asian/Asian British: Indian", "A1"),
        Heritage::Caribbean => {
            dice.pick(&[("Black/Black British: Caribbean", "B1"), ("Mixed: White and Black Caribbean", "M1")])
        }
        Heritage::WestAfrican => ("Black/Black British: African", "B2"),
        Heritage::Irish => dice.pick(&[("White: Irish", "W2"), ("White: Gypsy or Irish Traveller", "W3")]),
        Heritage::Polish | Heritage::Romanian | Heritage::Albanian => ("White: Any other background", "W9"),
        Heritage::Vietnamese => ("Asian/Asian British: Any other background", "A9"),
        Heritage::Other => dice.pick(&[("Other: Any other background", "O9"), ("White: Any other background", "W9")]),
        _ => ("White: Eng./Welsh/Scot./N.Irish/British", "W1"),
    }
}

fn religion(dice: &mut Dice, heritage: Heritage) -> &'static str {
    let usual = match heritage {
        Heritage::SouthAsianMuslim => return "Islam - Sunni",
        Heritage::SouthAsian => dice.pick(&["Sikh", "Hindu"]),
        Heritage::Polish | Heritage::Irish => "Roman Catholic",
        Heritage::Romanian => "Orthodox (Greek/Russian)",
        Heritage::Albanian => dice.pick(&["Islam - Other", "Roman Catholic"]),
        Heritage::Caribbean => dice.pick(&["Pentecostal", "Rastafarian", "Christian"]),
        Heritage::WestAfrican => dice.pick(&["Christian", "Pentecostal", "Islam - Sunni"]),
        Heritage::Vietnamese => "Buddhist",
        Heritage::Welsh => dice.pick(&["Christian", "Church in Wales", "No Religion"]),
        _ => dice.pick(&["Church of England (Anglican)", "Christian", "Pagan", "Quaker"]),
    };
    if dice.chance(45) { "No Religion" } else { usual }
}
