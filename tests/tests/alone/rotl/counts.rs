//! What the applications come to: the counts, and what is owed for them.

use api::{Asked, Consult, ConsultStep, Consultee, OwedRow, Owing, ReleaseCounts, Stage};
use app::Session;
use tests::people::number;

use super::{Unit, assessment, kieran, shop, single};

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
