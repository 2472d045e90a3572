//! How it went for those who were released, as far as it was reported back: what the unit learns from.

use api::{AfterRelease, AfterReleaseRow, AfterReleaseView, HomeAfter, Outcome};
use casework::pre_release::ReportedOutcome;
use casework::{Case, PrisonNumber, Right};
use jiff::ToSpan;
use jiff::civil::Date;
use policy::calendar::{long_date, working_days_after};

use super::content::{likely_recipient, whom};
use super::owing::released;
use crate::error::AppError;
use crate::session::Session;
use crate::typed::day_or_none;

impl Session {
    /// Everybody who was released from here in a period, with what is known of how it went.
    pub async fn after_release(&self, asked: &AfterRelease) -> Result<AfterReleaseView, AppError> {
        self.demand(Right::ReadCases)?;
        let until = day_or_none(asked.until.as_deref(), "until")?.unwrap_or_else(|| self.today());
        let from = day_or_none(asked.from.as_deref(), "from")?.unwrap_or_else(|| until.saturating_sub(12.months()));
        if from > until {
            let message = format!("The period begins on {}, after it ends.", long_date(from));
            return Err(AppError::input(message, "Enter a first day that is not after the last one.").at("from"));
        }
        let days = self.in_force().await?.settings.constants.first_appointment.value;
        let cases = self.record.cases().await?;
        let rows = cases.iter().filter_map(|(number, case)| {
            let released = released(case).filter(|day| (from..=until).contains(day))?;
            Some(row(number, case, released, working_days_after(released, days)))
        });
        let mut rows: Vec<AfterReleaseRow> = rows.collect();
        rows.sort_by(|one, other| (&other.released, &one.name).cmp(&(&one.released, &other.name)));
        Ok(AfterReleaseView { from: from.to_string(), until: until.to_string(), working_days: days, rows })
    }
}

fn row(number: &PrisonNumber, case: &Case, released: Date, by: Date) -> AfterReleaseRow {
    // What was reported of an earlier release is of that one.
    let reported: Vec<&ReportedOutcome> =
        case.pre_release.outcomes.iter().filter(|known| known.on >= released).collect();
    let last = |wanted: &[Outcome]| reported.iter().rev().find(|known| wanted.contains(&known.outcome)).copied();
    let first = last(&[Outcome::AppointmentKept, Outcome::AppointmentMissed]);
    let home = last(&[Outcome::SettledHome, Outcome::UnsettledHome, Outcome::NoHome]);
    let newest = case.pre_release.standing_packs().last().map(|(_, pack)| *pack);
    AfterReleaseRow {
        number: number.to_string(),
        name: case.list_name(),
        released: released.to_string(),
        to: whom(&likely_recipient(case)),
        pack_received: newest.map(|pack| pack.is_received()),
        appointment_due: by.to_string(),
        appointment: first.map(|known| known.outcome == Outcome::AppointmentKept && known.on <= by),
        appointment_on: first.map(|known| known.on.to_string()),
        recalled: last(&[Outcome::Recalled]).map(|known| known.on.to_string()),
        home: home.map(|known| match known.outcome {
            Outcome::SettledHome => HomeAfter::Settled,
            Outcome::UnsettledHome => HomeAfter::Unsettled,
            _ => HomeAfter::None,
        }),
    }
}
