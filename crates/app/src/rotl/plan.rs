//! The application: from a form to the releases that follow from it, and to an event. What is wrong with a form is said at its field.

use api::{ApplicationForm, ApplyForRelease, Pattern, PreviewReleasesView};
use casework::event::CaseEvent;
use casework::fact::parse_date;
use casework::rotl::{Application, ApplicationId, PlannedRelease, ReleaseId, ReleasesPlanned, RotlApplied, Tier};
use casework::{Case, PrisonNumber, Right, london};
use jiff::civil::{Date, DateTime, Time};
use ledger::Compartment;
use policy::rotl::{self, DayOfWeek, DayPlan, Hours, Kind, Plan, Planning, RuleBook, Trip, Turn};

use super::{application_id, kind, minute, person_facts, release_id, time};
use crate::clock::new_id;
use crate::error::AppError;
use crate::session::Session;

impl Session {
    /// Which releases would follow from a form. Nothing is written.
    pub async fn preview_releases(
        &self,
        number: &PrisonNumber,
        id: Option<&str>,
        form: &ApplicationForm,
    ) -> Result<PreviewReleasesView, AppError> {
        self.demand(Right::ReadCases)?;
        let case = self.known_case(number).await?;
        let id = id.map(application_id).transpose()?;
        let pattern = pattern(&form.pattern)?;
        let plan = planned(&case, id, form, &pattern)?;
        let local = |at: DateTime| at.strftime("%Y-%m-%dT%H:%M").to_string();
        let releases = plan.releases.iter().map(|trip| (local(trip.out), local(trip.back))).collect();
        Ok(PreviewReleasesView { releases, cautions: plan.notes, tier: tier(&case) })
    }

    /// Writes an application, or writes it again. Returns its identifier.
    pub async fn apply_for_release(
        &mut self,
        number: &PrisonNumber,
        asked: ApplyForRelease,
    ) -> Result<String, AppError> {
        self.demand(Right::ApplyForRelease)?;
        let case = self.known_case(number).await?;
        let before = asked.id.as_deref().map(application_id).transpose()?;
        let form = asked.form;
        check_form(&form)?;
        let pattern = pattern(&form.pattern)?;
        let plan = planned(&case, before, &form, &pattern)?;
        let id = before.unwrap_or_else(|| ApplicationId(new_id(self.now())));
        let releases = plan.releases.iter().map(|trip| self.release(trip)).collect::<Result<_, _>>()?;
        let event = CaseEvent::RotlApplied(RotlApplied {
            id,
            kind: form.kind,
            tier: tier(&case),
            reason: form.reason,
            purpose: form.purpose,
            words: form.words.trim().to_owned(),
            by_prisoner: form.by_prisoner,
            pattern: serde_json::to_string(&form.pattern)
                .map_err(|error| AppError::from(std::io::Error::from(error)))?,
            releases,
            places: form.places,
            escort: form.escort,
            transport: form.transport,
        });
        let now = self.now();
        self.write_case(number, Compartment::General, now, vec![event]).await?;
        Ok(id.to_string())
    }

    /// Moves releases, or cancels them.
    pub async fn move_releases(&mut self, number: &PrisonNumber, asked: &api::MoveReleases) -> Result<(), AppError> {
        self.demand(Right::ApplyForRelease)?;
        if asked.reason.trim().is_empty() {
            return Err(AppError::input("No reason is given.", "Say why they are moved or cancelled.").at("reason"));
        }
        let moved = asked
            .moved
            .iter()
            .map(|(id, out, back)| {
                Ok(PlannedRelease { id: release_id(id)?, out: time(out, "moved")?, back: time(back, "moved")? })
            })
            .collect::<Result<Vec<_>, AppError>>()?;
        if let Some(wrong) = moved.iter().find(|release| release.back <= release.out) {
            return Err(AppError::input(
                format!("The return of the release of {} is not after the going out.", minute(wrong.out)),
                "Change one of the two.",
            )
            .at("moved"));
        }
        let cancelled = asked.cancelled.iter().map(|id| release_id(id)).collect::<Result<Vec<_>, _>>()?;
        let (id, reason) = (application_id(&asked.id)?, asked.reason.trim().to_owned());
        let event = CaseEvent::ReleasesPlanned(ReleasesPlanned { id, moved, cancelled, reason });
        let now = self.now();
        self.write_case(number, Compartment::General, now, vec![event]).await?;
        Ok(())
    }

