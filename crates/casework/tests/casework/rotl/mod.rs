//! Release on temporary licence as a prison tells it: Kieran Ashdown asks for day releases to a workshop, somebody assesses, somebody else
//! decides, a licence is issued, the gate lets him out and in. Application 1 is for releases 1 to 3 on the first days of December,
//! application 2 for releases 4 to 6 on the days after.

mod asking;
mod consulting;
mod deciding;
mod gate;
pub(crate) mod happening;
pub(crate) mod samples;
mod slipping;
mod states;
mod stopping;

use casework::effect::{Effect, NotApplied};
use casework::event::{CaseEvent, Visibility};
use casework::rotl::{
    Application, ApplicationId, Asked, BoardHeld, BoardMember, Condition, ConsultStep, Consultee, Debriefed, Debriefer,
    Direction, FailureAnswer, FailureReported, GateMoved, Grade, Irregular, LateStep, LateStepTaken, LicenceIssued,
    Opinion, Place, PlaceVisited, PlannedRelease, Release, ReleaseId, ReleaseState, ReleaseType, ReleasesPlanned,
    ReviewCause, Risk, RotlApplied, RotlAssessed, RotlConsulted, RotlDecided, RotlRuleAnswered, RotlSteered,
    RuleAnswer, SeriesReviewed, Status, Tier, Turn, Verdict,
};
use uuid::Uuid;

use crate::story::{Author, CLERK, DUTY_MANAGER, GATE, POM, Saw, Story, at, day, not_applied};

pub(crate) const fn application_id(number: u8) -> ApplicationId {
    ApplicationId(Uuid::from_bytes([0x80 + number; 16]))
}

pub(crate) const fn release_id(number: u8) -> ReleaseId {
    ReleaseId(Uuid::from_bytes([0x90 + number; 16]))
}

/// A release from nine to five on a day of December.
pub(crate) fn planned(number: u8) -> PlannedRelease {
    between(number, &format!("2026-12-{number:02}T09:00:00Z"), &format!("2026-12-{number:02}T17:00:00Z"))
}

pub(crate) fn between(number: u8, out: &str, back: &str) -> PlannedRelease {
    PlannedRelease { id: release_id(number), out: at(out), back: at(back) }
}

pub(crate) fn workshop() -> Place {
    Place {
        name: "Holt Joinery".to_owned(),
        address: "3 Canal Yard, Leeds".to_owned(),
        contact: "Marta Holt".to_owned(),
        phone: "0113 496 0001".to_owned(),
        overnight: false,
    }
}

pub(crate) fn application(number: u8) -> RotlApplied {
    let first = 3 * (number - 1) + 1;
    RotlApplied {
        id: application_id(number),
        kind: ReleaseType::Rdr,
        tier: Tier::Standard,
        reason: "PW".to_owned(),
        purpose: "employment".to_owned(),
        words: "To work as a joiner.".to_owned(),
        by_prisoner: true,
        pattern: "weekly".to_owned(),
        releases: (first..first + 3).map(planned).collect(),
        places: vec![workshop()],
        escort: "U".to_owned(),
        transport: "PUT".to_owned(),
    }
}

pub(crate) fn applied(number: u8) -> CaseEvent {
    CaseEvent::RotlApplied(application(number))
}

pub(crate) fn answered(number: u8, answer: RuleAnswer) -> CaseEvent {
    CaseEvent::RotlRuleAnswered(RotlRuleAnswered {
        id: application_id(number),
        rule: "no_absconding".to_owned(),
        answer,
        words: "The record of 2019 was looked at.".to_owned(),
    })
}

pub(crate) fn consulted(number: u8, consultee: Consultee, step: ConsultStep) -> RotlConsulted {
    RotlConsulted {
        id: application_id(number),
        with: Asked { consultee, name: String::new() },
        step,
        on: day("2026-11-16"),
        due: None,
        opinion: None,
        words: "By e-mail.".to_owned(),
        visibility: Visibility::General,
    }
}

