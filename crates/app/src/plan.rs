//! What is planned for somebody's release: topic by topic, the reports before release, and how it went afterwards.

use std::collections::BTreeMap;

use api::{
    DoneView, HandoverActView, OutcomeView, PlanState, PlanView, ReleaseReportView, ReportOutcome, StateTopic, Topic,
    TopicView, WriteReleaseReport,
};
use casework::event::{CaseEvent, OutcomeReported, PlanStated, ReleaseReportWritten, RestrictedViewed};
use casework::pre_release::Many;
use casework::{Act, Case, PrisonNumber, Right};
use ledger::Compartment;
use store::doing::DoneRow;
use store::history::Line;

use crate::error::AppError;
use crate::owed::word;
use crate::search::local_minute;
use crate::session::Session;
use crate::typed::{day_or_none, said};

impl Session {
    /// What is planned for somebody's release. What is restricted is named without its words.
    pub async fn plan(&self, number: &PrisonNumber) -> Result<PlanView, AppError> {
        self.demand(Right::ReadCases)?;
        let case = self.known_case(number).await?;
        let history = self.record.release_entries(number).await?;
        let (mut reports, mut outcomes) = (BTreeMap::new(), Vec::new());
        for line in &history {
            match &line.event {
                CaseEvent::ReleaseReportWritten(body) => {
                    reports.insert(body.kind, self.report_view(line, body));
                }
                CaseEvent::OutcomeReported(body) => outcomes.push(OutcomeView {
                    outcome: body.outcome,
                    on: body.on.to_string(),
                    words: body.words.clone(),
                    by: self.staff_name(line.author),
                }),
                _ => {}
            }
        }
        let topics = standing(&case, &history).into_values().map(|(line, body)| self.topic_view(line, body));
        let done = self.record.done(number).await?;
        let rules = self.in_force().await?;
        let facts = self.pack_facts(&case, &rules, &done);
        Ok(PlanView {
            topics: topics.collect(),
            reports: reports.into_values().collect(),
            outcomes,
            release: facts.dates.release.map(|day| day.to_string()),
            handover: facts.dates.handover.map(|day| day.to_string()),
            meetings: self.handover_acts(&case, &done, &[Act::MeetingInvited, Act::MeetingHeld]),
            contacts: self.handover_acts(&case, &done, &[Act::ComContact]),
            contacts_counted: facts.com_contacts,
            contacts_expected: rules.pack.constants.contacts_expected.value,
        })
    }

    /// What was done of some kinds and not taken back, newest first.
    fn handover_acts(&self, case: &Case, done: &[DoneRow], acts: &[Act]) -> Vec<HandoverActView> {
        let view = |row: &DoneRow| {
            let act = row.act.filter(|act| acts.contains(act) && row.withdrawn.is_none())?;
            let DoneView { on, words, by, id, may_withdraw, .. } = self.done_view(row.clone(), Some(case));
            Some(HandoverActView { act, on, words: words.unwrap_or_default(), by, id, may_withdraw })
        };
        done.iter().filter_map(view).collect()
    }

    /// The words of a restricted topic. That somebody looked, and why, is recorded first.
    pub async fn open_restricted_topic(
        &mut self,
        number: &PrisonNumber,
        topic: Topic,
        reason: &str,
    ) -> Result<Option<String>, AppError> {
        self.demand(Right::ReadRestricted)?;
        self.known_case(number).await?;
        let reason = said("reason", reason, "It does not say why.", "Say why you have to see it.")?;
        let viewed = RestrictedViewed { what: word(&topic), reason };
        self.tell(number, Compartment::Restricted, vec![CaseEvent::RestrictedViewed(viewed)]).await?;
        let history = self.record.release_entries(number).await?;
        Ok(history.into_iter().rev().find_map(|line| match line.event {
            CaseEvent::PlanStated(body) if body.topic == topic => Some(body.words),
            _ => None,
        }))
    }

    /// States where a topic stands.
    pub async fn state_topic(&mut self, number: &PrisonNumber, asked: StateTopic) -> Result<(), AppError> {
        let StateTopic { topic, about, state, words, owner, due, on, .. } = asked;
        let restricted = topic.is_restricted();
        self.demand(if restricted { Right::WriteRestricted } else { Right::PlanRelease })?;
        let case = self.known_case(number).await?;
        let about = name(topic, &about)?;
        let known = topic.states(about.is_some());
        if !known.iter().any(|(one, _)| *one == state) {
            let words: Vec<&str> = known.iter().map(|(_, words)| *words).collect();
            let message = format!("{} does not take that state.", topic.words());
            return Err(AppError::input(message, format!("Choose one of: {}.", words.join(", "))).at("state"));
        }
        if state == PlanState::Ended && !case.pre_release.topics.contains_key(&(topic, about.clone())) {
            let message = format!("Nothing is recorded of {} that could end.", topic.words().to_lowercase());
            return Err(AppError::input(message, "Look at the plan for what is recorded.").at("state"));
        }
        let (due, on) = (day_or_none(Some(&due), "due")?, day_or_none(Some(&on), "on")?);
        let words = words.trim().to_owned();
        if words.is_empty() && topic.needs_words(state) {
            return Err(AppError::input("It does not say what is known of it.", topic.ask()).at("words"));
        }
        let compartment = if restricted { Compartment::Restricted } else { Compartment::General };
        let stated = PlanStated { topic, about, state, words, owner, due, on };
        self.tell(number, compartment, vec![CaseEvent::PlanStated(stated)]).await
    }

