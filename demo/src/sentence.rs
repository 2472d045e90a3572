//! What a court ordered and the dates that follow from it, kept coherent: start before release, release before expiry.

use jiff::civil::{Date, date};

use crate::dates::{days_between, plus_days, plus_months};
use crate::dice::Dice;
use crate::offences::Group;

/// The kind of case, as an offender management unit would sort its people.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize)]
pub enum CaseKind {
    /// A determinate sentence under two years.
    ShortDeterminate,
    /// A determinate sentence of two years or more, released automatically.
    LongDeterminate,
    /// A determinate sentence with a parole eligibility date, such as a sentence for offenders of particular concern.
    ParoleDeterminate,
    /// A life sentence or detention for life.
    Life,
    /// Imprisonment or detention for public protection.
    Ipp,
    /// An extended determinate sentence.
    Extended,
    /// Back in custody on recall, of whatever sentence.
    Recall,
    /// Awaiting trial.
    Remand,
    /// Found guilty, sentence to come.
    ConvictedUnsentenced,
    /// Held under immigration powers alone.
    Immigration,
    /// A civil committal or a fine not paid.
    Civil,
}

/// The dates and status of a person's present term.
#[derive(Clone, Debug, Default)]
pub(crate) struct Term {
    /// Imprisonment status code.
    pub(crate) status: &'static str,
    /// First day in custody of this term (the recall for a recall).
    pub(crate) reception: Date,
    pub(crate) start: Option<Date>,
    /// Length in months; of the custodial part for an extended sentence.
    pub(crate) months: i32,
    pub(crate) conditional: Option<Date>,
    pub(crate) automatic: Option<Date>,
    pub(crate) parole: Option<Date>,
    pub(crate) non_parole: Option<Date>,
    pub(crate) post_recall: Option<Date>,
    pub(crate) tariff: Option<Date>,
    pub(crate) expiry: Option<Date>,
    pub(crate) licence_end: Option<Date>,
    pub(crate) curfew: Option<Date>,
    pub(crate) top_up_start: Option<Date>,
    pub(crate) top_up_end: Option<Date>,
    pub(crate) confirmed: Option<Date>,
    pub(crate) indeterminate: bool,
    pub(crate) recalled: bool,
    pub(crate) added_days: i32,
}

impl Term {
    /// The release date that the sentence alone gives, and its code.
    pub(crate) fn release(&self) -> Option<(Date, &'static str)> {
        let by_rule =
            [(self.post_recall, "PRRD"), (self.automatic, "ARD"), (self.conditional, "CRD"), (self.non_parole, "NPD")];
        by_rule.into_iter().find_map(|(day, code)| day.map(|day| (day, code)))
    }

    /// The first date on which release is possible, by tariff, parole or rule.
    pub(crate) fn first_possible(&self) -> Option<Date> {
        self.tariff.or(self.parole).or(self.release().map(|(day, _)| day))
    }
}

/// What the maker of a term is told about the case.
pub(crate) struct Plan {
    pub(crate) kind: CaseKind,
    pub(crate) group: Group,
    pub(crate) today: Date,
    /// The person was let out on this day, so the release date must be it.
    pub(crate) released_on: Option<Date>,
}

/// Makes a term for the plan.
pub(crate) fn term(dice: &mut Dice, plan: &Plan) -> Term {
    let mut term = match plan.kind {
        CaseKind::ShortDeterminate => short(dice, plan),
        CaseKind::LongDeterminate => long(dice, plan),
        CaseKind::ParoleDeterminate => particular_concern(dice, plan),
        CaseKind::Extended => extended(dice, plan),
        CaseKind::Life => life(dice, plan),
        CaseKind::Ipp => public_protection(dice, plan),
        CaseKind::Recall => recall(dice, plan),
        CaseKind::Remand => unsentenced(dice, plan, &["RX", "RX", "TRL"], 200),
        CaseKind::ConvictedUnsentenced => unsentenced(dice, plan, &["JR", "JR", "SEC38", "SEC45"], 120),
        CaseKind::Immigration => unsentenced(dice, plan, &["DET"], 240),
        CaseKind::Civil => civil(dice, plan),
    };
    if term.added_days == 0 && term.conditional.is_some() && dice.chance(12) {
        term.added_days = dice.between(1, 4) * 7;
    }
    if let (Some((day, _)), None) = (term.release(), plan.released_on)
        && day >= plan.today
        && days_between(plan.today, day) <= 45
        && dice.chance(60)
    {
        term.confirmed = Some(off_weekend(day));
    }
    term
}

