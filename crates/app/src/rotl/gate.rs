//! At the gate: who goes out, who is due back, who is late, and what is done about it.

use api::{GateListView, GateRow, GateState, LateStepView, LatenessView, MoveThroughGate, TakeLateStep};
use casework::event::CaseEvent;
use casework::rotl::{Application, Direction, GateMoved, LateStep, LateStepTaken, Release, ReleaseState, ReleaseType};
use casework::{Case, PrisonNumber, Right, london};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::Compartment;
use policy::rotl::{self, RuleBook, Whereabouts};

use super::{application_id, minute, no_release, release_id, time};
use crate::error::AppError;
use crate::search::{instant, local_minute};
use crate::session::Session;
use crate::typed::{day, said};

impl Session {
    /// Who goes out, is due back, is out and came back on a day of London.
    pub async fn gate(&self, on: Option<&str>) -> Result<GateListView, AppError> {
        self.demand(Right::ReadGateList)?;
        let today = self.today();
        let on = on.map_or(Ok(today), |typed| day(typed, "day"))?;
        let (from, until) = (midnight(on), midnight(on.tomorrow().unwrap_or(on)));
        let rows = self.record.gate_list(from, until).await?;
        let (rules, now) = (self.rotl_settings().await?.rules(), self.now());
        let book = RuleBook { rotl: &rules, ..RuleBook::newest() };
        let mut rows: Vec<GateRow> = rows.into_iter().map(|row| gate_row(row, now, &book)).collect();
        rows.sort_by_key(|row| (order(row.state), row.minutes));
        let year = Date::new(on.year(), 1, 1).unwrap_or(on);
        let counts = self.record.rotl_counts(midnight(year), until).await?;
        let count = |of: &[GateState]| {
            u32::try_from(rows.iter().filter(|row| of.contains(&row.state)).count()).unwrap_or(u32::MAX)
        };
        let is_due = |row: &&GateRow| is_out(row.state) && row.back.starts_with(&on.to_string());
        let due = u32::try_from(rows.iter().filter(is_due).count()).unwrap_or(u32::MAX);
        Ok(GateListView {
            day: on.to_string(),
            now: minute(now),
            figures: [
                count(&[GateState::Late, GateState::Failed, GateState::Recalled]),
                u32::try_from(rows.iter().filter(|row| is_out(row.state)).count()).unwrap_or(u32::MAX),
                count(&[GateState::ToGo, GateState::Held]),
                due,
                count(&[GateState::Back]),
            ],
            rows,
            year: counts.into_iter().map(|count| (count.kind, count.releases, count.failures)).collect(),
            may_record: self.may(Right::RecordGate),
        })
    }

    /// Records that somebody went out or came back.
    pub async fn move_through_gate(&mut self, number: &PrisonNumber, asked: MoveThroughGate) -> Result<(), AppError> {
        self.demand(Right::RecordGate)?;
        let (id, release) = (application_id(&asked.id)?, release_id(&asked.release)?);
        let (_, application) = self.application(number, id).await?;
        let known = application.release(release).ok_or_else(no_release)?;
        let now = self.now();
        let at = asked.at.as_deref().map_or(Ok(now), |typed| time(typed, "at"))?;
        if at > now {
            let message = format!("That is later than now, {}.", clock(now));
            return Err(AppError::input(message, "Give the time at which it happened.").at("at"));
        }
        in_order(known, asked.direction, asked.corrects.is_some(), at)?;
        let words = |words: Option<String>| words.map(|w| w.trim().to_owned()).filter(|w| !w.is_empty());
        let event = CaseEvent::GateMoved(GateMoved {
            id,
            release,
            direction: asked.direction,
            at,
            corrects: words(asked.corrects),
            concern: words(asked.concern),
        });
        self.tell(number, Compartment::General, vec![event]).await
    }

