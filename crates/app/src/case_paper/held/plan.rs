//! What was stated of somebody's release, and the packs that went to the community. What packs of other prisons say is in `received`.

use api::{Section, Topic};
use casework::event::{CaseEvent, PlanStated, Visibility};
use casework::london;
use casework::pre_release::PackRecipient;
use store::history::Line;

use super::{Held, Part, Weight, lines};
use crate::pack::called;
use crate::session::Session;

/// Why somebody decides on what may have a name in it.
pub(super) const MAY_NAME_OTHERS: &str = "It may name somebody else";

impl Session {
    /// Everything that was written about a release and about packs.
    pub(super) fn held_plan(&self, written: &[Line]) -> impl Iterator<Item = Held> {
        written.iter().filter_map(move |line| self.planned(line, written))
    }

    /// A line of what was `written`.
    fn planned(&self, line: &Line, written: &[Line]) -> Option<Held> {
        let taken_back = || {
            let CaseEvent::ActWithdrawn(body) = &line.event else { return None };
            let step = written.iter().find(|other| other.at == body.of)?;
            let CaseEvent::PackTraced(traced) = &step.event else { return None };
            let what = format!("Handover pack, taken back: {}", traced.step.words());
            Some((what, format!("Reason: {}", body.reason)))
        };
        let (what, words) = about_plan(&line.event).or_else(taken_back)?;
        let item = |part| {
            let by = self.staff_name(line.author);
            Held::new(part, line.occurred, what, words, by).recorded(line.recorded)
        };
        Some(match &line.event {
            CaseEvent::PlanStated(body) => item(Part::Plan)
                .seen_by(if body.topic.is_restricted() { Visibility::Restricted } else { Visibility::General })
                .weighing(Weight::Known)
                .about(about(body.topic)),
            CaseEvent::ReleaseReportWritten(body) => item(Part::Plan).happened(body.on).weighing(Weight::Done),
            CaseEvent::OutcomeReported(body) => item(Part::Plan).happened(body.on).weighing(Weight::Known),
            CaseEvent::PackWordsWritten(_) => item(Part::Packs),
            CaseEvent::GapExplained(_) => item(Part::Packs).weighing(Weight::Decided),
            CaseEvent::PackRestricted(_) => item(Part::Packs).seen_by(Visibility::Restricted),
            _ => item(Part::Packs).weighing(Weight::Done),
        })
    }
}

/// What was stated of a release, or written about a pack that went to the community, in words: what it is, and what it says. Nothing: it is no line of
/// this history.
pub(crate) fn about_plan(event: &CaseEvent) -> Option<(String, String)> {
    Some(match event {
        CaseEvent::PlanStated(body) => (stated(body), stated_words(body)),
        CaseEvent::ReleaseReportWritten(body) => {
            let skipped = body.skipped.as_ref().map(|why| format!("Skipped. Reason: {why}"));
            let answers = body.answers.iter().map(|one| format!("{}: {}", one.pathway.words(), one.words));
            (body.kind.words().to_owned(), lines(skipped.into_iter().chain(answers)))
        }
        CaseEvent::OutcomeReported(body) => (format!("After release: {}", body.outcome.words()), body.words.clone()),
        CaseEvent::PackWordsWritten(body) => {
            let words = if body.words.trim().is_empty() { "Taken back" } else { body.words.as_str() };
            (format!("Own words for the pack: {}", body.section.title()), words.to_owned())
        }
        CaseEvent::GapExplained(body) => {
            let words = lines([body.cause.words().to_owned(), body.words.clone()]);
            (format!("Not in the pack: {}", called(&body.gap)), words)
        }
        CaseEvent::PackSealed(body) => {
            let left_out = body.left_out.iter().map(|(what, count)| format!("Left out: {what} ({count})"));
            let words = lines([whom(&body.to)].into_iter().chain(left_out));
            (format!("Handover pack sealed, version {}", body.version), words)
        }
        CaseEvent::PackRestricted(body) => {
            ("Restricted items that went with a handover pack".to_owned(), lines(body.items.iter().cloned()))
        }
        CaseEvent::PackTraced(body) => (format!("Handover pack: {}", body.step.words()), body.words.clone()),
        // A pack that came, or no line of this history.
        _ => return None,
    })
}

/// “Bank account: Applied for”.
fn stated(body: &PlanStated) -> String {
    let name = body.about.as_deref().map(str::trim).filter(|about| !about.is_empty());
    let state = body.topic.state_words(name.is_some(), body.state);
    let named = name.map(|name| format!(", {name}")).unwrap_or_default();
    format!("{}{named}: {state}", body.topic.words())
}

fn stated_words(body: &PlanStated) -> String {
    let owner = body.owner.map(|owner| format!("Who sees to it: {}", owner.words()));
    let day = |name: &str, day: Option<jiff::civil::Date>| day.map(|day| format!("{name}: {}", london::long_date(day)));
    let rest = owner.into_iter().chain(day("By", body.due)).chain(day("Day", body.on));
    lines([body.words.trim().to_owned()].into_iter().chain(rest))
}

fn whom(to: &PackRecipient) -> String {
    let named: Vec<&str> =
        [&to.name, &to.team].into_iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    format!("For {}", named.join(", "))
}

/// Whom a topic is about but the prisoner.
pub(super) fn about(topic: Topic) -> Option<&'static str> {
    about_section(topic.section()).or(match topic {
        Topic::ChildContact => Some("It is about family or children"),
        Topic::NoContact | Topic::CommunityContact => Some("It names somebody else"),
        Topic::ReleaseAddress | Topic::Collection | Topic::LicenceCondition => Some(MAY_NAME_OTHERS),
        _ => None,
    })
}

/// Whom all of a section of the pack is about but the prisoner.
pub(super) const fn about_section(section: Section) -> Option<&'static str> {
    match section {
        Section::Victims => Some("It is about victims"),
        Section::Family => Some("It is about family or children"),
        _ => None,
    }
}