pub(crate) fn visited(number: u8) -> PlaceVisited {
    PlaceVisited {
        id: application_id(number),
        place: workshop().name,
        by: "Owen Teal".to_owned(),
        on: day("2026-11-17"),
        suitable: true,
        words: "A tidy shop with six people.".to_owned(),
    }
}

pub(crate) fn assessment(number: u8) -> RotlAssessed {
    RotlAssessed {
        id: application_id(number),
        risks: vec![Risk {
            what: "Drinking after work".to_owned(),
            likely: "Possible".to_owned(),
            harm: "Moderate".to_owned(),
            control: "A breath test at the gate".to_owned(),
        }],
        protective: vec!["His sister".to_owned()],
        summary: "He has kept to everything since May.".to_owned(),
        watched: vec![("category".to_owned(), "D".to_owned())],
    }
}

pub(crate) fn assessed(number: u8) -> CaseEvent {
    CaseEvent::RotlAssessed(assessment(number))
}

pub(crate) fn board(number: u8, recommends: Verdict, opinion: Opinion, words: &str) -> BoardHeld {
    let member =
        BoardMember { name: "Owen Teal".to_owned(), capacity: "Security".to_owned(), opinion, words: words.to_owned() };
    BoardHeld {
        id: application_id(number),
        on: day("2026-11-18"),
        members: vec![member],
        minutes: "All of it was read.".to_owned(),
        recommends,
    }
}

pub(crate) fn decision(number: u8, verdict: Verdict, grade: Grade) -> RotlDecided {
    RotlDecided {
        id: application_id(number),
        verdict,
        grade,
        demanded: Grade::DutyManager,
        reasons: "The risk can be managed.".to_owned(),
        against_board: None,
        again: None,
        review: None,
        complain_by: None,
    }
}

pub(crate) fn decided(number: u8, verdict: Verdict, grade: Grade) -> CaseEvent {
    CaseEvent::RotlDecided(decision(number, verdict, grade))
}

pub(crate) fn steered(number: u8, turn: Turn) -> CaseEvent {
    CaseEvent::RotlSteered(RotlSteered {
        id: application_id(number),
        turn,
        reason: "Something was found in his cell.".to_owned(),
        told: vec!["His offender manager".to_owned()],
    })
}

pub(crate) fn licence(number: u8) -> LicenceIssued {
    LicenceIssued {
        id: application_id(number),
        conditions: vec![Condition { code: None, words: "Do not drink.".to_owned() }],
        exclusions: Vec::new(),
        phone: "0113 496 0100".to_owned(),
        copies: vec!["Police".to_owned()],
        issuer: "Rosa Lind, custodial manager".to_owned(),
    }
}

pub(crate) fn licensed(number: u8) -> CaseEvent {
    CaseEvent::LicenceIssued(licence(number))
}

pub(crate) fn rescheduled(number: u8, moved: &[PlannedRelease], cancelled: &[u8]) -> CaseEvent {
    CaseEvent::ReleasesPlanned(ReleasesPlanned {
        id: application_id(number),
        moved: moved.to_vec(),
        cancelled: cancelled.iter().map(|release| release_id(*release)).collect(),
        reason: "The workshop asked for it.".to_owned(),
    })
}

pub(crate) fn gate(release: u8, direction: Direction, when: &str) -> GateMoved {
    GateMoved {
        id: application_id(1 + (release - 1) / 3),
        release: release_id(release),
        direction,
        at: at(when),
        corrects: None,
        concern: None,
    }
}

pub(crate) fn late_step(release: u8, step: LateStep, when: &str) -> LateStepTaken {
    LateStepTaken {
        id: application_id(1 + (release - 1) / 3),
        release: release_id(release),
        step,
        at: at(when),
        words: "She answered at once.".to_owned(),
    }
}

pub(crate) fn reported(release: u8) -> FailureReported {
    FailureReported {
        id: application_id(1 + (release - 1) / 3),
        release: release_id(release),
        answers: vec![FailureAnswer {
            question: "44766".to_owned(),
            answer: "180121".to_owned(),
            remark: String::new(),
            on: None,
        }],
    }
}