    fn release(&self, trip: &Trip) -> Result<PlannedRelease, AppError> {
        let at = |local| london::instant(local).ok_or_else(|| not_a_time(&local.to_string(), "pattern"));
        Ok(PlannedRelease { id: ReleaseId(new_id(self.now())), out: at(trip.out)?, back: at(trip.back)? })
    }
}

/// Standard or restricted, as the rules say now; while they cannot tell, the stricter.
fn tier(case: &Case) -> Tier {
    match rotl::tier(&person_facts(case), &RuleBook::newest()).answer.known() {
        Some(rotl::Tier::Standard) => Tier::Standard,
        Some(rotl::Tier::Restricted) | None => Tier::Restricted,
    }
}

fn check_form(form: &ApplicationForm) -> Result<(), AppError> {
    let said = |field: &'static str, text: &str, message: &str, remedy: &str| {
        if text.trim().is_empty() { Err(AppError::input(message, remedy).at(field)) } else { Ok(()) }
    };
    said("reason", &form.reason, "No reason is chosen.", "Choose the reason by its national name.")?;
    if rotl::reason(kind(form.kind), &form.reason).is_none() {
        let message = format!("{} has no reason {}.", form.kind.words(), form.reason);
        return Err(AppError::input(message, "Choose one of the list.").at("reason"));
    }
    said("purpose", &form.purpose, "No lawful purpose is chosen.", "Choose the one that it serves.")?;
    said("words", &form.words, "It does not say what the release is for.", "Say it in the prisoner's or your words.")?;
    said("escort", &form.escort, "It does not say who goes along.", "Choose one; unaccompanied is one of them.")?;
    said("transport", &form.transport, "It does not say how the prisoner travels.", "Choose one.")?;
    if form.places.is_empty() {
        return Err(AppError::input("There is no place in it.", "Add where the prisoner goes.").at("places"));
    }
    for place in &form.places {
        said("places", &place.name, "A place has no name.", "Say what it is called.")?;
        said("places", &place.address, "A place has no address.", "Add the address: it is printed on the licence.")?;
    }
    Ok(())
}

/// What follows from a pattern: releases of which nothing is wrong.
fn planned(
    case: &Case,
    id: Option<ApplicationId>,
    form: &ApplicationForm,
    pattern: &rotl::Pattern,
) -> Result<Plan, AppError> {
    let others = others(case, id);
    let has_address = form.places.iter().any(|place| place.overnight && !place.address.trim().is_empty());
    let planning = Planning { kind: kind(form.kind), pattern, has_address, others: &others };
    let plan = rotl::plan(&planning, &RuleBook::newest());
    match plan.problems.first() {
        Some(problem) => Err(AppError::input(problem.to_string(), "Nothing was recorded.").at("pattern")),
        None => Ok(plan),
    }
}

/// Every other release that is planned or took place.
pub(super) fn others(case: &Case, except: Option<ApplicationId>) -> Vec<(Kind, Trip)> {
    let trips = |application: &Application| {
        let of = kind(application.kind);
        let planned = application.releases.iter().filter(|release| !release.cancelled).map(|release| release.planned);
        planned
            .map(move |planned| (of, Trip { out: london::local(planned.out), back: london::local(planned.back) }))
            .collect::<Vec<_>>()
    };
    let live = |application: &&Application| Some(application.id) != except && !application.status().is_over();
    case.applications.values().filter(live).flat_map(trips).collect()
}