/// Releases due on a weekend happen on the Friday before.
fn off_weekend(day: Date) -> Date {
    match day.weekday().to_monday_zero_offset() {
        5 => plus_days(day, -1),
        6 => plus_days(day, -2),
        _ => day,
    }
}

/// Days until release, spread so that every window of the later screens has somebody in it.
fn days_to_go(dice: &mut Dice, plan: &Plan, most: i32) -> i32 {
    if let Some(day) = plan.released_on {
        return days_between(plan.today, day);
    }
    let bands =
        [((1, 84), 18), ((85, 201), 14), ((202, 258), 12), ((259, 314), 14), ((315, 730), 22), ((731, 2300), 20)];
    let (low, high) = dice.weighted((1, 84), &bands);
    let drawn = dice.between(low, high);
    if drawn < most { drawn } else { dice.between(1, most.max(2) - 1) }
}

/// Days in so many months, as a court's calendar averages them.
fn month_days(months: i32) -> i32 {
    months * 3044 / 100
}

/// A determinate term whose custodial part is `percent` of `months`, ending so that release falls where the plan wants.
fn custodial(dice: &mut Dice, plan: &Plan, status: &'static str, months: i32, percent: i32) -> Term {
    let days = month_days(months) * percent / 100;
    let credit = if dice.chance(60) { dice.between(0, (days / 3).min(210)) } else { 0 };
    let to_go = days_to_go(dice, plan, days - credit - 3);
    let release = plus_days(plan.today, to_go);
    let start = plus_days(release, -(days - credit));
    let expiry = plus_days(plus_months(start, months), -1 - credit);
    Term {
        status,
        reception: plus_days(start, -credit),
        start: Some(start),
        months,
        conditional: Some(release),
        expiry: Some(expiry.max(release)),
        licence_end: Some(expiry.max(release)),
        ..Term::default()
    }
}

fn with_curfew(dice: &mut Dice, plan: &Plan, mut term: Term) -> Term {
    let barred = matches!(plan.group, Group::Sexual | Group::Terrorism | Group::Murder | Group::Domestic);
    if let (Some(start), Some(release)) = (term.start, term.conditional)
        && !barred
        && dice.chance(72)
    {
        let custody = days_between(start, release);
        let curfew = plus_days(release, -180).max(plus_days(start, (custody / 3).max(14)));
        term.curfew = Some(curfew).filter(|day| days_between(*day, release) >= 14);
    }
    term
}

fn short(dice: &mut Dice, plan: &Plan) -> Term {
    let months = dice.pick(&[3, 4, 5, 6, 6, 8, 9, 10, 12, 12, 14, 15, 16, 18, 18, 20, 21, 23]);
    let percent = dice.pick(&[50, 50, 40]);
    let mut term = custodial(dice, plan, "ADIMP_ORA", months, percent);
    if months < 12 && dice.chance(12) {
        term.status = "SENT03";
        term.automatic = term.conditional.take();
        term.licence_end = None;
        return term;
    }
    let top_up = term.conditional.map(|release| plus_months(release, 12));
    if top_up > term.expiry {
        term.top_up_start = term.expiry.map(|day| plus_days(day, 1));
        term.top_up_end = top_up;
    }
    with_curfew(dice, plan, term)
}

