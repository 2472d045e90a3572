//! Release on temporary licence, from the application to the debrief, by the people who do it: a prison offender manager, a governor, a
//! gate officer, each at a computer of their own.

mod counts;
mod deciding;
mod gate;
mod papers;

use api::{
    AnswerRule, ApplicationForm, ApplicationView, ApplyForRelease, AssessRelease, Condition, DecideRelease, GateState,
    Grade, IssueLicence, LicenceForm, MoveThroughGate, Pattern, Place, ReleaseType, Risk, RuleAnswer, RuleState,
    Verdict, Way,
};
use app::types::{PrisonNumber, Role, Roles};
use app::{AppError, Session};
use serde_json::json;
use tests::people::{changed, number, prisoner};
use tests::unit::{Office, clock, hears, imports};

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
