//! One event of each kind about an application, with every field filled, and where fields can be empty, one with them empty: for the
//! golden file.

use casework::event::{CaseEvent, Visibility};
use casework::rotl::{
    Asked, Condition, ConsultStep, Consultee, Debriefer, Direction, FailureAnswer, FailureReported, GateMoved, Grade,
    LateStep, LicenceIssued, Opinion, Place, ReleaseType, ReviewCause, RotlApplied, RotlAssessed, RotlConsulted,
    RotlDecided, RotlRuleAnswered, RotlSteered, RuleAnswer, SeriesReviewed, Tier, Turn, Verdict,
};
use serde_json::{Value, json};

use super::{
    answered, application, application_id, assessment, board, consulted, debriefed, decision, gate, late_step, licence,
    planned, release_id, reported, rescheduled, reviewed, steered, visited, workshop,
};
use crate::golden::hex;
use crate::story::day;

/// Up to the decision.
fn asking() -> Vec<CaseEvent> {
    let home =
        Place { name: "Home".to_owned(), overnight: true, contact: String::new(), phone: String::new(), ..workshop() };
    let CaseEvent::RotlRuleAnswered(answer) = answered(1, RuleAnswer::Met) else { unreachable!() };
    vec![
        CaseEvent::RotlApplied(RotlApplied { places: vec![workshop(), home], ..application(1) }),
        CaseEvent::RotlApplied(RotlApplied {
            kind: ReleaseType::Spl,
            tier: Tier::Restricted,
            purpose: String::new(),
            by_prisoner: false,
            pattern: String::new(),
            releases: Vec::new(),
            places: Vec::new(),
            escort: String::new(),
            transport: String::new(),
            ..application(1)
        }),
        CaseEvent::RotlRuleAnswered(RotlRuleAnswered { answer: RuleAnswer::Exception, ..answer }),
        CaseEvent::RotlConsulted(RotlConsulted {
            with: Asked { consultee: Consultee::Host, name: workshop().name },
            due: Some(day("2026-11-30")),
            opinion: Some(Opinion::Concerns),
            visibility: Visibility::Restricted,
            ..consulted(1, Consultee::Host, ConsultStep::Replied)
        }),
        CaseEvent::RotlConsulted(RotlConsulted {
            words: String::new(),
            ..consulted(1, Consultee::Police, ConsultStep::Asked)
        }),
        CaseEvent::PlaceVisited(visited(1)),
        CaseEvent::RotlAssessed(assessment(1)),
        CaseEvent::RotlAssessed(RotlAssessed {
            risks: Vec::new(),
            protective: Vec::new(),
            watched: Vec::new(),
            ..assessment(1)
        }),
        CaseEvent::BoardHeld(board(1, Verdict::Refused, Opinion::Supports, "He has earned it.")),
    ]
}

/// The decision and what follows from it.
fn deciding() -> Vec<CaseEvent> {
    let CaseEvent::RotlSteered(turned) = steered(1, Turn::Suspended) else { unreachable!() };
    vec![
        CaseEvent::RotlDecided(RotlDecided {
            demanded: Grade::Governor,
            against_board: Some("The board had not seen the last report.".to_owned()),
            again: Some(day("2027-02-01")),
            review: Some(day("2027-05-17")),
            ..decision(1, Verdict::Granted, Grade::Governor)
        }),
        CaseEvent::RotlDecided(decision(1, Verdict::Deferred, Grade::DutyManager)),
        CaseEvent::RotlDecided(RotlDecided {
            again: Some(day("2027-02-01")),
            complain_by: Some(day("2027-01-04")),
            ..decision(1, Verdict::Refused, Grade::DutyManager)
        }),
        CaseEvent::RotlSteered(turned.clone()),
        CaseEvent::RotlSteered(RotlSteered { turn: Turn::Withdrawn, told: Vec::new(), ..turned }),
        CaseEvent::LicenceIssued(LicenceIssued {
            conditions: vec![
                Condition { code: Some("alcohol".to_owned()), words: "Do not drink.".to_owned() },
                Condition { code: None, words: "Do not enter the yard next door.".to_owned() },
            ],
            exclusions: vec!["North of the canal".to_owned()],
            ..licence(1)
        }),
        CaseEvent::LicenceIssued(LicenceIssued { conditions: Vec::new(), copies: Vec::new(), ..licence(1) }),
        rescheduled(1, &[planned(2)], &[3]),
        rescheduled(1, &[], &[]),
    ]
}

/// At the gate and after.
fn going() -> Vec<CaseEvent> {
    let when = "2026-12-01T09:00:00Z";
    vec![
        CaseEvent::GateMoved(GateMoved {
            corrects: Some("The clock was wrong.".to_owned()),
            concern: Some("He smelled of drink.".to_owned()),
            ..gate(1, Direction::In, when)
        }),
        CaseEvent::GateMoved(gate(1, Direction::Out, when)),
        CaseEvent::LateStepTaken(late_step(1, LateStep::PoliceTold, when)),
        CaseEvent::FailureReported(FailureReported {
            answers: vec![FailureAnswer {
                question: "44781".to_owned(),
                answer: "180155".to_owned(),
                remark: "By telephone".to_owned(),
                on: Some(day("2026-12-02")),
            }],
            ..reported(1)
        }),
        CaseEvent::FailureReported(reported(1)),
        CaseEvent::Debriefed(debriefed(1, Debriefer::Host, true)),
        CaseEvent::SeriesReviewed(reviewed(1, true)),
        CaseEvent::SeriesReviewed(SeriesReviewed {
            cause: ReviewCause::Intelligence,
            watched: Vec::new(),
            ..reviewed(1, false)
        }),
    ]
}

/// Every sample.
pub(crate) fn samples() -> Vec<CaseEvent> {
    [asking(), deciding(), going()].concat()
}

/// The numbers of the words, all of which an event above cannot hold.
pub(crate) fn words() -> Value {
    fn of<T: minicbor::Encode<()> + serde::Serialize>(all: &[T]) -> Value {
        all.iter().map(|word| json!({ "word": word, "number": hex(word) })).collect()
    }
    json!({
        "types of release": of(ReleaseType::ALL),
        "tiers": of(Tier::ALL),
        "grades": of(Grade::ALL),
        "verdicts": of(Verdict::ALL),
        "turns": of(Turn::ALL),
        "consultees": of(Consultee::ALL),
        "steps of a consultation": of(ConsultStep::ALL),
        "opinions": of(Opinion::ALL),
        "answers to a rule": of(RuleAnswer::ALL),
        "steps while somebody is late": of(LateStep::ALL),
        "who looks back": of(Debriefer::ALL),
        "causes of a review": of(ReviewCause::ALL),
        "an application and a release": [hex(&application_id(1)), hex(&release_id(1))],
    })
}
