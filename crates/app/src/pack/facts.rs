//! From a folded case to what the gate of the handover pack asks, and how everything stands by that. What nobody recorded stays unknown: nothing
//! is assumed here.

use std::collections::BTreeSet;

use casework::event::{Contested, Visibility};
use casework::{Act, Case, Field, PrisonNumber, Right, Value, london};
use jiff::ToSpan;
use jiff::civil::{Date, Time};
use policy::handover::{self, ReleaseDate};
use policy::pack::{
    Assessment, Contacts, Explained, KeyDates, KeyWorkFacts, Meeting, OpenActions, PackFacts, Reports, RiskFacts,
    SentenceKind, TopicFact, Vlo, assess,
};
use store::doing::DoneRow;

use crate::error::AppError;
use crate::owed::{InForce, checks, flag, handover_facts, mappa, rosh, tier, word};
use crate::session::Session;

/// Contacts of the community officer count from so long before the handover.
const PHASE_WEEKS: i64 = 8;
/// An open ACCT, as the prison system's alerts say it.
const ACCT_OPEN: &str = "HA";

/// So far back key-work sessions are counted.
const SESSIONS_MONTHS: i64 = 6;

impl Session {
    /// How everything stands that a pack asks for, and the dates by which it is asked for.
    pub(super) async fn pack_standing(
        &self,
        number: &PrisonNumber,
        case: &Case,
        rules: &InForce,
    ) -> Result<(Assessment, KeyDates), AppError> {
        let done = self.record.done(number).await?;
        let mut facts = self.pack_facts(case, rules, &done);
        let since = self.today().saturating_sub(SESSIONS_MONTHS.months()).to_datetime(Time::midnight());
        let since = london::instant(since).unwrap_or_default().as_millisecond();
        facts.key_work.sessions = self.record.sessions_since(number, since).await?;
        Ok((assess(&facts, &rules.pack), facts.dates))
    }

    /// What the gate asks about a case, as this reader may know it. `done`: what was done for it, of which contacts of the community offender
    /// manager are counted.
    pub(crate) fn pack_facts(&self, case: &Case, rules: &InForce, done: &[DoneRow]) -> PackFacts {
        let today = self.today();
        let facts = handover_facts(case);
        let outcome = handover::handover(&facts, today, rules.handover).answer.known();
        let dates = outcome.and_then(|outcome| outcome.handover()?.dates);
        let release = earliest_release(case, today, rules);
        let alerts = active_alerts(case);
        let handover = dates.map(|dates| dates.handover);
        let last = |act| case.last_done(act);
        PackFacts {
            today,
            sentence: sentence(case),
            dates: KeyDates {
                sentence_start: facts.sentence_start,
                release: release.map(|release| release.date),
                licence_end: case.date(Field::LicenceExpiry).or_else(|| case.date(Field::SentenceExpiry)),
                handover,
            },
            contacts: Contacts {
                crn: case.text(Field::Crn).is_some(),
                pnc: case.text(Field::PncNumber).is_some(),
                com_name: case.text(Field::ComName).is_some(),
                com_email: case.text(Field::ComEmail).is_some(),
            },
            risk: RiskFacts {
                rosh: rosh(case),
                rosh_assessed: case.date(Field::RoshAssessed),
                tier: tier(case),
                mappa_applies: flag(case, Field::MappaApplies),
                mappa_category: case.text(Field::MappaCategory).and_then(|category| category.parse().ok()),
                mappa_level: mappa(case),
                mappa_review: case.date(Field::MappaReview),
                oasys: last(Act::OasysCompleted),
                oasys_reviewed: last(Act::OasysCompleted),
            },
            acct_open: alerts.as_ref().map(|codes| codes.contains(ACCT_OPEN)),
            alerts,
            victim_scheme: None,
            vlo: match (self.may(Right::ReadRestricted), &case.victim_contact) {
                (false, _) => Vlo::Closed,
                (true, Some(_)) => Vlo::Known,
                (true, None) => Vlo::NotKnown,
            },
            homeless: flag(case, Field::Homeless),
            approved_premises: flag(case, Field::ApprovedPremises),
            plan: last(Act::PlanMade),
            key_work: KeyWorkFacts {
                last_session: case.last_session.map(london::day),
                sessions: 0,
                high_complexity: case.has_high_complexity(),
            },
            reports: reports(case),
            meeting: Meeting { invited: last(Act::MeetingInvited), held: last(Act::MeetingHeld) },
            com_contacts: com_contacts(done, handover),
            first_appointment: first_appointment(case),
            checks: checks(case),
            topics: topics(case),
            actions: actions(case, self.reads_up_to()),
            conflicts: case
                .conflicts
                .iter()
                .filter_map(|conflict| match &conflict.contested {
                    Contested::Field(field) => Some((field.name().to_owned(), 1)),
                    _ => None,
                })
                .collect(),
            explanations: case
                .pre_release
                .explained
                .iter()
                .map(|(key, mark)| Explained { key: key.clone(), on: london::day(mark.recorded) })
                .collect(),
        }
    }
}

