//! An application and what is decided on it: rules, bars, grades, and two who decide apart.

use api::{
    AnswerRule, ApplicationForm, Applications, ApplyForRelease, Asked, BoardMember, BoardView, Consult, ConsultStep,
    Consultee, Debrief, Debriefer, DecideRelease, GateState, Grade, MoveReleases, Opinion, Pattern, ReleaseCounts,
    ReleaseStatus, RuleAnswer, RuleState, Stage, StageState, Tier, Verdict, Way,
};
use app::types::{Field, Role, Roles};
use serde_json::json;
use tests::people::{changed, number, prisoner};
use tests::unit::{hears, imports, is_whole};

use super::{Unit, assessment, decision, kieran, licence, shop, single};

#[tokio::test]
async fn from_the_application_to_the_debrief() {
    let mut unit = Unit::new().await;
    let id = unit.applied(shop()).await;
    let with = Asked { consultee: Consultee::Police, name: String::new() };
    let consult = |step, on: &str, opinion, words: &str| Consult {
        number: number(0),
        id: id.clone(),
        with: with.clone(),
        step,
        on: on.to_owned(),
        due: None,
        opinion,
        words: words.to_owned(),
        restricted: false,
    };
    unit.pom.consult(&kieran(), &consult(ConsultStep::Asked, "2026-11-10", None, "By e-mail")).await.unwrap();
    let replied = consult(ConsultStep::Replied, "2026-11-18", Some(Opinion::NoConcern), "Nothing known against it.");
    unit.pom.consult(&kieran(), &replied).await.unwrap();
    unit.answered(&id).await;
    unit.pom.assess_release(&kieran(), assessment(&id)).await.unwrap();
    let board = BoardView {
        on: "2026-11-19".to_owned(),
        members: vec![BoardMember {
            name: "Hedda Marsh".to_owned(),
            capacity: "Security".to_owned(),
            opinion: Opinion::Concerns,
            words: "Not before Christmas.".to_owned(),
        }],
        minutes: "Discussed the journey.".to_owned(),
        recommends: Verdict::Granted,
    };
    unit.pom.hold_board(&kieran(), id.parse().unwrap(), board).await.unwrap();
    unit.meet().await;
    let refused = unit.pom.decide_release(&kieran(), &decision(&id, Verdict::Granted)).await.unwrap_err();
    assert_eq!(refused.code, api::Code::NotAllowed, "{refused}");

    unit.governor.decide_release(&kieran(), &decision(&id, Verdict::Granted)).await.unwrap();
    unit.meet().await;
    assert_eq!(unit.at_the_gate().await, [(GateState::Held, Some("no licence was issued for it".to_owned()))]);
    assert_eq!(unit.pom.issue_licence(&kieran(), licence(&id)).await.unwrap(), 1);
    unit.meet().await;
    assert_eq!(unit.at_the_gate().await, [(GateState::ToGo, None)]);
    unit.through_gate(&id, Way::Out, "2026-11-20T08:02").await.unwrap();
    unit.through_gate(&id, Way::In, "2026-11-20T08:55").await.unwrap();
    assert_eq!(unit.at_the_gate().await, [(GateState::Back, None)]);
    let view = unit.view(&id).await;
    let looked_back = Debrief {
        number: number(0),
        id: id.clone(),
        release: view.releases[0].id.clone(),
        by: Debriefer::Staff,
        words: "He was on time and the manager was content.".to_owned(),
        concern: false,
    };
    unit.pom.debrief(&kieran(), &looked_back).await.unwrap();

    let view = unit.view(&id).await;
    assert_eq!(view.status, ReleaseStatus::Granted);
    assert!(
        view.status_line.starts_with("Granted by Rowan Ellis, governor, on 20 November 2026"),
        "{}",
        view.status_line
    );
    let stage = |of| view.stages.iter().find(|stage| stage.stage == of).unwrap().state;
    for of in [Stage::Eligibility, Stage::Consultation, Stage::Risk, Stage::Board, Stage::Decision, Stage::Review] {
        assert_eq!(stage(of), StageState::Done, "{of:?}");
    }
    assert_eq!(view.boards[0].members[0].words, "Not before Christmas.");
    for session in [&unit.ada, &unit.pom, &unit.governor, &unit.gate] {
        is_whole(session).await;
    }
}

