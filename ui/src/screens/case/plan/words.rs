//! How the plan is said: a state as a shape, a name, by when something is due, how much is recorded, and what a report begins with.

use api::{Many, Outcome, PlanState, PlanView, Topic, TopicView};

use crate::dates::{self, Day};
use crate::parts::{Kind, in_order};

/// A state as a shape.
pub(super) const fn sign(state: PlanState) -> Kind {
    match state {
        PlanState::Done | PlanState::Held | PlanState::SupportNotRequired | PlanState::NotApplicable => Kind::Met,
        PlanState::Refused | PlanState::NotDone => Kind::Not,
        PlanState::SupportRequired | PlanState::Declined => Kind::Soon,
        PlanState::InProgress => Kind::Draft,
        PlanState::NotStarted | PlanState::Asked | PlanState::Ended => Kind::Later,
    }
}

/// How it went, as a shape.
pub(super) const fn outcome(outcome: Outcome) -> Kind {
    match outcome {
        Outcome::AppointmentKept | Outcome::SettledHome => Kind::Met,
        Outcome::UnsettledHome => Kind::Soon,
        Outcome::AppointmentMissed | Outcome::Recalled | Outcome::NoHome => Kind::Not,
    }
}

/// “Bank account”, “Identity document: birth certificate”.
pub(super) fn name(topic: Topic, about: Option<&str>) -> String {
    match about {
        Some(about) => format!("{}: {about}", topic.words()),
        None => topic.words().to_owned(),
    }
}

/// By when it is to be done; with a shape, where that is now or was before and nobody has done it.
pub(super) fn due(stated: &TopicView, today: &str) -> Option<(Option<Kind>, String)> {
    let due = stated.due.as_deref()?;
    let late = dates::days_ago(due, today).filter(|_| stated.state.is_open());
    Some(match late {
        Some(days @ 1..) => (Some(Kind::Late), format!("{} late", dates::days(days))),
        Some(0) => (Some(Kind::Soon), "Today".to_owned()),
        _ => (None, format!("By {}", dates::due(due, today))),
    })
}

/// Since which day it is so, or on which day it is to be.
pub(super) fn on(day: &str, today: &str) -> String {
    let has_come = Day::read(day) <= Day::read(today);
    format!("{} {}", if has_come { "since" } else { "on" }, dates::short(day))
}

/// Of some topics, how many are recorded, and of how many. Where there can be several of a topic there may rightly be none: those are not
/// counted.
pub(super) fn recorded(view: &PlanView, topics: impl Iterator<Item = Topic>) -> (usize, usize) {
    let is_stated = |topic: Topic| view.topics.iter().any(|stated| stated.topic == topic && stated.about.is_none());
    topics
        .filter(|topic| topic.many() != Many::Named)
        .fold((0, 0), |(recorded, all), topic| (recorded + usize::from(is_stated(topic)), all + 1))
}

/// How many of a topic there are, each with a name.
pub(super) fn parts(view: &PlanView, topic: Topic) -> usize {
    view.topics.iter().filter(|stated| stated.topic == topic && stated.about.is_some()).count()
}

/// What is to be done by a day, the earliest first.
pub(super) fn next(view: &PlanView) -> Vec<&TopicView> {
    let mut next: Vec<_> = view.topics.iter().filter(|stated| stated.due.is_some() && stated.state.is_open()).collect();
    in_order(&mut next, |stated| stated.due.clone());
    next
}

/// Whether nothing was planned, and nothing was done yet.
pub(super) fn is_empty(view: &PlanView) -> bool {
    view.topics.is_empty()
        && view.reports.is_empty()
        && view.outcomes.is_empty()
        && view.meetings.is_empty()
        && view.contacts.is_empty()
}

