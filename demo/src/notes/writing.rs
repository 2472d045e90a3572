//! Which note gets written, by whom: the mix of codes, and the roles that may write each.

use jiff::civil::Date;

use crate::Estate;
use crate::dice::Dice;
use crate::people::Case;
use crate::person::AllocationKind;
use crate::sentence::CaseKind;
use crate::staff::{StaffMember, StaffRole};

/// A case-note type and sub-type.
pub(super) type Code = (&'static str, &'static str);

/// The roles that write notes of a type.
pub(super) fn writers(code: Code) -> &'static [StaffRole] {
    use StaffRole::*;
    match code {
        ("KA", _) | ("REPORT", "POE") | ("OBSERVE" | "POS" | "NEG", _) => &[Keyworker],
        ("GEN", _) => &[Keyworker, Keyworker, CaseAdministrator],
        ("RESET", _) => &[Pom, Pom, CaseAdministrator],
        ("ROTL", "BOARD") => &[Pom, Governor],
        ("ROTL", _) => &[Pom, CaseAdministrator],
        ("OMIC", _) => &[Pom, HeadOfOmuDelivery],
        _ => &[Pom],
    }
}

/// The mix of notes for a case, by weight.
pub(super) fn mix(case: &Case, estate: Estate) -> Vec<(Code, usize)> {
    let open = estate == Estate::MensOpen;
    let unsentenced = matches!(case.person.kind, CaseKind::Remand | CaseKind::ConvictedUnsentenced | CaseKind::Civil);
    let key_work = !case.high_complexity;
    let managed = if unsentenced { 0 } else { 1 };
    let licence = open || matches!(case.category, Some("D" | "T" | "J"));
    let mut mix = vec![
        (
            ("KA", "KS"),
            if !key_work {
                0
            } else if open {
                110
            } else {
                420
            },
        ),
        (("KA", "KE"), if key_work { 85 } else { 0 }),
        (("REPORT", "POE"), if open { 330 } else { 0 }),
        (("REPORT", "OMU"), managed * if key_work { 55 } else { 330 }),
        (("ROTL", "BOARD"), if licence { 12 } else { 0 }),
        (("ROTL", "RGEH"), if licence { 45 } else { 0 }),
        (("OMIC", "INFOSHARE_FM"), if case.person.mappa.is_some() { 9 } else { 0 }),
    ];
    mix.extend_from_slice(WING);
    mix.extend(PATHWAYS.iter().map(|code| (("RESET", *code), 7)));
    mix
}

const WING: &[(Code, usize)] = &[
    (("OBSERVE", "OBS_GEN"), 62),
    (("OBSERVE", "RESIDENCE"), 24),
    (("OBSERVE", "WORKSHOPS"), 22),
    (("OBSERVE", "EDUCATION"), 16),
    (("OBSERVE", "GYM"), 12),
    (("OBSERVE", "VISITS"), 22),
    (("OBSERVE", "NEWS"), 6),
    (("OBSERVE", "HCC"), 14),
    (("OBSERVE", "SAFER CUST"), 14),
    (("OBSERVE", "CHAPLAINCY"), 10),
    (("POS", "POS_GEN"), 34),
    (("POS", "IEP_ENC"), 12),
    (("POS", "QUAL_ATT"), 12),
    (("POS", "QUAL_WK"), 16),
    (("NEG", "BEHAVEWARN"), 16),
    (("NEG", "NEG_GEN"), 18),
    (("NEG", "IEP_WARN"), 8),
    (("NEG", "WORKWARN"), 8),
    (("GEN", "HIS"), 62),
    (("GEN", "WELFCHK"), 30),
];

const PATHWAYS: &[&str] = &["ACCOM", "ATB", "CHDFAMCOM", "DRUG_ALCOHOL", "ED_SKL_WRK", "FINANCE_ID", "GEN", "HEALTH"];

/// The staff by role, so that an author is found without a search of all.
pub(super) struct Desk<'a> {
    staff: &'a [StaffMember],
    by_role: Vec<(StaffRole, Vec<usize>)>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(staff: &'a [StaffMember]) -> Self {
        use StaffRole::*;
        let roles =
            [Administrator, CaseAdministrator, Pom, Keyworker, HeadOfOmuDelivery, Governor, GateOfficer, Auditor];
        let by_role = roles
            .into_iter()
            .map(|role| {
                let own = staff.iter().enumerate().filter(|(_, member)| member.role == role);
                (role, own.map(|(at, _)| at).collect())
            })
            .collect();
        Self { staff, by_role }
    }

    /// The name of a member of staff.
    pub(super) fn name(&self, at: usize) -> &'a str {
        self.staff.get(at).map_or("the OMU", |member| member.name.as_str())
    }

    /// Any member of staff of the role, in post on the day.
    pub(super) fn any(&self, dice: &mut Dice, role: StaffRole, on: Date) -> Option<usize> {
        let all = self.by_role.iter().find(|(known, _)| *known == role).map(|(_, all)| all)?;
        for _ in 0..12 {
            let at = dice.below(all.len());
            let found = all.get(at).copied()?;
            if self.in_post(found, on) {
                return Some(found);
            }
        }
        all.iter().copied().find(|at| self.in_post(*at, on))
    }

    fn in_post(&self, at: usize, on: Date) -> bool {
        self.staff.get(at).is_some_and(|member| member.started <= on)
    }

    /// The person's keyworker or manager on a day.
    pub(super) fn allocated(case: &Case, kind: AllocationKind, on: Date) -> Option<usize> {
        let runs = |from: Date, to: Option<Date>| from <= on && to.is_none_or(|to| on <= to);
        case.person
            .allocations
            .iter()
            .rev()
            .find(|allocation| allocation.kind == kind && runs(allocation.from, allocation.to))
            .map(|allocation| allocation.staff)
    }

    /// Who writes a note of this code: as a rule the person's own officer or manager.
    pub(super) fn author(&self, dice: &mut Dice, case: &Case, code: Code, on: Date) -> usize {
        let role = dice.pick_of(writers(code)).unwrap_or(StaffRole::Pom);
        let own = match role {
            StaffRole::Keyworker if code.0 == "KA" || code.1 == "POE" => {
                Self::allocated(case, AllocationKind::Keyworker, on).filter(|_| dice.chance(94))
            }
            StaffRole::Pom => Self::allocated(case, AllocationKind::Pom, on).filter(|_| dice.chance(95)),
            _ => None,
        };
        own.or_else(|| self.any(dice, role, on)).unwrap_or(0)
    }
}
