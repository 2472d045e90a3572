//! What is owed for a handover pack: that it is sent, that it arrived, that what changed since is sent again, and how it went after release.

use api::{MyDay, Outcome, OwedRow, Owing, PackStep, PlanState, ReportOutcome, Step, Topic, TracePack, Whose};
use app::Session;
use app::pack::Sealing;
use app::types::Field;
use serde_json::{Value, json};
use tests::omu::{explains_the_rest, kieran, stated};
use tests::people::{changed, number, prisoner};
use tests::room::Hand;
use tests::unit::{Office, imports};

/// A day in minutes.
const DAY: i64 = 24 * 60;

/// Somebody whom the policy covers, handed over in the spring of 2027.
fn sentenced() -> Value {
    let known = [
        ("releaseDate", json!("2027-11-17")),
        ("conditionalReleaseDate", json!("2027-11-17")),
        ("imprisonmentStatus", json!("ADIMP_ORA21")),
        ("indeterminateSentence", json!(false)),
        ("recall", json!(false)),
        ("licenceExpiryDate", json!("2029-11-20")),
    ];
    changed(&prisoner(0), &known)
}

/// The administrator of a unit on a day that the test moves, with somebody near the handover.
struct Scene {
    ada: Session,
    hand: Hand,
    _office: Office,
    folder: tempfile::TempDir,
}

impl Scene {
    /// Within the window of the handover.
    async fn new() -> Self {
        let (office, hand) = (Office::new(), Hand::default());
        let mut ada = office.founded_at(Box::new(hand.clone())).await;
        imports(&mut ada, &[sentenced()]).await;
        let mut scene = Self { ada, hand, _office: office, folder: tempfile::tempdir().unwrap() };
        scene.records(Field::ComName, "Joanna Castell").await;
        let handover = scene.owed(Owing::PackSend).await.unwrap();
        let opens: jiff::civil::Date = handover.opens.parse().unwrap();
        scene.pass(i64::from((opens - scene.ada.today()).get_days()) + 1);
        scene
    }

    fn pass(&self, days: i64) {
        self.hand.pass(days * DAY);
    }

    async fn owed(&self, kind: Owing) -> Option<OwedRow> {
        let rows = self.ada.owed_in_case(&kieran()).await.unwrap().rows;
        rows.into_iter().find(|row| row.key.kind == kind)
    }

    /// The same as the list of the unit has it.
    async fn listed(&mut self, kind: Owing) -> Option<OwedRow> {
        self.ada.work_out_what_is_owed().await.unwrap();
        let asked = MyDay { whose: Whose::Unit, limit: 500, ..MyDay::default() };
        self.ada.my_day(&asked).await.unwrap().rows.into_iter().find(|row| row.key.kind == kind)
    }

    async fn records(&mut self, field: Field, value: &str) {
        self.ada.record_fact(&kieran(), field, value, None, "By telephone").await.unwrap();
    }

    async fn states(&mut self, topic: Topic, words: &str) {
        self.ada.state_topic(&kieran(), stated(&kieran(), topic, "", PlanState::Held, words)).await.unwrap();
    }

    /// Explains what is missing, and seals.
    async fn seals(&mut self, name: &str) {
        explains_the_rest(&mut self.ada, &kieran()).await;
        self.ada.seal_pack(&kieran(), Sealing::default(), &self.folder.path().join(name)).await.unwrap();
    }

    async fn traces(&mut self, step: PackStep) {
        let asked = TracePack { number: number(0), id: String::new(), step, words: "By secure email".to_owned() };
        self.ada.trace_pack(&kieran(), asked).await.unwrap();
    }
}

