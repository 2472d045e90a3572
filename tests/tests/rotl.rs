//! Release on temporary licence, from the application to the debrief, by the people who do it: a prison offender manager, a governor, a
//! gate officer, each at a computer of their own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test says what went wrong by stopping"
)]

use api::{
    AnswerRule, ApplicationForm, ApplicationView, Applications, ApplyForRelease, Asked, AssessRelease, BoardMember,
    BoardView, Condition, Consult, ConsultStep, Consultee, Debrief, Debriefer, DecideRelease, FailureForm, GateState,
    Grade, IssueLicence, LateStep, LicenceForm, MoveReleases, MoveThroughGate, Opinion, OwedRow, Owing, Paper, Pattern,
    Place, ReleaseCounts, ReleaseStatus, ReleaseType, ReportFailure, Risk, RuleAnswer, RuleState, Stage, StageState,
    SteerRelease, TakeLateStep, Tier, Turn, Verdict, Way,
};
use app::types::{Field, PrisonNumber, Role, Roles};
use app::{AppError, Session};
use serde_json::json;
use tests::people::{changed, number, prisoner};
use tests::unit::{Office, clock, hears, imports, is_whole};

/// The prisoner whom all of this is about.
fn kieran() -> PrisonNumber {
    number(0).parse().unwrap()
}

/// The unit, each with a computer of their own. They hear from each other when `meet` is called.
struct Unit {
    office: Office,
    ada: Session,
    pom: Session,
    governor: Session,
    gate: Session,
}

impl Unit {
    async fn new() -> Self {
        let office = Office::new();
        let mut ada = office.founded_at(clock(0)).await;
        let person = changed(
            &prisoner(0),
            &[
                ("category", json!("D")),
                ("alerts", json!([])),
                ("recall", json!(false)),
                ("nationality", json!("British")),
            ],
        );
        imports(&mut ada, &[person]).await;
        let roles = |role| Roles::NONE.with(role);
        let pom = office.joins(&mut ada, "Ben Okafor", roles(Role::Pom)).await;
        let governor = office.joins(&mut ada, "Rowan Ellis", roles(Role::Governor)).await;
        let gate = office.joins(&mut ada, "Dilys Nowak", roles(Role::GateOfficer)).await;
        let mut unit = Self { office, ada, pom, governor, gate };
        unit.meet().await;
        unit
    }

    /// Everybody hears what everybody wrote.
    async fn meet(&mut self) {
        for _ in 0..2 {
            hears(&mut self.ada, &self.pom).await;
            hears(&mut self.ada, &self.governor).await;
            hears(&mut self.ada, &self.gate).await;
            hears(&mut self.pom, &self.ada).await;
            hears(&mut self.governor, &self.ada).await;
            hears(&mut self.gate, &self.ada).await;
        }
    }

    async fn view(&self, id: &str) -> ApplicationView {
        self.pom.open_application(&kieran(), id.parse().unwrap()).await.unwrap()
    }

    /// An application with everything that comes before the decision.
    async fn prepared(&mut self, form: ApplicationForm) -> String {
        let id = self.applied(form).await;
        self.answered(&id).await;
        self.pom.assess_release(&kieran(), assessment(&id)).await.unwrap();
        self.meet().await;
        id
    }

    async fn applied(&mut self, form: ApplicationForm) -> String {
        let asked = ApplyForRelease { number: number(0), id: None, form };
        let id = self.pom.apply_for_release(&kieran(), asked).await.unwrap();
        self.meet().await;
        id
    }

    /// Whoever prepares it answers every rule that cannot tell.
    async fn answered(&mut self, id: &str) {
        let open = self.view(id).await.rules.into_iter().filter(|rule| rule.state == RuleState::CannotTell);
        for rule in open {
            let answer = RuleAnswer::Met;
            let words = "Looked up in the published framework and in the file.".to_owned();
            let asked = AnswerRule { number: number(0), id: id.to_owned(), rule: rule.id, answer, words };
            self.pom.answer_rule(&kieran(), &asked).await.unwrap();
        }
        self.meet().await;
    }