#[tokio::test]
async fn two_decisions_made_apart_let_nobody_out_until_a_third() {
    let mut unit = Unit::new().await;
    let second = unit.office.joins(&mut unit.ada, "Ines Pardew", Roles::NONE.with(Role::Governor)).await;
    let mut second = second;
    let id = unit.prepared(shop()).await;
    hears(&mut second, &unit.ada).await;
    unit.governor.decide_release(&kieran(), &decision(&id, Verdict::Granted)).await.unwrap();
    second.decide_release(&kieran(), &decision(&id, Verdict::Refused)).await.unwrap();
    hears(&mut unit.ada, &second).await;
    unit.meet().await;
    let view = unit.view(&id).await;
    assert_eq!(view.status, ReleaseStatus::Undecided);
    assert_eq!(view.decisions.iter().filter(|decision| decision.stands).count(), 2);
    assert!(unit.pom.issue_licence(&kieran(), licence(&id)).await.is_err(), "nothing is issued on it");
    unit.governor.decide_release(&kieran(), &decision(&id, Verdict::Refused)).await.unwrap();
    unit.meet().await;
    assert_eq!(unit.view(&id).await.status, ReleaseStatus::Refused);
    assert!(unit.pom.case(&kieran()).await.unwrap().conflicts.is_empty());
    // What two decided counts once they are settled, and then as refused.
    let counts = unit.governor.release_counts(&ReleaseCounts::default()).await.unwrap();
    assert_eq!((counts.decided.granted, counts.decided.refused), (0, 1));
    let refusal = &counts.refusals[0];
    assert_eq!((refusal.id.as_str(), refusal.name.as_str()), (id.as_str(), "Ashdown, Kieran"));
    assert_eq!(refusal.reasons, "You have done well in the workshop, and the risks can be managed.");
}

#[tokio::test]
async fn what_cannot_be_is_refused_in_plain_words_at_its_field() {
    let mut unit = Unit::new().await;
    let applies = |form| ApplyForRelease { number: number(0), id: None, form };
    let refused = async |unit: &mut Unit, form| unit.pom.apply_for_release(&kieran(), applies(form)).await.unwrap_err();
    let back_first = refused(&mut unit, single("2026-12-04", "17:00", "2026-12-04", "08:00")).await;
    assert_eq!(back_first.field, Some("pattern"), "{back_first}");
    assert!(back_first.message.contains("has to be after the going out"), "{back_first}");
    let nowhere = refused(&mut unit, ApplicationForm { places: Vec::new(), ..shop() }).await;
    assert_eq!(nowhere.field, Some("places"));
    let no_day = Pattern::Weekly {
        days: Vec::new(),
        out: "08:00".to_owned(),
        back: "17:00".to_owned(),
        from: "2026-12-01".to_owned(),
        until: "2026-12-31".to_owned(),
    };
    let no_day = refused(&mut unit, ApplicationForm { pattern: no_day, ..shop() }).await;
    assert!(no_day.message.starts_with("There is no date in it"), "{no_day}");
    let unknown = refused(&mut unit, ApplicationForm { reason: "XX".to_owned(), ..shop() }).await;
    assert_eq!(unknown.field, Some("reason"));

    let id = unit.prepared(shop()).await;
    let back = unit.through_gate(&id, Way::In, "2026-11-20T08:55").await.unwrap_err();
    assert!(back.message.starts_with("Nobody has recorded that the prisoner went out"), "{back}");
    let ahead = unit.through_gate(&id, Way::Out, "2026-11-20T23:59").await.unwrap_err();
    assert_eq!(ahead.field, Some("at"));
    unit.governor.decide_release(&kieran(), &decision(&id, Verdict::Refused)).await.unwrap();
    unit.meet().await;
    let no_licence = unit.pom.issue_licence(&kieran(), licence(&id)).await.unwrap_err();
    assert_eq!(no_licence.message, "This was not saved: the release is not granted.", "{no_licence}");
    let moved = MoveReleases {
        number: number(0),
        id: id.clone(),
        moved: Vec::new(),
        cancelled: vec![unit.view(&id).await.releases[0].id.clone()],
        reason: "Not needed".to_owned(),
    };
    assert!(unit.pom.move_releases(&kieran(), &moved).await.is_err(), "what is refused is over");
}