fn sentence(case: &Case) -> Option<SentenceKind> {
    match (flag(case, Field::Recall), flag(case, Field::Indeterminate)) {
        (Some(true), _) => Some(SentenceKind::Recall),
        (_, Some(true)) => Some(SentenceKind::Indeterminate),
        (_, Some(false)) => Some(SentenceKind::Determinate),
        _ => None,
    }
}

/// The release date by which everything is reckoned, and which of the dates of the sentence it is.
pub(super) fn earliest_release(case: &Case, today: Date, rules: &InForce) -> Option<ReleaseDate> {
    handover::earliest_release(&handover_facts(case), today, rules.handover).answer.known().flatten()
}

/// The codes of alerts that are active; nothing, where the prison system never said.
pub(super) fn active_alerts(case: &Case) -> Option<BTreeSet<String>> {
    case.value(Field::Alerts).map(active_codes)
}

/// The codes of those in a list of alerts that are active.
pub(super) fn active_codes(alerts: &Value) -> BTreeSet<String> {
    let active = intake::nested::alerts(alerts).into_iter().filter(|alert| alert.active && !alert.expired);
    active.map(|alert| alert.code).collect()
}

/// The reports before release that were made: what was skipped was not.
pub(crate) fn reports(case: &Case) -> Reports {
    let written = |kind| case.pre_release.reports.get(&kind).filter(|report| !report.skipped).map(|report| report.on);
    Reports {
        immediate_needs: written(api::ReportKind::ImmediateNeeds),
        pre_release: written(api::ReportKind::PreRelease).max(case.last_done(Act::PreReleaseReport)),
    }
}

fn com_contacts(done: &[DoneRow], handover: Option<Date>) -> u16 {
    let since = handover.and_then(|day| day.checked_sub(PHASE_WEEKS.weeks()).ok());
    let counts = |row: &&DoneRow| {
        let on = row.day.parse::<Date>().ok();
        row.act == Some(Act::ComContact) && row.withdrawn.is_none() && on >= since
    };
    u16::try_from(done.iter().filter(counts).count()).unwrap_or(u16::MAX)
}

fn first_appointment(case: &Case) -> Option<Date> {
    case.pre_release.topics.get(&(api::Topic::FirstAppointment, None))?.on
}

fn topics(case: &Case) -> Vec<TopicFact> {
    let fact =
        |((topic, about), planned): (&(api::Topic, Option<String>), &casework::pre_release::Planned)| TopicFact {
            code: word(topic),
            about: about.clone(),
            on: london::day(planned.mark.recorded),
            state: word(&planned.state),
            has_words: planned.worded,
            has_owner: planned.owner.is_some(),
            due: planned.due,
        };
    case.pre_release.topics.iter().map(fact).collect()
}

fn actions(case: &Case, reads: Visibility) -> OpenActions {
    let open =
        case.actions.values().filter(|open| open.visibility <= reads && open.visibility != Visibility::Restricted);
    let (mut count, mut without_date) = (0_u16, 0_u16);
    for action in open {
        count = count.saturating_add(1);
        without_date = without_date.saturating_add(u16::from(action.agreed.due.is_none()));
    }
    // Whoever agrees an action says whose it is.
    OpenActions { open: count, without_owner: 0, without_date }
}

/// A value as a person reads it.
pub(super) fn plain(case: &Case, field: Field) -> Option<String> {
    case.value(field).map(Value::plain).filter(|words| !words.is_empty())
}
