//! Alerts in the numbers in which units have them, agreeing with risk, public protection and history.

use jiff::civil::Date;

use crate::Estate;
use crate::dates::age_on;
use crate::dice::Dice;
use crate::identity::Identity;
use crate::offences::Group;
use crate::person::{Mappa, Rosh};
use crate::sentence::{CaseKind, Term};

/// One alert of the document: its code and whether it still holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Alert {
    pub(crate) code: &'static str,
    pub(crate) active: bool,
}

/// What the alerts must agree with.
pub(crate) struct Grounds<'a> {
    pub(crate) kind: CaseKind,
    pub(crate) group: Group,
    pub(crate) who: &'a Identity,
    pub(crate) term: &'a Term,
    pub(crate) rosh: Option<&'a Rosh>,
    pub(crate) mappa: Option<&'a Mappa>,
    pub(crate) estate: Estate,
    pub(crate) category: &'static str,
    pub(crate) today: Date,
}

/// Makes the alerts, each code once.
pub(crate) fn alerts(dice: &mut Dice, grounds: &Grounds<'_>) -> Vec<Alert> {
    let mut found: Vec<Alert> = Vec::new();
    let mut raise = |code: &'static str, active: bool| {
        if found.iter().all(|alert| alert.code != code) {
            found.push(Alert { code, active });
        }
    };
    if let Some(rosh) = grounds.rosh {
        match rosh.level.as_str() {
            "VERY_HIGH" => raise("ROV", true),
            "HIGH" => raise("ROH", true),
            "MEDIUM" if dice.chance(70) => raise("ROM", true),
            _ => {}
        }
    }
    if let Some(code) = grounds.mappa.and_then(mappa_code) {
        raise(code, true);
    }
    for code in offence_alerts(dice, grounds) {
        raise(code, true);
    }
    for code in personal_alerts(dice, grounds) {
        raise(code, true);
    }
    for (code, permille, active_percent) in BACKGROUND {
        if dice.permille(*permille) {
            raise(code, dice.chance(*active_percent));
        }
    }
    if grounds.estate == Estate::MensOpen || matches!(grounds.category, "D" | "T") {
        let restricted = grounds.term.indeterminate || grounds.rosh.is_some_and(|rosh| rosh.level.ends_with("HIGH"));
        raise(if restricted { "RROTL" } else { "SROTL" }, true);
        if dice.chance(9) {
            raise("ROTL", dice.chance(60));
        }
    }
    found
}

/// Alerts that come to anybody: code, how many in a thousand, what percentage of them still hold.
const BACKGROUND: &[(&str, usize, usize)] = &[
    ("HS", 90, 100),
    ("HC", 110, 85),
    ("HA", 38, 100),
    ("HA1", 30, 100),
    ("HA2", 140, 100),
    ("RCON", 120, 88),
    ("XVL", 100, 80),
    ("XGANG", 50, 92),
    ("XCDV", 45, 70),
    ("CSIP", 40, 65),
    ("RNO121", 11, 90),
    ("RSS", 28, 80),
    ("XER", 14, 70),
    ("XEL", 3, 80),
    ("XELH", 2, 100),
    ("XHT", 8, 100),
    ("XCU", 12, 55),
    ("VU", 45, 85),
    ("VOP", 40, 90),
    ("OISFL", 55, 85),
    ("OIOM", 75, 95),
    ("XPHR", 32, 100),
    ("XEBM", 9, 100),
    ("XSC", 16, 100),
    ("HPI", 9, 100),
    ("XEAN", 12, 100),
    ("MAS", 85, 100),
    ("MEP", 14, 100),
    ("HID", 65, 100),
    ("PEEP", 22, 90),
    ("AS", 14, 90),
    ("TM", 22, 60),
    ("TAP", 18, 80),
    ("ONCR", 50, 95),
    ("XNR", 12, 90),
];

/// The alert that says a public protection category and level.
fn mappa_code(mappa: &Mappa) -> Option<&'static str> {
    let code = match (mappa.category, mappa.level) {
        (1, None) => "P11",
        (1, Some(1)) => "P22",
        (1, Some(2)) => "P33",
        (1, Some(_)) => "P44",
        (2, None) => "P55",
        (2, Some(1)) => "P66",
        (2, Some(2)) => "P77",
        (2, Some(_)) => "P88",
        (3, Some(2)) => "P99",
        (3, Some(_)) => "PA1",
        (4, None) => "P100",
        (4, Some(1)) => "P101",
        (4, Some(2)) => "P102",
        (4, Some(_)) => "P103",
        _ => return None,
    };
    Some(code)
}

fn offence_alerts(dice: &mut Dice, grounds: &Grounds<'_>) -> Vec<&'static str> {
    let mut codes = Vec::new();
    let mut perhaps = |dice: &mut Dice, code: &'static str, percent: usize| {
        if dice.chance(percent) {
            codes.push(code);
        }
    };
    match grounds.group {
        Group::Sexual if !matches!(grounds.kind, CaseKind::Remand) => {
            let registered = dice.chance(93);
            perhaps(dice, if registered { "SOR" } else { "SONR" }, 100);
            perhaps(dice, "PVN", if registered { 70 } else { 0 });
            let level = dice.pick(&["CC1", "CC2", "CC4"]);
            perhaps(dice, level, 55);
            perhaps(dice, "SC", 35);
            perhaps(dice, "CPC", 40);
            perhaps(dice, "XRF", if grounds.who.woman { 0 } else { 34 });
        }
        Group::Domestic => {
            perhaps(dice, "RDV", 80);
            perhaps(dice, "RKC", 45);
            perhaps(dice, "OHCO", 55);
            perhaps(dice, "ONCR", 40);
            perhaps(dice, "XRF", if grounds.who.woman { 0 } else { 14 });
        }
        Group::Arson => perhaps(dice, "XA", 95),
        Group::Terrorism => perhaps(dice, "XTACT", 100),
        Group::Murder | Group::Violent => perhaps(dice, "CPRC", 10),
        _ => {}
    }
    codes
}

fn personal_alerts(dice: &mut Dice, grounds: &Grounds<'_>) -> Vec<&'static str> {
    let who = grounds.who;
    let mut codes = Vec::new();
    if who.care_experienced {
        codes.push("LCE");
    }
    if who.veteran {
        codes.push("F1");
    }
    if who.interpreter {
        codes.push("VLES");
    }
    if who.learning_need == Some("Hearing loss") {
        codes.push("MHT");
    }
    if grounds.kind == CaseKind::Immigration {
        codes.push(dice.pick(&["XILLENT", "XLDEPORT"]));
    } else if who.foreign && dice.chance(60) {
        codes.push("XLDEPORT");
    }
    if matches!(grounds.kind, CaseKind::Life | CaseKind::Ipp | CaseKind::Extended) && dice.chance(22) {
        codes.push("TPR");
    }
    if who.woman {
        if dice.chance(50) {
            codes.push("OFNA");
        }
        if age_on(who.birth, grounds.today) < 42 && dice.chance(4) {
            codes.push("PGWCP");
        }
    }
    codes
}
