//! What the probation service, victims and family bring: risk, tier, public protection, community manager, contacts.

use jiff::civil::Date;

use crate::dates::{days_between, plus_days, plus_months};
use crate::dice::Dice;
use crate::identifiers::{phone, postcode};
use crate::identity::Identity;
use crate::names::{Heritage, Names, plain};
use crate::offences::Group;
use crate::person::{Com, Contact, Mappa, Rosh, VictimContact};
use crate::sentence::{CaseKind, Term};

/// True when an offender manager would have an assessment at all.
fn is_sentenced(kind: CaseKind) -> bool {
    !matches!(kind, CaseKind::Remand | CaseKind::ConvictedUnsentenced | CaseKind::Immigration | CaseKind::Civil)
}

/// Risk of serious harm; missing for one in nine of the sentenced and for nearly all others.
pub(crate) fn rosh(dice: &mut Dice, kind: CaseKind, group: Group, term: &Term, today: Date) -> Option<Rosh> {
    if !is_sentenced(kind) || dice.permille(110) {
        return None;
    }
    let grave = matches!(group, Group::Sexual | Group::Domestic | Group::Arson | Group::Terrorism | Group::Murder);
    let long = matches!(kind, CaseKind::Life | CaseKind::Ipp | CaseKind::Extended | CaseKind::ParoleDeterminate);
    let table: &[(&str, usize)] = match (grave, long) {
        (_, true) => &[("MEDIUM", 8), ("HIGH", 80), ("VERY_HIGH", 12)],
        (true, false) => &[("MEDIUM", 38), ("HIGH", 58), ("VERY_HIGH", 4)],
        _ => &[("LOW", 24), ("MEDIUM", 56), ("HIGH", 19), ("VERY_HIGH", 1)],
    };
    let level = dice.weighted("MEDIUM", table);
    let since = days_between(term.reception, today).max(2);
    let oldest = if dice.chance(80) { 360 } else { 1300 };
    Some(Rosh { level: level.to_owned(), assessed: plus_days(today, -dice.between(1, oldest.min(since))) })
}

/// The tier that goes with the risk, unless probation has not sent one.
pub(crate) fn tier(dice: &mut Dice, kind: CaseKind, rosh: Option<&Rosh>) -> Option<String> {
    if !is_sentenced(kind) || dice.permille(60) {
        return None;
    }
    let table: &[(&str, usize)] = match rosh.map_or("MEDIUM", |rosh| rosh.level.as_str()) {
        "VERY_HIGH" => &[("A", 92), ("B", 8)],
        "HIGH" => &[("A", 30), ("B", 62), ("C", 8)],
        "MEDIUM" => &[("B", 28), ("C", 56), ("D", 16)],
        _ => &[("C", 35), ("D", 65)],
    };
    Some(dice.weighted("C", table).to_owned())
}

/// Public protection category by offence; the level is set within six months of release, or should have been.
pub(crate) fn mappa(dice: &mut Dice, kind: CaseKind, group: Group, term: &Term, today: Date) -> Option<Mappa> {
    if !is_sentenced(kind) {
        return None;
    }
    let category = match group {
        Group::Sexual => 1,
        Group::Murder | Group::Arson => 2,
        Group::Violent | Group::Robbery if term.months >= 24 || term.indeterminate => 2,
        Group::Terrorism => 4,
        Group::Domestic if dice.chance(12) => 3,
        _ => return None,
    };
    let to_go = term.first_possible().map_or(9999, |day| days_between(today, day));
    let set = category == 3 || dice.chance(if to_go <= 183 { 74 } else { 9 });
    if !set {
        return Some(Mappa { category, level: None, review: None });
    }
    let level = if category == 3 { dice.pick(&[2, 2, 3]) } else { dice.weighted(1, &[(1, 66), (2, 29), (3, 5)]) };
    let review = (level > 1).then(|| plus_days(today, dice.between(-40, 110)));
    Some(Mappa { category, level: Some(level), review })
}

/// The community offender manager: nearly always known after handover, sometimes missing when it hurts.
pub(crate) fn com(
    dice: &mut Dice,
    names: &Names,
    kind: CaseKind,
    who: &Identity,
    term: &Term,
    today: Date,
) -> Option<Com> {
    if matches!(kind, CaseKind::Remand | CaseKind::ConvictedUnsentenced | CaseKind::Civil) {
        return None;
    }
    let release = term.first_possible();
    let handed_over = match kind {
        CaseKind::Recall | CaseKind::Immigration | CaseKind::ShortDeterminate => true,
        CaseKind::LongDeterminate => release.is_some_and(|day| plus_days(plus_months(day, -8), -14) <= today),
        _ => release.is_some_and(|day| plus_months(day, -12) <= today),
    };
    if !dice.chance(if handed_over { 84 } else { 38 }) {
        return None;
    }
    let woman = dice.chance(60);
    let heritage = Names::heritage(dice, false);
    let name = format!("{} {}", names.given(dice, heritage, woman), names.family(dice, heritage));
    let wales = who.heritage == Heritage::Welsh;
    let area = names.area(dice, wales);
    let team = format!(
        "{area} {}",
        dice.pick(&["Sentence Management 1", "Sentence Management 2", "Resettlement", "Through the Gate"])
    );
    let name = if dice.permille(40) { String::new() } else { name };
    let email = if name.is_empty() { mailbox(&area) } else { email(&name, "probation") };
    Some(Com { name, email, team, ldu: format!("{area} PDU{}", if wales { " (Wales)" } else { "" }) })
}

