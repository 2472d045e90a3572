//! Who looks after whom: one manager and one keyworker at a time, with those who came before.

use jiff::civil::Date;

use crate::custody::{Custody, Whereabouts};
use crate::dates::{days_between, plus_days};
use crate::dice::Dice;
use crate::person::{Allocation, AllocationKind};
use crate::sentence::CaseKind;
use crate::staff::{StaffMember, StaffRole};

/// Shares work out so that nobody's load runs away from the others'.
pub(crate) struct Roster<'a> {
    staff: &'a [StaffMember],
    load: Vec<usize>,
}

/// What decides whether somebody has a manager or a keyworker.
pub(crate) struct Case<'a> {
    pub(crate) kind: CaseKind,
    pub(crate) custody: &'a Custody,
    pub(crate) high_complexity: bool,
    pub(crate) today: Date,
}

impl<'a> Roster<'a> {
    pub(crate) fn new(staff: &'a [StaffMember]) -> Self {
        Self { staff, load: vec![0; staff.len()] }
    }

    /// The allocations of one person, oldest first.
    pub(crate) fn allocate(&mut self, dice: &mut Dice, case: &Case<'_>) -> Vec<Allocation> {
        let mut made = self.managers(dice, case);
        made.extend(self.keyworkers(dice, case));
        made.sort_by_key(|allocation| (allocation.from, allocation.kind));
        made
    }

    fn managers(&mut self, dice: &mut Dice, case: &Case<'_>) -> Vec<Allocation> {
        let unsentenced = matches!(case.kind, CaseKind::Remand | CaseKind::ConvictedUnsentenced | CaseKind::Civil);
        let new_here = days_between(case.custody.arrival, case.today) < 6;
        if (unsentenced && !dice.chance(6)) || (new_here && dice.chance(70)) || dice.chance(2) {
            return Vec::new();
        }
        let reasons = [
            "New reception",
            "Caseload moved to even out the span",
            "Manager left the unit",
            "Recommended by tier and risk",
        ];
        let mut made = self.chain(dice, case, AllocationKind::Pom, StaffRole::Pom, 620, &reasons);
        if let Some(current) = made.last().cloned()
            && dice.chance(7)
            && let Some(second) = self.lightest(dice, StaffRole::Pom, current.from, Some(current.staff))
        {
            let from = current.from;
            let reason =
                dice.pick(&["Parole reports", "Newly qualified: working the case together", "Public protection"]);
            let to = current.to;
            made.push(Allocation {
                kind: AllocationKind::CoworkingPom,
                staff: second,
                from,
                to,
                reason: reason.to_owned(),
            });
        }
        made
    }

    fn keyworkers(&mut self, dice: &mut Dice, case: &Case<'_>) -> Vec<Allocation> {
        let new_here = days_between(case.custody.arrival, case.today) < 10;
        if case.high_complexity || (new_here && dice.chance(60)) || dice.chance(4) {
            return Vec::new();
        }
        self.chain(dice, case, AllocationKind::Keyworker, StaffRole::Keyworker, 420, &["AUTO", "AUTO", "MANUAL"])
    }

    /// One after another from arrival to today, each for about `tenure` days at most.
    fn chain(
        &mut self,
        dice: &mut Dice,
        case: &Case<'_>,
        kind: AllocationKind,
        role: StaffRole,
        tenure: i32,
        reasons: &[&'static str],
    ) -> Vec<Allocation> {
        let left = case.custody.whereabouts.left_on();
        let last_day = left.unwrap_or(case.today);
        let mut made: Vec<Allocation> = Vec::new();
        let mut from = plus_days(case.custody.arrival, dice.between(0, 5)).min(last_day);
        loop {
            let until = plus_days(from, dice.between(tenure / 3, tenure * 2));
            let open = until >= plus_days(last_day, -25);
            let before = made.last().map(|allocation| allocation.staff);
            let Some(staff) = self.lightest(dice, role, from, before) else { break };
            if open
                && left.is_none()
                && let Some(load) = self.load.get_mut(staff)
            {
                *load += 1;
            }
            let to = if open { left } else { Some(until) };
            made.push(Allocation { kind, staff, from, to, reason: dice.pick(reasons).to_owned() });
            if open {
                break;
            }
            from = plus_days(until, dice.pick(&[0, 0, 1, 3, 9]));
        }
        if matches!(case.custody.whereabouts, Whereabouts::Here) && kind == AllocationKind::Keyworker && dice.chance(3)
        {
            self.end_last(dice, case, &mut made);
        }
        made
    }

    /// The keyworker has just gone and nobody has taken over.
    fn end_last(&mut self, dice: &mut Dice, case: &Case<'_>, made: &mut [Allocation]) {
        if let Some(last) = made.last_mut()
            && days_between(last.from, case.today) > 12
        {
            last.to = Some(plus_days(case.today, -dice.between(1, 10)));
            if let Some(load) = self.load.get_mut(last.staff) {
                *load = load.saturating_sub(1);
            }
        }
    }

    /// Somebody in post on the day with the lightest load, or near it.
    fn lightest(&self, dice: &mut Dice, role: StaffRole, on: Date, not: Option<usize>) -> Option<usize> {
        let mut free: Vec<(usize, usize)> = self
            .staff
            .iter()
            .enumerate()
            .filter(|(at, member)| member.role == role && member.started <= on && Some(*at) != not)
            .filter_map(|(at, _)| self.load.get(at).map(|load| (*load * 60 / room(at), at)))
            .collect();
        if free.is_empty() {
            let first =
                |(at, member): (usize, &StaffMember)| (member.role == role && member.started <= on).then_some(at);
            return self.staff.iter().enumerate().find_map(first);
        }
        free.sort_unstable();
        free.truncate(4);
        let at = dice.below(free.len());
        free.get(at).map(|(_, staff)| *staff)
    }
}

/// Some work part time or have other duties, so that loads differ as they do in life.
fn room(staff: usize) -> usize {
    8 + (staff * 7) % 9
}