/// What the plan says of a pathway, so that a report does not have to be typed again: how it stands, then need by need.
pub(super) fn of_pathway(view: &PlanView, pathway: Topic) -> String {
    let lines = view.topics.iter().filter(|stated| stated.topic == pathway).filter_map(|stated| {
        let words = stated.words.as_deref().unwrap_or_default().trim();
        let said = match words {
            "" => stated.state_words.clone(),
            words => format!("{}. {words}", stated.state_words),
        };
        match &stated.about {
            Some(need) => Some(format!("{need}: {said}")),
            // That nobody has begun says nothing of what is needed.
            None => (stated.state != PlanState::NotStarted || !words.is_empty()).then_some(said),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: &str = "2027-01-14";

    fn stated(topic: Topic, about: Option<&str>, state: PlanState, words: &str) -> TopicView {
        TopicView {
            topic,
            about: about.map(str::to_owned),
            state,
            state_words: topic.state_words(about.is_some(), state).to_owned(),
            words: Some(words.to_owned()),
            owner: None,
            due: None,
            on: None,
            by: "Rhiannon Pell".to_owned(),
            recorded: "2027-01-04T10:00".to_owned(),
        }
    }

    fn plan(topics: Vec<TopicView>) -> PlanView {
        PlanView {
            topics,
            reports: Vec::new(),
            outcomes: Vec::new(),
            release: None,
            handover: None,
            meetings: Vec::new(),
            contacts: Vec::new(),
            contacts_counted: 0,
            contacts_expected: 3,
        }
    }

    #[test]
    fn what_is_late_says_so_until_it_is_done() {
        let mut bank = stated(Topic::BankAccount, None, PlanState::Asked, "");
        assert_eq!(due(&bank, TODAY), None);
        bank.due = Some("2027-01-05".to_owned());
        assert_eq!(due(&bank, TODAY), Some((Some(Kind::Late), "9 days late".to_owned())));
        assert_eq!(due(&bank, "2027-01-05"), Some((Some(Kind::Soon), "Today".to_owned())));
        assert_eq!(due(&bank, "2027-01-04"), Some((None, "By Tue 5 Jan".to_owned())));
        bank.state = PlanState::Held;
        assert_eq!(due(&bank, TODAY), Some((None, "By 5 Jan 2027".to_owned())));
    }

    #[test]
    fn a_day_that_has_come_is_one_since_which() {
        assert_eq!(on(TODAY, TODAY), "since 14 Jan 2027");
        assert_eq!(on("2027-11-15", TODAY), "on 15 Nov 2027");
    }

    #[test]
    fn what_there_may_rightly_be_none_of_is_not_counted() {
        let view = plan(vec![
            stated(Topic::PathwayWork, Some("A course"), PlanState::InProgress, ""),
            stated(Topic::PathwayHealth, None, PlanState::SupportNotRequired, ""),
            stated(Topic::IdDocument, Some("Birth certificate"), PlanState::Asked, ""),
        ]);
        assert_eq!(recorded(&view, Topic::pathways()), (1, 7));
        assert_eq!(recorded(&view, [Topic::IdDocument].into_iter()), (0, 0));
        assert_eq!(parts(&view, Topic::IdDocument), 1);
    }

    #[test]
    fn what_comes_next_is_open_and_has_a_day() {
        let with_day =
            |topic, state, due: &str| TopicView { due: Some(due.to_owned()), ..stated(topic, None, state, "") };
        let view = plan(vec![
            with_day(Topic::BankAccount, PlanState::Asked, "2027-03-01"),
            with_day(Topic::Benefits, PlanState::Held, "2027-01-20"),
            with_day(Topic::DutyToRefer, PlanState::NotStarted, "2027-02-01"),
            stated(Topic::Debts, None, PlanState::Held, "None"),
        ]);
        let next: Vec<Topic> = next(&view).iter().map(|stated| stated.topic).collect();
        assert_eq!(next, [Topic::DutyToRefer, Topic::BankAccount]);
    }

    #[test]
    fn a_report_begins_with_what_the_pathway_says() {
        let home = Topic::PathwayAccommodation;
        let view = plan(vec![
            stated(home, None, PlanState::SupportRequired, "No address yet"),
            stated(home, Some("Deposit"), PlanState::InProgress, ""),
            stated(Topic::PathwayWork, None, PlanState::NotStarted, ""),
        ]);
        assert_eq!(of_pathway(&view, home), "Support required. No address yet\nDeposit: In progress");
        assert_eq!(of_pathway(&view, Topic::PathwayWork), "");
        assert_eq!(of_pathway(&view, Topic::PathwayHealth), "");
    }

    #[test]
    fn one_of_several_is_called_by_its_own_name() {
        assert_eq!(name(Topic::BankAccount, None), "Bank account");
        assert_eq!(name(Topic::IdDocument, Some("birth certificate")), "Identity document: birth certificate");
    }
}
