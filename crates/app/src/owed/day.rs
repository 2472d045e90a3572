//! My day: what is owed and can be done, by day and by risk, of whoever it is asked for.

use api::{MyDay, MyDayView, Order, OwedRow, Owing, Theme, Whose};
use casework::{NotApplied, Right};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use ledger::{PrincipalId, Role};
use policy::obligation::Window;
use store::owing::{OwedBy, OwedCounts, OwedQuery, OwedRow as Kept, OwedSort};

use super::words::{owing_roles, read_word, step, what, word};
use crate::error::AppError;
use crate::session::Session;

/// The most rows that one reply holds.
pub(crate) const MOST: u32 = 500;

/// Whoever looks after more than their own cases.
const SEES_UNIT: [Role; 5] =
    [Role::Administrator, Role::HeadOfOmuDelivery, Role::CaseAdministrator, Role::Governor, Role::Auditor];

impl Session {
    /// A screenful of what is owed. The rows have to be of today: see `work_out_what_is_owed`.
    pub async fn my_day(&self, asked: &MyDay) -> Result<MyDayView, AppError> {
        self.demand(Right::ReadCases)?;
        let today = self.today();
        let me = self.myself()?;
        let by = self.owed_by(&asked.whose, me)?;
        let counts = self.record.owed_counts(&by).await?;
        let mut by_whose = [0; 4];
        let all = [Whose::Mine, Whose::WaitingFor, Whose::MyCases, Whose::Unit];
        for (at, whose) in all.iter().enumerate().filter(|(_, whose)| **whose != Whose::Unit || self.sees_unit()) {
            let other = self.owed_by(whose, me)?;
            let of_these = if other == by { sum(&counts) } else { sum(&self.record.owed_counts(&other).await?) };
            if let Some(count) = by_whose.get_mut(at) {
                *count = of_these.iter().sum();
            }
        }
        let wanted = |kind: &str| {
            let kind: Option<Owing> = read_word(kind);
            let themed = asked.theme.is_none_or(|wanted| kind.map(Owing::theme) == Some(wanted));
            themed && asked.kind.is_none_or(|wanted| kind == Some(wanted))
        };
        let groups = sum(&counts.iter().filter(|(kind, _)| wanted(kind)).cloned().collect());
        let kinds = (asked.theme.is_some() || asked.kind.is_some())
            .then(|| Owing::ALL.iter().map(word).filter(|kind| wanted(kind)).collect());
        let (sort, limit) = (asked.sort, asked.limit.min(MOST));
        let sort = match sort {
            Order::Due => OwedSort::Due,
            Order::Prisoner => OwedSort::Prisoner,
            Order::Kind => OwedSort::Kind,
        };
        let query = OwedQuery { by, kinds, not_yet: false, sort, offset: asked.offset, limit };
        let rows = self.record.owed(&query).await?;
        let unclear_of = match asked.whose {
            Whose::Unit => None,
            _ => Some(me),
        };
        Ok(MyDayView {
            today: today.to_string(),
            sunday: sunday(today).to_string(),
            groups,
            by_whose,
            by_theme: Theme::ALL.map(|one| (one, of_theme(&counts, one))).to_vec(),
            sees_unit: self.sees_unit(),
            unclear_cases: self.record.owed_unclear(unclear_of).await?,
            rows: rows.into_iter().filter_map(|row| self.owed_row(row, today)).collect(),
            all: groups.iter().sum(),
        })
    }

    /// Who is signed in.
    pub(crate) fn myself(&self) -> Result<PrincipalId, AppError> {
        self.principal().ok_or_else(|| NotApplied::Refused(ledger::Refusal::UnknownDevice).into())
    }

    /// Whether the signed-in person looks after more than their own cases.
    pub(crate) fn sees_unit(&self) -> bool {
        self.roles().has_any(&SEES_UNIT)
    }

    pub(super) fn owed_by(&self, whose: &Whose, me: PrincipalId) -> Result<OwedBy, AppError> {
        let roles = || owing_roles(self.roles());
        match whose {
            Whose::Mine => Ok(OwedBy::Mine(me, roles())),
            Whose::WaitingFor => Ok(OwedBy::WaitingFor(me, roles())),
            Whose::MyCases => Ok(OwedBy::CasesOf(me)),
            Whose::Unit | Whose::Person(_) if !self.sees_unit() => Err(AppError::new(
                crate::error::Code::NotAllowed,
                "Your role does not see what the whole unit owes.",
                "Look at your own list, or ask the Head of OMU Delivery.",
            )),
            Whose::Unit => Ok(OwedBy::Everybody),
            Whose::Person(staff) => Ok(OwedBy::Person(self.staff_named(staff)?)),
        }
    }

    /// A row as a screen shows it. A kind of another edition of the rules has no words here.
    pub(super) fn owed_row(&self, kept: Kept, today: Date) -> Option<OwedRow> {
        let kind: Owing = read_word(&kept.kind)?;
        let day = |text: &str| text.parse::<Date>().ok();
        let due = day(&kept.due)?;
        let window = Window { opens: day(&kept.opens)?, due, hard_stop: None };
        Some(OwedRow {
            what: what(kind, kept.about.as_deref()),
            step: step(kind, kept.about.as_deref()),
            key: api::OwedKey { kind, about: kept.about, since: kept.since },
            number: kept.number,
            name: kept.name,
            cell: kept.cell,
            rosh: kept.rosh,
            why: kept.why,
            opens: kept.opens,
            due: kept.due,
            hard_stop: kept.hard_stop,
            urgency: window.urgency(today),
            late_days: late_days(due, today),
            role: read_word(&kept.role)?,
            owner: kept.owner.map(|owner| self.staff_name(owner)),
            standing: read_word(&kept.standing)?,
        })
    }
}

/// By how many days it is late, or how many are left.
pub(super) fn late_days(due: Date, today: Date) -> i64 {
    i64::from((today - due).get_days())
}

/// The last day of this week.
pub(super) fn sunday(today: Date) -> Date {
    today.saturating_add(i64::from(today.weekday().until(Weekday::Sunday)).days())
}

/// How many, by urgency.
fn sum(counts: &OwedCounts) -> [u32; 4] {
    let mut all = [0; 4];
    for (_, by_urgency) in counts {
        all.iter_mut().zip(by_urgency).for_each(|(sum, count)| *sum += count);
    }
    all
}

fn of_theme(counts: &OwedCounts, wanted: Theme) -> u32 {
    let of_it = counts.iter().filter(|(kind, _)| read_word(kind).map(Owing::theme) == Some(wanted));
    of_it.flat_map(|(_, counts)| counts).sum()
}
