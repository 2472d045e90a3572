//! What is planned for a release that is near, and the handover: topic by topic as far as it is known, the reports, the meeting, what the
//! community offender manager did; and afterwards, how it went. The words are the generator's.

use app::types::{
    Act, CaseEvent, Field, Many, OutcomeReported, PackWordsWritten, PathwayAnswer, PlanOwner, PlanState, PlanStated,
    ReleaseOutcome, ReleaseReportWritten, ReportKind, Section, Topic, Value, london,
};
use demo::Person;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::{AFTERNOON, Deed, Staff, Told, pom_on, release_date};

/// A topic, from how many days before release something is known of it, of how many people in a hundred, how it then stands, and who sees
/// to it.
type Usual = (Topic, i64, usize, PlanState, Option<PlanOwner>);

/// What is usual of the topics that stand as they stand for everybody.
const USUAL: &[Usual] = &[
    (Topic::Communication, 240, 50, PlanState::Held, None),
    (Topic::CommunityContact, 200, 40, PlanState::Held, None),
    (Topic::RiskNow, 400, 85, PlanState::Held, None),
    (Topic::OtherAgencies, 200, 30, PlanState::Held, None),
    (Topic::Objective, 240, 85, PlanState::Done, None),
    (Topic::Programme, 240, 75, PlanState::Done, None),
    (Topic::WorkEducation, 240, 70, PlanState::Held, None),
    (Topic::Adjudications, 240, 80, PlanState::Held, None),
    (Topic::DrugTests, 240, 55, PlanState::Held, None),
    (Topic::RestorativeJustice, 240, 30, PlanState::InProgress, None),
    (Topic::CourtReport, 240, 80, PlanState::Held, None),
    (Topic::HealthConsent, 240, 75, PlanState::Held, None),
    (Topic::SelfHarm, 240, 75, PlanState::Held, None),
    (Topic::Healthcare, 200, 60, PlanState::Held, Some(PlanOwner::Prison)),
    (Topic::Strengths, 400, 80, PlanState::Held, None),
    (Topic::Worries, 400, 80, PlanState::Held, None),
    (Topic::Goals, 400, 80, PlanState::Held, None),
    (Topic::AddressBefore, 240, 60, PlanState::Held, None),
    (Topic::WishToLive, 240, 60, PlanState::Held, None),
    (Topic::IdDocument, 84, 70, PlanState::Asked, Some(PlanOwner::Prison)),
    (Topic::Benefits, 28, 75, PlanState::Asked, Some(PlanOwner::Prison)),
    (Topic::Debts, 200, 45, PlanState::Held, Some(PlanOwner::Prisoner)),
    (Topic::FamilyTies, 240, 65, PlanState::Held, None),
    (Topic::Safeguarding, 240, 75, PlanState::Held, None),
    (Topic::LicenceCondition, 120, 80, PlanState::Asked, Some(PlanOwner::Community)),
    (Topic::ReleaseTime, 28, 75, PlanState::Held, Some(PlanOwner::Prison)),
    (Topic::Collection, 28, 75, PlanState::Held, Some(PlanOwner::Prisoner)),
    (Topic::FirstAppointment, 28, 75, PlanState::Held, Some(PlanOwner::Community)),
    (Topic::Medication, 28, 70, PlanState::Held, Some(PlanOwner::Prison)),
    (Topic::Phone, 28, 70, PlanState::Held, Some(PlanOwner::Prisoner)),
    (Topic::MoneyOnDay, 28, 60, PlanState::Held, Some(PlanOwner::Prison)),
    (Topic::Explained, 28, 60, PlanState::Held, Some(PlanOwner::Prison)),
];

/// What is known of somebody so many days before release is not a matter of the last weeks.
const EARLY: i64 = 100;
/// So many days before release there is a plan, and not only what somebody says of themselves.
const SOON: i64 = 300;

/// The sections in which the author of a pack has something to add.
const OWN_WORDS: [(Section, &str); 3] =
    [(Section::Risk, "own.risk"), (Section::KeyWork, "own.key-work"), (Section::Accommodation, "own.accommodation")];

/// What there is to say of something; nothing, where the generator says nothing of it.
pub(crate) fn said<'p>(person: &'p Person, section: &str, which: usize) -> &'p str {
    let lines = person.plan.get(section).map(Vec::as_slice).unwrap_or_default();
    lines.get(which % lines.len().max(1)).map_or("", String::as_str)
}

