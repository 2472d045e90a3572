//! Two prisons with a unit each, who both know the same man: what one seals, the other takes in.

use api::{PackSealedView, PlanState, Topic};
use app::pack::{Sealing, Told, inbox_address};
use app::{AppError, Session};
use serde_json::json;

use crate::omu::{Omu, for_team};
use crate::people::{changed, prisoner};

/// A unit that knows Kieran.
pub async fn at(prison: &str) -> Omu {
    let known = [
        ("prisonId", json!(prison)),
        ("conditionalReleaseDate", json!("2027-06-30")),
        ("releaseDate", json!("2027-06-30")),
    ];
    Omu::at(prison, &[changed(&prisoner(0), &known)]).await
}

/// That of the prison that he leaves, with something in his plan.
pub async fn moorland() -> Omu {
    let mut unit = at("MDI").await;
    unit.states(Topic::ReleaseAddress, "", PlanState::Held, "12 Canal Street, with his mother").await;
    unit.states(Topic::BankAccount, "", PlanState::Asked, "With the credit union").await;
    unit.states(Topic::Programme, "Thinking skills", PlanState::Done, "He finished in May").await;
    unit
}

/// The next version, as a file.
pub async fn sealed(unit: &mut Omu, name: &str, sealing: Sealing) -> (PackSealedView, Vec<u8>) {
    let sealed = unit.seals(name, sealing).await;
    (sealed, std::fs::read(unit.file(name)).unwrap())
}

/// A version under words, with the words.
pub async fn sealed_under_words(unit: &mut Omu, name: &str) -> (PackSealedView, Vec<u8>, String) {
    let (sealed, file) = sealed(unit, name, to_leeds()).await;
    let words = sealed.words.join(" ");
    (sealed, file, words)
}

/// A version sealed to another unit.
pub async fn sealed_to(unit: &mut Omu, name: &str, other: &Session) -> (PackSealedView, Vec<u8>) {
    let typed = other.inbox().unwrap().to_string().to_lowercase();
    let inbox = Some(inbox_address(&typed).unwrap().key());
    sealed(unit, name, Sealing { unit: inbox, ..to_leeds() }).await
}

/// Takes a pack in, as somebody does who compares nothing.
pub async fn takes_in(unit: &mut Omu, file: &[u8], words: &str) -> Result<bool, AppError> {
    Ok(unit.pom.keep_received_pack(file, under(words)).await?.new)
}

/// Refuses a pack, and writes nothing.
pub async fn refuses(unit: &mut Omu, file: &[u8], told: Told<'_>) -> AppError {
    let before = unit.pom.record().frontier();
    let refused = unit.pom.keep_received_pack(file, told).await.expect_err("refused");
    assert_eq!(unit.pom.record().frontier(), before, "{refused}");
    refused
}

/// For the unit at Leeds.
pub fn to_leeds() -> Sealing {
    for_team("OMU, Leeds (HMP)")
}

/// Under words, and nothing else is known of it.
pub fn under(words: &str) -> Told<'_> {
    Told { words, ..Told::default() }
}
