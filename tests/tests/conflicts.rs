//! What two people recorded while apart, as whoever settles it sees it in all cases.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use api::Code;
use app::types::{PrisonNumber, Role, Roles};
use casework::{Field, FieldKey, Value};
use tests::people::{number, prisoner};
use tests::unit::{Office, hears, imports};

#[tokio::test]
async fn what_two_people_recorded_while_apart_is_listed_until_somebody_settles_it() {
    let office = Office::new();
    let mut ada = office.founded().await;
    imports(&mut ada, &[prisoner(1), prisoner(2)]).await;
    let mut ben = office.joins(&mut ada, "Ben Okafor", Roles::NONE.with(Role::Pom)).await;
    let kieran: PrisonNumber = number(1).parse().unwrap();
    assert!(ada.open_conflicts().await.unwrap().is_empty());

    ada.record_fact(&kieran, Field::Rosh, "MEDIUM", None, "Yearly review").await.unwrap();
    ben.record_fact(&kieran, Field::Rosh, "HIGH", None, "After the fight on 9 January").await.unwrap();
    hears(&mut ada, &ben).await;

    let open = ada.open_conflicts().await.unwrap();
    let [one] = open.as_slice() else { panic!("{open:?}") };
    assert_eq!((one.number.as_str(), one.decision, one.own), (number(1).as_str(), false, true));
    let stands = &one.conflict.candidates[one.in_force.unwrap()];
    assert_eq!((stands.value.as_str(), stands.by.as_str()), ("HIGH", "Ben Okafor"), "the safer value is in force");
    assert_eq!(ben.open_conflicts().await.unwrap_err().code, Code::NotAllowed);

    let rosh = FieldKey::Known(Field::Rosh);
    let spoken = "Spoke to both: the fight was not known at the review";
    ada.settle_field(&kieran, rosh, Value::Text("HIGH".to_owned()), spoken).await.unwrap();
    assert!(ada.open_conflicts().await.unwrap().is_empty());
}