    /// Writes a report before release, or why it was skipped.
    pub async fn write_release_report(
        &mut self,
        number: &PrisonNumber,
        asked: WriteReleaseReport,
    ) -> Result<(), AppError> {
        self.demand(Right::PlanRelease)?;
        self.known_case(number).await?;
        let on = self.past_day(&asked.on, "on")?;
        let mut answers = asked.answers;
        answers.retain(|answer| !answer.words.trim().is_empty());
        let skipped = match &asked.skipped {
            Some(reason) => {
                Some(said("skipped", reason, "It does not say why the report is skipped.", "Give the reason.")?)
            }
            None => {
                let open = |pathway: &Topic| !answers.iter().any(|answer| answer.pathway == *pathway);
                let open: Vec<&str> = Topic::pathways().filter(open).map(Topic::words).collect();
                if !open.is_empty() {
                    let message = format!("These pathways have no answer: {}.", open.join("; "));
                    return Err(AppError::input(message, "Say what is needed in each, or why the report is skipped.")
                        .at("answers"));
                }
                None
            }
        };
        let report = ReleaseReportWritten { kind: asked.kind, on, answers, skipped };
        self.tell(number, Compartment::General, vec![CaseEvent::ReleaseReportWritten(report)]).await
    }

    /// Records how it went after release.
    pub async fn report_outcome(&mut self, number: &PrisonNumber, asked: ReportOutcome) -> Result<(), AppError> {
        self.demand(Right::PlanRelease)?;
        self.known_case(number).await?;
        let on = self.past_day(&asked.on, "on")?;
        let words = said("words", &asked.words, "It does not say who told you.", "Say from whom you have it.")?;
        let reported = OutcomeReported { outcome: asked.outcome, on, words };
        self.tell(number, Compartment::General, vec![CaseEvent::OutcomeReported(reported)]).await
    }

    fn topic_view(&self, line: &Line, body: &PlanStated) -> TopicView {
        let within = body.about.is_some();
        TopicView {
            topic: body.topic,
            about: named(&body.about),
            state: body.state,
            state_words: body.topic.state_words(within, body.state).to_owned(),
            words: (!body.topic.is_restricted()).then(|| body.words.clone()),
            owner: body.owner,
            due: body.due.map(|day| day.to_string()),
            on: body.on.map(|day| day.to_string()),
            by: self.staff_name(line.author),
            recorded: local_minute(line.recorded),
        }
    }

    fn report_view(&self, line: &Line, body: &ReleaseReportWritten) -> ReleaseReportView {
        ReleaseReportView {
            kind: body.kind,
            on: body.on.to_string(),
            answers: body.answers.clone(),
            skipped: body.skipped.clone(),
            by: self.staff_name(line.author),
        }
    }
}

/// What was last stated of each topic that stands: what ended is in the history, and is planned no longer.
pub(crate) fn standing<'a>(
    case: &Case,
    history: &'a [Line],
) -> BTreeMap<(Topic, Option<String>), (&'a Line, &'a PlanStated)> {
    let stated = history.iter().filter_map(|line| match &line.event {
        CaseEvent::PlanStated(body) => Some(((body.topic, named(&body.about)), (line, body))),
        _ => None,
    });
    let mut last: BTreeMap<_, _> = stated.collect();
    last.retain(|key, _| case.pre_release.topics.contains_key(key));
    last
}

/// A name as the case keeps it.
pub(crate) fn named(about: &Option<String>) -> Option<String> {
    about.as_deref().map(str::trim).filter(|about| !about.is_empty()).map(str::to_owned)
}

/// The name that a topic has to have, or must not have.
fn name(topic: Topic, typed: &str) -> Result<Option<String>, AppError> {
    let typed = typed.trim();
    match (topic.many(), typed) {
        (Many::Named, "") => {
            let message = format!("It does not say which: {}.", topic.words().to_lowercase());
            Err(AppError::input(message, "Give it a name: there can be several.").at("about"))
        }
        (Many::One, named) if !named.is_empty() => {
            let message = format!("There is only one: {}.", topic.words().to_lowercase());
            Err(AppError::input(message, "Leave the name out.").at("about"))
        }
        (_, "") => Ok(None),
        (_, named) => Ok(Some(named.to_owned())),
    }
}