    /// What is done about somebody who is late.
    pub async fn lateness(&self, number: &PrisonNumber, asked: &api::Lateness) -> Result<LatenessView, AppError> {
        self.demand(Right::ReadGateList)?;
        let (case, application) = self.application(number, application_id(&asked.id)?).await?;
        let release = application.release(release_id(&asked.release)?).ok_or_else(no_release)?;
        let rules = self.rotl_settings().await?.rules();
        let book = RuleBook { rotl: &rules, ..RuleBook::newest() };
        let look = rotl::whereabouts(&at_the_gate(&case, &application, release), self.now(), &book);
        let entries = self.record.rotl_entries(number, application.id).await?;
        let words = |step: LateStep| {
            // The first of each counts: its time is kept, and so are its words.
            entries.iter().find_map(|entry| match &entry.event {
                CaseEvent::LateStepTaken(taken) if taken.release == release.planned.id && taken.step == step => {
                    Some(taken.words.clone())
                }
                _ => None,
            })
        };
        let done = |step: LateStep| release.late.iter().find(|kept| kept.step == step).map(|kept| minute(kept.at));
        let asked: Vec<LateStepView> = look
            .steps
            .iter()
            .flat_map(|step| {
                recorded_as(step.what).iter().map(|recorded| LateStepView {
                    step: *recorded,
                    line: format!("{} ({})", step.what.words(), step.standing.words()),
                    by: step.by.map(minute),
                    done: done(*recorded),
                    words: words(*recorded),
                })
            })
            .collect();
        let others = release.late.iter().filter(|kept| !asked.iter().any(|view| view.step == kept.step));
        let others: Vec<LateStepView> = others
            .map(|kept| LateStepView {
                step: kept.step,
                line: kept.step.words().to_owned(),
                by: None,
                done: Some(minute(kept.at)),
                words: words(kept.step),
            })
            .collect();
        Ok(LatenessView {
            name: case.full_name(),
            places: application.places.clone(),
            due: minute(release.planned.back),
            midnight: minute(look.midnight),
            steps: asked.into_iter().chain(others).collect(),
        })
    }

    /// Records a step while somebody is late. It is stamped with now.
    pub async fn take_late_step(&mut self, number: &PrisonNumber, asked: &TakeLateStep) -> Result<(), AppError> {
        self.demand(Right::RecordGate)?;
        if asked.step.needs_words() {
            said("words", &asked.words, "Nothing is said of it.", "Say whom, and what came of it.")?;
        }
        let (id, release) = (application_id(&asked.id)?, release_id(&asked.release)?);
        let (step, at, words) = (asked.step, self.now(), asked.words.trim().to_owned());
        let event = CaseEvent::LateStepTaken(LateStepTaken { id, release, step, at, words });
        self.tell(number, Compartment::General, vec![event]).await
    }
}

/// Refuses what cannot have happened: back before out, out twice.
fn in_order(release: &Release, direction: Direction, corrects: bool, at: Timestamp) -> Result<(), AppError> {
    let wrong = |message: String, remedy: &str| Err(AppError::input(message, remedy).at("at"));
    match (direction, release.left, release.returned) {
        (Direction::In, None, _) => wrong(
            "Nobody has recorded that the prisoner went out.".to_owned(),
            "Record the going out first, with its time.",
        ),
        (Direction::In, Some(left), _) if at < left.at => {
            wrong(format!("That is before the prisoner went out, {}.", clock(left.at)), "Give a later time.")
        }
        (Direction::Out, Some(left), _) if !corrects => wrong(
            format!("It is recorded that the prisoner went out at {}.", clock(left.at)),
            "To put the time right, record a correction and say why.",
        ),
        (Direction::In, _, Some(returned)) if !corrects => wrong(
            format!("It is recorded that the prisoner came back at {}.", clock(returned.at)),
            "To put the time right, record a correction and say why.",
        ),
        (Direction::Out, _, Some(returned)) if at > returned.at => {
            wrong(format!("That is after the prisoner came back, {}.", clock(returned.at)), "Give an earlier time.")
        }
        _ => Ok(()),
    }
}

/// “14:03”, with the day where it is another.
fn clock(at: Timestamp) -> String {
    london::local(at).strftime("%H:%M on %-d %B").to_string()
}