/// A form's pattern as the rules know it.
fn pattern(form: &Pattern) -> Result<rotl::Pattern, AppError> {
    Ok(match form {
        Pattern::Single(out_on, out, back_on, back) => rotl::Pattern::Single(trip(out_on, out, back_on, back)?),
        Pattern::List(trips) => {
            rotl::Pattern::List(trips.iter().map(|(a, b, c, d)| trip(a, b, c, d)).collect::<Result<_, AppError>>()?)
        }
        Pattern::Weekly { days, out, back, from, until } => {
            rotl::Pattern::Weekly { from: day(from)?, until: day(until)?, days: each(days, hours(out, back)?) }
        }
        Pattern::Fortnightly { first, second, out, back, from, until } => rotl::Pattern::Fortnightly {
            from: day(from)?,
            until: day(until)?,
            week_a: each(first, hours(out, back)?),
            week_b: each(second, hours(out, back)?),
        },
        Pattern::Shift { round, day: days, night, from, until } => rotl::Pattern::Shift {
            from: day(from)?,
            until: day(until)?,
            cycle: cycle(round)?,
            day: hours(&days.0, &days.1)?,
            night: hours(&night.0, &night.1)?,
        },
    })
}

fn trip(out_on: &str, out: &str, back_on: &str, back: &str) -> Result<Trip, AppError> {
    Ok(Trip { out: day(out_on)?.to_datetime(clock(out)?), back: day(back_on)?.to_datetime(clock(back)?) })
}

fn hours(out: &str, back: &str) -> Result<Hours, AppError> {
    Ok(Hours { out: clock(out)?, back: clock(back)? })
}

/// Days of the week, Monday first. A return that is earlier than the going out is on the next day.
fn each(days: &[u8], Hours { out, back }: Hours) -> Vec<DayPlan> {
    const WEEK: [DayOfWeek; 7] = [
        DayOfWeek::Monday,
        DayOfWeek::Tuesday,
        DayOfWeek::Wednesday,
        DayOfWeek::Thursday,
        DayOfWeek::Friday,
        DayOfWeek::Saturday,
        DayOfWeek::Sunday,
    ];
    let nights = u16::from(back <= out);
    let known = days.iter().filter_map(|day| WEEK.get(usize::from(*day)).copied());
    known.map(|day| DayPlan { day, out, back, nights }).collect()
}

fn cycle(round: &str) -> Result<Vec<Turn>, AppError> {
    let turn = |letter: char| match letter {
        'D' => Ok(Turn::Day),
        'N' => Ok(Turn::Night),
        'R' => Ok(Turn::Rest),
        other => Err(AppError::input(
            format!("“{other}” is no shift."),
            "Write D for a day shift, N for a night shift and R for a day of rest, such as DDDDRR.",
        )
        .at("pattern")),
    };
    round.chars().filter(|letter| !letter.is_whitespace()).map(|letter| turn(letter.to_ascii_uppercase())).collect()
}

fn day(typed: &str) -> Result<Date, AppError> {
    parse_date(typed.trim()).map_err(|_| not_a_time(typed, "pattern"))
}

fn clock(typed: &str) -> Result<Time, AppError> {
    let typed = typed.trim();
    let wrong = || {
        AppError::input(format!("“{typed}” is not a time."), "Write hours and minutes, such as 08:30.").at("pattern")
    };
    let (hour, minute) = typed.split_once([':', '.']).ok_or_else(wrong)?;
    let number = |text: &str| text.parse::<i8>().map_err(|_| wrong());
    Time::new(number(hour)?, number(minute)?, 0, 0).map_err(|_| wrong())
}

fn not_a_time(typed: &str, field: &'static str) -> AppError {
    AppError::input(format!("“{}” is not a date.", typed.trim()), "Write it as 17/05/2027 or 2027-05-17.").at(field)
}