/// The name of a topic, as the sections of the generator's phrases have it.
fn name_of(topic: Topic) -> String {
    serde_json::to_value(topic).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// That a topic stands so.
pub(crate) fn stated(topic: Topic, state: PlanState, words: &str) -> PlanStated {
    PlanStated { topic, about: None, state, words: words.to_owned(), owner: None, due: None, on: None }
}

/// A name and what is said of it.
fn named(line: &str) -> (Option<String>, String) {
    match line.split_once(": ") {
        Some((name, words)) => {
            let mut letters = words.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            (Some(name.to_owned()), first.chain(letters).collect())
        }
        None => (None, line.to_owned()),
    }
}

impl Told {
    /// What is planned for a release that is near.
    pub(super) fn plan(&mut self, person: &Person, staff: Staff) {
        let (Some(days), false) = (self.days_left(person), person.plan.is_empty()) else { return };
        if self.luck(60, 85) {
            let crn = Value::Text(said(person, "crn", 0).to_owned());
            self.fact(self.ago(45), staff.administrator, "Probation's list", Field::Crn, crn);
        }
        for (at, (topic, from, of_100, state, owner)) in USUAL.iter().enumerate() {
            if (days <= *from || (self.ready.is_some() && *from > EARLY)) && self.luck(100 + at, *of_100) {
                self.topic(person, at, *topic, *state, *owner);
            }
        }
        if days > SOON && self.ready.is_none() {
            return;
        }
        self.pathways(person);
        self.not_done(person);
        self.home(person, days);
        self.harm(person);
        self.reports(person, days);
        self.handover(person, days);
        if self.ready.is_some() {
            self.assessed(person);
            for (at, (section, own)) in OWN_WORDS.into_iter().enumerate() {
                let words = said(person, own, 0).to_owned();
                self.add(
                    self.lately(140 + at, 14),
                    self.pom,
                    CaseEvent::PackWordsWritten(PackWordsWritten { section, words }),
                );
            }
        }
    }

    /// States where a topic stands; of those with names, one or two.
    fn topic(&mut self, person: &Person, matter: usize, topic: Topic, state: PlanState, owner: Option<PlanOwner>) {
        let section = name_of(topic);
        let lines = person.plan.get(&section).map_or(0, Vec::len);
        let first = self.chance(160 + matter, lines.max(1));
        let many = if lines > 2 { 2 } else { 1 };
        for which in (first..).take(many) {
            let line = said(person, &section, which);
            let (about, words) = if topic.many() == Many::Named { named(line) } else { (None, line.to_owned()) };
            let on = match topic {
                Topic::ReleaseTime => release_date(person),
                Topic::FirstAppointment => release_date(person).and_then(|day| day.tomorrow().ok()),
                _ => None,
            };
            self.state(matter, PlanStated { about, words, owner, on, ..stated(topic, state, "") });
        }
    }

    /// Some day of the last weeks.
    fn state(&mut self, matter: usize, stated: PlanStated) {
        if self.ready.is_some_and(|ready| ready.without.contains(&stated.topic)) {
            return;
        }
        let on = self.lately(200 + matter, 75);
        self.add(on, self.pom, CaseEvent::PlanStated(stated));
    }

    /// Each pathway has a status; where support is required, a need with somebody who sees to it.
    fn pathways(&mut self, person: &Person) {
        for (at, topic) in Topic::pathways().enumerate() {
            if !self.luck(240 + at, 88) {
                continue;
            }
            let section = name_of(topic);
            let state = match self.chance(250 + at, 5) {
                0 | 1 => PlanState::SupportRequired,
                2 | 3 => PlanState::InProgress,
                _ => PlanState::SupportNotRequired,
            };
            let words = said(person, if state == PlanState::SupportNotRequired { "pathway-none" } else { &section }, 0);
            self.state(240 + at, stated(topic, state, words));
            if state == PlanState::SupportRequired {
                let (about, words) = named(said(person, &format!("need.{section}"), 0));
                let owner = Some(if at % 3 == 0 { PlanOwner::Community } else { PlanOwner::Prison });
                let due = Some(self.today.saturating_add((10 + 3 * i64::try_from(at).unwrap_or_default()).days()));
                let need = stated(topic, PlanState::InProgress, "");
                self.state(240 + at, PlanStated { about, words, owner, due, ..need });
            }
        }
    }

    /// A programme that came to nothing.
    fn not_done(&mut self, person: &Person) {
        if self.chance(150, 3) == 0 {
            let (about, words) = named(said(person, "programme.not-done", 0));
            let programme = stated(Topic::Programme, PlanState::NotDone, "");
            self.state(150, PlanStated { about, words, owner: Some(PlanOwner::Community), ..programme });
        }
    }

    /// Somewhere to live, and what is needed for it.
    fn home(&mut self, person: &Person, days: i64) {
        if self.is_homeless() {
            if days <= 56 && self.luck(24, 50) {
                self.act(self.ago(2), self.pom, Act::Referred, None, "The housing authority at home");
                self.topic(person, 300, Topic::DutyToRefer, PlanState::Asked, Some(PlanOwner::Prison));
                self.topic(person, 301, Topic::OtherHousing, PlanState::Asked, Some(PlanOwner::Community));
            }
        } else if days <= 120 && self.luck(302, 70) {
            self.topic(person, 302, Topic::ReleaseAddress, PlanState::Held, Some(PlanOwner::Prisoner));
        }
        if days <= 84 && self.luck(303, 80) {
            let refused = self.mishap(304, 4);
            let state = match self.chance(305, 2) {
                _ if refused => PlanState::Refused,
                0 => PlanState::Held,
                _ => PlanState::Asked,
            };
            let words = said(person, if refused { "bank-account.refused" } else { "bank-account" }, 0);
            let account = stated(Topic::BankAccount, state, words);
            self.state(303, PlanStated { owner: Some(PlanOwner::Prison), ..account });
        }
    }

    /// Those who could be harmed, and what would show that it is near.
    fn harm(&mut self, person: &Person) {
        let in_scheme = person.victim_contact.is_some();
        if self.luck(310, 80) {
            let (state, words) = match in_scheme {
                true => (PlanState::Held, said(person, "victim-scheme", 0)),
                false => (PlanState::NotApplicable, ""),
            };
            self.state(310, stated(Topic::VictimScheme, state, words));
        }
        if in_scheme && self.luck(311, 50) {
            self.topic(person, 311, Topic::VictimRequests, PlanState::Held, None);
        }
        if person.rosh.as_ref().is_some_and(|rosh| rosh.level.contains("HIGH")) && self.luck(312, 65) {
            self.topic(person, 312, Topic::Trigger, PlanState::Held, None);
            self.topic(person, 313, Topic::NoContact, PlanState::Held, None);
        }
    }

    /// The reports before release.
    fn reports(&mut self, person: &Person, days: i64) {
        let answer = |pathway| PathwayAnswer { pathway, words: said(person, &name_of(pathway), 0).to_owned() };
        let answers: Vec<PathwayAnswer> = Topic::pathways().map(answer).collect();
        let report = |kind, on| {
            CaseEvent::ReleaseReportWritten(ReleaseReportWritten { kind, on, answers: answers.clone(), skipped: None })
        };
        if self.luck(320, 90) {
            let on = self.arrived.saturating_add(4.days());
            self.add(on, self.pom, report(ReportKind::ImmediateNeeds, on));
        }
        if days <= 84 && self.luck(321, 60) {
            let on = self.lately(322, 20);
            self.add(on, self.pom, report(ReportKind::PreRelease, on));
        }
    }

    /// What the community offender manager did, and the meeting.
    fn handover(&mut self, person: &Person, days: i64) {
        if days <= 300 && self.luck(28, 60) {
            let times = if self.ready.is_some() { 3 } else { 1 + self.chance(330, 3) };
            for which in 0..times {
                let on = self.ago(3 + which * 9 + self.chance(331, 8));
                self.act(on, self.pom, Act::ComContact, None, said(person, "contact", which));
            }
        }
        if days <= 280 && self.luck(332, 65) {
            self.act(self.ago(34), self.pom, Act::MeetingInvited, None, said(person, "meeting.invited", 0));
        }
        if days <= 280 && self.luck(30, 45) {
            self.act(self.lately(31, 30), self.pom, Act::MeetingHeld, None, said(person, "meeting.held", 0));
        }
    }

    /// The risk of somebody of whom a pack is put together was looked at for it.
    fn assessed(&mut self, person: &Person) {
        let on = self.ago(6);
        if let Some(rosh) = &person.rosh {
            self.fact(on, self.pom, "OASys", Field::Rosh, Value::Text(rosh.level.clone()));
            self.fact(on, self.pom, "OASys", Field::RoshAssessed, Value::Date(on));
        }
        if person.tier.is_none() {
            self.fact(on, self.pom, "OASys", Field::Tier, Value::Text("C".to_owned()));
        }
    }
}

/// How it went after somebody's release, as far as the community has said. `place` tells people apart; `heard`: whether it has, where it is
/// not left to chance.
pub(crate) fn afterwards(
    person: &Person,
    place: usize,
    staff: Staff,
    now: Timestamp,
    heard: Option<bool>,
) -> Vec<Deed> {
    let Some(released) = released(person).filter(|_| !person.plan.is_empty()) else { return Vec::new() };
    let luck = place.wrapping_mul(7_919) % 100;
    if !heard.unwrap_or(luck < 70) {
        return Vec::new();
    }
    let by = pom_on(person, released.yesterday().unwrap_or(released)).unwrap_or(staff.head);
    let (first, section) = match luck % 10 {
        0 | 1 if heard.is_none() => (ReleaseOutcome::AppointmentMissed, "outcome.missed"),
        _ => (ReleaseOutcome::AppointmentKept, "outcome.kept"),
    };
    let (later, later_section) = match luck % 6 {
        0 => (ReleaseOutcome::UnsettledHome, "outcome.unsettled"),
        1 if heard.is_none() => (ReleaseOutcome::Recalled, "outcome.recalled"),
        2 if heard.is_none() => (ReleaseOutcome::NoHome, "outcome.none"),
        _ => (ReleaseOutcome::SettledHome, "outcome.settled"),
    };
    let reported = |after: i64, outcome, section| {
        let on = released.saturating_add(after.days());
        let at = london::instant(on.to_datetime(AFTERNOON)).filter(|at| *at <= now)?;
        let words = said(person, section, 0).to_owned();
        Some(Deed::new(at, by, CaseEvent::OutcomeReported(OutcomeReported { outcome, on, words })))
    };
    let both = [reported(2, first, section), reported(12, later, later_section)];
    both.into_iter().flatten().collect()
}

/// The day on which somebody was released who has not come back.
pub(crate) fn released(person: &Person) -> Option<Date> {
    person.movements.last().filter(|moved| moved.kind == "REL").map(|moved| moved.at.date())
}