/// When a day of London begins, milliseconds since 1970.
pub(super) fn midnight(day: Date) -> i64 {
    london::instant(day.at(0, 0, 0, 0)).unwrap_or_default().as_millisecond()
}

/// A release as the rules look at it.
pub(super) fn at_the_gate(case: &Case, application: &Application, release: &Release) -> rotl::Release {
    rotl::Release {
        planned_out: release.planned.out,
        due: release.planned.back,
        went_out: release.left.map(|left| left.at),
        came_back: release.returned.map(|returned| returned.at),
        victim_contact: case.victim_contact.is_some().then_some(true),
        provider: Some(application.kind == ReleaseType::Rdr),
    }
}

/// Under which steps the record keeps what the rules ask for.
const fn recorded_as(step: rotl::LateStep) -> &'static [LateStep] {
    match step {
        rotl::LateStep::Call => &[LateStep::CalledPrisoner, LateStep::CalledHost],
        rotl::LateStep::TellGovernor => &[LateStep::GovernorTold],
        rotl::LateStep::GovernorDecides => &[LateStep::PlanActivated, LateStep::PlanNotActivated],
        rotl::LateStep::TellPolice => &[LateStep::PoliceTold],
        rotl::LateStep::TellCom => &[LateStep::ComTold],
        rotl::LateStep::TellVlo => &[LateStep::VictimLiaisonTold],
        rotl::LateStep::TellProvider => &[LateStep::ProviderTold],
        rotl::LateStep::TellDirector => &[LateStep::DirectorTold],
        rotl::LateStep::TellPpcs => &[LateStep::PpcsTold],
        // These are recorded as what they are: a suspension, a pause, a report, a debrief.
        rotl::LateStep::Suspend | rotl::LateStep::Pause | rotl::LateStep::Report | rotl::LateStep::Debrief => &[],
    }
}

fn gate_row(row: store::rotl::GateRow, now: Timestamp, book: &RuleBook<'_>) -> GateRow {
    let release = rotl::Release {
        planned_out: instant(row.out),
        due: instant(row.back),
        went_out: row.left.map(instant),
        came_back: row.returned.map(instant),
        victim_contact: None,
        provider: None,
    };
    let look = rotl::whereabouts(&release, now, book);
    let held = row.state == ReleaseState::Planned && row.irregular.is_some();
    let state = match (row.state, look.whereabouts) {
        (ReleaseState::Recalled, _) => GateState::Recalled,
        (_, Whereabouts::FailedToReturn) => GateState::Failed,
        (_, Whereabouts::Late) => GateState::Late,
        (_, Whereabouts::DueSoon) => GateState::DueSoon,
        (_, Whereabouts::Out) => GateState::Out,
        (_, Whereabouts::Back | Whereabouts::BackLate | Whereabouts::BackAfterMidnight) => GateState::Back,
        (_, Whereabouts::Planned | Whereabouts::NotGone) if held => GateState::Held,
        (_, Whereabouts::Planned | Whereabouts::NotGone) => GateState::ToGo,
    };
    GateRow {
        number: row.number,
        name: row.name,
        cell: row.cell,
        id: row.application.to_string(),
        release: row.release.to_string(),
        kind: row.kind,
        out: local_minute(row.out),
        back: local_minute(row.back),
        minutes: release.due.duration_since(now).as_mins(),
        state,
        left: row.left.map(local_minute),
        returned: row.returned.map(local_minute),
        lacks: row.irregular,
        place: row.place,
        phone: row.phone,
    }
}

/// Whether the prisoner is out.
const fn is_out(state: GateState) -> bool {
    matches!(state, GateState::Out | GateState::DueSoon | GateState::Late | GateState::Failed | GateState::Recalled)
}

/// Late first, then whatever happens next.
const fn order(state: GateState) -> u8 {
    match state {
        GateState::Failed => 0,
        GateState::Recalled => 1,
        GateState::Late => 2,
        GateState::DueSoon => 3,
        GateState::Out => 4,
        GateState::Held => 5,
        GateState::ToGo => 6,
        GateState::Back => 7,
    }
}
