//! The gate: going out and coming back, who is late, who is recalled, and the minutes that the prison sets.

use api::{
    FailureForm, GateState, LateStep, MoveThroughGate, Paper, ReleaseCounts, ReportFailure, SteerRelease, TakeLateStep,
    Turn, Way,
};
use tests::people::number;
use tests::unit::is_whole;

use super::{Unit, kieran, shop, single};

#[tokio::test]
async fn whoever_is_late_is_followed_step_by_step_to_the_failure_report() {
    let mut unit = Unit::new().await;
    let id = unit.granted(shop()).await;
    unit.through_gate(&id, Way::Out, "2026-11-20T08:02").await.unwrap();
    assert_eq!(unit.at_the_gate().await, [(GateState::Late, None)]);
    let release = unit.view(&id).await.releases[0].id.clone();
    let asked = api::Lateness { number: number(0), id: id.clone(), release: release.clone() };
    let before = unit.gate.lateness(&kieran(), &asked).await.unwrap();
    assert!(
        before.steps.iter().any(|step| step.step == LateStep::CalledHost && step.by.is_some() && step.done.is_none())
    );
    let step = |step, words: &str| TakeLateStep {
        number: number(0),
        id: id.clone(),
        release: release.clone(),
        step,
        words: words.to_owned(),
    };
    unit.gate.take_late_step(&kieran(), &step(LateStep::CalledHost, "He left at half past eight.")).await.unwrap();
    let silent = unit.gate.take_late_step(&kieran(), &step(LateStep::PlanNotActivated, " ")).await.unwrap_err();
    assert_eq!(silent.field, Some("words"));
    unit.gate.take_late_step(&kieran(), &step(LateStep::GovernorTold, "")).await.unwrap();
    let after = unit.gate.lateness(&kieran(), &asked).await.unwrap();
    let called = after.steps.iter().find(|step| step.step == LateStep::CalledHost).unwrap();
    assert!(called.done.is_some() && called.words.as_deref() == Some("He left at half past eight."));
    unit.through_gate(&id, Way::In, "2026-11-20T09:20").await.unwrap();

    let form = |answers| FailureForm { number: number(0), id: id.clone(), release: release.clone(), answers };
    let questions = unit.gate.failure_form(&kieran(), &form(Vec::new())).await.unwrap();
    assert!(questions.iter().any(|question| question.known), "what is known is filled in");
    let early = ReportFailure { number: number(0), id: id.clone(), release: release.clone(), answers: Vec::new() };
    let unanswered = unit.gate.report_failure(&kieran(), early).await.unwrap_err();
    assert_eq!(unanswered.field, Some("answers"), "{unanswered}");
    let mut answers: Vec<api::FailureAnswer> = Vec::new();
    for _ in 0..60 {
        let questions = unit.gate.failure_form(&kieran(), &form(answers.clone())).await.unwrap();
        let Some(open) = questions.iter().find(|question| !answers.iter().any(|given| given.question == question.code))
        else {
            break;
        };
        let choice = &open.answers[0];
        answers.push(api::FailureAnswer {
            question: open.code.clone(),
            answer: choice.code.clone(),
            remark: if choice.remark { "As the log says.".to_owned() } else { String::new() },
            on: choice.date.then(|| "2026-11-20".to_owned()),
        });
    }
    let whole = ReportFailure { number: number(0), id: id.clone(), release: release.clone(), answers };
    unit.gate.report_failure(&kieran(), whole).await.unwrap();
    unit.meet().await;
    assert!(unit.view(&id).await.releases[0].reported);
    let year = unit.gate.gate(None).await.unwrap().year;
    assert_eq!(year, [("RDR".to_owned(), 1, 1)]);
    // The first answer of every question says that all went wrong at once.
    let counts = unit.governor.release_counts(&ReleaseCounts::default()).await.unwrap();
    assert_eq!((counts.from.as_str(), counts.until.as_str()), ("2025-11-21", "2026-11-20"));
    let ended = counts.releases;
    assert_eq!((ended.out, ended.ended, ended.failed, ended.unreported, ended.succeeded()), (1, 1, 1, 0, 0));
    let kinds: Vec<_> = counts.failures.iter().filter(|(_, count)| *count > 0).map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["Late return", "Arrest for an offence on release", "Breach of another condition"]);
    let group = |by: usize| (counts.groups[by].groups[0].name.as_str(), counts.groups[by].groups[0].failures);
    assert_eq!([group(0), group(1), group(2)], [("Male", 1), ("30 to 39", 1), ("Not recorded", 1)]);
    assert!(counts.too_early, "all of it is of today");
    assert_eq!(counts.decided.days.map(|days| (days.of, days.most)), Some((1, 0)));
    let paper = unit.gate.paper(&kieran(), id.parse().unwrap(), &Paper::FailureReport(release)).await.unwrap();
    assert!(paper.starts_with(b"%PDF-"));
}