pub(crate) fn debriefed(release: u8, by: Debriefer, concern: bool) -> Debriefed {
    Debriefed {
        id: application_id(1 + (release - 1) / 3),
        release: release_id(release),
        by,
        words: "It went as it should.".to_owned(),
        concern,
    }
}

pub(crate) fn reviewed(number: u8, goes_on: bool) -> SeriesReviewed {
    SeriesReviewed {
        id: application_id(number),
        cause: ReviewCause::Time,
        on: day("2026-11-19"),
        goes_on,
        words: "Nothing has changed.".to_owned(),
        watched: vec![("category".to_owned(), "D".to_owned())],
    }
}

impl Story {
    /// Somebody who has seen everything writes what is applied.
    #[track_caller]
    pub(crate) fn does(&mut self, who: Author, event: CaseEvent) -> Vec<Effect> {
        let effects = self.tell(who, event);
        assert_eq!(not_applied(&effects), None);
        effects
    }

    /// Somebody writes what is applied, and has seen nothing since `seen`.
    #[track_caller]
    fn does_having_seen(&mut self, who: Author, seen: &Saw, event: CaseEvent) -> Vec<Effect> {
        let effects = self.write(who, seen.clone(), event);
        assert_eq!(not_applied(&effects), None);
        effects
    }

    /// Somebody tries what is refused, and has seen nothing since `seen`.
    #[track_caller]
    fn refused_having_seen(&mut self, who: Author, seen: &Saw, event: CaseEvent) -> NotApplied {
        not_applied(&self.write(who, seen.clone(), event)).expect("it was applied")
    }

    /// Somebody at the gate writes down what happens there and then.
    fn passes(&mut self, who: Author, release: u8, direction: Direction, when: &str) -> Option<NotApplied> {
        self.at_gate(who, CaseEvent::GateMoved(gate(release, direction, when)), when)
    }

    /// Somebody who has seen everything writes at a time.
    fn at_gate(&mut self, who: Author, event: CaseEvent, when: &str) -> Option<NotApplied> {
        let mut stamp = self.stamp(who, Saw::Everything);
        stamp.occurred = at(when);
        stamp.recorded = at(when);
        not_applied(&self.apply(&stamp, event))
    }

    /// He goes out on a release at its hour.
    #[track_caller]
    fn leaves(&mut self, release: u8) {
        assert_eq!(self.passes(GATE, release, Direction::Out, &format!("2026-12-0{release}T09:00:00Z")), None);
    }

    /// He comes back at the hour of his return.
    #[track_caller]
    fn returns(&mut self, release: u8) {
        assert_eq!(self.passes(GATE, release, Direction::In, &format!("2026-12-0{release}T17:00:00Z")), None);
    }

    /// What somebody has seen who sees nothing more.
    fn by_now(&self) -> Saw {
        Saw::This(self.so_far())
    }

    fn application(&self, number: u8) -> &Application {
        &self.case.applications[&application_id(number)]
    }

    fn status(&self) -> Status {
        self.application(1).status()
    }

    fn release(&self, number: u8) -> &Release {
        self.application(1 + (number - 1) / 3).release(release_id(number)).unwrap()
    }

    fn state(&self, release: u8) -> ReleaseState {
        self.release(release).state()
    }

    /// Where a release stands whose going out was not as it should be, and why.
    fn recalled(&self, release: u8) -> Option<Irregular> {
        assert_eq!(self.state(release), ReleaseState::Recalled);
        self.release(release).irregular
    }
}

fn asked() -> Story {
    let mut story = Story::default();
    story.does(CLERK, applied(1));
    story
}

fn ready() -> Story {
    let mut story = asked();
    story.does(POM, assessed(1));
    story
}

pub(crate) fn granted() -> Story {
    let mut story = ready();
    story.does(DUTY_MANAGER, decided(1, Verdict::Granted, Grade::DutyManager));
    story
}

fn with_licence() -> Story {
    let mut story = granted();
    story.does(CLERK, licensed(1));
    story
}

/// He is out on release 1.
fn out() -> Story {
    let mut story = with_licence();
    story.leaves(1);
    story
}

/// He is back from release 1, and nobody has looked back on it.
fn back() -> Story {
    let mut story = out();
    story.returns(1);
    story
}
