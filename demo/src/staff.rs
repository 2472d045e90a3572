//! The people who work in the unit. `staff[0]` is always the administrator, Ada Pike.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::Options;
use crate::dates::plus_days;
use crate::dice::{Dice, share_out};
use crate::names::{Heritage, Names, plain};

/// What somebody is in the unit to do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub enum StaffRole {
    /// Sets up staff, devices and settings.
    Administrator,
    /// Imports, chases, keeps the record straight.
    CaseAdministrator,
    /// Prison offender manager.
    Pom,
    /// Band 3 officer who does key work.
    Keyworker,
    /// Head of offender management unit delivery.
    HeadOfOmuDelivery,
    /// Decides on release on temporary licence.
    Governor,
    /// Logs people out and in at the gate.
    GateOfficer,
    /// Reads, changes nothing.
    Auditor,
}

/// One member of staff.
#[derive(Clone, Debug, Serialize)]
pub struct StaffMember {
    /// Given name and surname.
    pub name: String,
    /// Upper-case account name, unique within and across units.
    pub username: String,
    /// What they are here to do.
    pub role: StaffRole,
    /// First day in post; they wrote nothing before it.
    pub started: Date,
}

/// Makes the staff of a unit, in the order of their roles.
pub(crate) fn staff(options: &Options, names: &Names) -> Vec<StaffMember> {
    let mut dice = Dice::new(options.seed, u64::MAX);
    let mut taken = BTreeSet::new();
    let mut made = Vec::with_capacity(options.staff);
    for (role, count) in roles(options.staff) {
        for at in 0..count {
            let name = if made.is_empty() { "Ada Pike".to_owned() } else { name(&mut dice, names) };
            let started = started(&mut dice, options.today, role, at);
            made.push(StaffMember { username: username(&name, &options.prison, &mut taken), name, role, started });
        }
    }
    made
}

/// How many of each role; everybody beyond the first few is a POM, a keyworker or a case administrator.
fn roles(total: usize) -> Vec<(StaffRole, usize)> {
    let order = [
        (StaffRole::Administrator, 1, 0),
        (StaffRole::Pom, 1, 18),
        (StaffRole::Keyworker, 1, 70),
        (StaffRole::HeadOfOmuDelivery, 1, 0),
        (StaffRole::Governor, 1, 4),
        (StaffRole::CaseAdministrator, 1, 5),
        (StaffRole::GateOfficer, 1, 2),
        (StaffRole::Auditor, 1, 0),
    ];
    let least = order.len();
    let extra = share_out(total.saturating_sub(least), &order.map(|(_, _, weight)| weight));
    let mut left = total;
    order
        .iter()
        .zip(extra)
        .map(|((role, first, _), more)| {
            let count = (first + more).min(left);
            left -= count;
            (*role, count)
        })
        .collect()
}

/// The first of each role has been here longest, so that every old note has somebody who could have written it.
fn started(dice: &mut Dice, today: Date, role: StaffRole, at: usize) -> Date {
    let long_ago = at < 2 || role == StaffRole::Administrator;
    let bands = [((2200, 5200), 20), ((900, 2199), 45), ((300, 899), 25), ((40, 299), 10)];
    let (low, high) = if long_ago { (2200, 5200) } else { dice.weighted((900, 2199), &bands) };
    let days = dice.between(low, high);
    plus_days(today, -days)
}

fn name(dice: &mut Dice, names: &Names) -> String {
    let foreign = dice.chance(6);
    let heritage = if foreign { Heritage::Polish } else { Names::heritage(dice, false) };
    let woman = dice.chance(48);
    format!("{} {}", names.given(dice, heritage, woman), names.family(dice, heritage))
}

fn username(name: &str, prison: &str, taken: &mut BTreeSet<String>) -> String {
    let mut parts = name.splitn(2, ' ');
    let initial = parts.next().and_then(|first| plain(first).chars().next()).unwrap_or('X');
    let last: String = plain(parts.next().unwrap_or("STAFF")).chars().filter(char::is_ascii_alphabetic).collect();
    let stem = format!("{initial}{last}").to_ascii_uppercase();
    let mut username = format!("{stem}_{prison}");
    let mut again = 1;
    while !taken.insert(username.clone()) {
        again += 1;
        username = format!("{stem}{again}_{prison}");
    }
    username
}