fn long(dice: &mut Dice, plan: &Plan) -> Term {
    let months = dice
        .pick(&[24, 26, 28, 30, 30, 32, 33, 36, 36, 40, 42, 44, 48, 48, 54, 56, 60, 64, 66, 72, 78, 84, 96, 108, 120]);
    let grave = matches!(plan.group, Group::Sexual | Group::Violent);
    let percent = if grave && months >= 48 { 67 } else { dice.pick(&[50, 50, 40]) };
    let status = dice.weighted("ADIMP_ORA", &[("ADIMP_ORA", 90), ("SENT03", 5), ("YOI_ORA", 4), ("SEC91_03_ORA", 1)]);
    let term = custodial(dice, plan, status, months, percent);
    if grave { term } else { with_curfew(dice, plan, term) }
}

fn particular_concern(dice: &mut Dice, plan: &Plan) -> Term {
    let months = dice.between(18, 60) * 2;
    let mut term = custodial(dice, plan, "SEC236A", months, 100);
    let share = dice.pick(&[50, 67]);
    term.parole = share_of_custody(&term, share);
    term.expiry = term.conditional.map(|day| plus_months(day, 12));
    term.licence_end = term.expiry;
    let old_law = plan.group == Group::Sexual && plan.released_on.is_none() && dice.chance(24);
    let non_parole = share_of_custody(&term, 67).filter(|day| old_law && *day > plan.today);
    if non_parole.is_some() {
        term.status = "SENT";
        term.non_parole = non_parole;
        term.parole = share_of_custody(&term, 50);
        term.expiry = term.conditional.take();
        term.licence_end = term.expiry;
    }
    term
}

fn extended(dice: &mut Dice, plan: &Plan) -> Term {
    let months = dice.between(12, 48) * 3;
    let status = dice.weighted("EXSENT08", &[("EXSENT08", 88), ("EXSENT03", 12)]);
    let mut term = custodial(dice, plan, status, months, 100);
    term.parole = share_of_custody(&term, 67);
    term.expiry = term.conditional.map(|day| plus_months(day, dice.between(2, 8) * 6));
    term.licence_end = term.expiry;
    term
}

/// The day on which a share of the custodial part has been served.
fn share_of_custody(term: &Term, percent: i32) -> Option<Date> {
    let (start, end) = (term.start?, term.conditional?);
    Some(plus_days(start, days_between(start, end) * percent / 100))
}

fn life(dice: &mut Dice, plan: &Plan) -> Term {
    let status = match plan.group {
        Group::Murder => dice.weighted("MLP", &[("MLP", 84), ("SEC93_03", 10), ("HMPL", 6)]),
        _ => dice.weighted("DLP", &[("DLP", 70), ("ALP", 20), ("DFL", 10)]),
    };
    let years = dice.between(9, 26);
    let bands = [((-2600, -30), 22), ((1, 300), 16), ((301, 800), 16), ((801, 2600), 26), ((2601, 6000), 20)];
    let (low, high) = dice.weighted((1, 300), &bands);
    let credit = dice.between(0, 330);
    let tariff = plus_days(plan.today, dice.between(low, high.min(years * 365 - 60 - credit)));
    let start = plus_days(plus_months(tariff, -12 * years), credit);
    indeterminate(status, start, credit, tariff)
}

fn public_protection(dice: &mut Dice, plan: &Plan) -> Term {
    let first = date(2005, 4, 4);
    let start = plus_days(first, dice.between(0, days_between(first, date(2012, 12, 2))));
    let credit = dice.between(0, 240);
    let tariff = plus_days(plus_months(start, dice.between(14, 108)), -credit.min(200));
    let status = if plan.group != Group::Sexual && dice.chance(10) { "DPP" } else { "IPP" };
    indeterminate(status, start, credit, tariff)
}