/// The shared mailbox of a delivery unit.
fn mailbox(area: &str) -> String {
    let stem: String = plain(area).to_lowercase().replace('\'', "").replace(' ', "-");
    format!("{stem}.pdu@probation.example")
}

/// An address under a domain that is kept for examples.
fn email(name: &str, domain: &str) -> String {
    let stem: String = plain(name).to_lowercase().replace('\'', "").replace(' ', ".");
    format!("{stem}@{domain}.example")
}

/// Victim contact, for some of those sentenced for harm to a person.
pub(crate) fn victim_contact(
    dice: &mut Dice,
    names: &Names,
    kind: CaseKind,
    group: Group,
    months: i32,
) -> Option<VictimContact> {
    let harm = matches!(
        group,
        Group::Sexual | Group::Violent | Group::Domestic | Group::Robbery | Group::Murder | Group::Arson
    );
    let long = months >= 12 || matches!(kind, CaseKind::Life | CaseKind::Ipp);
    if !is_sentenced(kind) || !harm || !long || !dice.chance(42) {
        return None;
    }
    let heritage = Names::heritage(dice, false);
    let woman = dice.chance(65);
    let vlo = format!("{} {}", names.given(dice, heritage, woman), names.family(dice, heritage));
    let town = names.town(dice);
    let scheme_notes = match dice.below(6) {
        0 => format!("Asks for an exclusion zone around {town}. Wishes to be told of any temporary release."),
        1 => "Wishes to be told of release and of any move to open conditions, by telephone, not by letter.".to_owned(),
        2 => format!("Two people in the scheme. Both ask for no contact, direct or indirect; one lives near {town}."),
        3 => "In the scheme, has asked not to be contacted until the parole hearing is listed.".to_owned(),
        4 => format!(
            "Asks that {town} town centre be closed to them on Saturdays. Statement to the board to be read by the VLO."
        ),
        _ => "No requests at present; the VLO reviews every six months.".to_owned(),
    };
    Some(VictimContact { vlo_email: email(&vlo, "victims"), vlo_name: vlo, vlo_phone: phone(dice), scheme_notes })
}

/// An invented address.
pub(crate) fn address(dice: &mut Dice, names: &Names) -> (String, String) {
    let number = dice.between(1, 148);
    let flat = if dice.chance(18) { format!("Flat {}, ", dice.between(1, 24)) } else { String::new() };
    (format!("{flat}{number} {}, {}", names.street(dice), names.town(dice)), postcode(dice))
}

/// Family and others outside; a few people have nobody.
pub(crate) fn contacts(dice: &mut Dice, names: &Names, who: &Identity) -> Vec<Contact> {
    if dice.chance(7) {
        return Vec::new();
    }
    let partner = if who.woman { "Husband" } else { "Wife" };
    let kinds = [
        "Mother",
        "Father",
        "Sister",
        "Brother",
        "Partner",
        partner,
        "Grandmother",
        "Aunt",
        "Friend",
        "Solicitor",
        "Ex-partner",
    ];
    let mut seen = std::collections::BTreeSet::new();
    let count = 1 + dice.below(4);
    (0..count)
        .filter_map(|_| {
            let relationship = dice.pick(&kinds);
            let family = matches!(relationship, "Mother" | "Father" | "Sister" | "Brother" | "Wife" | "Husband");
            let surname = if family && dice.chance(70) { who.last.clone() } else { names.family(dice, who.heritage) };
            let male = matches!(relationship, "Father" | "Brother" | "Husband")
                || (who.woman && matches!(relationship, "Partner" | "Ex-partner"));
            let name = format!("{} {surname}", names.given(dice, who.heritage, !male));
            let phone = if dice.chance(85) { phone(dice) } else { String::new() };
            let (street, code) = address(dice, names);
            let address = if dice.chance(70) { format!("{street}, {code}") } else { String::new() };
            seen.insert(relationship).then(|| Contact { relationship: relationship.to_owned(), name, phone, address })
        })
        .collect()
}
