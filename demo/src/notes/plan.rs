//! What there is to say of somebody's release while it is near: of each topic of a plan, of what is missing from a handover pack, and of
//! how it went afterwards. What of it was said when and by whom, whoever plays the story decides.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::grammar::Grammar;
use super::teller::{Past, Teller};
use super::writing::Desk;
use crate::Options;
use crate::dates::{at, days_between, plus_days};
use crate::dice::Dice;
use crate::identifiers;
use crate::people::Case;
use crate::staff::StaffMember;

/// Streams of chance for plans start here, above those for notes.
const PLAN_STREAMS: u64 = 1 << 33;
/// From so many days before a release there is something to say of it, …
const AHEAD: i32 = 420;
/// … until so many days after it.
const AFTER: i32 = 60;
/// What is said is as it was so many days before the last day here, or before today.
const BEFORE: i32 = 25;

/// Adds to everybody whose release is near what there is to say of it.
pub(crate) fn plans(options: &Options, staff: &[StaffMember], cases: &mut [Case]) {
    let (grammar, desk) = (Grammar::new(), Desk::new(staff));
    for (person, case) in cases.iter_mut().enumerate().filter(|(_, case)| is_near(case, options.today)) {
        let mut dice = Dice::new(options.seed, PLAN_STREAMS + person as u64);
        case.person.plan = plan(&mut dice, &grammar, &desk, case, options.today);
    }
}

fn is_near(case: &Case, today: Date) -> bool {
    let release = case.left_on.or_else(|| case.term.first_possible().filter(|_| !case.term.indeterminate));
    release.is_some_and(|day| (-AFTER..=AHEAD).contains(&days_between(today, day)))
}

fn plan(
    dice: &mut Dice,
    grammar: &Grammar,
    desk: &Desk<'_>,
    case: &Case,
    today: Date,
) -> BTreeMap<String, Vec<String>> {
    let day = plus_days(case.left_on.unwrap_or(today), -BEFORE).max(case.arrival);
    let teller = Teller {
        life: &case.life,
        term: &case.term,
        occurred: at(day, 10, 15),
        around: super::around(desk, case, dice, day),
        child: case.life.child_on(dice, day),
        minutes: dice.pick(&[25, 30, 35, 40, 45]),
        past: Past::default(),
    };
    let mut plan = grammar.all_of(dice, &teller, "plan.");
    plan.insert("crn".to_owned(), vec![identifiers::crn(dice)]);
    plan
}