fn indeterminate(status: &'static str, start: Date, credit: i32, tariff: Date) -> Term {
    Term {
        status,
        reception: plus_days(start, -credit),
        start: Some(start),
        tariff: Some(tariff),
        indeterminate: true,
        ..Term::default()
    }
}

fn recall(dice: &mut Dice, plan: &Plan) -> Term {
    let fixed = [("FTR_ORA", 26), ("14FTR_ORA", 8), ("FTR_HDC_ORA", 5)];
    let standard = [("LR_ORA", 28), ("LR", 5), ("CUR_ORA", 6), ("LR_ES", 6), ("LR_LIFE", 8), ("LR_IPP", 8)];
    let table: Vec<(&'static str, usize)> = fixed.into_iter().chain(standard).collect();
    let status = dice.weighted("LR_ORA", &table);
    let days_back = match status {
        "14FTR_ORA" => dice.between(1, 12),
        "FTR_ORA" | "FTR_HDC_ORA" => dice.between(1, 26),
        _ => dice.between(8, 620),
    };
    let reference = plan.released_on.unwrap_or(plan.today);
    let recalled_on = plus_days(reference, -days_back);
    if matches!(status, "LR_LIFE" | "LR_IPP") {
        return recalled_indeterminate(dice, status, recalled_on);
    }
    let curfew_recall = matches!(status, "CUR_ORA" | "FTR_HDC_ORA");
    let out_for = dice.between(9, 240);
    let let_out = plus_days(recalled_on, -out_for);
    let left = plus_days(plan.today, dice.between(40, 700));
    let release = if curfew_recall { plus_days(let_out, out_for + days_back + dice.between(10, 90)) } else { let_out };
    let expiry = left.max(plus_days(release, 30));
    let length = days_between(release, expiry) * 2;
    let start = plus_days(expiry, -length);
    let fixed_days = if status == "14FTR_ORA" { 14 } else { 28 };
    let post_recall = match status {
        "FTR_ORA" | "14FTR_ORA" | "FTR_HDC_ORA" => plus_days(recalled_on, fixed_days).min(expiry),
        "CUR_ORA" => release,
        _ => expiry,
    };
    Term {
        status,
        reception: recalled_on,
        start: Some(start),
        months: length / 30,
        conditional: Some(release),
        post_recall: Some(plan.released_on.unwrap_or(post_recall)),
        expiry: Some(expiry),
        licence_end: Some(expiry),
        recalled: true,
        ..Term::default()
    }
}

fn recalled_indeterminate(dice: &mut Dice, status: &'static str, recalled_on: Date) -> Term {
    let start = if status == "LR_IPP" {
        plus_days(date(2005, 4, 4), dice.between(0, 2700))
    } else {
        plus_months(recalled_on, -12 * dice.between(14, 26))
    };
    let tariff = plus_months(start, dice.between(20, if status == "LR_IPP" { 60 } else { 130 }));
    Term { reception: recalled_on, recalled: true, ..indeterminate(status, start, 0, tariff) }
}

fn unsentenced(dice: &mut Dice, plan: &Plan, codes: &[&'static str], longest: i32) -> Term {
    let most = if dice.chance(75) { longest / 2 } else { longest };
    let reference = plan.released_on.unwrap_or(plan.today);
    Term { status: dice.pick(codes), reception: plus_days(reference, -dice.between(1, most)), ..Term::default() }
}

fn civil(dice: &mut Dice, plan: &Plan) -> Term {
    let length = dice.between(28, 180);
    let release = plan.released_on.unwrap_or_else(|| plus_days(plan.today, dice.between(3, length - 4)));
    let start = plus_days(release, -length);
    Term {
        status: dice.pick(&["CIVIL", "A_FINE"]),
        reception: start,
        start: Some(start),
        months: length / 30,
        automatic: Some(release),
        expiry: Some(plus_days(start, length * 2)),
        ..Term::default()
    }
}
