//! What two people recorded while apart, as whoever settles it sees it in all cases.

use api::Code;
use app::types::{PrisonNumber, Role, Roles};
use casework::{Field, FieldKey, Value};
use serde_json::json;
use tests::people::{changed, number, prisoner};
use tests::unit::{Office, hears, imports};

#[tokio::test]
async fn what_two_people_recorded_while_apart_is_listed_until_a_third_settles_it() {
    let office = Office::new();
    let mut ada = office.founded().await;
    imports(&mut ada, &[prisoner(1), prisoner(2)]).await;
    let mut ben = office.joins(&mut ada, "Ben Okafor", Roles::NONE.with(Role::Pom)).await;
    let mut hana = office.joins(&mut ada, "Hana Brandt", Roles::NONE.with(Role::HeadOfOmuDelivery)).await;
    let kieran: PrisonNumber = number(1).parse().unwrap();
    assert!(ada.open_conflicts().await.unwrap().is_empty());

    ada.record_fact(&kieran, Field::Rosh, "MEDIUM", None, "Yearly review").await.unwrap();
    ben.record_fact(&kieran, Field::Rosh, "HIGH", None, "After the fight on 9 January").await.unwrap();
    hears(&mut ada, &ben).await;

    let open = ada.open_conflicts().await.unwrap();
    let [one] = open.as_slice() else { panic!("{open:?}") };
    assert_eq!((one.number.as_str(), one.conflict.decision), (number(1).as_str(), false));
    let stands = &one.conflict.candidates[one.in_force.unwrap()];
    assert_eq!((stands.value.as_str(), stands.by.as_str()), ("HIGH", "Ben Okafor"), "the safer value is in force");
    assert_eq!(ben.open_conflicts().await.unwrap_err().code, Code::NotAllowed);

    // Whoever recorded one of them is told why not, and whom to ask
    let rosh = FieldKey::Known(Field::Rosh);
    let spoken = "Spoke to both: the fight was not known at the review";
    let high = || Value::Text("HIGH".to_owned());
    assert_eq!((one.conflict.own, one.conflict.settlers.as_slice()), (true, ["Hana Brandt".to_owned()].as_slice()));
    let before = ada.record().frontier();
    let refused = ada.settle_field(&kieran, rosh.clone(), high(), spoken).await.unwrap_err();
    assert_eq!((refused.code, refused.remedy.as_str()), (Code::NotAllowed, "Ask Hana Brandt."));
    assert_eq!(ada.record().frontier(), before, "nothing was written");

    // Nor does another statement of theirs settle it: it is one more of them
    ada.record_fact(&kieran, Field::Rosh, "MEDIUM", None, "Ben overrates it").await.unwrap();
    let open = ada.open_conflicts().await.unwrap();
    assert_eq!((open.len(), open[0].conflict.candidates.len()), (1, 3));

    // A third person says which stands, for everybody
    hears(&mut hana, &ada).await;
    assert!(!hana.open_conflicts().await.unwrap()[0].conflict.own);
    hana.settle_field(&kieran, rosh, high(), spoken).await.unwrap();
    hears(&mut ada, &hana).await;
    for session in [&ada, &hana] {
        assert!(session.open_conflicts().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn whoever_took_an_import_in_may_settle_what_it_contradicts() {
    let office = Office::new();
    let mut ada = office.founded().await;
    imports(&mut ada, &[prisoner(1)]).await;
    let mut ben = office.joins(&mut ada, "Ben Okafor", Roles::NONE.with(Role::Pom)).await;
    let kieran: PrisonNumber = number(1).parse().unwrap();

    imports(&mut ada, &[changed(&prisoner(1), &[("conditionalReleaseDate", json!("2027-06-11"))])]).await;
    ben.record_fact(&kieran, Field::ConditionalRelease, "2027-04-30", None, "Recalculated").await.unwrap();
    hears(&mut ada, &ben).await;

    let open = ada.open_conflicts().await.unwrap();
    let [one] = open.as_slice() else { panic!("{open:?}") };
    let mut by: Vec<&str> = one.conflict.candidates.iter().map(|candidate| candidate.by.as_str()).collect();
    by.sort_unstable();
    assert_eq!(by, ["Ada Pike’s import", "Ben Okafor"]);
    assert!(!one.conflict.own, "it is the prison system’s word, not hers");
    let date = Value::Date("2027-06-11".parse().unwrap());
    let field = FieldKey::Known(Field::ConditionalRelease);
    ada.settle_field(&kieran, field, date, "Seen on the warrant").await.unwrap();
    assert!(ada.open_conflicts().await.unwrap().is_empty());
}