    async fn granted(&mut self, form: ApplicationForm) -> String {
        let id = self.prepared(form).await;
        self.governor.decide_release(&kieran(), &decision(&id, Verdict::Granted)).await.unwrap();
        self.meet().await;
        self.pom.issue_licence(&kieran(), licence(&id)).await.unwrap();
        self.meet().await;
        id
    }

    async fn through_gate(&mut self, id: &str, way: Way, at: &str) -> Result<(), AppError> {
        let release = self.view(id).await.releases[0].id.clone();
        let moved = MoveThroughGate {
            number: number(0),
            id: id.to_owned(),
            release,
            direction: way,
            at: Some(at.to_owned()),
            corrects: None,
            concern: None,
        };
        let done = self.gate.move_through_gate(&kieran(), moved).await;
        self.meet().await;
        done
    }

    async fn at_the_gate(&self) -> Vec<(GateState, Option<String>)> {
        let list = self.gate.gate(None).await.unwrap();
        list.rows.into_iter().map(|row| (row.state, row.lacks)).collect()
    }
}

/// Work at a shop on the day of the test, from eight to nine in the morning.
fn shop() -> ApplicationForm {
    single("2026-11-20", "08:00", "2026-11-20", "09:00")
}

fn single(out_on: &str, out: &str, back_on: &str, back: &str) -> ApplicationForm {
    let text = str::to_owned;
    ApplicationForm {
        kind: ReleaseType::Rdr,
        reason: text("R14"),
        purpose: text("work"),
        words: text("Paid work at a shop, three days a week to begin with."),
        by_prisoner: true,
        pattern: Pattern::Single(text(out_on), text(out), text(back_on), text(back)),
        places: vec![Place {
            name: text("Nowhere Stores"),
            address: text("1 Nowhere Row, Leeds"),
            contact: text("Moira Quill"),
            phone: text("0113 496 0000"),
            overnight: false,
        }],
        escort: text("U"),
        transport: text("PUT"),
    }
}

fn assessment(id: &str) -> AssessRelease {
    AssessRelease {
        number: number(0),
        id: id.to_owned(),
        risks: vec![Risk {
            what: "Meets people from before".to_owned(),
            likely: "Possible at the station".to_owned(),
            harm: "Pressure to carry things in".to_owned(),
            control: "Travel by the direct bus only".to_owned(),
        }],
        protective: vec!["His sister meets him".to_owned()],
        summary: "Can be managed with the control above.".to_owned(),
    }
}

fn decision(id: &str, verdict: Verdict) -> DecideRelease {
    DecideRelease {
        number: number(0),
        id: id.to_owned(),
        verdict,
        grade: Grade::Governor,
        reasons: "You have done well in the workshop, and the risks can be managed.".to_owned(),
        against_board: None,
        again: None,
        review: None,
        complain_by: None,
    }
}