#[tokio::test]
async fn a_hard_bar_refuses_whoever_decides_and_high_risk_is_restricted() {
    let mut unit = Unit::new().await;
    let escapee = changed(
        &prisoner(0),
        &[("category", json!("D")), ("alerts", json!([{ "alertType": "X", "alertCode": "XEL", "active": true }]))],
    );
    imports(&mut unit.ada, &[escapee]).await;
    unit.ada.record_fact(&kieran(), Field::Rosh, "HIGH", None, "OASys of this week").await.unwrap();
    unit.meet().await;
    let id = unit.prepared(shop()).await;
    let view = unit.view(&id).await;
    assert_eq!((view.tier, view.demanded), (Tier::Restricted, Grade::Governor));
    let barred = view.rules.iter().find(|rule| rule.hard && rule.state == RuleState::NotMet).unwrap();
    assert_eq!(barred.group, api::RuleGroup::Bars);
    let exception = AnswerRule {
        number: number(0),
        id: id.clone(),
        rule: barred.id.clone(),
        answer: RuleAnswer::Exception,
        words: "He asked nicely".to_owned(),
    };
    let refused = unit.governor.answer_rule(&kieran(), &exception).await.unwrap_err();
    assert_eq!(refused.field, Some("answer"));
    let refused = unit.governor.decide_release(&kieran(), &decision(&id, Verdict::Granted)).await.unwrap_err();
    assert!(refused.message.ends_with("is not met, and allows no exception."), "{refused}");
    let listed = unit.pom.applications(&Applications::default()).await.unwrap();
    assert_eq!(listed.rows[0].status, ReleaseStatus::Applied);
}

#[tokio::test]
async fn a_grade_that_the_prison_asks_for_is_demanded_of_whoever_decides() {
    let mut unit = Unit::new().await;
    let manager = Roles::NONE.with(Role::DutyManager);
    let mut manager = unit.office.joins(&mut unit.ada, "Mo Reid", manager).await;
    // Whatever could make it restricted is known, and none of it does.
    let standard = changed(
        &prisoner(0),
        &[
            ("category", json!("D")),
            ("alerts", json!([{ "alertType": "R", "alertCode": "SROTL", "active": true }])),
            ("recall", json!(false)),
            ("indeterminateSentence", json!(false)),
            ("imprisonmentStatus", json!("ADIMP_ORA")),
        ],
    );
    imports(&mut unit.ada, &[standard]).await;
    unit.ada.record_fact(&kieran(), Field::Rosh, "MEDIUM", None, "OASys of this week").await.unwrap();
    unit.meet().await;
    let id = unit.prepared(shop()).await;
    assert_eq!(unit.view(&id).await.demanded, Grade::DutyManager);
    let asks = ("rotl_grade_rdr_standard", Some("governor"), "Agreed by the governor in October");
    let refused = unit.pom.set_figure(asks.0, asks.1, asks.2).await.unwrap_err();
    assert_eq!(refused.code, api::Code::NotAllowed, "{refused}");
    unit.ada.set_figure(asks.0, asks.1, asks.2).await.unwrap();
    let less = unit.ada.set_figure("rotl_grade_rdr_restricted", Some("duty manager"), asks.2).await.unwrap_err();
    assert_eq!(less.field, Some("value"));
    assert!(less.message.contains("nobody below the governor may decide that"), "{less}");
    unit.meet().await;
    hears(&mut manager, &unit.ada).await;

    let view = manager.open_application(&kieran(), id.parse().unwrap()).await.unwrap();
    assert_eq!(view.demanded, Grade::Governor);
    let why_not = "For a resettlement day release that is standard, this prison asks for the governor's decision.";
    assert_eq!(view.may_not_decide.as_deref(), Some(why_not));
    let by_manager = DecideRelease { grade: Grade::DutyManager, ..decision(&id, Verdict::Granted) };
    let refused = manager.decide_release(&kieran(), &by_manager).await.unwrap_err();
    assert_eq!((refused.code, refused.message.as_str()), (api::Code::NotAllowed, why_not));
    let unmet = view.rules.iter().find(|rule| !rule.hard).unwrap();
    let exception = AnswerRule {
        number: number(0),
        id: id.clone(),
        rule: unmet.id.clone(),
        answer: RuleAnswer::Exception,
        words: "For his mother's funeral".to_owned(),
    };
    assert_eq!(manager.answer_rule(&kieran(), &exception).await.unwrap_err().message, why_not);

    // The governor may, and the record keeps which grade was demanded.
    unit.governor.decide_release(&kieran(), &decision(&id, Verdict::Granted)).await.unwrap();
    unit.meet().await;
    let case = unit.ada.record().case(&kieran()).await.unwrap().unwrap();
    let decided = case.applications[&id.parse().unwrap()].decision().unwrap().demanded;
    assert_eq!(decided, Grade::Governor);
    // Taken back, it is again what the rules have.
    unit.ada.set_figure(asks.0, None, "The duty managers were trained").await.unwrap();
    assert_eq!(unit.ada.open_application(&kieran(), id.parse().unwrap()).await.unwrap().demanded, Grade::DutyManager);
}