#[tokio::test]
async fn whoever_is_out_when_it_is_revoked_elsewhere_is_recalled_loudly() {
    let mut unit = Unit::new().await;
    let id = unit.granted(single("2026-11-20", "08:00", "2026-11-20", "17:00")).await;
    let release = unit.view(&id).await.releases[0].id.clone();
    // At the gate, where nobody has heard of it yet, he goes out; the governor revokes at another computer.
    let out = MoveThroughGate {
        number: number(0),
        id: id.clone(),
        release,
        direction: Way::Out,
        at: Some("2026-11-20T08:02".to_owned()),
        corrects: None,
        concern: None,
    };
    unit.gate.move_through_gate(&kieran(), out).await.unwrap();
    let revoke = SteerRelease {
        number: number(0),
        id: id.clone(),
        turn: Turn::Revoked,
        reason: "New intelligence".to_owned(),
        told: vec!["Police".to_owned()],
    };
    unit.governor.steer_release(&kieran(), revoke).await.unwrap();
    unit.meet().await;
    assert_eq!(unit.at_the_gate().await, [(GateState::Recalled, Some("the release was stopped".to_owned()))]);
    assert_eq!(unit.view(&id).await.turns[0].told, ["Police"]);
    for session in [&unit.gate, &unit.governor] {
        is_whole(session).await;
    }
}

#[tokio::test]
async fn the_minutes_of_the_prison_are_those_of_the_gate() {
    let mut unit = Unit::new().await;
    let id = unit.granted(single("2026-11-20", "08:00", "2026-11-20", "13:00")).await;
    unit.through_gate(&id, Way::Out, "2026-11-20T08:02").await.unwrap();
    assert_eq!(unit.at_the_gate().await, [(GateState::Out, None)]);
    unit.ada.set_figure("rotl_due_soon_minutes", Some("240"), "The bus takes long").await.unwrap();
    unit.meet().await;
    assert_eq!(unit.at_the_gate().await, [(GateState::DueSoon, None)]);

    let mut unit = Unit::new().await;
    let id = unit.granted(shop()).await;
    unit.through_gate(&id, Way::Out, "2026-11-20T08:02").await.unwrap();
    let release = unit.view(&id).await.releases[0].id.clone();
    let asked = api::Lateness { number: number(0), id, release };
    let decides = async |unit: &Unit| {
        let steps = unit.gate.lateness(&kieran(), &asked).await.unwrap().steps;
        steps.into_iter().find(|step| step.step == LateStep::PlanActivated).unwrap().by.unwrap()
    };
    assert_eq!(decides(&unit).await, "2026-11-20T10:00");
    unit.ada.set_figure("rotl_governor_decides_minutes", Some("90 minutes"), "As agreed").await.unwrap();
    unit.meet().await;
    assert_eq!(decides(&unit).await, "2026-11-20T10:30");
}