fn licence(id: &str) -> IssueLicence {
    let words = "Go by the direct bus, and nowhere else on the way.".to_owned();
    let form = LicenceForm {
        conditions: vec![Condition { code: None, words }],
        exclusions: vec!["The street market at Nowhere Square".to_owned()],
        phone: "0113 496 0001".to_owned(),
        copies: vec!["Police".to_owned()],
    };
    IssueLicence { number: number(0), id: id.to_owned(), form }
}

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
async fn whoever_may_read_cases_sees_the_counts_and_nothing_restricted_is_in_them() {
    let mut unit = Unit::new().await;
    let id = unit.applied(shop()).await;
    let words = "Intelligence that only some may read".to_owned();
    let asked = |step, words: &str, restricted| Consult {
        number: number(0),
        id: id.clone(),
        with: Asked { consultee: Consultee::Security, name: String::new() },
        step,
        on: "2026-11-19".to_owned(),
        due: None,
        opinion: None,
        words: words.to_owned(),
        restricted,
    };
    unit.pom.consult(&kieran(), &asked(ConsultStep::Asked, "By e-mail", false)).await.unwrap();
    let waiting = async |session: &Session| {
        let counts = session.release_counts(&ReleaseCounts::default()).await.unwrap();
        let of: Vec<_> =
            counts.progress.stages.iter().filter(|(_, ages)| ages[0] > 0).map(|(stage, _)| stage.clone()).collect();
        (of, serde_json::to_string(&counts).unwrap())
    };
    assert_eq!(waiting(&unit.pom).await.0, ["Consultation"]);
    unit.pom.consult(&kieran(), &asked(ConsultStep::Replied, &words, true)).await.unwrap();
    unit.meet().await;
    for session in [&unit.ada, &unit.pom, &unit.governor] {
        let (stages, all) = waiting(session).await;
        assert_eq!(stages, ["Risk assessment"]);
        assert!(!all.contains(&words), "{all}");
    }
    let refused = unit.gate.release_counts(&ReleaseCounts::default()).await.unwrap_err();
    assert_eq!(refused.code, api::Code::NotAllowed, "{refused}");
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
async fn a_licence_and_a_letter_print_what_was_recorded() {
    let mut unit = Unit::new().await;
    let id = unit.granted(shop()).await;
    for paper in [Paper::Licence(0), Paper::DecisionLetter] {
        let pdf = unit.pom.paper(&kieran(), id.parse().unwrap(), &paper).await.unwrap();
        let again = unit.pom.paper(&kieran(), id.parse().unwrap(), &paper).await.unwrap();
        assert_eq!(pdf, again, "the same words make the same bytes");
        let text = read(&pdf);
        assert!(text.contains("Kieran Ashdown") && text.contains(&number(0)), "{text}");
    }
}

/// What a PDF says.
fn read(pdf: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let text = std::process::Command::new("pdftotext").arg(file.path()).arg("-").output().unwrap();
    String::from_utf8(text.stdout).unwrap()
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

#[tokio::test]
async fn papers_are_headed_with_the_address_once_it_is_recorded_and_a_licence_says_so_before() {
    let mut unit = Unit::new().await;
    let id = unit.granted(shop()).await;
    let cautions = unit.view(&id).await.licence_cautions;
    assert!(cautions.iter().any(|caution| caution.contains("address is not recorded")), "{cautions:?}");
    let without = read(&unit.pom.paper(&kieran(), id.parse().unwrap(), &Paper::Licence(0)).await.unwrap());
    for (name, value) in [("prison_address", "2 Nowhere Lane\n\n Leeds "), ("prison_telephone", "0113 496 0009")] {
        unit.ada.set_figure(name, Some(value), "First recorded").await.unwrap();
    }
    unit.meet().await;
    let view = unit.view(&id).await;
    assert_eq!(view.licence_cautions, [] as [String; 0]);
    for (paper, lines) in
        [(Paper::Licence(0), "2 Nowhere Lane, Leeds"), (Paper::DecisionLetter, "2 Nowhere Lane\nLeeds")]
    {
        let with = read(&unit.pom.paper(&kieran(), id.parse().unwrap(), &paper).await.unwrap());
        assert!(with.contains(lines), "{with}");
        assert!(!without.contains("Nowhere Lane"));
        // The number that a licence was issued with stays on it; a letter has the prison's.
        assert_eq!(with.contains("0113 496 0001"), paper == Paper::Licence(0), "{with}");
    }
    let next = unit.prepared(single("2026-11-21", "08:00", "2026-11-21", "09:00")).await;
    assert_eq!(unit.view(&next).await.draft_licence.phone, "0113 496 0009");
}

#[tokio::test]
async fn a_refusal_says_until_when_it_can_be_complained_of_and_from_when_one_can_apply_again() {
    let mut unit = Unit::new().await;
    let first = unit.prepared(shop()).await;
    assert_eq!(unit.view(&first).await.if_refused, api::RefusalDays::default(), "no day is said while none is set");
    unit.governor.decide_release(&kieran(), &decision(&first, Verdict::Refused)).await.unwrap();
    unit.meet().await;
    let letter = async |unit: &Unit, id: &str| {
        let pdf = unit.pom.paper(&kieran(), id.parse().unwrap(), &Paper::DecisionLetter).await.unwrap();
        read(&pdf).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let silent = letter(&unit, &first).await;
    assert!(silent.contains("You can apply again. It helps") && silent.contains("make a complaint."), "{silent}");

    for (name, value) in [("rotl_complain_within", "28 days"), ("rotl_apply_again_after", "3 months")] {
        unit.ada.set_figure(name, Some(value), "Agreed in October").await.unwrap();
    }
    unit.meet().await;
    let id = unit.prepared(shop()).await;
    let days = unit.view(&id).await.if_refused;
    assert_eq!((days.complain_by.as_deref(), days.again.as_deref()), (Some("2026-12-18"), Some("2027-02-20")));
    let over = DecideRelease { complain_by: Some("2026-11-19".to_owned()), ..decision(&id, Verdict::Refused) };
    let refused = unit.governor.decide_release(&kieran(), &over).await.unwrap_err();
    assert_eq!(refused.field, Some("complain_by"));
    // Whoever decides gives a day more.
    let given = DecideRelease {
        complain_by: Some("19/12/2026".to_owned()),
        again: days.again,
        ..decision(&id, Verdict::Refused)
    };
    unit.governor.decide_release(&kieran(), &given).await.unwrap();
    unit.meet().await;
    let decided = &unit.view(&id).await.decisions[0];
    assert_eq!((decided.complain_by.as_deref(), decided.again.as_deref()), (Some("2026-12-19"), Some("2027-02-20")));
    let said = letter(&unit, &id).await;
    assert!(said.contains("You can apply again from 20 February 2027."), "{said}");
    assert!(said.contains("make a complaint by 19 December 2026."), "{said}");
}

#[tokio::test]
async fn what_is_owed_for_an_application_leads_to_it_at_its_stage() {
    let mut unit = Unit::new().await;
    let soon = unit.applied(single("2026-11-20", "08:00", "2026-11-20", "09:00")).await;
    let later = unit.prepared(single("2027-01-14", "08:00", "2027-01-14", "09:00")).await;
    let rows = unit.pom.owed_in_case(&kieran()).await.unwrap().rows;
    let of = |kind: Owing, from: &str| {
        let about = |row: &&OwedRow| row.key.about.as_deref().is_some_and(|about| about.starts_with(from));
        rows.iter().filter(|row| row.key.kind == kind).find(about).unwrap().key.clone()
    };
    let (first, second) = ("RDR from 20 November 2026", "RDR from 14 January 2027");
    for (key, id, stage) in [
        (of(Owing::RotlConsult, first), &soon, Stage::Consultation),
        (of(Owing::RotlConsult, second), &later, Stage::Consultation),
        (of(Owing::RotlAssessment, first), &soon, Stage::Risk),
        (of(Owing::RotlDecision, second), &later, Stage::Decision),
    ] {
        let found = unit.pom.owed_application(&kieran(), &key).await.unwrap();
        assert_eq!((&found.id, found.stage), (id, stage), "{key:?}");
    }
    // What was settled since is not owed any more, and what is of no application opens none.
    let assessment_due = of(Owing::RotlAssessment, first);
    unit.pom.assess_release(&kieran(), assessment(&soon)).await.unwrap();
    let gone = unit.pom.owed_application(&kieran(), &assessment_due).await.unwrap_err();
    assert_eq!(gone.message, "This is not owed any more.");
    let other = rows.iter().find(|row| !matches!(row.step, api::Step::OpenRotl)).unwrap();
    assert!(unit.pom.owed_application(&kieran(), &other.key).await.is_err());
}