#[tokio::test]
async fn a_pack_is_owed_until_it_is_sent_its_receipt_until_it_arrived_and_what_changes_is_sent_again() {
    let mut scene = Scene::new().await;
    let send = scene.owed(Owing::PackSend).await.unwrap();
    assert_eq!(send.step, Step::OpenPack);
    scene.seals("first.pdf").await;
    assert!(scene.owed(Owing::PackSend).await.is_some(), "sealed is not sent");
    scene.traces(PackStep::Sent).await;
    assert_eq!(scene.owed(Owing::PackSend).await, None);
    let receipt = scene.listed(Owing::PackReceipt).await.unwrap();
    assert_eq!(receipt.key.about.as_deref(), Some("version 1"));
    scene.pass(4);
    scene.traces(PackStep::Chased).await;
    assert!(scene.owed(Owing::PackReceipt).await.unwrap().due > receipt.due, "it is chased again later");
    scene.traces(PackStep::ReceivedWithQuestions).await;
    assert_eq!(scene.owed(Owing::PackReceipt).await, None);

    // What no pack prints asks for none, nor does another cell
    scene.records(Field::Religion, "None").await;
    scene.records(Field::CellLocation, "B-2-011").await;
    assert_eq!(scene.owed(Owing::PackAgain).await, None);
    scene.records(Field::LicenceExpiry, "2029-12-24").await;
    let first = scene.ada.today().to_string();
    let again = scene.listed(Owing::PackAgain).await.unwrap();
    assert_eq!((again.key.since.as_str(), again.step), (first.as_str(), Step::OpenPack));
    scene.pass(2);
    scene.states(Topic::Phone, "07700 900123, his sister's").await;
    scene.records(Field::LicenceExpiry, "2029-12-31").await;
    assert_eq!(scene.owed(Owing::PackAgain).await.unwrap().key.since, first, "a later change moves nothing");
    scene.records(Field::LicenceExpiry, "2029-11-20").await;
    let today = scene.ada.today().to_string();
    assert_eq!(scene.owed(Owing::PackAgain).await.unwrap().key.since, today, "the date is as the pack has it");

    scene.seals("second.pdf").await;
    assert!(scene.owed(Owing::PackAgain).await.is_some(), "the COM has the first");
    scene.traces(PackStep::Sent).await;
    assert_eq!(scene.owed(Owing::PackAgain).await, None);
    // What went astray never arrived: the first is the one that there is
    scene.traces(PackStep::Astray).await;
    assert_eq!(scene.owed(Owing::PackAgain).await.unwrap().key.since, today);
    assert_eq!(scene.owed(Owing::PackSend).await, None);
    // Another COM has none
    scene.records(Field::ComName, "Dilys Marchbank").await;
    assert!(scene.owed(Owing::PackSend).await.is_some());
}

#[tokio::test]
async fn one_that_went_astray_is_owed_again_and_after_release_how_it_went() {
    let mut scene = Scene::new().await;
    scene.seals("first.pdf").await;
    scene.traces(PackStep::Sent).await;
    scene.traces(PackStep::Astray).await;
    assert!(scene.owed(Owing::PackSend).await.is_some());
    assert_eq!(scene.owed(Owing::PackReceipt).await, None);
    scene.seals("second.pdf").await;
    scene.traces(PackStep::Received).await;
    assert_eq!(scene.owed(Owing::PackSend).await, None, "what arrived was sent");

    scene.pass(20);
    let gone = [
        ("status", json!("INACTIVE OUT")),
        ("inOutStatus", json!("OUT")),
        ("prisonId", json!("OUT")),
        ("lastPrisonId", json!("LEI")),
        ("lastMovementTypeCode", json!("REL")),
        ("lastMovementDate", json!(scene.ada.today().to_string())),
    ];
    imports(&mut scene.ada, &[changed(&sentenced(), &gone)]).await;
    let outcome = scene.listed(Owing::OutcomeReport).await.unwrap();
    assert_eq!((outcome.step, outcome.owner.as_deref()), (Step::OpenPlan, Some("Ada Pike")), "she sealed the last");
    let rows = scene.ada.owed_in_case(&kieran()).await.unwrap().rows;
    assert_eq!(rows.len(), 1, "nothing of custody any more: {rows:?}");
    scene.pass(3);
    let report = |outcome, on: &str| ReportOutcome {
        number: number(0),
        outcome,
        on: on.to_owned(),
        words: "The COM rang".to_owned(),
    };
    let today = scene.ada.today().to_string();
    scene.ada.report_outcome(&kieran(), report(Outcome::SettledHome, &today)).await.unwrap();
    assert!(scene.owed(Owing::OutcomeReport).await.is_some(), "that says nothing of the appointment");
    scene.ada.report_outcome(&kieran(), report(Outcome::AppointmentMissed, &today)).await.unwrap();
    assert_eq!(scene.listed(Owing::OutcomeReport).await, None);
}
